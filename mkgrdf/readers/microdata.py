"""Products that a web page describes in microdata: seen, so that it can be said, but not read."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from mkgrdf.readers.encoding import decode

__all__ = ["HTML_SUFFIXES", "NOT_READ", "pages_with_microdata"]

HTML_SUFFIXES = (".htm", ".html", ".xhtml")
NOT_READ = "microdata was seen, which is not read; of web pages only JSON-LD is"

_LOOK_AT = 20  # files of a folder


def pages_with_microdata(path: Path) -> list[Path]:
    """Return the web pages, among the file or the first files of the folder ``path``, with schema.org's microdata."""
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    pages = [file for file in files if file.suffix.lower() in HTML_SUFFIXES and file.is_file()]
    return [page for page in pages[:_LOOK_AT] if _has_microdata(page)]


def _has_microdata(page: Path) -> bool:
    try:
        text, _ = decode(page.read_bytes())
    except UnicodeDecodeError:
        return False
    return LexborHTMLParser(text).css_first('[itemscope][itemtype*="schema.org/"]') is not None
