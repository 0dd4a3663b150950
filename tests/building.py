"""Runs commands in this process, and builds what is dear to build once for all worker processes."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkgrdf.cli import main


def command(*arguments: object, code: int = 0) -> Result:
    """Run ``mkgrdf`` with these arguments; the exit code has to be ``code``, and an unforeseen error is raised."""
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(main, words, prog_name="mkgrdf", catch_exceptions=False)
    assert result.exit_code == code, f"mkgrdf {' '.join(words)}: exit {result.exit_code}\n{result.output}"
    return result


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that ``make`` has filled, once in a test run, however many workers ask for it.

    The folder is shared between processes: nobody may write to it.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
