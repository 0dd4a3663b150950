"""Opening folders and URLs, and what is said when that cannot be."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.errors import StoreError
from mkgrdf.store import Commit, EmbeddedStore, open_store
from mkgrdf.store.opening import _endpoint_urls
from mkgrdf.vocabulary import SCHEMA

BAG = NamedNode("https://example.org/shop/product/bag")
GRAPH = NamedNode("https://example.org/shop/graph/source/demo/product/bag")
OTHER = NamedNode("https://example.org/shop/graph/runs/1")
NAME = Triple(BAG, SCHEMA.name, Literal("Day bag", language="en"))


def test_a_folder_is_made_and_kept(tmp_path: Path) -> None:
    """What one opening commits, the next one finds; missing parent folders are made."""
    folder = tmp_path / "new" / "store"
    with open_store(folder) as store:
        assert store.place == str(folder)
        store.commit({GRAPH: [NAME]})
    with open_store(str(folder)) as store:
        assert set(store.quads()) == {Quad(NAME.subject, NAME.predicate, NAME.object, GRAPH)}


def test_memory_is_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word 'memory' opens a store that leaves no files."""
    monkeypatch.chdir(tmp_path)
    with open_store("memory") as store:
        assert store.place == "memory"
        store.commit({GRAPH: [NAME]})
        assert len(store) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_closed_store_says_so() -> None:
    """Using a store after its with-block is an error with the next step, not a crash."""
    with EmbeddedStore() as store:
        pass
    with pytest.raises(StoreError, match="memory has been closed; open it again"):
        store.ask("ASK { ?s ?p ?o }")


def test_a_folder_in_use_by_another_process_is_named(tmp_path: Path) -> None:
    """A folder that another process writes to is reported as in use."""
    script = "import pyoxigraph, sys; store = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=r"store is in use by another process.*; wait for that to end"):
            open_store(tmp_path / "store")
        other.communicate("\n")
    with open_store(tmp_path / "store") as store:
        assert len(store) == 0


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused, and nothing is written into it."""
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(StoreError, match="not an Oxigraph store; name the folder of a store, or a new one"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """A file in the place of a folder is refused by name."""
    file = tmp_path / "store.ttl"
    file.write_text("")
    with pytest.raises(StoreError, match=r"store\.ttl is a file; expected the folder of a store"):
        open_store(file)


def test_a_damaged_store_is_not_opened(tmp_path: Path) -> None:
    """A folder whose files are broken says that it cannot be opened, and why."""
    (tmp_path / "CURRENT").write_text("MANIFEST-000042\n")
    with pytest.raises(StoreError, match="cannot be opened as an Oxigraph store"):
        open_store(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    """A folder in which one may not write is reported as such."""
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"cannot be opened.*ermission"):
        open_store(tmp_path / "store")


def test_reading_only(tmp_path: Path) -> None:
    """A store opened for reading only answers, refuses to change, and does not need the lock."""
    with pytest.raises(StoreError, match=r"there is no store at .* to read; import something"):
        open_store(tmp_path / "store", read_only=True)
    with open_store(tmp_path / "store") as store:
        store.commit({GRAPH: [NAME]})
    with open_store(tmp_path / "store", read_only=True) as store, open_store(tmp_path / "store", read_only=True) as two:
        assert store.select("SELECT ?s WHERE { ?s ?p ?o }").rows == two.select("SELECT ?s WHERE { ?s ?p ?o }").rows
        assert store.commit({GRAPH: [NAME]}) == Commit(0, 0)
        with pytest.raises(StoreError, match="opened for reading only; open it for writing"):
            store.commit({}, remove=[GRAPH])


def fill_by_other_means(folder: Path) -> None:
    quads = [Quad(NAME.subject, NAME.predicate, NAME.object, graph) for graph in (GRAPH, OTHER)]
    store = pyoxigraph.Store(str(folder))
    store.extend(quads)
    store.flush()


def test_a_store_filled_by_other_means_can_be_queried(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Graphs that 'oxigraph load' put there are seen by queries; each statement once, as soon as one may write."""
    fill_by_other_means(tmp_path / "store")
    with caplog.at_level(logging.WARNING), open_store(tmp_path / "store", read_only=True) as store:
        assert store.select("SELECT ?s WHERE { ?s ?p ?o }").rows == ((BAG,), (BAG,))
        assert list(store.statements_about([BAG])) == [NAME]
    assert "was not filled by mkgrdf" in caplog.text
    with open_store(tmp_path / "store") as store:
        assert store.select("SELECT ?s WHERE { ?s ?p ?o }").rows == ((BAG,),)
        assert len(store) == 2


def test_graphs_with_blank_nodes_can_be_replaced(tmp_path: Path) -> None:
    """A graph that something else has filled with blank nodes is replaced whole, and queries forget the old content."""
    other = Quad(BAG, SCHEMA.sku, Literal("1"), OTHER)
    blank = pyoxigraph.BlankNode("b")
    store = pyoxigraph.Store(str(tmp_path / "store"))
    store.extend(
        [
            Quad(blank, SCHEMA.name, Literal("?"), GRAPH),
            Quad(BAG, SCHEMA.offers, blank, GRAPH),
            Quad(NAME.subject, NAME.predicate, NAME.object, GRAPH),
            other,
        ]
    )
    del store
    with open_store(tmp_path / "store") as opened:
        assert opened.commit({GRAPH: [NAME, Triple(BAG, SCHEMA.gtin, Literal("1"))]}) == Commit(added=1, removed=2)
        assert set(opened.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == {
            NAME,
            Triple(BAG, SCHEMA.gtin, Literal("1")),
            other.triple,
        }
        assert len(opened) == 3


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h:7878", ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store")),
        ("http://h:7878/", ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store")),
        ("https://h/ds/query?a=b", ("https://h/ds/query?a=b", "https://h/ds/update", None)),
        (
            "https://h/repositories/shop",
            ("https://h/repositories/shop", "https://h/repositories/shop/statements", None),
        ),
        ("https://h/sparql", ("https://h/sparql", None, None)),
    ],
)
def test_urls_that_follow_from_one(url: str, expected: tuple[str, str | None, str | None]) -> None:
    """The update and graph store URLs of known servers are derived; for others nothing is guessed."""
    assert _endpoint_urls(url) == expected


@pytest.mark.parametrize("url", ["http://", "http://h:port/query", "https://user:p@h:99999/query"])
def test_malformed_urls_are_refused_without_being_repeated(url: str) -> None:
    """A URL that is none is refused, and what may be a password is not repeated."""
    with pytest.raises(StoreError, match="expected http://host:port/path") as refusal:
        open_store(url)
    assert "user" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_an_embedded_store_loads_no_http_client() -> None:
    """Opening a folder or memory does not import SPARQLWrapper, let alone rdflib."""
    script = (
        "import sys; from mkgrdf.store import open_store; open_store('memory'); "
        "sys.exit(', '.join({'SPARQLWrapper', 'rdflib', 'pyshacl'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_damaged_store_is_told(tmp_path: Path) -> None:
    """A store whose files are damaged is a StoreError that says what to do, not a crash."""
    folder = tmp_path / "store"
    with EmbeddedStore(folder) as store:
        store.commit(
            {NamedNode("http://x/g"): [Triple(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o"))]}
        )
    (folder / "CURRENT").write_text("garbage\n")
    with pytest.raises(StoreError, match=r"damaged|cannot be opened"):
        open_store(folder)
