"""Reads labelled examples for the neural models: entities, sentences, phrases, relations, proposals.

Entities: the files of :mod:`mkgrdf.extract.entities.files` (BIO and its kin, offsets). Sentences: those of
:mod:`mkgrdf.extract.sentence_models.labelled`. Phrases, relations and proposals: JSON lines, described at the readers
below; every row may have a ``group`` (a product, say), which is never learnt from and held out at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from mkgrdf.errors import CatalogError, ModelError
from mkgrdf.extract.entities.files import read_tagged
from mkgrdf.extract.entities.offsets import cut
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.sentence_models.labelled import read_labelled
from mkgrdf.models.proposals import Told, read_proposals
from mkgrdf.models.questions import Question
from mkgrdf.models.spans import Labelled
from mkgrdf.text.language import detect

__all__ = [
    "TASKS",
    "Example",
    "languages_of",
    "read_entities",
    "read_names",
    "read_questions",
    "read_told",
    "split_off",
    "to_labelled",
]

TASKS: Final = ("entities", "kinds", "polarity", "phrases", "relations", "proposals")
"""What a neural model can be trained for."""

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Example(Generic[What]):
    """One example: what is asked about, its label (empty where ``what`` holds the truth), its text and its group."""

    what: What
    label: str
    text: str
    group: str


def to_labelled(sentence: Tagged) -> Labelled:
    """Return a sentence of a file of entities as the tagger takes it."""
    return Labelled(sentence.words, sentence.spans)


def read_entities(path: Path) -> list[Example[Labelled]]:
    """Return the sentences of a file with entities; equal sentences are one group.

    Raises:
        CatalogError: the file is not of the form.
    """
    found = []
    for sentence in read_tagged(path):
        text = " ".join(sentence.words)
        found.append(Example(to_labelled(sentence), "", text, text.casefold()))
    return found


def read_names(path: Path) -> dict[tuple[str, ...], str]:
    """Return the names of a file with a name, a tab and its type on each line, cut into words as sentences are.

    Raises:
        CatalogError: a line is not of the form.
    """
    names: dict[tuple[str, ...], str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        name, tab, kind = line.partition("\t")
        words = tuple(word.text for word in cut(name))
        if not tab or not kind.strip() or not words:
            raise CatalogError(f"{line!r}; expected a name, a tab and its type", file=str(path), row=number)
        names[words] = kind.strip()
    return names


def read_questions(path: Path, task: str) -> list[Example[Question]]:
    """Return the examples of a file for the classifier of ``task``.

    ``kinds`` and ``polarity``: CSV or JSONL with ``text`` and that column. ``phrases``: JSONL with ``phrase``, ``text``
    and ``label``. ``relations``: JSONL with ``text``, ``first``, ``second`` (each ``[start, end]`` in characters, or
    words that stand in the text exactly once) and ``label``.

    Raises:
        CatalogError: the file is not of the form.
    """
    if task in {"kinds", "polarity"}:
        rows = [(row, row.kind if task == "kinds" else row.polarity) for row in read_labelled(path)]
        return [Example(Question(row.text), label, row.text, row.group) for row, label in rows if label]
    make = _phrase if task == "phrases" else _relation
    return [_example(path, number, row, make) for number, row in _lines(path)]


def read_told(path: Path) -> list[Example[Told]]:
    """Return the examples of a JSONL file with ``product``, ``text``, ``concepts`` and ``relations``.

    Raises:
        CatalogError: the file, or a line's concepts and relations, are not of the form.
    """
    found = []
    for number, row in _lines(path):
        product, text = (_text(path, number, row, key) for key in ("product", "text"))
        given = {key: row.get(key, []) for key in ("concepts", "relations")}
        try:
            proposals = read_proposals(json.dumps(given, ensure_ascii=False))
        except ModelError as error:
            raise CatalogError(str(error), file=str(path), row=number) from error
        found.append(Example(Told(product, text, proposals), "", text, str(row.get("group") or text.casefold())))
    return found


def split_off(
    examples: Sequence[Example[What]], seed: int, share: float = 0.1
) -> tuple[list[Example[What]], list[Example[What]]]:
    """Return the examples to learn from and those to hold out, about ``share``, whole groups by the hash of their name.

    Raises:
        ModelError: all groups fall on one side.
    """
    train: list[Example[What]] = []
    held_out: list[Example[What]] = []
    for example in examples:
        digest = hashlib.sha256(f"{seed}\n{example.group}".encode("utf-8", "surrogatepass")).digest()
        side = held_out if int.from_bytes(digest[:8]) < share * 2**64 else train
        side.append(example)
    if not train or not held_out:
        raise ModelError(
            f"{len(examples)} examples in {len({example.group for example in examples})} groups are too few to hold "
            f"{share:.0%} out; give a file of others with --dev"
        )
    return train, held_out


def languages_of(examples: Iterable[Example[Any]]) -> tuple[str, ...]:
    """Return the languages of at least a hundredth of the examples, sorted."""
    found = [detect(example.text) for example in examples]
    return tuple(sorted({language for language in found if language and found.count(language) * 100 >= len(found)}))


def _example(
    path: Path, number: int, row: dict[str, Any], make: Callable[[Path, int, dict[str, Any]], Question]
) -> Example[Question]:
    text, label = (_text(path, number, row, key) for key in ("text", "label"))
    try:
        question = make(path, number, row)
    except ModelError as error:
        raise CatalogError(str(error), file=str(path), row=number) from error
    return Example(question, label, text, str(row.get("group") or text.casefold()))


def _phrase(path: Path, number: int, row: dict[str, Any]) -> Question:
    return Question(row["text"], phrase=_text(path, number, row, "phrase"))


def _relation(path: Path, number: int, row: dict[str, Any]) -> Question:
    first, second = (_mention(path, number, row, key) for key in ("first", "second"))
    return Question(row["text"], first=first, second=second)


def _mention(path: Path, number: int, row: dict[str, Any], key: str) -> tuple[int, int]:
    given, text = row.get(key), row["text"]
    if isinstance(given, str) and given and text.count(given) == 1:
        start = text.index(given)
        return start, start + len(given)
    if isinstance(given, list) and len(given) == 2 and all(type(place) is int for place in given):
        return given[0], given[1]
    raise CatalogError(
        f"{key} is {given!r}; expected [start, end] in characters, or words that stand in the text exactly once",
        file=str(path),
        row=number,
    )


def _text(path: Path, number: int, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogError(f"{key} is {value!r}; expected words", file=str(path), row=number)
    return value


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CatalogError(f"not UTF-8: {error.reason}; save it as UTF-8", file=str(path)) from error
    found = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CatalogError(f"not JSON: {error}; expected one object a line", file=str(path), row=number) from error
        if not isinstance(row, dict):
            raise CatalogError(f"{line[:30]!r}; expected a JSON object", file=str(path), row=number)
        found = True
        yield number, row
    if not found:
        raise CatalogError("it is empty; expected one JSON object a line", file=str(path))
