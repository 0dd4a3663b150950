"""mkgrdf's own input form: CSV or JSON lines for products, documents, media, concepts, broadcasts and exposures.

The form is documented in ``docs/reference/native-form.md``. What a file holds is told by its name (``products.csv``),
or, for a single file with another name, by its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.encoding import clean, find_encoding
from mkgrdf.readers.interface import Detection, ReadOptions
from mkgrdf.readers.json_lines import dump, parse_json, read_lines
from mkgrdf.readers.native_csv import Columns, field_of, nest, unknown_columns
from mkgrdf.readers.native_fields import Fields
from mkgrdf.readers.native_media import MEDIA_COLUMNS, make_medium
from mkgrdf.readers.native_products import PRODUCT_COLUMNS, make_product
from mkgrdf.readers.native_records import (
    BROADCAST_COLUMNS,
    CONCEPT_COLUMNS,
    DOCUMENT_COLUMNS,
    EXPOSURE_COLUMNS,
    make_broadcast,
    make_concept,
    make_document,
    make_exposure,
)
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.readers.tables import Table, open_table
from mkgrdf.records import Origin, Record, Reject

__all__ = ["NativeReader"]

_Made = tuple[Record, list[RowError]]
_ColumnNames = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One kind of file: its columns, the fields by which it is told, and how a row becomes a record."""

    columns: Columns
    told_by: tuple[str, ...]
    make: Callable[[Fields, Origin, _ColumnNames, Path, Path], _Made]


def _alone(
    make: Callable[[Fields, Origin, _ColumnNames], Record],
) -> Callable[[Fields, Origin, _ColumnNames, Path, Path], _Made]:
    """Adapt a maker that needs no folder and has no problems but the one that it raises."""
    return lambda fields, origin, columns, _folder, _root: (make(fields, origin, columns), [])


# In this order a folder is read.
_PARTS: dict[str, _Part] = {
    "media": _Part(MEDIA_COLUMNS, ("id", "path"), make_medium),
    "concepts": _Part(CONCEPT_COLUMNS, ("id", "kind", "name"), _alone(make_concept)),
    "products": _Part(PRODUCT_COLUMNS, ("id", "name"), _alone(make_product)),
    "documents": _Part(DOCUMENT_COLUMNS, ("id", "kind", "text"), _alone(make_document)),
    "broadcasts": _Part(BROADCAST_COLUMNS, ("id", "name", "start"), _alone(make_broadcast)),
    "exposures": _Part(EXPOSURE_COLUMNS, ("broadcast", "product", "at", "outcome"), _alone(make_exposure)),
}
# A file of another name is told by its fields; a document has all that a product may have, so the surer come first.
_SUREST_FIRST = ("exposures", "broadcasts", "documents", "concepts", "media", "products")
_SUFFIXES = (".csv", ".jsonl")


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    file: str
    part: str

    @property
    def kind(self) -> str:
        """The part as rejects name it: a row of a JSON file has values, one of a CSV file only texts."""
        return f"{self.part}{self.path.suffix.lower()}"


class NativeReader:
    """Reads one file of the native form, or a folder of them."""

    name = "native"
    title = "mkgrdf's own CSV and JSON lines"

    def detect(self, path: Path) -> Detection | None:
        """Recognise the files by name and fields."""
        evidence: list[str] = []
        files = _files(path) if path.is_dir() else [path]
        for file in files:
            if file.suffix.lower() not in _SUFFIXES:
                continue
            fields = _first_fields(file)
            part = _part_of(file, fields, by_name_only=path.is_dir())
            if part is not None:
                shown = ", ".join(_PARTS[part].told_by)
                evidence.append(f"{file.name} has {shown}: {part} in mkgrdf's native form")
        if not evidence:
            return None
        named = any(file.stem in _PARTS for file in files)
        return Detection(self.name, 0.9 if named else 0.6, tuple(evidence))

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield media, concepts, products, documents, broadcasts and exposures, each file in its order.

        Raises:
            CatalogError: there is no file of the native form, or a CSV header has columns that it does not know.
        """
        root = path if path.is_dir() else path.parent
        files = [_File(file, file.name, file.stem) for file in _files(path)] if path.is_dir() else [_named(path)]
        if not files:
            raise CatalogError(
                f"no file of the native form; expected {', '.join(f'{part}.csv or {part}.jsonl' for part in _PARTS)}",
                file=str(path),
            )
        reading = _Reading(root, options, counts)
        for file in files:
            yield from reading.file(file)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as an object, with what rejects show of it, or with the problem that kept it from being one."""

    number: int
    value: Mapping[str, object]
    raw: Mapping[str, str]
    columns: _ColumnNames = ()
    problem: RowError | None = None


