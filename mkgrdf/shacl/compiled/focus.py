"""Which nodes a check starts from, as SPARQL group patterns that bind ``?this``.

A focus is a union of *blocks*. Blocks are kept apart and each is written out with everything that follows it: Oxigraph
evaluates ``{ A } UNION { B } . C`` by matching ``C`` anywhere in the data first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, NamedNode

from mkgrdf.shacl.compiled.classes import AnyClasses
from mkgrdf.shacl.compiled.model import Shape, Target
from mkgrdf.shacl.compiled.ways import (
    MOST_BRANCHES,
    MOST_STEPS,
    arrivals,
    follow,
    goes_in_long_circles,
    may_be_empty,
    steps,
    stepwise,
    values_of,
)
from mkgrdf.shacl.paths import Path, sparql_path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH

__all__ = ["Focus"]

# An IRI or a text may have the letters "?this" in it, and keeps them.
_THIS = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"|\?this\b')

_CHUNK = 500
"""How many nodes one query names at most."""

_DEEPEST = 60
"""How deep subqueries are nested at most: Oxigraph's own nesting, with no end, would take the process with it."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Patterns that bind ``?this``; none at all where there can be no focus node.

    ``steps`` counts the variables taken so far, so that the patterns of nested shapes do not share one by accident.
    ``classes`` are set where the focus nodes are the instances of these classes, no more and no fewer.
    ``far`` is how many steps the patterns go without keeping each node once, ``deep`` how deep subqueries nest in them.
    """

    blocks: tuple[str, ...]
    steps: int = 0
    classes: tuple[NamedNode, ...] = ()
    far: int = 0
    deep: int = 0

    @classmethod
    def on(cls, shape: Shape, classes: AnyClasses) -> Focus:
        """Return the focus nodes of a shape by its own targets."""
        if shape.targets and all(target.predicate == SH.targetClass for target in shape.targets):
            members = dict.fromkeys(each for target in shape.targets for each in classes.occurring(target.value))
            return cls(tuple(f"?this a {each} ." for each in members), classes=tuple(members))
        blocks: dict[str, None] = {}
        nodes: list[Node] = []
        for target in shape.targets:
            if target.predicate == SH.targetNode:
                nodes.append(target.value)
            else:
                blocks.update(dict.fromkeys(_blocks(target, classes)))
        return cls((*blocks, *cls.among(nodes).blocks))

    @classmethod
    def among(cls, nodes: Iterable[Node]) -> Focus:
        """Return the given nodes; blank nodes, which SPARQL has no way to name, must not be among them."""
        listed = " ".join(str(node) for node in nodes if not isinstance(node, BlankNode))
        return cls((f"VALUES ?this {{ {listed} }}",) if listed else ())

    def narrowed(self, nodes: Collection[Node]) -> Focus:
        """Return a focus on ``nodes``, which are among these; where they cannot all be named, this one has to do."""
        if len(nodes) > _CHUNK or any(isinstance(node, BlankNode) for node in nodes):
            return self
        return Focus.among(nodes)

    def via(self, path: Path | None) -> Focus:
        """Return the values that are reached from here over ``path``.

        Nodes besides where no query can :meth:`lead <leads>` so far: all that the last step of ``path`` leads to.
        """
        if path is None:
            return self
        start, fresh = f"?_f{self.steps}", f"_m{self.steps}_"
        renamed = [_THIS.sub(lambda match: start if match[0] == "?this" else match[0], block) for block in self.blocks]
        far = self.far + steps(path)
        if far <= MOST_STEPS:
            blocks = [f"{block} {way}" for block in renamed for way in follow(path, start, "?this", fresh)]
            return Focus(tuple(blocks), self.steps + 1, far=far, deep=self.deep)
        deep = self.deep + steps(path) + 1
        if goes_in_long_circles(path) or deep > _DEEPEST:
            anywhere = tuple(f"[] {sparql_path(last)} ?this ." for last in arrivals(path)) if self.blocks else ()
            return replace(self, blocks=(*anywhere, *(self.blocks if may_be_empty(path) else ())), classes=())
        blocks = [way for block in renamed for way in stepwise(path, block, start, "?this", fresh, pairs=False)]
        if len(blocks) > MOST_BRANCHES:
            united = " UNION ".join(f"{{ {block} }}" for block in blocks)
            blocks, deep = [f"{{ SELECT DISTINCT ?this WHERE {{ {united} }} }}"], deep + 1
        return Focus(tuple(blocks), self.steps + 1, deep=deep)

    def leads(self, path: Path | None) -> bool:
        """Tell whether there is a query for which values of ``path`` are reached from which node.

        Where there is none, :class:`~mkgrdf.shacl.compiled.walks.Walks` finds them.
        """
        if path is None or steps(path) <= MOST_STEPS:
            return True
        return not goes_in_long_circles(path) and self.deep + steps(path) <= _DEEPEST

    def reaching(self, path: Path | None, test: str = "", end: str = "?value") -> str:
        """Return a group that binds ``end`` to the values of ``path`` at ``?this`` and has ``test`` after that.

        Only where a query :meth:`leads` there.
        """
        if path is None or steps(path) <= MOST_STEPS:
            return self.where(*(f"{way} {test}" for way in values_of(path, end)))
        ways = [way for block in self.blocks for way in stepwise(path, block, "?this", end, "_p", pairs=True)]
        return f"{{ {' UNION '.join(f'{{ {way} {test} }}' for way in ways)} }}"

    def holding(self, predicate: NamedNode, test: str) -> str:
        """Return a group that binds ``?this`` to focus nodes whose ``?value`` of ``predicate`` passes ``test``.

        Only where there are ``classes``. It starts at the values, which lie together in an index, and looks last
        whether ``?this`` is a focus node: finding the values of each focus node takes several times as long.
        """
        kinds = " || ".join(f"EXISTS {{ ?this a {each} }}" for each in self.classes)
        return f"{{ ?this {predicate} ?value . FILTER ({test}) FILTER ({kinds}) }}"

    def where(self, *rests: str) -> str:
        """Return a group that has each block followed by each of ``rests``."""
        groups = [f"{{ {block} {rest} }}" for block in self.blocks for rest in rests or ("",)]
        return groups[0] if len(groups) == 1 else f"{{ {' UNION '.join(groups)} }}"


def _blocks(target: Target, classes: AnyClasses) -> Iterator[str]:
    if target.predicate == SH.targetClass:
        assert isinstance(target.value, NamedNode)  # noqa: S101 - the reader saw to it
        for class_ in classes.occurring(target.value):
            yield f"?this a {class_} ."
    elif target.predicate == SH.targetSubjectsOf:
        yield f"?this {target.value} [] ."
    else:
        yield f"[] {target.value} ?this ."
