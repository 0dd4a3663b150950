"""What is staged is found, and spelt, as a store would find and spell it."""

from __future__ import annotations

from typing import Any

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.judging.contents import Contents
from mkgrdf.vocabulary import XSD

_NODES = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in "abc"])
_LITERALS = st.one_of(
    st.builds(Literal, st.sampled_from(["", "1", "01", "裙子"])),
    st.builds(lambda text: Literal(text, language="zh"), st.sampled_from(["1", "裙子"])),
    st.builds(
        lambda text, datatype: Literal(text, datatype=datatype),
        st.sampled_from(
            ["1", "01", "+1.0", "1.50", "1e0", "true", "0", "2026-11-24", "2026-11-24T00:00:00.0Z", "P1Y12M"]
        ),
        st.sampled_from([XSD.integer, XSD.decimal, XSD.double, XSD.boolean, XSD.date, XSD.dateTime, XSD.duration]),
    ),
)
_TRIPLES = st.builds(Triple, _NODES, _NODES, st.one_of(_NODES, _LITERALS))
_GRAPHS = st.dictionaries(_NODES, st.lists(_TRIPLES, max_size=8))
_PATTERNS = st.tuples(st.none() | _NODES, st.none() | _NODES, st.none() | _NODES | _LITERALS, st.none() | _NODES)


@given(graphs=_GRAPHS, dropped=_NODES, patterns=st.lists(_PATTERNS, max_size=8))
def test_a_pattern_matches_what_it_matches_in_a_store(
    graphs: dict[NamedNode, list[Triple]], dropped: NamedNode, patterns: list[Any]
) -> None:
    contents, store = Contents(), pyoxigraph.Store()
    for graph, triples in graphs.items():
        contents.put(graph, triples)
        store.extend(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
    contents.drop(dropped)
    store.remove_graph(dropped)

    for pattern in [(None, None, None, None), *patterns]:
        found = list(contents.matching(*pattern))
        assert len(found) == len(set(found))
        assert set(found) == set(store.quads_for_pattern(*pattern))
    for graph in graphs.keys() - {dropped}:
        assert set(contents.of(graph)) == {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}
