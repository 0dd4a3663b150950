"""RDF statements on their way into the store: who says what, how surely, and on what evidence.

A :class:`Candidate` is everything that one source record, or one extractor about one record, says: the content of one
named graph, not yet trusted. A :class:`Claim` is one edge together with its confidence, evidence and run; adding it to
a candidate asserts the edge itself too, so that plain SPARQL works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, overload

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

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
    "Written",
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
        return _integer(value)
    if isinstance(value, Decimal):
        return Literal(digits(value), datatype=XSD.decimal)
    if isinstance(value, datetime):
        return Literal(value.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD.date)
    raise TypeError(f"no RDF literal for {value!r} of type {type(value).__name__}; use Decimal for numbers")


@lru_cache(maxsize=4096)
def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


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


class Written(Sequence[Triple]):
    """Statements written as N-Triples, read when somebody asks for one; they go to another process as they are."""

    __slots__ = ("_triples", "lines")

    def __init__(self, lines: str) -> None:
        self.lines = lines
        self._triples: tuple[Triple, ...] | None = None

    def __reduce__(self) -> tuple[type[Written], tuple[str]]:
        """Return how to make it again."""
        return Written, (self.lines,)

    def __len__(self) -> int:
        return self.lines.count("\n")

    @overload
    def __getitem__(self, index: int) -> Triple: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Triple, ...]: ...
    def __getitem__(self, index: int | slice) -> Triple | tuple[Triple, ...]:
        return self._read()[index]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Written):
            return self.lines == other.lines
        return isinstance(other, tuple) and self._read() == other

    def __hash__(self) -> int:
        return hash(self.lines)

    def __repr__(self) -> str:
        return f"Written({self.lines!r})"

    def _read(self) -> tuple[Triple, ...]:
        if self._triples is None:
            self._triples = tuple(quad.triple for quad in parse(self.lines, format=RdfFormat.N_TRIPLES))
        return self._triples


class Statements:
    """Collects statements without repeats, in the order in which they were first said.

    They are kept as lines of N-Triples: to write a line takes a third of the time that a ``Triple`` takes to be made.
    """

    __slots__ = ("_lines",)

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> None:
        """Add one triple."""
        self._lines[f"{subject} {predicate} {object_} .\n"] = None

    def label(self, subject: NamedNode, predicate: NamedNode, text: Label) -> None:
        """Add one language-tagged literal for each language of ``text``."""
        for language, words in text:
            self.add(subject, predicate, literal(words, language))

    def claim(self, claim: Claim, graph: NamedNode, iris: Iris) -> NamedNode:
        """Describe a claim and, unless it is too weak for that, assert its edge; returns the claim's IRI.

        The claim's IRI is minted from the edge and the graph that it is made in, so each record has its own claim
        for an edge, with its own evidence, and making it again gives the same node.
        """
        subject, predicate, object_ = str(claim.subject), str(claim.predicate), str(claim.object)
        minted = iris.claim(claim.subject, claim.predicate, claim.object, graph)
        node = str(minted)
        lines = self._lines
        if claim.asserted:
            lines[f"{subject} {predicate} {object_} .\n"] = None
        lines[f"{node} {_A_CLAIM} .\n"] = None
        lines[f"{node} {_SUBJECT} {subject} .\n"] = None
        lines[f"{node} {_PREDICATE} {predicate} .\n"] = None
        lines[f"{node} {_OBJECT} {object_} .\n"] = None
        lines[f"{node} {_CONFIDENCE} {_written_number(claim.confidence)} .\n"] = None
        lines[f"{node} {_CALIBRATED} {_TRUTH[claim.calibrated]} .\n"] = None
        lines[f"{node} {_GENERATED_BY} {claim.run} .\n"] = None
        for evidence in claim.evidence:
            lines[f"{node} {_EVIDENCE} {evidence} .\n"] = None
        return minted

    def triples(self) -> tuple[Triple, ...]:
        """Return what was collected."""
        return tuple(self.written())

    def written(self) -> Written:
        """Return what was collected, not read yet."""
        return Written("".join(self._lines))

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add many triples."""
        self._lines.update(dict.fromkeys(f"{triple} .\n" for triple in triples))


_A_CLAIM: Final = f"{RDF.type} {MKG.Claim}"
_SUBJECT, _PREDICATE, _OBJECT = str(MKG.claimSubject), str(MKG.claimPredicate), str(MKG.claimObject)
_CONFIDENCE, _CALIBRATED = str(MKG.confidence), str(MKG.calibrated)
_GENERATED_BY, _EVIDENCE = str(PROV.wasGeneratedBy), str(MKG.evidence)
_TRUTH: Final = {truth: str(literal(truth)) for truth in (False, True)}


@lru_cache(maxsize=4096)
def _written_number(number: Decimal) -> str:
    return str(literal(number))


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
