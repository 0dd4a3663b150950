"""What numbers alone tell: how often which predicate stands at instances of which class.

Looking at each focus node is what takes time. Where a class has as many values of a predicate as it has instances, and
no node at all has two, each instance has exactly one; and a predicate that does not occur there breaks no rule about
values. So most of what good data are asked is answered by one count over the whole and one for each predicate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import NamedNode

from mkgrdf.shacl.compiled.conditions import per_value
from mkgrdf.shacl.compiled.data import Data, number
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import Closed, Constraint, Count, Pair, Shape, UniqueLang
from mkgrdf.shacl.paths import Predicate
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH

__all__ = ["Census"]

_TOTAL = "(COUNT(*) AS ?values) (COUNT(DISTINCT ?this) AS ?nodes)"

_SCATTERED = 6
"""A value found by way of its focus node takes about as long as this many found one after the other."""


_FEW = 20_000
"""Statements of instances up to which all predicates are counted at once, wanted or not."""


class Census:
    """Counts over ``data``, about the instances of those ``classes`` that it wants to know of, by how many each has."""

    def __init__(self, data: Data, wanted: Collection[NamedNode], classes: Mapping[Node | None, int]) -> None:
        self._data = data
        self._uses: dict[Node, dict[Node, int]] = {class_: {} for class_ in wanted}
        self._instances = classes
        uses = "SELECT ?class ?predicate (COUNT(*) AS ?times) WHERE { ?this a ?class . ?this ?predicate ?value }"
        statements = 0
        for class_, predicate, times in data.select(f"{uses} GROUP BY ?class ?predicate") if wanted else ():
            if class_ in self._uses and predicate is not None:
                self._uses[class_][predicate] = number(times)
                statements += number(times)
        self._totals: dict[Node | None, tuple[int, int]] = {}
        self._has_all = statements <= _FEW
        if self._has_all:
            each = f"SELECT ?predicate {_TOTAL} WHERE {{ ?this ?predicate ?value }} GROUP BY ?predicate"
            self._totals = {one: (number(values), number(nodes)) for one, values, nodes in data.select(each)}

    def settles(self, shape: Shape, constraint: Constraint, focus: Focus) -> bool:
        """Tell whether the counts prove that each node of ``focus`` satisfies a constraint of ``shape``."""
        if not focus.classes:
            return False
        if shape.path is None:
            return isinstance(constraint, Closed) and all(
                predicate in constraint.allowed for each in focus.classes for predicate in self._uses[each]
            )
        if not isinstance(shape.path, Predicate):
            return False
        predicate = shape.path.iri
        found = self._found(predicate, focus)
        if isinstance(constraint, Count):
            if not constraint.least:
                return found == 0 or (constraint.number > 0 and self._is_single(predicate))
            return constraint.number == 1 and found == self.instances(focus.classes) and self._is_single(predicate)
        if isinstance(constraint, Pair):
            return found == 0 and constraint.kind != SH.equals  # which the values of the other predicate may break
        return found == 0 and (per_value(constraint) or isinstance(constraint, UniqueLang))

    def favours_values(self, predicate: NamedNode, focus: Focus) -> bool:
        """Tell whether to start at all values of ``predicate`` rather than at each node of ``focus``."""
        nodes = sum(self._instances[each] for each in focus.classes)
        return bool(focus.classes) and self._total(predicate)[0] < _SCATTERED * nodes

    def _found(self, predicate: NamedNode, focus: Focus) -> int:
        """Return how many values there are; of a node of two classes, those count twice."""
        return sum(self._uses[each].get(predicate, 0) for each in focus.classes)

    def instances(self, classes: Collection[NamedNode]) -> int | None:
        """Return how many nodes are instances of ``classes``; ``None`` where one may be of two of them."""
        if len(classes) > 1 and any(self._uses[each].get(RDF.type) != self._instances[each] for each in classes):
            return None
        return sum(self._instances[each] for each in classes)

    def _is_single(self, predicate: NamedNode) -> bool:
        """Tell whether no node at all has two values of ``predicate``."""
        values, nodes = self._total(predicate)
        return values == nodes

    def _total(self, predicate: NamedNode) -> tuple[int, int]:
        """Return how many values of ``predicate`` there are, and how many nodes that have any."""
        if predicate not in self._totals and not self._has_all:
            ((values, nodes),) = self._data.select(f"SELECT {_TOTAL} WHERE {{ ?this {predicate} ?value }}")
            self._totals[predicate] = number(values), number(nodes)
        return self._totals.get(predicate, (0, 0))
