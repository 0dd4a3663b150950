"""The graph in this process: an Oxigraph store in a folder or in memory."""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from mkgrdf.errors import QueryError, StoreError
from mkgrdf.store.difference import MIRROR_ALL, compare, wanted_quads
from mkgrdf.store.guard import check_query
from mkgrdf.store.interface import Commit, Rows
from mkgrdf.store.terms import plain_term

__all__ = ["EmbeddedStore"]

_log = logging.getLogger(__name__)

# RocksDB, under Oxigraph, keeps the name of its newest manifest in this file.
_MARK = "CURRENT"


class EmbeddedStore:
    """An Oxigraph store in ``path``, or in memory when ``path`` is ``None``; see :class:`mkgrdf.store.Store`.

    A folder that does not exist is made. One process at a time may write. ``read_only`` opens what is there without
    locking it; reading while another process writes is undefined, so use it on a store that rests.

    A store that something else has filled (``oxigraph load``, say) gets its mirror (:mod:`mkgrdf.store.difference`)
    when it is opened for writing. Opened for reading only, its queries run over the engine's union of the named
    graphs, and a statement that several graphs make counts as often; the log says so.

    A commit survives the death of the process as soon as it returns, and each one is flushed, so it also survives a
    power loss.

    Raises:
        StoreError: the folder is in use, is not a store, or cannot be read.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._store: pyoxigraph.Store | None = _open(path, read_only=read_only)
        self._union = False
        if not _is_mirrored(self._store):
            if read_only:
                _log.warning("%s was not filled by mkgrdf: what several graphs state counts several times", path)
                self._union = True
            else:
                _log.info("%s was not filled by mkgrdf: preparing it for queries", path)
                self._prepare(self._store)

    @property
    def place(self) -> str:
        """The folder, or ``memory``."""
        return "memory" if self._path is None else str(self._path)

    def __repr__(self) -> str:
        return f"EmbeddedStore({self.place!r})"

    def select(self, sparql: str) -> Rows:
        """Run a SELECT over the statements of all graphs."""
        answer = cast("QuerySolutions", self._query(sparql, "SELECT"))
        columns = tuple(variable.value for variable in answer.variables)
        try:
            rows = tuple(tuple(plain_term(solution[name]) for name in columns) for solution in answer)
        except OSError as error:
            raise StoreError(f"{self.place}: reading failed while a query ran: {error}") from error
        return Rows(columns, rows)

    def ask(self, sparql: str) -> bool:
        """Run an ASK over the statements of all graphs."""
        return bool(cast("QueryBoolean", self._query(sparql, "ASK")))

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE over the statements of all graphs."""
        answer = cast("QueryTriples", self._query(sparql, "CONSTRUCT", "DESCRIBE"))
        try:
            return tuple(answer)
        except OSError as error:
            raise StoreError(f"{self.place}: reading failed while a query ran: {error}") from error

    def quads(self, graphs: Iterable[NamedNode] | None = None) -> Iterator[Quad]:
        """Yield the quads of ``graphs``, or of all named graphs, lazily, graph by graph."""
        store = self._opened()
        if graphs is None:
            graphs = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
        return chain.from_iterable(store.quads_for_pattern(None, None, None, graph) for graph in graphs)

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Quad]:
        """Yield every quad whose subject is one of ``subjects``."""
        store = self._opened()
        return _in_graphs(quad for subject in subjects for quad in store.quads_for_pattern(subject, None, None, None))

    def mentioning(self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None) -> Iterator[Quad]:
        """Yield every quad whose object is one of ``objects``, with ``predicate`` if that is given."""
        find = self._opened().quads_for_pattern
        return _in_graphs(quad for object_ in objects for quad in find(None, predicate, object_, None))

    def statements_about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Yield every statement about one of ``subjects``, once however many graphs make it."""
        return (triple for subject in subjects for triple in self._statements(subject, None, None))

    def statements_mentioning(
        self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None
    ) -> Iterator[Triple]:
        """Yield every statement whose object is one of ``objects``, once; with ``predicate``, if that is given."""
        return (triple for object_ in objects for triple in self._statements(None, predicate, object_))

    def mentioned(self, terms: Iterable[NamedNode | Literal]) -> set[NamedNode | Literal]:
        """Return those of ``terms`` that are the object of any statement."""
        return {term for term in terms if next(self._statements(None, None, term), None) is not None}

    def _statements(
        self, subject: NamedNode | None, predicate: NamedNode | None, object_: NamedNode | Literal | None
    ) -> Iterator[Triple]:
        find = self._opened().quads_for_pattern
        if not self._union:
            return (quad.triple for quad in find(subject, predicate, object_, DefaultGraph()))
        return iter(dict.fromkeys(quad.triple for quad in _in_graphs(find(subject, predicate, object_, None))))

    def stated(self, statements: Iterable[Triple], outside: Container[NamedNode]) -> set[Triple]:
        """Return those of ``statements`` that a named graph other than those in ``outside`` makes."""
        find = self._opened().quads_for_pattern
        return {
            one
            for one in statements
            if any(
                isinstance(quad.graph_name, NamedNode) and quad.graph_name not in outside
                for quad in find(one.subject, one.predicate, one.object, None)
            )
        }

    def commit(self, replace: Mapping[NamedNode, Iterable[Triple]], remove: Iterable[NamedNode] = ()) -> Commit:
        """Replace and remove whole graphs in one transaction of Oxigraph, then flush.

        ``extend`` and ``update`` are transactions, each on its own; ``bulk_extend`` is three times faster but is not
        documented as one. So what only adds is one ``extend``, and everything else one ``update``.
        """
        store = self._opened()
        wanted = wanted_quads(replace, remove)
        change = compare(wanted, self.quads(wanted))
        if change.is_empty:
            return Commit(0, 0)
        if self._read_only:
            raise StoreError(f"{self.place} was opened for reading only; open it for writing to change it")
        try:
            if change.only_adds:
                store.extend(chain(change.add, (Quad(*triple) for triple in change.mirrored())))
            else:
                store.update(change.sparql())
        except OSError as error:
            raise StoreError(f"{self.place}: nothing was written, the store is as before: {error}") from error
        try:
            store.flush()
        except OSError as error:
            raise StoreError(f"{self.place}: written, but not yet safe from a power loss: {error}") from error
        return Commit(change.added, change.removed)

    @property
    def is_empty(self) -> bool:
        """Whether no named graph holds anything."""
        return next(self._opened().named_graphs(), None) is None

    def __len__(self) -> int:
        (row,) = self.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        return int(cast("Literal", row[0]).value)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder, so that others may open it; every commit was flushed already."""
        self._store = None

    def _prepare(self, store: pyoxigraph.Store) -> None:
        try:
            store.update(MIRROR_ALL)
            store.flush()
        except OSError as error:
            raise StoreError(f"{self.place} cannot be prepared for queries: {error}; is the disk full?") from error

    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:
            raise StoreError(f"the store {self.place} has been closed; open it again to use it")
        return self._store

    def _query(self, sparql: str, *forms: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        check_query(sparql, *forms)
        try:
            return self._opened().query(sparql, use_default_graph_as_union=self._union)
        except SyntaxError as error:
            raise QueryError(f"the query is not valid SPARQL: {_first_line(error)}") from error
        except OSError as error:
            raise StoreError(f"{self.place}: reading failed while a query ran: {error}") from error


def _open(path: Path | None, *, read_only: bool) -> pyoxigraph.Store:
    if path is None:
        return pyoxigraph.Store()
    if path.is_file():
        raise StoreError(f"{path} is a file; expected the folder of a store, or a name for a new one")
    is_empty = not path.exists() or next(path.iterdir(), None) is None
    if not is_empty and not (path / _MARK).is_file():
        raise StoreError(
            f"{path} is a folder with other files in it (no {_MARK}), not an Oxigraph store; "
            "name the folder of a store, or a new one"
        )
    if is_empty and read_only:
        raise StoreError(f"there is no store at {path} to read; import something into it first")
    try:
        if read_only:
            return pyoxigraph.Store.read_only(str(path))
        path.mkdir(parents=True, exist_ok=True)
        return pyoxigraph.Store(str(path))
    except OSError as error:
        if re.search(r"\block\b", str(error), re.IGNORECASE):
            raise StoreError(
                f"the store {path} is in use by another process, or was opened twice in this one; "
                "wait for that to end, or open it for reading only"
            ) from error
        raise StoreError(f"{path} cannot be opened as an Oxigraph store: {error}") from error
    except RuntimeError as error:  # what pyoxigraph raises for damaged files
        raise StoreError(
            f"the store {path} is damaged: {error}; restore it from a backup or a published dump, or build it again in "
            "a new folder"
        ) from error


def _is_mirrored(store: pyoxigraph.Store) -> bool:
    """Tell whether the default graph repeats what the named graphs say, judged by one statement."""
    for graph in store.named_graphs():
        for quad in store.quads_for_pattern(None, None, None, graph):
            return Quad(*quad.triple) in store
    return True


def _in_graphs(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if isinstance(quad.graph_name, NamedNode))


def _first_line(error: SyntaxError) -> str:
    # The rest lists every token that might have stood there.
    text = str(error).splitlines()[0]
    return text if len(text) <= 300 else f"{text[:300]}…"
