"""Conditions on one value by itself: its kind, datatype, range, length, pattern, language, membership of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from mkgrdf.shacl.compiled.datatypes import well_formed
from mkgrdf.shacl.compiled.model import Constraint, Datatype, LanguageIn, Length, NodeKind, OneOf, Pattern, Range
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH, XSD

__all__ = ["is_usable_pattern", "listed", "ordered", "quoted", "value_condition"]

_KINDS = {
    SH.IRI: ("isIRI",),
    SH.BlankNode: ("isBlank",),
    SH.Literal: ("isLiteral",),
    SH.BlankNodeOrIRI: ("isBlank", "isIRI"),
    SH.BlankNodeOrLiteral: ("isBlank", "isLiteral"),
    SH.IRIOrLiteral: ("isIRI", "isLiteral"),
}


_MOST_LISTED = 200
"""A longer list is looked up in Python: in a query it would be gone through for each value."""


def quoted(text: str) -> str:
    """Return ``text`` as a SPARQL string."""
    return str(Literal(text))


def listed(members: Iterable[Node], value: str) -> str:
    """Return the condition that ``value`` is one of ``members``, the very term."""
    # IN compares with '=', which for anything but literals is sameTerm, and for numbers is not.
    iris = [str(member) for member in members if isinstance(member, NamedNode)]
    literals = [f"sameTerm({value}, {member})" for member in members if isinstance(member, Literal)]
    parts = [f"{value} IN ({', '.join(iris)})"] if iris else []
    parts += literals
    if not parts:
        return "false"
    return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"


def is_usable_pattern(pattern: str, flags: str) -> bool:
    """Tell whether Oxigraph, whose regular expressions take linear time, can use a pattern with its flags."""
    query = f'SELECT (REGEX("", {quoted(pattern)}, {quoted(flags)}) AS ?known) {{}}'
    return any(solution["known"] is not None for solution in cast("QuerySolutions", Store().query(query)))


def ordered(value: str, operator: str, bound: str) -> str:
    """Return the condition that SPARQL's ``<`` or the like holds; false where it is an error.

    Of the types that SPARQL orders, Oxigraph leaves out ``xsd:boolean``; as numbers, they are in the right order.
    """
    booleans = f"DATATYPE({value}) = {XSD.boolean} && DATATYPE({bound}) = {XSD.boolean}"
    numbers = f"{XSD.integer}({value}) {operator} {XSD.integer}({bound})"
    return f"COALESCE({value} {operator} {bound}, {booleans} && {numbers}, false)"


def value_condition(constraint: Constraint, value: str) -> str | None:
    """Return the condition that ``value``, a variable, satisfies ``constraint``.

    ``None`` for constraints of other kinds, and for a list that is too long to stand in a query.
    """
    match constraint:
        case NodeKind(kind):
            tests = " || ".join(f"{test}({value})" for test in _KINDS[kind])
            return f"({tests})" if len(_KINDS[kind]) > 1 else tests
        case Datatype(datatype):
            return f"COALESCE({well_formed(datatype, value)}, false)"
        case Range(operator, bound):
            if bound.datatype == XSD.boolean:
                return ordered(value, operator, str(bound))
            return f"COALESCE({value} {operator} {bound}, false)"
        case Length(number, least):
            return f"(!isBlank({value}) && STRLEN(STR({value})) {'>=' if least else '<='} {number})"
        case Pattern(pattern, flags):
            arguments = f"{quoted(pattern)}, {quoted(flags)}" if flags else quoted(pattern)
            return f"(!isBlank({value}) && REGEX(STR({value}), {arguments}))"
        case LanguageIn(ranges):
            matches = (f"LANGMATCHES(LANG({value}), {quoted(each)})" for each in ranges)
            return f"(isLiteral({value}) && ({' || '.join(matches)}))" if ranges else "false"
        case OneOf(members) if len(members) > _MOST_LISTED:
            return None
        case OneOf(members):
            return listed([member for member in members if not isinstance(member, BlankNode)], value)
        case _:
            return None
