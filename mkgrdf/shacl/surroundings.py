"""What has to be staged beside the candidates: the part of the store that a check of their nodes can see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from mkgrdf.shacl.sight import Sight
from mkgrdf.store.interface import Store

__all__ = ["View", "surroundings"]


class View:
    """The store as it would be: without the graphs in ``hidden``, with those of ``staged`` that are in ``shown``."""

    __slots__ = ("_hidden", "_shown", "_staged", "_store")

    def __init__(
        self,
        store: Store,
        hidden: Collection[NamedNode],
        staged: pyoxigraph.Store,
        shown: Collection[NamedNode],
    ) -> None:
        self._store = store
        self._hidden = hidden
        self._staged = staged
        self._shown = shown

    def about(self, nodes: Collection[NamedNode]) -> Iterator[Quad]:
        """Yield every quad whose subject is one of ``nodes``."""
        if not nodes:
            return
        for quad in self._store.about(nodes):
            if quad.graph_name not in self._hidden:
                yield quad
        if self._shown:
            for node in nodes:
                for quad in self._staged.quads_for_pattern(node, None, None, None):
                    if quad.graph_name in self._shown:
                        yield quad

    def mentioning(self, nodes: Collection[NamedNode], predicates: Collection[NamedNode]) -> Iterator[Quad]:
        """Yield every quad with one of ``predicates`` whose object is one of ``nodes``."""
        if not nodes or not predicates:
            return
        for quad in self._store.mentioning(nodes):
            if quad.predicate in predicates and quad.graph_name not in self._hidden:
                yield quad
        if self._shown:
            for node in nodes:
                for quad in self._staged.quads_for_pattern(None, None, node, None):
                    if quad.predicate in predicates and quad.graph_name in self._shown:
                        yield quad


def surroundings(triples: Iterable[Triple], view: View, sight: Sight) -> dict[Triple, None]:
    """Return what ``view`` holds that a check of the subjects of ``triples`` can see.

    That is: all else about them; what refers to them over a predicate that some shape follows backwards; what they
    refer to, as many hops as the shapes follow; and the closure over predicates that a path repeats.
    """
    found: dict[Triple, None] = {}
    own: set[NamedNode] = set()
    objects: set[NamedNode] = set()
    steps: dict[NamedNode, set[NamedNode]] = {}  # along repeated predicates

    def take(quads: Iterable[Triple | Quad]) -> set[NamedNode]:
        reached: set[NamedNode] = set()
        for quad in quads:
            subject, object_ = quad.subject, quad.object
            if isinstance(quad, Quad):
                found[quad.triple] = None
            if isinstance(object_, NamedNode):
                reached.add(object_)
                if quad.predicate in sight.repeated and isinstance(subject, NamedNode):
                    steps.setdefault(subject, set()).add(object_)
        return reached

    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            own.add(triple.subject)
        objects |= take((triple,)) if isinstance(triple.object, NamedNode) else set()
    objects |= take(view.about(own))
    referring = [quad for quad in view.mentioning(own, sight.backwards) if isinstance(quad.subject, NamedNode)]
    take(referring)
    known = set(own)
    frontier = objects | {quad.subject for quad in referring if isinstance(quad.subject, NamedNode)}
    for _ in range(sight.depth):
        frontier -= known
        if not frontier:
            break
        known |= frontier
        frontier = take(view.about(frontier))
    ahead = {node for targets in steps.values() for node in targets} - known
    while ahead:
        known |= ahead
        before = set(steps)
        take(view.about(ahead))
        ahead = {node for subject in steps.keys() - before for node in steps[subject]} - known
    return found
