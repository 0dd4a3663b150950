"""What has to be staged beside the candidates: the part of the store that a check of their nodes can see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from mkgrdf.shacl.sight import Sight
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import RDF

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

    def mentioning(self, nodes: Collection[NamedNode], wanted: Callable[[NamedNode], bool]) -> Iterator[Quad]:
        """Yield every quad whose object is one of ``nodes`` and whose predicate is ``wanted``."""
        if not nodes:
            return
        for quad in self._store.mentioning(nodes):
            if wanted(quad.predicate) and quad.graph_name not in self._hidden:
                yield quad
        if self._shown:
            for node in nodes:
                for quad in self._staged.quads_for_pattern(None, None, node, None):
                    if wanted(quad.predicate) and quad.graph_name in self._shown:
                        yield quad


def surroundings(triples: Iterable[Triple], view: View, sight: Sight) -> dict[Triple, None]:
    """Return what ``view`` holds that a check of the subjects of ``triples`` can see.

    That is: all else about them; what refers to them over a predicate that some shape follows backwards; of what they
    refer to, the properties that shapes look at from afar, as many hops as they follow; and the closure over
    predicates that a path repeats.
    """
    found: dict[Triple, None] = {}
    own = {triple.subject for triple in triples if isinstance(triple.subject, NamedNode)}
    frontier = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
    for quad in view.about(own):
        found[quad.triple] = None
        if isinstance(quad.object, NamedNode):
            frontier.add(quad.object)
    for quad in view.mentioning(own, sight.looks_back) if sight.backwards or sight.all_far else ():
        found[quad.triple] = None
        if isinstance(quad.subject, NamedNode):
            frontier.add(quad.subject)
    known = set(own)
    ahead: set[NamedNode] = set()  # along repeated predicates, which are followed to their end
    hop = 0
    while frontier - known:
        frontier -= known
        known |= frontier
        reached: set[NamedNode] = set()
        for quad in view.about(frontier):
            if not sight.sees(quad.predicate):
                continue
            found[quad.triple] = None
            if isinstance(quad.object, NamedNode) and quad.predicate != RDF.type:
                reached.add(quad.object)
                if quad.predicate in sight.repeated:
                    ahead.add(quad.object)
        hop += 1
        frontier = reached if hop < sight.depth else ahead - known
    return found
