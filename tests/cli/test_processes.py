"""Real processes: interrupted, killed, two at once, and a store behind a real endpoint."""

from __future__ import annotations

import json
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.queries import select
from mkgrdf.settings import FILE_NAME
from mkgrdf.store import EmbeddedStore
from tests.building import command
from tests.cli.conftest import Shop, start, write_lines

MKGRDF = Path(sys.executable).with_name("mkgrdf")
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
MANY = 200


def many(price: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"id": f"p{number}", "name": {"en": f"Product {number}"}, "price": price, "currency": "USD"}
        for number in range(MANY)
    )


def prices(shop: Shop) -> dict[str, int]:
    """Count the stored products by price, and check that the store's two views of itself agree."""
    with EmbeddedStore(shop.folder / "store") as store:
        graphs = {row.iri("graph") for row in select(store, "pipeline/records", source="many")}
        in_graphs = sum(quad.predicate.value == "https://schema.org/price" for quad in store.quads(graphs))
        rows = store.select(
            "SELECT ?price (COUNT(?offer) AS ?offers)"
            " WHERE { ?offer <https://schema.org/price> ?price } GROUP BY ?price"
        ).rows
    found = {row[0].value: int(row[1].value) for row in rows if row[0] is not None and row[1] is not None}
    assert sum(found.values()) == in_graphs
    return found


@pytest.mark.slow
def test_an_import_that_is_stopped_leaves_the_old_state_or_the_new_one(empty_shop: Shop) -> None:
    """Ctrl-C and kills at random moments of an import: all prices are the old ones, or all are the new ones."""
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    words = [str(MKGRDF), "import", "many", "--as", "native"]
    (empty_shop.folder / "many").mkdir()
    file = empty_shop.folder / "many" / "products.jsonl"
    write_lines(file, many("1"))
    began = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    usual = time.perf_counter() - began
    old = "1"
    assert prices(empty_shop) == {old: MANY}
    for new, how in (("2", signal.SIGINT), ("3", signal.SIGKILL), ("4", signal.SIGINT), ("5", signal.SIGKILL)):
        write_lines(file, many(new))
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            # By then Python has started; before, Ctrl-C would show Python's own traceback.
            time.sleep(moments.uniform(0.4, 1.0) * usual)
            child.send_signal(how)
            _, said = child.communicate(timeout=60)
        found = prices(empty_shop)
        assert found in ({old: MANY}, {new: MANY}), f"{how.name}, seed {seed}"
        if child.returncode == 0:
            assert found == {new: MANY}, f"seed {seed}"
        else:
            assert child.returncode == (1 if how == signal.SIGINT else -how), said
        assert "Traceback" not in said
        (old,) = found
    # The next import goes on as if nothing had happened.
    write_lines(file, many("99"))
    command("import", "many", "--as", "native")
    assert prices(empty_shop) == {"99": MANY}
    assert command("validate").stdout.startswith("0 violations")


def test_two_processes_on_one_store(shop: Shop) -> None:
    """While one process may write, another that wants to write is turned away, with exit code 6 and the reason."""
    with EmbeddedStore(shop.folder / "store"):
        done = subprocess.run([str(MKGRDF), "import", "files"], capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert done.stdout == ""
    assert f"{shop.folder / 'store'} is in use by another process" in done.stderr
    assert "Traceback" not in done.stderr
    subprocess.run([str(MKGRDF), "import", "files"], capture_output=True, check=True)


def test_a_reader_that_closes_early(shop: Shop) -> None:
    """`mkgrdf query … | head -1` ends quietly."""
    script = f"'{MKGRDF}' query pipeline/concepts | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "concept\tclass\tname\n"
    assert done.stderr == ""


@pytest.fixture
def endpoint() -> Iterator[str]:
    """An Oxigraph server with an empty store in memory, on the loopback interface."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    with subprocess.Popen(
        [OXIGRAPH, "serve", "--bind", place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(400):
                assert server.poll() is None, f"the Oxigraph server at {place} ended"
                try:
                    urllib.request.urlopen(f"http://{place}/query?query=ASK%7B%7D", timeout=5).close()
                    break
                except urllib.error.URLError:
                    time.sleep(0.025)
            yield f"http://{place}"
        finally:
            server.kill()


def use_endpoint(shop: Shop, url: str) -> None:
    file = shop.folder / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace('path = "store"', f'endpoint = "{url}"'), encoding="utf-8")


@pytest.mark.network
def test_the_main_job_on_an_endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    """Init, import, extract, validate, query, script, recommend and publish, as on a store in a folder."""
    for name in ("MKGRDF_STORE_USER", "MKGRDF_STORE_PASSWORD", "MKGRDF_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    shop = start(tmp_path / "shop")
    monkeypatch.chdir(shop.folder)
    use_endpoint(shop, endpoint)
    assert "5 new" in command("import", "files").stdout
    assert "nothing changed" in command("import", "files").stdout
    assert json.loads(command("extract", "--json").stdout)["changed"] > 4
    assert json.loads(command("extract", "--json").stdout)["changed"] == 0
    assert command("validate").stdout.startswith("0 violations")
    assert command("validate", "--endpoint", endpoint).stdout.startswith("0 violations")
    assert "Grip Yoga Mat" in command("query", "browse/products").stdout
    assert command("query", "check/graph-is-empty").stdout == "false\n"
    assert command("script", "--product", "mat", "--save").stderr.startswith("saved as ")
    assert command("recommend", "--scene", "gym").stdout.startswith("1. Grip Yoga Mat")
    assert json.loads(command("publish", "out", "--json").stdout)["quads"] == shop.quads()
    assert not (shop.folder / "store").exists()
    found = json.loads(command("stats", "--json").stdout)
    assert found["sources"] == {"files": 5, "lexicon": 3}
    assert endpoint in found["store"]


@pytest.mark.network
def test_an_endpoint_that_nobody_serves(empty_shop: Shop) -> None:
    """Exit code 6, or 3 where data were to be validated, and the address."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: a connection is refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        use_endpoint(empty_shop, url)
        for words in (("import", "files"), ("stats",), ("validate",)):
            result = command(*words, code=3 if words[0] == "validate" else 6)
            assert url in result.stderr
            assert result.stdout == ""
