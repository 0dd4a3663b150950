"""The features of a candidate phrase: does it hold together, is it whole, does it stand by itself, does it inform?

After Shang et al. 2018 (AutoPhrase), section 4, and AliMe MKG.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mkgrdf.extract.mining.contexts import Contexts
from mkgrdf.extract.mining.ngrams import NGrams
from mkgrdf.extract.mining.segmentation import Recount
from mkgrdf.extract.mining.spool import Spool
from mkgrdf.extract.mining.word_classes import WordClass, WordClasses

__all__ = ["FEATURES", "Candidates", "find_candidates", "measure"]

FEATURES: Final = (
    "words",  # how many
    "pmi",  # pointwise mutual information of the best split, nats
    "npmi",  # the same, normalised to -1..1
    "kl",  # pointwise Kullback-Leibler divergence of the best split
    "left_entropy",  # of the word before, nats
    "right_entropy",
    "idf",  # mean over its words
    "phrase_idf",
    "quoted",  # shares of its occurrences: between quotation marks, brackets
    "bracketed",
    "left_border",  # with nothing before it
    "right_border",
    "left_noun_opener",  # after an article, possessive or preposition
    "left_verb_opener",  # after a pronoun, auxiliary, "to"
    "left_function",  # after any function word, or nothing
    "right_function",
    "stop_ratio",  # share of its words that are function words
    "first_begins",  # how often its first word, and its last, has nothing or a function word before, after it
    "last_ends",
    "first_verbal",  # how often its first word, and its last, follows a verb opener
    "last_verbal",
    "evaluative",  # share of its words that only say what somebody thinks
    "digits",  # share of its words that begin with a digit
    "sub",  # its count over that of the rarer of its two longest parts
    "super",  # the count of the commonest longer phrase over its own
    "segmented",  # share of its occurrences that the segmentation has as a piece
    "standing",  # share that no other phrase of the segmentation cuts into or contains
    "log_frequency",  # of those that stand
)
"""Names of the features, in the order of the numbers."""


@dataclass(frozen=True)
class Candidates:
    """The n-grams that may be phrases, by node, ascending, with everything that was counted about all n-grams."""

    nodes: tuple[int, ...]
    spool: Spool
    grams: NGrams
    contexts: Contexts
    classes: WordClasses

    @cached_property
    def supers(self) -> dict[int, int]:
        """The count of the commonest n-gram that is one word longer, by node."""
        grams = self.grams
        best: dict[int, int] = {}
        for node in range(grams.vocabulary, len(grams)):
            count = grams.counts[node]
            for part in (grams.parents[node], grams.suffix(node)):
                if best.get(part, 0) < count:
                    best[part] = count
        return best


def find_candidates(spool: Spool, grams: NGrams, contexts: Contexts, classes: WordClasses) -> Candidates:
    """Return the n-grams that are frequent and, by what their words are, may be phrases."""
    nodes = (
        node
        for node in range(1, len(grams))
        if grams.counts[node] >= spool.support and classes.is_phrase(grams.spell(node))
    )
    return Candidates(tuple(nodes), spool, grams, contexts, classes)


def measure(candidates: Candidates, segmented: Recount | None) -> list[tuple[float, ...]]:
    """Return the features of each candidate, in the order of ``candidates.nodes``.

    ``segmented`` is what a segmentation counted; None before there is one.
    """
    return [_features(candidates, node, segmented) for node in candidates.nodes]


def _features(candidates: Candidates, node: int, segmented: Recount | None) -> tuple[float, ...]:
    grams, contexts, spool = candidates.grams, candidates.contexts, candidates.spool
    left, right = contexts.left, contexts.right
    words = grams.spell(node)
    count, size = grams.counts[node], len(words)
    first, last = words[0], words[-1]
    pmi, npmi, kl, sub = _concordance(candidates, node, words)
    pieces = count if segmented is None else segmented.pieces[node]
    standing = count if segmented is None else segmented.standing[node]
    documents = spool.documents
    return (
        float(size),
        pmi,
        npmi,
        kl,
        left.entropy[node],
        right.entropy[node],
        sum(math.log(documents / contexts.documents[word]) for word in words) / size,
        math.log(documents / contexts.documents[node]),
        contexts.quoted[node] / count,
        contexts.bracketed[node] / count,
        left.borders[node] / count,
        right.borders[node] / count,
        left.nouns[node] / count,
        left.verbs[node] / count,
        _free(candidates, node, right=False),
        _free(candidates, node, right=True),
        sum(candidates.classes.codes[word] != WordClass.CONTENT for word in words) / size,
        _free(candidates, first, right=False),
        _free(candidates, last, right=True),
        left.verbs[first] / grams.counts[first],
        left.verbs[last] / grams.counts[last],
        sum(candidates.classes.evaluative[word] for word in words) / size,
        sum(spool.words[word][0].isdigit() for word in words) / size,
        sub,
        candidates.supers.get(node, 0) / count,
        pieces / count,
        standing / count,
        math.log1p(standing),
    )


def _concordance(candidates: Candidates, node: int, words: tuple[int, ...]) -> tuple[float, float, float, float]:
    """Return PMI, NPMI and pointwise KL of the split whose parts explain the n-gram best, and its share of a part."""
    grams, tokens = candidates.grams, candidates.spool.tokens
    if len(words) == 1:
        return 0.0, 0.0, 0.0, 0.0
    probability = grams.counts[node] / tokens
    expected = max(
        grams.counts[grams.find(words[:at])] * grams.counts[grams.find(words[at:])] / tokens / tokens
        for at in range(1, len(words))
    )
    pmi = math.log(probability / expected)
    parts = min(grams.counts[grams.parents[node]], grams.counts[grams.find(words[1:])])
    return pmi, pmi / -math.log(probability) if probability < 1 else 1.0, probability * pmi, grams.counts[node] / parts


def _free(candidates: Candidates, node: int, *, right: bool) -> float:
    """Return how often nothing, or a function word, stands on that side of ``node``."""
    side = candidates.contexts.right if right else candidates.contexts.left
    free = side.borders[node] + side.nouns[node] + side.verbs[node] + side.others[node]
    return free / candidates.grams.counts[node]
