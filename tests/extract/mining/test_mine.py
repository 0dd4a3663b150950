"""Mining finds what belongs together, the same each time, with as little memory as it is given."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError, ModelError
from mkgrdf.extract.mining.lexicon import read_lexicon, write_lexicon
from mkgrdf.extract.mining.mine import Settings, mine
from mkgrdf.extract.mining.ranking import Forest, Ranking
from mkgrdf.extract.mining.segments import Text
from mkgrdf.extract.mining.spool import least_support

THINGS = ("battery life", "lens cap", "memory card", "picture quality", "carrying case", "shutter speed")
SAID = (
    "the {} is good",
    "i like the {} of this camera",
    "its {} was bad",
    "a {} costs more",
    "we checked the {}",
    "{}, cheap",
)


def reviews() -> list[Text]:
    """Sentences about parts of a camera: the words of a part always together, all others mixed."""
    return [
        Text(f"r{number}", said.format(thing), "en")
        for number, (said, thing) in enumerate((said, thing) for said in SAID for thing in THINGS)
    ]


def made_up(known: int, seed: int = 3) -> tuple[list[Text], list[tuple[str, str]]]:
    """A corpus of invented two-word terms between words that stand anywhere; half of the terms are known."""
    draws = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = sorted({"".join(draws.choices(syllables, k=3)) for _ in range(3000)})
    draws.shuffle(words)
    terms = [f"{words.pop()} {words.pop()}" for _ in range(2 * known)]
    loose = words[:60]
    texts = []
    for number, term in enumerate(terms):
        for time in range(3):
            before, after = (" ".join(draws.choices(loose, k=3)) for _ in range(2))
            texts.append(Text(f"{number}.{time}", f"{before} {term} {after}", "en"))
    return texts, [("en", term) for term in terms[:known]]


def test_what_belongs_together_comes_first() -> None:
    """The parts of the camera are the best phrases, and no phrase begins or ends with a function word."""
    lexicon = mine(reviews())
    several = [phrase for phrase in lexicon.phrases if phrase.features["words"] > 1]
    assert {phrase.text for phrase in several[: len(THINGS)]} == set(THINGS)
    edges = {word for phrase in several for word in (phrase.text.split()[0], phrase.text.split()[-1])}
    assert edges.isdisjoint({"the", "is", "this", "i", "its", "a", "was"})
    best = several[0]
    assert best.frequency == len(SAID)
    assert 0 <= best.score <= 1
    texts = {text.document: text.text for text in reviews()}
    assert {texts[place.document][place.start : place.end] for place in best.examples} == {best.text}


def test_memory_changes_no_result(tmp_path: Path) -> None:
    """With room for 20 counts instead of millions the same bytes come out; so they do the second time."""
    files: list[Path] = []
    for most in (20, 20, 2_000_000):
        files.append(tmp_path / str(len(files)))
        write_lexicon(
            mine(iter(reviews()), [("en", "lens cap")], Settings(most_in_memory=most, folder=tmp_path)), files[-1]
        )
    assert files[0].read_bytes() == files[1].read_bytes() == files[2].read_bytes()
    assert sorted(tmp_path.iterdir()) == files  # what was written meanwhile is gone


def test_the_version_follows_corpus_seeds_and_settings() -> None:
    versions = [
        mine(reviews()).version,
        mine(reviews()[1:]).version,
        mine(reviews(), [("en", "lens cap")]).version,
        mine(reviews(), settings=Settings(support=4)).version,
    ]
    assert len(set(versions)) == 4


def test_a_fragment_of_a_longer_phrase_is_none() -> None:
    """Where the longer phrase always stands, its parts are no phrases of their own."""
    said = ("the {}", "a {}", "my {} broke", "i sold the {}", "{}", "with {}")
    texts = [Text(f"{n}", said[n % 6].format("digital single lens camera"), "en") for n in range(24)]
    texts += [Text(f"x{n}", f"the {word}", "en") for n, word in enumerate(("lens", "camera", "digital", "single") * 4)]
    found = {phrase.text for phrase in mine(texts).phrases if phrase.features["words"] > 1}
    assert found == {"digital single lens camera"}


def test_with_too_few_seeds_it_ranks_by_the_statistic_and_says_so() -> None:
    lexicon = mine(reviews(), [("en", "Lens Cap"), ("zh", "memory card"), ("", "battery life"), ("en", "lens , cap")])
    assert lexicon.rankings["en words"] == (Ranking.STATISTIC, 2)
    assert {phrase.text for phrase in lexicon.phrases if phrase.known} == {"lens cap", "battery life"}


def test_with_seeds_enough_the_forest_finds_what_is_like_them() -> None:
    """Terms that nobody named are scored above everything that is no term."""
    texts, seeds = made_up(known=300)
    settings = Settings(forest=Forest(trees=10), rounds=1)
    lexicon = mine(texts, seeds, settings)
    assert lexicon.rankings["en words"] == (Ranking.FOREST, 300)
    unknown = [phrase for phrase in lexicon.phrases if phrase.features["words"] > 1 and not phrase.known]
    terms = {f"{text.text.split()[3]} {text.text.split()[4]}" for text in texts}
    best = [phrase.text in terms for phrase in unknown[:250]]
    assert sum(best) >= 240
    assert mine(texts, seeds, settings) == lexicon


def test_the_forest_without_scikit_learn_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(ModelError, match=r"pip install 'mkgrdf\[learn\]'"):
        mine(reviews(), [("en", thing) for thing in THINGS], Settings(ranking=Ranking.FOREST))
    assert mine(reviews()).phrases


def test_languages_are_mined_apart_and_parts_of_a_document_are_one() -> None:
    texts = [Text(f"{n}", "le savon de Marseille", "fr") for n in range(4)]
    texts += [Text("0", "savon de Marseille", "fr", start=40), *(Text(f"z{n}", "速干衣", "zh") for n in range(3))]
    lexicon = mine(texts)
    assert {phrase.language for phrase in lexicon.phrases} == {"fr", "zh"}
    assert lexicon.documents == 8  # document 0 comes back after others, and counts again
    assert mine([*texts[:1], Text("0", "du savon", "fr", start=50)]).documents == 1
    assert "savon de marseille" in {phrase.text for phrase in lexicon.phrases}


@pytest.mark.parametrize(
    "texts", [[], [Text("d", "", "en")], [Text("d", "🙂\x00\ud800 \u202e", "zh")], [Text("d", "a", "")]]
)
def test_nothing_comes_of_nothing(texts: list[Text]) -> None:
    assert mine(texts).phrases == ()


def test_half_a_character_loses_nothing_else() -> None:
    """A lone surrogate, which no encoding has, is passed over; so is NUL."""
    texts = [Text(f"{n}", "这款\ud800冲锋衣\x00很防风，冲锋衣不厚。", "zh", title=False) for n in range(4)]
    assert "冲锋衣" in {phrase.text for phrase in mine(texts).phrases}


def test_one_enormous_line_is_mined() -> None:
    """Forty thousand words without a mark are one segment, and no trouble."""
    draws = random.Random(1)
    text = " ".join(draws.choices(["battery life", "the", "is", "screen", "of"], k=30_000))
    assert "battery life" in {
        phrase.text for phrase in mine([Text("d", text, "en")], settings=Settings(rounds=1)).phrases
    }


def test_a_larger_corpus_wants_more_support() -> None:
    assert [least_support(tokens) for tokens in (0, 1_000_000, 30_000_000)] == [3, 3, 100]


def test_a_lexicon_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.jsonl"
    lexicon = mine(reviews(), [("en", "lens cap")])
    write_lexicon(lexicon, path)
    read = read_lexicon(path)
    assert read.version == lexicon.version
    assert read.rankings == lexicon.rankings
    assert [(phrase.text, phrase.score, phrase.examples) for phrase in read.phrases] == [
        (phrase.text, phrase.score, phrase.examples) for phrase in lexicon.phrases
    ]
    write_lexicon(read, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other/1"}', '{"format": "mkgrdf-phrases/1"}\nno'])
def test_what_is_no_lexicon_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexicon.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"lexicon\.jsonl"):
        read_lexicon(path)
