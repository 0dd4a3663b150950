"""The words that reports share: terms and components as people read them, and counts, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from mkgrdf.records import text_in
from mkgrdf.shacl.gate_rules import UNDECLARED, UNTARGETED
from mkgrdf.shacl.report import Severity, Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH, XSD, shorten, written

__all__ = [
    "LABELS",
    "SEVERITIES",
    "clipped",
    "component_words",
    "message_in",
    "name_of",
    "one_line",
    "printable",
    "said_by",
    "term_text",
]

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "shape": "shape",
        "check": "check",
        "constraint": "constraint",
        "path": "path",
        "node": "node",
        "value": "value",
        "where": "where",
        "claimed": "claimed by",
        "sentence": "sentence",
        "repair": "repair",
    },
    "zh": {
        "shape": "形状",
        "check": "检查",
        "constraint": "约束",
        "path": "路径",
        "node": "节点",
        "value": "值",
        "where": "位置",
        "claimed": "断言者",
        "sentence": "句子",
        "repair": "修正建议",
    },
}
"""What each part of a finding is called."""

SEVERITIES: Mapping[str, Mapping[Severity, str]] = {
    "en": {severity: severity.value for severity in Severity},
    "zh": {Severity.VIOLATION: "违规", Severity.WARNING: "警告", Severity.INFO: "提示"},
}

# SHACL's components (sections 4 and 5) by the first part of their names, and the gate's own two rules.
_COMPONENTS: Mapping[str, tuple[str, str]] = {
    "Class": ("not an instance of the class", "不是该类的实例"),
    "Datatype": ("not of the datatype", "数据类型不符"),
    "NodeKind": ("another kind of node than it should be", "节点种类不符"),
    "MinCount": ("too few values", "值太少"),
    "MaxCount": ("too many values", "值太多"),
    "MinExclusive": ("not above the bound", "未大于下限"),
    "MinInclusive": ("below the least value", "小于最小值"),
    "MaxExclusive": ("not below the bound", "未小于上限"),
    "MaxInclusive": ("above the greatest value", "大于最大值"),
    "MinLength": ("too short", "文本过短"),
    "MaxLength": ("too long", "文本过长"),
    "Pattern": ("does not match the pattern", "与模式不匹配"),
    "LanguageIn": ("in a language that is not allowed", "语言不在允许之列"),
    "UniqueLang": ("two values in one language", "同一语言有多个值"),
    "Equals": ("not the same values as the other property", "与另一属性的值不相同"),
    "Disjoint": ("a value that the other property has too", "与另一属性的值重复"),
    "LessThan": ("not less than the other property's value", "未小于另一属性的值"),
    "LessThanOrEquals": ("greater than the other property's value", "大于另一属性的值"),
    "Not": ("conforms to a shape that it must not conform to", "符合了不应符合的形状"),
    "And": ("does not conform to all of the shapes", "未符合全部形状"),
    "Or": ("conforms to none of the shapes", "不符合任一形状"),
    "Xone": ("does not conform to exactly one of the shapes", "未恰好符合一个形状"),
    "Node": ("does not conform to the shape", "不符合该形状"),
    "Property": ("does not conform to the property shape", "不符合该属性形状"),
    "QualifiedMinCount": ("too few values of the kind", "符合条件的值太少"),
    "QualifiedMaxCount": ("too many values of the kind", "符合条件的值太多"),
    "Closed": ("a property that is not allowed", "不允许的属性"),
    "HasValue": ("the required value is missing", "缺少必需的值"),
    "In": ("not one of the allowed values", "不在允许的值之中"),
    "SPARQL": ("found by a SPARQL constraint", "由 SPARQL 约束查出"),
}
_BY_IRI = {
    UNTARGETED: ("no shape looks at it", "没有形状检查它"),
    UNDECLARED: ("a term that the ontology does not declare", "本体未声明的术语"),
    **{SH[f"{name}ConstraintComponent"].value: words for name, words in _COMPONENTS.items()},
}

# Everything that would move a terminal's cursor or is no character of XML 1.0.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\\s*[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\\s*")


def term_text(term: Node) -> str:
    """Return a term as Turtle would write it: with a prefix where one is known."""
    if isinstance(term, NamedNode):
        return written(term.value)
    if isinstance(term, Literal) and term.language is None and term.datatype != XSD.string:
        return f"{Literal(term.value)}^^{term_text(term.datatype)}"
    return str(term)


def name_of(shape: str) -> str:
    """Return the name of a shape or component, short where a prefix is known; one without an IRI has none."""
    return "[]" if shape.startswith("_:") else shorten(shape)


def component_words(component: str, language: str = "en") -> str:
    """Return what went wrong, in plain words; for a component of somebody's own, its name."""
    english, chinese = _BY_IRI.get(component, (name_of(component),) * 2)
    return chinese if language == "zh" else english


def message_in(violation: Violation, language: str) -> str:
    """Return the message in ``language``, else in English, else in any; never nothing."""
    return text_in(violation.message, language, "en", "und") or component_words(violation.component, language)


def said_by(violation: Violation) -> str | None:
    """Return who claimed what is wrong, as ``concepts (embedded:concepts@2, confidence 0.7)``."""
    claimed = violation.claimed
    if claimed is None:
        return None
    sure = "" if claimed.confidence is None else f", confidence {claimed.confidence}"
    return f"{claimed.extractor} ({claimed.model}{sure})"


def printable(text: str) -> str:
    """Return ``text`` without control characters, which move cursors, reorder a line, or are not allowed in XML."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return ``text`` on one line: what a message says cannot start a line of its own, such as a CI's command."""
    return printable(_BREAK.sub(" ", text).strip())


def clipped(text: str, most: int) -> str:
    """Return ``text``, cut to ``most`` characters with an ellipsis where it is longer."""
    return text if len(text) <= most else text[: most - 1] + "…"
