"""What is being checked at this moment, in any thread: for whoever has to say why nothing comes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["being_checked", "checking"]

_names: dict[int, str] = {}


@contextmanager
def checking(name: str) -> Iterator[None]:
    """Note that this thread is checking the shape ``name``."""
    thread = threading.get_ident()
    _names[thread] = name
    try:
        yield
    finally:
        _names.pop(thread, None)


def being_checked() -> list[str]:
    """Return the names of the shapes that are being checked."""
    return sorted(_names.values())
