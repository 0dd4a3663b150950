"""The queries that ship with mkgrdf, by name."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from mkgrdf.errors import QueryError
from mkgrdf.queries.header import Query, parse_query
from mkgrdf.resources import resource

__all__ = ["all_queries", "load_query"]


def load_query(name: str) -> Query:
    """Return the shipped query ``name``, e.g. ``script/paths``.

    Raises:
        QueryError: there is no such query (close matches are named), or its file cannot be read.
    """
    files = _files()
    if name not in files:
        # A forgotten folder is the commonest slip, so the last part alone is compared too.
        near = [known for known in files if known.rpartition("/")[2] == name.rpartition("/")[2]]
        near += [known for known in difflib.get_close_matches(name, files, n=3) if known not in near]
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(files) or 'none'}"
        raise QueryError(f"no query named {name!r}; {hint} (mkgrdf query --list shows them all)")
    return _parsed(files[name], name)


def all_queries() -> tuple[Query, ...]:
    """Return every shipped query, ordered by name."""
    return tuple(_parsed(file, name) for name, file in _files().items())


@cache
def _files() -> dict[str, Path]:
    folder = resource("queries")
    found = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.rglob("*.rq")}
    return dict(sorted(found.items()))


@cache
def _parsed(file: Path, name: str) -> Query:
    return parse_query(file.read_text(encoding="utf-8"), name, file=str(file))
