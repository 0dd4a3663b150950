"""The one interface to a graph store, embedded or remote."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

__all__ = ["Commit", "Rows", "Store", "Term"]

Term = NamedNode | Literal | BlankNode


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names without ``?``, and rows of terms, ``None`` where a column is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit did to the store, in quads."""

    added: int
    removed: int


class Store(Protocol):
    """A store of named graphs. Queries see the statements of all of them, each once however many graphs make it.

    ``GRAPH`` in a query still means one named graph. ``quads``, ``about``, ``mentioning`` and ``len`` are about named
    graphs only. Language tags come back in lower case and numbers in their shortest form (``9.9`` for ``9.90``).

    Use it as a context manager: leaving it flushes and closes.
    """

    @property
    def place(self) -> str:
        """Where the store is, fit to be printed: a folder, ``memory``, or a URL without credentials."""
        ...

    def select(self, sparql: str) -> Rows:
        """Run a SELECT over the statements of all named graphs. ``SERVICE`` is refused.

        Raises:
            QueryError: the text is not a SPARQL SELECT, or calls out to another service.
            StoreError: the store cannot be reached or refuses.
        """
        ...

    def ask(self, sparql: str) -> bool:
        """Run an ASK; as ``select``."""
        ...

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE; as ``select``."""
        ...

    def quads(self, graphs: Iterable[NamedNode] | None = None) -> Iterator[Quad]:
        """Yield the quads of ``graphs``, or of the whole store; lazily where the store can."""
        ...

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Quad]:
        """Yield every quad whose subject is one of ``subjects``, with its graph."""
        ...

    def mentioning(self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None) -> Iterator[Quad]:
        """Yield every quad whose object is one of ``objects``, with its graph; with ``predicate``, if that is given."""
        ...

    def statements_about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Yield every statement about one of ``subjects``, once however many graphs make it."""
        ...

    def statements_mentioning(
        self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None
    ) -> Iterator[Triple]:
        """Yield every statement whose object is one of ``objects``, once; with ``predicate``, if that is given."""
        ...

    def mentioned(self, terms: Iterable[NamedNode | Literal]) -> set[NamedNode | Literal]:
        """Return those of ``terms`` that are the object of any statement."""
        ...

    def stated(self, statements: Iterable[Triple], outside: Container[NamedNode]) -> set[Triple]:
        """Return those of ``statements`` that a named graph other than those in ``outside`` makes."""
        ...

    def commit(self, replace: Mapping[NamedNode, Iterable[Triple]], remove: Iterable[NamedNode] = ()) -> Commit:
        """Replace the content of each graph in ``replace`` and drop each in ``remove``, in one atomic step.

        A process that is killed at any moment leaves the old state or the new one. Graphs that already hold exactly
        the new content are left alone; numbers that differ in spelling only are the same. Every iterable is read to
        its end before anything is written. Triples may not have blank nodes.

        Raises:
            StoreError: a graph is named twice, a triple has a blank node, or the store cannot be written to.
        """
        ...

    @property
    def is_empty(self) -> bool:
        """Whether no named graph holds anything; far cheaper than counting."""
        ...

    def __len__(self) -> int:
        """Return the number of quads."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
