"""Texts to be mined from plain files: one text on a line, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.extract.mining.segments import Text

__all__ = ["read_texts"]


def read_texts(paths: Iterable[Path], language: str, *, titles: bool | None = None) -> Iterator[Text]:
    """Yield the texts in ``paths``, line by line; a document's key is the file's name and the line, or its ``id``.

    A ``.jsonl`` file has an object with ``text`` on each line, and perhaps ``id`` and ``language``; of any other file
    (UTF-8) each line is a text in ``language``. Blank lines are passed over.

    Raises:
        CatalogError: a file is not UTF-8, or a line is no such object.
    """
    for path in paths:
        number = 0
        try:
            with path.open(encoding="utf-8-sig") as file:
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        key = f"{path.name}:{number}"
                        if path.suffix == ".jsonl":
                            yield _from_json(line, key, language, titles)
                        else:
                            yield Text(key, line.rstrip("\n"), language, titles)
        except (ValueError, KeyError, TypeError) as error:
            expected = 'an object with "text"' if path.suffix == ".jsonl" else "text in UTF-8"
            problem = f"{type(error).__name__}: {error}; expected {expected}"
            raise CatalogError(problem, file=str(path), row=max(number, 1)) from error


def _from_json(line: str, key: str, language: str, titles: bool | None) -> Text:
    row = json.loads(line)
    text, own = row["text"], row.get("language", language)
    if not isinstance(text, str) or not isinstance(own, str):
        raise TypeError("text and language have to be strings")
    return Text(str(row.get("id", key)), text, own, titles)
