"""Texts are cut into runs of words at everything that no phrase crosses, and every word knows where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.mining.segments import Text, Unit, join, segments, unit_of


def runs(text: str, language: str = "en", unit: Unit = Unit.WORDS) -> list[str]:
    return [join(segment.words) for segment in segments(Text("d", text, language), unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Battery life is short. Screen", ["battery life is short", "screen"]),
        ("light, sturdy (and dry)", ["light", "sturdy", "and dry"]),
        ("one line\nanother", ["one line", "another"]),
        ("the phone 's speaker does n't buzz", ["the phone's speaker does n't buzz"]),
        ("it’s 2.5 mm", ["it's 2.5 mm"]),
        ("https://example.org/a" + "b" * 60 + " cup", ["https", "example.org", "cup"]),
        ("", []),
        ("🙂🙂 \x00 !!", []),
    ],
)
def test_marks_line_breaks_and_noise_part_a_text(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_chinese_prose_is_cut_into_words_and_titles_into_characters() -> None:
    """The dictionary does not know what a title is made of; in prose it does."""
    prose = Text("d", "这款冲锋衣很防风，山上不冷。", "zh")
    title = Text("d", "云栖三合一冲锋衣男", "zh", title=True)
    assert unit_of(prose) is Unit.WORDS
    assert unit_of(title) is Unit.CHARACTERS
    assert unit_of(Text("d", "云栖三合一冲锋衣男", "zh")) is Unit.CHARACTERS
    assert unit_of(Text("d", "a title", "en", title=True)) is Unit.WORDS
    assert [len(segment.words) for segment in segments(title, Unit.CHARACTERS)] == [9]
    first, second = segments(prose, Unit.WORDS)
    assert join(first.words) == "这款冲锋衣很防风"
    assert len(first.words) < 8
    assert join(second.words) == "山上不冷"


def test_quotes_and_brackets_around_a_whole_run_are_seen() -> None:
    found = list(segments(Text("d", 'the "cold brew" kit (350 mL) in "a bag', "en"), Unit.WORDS))
    assert [(join(run.words), run.quoted, run.bracketed) for run in found] == [
        ("the", False, False),
        ("cold brew", True, False),
        ("kit", False, False),
        ("350 ml", False, True),
        ("in", False, False),
        ("a bag", False, False),
    ]


def test_words_are_joined_as_they_are_written() -> None:
    assert join(["速干", "t恤", "xl"]) == "速干t恤xl"
    assert join(["spf", "50", "防晒乳"]) == "spf 50防晒乳"
    assert join(["nokia", "6610", "'s"]) == "nokia 6610's"


@given(
    text=st.text(alphabet="ab'’ \n.,()\"“”好的水1é\x00\u0600🙂", max_size=40),
    start=st.integers(0, 9),
    unit=st.sampled_from(Unit),
)
def test_offsets_point_at_the_words(text: str, start: int, unit: Unit) -> None:
    """Whatever the text, each word is what stands at its offsets of the document, but for case and apostrophes."""
    for segment in segments(Text("d", text, "zh" if unit is Unit.CHARACTERS else "en", start=start), unit):
        for word, begin, end in zip(segment.words, segment.starts, segment.ends, strict=True):
            assert text[begin - start : end - start].casefold().replace("’", "'") == word
        assert "\n" not in text[segment.starts[0] - start : segment.ends[-1] - start]
