"""Word lists as they are easiest to read and to mend: words with blanks between them, over several lines."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> list[str]:
    """Return the words of ``text``."""
    return text.split()
