"""What would mend a fault, where the shape makes that plain; nothing where it would be a guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.records import Label
from mkgrdf.shacl.origins.telling import Look
from mkgrdf.shacl.paths import predicate_of
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.shacl.writers.words import term_text
from mkgrdf.vocabulary import PREFIXES, RDF, SH, XSD

__all__ = ["repair_of"]

_FEW = 8
"""So many values are listed in a repair; a longer list helps nobody."""
_MANY = 2000
"""So many nodes are looked at for one with a similar name."""

# What each datatype's values look like when they are written as people write them; a suggestion is only made for these.
_FORMS: Final = {
    XSD.string: r".*",
    XSD.integer: r"[+-]?[0-9]+",
    XSD.decimal: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    XSD.double: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?",
    XSD.boolean: r"true|false|0|1",
    XSD.date: r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    XSD.dateTime: r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?",
    XSD.gYear: r"[0-9]{4}",
    XSD.anyURI: r"[a-z][a-z0-9+.-]*:\S+",
}
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:(//)?[^\s<>\"{}|^`\\]+")


class _Case:
    """One result, with what a repair may have to know of its shape and of the data around it."""

    def __init__(self, violation: Violation, shape: NamedNode | BlankNode, shapes: Shapes, look: Look) -> None:
        self.focus = violation.focus
        self.value = violation.value
        self.path = violation.path
        self.shape = shape
        self.shapes = shapes.index
        self.look = look

    def parameter(self, predicate: NamedNode) -> Node | None:
        """The shape's only value for ``predicate``."""
        values = self.shapes.objects(self.shape, predicate)
        return values[0] if len(values) == 1 else None

    def members(self, predicate: NamedNode) -> tuple[Node, ...]:
        """The list that is the shape's value for ``predicate``."""
        head = self.parameter(predicate)
        return () if head is None else self.shapes.items(head)

    @property
    def predicate(self) -> NamedNode | None:
        """What the path consists of, if it is one predicate."""
        return predicate_of(self.path)

    def values(self, predicate: NamedNode | None) -> list[Node]:
        """The values that the focus node has, in order."""
        if predicate is None or isinstance(self.focus, Literal):
            return []
        found = dict.fromkeys(quad.object for quad in self.look(self.focus, predicate, None))
        return sorted((node for node in found if isinstance(node, NamedNode | BlankNode | Literal)), key=str)


def repair_of(violation: Violation, shapes: Shapes, look: Look) -> Label:
    """Return what to do about ``violation``, in English and Chinese; empty where the shape leaves that open.

    Args:
        violation: a result about the data that ``look`` looks into.
        shapes: those that were broken.
        look: looks up what is said of the focus node and of what it refers to.
    """
    component = NamedNode(violation.component)
    shape = violation.source_shape or NamedNode(violation.shape)
    mend = _MENDERS.get(component)
    return () if mend is None else mend(_Case(violation, shape, shapes, look))


def _say(english: str, chinese: str) -> Label:
    return (("en", english), ("zh", chinese))


def _write(text: str) -> Label:
    return _say(f"write {text}", f"请写成 {text}")


def _listed(nodes: Iterable[Node]) -> str:
    return ", ".join(map(term_text, nodes))


def _in(case: _Case) -> Label:
    members = case.members(SH["in"])
    if case.value is None or not members:
        return ()
    names: dict[str, Node] = {}
    for member in members:
        names.setdefault(_plain(member), member)
    close = difflib.get_close_matches(_plain(case.value), names, n=2, cutoff=0.75)
    if close and (len(close) == 1 or close[0] == _plain(case.value)):
        return _write(term_text(names[close[0]]))
    if len(members) <= _FEW:
        return _say(f"use one of {_listed(members)}", f"请使用其中之一：{_listed(members)}")
    return ()


def _plain(node: Node) -> str:
    """Return what people would call a node: the text of a literal, the last part of an IRI."""
    text = node.value
    return (re.split(r"[/#:]", text)[-1] if isinstance(node, NamedNode) else text).strip().lower()


def _datatype(case: _Case) -> Label:
    datatype, value = case.parameter(SH.datatype), case.value
    if not isinstance(datatype, NamedNode) or not isinstance(value, Literal | NamedNode):
        return ()
    text = value.value
    if datatype == RDF.langString:
        if isinstance(value, Literal) and value.datatype == XSD.string:
            shown = str(Literal(text, language="en"))
            return _say(f"say which language it is in, as in {shown}", f"请注明所用语言，如 {shown}")
        return ()
    for spelling in _spellings(text, datatype):
        literal = Literal(spelling, datatype=datatype)
        if re.fullmatch(_FORMS[datatype], spelling, re.DOTALL) and literal != value:
            return _write(term_text(literal))
    return ()


