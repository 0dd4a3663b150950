"""Whose verdict a change can alter, and what has to be looked at to judge them: both along the ways of the shapes.

*Affected* are the focus nodes that a changed statement is seen from. From where the statement stands on a way, the way
is gone back to its focus node, over the new state: the changed statement nearest to the focus node is reached over
statements that did not change.

A *slice* holds what the shapes read of given nodes: the ways are gone forward from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode, Triple

from mkgrdf.shacl.access import Move, Reach, Step, Tree, reach_of
from mkgrdf.shacl.compiled.model import Model, Shape
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node
from mkgrdf.shacl.view import View
from mkgrdf.vocabulary import RDF, RDFS, SH

__all__ = ["Reaches"]


class _Changes:
    """Statements by predicate, and where a step over one of them begins."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_predicate: dict[NamedNode, list[Triple]] = {}
        for triple in triples:
            self._by_predicate.setdefault(triple.predicate, []).append(triple)
        self.predicates = self._by_predicate.keys()
        self._starts: dict[Move, frozenset[Node]] = {}

    def starts(self, move: Move) -> frozenset[Node]:
        """Return the nodes from which a step over ``move`` leads over a changed statement."""
        known = self._starts.get(move)
        if known is None:
            predicate, backwards = move
            wanted = self._by_predicate if predicate is None else (predicate,)
            known = self._starts[move] = frozenset(
                node for each in wanted for node in _ends(self._by_predicate.get(each, ()), backwards=not backwards)
            )
        return known


@dataclass(frozen=True, slots=True)
class Reaches:
    """The shapes of a model that have targets, each with what it reads.

    ``objects_of`` are the predicates whose objects are focus nodes.
    """

    shapes: tuple[tuple[Shape, Reach], ...]
    objects_of: frozenset[NamedNode]

    @classmethod
    def of(cls, model: Model) -> Reaches:
        """Return those of ``model``."""
        targets = (target for shape in model.targeting for target in shape.targets)
        return cls(
            tuple((shape, reach_of(model, shape)) for shape in model.targeting),
            frozenset(
                one.value for one in targets if one.predicate == SH.targetObjectsOf and isinstance(one.value, NamedNode)
            ),
        )

    def affected(self, changes: Iterable[Triple], view: View, but: Collection[Node] = ()) -> set[Node]:
        """Return the focus nodes in ``view``, the new state, whose verdict ``changes`` can have altered.

        ``changes`` are the statements that were made and are not any more, and those that are new; the nodes in
        ``but`` are left out.
        """
        changed = _Changes(changes)
        found: set[Node] = set()
        for shape, reach in self.shapes if changed.predicates else ():
            wide = None in reach.anywhere or not reach.anywhere.isdisjoint(changed.predicates)
            if wide or RDFS.subClassOf in changed.predicates:
                found |= focus_nodes(shape, view).difference(but)
            else:
                found |= targets_among(shape, _touched(reach.ways, changed, view).difference(but), view)
        return found

    def released(self, changes: Iterable[Triple], view: View) -> set[Node]:
        """Return the nodes that ``changes`` may have made nobody's focus nodes, other than their subjects."""
        found: set[Node] = set()
        for triple in changes:
            subject, predicate, value = plain(triple)
            if predicate in self.objects_of:
                found.add(value)
            elif predicate == RDFS.subClassOf:
                found.update(_ends(view.mentioning(view.below(subject), RDF.type), backwards=True))
        return found

    def slice(self, nodes: Collection[Node], view: View) -> Iterable[Triple]:
        """Return what of ``view`` a check of ``nodes`` reads, and all that is said about them."""
        found: dict[Triple, None] = dict.fromkeys(view.about(nodes))
        found.update(dict.fromkeys(view.class_statements))
        for shape, reach in self.shapes:
            mine = targets_among(shape, nodes, view)
            if mine and reach.anywhere:
                return view.everything()
            if mine:
                _collect(reach.ways, mine, view, found)
            for target in shape.targets:
                # A node that only some other node's statement makes a focus node has to keep that statement.
                if target.predicate == SH.targetObjectsOf and isinstance(target.value, NamedNode):
                    found.update(dict.fromkeys(view.mentioning(mine, target.value)))
        return found


