"""What the turns of speech of English and Chinese give: golden cases, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.discovery.chinese import chinese_candidates
from mkgrdf.extract.discovery.chinese_words import chinese_normal
from mkgrdf.extract.discovery.english import english_candidates
from mkgrdf.extract.discovery.reading import normal_form
from mkgrdf.extract.discovery.stems import gerund, plural, singular, stem, third_person

ENGLISH = [
    ("It's great for the gym and for hot yoga.", {"Scene: gym", "Scene: hot yoga"}),
    ("I wear them when I'm sailing or while shoveling snow.", {"Scene: sailing", "Scene: shoveling snow"}),
    ("Perfect for running in the winter.", {"Scene: winter running"}),
    ("I went jogging in cold weather.", {"Scene: cold-weather jogging"}),
    ("Great gift for runners.", {"Audience: runners"}),
    ("A nice idea for Christmas.", {"Occasion: christmas"}),
    ("The straps dig into my shoulders.", {"PainPoint: strap digs into shoulders"}),
    ("There are not enough compartments.", {"PainPoint: not enough compartments"}),
    ("I would prefer more compartments.", {"PainPoint: not enough compartments"}),
    ("It shrunk in the wash.", {"PainPoint: shrinks in the wash"}),
    ("Too tight in the shoulders.", {"PainPoint: too tight in the shoulders"}),
    ("I wish the sleeves were longer.", {"PainPoint: sleeves too short"}),
    ("I wish it had a hood.", {"PainPoint: no hood"}),
    ("It doesn't keep me dry.", {"PainPoint: doesn't keep dry"}),
    ("No more blisters, and it prevents chafing.", {"PainPoint: blisters", "PainPoint: chafing"}),
    ("It keeps your feet warm and dry.", {"Intent: keep feet warm", "Intent: keep feet dry"}),
    ("Easy to clean and quick-drying.", {"Intent: easy to clean", "Intent: quick-drying"}),
    ("It is made of recycled nylon.", {"PropertyValue: recycled nylon"}),
    ("It improves balance and provides arch support.", {"Intent: improve balance", "Intent: arch support"}),
]

CHINESE = [
    ("适合通勤、上学和周末爬山。", {"Scene: 通勤", "Scene: 上学", "Scene: 周末爬山"}),
    ("跑步时穿，冬天骑车也行。", {"Scene: 跑步", "Scene: 冬天骑车"}),
    ("告别起球，再也不怕漏水。", {"PainPoint: 起球", "PainPoint: 漏水"}),
    ("肩带勒肩，口袋不够用。", {"PainPoint: 肩带勒肩", "PainPoint: 口袋不够用"}),
    ("领口太紧，洗了就缩水。", {"PainPoint: 领口太紧", "PainPoint: 缩水"}),
    ("敏感肌可用，送给妈妈的母亲节礼物。", {"Audience: 敏感肌", "Occasion: 母亲节"}),
    ("让双脚干爽，保护膝盖。", {"Intent: 双脚干爽", "Intent: 保护膝盖"}),
    ("采用再生尼龙面料。", {"PropertyValue: 再生尼龙"}),
    ("吸湿排汗，轻便好收纳。", {"Intent: 吸湿排汗", "Intent: 好收纳"}),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english(text: str, expected: set[str]) -> None:
    """Each sentence gives the phrases that a person would list, with the kind that their pattern speaks for."""
    assert expected <= {f"{found.guess}: {found.label}" for found in english_candidates(text)}


@pytest.mark.parametrize(("text", "expected"), CHINESE, ids=[text for text, _ in CHINESE])
def test_chinese(text: str, expected: set[str]) -> None:
    """Chinese has patterns of its own: no English rule is asked."""
    assert expected <= {f"{found.guess}: {found.label}" for found in chinese_candidates(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Perfect for the price.",
        "The fabric prevents chafing, so the seams feel soft.",
        "My shoulders are really big.",
        "It barely shows signs of wear and tear.",
        "I really dig this shirt for races.",
    ],
)
def test_no_complaint_where_nobody_complains(text: str) -> None:
    """A part before *prevents*, the buyer's own body, a noun that looks like a verb: none is a trouble of the thing."""
    labels = {found.label for found in english_candidates(text) if found.guess == "PainPoint"}
    assert labels <= {"chafing", "chafes"}  # one normal form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("straps dig into my shoulders", "strap digging into shoulder"),
        ("cold-weather hikes", "cold weather hike"),
        ("the itchy material", "scratchy fabric"),
        ("more colours", "more color"),
    ],
)
def test_one_normal_form(one: str, other: str) -> None:
    """Inflection, hyphens, function words, spelling and a few synonyms make no other phrase."""
    assert normal_form(one.split()) == normal_form(other.split())
    assert normal_form(["zipper", "breaks"]) != normal_form(["zipper", "sticks"])


def test_one_chinese_normal_form() -> None:
    """Function words and a few synonyms make no other phrase."""
    assert chinese_normal("背带松") == chinese_normal("肩带很松") == chinese_normal("肩带的松")
    assert chinese_normal("冬季跑步") == chinese_normal("冬天慢跑") != chinese_normal("夏天跑步")


def test_forms_of_words() -> None:
    """Inflections share a stem; names are made in readable forms."""
    assert len({stem(word) for word in ("dig", "digs", "dug", "digging")}) == 1
    assert len({stem(word) for word in ("hike", "hikes", "hiking", "hiked")}) == 1
    assert stem("training") != stem("train")
    assert [gerund(verb) for verb in ("run", "hike", "garden", "lie")] == ["running", "hiking", "gardening", "lying"]
    assert [third_person(verb) for verb in ("dig", "pinch", "carry")] == ["digs", "pinches", "carries"]
    assert [plural(noun) for noun in ("pocket", "child", "class", "battery")] == [
        "pockets",
        "children",
        "classes",
        "batteries",
    ]
    assert [singular(noun) for noun in ("straps", "children", "batteries", "pants")] == [
        "strap",
        "child",
        "battery",
        "pants",
    ]


@given(st.text(max_size=120))
def test_offsets_lie_in_the_sentence(text: str) -> None:
    """Whatever the sentence, each find stands within it, and its surface is written there."""
    for found in (*english_candidates(text), *chinese_candidates(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.normal
        assert found.surface.lower() in " ".join(text.lower().replace("’", "'").split()) or found.language == "en"


@given(st.lists(st.sampled_from([*(text for text, _ in ENGLISH), *(text for text, _ in CHINESE)]), max_size=4))
def test_the_same_twice(texts: list[str]) -> None:
    """Nothing depends on what was read before."""
    joined = " ".join(texts)
    assert english_candidates(joined) == english_candidates(joined)
    assert chinese_candidates(joined) == chinese_candidates(joined)
