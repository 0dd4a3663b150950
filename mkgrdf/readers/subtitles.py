"""Subtitle files, SubRip (``.srt``) and WebVTT (``.vtt``), as timed cues.

Formats: https://www.w3.org/TR/webvtt1/ (and SubRip as players write it). Strict on times, lenient on what players
ignore: cue numbers, settings behind the times, styling tags.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mkgrdf.readers.encoding import clean, decode
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["Cue", "read_subtitles"]

_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"{_TIME}\s+-->\s+{_TIME}(?:\s+\S.*)?")
_TAG = re.compile(r"</?[a-zA-Z\d.:]+(?:\s[^>]*)?>|\{\\[^}]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A text shown from ``start`` to ``end``, in seconds; its lines are joined by spaces."""

    start: Decimal
    end: Decimal
    text: str


def read_subtitles(path: Path) -> tuple[Cue, ...]:
    """Return the cues of a subtitle file in its order; cues without text are left out.

    Raises:
        RowError: ``subtitles-broken``, naming file and line.
        OSError: the file cannot be opened.
    """
    try:
        content, _ = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise _broken(path, 1, str(error)) from error
    lines = clean(content.removeprefix("\ufeff")).split("\n")
    # clean() trims blank lines off the top; count them so that a line number is one of the file.
    offset = content[: len(content) - len(content.lstrip())].count("\n") + 1
    cues: list[Cue] = []
    for start, block in _blocks(lines):
        cue = _cue(block, path, start + offset, first=start == 0)
        if cue is not None and cue.text:
            cues.append(cue)
    return tuple(cues)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    blocks: list[tuple[int, list[str]]] = []
    current: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if line.strip():
            current.append(line)
        elif current:
            blocks.append((index - len(current), current))
            current = []
    return blocks


def _cue(block: list[str], path: Path, line: int, *, first: bool) -> Cue | None:
    if first and block[0].startswith("WEBVTT"):
        return None
    if re.match(r"(NOTE|STYLE|REGION)\b", block[0]) and "-->" not in block[0]:
        return None
    # The line of times comes first or follows a cue's number or name.
    position = 0 if "-->" in block[0] else 1
    times = block[position].strip() if position < len(block) else ""
    match = _TIMES.fullmatch(times)
    if match is None:
        raise _broken(path, line + min(position, len(block) - 1), times or block[0])
    start, end = _seconds(*match.groups()[:4]), _seconds(*match.groups()[4:8])
    if start >= end:
        raise _broken(path, line + position, times)
    text = " ".join(html.unescape(_TAG.sub("", words)).strip() for words in block[position + 1 :])
    return Cue(start, end, clean(text))


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> Decimal:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + Decimal(thousandths) / 1000


def _broken(path: Path, line: int, found: str) -> RowError:
    return RowError(
        RejectCode.SUBTITLES_BROKEN,
        f"{path.name}:{line}: {found}",
        expected="a line of times like 00:00:01,000 --> 00:00:04,000, the end after the start",
        suggestion="correct the subtitle file at that line",
    )
