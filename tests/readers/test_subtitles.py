from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.readers.subtitles import Cue, read_subtitles

Write = Callable[..., Path]


def test_reads_subrip(write: Write) -> None:
    """Cues have times in seconds and one line of text, tags removed; empty cues are left out."""
    path = write(
        "a.srt",
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Two</i>\r\nlines &amp; more\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\n\r\n3\r\n01:00:03,000 --> 01:00:04,000\r\n很轻\r\n",
    )
    assert read_subtitles(path) == (
        Cue(Decimal("1"), Decimal("2.5"), "Two lines & more"),
        Cue(Decimal("3603"), Decimal("3604"), "很轻"),
    )


def test_reads_webvtt(write: Write) -> None:
    """Header, notes, styles, names and settings of cues are passed over; hours may be absent."""
    path = write(
        "a.vtt",
        "WEBVTT - tour\nKind: captions\n\nNOTE\nnothing\n\nSTYLE\n::cue {}\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n<v Anna>Hello\n\n01:00:00.000 --> 01:00:01.000\nBye\n",
    )
    assert [cue.text for cue in read_subtitles(path)] == ["Hello", "Bye"]
    assert read_subtitles(path)[0].start == 1


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("1\n00:00:01,000 -> 00:00:02,000\nx\n", "a.srt:2"),
        ("\n\n1\n00:00:03,000 --> 00:00:02,000\nx\n", "a.srt:4"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n\njust text\n", "a.srt:5"),
        ("1\n00:00:61,000 --> 00:00:62,000\nx\n", "a.srt:2"),
    ],
)
def test_a_broken_line_of_times_is_named(write: Write, content: str, place: str) -> None:
    """File and line of what is wrong are said."""
    with pytest.raises(RowError) as error:
        read_subtitles(write("a.srt", content))
    assert error.value.code is RejectCode.SUBTITLES_BROKEN
    assert error.value.value.startswith(place + ":")
