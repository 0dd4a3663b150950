"""`mkgrdf validate`: each exit code with a real file, and what the report says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import RDF, SCHEMA, SH
from tests.building import command
from tests.cli.conftest import Shop

BROKEN = """\
@prefix ex: <https://example.org/shop/> .
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> .

ex:sale a mkg:Offer ;
    schema:priceCurrency "USD" ;
    schema:price "cheap" .
"""
MAT = NamedNode("https://example.org/shop/product/mat")


@pytest.fixture
def folder(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside any project, with a file that conforms and one that does not."""
    shutil.copy(repository / "tests" / "shapes" / "product" / "valid.ttl", tmp_path / "good.ttl")
    (tmp_path / "broken.ttl").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_0_it_conforms(folder: Path) -> None:
    """A good file needs no project: the summary says how much was looked at."""
    assert "0 violations" in command("validate", "good.ttl").stdout


def test_1_it_does_not(folder: Path) -> None:
    """A violation names shape, path, node, value and the file and line that it stands on."""
    said = command("validate", "broken.ttl", code=1).stdout
    blocks = [block for block in said.split("\n\n") if "mkgsh:Offer-price\n" in block]
    assert blocks, said
    lines = blocks[0].strip().splitlines()
    assert lines[0].startswith("Violation: ")
    assert any(line.startswith("  where: broken.ttl:7") for line in lines)
    assert lines[1:5] == [
        "  shape: mkgsh:Offer-price",
        "  check: not of the datatype",
        "  path: schema:price",
        "  node: <https://example.org/shop/sale>",
    ]
    assert '  value: "cheap"' in lines


def test_1_of_several_files(folder: Path) -> None:
    """Files are checked together; a folder stands for the files in it."""
    assert "broken.ttl:7" in command("validate", "good.ttl", "broken.ttl", code=1).stdout
    assert "broken.ttl:7" in command("validate", ".", code=1).stdout


def test_2_usage(folder: Path) -> None:
    """Files, a store and an endpoint at once are too many; without any, a project is needed."""
    assert "one of the three" in command("validate", "good.ttl", "--store", "store", code=2).stderr
    command("validate", "--format", "xml", "good.ttl", code=2)
    assert "mkgrdf init" in command("validate", code=2).stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [("cut.ttl", BROKEN[:-20]), ("text.txt", "no RDF"), ("latin.ttl", BROKEN.replace("cheap", "é").encode("latin-1"))],
)
def test_3_data_that_cannot_be_read(folder: Path, name: str, content: str | bytes) -> None:
    """The file is named on stderr, and there is no report."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    result = command("validate", name, code=3)
    assert name in result.stderr
    assert result.stdout == ""


def test_4_shapes_that_are_none(folder: Path) -> None:
    """A shapes file that is not SHACL, not RDF or not there is told from bad data."""
    (folder / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <https://example.org/> .\n"
        'ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCount "many" ] .\n',
        encoding="utf-8",
    )
    (folder / "cut.ttl").write_text("ex:s a", encoding="utf-8")
    for name in ("shapes.ttl", "cut.ttl", "nowhere.ttl"):
        result = command("validate", "good.ttl", "--shapes", name, code=4)
        assert result.stdout == ""
        assert "shapes" in result.stderr


def test_5_nothing_was_targeted(folder: Path) -> None:
    """Data without a class that a shape looks at does not pass for good."""
    (folder / "other.ttl").write_text("<https://example.org/a> <https://example.org/p> 1 .\n", encoding="utf-8")
    result = command("validate", "other.ttl", code=5)
    assert "looked at nothing" in result.stderr


def test_shapes_of_ones_own(folder: Path) -> None:
    """`--shapes` replaces the shipped ones."""
    (folder / "mine.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .\n"
        "@prefix ex: <https://example.org/> .\n@prefix schema: <https://schema.org/> .\n"
        "ex:Cheap a sh:NodeShape ; sh:targetClass mkg:Offer ; sh:property ex:Cheap-price .\n"
        'ex:Cheap-price sh:path schema:price ; sh:hasValue "cheap" ; sh:message "cheap only"@en .\n',
        encoding="utf-8",
    )
    assert command("validate", "broken.ttl", "--shapes", "mine.ttl").stdout.startswith("0 violations")
    assert "cheap only" in command("validate", "good.ttl", "--shapes", "mine.ttl", code=1).stdout


def test_messages_in_chinese(folder: Path) -> None:
    """With --language zh, messages and headings are Chinese."""
    said = command("validate", "broken.ttl", "--language", "zh", code=1).stdout
    assert "形状: mkgsh:Offer-price" in said
    assert "违规: " in said
    assert any("\u4e00" <= character <= "\u9fff" for character in said.partition("违规: ")[2].splitlines()[0])


def test_json_report(folder: Path) -> None:
    """The same facts as values; messages in both languages."""
    for words in (("--json",), ("--format", "json")):
        found = json.loads(command("validate", "broken.ttl", *words, code=1).stdout)
        assert found["conforms"] is False
        result = next(one for one in found["results"] if one["shape"].endswith("Offer-price"))
        assert (result["path"], result["value"]) == ("schema:price", '"cheap"')
        assert set(result["message"]) == {"en", "zh"}
        assert result["origin"]["row"] == 7


def test_turtle_report(folder: Path) -> None:
    """SHACL's own report, which other tools read."""
    said = command("validate", "broken.ttl", "--format", "turtle", code=1).stdout
    triples = {quad.triple for quad in parse(said, format=RdfFormat.TURTLE)}
    assert sum(triple.predicate == RDF.type and triple.object == SH.ValidationReport for triple in triples) == 1
    focus = NamedNode("https://example.org/shop/sale")
    assert any(triple.predicate == SH.focusNode and triple.object == focus for triple in triples)


def test_the_projects_store(shop: Shop) -> None:
    """Without arguments, the store of the project; by its folder, any store."""
    said = command("validate").stdout
    assert said.startswith("0 violations")
    assert command("validate", "--store", "store").stdout == said
    assert "there is no store" in command("validate", "--store", "nowhere", code=3).stderr


def test_a_fault_in_the_store_leads_to_its_source(shop: Shop) -> None:
    """What got past the gate by another way is found, with the file and row that the record came from."""
    graph = NamedNode("https://example.org/shop/graph/source/files/product/bag")
    bag = NamedNode("https://example.org/shop/product/bag")
    with EmbeddedStore(shop.folder / "store") as store:
        kept: list[Triple] = [quad.triple for quad in store.quads([graph])]
        store.commit({graph: [triple for triple in kept if (triple.subject, triple.predicate) != (bag, SCHEMA.sku)]})
    said = command("validate", code=1).stdout
    (block,) = [block for block in said.split("\n\n") if block.startswith("Violation")]
    assert "shape: mkgsh:Product-sku" in block
    assert "where: products.jsonl:2" in block
