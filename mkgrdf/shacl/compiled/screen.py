"""One question for each targeted shape: which nodes are at fault, whatever the fault.

Judging a small batch takes longer to put into words than to answer. So the words are kept from batch to batch, and what
a shape asks of its focus nodes, its property shapes included, is asked at once; only where nodes are at fault, or a
constraint cannot be put that way, :mod:`~mkgrdf.shacl.compiled.run` does what it does on all data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pyoxigraph import Triple

from mkgrdf.shacl.compiled.census import Census
from mkgrdf.shacl.compiled.classes import AnyClasses, Classes
from mkgrdf.shacl.compiled.conditions import LONGEST, Conditions, negated
from mkgrdf.shacl.compiled.data import Data, number
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import Constraint, Model, Properties, Shape, ShapeNode
from mkgrdf.shacl.compiled.originals import Originals
from mkgrdf.shacl.compiled.results import Result
from mkgrdf.shacl.compiled.run import Run

__all__ = ["Screen"]

_FEW = 1_000
"""Nodes with a class up to which putting questions into words takes longer than having them answered."""

_Check = tuple[Shape, Constraint]
_Written = tuple[_Check, str]


class Screen:
    """The questions of the shapes of ``model``, with ``background`` telling which classes lie below which."""

    def __init__(self, model: Model, background: Iterable[Triple]) -> None:
        self._model = model
        self._conditions = Conditions(model, AnyClasses(background), Originals())
        self._checks: dict[ShapeNode, list[tuple[_Check, str | None]]] = {}

    @staticmethod
    def suits(data: Data, classes: Classes) -> bool:
        """Tell whether the words fit ``data``: few, classes as the background has them, no numbers in disguise."""
        is_plain = data.originals is not None and data.originals.are_integers
        return is_plain and not classes.has_own and classes.instances.total() <= _FEW

    def results(self, run: Run, data: Data, census: Census, shape: Shape, focus: Focus) -> Iterator[Result]:
        """Yield the results that ``run`` has for a targeted shape and the nodes in ``focus``."""
        open_ = [
            (check, failing)
            for check, failing in self._checks_of(shape)
            if failing != "false" and not census.settles(*check, focus)
        ]
        written = [(check, failing) for check, failing in open_ if failing is not None]
        for some in _portions(written):
            test = " || ".join(f"({failing})" for _, failing in some)
            query = f"SELECT DISTINCT ?this WHERE {focus.where(f'FILTER ({test})')}"
            nodes = [node for (node,) in data.select(query) if node is not None]
            if nodes:
                narrowed = focus.narrowed(nodes)
                yield from _run(run, _broken(data, some, narrowed), narrowed)
        yield from _run(run, [check for check, failing in open_ if failing is None], focus)

    def _checks_of(self, shape: Shape) -> list[tuple[_Check, str | None]]:
        """Return the checks of a shape and its property shapes, with the condition on ``?this`` to break each."""
        known = self._checks.get(shape.node)
        if known is None:
            known = self._checks[shape.node] = [
                (check, negated(self._conditions.of_constraints(check[0], [check[1]], "?this")[0]))
                for check in self._flattened(shape)
            ]
        return known

    def _flattened(self, shape: Shape) -> Iterator[_Check]:
        if shape.deactivated:
            return
        for constraint in shape.constraints:
            # What is said of the values of a path has other focus nodes.
            if isinstance(constraint, Properties) and shape.path is None:
                yield from self._flattened(self._model[constraint.shape])
            else:
                yield shape, constraint


def _portions(written: list[_Written]) -> Iterator[list[_Written]]:
    """Yield the checks, as many at once as one query should hold."""
    portion: list[_Written] = []
    length = 0
    for check, failing in written:
        if portion and length + len(failing) > LONGEST:
            yield portion
            portion, length = [], 0
        portion.append((check, failing))
        length += len(failing)
    if portion:
        yield portion


def _broken(data: Data, written: list[_Written], focus: Focus) -> list[_Check]:
    """Return the checks that some node of ``focus`` fails."""
    test = " || ".join(f"(?check = {at} && ({failing}))" for at, (_, failing) in enumerate(written))
    numbers = f"VALUES ?check {{ {' '.join(map(str, range(len(written))))} }}"
    query = f"SELECT DISTINCT ?check WHERE {focus.where(f'{numbers} FILTER ({test})')}"
    broken = {number(check) for (check,) in data.select(query)}
    return [check for at, (check, _) in enumerate(written) if at in broken]


def _run(run: Run, checks: list[_Check], focus: Focus) -> Iterator[Result]:
    for _, some in groupby(checks, key=lambda check: id(check[0])):
        mine = list(some)
        yield from run.results(replace(mine[0][0], constraints=tuple(constraint for _, constraint in mine)), focus)
