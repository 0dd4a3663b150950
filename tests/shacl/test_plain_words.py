"""Shapes in plain words: each target, path and constraint has words in both languages."""

from __future__ import annotations

from string import Formatter

import pytest
from pyoxigraph import RdfFormat, parse

from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.wording.listing import listed
from mkgrdf.shacl.wording.phrasebook import LANGUAGES, NODE_KINDS, PHRASES
from mkgrdf.shacl.wording.plain_words import PlainWords
from mkgrdf.vocabulary import SH

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def shapes(text: str) -> Shapes:
    return Shapes(quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE))


def said(text: str, language: str = "en") -> list[str]:
    """Return what the one shape of ``text`` asks."""
    graph = shapes(text)
    entries = listed(graph, graph.model, language)
    assert len(entries) == 1
    return list(entries[0].constraints)


ON_VALUES = [
    ("sh:class schema:Brand", "each value is an instance of schema:Brand", "每个值是 schema:Brand 的实例"),
    (
        "sh:datatype xsd:date",
        "each value is a well-formed literal of type xsd:date",
        "每个值是类型为 xsd:date 的合法字面量",
    ),
    ("sh:nodeKind sh:IRI", "each value is an IRI", "每个值是 IRI"),
    ("sh:nodeKind sh:BlankNodeOrLiteral", "each value is a blank node or a literal", "每个值是空白节点或字面量"),
    ("sh:minCount 2", "at least 2 values", "至少 2 个值"),
    ("sh:maxCount 1", "at most 1 value", "最多 1 个值"),
    ("sh:maxCount 0", "no value", "没有值"),
    ("sh:minCount 1 ; sh:maxCount 1", "exactly 1 value", "恰好 1 个值"),
    ("sh:minExclusive 0", "each value is more than 0", "每个值大于 0"),
    ("sh:minInclusive 0.5", "each value is at least 0.5", "每个值不小于 0.5"),
    ("sh:maxExclusive 9", "each value is less than 9", "每个值小于 9"),
    (
        'sh:maxInclusive "2026-05-01"^^xsd:date',
        "each value is at most “2026-05-01” (xsd:date)",
        "每个值不大于 “2026-05-01” (xsd:date)",
    ),
    ("sh:minLength 1", "each value has 1 or more characters", "每个值至少有 1 个字符"),
    ("sh:maxLength 9", "each value has at most 9 characters", "每个值最多有 9 个字符"),
    ('sh:pattern "^x"', "each value matches the regular expression “^x”", "每个值匹配正则表达式 “^x”"),
    (
        'sh:pattern "^x{0}$" ; sh:flags "i"',
        "each value matches the regular expression “^x{0}$” with the flags i",
        "每个值匹配正则表达式 “^x{0}$”（标志 i）",
    ),
    ('sh:languageIn ( "en" "zh" )', "each value is in one of the languages en, zh", "每个值的语言属于 en、zh"),
    ("sh:uniqueLang true", "no two values in the same language", "同一语言没有两个值"),
    ("sh:equals schema:name", "the same values as schema:name", "其值与 schema:name 的值相同"),
    (
        "sh:disjoint schema:name",
        "no value that is one of schema:name too",
        "没有值同时也是 schema:name 的值",
    ),
    (
        "sh:lessThan schema:price",
        "each value is less than each value of schema:price",
        "每个值小于 schema:price 的每个值",
    ),
    (
        "sh:lessThanOrEquals schema:price",
        "each value is less than each value of schema:price or equal to it",
        "每个值不大于 schema:price 的每个值",
    ),
    ('sh:hasValue "a"@en', "one of the values is “a”@en", "其值包括 “a”@en"),
    ('sh:in ( ex:a "b" true )', "each value is one of <https://example.org/a>, “b”, true", None),
    ("sh:node [ sh:nodeKind sh:IRI ]", "each value conforms to (is an IRI)", "每个值符合（是 IRI）"),
    ("sh:not [ sh:minLength 3 ]", "each value does not conform to (has 3 or more characters)", None),
    (
        "sh:and ( [ sh:class schema:Brand ] [ sh:nodeKind sh:IRI ] )",
        "each value conforms to each of these: (is an instance of schema:Brand), (is an IRI)",
        "每个值符合以下全部：（是 schema:Brand 的实例）、（是 IRI）",
    ),
    (
        "sh:or ( [ sh:property [ sh:path schema:price ; sh:minCount 1 ] ] [ sh:nodeKind sh:IRI ] )",
        "each value conforms to one or more of these: (on schema:price: at least 1 value), (is an IRI)",
        "每个值符合以下至少一项：（在 schema:price 上：至少 1 个值）、（是 IRI）",
    ),
    (
        "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:nodeKind sh:Literal ; sh:minLength 2 ] )",
        "each value conforms to exactly one of these: (is an IRI), (is a literal; has 2 or more characters)",
        None,
    ),
    (
        "sh:qualifiedValueShape [ sh:class schema:Brand ] ; sh:qualifiedMinCount 1",
        "at least 1 value conforming to (is an instance of schema:Brand)",
        "至少 1 个值符合（是 schema:Brand 的实例）",
    ),
    (
        "sh:qualifiedValueShape [ sh:class schema:Brand ] ; sh:qualifiedMaxCount 0",
        "no value conforming to (is an instance of schema:Brand)",
        "没有值符合（是 schema:Brand 的实例）",
    ),
    (
        'sh:sparql [ sh:message "Mend it."@en , "请改。"@zh ; sh:select "SELECT $this {}" ]',
        "a SPARQL query finds nothing to object to; else it says: “Mend it.”",
        "SPARQL 查询没有发现问题；否则提示：“请改。”",
    ),
    (
        'sh:sparql [ sh:select "SELECT $this {}" ]',
        "a SPARQL query finds nothing to object to",
        "SPARQL 查询没有发现问题",
    ),
]


