"""``rejects.jsonl``: what could not be read, to be mended in a text editor and read again.

Each line holds one reject with the raw row in ``raw``; one that is as it was is rejected again. A mended row is not
read on its own: a variant knows its group, and a product its images, from other rows. So the source is read again with
the mended rows in place of those in its files, and what comes out anew or changed is yielded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.interface import Detection, Reader, ReadOptions, RowKey
from mkgrdf.readers.json_lines import dump, parse_json, read_lines
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.records import Origin, Record, Reject
from mkgrdf.statements import content_key

__all__ = ["RejectsReader", "rejected_source", "write_rejects"]

_HALF = re.compile("[\ud800-\udfff]")
_KEYS = (
    "source",
    "file",
    "row",
    "column",
    "code",
    "value",
    "expected",
    "suggestion",
    "format",
    "part",
    "digest",
    "raw",
)


def write_rejects(path: Path, rejects: Iterable[Reject], *, source: Path) -> int:
    """Write rejects of the file or folder ``source`` to ``path``, replacing it; returns how many there were.

    ``source`` is written relative to ``path``'s folder, so both can be moved together.

    Raises:
        OSError: the file cannot be written.
    """
    where = Path(os.path.relpath(source.resolve(), path.resolve().parent)).as_posix()
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for one in rejects:
            file.write(_line(one, where) + "\n")
            count += 1
    return count


def rejected_source(path: Path) -> Path:
    """Return the file or folder that the rejects in the file ``path`` came from.

    Raises:
        CatalogError: ``path`` holds no rejects.
    """
    try:
        first = parse_json(next(read_lines(path), (0, "null"))[1])
    except RowError:
        first = None
    if not isinstance(first, dict) or not isinstance(first.get("source"), str):
        raise CatalogError("the first line names no source; expected rejects of an import", file=str(path), row=1)
    return path.parent / str(first["source"])


def _line(one: Reject, source: str) -> str:
    raw = {key: parse_json(text) if _is_json(one.part) else text for key, text in one.raw}
    values = (
        source,
        one.origin.file,
        one.origin.row,
        one.origin.column,
        one.code,
        one.value,
        one.expected,
        one.suggestion,
        one.format,
        one.part,
        _digest(one),
        raw,
    )
    # Half a character, which may be what is wrong with the row, can be written as an escape only.
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", dump(dict(zip(_KEYS, values, strict=True))))


def _is_json(part: str) -> bool:
    """Tell whether the rows of a part have JSON values; those of others have texts."""
    return part.endswith(".jsonl") or part.startswith("/")


@dataclass(slots=True)
class _Group:
    """The lines of one file about one source: by row of the source, the raw rows as they now stand."""

    path: Path
    reader: Reader
    source: Path
    lines: dict[RowKey, list[dict[str, str]]] = field(default_factory=dict)
    digests: dict[RowKey, str] = field(default_factory=dict)
    numbers: dict[RowKey, list[int]] = field(default_factory=dict)


class RejectsReader:
    """Reads a mended ``rejects.jsonl`` through the reader that each line came from."""

    name = "rejects"
    title = "a rejects.jsonl of an earlier import, mended"

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        self._readers = readers

    def detect(self, path: Path) -> Detection | None:
        """Recognise the keys of the first line."""
        if not path.is_file() or path.suffix.lower() != ".jsonl":
            return None
        try:
            first = parse_json(next(read_lines(path), (0, "null"))[1])
        except RowError:
            return None
        if not isinstance(first, dict) or not set(_KEYS) <= first.keys():
            return None
        return Detection(
            self.name, 1.0, ("the first line has file, row, code, format, part and raw: rejects of an import",)
        )

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield the records that mending made possible or changed, and a reject for each line that is still at fault.

        Reads each source twice, once without and once with the mended rows. Records keep the origin of their row in
        the source.

        Raises:
            CatalogError: a line is not a reject, its source or format is not there, or two lines mend one cell
                differently.
        """
        counts.of(path.name)
        for group in self._groups(path, counts):
            yield from _again(group, options, counts)

    def _groups(self, path: Path, counts: SourceCounts) -> list[_Group]:
        groups: dict[tuple[str, str], _Group] = {}
        for number, line in read_lines(path):
            counts.of(path.name).rows += 1
            try:
                value = parse_json(line)
            except RowError as problem:
                raise CatalogError(f"not JSON: {problem.expected}", file=str(path), row=number) from problem
            if not isinstance(value, dict) or not set(_KEYS) <= value.keys() or not isinstance(value["raw"], dict):
                raise CatalogError(f"not a reject; expected {', '.join(_KEYS)}", file=str(path), row=number)
            if value["format"] not in self._readers or value["format"] == self.name:
                raise CatalogError(
                    f"unknown format {value['format']!r}; there are {', '.join(self._readers)}",
                    file=str(path),
                    row=number,
                    column="format",
                )
            if not (path.parent / str(value["source"])).exists():
                raise CatalogError(
                    f"the source {value['source']} is not there; put it back, or correct 'source'",
                    file=str(path),
                    row=number,
                    column="source",
                )
            key = (str(value["file"]), value["row"], str(value["part"]))
            raw = {str(name): dump(part) if _is_json(key[2]) else str(part) for name, part in value["raw"].items()}
            source, format_ = str(value["source"]), str(value["format"])
            group = groups.setdefault((format_, source), _Group(path, self._readers[format_], path.parent / source))
            group.lines.setdefault(key, []).append(raw)
            group.numbers.setdefault(key, []).append(number)
            group.digests[key] = str(value["digest"])
        return list(groups.values())


