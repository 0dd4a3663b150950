"""Which format a file or folder is in, judged by all readers, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.interface import Detection, Reader

__all__ = ["choose", "rank"]


def rank(path: Path, readers: Mapping[str, Reader]) -> tuple[Detection, ...]:
    """Return what the readers make of ``path``, the surest first.

    Raises:
        CatalogError: there is no such file or folder.
    """
    if not path.exists():
        raise CatalogError("no such file or folder; check the path", file=str(path))
    found = (reader.detect(path) for reader in readers.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.score, one.format)))


def choose(path: Path, readers: Mapping[str, Reader]) -> Detection:
    """Return the detection to go by.

    Raises:
        CatalogError: no reader recognises ``path``, or two are equally sure.
    """
    detections = rank(path, readers)
    how = f"name the format, one of {', '.join(readers)} (on the command line: --as {next(iter(readers))})"
    if not detections:
        looked = "; ".join(f"{reader.name}: {reader.title}" for reader in readers.values())
        raise CatalogError(f"no known format recognised; looked for {looked}; {how}", file=str(path))
    best = detections[0]
    equals = [one for one in detections if one.score == best.score]
    if len(equals) > 1:
        said = "; ".join(f"{one.format}: {', '.join(one.evidence)}" for one in equals)
        raise CatalogError(f"may be either of {len(equals)} formats ({said}); {how}", file=str(path))
    return best
