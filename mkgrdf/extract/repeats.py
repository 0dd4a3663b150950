"""Which sentences of a corpus repeat an earlier one, kept so small that every worker can have all of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.sentence_models.duplicates import RepeatFinder
from mkgrdf.iris import Iris

__all__ = ["Repeats", "repeats_in"]

_KEY = 10
"""Bytes of the key of a sentence's node (:func:`mkgrdf.iris.content_key`)."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The sentences that repeat another one: for each its key and that of the first, 20 bytes, sorted."""

    links: bytes

    def first(self, sentence: NamedNode, iris: Iris) -> NamedNode | None:
        """Return the sentence that ``sentence`` repeats, or None."""
        links, key = self.links, bytes.fromhex(iris.key(sentence))
        count = len(links) // (2 * _KEY)
        place = 2 * _KEY * bisect_left(range(count), key, key=lambda at: links[2 * _KEY * at : 2 * _KEY * at + _KEY])
        if links[place : place + _KEY] != key:
            return None
        return iris.node("sentence", links[place + _KEY : place + 2 * _KEY].hex())

    def digest(self) -> str:
        """Return what changes whenever an answer does."""
        return hashlib.sha256(self.links).hexdigest()[:20]


def repeats_in(corpus: Corpus) -> Repeats:
    """Compare the sentences worth keeping of all documents of ``corpus``, in their order."""
    finder, keys = RepeatFinder(), bytearray()
    for node, document in corpus.documents.items():
        for sentence in kept_sentences(document):
            span = sentence.span
            keys += bytes.fromhex(corpus.iris.key(corpus.iris.sentence(node, span.start, span.end)))
            finder.add(span.text, sentence.language)
    pairs = (
        bytes(keys[_KEY * one : _KEY * (one + 1)] + keys[_KEY * first : _KEY * (first + 1)])
        for one, first in finder.repeats()
    )
    return Repeats(b"".join(sorted(pairs)))
