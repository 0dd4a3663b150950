"""Tags words with entities: encoder, perhaps a BiLSTM, marks of known names, and a CRF on top.

After Lample et al. 2016 (BiLSTM-CRF) with a pretrained encoder below; the confidence of a span is its probability
under the CRF, put right by isotonic regression on held-out sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from mkgrdf.errors import ModelError
from mkgrdf.models.batching import by_length, in_order, windows
from mkgrdf.models.calibration import Isotonic, fit_isotonic
from mkgrdf.models.card import ModelCard, digest_of
from mkgrdf.models.marks import Marks
from mkgrdf.models.neural.crf_layer import LinearChainCrf
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.encoder import Encoder, Input
from mkgrdf.models.neural.loop import Epoch, Schedule, fit, seeded
from mkgrdf.models.neural.saved import open_saved, save, stamp
from mkgrdf.models.neural.wordpieces import pieces_of_words
from mkgrdf.models.spans import Labelled, bio, micro_f1, spans_of, tag_set

__all__ = ["FoundSpan", "Tagger", "train_tagger"]

KIND: Final = "tagger"
_MOST_PADDED = 4096
_MARK_WIDTH = 16
_FEWEST_CALIBRATED = 30
"""Held-out spans from which on a calibration is more than noise; with fewer there is none, and the card says so."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """An entity found: words ``start`` to ``end``, its type, and its raw probability.

    ``confidence`` is the calibrated one, None where the model has no calibration.
    """

    start: int
    end: int
    kind: str
    probability: float
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence as numbers: its windows, where each word's first piece stands, its marks and tags."""

    inputs: tuple[Input, ...]
    places: tuple[tuple[int, int], ...]
    marks: tuple[int, ...]
    tags: tuple[int, ...]

    @property
    def pieces(self) -> int:
        return sum(len(entry.pieces) for entry in self.inputs)


class _Network(nn.Module):
    """States of words -> scores of tags; ``body`` is the encoder's."""

    def __init__(self, body: nn.Module, width: int, tags: Sequence[str], lstm: int, marks: int) -> None:
        super().__init__()
        self.body = body
        self.dropout = nn.Dropout(0.1)
        self.marks = nn.Embedding(marks, _MARK_WIDTH) if marks > 1 else None
        width += _MARK_WIDTH if marks > 1 else 0
        self.lstm = nn.LSTM(width, lstm, batch_first=True, bidirectional=True) if lstm else None
        self.scores = nn.Linear(2 * lstm if lstm else width, len(tags))
        self.crf = LinearChainCrf(tags)

    def emissions(self, states: Tensor, marks: Tensor, lengths: Tensor) -> Tensor:
        """Return scores (sentences, words, tags) from states (sentences, words, width)."""
        states = self.dropout(states)
        if self.marks is not None:
            states = torch.cat([states, self.marks(marks)], dim=2)
        if self.lstm is not None:
            packed = nn.utils.rnn.pack_padded_sequence(states, lengths.cpu(), batch_first=True, enforce_sorted=False)
            states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        scores: Tensor = self.scores(states)
        return scores


