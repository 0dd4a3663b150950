"""An open project: its settings, store, gate and quarantine, handed from step to step of the main job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode

from mkgrdf.iris import Iris
from mkgrdf.quarantine import Quarantine
from mkgrdf.settings import Settings
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.store import Commit, Store
from mkgrdf.store.opening import open_store

__all__ = ["Project", "open_project"]


@dataclass(frozen=True, slots=True)
class Project:
    """What every step needs. ``now`` is the one clock reading of a whole command, so its runs agree."""

    settings: Settings
    store: Store
    gate: Gate
    quarantine: Quarantine
    iris: Iris
    now: datetime

    def enter(self, judgement: Judgement, remove: Iterable[NamedNode] = (), *, keeps_progress: bool = False) -> Commit:
        """Let in what ``judgement`` accepts, in one commit that drops ``remove`` and what no longer conforms.

        Unless it is an extraction that goes on (``keeps_progress``), one that was interrupted has to begin anew: what
        it had read may go with what is let in now.

        What leaves the store is in quarantine before the commit, what was refused after it, so a process that is
        killed at any moment leaves no record nowhere.

        Raises:
            StoreError: the store cannot be written; it is as it was.
            MkgError: the quarantine cannot be written.
        """
        gone = [*remove, *(candidate.graph for candidate, _ in judgement.dependents)]
        if not keeps_progress and (judgement.accepted or gone):
            self.settings.progress.unlink(missing_ok=True)
        self.quarantine.shelter(judgement, self.iris)
        commit = self.store.commit({candidate.graph: candidate.triples for candidate in judgement.accepted}, gone)
        self.quarantine.settle(judgement)
        return commit


@contextmanager
def open_project(
    settings: Settings, *, now: datetime | None = None, read_only: bool = False, dry_run: bool = False
) -> Iterator[Project]:
    """Open the project's store for a block of code and close it afterwards, whatever happens in it.

    For a ``dry_run`` it is opened for reading only, and a folder that is not there yet counts as an empty store.

    Raises:
        StoreError: the store is locked by another process, or cannot be reached.
    """
    place = settings.store_place
    if dry_run and not settings.remote and not Path(place).exists():
        place = "memory"
    with open_store(place, read_only=(read_only or dry_run) and place != "memory") as store:
        yield Project(
            settings=settings,
            store=store,
            gate=Gate(),
            quarantine=Quarantine(settings.quarantine),
            iris=Iris(settings.base),
            now=now or datetime.now(UTC).replace(microsecond=0),
        )
