"""Pages made to break readers: each is read, in time that grows as the page does, and nothing else is lost."""

from __future__ import annotations

import time

import pytest

from mkgrdf.readers.plain_text import plain_text

BOMBS = {
    "deep nesting": ("<div>" * 100_000 + "deep" + "</div>" * 100_000, "deep"),
    "nested lists never closed": ("<ul><li>" * 50_000 + "deep", "deep"),
    "a giant attribute": ('<p title="' + "x" * 10_000_000 + '">seen</p>', "seen"),
    "a million attributes": ("<p " + "a=b " * 1_000_000 + ">seen</p>", "seen"),
    "tags never closed": ("seen" + "<a " * 1_000_000, "seen"),
    "comments never closed": ("seen" + "<!--" * 1_000_000, "seen"),
    "end tags without a beginning": ("</x>" * 200_000 + "seen", "seen"),
    "a flood of entities": ("&amp;" * 200_000, "&" * 200_000),
    "an endless character number": ("&#" + "9" * 1_000_000 + ";seen", "\ufffd" + "9" * 999_991 + ";seen"),
    "a flood of angles": ("<" * 5_000_000, "<" * 5_000_000),
    "a flood of blanks": (" " * 5_000_000 + "seen", "seen"),
    "a flood of marks": ("e" + "\u0301" * 500_000, "é" + "\u0301" * 499_999),
    "a flood of NUL": ("\0" * 5_000_000 + "seen", "seen"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read(name: str) -> None:
    """What a bomb says is read within seconds; the standard's parsers take minutes for some."""
    html, text = BOMBS[name]
    began = time.process_time()
    assert plain_text(html) == text
    assert time.process_time() - began < 10


def test_ten_megabytes_in_one_line_are_read() -> None:
    """A page of ten megabytes is a page."""
    began = time.process_time()
    said = plain_text(("<p>" + "Soft straps, wide &amp; warm. " * 40 + "</p>") * 8_500)
    assert len(said) == 8_500 * (40 * len("Soft straps, wide & warm. ")) - 1
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<b>two<p>three</b>four", "onetwo\nthreefour"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a\nb\nc\nd"),
        ("a</p>b</br>c</div>d", "a\nb\ncd"),
        ("<svg><path/><path/><circle /></svg>drawn", "drawn"),
        ("<p title='a>b'>seen <a href=x>here</a>", "seen here"),
        ("<!-->seen<!--->too<!-- no --!>yes<?php no ?>", "seentooyes"),
        ("<textarea><b>raw</b> &amp;</textarea>", "<b>raw</b> &"),
        ("مرحبا <b>بالعالم</b>", "مرحبا بالعالم"),
        ("👩‍👩‍👧 🎉", "👩‍👩‍👧 🎉"),
        ("a\x00b\x1bc\x7fd&#1;e&#0;f", "abcde\ufffdf"),
    ],
)
def test_careless_markup_is_read_as_browsers_do(html: str, text: str) -> None:
    """Left-out end tags, crossed tags, stray marks and odd comments come out as the standard has them."""
    assert plain_text(html) == text