class Tagger:
    """A trained tagger.

    Attributes:
        id: ``local:NAME``; empty until it is saved and loaded.
        card: what it was trained on and how good it is.
        marks: the names that it knows.
    """

    def __init__(
        self, encoder: Encoder, kinds: Sequence[str], *, lstm: int, marks: Marks, card: ModelCard, id_: str = ""
    ) -> None:
        self.id = id_
        self.card = card
        self.encoder = encoder
        self.calibrator: Isotonic | None = None
        self._lstm = lstm
        self.marks = marks
        self._tags = tag_set(kinds)
        self._numbers = {tag: number for number, tag in enumerate(self._tags)}
        self.module: nn.Module = _Network(encoder.body, encoder.width, self._tags, lstm, marks.size)
        self.module.to(encoder.device.name)
        self.module.eval()

    # --- what the loop asks ---------------------------------------------------------------------------------------

    def loss(self, examples: Sequence[_Row]) -> Tensor:
        """Return the mean negative log-likelihood of the tags, a sentence."""
        emissions, mask = self._emissions(examples)
        tags = _padded([row.tags for row in examples], emissions.device)
        return -self._network.crf.log_likelihood(emissions, tags, mask).mean()

    def score(self, examples: Sequence[_Row]) -> float:
        """Return the micro F1 of spans."""
        found = [[span[:3] for span in spans] for spans in self._spans(examples, probabilities=False)]
        truth = [spans_of([self._tags[tag] for tag in row.tags]) for row in examples]
        return micro_f1(truth, found)

    def size(self, example: _Row) -> int:
        """Return how many pieces a sentence has."""
        return example.pieces

    # --- what users ask -------------------------------------------------------------------------------------------

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[tuple[FoundSpan, ...]]:
        """Return the entities in each sentence, given as words, in order."""
        kept = [number for number, words in enumerate(sentences) if words]
        rows = self.rows([Labelled(tuple(sentences[number])) for number in kept])
        found: list[tuple[FoundSpan, ...]] = [()] * len(sentences)
        for number, spans in zip(kept, self._spans(rows, probabilities=True), strict=True):
            found[number] = tuple(
                FoundSpan(start, end, kind, raw, None if self.calibrator is None else self.calibrator.probability(raw))
                for start, end, kind, raw in spans
            )
        return found

    def save(self, folder: Path) -> None:
        """Write the tagger into ``folder``."""
        save(folder, KIND, card=self.card, module=self.module, encoder=self.encoder, options=self.options())

    @classmethod
    def load(cls, spec: str, *, device: Device | None = None) -> Tagger:
        """Return the tagger that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

        Raises:
            ModelError: it is not there, or is no tagger.
        """
        saved = open_saved(spec, KIND, device)
        options = saved.options
        marks = Marks.from_json(options["names"])
        tagger = cls(saved.encoder, saved.card.labels, lstm=options["lstm"], marks=marks, card=saved.card, id_=saved.id)
        saved.fill(tagger.module)
        if options["calibration"] is not None:
            tagger.calibrator = Isotonic(*(tuple(numbers) for numbers in options["calibration"]))
        return tagger

    def rows(self, sentences: Sequence[Labelled]) -> list[_Row]:
        """Return sentences, each of at least one word, as numbers."""
        begin, end = self.encoder.bounds()
        room = self.encoder.longest - 2
        rows = []
        for sentence, pieces in zip(
            sentences, pieces_of_words(self.encoder.tokenizer, [sentence.words for sentence in sentences]), strict=True
        ):
            cuts = windows([len(word) for word in pieces], most=room, overlap=room // 4)
            inputs = []
            for start, stop in cuts:
                inside = [begin, *(piece for word in pieces[start:stop] for piece in word), end]
                inputs.append(Input(tuple(inside), (0,) * len(inside)))
            tags = tuple(self._numbers[tag] for tag in bio(sentence.spans, len(sentence.words)))
            rows.append(_Row(tuple(inputs), _places(pieces, cuts), tuple(self.marks.of(sentence.words)), tags))
        return rows

    # --- inside ---------------------------------------------------------------------------------------------------

    @property
    def _network(self) -> _Network:
        assert isinstance(self.module, _Network)  # noqa: S101 - only __init__ sets it
        return self.module

    def options(self) -> dict[str, Any]:
        """Return everything but the weights that its answers depend on, for its folder."""
        calibration = self.calibrator and [list(self.calibrator.scores), list(self.calibrator.probabilities)]
        return {"lstm": self._lstm, "names": self.marks.to_json(), "calibration": calibration}

    def _emissions(self, rows: Sequence[_Row]) -> tuple[Tensor, Tensor]:
        states = self.encoder.states([entry for row in rows for entry in row.inputs])
        longest = states.shape[1]
        before = 0
        chosen: list[list[int]] = []
        for row in rows:
            chosen.append([(before + window) * longest + piece for window, piece in row.places])
            before += len(row.inputs)
        words = states.reshape(-1, states.shape[2])[_padded(chosen, states.device)]
        lengths = torch.tensor([len(row.places) for row in rows], device=states.device)
        mask = torch.arange(words.shape[1], device=states.device) < lengths.unsqueeze(1)
        marks = _padded([row.marks for row in rows], states.device)
        return self._network.emissions(words, marks, lengths), mask

    @torch.no_grad()
    def _spans(self, rows: Sequence[_Row], *, probabilities: bool) -> list[list[tuple[int, int, str, float]]]:
        batches = by_length([row.pieces for row in rows], most=_MOST_PADDED)
        return in_order(batches, (self._of_batch([rows[at] for at in batch], probabilities) for batch in batches))

    def _of_batch(self, rows: Sequence[_Row], probabilities: bool) -> list[list[tuple[int, int, str, float]]]:
        emissions, mask = self._emissions(rows)
        crf = self._network.crf
        found = []
        for row, path in enumerate(crf.best_paths(emissions, mask)):
            spans = spans_of([self._tags[tag] for tag in path])
            raw = [0.0] * len(spans)
            if probabilities and spans:
                asked = [(a, b, path[a:b], [self._numbers[f"I-{kind}"]]) for a, b, kind in spans]
                raw = crf.span_probabilities(emissions[row], len(path), asked)
            found.append([(*span, value) for span, value in zip(spans, raw, strict=True)])
        return found


def train_tagger(
    train: Sequence[Labelled],
    held_out: Sequence[Labelled],
    encoder: Encoder,
    *,
    name: str,
    data: str,
    languages: Sequence[str],
    schedule: Schedule | None = None,
    lstm: int = 0,
    names: Mapping[tuple[str, ...], str] | None = None,
    watch: Callable[[Epoch], None] | None = None,
) -> Tagger:
    """Train a tagger on ``train``, stopped and calibrated on ``held_out``; the encoder's weights are changed.

    Args:
        train: sentences with their entities.
        held_out: others, of which no text is in ``train``.
        encoder: the pretrained model to start from.
        name: for the card.
        data: for the card: what the sentences are, and their licence.
        languages: for the card.
        schedule: how long and how fast to learn.
        lstm: numbers each way of a BiLSTM between encoder and CRF; 0 for none.
        names: known names (words -> type) besides those that the training sentences teach.
        watch: told each epoch as it ends.

    Raises:
        ModelError: there are no entities to learn, or the loss is no number any more.
    """
    schedule = Schedule() if schedule is None else schedule
    kinds = sorted({kind for sentence in train for _, _, kind in sentence.spans})
    if not kinds:
        raise ModelError(f"no entities in {len(train)} sentences; expected labelled ones to learn from")
    unknown = sorted({kind for sentence in held_out for _, _, kind in sentence.spans} - set(kinds))
    if unknown:
        raise ModelError(
            f"types {', '.join(unknown)} are held out but not in the training sentences; join or drop them"
        )
    card = ModelCard(
        name=name,
        task="Finds entities in sentences.",
        revision="",
        languages=tuple(languages),
        labels=tuple(kinds),
        data=data,
        data_digest=digest_of(*(_line(sentence) for sentence in (*train, *held_out))),
        settings={**schedule.settings(), "lstm": lstm, "encoder": f"{encoder.id}@{encoder.revision}"},
        seed=schedule.seed,
    )
    with seeded(schedule.seed):
        tagger = Tagger(encoder, kinds, lstm=lstm, marks=Marks.learn(train, names), card=card)
        rows = tagger.rows([sentence for sentence in train if sentence.words])
        kept = [sentence for sentence in held_out if sentence.words]
        epochs = fit(tagger, rows, tagger.rows(kept), schedule, watch)
    found = tagger.tag([sentence.words for sentence in kept])
    hits = [
        (span.probability, (span.start, span.end, span.kind) in set(sentence.spans))
        for sentence, spans in zip(kept, found, strict=True)
        for span in spans
    ]
    if len(hits) >= _FEWEST_CALIBRATED:
        tagger.calibrator = fit_isotonic((raw for raw, _ in hits), (hit for _, hit in hits))
    best = max(epochs, key=lambda epoch: epoch.score)
    metrics = {"held-out span F1": round(best.score, 4), "epochs": float(best.number)}
    settings = {**card.settings, "calibrated": tagger.calibrator is not None}
    tagger.card = stamp(replace(card, metrics=metrics, settings=settings), tagger.module, tagger.options())
    return tagger


def _line(sentence: Labelled) -> bytes:
    return repr((sentence.words, tuple(map(tuple, sentence.spans)))).encode()


def _places(pieces: Sequence[Sequence[int]], cuts: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return for each word the window to read it in, the one that shows most around it, and its first piece there."""
    places: list[tuple[int, int]] = []
    for number, (start, stop) in enumerate(cuts):
        # What two windows share is read half in the one, half in the other.
        until = (cuts[number + 1][0] + stop) // 2 if number + 1 < len(cuts) else stop
        at = 1 + sum(len(word) for word in pieces[start : len(places)])
        for word in range(len(places), until):
            places.append((number, at))
            at += len(pieces[word])
    return tuple(places)


def _padded(rows: Iterable[Sequence[int]], device: torch.device) -> Tensor:
    kept = list(rows)
    longest = max(map(len, kept))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in kept], device=device)
