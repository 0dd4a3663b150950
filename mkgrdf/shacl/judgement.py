"""The gate's verdict on a batch, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from mkgrdf.shacl.report import Report
from mkgrdf.statements import Candidate

__all__ = ["Judgement"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says about a batch.

    Attributes:
        accepted: may be committed, all together and together with the removals asked about.
        refused: kept out, each with the violations that it is to blame for.
        warnings: the accepted ones that broke a shape of lower severity.
        dependents: graphs that are in the store now and would no longer conform once this batch is in (something
            that they refer to goes away); rebuilt from the store, for the caller to remove and keep in quarantine.
    """

    accepted: tuple[Candidate, ...]
    refused: tuple[tuple[Candidate, Report], ...]
    warnings: tuple[tuple[Candidate, Report], ...] = ()
    dependents: tuple[tuple[Candidate, Report], ...] = ()
