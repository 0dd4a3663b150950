"""Weighs what many documents say of one edge, piece by piece.

Pieces of different documents count as independent (noisy-or: one minus the product of the doubts); of one document the
strongest counts, and a sentence that was copied into several documents counts once. That two things stand in one
sentence and no more counts once however often it happens: how often, is for the statistics to weigh.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from heapq import heappush, heappushpop
from itertools import groupby

from pyoxigraph import NamedNode

from mkgrdf.extract import KnownPiece
from mkgrdf.extract.confidence import noisy_or
from mkgrdf.vocabulary import MKG

__all__ = ["Edge", "Evidence", "Pool", "pool_weak"]

_FEWEST = 3
"""How many documents at least have to say weakly what none says surely."""
MOST_EVIDENCE = 50
"""How many sentences at most are kept as evidence of an edge: the strongest."""

Edge = tuple[NamedNode, str, NamedNode]
"""Subject, local name of the predicate, object."""


@dataclass(slots=True)
class Evidence:
    """What speaks for one edge: the doubt that is left, the strongest bare piece, and the best sentences."""

    doubt: Decimal = Decimal(1)
    bare: Decimal = Decimal(0)
    documents: int = 0
    seen: set[bytes] = field(default_factory=set)
    best: list[tuple[Decimal, str]] = field(default_factory=list)

    def score(self, more: Iterable[Decimal] = ()) -> Decimal:
        """Return the pooled confidence, with ``more`` pieces that no sentence shows by itself."""
        return noisy_or((1 - self.doubt, self.bare, *more))

    def sentences(self) -> tuple[NamedNode, ...]:
        """Return the sentences that show it, the strongest first."""
        return tuple(NamedNode(node) for _, node in sorted(self.best, key=lambda pair: (-pair[0], pair[1])))


@dataclass(slots=True)
class Pool:
    """Collects pieces of evidence, document after document; ``least`` is the confidence of one without cue words."""

    least: Decimal
    edges: dict[Edge, Evidence] = field(default_factory=dict)

    def add(self, pieces: Iterable[tuple[Edge, Decimal, NamedNode, str]]) -> None:
        """Take the pieces of one document: edge, confidence, and the sentence with its text."""
        strongest: dict[Edge, tuple[Decimal, NamedNode, str]] = {}
        for edge, confidence, sentence, text in pieces:
            if edge not in strongest or confidence > strongest[edge][0]:
                strongest[edge] = (confidence, sentence, text)
        for edge, (confidence, sentence, text) in strongest.items():
            evidence = self.edges.setdefault(edge, Evidence())
            print_ = blake2b(text.lower().encode(), digest_size=8).digest()
            if print_ in evidence.seen:
                continue
            evidence.seen.add(print_)
            evidence.documents += 1
            if confidence <= self.least:
                evidence.bare = max(evidence.bare, confidence)
            else:
                evidence.doubt *= 1 - confidence
            entry = (confidence, sentence.value)
            if len(evidence.best) < MOST_EVIDENCE:
                heappush(evidence.best, entry)
            else:
                heappushpop(evidence.best, entry)


def pool_weak(said: Iterable[KnownPiece], thresholds: Mapping[str, Decimal]) -> Iterator[KnownPiece]:
    """Yield the edges that no single document makes sure, but at least three together; ``said`` is sorted by edge.

    Weak pieces are weak for the same reasons, so two of them are hardly independent; three are asked for. The
    confidence is pooled by noisy-or, and every sentence is kept, those of the surest document first.
    """
    for edge, group in groupby(said, key=lambda piece: (piece.subject, piece.predicate, piece.object)):
        # Of documents that say it in the same words one counts: a copied review is no second witness.
        told = {piece.words.lower() or piece.evidence: piece for piece in group}
        pieces = list(told.values())
        threshold = thresholds.get(edge[1].value.removeprefix(MKG.iri), Decimal(0))
        if len(pieces) < _FEWEST or any(piece.confidence >= threshold for piece in pieces):
            continue
        confidence = noisy_or(piece.confidence for piece in pieces)
        evidence = dict.fromkeys(
            node for piece in sorted(pieces, key=lambda piece: -piece.confidence) for node in piece.evidence
        )
        if confidence >= threshold and evidence:
            yield KnownPiece(*edge, confidence, tuple(evidence))
