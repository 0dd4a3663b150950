"""What the verdict on a node can depend on: the statements that a shape reads, as ways from its focus node.

A *way* is a chain of steps, each over some predicates, forwards or backwards, once or any number of times. All ways of
a shape make a tree, whose edges are the steps: what the shape reads of the nodes at the one end. A statement that
stands on no way cannot change the verdict; of those that do, the one nearest to the focus node is reached over
statements that did not change. That is all that :mod:`~mkgrdf.shacl.judging.affected` rests on.

Where a way cannot be told (a pattern of a ``sh:sparql`` that hangs together with ``$this`` by nothing but a filter, a
subquery), the shape reads *anywhere*: any statement with such a predicate concerns all its focus nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from mkgrdf.shacl.compiled.model import (
    Closed,
    Constraint,
    CustomConstraint,
    InstanceOf,
    Model,
    Pair,
    Shape,
    ShapeNode,
    SparqlConstraint,
    shapes_of,
)
from mkgrdf.shacl.compiled.query_patterns import Group, Kind, Pattern, query_group
from mkgrdf.shacl.compiled.sparql_text import SHAPES_GRAPH, prepared
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence
from mkgrdf.vocabulary import RDF, SH

__all__ = ["ANYTHING", "Move", "Reach", "Step", "Tree", "Way", "reach_of", "ways_of"]

Move = tuple[NamedNode | None, bool]
"""A predicate, ``None`` for any, and whether it is followed backwards, from object to subject."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: over any of ``moves``; when ``repeated``, any number of times from once up."""

    moves: frozenset[Move]
    repeated: bool = False