def _spellings(text: str, datatype: NamedNode) -> list[str]:
    """Return ``text`` as it could be meant in ``datatype``."""
    if datatype not in _FORMS:
        return []
    spellings = [text, text.strip()]
    if datatype == XSD.integer:
        spellings.append(re.sub(r"\.0+$", "", text.strip()))
    if datatype == XSD.boolean:
        spellings.append(text.strip().lower())
    if datatype == XSD.date:
        spellings.append(text.strip().partition("T")[0])
    return spellings


def _node_kind(case: _Case) -> Label:
    kind, value = case.parameter(SH.nodeKind), case.value
    if isinstance(value, Literal) and kind in (SH.IRI, SH.BlankNodeOrIRI):
        prefix, _, local = value.value.partition(":")
        if prefix in PREFIXES and re.fullmatch(r"[\w.-]*\w", local):
            return _write(f"{prefix}:{local}")
        return _write(f"<{value.value}>") if _ABSOLUTE.fullmatch(value.value) else ()
    if isinstance(value, NamedNode) and kind == SH.Literal:
        return _write(f'"{value.value}"')
    return ()


def _pattern(case: _Case) -> Label:
    pattern, value = case.parameter(SH.pattern), case.value
    if not isinstance(pattern, Literal):
        return ()
    if isinstance(value, Literal) and len(value.value) < 200 and re.fullmatch(r"\^[\w\[\]{}(),?|-]*\$", pattern.value):
        # Only patterns without repeats that could run long are tried here.
        text = value.value
        for spelling in dict.fromkeys((text.strip(), text.strip().upper(), text.strip().lower())):
            if spelling != text and re.search(pattern.value, spelling):
                return _write(term_text(Literal(spelling)))
    flags = case.parameter(SH.flags)
    shown = f"/{pattern.value}/{flags.value if isinstance(flags, Literal) else ''}"
    return _say(f"write it so that it matches {shown}", f"请使其匹配 {shown}")


def _missing(case: _Case) -> Label:
    fixed = case.parameter(SH.hasValue)
    allowed = case.members(SH["in"])
    if fixed is None and len(allowed) == 1:
        fixed = allowed[0]
    if fixed is None or isinstance(fixed, BlankNode):
        return ()
    said = f"{case.path} {term_text(fixed)}" if case.path else term_text(fixed)
    return _say(f"add {said}", f"请添加 {said}")


def _too_many(case: _Case) -> Label:
    limit = case.parameter(SH.maxCount)
    values = case.values(case.predicate)
    if not isinstance(limit, Literal) or not values or len(values) > _FEW:
        return ()
    if limit.value == "0":
        return _say(f"remove {_listed(values)}", f"请删除 {_listed(values)}")
    if limit.value == "1":
        return _say(f"remove all but one of {_listed(values)}", f"请只保留其中一个：{_listed(values)}")
    return _say(f"keep {limit.value} of {_listed(values)}", f"请只保留其中 {limit.value} 个：{_listed(values)}")


def _closed(case: _Case) -> Label:
    used = case.predicate
    if used is None:
        return ()
    allowed = [
        path
        for shape in case.shapes.objects(case.shape, SH.property)
        for path in case.shapes.objects(shape, SH.path)
        if isinstance(path, NamedNode)
    ]
    allowed += [one for one in case.members(SH.ignoredProperties) if isinstance(one, NamedNode)]
    names = {_plain(one): one for one in allowed}
    close = difflib.get_close_matches(_plain(used), names, n=2, cutoff=0.75)
    if not close or (len(close) > 1 and close[0] != _plain(used)):
        return ()
    right, wrong = term_text(names[close[0]]), term_text(used)
    return _say(f"write {right} instead of {wrong}", f"请将 {wrong} 改为 {right}")


def _class(case: _Case) -> Label:
    class_, value = case.parameter(SH["class"]), case.value
    if not isinstance(class_, NamedNode) or not isinstance(value, NamedNode):
        return ()
    if any(True for _ in case.look(value, RDF.type, None)):
        return ()  # it is something else; which of the two is wrong, the shape does not say
    name = term_text(class_)
    if any(True for _ in case.look(value, None, None)):
        return _say(f"add {term_text(value)} a {name}", f"请添加 {term_text(value)} a {name}")
    known = {str(quad.subject): quad.subject for quad in islice(case.look(None, RDF.type, class_), _MANY)}
    close = difflib.get_close_matches(str(value), known, n=1, cutoff=0.9)
    if close and isinstance(nearest := known[close[0]], NamedNode):
        right = term_text(nearest)
        return _say(
            f"nothing is said about {term_text(value)}; write {right} if that is meant, or add it as {name}",
            f"没有关于 {term_text(value)} 的陈述；如果指的是 {right}，请改写，否则请将其添加为 {name}",
        )
    return _say(
        f"nothing is said about {term_text(value)}: add it, as {name}",
        f"没有关于 {term_text(value)} 的陈述：请将其添加为 {name}",
    )