@pytest.mark.parametrize(("constraint", "english", "chinese"), ON_VALUES, ids=[one[0] for one in ON_VALUES])
def test_constraints_of_property_shapes(constraint: str, english: str, chinese: str | None) -> None:
    """Each constraint component reads as a sentence about the values of the path."""
    text = f"ex:S a sh:PropertyShape ; sh:path schema:name ; sh:targetClass ex:C ; {constraint} ."
    assert said(text) == [english]
    if chinese is not None:
        assert said(text, "zh") == [chinese]


def test_constraints_of_node_shapes_speak_of_the_node() -> None:
    """A node shape has no values: it says what the node itself has to be."""
    text = """ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:nodeKind sh:IRI ; sh:hasValue ex:n ;
        sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property ex:P . ex:P sh:path schema:name ."""
    assert said(text) == [
        "is an IRI",
        "is <https://example.org/n>",
        "has no other properties than schema:name, rdf:type",
    ]
    assert said("ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:closed true .") == ["has no properties at all"]


def test_named_shapes_inside_are_named_and_deactivated_ones_told() -> None:
    """A shape with a name is not told again where another refers to it; one that is switched off asks nothing."""
    text = """ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:node ex:T ;
        sh:not [ sh:deactivated true ; sh:minLength 1 ] ; sh:or ( [ sh:property ex:P ] [ ] ) .
        ex:T a sh:NodeShape ; sh:nodeKind sh:IRI . ex:P sh:path schema:name ; sh:minCount 1 ."""
    assert said(text) == [
        "conforms to <https://example.org/T>",
        "does not conform to (switched off)",
        "conforms to one or more of these: (conforms to <https://example.org/P>), (nothing is asked)",
    ]


def test_qualified_shapes_tell_which_values_are_left_out() -> None:
    """With disjoint siblings, the siblings are told."""
    graph = shapes("""ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:property ex:P , ex:Q .
        ex:P sh:path schema:name ; sh:qualifiedValueShape ex:A ; sh:qualifiedMinCount 1 ;
            sh:qualifiedValueShapesDisjoint true .
        ex:Q sh:path schema:name ; sh:qualifiedValueShape ex:B ; sh:qualifiedMaxCount 2 .
        ex:A sh:nodeKind sh:IRI . ex:B sh:nodeKind sh:Literal .""")
    (first, second) = listed(graph, graph.model)[0].properties
    told = "at least 1 value conforming to <https://example.org/A>, not counting those conforming to "
    assert first.constraints == (told + "<https://example.org/B>",)
    assert second.constraints == ("at most 2 values conforming to <https://example.org/B>",)


def test_custom_components_are_named_with_their_parameters() -> None:
    """A constraint of a component that the shapes declare says which one, and with what."""
    text = """ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:starts ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER (STRSTARTS(STR($value), $starts)) }" ] .
        ex:S a sh:NodeShape ; sh:targetNode ex:n ; ex:starts "x" ."""
    graph = shapes(text)
    entry = next(one for one in listed(graph, graph.model) if one.name.endswith("/S"))
    assert entry.constraints == ("passes the check of <https://example.org/Component> with starts = “x”",)


