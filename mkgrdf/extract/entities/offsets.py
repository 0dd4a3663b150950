"""Reads and writes entities by their character offsets, a JSON object a line.

``{"text": "…", "entities": [{"start": 0, "end": 2, "type": "Brand"}]}`` is written; read are also the forms of common
annotation tools: ``label``, ``labels`` or ``spans`` for ``entities``, ``[0, 2, "Brand"]`` or ``start_offset``,
``end_offset``, ``label`` for an entity, and CLUENER's ``{"Brand": {"words": [[0, 1]]}}``, whose ends are inclusive.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from mkgrdf.errors import CatalogError
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span
from mkgrdf.readers.encoding import decode
from mkgrdf.text.language import detect
from mkgrdf.text.words import Token, characters, tokens

__all__ = ["cut", "read_offsets", "write_offsets"]

_FORM = '{"text": "…", "entities": [{"start": 0, "end": 2, "type": "Brand"}]}'


def cut(text: str) -> tuple[Token, ...]:
    """Return the tokens that entities are told by: each Han character, and words of other scripts whole."""
    return characters(text) if detect(text) != "en" else tokens(text, "en")


def read_offsets(path: Path) -> tuple[Tagged, ...]:
    """Return the sentences of the file at ``path``, one a line.

    Raises:
        CatalogError: a line is not of the form, an entity lies outside its text, or two overlap.
        OSError: the file cannot be read.
    """
    try:
        text, _ = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise CatalogError(f"not text in {error.encoding}: {error.reason}; save it as UTF-8", file=str(path)) from None
    found = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            found.append(_sentence(path, number, line))
    if not any(sentence.spans for sentence in found):
        raise CatalogError(f"it has no entity; expected on each line {_FORM}", file=str(path))
    return tuple(found)


def _sentence(path: Path, number: int, line: str) -> Tagged:
    def wrong(what: str) -> CatalogError:
        return CatalogError(f"{what}; expected {_FORM}", file=str(path), row=number)

    try:
        content = json.loads(line)
    except ValueError as error:
        raise wrong(f"not JSON: {error}") from None
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(text, str):
        raise wrong('no "text"')
    stated = next((content[key] for key in ("entities", "label", "labels", "spans") if key in content), None)
    if stated is None:
        raise wrong('no "entities"')
    spans = sorted(set(_spans(stated, wrong)))
    for before, span in zip([Span(0, 0, ""), *spans], spans, strict=False):
        if not 0 <= span.start < span.end <= len(text):
            raise wrong(f"the entity {span.start} to {span.end} is not inside the text of {len(text)} characters")
        if span.start < before.end:
            raise wrong(f"the entities at {before.start} and {span.start} overlap")
    pieces = cut(text)
    starts = {piece.start: position for position, piece in enumerate(pieces)}
    ends = {piece.end: position + 1 for position, piece in enumerate(pieces)}
    on_tokens = [span for span in spans if span.start in starts and span.end in ends]
    return Tagged(
        tuple(piece.text for piece in pieces),
        tuple(Span(starts[span.start], ends[span.end], span.type) for span in on_tokens),
        path,
        number,
        tuple(span.type for span in spans if span not in on_tokens),
    )


def _spans(stated: Any, wrong: Callable[[str], CatalogError]) -> Iterator[Span]:
    if isinstance(stated, dict):
        for type_, named in stated.items():
            places = [place for found in named.values() for place in found] if isinstance(named, dict) else named
            for place in places:
                yield Span(*_whole(place[:2], wrong, plus=1), type_)
        return
    for one in stated:
        if isinstance(one, dict):
            start, end = one.get("start", one.get("start_offset")), one.get("end", one.get("end_offset"))
            type_ = one.get("type", one.get("label"))
        elif isinstance(one, list) and len(one) == 3:
            start, end, type_ = one
        else:
            raise wrong(f"the entity {one!r} has no start, end and type")
        if not isinstance(type_, str) or not type_:
            raise wrong(f"the entity {one!r} has no type")
        yield Span(*_whole((start, end), wrong), type_)


def _whole(place: Iterable[Any], wrong: Callable[[str], CatalogError], plus: int = 0) -> tuple[int, int]:
    numbers = list(place)
    if len(numbers) != 2 or any(type(number) is not int for number in numbers):
        raise wrong(f"{numbers!r} are no offsets")
    return numbers[0], numbers[1] + plus


def write_offsets(texts: Iterable[tuple[str, Iterable[Span]]], path: Path) -> None:
    """Write ``(text, entities by character)``, one a line, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for text, spans in texts:
            entities = [{"start": span.start, "end": span.end, "type": span.type} for span in spans]
            file.write(json.dumps({"text": text, "entities": entities}, ensure_ascii=False) + "\n")
