"""The result of mining as a file that people can read: one JSON object a line, the first about the whole.

The version is a digest of the corpus and the settings: the same again gives the same file, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mkgrdf.errors import CatalogError
from mkgrdf.extract.mining.ranking import Ranking

__all__ = ["FORMAT", "Example", "Lexicon", "Phrase", "as_row", "read_lexicon", "write_lexicon"]

FORMAT: Final = "mkgrdf-phrases/1"


@dataclass(frozen=True, slots=True)
class Example:
    """A place where a phrase stands: characters ``start`` to ``end`` of the text of ``document``."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its text folded to lower case, how good it is (0 to 1), how often it occurs, and why.

    ``known`` tells whether it was among the seeds; ``features`` are those of :mod:`mkgrdf.extract.mining.features`.
    """

    text: str
    language: str
    score: float
    frequency: int
    known: bool
    features: Mapping[str, float]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was mined, best first; and from what.

    Attributes:
        version: digest of corpus, seeds and settings.
        documents, tokens: of the corpus.
        rankings: for each part of the corpus (``en words``) what its scores come from, and with how many seeds.
        settings: everything that the result depends on besides the corpus and the seeds.
        dropped: how many word sequences that are frequent enough are no phrases, by reason.
    """

    phrases: tuple[Phrase, ...]
    version: str
    documents: int
    tokens: int
    rankings: Mapping[str, tuple[Ranking, int]]
    settings: Mapping[str, str | int | float | None] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write ``lexicon`` to ``path``."""
    head = {
        "format": FORMAT,
        "version": lexicon.version,
        "documents": lexicon.documents,
        "tokens": lexicon.tokens,
        "rankings": {name: [ranking, seeds] for name, (ranking, seeds) in lexicon.rankings.items()},
        "settings": dict(lexicon.settings),
        "dropped": dict(lexicon.dropped),
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False) + "\n")
        for phrase in lexicon.phrases:
            file.write(json.dumps(as_row(phrase), ensure_ascii=False) + "\n")


def read_lexicon(path: Path) -> Lexicon:
    """Return the lexicon in ``path``.

    Raises:
        CatalogError: it is no lexicon of this format.
    """
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        head = lines[0]
        if head["format"] != FORMAT:
            raise CatalogError(f"format {head['format']!r}; expected {FORMAT!r}: mine it anew", file=str(path))
        return Lexicon(
            phrases=tuple(map(_phrase, lines[1:])),
            version=head["version"],
            documents=head["documents"],
            tokens=head["tokens"],
            rankings={name: (Ranking(ranking), seeds) for name, (ranking, seeds) in head["rankings"].items()},
            settings=head["settings"],
            dropped=head.get("dropped", {}),
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        problem = f"no lexicon of phrases ({type(error).__name__}: {error}); expected what 'mkgrdf phrases mine' writes"
        raise CatalogError(problem, file=str(path)) from error


def as_row(phrase: Phrase) -> dict[str, object]:
    """Return a phrase as the file has it."""
    return {
        "phrase": phrase.text,
        "language": phrase.language,
        "score": phrase.score,
        "frequency": phrase.frequency,
        "known": phrase.known,
        "features": {name: round(value, 6) for name, value in phrase.features.items()},
        "examples": [[example.document, example.start, example.end] for example in phrase.examples],
    }


def _phrase(row: dict[str, Any]) -> Phrase:
    return Phrase(
        text=row["phrase"],
        language=row["language"],
        score=row["score"],
        frequency=row["frequency"],
        known=row["known"],
        features=row["features"],
        examples=tuple(Example(*place) for place in row["examples"]),
    )
