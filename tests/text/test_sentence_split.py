"""Sentences: where they end, what is kept, and that offsets hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.kept_sentences import keep, kept_sentences
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import Span, split


def texts(text: str, language: str) -> list[str]:
    return [span.text for span in split(text, language)]


ENGLISH = {
    "Great bag. I love it! Would buy again": ["Great bag.", "I love it!", "Would buy again"],
    "Ask Dr. Lee, e.g. about vol. two, approx. 3 lbs. of it.": [
        "Ask Dr. Lee, e.g. about vol. two, approx. 3 lbs. of it."
    ],
    "J. R. Smith made it. It costs little.": ["J. R. Smith made it.", "It costs little."],
    'It is 29" x 13" and weighs 1.5 lbs. Nice.': ['It is 29" x 13" and weighs 1.5 lbs.', "Nice."],
    "13 in. wide and 4.5 in. deep. Good.": ["13 in. wide and 4.5 in. deep.", "Good."],
    "Pens, cups, etc. The rest is fine.": ["Pens, cups, etc.", "The rest is fine."],
    "It holds... well, a lot. But... It rips.": ["It holds... well, a lot.", "But...", "It rips."],
    '"Really?" she said. He said "Wow!" Then left.': ['"Really?" she said.', 'He said "Wow!"', "Then left."],
    "Looks great.I love it": ["Looks great.", "I love it"],
    "See example.com or v2.0 now.": ["See example.com or v2.0 now."],
    "- Full zip\n- Two pockets\n3. Hood": ["Full zip", "Two pockets", "Hood"],
    "Details: • Hood • Wash/dry": ["Details:", "Hood", "Wash/dry"],
    "(Very soft.) Warm too.": ["(Very soft.)", "Warm too."],
    "nice shirt. fits me well": ["nice shirt.", "fits me well"],
    "!!! ... •": [],
}
CHINESE = {
    "质量很好！穿着舒服，重1.5kg。下次还买": ["质量很好！", "穿着舒服，重1.5kg。", "下次还买"],
    "他说：“太棒了！”然后走了。": ["他说：“太棒了！”", "然后走了。"],
    "“好用吗？”的问题不少。": ["“好用吗？”的问题不少。"],
    "面料软；不起球；洗了几次……还行": ["面料软；", "不起球；", "洗了几次……", "还行"],
    "真的好～～推荐3~5岁穿": ["真的好～～", "推荐3~5岁穿"],
    "很软.很暖": ["很软.", "很暖"],
    "1、加厚\n2、防水": ["加厚", "防水"],
    "颜色好看\n尺码合适": ["颜色好看", "尺码合适"],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_sentences(text: str) -> None:
    """English text is split as a reader would, through abbreviations, decimals, initials, units, quotes and lists."""
    assert texts(text, "en") == ENGLISH[text]


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_sentences(text: str) -> None:
    """Chinese text is split as a reader would, through quotes, ellipses, tildes and lists."""
    assert texts(text, "zh") == CHINESE[text]


_PIECES = st.sampled_from(
    [
        *"ab AB1。！？；…~，、.!?,;:\"'“”（）()-•\n\r\t é字好的𠮷",
        "e.g.",
        "Mr.",
        "...",
        "1.5",
        '29"',
        "\u2028",
        "e\u0301",
        "I ",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60), st.sampled_from(["en", "zh", "zh-CN", "fr"]))
def test_offsets_hold(text: str, language: str) -> None:
    """Whatever the text, spans are in order, apart, trimmed, and hold exactly the characters at their offsets."""
    reached = 0
    for span in split(text, language):
        assert reached <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text == span.text.strip()
        reached = span.end


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_word_is_lost(text: str) -> None:
    """Every letter stands in exactly one sentence; only digits may go, as marks of a list."""
    letters = [place for place, character in enumerate(text) if character.isalpha()]
    spans = split(text, "en")
    assert [place for span in spans for place in range(span.start, span.end) if text[place].isalpha()] == letters


KEPT = [
    "The straps are wide and soft.",
    "Machine wash/dry.",
    "Thanks to the mesh it dries within an hour.",
    "面料很软，穿着舒服。",
    "用iPhone拍的，颜色很正。",
]
DROPPED = [
    "Nice!",
    "Hello everyone!",
    "大家好，欢迎光临！",
    "How long is the strap?",
    "多少钱可以买到呢？",
    "Now only $59.90 while stocks last.",
    "现在下单立减，券后59元。",
    "Free shipping on all orders.",
    "物流很快，第二天就到了。",
    "Click here for the size chart.",
    "图片仅供参考，以实物为准。",
    "很好",
    "#gym #ootd #summer #tee",
    " ".join(["word"] * 61),
    "これはとても良いシャツです。",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_says_something_is_kept(text: str) -> None:
    """A sentence that says something about a product is kept."""
    assert keep(Span(0, len(text), text))


@pytest.mark.parametrize("text", DROPPED)
def test_what_says_nothing_is_dropped(text: str) -> None:
    """Greetings, questions, prices, shipping, boiler-plate, bare exclamations and unread languages are dropped."""
    assert not keep(Span(0, len(text), text))


def test_equal_sentences_are_folded() -> None:
    """Of sentences that differ in case or width only, the first is kept."""
    text = "Very soft fabric here. VERY soft fabric here. Ｖery soft fabric here. Not so soft fabric."
    document = Document("d", DocumentKind.REVIEW, text, "en", Origin("x"))
    assert [kept.span.start for kept in kept_sentences(document)] == [0, text.index("Not")]


def test_language_is_found_for_each_sentence() -> None:
    """A text may switch between English and Chinese; other languages are left alone."""
    assert detect("Really soft") == "en"
    assert detect("真的 very 软") == "zh"
    assert detect("Wirklich weich", "de") is None
    assert detect("12345") is None
    document = Document("d", DocumentKind.REVIEW, "I love this shirt. 面料真的很舒服。", "en", Origin("x"))
    assert [kept.language for kept in kept_sentences(document)] == ["en", "zh"]


LONG = {
    "English": ("en", "The straps are wide and soft, e.g. for yoga. I love it! ", 2),
    "Chinese": ("zh", "面料很软，穿着舒服。洗了不缩水！", 2),
    "mixed, emoji, right to left": ("en", "Good 好用的包 😀😀. مريح جدا. ", 1),
}


@pytest.mark.parametrize("name", LONG)
def test_ten_megabytes_in_one_line_are_split(name: str) -> None:
    """A document of ten megabytes without a line break takes seconds, not hours, and no sentence of it is lost."""
    language, piece, sentences = LONG[name]
    times = 10_000_000 // len(piece.encode())
    began = time.process_time()
    assert len(split(piece * times, language)) == times * sentences
    assert time.process_time() - began < 30


@pytest.mark.parametrize("text", ["a.b.c.d." * 100_000, ". " * 200_000, ".\"'" * 100_000, "x" * 2_000_000])
def test_what_never_ends_is_split_in_time(text: str) -> None:
    """Marks, quotes and letters without end take time that grows as the text does."""
    began = time.process_time()
    split(text, "en")
    assert time.process_time() - began < 10


def test_of_a_huge_document_the_good_sentences_are_kept() -> None:
    """A sentence of a megabyte says nothing; those around it are kept."""
    text = "The wide straps feel soft. " + "x " * 500_000 + "\nThe zip broke after a week."
    document = Document("d", DocumentKind.REVIEW, text, "en", Origin("d"))
    assert [kept.span.text for kept in kept_sentences(document)] == [
        "The wide straps feel soft.",
        "The zip broke after a week.",
    ]
