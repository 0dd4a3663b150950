"""Whose verdict a change can alter, and what has to be looked at to judge them: both along the ways of the shapes.

*Affected* are the focus nodes that a changed statement is seen from. From where the statement stands on a way, the way
is gone back to its focus node, over the new state: the changed statement nearest to the focus node is reached over
statements that did not change.

A *slice* holds what the shapes read of given nodes: the ways are gone forward from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from pyoxigraph import NamedNode, Triple

from mkgrdf.shacl.compiled.model import Model, Shape
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.judging.access import Move, Step, Way, reach_of, ways_of
from mkgrdf.shacl.judging.view import View
from mkgrdf.shacl.terms import Node
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

    def concern(self, predicates: Collection[NamedNode | None]) -> bool:
        """Tell whether a statement with any of ``predicates``, ``None`` for all, changed."""
        return None in predicates or not self.predicates.isdisjoint(predicates)

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
class _Reader:
    """A shape with targets and what it reads: ``ways`` from its focus nodes, ``anywhere`` as in ``Reach``."""

    shape: Shape
    ways: tuple[Way, ...]
    anywhere: frozenset[NamedNode | None]


@dataclass(frozen=True, slots=True)
class Reaches:
    """The shapes of a model that have targets, each with what it reads.

    ``ways`` are those of all the shapes; ``objects_of`` are the predicates whose objects are focus nodes.
    """

    shapes: tuple[_Reader, ...]
    ways: tuple[Way, ...]
    objects_of: frozenset[NamedNode]

    @classmethod
    def of(cls, model: Model) -> Reaches:
        """Return those of ``model``."""
        targets = (target for shape in model.targeting for target in shape.targets)
        known: dict[tuple[Step, frozenset[Way]], Way] = {}
        readers = []
        for shape in model.targeting:
            reach = reach_of(model, shape)
            readers.append(_Reader(shape, ways_of(reach.ways, known), frozenset(reach.anywhere)))
        return cls(
            tuple(readers),
            tuple(dict.fromkeys(way for reader in readers for way in reader.ways)),
            frozenset(
                one.value for one in targets if one.predicate == SH.targetObjectsOf and isinstance(one.value, NamedNode)
            ),
        )

    def affected(self, changes: Iterable[Triple], view: View, but: AbstractSet[Node] = frozenset()) -> set[Node]:
        """Return the focus nodes in ``view``, the new state, whose verdict ``changes`` can have altered.

        ``changes`` are the statements that were made and are not any more, and those that are new; the nodes in
        ``but`` are left out.
        """
        changed = _Changes(changes)
        if not changed.predicates:
            return set()
        look = _Touched(changed, view)
        touched = {way: others for way in self.ways if (others := look.before(way) - but)}
        found: set[Node] = set()
        for reader in self.shapes:
            if changed.concern(reader.anywhere) or RDFS.subClassOf in changed.predicates:
                found |= focus_nodes(reader.shape, view).difference(but)
            else:
                nodes: set[Node] = set().union(*(touched[way] for way in reader.ways if way in touched))
                found |= _Nodes(nodes, view).targeted(reader.shape)
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
        beginnings: dict[Way, set[Node]] = {}
        among = _Nodes(nodes, view)
        for reader in self.shapes:
            mine = among.targeted(reader.shape)
            if mine and reader.anywhere:
                return view.everything()
            for way in reader.ways if mine else ():
                beginnings.setdefault(way, set()).update(mine)
            for target in reader.shape.targets:
                # A node that only some other node's statement makes a focus node has to keep that statement.
                if target.predicate == SH.targetObjectsOf and isinstance(target.value, NamedNode):
                    found.update(dict.fromkeys(view.mentioning(mine, target.value)))
        for way, starts in beginnings.items():
            # Else it reads no more than what is said about the nodes.
            if way.onward or way.step.repeated or any(backwards for _, backwards in way.step.moves):
                _collect(way, starts, view, found)
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


class _Nodes:
    """Nodes in which shapes look for their focus nodes: by what classes they are of, of which there are few kinds."""

    def __init__(self, nodes: Collection[Node], view: View) -> None:
        self._nodes = nodes
        self._view = view

    @cached_property
    def _kinds(self) -> dict[frozenset[Node], list[Node]]:
        kinds: dict[frozenset[Node], list[Node]] = {}
        types = self._view.types(self._nodes)
        for node in self._nodes:
            kinds.setdefault(types[node], []).append(node)
        return kinds

    def targeted(self, shape: Shape) -> set[Node]:
        """Return those that are focus nodes of ``shape``."""
        found: set[Node] = set()
        for target in shape.targets if self._nodes else ():
            if target.predicate == SH.targetClass:
                classes = self._view.below(target.value)
                found.update(*(nodes for types, nodes in self._kinds.items() if not classes.isdisjoint(types)))
            elif target.predicate == SH.targetNode:
                found.update(node for node in self._nodes if node == target.value)
            elif isinstance(target.value, NamedNode):
                if target.predicate == SH.targetSubjectsOf:
                    found.update(_ends(self._view.about(self._nodes, target.value), backwards=True))
                else:
                    found.update(_ends(self._view.mentioning(self._nodes, target.value), backwards=False))
        return found


class _Touched:
    """The nodes from which ways lead over ``changes``, looked for once for each way, whoever reads it."""

    def __init__(self, changes: _Changes, view: View) -> None:
        self._changes = changes
        self._view = view
        self._known: dict[Way, set[Node]] = {}

    def before(self, way: Way) -> set[Node]:
        """Return the nodes where ``way`` begins that lead over a change."""
        if not self._changes.concern(way.predicates):
            return set()
        known = self._known.get(way)
        if known is None:
            known = self._known[way] = self._look(way)
        return known

    def _look(self, way: Way) -> set[Node]:
        step = way.step
        found: set[Node] = set().union(*(self._changes.starts(move) for move in step.moves))
        onward: set[Node] = set().union(*(self.before(each) for each in way.onward))
        found |= _before(step, onward, self._view)
        frontier = found if step.repeated else set()
        while frontier:
            frontier = _before(step, frontier, self._view) - found
            found |= frontier
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


def _collect(way: Way, nodes: Collection[Node], view: View, found: dict[Triple, None]) -> None:
    """Add to ``found`` what is read on ``way``, beginning at ``nodes``."""
    step = way.step
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
    for each in way.onward if reached else ():
        _collect(each, reached, view, found)
