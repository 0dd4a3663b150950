"""Models that ship with mkgrdf: one folder each, with a card and weights that can be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkgrdf.errors import ModelError
from mkgrdf.models.card import CARD_FILE
from mkgrdf.models.linear import LinearModel

__all__ = ["shipped", "shipped_linear"]

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder of the model ``name``.

    Raises:
        ModelError: there is no such model.
    """
    folder = _HERE / name
    if not (folder / CARD_FILE).is_file():
        there = sorted(path.parent.name for path in _HERE.glob(f"*/{CARD_FILE}"))
        raise ModelError(f"no model embedded:{name}; mkgrdf ships with {', '.join(there) or 'none'}")
    return folder


@cache
def shipped_linear(name: str) -> LinearModel:
    """Return the linear model ``name``, read once."""
    return LinearModel.load(shipped(name))
