"""A trained model as a folder of its own: card, options, all weights, and the encoder's shape and tokenizer.

It needs neither the checkpoint that it was trained from nor a network, and has no pickled code in it.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from torch import Tensor, nn

from mkgrdf.errors import ModelError
from mkgrdf.models.card import ModelCard, digest_of, read_card, write_card
from mkgrdf.models.neural.checkpoints import find, read_configuration
from mkgrdf.models.neural.devices import Device, choose
from mkgrdf.models.neural.encoder import Encoder, build
from mkgrdf.models.neural.wordpieces import load_tokenizer

__all__ = ["HEAD_FILE", "Saved", "kind_of_model", "open_saved", "save", "stamp"]

HEAD_FILE: Final = "head.json"
_WEIGHTS_FILE: Final = "weights.safetensors"
_ENCODER: Final = "encoder"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """What a folder holds: the encoder still without its weights, which are among ``weights`` under ``body.``."""

    id: str
    card: ModelCard
    options: dict[str, Any]
    encoder: Encoder
    weights: dict[str, Tensor]

    def fill(self, module: nn.Module) -> None:
        """Give ``module`` its weights.

        Raises:
            ModelError: they do not fit.
        """
        try:
            module.load_state_dict(self.weights)
        except RuntimeError as error:
            raise ModelError(f"{self.id}: weights and {HEAD_FILE} do not fit: {error}; train the model anew") from error


def stamp(card: ModelCard, module: nn.Module, options: Mapping[str, Any]) -> ModelCard:
    """Return ``card`` with the revision that these weights and options have: 16 digits of their SHA-256."""
    library = importlib.import_module("safetensors.torch")
    weights: bytes = library.save(_weights(module))
    return replace(card, revision=digest_of(weights, _text(options).encode())[:16])


def save(
    folder: Path, kind: str, *, card: ModelCard, module: nn.Module, encoder: Encoder, options: Mapping[str, Any]
) -> None:
    """Write a trained model of a ``kind`` into ``folder``, made if need be; the same model gives the same bytes."""
    library = importlib.import_module("safetensors.torch")
    encoder.save(folder / _ENCODER)
    library.save_file(_weights(module), folder / _WEIGHTS_FILE)
    head = {"format": _FORMAT, "kind": kind, "encoder": encoder.id, "encoder_revision": encoder.revision}
    (folder / HEAD_FILE).write_text(_text({**head, "options": dict(options)}) + "\n", encoding="utf-8")
    write_card(card, folder)


def kind_of_model(spec: str) -> str:
    """Return of which kind the trained model is that ``spec`` names (``tagger``).

    Raises:
        ModelError: it is no trained neural model.
    """
    return str(_head(find(spec).folder)["kind"])


def open_saved(spec: str, kind: str, device: Device | None) -> Saved:
    """Return the trained model that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

    Raises:
        ModelError: it is not there, incomplete, or of another kind.
    """
    found = find(spec)
    head = _head(found.folder)
    if head["kind"] != kind:
        raise ModelError(f"{found.folder} holds a {head['kind']}; expected a {kind}")
    path = found.folder / _WEIGHTS_FILE
    library = importlib.import_module("safetensors.torch")
    try:
        weights: dict[str, Tensor] = library.load_file(path)
    except FileNotFoundError:
        raise ModelError(f"no weights in {found.folder}: there is no {_WEIGHTS_FILE}; train the model anew") from None
    except Exception as error:
        raise ModelError(f"{path} cannot be read as safetensors: {error}; copy the file again") from error
    place = found.folder / _ENCODER
    body, tokenizer = build(read_configuration(place), str(place)), load_tokenizer(place)
    encoder = Encoder(
        str(head["encoder"]),
        str(head["encoder_revision"]),
        body,
        tokenizer,
        choose() if device is None else device,
    )
    return Saved(found.id, read_card(found.folder), head["options"], encoder, weights)


def _head(folder: Path) -> dict[str, Any]:
    path = folder / HEAD_FILE
    try:
        head: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        wanted = head["format"], head["kind"], head["encoder"], head["encoder_revision"], head["options"]
    except FileNotFoundError:
        raise ModelError(
            f"no trained neural model in {folder}: there is no {HEAD_FILE}; expected a folder that "
            "'mkgrdf train neural' wrote"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} cannot be read: {error}; train the model anew") from error
    if wanted[0] != _FORMAT:
        raise ModelError(f"{path} has format {wanted[0]}; expected {_FORMAT}: train the model anew with this version")
    return head


def _weights(module: nn.Module) -> dict[str, Tensor]:
    return {name: weight.detach().cpu().contiguous() for name, weight in sorted(module.state_dict().items())}


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
