"""Findings recognised from run to run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal

from mkgrdf.errors import SettingsError
from mkgrdf.records import Origin
from mkgrdf.shacl.findings.baseline import baseline_text, read_baseline
from mkgrdf.shacl.findings.fingerprint import fingerprint, numbered
from mkgrdf.shacl.report import Severity, Violation
from mkgrdf.vocabulary import MKG, MKGSH, SH

PLAIN = Violation(
    focus=MKG.p,
    shape=MKGSH.S.value,
    component=SH.PatternConstraintComponent.value,
    severity=Severity.VIOLATION,
    message=(("en", "no"),),
    path="schema:gtin",
    value=Literal("12"),
    origin=Origin("shop.ttl", 7),
)
some = st.builds(
    replace,
    st.just(PLAIN),
    focus=st.sampled_from([MKG.p, MKG.q, BlankNode("a"), BlankNode("b")]),
    severity=st.sampled_from(Severity),
    value=st.none() | st.builds(Literal, st.text(st.characters(codec="utf-8"))),
)


@pytest.mark.parametrize(
    "same",
    [
        replace(PLAIN, message=(("en", "said otherwise"),)),
        replace(PLAIN, origin=Origin("moved.ttl", 99)),
        replace(PLAIN, origin=None),
        replace(PLAIN, repair=(("en", "mend it"),)),
    ],
)
def test_the_same_finding(same: Violation) -> None:
    """Message, place and repair change, the finding stays."""
    assert fingerprint(same) == fingerprint(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, focus=MKG.q),
        replace(PLAIN, shape=MKGSH.T.value),
        replace(PLAIN, component=SH.DatatypeConstraintComponent.value),
        replace(PLAIN, path="schema:sku"),
        replace(PLAIN, value=Literal("13")),
        replace(PLAIN, value=Literal("12", language="en")),
        replace(PLAIN, value=None),
        replace(PLAIN, constraint=MKGSH.C.value),
    ],
)
def test_another_finding(other: Violation) -> None:
    """Another node, shape, component, path, value or constraint is another finding."""
    assert fingerprint(other) != fingerprint(PLAIN)


def test_blank_nodes_count_by_their_file() -> None:
    """Their labels, and those of nameless shapes, mean nothing in the next run."""
    first = replace(PLAIN, focus=BlankNode("a1"), shape="_:s1")
    again = replace(PLAIN, focus=BlankNode("b2"), shape="_:s2")
    assert fingerprint(first) == fingerprint(again)
    assert fingerprint(first) != fingerprint(replace(first, origin=Origin("other.ttl")))
    assert numbered([first, again]) == [(fingerprint(first), 1), (fingerprint(first), 2)]


def test_new_known_and_gone(tmp_path: Path) -> None:
    """Of two alike findings one is known when the baseline has one; a warning that became a violation is new."""
    blank = replace(PLAIN, focus=BlankNode("a"))
    warning = replace(PLAIN, severity=Severity.WARNING)
    gone = replace(PLAIN, focus=MKG.gone)
    file = tmp_path / "baseline.json"
    file.write_text(baseline_text([blank, warning, gone]), encoding="utf-8")
    compared = read_baseline(file).compare([blank, replace(blank, focus=BlankNode("z")), PLAIN])
    assert compared.new == (replace(blank, focus=BlankNode("z")), PLAIN)
    assert (compared.known, compared.gone) == (1, 2)


@settings(max_examples=50)
@given(st.lists(some, max_size=6))
def test_everything_written_is_known(tmp_path_factory: pytest.TempPathFactory, violations: list[Violation]) -> None:
    """What a baseline was written of, it knows, all of it and nothing more; the order does not matter."""
    file = tmp_path_factory.mktemp("baseline") / "baseline.json"
    text = baseline_text(violations)
    assert text == baseline_text(reversed(violations))
    file.write_text(text, encoding="utf-8")
    compared = read_baseline(file).compare(violations)
    assert (compared.new, compared.known, compared.gone) == ((), len(violations), 0)
    assert len(json.loads(text)["findings"]) == len(violations)


def test_a_finding_is_a_line(tmp_path: Path) -> None:
    """One more finding is one more line, so that git shows it as such; people can read it."""
    before = baseline_text([PLAIN, replace(PLAIN, focus=MKG.z)]).splitlines()
    after = baseline_text([replace(PLAIN, focus=MKG.m), PLAIN, replace(PLAIN, focus=MKG.z)]).splitlines()
    assert [line for line in after if line not in before] == [after[1]]
    assert [line for line in before if line not in after] == []
    assert '"shape": "mkgsh:S"' in after[1]
    assert '"node": "mkg:m"' in after[1]
    assert '"value": "\\"12\\""' in after[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON, line 1"),
        (b'{"findings": [\n]', "no JSON, line 2"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "JSON without 'mkgrdf-baseline'"),
        (b'{"version": "2.1.0", "runs": []}', "JSON without 'mkgrdf-baseline'"),
        (b'{"mkgrdf-baseline": 2, "findings": []}', "version 2, where this mkgrdf knows 1"),
        (b'{"mkgrdf-baseline": 1}', "without a list of findings"),
        (b'{"mkgrdf-baseline": 1, "findings": ["x"]}', "finding 1 is no object"),
        (b'{"mkgrdf-baseline": 1, "findings": [{"severity": "Info"}]}', "finding 1 has no fingerprint"),
        (b'{"mkgrdf-baseline": 1, "findings": [{"fingerprint": "a", "severity": []}]}', "has the severity []"),
        (b"[" * 100_000, "nests too deep"),
    ],
)
def test_what_is_no_baseline(tmp_path: Path, content: bytes, said: str) -> None:
    """The message names the file, what is wrong with it, and what was expected."""
    file = tmp_path / "b.json"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as raised:
        read_baseline(file)
    assert said in str(raised.value)
    assert str(file) in str(raised.value)
    assert "expected a file that --write-baseline wrote" in str(raised.value)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is no empty baseline."""
    with pytest.raises(SettingsError, match="No such file"):
        read_baseline(tmp_path / "none.json")
