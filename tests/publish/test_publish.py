"""A publication can be checked, loaded and described, and comes out the same each time."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mkgrdf.errors import SettingsError, StoreError
from mkgrdf.iris import Iris
from mkgrdf.publish import Publication, publish
from mkgrdf.publish.dump import write_nquads
from mkgrdf.statements import literal
from mkgrdf.store import EmbeddedStore
from mkgrdf.turtle import turtle
from mkgrdf.vocabulary import DCAT, DCTERMS, MKG, RDF, SCHEMA, VOID, Namespace

BASE = "https://example.org/shop/"
IRIS = Iris(BASE)
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = NamedNode(f"{BASE}dataset")


def product(key: str, *names: tuple[str, str]) -> list[Triple]:
    node = IRIS.node("product", key)
    brand = IRIS.node("brand", "Ming")
    return [
        Triple(node, RDF.type, MKG.Product),
        Triple(node, SCHEMA.brand, brand),
        # Said in the graph of each product, so once for the graph as a whole.
        Triple(brand, RDF.type, MKG.Brand),
        Triple(brand, SCHEMA.name, literal("Ming")),
        *(Triple(node, SCHEMA.name, literal(text, language)) for language, text in names),
    ]


CONTENTS = {
    IRIS.record_graph("demo", "product", "bag"): product("bag", ("en", "Day\n\f\u2028bag"), ("zh", "日用包")),
    IRIS.record_graph("demo", "product", "cup"): product("cup", ("en", "Cup")),
}


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.commit(CONTENTS)
    return store


def write(store: EmbeddedStore, out: Path, **changed: Any) -> Publication:
    return publish(
        store,
        out,
        **{
            "base": BASE,
            "title": (("en", "Ming's shop"), ("zh", "明的店")),
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "languages": ("en", "zh-CN"),
            "version": "1.2",
            "issued": date(2026, 11, 24),
            **changed,
        },
    )


def described(file: Path) -> set[Triple]:
    return {quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)}


def value(triples: set[Triple], subject: NamedNode, predicate: NamedNode) -> str:
    (found,) = [t.object for t in triples if t.subject == subject and t.predicate == predicate]
    assert isinstance(found, Literal | NamedNode)
    return found.value


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_graph_gives_the_same_bytes(store: EmbeddedStore, tmp_path: Path) -> None:
    """Two stores, filled in different order, are published to the same bytes; and so is one again in its place."""
    first = write(store, tmp_path / "one")
    other = EmbeddedStore(tmp_path / "store")
    for graph, triples in reversed(CONTENTS.items()):
        other.commit({graph: triples[::-1]})
    write(other, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert write(store, tmp_path / "one") == first
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "store", "two"]


def test_the_checksums_hold(store: EmbeddedStore, tmp_path: Path) -> None:
    """sha256sum accepts the list, which names every file but itself, in order."""
    done = write(store, tmp_path / "out")
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=done.folder, check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
    listed = [line[66:] for line in (done.folder / "SHA256SUMS").read_text().splitlines()]
    assert listed == sorted(contents(done.folder).keys() - {"SHA256SUMS"}) == [str(file.path) for file in done.files]


def test_everything_is_there(store: EmbeddedStore, tmp_path: Path, repository: Path) -> None:
    """Graph, pattern layer, descriptions, licence and README are published."""
    done = write(store, tmp_path / "new" / "out")
    files = contents(done.folder)
    for kind in ("ontology", "shapes"):
        for path in (repository / kind).rglob("*.ttl"):
            assert files[f"{kind}/{path.relative_to(repository / kind).as_posix()}"] == path.read_bytes()
    assert {"graph.nq.gz", "void.ttl", "dcat.ttl", "README.md", "LICENSE.txt", "SHA256SUMS"} <= files.keys()
    assert b"https://creativecommons.org/licenses/by/4.0/" in files["LICENSE.txt"]
    assert b"# Ming's shop" in files["README.md"]
    assert b"9 statements" in files["README.md"]
    assert done.quads == 11


def test_the_dump_is_the_graph(store: EmbeddedStore, tmp_path: Path) -> None:
    """The dump loads back into an equal store; its lines are sorted, and the archive names no time and no file."""
    file = write(store, tmp_path / "out").folder / "graph.nq.gz"
    packed = file.read_bytes()
    assert packed[3] == 0, "no optional fields, a file name for one"
    assert packed[4:8] == b"\0\0\0\0", "no time"
    text = gzip.decompress(packed)
    lines = text.split(b"\n")[:-1]
    assert lines == sorted(lines)
    loaded = EmbeddedStore()
    graphs: dict[NamedNode, list[Triple]] = {}
    for quad in parse(text, format=RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    loaded.commit(graphs)
    assert set(loaded.quads()) == set(store.quads())
    assert len(lines) == len(store) == 11


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # of rdflib, in its own parser
def test_the_readme_holds(store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands and the program of the README load the dump, all of it."""
    folder = write(store, tmp_path / "out").folder
    readme = (folder / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^\$ oxigraph (load .*)$", readme, re.MULTILINE)
    subprocess.run(
        [Path(sys.executable).with_name("oxigraph"), *command.split()], cwd=folder, check=True, capture_output=True
    )
    with EmbeddedStore(folder / "graph", read_only=True) as loaded:
        assert set(loaded.quads()) == set(store.quads())
    (program,) = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102 - the README's own program
    assert len(names["graph"]) == 9


def test_void_counts_as_by_hand(store: EmbeddedStore, tmp_path: Path) -> None:
    """The numbers in the VoID description equal counts over the distinct statements."""
    void = described(write(store, tmp_path / "out").folder / "void.ttl")
    statements = {triple for triples in CONTENTS.values() for triple in triples}
    expected = {
        VOID.triples: len(statements),
        VOID.entities: 3,
        VOID.distinctSubjects: 3,
        VOID.distinctObjects: len({triple.object for triple in statements}),
        VOID.classes: 2,
        VOID.properties: 3,
    }
    assert {predicate: int(value(void, DATASET, predicate)) for predicate in expected} == expected
    assert expected[VOID.triples] == 9

    by_class = Counter(triple.object for triple in statements if triple.predicate == RDF.type)
    parts = [t.object for t in void if t.subject == DATASET and t.predicate == VOID.classPartition]
    found = {
        value(void, part, VOID["class"]): int(value(void, part, VOID.entities))
        for part in parts
        if isinstance(part, NamedNode)
    }
    assert found == {MKG.Product.value: by_class[MKG.Product], MKG.Brand.value: by_class[MKG.Brand]}

    by_property = Counter(triple.predicate for triple in statements)
    for predicate, number in by_property.items():
        (part,) = [t.subject for t in void if t.predicate == VOID.property and t.object == predicate]
        assert isinstance(part, NamedNode)
        assert Triple(DATASET, VOID.propertyPartition, part) in void
        using = [triple for triple in statements if triple.predicate == predicate]
        assert int(value(void, part, VOID.triples)) == number
        assert int(value(void, part, VOID.distinctSubjects)) == len({triple.subject for triple in using})
        assert int(value(void, part, VOID.distinctObjects)) == len({triple.object for triple in using})
    assert len([t for t in void if t.predicate == VOID.propertyPartition]) == len(by_property) == 3


def test_entities_are_what_the_project_minted(store: EmbeddedStore, tmp_path: Path) -> None:
    """Subjects under another base count as subjects, not as entities."""
    done = write(store, tmp_path / "out", base=f"{BASE}product/")
    assert (done.statistics.entities, done.statistics.subjects) == (2, 3)


def test_dcat_describes_the_files(store: EmbeddedStore, tmp_path: Path) -> None:
    """Each distribution has the size, hash and media type of the file that it names; titles keep their language."""
    done = write(store, tmp_path / "out", address="https://data.example.org/")
    dcat = described(done.folder / "dcat.ttl")
    distributions = [t.object for t in dcat if t.predicate == DCAT.distribution]
    seen = []
    for node in distributions:
        assert isinstance(node, NamedNode)
        name = value(dcat, node, DCAT.downloadURL).removeprefix("https://data.example.org/")
        content = (done.folder / name).read_bytes()
        assert int(value(dcat, node, DCAT.byteSize)) == len(content)
        checksum = NamedNode(value(dcat, node, SPDX.checksum))
        assert value(dcat, checksum, SPDX.checksumValue) == hashlib.sha256(content).hexdigest()
        expected = "application/n-quads" if name == "graph.nq.gz" else "text/turtle"
        assert value(dcat, node, DCAT.mediaType).endswith(f"/{expected}")
        seen.append(name)
    assert sorted(seen) == sorted(
        str(file.path) for file in done.files if file.path.suffix in (".gz", ".ttl") and file.path.name != "dcat.ttl"
    )
    titles = {t.object for t in dcat if t.subject == DATASET and t.predicate == DCTERMS.title}
    assert titles == {Literal("Ming's shop", language="en"), Literal("明的店", language="zh")}
    assert value(dcat, DATASET, DCTERMS.issued) == "2026-11-24"
    assert value(dcat, DATASET, DCAT.version) == "1.2"


def test_an_empty_store_is_not_published(tmp_path: Path) -> None:
    """There is no publication of nothing, and no folder is left behind."""
    with pytest.raises(StoreError, match="nothing to publish; import something first"):
        write(EmbeddedStore(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_other_peoples_files_are_safe(store: EmbeddedStore, tmp_path: Path) -> None:
    """A folder with anything but an earlier publication is left alone; an empty one is taken."""
    out = tmp_path / "out"
    out.mkdir()
    write(store, out)
    (out / "notes.txt").write_text("mine")
    before = contents(out)
    with pytest.raises(SettingsError, match=r"notes\.txt in it.*expected a new folder, an empty one"):
        write(store, out)
    assert contents(out) == before
    with pytest.raises(SettingsError, match=r"\(a file\)"):
        write(store, out / "notes.txt")


def test_a_failure_leaves_the_earlier_publication(store: EmbeddedStore, tmp_path: Path) -> None:
    """When reading the store fails half-way, the earlier publication is untouched and no scraps remain."""
    write(store, tmp_path / "out")
    before = contents(tmp_path / "out")

    class Failing(EmbeddedStore):
        def quads(self, graphs: Iterable[NamedNode] | None = None) -> Iterator[Quad]:
            if graphs is not None:
                return super().quads(graphs)
            raise StoreError("the connection broke off")

    failing = Failing()
    failing.commit(CONTENTS)
    with pytest.raises(StoreError, match="broke off"):
        write(failing, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_blank_nodes_get_canonical_names(tmp_path: Path) -> None:
    """A graph with blank nodes, which mkgrdf itself does not make, is dumped the same whatever their labels."""

    def quads(*labels: str) -> list[Quad]:
        first, second = map(BlankNode, labels)
        return [
            Quad(first, SCHEMA.name, literal("a"), DATASET),
            Quad(first, SCHEMA.isRelatedTo, second, DATASET),
            Quad(second, SCHEMA.name, literal("b"), DATASET),
        ]

    assert write_nquads(quads("x", "y"), tmp_path / "one.gz") == 3
    assert write_nquads(quads("q", "a")[::-1], tmp_path / "two.gz") == 3
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()


def test_turtle_is_sorted_and_prefixed() -> None:
    """Turtle comes out in one order, types first, with just the prefixes that occur."""
    triples = product("bag", ("en", "Bag"))
    assert turtle(triples) == turtle(triples[::-1])
    assert turtle(triples).startswith("@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .\n@prefix schema: <")
    assert "skos" not in turtle(triples)
    assert "brand/Ming> a mkg:Brand ;" in turtle(triples)
