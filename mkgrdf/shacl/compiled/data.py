"""Where checks run: an Oxigraph store in memory, or any store that mkgrdf opens, embedded or behind an endpoint."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Variable

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.compiled.originals import Originals
from mkgrdf.shacl.terms import Node
from mkgrdf.store.embedded import EmbeddedStore
from mkgrdf.store.interface import Store

__all__ = ["Data", "Row", "StagedData", "StoredData", "number"]

_WORTH_THREADS = 50_000
"""Statements from which on threads gain more than they cost."""

Row = tuple[Node | None, ...]


class Data(Protocol):
    """A graph that answers SPARQL; ``shapes_graph`` names the graph beside it that holds the shapes, if any does.

    ``originals`` are the numbers that had another datatype before they were put there, where that was noted;
    ``workers`` is how many threads may ask at once: Oxigraph lets go of Python's lock while it works.
    """

    shapes_graph: NamedNode | None
    originals: Originals | None
    workers: int

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[Row]:
        """Yield the solutions of a SELECT in the order of its columns, ``None`` where one is unbound.

        ``bindings`` binds variables beforehand, which have to be projected; terms of any kind, blank nodes too.
        """
        ...

    def columns(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT by variable name, without those that are unbound."""
        ...

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        ...


class StagedData:
    """The default graph of an Oxigraph store, in which everything to be judged has been put."""

    def __init__(
        self, store: pyoxigraph.Store, shapes_graph: NamedNode | None = None, originals: Originals | None = None
    ) -> None:
        self.store = store
        self.shapes_graph = shapes_graph
        self.originals = originals
        self.workers = (os.cpu_count() or 1) if len(store) > _WORTH_THREADS else 1

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[Row]:
        """Yield the solutions of a SELECT."""
        solutions = self._solutions(query, bindings)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield tuple(cast("Node | None", solution[name]) for name in names)

    def columns(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT by variable name."""
        solutions = self._solutions(query, bindings)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: cast("Node", solution[name]) for name in names if solution[name] is not None}

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        return bool(cast("QueryBoolean", self.store.query(query)))

    def _solutions(self, query: str, bindings: Mapping[str, Node] | None) -> QuerySolutions:
        return cast("QuerySolutions", self.store.query(query, substitutions=_substitutions(bindings)))


def _substitutions(bindings: Mapping[str, Node] | None) -> dict[Variable, Any] | None:
    return {Variable(name): term for name, term in bindings.items()} if bindings else None


class StoredData:
    """What a :class:`~mkgrdf.store.interface.Store` holds, asked where it is."""

    shapes_graph: NamedNode | None = None
    originals: Originals | None = None

    def __init__(self, store: Store) -> None:
        self._store = store
        # An endpoint serves others too: one question at a time.
        self.workers = (os.cpu_count() or 1) if isinstance(store, EmbeddedStore) else 1

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[Row]:
        """Yield the solutions of a SELECT."""
        _no_bindings(bindings)
        yield from self._store.select(query).rows

    def columns(self, query: str, bindings: Mapping[str, Node] | None = None) -> Iterator[dict[str, Node]]:
        """Yield the solutions of a SELECT by variable name."""
        _no_bindings(bindings)
        found = self._store.select(query)
        for row in found.rows:
            yield {name: term for name, term in zip(found.columns, row, strict=True) if term is not None}

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        return self._store.ask(query)


def _no_bindings(bindings: Mapping[str, Node] | None) -> None:
    if bindings:
        raise ShapesError(
            f"a check needs to start from the blank node {next(iter(bindings.values()))}, which no query to a store "
            "can name; validate a dump of the data as a file instead"
        )


def number(count: Node | None) -> int:
    """Return the number that a ``COUNT`` of a query came to."""
    assert isinstance(count, Literal)  # noqa: S101 - COUNT yields nothing else
    return int(count.value)
