"""Words keep their places, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.text.words import characters, tokens


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The straps don't dig in.", "en", ["The", "straps", "don't", "dig", "in", "."]),
        ("A T-shirt of 2.5 oz!", "en", ["A", "T-shirt", "of", "2.5", "oz", "!"]),
        ("我喜欢这款防水背包，good bag", "zh", ["我", "喜欢", "这", "款", "防水", "背包", "，", "good", "bag"]),
        ("", "zh", []),
    ],
)
def test_words(text: str, language: str, words: list[str]) -> None:
    """Words as people would cut them."""
    assert [token.text for token in tokens(text, language)] == words


def test_characters() -> None:
    """Han characters one by one, other words whole."""
    assert [token.text for token in characters("新款T恤XL防水")] == ["新", "款", "T", "恤", "XL", "防", "水"]


@given(st.text(max_size=40), st.sampled_from(["en", "zh"]))
def test_each_word_is_where_it_says(text: str, language: str) -> None:
    """Whatever the text: tokens stand in order, do not overlap, and are what stands there."""
    for found in (tokens(text, language), characters(text)):
        end = 0
        for token in found:
            assert end <= token.start < token.end
            assert text[token.start : token.end] == token.text
            end = token.end
        inside = {at for token in found for at in range(token.start, token.end)}
        assert all(character.isspace() for at, character in enumerate(text) if at not in inside)
