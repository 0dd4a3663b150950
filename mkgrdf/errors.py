"""What can go wrong, as a tree. Each message says what was found, what was expected and the next step.

::

    MkgError
    ├── SettingsError    mkgrdf.toml or an option: which key, which value, what was expected
    ├── CatalogError     an input file as a whole cannot be read: which file, row, column
    ├── NonConformance   a graph breaks its shapes; carries the Report
    ├── ShapesError      the shapes graph itself is not valid SHACL
    ├── EngineError      a validation broke off: past its time limit, or refused by what runs it
    ├── OntologyError    the pattern layer does not hold: inconsistent, or a term is not declared
    ├── QueryError       an unknown query, or a missing, surplus or mistyped parameter
    ├── ModelError       which model, where it was looked for, how to get it
    └── StoreError       a store that is locked, unreachable, or not a store

Libraries raise these; only ``mkgrdf.cli`` turns them into exit codes. One bad row is not an exception: it is a
:class:`mkgrdf.records.Reject`, and the import goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkgrdf.shacl.report import Report

__all__ = [
    "CatalogError",
    "EngineError",
    "MkgError",
    "ModelError",
    "NonConformance",
    "OntologyError",
    "QueryError",
    "SettingsError",
    "ShapesError",
    "StoreError",
]


class MkgError(Exception):
    """Any error that mkgrdf raises on purpose; ``str(error)`` is fit to be shown to a user."""


class SettingsError(MkgError):
    """A setting or option has a value that cannot be used."""

    def __init__(self, key: str, found: object, expected: str, *, file: str | None = None) -> None:
        where = f"{file}: " if file else ""
        super().__init__(f"{where}{key} = {found!r}; expected {expected}")
        self.key = key
        self.found = found
        self.expected = expected


class CatalogError(MkgError):
    """A source file cannot be read at all (a single bad row is a ``Reject`` instead)."""

    def __init__(self, message: str, *, file: str, row: int | None = None, column: str | None = None) -> None:
        place = file + (f":{row}" if row is not None else "") + (f", column {column}" if column else "")
        super().__init__(f"{place}: {message}")
        self.file = file
        self.row = row
        self.column = column


class NonConformance(MkgError):  # noqa: N818 — the name of the thing, as in SHACL
    """A graph that had to conform does not; ``what`` names it, and says what to do."""

    def __init__(self, report: Report, what: str) -> None:
        super().__init__("\n".join([f"{what}: {report.summary()}", *report.lines()]))
        self.report = report


class ShapesError(MkgError):
    """The shapes graph cannot be used as SHACL."""


class EngineError(MkgError):
    """A validation broke off: data and shapes can be read, but what runs the checks cannot finish them."""


class OntologyError(MkgError):
    """The ontology does not hold, or something uses a term that it does not declare."""


class QueryError(MkgError):
    """A ready-made query cannot be found, read or bound."""


class ModelError(MkgError):
    """A model, or the software that runs it, is not there; says how to get it."""


class StoreError(MkgError):
    """The store is locked, unreachable, refuses a request, or is not a store."""
