"""The demo shop is rich enough: every kind of node and edge of the pattern layer occurs, every query has rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.assistant import recommend
from mkgrdf.project import Project, open_project
from mkgrdf.queries import Value, all_queries, load_query, run, select
from mkgrdf.resources import resource
from mkgrdf.script import write_script
from mkgrdf.settings import FILE_NAME, load_settings
from mkgrdf.shacl.validation import validate_store
from mkgrdf.vocabulary import MKG, OWL, PROV, RDF, SCHEMA, SKOS, Namespace, shorten

pytestmark = pytest.mark.slow

ONTOLOGY: tuple[Triple, ...] = tuple(
    quad.triple for quad in parse(path=str(resource("ontology", "mkg.ttl")), format=RdfFormat.TURTLE)
)

# Classes of the pattern layer that no node has as its own.
ABSTRACT = {
    MKG.Concept: "each is a Scene, PainPoint, Intent, Audience or Occasion",
    MKG.Document: "each is a DetailPage, Review, MicroBlogPost, Question or Answer",
    MKG.Evidence: "the union of what a claim may rest on",
    MKG.Medium: "the union of Image, Video, Clip and Region",
    MKG.SentenceKind: "its members are terms of the ontology",
    MKG.EntityType: "its members are terms of the ontology",
    MKG.SegmentKind: "its members are terms of the ontology",
    MKG.Outcome: "its members are terms of the ontology",
}
INVERSES = {MKG.satisfiedBy, MKG.depictedBy, MKG.segmentOf}
# What data may state and the demo shop does not state yet. A test makes sure that nothing stands here needlessly.
MISSING: dict[NamedNode, str] = {
    MKG.repeats: "no two texts of the shop say the same",
    MKG.account: "the shop's posts name nobody",
    MKG.offsetMap: "the shop's texts are no HTML",
    # mkg:statesFacts is said in the ontology, about the kinds of segments.
    MKG.statesFacts: "said in the ontology",
}

# What each query is asked; ids are minted under the shop's base IRI.
ASKED: dict[str, dict[str, Value]] = {
    "assistant/card": {"product": "dew-hour", "day": "2026-11-24"},
    "assistant/evidence": {"subject": "dew-hour"},
    "assistant/name": {"node": "dry-skin", "language": "zh"},
    "assistant/offers": {"product": "dew-hour", "day": "2026-11-24"},
    "assistant/product-by-sku": {"sku": "dew-hour"},
    "assistant/values": {"product": "spring-bottle", "language": "zh"},
    "browse/is-known": {"node": "dew-hour"},
    "browse/category": {"category": "Skin care/Face"},
    "browse/neighbourhood": {"node": "dew-hour"},
    "browse/chain": {"product": "dew-hour"},
    "browse/product": {"product": "dew-hour"},
    "browse/provenance": {"node": "dew-hour"},
    "pipeline/graphs": {"prefix": "https://example.org/demo-shop/graph/"},
    "pipeline/records": {"source": "shop"},
    "publish/void-totals": {"base": "https://example.org/demo-shop/"},
    "concepts/evidence": {"concept": "long-flight"},
    "concepts/listed": {"prefix": "https://example.org/demo-shop/graph/extract/discovery/"},
    "concepts/products": {"concept": "long-flight"},
    "concepts/sentences": {"concept": "long-flight"},
    "recommend/by-need": {"need": "deep-hydration"},
    "recommend/by-pain-point": {"pain": "dry-skin", "language": "zh"},
    "recommend/by-product": {"product": "dew-hour"},
    "recommend/by-scene": {"scene": "long-flight"},
    "script/scenes": {"medium": "scene-flight"},
    "script/concept": {"concept": "long-flight", "language": "zh"},
    "script/facts": {"product": "spring-bottle"},
    "script/identity": {"product": "dew-hour", "language": "zh"},
    "script/links": {
        "subject": "https://example.org/demo-shop/concept/long-flight",
        "predicate": "raises",
        "object": "https://example.org/demo-shop/concept/dry-skin",
    },
    "script/media": {"thing": "dew-hour"},
    "script/mentions": {"product": "dew-hour"},
    "script/origin": {"node": "https://example.org/demo-shop/product/dew-hour"},
    "script/paths": {"product": "dew-hour"},
    "script/sentences": {"product": "dew-hour", "language": "zh"},
    "script/shown": {"medium": "scene-flight"},
    "script/suits": {"product": "dew-hour"},
    "script/supports": {"product": "dew-hour", "language": "zh"},
}

# What has no rows here, and why.
EMPTY = {"pipeline/of-pages": "no product of the shop is described by a web page"}

# Written the same way in a Chinese text: sizes of standards and the trade name of a plastic.
INTERNATIONAL = {"USB-C", "SPF", "UPF", "Tritan", "PVC"}


@pytest.fixture(scope="module")
def demo(demo_shop: Path) -> Iterator[Project]:
    """The built demo shop, opened for reading."""
    with open_project(load_settings(demo_shop / FILE_NAME), read_only=True) as project:
        yield project


def declared(kind: NamedNode, *namespaces: Namespace) -> set[NamedNode]:
    return {
        triple.subject
        for triple in ONTOLOGY
        if triple.predicate == RDF.type
        and triple.object == kind
        and isinstance(triple.subject, NamedNode)
        and any(triple.subject in namespace for namespace in namespaces)
    }


def used(project: Project, query: str, column: str) -> set[NamedNode]:
    return {row.iri(column) for row in select(project.store, query)}


def names(nodes: set[NamedNode]) -> list[str]:
    return sorted(shorten(node.value) for node in nodes)


def objects(project: Project, predicate: NamedNode) -> set[str]:
    rows = project.store.select(f"SELECT DISTINCT ?object WHERE {{ ?s {predicate} ?object }}").rows
    return {shorten(row[0].value) for row in rows if row[0] is not None}


def test_every_class_has_a_node(demo: Project) -> None:
    """Each class of the pattern layer that is not abstract has an instance; no abstract one has."""
    concrete = declared(OWL.Class, MKG) - set(ABSTRACT)
    assert len(concrete) > 30
    found = used(demo, "publish/void-classes", "class")
    assert names(concrete - found) == []
    assert names(found & set(ABSTRACT)) == []


def test_every_edge_occurs(demo: Project) -> None:
    """Each object property that data may state is stated, but for the gaps that are named above with their reason."""
    edges = declared(OWL.ObjectProperty, MKG, SCHEMA, PROV) - INVERSES
    edges.add(SKOS.broader)
    assert len(edges) > 40
    found = used(demo, "publish/void-properties", "property")
    assert names(edges - found - set(MISSING)) == []
    assert names(found & set(MISSING)) == [], "no longer missing: take it off the list"
    assert names(found & INVERSES) == [], "an inverse follows from its property and is not stated beside it"


def test_every_attribute_occurs(demo: Project) -> None:
    """Each datatype property of the pattern layer has a value somewhere."""
    attributes = declared(OWL.DatatypeProperty, MKG, SCHEMA, PROV)
    assert len(attributes) > 30
    found = used(demo, "publish/void-properties", "property")
    assert names(attributes - found - set(MISSING)) == []


@pytest.mark.parametrize(
    ("subject", "edge", "object_"),
    [
        (subject, edge, object_)
        for edge, subjects, objects_ in (
            ("raises", "Scene", "PainPoint"),
            ("motivates", "PainPoint", "Intent"),
            ("satisfies", "Product ProductGroup", "Intent"),
            ("supports", "PropertyValue", "Intent"),
            ("suits", "Product ProductGroup", "Scene Audience Occasion"),
            ("suffers", "Product ProductGroup", "PainPoint"),
            ("hasValue", "Product ProductGroup", "PropertyValue"),
            ("about", "Sentence DetailPage Review MicroBlogPost Question Answer", "Product ProductGroup"),
            ("mentions", "Sentence", "Scene PainPoint Intent Audience Occasion"),
            ("denotes", "Mention", "Product Scene PainPoint Intent Audience Occasion"),
            ("depicts", "Image Clip Region", "Product Scene Intent"),
            ("illustrates", "Image Clip", "Sentence"),
            ("derivedFrom", "Sentence", "DetailPage Review MicroBlogPost Answer"),
            ("cites", "Segment", "Claim Sentence Offer PropertyValue SourceRecord"),
            ("shows", "Segment", "Image Clip Region"),
            ("features", "Broadcast", "Product ProductGroup"),
            ("exposes", "Exposure", "Product"),
        )
        for subject in subjects.split()
        for object_ in objects_.split()
    ],
)
def test_an_edge_ties_each_kind_of_node(demo: Project, subject: str, edge: str, object_: str) -> None:
    """The edge occurs between these two classes: a domain or a range is not only half used."""
    assert demo.store.ask(f"ASK {{ ?s a {MKG[subject]} ; {MKG[edge]} ?o . ?o a {MKG[object_]} }}")


def test_every_kind_of_sentence_outcome_and_availability_occurs(demo: Project) -> None:
    """Closed lists are used to the full, so filters by them can be tried out."""
    assert objects(demo, MKG.kind) == set(names(declared(MKG.SentenceKind, MKG)))
    assert objects(demo, MKG.outcome) == set(names(declared(MKG.Outcome, MKG)))
    assert objects(demo, SCHEMA.availability) == set(names(declared(SCHEMA.ItemAvailability, SCHEMA)))


def test_both_languages_are_everywhere(demo: Project) -> None:
    """Products, concepts, values, categories, sentences and segments have English and Chinese words."""
    for kind, word in (
        ("Product", SCHEMA.name),
        ("Scene", SKOS.prefLabel),
        ("PropertyValue", SKOS.prefLabel),
        ("Category", SKOS.prefLabel),
        ("Sentence", SCHEMA.text),
        ("Segment", SCHEMA.text),
        ("Clip", SCHEMA.caption),
    ):
        for language in ("en", "zh"):
            assert demo.store.ask(f'ASK {{ ?s a {MKG[kind]} ; {word} ?w FILTER(lang(?w) = "{language}") }}'), kind


@pytest.mark.parametrize("name", [query.name for query in all_queries()])
def test_every_query_answers(demo: Project, name: str) -> None:
    """A ready-made query has rows, but for what is named above; one that looks for faults has none: there are none."""
    result = run(load_query(name), demo.store, ASKED.get(name, {}), iris=demo.iris)
    if isinstance(result, bool):
        assert result is (name == "browse/is-known"), "the other of this form asks whether the graph is empty"
    else:
        rows = result if isinstance(result, tuple) else result.rows
        assert bool(rows) is not (name.startswith("check/") or name in EMPTY)


def test_nothing_is_asked_of_a_query_that_is_gone() -> None:
    """Each entry of the table above is a ready-made query's."""
    assert set(ASKED) <= {query.name for query in all_queries()}


