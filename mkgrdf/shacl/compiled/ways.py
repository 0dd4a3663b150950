"""How a path is followed in SPARQL: as patterns that lead from one variable to another.

A short path is written out at once. A query engine goes every way there is from node to node, and where nodes are
linked closely, their number grows with each step: of 30 steps between three nodes, no query ever ends. So a long path
is followed one step at a time, in subqueries that keep each node that is reached once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, pairwise, product
from math import prod

from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence, sparql_path

__all__ = [
    "MOST_BRANCHES",
    "MOST_STEPS",
    "arrivals",
    "branches",
    "follow",
    "goes_in_long_circles",
    "inverted",
    "may_be_empty",
    "steps",
    "stepwise",
    "values_of",
]

MOST_BRANCHES = 16
"""A path with more alternatives than this is left to SPARQL's own path syntax."""

MOST_STEPS = 3
"""A path of more steps than this is followed one step at a time."""

_ITSELF = "(<urn:mkgrdf:none>)?"
"""The path from each node of the data to itself: nothing has this predicate."""


def values_of(path: Path | None, end: str = "?value") -> tuple[str, ...]:
    """Return patterns, one for each way, that bind ``end`` to the values of ``path`` at ``?this``."""
    return (f"BIND (?this AS {end})",) if path is None else tuple(follow(path, "?this", end, "_p"))


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


def steps(path: Path) -> int:
    """Return of how many steps in a row ``path`` is at most; a repeated one goes on from each node only once."""
    match path:
        case Predicate():
            return 1
        case Inverse(inner) | Repeat(inner):
            return steps(inner)
        case Alternative(choices):
            return max(map(steps, choices))
        case Sequence(parts):
            return sum(map(steps, parts))


def goes_in_long_circles(path: Path) -> bool:
    """Tell whether ``path`` repeats a path of more than :data:`MOST_STEPS`, for which SPARQL has no good words."""
    match path:
        case Predicate():
            return False
        case Repeat(inner, _, many):
            return (many and steps(inner) > MOST_STEPS) or goes_in_long_circles(inner)
        case Inverse(inner):
            return goes_in_long_circles(inner)
        case Alternative(inners) | Sequence(inners):
            return any(map(goes_in_long_circles, inners))


def arrivals(path: Path) -> list[Path]:
    """Return the steps of which the last one of ``path``, if it takes any, is one."""
    match path:
        case Inverse(inner) if not isinstance(inner, Predicate):
            return arrivals(inverted(path))
        case Predicate() | Inverse():
            return [path]
        case Repeat(inner):
            return arrivals(inner)
        case Alternative(choices):
            return list(dict.fromkeys(last for choice in choices for last in arrivals(choice)))
        case Sequence(parts):
            found = dict.fromkeys(arrivals(parts[-1]))
            for part, after in zip(parts[-2::-1], parts[:0:-1], strict=True):
                if not may_be_empty(after):
                    break
                found |= dict.fromkeys(arrivals(part))
            return list(found)


def stepwise(path: Path, block: str, start: str, end: str, fresh: str, *, pairs: bool) -> list[str]:
    """Return patterns, to be united, that lead over a long ``path`` from ``start``, bound by ``block``, to ``end``.

    They have ``block`` in them and bind nothing but the two variables, or ``end`` only where no ``pairs`` are wanted.
    Not for paths that go in long circles. Each step is one level of subqueries.
    """
    numbers = count()
    kept = f"{start} " if pairs else ""
    ways = [
        _chain(_parts(choice), start, end, lambda: f"?{fresh}{next(numbers)}", block=block, kept=kept)
        for choice in _choices(inverted(path))
    ]
    if may_be_empty(path):
        ways.append(f"{{ SELECT DISTINCT {start} WHERE {{ {block} }} }} BIND ({start} AS {end})")
    return ways


def _choices(path: Path) -> Iterator[Path]:
    match path:
        case Alternative(choices):
            for choice in choices:
                yield from _choices(choice)
        case Repeat(inner, _, False):
            yield from _choices(inner)
        case _:
            yield path


def _parts(path: Path) -> Iterator[Path]:
    if isinstance(path, Sequence):
        for part in path.steps:
            yield from _parts(part)
    else:
        yield path


def _chain(
    parts: Iterator[Path], start: str, end: str, fresh: Callable[[], str], *, block: str = "", kept: str = ""
) -> str:
    links = list(parts)
    stops = [start, *(fresh() for _ in links[1:]), end]
    text = block
    for link, (here, there) in zip(links, pairwise(stops), strict=True):
        text = f"{{ SELECT DISTINCT {kept}{there} WHERE {{ {text} {_hop(link, here, there, fresh)} }} }}"
    return text


def _hop(path: Path, start: str, end: str, fresh: Callable[[], str]) -> str:
    """Return a pattern for all pairs of nodes that ``path`` leads from and to."""
    if steps(path) <= MOST_STEPS:
        return f"{start} {sparql_path(path)} {end} ."
    match path:
        case Alternative(choices):
            return " UNION ".join(f"{{ {_hop(choice, start, end, fresh)} }}" for choice in choices)
        case Repeat(inner):
            return f"{{ {_hop(inner, start, end, fresh)} }} UNION {{ {start} {_ITSELF} {end} }}"
        case _:
            return _chain(_parts(path), start, end, fresh, kept=f"{start} ")
