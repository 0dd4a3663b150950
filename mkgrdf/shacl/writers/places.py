"""Places in files as CI services want them: paths from the repository's root, lines and columns from 1."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from mkgrdf.shacl.writers.remarks import Remarks

__all__ = ["artifact_uri", "repository_path", "repository_root"]


def repository_root(folder: Path) -> Path:
    """Return the root of the repository that ``folder`` lies in, else ``folder``."""
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if (place / ".git").exists()), here)


def repository_path(file: str, remarks: Remarks) -> str:
    """Return ``file`` as seen from ``remarks.root``, with ``/``; as it is where it does not exist or lies elsewhere.

    A store names files as their source does: they are looked for in ``remarks.sources`` too. Links are followed: a CI
    service knows files by where they lie.
    """
    path = Path(file)
    root = remarks.root
    if root is None:
        return path.as_posix()
    if not path.exists():
        held = {source / path if source.is_dir() else source for source in remarks.sources}
        found = [place for place in held if place.exists() and place.as_posix().endswith(f"/{path.as_posix()}")]
        if len(found) != 1:  # none, or who knows which
            return path.as_posix()
        (path,) = found
    place, above = path.resolve(), root.resolve()
    return place.relative_to(above).as_posix() if place.is_relative_to(above) else place.as_posix()


def artifact_uri(file: str, remarks: Remarks) -> str:
    """Return ``file`` as a URI relative to ``remarks.root``, or absolute (``file:``) where it lies elsewhere."""
    path = repository_path(file, remarks)
    return ("file://" if path.startswith("/") else "") + quote(path)
