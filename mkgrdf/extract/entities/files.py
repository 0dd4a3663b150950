"""Files of sentences with entities: by their name JSON lines with offsets, or else a token and its tag a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mkgrdf.extract.entities.conll import read_conll, write_conll
from mkgrdf.extract.entities.offsets import read_offsets, write_offsets
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span
from mkgrdf.text.language import is_han

__all__ = ["read_tagged", "write_tagged"]

_LINES = frozenset({".jsonl", ".json", ".ndjson"})


def read_tagged(path: Path) -> tuple[Tagged, ...]:
    """Return the sentences of the file at ``path``.

    Raises:
        CatalogError: it is not of the form that its name says; the message names file and line.
        OSError: it cannot be read.
    """
    return read_offsets(path) if path.suffix.lower() in _LINES else read_conll(path)


def write_tagged(sentences: Sequence[Tagged], found: Sequence[tuple[Span, ...]], path: Path) -> None:
    """Write the tokens of ``sentences`` with the entities ``found`` in them."""
    if path.suffix.lower() not in _LINES:
        write_conll((replace(one, spans=spans) for one, spans in zip(sentences, found, strict=True)), path)
        return
    write_offsets((_joined(one.words, spans) for one, spans in zip(sentences, found, strict=True)), path)


def _joined(words: Sequence[str], spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """Return tokens as a text, blanks between those that are not Chinese, and the entities by its characters."""
    text = ""
    starts: list[int] = []
    for word in words:
        if text and word[:1].isalnum() and not is_han(word[0]) and text[-1].isalnum() and not is_han(text[-1]):
            text += " "
        starts.append(len(text))
        text += word
    return text, [Span(starts[one.start], starts[one.end - 1] + len(words[one.end - 1]), one.type) for one in spans]
