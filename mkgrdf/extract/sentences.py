"""What a document says, sentence by sentence: kind, polarity, quality, products, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.corpus_index import product_automaton
from mkgrdf.extract.cues import rules_digest
from mkgrdf.extract.findings import CLAIM_TERMS, Findings
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.reading import DocumentReader, SentenceReading, reader_of
from mkgrdf.extract.repeats import Repeats, repeats_in
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.extract.sentence_models.quality import quality
from mkgrdf.extract.sentence_models.reading import read_kind, read_polarity
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Document
from mkgrdf.statements import Claim, Model, literal
from mkgrdf.text.automaton import LabelAutomaton
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

__all__ = ["SentenceExtractor"]

_RULES = "3"
"""Changes whenever the rules do."""


def _agent(models: SentenceModels) -> Model:
    """Return who tells kinds and polarities: the rules with the shipped models, or with those that the cards name."""
    cards = models.own_cards()
    if not cards:
        return Model("embedded:sentences", _RULES, "Sentence rules and models")
    names = [card.name for card in cards]
    revision = f"{_RULES}-{content_key(*(card.revision for card in cards))}"
    return Model(f"local:{'+'.join(names)}", revision, f"Sentence rules and {', '.join(names)}")


class SentenceExtractor:
    """Splits documents into sentences, keeps those that say something, and says of what kind they are.

    Rules and trained models read together (:mod:`mkgrdf.extract.sentence_models.reading`). Polarity and quality of a
    sentence are measures, no edges, so they carry no claim; polarity is stated where the sentence has a word or cue of
    praise or complaint, the model is quite sure of one, or its review has stars; stars without words make it 0.

    A sentence that says again, in any document, what an earlier one said keeps its node, since it is what that document
    says, and is linked to the first. Documents are compared in the order of the corpus, in :meth:`fit`.

    Args:
        models: what tells polarity and kind; without it, the models that ship with mkgrdf.
    """

    name: str = "sentences"
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | {
        *("Sentence", "derivedFrom", "startOffset", "endOffset"),
        *("kind", "polarity", "quality", "about", "repeats"),
    }
    builds_on: frozenset[str] = frozenset()

    def __init__(self, models: SentenceModels | None = None) -> None:
        self._models = models or SentenceModels.load()
        self.model: Model = _agent(self._models)
        self._iris: Iris | None = None
        self._names: LabelAutomaton[NamedNode] = LabelAutomaton(())
        self._reader: DocumentReader | None = None
        self._repeats = Repeats(b"")

    def settings(self) -> str:
        """Return a digest of the word tables, the priors and the models."""
        return content_key(rules_digest(), sorted(PRIORS.items()), self._models.digest())

    def fit(self, corpus: Corpus) -> None:
        """Note the names of products, and which sentences were said before."""
        self._iris = corpus.iris
        self._repeats = repeats_in(corpus)
        self._names = product_automaton(corpus)
        self._reader = reader_of(corpus)

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        """Return the sentences of the document ``record``, each claim with the document as its evidence."""
        if self._iris is None or self._reader is None:
            raise RuntimeError("SentenceExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document):
            return ()
        findings = Findings(self._iris, graph, run)
        reading = self._reader.read(record)
        for read in reading.sentences:
            self._describe(findings, subject, record, read)
            self._tie(findings, subject, read.sentence, reading.products)
        return findings.close().written()

    def _describe(self, findings: Findings, document: NamedNode, record: Document, read: SentenceReading) -> None:
        sentence, inside, found = read.sentence, read.inside, read.opinion
        span = sentence.span
        node = findings.iris.sentence(document, span.start, span.end)
        findings.add(node, RDF.type, MKG.Sentence)
        findings.add(node, SCHEMA.text, literal(span.text, sentence.language))
        findings.add(node, MKG.derivedFrom, document)
        findings.add(node, MKG.startOffset, literal(span.start))
        findings.add(node, MKG.endOffset, literal(span.end))
        polarity = read_polarity(self._models, sentence, record.kind, found, record.rating)
        if polarity is not None:
            findings.add(node, MKG.polarity, literal(polarity))
        named_things = len(inside.concepts) + len(inside.products) + len(inside.values)
        findings.add(node, MKG.quality, literal(quality(span.text, sentence.language, named_things)))
        first = self._repeats.first(node, findings.iris)
        if first is not None:
            findings.add(node, MKG.repeats, first)
        kind = read_kind(self._models, sentence, record.kind, found, record.rating)
        claim = Claim(
            node,
            MKG.kind,
            MKG[kind.kind],
            kind.confidence,
            findings.run,
            evidence=(document,),
            calibrated=kind.calibrated,
        )
        findings.statements.claim(claim, findings.graph, findings.iris)

    def _tie(
        self, findings: Findings, document: NamedNode, sentence: KeptSentence, products: tuple[NamedNode, ...]
    ) -> None:
        """Say which of the document's products the sentence is about."""
        node = findings.iris.sentence(document, sentence.span.start, sentence.span.end)
        names = self._names.find(sentence.span.text) if len(products) > 1 else ()
        named = {key for match in names for key in match.keys}
        for product in products:
            if len(products) == 1:
                confidence = PRIORS["about: the only product of its document"]
            elif product in named:
                confidence = PRIORS["about: one of several products, named in the sentence"]
            else:
                confidence = PRIORS["about: one of several products"]
            findings.claim((node, MKG.about, product), confidence, (document,))
