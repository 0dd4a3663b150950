"""Places in files as CI services want them: paths from the repository's root, lines and columns from 1."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

__all__ = ["artifact_uri", "repository_path", "repository_root"]


def repository_root(folder: Path) -> Path:
    """Return the root of the repository that ``folder`` lies in, else ``folder``."""
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if (place / ".git").exists()), here)


def repository_path(file: str, root: Path | None) -> str:
    """Return ``file`` as seen from ``root``, with ``/``; as it is where it does not exist or lies elsewhere.

    Links are followed: a CI service knows files by where they lie.
    """
    path = Path(file)
    if root is None or not path.exists():
        return path.as_posix()
    place, above = path.resolve(), root.resolve()
    return place.relative_to(above).as_posix() if place.is_relative_to(above) else place.as_posix()


def artifact_uri(file: str, root: Path | None) -> str:
    """Return ``file`` as a URI relative to ``root``, or absolute (``file:``) where it lies elsewhere."""
    path = repository_path(file, root)
    return ("file://" if path.startswith("/") else "") + quote(path)
