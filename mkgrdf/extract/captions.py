"""What images and clips show, as far as the words beside them tell: alternative texts and subtitles.

Nothing here has looked at a picture. A name in a subtitle says that the speaker speaks of it, not that it is in view.
So confidences are low priors (:mod:`mkgrdf.extract.confidence`), there to be replaced by a trained matcher's.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.confidence import PRIORS, shared
from mkgrdf.extract.content_words import content_words, fewest_shared
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.cues import rules_digest
from mkgrdf.extract.findings import CLAIM_TERMS, Findings
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.mentions import Found, MentionFinder
from mkgrdf.extract.reading import reader_of
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Clip, ConceptKind, Image, Label, Video
from mkgrdf.statements import Model
from mkgrdf.text.language import detect
from mkgrdf.vocabulary import MKG

__all__ = ["CaptionExtractor"]

_MOST_SENTENCES = 3
"""How many sentences one image or clip illustrates at most."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a sentence or a caption says: nodes of concepts and values, and content words by language."""

    concepts: frozenset[NamedNode]
    values: frozenset[NamedNode]
    words: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What a caption and a sentence share."""

    concepts: int
    values: int
    words: int
    enough_words: bool

    @property
    def weight(self) -> Decimal:
        """The order of preference: a concept counts like two values, a value like two words."""
        return Decimal(self.concepts * 4 + self.values * 2 + self.words)

    @property
    def confidence(self) -> Decimal | None:
        if self.concepts:
            return PRIORS["illustrates: a shared concept"]
        if self.values:
            return PRIORS["illustrates: a shared property value"]
        return PRIORS["illustrates: shared words"] if self.enough_words else None


@dataclass(frozen=True, slots=True)
class _Captioned:
    """An image or a clip: its node, its caption, the products that it is known to show, and what its source states."""

    node: NamedNode
    caption: Label
    known: tuple[NamedNode, ...]
    stated: frozenset[NamedNode]
    where: str


class CaptionExtractor:
    """Ties images and clips to the products and concepts that their captions name, and to sentences alike."""

    name: str = "captions"
    model: Model = Model("embedded:caption-match", "2", "Caption matching")
    reads: tuple[type, ...] = (Image, Video)
    emits: frozenset[str] = CLAIM_TERMS | {"depicts", "illustrates"}
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(self) -> None:
        self._iris: Iris | None = None
        self._finder: MentionFinder | None = None
        self._kinds: dict[NamedNode, str] = {}
        self._sentences: dict[NamedNode, dict[NamedNode, _Meaning]] = {}
        self._known: dict[NamedNode, tuple[NamedNode, ...]] = {}
        self._clips: dict[tuple[NamedNode, int], tuple[NamedNode, ...]] = {}
        self._own_words: dict[NamedNode, frozenset[tuple[str, str]]] = {}

    def settings(self) -> str:
        """Return a digest of the word tables and priors."""
        return content_key(rules_digest(), sorted(PRIORS.items()), _MOST_SENTENCES)

    def fit(self, corpus: Corpus) -> None:
        """Read the sentences of all products, and note which products each image and clip is known to show."""
        self._iris = corpus.iris
        self._finder = reader_of(corpus).finder
        products_named = ProductsNamed(corpus)
        self._kinds = {concept.iri: concept.kind for concept in corpus.concepts}
        self._own_words = {
            product: frozenset((language, word) for language, name in names for word in content_words(name, language))
            for product, names in corpus.products.items()
        }
        self._sentences = {}
        shown_in: dict[str, dict[str, None]] = {}
        for node, document in corpus.documents.items():
            products = products_named(document.products)
            for image in document.images:
                shown_in.setdefault(image, {}).update(dict.fromkeys(document.products))
            for sentence in kept_sentences(document) if products else ():
                iri = corpus.iris.sentence(node, sentence.span.start, sentence.span.end)
                meaning = self._meaning(self._finder, sentence.span.text, sentence.language, products)
                for product in products:
                    self._sentences.setdefault(product, {})[iri] = meaning
        self._known = {
            node: products_named((*image.depicts_products, *shown_in.get(image.id, ())))
            for node, image in corpus.images.items()
        }
        self._known |= {node: products_named(video.depicts_products) for node, video in corpus.videos.items()}
        self._clips = {
            (node, place): products_named(clip.depicts_products)
            for node, video in corpus.videos.items()
            for place, clip in enumerate(video.clips)
        }

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return what the image, or each clip of the video, depicts and illustrates."""
        if self._iris is None or self._finder is None:
            raise RuntimeError("CaptionExtractor.extract was called before fit; call fit(corpus) once first")
        findings = Findings(self._iris, graph, run)
        known = self._known.get(subject, ())
        if isinstance(record, Image):
            stated = self._stated(self._iris, record)
            medium = _Captioned(subject, record.alt, known, stated, "the text of an image")
            self._read(findings, self._finder, medium)
        elif isinstance(record, Video):
            for place, clip in enumerate(record.clips):
                node = self._iris.clip(record.id, clip.start, clip.end)
                products = tuple(dict.fromkeys((*self._clips.get((subject, place), ()), *known)))
                medium = _Captioned(node, clip.caption, products, self._stated(self._iris, clip), "a subtitle")
                self._read(findings, self._finder, medium)
        return findings.close().triples()

    @staticmethod
    def _stated(iris: Iris, medium: Image | Clip) -> frozenset[NamedNode]:
        return frozenset((*map(iris.product, medium.depicts_products), *map(iris.concept, medium.depicts_concepts)))

    def _read(self, findings: Findings, finder: MentionFinder, medium: _Captioned) -> None:
        depicted: dict[NamedNode, Decimal] = {}
        products = dict.fromkeys(medium.known)
        for _, text in medium.caption:
            found = finder.find(text, medium.known)
            for named in found.products:
                products.update(dict.fromkeys(named.nodes))
                for node in named.nodes:
                    depicted[node] = shared(PRIORS[f"depicts: product named in {medium.where}"], len(named.nodes))
            for node, readings in self._affirmed(found, text).items():
                depicted.setdefault(node, shared(PRIORS[f"depicts: concept named in {medium.where}"], readings))
        for node, confidence in depicted.items():
            if node not in medium.stated:
                findings.claim((medium.node, MKG.depicts, node), confidence, (medium.node,))
        for sentence, confidence in self._illustrated(finder, medium.caption, tuple(products)).items():
            findings.claim((medium.node, MKG.illustrates, sentence), confidence, (medium.node,))

    def _illustrated(
        self, finder: MentionFinder, caption: Label, products: tuple[NamedNode, ...]
    ) -> dict[NamedNode, Decimal]:
        """Return the sentences about ``products`` that share most with the caption, and how sure each is."""
        best: dict[NamedNode, tuple[Decimal, Decimal]] = {}
        for language, text in caption:
            own = self._meaning(finder, text, detect(text, language) or language, products)
            for product in products:
                for sentence, meaning in self._sentences.get(product, {}).items():
                    overlap = _overlap(own, meaning, self._own_words.get(product, frozenset()))
                    confidence = overlap.confidence
                    if confidence is not None and overlap.weight > best.get(sentence, (Decimal(0),))[0]:
                        best[sentence] = overlap.weight, confidence
        order = sorted(best, key=lambda sentence: (-best[sentence][0], sentence.value))
        return {sentence: best[sentence][1] for sentence in order[:_MOST_SENTENCES]}

    def _meaning(self, finder: MentionFinder, text: str, language: str, products: tuple[NamedNode, ...]) -> _Meaning:
        found = finder.find(text, products)
        return _Meaning(
            frozenset(self._affirmed(found, text)),
            frozenset(node for named in found.values for node in named.nodes),
            frozenset((language, word) for word in content_words(text, language)),
        )

    def _affirmed(self, found: Found, text: str) -> dict[NamedNode, int]:
        """Return the concepts that ``text`` names without denying them, and how many readings each name has."""
        language = detect(text)
        if language is None:
            return {}
        reader = StanceReader(text, language)
        affirmed = {}
        for named in found.concepts:
            for node in named.nodes:
                read = reader.of_pain if self._kinds[node] == ConceptKind.PAIN_POINT else reader.of_good
                if read(named.start, named.end) is Stance.AFFIRMED:
                    affirmed[node] = len(named.nodes)
        return affirmed


def _overlap(caption: _Meaning, sentence: _Meaning, own_words: frozenset[tuple[str, str]]) -> _Overlap:
    words = (caption.words & sentence.words) - own_words
    languages = {language for language, _ in words}
    return _Overlap(
        concepts=len(caption.concepts & sentence.concepts),
        values=len(caption.values & sentence.values),
        words=len(words),
        enough_words=any(len(words) >= fewest_shared(language) for language in languages),
    )
