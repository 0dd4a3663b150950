"""A recogniser of entities: a linear-chain CRF (Lafferty et al. 2001; CRFsuite) and its dictionary, in a folder.

The folder holds ``card.json``, ``crf.bin`` (CRFsuite's file), ``dictionary.tsv`` and ``calibration.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.entities.dictionary import Dictionary, Entry, make_dictionary
from mkgrdf.extract.entities.features import FEATURES_REVISION, features
from mkgrdf.models.calibration import Isotonic
from mkgrdf.models.card import ModelCard, read_card, write_card
from mkgrdf.models.spans import Span, spans_of

__all__ = ["CRF_FILE", "Recogniser", "load_recogniser", "save_recogniser"]

CRF_FILE: Final = "crf.bin"
_DICTIONARY_FILE: Final = "dictionary.tsv"
_CALIBRATION_FILE: Final = "calibration.json"


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Finds entities in sentences that are cut into tokens.

    Attributes:
        card: what is to be known of it.
        crf: CRFsuite's model, as the content of its file.
        dictionary: looked up for the features.
        calibration: from the least marginal probability in a span to how often such a span is right; None where nothing
            was held out to fit it on.
    """

    card: ModelCard
    crf: bytes
    dictionary: Dictionary
    calibration: Isotonic | None = None

    def tagger(self) -> Tagger:
        """Return what tags: it is not to be shared between threads."""
        return Tagger(self)


class Tagger:
    """A recogniser at work."""

    def __init__(self, recogniser: Recogniser) -> None:
        import pycrfsuite  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded only when something is tagged

        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(recogniser.crf)
        self._dictionary = recogniser.dictionary
        self._calibration = recogniser.calibration

    def spans(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Return the entities in a sentence of the tokens ``words``."""
        return spans_of(self._tagger.tag(features(words, self._dictionary))) if words else ()

    def scored(self, words: Sequence[str]) -> tuple[tuple[Span, float], ...]:
        """Return the entities with how sure each is: the least marginal probability of its tokens' tags."""
        if not words:
            return ()
        tags = self._tagger.tag(features(words, self._dictionary))
        return tuple(
            (span, min(self._tagger.marginal(tags[at], at) for at in range(span.start, span.end)))
            for span in spans_of(tags)
        )

    def confident(self, words: Sequence[str]) -> tuple[tuple[Span, float], ...]:
        """Return the entities with the calibrated probability that each is right, or the raw one of :meth:`scored`."""
        scored = self.scored(words)
        if self._calibration is None:
            return scored
        return tuple((span, self._calibration.probability(score)) for span, score in scored)


def save_recogniser(recogniser: Recogniser, folder: Path) -> None:
    """Write ``recogniser`` into ``folder``, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CRF_FILE).write_bytes(recogniser.crf)
    lines = (_line(entry) for entry in recogniser.dictionary.entries)
    (folder / _DICTIONARY_FILE).write_text("".join(lines), encoding="utf-8", newline="\n")
    calibration = recogniser.calibration
    steps = None if calibration is None else [list(calibration.scores), list(calibration.probabilities)]
    (folder / _CALIBRATION_FILE).write_text(json.dumps(steps) + "\n", encoding="utf-8")
    write_card(recogniser.card, folder)


def load_recogniser(folder: Path) -> Recogniser:
    """Return the recogniser in ``folder``.

    Raises:
        ModelError: there is none, it cannot be read, or it was trained for other features than this version has.
    """
    card = read_card(folder)
    if card.settings.get("features") != FEATURES_REVISION:
        raise ModelError(
            f"the model in {folder} was trained on features of revision {card.settings.get('features')!r}, this "
            f"version makes {FEATURES_REVISION!r}; train it anew with 'mkgrdf train ner'"
        )
    try:
        crf = (folder / CRF_FILE).read_bytes()
        lines = (folder / _DICTIONARY_FILE).read_text(encoding="utf-8").split("\n")
        steps = json.loads((folder / _CALIBRATION_FILE).read_text(encoding="utf-8"))
        dictionary = make_dictionary(_entry(line) for line in lines if line)
        calibration = None if steps is None else Isotonic(tuple(steps[0]), tuple(steps[1]))
    except FileNotFoundError as error:
        raise ModelError(
            f"the model in {folder} is not whole: there is no {Path(error.filename).name}; copy the whole folder, or "
            "train it anew with 'mkgrdf train ner'"
        ) from None
    except (ValueError, LookupError, TypeError) as error:
        raise ModelError(
            f"the model in {folder} cannot be read: {error}; train it anew with 'mkgrdf train ner'"
        ) from error
    return Recogniser(card, crf, dictionary, calibration)


def _line(entry: Entry) -> str:
    hits = json.dumps(dict(entry.hits), ensure_ascii=False)
    return (
        "\t".join((json.dumps(entry.words, ensure_ascii=False), str(entry.seen), hits, json.dumps(entry.known))) + "\n"
    )


def _entry(line: str) -> Entry:
    words, seen, hits, known = line.split("\t")
    return Entry(tuple(json.loads(words)), tuple(json.loads(hits).items()), int(seen), tuple(json.loads(known)))
