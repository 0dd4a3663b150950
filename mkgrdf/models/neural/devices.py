"""Where a model runs, in which precision, and on how many threads.

Threads are always set: a torch that takes all the cores it sees, beside other processes or inside a quota, was up to
ten times slower. bf16 pays where the hardware has it (a GPU, or a CPU with avx512_bf16) and nowhere else.
"""

from __future__ import annotations

import multiprocessing
import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch

from mkgrdf.errors import ModelError

__all__ = ["Device", "choose"]


@dataclass(frozen=True, slots=True)
class Device:
    """A place to compute: ``name`` as torch says it (``cpu``, ``cuda``, ``cuda:1``)."""

    name: str
    bf16: bool
    threads: int

    def autocast(self) -> AbstractContextManager[object]:
        """Return the context to run a model in: bf16 where it pays, else nothing."""
        if not self.bf16:
            return nullcontext()
        return torch.autocast(self.name.split(":", maxsplit=1)[0], dtype=torch.bfloat16)


def choose(name: str = "auto", *, threads: int | None = None, bf16: bool | None = None) -> Device:
    """Return the device called ``name``; ``auto`` is a GPU where there is one. Sets torch's number of threads.

    Args:
        name: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        threads: of the CPU; None for as many as ``OMP_NUM_THREADS`` says, one in a worker process, or else as many as
            this process may use.
        bf16: None for whatever pays on this hardware.

    Raises:
        ModelError: there is no such device.
    """
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name.split(":", maxsplit=1)[0] not in {"cpu", "cuda"}:
        raise ModelError(f"no device {name!r}; expected auto, cpu, cuda or cuda:N")
    if name.startswith("cuda") and not _has_gpu(name):
        raise ModelError(
            f"no device {name!r}: torch {torch.__version__} sees {torch.cuda.device_count()} GPUs here; "
            "take --device cpu, or install a torch built for your GPU"
        )
    threads = _usual_threads() if threads is None else threads
    if threads < 1:
        raise ModelError(f"{threads} threads; expected 1 or more")
    torch.set_num_threads(threads)
    if bf16 is None:
        bf16 = torch.cuda.is_bf16_supported() if name.startswith("cuda") else _cpu_has_bf16()
    return Device(name, bf16, threads)


def _usual_threads() -> int:
    stated = os.environ.get("OMP_NUM_THREADS", "")
    if stated.isdigit() and int(stated):
        return int(stated)
    # Workers are as many as there are cores, or nearly; each with all the cores would be in the others' way.
    return 1 if multiprocessing.parent_process() is not None else available_cores()


def available_cores() -> int:
    """Return how many cores this process may use: by affinity, and by the quota of its control group."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    quota = Path("/sys/fs/cgroup/cpu.max")
    if quota.is_file():
        allowed, period = quota.read_text(encoding="ascii").split()
        if allowed != "max":
            cores = min(cores, max(1, round(int(allowed) / int(period))))
    return cores


def _has_gpu(name: str) -> bool:
    _, _, number = name.partition(":")
    return torch.cuda.is_available() and (not number or (number.isdigit() and int(number) < torch.cuda.device_count()))


def _cpu_has_bf16() -> bool:
    """Tell whether the CPU multiplies bf16 itself; where nobody says so (not Linux), it is taken not to."""
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and "avx512_bf16" in flags.read_text(encoding="utf-8", errors="replace")
