"""From the name of a model to the recogniser."""

from __future__ import annotations

from pathlib import Path

from mkgrdf.errors import ModelError
from mkgrdf.extract.entities.crf import Recogniser, load_recogniser

__all__ = ["recogniser_named"]


def recogniser_named(name: str) -> Recogniser:
    """Return the recogniser ``local:FOLDER``, or that in the folder ``name``.

    Raises:
        ModelError: there is none there, or the name is of a kind that no CRF has.
    """
    kind, colon, rest = name.partition(":")
    if colon and kind in {"hub", "embedded", "source"}:
        raise ModelError(
            f"there is no CRF {name!r}: expected the folder of one, as local:FOLDER; "
            "'mkgrdf train ner FILE --out FOLDER' makes one from labelled sentences"
        )
    folder = Path(rest if colon and kind == "local" else name)
    if not folder.is_dir():
        raise ModelError(
            f"no model in {folder}: there is no such folder; 'mkgrdf train ner FILE --out {folder}' makes one from "
            "labelled sentences"
        )
    return load_recogniser(folder)
