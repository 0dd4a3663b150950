"""Leads results back: to the place in a file or table, to who claimed it, and on to what would mend it.

::

    files   the statement that a result is about ─▶ file, line, character
    graphs  the statement ─▶ the graph that makes it ─▶ its mkg:SourceRecord ─▶ file, row, column
                                                     ─▶ its mkg:Claim ─▶ extractor, model, sentence
    all     shape and data ─▶ repair
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from mkgrdf.iris import Iris
from mkgrdf.records import Origin
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.origins.claimants import LEADS, claimed_by
from mkgrdf.shacl.origins.columns import Columns, column_of
from mkgrdf.shacl.origins.nearby import Nearby
from mkgrdf.shacl.origins.repairs import repair_of
from mkgrdf.shacl.origins.telling import telling_statement
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.statements import Candidate
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, RDF

__all__ = ["ColumnsOf", "SourceRow", "recorded_origin", "traced_to_candidate", "traced_to_files", "traced_to_store"]

_AT_ONCE = 2000
"""Results that are looked into together, so that a store is asked for them in bulk and memory stays bounded."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A stored record: its graph, the source and the file in it that it came from, and its fingerprint."""

    graph: NamedNode
    source: str
    file: str
    digest: str


ColumnsOf = Callable[[Sequence[SourceRow]], Mapping[NamedNode, Columns]]
"""Tells of stored records, by graph, which column of the source fills what; of those that still stand there so."""


def recorded_origin(said: Mapping[NamedNode, object]) -> Origin | None:
    """Return the place that a ``mkg:SourceRecord`` names, from what is said of it by predicate."""
    file, row = said.get(MKG.sourceFile), said.get(MKG.sourceRow)
    if not isinstance(file, Literal):
        return None
    return Origin(file.value, int(row.value) if isinstance(row, Literal) and row.value.isdecimal() else None)


def traced_to_files(
    violations: Sequence[Violation],
    shapes: Shapes,
    files: Sequence[tuple[Path, Iterable[Quad]]],
    said: pyoxigraph.Store,
) -> tuple[Violation, ...]:
    """Return ``violations`` with file, line and character, as far as they can be told, and with repairs.

    ``said`` has what the files say in its default graph.
    """

    def look(subject: NamedNode | BlankNode | None, predicate: NamedNode | None, value: Node | None) -> Iterable[Quad]:
        return said.quads_for_pattern(subject, predicate, value, DefaultGraph())

    places = Locator(files).places([telling_statement(violation, look) for violation in violations])
    return tuple(
        replace(violation, origin=origin, repair=violation.repair or repair_of(violation, shapes, look))
        for violation, origin in zip(violations, places, strict=True)
    )


def traced_to_store(
    violations: Sequence[Violation], shapes: Shapes, store: Store, columns_of: ColumnsOf | None = None
) -> tuple[Violation, ...]:
    """Return ``violations`` with what the graphs at fault say of where they come from, and with repairs.

    Raises:
        StoreError: the store cannot be read.
    """
    traced: list[Violation] = []
    for begin in range(0, len(violations), _AT_ONCE):
        traced += _Traces(violations[begin : begin + _AT_ONCE], store, columns_of).traced(shapes)
    return tuple(traced)


class _Traces:
    """One portion of results, and what the store says around them."""

    def __init__(self, violations: Sequence[Violation], store: Store, columns_of: ColumnsOf | None) -> None:
        self._violations = violations
        self._near = near = Nearby(store)
        near.fetch(node for violation in violations for node in (violation.focus, violation.value))
        self._statements = [telling_statement(violation, near.look) for violation in violations]
        self._graphs = [_guilty(statement, near) for statement in self._statements]
        near.fetch((), self._graphs)
        for _ in range(2):  # from the claim to its run and sentence, from the run to its model
            near.follow(LEADS)
        about = [_read_from(graph) for graph in self._graphs if graph is not None]
        near.fetch(about)
        self._columns = {} if columns_of is None else columns_of(list(self._rows()))

    def _rows(self) -> Iterator[SourceRow]:
        for graph in dict.fromkeys(self._graphs):
            if graph is not None:
                said = self._said(graph)
                terms = [said.get(predicate) for predicate in (MKG.sourceName, MKG.sourceFile, MKG.digest)]
                texts = [term.value for term in terms if isinstance(term, Literal)]
                if len(texts) == len(terms):
                    yield SourceRow(graph, *texts)

    def traced(self, shapes: Shapes) -> Iterator[Violation]:
        for violation, statement, graph in zip(self._violations, self._statements, self._graphs, strict=True):
            yield replace(
                violation,
                origin=None if graph is None else self._origin(statement, graph),
                claimed=None if graph is None else claimed_by(statement, self._near.within(graph), self._near.look),
                repair=violation.repair or repair_of(violation, shapes, self._near.look),
            )

    def _said(self, graph: NamedNode) -> dict[NamedNode, object]:
        return {quad.predicate: quad.object for quad in self._near.within(graph)(graph, None, None)}

    def _origin(self, statement: Sought, graph: NamedNode) -> Origin | None:
        said = self._said(graph)
        origin, record = recorded_origin(said), said.get(MKG.describes)
        if origin is None:
            return self._of_what_it_was_read_from(graph)
        if not isinstance(record, NamedNode):
            return origin
        column = column_of(statement, record, self._columns.get(graph, ()), self._near.within(graph))
        return replace(origin, column=column)

    def _of_what_it_was_read_from(self, graph: NamedNode) -> Origin | None:
        """Return where the text or image came from that an extractor's graph is about."""
        source = _read_from(graph)
        graphs = [] if source is None else [quad.graph_name for quad in self._near.look(source, RDF.type, None)]
        places = {recorded_origin(self._said(one)) for one in graphs if isinstance(one, NamedNode)} - {None}
        return places.pop() if len(places) == 1 else None


def _read_from(graph: NamedNode) -> NamedNode | None:
    """Return the node that an extractor's graph is about; its own IRI says so."""
    base, extracted, _ = graph.value.partition("graph/extract/")
    return Iris(base).extracted_from(graph) if extracted else None


def _guilty(statement: Sought, near: Nearby) -> NamedNode | None:
    """Return the graph that makes ``statement``, or else says what its subject is; ``None`` where several may have."""
    subject, predicate = statement.subject, statement.predicate
    narrower = (predicate, statement.value), (predicate, None), (RDF.type, None), (None, None)
    for wanted, value in narrower:
        graphs = {quad.graph_name for quad in near.look(subject, wanted, value)}
        if not graphs or (wanted is None and predicate is not None and len(graphs) > 1):
            continue
        named = [graph for graph in graphs if isinstance(graph, NamedNode)]
        if len(graphs) > 1:  # several say it; the record that is about the node is the one to mend
            near.fetch(named)
            named = [graph for graph in named if any(True for _ in near.within(graph)(graph, MKG.describes, subject))]
        return named[0] if len(named) == 1 else None
    return None


def traced_to_candidate(violation: Violation, shapes: Shapes, candidate: Candidate, near: Nearby) -> Violation:
    """Return ``violation`` with where ``candidate``, which is to blame, comes from, and with a repair.

    ``near`` has the candidate staged.
    """
    statement = telling_statement(violation, near.look)
    origin = candidate.origin
    if origin is not None:
        column = column_of(statement, candidate.subject, candidate.columns, near.within(candidate.graph))
        origin = replace(origin, column=column or origin.column)
    return replace(
        violation,
        origin=origin,
        claimed=claimed_by(statement, near.within(candidate.graph), near.look),
        repair=violation.repair or repair_of(violation, shapes, near.look),
    )
