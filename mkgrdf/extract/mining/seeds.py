"""Phrases that are known beforehand: the names that the graph has for things, and lists that people keep in files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.extract import Corpus
from mkgrdf.extract.mining.ngrams import NGrams
from mkgrdf.extract.mining.segments import Text, Unit, segments
from mkgrdf.extract.mining.spool import Spool

__all__ = ["graph_seeds", "match_seeds", "read_seeds"]


def graph_seeds(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield ``(language, name)`` of every concept, property value, brand and category of the graph."""
    for concept in corpus.concepts:
        yield from concept.names
    for value in corpus.values:
        yield from value.names
    for names in (*corpus.brands.values(), *corpus.categories.values()):
        # A brand without a language is known in any.
        yield from (("" if language == "und" else language, name) for language, name in names)


def read_seeds(path: Path) -> tuple[str, ...]:
    """Return the phrases in ``path``: UTF-8, one on a line; blank lines and lines that begin with ``#`` are left out.

    Raises:
        CatalogError: the file cannot be read as UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CatalogError(f"not UTF-8: {error}; expected one phrase on a line", file=str(path)) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def match_seeds(seeds: Iterable[str], spool: Spool, grams: NGrams, language: str, unit: Unit) -> frozenset[int]:
    """Return the nodes of the seeds that are frequent in the corpus, as n-grams of one segment."""
    numbers = {word: number for number, word in enumerate(spool.words)}
    found = set()
    for seed in seeds:
        runs = list(segments(Text("", seed, language, title=True), unit))
        if len(runs) == 1:
            node = grams.find([numbers.get(word, 0) for word in runs[0].words])
            if node:
                found.add(node)
    return frozenset(found)
