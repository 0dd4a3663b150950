"""Whatever can be said in RDF without blank nodes comes back from the store as it went in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.statements import Iris, literal
from mkgrdf.store import Commit, EmbeddedStore, Store, open_store
from mkgrdf.vocabulary import XSD

IRIS = Iris("https://example.org/shop/")
# Any text but lone surrogates, which UTF-8 cannot carry; quotes, backslashes and line ends more often than by chance.
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.text(st.sampled_from("\"'\\\n\r\t<>{}?$#@^.;,a包")),
    st.sampled_from(["日用包", 'a "quoted" \\ word', "it's\nnew", "\u0085 \u2028 \u0007", "\x00", "𝒳"]),
)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
LITERALS = st.one_of(
    TEXTS.map(literal),
    st.builds(literal, TEXTS, st.sampled_from(["en", "zh", "zh-CN", "zh-Hant-TW", "EN-gb"])),
    DECIMALS.map(literal),
    st.integers(-(10**30), 10**30).map(literal),
    st.booleans().map(literal),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(literal),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda at: literal(at.replace(tzinfo=UTC))),  # noqa: DTZ001
    TEXTS.map(lambda text: Literal(text, datatype=XSD.decimal)),  # ill-typed, as a source may have it
)
NODES = st.builds(IRIS.node, st.sampled_from(["product", "value"]), TEXTS)
TRIPLES = st.builds(Triple, NODES, NODES, st.one_of(NODES, LITERALS))
CONTENTS = st.dictionaries(NODES, st.lists(TRIPLES, max_size=6), max_size=4)


def meaning(term: object) -> object:
    """Return what ``term`` means, whatever its spelling: values of numbers, lower-case tags."""
    if not isinstance(term, Literal):
        return term
    if term.language is not None:
        return ("text", term.value, term.language.lower())
    if term.datatype in (XSD.decimal, XSD.integer):
        try:
            return (term.datatype, Decimal(term.value))
        except ArithmeticError:
            return (term.datatype, term.value)
    if term.datatype == XSD.dateTime:
        return (term.datatype, datetime.fromisoformat(term.value))
    return (term.datatype, term.value)


def meanings(quads: set[Quad]) -> set[object]:
    return {(quad.subject, quad.predicate, meaning(quad.object), quad.graph_name) for quad in quads}


def check_round_trip(store: Store, contents: dict[NamedNode, list[Triple]]) -> None:
    expected = {Quad(t.subject, t.predicate, t.object, graph) for graph, triples in contents.items() for t in triples}
    others = [quad.graph_name for quad in store.quads() if isinstance(quad.graph_name, NamedNode)]
    store.commit(contents, remove=set(others) - contents.keys())
    found = set(store.quads())
    assert meanings(found) == meanings(expected)
    assert len(store) == len(found)
    # Once more: nothing is new, whatever the spelling.
    assert store.commit(contents) == Commit(0, 0)
    # Queries see each statement once.
    answer = store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert sorted(map(str, answer.rows)) == sorted({str((q.subject, q.predicate, q.object)) for q in found})
    # Taking away leaves nothing, neither in the graphs nor for queries.
    assert store.commit({}, remove=contents) == Commit(0, len(found))
    assert not store.ask("ASK { ?s ?p ?o }")


@given(st.lists(CONTENTS, min_size=1, max_size=3))
def test_embedded_round_trip(states: list[dict[NamedNode, list[Triple]]]) -> None:
    """One state after another goes into an embedded store and comes out equal in meaning."""
    with EmbeddedStore() as store:
        for contents in states:
            check_round_trip(store, contents)


@pytest.mark.network
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONTENTS)
def test_endpoint_round_trip(endpoint_url: str, contents: dict[NamedNode, list[Triple]]) -> None:
    """The same through HTTP, where terms travel as SPARQL text, JSON and N-Quads."""
    with open_store(endpoint_url) as store:
        check_round_trip(store, contents)
