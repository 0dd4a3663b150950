from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError
from mkgrdf.readers.problems import RejectCode
from mkgrdf.readers.tables import open_table

Write = Callable[..., Path]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_finds_the_delimiter(write: Write, delimiter: str) -> None:
    """Comma, semicolon, tab and bar are told apart, though cells hold the others."""
    rows = [["id", "name", "text"], ["1", "a", "x, y; z"], ["2", "b", "one | two"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)
    table = open_table(write("a.csv", quoted))
    assert table.delimiter == delimiter
    assert [row.cells["text"] for row in table.rows("a.csv", "x", {})] == ["x, y; z", "one | two"]


def test_a_row_is_numbered_by_the_line_it_starts_on(write: Write) -> None:
    """Cells with line breaks, Windows line ends and blank lines do not shift the numbers."""
    table = open_table(write("a.csv", 'id,text\r\n1,"two\r\nlines"\r\n\r\n2,one\r\n'))
    assert [(row.number, row.cells) for row in table.rows("a.csv", "x", {})] == [
        (2, {"id": "1", "text": "two\nlines"}),
        (5, {"id": "2", "text": "one"}),
    ]


def test_reads_chinese_in_gb18030(write: Write) -> None:
    """A table in a Chinese encoding needs no hint."""
    table = open_table(write("a.csv", "编号,名称\n1,保湿面霜\n", "gb18030"))
    assert [row.cells["名称"] for row in table.rows("a.csv", "x", {})] == ["保湿面霜"]


def test_rows_that_do_not_fit_the_header_are_said_to(write: Write) -> None:
    """Too few or too many cells, and broken quotes, are problems of their rows; the others are read."""
    table = open_table(write("a.csv", 'id,text\n1\n2,a,b\n3,"x"y\n4,fine\n5,fine,,\n'))
    rows = list(table.rows("a.csv", "x", {}))
    assert [row.problem.code if row.problem else None for row in rows] == [
        RejectCode.CELLS_MISSING,
        RejectCode.CELLS_SURPLUS,
        RejectCode.CSV_BROKEN,
        None,
        None,
    ]
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(("content", "said"), [("", "names no columns"), ("id,name,id\n", "more than once")])
def test_a_header_without_or_with_equal_columns_is_refused(write: Write, content: str, said: str) -> None:
    """A file that has no usable header cannot be read as a whole."""
    with pytest.raises(CatalogError, match=said):
        open_table(write("a.csv", content))


def test_cells_longer_than_the_csv_modules_limit_are_read(write: Write) -> None:
    """A product page of 200 KB in a cell is ordinary."""
    table = open_table(write("a.csv", f"id,text\n1,{'x' * 200_000}\n"))
    assert [len(row.cells["text"]) for row in table.rows("a.csv", "x", {})] == [200_000]
