"""The benchmarks that compare with other libraries say how to get them, and how they are called."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.peer import INSTALL, peer

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


def test_a_peer_that_is_missing_stops_the_benchmark_and_is_named() -> None:
    """The message has the module and the command that installs it."""
    with pytest.raises(SystemExit, match=re.escape("no_such_peer'; this benchmark compares with it: " + INSTALL)):
        peer("no_such_peer")
    assert peer("json").loads("[1]") == [1]


@pytest.mark.parametrize("name", ["entities", "features", "phrases", "polarity"])
def test_a_benchmark_says_what_it_does(name: str) -> None:
    """``--help`` needs neither peers nor data; the guide to the benchmarks and their results name the script."""
    said = subprocess.run(
        [sys.executable, FOLDER / f"{name}.py", "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"python benchmarks/{name}.py" in said.stdout
    for page in ("README.md", "RESULTS.md"):
        assert f"python benchmarks/{name}.py" in (FOLDER / page).read_text(encoding="utf-8")
