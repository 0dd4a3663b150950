"""Offsets: every character of a text can be found again in its source."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import parse_html
from mkgrdf.text.characters import normal, tidy
from mkgrdf.text.offset_map import MappedText, OffsetMap

_MARKUP = [
    "<p>",
    "</p>",
    "<br>",
    "<li>",
    "<b>",
    "</b>",
    "<script>x</script>",
    "<!-- c -->",
    "&amp;",
    "&eacute;",
    "&nbsp;",
]
_WORDS = ["&nbsp;", "  ", "\n", "•", "e\u0301", "好", "wide", "a b", "<", "&", "\x00", "👩\u200d👧"]
_HTML = st.lists(st.sampled_from([*_MARKUP, *_WORDS]), max_size=25).map("".join)
_TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("e\u0301\u1100\u1161\x00\r\n\v가"), max_size=30)


@given(_HTML)
def test_each_character_of_a_page_is_found_in_its_source(source: str) -> None:
    """A character stands at its place as itself, as an entity, as a blank, or as the first of what composes to it."""
    mapped = text_of(parse_html(source), source)
    for offset, character in enumerate(mapped.text):
        if character == "\n":
            continue
        rest = source[mapped.places.source(offset) :]
        plain = unicodedata.normalize("NFC", html.unescape(rest).replace("\x00", ""))
        assert plain.startswith(character) or (character == " " and plain[:1].isspace()), (source, offset)


@given(_TEXT)
def test_tidying_with_places_gives_the_same_text(text: str) -> None:
    """A text is tidied alike with and without its places, and what was kept stands where it stood."""
    mapped = tidy(MappedText(text, OffsetMap()))
    assert mapped.text == normal(text)
    places = [mapped.places.source(offset) for offset in range(len(mapped.text))]
    assert places == sorted(places)


@given(st.text("abc", min_size=1, max_size=20), st.data())
def test_edits_keep_places(text: str, data: st.DataObject) -> None:
    """After any edits each kept character is still found at its place."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        (start, end, data.draw(st.sampled_from(["", "[x]", "[longer]"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    mapped = MappedText(text, OffsetMap()).edited(edits)
    expected = text
    for start, end, words in reversed(edits):
        expected = expected[:start] + words + expected[end:]
    assert mapped.text == expected
    for offset, character in enumerate(mapped.text):
        if character in "abc" and "[" not in mapped.text:
            assert text[mapped.places.source(offset)] == character
    assert OffsetMap.parse(str(mapped.places)) == mapped.places


def test_edits_compose() -> None:
    """An edit of an edited text leads back to the very first one."""
    once = MappedText("call 555 or mail a@b.example now", OffsetMap()).edited([(5, 8, "[phone]")])
    twice = once.edited([(once.text.index("a@"), once.text.index(" now"), "[email]")])
    assert twice.text == "call [phone] or mail [email] now"
    assert twice.places.source(twice.text.index("[phone]")) == 5
    assert twice.places.source(twice.text.index("[email]")) == 17
    assert twice.places.source(twice.text.index("now")) == 29


@pytest.mark.parametrize("written", ["", "1", "0:1 0:2", "0:5 3:4", "a:b"])
def test_what_is_no_map_is_refused(written: str) -> None:
    """A text that is not an ascending list of pairs is not read as a map."""
    with pytest.raises(ValueError, match="expected"):
        OffsetMap.parse(written)
