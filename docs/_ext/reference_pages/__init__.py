"""Writes the reference pages from the things they describe, at each build of the documentation.

A page that is written from its subject cannot fall behind it. Each module here is one page: a function from
a folder (or the tree of commands) to Markdown text. As a Sphinx extension the package writes the pages before
Sphinx looks for its sources; ``tests/test_docs.py`` calls the same functions without Sphinx.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkgrdf.settings import template
from reference_pages import commands, ontology, queries, shapes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["pages", "setup"]


def pages(root: click.Command, checkout: Path) -> dict[str, str]:
    """Return file name -> text of each reference page, and of what hand-written pages include."""
    return {
        "commands.md": commands.page(root),
        "ontology.md": ontology.page(checkout / "ontology"),
        "queries.md": queries.page(checkout / "queries"),
        "shapes.md": shapes.page(checkout / "shapes"),
        "mkgrdf.toml": template("shop"),
    }


def _write(app: Sphinx) -> None:
    # Not at the top, here and below: the tests of the generators need neither the command line nor Sphinx.
    from mkgrdf.cli import main  # noqa: PLC0415

    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(exist_ok=True)
    for name, text in pages(main, Path(app.srcdir).parent).items():
        file = folder / name
        # Sphinx rebuilds a page whose file is newer: leave one alone that says the same.
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    from reference_pages.highlighting import PathSparqlLexer  # noqa: PLC0415

    app.add_lexer("sparql", PathSparqlLexer)
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True}