def focus_nodes(shape: Shape, view: View) -> set[Node]:
    """Return all focus nodes of ``shape`` in ``view``."""
    found: set[Node] = set()
    for target in shape.targets:
        if target.predicate == SH.targetClass:
            found.update(_ends(view.mentioning(view.below(target.value), RDF.type), backwards=True))
        elif target.predicate == SH.targetNode:
            found.add(target.value)
        elif isinstance(target.value, NamedNode):
            backwards = target.predicate == SH.targetSubjectsOf
            found.update(_ends(view.with_predicate(target.value), backwards=backwards))
    return found


def targets_among(shape: Shape, nodes: Collection[Node], view: View) -> set[Node]:
    """Return those of ``nodes`` that are focus nodes of ``shape`` in ``view``."""
    found: set[Node] = set()
    for target in shape.targets if nodes else ():
        if target.predicate == SH.targetClass:
            classes, types = view.below(target.value), view.types(nodes)
            found.update(node for node in nodes if not classes.isdisjoint(types[node]))
        elif target.predicate == SH.targetNode:
            found.update(node for node in nodes if node == target.value)
        elif isinstance(target.value, NamedNode):
            if target.predicate == SH.targetSubjectsOf:
                found.update(_ends(view.about(nodes, target.value), backwards=True))
            else:
                found.update(_ends(view.mentioning(nodes, target.value), backwards=False))
    return found


def _touched(tree: Tree, changes: _Changes, view: View) -> set[Node]:
    """Return the nodes at the root of ``tree`` from which a way leads over one of ``changes``."""
    found: set[Node] = set()
    for step, branch in tree.branches.items():
        touched: set[Node] = set().union(*(changes.starts(move) for move in step.moves))
        touched |= _before(step, _touched(branch, changes, view), view)
        frontier = touched if step.repeated else set()
        while frontier:
            frontier = _before(step, frontier, view) - touched
            touched |= frontier
        found |= touched
    return found


def _before(step: Step, nodes: set[Node], view: View) -> set[Node]:
    """Return the nodes from which one step leads to one of ``nodes``."""
    found: set[Node] = set()
    for move in step.moves if nodes else ():
        found.update(_over((move[0], not move[1]), nodes, view))
    return found


def _over(move: Move, nodes: Collection[Node], view: View) -> Iterator[Node]:
    yield from _ends(_read(move, nodes, view), backwards=move[1])


def _read(move: Move, nodes: Collection[Node], view: View) -> Iterator[Triple]:
    """Return the statements that a step over ``move`` reads of ``nodes``."""
    predicate, backwards = move
    return view.mentioning(nodes, predicate) if backwards else view.about(nodes, predicate)


def _ends(triples: Iterable[Triple], *, backwards: bool) -> Iterator[Node]:
    for triple in triples:
        yield cast("Node", triple.subject if backwards else triple.object)


def _collect(tree: Tree, nodes: Collection[Node], view: View, found: dict[Triple, None]) -> None:
    """Add to ``found`` what the steps of ``tree`` read, beginning at ``nodes``."""
    for step, branch in tree.branches.items():
        reached: set[Node] = set()
        frontier = set(nodes)
        while frontier:
            onward: set[Node] = set()
            for move in step.moves:
                triples = list(_read(move, frontier, view))
                found.update(dict.fromkeys(triples))
                onward.update(_ends(triples, backwards=move[1]))
            frontier = onward - reached if step.repeated else set()
            reached |= onward
        if branch.branches and reached:
            _collect(branch, reached, view, found)
