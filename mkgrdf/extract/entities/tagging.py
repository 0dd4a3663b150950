"""Tags many sentences: in this process, or spread over a few that are forked from it and share the model's memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence

from mkgrdf.errors import SettingsError
from mkgrdf.extract.entities.crf import Recogniser
from mkgrdf.models.spans import Span

__all__ = ["tag_all"]

_CAN_FORK = "fork" in multiprocessing.get_all_start_methods()
_work: tuple[Recogniser, Sequence[Sequence[str]]] | None = None
"""What forked processes find in their copy of this one's memory."""


def tag_all(recogniser: Recogniser, sentences: Sequence[Sequence[str]], processes: int) -> list[tuple[Span, ...]]:
    """Return the entities of each of ``sentences`` (tokens), in order; the same whatever ``processes`` there are.

    Raises:
        SettingsError: several processes are asked for where the system cannot fork.
    """
    if processes > 1 and not _CAN_FORK:
        raise SettingsError("processes", processes, "1, since this system cannot fork processes")
    global _work  # noqa: PLW0603 - memory that forked processes share
    _work = recogniser, sentences
    try:
        if processes < 2:
            return _tagged((0, len(sentences)))
        size = -(-len(sentences) // (4 * processes))
        parts = [(start, min(start + size, len(sentences))) for start in range(0, len(sentences), size)]
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            return [spans for part in pool.map(_tagged, parts, chunksize=1) for spans in part]
    finally:
        _work = None


def _tagged(part: tuple[int, int]) -> list[tuple[Span, ...]]:
    if _work is None:
        raise RuntimeError("nothing to tag: this process was not forked by tag_all")
    recogniser, sentences = _work
    tagger = recogniser.tagger()
    return [tagger.spans(words) for words in sentences[part[0] : part[1]]]
