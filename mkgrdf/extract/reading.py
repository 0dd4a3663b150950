"""What several extractors need of a document, read once: the sentences worth keeping, and what the text names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.mentions import Found, MentionFinder
from mkgrdf.records import Document

__all__ = ["DocumentReader", "Reading", "reader_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read: the products that it is about, its sentences worth keeping, and what its text names."""

    products: tuple[NamedNode, ...]
    sentences: tuple[KeptSentence, ...]
    found: Found


class DocumentReader:
    """Reads documents. Extractors that are asked about one document after each other share it; it can be pickled.

    ``finder`` finds the names of the corpus in other texts too.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._products = ProductsNamed(corpus)
        self.finder = MentionFinder(corpus)
        self._last: tuple[Document, Reading] | None = None

    def __getstate__(self) -> dict[str, object]:
        """Leave the last document behind."""
        return {**self.__dict__, "_last": None}

    def read(self, document: Document) -> Reading:
        """Return what is in ``document``."""
        if self._last is None or self._last[0] is not document:
            products = self._products(document.products)
            reading = Reading(products, kept_sentences(document), self.finder.find(document.text, products))
            self._last = document, reading
        return self._last[1]


@lru_cache(maxsize=1)
def reader_of(corpus: Corpus) -> DocumentReader:
    """Return the one reader for ``corpus``, for all extractors that are fitted on it."""
    return DocumentReader(corpus)
