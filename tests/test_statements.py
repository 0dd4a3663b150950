"""IRIs, literals, fingerprints and claims: the same input gives the same graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Offer, Origin, Product, fingerprint, text_in
from mkgrdf.statements import Claim, Model, Run, Statements, literal
from mkgrdf.vocabulary import MKG, RDF, XSD, shorten

IRIS = Iris("https://example.org/shop/")
BAG = Product(
    "24-MB01", (("en", "Day bag"), ("zh", "日用包")), Origin("bags.csv", 2), offers=(Offer(Decimal("9.90"), "USD"),)
)


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_any_key_makes_an_iri_that_parses(key: str) -> None:
    """Whatever text a source uses as a key, its IRI survives being written and read."""
    node = IRIS.product(key)
    line = f"<{node.value}> <http://x/p> <{node.value}> .\n"
    assert next(iter(parse(input=line, format=RdfFormat.N_TRIPLES))).subject == node


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_keys_come_back_out_of_iris(key: str) -> None:
    """A node's key can be read back, up to Unicode normal form and outer blanks."""
    import unicodedata

    folded = unicodedata.normalize("NFC", key).strip()
    assert IRIS.key(IRIS.product(key)) == (folded or "_")


def test_different_keys_have_different_iris() -> None:
    """Escaping loses nothing: a slash, an escape and case all count."""
    keys = ["a/b", "a%2Fb", "a b", "A B", "包", "包/1", ".", "..", "%"]
    assert len({IRIS.product(key).value for key in keys}) == len(keys)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40, places=3))
def test_a_decimal_keeps_all_its_digits(number: Decimal) -> None:
    """However many digits a number has, its literal is the same number, without an exponent."""
    written = literal(number).value
    assert Decimal(written) == number
    assert "E" not in written
    assert not ("." in written and written.endswith("0"))


def test_content_keys_do_not_run_together() -> None:
    """Parts are kept apart, so ("ab", "c") and ("a", "bc") differ."""
    assert content_key("ab", "c") != content_key("a", "bc")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", Literal("x")),
        (True, Literal("true", datatype=XSD.boolean)),
        (3, Literal("3", datatype=XSD.integer)),
        (Decimal("1E+2"), Literal("100", datatype=XSD.decimal)),
        (date(2026, 11, 11), Literal("2026-11-11", datatype=XSD.date)),
        (datetime(2026, 11, 11, 20, tzinfo=UTC), Literal("2026-11-11T20:00:00Z", datatype=XSD.dateTime)),
    ],
)
def test_values_become_typed_literals(value: str | int | Decimal | date, expected: Literal) -> None:
    """Each Python type has one RDF datatype."""
    assert literal(value) == expected


def test_floats_are_refused() -> None:
    """Money and measures are exact."""
    with pytest.raises(TypeError, match="Decimal"):
        literal(9.9)  # type: ignore[arg-type]  # the wrong type is what is tested


def test_fingerprint_ignores_where_the_row_stands() -> None:
    """Inserting a row above another changes nothing about it."""
    moved = replace(BAG, origin=Origin("bags.csv", 3))
    assert fingerprint(moved) == fingerprint(BAG)


@pytest.mark.parametrize(
    "change",
    [
        {"names": (("en", "Day bag"),)},
        {"offers": (Offer(Decimal("9.91"), "USD"),)},
        {"offers": (Offer(Decimal("9.90"), "CNY"),)},
        {"images": ("a",)},
        {"videos": ("a",)},
        {"brand": ""},
        {"is_group": True},
    ],
)
def test_fingerprint_sees_every_change(change: dict[str, Any]) -> None:
    """Whatever a record says differently gives another fingerprint."""
    assert fingerprint(replace(BAG, **change)) != fingerprint(BAG)


def test_fingerprint_compares_amounts_not_spelling() -> None:
    """9.90 and 9.9 are one price."""
    assert fingerprint(replace(BAG, offers=(Offer(Decimal("9.9"), "USD"),))) == fingerprint(BAG)


def test_claim_asserts_its_edge_and_explains_it() -> None:
    """An edge can be queried plainly, and questioned through its claim."""
    statements = Statements()
    edge = (IRIS.product("a"), MKG.satisfies, IRIS.concept("stay-dry"))
    run = IRIS.node("run", "1")
    claim = statements.claim(Claim(*edge, Decimal("0.8"), run, (IRIS.document("d"),)), NamedNode("http://g"), IRIS)
    said = {(triple.subject, triple.predicate, triple.object) for triple in statements.triples()}
    assert edge in said
    assert (claim, RDF.type, MKG.Claim) in said
    assert (claim, MKG.evidence, IRIS.document("d")) in said
    assert (claim, MKG.confidence, literal(Decimal("0.8"))) in said


def test_a_weak_claim_makes_no_edge() -> None:
    """What is not surely so can be asked about, and nothing follows from it."""
    statements = Statements()
    edge = (IRIS.product("a"), MKG.satisfies, IRIS.concept("stay-dry"))
    weak = Claim(*edge, Decimal("0.2"), IRIS.node("run", "1"), (IRIS.document("d"),), asserted=False)
    claim = statements.claim(weak, NamedNode("http://g"), IRIS)
    assert {triple.subject for triple in statements.triples()} == {claim}


def test_run_is_named_by_what_ran_not_when() -> None:
    """Running the same thing again is the same run, at another time."""
    run = Run(
        "import luma", Model("source:magento", "0.1.0", "magento reader"), "x", datetime(2026, 1, 1, tzinfo=UTC), "luma"
    )
    later = replace(run, started=datetime(2026, 1, 2, tzinfo=UTC))
    assert run.iri(IRIS) == later.iri(IRIS)
    assert run.candidate(IRIS) != later.candidate(IRIS)


def test_text_in_prefers_the_language_asked_for() -> None:
    """The languages are tried in order; any text beats none."""
    assert text_in(BAG.names, "zh") == "日用包"
    assert text_in(BAG.names, "fr", "en") == "Day bag"
    assert text_in(BAG.names, "fr") == "Day bag"
    assert text_in((), "en") == ""


def test_shorten_uses_prefixes_only_where_they_read_back() -> None:
    """A prefixed name stands for exactly one IRI."""
    assert shorten(MKG.Product.value) == "mkg:Product"
    assert shorten("https://schema.org/a/b") == "https://schema.org/a/b"
    assert shorten("https://example.org/x") == "https://example.org/x"
