"""A limit on how long a command may take. For commands that only read: it ends the process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

__all__ = ["time_limit"]


@contextmanager
def time_limit(seconds: float, code: int, why: Callable[[], str]) -> Iterator[None]:
    """End the process with ``code`` when what happens inside takes longer than ``seconds``; 0 is no limit.

    Nothing less would do: a query that runs inside Oxigraph cannot be interrupted. ``why`` is asked for the error
    message at that moment.
    """
    if not seconds:
        yield
        return

    def give_up() -> None:
        click.echo(f"error: {why()}", err=True)
        os._exit(code)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
