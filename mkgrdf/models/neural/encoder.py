"""One interface over every BERT-like model: texts in, vectors out, and the parts that heads are built on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from mkgrdf.errors import ModelError
from mkgrdf.models.batching import by_length, in_order
from mkgrdf.models.neural.checkpoints import locate, read_configuration, read_weights
from mkgrdf.models.neural.devices import Device, choose
from mkgrdf.models.neural.software import transformers
from mkgrdf.models.neural.structbert import body_of
from mkgrdf.models.neural.wordpieces import load_tokenizer

__all__ = ["Encoder", "Input", "collate"]

_MOST_PADDED = 4096
"""Pieces in one batch, padding counted; larger batches were no faster on two cores."""
_LONGEST = 512
"""Pieces a text may have before it is cut into windows, where the model itself allows more or does not say."""


@dataclass(frozen=True, slots=True)
class Input:
    """A text as numbers: ``pieces`` with the special ones, and ``types``, 0 for a first and 1 for a second text."""

    pieces: tuple[int, ...]
    types: tuple[int, ...]


def collate(inputs: Sequence[Input], encoder: Encoder) -> dict[str, torch.Tensor]:
    """Return the tensors that the model takes, each (texts, longest text), padded on the right."""
    longest = max(len(entry.pieces) for entry in inputs)

    def padded(rows: Iterator[Sequence[int]], filling: int) -> torch.Tensor:
        return torch.tensor([[*row, *[filling] * (longest - len(row))] for row in rows], device=encoder.device.name)

    tensors = {
        "input_ids": padded((entry.pieces for entry in inputs), encoder.padding),
        "attention_mask": padded(([1] * len(entry.pieces) for entry in inputs), 0),
    }
    if encoder.has_types:
        tensors["token_type_ids"] = padded((entry.types for entry in inputs), 0)
    return tensors


class Encoder:
    """A pretrained model with its tokenizer on a device.

    Attributes:
        id: ``local:NAME`` or ``hub:OWNER/NAME``.
        revision: of the weights; vectors move by 1e-7 with the size of a batch, so they are never an identity.
        body: the model; call it inside ``device.autocast()``.
        tokenizer: the one of transformers.
        width: numbers in a vector.
        longest: pieces in one window, special ones counted.
    """

    def __init__(self, id_: str, revision: str, body: nn.Module, tokenizer: Any, device: Device) -> None:
        self.id = id_
        self.revision = revision
        self.tokenizer = tokenizer
        self.device = device
        self.body = body.to(device.name)
        self.body.eval()
        configuration: Any = body.config
        self.width = int(configuration.hidden_size)
        # RoBERTa's positions begin behind the padding's number, so two of its 514 are not for use.
        offset = (configuration.pad_token_id or 0) + 1 if "roberta" in str(configuration.model_type) else 0
        positions = int(getattr(configuration, "max_position_embeddings", 0) or 0) - offset
        self.longest = min(positions, _LONGEST) if positions > 0 else _LONGEST
        self.padding = int(tokenizer.pad_token_id or 0)
        self.has_types = int(getattr(configuration, "type_vocab_size", 0) or 0) > 1

    @classmethod
    def load(cls, spec: str, *, device: Device | None = None) -> Encoder:
        """Return the encoder that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

        Raises:
            ModelError: it is not there, or is not a complete BERT-like model.
        """
        checkpoint = locate(spec)
        tokenizer = load_tokenizer(checkpoint.folder)
        body = build(read_configuration(checkpoint.folder), str(checkpoint.folder))
        _fill(body, read_weights(checkpoint.folder), str(checkpoint.folder))
        if len(tokenizer) > _rows(body):
            raise ModelError(
                f"{checkpoint.folder}: the vocabulary has {len(tokenizer)} pieces, the model only {_rows(body)}; "
                "they belong to different models"
            )
        return cls(checkpoint.id, checkpoint.revision, body, tokenizer, choose() if device is None else device)

    def inputs(self, texts: Sequence[str], seconds: Sequence[str] | None = None) -> list[list[Input]]:
        """Return the windows of each text (or pair of texts): one, or as many overlapping ones as it needs.

        Of a pair the second text is cut; a first text longer than half a window is cut off there.
        """
        if not texts:
            return []
        if seconds is None:
            firsts = list(texts)
            options: dict[str, Any] = {"truncation": True, "stride": self.longest // 8}
        else:
            firsts = [self._shortened(text) for text in texts]
            options = {"text_pair": list(seconds), "truncation": "only_second", "stride": self.longest // 8}
        encoded = self.tokenizer(firsts, max_length=self.longest, return_overflowing_tokens=True, **options)
        kinds = encoded.get("token_type_ids")
        windows: list[list[Input]] = [[] for _ in texts]
        for row, owner in enumerate(encoded["overflow_to_sample_mapping"]):
            pieces = encoded["input_ids"][row]
            types = kinds[row] if kinds is not None else [0] * len(pieces)
            windows[owner].append(Input(tuple(pieces), tuple(types)))
        return windows

    def bounds(self) -> tuple[int, int]:
        """Return the numbers of the pieces that a text begins and ends with."""
        tokenizer = self.tokenizer
        begin = tokenizer.cls_token_id if tokenizer.cls_token_id is not None else tokenizer.bos_token_id
        end = tokenizer.sep_token_id if tokenizer.sep_token_id is not None else tokenizer.eos_token_id
        return int(begin), int(end)

    def states(self, inputs: Sequence[Input]) -> torch.Tensor:
        """Return the last layer's states (inputs, longest, width) in float32; keeps the gradient where there is one."""
        with self.device.autocast():
            states: torch.Tensor = self.body(**collate(inputs, self)).last_hidden_state
        return states.float()

    def vectors(self, texts: Sequence[str]) -> numpy.ndarray[tuple[int, int], numpy.dtype[numpy.float32]]:
        """Return the mean state of each text's pieces (texts, width); of a long text, over all its windows."""
        if not texts:
            return numpy.zeros((0, self.width), dtype=numpy.float32)
        windows = self.inputs(texts)
        flat = [entry for entries in windows for entry in entries]
        batches = by_length([len(entry.pieces) for entry in flat], most=_MOST_PADDED)
        sums = in_order(batches, (self._sums([flat[at] for at in batch]) for batch in batches))
        found = numpy.zeros((len(texts), self.width), dtype=numpy.float32)
        position = 0
        for row, entries in enumerate(windows):
            total = torch.stack([vector for vector, _ in sums[position : position + len(entries)]]).sum(0)
            count = sum(size for _, size in sums[position : position + len(entries)])
            found[row] = (total / count).numpy()
            position += len(entries)
        return found

    @torch.inference_mode()
    def _sums(self, inputs: list[Input]) -> list[tuple[torch.Tensor, int]]:
        states = self.states(inputs).cpu()
        return [(row[: len(entry.pieces)].sum(0), len(entry.pieces)) for row, entry in zip(states, inputs, strict=True)]

    def _shortened(self, text: str) -> str:
        most = self.longest // 2
        encoded = self.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        offsets = encoded["offset_mapping"]
        return text if len(offsets) <= most else text[: offsets[most - 1][1]]

    def save(self, folder: Path) -> None:
        """Write configuration and tokenizer, all but the weights, for :func:`build` and the heads' own files."""
        folder.mkdir(parents=True, exist_ok=True)
        configuration: Any = self.body.config
        configuration.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)


