"""Validation results as plain values, so that engines that share no code can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

__all__ = ["Difference", "Result", "compare", "from_report_graph"]

_SH = "http://www.w3.org/ns/shacl#"


class Result(NamedTuple):
    """One result: terms in N-Triples syntax, paths of more than one predicate as ``(path)``, absent ones as ``""``."""

    focus: str
    path: str
    component: str
    value: str
    shape: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How many results are missing, and how many there are too many."""

    missed: int
    invented: int

    def __str__(self) -> str:
        if not self.missed and not self.invented:
            return "yes"
        parts = [f"missed {self.missed}"] if self.missed else []
        parts += [f"invented {self.invented}"] if self.invented else []
        return f"**no**: {', '.join(parts)}"


def compare(found: Iterable[Result], expected: Iterable[Result]) -> Difference:
    """Return what ``found`` lacks and has besides; a result that comes twice counts twice."""
    here, there = Counter(found), Counter(expected)
    return Difference((there - here).total(), (here - there).total())


def from_report_graph(text: str | bytes, syntax: RdfFormat) -> list[Result]:
    """Read the results off a validation report graph."""
    properties: dict[object, dict[str, object]] = {}
    results: set[object] = set()
    for quad in parse(input=text, format=syntax):
        properties.setdefault(quad.subject, {})[quad.predicate.value.removeprefix(_SH)] = quad.object
        if quad.predicate.value == f"{_SH}result":
            results.add(quad.object)
    return [_result(properties[node]) for node in results]


def _result(said: dict[str, object]) -> Result:
    path = said.get("resultPath")
    return Result(
        focus=_text(said["focusNode"]),
        path="(path)" if isinstance(path, BlankNode) else _text(path),
        component=_text(said["sourceConstraintComponent"]),
        value=_text(said.get("value")),
        shape=_text(said.get("sourceShape")),
    )


def _text(term: object) -> str:
    """Return a term as N-Triples writes it; engines label blank nodes as they like."""
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return "_:"
    assert isinstance(term, NamedNode | Literal), f"{term} cannot stand in a result"
    return str(term)
