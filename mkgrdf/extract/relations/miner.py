"""States which scene raises which pain, which pain motivates which intent, and which value supports which intent.

Every document is read once. What single sentences say is pooled; for pairs that stand together, sentences and documents
are counted and tested (:mod:`mkgrdf.extract.relations.statistics`). Each claim has the sentences that it was read from
as evidence: the nodes that the extractor ``sentences`` makes. What several documents say of a product, none surely, is
pooled from the claims that they gave, without reading a text again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Content, Corpus, KnownPiece
from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.cues import rules_digest
from mkgrdf.extract.edge_confidence import EdgeCalibration, shipped_calibration
from mkgrdf.extract.findings import CLAIM_TERMS, Findings
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.mentions import Found, MentionFinder
from mkgrdf.extract.relations import words
from mkgrdf.extract.relations.pairs import ties
from mkgrdf.extract.relations.pooling import Edge, Evidence, Pool, pool_weak
from mkgrdf.extract.relations.statistics import Together, significant
from mkgrdf.extract.senses import senses_digest
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import ConceptKind, Document
from mkgrdf.statements import Claim, Model, Statements
from mkgrdf.vocabulary import MKG

__all__ = ["RelationMiner"]

_LEAST = Decimal("0.3")
"""A score below this is not worth a claim."""
_FEWEST = {"sentences": 2, "documents": 3}
_ASSOCIATED = 0.1
"""The least normalised pointwise mutual information of two things that belong together."""
_CROWDED = 15
"""A document that names more concepts than this says nothing by naming two of them."""
_PAIRS = (
    (ConceptKind.SCENE, "raises", ConceptKind.PAIN_POINT),
    (ConceptKind.PAIN_POINT, "motivates", ConceptKind.INTENT),
)


@dataclass(slots=True)
class _Units:
    """How many units (sentences or documents) there are, by concept, and by pair of concepts."""

    all: int = 0
    single: Counter[NamedNode] = field(default_factory=Counter)
    pairs: Counter[Edge] = field(default_factory=Counter)

    def count(self, nodes: frozenset[NamedNode], pairs: Iterable[Edge]) -> None:
        self.all += 1
        self.single.update(nodes)
        self.pairs.update(pairs)

    def no_chance(self, fewest: int) -> frozenset[Edge]:
        """Return the pairs that stand together more often than by chance, and are associated."""
        tables = {
            edge: Together(both, self.single[edge[0]], self.single[edge[2]], self.all)
            for edge, both in sorted(self.pairs.items(), key=lambda pair: _order(pair[0]))
            if both >= fewest
        }
        found = significant({edge: table.chance() for edge, table in tables.items()})
        return frozenset(edge for edge in found if tables[edge].npmi() >= _ASSOCIATED)


class RelationMiner:
    """Mines ``raises``, ``motivates`` and ``supports`` from all documents, and pools what is said of products."""

    name: str = "relations"
    model: Model = Model("embedded:relations", "1", "Cue words and co-occurrence with significance")
    emits: frozenset[str] = CLAIM_TERMS | {"raises", "motivates", "supports", "satisfies", "suits", "suffers"}
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(self, calibration: EdgeCalibration | None = None) -> None:
        """Take ``calibration`` for the edges, or the one that ships with mkgrdf."""
        self.calibration = calibration or shipped_calibration()

    def settings(self) -> str:
        """Return a digest of the word tables, priors, limits, calibration and thresholds."""
        tables = [repr(getattr(words, name)) for name in words.__all__]
        limits = (str(_LEAST), sorted(_FEWEST.items()), _ASSOCIATED, _CROWDED)
        priors = sorted(PRIORS.items())
        return content_key(rules_digest(), senses_digest(), *tables, priors, limits, self.calibration.digest())

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterable[tuple[NamedNode, Content]]:
        """Yield each scene, pain point and value with what the texts say of it; documents are read once."""
        reading = _Reading(corpus)
        for node, record in corpus.documents.items():
            reading.read(node, record)
        scored = sorted(reading.scored(), key=lambda pair: _order(pair[0]))
        for subject, group in groupby(scored, key=lambda pair: pair[0][0]):
            yield subject, _Said(corpus.iris, run, self.calibration, tuple(group))
        pooled = pool_weak(corpus.pieces, self.calibration.thresholds)
        for subject, pieces in groupby(pooled, key=lambda piece: piece.subject):
            yield subject, _Pooled(corpus.iris, run, tuple(pieces))


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of one subject, once it is known in which graph; can be pickled."""

    iris: Iris
    run: NamedNode
    calibration: EdgeCalibration
    edges: tuple[tuple[Edge, tuple[Decimal, tuple[NamedNode, ...]]], ...]

    def __call__(self, graph: NamedNode) -> tuple[Triple, ...]:
        findings = Findings(self.iris, graph, self.run, self.calibration)
        for (subject, predicate, object_), (score, sentences) in self.edges:
            findings.claim((subject, MKG[predicate], object_), score, sentences)
        return findings.close().triples()


