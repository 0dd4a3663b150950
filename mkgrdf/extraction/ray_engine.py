"""Partitions read on a Ray cluster: the one that ``RAY_ADDRESS`` names, or one of its own on this machine."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from mkgrdf.errors import EngineError, MkgError
from mkgrdf.extraction.engines import ATTEMPTS, failed
from mkgrdf.extraction.partitions import Partition, Said, Work

__all__ = ["OnRay"]


class OnRay:
    """A Ray cluster. One that was started for this is stopped afterwards; one that was there is left alone.

    Args:
        workers: how many partitions are read at a time; as many as the cluster has processors when ``None``.

    Raises:
        EngineError: Ray is not installed.
    """

    def __init__(self, workers: int | None = None) -> None:
        try:
            import ray  # noqa: PLC0415 - an extra
        except ImportError:
            raise EngineError("Ray is not installed; pip install 'mkgrdf[ray]'") from None
        self._ray = ray
        self._workers = workers

    def map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        """Yield each partition with what was said about it."""
        ray = self._ray
        own = not ray.is_initialized()
        if own:
            address = os.environ.get("RAY_ADDRESS")
            try:
                ray.init(
                    address=address,
                    num_cpus=None if address else self._workers,
                    include_dashboard=False,
                    configure_logging=False,
                    log_to_driver=False,
                )
            except (ConnectionError, RuntimeError, ValueError) as error:
                raise EngineError(f"no Ray cluster at {address or 'this machine'}: {error}") from error
        try:
            yield from self._map(work, partitions)
        finally:
            if own:
                ray.shutdown()

    def _map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        ray = self._ray
        shared = ray.put(work)
        task = ray.remote(num_cpus=1, max_retries=ATTEMPTS - 1)(_ask)
        under_way = 2 * (self._workers or int(ray.cluster_resources().get("CPU", 1)))
        left = iter(partitions)
        running: deque[tuple[Partition, Any]] = deque()
        while True:
            while len(running) < under_way and (partition := next(left, None)) is not None:
                running.append((partition, task.remote(shared, partition)))
            if not running:
                return
            partition, reference = running.popleft()
            try:
                said = ray.get(reference)
            except MkgError:
                raise
            except ray.exceptions.RayError as error:
                raise failed(partition, error) from error
            yield partition, said


def _ask(work: Work, partition: Partition) -> tuple[Said, ...]:
    return work(partition)
