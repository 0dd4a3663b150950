"""The extractor ``entities`` at the neural level: the same mentions, told by an encoder with a CRF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.errors import ModelError
from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.entities.dictionary import normal
from mkgrdf.extract.entities.distant import pieces
from mkgrdf.extract.entities.extractor import describe_mention, entity_type
from mkgrdf.extract.entities.known import Catalogue, KnownNames, known_names
from mkgrdf.extract.findings import CLAIM_TERMS
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.neural.agent import Loaded, agent_of, sureness
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Document
from mkgrdf.statements import Claim, Statements
from mkgrdf.vocabulary import MKG

if TYPE_CHECKING:
    from mkgrdf.models.neural.devices import Device
    from mkgrdf.models.neural.tagger import Tagger

__all__ = ["NeuralEntityExtractor"]

_LEAST: Final = 0.5
"""A span that is less likely right than wrong is not stated."""


def _load(spec: str, device: Device) -> Tagger:
    from mkgrdf.models.neural.tagger import Tagger  # noqa: PLC0415 - torch only when a model is asked

    return Tagger.load(spec, device=device)


class NeuralEntityExtractor:
    """States typed mentions in the sentences worth keeping; what the shop has a node for, by name, is denoted too.

    It fills the same graphs as the embedded extractor ``entities``: a project uses the one or the other.

    Args:
        spec: a tagger that ``mkgrdf train neural entities`` wrote, as ``local:FOLDER``.
        catalogue: brands and categories; None for those of the corpus.
        device: where to run it.
        threads: of the CPU.

    Raises:
        ModelError: there is no such model, or none of its types is one of the vocabulary's.
    """

    name: str = "entities"
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | {
        *("Mention", "derivedFrom", "startOffset", "endOffset", "inSentence", "denotes", "entityType"),
    }
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(
        self, spec: str, catalogue: Catalogue | None = None, *, device: str = "auto", threads: int | None = None
    ) -> None:
        self.model, card = agent_of(spec)
        if all(entity_type(label) is None for label in card.labels):
            raise ModelError(
                f"{self.model.id} tells {', '.join(card.labels) or 'nothing'}, none of which is a type of entity of "
                "the vocabulary (Brand, Material, 品牌 …); train it on such labels"
            )
        self._tagger = Loaded(_load, spec, device, threads)
        self._catalogue = catalogue
        self._names = KnownNames()
        self._iris: Iris | None = None
        self._products: ProductsNamed | None = None

    def settings(self) -> str:
        """Return a digest of the model's revision and the threshold."""
        return content_key("neural entities", self.model.revision, _LEAST)

    def fit(self, corpus: Corpus) -> None:
        """Collect the names that the shop has, and what tells products."""
        self._iris = corpus.iris
        self._names = known_names(corpus, self._catalogue or Catalogue(corpus.brands, corpus.categories))
        self._products = ProductsNamed(corpus)

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return the typed mentions in the document ``record``, each claim with the document as its evidence."""
        if self._iris is None or self._products is None:
            raise RuntimeError("NeuralEntityExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document):
            return ()
        sentences = kept_sentences(record)
        cut = [pieces(sentence) for sentence in sentences]
        if not cut:
            return ()
        products = self._products(record.products)
        statements = Statements()
        tagged = self._tagger.get().tag([[piece.text for piece in one] for one in cut])
        for sentence, words, spans in zip(sentences, cut, tagged, strict=True):
            for span in spans:
                kind = entity_type(span.kind)
                score = span.probability if span.confidence is None else span.confidence
                if kind is None or score < _LEAST:
                    continue
                place = words[span.start].start, words[span.end - 1].end
                mention = describe_mention(statements, self._iris, subject, sentence, place)
                named = tuple(normal(word.text) for word in words[span.start : span.end])
                denoted = self._names.denoted(named, products)
                calibrated = span.confidence is not None
                confidence = sureness(score, calibrated=calibrated)
                for predicate, node in ((MKG.entityType, kind), *((MKG.denotes, one) for one in denoted)):
                    claim = Claim(mention, predicate, node, confidence, run, (subject,), calibrated)
                    statements.claim(claim, graph, self._iris)
        return statements.triples()
