"""Which statement a result is about: the one to point at, and to look for the source of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mkgrdf.shacl.locate import Sought
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence, parse_path
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF

__all__ = ["Look", "telling_statement"]

Look = Callable[[NamedNode | BlankNode | None, NamedNode | None, Node | None], Iterable[Quad]]
"""Looks statements up by any of their terms."""

_ENOUGH = 1000
"""Nodes that are followed on the way along one path."""


def telling_statement(violation: Violation, look: Look) -> Sought:
    """Return what ``violation`` objects to: the statement with the value, else with the path, else what the node is.

    A longer path is followed through the data to the statement at its end: ``ex:p schema:brand/schema:name "x"`` is
    about the brand's name.
    """
    focus, value = violation.focus, violation.value
    if isinstance(focus, Literal):
        return Sought(None, None, focus)
    if violation.path is None:
        return Sought(focus, RDF.type) if value in (None, focus) else Sought(focus, None, value)
    try:
        path = parse_path(violation.path)
    except ValueError:  # the text of an engine that is not ours
        return Sought(focus, None, value)
    return _last(path, focus, value, look) or Sought(focus, RDF.type)


def _last(path: Path, node: NamedNode | BlankNode, value: Node | None, look: Look) -> Sought | None:
    """Return the last statement of ``path`` from ``node`` to ``value``, as far as it goes."""
    match path:
        case Predicate(iri):
            return Sought(node, iri, value)
        case Inverse(Predicate(iri)):
            return None if value is None or isinstance(value, Literal) else Sought(value, iri, node)
        case Sequence(steps):
            return _along(steps, node, value, look)
        case Alternative(choices):
            ends = [end for choice in choices if (end := _last(choice, node, value, look))]
            return next((end for end in ends if _is_there(end, look)), None)
        case Repeat(inner):
            starts = [node, *islice(_reach(path, node, look), _ENOUGH)]
            nodes = (start for start in starts if not isinstance(start, Literal))
            ends = [end for start in nodes if (end := _last(inner, start, value, look))]
            return next((end for end in ends if _is_there(end, look)), None)
    return None


def _along(steps: tuple[Path, ...], node: NamedNode | BlankNode, value: Node | None, look: Look) -> Sought | None:
    ends: list[Sought] = []
    for before in islice(_reach(steps[0], node, look), _ENOUGH):
        if not isinstance(before, Literal):
            rest = steps[1:]
            end = _last(rest[0] if len(rest) == 1 else Sequence(rest), before, value, look)
            if end is not None:
                ends.append(end)
    if not ends:
        return _last(steps[0], node, None, look)
    return next((end for end in ends if _is_there(end, look)), ends[0] if len(ends) == 1 else None)


def _is_there(statement: Sought, look: Look) -> bool:
    return any(True for _ in look(statement.subject, statement.predicate, statement.value))


def _reach(path: Path, node: NamedNode | BlankNode, look: Look) -> Iterator[Node]:
    """Yield the nodes at the end of ``path``, each at least once."""
    match path:
        case Predicate(iri):
            yield from (quad.object for quad in look(node, iri, None))  # type: ignore[misc] # RDF 1.1 only
        case Inverse(Predicate(iri)):
            yield from (quad.subject for quad in look(None, iri, node))  # type: ignore[misc]
        case Sequence(steps):
            for before in _reach(steps[0], node, look):
                if not isinstance(before, Literal):
                    yield from _reach(steps[1] if len(steps) == 2 else Sequence(steps[1:]), before, look)
        case Alternative(choices):
            for choice in choices:
                yield from _reach(choice, node, look)
        case Repeat():
            yield from _repeatedly(path, node, look)


def _repeatedly(path: Repeat, node: NamedNode | BlankNode, look: Look) -> Iterator[Node]:
    if path.least == 0:
        yield node
    seen: set[Node] = {node}
    waiting: list[NamedNode | BlankNode] = [node]
    while waiting:
        for after in _reach(path.path, waiting.pop(), look):
            if after not in seen:
                seen.add(after)
                yield after
                if path.many and not isinstance(after, Literal):
                    waiting.append(after)