def test_the_whole_store_conforms(demo: Project) -> None:
    """With the scripts in it, the store has no violation and no warning."""
    report = validate_store(demo.store)
    assert report.targeted > 12_000
    assert [violation.shape for violation in report.violations] == []


def test_saved_scripts_are_in_the_graph(demo: Project, demo_shop: Path) -> None:
    """`script --save` names the script that it stored, and the graph has it in that language."""
    for language in ("en", "zh"):
        said = (demo_shop / f"saved.{language}.txt").read_text(encoding="utf-8")
        match = re.fullmatch(r"saved as (\S+)\n", said)
        assert match is not None
        script = NamedNode(match[1])
        product = demo.iris.product("dew-hour")
        assert demo.store.ask(
            f'ASK {{ {script} a {MKG.Script} ; {MKG.presents} {product} ; {SCHEMA.inLanguage} "{language}" }}'
        )


def test_chinese_scripts_are_chinese(demo: Project) -> None:
    """In a Chinese script only brands and international names are in Latin letters."""
    rows = demo.store.select(f"SELECT ?name WHERE {{ ?b a {MKG.Brand} ; {SCHEMA.name} ?name }}").rows
    brands = {row[0].value for row in rows if row[0] is not None}
    for product in ("dew-hour", "daylight", "brim-hat", "beam-headlamp", "spring-bottle", "orbit-blender"):
        script = write_script(
            demo.store, demo.iris, demo.iris.product(product), language="zh", now=demo.now, currency="USD"
        )
        words = set(re.findall(r"[A-Za-z][A-Za-z'-]+", " ".join(segment.text for segment in script.segments)))
        assert words <= brands | INTERNATIONAL, product
        assert all(re.search(r"[\u4e00-\u9fff]", segment.text) for segment in script.segments), product
        assert [gap.code for gap in script.gaps] == [], product


