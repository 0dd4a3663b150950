"""The rdflib graph that pySHACL sees: in memory, written once, then only read, with every look-up a dictionary access.

rdflib's own stores keep three nested indexes and a context for each triple. Validation asks only for the objects
of a subject and predicate, the subjects of a predicate and object, and everything about a subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import rdflib
import rdflib.store
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

__all__ = ["StagedGraph", "UnusableQueryError"]

_Triple = tuple[Any, Any, Any]


class _StagedStore(rdflib.store.Store):
    """A store of distinct triples, given all at once."""

    # pySHACL wraps any graph in a Dataset and rdflib asserts this of its store. There is one graph here, so a
    # context, which rdflib passes along, makes no difference.
    context_aware = True
    graph_aware = True

    def __init__(self, triples: Iterable[_Triple]) -> None:
        super().__init__()
        self.by_subject: dict[Node, dict[Node, list[Node]]] = {}
        self.by_predicate: dict[Node, dict[Node, list[Node]]] = {}
        self.by_object: dict[Node, list[tuple[Node, Node]]] = {}
        self.graph: Any = None
        self._size = 0
        for subject, predicate, object_ in triples:
            self.by_subject.setdefault(subject, {}).setdefault(predicate, []).append(object_)
            self.by_predicate.setdefault(predicate, {}).setdefault(object_, []).append(subject)
            self.by_object.setdefault(object_, []).append((subject, predicate))
            self._size += 1

    def __len__(self, context: Any = None) -> int:
        return self._size

    def namespaces(self) -> Iterator[tuple[str, Any]]:
        """There are no prefixes: queries bring their own."""
        yield from ()

    def triples(
        self,
        triple_pattern: _Triple,
        context: Any = None,
    ) -> Iterator[tuple[_Triple, Iterator[Any]]]:
        """Yield the triples that match, ``None`` matching anything."""
        del context
        for triple in self._matching(*triple_pattern):
            # pySHACL looks for the graph that a blank node is in when it writes a message about it.
            yield triple, iter((self.graph,))

    def _matching(self, subject: Any, predicate: Any, object_: Any) -> Iterator[_Triple]:
        if subject is not None:
            properties = self.by_subject.get(subject, {})
            for each in properties if predicate is None else (predicate,):
                for value in properties.get(each, ()):
                    if object_ is None or value == object_:
                        yield subject, each, value
        elif predicate is not None:
            subjects = self.by_predicate.get(predicate, {})
            for each in subjects if object_ is None else (object_,):
                for node in subjects.get(each, ()):
                    yield node, predicate, each
        elif object_ is not None:
            for node, each in self.by_object.get(object_, ()):
                yield node, each, object_
        else:
            for node in self.by_subject:
                yield from self._matching(node, None, None)


class StagedGraph(rdflib.Graph):
    """A graph over distinct triples. It parses each query text once and keeps it as long as it lives."""

    def __init__(self, triples: Iterable[_Triple]) -> None:
        self._staged = _StagedStore(triples)
        super().__init__(store=self._staged, bind_namespaces="none")
        self._staged.graph = self
        self._parsed: dict[str, Query] = {}

    def objects(  # type: ignore[override]
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Iterator[Any]:
        """Return the objects of ``subject predicate ?``, straight from the index where both are given."""
        if subject is None or predicate is None:
            return super().objects(subject, predicate, unique)
        return iter(self._staged.by_subject.get(subject, {}).get(predicate, ()))

    def subjects(  # type: ignore[override]
        self,
        predicate: Any = None,
        object: Any = None,  # noqa: A002 - rdflib's signature
        unique: bool = False,
    ) -> Iterator[Any]:
        """Return the subjects of ``? predicate object``, straight from the index where both are given."""
        if predicate is None or object is None or isinstance(object, list | tuple):
            return super().subjects(predicate, object, unique)
        return iter(self._staged.by_predicate.get(predicate, {}).get(object, ()))

    @property
    def parsed_texts(self) -> tuple[str, ...]:
        """The texts of the queries that were parsed, each once, in order."""
        return tuple(self._parsed)

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Result:
        """Evaluate a query, parsing its text only when it is new.

        Raises:
            UnusableQueryError: rdflib cannot.
        """
        if not isinstance(query_object, str):
            return super().query(query_object, *arguments, **options)
        try:
            parsed = self._parsed.get(query_object)
            if parsed is None:
                parsed = self._parsed[query_object] = prepareQuery(query_object)
            result = super().query(parsed, *arguments, **options)
            if result.type == "SELECT":
                result.bindings  # noqa: B018 - evaluated here, where it is known whose query it is
        except RecursionError:  # of the data, not of the query
            raise
        except Exception as error:  # rdflib has no class of errors for what it cannot read or evaluate
            raise UnusableQueryError(query_object, str(error)) from error
        return result


class UnusableQueryError(Exception):
    """``text``, a query that pySHACL put together for a shape, is none that rdflib can read and evaluate."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(reason)
        self.text = text