class _Reading:
    """One read of one source: which ids the rows so far have, whether or not they could be read."""

    def __init__(self, root: Path, options: ReadOptions, counts: SourceCounts) -> None:
        self._root = root
        self._options = options
        self._counts = counts
        self._taken: set[tuple[str, str]] = set()

    def file(self, file: _File) -> Iterator[Record | Reject]:
        rows = _csv_rows if file.path.suffix.lower() == ".csv" else _json_rows
        for row in rows(file, self._options, self._counts):
            self._counts.of(file.file).rows += 1
            origin = Origin(file.file, row.number)
            problems: list[RowError] = []
            stated = _id_of(row)
            try:
                record, problems = self._record(row, file, origin)
            except RowError as problem:
                self._counts.settle(file.file, Outcome.REJECTED)
                problems = [problem]
            else:
                self._counts.settle(file.file, Outcome.RECORDED)
                yield record
            yield from (
                reject(problem, origin, format_=NativeReader.name, part=file.kind, raw=row.raw) for problem in problems
            )
            if stated:
                # A row that could not be read keeps its id: no later one may pass for it.
                self._taken.add((file.part, stated))

    def _record(self, row: _Row, file: _File, origin: Origin) -> _Made:
        if row.problem is not None:
            raise row.problem
        fields = Fields(row.value, self._options)
        record, problems = _PARTS[file.part].make(fields, origin, row.columns, file.path.parent, self._root)
        key = (file.part, record.id)
        if key in self._taken:
            raise RowError(
                RejectCode.ID_DUPLICATE,
                record.id,
                expected=f"each id once among the {file.part}; a row above has it",
                suggestion="remove one of the rows, or give this one an id of its own",
                column="id",
            )
        self._taken.add(key)
        return record, problems


def _id_of(row: _Row) -> str | None:
    """Return the id that a row states, also of one that cannot be read otherwise."""
    value = row.value.get("id") if row.value else row.raw.get("id")
    return clean(str(value)) if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool) else None


def _csv_rows(file: _File, options: ReadOptions, counts: SourceCounts) -> Iterator[_Row]:
    table = open_table(file.path)
    part = _PARTS[file.part]
    _check_header(table, file, options)
    counts.of(file.file).encoding = str(table.encoding)
    names = _columns_of(table.header, part.columns, options)
    for row in table.rows(file.file, file.kind, options.mended):
        raw = {column: cell for column, cell in row.cells.items() if cell}
        try:
            if row.problem is not None:
                raise row.problem
            yield _Row(row.number, nest(row.cells, part.columns, options), raw, names)
        except RowError as problem:
            yield _Row(row.number, {}, raw, problem=problem)


def _json_rows(file: _File, options: ReadOptions, counts: SourceCounts) -> Iterator[_Row]:
    for number, line in read_lines(file.path):
        counts.of(file.file).encoding = counts.of(file.file).encoding or str(find_encoding(file.path))
        raw: Mapping[str, str] = {"line": dump(line)}
        mended = options.mended.get((file.file, number, file.kind))
        try:
            value: object
            if mended is None or mended.keys() == {"line"}:
                value = parse_json(line if mended is None else str(parse_json(mended["line"])))
            else:
                value = {key: parse_json(text) for key, text in mended.items()}
            if not isinstance(value, dict):
                raise RowError(
                    RejectCode.VALUE_WRONG_TYPE,
                    line[:200],
                    expected="one JSON object on the line",
                    suggestion='write the row as {"id": …}',
                )
        except RowError as problem:
            yield _Row(number, {}, raw, problem=problem)
        else:
            yield _Row(number, value, {key: dump(part) for key, part in value.items()})


def _check_header(table: Table, file: _File, options: ReadOptions) -> None:
    columns = _PARTS[file.part].columns
    if unknown := unknown_columns(table.header, columns, options):
        more = "; attributes are columns named attribute:material" if columns.attributes else ""
        raise CatalogError(
            f"the native form has no such column among {file.part}; it has {', '.join(sorted(columns.names))}, "
            f"texts also with _{' or _'.join(options.languages)} behind{more}",
            file=str(file.path),
            row=1,
            column=unknown[0],
        )


def _columns_of(header: Iterable[str], columns: Columns, options: ReadOptions) -> _ColumnNames:
    """Return field -> column that fills it, several times for a field with several columns."""
    fields = {"name": "names", "category": "categories", "price": "offers"}
    found: list[tuple[str, str]] = []
    for column in header:
        name = field_of(column, columns, options)
        if name is not None:
            found.append((fields.get(name, name), column))
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    paths = (folder / f"{part}{suffix}" for part in _PARTS for suffix in _SUFFIXES)
    return [path for path in paths if path.is_file()]


def _named(path: Path) -> _File:
    part = None
    if path.suffix.lower() in _SUFFIXES:
        # The name is taken at its word here: what is missing inside is then said row by row.
        part = _part_by_name(path) or _part_of(path, _first_fields(path), by_name_only=False)
    if part is None:
        raise CatalogError(
            f"not a file of the native form; expected a .csv or .jsonl file named after what it holds "
            f"({', '.join(_PARTS)}) or with its fields",
            file=str(path),
        )
    return _File(path, path.name, part)


def _part_by_name(path: Path) -> str | None:
    return next((part for part in _PARTS if path.stem.lower().startswith(part)), None)


def _part_of(path: Path, fields: frozenset[str], *, by_name_only: bool) -> str | None:
    by_name = _part_by_name(path)
    for part in (by_name,) if by_name_only or by_name else _SUREST_FIRST:
        if part is not None and all(_has(fields, name) for name in _PARTS[part].told_by):
            return part
    return None


def _has(fields: frozenset[str], name: str) -> bool:
    return name in fields or (name == "name" and any(field.startswith("name_") for field in fields))


def _first_fields(path: Path) -> frozenset[str]:
    """Return the columns of a CSV file or the keys of the first line of a JSON one; none if it cannot be read."""
    try:
        if path.suffix.lower() == ".csv":
            return frozenset(open_table(path).header)
        first = next(read_lines(path), (0, "null"))
        value = parse_json(first[1])
    except (CatalogError, RowError):
        return frozenset()
    return frozenset(map(str, value)) if isinstance(value, dict) else frozenset()
