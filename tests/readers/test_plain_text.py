from __future__ import annotations

import pytest

from mkgrdf.readers.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Soft &amp; warm.</p><p>Two</p>", "Soft & warm.\nTwo"),
        ("<ul><li>one<li>two <b>bold</b></ul>tail", "one\ntwo bold\ntail"),
        ("a<br/>b", "a\nb"),
        ("<p>&bull; Two-tone.<br />&bull; Hood.</p>", "Two-tone.\nHood."),
        ("a\n   b\tc", "a b c"),
        ("<script>alert(1)</script><style>p{}</style>seen<!-- not -->", "seen"),
        ("plain 5 < 6 text", "plain 5 < 6 text"),
        ('<strong style="display: block">Title</strong>Body', "Title\nBody"),
        ("<p>保湿&nbsp;面霜</p>", "保湿 面霜"),
        ("Cafe\u0301", "Café"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_gives_what_a_reader_would_see(html: str, text: str) -> None:
    """Blocks end lines, white space folds, entities are characters, what is not shown is left out."""
    assert plain_text(html) == text


def test_nesting_of_any_depth_is_read() -> None:
    """The author's nesting does not exhaust the stack."""
    assert plain_text("<span>" * 3000 + "deep" + "</span>" * 3000) == "deep"