@dataclass(slots=True)
class Tree:
    """Nodes at one place of a shape's ways, with the steps that it takes from there."""

    branches: dict[Step, Tree] = field(default_factory=dict)

    def branch(self, step: Step) -> Tree:
        """Return where ``step`` leads to, as part of this tree."""
        return self.branches.setdefault(step, Tree())

    def over(self, predicate: NamedNode | None, *, backwards: bool = False) -> Tree:
        """Return where a step over one predicate, or any, leads to."""
        return self.branch(Step(frozenset({(predicate, backwards)})))


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A step and all the ways that go on from where it leads to; the same wherever the same is read.

    ``predicates`` are those of any of its steps, with ``None`` among them for all.
    """

    step: Step
    onward: tuple[Way, ...]
    predicates: frozenset[NamedNode | None]


def ways_of(tree: Tree, known: dict[tuple[Step, frozenset[Way]], Way]) -> tuple[Way, ...]:
    """Return the ways of ``tree``. What is read in several places, as told by ``known``, is one object.

    Shapes have much in common (each asks for classes, most for sources), and so it need be followed only once.
    """
    found = []
    for step, branch in tree.branches.items():
        onward = ways_of(branch, known)
        way = known.get((step, frozenset(onward)))
        if way is None:
            predicates = frozenset(predicate for predicate, _ in step.moves).union(*(one.predicates for one in onward))
            way = known[step, frozenset(onward)] = Way(step, onward, predicates)
        found.append(way)
    return tuple(found)


ANYTHING: frozenset[NamedNode | None] = frozenset({None})


@dataclass(slots=True)
class Reach:
    """What one shape reads.

    Attributes:
        ways: from a focus node.
        anywhere: predicates of statements that are read wherever they stand; with ``None`` among them, all are.
    """

    ways: Tree = field(default_factory=Tree)
    anywhere: set[NamedNode | None] = field(default_factory=set)


def reach_of(model: Model, shape: Shape) -> Reach:
    """Return what the verdict of ``shape``, one with targets, on a node can depend on."""
    builder = _Builder(model)
    for target in shape.targets:
        if target.predicate == SH.targetClass:
            builder.reach.ways.over(RDF.type)
        elif isinstance(target.value, NamedNode) and target.predicate != SH.targetNode:
            builder.reach.ways.over(target.value, backwards=target.predicate == SH.targetObjectsOf)
    builder.add(shape.node, builder.reach.ways)
    return builder.reach


class _Builder:
    def __init__(self, model: Model) -> None:
        self._model = model
        self.reach = Reach()
        self._done: set[tuple[ShapeNode, int]] = set()

    def add(self, node: ShapeNode, at: Tree) -> None:
        """Add what a shape reads of the nodes at ``at``. Shapes that others share are looked at once for each place."""
        shape = self._model[node]
        if shape.deactivated or (node, id(at)) in self._done:
            return
        self._done.add((node, id(at)))
        values = [at] if shape.path is None else list(_along(shape.path, at))
        for constraint in shape.constraints:
            self._constraint(shape, constraint, at, values)

    def _constraint(self, shape: Shape, constraint: Constraint, at: Tree, values: list[Tree]) -> None:
        match constraint:
            case Pair(predicate=predicate):
                at.over(predicate)
            case SparqlConstraint(select=text):
                self._query(prepared(text, shape, (), SHAPES_GRAPH), {"?this": at})
            case CustomConstraint(validator=validator, bindings=bindings):
                text = prepared(validator.text, shape, bindings, SHAPES_GRAPH)
                for value in values:
                    self._query(text, {"?this": at, "?value": value} if validator.asks else {"?this": at})
        for value in values:
            if isinstance(constraint, InstanceOf):
                value.over(RDF.type)
            elif isinstance(constraint, Closed):
                value.over(None)
            for inner in shapes_of(constraint):
                self.add(inner, value)

    # -- SPARQL ---------------------------------------------------------------------------------------------------

    def _query(self, text: str, starts: Mapping[str, Tree]) -> None:
        group = query_group(text)
        if group is None:
            self.reach.anywhere |= ANYTHING
        else:
            self._group(group, (), dict(starts), {})

    def _group(
        self,
        group: Group,
        outer: tuple[Pattern, ...],
        starts: dict[str, Tree],
        chosen: dict[str, tuple[NamedNode, ...]],
    ) -> None:
        """Add what the patterns of ``group`` read.

        A way may lead over patterns of the group itself, and of groups around it whose solutions it is joined with or
        looks at; not over those of an OPTIONAL or EXISTS beside it, which may bind nothing.
        """
        chosen = chosen | group.chosen
        usable = (*outer, *group.patterns)
        known = {variable: [tree] for variable, tree in starts.items()}
        waiting, read = list(usable), set[Pattern]()
        while True:
            ready = next((one for one in waiting if one.subject in known or one.value in known), None)
            if ready is None:
                break
            waiting.remove(ready)
            read.add(ready)
            forwards = ready.subject in known
            start, end = (ready.subject, ready.value) if forwards else (ready.value, ready.subject)
            reached = [
                end_tree
                for tree in known[start]
                for end_tree in self._pattern(ready, tree, chosen, backwards=not forwards)
            ]
            if end.startswith("?"):
                known.setdefault(end, reached)
        for pattern in group.patterns:
            if pattern not in read:
                self.reach.anywhere.update(_predicates(pattern, chosen))
        for inner in group.groups:
            if _sees_around(group, inner):
                self._group(inner, usable, starts, chosen)
            else:
                self._group(inner, tuple(group.patterns), starts, group.chosen)

    def _pattern(
        self, pattern: Pattern, at: Tree, chosen: Mapping[str, tuple[NamedNode, ...]], *, backwards: bool
    ) -> Iterator[Tree]:
        if isinstance(pattern.path, str):
            predicates = chosen.get(pattern.path)
            moves = {(None, backwards)} if predicates is None else {(each, backwards) for each in predicates}
            yield at.branch(Step(frozenset(moves)))
        else:
            yield from _along(Inverse(pattern.path) if backwards else pattern.path, at)


def _sees_around(group: Group, inner: Group) -> bool:
    """Tell whether what is around ``group`` is settled where ``inner``, which is in it, is evaluated.

    SPARQL evaluates groups from the inside: what is in a group of its own, and what an OPTIONAL adds, knows nothing of
    what is around it (SPARQL 1.1, section 18.5); EXISTS and the conditions of an OPTIONAL do.
    """
    if inner.kind is Kind.JOINED or group.kind in (Kind.WHOLE, Kind.EXISTS):
        return True
    return group.kind is Kind.OPTIONAL and inner.kind is Kind.EXISTS


def _predicates(pattern: Pattern, chosen: Mapping[str, tuple[NamedNode, ...]]) -> Iterator[NamedNode | None]:
    if isinstance(pattern.path, str):
        yield from chosen.get(pattern.path) or (None,)
    else:
        yield from (predicate for predicate, _ in _moves(pattern.path, backwards=False))


def _along(path: Path, at: Tree, *, backwards: bool = False) -> Iterator[Tree]:
    """Yield where ``path`` leads to from ``at``; the same place once."""
    found: dict[int, Tree] = {id(tree): tree for tree in _ends(path, at, backwards=backwards)}
    yield from found.values()


def _ends(path: Path, at: Tree, *, backwards: bool) -> Iterator[Tree]:
    match path:
        case Predicate(iri):
            yield at.over(iri, backwards=backwards)
        case Inverse(inner):
            yield from _ends(inner, at, backwards=not backwards)
        case Alternative(choices):
            for choice in choices:
                yield from _ends(choice, at, backwards=backwards)
        case Sequence(steps):
            places = [at]
            for step in reversed(steps) if backwards else steps:
                places = [end for place in places for end in _along(step, place, backwards=backwards)]
            yield from places
        case Repeat(inner, least, many):
            if least == 0:
                yield at
            if many:
                # Which of its predicates follows which is not kept: any number of any of them.
                yield at.branch(Step(frozenset(_moves(inner, backwards=backwards)), repeated=True))
            else:
                yield from _ends(inner, at, backwards=backwards)


def _moves(path: Path, *, backwards: bool) -> Iterator[Move]:
    match path:
        case Predicate(iri):
            yield iri, backwards
        case Inverse(inner):
            yield from _moves(inner, backwards=not backwards)
        case Repeat(inner):
            yield from _moves(inner, backwards=backwards)
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from _moves(part, backwards=backwards)
