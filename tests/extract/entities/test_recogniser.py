"""A recogniser: its dictionary, its features, its training, its folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.titles import make_titles
from mkgrdf.errors import ModelError
from mkgrdf.evaluate.spans import figures, score_spans
from mkgrdf.extract.entities.crf import Recogniser, load_recogniser, save_recogniser
from mkgrdf.extract.entities.dictionary import Dictionary, build_dictionary, normal
from mkgrdf.extract.entities.features import features
from mkgrdf.extract.entities.loading import recogniser_named
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.entities.training import TrainingSettings, train
from mkgrdf.models.spans import Span

QUICK = TrainingSettings(iterations=40, folds=3)


def title(text: str, *entities: tuple[str, str]) -> Tagged:
    """Make a title of single characters in which each of the words named is an entity where it first stands."""
    spans = [Span(text.index(word), text.index(word) + len(word), type_) for word, type_ in entities]
    return Tagged(tuple(text), tuple(sorted(spans)))


@pytest.fixture(scope="module")
def titles() -> list[Tagged]:
    return make_titles(360, seed=7)


@pytest.fixture(scope="module")
def recogniser(titles: list[Tagged]) -> Recogniser:
    return train(titles[:240], name="titles", data="made", measure=figures, dev=titles[240:300], settings=QUICK)


def found_by(dictionary: Dictionary, text: str, precision: float = 0.0) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.type) for span in dictionary.longest(text, precision)]


def test_a_dictionary_has_what_was_an_entity_twice_and_knows_how_often_it_was_none() -> None:
    """Occurrences inside and outside entities are counted; the pruned dictionary leaves out what is mostly none."""
    sentences = [
        title("苹果手机", ("苹果", "品牌")),
        title("苹果充电器", ("苹果", "品牌")),
        title("新鲜苹果五斤"),
        title("苹果醋"),
        title("苹果干"),
        title("小米手机", ("小米", "品牌")),
    ]
    dictionary = build_dictionary(sentences)
    (entry,) = dictionary.entries
    assert (entry.words, entry.hits, entry.seen) == (("苹", "果"), (("品牌", 2),), 5)
    assert found_by(dictionary, "苹果派") == [("苹果", "品牌")]
    assert found_by(dictionary, "苹果派", 0.5) == []
    assert len(build_dictionary(sentences, least=1).entries) == 2


def test_the_longest_name_wins_and_known_names_need_not_be_seen() -> None:
    """Names known beforehand are entries without having occurred; of names at one place the longest counts."""
    known = {tuple("牛仔"): ("材质",), tuple("牛仔裤"): ("产品",)}
    dictionary = build_dictionary([], known)
    assert found_by(dictionary, "牛仔裤女") == [("牛仔裤", "产品")]
    assert found_by(dictionary, "牛仔外套", 0.5) == [("牛仔", "材质")]


def test_full_width_and_case_make_no_difference() -> None:
    """ＮＩＫＥ is nike to the dictionary."""
    assert normal("ＮＩＫＥ") == normal("nike") == "nike"


def test_features_tell_the_word_the_neighbours_and_the_dictionary() -> None:
    """Each token has its neighbours, its Chinese word with its place there, and what the dictionary says."""
    dictionary = build_dictionary([], {tuple("纯棉"): ("材质",)})
    rows = features(tuple("男士纯棉T恤"), dictionary)
    assert len(rows) == 6
    assert {
        "0纯",
        "1士",
        "2棉",
        "5士|纯",
        "6纯|棉",
        "9士|纯|棉",
        "ch",
        "h纯棉",
        "k男士",
        "qB材质k",
        "tB材质2",
    } <= set(rows[2])
    assert "qE材质k" in rows[3]
    assert "o" in rows[0]
    assert "first" in rows[0]
    assert "last" in rows[-1]
    english = features(("Waterproof", "jacket"), dictionary)
    assert {"0waterproof", "ewat", "foof", "d8"} <= set(english[0])
    assert not any(feature.startswith("h") for feature in english[0])
    assert len(features(("好",), dictionary)) == 1


def test_latin_words_beside_each_other_do_not_run_together() -> None:
    """The text that Chinese words are cut from has a blank between Latin tokens, and every token finds its word."""
    rows = features(("Nike", "Air", "男", "鞋", "2", "双"), build_dictionary([]))
    assert len(rows) == 6
    assert "h2" in rows[4]


def test_a_crf_beats_the_dictionary_and_the_pruned_dictionary(recogniser: Recogniser, titles: list[Tagged]) -> None:
    """On titles that it was not trained on, in this order: dictionary, pruned dictionary, CRF."""
    held = titles[240:]
    wanted = [one.spans for one in held]
    dictionary = build_dictionary(titles[:240], least=1)
    tagger = recogniser.tagger()
    plain, pruned, crf = (
        score_spans(wanted, found).micro.f1
        for found in (
            [dictionary.longest([normal(word) for word in one.words]) for one in held],
            [dictionary.longest([normal(word) for word in one.words], 0.5) for one in held],
            [tagger.spans(one.words) for one in held],
        )
    )
    assert plain < pruned < crf
    assert crf > 0.6


def test_the_card_says_on_what_and_how_good(recogniser: Recogniser) -> None:
    """Data digest, figures on what was not trained on, settings and seed stand on the card."""
    card = recogniser.card
    assert len(card.data_digest) == 64
    assert 0.5 < card.metrics["micro F1, dev"] < 1
    assert "F1 of 品牌, dev" in card.metrics
    assert card.settings["sentences"] == 240
    assert card.settings["tags"] == "bioes"
    assert card.labels == tuple(sorted(card.labels))
    assert card.languages == ("zh",)


def test_without_other_sentences_some_are_held_out(titles: list[Tagged]) -> None:
    """A tenth is kept to measure and calibrate on, and the model is then trained on all."""
    made = train(titles[:60], name="t", data="made", measure=figures, settings=replace(QUICK, iterations=5))
    assert "micro F1, held out" in made.card.metrics
    assert made.calibration is not None
    assert made.card.settings["sentences"] == 60


def test_training_again_gives_the_same_bytes(recogniser: Recogniser, titles: list[Tagged]) -> None:
    """Seeded and in order: the same sentences make the same model; another seed another one."""
    again = train(titles[:240], name="titles", data="made", measure=figures, dev=titles[240:300], settings=QUICK)
    assert again == recogniser


def test_confidence_is_calibrated_and_a_probability(recogniser: Recogniser, titles: list[Tagged]) -> None:
    """Marginals become shares of right spans, by the steps fitted on the held-out sentences."""
    tagger = recogniser.tagger()
    assert recogniser.calibration is not None
    for sentence in titles[300:320]:
        raw, fitted = tagger.scored(sentence.words), tagger.confident(sentence.words)
        assert [span for span, _ in raw] == [span for span, _ in fitted] == list(tagger.spans(sentence.words))
        assert all(0 < score <= 1 for _, score in raw)
        assert [recogniser.calibration.probability(score) for _, score in raw] == [score for _, score in fitted]
    raw_only = replace(recogniser, calibration=None).tagger()
    assert raw_only.confident(titles[300].words) == raw_only.scored(titles[300].words)
    assert not tagger.spans(())
    assert not tagger.scored(())


@pytest.mark.parametrize(
    "words",
    [
        ("🙂", "👍🏽", "🙂"),
        ("مرحبا", "بك"),
        ("\0", "棉", "\u2028", " "),
        ("a" * 1_000_000, "棉", "b" * 1_000_000),
        tuple("纯棉" * 5_000),
        ("ﬁ", "Ⅳ", "㎡", "é", "ß"),
    ],
    ids=["emoji", "right to left", "control characters", "endless words", "endless title", "odd letters"],
)
def test_odd_tokens_are_tagged_like_any(recogniser: Recogniser, words: tuple[str, ...]) -> None:
    """Whatever the tokens are, the spans lie within the sentence and in order, in bounded time and memory."""
    found = recogniser.tagger().confident(words)
    edges = [edge for span, _ in found for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(words) for edge in edges)
    assert all(0 <= score <= 1 for _, score in found)


def test_a_folder_holds_all_of_it(recogniser: Recogniser, tmp_path: Path) -> None:
    """What is saved is loaded again, under either way of naming it."""
    folder = tmp_path / "模型"
    save_recogniser(recogniser, folder)
    assert sorted(file.name for file in folder.iterdir()) == [
        "calibration.json",
        "card.json",
        "crf.bin",
        "dictionary.tsv",
    ]
    assert recogniser_named(str(folder)) == recogniser_named(f"local:{folder}") == recogniser
    bare = replace(recogniser, calibration=None)
    save_recogniser(bare, folder)
    assert load_recogniser(folder) == bare


def test_a_model_that_is_not_there_says_how_to_get_it(recogniser: Recogniser, tmp_path: Path) -> None:
    """A missing folder, a folder of something else, half a model, old features, another kind: each is a ModelError."""
    for name in (f"local:{tmp_path}/none", "hub:someone/ner@1", "embedded:ner"):
        with pytest.raises(ModelError, match="mkgrdf train ner"):
            recogniser_named(name)
    with pytest.raises(ModelError, match=r"no card\.json"):
        recogniser_named(str(tmp_path))
    save_recogniser(recogniser, tmp_path)
    (tmp_path / "dictionary.tsv").write_text("half a line\n", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        load_recogniser(tmp_path)
    (tmp_path / "crf.bin").unlink()
    with pytest.raises(ModelError, match=r"there is no crf\.bin"):
        load_recogniser(tmp_path)
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    card["settings"]["features"] = "0"
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match="features of revision '0'"):
        load_recogniser(tmp_path)


def test_many_types_are_tagged_more_plainly(titles: list[Tagged]) -> None:
    """With more types than settings allow for BIOES, the tags are BIO."""
    made = train(
        titles[:60],
        name="t",
        data="made",
        measure=figures,
        settings=replace(QUICK, iterations=5, most_types=3, held_out=0.0),
    )
    assert made.card.settings["tags"] == "bio"
    assert made.calibration is None
