"""What several extractors need of a document, read once: the sentences worth keeping, and what the text names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus
from mkgrdf.extract.concept_cues import concept_cues
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.mentions import Found, MentionFinder
from mkgrdf.extract.polarity import Opinion, opinion
from mkgrdf.extract.stance import StanceReader
from mkgrdf.records import Document

__all__ = ["DocumentReader", "Reading", "SentenceReading", "reader_of"]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence worth keeping, read: what it names, how that is meant, and how it speaks of the goods."""

    sentence: KeptSentence
    inside: Found
    reader: StanceReader
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read: the products that it is about, its sentences worth keeping, and what its text names."""

    products: tuple[NamedNode, ...]
    sentences: tuple[SentenceReading, ...]
    found: Found


class DocumentReader:
    """Reads documents. Extractors that are asked about one document after each other share it; it can be pickled.

    ``finder`` finds the names of the corpus in other texts too.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._products = ProductsNamed(corpus)
        self._kinds = {concept.iri: concept.kind for concept in corpus.concepts}
        self.finder = MentionFinder(corpus)
        self._last: tuple[Document, Reading] | None = None

    def __getstate__(self) -> dict[str, object]:
        """Leave the last document behind."""
        return {**self.__dict__, "_last": None}

    def read(self, document: Document) -> Reading:
        """Return what is in ``document``."""
        if self._last is None or self._last[0] is not document:
            products = self._products(document.products)
            found = self.finder.find(document.text, products)
            sentences = tuple(self._sentence(document, kept, found) for kept in kept_sentences(document))
            self._last = document, Reading(products, sentences, found)
        return self._last[1]

    def _sentence(self, document: Document, kept: KeptSentence, found: Found) -> SentenceReading:
        span = kept.span
        inside = found.within(span.start, span.end)
        reader = StanceReader(span.text, kept.language)
        cues = concept_cues(kept, inside, self._kinds, document.rating, reader)
        return SentenceReading(kept, inside, reader, opinion(span.text, kept.language, cues))


@lru_cache(maxsize=1)
def reader_of(corpus: Corpus) -> DocumentReader:
    """Return the one reader for ``corpus``, for all extractors that are fitted on it."""
    return DocumentReader(corpus)
