"""Runs the checks of shapes on data and yields their results.

For each shape there is one query first that asks for the nodes at fault, whatever the fault: on good data, nothing more
happens. Only for those nodes is it asked, constraint by constraint, what is wrong. What no condition can be written
for is done in Python with sets of nodes that queries yield: nested shapes too deep or too long to nest in one query,
counts beyond what ``EXISTS`` can tell, SPARQL that cannot be asked for all nodes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pyoxigraph import BlankNode, NamedNode

from mkgrdf.shacl.compiled.census import Census
from mkgrdf.shacl.compiled.classes import AnyClasses
from mkgrdf.shacl.compiled.conditions import Conditions, negated, per_value
from mkgrdf.shacl.compiled.data import Data
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import (
    AllOf,
    AnyOf,
    Closed,
    Conforms,
    Constraint,
    Count,
    CustomConstraint,
    ExactlyOneOf,
    HasValue,
    Model,
    NoneOf,
    OneOf,
    Pair,
    Properties,
    Qualified,
    Shape,
    ShapeNode,
    SparqlConstraint,
    UniqueLang,
    shapes_of,
)
from mkgrdf.shacl.compiled.results import Result, spoken
from mkgrdf.shacl.compiled.routes import Route
from mkgrdf.shacl.compiled.sparql_text import asking_about, joined_with_focus, prepared, substituted
from mkgrdf.shacl.compiled.values import ordered
from mkgrdf.shacl.compiled.walks import Walks
from mkgrdf.shacl.compiled.ways import values_of
from mkgrdf.shacl.paths import Path, Predicate
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH

__all__ = ["Run"]

Roots = Callable[[], Mapping[Node, Sequence[Node]]]


class Run:
    """One validation of ``data`` by the shapes of ``model``; a ``census`` of the data spares it most of the work."""

    def __init__(self, model: Model, data: Data, classes: AnyClasses, census: Census | None = None) -> None:
        self._census = census
        self._model = model
        self._data = data
        self._conditions = Conditions(model, classes, data.originals)
        self._walks = Walks(data)
        # Shapes that share others would have them looked at over and over.
        self._nonconforming: dict[tuple[ShapeNode, Focus], frozenset[Node]] = {}

    def results(self, shape: Shape, focus: Focus, roots: Roots | None = None) -> Iterator[Result]:
        """Yield all results of ``shape``, and of the property shapes that it has, for the nodes in ``focus``.

        ``roots`` tells from which targeted nodes each of them was reached: a value that two nodes share is a focus
        node twice over, and its results come twice (the W3C's test property-001).
        """
        for result in self._own_results(shape, focus):
            if roots is None:
                yield result
            else:
                yield from (replace(result, root=root) for root in roots().get(result.focus, ()))
        values = focus.via(shape.path)
        inner = roots if shape.path is None else self._roots(shape, focus, roots)
        for constraint in shape.constraints:
            if isinstance(constraint, Properties) and not shape.deactivated:
                yield from self.results(self._model[constraint.shape], values, inner)

    def _roots(self, shape: Shape, focus: Focus, outer: Roots | None) -> Roots:
        """Return a function that finds, when first asked, from where each value of ``shape`` is reached."""

        @cache
        def find() -> dict[Node, list[Node]]:
            found: dict[Node, list[Node]] = {}
            for node, value in self._value_pairs(shape, focus):
                found.setdefault(value, []).extend([node] if outer is None else outer().get(node, ()))
            return found

        return find

    def _own_results(self, shape: Shape, focus: Focus) -> Iterator[Result]:
        if shape.deactivated or not focus.blocks:
            return
        own = [constraint for constraint in shape.constraints if not isinstance(constraint, Properties)]
        if self._census is not None:
            own = [constraint for constraint in own if not self._census.settles(shape, constraint, focus)]
        written = [constraint for constraint in own if self._condition(shape, constraint) is not None]
        by_value = self._by_value(shape, written, focus)
        if by_value is not None:
            mine, query = by_value
            yield from self._of_each(shape, mine, focus.narrowed(self._nodes(query)))
            own = [each for each in own if each not in mine]
            written = [each for each in written if each not in mine]
        narrowed = focus
        if len(written) > 1:
            narrowed = focus.narrowed(self._violators(shape, written, focus))
        yield from self._of_each(shape, written, narrowed)
        yield from self._of_each(shape, [each for each in own if each not in written], focus)

    def _of_each(self, shape: Shape, constraints: Iterable[Constraint], focus: Focus) -> Iterator[Result]:
        for each in constraints:
            yield from self._of_constraint(shape, each, focus)

    def _by_value(
        self, shape: Shape, constraints: Iterable[Constraint], focus: Focus
    ) -> tuple[list[Constraint], str] | None:
        """Return those of ``constraints`` that are best asked of all values at once, and the query for violators."""
        if self._census is None or not isinstance(shape.path, Predicate):
            return None
        mine = [each for each in constraints if per_value(each)]
        if not mine or not self._census.favours_values(shape.path.iri, focus):
            return None
        failing = [negated(self._conditions.of_value(each, "?value", "?this", shape)) for each in mine]
        test = " || ".join(f"({each})" for each in failing if each != "false") or "false"
        return mine, f"SELECT DISTINCT ?this WHERE {focus.holding(shape.path.iri, test)}"

    def _condition(self, shape: Shape, constraint: Constraint) -> str | None:
        (condition,) = self._conditions.of_constraints(shape, [constraint], "?this")
        return condition

    def _violators(self, shape: Shape, constraints: Iterable[Constraint], focus: Focus) -> list[Node]:
        """Return the nodes of ``focus`` that break any of ``constraints``, for each of which there is a condition."""
        query = self._violators_query(shape, constraints, focus)
        return [] if query is None else self._nodes(query)

    def _violators_query(self, shape: Shape, constraints: Iterable[Constraint], focus: Focus) -> str | None:
        """Return the query for the nodes that break any of ``constraints``; ``None`` where none can."""
        mine = list(constraints)
        conditions = self._conditions.of_constraints(shape, mine, "?this")
        if None in conditions:  # too long together
            conditions = [self._condition(shape, each) for each in mine]
        failing = ["true" if condition is None else negated(condition) for condition in conditions]
        test = " || ".join(f"({each})" for each in failing if each != "false")
        return f"SELECT DISTINCT ?this WHERE {focus.where(f'FILTER ({test})')}" if test else None

    def _nodes(self, query: str) -> list[Node]:
        return [node for node, *_ in self._data.select(query) if node is not None]

    def route(self, shape: Shape, constraint: Constraint, focus: Focus) -> tuple[Route, str | None]:
        """Return how a constraint is checked for the nodes of ``focus``, and the query for those at fault."""
        own = self._own_query(shape, constraint)
        if own is not None:
            joined = [joined_with_focus(own, block) for block in focus.blocks]
            if None in joined:
                return Route.EACH_NODE, own
            return Route.QUERY, joined[0] if joined else None
        if self._condition(shape, constraint) is not None:
            return Route.QUERY, self._violators_query(shape, [constraint], focus)
        return (Route.EACH_NODE if isinstance(constraint, CustomConstraint) else Route.SETS), None

    # -- one constraint -------------------------------------------------------------------------------------------

    def _of_constraint(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterator[Result]:
        if not focus.blocks:
            return
        own = self._own_query(shape, constraint)
        if own is not None:
            yield from self._of_query(shape, constraint, own, focus)
        elif isinstance(constraint, Closed):
            yield from self._closed(shape, constraint, focus)
        elif per_value(constraint):
            for node, bad in self._bad_values(shape, constraint, focus):
                yield Result(shape, constraint, node, bad, shape.path)
        elif isinstance(constraint, Pair):
            yield from self._pairs(shape, constraint, focus)
        elif isinstance(constraint, UniqueLang):
            for node in self._walks.sharing_languages(shape.path, focus):
                yield Result(shape, constraint, node, None, shape.path)
        else:
            for node in self._at_fault(shape, constraint, focus):
                yield Result(shape, constraint, node, None, shape.path)

    def _bad_values(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterator[tuple[Node, Node]]:
        """Yield focus node and value for each value that breaks a constraint about each value by itself."""
        value = "?this" if shape.path is None else "?value"
        condition = self._conditions.of_value(constraint, value, "?this", shape)
        # On a walk, values are tested by themselves.
        testable = not isinstance(constraint, CustomConstraint) or focus.leads(shape.path)
        if condition is not None and testable:
            test = negated(condition)
            if test != "false":
                yield from self._value_pairs(shape, focus, _filter(test))
            return
        if isinstance(constraint, CustomConstraint):
            text = self._prepared(shape, constraint.validator.text, constraint.bindings)
            for node, each in self._value_pairs(shape, focus):
                if not self._accepts(text, node, each):
                    yield node, each
            return
        if isinstance(constraint, OneOf):
            members = frozenset(constraint.members)
            yield from ((node, each) for node, each in self._value_pairs(shape, focus) if each not in members)
            return
        bad = self._bad_nodes(constraint, focus.via(shape.path))
        if bad:
            yield from ((node, each) for node, each in self._value_pairs(shape, focus) if each in bad)

    def _value_pairs(self, shape: Shape, focus: Focus, test: str = "") -> Iterator[tuple[Node, Node]]:
        """Yield each focus node with each of its values, once, that pass ``test``."""
        if shape.path is None:
            for node in self._nodes(f"SELECT DISTINCT ?this WHERE {focus.where(test)}"):
                yield node, node
            return
        yield from self._walks.pairs(shape.path, focus, test)

    def _bad_nodes(self, constraint: Constraint, values: Focus) -> set[Node]:
        """Return those of ``values`` that break a constraint that refers to other shapes."""
        failing = [self.nonconforming(inner, values) for inner in shapes_of(constraint)]
        if isinstance(constraint, Conforms | AllOf):
            return set().union(*failing)
        if isinstance(constraint, AnyOf):
            return set(failing[0]).intersection(*failing[1:]) if failing else self._all(values)
        everything = self._all(values)
        if isinstance(constraint, NoneOf):
            return everything - failing[0]
        assert isinstance(constraint, ExactlyOneOf)  # noqa: S101 - all others were dealt with
        return {node for node in everything if sum(node not in each for each in failing) != 1}

    def _all(self, focus: Focus, test: str = "") -> set[Node]:
        """Return the nodes of ``focus`` that pass ``test``."""
        return set(self._nodes(f"SELECT DISTINCT ?this WHERE {focus.where(test)}")) if focus.blocks else set()

    def nonconforming(self, node: ShapeNode, focus: Focus) -> frozenset[Node]:
        """Return the nodes of ``focus`` that do not conform to a shape."""
        known = self._nonconforming.get((node, focus))
        if known is None:
            known = self._nonconforming[node, focus] = frozenset(self._find_nonconforming(node, focus))
        return known

    def _find_nonconforming(self, node: ShapeNode, focus: Focus) -> set[Node]:
        shape = self._model[node]
        if shape.deactivated or not focus.blocks:
            return set()
        whole = self._conditions.of_shape(node, "?this")
        if whole is not None:
            test = negated(whole)
            return set() if test == "false" else self._all(focus, _filter(test))
        bad: set[Node] = set()
        for constraint in shape.constraints:
            if isinstance(constraint, Properties):
                inner = self.nonconforming(constraint.shape, focus.via(shape.path))
                if shape.path is None:
                    bad |= inner
                elif inner:
                    bad.update(each for each, value in self._value_pairs(shape, focus) if value in inner)
            else:
                bad.update(result.focus for result in self._of_constraint(shape, constraint, focus))
        return bad

    # -- constraints about all values together ---------------------------------------------------------------------

    def _at_fault(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterable[Node]:
        condition = self._condition(shape, constraint)
        if condition is not None:
            return self._violators(shape, [constraint], focus)
        if isinstance(constraint, HasValue):
            having = {node for node, value in self._value_pairs(shape, focus) if value == constraint.value}
            return self._all(focus) - having
        assert isinstance(constraint, Count | Qualified)  # noqa: S101 - others are not about all values together
        counted: set[Node] | None = None
        if isinstance(constraint, Qualified):
            values = focus.via(shape.path)
            counted = self._all(values) - self.nonconforming(constraint.shape, values)
            for sibling in constraint.siblings:
                counted &= self.nonconforming(sibling, values)
        counts = dict.fromkeys(self._all(focus), 0)
        for node, each in self._value_pairs(shape, focus):
            if counted is None or each in counted:
                counts[node] += 1
        number = constraint.number
        return [node for node, count in counts.items() if (count < number if constraint.least else count > number)]

    def _pairs(self, shape: Shape, constraint: Pair, focus: Focus) -> Iterator[Result]:
        """Yield a result for each value at fault; for ``sh:lessThan``, for each pair."""
        if constraint.kind in (SH.lessThan, SH.lessThanOrEquals):
            sign = "<" if constraint.kind == SH.lessThan else "<="
            test = f"FILTER (!{ordered('?value', sign, '?other')})"
            for node, value, bound in self._walks.compared(shape.path, focus, constraint.predicate, test):
                yield Result(shape, constraint, node, value, shape.path, (("other", bound),))
            return
        for unequal, objected in self._unequal(shape, constraint, focus):
            if unequal is not None:
                yield Result(shape, constraint, unequal, objected, shape.path)

    def _unequal(self, shape: Shape, constraint: Pair, focus: Focus) -> Iterable[tuple[Node | None, ...]]:
        """Return focus node and value for each value that ``sh:equals`` or ``sh:disjoint`` objects to."""

        def among(path: Path | None) -> str | None:
            return self._conditions.some(path, "?this", lambda each: f"sameTerm(?value, {each})")

        other = f"?this {constraint.predicate} ?value ."
        there, here = among(Predicate(constraint.predicate)), among(shape.path)
        if there is None or here is None:
            ours: set[tuple[Node | None, ...]] = set(self._value_pairs(shape, focus))
            others = set(self._data.select(f"SELECT ?this ?value WHERE {focus.where(other)}"))
            return ours & others if constraint.kind == SH.disjoint else ours ^ others
        if constraint.kind == SH.disjoint:
            ways = [f"{way} FILTER ({there})" for way in values_of(shape.path)]
        else:
            ways = [f"{way} FILTER ({negated(there)})" for way in values_of(shape.path)]
            ways.append(f"{other} FILTER ({negated(here)})")
        return self._data.select(f"SELECT DISTINCT ?this ?value WHERE {focus.where(*ways)}")

    def _closed(self, shape: Shape, constraint: Closed, focus: Focus) -> Iterator[Result]:
        test = f"FILTER (?path NOT IN ({', '.join(map(str, constraint.allowed))}))" if constraint.allowed else ""
        for node, path, value in self._walks.held(shape.path, focus, test):
            if isinstance(path, NamedNode):
                yield Result(shape, constraint, node, value, Predicate(path))

    # -- SPARQL of the shapes --------------------------------------------------------------------------------------

    def _own_query(self, shape: Shape, constraint: Constraint) -> str | None:
        """Return the SELECT that a constraint brings along."""
        match constraint:
            case SparqlConstraint(select=text):
                return self._prepared(shape, text)
            case CustomConstraint(validator=validator, bindings=bindings) if not validator.asks:
                return self._prepared(shape, validator.text, bindings)
        return None

    def _of_query(self, shape: Shape, constraint: Constraint, text: str, focus: Focus) -> Iterator[Result]:
        for node, solution in dict.fromkeys(self._solutions(text, focus)):
            said = dict(solution)
            path = said.get("path")
            value = said.get("value", node if shape.path is None else None)
            yield Result(
                shape, constraint, node, value, Predicate(path) if isinstance(path, NamedNode) else shape.path, solution
            )

    def _solutions(self, text: str, focus: Focus) -> Iterator[tuple[Node, tuple[tuple[str, Node], ...]]]:
        """Yield each focus node with each solution that a query has for it."""
        for block in focus.blocks:
            joined = joined_with_focus(text, block)
            if joined is not None:
                for solution in self._data.columns(joined):
                    yield solution["this"], spoken(solution)
                continue
            for node in self._nodes(f"SELECT DISTINCT ?this WHERE {{ {block} }}"):
                for solution in self._for_node(text, node):
                    yield node, spoken(solution)

    def _for_node(self, text: str, node: Node) -> Iterator[dict[str, Node]]:
        if isinstance(node, BlankNode):
            return self._data.columns(text, {"this": node})
        return self._data.columns(substituted(text, {"this": str(node)}))

    def _prepared(self, shape: Shape, text: str, bindings: Iterable[tuple[str, Node]] = ()) -> str:
        return prepared(text, shape, bindings, self._data.shapes_graph)

    def _accepts(self, text: str, node: Node, value: Node) -> bool:
        bindings = {"this": node, "value": value}
        named = {name: str(term) for name, term in bindings.items() if not isinstance(term, BlankNode)}
        blank = {name: term for name, term in bindings.items() if isinstance(term, BlankNode)}
        text = substituted(text, named)
        return (
            any(True for _ in self._data.columns(asking_about(text, blank), blank)) if blank else self._data.ask(text)
        )


def _filter(condition: str) -> str:
    return "" if condition == "true" else f"FILTER ({condition})"
