"""What a change can alter, and what has to be seen to judge it: on random shapes and data, never too little."""

from __future__ import annotations

import os
from collections.abc import Iterable

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.judging.affected import Reaches
from mkgrdf.shacl.judging.contents import Contents
from mkgrdf.shacl.judging.view import Surroundings, View
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.store.embedded import EmbeddedStore
from tests.shacl.random_shapes import data_graphs, shapes_graphs

EXAMPLES = int(os.environ.get("MKGRDF_EXAMPLES", "100"))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
GRAPH = NamedNode("https://example.org/graph")


def view_of(data: Iterable[Triple]) -> tuple[View, set[Triple]]:
    """A view of nothing but ``data``, and the data as it has them."""
    staged = Contents()
    staged.put(GRAPH, data)
    view = View(Surroundings(EmbeddedStore()), hidden=(), gone=(), staged=staged, shown={GRAPH}, classes={})
    return view, set(staged.of(GRAPH))


def by_node(violations: Iterable[Violation]) -> dict[Node, list[Violation]]:
    found: dict[Node, list[Violation]] = {}
    for violation in violations:
        found.setdefault(violation.targeted, []).append(violation)
    return found


@settings(max_examples=EXAMPLES, suppress_health_check=SLOW, deadline=None)
@given(shapes_graphs(), data_graphs(), st.data())
def test_whoever_has_a_new_fault_is_affected(
    shapes_graph: list[Triple], data: list[Triple], more: st.DataObject
) -> None:
    """Statements are added and taken away; a node with a result that it did not have counts as affected."""
    shapes = Shapes(shapes_graph)
    lost = set(more.draw(st.lists(st.sampled_from(data), max_size=3))) if data else set()
    gained = set(more.draw(data_graphs())[:3])
    old = list(data)
    view, new = view_of([*(triple for triple in data if triple not in lost), *gained])
    _, before = view_of(old)
    affected = Reaches.of(shapes.model).affected(before ^ new, view)
    then, now = (by_node(validate(triples, shapes).violations) for triples in (before, new))
    # What a node no longer has is no matter: it may be no focus node any more.
    differing = {node for node in now if set(now[node]) - set(then.get(node, ()))}
    event("some differ" if differing else "none differs")
    assert differing <= affected


@settings(max_examples=EXAMPLES, suppress_health_check=SLOW, deadline=None)
@given(shapes_graphs(), data_graphs(), st.data())
def test_a_slice_is_judged_as_the_whole(shapes_graph: list[Triple], data: list[Triple], more: st.DataObject) -> None:
    """Of any nodes, the slice around them gives the results that all the data give."""
    shapes = Shapes(shapes_graph)
    view, triples = view_of(data)
    nodes = sorted({plain(one)[at] for one in triples for at in (0, 2)}, key=str)
    chosen = set(more.draw(st.lists(st.sampled_from(nodes), max_size=3))) if nodes else set()
    part = list(Reaches.of(shapes.model).slice(chosen, view))
    event("a part" if len(set(part)) < len(triples) else "everything")
    assert set(part) <= triples
    whole = validate(triples, shapes, about=chosen.__contains__).violations
    assert validate(part, shapes, about=chosen.__contains__).violations == whole
