"""Which nodes a check starts from, as SPARQL group patterns that bind ``?this``.

A focus is a union of *blocks*. Blocks are kept apart and each is written out with everything that follows it: Oxigraph
evaluates ``{ A } UNION { B } . C`` by matching ``C`` anywhere in the data first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, pairwise, product
from math import prod

from pyoxigraph import BlankNode, NamedNode

from mkgrdf.shacl.compiled.classes import AnyClasses
from mkgrdf.shacl.compiled.model import Shape, Target
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence, sparql_path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH

__all__ = ["MOST_BRANCHES", "Focus", "branches", "follow", "inverted", "may_be_empty", "shared_languages", "values_of"]

# An IRI or a text may have the letters "?this" in it, and keeps them.
_THIS = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"|\?this\b')

_CHUNK = 500
"""How many nodes one query names at most."""

MOST_BRANCHES = 16
"""A path with more alternatives than this is left to SPARQL's own path syntax."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Patterns that bind ``?this``; none at all where there can be no focus node.

    ``steps`` counts the variables taken so far, so that the patterns of nested shapes do not share one by accident.
    ``classes`` are set where the focus nodes are the instances of these classes, no more and no fewer.
    """

    blocks: tuple[str, ...]
    steps: int = 0
    classes: tuple[NamedNode, ...] = ()

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
        """Return the values that are reached from here over ``path``."""
        if path is None:
            return self
        start = f"?_f{self.steps}"
        blocks = [
            f"{_THIS.sub(lambda match: start if match[0] == '?this' else match[0], block)} {way}"
            for block in self.blocks
            for way in follow(path, start, "?this", f"_m{self.steps}_")
        ]
        return Focus(tuple(blocks), self.steps + 1)

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


def values_of(path: Path | None, fresh: str = "_p") -> tuple[str, ...]:
    """Return patterns, one for each way, that bind ``?value`` to the values of ``path`` at ``?this``."""
    return ("BIND (?this AS ?value)",) if path is None else tuple(follow(path, "?this", "?value", fresh))


def shared_languages(path: Path | None, focus: Focus) -> str:
    """Return the query for node and language of each language that two values of ``path`` share."""
    ways = [f'{way} FILTER (isLiteral(?value) && LANG(?value) != "")' for way in values_of(path)]
    return (
        f"SELECT ?this ?language WHERE {{ SELECT ?this ?language (COUNT(DISTINCT ?value) AS ?times) WHERE "
        f"{{ {focus.where(*ways)} BIND (LCASE(LANG(?value)) AS ?language) }} GROUP BY ?this ?language "
        f"HAVING (COUNT(DISTINCT ?value) > 1) }}"
    )


def follow(path: Path, start: str, end: str, fresh: str) -> list[str]:
    """Return patterns, to be united, that lead from ``start`` (bound before) to ``end`` over ``path``.

    A path of no steps is a ``BIND``: SPARQL matches ``?x p* ?y`` only on terms that occur in the data, and a node
    that is targeted by name need not.
    """
    if branches(path) <= MOST_BRANCHES:
        numbers = count()
        return _ways(path, start, end, lambda: f"?{fresh}{next(numbers)}")
    return [f"{start} {sparql_path(path)} {end} .", *([f"BIND ({start} AS {end})"] if may_be_empty(path) else [])]


def may_be_empty(path: Path) -> bool:
    """Tell whether a node is always a value of ``path`` at itself."""
    match path:
        case Predicate():
            return False
        case Inverse(inner):
            return may_be_empty(inner)
        case Repeat(inner, least):
            return least == 0 or may_be_empty(inner)
        case Alternative(choices):
            return any(map(may_be_empty, choices))
        case Sequence(steps):
            return all(map(may_be_empty, steps))


def branches(path: Path) -> int:
    """Return how many ways ``path`` comes apart into, each of them without alternatives."""
    match path:
        case Predicate():
            return 1
        case Inverse(inner):
            return branches(inner)
        case Repeat(inner, _, many):
            return (1 if many else branches(inner)) + may_be_empty(path)
        case Alternative(choices):
            return sum(map(branches, choices))
        case Sequence(steps):
            return prod(map(branches, steps))


def _ways(path: Path, start: str, end: str, fresh: Callable[[], str]) -> list[str]:
    match path:
        case Predicate(iri):
            return [f"{start} {iri} {end} ."]
        case Inverse(Predicate(iri)):
            return [f"{end} {iri} {start} ."]
        case Repeat(inner, _, many):
            once = [f"{start} ({sparql_path(inner)})+ {end} ."] if many else _ways(inner, start, end, fresh)
            return [*once, f"BIND ({start} AS {end})"] if may_be_empty(path) else once
        case Alternative(choices):
            return [way for choice in choices for way in _ways(choice, start, end, fresh)]
        case Sequence(steps):
            stops = [start, *(fresh() for _ in steps[1:]), end]
            hops = [_ways(step, *ends, fresh) for step, ends in zip(steps, pairwise(stops), strict=True)]
            return [" ".join(chosen) for chosen in product(*hops)]
        case Inverse(inner):
            return _ways(inverted(path), start, end, fresh)


def inverted(path: Path) -> Path:
    """Return an equal path whose inverses, ``path`` being one or not, stand at single predicates only."""
    match path:
        case Inverse(Inverse(inner)):
            return inverted(inner)
        case Inverse(Predicate()):
            return path
        case Inverse(Sequence(steps)):
            return Sequence(tuple(inverted(Inverse(step)) for step in reversed(steps)))
        case Inverse(Alternative(choices)):
            return Alternative(tuple(inverted(Inverse(choice)) for choice in choices))
        case Inverse(Repeat(inner, least, many)):
            return Repeat(inverted(Inverse(inner)), least, many)
        case Sequence(steps):
            return Sequence(tuple(map(inverted, steps)))
        case Alternative(choices):
            return Alternative(tuple(map(inverted, choices)))
        case Repeat(inner, least, many):
            return Repeat(inverted(inner), least, many)
        case _:
            return path