def _again(group: _Group, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
    """Read the source of ``group`` without and with its mended rows, and yield what differs."""
    before = set(group.reader.read(group.source, options, SourceCounts()))
    # Only the very row that was rejected may be mended: rows move when a source is edited.
    originals = {
        _key(one): dict(one.raw)
        for one in before
        if isinstance(one, Reject) and group.digests.get(_key(one)) == _digest(one)
    }
    mended: dict[RowKey, dict[str, str]] = {}
    for key, lines in group.lines.items():
        if key in originals:
            merged = _merge(group.path, originals[key], lines, group.numbers[key])
            # In the place of its own row, one that nobody mended could pass: it has a cell for each column there.
            if merged != originals[key]:
                mended[key] = merged
    still: set[RowKey] = set()
    places: set[tuple[str, int | None]] = set()
    for one in group.reader.read(group.source, replace(options, mended=mended), SourceCounts()):
        if isinstance(one, Reject):
            if _key(one) in group.lines or one not in before:
                still.add(_key(one))
                yield replace(one, digest=group.digests[_key(one)]) if _key(one) in mended else one
        elif one not in before:
            places.add((one.origin.file, one.origin.row))
            yield one
    for key, lines in group.lines.items():
        if key not in originals:
            still.add(key)
            yield _moved(key, group.reader.name, lines[0])
        outcome = Outcome.RECORDED if key[:2] in places else Outcome.CONTRIBUTED
        for _ in lines:
            counts.settle(group.path.name, Outcome.REJECTED if key in still else outcome)


def _digest(one: Reject) -> str:
    """Return what tells whether a row is still the one that was rejected."""
    return one.digest or content_key(*(part for pair in one.raw for part in pair))


def _key(one: Reject) -> RowKey:
    return (one.origin.file, one.origin.row, one.part)


def _merge(path: Path, original: dict[str, str], lines: list[dict[str, str]], numbers: list[int]) -> dict[str, str]:
    """Return the row with the changes of all lines about it: one row may have been rejected for several reasons."""
    merged = dict(original)
    changed: dict[str, str | None] = {}
    for line, number in zip(lines, numbers, strict=True):
        for column in original.keys() | line.keys():
            new = line.get(column)
            if new == original.get(column):
                continue
            if column in changed and changed[column] != new:
                raise CatalogError(
                    "another line mends the same cell differently", file=str(path), row=number, column=column
                )
            changed[column] = new
            if new is None:
                merged.pop(column, None)
            else:
                merged[column] = new
    return merged


def _moved(key: RowKey, format_: str, raw: dict[str, str]) -> Reject:
    file, row, part = key
    problem = RowError(
        RejectCode.ROW_MOVED,
        file if row is None else f"{file}:{row}",
        expected="a row that the source still rejects at this place",
        suggestion="the source has changed since; import it again and mend the new rejects",
    )
    return reject(problem, Origin(file, row), format_=format_, part=part, raw=raw)
