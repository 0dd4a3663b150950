"""The extractor ``entities``: mentions of brands, products, categories, materials, effects and the like, with types.

A CRF trained by distant supervision on the project's own texts (or one from a folder) says where entities are and of
which type, with its marginal probability; what the graph has a node for, by name, is denoted too. Concepts have an
extractor of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.confidence import CEILING
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.entities.crf import Recogniser, Tagger
from mkgrdf.extract.entities.dictionary import normal
from mkgrdf.extract.entities.distant import DISTANT_SETTINGS, pieces, train_distantly
from mkgrdf.extract.entities.features import FEATURES_REVISION
from mkgrdf.extract.entities.known import TYPES, Catalogue, KnownNames, known_names, seed_digest
from mkgrdf.extract.entities.tagged import Tagged, digest_of_tagged
from mkgrdf.extract.findings import CLAIM_TERMS
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import ConceptKind, Document
from mkgrdf.statements import Claim, Model, Statements, literal
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

__all__ = ["EntityExtractor", "describe_mention", "entity_type"]

_LEAST: Final = 0.5
"""A span that is less likely right than wrong is not stated."""
_ONLY_THE_SHOPS: Final = frozenset({"Product", "PropertyValue"})
"""What a CRF that was trained on names takes for one of these, and the shop does not have or this product not, is none:
a new name of a product cannot be told from other words, and *snow* is a colour only where the product comes in it."""
_THOUSANDTH: Final = Decimal("0.001")
_CHINESE: Final = {
    "品牌": "Brand",
    "商品": "Product",
    "产品": "Product",
    "类目": "Category",
    "品类": "Category",
    "材质": "Material",
    "材料": "Material",
    "成分": "Material",
    "功能": "Effect",
    "功效": "Effect",
    "部位": "BodyPart",
    "身体部位": "BodyPart",
    "地点": "Place",
    "地名": "Place",
    "颜色": "PropertyValue",
    "规格": "PropertyValue",
    "尺寸": "PropertyValue",
    "款式": "PropertyValue",
    "风格": "PropertyValue",
    "季节": "PropertyValue",
    "人群": "Audience",
    "场景": "Scene",
    "痛点": "PainPoint",
}
_KNOWN_TYPES: Final = frozenset(TYPES) | {kind.value for kind in ConceptKind}


def entity_type(label: str) -> NamedNode | None:
    """Return the type of entity that a model's ``label`` means (``Brand``, ``品牌``), None for one of no type."""
    name = _CHINESE.get(label, label)
    return MKG[f"{name}Entity"] if name in _KNOWN_TYPES else None


def describe_mention(
    statements: Statements, iris: Iris, document: NamedNode, sentence: KeptSentence, place: tuple[int, int]
) -> NamedNode:
    """Describe the mention from character to character, ``place``, of a sentence of ``document``; return its node."""
    span, (start, end) = sentence.span, place
    node = iris.mention(document, span.start + start, span.start + end)
    add = statements.add
    add(node, RDF.type, MKG.Mention)
    add(node, SCHEMA.text, literal(span.text[start:end]))
    add(node, MKG.derivedFrom, document)
    add(node, MKG.startOffset, literal(span.start + start))
    add(node, MKG.endOffset, literal(span.start + end))
    add(node, MKG.inSentence, iris.sentence(document, span.start, span.end))
    return node


def _nothing(sentences: Sequence[Tagged], found: object) -> dict[str, float]:
    del sentences, found
    return {}


