"""`mkgrdf publish`: the same bytes twice, checksums that hold, and nothing of the user's overwritten."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

from tests.building import command
from tests.cli.conftest import Shop


def content(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_twice_gives_the_same_bytes(shop: Shop) -> None:
    """Two publications are equal file by file; one over the other is too."""
    first = command("publish", "one")
    command("publish", "two")
    once = content(shop.folder / "one")
    assert once == content(shop.folder / "two")
    assert {"graph.nq.gz", "void.ttl", "dcat.ttl", "LICENSE.txt", "SHA256SUMS", "ontology/mkg.ttl"} <= set(once)
    command("publish", "one")
    assert content(shop.folder / "one") == once
    assert first.stdout.splitlines()[-1] == f"{shop.quads()} quads published in one"


def test_checksums_hold(shop: Shop) -> None:
    """`sha256sum -c` finds every file as it was written."""
    command("publish", "out")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=shop.folder / "out", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b": OK\n") == len(content(shop.folder / "out")) - 1


def test_the_dump_is_the_whole_store(shop: Shop) -> None:
    """As many quads as the store has, sorted, and the JSON result says so too."""
    found = json.loads(command("publish", "out", "--json").stdout)
    lines = gzip.decompress((shop.folder / "out" / "graph.nq.gz").read_bytes()).decode().splitlines()
    assert len(lines) == found["quads"] == shop.quads()
    assert lines == sorted(lines)
    assert {file["path"] for file in found["files"]} | {"SHA256SUMS"} == set(content(shop.folder / "out"))


def test_date_and_address(shop: Shop) -> None:
    """Both may be given, and stand in the description."""
    command("publish", "out", "--issued", "2026-11-11", "--address", "https://data.example.org/shop/")
    said = (shop.folder / "out" / "dcat.ttl").read_text(encoding="utf-8")
    assert "2026-11-11" in said
    assert "https://data.example.org/shop/" in said


def test_a_folder_with_other_files_is_left_alone(shop: Shop) -> None:
    """Publishing into the folder of the source files is refused."""
    before = content(shop.folder / "files")
    assert "files" in command("publish", "files", code=2).stderr
    assert content(shop.folder / "files") == before
