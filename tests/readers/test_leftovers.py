from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.readers import detect, read_source, write_rejects
from mkgrdf.records import Reject

Read = Callable[..., tuple[list[Any], list[Any], Any]]
Write = Callable[..., Path]

MAGENTO = "sku,product_type,attribute_set_code,name\nT,simple,Top,Tee\n"
JSON_LD = json.dumps({"@context": "https://schema.org", "@type": "Product", "sku": "1", "name": "x"})
NATIVE = "id,name\na,Bag\n"


@pytest.fixture
def mixed(write: Write) -> Path:
    """Write a folder with a file in each format, and what belongs to none."""
    write("shop/SOURCE.txt", "where it is from")
    write("shop/notes.csv", "who,said\nme,nothing\n")
    write("shop/settings.json", "{}")
    write("shop/.old/p.csv", MAGENTO)
    write("shop/p.csv", MAGENTO)
    write("shop/ld/cream 1.jsonld", JSON_LD)
    return write("shop/products.csv", NATIVE).parent


@pytest.mark.parametrize(
    ("format_", "unread"),
    [
        ("magento", {"ld/cream 1.jsonld": "schema-org", "products.csv": "native"}),
        ("native", {"ld/cream 1.jsonld": "schema-org", "p.csv": "magento"}),
        ("schema-org", {"p.csv": "magento", "products.csv": "native"}),
    ],
)
def test_files_of_other_formats_are_named(mixed: Path, read: Read, format_: str, unread: dict[str, str]) -> None:
    """Each file of a folder that the reader passes by and another one knows is a reject with the way to import it."""
    records, rejects, _ = read(mixed, format_)
    assert len(records) == 1
    found = [one for one in rejects if one.code == "file-not-read"]
    assert {one.origin.file: one.value for one in found} == unread
    for one in found:
        command = shlex.split(one.suggestion.partition(": ")[2])
        assert command == ["mkgrdf", "import", (mixed / one.origin.file).as_posix(), "--as", unread[one.origin.file]]
        assert next(item.format for item in detect(Path(command[2]))) == command[4]
        assert (one.part, one.format) == ("file", format_)


def test_what_no_reader_knows_is_said_as_before(mixed: Path, read: Read) -> None:
    """Magento's reader still objects to a table of no kind; notes and settings are nobody's business."""
    _, rejects, _ = read(mixed, "magento")
    assert [one.origin.file for one in rejects if one.code == "file-not-recognised"] == ["notes.csv"]


def test_a_file_that_its_own_reader_passes_by_is_named_too(write: Write, read: Read) -> None:
    """The native form takes a folder's files by their names; a second list of products is not lost silently."""
    write("shop/products.csv", NATIVE)
    folder = write("shop/products-2.csv", NATIVE.replace("a,", "b,")).parent
    records, rejects, _ = read(folder)
    assert [one.id for one in records] == ["a"]
    assert [(one.code, one.origin.file, one.value) for one in rejects] == [
        ("file-not-read", "products-2.csv", "native")
    ]


def test_one_file_is_read_without_a_look_around(mixed: Path, read: Read) -> None:
    """Who names a file means that file."""
    _, rejects, _ = read(mixed / "products.csv")
    assert rejects == []


def test_the_file_of_rejects_knows_them_again(mixed: Path, tmp_path: Path, read: Read) -> None:
    """Importing the rejects unmended gives the same complaint, not one about rows that moved."""
    rejects = [one for one in read_source(mixed, format="native") if isinstance(one, Reject)]
    path = tmp_path / "rejects.jsonl"
    write_rejects(path, rejects, source=mixed)
    records, again, _ = read(path)
    assert records == []
    assert [(one.code, one.origin.file) for one in again] == [(one.code, one.origin.file) for one in rejects]


def test_the_examples_lose_no_file(repository: Path) -> None:
    """In the folder of one example for each format, each file is read or named; the demo shop has nothing unread."""
    folder = repository / "examples" / "formats"
    results = list(read_source(folder))
    named = {one.origin.file for one in results}
    assert named == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    shop = read_source(repository / "examples" / "shop")
    assert [one for one in shop if isinstance(one, Reject)] == []