class EntityExtractor:
    """States typed mentions in the sentences worth keeping.

    Args:
        catalogue: the shop's brands and categories; those of the corpus when ``None``.
        recogniser: a trained one; without it one is trained on the corpus in :meth:`fit`.
        gold: sentences labelled by people, to train on beside the corpus and to calibrate with.
    """

    name: str = "entities"
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | {
        *("Mention", "derivedFrom", "startOffset", "endOffset", "inSentence", "denotes", "entityType"),
    }
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(
        self, catalogue: Catalogue | None = None, *, recogniser: Recogniser | None = None, gold: Sequence[Tagged] = ()
    ) -> None:
        self._catalogue = catalogue
        self._given = recogniser
        self._gold = tuple(gold)
        self._recogniser = recogniser
        self._names = KnownNames()
        self._iris: Iris | None = None
        self._products: ProductsNamed | None = None
        self._tagger: Tagger | None = None
        self.model: Model = (
            Model("embedded:entities", "1", "Gazetteer and CRF by distant supervision")
            if recogniser is None
            else Model(f"local:{recogniser.card.name}", recogniser.card.revision, recogniser.card.name)
        )

    def __getstate__(self) -> dict[str, object]:
        """Leave the tagger behind: it lives in C, and each process makes its own."""
        return {**self.__dict__, "_tagger": None}

    def settings(self) -> str:
        """Return a digest of the seed gazetteer, the training and the gold."""
        revision = "" if self._given is None else self._given.card.revision
        return content_key(
            seed_digest(), FEATURES_REVISION, DISTANT_SETTINGS, _LEAST, revision, digest_of_tagged(self._gold)
        )

    def fit(self, corpus: Corpus) -> None:
        """Collect the names that the shop has, and train on its texts where no recogniser was given."""
        self._iris = corpus.iris
        self._names = known_names(corpus, self._catalogue or Catalogue(corpus.brands, corpus.categories))
        self._products = ProductsNamed(corpus)
        if self._given is None:
            self._recogniser = train_distantly(corpus.documents, self._names, self._gold, _nothing)
        self._tagger = None

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return the typed mentions in the document ``record``, each claim with the document as its evidence."""
        if self._iris is None or self._products is None:
            raise RuntimeError("EntityExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document) or self._recogniser is None:
            return ()
        if self._tagger is None:
            self._tagger = self._recogniser.tagger()
        said = _Said(self._iris, subject, graph, run, self._recogniser.calibration is not None)
        products = self._products(record.products)
        for sentence in kept_sentences(record):
            found = pieces(sentence)
            words = [piece.text for piece in found]
            for span, score in self._tagger.confident(words):
                type_ = entity_type(span.type)
                if type_ is None or score < _LEAST:
                    continue
                named = tuple(map(normal, words[span.start : span.end]))
                nodes = self._names.denoted(named, products)
                if not nodes and self._given is None and span.type in _ONLY_THE_SHOPS:
                    continue
                start, end = found[span.start].start, found[span.end - 1].end
                mention = said.mention(sentence, start, end)
                said.claim(mention, MKG.entityType, type_, score)
                for node in nodes:
                    said.claim(mention, MKG.denotes, node, score)
        return said.statements.triples()


class _Said:
    """What is said about one document."""

    def __init__(self, iris: Iris, document: NamedNode, graph: NamedNode, run: NamedNode, calibrated: bool) -> None:
        self._iris = iris
        self._document = document
        self._graph = graph
        self._run = run
        self._calibrated = calibrated
        self.statements = Statements()

    def mention(self, sentence: KeptSentence, start: int, end: int) -> NamedNode:
        """Describe the mention at ``start`` to ``end`` of the sentence, and return its node."""
        return describe_mention(self.statements, self._iris, self._document, sentence, (start, end))

    def claim(self, mention: NamedNode, predicate: NamedNode, object_: NamedNode, score: float) -> None:
        """State an edge of a mention, with the CRF's probability; uncalibrated, it stays below the rules' ceiling."""
        confidence = min(Decimal(repr(score)).quantize(_THOUSANDTH), 1 - _THOUSANDTH if self._calibrated else CEILING)
        claim = Claim(mention, predicate, object_, confidence, self._run, (self._document,), self._calibrated)
        self.statements.claim(claim, self._graph, self._iris)
