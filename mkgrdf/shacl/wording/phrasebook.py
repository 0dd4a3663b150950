"""What SHACL's terms are called in plain words: one phrase each, in English and in Chinese."""

from __future__ import annotations

from typing import Final

from mkgrdf.vocabulary import SH

__all__ = ["LANGUAGES", "NODE_KINDS", "PHRASES", "SEVERITIES"]

LANGUAGES: Final = ("en", "zh")

PHRASES: Final[dict[str, dict[str, str]]] = {
    "en": {
        # Targets
        "targetClass": "each {}",
        "targetNode": "the node {}",
        "targetSubjectsOf": "whatever has {}",
        "targetObjectsOf": "whatever is a value of {}",
        # Paths
        "inverse": "{} backwards",
        "sequence": ", then ",
        "alternative": " or ",
        "repeat *": "{} any number of times",
        "repeat +": "{} once or more",
        "repeat ?": "{} or the node itself",
        # Constraints on each value; {each} is "each value " in a property shape and nothing in a node shape
        "class": "{each}is an instance of {}",
        "datatype": "{each}is a well-formed literal of type {}",
        "nodeKind": "{each}is {}",
        ">": "{each}is more than {}",
        ">=": "{each}is at least {}",
        "<": "{each}is less than {}",
        "<=": "{each}is at most {}",
        "minLength": "{each}has {} or more characters",
        "maxLength": "{each}has at most {} characters",
        "pattern": "{each}matches the regular expression {}",
        "pattern with flags": "{each}matches the regular expression {} with the flags {flags}",
        "languageIn": "{each}is in one of the languages {}",
        "in": "{each}is one of {}",
        "closed": "{each}has no other properties than {}",
        "closed to all": "{each}has no properties at all",
        "node": "{each}conforms to {}",
        "not": "{each}does not conform to {}",
        "and": "{each}conforms to each of these: {}",
        "or": "{each}conforms to one or more of these: {}",
        "xone": "{each}conforms to exactly one of these: {}",
        # Constraints on all values together
        "at least": "at least {} {values}",
        "at most": "at most {} {values}",
        "exactly": "exactly {} {values}",
        "none": "no value",
        "uniqueLang": "no two values in the same language",
        "equals": "the same values as {}",
        "disjoint": "no value that is one of {} too",
        "lessThan": "{each}is less than each value of {}",
        "lessThanOrEquals": "{each}is less than each value of {} or equal to it",
        "hasValue": "one of the values is {}",
        "hasValue of node": "is {}",
        "qualified": "{count} conforming to {}",
        "siblings": ", not counting those conforming to {}",
        # Constraints in SPARQL
        "sparql": "a SPARQL query finds nothing to object to",
        "sparql saying": "a SPARQL query finds nothing to object to; else it says: {}",
        "custom": "passes the check of {}",
        "custom with": "passes the check of {} with {parameters}",
        # Shapes inside
        "on": "on {}: {}",
        "nothing": "nothing is asked",
        "off": "switched off",
        # Marks
        "value": "value",
        "values": "values",
        "each": "each value ",
        "comma": ", ",
        "semicolon": "; ",
        "brackets": "({})",
        "quotes": "“{}”",
    },
    "zh": {
        "targetClass": "每个 {}",
        "targetNode": "节点 {}",
        "targetSubjectsOf": "凡具有 {} 的节点",
        "targetObjectsOf": "凡作为 {} 的值的节点",
        "inverse": "反向的 {}",
        "sequence": "，再经 ",
        "alternative": " 或 ",
        "repeat *": "{}（任意次）",
        "repeat +": "{}（一次或多次）",
        "repeat ?": "{} 或节点本身",
        "class": "{each}是 {} 的实例",
        "datatype": "{each}是类型为 {} 的合法字面量",
        "nodeKind": "{each}是{}",
        ">": "{each}大于 {}",
        ">=": "{each}不小于 {}",
        "<": "{each}小于 {}",
        "<=": "{each}不大于 {}",
        "minLength": "{each}至少有 {} 个字符",
        "maxLength": "{each}最多有 {} 个字符",
        "pattern": "{each}匹配正则表达式 {}",
        "pattern with flags": "{each}匹配正则表达式 {}（标志 {flags}）",
        "languageIn": "{each}的语言属于 {}",
        "in": "{each}属于 {}",
        "closed": "{each}除 {} 外没有其他属性",
        "closed to all": "{each}没有任何属性",
        "node": "{each}符合 {}",
        "not": "{each}不符合 {}",
        "and": "{each}符合以下全部：{}",
        "or": "{each}符合以下至少一项：{}",
        "xone": "{each}恰好符合以下一项：{}",
        "at least": "至少 {} 个{values}",
        "at most": "最多 {} 个{values}",
        "exactly": "恰好 {} 个{values}",
        "none": "没有值",
        "uniqueLang": "同一语言没有两个值",
        "equals": "其值与 {} 的值相同",
        "disjoint": "没有值同时也是 {} 的值",
        "lessThan": "{each}小于 {} 的每个值",
        "lessThanOrEquals": "{each}不大于 {} 的每个值",
        "hasValue": "其值包括 {}",
        "hasValue of node": "是 {}",
        "qualified": "{count}符合 {}",
        "siblings": "，符合 {} 的不计",
        "sparql": "SPARQL 查询没有发现问题",
        "sparql saying": "SPARQL 查询没有发现问题；否则提示：{}",
        "custom": "通过 {} 的检查",
        "custom with": "通过 {} 的检查（{parameters}）",
        "on": "在 {} 上：{}",
        "nothing": "没有要求",
        "off": "已停用",
        "value": "值",
        "values": "值",
        "each": "每个值",
        "comma": "、",
        "semicolon": "；",
        "brackets": "（{}）",
        "quotes": "“{}”",
    },
}
"""Language -> name of the phrase -> phrase."""

NODE_KINDS: Final = {
    "en": {
        SH.IRI: "an IRI",
        SH.Literal: "a literal",
        SH.BlankNode: "a blank node",
        SH.BlankNodeOrIRI: "an IRI or a blank node",
        SH.BlankNodeOrLiteral: "a blank node or a literal",
        SH.IRIOrLiteral: "an IRI or a literal",
    },
    "zh": {
        SH.IRI: " IRI",
        SH.Literal: "字面量",
        SH.BlankNode: "空白节点",
        SH.BlankNodeOrIRI: " IRI 或空白节点",
        SH.BlankNodeOrLiteral: "空白节点或字面量",
        SH.IRIOrLiteral: " IRI 或字面量",
    },
}

SEVERITIES: Final = {
    "en": {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"},
    "zh": {SH.Violation: "违规", SH.Warning: "警告", SH.Info: "提示"},
}
