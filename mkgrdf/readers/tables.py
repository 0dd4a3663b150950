"""CSV files row by row: encoding and dialect found, rows numbered by the line on which they start."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.encoding import Encoding, clean, find_encoding
from mkgrdf.readers.interface import Mended
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["Row", "Table", "open_table"]

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 20
_LONGEST_CELL = 16 << 20  # bytes; the csv module's own limit of 128 KiB is less than a product page may have


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells by column name (NFC, trimmed), the line it starts on, and what is wrong with it as a row.

    Cells beyond the header stand under ``+1``, ``+2`` and so on, so that a reject keeps them; a row that has any has a
    ``problem``.
    """

    number: int
    cells: dict[str, str]
    problem: RowError | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file that was looked at: its encoding, delimiter and header."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]

    def rows(self, file: str, part: str, mended: Mended) -> Iterator[Row]:
        """Yield the rows below the header, blank lines left out; each call reads the file anew.

        A row named in ``mended`` (by ``file``, its line and ``part``) comes with the mended cells instead.
        """
        with self.path.open(encoding=self.encoding.name, newline="") as stream:
            lines = csv.reader(stream, delimiter=self.delimiter, strict=True)
            next(lines)
            while True:
                start = lines.line_num + 1
                problem = None
                cells: list[str] = []
                try:
                    cells = next(lines)
                except StopIteration:
                    return
                except csv.Error as error:
                    problem = _broken(error)
                if not cells and problem is None:
                    continue
                if (instead := mended.get((file, start, part))) is not None:
                    yield Row(start, *self._mended(instead))
                else:
                    yield Row(start, *self._named(cells, problem))

    def _named(self, cells: list[str], problem: RowError | None) -> tuple[dict[str, str], RowError | None]:
        named = dict(zip(self.header, map(clean, cells), strict=False))
        surplus = {
            f"+{number}": cell
            for number, text in enumerate(cells[len(self.header) :], start=1)
            if (cell := clean(text))
        }
        if problem is None and surplus:
            problem = RowError(
                RejectCode.CELLS_SURPLUS,
                next(iter(surplus.values())),
                expected=f"{len(self.header)} cells, as in the header; there are {len(cells)}",
                suggestion="put quotes around a cell that holds the delimiter; to mend the reject, move what stands "
                f"under {', '.join(surplus)} to where it belongs and remove {'them' if len(surplus) > 1 else 'it'}",
            )
            named |= surplus
        elif problem is None and len(cells) < len(self.header):
            problem = RowError(
                RejectCode.CELLS_MISSING,
                self.delimiter.join(cells),
                expected=f"{len(self.header)} cells, as in the header; there are {len(cells)}",
                suggestion="add the missing cells, or look for a quote that was not closed in the rows above",
            )
        return named, problem

    def _mended(self, row: Mapping[str, str]) -> tuple[dict[str, str], RowError | None]:
        """Return the cells of a mended row; one with a cell that no column takes is refused, lest the cell be lost."""
        named = {column: clean(row.get(column, "")) for column in self.header}
        surplus = {column: cell for column, text in row.items() if column not in named and (cell := clean(text))}
        if not surplus:
            return named, None
        problem = RowError(
            RejectCode.CELLS_SURPLUS,
            next(iter(surplus.values())),
            expected=f"cells under the names of the columns: {', '.join(self.header)}",
            suggestion=f"move what stands under {', '.join(surplus)} to the column where it belongs",
            column=next(iter(surplus)),
        )
        return named | surplus, problem


def open_table(path: Path) -> Table:
    """Find the encoding, delimiter and header of a CSV file.

    Raises:
        CatalogError: the file cannot be opened, is empty, or has a header that names no or two equal columns.
    """
    # The limit belongs to the whole process; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    try:
        encoding = find_encoding(path)
        delimiter = _find_delimiter(path, encoding)
        with path.open(encoding=encoding.name, newline="") as stream:
            header = next(csv.reader(stream, delimiter=delimiter, strict=True), [])
    except OSError as error:
        raise CatalogError(f"cannot be opened: {error.strerror}", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise CatalogError(f"{error}; the file contradicts its byte-order mark", file=str(path)) from error
    except csv.Error as error:
        raise CatalogError(f"the header cannot be read as CSV: {error}", file=str(path), row=1) from error
    names = tuple(clean(name) for name in header)
    if not any(names):
        raise CatalogError("the first line names no columns; expected a CSV header", file=str(path), row=1)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CatalogError(
            f"the header has the column {twice[0]!r} more than once; rename or remove one", file=str(path), row=1
        )
    return Table(path, encoding, delimiter, names)


def _find_delimiter(path: Path, encoding: Encoding) -> str:
    """Choose the delimiter that cuts the first rows into the most columns, all rows alike; a comma if none does."""
    best, most = ",", 1
    for delimiter in _DELIMITERS:
        with path.open(encoding=encoding.name, newline="") as stream:
            rows = csv.reader(stream, delimiter=delimiter)
            widths: list[int] = []
            try:
                for _, row in zip(range(_SAMPLE_ROWS), rows, strict=False):
                    if row:
                        widths.append(len(row))
            except csv.Error:
                continue
        # A short last cell or two is the row's fault, not the delimiter's, so the header's width counts.
        if widths and widths[0] > most and widths.count(widths[0]) * 2 > len(widths):
            best, most = delimiter, widths[0]
    return best


def _broken(error: csv.Error) -> RowError:
    return RowError(
        RejectCode.CSV_BROKEN,
        str(error),
        expected="a cell in quotes ends with a quote before the next delimiter, and quotes inside it are doubled",
        suggestion="close or double the quote; the rows up to the next good quote may be part of this one",
    )
