"""Numbers that Oxigraph has given another datatype: ``"5"^^xsd:byte`` is ``5`` in a store, an ``xsd:integer``.

Whoever puts data into a store for judgement sees each literal before. What is noted here lets ``sh:datatype`` tell the
two apart, and a report give the value as the data have it. The same number under two datatypes is one value to the
store; it then passes for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.compiled.datatypes import DERIVED_INTEGERS, is_derived_integer
from mkgrdf.vocabulary import XSD

__all__ = ["Originals"]


class Originals:
    """Numbers by the value that a store keeps, each with the datatypes that it had."""

    def __init__(self) -> None:
        self._datatypes: dict[str, set[NamedNode]] = {}

    def noting(self, data: Iterable[Triple | Quad]) -> Iterator[Triple | Quad]:
        """Yield ``data`` unchanged and note the numbers on the way."""
        for item in data:
            value = item.object
            if isinstance(value, Literal) and value.datatype in _WHOLE:
                self._note(value)
            yield item

    def _note(self, value: Literal) -> None:
        if _WELL_FORMED.fullmatch(value.value):
            self._datatypes.setdefault(_kept(value.value), set()).add(value.datatype)

    @property
    def are_integers(self) -> bool:
        """Whether no number noted had another datatype than the store gives it."""
        return all(datatypes == {XSD.integer} for datatypes in self._datatypes.values())

    def of(self, datatype: NamedNode) -> list[Literal]:
        """Return the numbers, as the store keeps them, that were well-formed literals of ``datatype``."""
        return [
            Literal(number, datatype=XSD.integer)
            for number, datatypes in self._datatypes.items()
            if datatype in datatypes and is_derived_integer(int(number), datatype)
        ]

    def not_integers(self) -> list[Literal]:
        """Return the numbers, as the store keeps them, that never were an ``xsd:integer``."""
        return [
            Literal(number, datatype=XSD.integer)
            for number, datatypes in self._datatypes.items()
            if XSD.integer not in datatypes
        ]

    def restored(self, value: Literal) -> Literal:
        """Return ``value`` with the datatype that it had, where it had just one."""
        if value.datatype != XSD.integer:
            return value
        datatypes = self._datatypes.get(value.value, set())
        return Literal(value.value, datatype=next(iter(datatypes))) if len(datatypes) == 1 else value


_WELL_FORMED = re.compile(r"[+-]?[0-9]+")
_WHOLE = frozenset({XSD.integer, *DERIVED_INTEGERS})


def _kept(lexical: str) -> str:
    """Return a whole number in the spelling of the store."""
    return lexical if lexical.isdecimal() and not lexical.startswith("0") else str(int(lexical))
