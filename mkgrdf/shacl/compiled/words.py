"""What a constraint demands, in a sentence, for shapes that bring no message of their own."""

from __future__ import annotations

from mkgrdf.records import Label
from mkgrdf.shacl.compiled.model import (
    Closed,
    Constraint,
    Count,
    Datatype,
    HasValue,
    InstanceOf,
    LanguageIn,
    Length,
    NodeKind,
    OneOf,
    Pair,
    Pattern,
    Qualified,
    Range,
    UniqueLang,
)
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH, shorten

__all__ = ["demand"]

_PAIRS = {
    SH.equals: ("the same as", "相同"),
    SH.disjoint: ("different from", "不同"),
    SH.lessThan: ("less than", "更小"),
    SH.lessThanOrEquals: ("at most", "更小或相等"),
}


def demand(constraint: Constraint) -> Label:
    """Return what ``constraint`` demands of a value or focus node, in English and Chinese."""
    english, chinese = _demand(constraint)
    return (("en", english), ("zh", chinese))


def _demand(constraint: Constraint) -> tuple[str, str]:
    match constraint:
        case Count(number, least):
            return (
                f"Give {'at least' if least else 'at most'} {_values(number)}.",
                f"值的数量{'至少' if least else '至多'}为 {number}。",
            )
        case Qualified(number=number, least=least):
            return (
                f"Give {'at least' if least else 'at most'} {_values(number)} that conform to the qualified shape.",
                f"符合限定形状的值{'至少' if least else '至多'}为 {number} 个。",
            )
        case InstanceOf(class_):
            return f"The value has to be an instance of {_name(class_)}.", f"该值必须是 {_name(class_)} 的实例。"
        case Datatype(datatype):
            return f"The value has to be a valid {_name(datatype)}.", f"该值必须是合法的 {_name(datatype)}。"
        case NodeKind(kind):
            return f"The value has to be of the kind {_name(kind)}.", f"该值的种类必须是 {_name(kind)}。"
        case Range(operator, bound):
            return f"The value has to be {operator} {bound.value}.", f"该值必须 {operator} {bound.value}。"
        case Length(number, least):
            return (
                f"The value has to have {'at least' if least else 'at most'} {number} characters.",
                f"该值的长度{'至少' if least else '至多'}为 {number} 个字符。",
            )
        case Pattern(pattern):
            return f"The value has to match {pattern}.", f"该值必须匹配 {pattern}。"
        case LanguageIn(ranges):
            return f"The language has to be one of: {', '.join(ranges)}.", f"语言必须是：{'、'.join(ranges)}。"
        case UniqueLang():
            return "Give one value for each language.", "每种语言只能有一个值。"
        case Pair(kind, predicate):
            english, chinese = _PAIRS[kind]
            return (
                f"The value has to be {english} that of {_name(predicate)}.",
                f"该值须与 {_name(predicate)} 的值相比{chinese}。",
            )
        case HasValue(value):
            return f"The value {_name(value)} is missing.", f"缺少值 {_name(value)}。"
        case OneOf(members):
            listed = [_name(member) for member in members]
            return f"The value has to be one of: {', '.join(listed)}.", f"该值必须是以下之一：{'、'.join(listed)}。"
        case Closed():
            return "The node may not have this property.", "该节点不得有此属性。"
        case _:
            local = constraint.component.value.rpartition("#")[2].removesuffix("ConstraintComponent") or "constraint"
            return f"The value breaks the constraint {local}.", f"该值违反约束 {local}。"


def _values(number: int) -> str:
    return "1 value" if number == 1 else f"{number} values"


def _name(term: Node) -> str:
    return shorten(term.value)
