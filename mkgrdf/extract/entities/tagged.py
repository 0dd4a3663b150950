"""A sentence with its entities, and reading a file of such sentences in whichever of the two forms it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.models.card import digest_of
from mkgrdf.models.spans import Span

__all__ = ["Tagged", "digest_of_tagged"]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence cut into tokens, and the entities in it.

    Attributes:
        words: its tokens, as they stand.
        spans: its entities, by token; in order and without overlaps.
        file, line: where it begins, from 1.
        lost: the types of entities in the file that do not begin and end with tokens; they count as missed.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    file: Path = Path()
    line: int = 0
    lost: tuple[str, ...] = ()


def digest_of_tagged(sentences: Iterable[Tagged]) -> str:
    """Return the SHA-256 of tokens and entities, whatever form of file they came from."""
    return digest_of(*(_bytes(sentence.words, sentence.spans) for sentence in sentences))


def _bytes(words: Sequence[str], spans: Sequence[Span]) -> bytes:
    marks = "\x1e".join(f"{span.start} {span.end} {span.type}" for span in spans)
    return "\x1f".join((*words, marks)).encode("utf-8", "surrogatepass")
