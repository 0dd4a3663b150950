"""The reference page of the ready-made queries, from their files."""

from __future__ import annotations

from pathlib import Path

from mkgrdf.queries import Parameter, Query, parse_query
from reference_pages.markdown import anchor, code, fence, heading, prose, table

__all__ = ["page", "read"]

_INTRODUCTION = """\
Each query is a file in `queries/`, and its header says what it needs and what it returns. `mkgrdf query --list` shows
the names. Parameters are written `$name` and are bound as typed values, never pasted into the text.
"""


def read(folder: Path) -> list[Query]:
    """Return the queries below a folder, by name.

    Raises:
        QueryError: the header of a file is at fault.
    """
    files = sorted(folder.rglob("*.rq"))
    names = [file.relative_to(folder).with_suffix("").as_posix() for file in files]
    return [
        parse_query(file.read_text(encoding="utf-8"), name, file=str(file))
        for file, name in zip(files, names, strict=True)
    ]


def page(folder: Path) -> str:
    """Return the page: each query with its header and its text, by folder."""
    parts = [heading(1, "Queries"), _INTRODUCTION]
    group = ""
    for query in read(folder):
        if (folder_name := query.name.rpartition("/")[0]) != group:
            group = folder_name
            parts.append(heading(2, code(group)))
        parts += _section(query)
    return "\n".join(parts)


def _section(query: Query) -> list[str]:
    parts = [heading(3, code(query.name), anchor("query", query.name))]
    parts += [prose(text) + "\n" for _, text in query.summary]
    parts += [prose(paragraph) + "\n" for paragraph in query.description.split("\n\n") if paragraph.strip()]
    if query.parameters:
        rows = [(code(p.name), code(p.type), _need(p), prose(p.description)) for p in query.parameters]
        parts.append(table(("Parameter", "Type", "Default", "Meaning"), rows))
    if query.columns:
        parts.append(table(("Column", "Meaning"), [(code(c.name), prose(c.description)) for c in query.columns]))
    parts.append(fence(query.text, "sparql"))
    return parts


def _need(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    return "any" if parameter.default is None else code(parameter.default)
