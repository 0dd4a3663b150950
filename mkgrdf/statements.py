"""RDF statements on their way into the store: who says what, how surely, and on what evidence.

A :class:`Candidate` is everything that one source record, or one extractor about one record, says: the content of one
named graph, not yet trusted. A :class:`Claim` is one edge together with its confidence, evidence and run; adding it to
a candidate asserts the edge itself too, so that plain SPARQL works.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Label, Origin, digits
from mkgrdf.vocabulary import DCTERMS, MKG, PROV, RDF, SCHEMA, XSD

__all__ = [
    "Candidate",
    "Claim",
    "Iris",
    "Model",
    "Run",
    "Statements",
    "content_key",
    "literal",
]


def literal(value: str | int | bool | Decimal | date | datetime, language: str | None = None) -> Literal:
    """Return ``value`` as an RDF literal; text takes an optional language tag, a float is refused.

    Raises:
        TypeError: for a float, which has no exact decimal value.
    """
    if isinstance(value, str):
        return Literal(value, language=language) if language else Literal(value)
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=XSD.boolean)
    if isinstance(value, int):
        return Literal(str(value), datatype=XSD.integer)
    if isinstance(value, Decimal):
        return Literal(digits(value), datatype=XSD.decimal)
    if isinstance(value, datetime):
        return Literal(value.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD.date)
    raise TypeError(f"no RDF literal for {value!r} of type {type(value).__name__}; use Decimal for numbers")


@dataclass(frozen=True, slots=True)
class Model:
    """The agent behind a run; ``id`` starts with ``embedded:``, ``local:``, ``hub:`` or, for an import, ``source:``."""

    id: str
    revision: str
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """One activity of one agent: an import, or one extractor over a corpus (PROV-O ``Activity``)."""

    activity: str
    model: Model
    settings: str
    started: datetime
    source: str | None = None

    def iri(self, iris: Iris) -> NamedNode:
        """Return the run's IRI, minted from what was run on what, not from when."""
        key = content_key(self.activity, self.model.id, self.model.revision, self.settings, self.source)
        return iris.node("run", key)

    def candidate(self, iris: Iris) -> Candidate:
        """Describe the run and its model."""
        subject = self.iri(iris)
        model = iris.node("model", content_key(self.model.id, self.model.revision))
        statements = Statements()
        statements.add(subject, RDF.type, MKG.Run)
        statements.add(subject, SCHEMA.name, literal(self.activity))
        statements.add(subject, PROV.startedAtTime, literal(self.started.astimezone(UTC)))
        statements.add(subject, PROV.wasAssociatedWith, model)
        statements.add(subject, MKG.settingsDigest, literal(self.settings))
        if self.source is not None:
            statements.add(subject, DCTERMS.source, literal(self.source))
        statements.add(model, RDF.type, MKG.Model)
        statements.add(model, SCHEMA.name, literal(self.model.name))
        statements.add(model, MKG.modelId, literal(self.model.id))
        statements.add(model, MKG.revision, literal(self.model.revision))
        return Candidate(iris.run_graph(subject), subject, statements.triples())


@dataclass(frozen=True, slots=True)
class Claim:
    """One edge that somebody says holds: ``confidence`` in [0, 1], ``evidence`` the nodes that it was read from.

    ``calibrated`` tells whether the confidence was fitted on held-out truth or is a stated prior. What is not
    ``asserted`` is too weak to be an edge: it can be asked about as a claim, and nothing follows from it.
    """

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    confidence: Decimal
    run: NamedNode
    evidence: tuple[NamedNode, ...] = ()
    calibrated: bool = False
    asserted: bool = True


class Statements:
    """Collects triples without repeats, in the order in which they were first said."""

    __slots__ = ("_triples",)

    def __init__(self) -> None:
        self._triples: dict[Triple, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> None:
        """Add one triple."""
        self._triples[Triple(subject, predicate, object_)] = None

    def label(self, subject: NamedNode, predicate: NamedNode, text: Label) -> None:
        """Add one language-tagged literal for each language of ``text``."""
        for language, words in text:
            self.add(subject, predicate, literal(words, language))

    def claim(self, claim: Claim, graph: NamedNode, iris: Iris) -> NamedNode:
        """Describe a claim and, unless it is too weak for that, assert its edge; returns the claim's IRI.

        The claim's IRI is minted from the edge and the graph that it is made in, so each record has its own claim
        for an edge, with its own evidence, and making it again gives the same node.
        """
        key = content_key(claim.subject.value, claim.predicate.value, claim.object.value, graph.value)
        node = iris.node("claim", key)
        if claim.asserted:
            self.add(claim.subject, claim.predicate, claim.object)
        self.add(node, RDF.type, MKG.Claim)
        self.add(node, MKG.claimSubject, claim.subject)
        self.add(node, MKG.claimPredicate, claim.predicate)
        self.add(node, MKG.claimObject, claim.object)
        self.add(node, MKG.confidence, literal(claim.confidence))
        self.add(node, MKG.calibrated, literal(claim.calibrated))
        self.add(node, PROV.wasGeneratedBy, claim.run)
        for evidence in claim.evidence:
            self.add(node, MKG.evidence, evidence)
        return node

    def triples(self) -> tuple[Triple, ...]:
        """Return what was collected."""
        return tuple(self._triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add many triples."""
        self._triples.update(dict.fromkeys(triples))


@dataclass(frozen=True, slots=True)
class Candidate:
    """The content of one named graph that asks to be let into the store.

    ``subject`` is the node that the graph is mainly about; ``origin`` and ``columns`` (predicate IRI -> column name)
    lead a violation back to the source file; ``digest`` is the fingerprint of the record that it was made from.
    """

    graph: NamedNode
    subject: NamedNode
    triples: tuple[Triple, ...]
    origin: Origin | None = None
    columns: tuple[tuple[str, str], ...] = field(default=())
    digest: str | None = None
