"""A script in RDF: what is said about it, and that the gate lets it in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pyoxigraph import Literal

from mkgrdf.iris import Iris
from mkgrdf.script import describe_script, write_script
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, PROV, SCHEMA

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_script_is_one_graph_and_its_run_another(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The graph holds the script with each segment; the run names the model; writing it again gives the same graph."""
    script = write_script(small_shop, small_iris, "cream", language="zh", now=NOW)
    run, candidate = describe_script(script, small_iris, now=NOW)
    assert candidate.graph.value.startswith("https://example.org/shop/graph/scripts/")
    texts = [triple.object for triple in candidate.triples if triple.predicate == SCHEMA.text]
    assert texts == [Literal(segment.text, language="zh") for segment in script.segments]
    cites = [triple for triple in candidate.triples if triple.predicate == MKG.cites]
    assert len(cites) == sum(len({item.node for item in segment.cites}) for segment in script.segments)
    (by,) = (triple.object for triple in candidate.triples if triple.predicate == PROV.wasGeneratedBy)
    assert by == run.subject
    assert Literal("embedded:script-templates") in {triple.object for triple in run.triples}
    again = describe_script(write_script(small_shop, small_iris, "cream", language="zh", now=NOW), small_iris, now=NOW)
    assert again == (run, candidate)


@pytest.mark.parametrize("product", ["cream", "mug"])
def test_the_gate_lets_a_script_in(product: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Checked together with the graph that it cites, a script conforms to the shapes of the pattern layer."""
    from mkgrdf.shacl.gate import Gate

    script = write_script(small_shop, small_iris, product, language="en", now=NOW)
    judgement = Gate().judge(describe_script(script, small_iris, now=NOW), small_shop)
    assert [report.violations for _, report in judgement.refused] == []
    assert len(judgement.accepted) == 2
