"""Where partitions are read: in this process, in several, or on a Ray cluster. Results and their order are the same.

A worker that dies (out of memory, a machine that went away) has its partition read again, a few times; an extractor
that raises would raise again, so that ends the run. What was committed before stays, and the next run goes on there.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, Protocol

from mkgrdf.errors import EngineError, MkgError
from mkgrdf.extraction.partitions import Partition, Said, Work

__all__ = ["ATTEMPTS", "ENGINES", "Engine", "Local", "Processes", "failed"]

ATTEMPTS: Final = 3
"""How often a partition is given to a worker that may die over it."""


class Engine(Protocol):
    """Asks for the work on each partition, one or many at a time."""

    def map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        """Yield each partition with what was said about it, in the order of ``partitions``.

        Raises:
            EngineError: a partition cannot be read; names its records and why.
        """
        ...


class Local:
    """This process, one partition after the other."""

    def map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        """Yield each partition with what was said about it."""
        for partition in partitions:
            try:
                said = work(partition)
            except MkgError:
                raise
            except Exception as error:
                raise failed(partition, error) from error
            yield partition, said


class Processes:
    """Several processes of this machine.

    Args:
        workers: how many; as many as there are processors when ``None``.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1

    def map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        """Yield each partition with what was said about it."""
        pickled = pickle.dumps(work)
        left = iter(partitions)
        # Twice as many as workers are under way, so that none waits while the oldest is being committed.
        waiting: deque[tuple[Partition, int]] = deque()
        pool = self._pool(pickled)
        try:
            running: deque[tuple[Partition, int, Future[tuple[Said, ...]]]] = deque()
            while True:
                while len(running) < 2 * self._workers and (one := _next(waiting, left)) is not None:
                    try:
                        running.append((*one, pool.submit(_ask, one[0])))
                    except BrokenProcessPool:
                        # A worker died just now. Those that run tell over what; where none does, nothing is lost.
                        waiting.appendleft(one)
                        if running:
                            break
                        pool.shutdown(wait=True)
                        pool = self._pool(pickled)
                if not running:
                    return
                partition, attempt, future = running[0]
                try:
                    said = future.result()
                except BrokenProcessPool as error:
                    # Nobody knows which of them broke it: the oldest is blamed, and all are read again.
                    if attempt == ATTEMPTS:
                        raise failed(partition, error) from error
                    pool.shutdown(wait=True, cancel_futures=True)
                    others = [(one, tried) for one, tried, _ in running][1:]
                    waiting = deque([(partition, attempt + 1), *others, *waiting])
                    running.clear()
                    pool = self._pool(pickled)
                except MkgError:
                    raise
                except Exception as error:
                    raise failed(partition, error) from error
                else:
                    running.popleft()
                    yield partition, said
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, pickled: bytes) -> ProcessPoolExecutor:
        # A fork would copy the store's threads' locks, held or not.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_prepare, initargs=(pickled,))


def _next(waiting: deque[tuple[Partition, int]], left: Iterator[Partition]) -> tuple[Partition, int] | None:
    if waiting:
        return waiting.popleft()
    partition = next(left, None)
    return None if partition is None else (partition, 1)


_work: list[Work] = []


def _prepare(pickled: bytes) -> None:
    """Unpack the work once for each worker."""
    _work[:] = [pickle.loads(pickled)]  # noqa: S301 - it comes from the process that started this one
    gc.freeze()  # it stays to the end: nobody need look through it for garbage again and again


def _ask(partition: Partition) -> tuple[Said, ...]:
    return _work[0](partition)


def failed(partition: Partition, error: BaseException) -> EngineError:
    """Return the error that says which records could not be read."""
    first, last = partition.records[0][0].value, partition.records[-1][0].value
    return EngineError(
        f"the records from {first} to {last} could not be read: {type(error).__name__}: {error}; what was read before "
        "them is in the store, and running again goes on from there"
    )


def _ray(workers: int | None) -> Engine:
    from mkgrdf.extraction.ray_engine import OnRay  # noqa: PLC0415 - an extra that takes a second to import

    return OnRay(workers)


ENGINES: Final[dict[str, Callable[[int | None], Engine]]] = {
    "local": lambda _: Local(),
    "processes": Processes,
    "ray": _ray,
}
"""How to make each engine, by name, given how many workers it shall have."""
