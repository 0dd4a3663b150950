"""Documents that would break what comes behind: in any format each is cleaned or rejected, and no other is lost."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import Literal

from mkgrdf.describe import describe
from mkgrdf.iris import Iris
from mkgrdf.readers import read_source, write_rejects
from mkgrdf.records import Document, Reject
from tests.readers.conftest import Write

_NUL = "so\x00ft\x01 ba\x7fg\x85\ufffe".encode()
_HALF = "\\ud800"
_FINE = "the straps are wide and soft"

SOURCES: dict[str, bytes] = {
    "documents.jsonl": "\n".join(
        [
            json.dumps({"id": "a", "kind": "Review", "text": "so\x00ft \x1b[31m", "title": "\x00t"}),
            f'{{"id": "b", "kind": "Review", "text": "{_HALF} half"}}',
            json.dumps({"id": "c", "kind": "Review", "text": "😀🎉"}),
            json.dumps({"id": "d", "kind": "Review", "text": "مريحة \u202eجدا"}),
            json.dumps({"id": "e", "kind": "Review", "text": ""}),
            '{"id": "f", "kind": "Review", "text": ' + "[" * 100_000,
            json.dumps({"id": "g", "kind": "Review", "text": _FINE}),
        ]
    ).encode(),
    "shop.jsonld": (
        f'{{"@context": "https://schema.org", "@type": "Product", "sku": "s", "name": "n{_HALF}",'
        f' "description": "x{_HALF}", "review": [{{"reviewBody": "{_HALF} half"}}, {{"reviewBody": "\\u0000"}},'
        f' {{"reviewBody": "{_FINE}"}}]}}'
    ).encode(),
    "reviews.csv": b"rating,review\n5,"
    + _NUL
    + b"\n4,\x00\x00\n1,"
    + b"x" * (17 << 20)
    + b"\n3,"
    + _FINE.encode()
    + b"\n",
    "magento.csv": b"sku,rating_value,review,title\nB,5," + _NUL + b",t\x00\nB,5,,\nB,4," + _FINE.encode() + b",x\n",
    "page.html": b"<h1>B\x00ag&#0;&#xD800;&#1114112;</h1><p>soft\x0c\x1b</p><p>" + _FINE.encode() + b"</p>",
}


@pytest.mark.parametrize("name", SOURCES)
def test_bad_documents_cost_only_themselves(write: Write, tmp_path: Path, name: str) -> None:
    """No control or half character reaches a literal, rejects can be written, and good texts are there."""
    source = write(name, SOURCES[name])
    results = list(read_source(source))
    rejects = [one for one in results if isinstance(one, Reject)]
    assert write_rejects(tmp_path / "rejects.jsonl", rejects, source=source) == len(rejects)
    assert all(one.code and one.expected and one.suggestion for one in rejects)
    iris = Iris("https://example.org/shop/")
    texts = []
    for record in results:
        if isinstance(record, Reject):
            continue
        candidate = describe(record, iris=iris, source="s", run=iris.node("run", "r"))
        for triple in candidate.triples:
            if isinstance(triple.object, Literal):
                said = set(triple.object.value) - {"\n", "\t"}
                assert {unicodedata.category(character) for character in said}.isdisjoint({"Cc", "Cs", "Cn"})
        if isinstance(record, Document):
            texts.append(record.text)
    assert any(_FINE in text for text in texts)


def test_a_half_character_survives_in_rejects(write: Write, tmp_path: Path) -> None:
    """The file of rejects has the row as it was, half a character as an escape, and mending it brings the row in."""
    source = write("documents.jsonl", f'{{"id": "b", "kind": "Review", "text": "{_HALF} half"}}\n')
    path = tmp_path / "mend" / "rejects.jsonl"
    path.parent.mkdir()
    write_rejects(path, [one for one in read_source(source) if isinstance(one, Reject)], source=source)
    mended = path.read_text(encoding="utf-8").replace(f'"text": "{_HALF} half"', '"text": "whole"')
    path.write_text(mended, encoding="utf-8")
    assert [one.text for one in read_source(path) if isinstance(one, Document)] == ["whole"]
