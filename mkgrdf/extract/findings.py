"""Collects what an extractor finds in one record: triples, and edges with their claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from mkgrdf.extract.confidence import noisy_or
from mkgrdf.extract.edge_confidence import EdgeCalibration
from mkgrdf.iris import Iris
from mkgrdf.statements import Claim, Statements
from mkgrdf.vocabulary import MKG

__all__ = ["CLAIM_TERMS", "Findings", "Piece"]

CLAIM_TERMS = frozenset(
    {"Claim", "claimSubject", "claimPredicate", "claimObject", "confidence", "calibrated", "evidence"}
)
"""The terms of the pattern layer that each claim is made of."""

Edge = tuple[NamedNode, NamedNode, NamedNode]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence for an edge: how sure it alone makes it, and the nodes that show it."""

    confidence: Decimal
    nodes: tuple[NamedNode, ...]


@dataclass(slots=True)
class Findings:
    """What is found in one record, for one graph, by one run. Edges may be found again and again; then they pool.

    ``calibration`` turns what was pooled into a confidence, and says what is too weak to be an edge; without one,
    everything is an edge with the confidence that was pooled.
    """

    iris: Iris
    graph: NamedNode
    run: NamedNode
    calibration: EdgeCalibration | None = None
    statements: Statements = field(default_factory=Statements)
    pieces: dict[Edge, list[Piece]] = field(default_factory=dict)

    def add(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> None:
        """Add one triple that needs no claim."""
        self.statements.add(subject, predicate, object_)

    def claim(self, edge: Edge, confidence: Decimal, evidence: Iterable[NamedNode]) -> None:
        """Add one piece of evidence for ``edge``; :meth:`close` makes one claim of all its pieces."""
        self.pieces.setdefault(edge, []).append(Piece(confidence, tuple(evidence)))

    def close(self) -> Statements:
        """Make the claims, one an edge, with pooled confidence and all evidence, and return everything."""
        for (subject, predicate, object_), pieces in self.pieces.items():
            evidence = dict.fromkeys(node for piece in pieces for node in piece.nodes)
            confidence = noisy_or(piece.confidence for piece in pieces)
            calibrated, asserted = False, True
            if self.calibration is not None:
                settled = self.calibration.settle(predicate.value.removeprefix(MKG.iri), confidence)
                confidence, calibrated, asserted = settled.confidence, settled.calibrated, settled.asserted
            claim = Claim(
                subject, predicate, object_, confidence, self.run, tuple(evidence), calibrated, asserted=asserted
            )
            self.statements.claim(claim, self.graph, self.iris)
        self.pieces.clear()
        return self.statements
