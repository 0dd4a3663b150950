"""Labels a project's own texts by the names it knows and trains a recogniser on them: distant supervision.

After Mintz et al. (ACL 2009) and, for entities, Shang et al., *Learning Named Entity Tagger using Domain-Specific
Dictionary* (EMNLP 2018). In training a share of the names is hidden from the dictionary fold by fold, so the CRF learns
from their neighbours and their parts too, and finds names that nobody has listed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import rjieba
from pyoxigraph import NamedNode

from mkgrdf.extract.entities.crf import Recogniser
from mkgrdf.extract.entities.dictionary import Dictionary, Entry, make_dictionary, normal
from mkgrdf.extract.entities.known import KnownNames
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.entities.training import Measure, TrainingSettings, calibrated, fit
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.iris import content_key
from mkgrdf.models.spans import Span
from mkgrdf.records import Document
from mkgrdf.text.language import is_han
from mkgrdf.text.words import Token, characters, tokens

__all__ = ["DISTANT_SETTINGS", "NameFinder", "pieces", "train_distantly"]

DISTANT_SETTINGS: Final = TrainingSettings(c1=0.3, iterations=40, folds=4, least=1 << 30, most_types=0, hide_known=True)
_MOST_DOCUMENTS, _MOST_SENTENCES = 600, 900
"""So much of a large corpus is read to train on; which documents is told by a digest of their IRI."""
_OWNERS = frozenset({"my", "your", "his", "her", "their", "our", "lower", "upper"})
_NEED_OWNERS = frozenset({"back", "head", "face", "hand", "arm", "chest", "hands", "arms", "calf", "ear", "heel"})
"""Parts of the body that are verbs or adverbs as often; they count after a word of possession only."""


def pieces(sentence: KeptSentence) -> tuple[Token, ...]:
    """Return the tokens of a sentence: Chinese characters one by one, words of other scripts whole."""
    text = sentence.span.text
    return characters(text) if sentence.language == "zh" else tokens(text, sentence.language)


class NameFinder:
    """Finds known names in sentences, the longest ones from left to right."""

    def __init__(self, names: KnownNames) -> None:
        self._dictionary: Dictionary = make_dictionary(
            Entry(words, known=(type_,)) for words, type_ in names.types.items()
        )

    def label(self, sentence: KeptSentence) -> Tagged:
        """Return the sentence with the names in it as its entities."""
        found = pieces(sentence)
        words = [normal(piece.text) for piece in found]
        edges = _edges(sentence.span.text) if sentence.language == "zh" else frozenset()
        longest: dict[int, Span] = {}
        for start, end, entry in self._dictionary.matches(words):
            if sentence.language == "zh":
                stands = end - start > 2 or {found[start].start, found[end - 1].end} <= edges
            else:
                stands = entry.words[0] not in _NEED_OWNERS or words[start - 1 : start] in ([one] for one in _OWNERS)
            if stands:
                longest[start] = Span(start, end, entry.known[0])
        spans: list[Span] = []
        for _, span in sorted(longest.items()):
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
        return Tagged(tuple(piece.text for piece in found), tuple(spans))


def _edges(text: str) -> frozenset[int]:
    """Return where a short Chinese name may begin or end: not inside a word of the dictionary (*手* in *对手*).

    Words that rjieba only guesses hide nothing: they are what it makes of a name that it does not know.
    """
    return frozenset(
        edge
        for token in tokens(text, "zh")
        for edge in ((token.start, token.end) if rjieba.has_word(token.text) else range(token.start, token.end + 1))
    )


def train_distantly(
    documents: Mapping[NamedNode, Document], names: KnownNames, gold: Sequence[Tagged], measure: Measure
) -> Recogniser | None:
    """Return a recogniser trained on ``documents`` labelled by ``names``, and on ``gold``; None if no name is in them.

    A fifth of the gold is kept to calibrate and measure on; without gold the recogniser stays uncalibrated.
    """
    finder = NameFinder(names)
    labelled = [finder.label(sentence) for sentence in _sample(documents)]
    if not any(sentence.spans for sentence in labelled):
        return None
    kept, held = [one for at, one in enumerate(gold) if at % 5], list(gold[::5])
    known = {words: (type_,) for words, type_ in names.types.items()}
    data = f"{len(labelled)} sentences labelled by {len(known)} names, {len(kept)} by people"
    recogniser = fit([*labelled, *kept], known, DISTANT_SETTINGS, "entities", data)
    return calibrated(recogniser, recogniser, held, measure, "gold held out") if held else recogniser


def _sample(documents: Mapping[NamedNode, Document]) -> Iterator[KeptSentence]:
    """Return sentences of so many documents, the same ones whatever order the documents come in."""
    keyed = ((content_key(node.value), node.value, document) for node, document in documents.items())
    chosen = heapq.nsmallest(_MOST_DOCUMENTS, keyed, key=lambda item: item[:2])
    sentences = (sentence for _, _, document in chosen for sentence in kept_sentences(document))
    for _, sentence in zip(range(_MOST_SENTENCES), sentences, strict=False):
        if sentence.language != "zh" or any(is_han(character) for character in sentence.span.text):
            yield sentence
