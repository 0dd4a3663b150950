"""The card of a trained model: what it was trained on, how, and how good it turned out to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from mkgrdf.errors import ModelError

__all__ = ["CARD_FILE", "ModelCard", "digest_of", "read_card", "write_card"]

CARD_FILE: Final = "card.json"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is to be known of a model before it is used.

    Attributes:
        name: short (``sentence-polarity``).
        task: what it does, in one sentence.
        revision: changes whenever its answers may; for trained weights a digest of them.
        languages: of the texts that it is for.
        labels: what it tells apart, in the order of its outputs.
        data: what it was trained on: names, licences, sizes.
        data_digest: SHA-256 of the training data.
        metrics: measured on data that it was not trained on, each with a name that says on what.
        settings: everything else that the training depended on.
        seed: of the random numbers.
    """

    name: str
    task: str
    revision: str
    languages: tuple[str, ...]
    labels: tuple[str, ...]
    data: str
    data_digest: str
    metrics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    seed: int = 0


def write_card(card: ModelCard, folder: Path) -> None:
    """Write ``card`` into the folder of its model, readable and the same each time."""
    text = json.dumps(asdict(card), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CARD_FILE).write_text(text + "\n", encoding="utf-8")


def read_card(folder: Path) -> ModelCard:
    """Return the card in ``folder``.

    Raises:
        ModelError: there is none, or it lacks something.
    """
    path = folder / CARD_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["languages"], content["labels"] = tuple(content["languages"]), tuple(content["labels"])
        return ModelCard(**content)
    except FileNotFoundError:
        raise ModelError(
            f"no model in {folder}: there is no {CARD_FILE}; expected a folder that 'mkgrdf train' wrote"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} cannot be read: {error}; train the model anew") from error


def digest_of(*parts: bytes) -> str:
    """Return the SHA-256 of ``parts``, told apart by their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()
