from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.errors import CatalogError
from mkgrdf.readers import read_source
from mkgrdf.readers.encoding import clean, decode, find_encoding
from mkgrdf.readers.problems import RowError
from mkgrdf.readers.subtitles import read_subtitles

CHINESE = "编号,名称\n1,保湿面霜,适合干燥的冬天使用\n2,防晒霜,清爽不油腻\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (CHINESE.encode("utf-8"), "utf-8"),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig"),
        (CHINESE.encode("gb18030"), "gb18030"),
        (CHINESE.encode("utf-16"), "utf-16"),
        ("\ufeff".encode("utf-32-be") + CHINESE.encode("utf-32-be"), "utf-32"),
        (CHINESE.encode("utf-16-le"), "utf-16-le"),
        (CHINESE.encode("utf-16-be"), "utf-16-be"),
        ("id,name\n1,day bag\n".encode("utf-16-le"), "utf-16-le"),
        ("名称\n羽绒服\n".encode("gbk"), "gb18030"),
        ("nom,prix\nCrème brûlée,12 €\nThé à la menthe,5 €\n".encode("cp1252"), "cp1252"),
        ("naïve\n\x9d".encode("latin-1"), "latin-1"),
        (b"", "utf-8"),
        (b"<h1>B\x00ag</h1><p>soft straps, wide back</p>\n", "utf-8"),
        (b"rating,review\n5,s\x00o\x00ft straps\n", "utf-8"),
    ],
)
def test_finds_the_encoding_of_a_file_as_of_its_bytes(tmp_path: Path, content: bytes, name: str) -> None:
    """The encoding is found from bytes, the same for a file read in pieces, and the text comes back."""
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    encoding = find_encoding(path)
    assert encoding.name == name
    assert decode(content)[1].name == name
    assert encoding.why
    assert encoding.sure is (name not in {"cp1252", "latin-1"})
    expected = content.decode({"utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}.get(name, name))
    assert decode(content)[0] == expected


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")))
def test_valid_utf8_is_never_taken_for_anything_else(text: str) -> None:
    """Whatever the text, its UTF-8 bytes are read as UTF-8."""
    assert decode(text.encode("utf-8"))[1].name in {"utf-8", "utf-8-sig"}


def test_clean_composes_and_trims() -> None:
    """Letters with combining accents become single characters, line ends become plain."""
    assert clean("  Cafe\u0301\r\nau lait\r ") == "Café\nau lait"


def test_a_mark_that_the_file_does_not_keep_to_is_an_error(tmp_path: Path) -> None:
    """Bytes that contradict the byte-order mark are never half read: each kind of file says so, none raises else."""
    bad = b"\xef\xbb\xbfid,name\n1,caf\xe9\n"
    for name in ("products.csv", "products.jsonl"):
        (tmp_path / name).write_bytes(bad)
        with pytest.raises(CatalogError, match="byte-order mark"):
            list(read_source(tmp_path / name, format="native"))
    (tmp_path / "a.jsonld").write_bytes(bad)
    rejects = list(read_source(tmp_path / "a.jsonld", format="schema-org"))
    assert [getattr(one, "code", one) for one in rejects] == ["json-broken"]
    (tmp_path / "a.srt").write_bytes(bad)
    with pytest.raises(RowError, match="subtitles-broken"):
        read_subtitles(tmp_path / "a.srt")
