"""The reference page of the ready-made queries, from the YAML headers of their files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reference_pages.markdown import anchor, code, fence, heading, prose, table

__all__ = ["page"]

_INTRODUCTION = """\
Each query is a file in `queries/`, and its header says what it needs and what it returns. `mkgrdf query
--list` shows the names; parameters are bound as typed values, never pasted into the text.
"""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    header: dict[str, Any]
    text: str


def page(folder: Path) -> str:
    """Return the page: each query with its text, by folder.

    Raises:
        ValueError: a file has no header, or none that is a YAML mapping with a summary.
    """
    parts = [heading(1, "Queries"), _INTRODUCTION]
    group = ""
    for file in sorted(folder.rglob("*.rq")):
        query = _read(file, folder)
        if file.parent.name != group:
            group = file.parent.name
            parts.append(heading(2, code(group)))
        parts += _section(query)
    if not group:
        parts.append("There are no queries yet.\n")
    return "\n".join(parts)


def _read(file: Path, folder: Path) -> _File:
    header, body = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#+"):
            header.append(line.removeprefix("#+").removeprefix(" "))
        else:
            body.append(line)
    fields = yaml.safe_load("\n".join(header))
    if not isinstance(fields, dict) or not fields.get("summary"):
        raise ValueError(f"{file}: expected a header of '#+' lines in YAML with at least a summary")
    return _File(file.relative_to(folder).with_suffix("").as_posix(), fields, "\n".join(body).strip())


def _section(query: _File) -> list[str]:
    parts = [
        heading(3, code(query.name), anchor("query", query.name)),
        prose(str(query.header["summary"])) + "\n",
    ]
    if description := query.header.get("description"):
        parts += [prose(paragraph) + "\n" for paragraph in str(description).split("\n\n")]
    rows = [
        (
            code(name),
            code(str(fields.get("type", ""))),
            code(str(fields["default"])) if "default" in fields else "required",
            prose(str(fields.get("description", ""))),
        )
        for name, fields in _named(query.header.get("parameters"))
    ]
    if rows:
        parts.append(table(("Parameter", "Type", "Default", "Meaning"), rows))
    columns = [
        (
            code(name),
            code(str(fields["type"])) if "type" in fields else "",
            prose(str(fields.get("description", ""))),
        )
        for name, fields in _named(query.header.get("columns"))
    ]
    if columns:
        parts.append(table(("Column", "Type", "Meaning"), columns))
    parts.append(fence(query.text, "sparql"))
    return parts


def _named(entries: object) -> list[tuple[str, dict[str, Any]]]:
    """Return (name, fields) of a header's parameters or columns, in any form that fits.

    A list of names, a list of mappings that have a name, or a mapping from names to texts or fields.
    """
    named = []
    pairs = entries.items() if isinstance(entries, dict) else ((None, entry) for entry in entries or ())  # type: ignore[attr-defined]
    for name, entry in pairs:
        fields = entry if isinstance(entry, dict) else {"description": entry} if name else {"name": entry}
        named.append((str(name or fields.get("name", "")), fields))
    return named
