"""Counts, contexts and segmentation are those that one would get with pencil and paper."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkgrdf.extract.mining.contexts import read_contexts
from mkgrdf.extract.mining.features import FEATURES, find_candidates, measure
from mkgrdf.extract.mining.ngrams import NGrams, count_ngrams
from mkgrdf.extract.mining.seeds import match_seeds, read_seeds
from mkgrdf.extract.mining.segmentation import Segmenter, recount
from mkgrdf.extract.mining.segments import Text, Unit
from mkgrdf.extract.mining.spool import Spool, SpoolWriter
from mkgrdf.extract.mining.word_classes import WordClasses


def spooled(folder: Path, lines: list[str], support: int, most: int = 1000) -> Spool:
    with SpoolWriter(Unit.WORDS, folder, support=support, most=most) as writer:
        for number, line in enumerate(lines):
            writer.add(Text(str(number), line, "en"))
        return writer.finish()


def node_of(spool: Spool, grams: NGrams, phrase: str) -> int:
    return grams.find([spool.words.index(word) for word in phrase.split()])


def entropy(counts: Counter[object]) -> float:
    total = sum(counts.values())
    return -sum(count / total * math.log(count / total) for count in counts.values())


@settings(max_examples=40)
@given(
    lines=st.lists(st.lists(st.sampled_from(["ax", "bx", "cx", "dx"]), max_size=7).map(" ".join), max_size=12),
    support=st.integers(1, 3),
    most=st.integers(1, 6),
)
def test_counts_and_entropies_are_exact(lines: list[str], support: int, most: int) -> None:
    """Every n-gram that is frequent is in the trie with its count, no other is; so are its neighbours counted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spool = spooled(folder, lines, support, most)
        grams = count_ngrams(spool, longest=4, folder=folder, most=most)
        contexts = read_contexts(
            spool, grams, WordClasses.of(spool.words, "en", Unit.WORDS), longest=4, folder=folder, most=most
        )
    expected: Counter[tuple[str, ...]] = Counter()
    after: dict[tuple[str, ...], Counter[object]] = {}
    frequent = {word for word, count in Counter(" ".join(lines).split()).items() if count >= support}
    for number, line in enumerate(lines):
        words = line.split()
        for start in range(len(words)):
            for stop in range(start + 1, min(start + 4, len(words)) + 1):
                gram = tuple(words[start:stop])
                expected[gram] += 1
                beside = words[stop] if stop < len(words) else None
                lonely = beside is None or beside not in frequent
                after.setdefault(gram, Counter())[(number, start) if lonely else beside] += 1
    found = {tuple(spool.words[word] for word in grams.spell(node)): node for node in range(1, len(grams))}
    assert {gram: grams.counts[node] for gram, node in found.items()} == {
        gram: count for gram, count in expected.items() if count >= support
    }
    for gram, node in found.items():
        assert contexts.right.entropy[node] == pytest.approx(entropy(after[gram]), abs=1e-9)


def test_features_of_a_phrase(tmp_path: Path) -> None:
    """NPMI, borders, openers and shares of a phrase, counted by hand."""
    lines = ["the lens cap", "my lens cap fits", 'a "lens cap"', "we lens cap", "wide lens", "old cap"]
    spool = spooled(tmp_path, lines, 2)
    grams = count_ngrams(spool, longest=3, folder=tmp_path, most=99)
    classes = WordClasses.of(spool.words, "en", Unit.WORDS)
    contexts = read_contexts(spool, grams, classes, longest=3, folder=tmp_path, most=99)
    candidates = find_candidates(spool, grams, contexts, classes)
    row = measure(candidates, None)[candidates.nodes.index(node_of(spool, grams, "lens cap"))]
    values = dict(zip(FEATURES, row, strict=True))
    tokens = spool.tokens
    assert tokens == 17
    assert values["pmi"] == pytest.approx(math.log((4 / tokens) / (5 / tokens * 5 / tokens)))
    assert values["npmi"] == pytest.approx(values["pmi"] / -math.log(4 / tokens))
    assert values["quoted"] == 0.25
    assert values["left_border"] == 0.25
    assert values["right_border"] == 0.75
    assert values["sub"] == 0.8
    assert values["idf"] == pytest.approx(math.log(6 / 5))
    assert values["super"] == 0
    assert [spool.words[word] for word in grams.spell(candidates.nodes[0])] == ["cap"]


def test_a_segmentation_leaves_known_phrases_whole(tmp_path: Path) -> None:
    """The prior is the lowest that splits no more than one in twenty; a part of a phrase no longer counts inside it."""
    whole = "digital single lens camera"
    spool = spooled(tmp_path, [f"the {whole} is"] * 6 + ["a single lens"] * 3 + ["my camera", "your lens"] * 3, 3)
    grams = count_ngrams(spool, longest=4, folder=tmp_path, most=99)
    nodes = {phrase: node_of(spool, grams, phrase) for phrase in (whole, "single lens", "lens camera", "camera")}
    quality = {nodes[whole]: 0.9, nodes["single lens"]: 0.9, nodes["lens camera"]: 0.1}
    segmenter = Segmenter(grams, quality, grams.counts, 4)
    assert segmenter.fit_prior([nodes[whole], nodes["single lens"]]) == 0
    assert segmenter.prior < 0
    counted = recount(spool, grams, segmenter)
    assert {phrase: counted.pieces[node] for phrase, node in nodes.items()} == {
        whole: 6,
        "single lens": 3,
        "lens camera": 0,
        "camera": 3,
    }
    assert counted.standing[nodes["lens camera"]] == 0
    assert counted.standing[nodes["camera"]] == 3


def test_seeds_are_found_as_the_texts_write_them(tmp_path: Path) -> None:
    """Case and blanks do not count; what is rare, or has a mark in it, is no known phrase."""
    path = tmp_path / "seeds.txt"
    path.write_text("\ufeff# parts\n Lens  Cap \nlens, cap\nlens hood\n\ncap\n", encoding="utf-8")
    seeds = read_seeds(path)
    assert seeds == ("Lens  Cap", "lens, cap", "lens hood", "cap")
    (tmp_path / "spool").mkdir()
    spool = spooled(tmp_path / "spool", ["the lens cap"] * 3, 2)
    grams = count_ngrams(spool, longest=2, folder=tmp_path, most=99)
    found = match_seeds(seeds, spool, grams, "en", Unit.WORDS)
    assert found == {node_of(spool, grams, "lens cap"), node_of(spool, grams, "cap")}
