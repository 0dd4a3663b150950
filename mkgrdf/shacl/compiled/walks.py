"""Finds which values are reached from which nodes: by a query where one leads there, with sets of nodes otherwise.

A path that repeats a long sequence is one that no query can follow in a time that anyone would wait: SPARQL can say it,
but goes every way there is, and has no place where each node could be kept once. So is one of more steps than
subqueries can be nested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mkgrdf.shacl.compiled.data import Data
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.ways import inverted
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence
from mkgrdf.shacl.terms import Node

__all__ = ["Walks"]

Edges = dict[Node, list[Node]]


class Walks:
    """Walks over ``data``; a path of ``None`` leads from each node to itself.

    What has to be asked about values that are found in Python is asked of all that may be among them: a query has no
    way to name blank nodes.
    """

    def __init__(self, data: Data) -> None:
        self._data = data
        self._edges: dict[tuple[NamedNode, bool], Edges] = {}

    def pairs(self, path: Path, focus: Focus, test: str = "") -> Iterator[tuple[Node, Node]]:
        """Yield each node of ``focus`` with each value of ``path`` that passes ``test``.

        That has to be about ``?value`` alone unless the focus :meth:`~Focus.leads` there.
        """
        if focus.leads(path):
            for start, end in self._bound("?this ?value", focus.reaching(path, test)):
                yield start, end
            return
        fit = {value for (value,) in self._about_values("?value", path, focus, test)} if test else None
        straight = inverted(path)
        for (start,) in self._bound("?this", focus.where()):
            for end in self._ends(straight, {start}):
                if fit is None or end in fit:
                    yield start, end

    def sharing_languages(self, path: Path | None, focus: Focus) -> Iterator[Node]:
        """Yield the nodes of which two values have the same language, once for each such language."""
        if path is not None and not focus.leads(path):
            times = Counter(
                (node, value.language.lower())
                for node, value in self.pairs(path, focus)
                if isinstance(value, Literal) and value.language
            )
            yield from (node for (node, _), number in times.items() if number > 1)
            return
        reached = focus.reaching(path, 'FILTER (isLiteral(?value) && LANG(?value) != "")')
        shared = (
            f"{{ SELECT ?this ?language (COUNT(DISTINCT ?value) AS ?times) WHERE "
            f"{{ {reached} BIND (LCASE(LANG(?value)) AS ?language) }} GROUP BY ?this ?language "
            f"HAVING (COUNT(DISTINCT ?value) > 1) }}"
        )
        yield from (node for node, _ in self._bound("?this ?language", shared))

    def compared(
        self, path: Path | None, focus: Focus, predicate: NamedNode, test: str
    ) -> Iterator[tuple[Node, Node, Node]]:
        """Yield each node with each value of ``path`` and each ``?other`` value of ``predicate`` that pass ``test``."""
        if path is None or focus.leads(path):
            group = focus.reaching(path, f"?this {predicate} ?other . {test}")
            for node, value, other in self._bound("?this ?value ?other", group):
                yield node, value, other
            return
        fit = set(self._about_values("?value ?other", path, focus, f"[] {predicate} ?other . {test}"))
        others = self._over(predicate, backwards=False)
        for node, value in self.pairs(path, focus):
            for other in others.get(node, ()):
                if (value, other) in fit:
                    yield node, value, other

    def held(self, path: Path | None, focus: Focus, test: str) -> Iterator[tuple[Node, Node, Node]]:
        """Yield each node with each ``?path`` and ``?held`` that pass ``test`` of each of its values.

        One for each triple: where two values hold the same, there are two.
        """
        if path is None:
            for node, predicate, held in self._bound("?this ?path ?held", focus.where(f"?this ?path ?held . {test}")):
                yield node, predicate, held
            return
        if focus.leads(path):
            group = focus.reaching(path, f"?value ?path ?held . {test}")
            for node, _, predicate, held in self._bound("?this ?value ?path ?held", group):
                yield node, predicate, held
            return
        found: dict[Node, list[tuple[Node, Node]]] = {}
        rows = self._about_values("?value ?path ?held", path, focus, f"?value ?path ?held . {test}")
        for value, predicate, held in rows:
            found.setdefault(value, []).append((predicate, held))
        for node, value in self.pairs(path, focus):
            for predicate, held in found.get(value, ()):
                yield node, predicate, held

    def _about_values(self, names: str, path: Path, focus: Focus, test: str) -> Iterator[tuple[Node, ...]]:
        values = focus.via(path)
        if values.blocks:
            yield from self._bound(names, values.where(f"BIND (?this AS ?value) {test}"))

    def _bound(self, names: str, group: str) -> Iterator[tuple[Node, ...]]:
        """Yield the distinct solutions of ``group``, in which all of ``names`` are bound."""
        for row in self._data.select(f"SELECT DISTINCT {names} WHERE {group}"):
            yield tuple(term for term in row if term is not None)

    def _ends(self, path: Path, starts: set[Node]) -> set[Node]:
        """Return what ``path``, in which inverses stand at predicates only, leads to."""
        match path:
            case Predicate(iri):
                return self._next(iri, starts, backwards=False)
            case Inverse(Predicate(iri)):
                return self._next(iri, starts, backwards=True)
            case Inverse():
                return self._ends(inverted(path), starts)
            case Sequence(parts):
                for part in parts:
                    starts = self._ends(part, starts)
                return starts
            case Alternative(choices):
                return set().union(*(self._ends(choice, starts) for choice in choices))
            case Repeat(inner, least, many):
                found: set[Node] = set()
                reached = self._ends(inner, starts)
                while many and not reached <= found:
                    new = reached - found
                    found |= new
                    reached = self._ends(inner, new)
                return found | reached | (starts if least == 0 else set())

    def _next(self, predicate: NamedNode, starts: set[Node], *, backwards: bool) -> set[Node]:
        edges = self._over(predicate, backwards=backwards)
        return {end for start in starts for end in edges.get(start, ())}

    def _over(self, predicate: NamedNode, *, backwards: bool) -> Edges:
        """Return the statements of a predicate, which are fetched when it is first gone over."""
        edges = self._edges.get((predicate, backwards))
        if edges is None:
            edges = self._edges[predicate, backwards] = {}
            names = "?end ?start" if backwards else "?start ?end"
            for start, end in self._bound(names, f"{{ ?start {predicate} ?end }}"):
                edges.setdefault(start, []).append(end)
        return edges
