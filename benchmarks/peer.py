"""The libraries that benchmarks compare with; the dependency group ``bench`` and the extra ``learn`` have them."""

from __future__ import annotations

import importlib
import sys
from typing import Any

__all__ = ["INSTALL", "peer"]

INSTALL = "python -m pip install -c constraints.txt --group bench -e '.[learn]'"
"""Wants pip 25.1 or newer, because of ``--group``."""


def peer(module: str) -> Any:
    """Return a module of a peer; without it the benchmark stops at once and says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        sys.exit(f"{error}; this benchmark compares with it: {INSTALL}")
