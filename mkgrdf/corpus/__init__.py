"""Reads what extractors look at back out of the store, as plain records.

Extraction starts from the graph, not from the source files, so it can be run again at any time, for one extractor or
one source, on whatever the store holds.
"""

from mkgrdf.corpus.documents import StoredDocuments
from mkgrdf.corpus.loading import load_corpus

__all__ = ["StoredDocuments", "load_corpus"]
