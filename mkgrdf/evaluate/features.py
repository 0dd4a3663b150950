"""Measures feature extraction against the annotated reviews of Hu and Liu, beside frequent nouns.

A feature found in a sentence is right if the annotators put it there, both in normal form. Features marked ``[u]`` or
``[p]`` do not stand in their sentence and are left out of the truth; those that the annotators worded otherwise than
the sentence does stay in, so no method that marks stretches of text can find all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.extract.product_features import AnnotatedSentence, NounGuess, Reviews, normal_form, words_of

__all__ = [
    "FeatureScore",
    "all_texts",
    "best_setting",
    "frequent_nouns",
    "matching_setting",
    "mean_score",
    "read_reviews",
    "score",
]

_FEATURE = re.compile(r"([^,\[\]]+)((?:\[[^\]]*\])+)")


@dataclass(frozen=True, slots=True)
class FeatureScore:
    """Precision and recall of features in sentences, and of the different features of a product."""

    precision: float
    recall: float
    distinct_precision: float
    distinct_recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall in sentences."""
        return _harmonic(self.precision, self.recall)

    @property
    def distinct_f1(self) -> float:
        """The harmonic mean of precision and recall of different features."""
        return _harmonic(self.distinct_precision, self.distinct_recall)


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def read_reviews(folders: Iterable[Path]) -> dict[str, list[AnnotatedSentence]]:
    """Return the annotated sentences (``feature[+2][u]##text``) by product, the name of its file.

    Raises:
        CatalogError: a folder has no such files.
    """
    reviews: dict[str, list[AnnotatedSentence]] = {}
    for folder in folders:
        paths = [path for path in sorted(folder.glob("*.txt")) if path.name != "README.txt"]
        if not paths:
            raise CatalogError("no *.txt; expected annotated reviews, feature[+2]##sentence", file=str(folder))
        for path in paths:
            sentences = []
            for line in path.read_text(encoding="latin-1").splitlines():
                tags, mark, text = line.partition("##")
                if mark and not line.startswith("*"):
                    named = [name for name, marks in _FEATURE.findall(tags) if not {"[u]", "[p]"} & _marks(marks)]
                    features = tuple(dict.fromkeys(filter(None, map(normal_form, named))))
                    sentences.append(AnnotatedSentence(text.strip(), features))
            reviews[path.stem] = sentences
    return reviews


def _marks(text: str) -> set[str]:
    return set(re.findall(r"\[[a-z]+\]", text))


def score(truth: Sequence[AnnotatedSentence], found: Sequence[frozenset[str]]) -> FeatureScore:
    """Compare the features found in the sentences of one product with the annotated ones."""
    right = sum(len(set(sentence.features) & given) for sentence, given in zip(truth, found, strict=True))
    there, given = sum(len(sentence.features) for sentence in truth), sum(map(len, found))
    names = {feature for sentence in truth for feature in sentence.features}
    claimed = {feature for features in found for feature in features}
    shared = len(names & claimed)
    return FeatureScore(
        right / given if given else 0.0,
        right / there if there else 0.0,
        shared / len(claimed) if claimed else 0.0,
        shared / len(names) if names else 0.0,
    )


def mean_score(scores: Iterable[FeatureScore]) -> FeatureScore:
    """Return the mean over products, each weighing the same."""
    rows = list(scores)
    return FeatureScore(
        sum(row.precision for row in rows) / len(rows),
        sum(row.recall for row in rows) / len(rows),
        sum(row.distinct_precision for row in rows) / len(rows),
        sum(row.distinct_recall for row in rows) / len(rows),
    )


def frequent_nouns(sentences: Sequence[AnnotatedSentence], guess: NounGuess, support: float) -> list[frozenset[str]]:
    """The plain baseline: in each sentence the nouns and pairs of nouns that are frequent in the product's reviews.

    ``support`` is the share of its sentences in which a term has to occur, and two at least; a frequent pair stands
    for its parts. As in the first step of Hu and Liu (2004), with guessed nouns.
    """
    cut = [words_of(sentence.text) for sentence in sentences]
    terms: Counter[str] = Counter()
    for words in cut:
        terms.update(_noun_terms(words, guess))
    fewest = max(2.0, support * len(sentences))
    frequent = {term for term, count in terms.items() if count >= fewest}
    found = []
    for words in cut:
        given: set[str] = set()
        at = 0
        while at < len(words):
            nouns = [guess.looks_like_noun(word) for word in words[at : at + 2]]
            pair, single = normal_form(" ".join(words[at : at + 2])), normal_form(words[at])
            if len(nouns) == 2 and all(nouns) and pair in frequent:
                given.add(pair)
                at += 2
                continue
            if nouns[0] and single in frequent:
                given.add(single)
            at += 1
        found.append(frozenset(given))
    return found


def _noun_terms(words: Sequence[str], guess: NounGuess) -> set[str]:
    nouns = [guess.looks_like_noun(word) for word in words]
    terms = {normal_form(word) for word, noun in zip(words, nouns, strict=True) if noun}
    for (first, one), (second, other) in pairwise(zip(words, nouns, strict=True)):
        if one and other:
            terms.add(normal_form(f"{first} {second}"))
    return terms


def best_setting(scores: Mapping[str, Mapping[float, FeatureScore]], product: str, *, distinct: bool = False) -> float:
    """Return the setting with the best mean F1 over all products but ``product``; of equal ones the lowest."""
    others = [by_setting for name, by_setting in sorted(scores.items()) if name != product]

    def mean_f1(setting: float) -> float:
        return sum(row[setting].distinct_f1 if distinct else row[setting].f1 for row in others) / len(others)

    return max(sorted(scores[product]), key=mean_f1)


def matching_setting(
    scores: Mapping[str, Mapping[float, FeatureScore]],
    rival: Mapping[str, FeatureScore],
    product: str,
    *,
    distinct: bool = False,
    ahead: float = 1.1,
) -> float:
    """Return the highest setting whose mean recall, over all products but ``product``, is ``ahead`` times the rival's.

    So both are compared at about the same recall. The lowest setting if none reaches it. ``rival`` has its score on
    each product.
    """
    others = [name for name in sorted(scores) if name != product]

    def mean_recall(rows: Iterable[FeatureScore]) -> float:
        return sum(row.distinct_recall if distinct else row.recall for row in rows) / len(others)

    wanted = ahead * mean_recall(rival[name] for name in others)
    settings = sorted(scores[product])
    reached = [setting for setting in settings if mean_recall(scores[name][setting] for name in others) >= wanted]
    return max(reached, default=settings[0])


def all_texts(reviews: Reviews) -> list[str]:
    """Return the text of all sentences."""
    return [sentence.text for product in sorted(reviews) for sentence in reviews[product]]