def _language(case: _Case) -> Label:
    ranges = [one.value for one in case.members(SH.languageIn) if isinstance(one, Literal)]
    value = case.value
    if not ranges or len(ranges) > _FEW or not isinstance(value, Literal):
        return ()
    if len(ranges) == 1 and value.language is None and value.datatype == XSD.string:
        return _write(str(Literal(value.value, language=ranges[0])))
    listed = ", ".join(f"@{one}" for one in ranges)
    return _say(f"give it one of the languages {listed}", f"请使用以下语言之一：{listed}")


def _unique_language(case: _Case) -> Label:
    by_language: dict[str, list[Node]] = {}
    for value in case.values(case.predicate):
        if isinstance(value, Literal) and value.language is not None:
            by_language.setdefault(value.language, []).append(value)
    double = [value for values in by_language.values() if len(values) > 1 for value in values]
    if not double or len(double) > _FEW:
        return ()
    return _say(f"keep one for each language: {_listed(double)}", f"每种语言只保留一个：{_listed(double)}")


def _less_than(case: _Case) -> Label:
    other = case.parameter(SH.lessThan) or case.parameter(SH.lessThanOrEquals)
    if not isinstance(other, NamedNode) or case.predicate is None:
        return ()
    ours, theirs = case.values(case.predicate), case.values(other)
    if len(ours) != 1 or len(theirs) != 1:
        return ()
    left, right = ours[0], theirs[0]
    # Swapped, they would be in order: what is compared is of one kind, and so can only be the other way round.
    if not isinstance(left, Literal) or not isinstance(right, Literal) or left == right or not _alike(left, right):
        return ()
    names = f"{term_text(case.predicate)} {term_text(left)}", f"{term_text(other)} {term_text(right)}"
    return _say(
        f"swap {names[0]} and {names[1]}, if they are the wrong way round",
        f"如果 {names[0]} 与 {names[1]} 写反了，请对调",
    )


def _alike(left: Literal, right: Literal) -> bool:
    numbers = (XSD.integer, XSD.decimal, XSD.double)
    return left.datatype == right.datatype or (left.datatype in numbers and right.datatype in numbers)


def _range(case: _Case) -> Label:
    value = case.value
    bounds = [
        (sign, bound)
        for predicate, sign in (
            (SH.minInclusive, "≥"),
            (SH.minExclusive, ">"),
            (SH.maxInclusive, "≤"),
            (SH.maxExclusive, "<"),
        )
        if isinstance(bound := case.parameter(predicate), Literal)
    ]
    if not bounds or not isinstance(value, Literal):
        return ()
    shown = ", ".join(f"{sign} {_number(bound)}" for sign, bound in bounds)
    return _say(f"write a value that is {shown}", f"请填写满足 {shown} 的值")


def _number(bound: Literal) -> str:
    try:
        return f"{Decimal(bound.value):f}"
    except InvalidOperation:
        return term_text(bound)


def _length(case: _Case) -> Label:
    least, most = case.parameter(SH.minLength), case.parameter(SH.maxLength)
    if case.value is None or isinstance(case.value, BlankNode):
        return ()
    has = len(case.value.value)
    if isinstance(most, Literal) and has > int(most.value):
        return _say(
            f"shorten it from {has} to {most.value} characters at most", f"请从 {has} 个字符缩短到最多 {most.value} 个"
        )
    if isinstance(least, Literal) and has < int(least.value) and has > 0:
        return _say(
            f"write {least.value} characters at least; it has {has}", f"请至少写 {least.value} 个字符，现有 {has} 个"
        )
    return ()


_MENDERS: Final[dict[NamedNode, Callable[[_Case], Label]]] = {
    SH.InConstraintComponent: _in,
    SH.DatatypeConstraintComponent: _datatype,
    SH.NodeKindConstraintComponent: _node_kind,
    SH.PatternConstraintComponent: _pattern,
    SH.HasValueConstraintComponent: _missing,
    SH.MinCountConstraintComponent: _missing,
    SH.MaxCountConstraintComponent: _too_many,
    SH.ClosedConstraintComponent: _closed,
    SH.ClassConstraintComponent: _class,
    SH.LanguageInConstraintComponent: _language,
    SH.UniqueLangConstraintComponent: _unique_language,
    SH.LessThanConstraintComponent: _less_than,
    SH.LessThanOrEqualsConstraintComponent: _less_than,
    SH.MinInclusiveConstraintComponent: _range,
    SH.MinExclusiveConstraintComponent: _range,
    SH.MaxInclusiveConstraintComponent: _range,
    SH.MaxExclusiveConstraintComponent: _range,
    SH.MinLengthConstraintComponent: _length,
    SH.MaxLengthConstraintComponent: _length,
}