PATHS = [
    ("schema:name", "schema:name", "schema:name"),
    ("[ sh:inversePath schema:offers ]", "schema:offers backwards", "反向的 schema:offers"),
    ("( schema:brand schema:name )", "schema:brand, then schema:name", "schema:brand，再经 schema:name"),
    (
        "[ sh:alternativePath ( schema:name ( schema:brand schema:name ) ) ]",
        "schema:name or (schema:brand, then schema:name)",
        "schema:name 或（schema:brand，再经 schema:name）",
    ),
    ("[ sh:zeroOrMorePath skos:broader ]", "skos:broader any number of times", "skos:broader（任意次）"),
    ("[ sh:oneOrMorePath skos:broader ]", "skos:broader once or more", "skos:broader（一次或多次）"),
    (
        "[ sh:zeroOrOnePath [ sh:inversePath skos:broader ] ]",
        "(skos:broader backwards) or the node itself",
        "（反向的 skos:broader）或节点本身",
    ),
]


@pytest.mark.parametrize(("path", "english", "chinese"), PATHS, ids=[one[1] for one in PATHS])
def test_paths(path: str, english: str, chinese: str) -> None:
    """Each kind of path can be read aloud."""
    graph = shapes(f"ex:S a sh:PropertyShape ; sh:path {path} ; sh:targetNode ex:n ; sh:minCount 1 .")
    for language, words in (("en", english), ("zh", chinese)):
        assert listed(graph, graph.model, language)[0].path_words == words


def test_targets_severity_messages_and_implicit_classes() -> None:
    """An entry tells all that a shape says: what it looks at, how grave a fault is, and what is said of it."""
    graph = shapes("""ex:S a sh:NodeShape , owl:Class ; sh:targetClass schema:Product ; sh:targetNode "x" ;
        sh:targetSubjectsOf schema:name ; sh:targetObjectsOf schema:offers ; sh:severity sh:Warning ;
        sh:message "Mend it."@en , "请改。"@zh ; sh:nodeKind sh:IRI .
        ex:T a sh:NodeShape ; sh:deactivated true ; sh:severity ex:Grave .""")
    first, second = listed(graph, graph.model)
    assert set(first.targets) == {
        "each schema:Product",
        "each <https://example.org/S>",
        "the node “x”",
        "whatever has schema:name",
        "whatever is a value of schema:offers",
    }
    assert (first.severity, dict(first.messages)) == ("warning", {"en": "Mend it.", "zh": "请改。"})
    assert (second.deactivated, second.severity, second.targets) == (True, "<https://example.org/Grave>", ())


def test_both_languages_have_the_same_phrases_with_the_same_places() -> None:
    """Nothing can be said in one language only, and no phrase loses a value on the way."""
    fields = [
        {
            name: sorted(str(field) for _, field, _, _ in Formatter().parse(text) if field not in (None, "each"))
            for name, text in PHRASES[language].items()
        }
        for language in LANGUAGES
    ]
    assert fields[0].keys() == fields[1].keys()
    for name in fields[0]:
        english, chinese = fields[0][name], fields[1][name]
        assert english == chinese, name
    assert all(NODE_KINDS[language].keys() == NODE_KINDS["en"].keys() for language in LANGUAGES)
    assert len(NODE_KINDS["en"]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_shape_has_words(language: str) -> None:
    """None of the shipped constraints, those inside others included, is without words."""
    shipped = load_shapes()
    words = PlainWords(shipped.model, language)
    told = [words.constraint(one, shape) for shape in shipped.model.shapes.values() for one in shape.constraints]
    assert len(told) > 500
    assert not [text for text in told if not text.strip() or "\0" in text or SH.iri in text]


def test_shapes_shared_by_many_levels_do_not_grow_without_end() -> None:
    """Forty levels, each of which has the next one twice, are told in a moment and cut where they are too long."""
    levels = "".join(f"_:s{n} sh:and ( _:s{n + 1} _:s{n + 1} ) . " for n in range(40))
    (line,) = said(f"ex:S a sh:NodeShape ; sh:targetNode ex:n ; sh:node _:s0 . {levels} _:s40 sh:nodeKind sh:IRI .")
    assert "…" in line
    assert len(line) < 5000
