"""Features of products in reviews (*battery life*, *picture quality*): a linear-chain CRF learns from other products.

Trained on annotated reviews of some products, it marks features in reviews of any other: its attributes say little of
the words themselves and much of how a word behaves. How often it stands in the reviews of this product, how much more
often than in those of others, what kind of word it looks like, and how far the next word of opinion is, after the
manner of double propagation (Qiu et al. 2011): opinion words point to features. Part-of-speech tags would help; there
is no tagger here, so :func:`looks_like_noun` guesses from endings and from how often a word follows a determiner.

English only.
"""

from __future__ import annotations

import math
import re
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.opinion_words import NEGATIVE, POSITIVE

__all__ = ["AnnotatedSentence", "FeatureFinder", "NounGuess", "Reviews", "normal_form", "train_finder", "words_of"]

_TOKEN = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*|[^\sa-z0-9]")
_WORD = re.compile(r"[a-z0-9]+")
_FEWEST_LETTERS = 3
_LONGEST = 4
"""No feature has more words."""

DETERMINERS: Final = frozenset(
    re.findall(r"[a-z]+", "the a an this that these those my your his her its our their no any each every")
)
_FUNCTION: Final = frozenset(
    re.findall(
        r"[a-z']+",
        """
    a about above after again against all also am an and any anyone anything are as at be because been before being
    below between both but by can could did do does doing done down during each either else enough even ever every
    everyone everything few for from further get gets getting go goes going got had has have having he her here hers
    him his how however i if in into is it its itself just let lot lots like made make makes many may maybe me might
    more most much must my myself need never no none nor not nothing now of off often on once one ones only or other
    others our out over own people perhaps put quite rather really said same say says see seem seems she should since
    so some someone something still stuff such than that the their them then there these they thing things think this
    those though through thus to together too took two up upon us use used uses using very want wants was way we well
    were what when where whether which while who whom whose why will with within without would yes yet you your yours
    yourself s n't m ve re ll d don't doesn't didn't isn't it's i'm i've can't won't wasn't that's there's they're i'd
    i'll you're couldn't wouldn't aren't haven't hasn't time times day days week weeks month months year years hour
    hours minute minutes today yesterday ago first second last next new old big small little large long short high low
    able actually almost already although always anyway around away back came come comes bought buy buying give gives
    given know knows known look looks looking keep keeps kept find found feel felt tell told tried try trying turn
    turned work works worked working take takes taken thought bit kind sort far different several another three four
    five review reviews amazon
    """,
    )
)
_TOLD_APART: Final = frozenset(
    re.findall(r"[a-z]+", "of in for to with and is was are were has have not no very it i you on from")
)
_NOUN_END = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|ture|age|er|or|ery|phone|ware)s?$")
_OTHER_END = re.compile(r"(?:ly|ous|ful|able|ible|ive|ish|less|est|ed|ing)$")
_OPINION: Final = frozenset(word for word in POSITIVE["en"] | NEGATIVE["en"] if " " not in word)
_DETERMINED = 0.12
"""A word of which this share follows a determiner is taken for a noun."""
_RATES, _LIFTS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08), (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0)
_NEAR, _NEARER, _PAIRS = (1, 2, 3, 4, 6, 10), (2, 4, 8, 50), (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence of a review and the features, in normal form, on which it has an opinion; perhaps none."""

    text: str
    features: tuple[str, ...] = ()


Reviews = Mapping[str, Sequence[AnnotatedSentence]]
"""Sentences of reviews by product."""


def words_of(text: str) -> list[str]:
    """Return the words and marks of ``text`` in lower case."""
    return _TOKEN.findall(text.lower())


def _singular(word: str) -> str:
    if len(word) > _FEWEST_LETTERS and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _FEWEST_LETTERS and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]
    return word


def normal_form(feature: str) -> str:
    """Return ``feature`` in lower case and in the singular, without marks, for comparison."""
    return " ".join(_singular(word) for word in _WORD.findall(feature.lower()))


class NounGuess:
    """Guesses whether a word is a noun, from its ending and from how often it follows a determiner in ``texts``."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._seen: Counter[str] = Counter()
        self._determined: Counter[str] = Counter()
        for words in texts:
            for before, word in pairwise(["", *words]):
                self._seen[word] += 1
                self._determined[word] += before in DETERMINERS

    def looks_like_noun(self, word: str) -> bool:
        """Tell whether ``word``, in lower case, is probably a noun."""
        if word in _FUNCTION or len(word) < _FEWEST_LETTERS or not word[0].isalpha() or _OTHER_END.search(word):
            return False
        if _NOUN_END.search(word):
            return True
        return (self._determined[word] + 0.2) / (self._seen[word] + 1) > _DETERMINED


@dataclass(slots=True)
class _Counts:
    """In how many sentences of one product a word, and a pair of words, occurs."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0

    def note(self, words: Sequence[str]) -> None:
        plain = [_singular(word) for word in words]
        self.words.update(set(plain))
        self.pairs.update(set(pairwise(plain)))
        self.sentences += 1


class _Attributes:
    """Turns the sentences of one product into attributes, given all other text that is at hand."""

    def __init__(self, own: _Counts, everything: _Counts, guess: NounGuess) -> None:
        self._own, self._all, self._guess = own, everything, guess

    def of(self, words: Sequence[str]) -> list[list[str]]:
        plain = [_singular(word) for word in words]
        shapes = [self._shape(word, base) for word, base in zip(words, plain, strict=True)]
        opinions = [at for at, shape in enumerate(shapes) if shape == "O"]
        return [self._at(at, words, plain, shapes, opinions) for at in range(len(words))]

    def _at(
        self, at: int, words: Sequence[str], plain: Sequence[str], shapes: Sequence[str], opinions: Sequence[int]
    ) -> list[str]:
        word, shape, kind = plain[at], shapes[at], shapes[at][0]
        rate = self._own.words[word] / self._own.sentences
        others = self._all.sentences - self._own.sentences
        elsewhere = (self._all.words[word] - self._own.words[word] + 1) / max(1, others)
        distance = min((abs(at - other) for other in opinions), default=99)
        found = ["b", f"w={word}", f"s={shape}", f"end={words[at][-3:]}", "opinion" if opinions else "none"]
        found += [f"rate={_bucket(rate, _RATES)}", f"srate={kind}{_bucket(rate, _RATES)}"]
        found += [f"lift={_bucket(math.log(max(rate, 1e-9) / elsewhere), _LIFTS)}"]
        found += [f"near={_bucket(distance, _NEAR)}", f"snear={kind}{_bucket(distance, _NEARER)}"]
        for step in (-2, -1, 1, 2):
            inside = 0 <= at + step < len(words)
            found.append(f"s{step}={shapes[at + step] if inside else '-'}")
            if inside and abs(step) == 1:
                found.append(f"w{step}={plain[at + step]}")
        before, after = shapes[at - 1] if at else "-", shapes[at + 1] if at + 1 < len(words) else "-"
        found.append(f"s3={before}|{shape}|{after}")
        if at + 1 < len(words):
            found.append(f"pair={_bucket(self._own.pairs[word, plain[at + 1]], _PAIRS)}")
        if at:
            found.append(f"pair-={_bucket(self._own.pairs[plain[at - 1], word], _PAIRS)}")
        else:
            found.append("first")
        if len(words) <= 6:
            found.append("short")
        return found

    def _shape(self, word: str, base: str) -> str:
        if word in DETERMINERS:
            shape = "D"
        elif word in _FUNCTION:
            shape = f"f:{word}" if word in _TOLD_APART else "f"
        elif not word[0].isalpha():
            shape = "x"
        elif word in _OPINION or base in _OPINION:
            shape = "O"
        elif word.endswith("ly"):
            shape = "R"
        elif self._guess.looks_like_noun(word):
            shape = "N"
        else:
            shape = "V" if word.endswith(("ing", "ed")) else "w"
        return shape


def _bucket(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)


@dataclass(frozen=True, slots=True)
class FeatureFinder:
    """A trained CRF; ``known`` counts the text that it was trained on, ``guess`` knows its nouns."""

    content: bytes  # the tagger reads its model in place and does not own it
    tagger: Any
    known: _Counts
    guess: NounGuess

    def find(self, texts: Sequence[str], threshold: float) -> list[frozenset[str]]:
        """Return the features in each of ``texts``, all reviews of one product, in normal form.

        ``threshold`` is the probability from which on a word begins a feature: lower finds more and errs more.
        """
        return [frozenset(feature for feature, sure in found if sure >= threshold) for found in self.candidates(texts)]

    def candidates(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """Return in each text the stretches that may be features, with the probability that one begins there."""
        cut = [words_of(text) for text in texts]
        own, everything = _Counts(), _Counts(self.known.words.copy(), self.known.pairs, self.known.sentences)
        for words in cut:
            own.note(words)
            everything.words.update({_singular(word) for word in words})
            everything.sentences += 1
        attributes = _Attributes(own, everything, self.guess)
        return [self._in_sentence(words, attributes) for words in cut]

    def _in_sentence(self, words: Sequence[str], attributes: _Attributes) -> list[tuple[str, float]]:
        if not words:
            return []
        self.tagger.set(attributes.of(words))
        begins = [self.tagger.marginal("B", at) for at in range(len(words))]
        goes_on = [self.tagger.marginal("I", at) for at in range(len(words))]
        found, at = [], 0
        while at < len(words):
            stop = at + 1
            # a stretch goes on while that is likelier than that a new one begins, given that one began here
            while stop < min(len(words), at + _LONGEST) and goes_on[stop] >= max(begins[stop], begins[at] / 4):
                stop += 1
            feature = normal_form(" ".join(words[at:stop]))
            if feature and begins[at] > 0.01:
                found.append((feature, begins[at]))
                at = stop
            else:
                at += 1
        return found


def train_finder(reviews: Reviews, unlabelled: Iterable[str] = (), *, rounds: int = 80) -> FeatureFinder:
    """Train on the annotated ``reviews`` of some products; nouns are guessed from their text and ``unlabelled``.

    Raises:
        ModelError: nothing is annotated.
    """
    import pycrfsuite  # type: ignore[import-untyped]  # noqa: PLC0415 - compiled; loaded only when trained

    if not any(sentence.features for sentences in reviews.values() for sentence in sentences):
        raise ModelError(
            "no feature to learn from: no sentence of the reviews is annotated; expected feature[+2]##text"
        )
    cut = {product: [words_of(sentence.text) for sentence in reviews[product]] for product in sorted(reviews)}
    guess = NounGuess([*(words for texts in cut.values() for words in texts), *map(words_of, unlabelled)])
    known = _Counts()
    for texts in cut.values():
        for words in texts:
            known.note(words)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.5, "c2": 2.0, "max_iterations": rounds, "feature.minfreq": 2})
    for product, texts in cut.items():
        own = _Counts()
        for words in texts:
            own.note(words)
        attributes = _Attributes(own, known, guess)
        for words, sentence in zip(texts, reviews[product], strict=True):
            if words:
                trainer.append(attributes.of(words), _tags(words, sentence.features))
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "features.crf"
        trainer.train(str(path))
        content = path.read_bytes()
    tagger.open_inmemory(content)
    return FeatureFinder(content, tagger, known, guess)


def _tags(words: Sequence[str], features: Sequence[str]) -> list[str]:
    tags = ["O"] * len(words)
    for feature in sorted(set(features), key=lambda name: (-len(name.split()), name)):
        size = len(feature.split())
        for start in range(len(words)):
            for stop in range(start + 1, min(len(words), start + size) + 1):
                free = all(tag == "O" for tag in tags[start:stop])
                if free and normal_form(" ".join(words[start:stop])) == feature:
                    tags[start:stop] = ["B", *["I"] * (stop - start - 1)]
    return tags
