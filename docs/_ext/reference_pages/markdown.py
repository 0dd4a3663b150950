"""The little Markdown (MyST) that the generated pages need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["anchor", "code", "facts", "fence", "heading", "prose", "table"]

_CODE_SPAN = re.compile(r"(`+[^`]+`+)")
_SPECIAL = re.compile(r"([\\*_\[\]<>{}$#|~])")


def prose(text: str) -> str:
    """Return plain text as one Markdown paragraph that shows the same; code spans stay code spans."""
    parts = _CODE_SPAN.split(" ".join(text.split()))
    return "".join(part if i % 2 else _SPECIAL.sub(r"\\\1", part) for i, part in enumerate(parts))


def code(text: str) -> str:
    """Return text as a code span, whatever backticks it holds."""
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def fence(text: str, language: str) -> str:
    """Return text as a block of code."""
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}\n"


def anchor(kind: str, name: str) -> str:
    """Return the name by which other pages link to a heading, as in ``[](#class-product)``."""
    return f"{kind}-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def heading(level: int, title: str, target: str = "") -> str:
    """Return a heading, which other pages can link to if it has a target. The title is Markdown."""
    return (f"({target})=\n" if target else "") + f"{'#' * level} {title}\n"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return what is said of one thing, as a list of names and values; values are Markdown."""
    return "".join(f"- *{name}*: {value}\n" for name, value in rows)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown, and a bar in one must not end it."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for row in rows:
        lines.append("| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in row) + " |")
    return "\n".join(lines) + "\n"