@dataclass(frozen=True, slots=True)
class _Pooled:
    """What several documents say of a product together, each of them weakly; can be pickled."""

    iris: Iris
    run: NamedNode
    pieces: tuple[KnownPiece, ...]

    def __call__(self, graph: NamedNode) -> tuple[Triple, ...]:
        statements = Statements()
        for piece in self.pieces:
            edge = (piece.subject, piece.predicate, piece.object)
            statements.claim(Claim(*edge, piece.confidence, self.run, piece.evidence), graph, self.iris)
        return statements.triples()


class _Reading:
    """Reads documents one by one and remembers counts and evidence, no text."""

    def __init__(self, corpus: Corpus) -> None:
        self._iris = corpus.iris
        self._finder = MentionFinder(corpus)
        self._named = ProductsNamed(corpus)
        self._kinds: Mapping[NamedNode, str] = {concept.iri: concept.kind for concept in corpus.concepts}
        self._pool = Pool(PRIORS["relation: in one sentence"])
        self._units = {"sentences": _Units(), "documents": _Units()}

    def read(self, node: NamedNode, record: Document) -> None:
        """Count what the document names and keep what its sentences say."""
        found = self._finder.find(record.text, self._named(record.products))
        nodes = _certain(found)
        if not nodes:
            return
        pairs = self._compatible(nodes)
        self._units["documents"].count(nodes, pairs if len(nodes) <= _CROWDED else ())
        intends = found.values and any(self._kinds[node] == ConceptKind.INTENT for node in nodes)
        if not pairs and not intends:
            # Its sentences hold no pair; each concept counts as one sentence, and the text need not be split.
            for each in nodes:
                self._units["sentences"].count(frozenset((each,)), ())
            return
        pieces = []
        for sentence in kept_sentences(record):
            span = sentence.span
            inside = found.within(span.start, span.end)
            named = _certain(inside)
            if named:
                self._units["sentences"].count(named, self._compatible(named))
                place = self._iris.sentence(node, span.start, span.end)
                for tie in ties(sentence, inside, self._kinds):
                    pieces.append(((tie.subject, tie.predicate, tie.object), tie.confidence, place, span.text))
        self._pool.add(pieces)

    def scored(self) -> Iterator[tuple[Edge, tuple[Decimal, tuple[NamedNode, ...]]]]:
        """Yield each edge that is worth a claim, with its score and its sentences."""
        more: dict[Edge, list[Decimal]] = {}
        for kind, units in self._units.items():
            for edge in units.no_chance(_FEWEST[kind]):
                more.setdefault(edge, []).append(PRIORS[f"relation: together in {kind}, no chance"])
        for edge, evidence in self._pool.edges.items():
            score = evidence.score(more.get(edge, ()))
            if score >= _LEAST and _adds(edge, evidence):
                yield edge, (score, evidence.sentences())

    def _compatible(self, nodes: frozenset[NamedNode]) -> tuple[Edge, ...]:
        by_kind: dict[str, list[NamedNode]] = {}
        for node in nodes:
            by_kind.setdefault(self._kinds[node], []).append(node)
        return tuple(
            (first, predicate, second)
            for kind, predicate, other in _PAIRS
            for first in by_kind.get(kind, ())
            for second in by_kind.get(other, ())
        )


def _adds(edge: Edge, evidence: Evidence) -> bool:
    """Tell whether the claim says more than the extractor ``concepts`` does, document by document, of values."""
    return edge[1] != "supports" or evidence.documents > 1


def _certain(found: Found) -> frozenset[NamedNode]:
    """Return the concepts that are named by names of theirs alone."""
    return frozenset(named.nodes[0] for named in found.concepts if len(named.nodes) == 1)


def _order(edge: Edge) -> tuple[str, str, str]:
    return edge[0].value, edge[1], edge[2].value
