"""The quarantine keeps what was refused, whole, and says what is broken."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.errors import MkgError
from mkgrdf.quarantine import Quarantine
from mkgrdf.records import Origin
from mkgrdf.shacl.report import Report, Severity, Violation
from mkgrdf.statements import Candidate, literal
from mkgrdf.vocabulary import MKGSH, SCHEMA, SH

NODE = NamedNode("https://example.org/shop/product/p")


def candidate(name: str = "p", text: str = '包\n"bag"') -> Candidate:
    return Candidate(
        graph=NamedNode(f"https://example.org/shop/graph/{name}"),
        subject=NODE,
        triples=(
            Triple(NODE, SCHEMA.name, Literal(text, language="zh")),
            Triple(NODE, SCHEMA.price, literal(Decimal("9.90"))),
        ),
        origin=Origin("products.csv", 12),
        columns=((SCHEMA.name.value, "名称"),),
        digest="d",
    )


REPORT = Report(
    (
        Violation(
            NODE,
            MKGSH["Product-sku"].value,
            SH.MinCountConstraintComponent.value,
            Severity.VIOLATION,
            (("en", "Give it a number."), ("zh", "请填写货号。")),
            "schema:sku",
            origin=Origin("products.csv", 12, "sku"),
        ),
    ),
    1,
)


def test_what_is_put_in_comes_out(tmp_path: Path) -> None:
    """A candidate comes back equal, with its violations in both languages and where they came from."""
    quarantine = Quarantine(tmp_path / "quarantine")
    assert list(quarantine) == []
    quarantine.put(candidate(), REPORT)
    entry = quarantine.load(candidate().graph)
    assert entry.candidate == candidate()
    (violation,) = entry.violations
    assert violation["message"] == {"en": "Give it a number.", "zh": "请填写货号。"}
    assert violation["shape"] == "mkgsh:Product-sku"
    assert violation["origin"] == {"file": "products.csv", "row": 12, "column": "sku", "character": None}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    """Line breaks, quotes, control characters and every script come back as they went in."""
    quarantine = Quarantine(tmp_path)
    quarantine.put(candidate(text=text), REPORT)
    assert quarantine.load(candidate().graph).candidate.triples == candidate(text=text).triples


def test_the_same_graph_is_kept_once(tmp_path: Path) -> None:
    """Refusing a record again replaces its file; listing is by graph IRI, whatever the order of refusals."""
    quarantine = Quarantine(tmp_path)
    for name in ("b", "a", "b"):
        quarantine.put(candidate(name), REPORT)
    assert len(quarantine) == 2
    assert [entry.candidate.graph.value[-1] for entry in quarantine.list()] == ["a", "b"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".json"] == []


def test_what_is_discarded_is_gone(tmp_path: Path) -> None:
    """Discarding tells whether there was anything; asking for what is not there is an error that names the command."""
    quarantine = Quarantine(tmp_path)
    quarantine.put(candidate(), REPORT)
    assert candidate().graph in quarantine
    assert quarantine.discard(candidate().graph) is True
    assert quarantine.discard(candidate().graph) is False
    assert candidate().graph not in quarantine
    with pytest.raises(MkgError, match=r"nothing is in quarantine for .*mkgrdf quarantine"):
        quarantine.load(candidate().graph)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "[]",
        lambda text: json.dumps({**json.loads(text), "triples": ["<a> oops"]}),
        lambda text: json.dumps({**json.loads(text), "graph": "no iri"}),
        lambda text: json.dumps({**json.loads(text), "version": 99}),
    ],
)
def test_a_spoilt_file_is_named(tmp_path: Path, spoil: object) -> None:
    """A file that is cut off, of another shape or another version is an error that names it and the next step."""
    quarantine = Quarantine(tmp_path)
    file = quarantine.put(candidate(), REPORT)
    assert callable(spoil)
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(MkgError, match=rf"{file.name}.*import"):
        quarantine.list()


def test_a_folder_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, the refused record cannot be kept, and that is said."""
    (tmp_path / "quarantine").write_text("")
    with pytest.raises(MkgError, match="cannot be kept"):
        Quarantine(tmp_path / "quarantine").put(candidate(), REPORT)