def build(configuration: Mapping[str, object], where: str) -> nn.Module:
    """Return an untrained model of this configuration, without a pooler.

    Raises:
        ModelError: transformers knows no such type, or no encoder of it.
    """
    library = transformers()
    kind = str(configuration.get("model_type"))
    try:
        settings = library.AutoConfig.for_model(kind, **{k: v for k, v in configuration.items() if k != "model_type"})
        body: nn.Module = library.AutoModel.from_config(settings, trust_remote_code=False)
    except Exception as error:
        raise ModelError(
            f"{where}: no encoder of type {kind!r} in transformers {library.__version__} with this configuration: "
            f"{str(error).splitlines()[0]}; expected a BERT-like model"
        ) from error
    if getattr(body, "pooler", None) is not None:
        # Nothing here uses it, and many checkpoints do not have one.
        body.pooler = None  # type: ignore[assignment]  # torch allows None for a child
    return body.float()


def _rows(body: nn.Module) -> int:
    embedding: Any = body
    return int(embedding.get_input_embeddings().weight.shape[0])


def _fill(body: nn.Module, weights: Mapping[str, torch.Tensor], where: str) -> None:
    """Give ``body`` its weights; every one has to be there and to fit, so nothing stays as it was drawn."""
    model: Any = body
    embedding = model.get_input_embeddings().weight
    anchor = next(name for name, weight in body.named_parameters() if weight is embedding)
    found = body_of(weights, anchor, where)
    own = set(body.state_dict())
    missing = sorted(own - set(found))
    children = {name for name, _ in body.named_children()}
    left = sorted(
        name
        for name in set(found) - own
        if name.split(".")[0] in children - {"pooler"} and not name.endswith(("position_ids", "token_type_ids"))
    )
    if missing or left:
        raise ModelError(
            f"{where}: the weights do not fit the configuration; {len(missing)} are missing "
            f"({', '.join(missing[:3])}), {len(left)} have no place ({', '.join(left[:3])})"
        )
    try:
        body.load_state_dict({name: found[name] for name in own})
    except RuntimeError as error:
        raise ModelError(f"{where}: the weights do not fit the configuration: {error}") from error
