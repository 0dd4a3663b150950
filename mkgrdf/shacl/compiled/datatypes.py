"""Well-formed literals of XML Schema's datatypes, told in SPARQL (XML Schema Definition Language 1.1, part 2).

Oxigraph keeps literals by value: what is well-formed of ``xsd:integer`` or a type derived of it becomes an
``xsd:integer``, and only what is ill-formed keeps its own datatype. So ``"5"^^xsd:byte`` can be told from
``5`` no longer, and a whole number within the range of ``xsd:byte`` passes for one. A number outside, or an ill-formed
one, does not.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from mkgrdf.vocabulary import XSD

__all__ = ["DERIVED_INTEGERS", "is_derived_integer", "well_formed"]

_SIGNED = r"[+-]?[0-9]+"
_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?([1-9][0-9]{3,}|0[0-9]{3})"
_LEAP = r"-?([0-9]*([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00|0000))"
_DATE = (
    rf"({_YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    rf"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
_TIME = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_FLOAT = r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_DAYS = r"([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
_DAY_OF_MONTH = r"(0[1-9]|[12][0-9]|3[01])"

_LEXICAL: Final[dict[NamedNode, str]] = {
    XSD.boolean: "true|false|1|0",
    XSD.integer: _SIGNED,
    XSD.decimal: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    XSD.float: _FLOAT,
    XSD.double: _FLOAT,
    XSD.date: _DATE + _ZONE,
    XSD.dateTime: f"{_DATE}T{_TIME}{_ZONE}",
    XSD.time: _TIME + _ZONE,
    XSD.gYear: _YEAR + _ZONE,
    XSD.gYearMonth: f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    XSD.gMonth: f"--(0[1-9]|1[0-2]){_ZONE}",
    XSD.gMonthDay: (
        f"--((0[13578]|1[02])-{_DAY_OF_MONTH}|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])){_ZONE}"
    ),
    XSD.gDay: f"---{_DAY_OF_MONTH}{_ZONE}",
    XSD.duration: rf"-?P([0-9]+Y)?([0-9]+M)?{_DAYS}",
    XSD.dayTimeDuration: rf"-?P{_DAYS}",
    XSD.yearMonthDuration: r"-?P([0-9]+Y([0-9]+M)?|[0-9]+M)",
    XSD.hexBinary: "([0-9a-fA-F]{2})*",
    XSD.base64Binary: "(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]"
    "|([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?",
}
"""Datatype -> regular expression for the whole lexical form."""

_DURATIONS = frozenset({XSD.duration, XSD.dayTimeDuration})
_NUMERIC = frozenset({XSD.integer, XSD.decimal, XSD.float, XSD.double})

DERIVED_INTEGERS: Final[dict[NamedNode, tuple[int | None, int | None]]] = {
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.long: (-(2**63), 2**63 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.unsignedLong: (0, 2**64 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
}
"""Datatype -> least and greatest value."""


def well_formed(datatype: NamedNode, value: str) -> str:
    """Return the condition that ``value`` is a well-formed literal of ``datatype``; an error for what is no literal."""
    same = f"DATATYPE({value}) = {datatype}"
    if datatype in DERIVED_INTEGERS:
        least, greatest = DERIVED_INTEGERS[datatype]
        number = f"{XSD.integer}(STR({value}))"
        bounds = [f"{number} >= {least}"] if least is not None else []
        bounds += [f"{number} <= {greatest}"] if greatest is not None else []
        return f"(DATATYPE({value}) IN ({datatype}, {XSD.integer}) && {' && '.join(bounds)})"
    if datatype not in _LEXICAL:
        return same
    form = _matches(_LEXICAL[datatype], value)
    if datatype in _DURATIONS:
        form = f'({form} && REGEX(STR({value}), "[0-9]") && !REGEX(STR({value}), "T$"))'
    if datatype in _NUMERIC:
        # What is numeric is well-formed, and asking that costs nothing; a number too large for the engine is not.
        form = f"(isNumeric({value}) || {form})"
    return f"({same} && {form})"


def is_derived_integer(number: int, datatype: NamedNode) -> bool:
    """Tell whether ``number`` is within the range of a datatype derived of ``xsd:integer``."""
    least, greatest = DERIVED_INTEGERS.get(datatype, (None, None))
    return (least is None or number >= least) and (greatest is None or number <= greatest)


def _matches(pattern: str, value: str) -> str:
    return f"REGEX(STR({value}), {Literal(f'^({pattern})$')})"
