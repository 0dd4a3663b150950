"""A chain of the demo shop with its evidence, and what is too weak to be part of one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from mkgrdf.project import Project, open_project
from mkgrdf.queries import Value, load_query, run
from mkgrdf.settings import FILE_NAME, load_settings
from mkgrdf.vocabulary import MKG


@pytest.fixture(scope="module")
def project(demo_shop: Path) -> Iterator[Project]:
    """The built demo shop, for reading."""
    with open_project(load_settings(demo_shop / FILE_NAME), read_only=True) as opened:
        yield opened


def rows(project: Project, name: str, **asked: Value) -> list[dict[str, str]]:
    """Return the rows of a query as short texts: the end of an IRI, the words of a literal."""
    answer = run(load_query(name), project.store, asked, iris=project.iris)
    assert not isinstance(answer, bool | tuple)
    found = []
    for row in answer.rows:
        terms = {column: term for column, term in zip(answer.columns, row, strict=True) if term is not None}
        found.append({column: short(term.value, project.iris.base) for column, term in terms.items()})
    return found


def short(text: str, base: str) -> str:
    return text.rsplit("#", 1)[-1].removeprefix(base)


LINKS = {"raises", "motivates", "satisfies"}


def test_chain_in_rain(project: Project) -> None:
    """Rain makes the ground slippery, so one wants to stand safely, which the boots give: each link with its words."""
    found = rows(project, "browse/chain", product="tread-boots", chains=3)
    chain = [row for row in found if row["scene"] == "concept/rainy-day" and row["pain"] == "concept/slippery-ground"]
    assert {row["intent_name"] for row in chain} == {"secure footing"}
    texts = {link: [row["text"] for row in chain if row["link"] == link and "text" in row] for link in LINKS}
    assert "下雨天走泥路不打滑，鞋里是干的。" in texts["raises"]
    assert "深齿橡胶大底抓地力强，湿石头、泥路都站得稳。" in texts["satisfies"]
    assert {row["link"] for row in chain} == LINKS
    assert all(0 < float(row["confidence"]) <= 1 for row in chain)
    scores = [float(row["score"]) for row in found]
    assert scores == sorted(scores, reverse=True)


def test_weak_claims_lead_nowhere(project: Project) -> None:
    """The shop has weak claims; none is an edge, and no query that shows what a product suits or why returns one."""
    weak = rows(project, "browse/weak-claims", limit=500)
    assert {row["edge"] for row in weak} >= {"suits", "satisfies", "suffers"}
    assert all("text" in row for row in weak)
    subjects = {NamedNode(project.iris.base + row["subject_found"]) for row in weak}
    edges = {quad.triple for quad in project.store.about(subjects)}
    for row in weak:
        subject, object_ = (NamedNode(project.iris.base + row[name]) for name in ("subject_found", "object"))
        assert Triple(subject, MKG[row["edge"]], object_) not in edges
    suited = [row for row in weak if row["edge"] == "suits"][:5]
    for row in suited:
        product = row["subject_found"].removeprefix("product/")
        assert row["claim"] not in {found["claim"] for found in rows(project, "script/suits", product=product)}


def test_quick(project: Project) -> None:
    """A chain is found in a fraction of a second, however busy the machine."""
    begin = time.perf_counter()
    rows(project, "browse/chain", product="transit-backpack")
    assert time.perf_counter() - begin < 2
