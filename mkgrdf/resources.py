"""Finds the folders that ship with mkgrdf: ``ontology/ shapes/ queries/ examples/``.

In a checkout (and an editable install) they lie beside the package; in a wheel they lie in ``mkgrdf/_resources``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkgrdf.errors import MkgError

__all__ = ["resource"]

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("ontology", "shapes", "queries", "examples")


@cache
def _root() -> Path:
    # The checkout first: an editable install must see the files that its user edits.
    for root in (_PACKAGE.parent, _PACKAGE / "_resources"):
        if (root / "ontology" / "mkg.ttl").is_file():
            return root
    raise MkgError(
        f"the files that ship with mkgrdf ({', '.join(_FOLDERS)}) are neither beside {_PACKAGE} nor in "
        f"{_PACKAGE / '_resources'}: the installation is incomplete; run 'pip install --force-reinstall mkgrdf'"
    )


def resource(folder: str, *parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. ``resource("ontology", "mkg.ttl")``.

    Raises:
        MkgError: the installation lacks its data files, or there is no such file.
    """
    if folder not in _FOLDERS:
        raise MkgError(f"no shipped folder {folder!r}; there are {', '.join(_FOLDERS)}")
    path = _root().joinpath(folder, *parts)
    if not path.exists():
        raise MkgError(f"no shipped file {path}; it may belong to another version of mkgrdf")
    return path