@pytest.mark.parametrize("pain", ["皮肤干", "dry skin"])
def test_a_moisturiser_leads_against_dry_skin(demo: Project, pain: str) -> None:
    """A buyer's sister with dry skin, who loves the cream, is no complaint; so no cleanser goes before it."""
    found = recommend(demo.store, demo.iris, pain=pain, language="zh", now=demo.now)
    assert found[0].product == demo.iris.product("dew-hour")
    assert not found[0].complaints


@pytest.mark.parametrize("scene", ["gym", "running", "跑步"])
def test_what_keeps_rain_out_is_nothing_for_sweat(demo: Project, scene: str) -> None:
    """To stay dry is to keep out of the rain; sweat is wicked away and dries quickly."""
    found = recommend(demo.store, demo.iris, scene=scene, language="en", now=demo.now)
    assert found
    rain = demo.iris.concept("stay-dry")
    assert not any(rain in (edge.subject, edge.object) for item in found for edge in item.path)


def test_what_the_demo_command_said(demo_shop: Path) -> None:
    """`mkgrdf demo --json` accounts for every record and shows a script and recommendations in both languages."""
    said: dict[str, Any] = json.loads((demo_shop / "demo.json").read_text(encoding="utf-8"))
    (imported,) = said["imports"]
    assert imported["read"] == imported["new"] == sum(imported["records"].values()) > 600
    assert (imported["rejected"], imported["quarantined"], imported["repeated"]) == (0, 0, 0)
    assert said["extracted"]["quarantined"] == 0
    assert said["validation"]["conforms"] is True
    assert {decided["action"] for decided in said["decided"]} == {"approve", "rename", "merge", "reject"}
    assert [shown["language"] for shown in said["shown"]] == ["en", "zh"]
    for shown in said["shown"]:
        assert shown["script"]["path"]["scene"]
        assert "price" in {segment["kind"] for segment in shown["script"]["segments"]}
        assert shown["recommendations"][0]["product"].endswith(("/product/dew-hour", "/product/drowse-pillow"))
        assert all(item["reason"] and item["path"] for item in shown["recommendations"])
