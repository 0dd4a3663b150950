"""Reads and writes files with one token and its tag a line, blank lines between sentences: CoNLL in all its flavours.

Two columns or more, the token first and the tag last (or the other way round), with tabs or blanks between; BIO, IOB1,
BIOES, BMES, BILOU, plain types, the position before the type or after it; any set of types; any encoding that
:mod:`mkgrdf.readers.encoding` knows; ``-DOCSTART-`` lines and comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import bio, spans_of
from mkgrdf.readers.encoding import decode

__all__ = ["read_conll", "write_conll"]

_FORM = "a token and its tag on each line, with a tab or a blank between, and an empty line after each sentence"
_COLUMNS = {"\t": re.compile(r"\t"), " ": re.compile(r"[ \t]+")}
_OUTSIDE = frozenset({"O", "o", "OUT", "-X-", "_"})
# The letters that the flavours have for the first, an inner, the last and an only token.
_PLACES = {"B": "B", "I": "I", "E": "E", "S": "S", "M": "I", "L": "E", "U": "S", "W": "S"}
_BEFORE = re.compile(r"([BIESMLUW])[-_](.+)", re.DOTALL)
_AFTER = re.compile(r"(.+)[-_]([BIESMLUW])", re.DOTALL)
_BARE = re.compile(r"[BIES]")
_UNNAMED = "entity"
"""The type where the tags name none: ``B``, ``I``, ``O``."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    word: str
    tag: str


def read_conll(path: Path) -> tuple[Tagged, ...]:
    """Return the sentences of the file at ``path``.

    Raises:
        CatalogError: a line has no tag, or a tag of another form than the rest; the file has no entity.
        OSError: the file cannot be read.
    """
    try:
        text, _ = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise CatalogError(f"not text in {error.encoding}: {error.reason}; save it as UTF-8", file=str(path)) from None
    text = text.replace("\0", "\ufffd")  # CRFsuite's names of tags end at a NUL
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1)]
    filled = [(number, line) for number, line in lines if line.strip()]
    if not filled:
        raise CatalogError(f"it is empty; expected {_FORM}", file=str(path))
    separator = "\t" if all("\t" in line for _, line in filled[:200] if not _is_remark(line)) else " "
    sentences = list(_sentences(path, lines, separator))
    if not sentences:
        raise CatalogError(f"it has no sentence; expected {_FORM}", file=str(path))
    if _tag_first(sentences):
        sentences = [[_Row(row.line, row.tag, row.word) for row in rows] for rows in sentences]
    read = _reading_of_tags(path, sentences)
    return tuple(
        Tagged(tuple(row.word for row in rows), spans_of([read(row) for row in rows]), path, rows[0].line)
        for rows in sentences
    )


def _is_remark(line: str) -> bool:
    return line.startswith(("-DOCSTART-", "# "))


def _sentences(path: Path, lines: Sequence[tuple[int, str]], separator: str) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    for number, line in lines:
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("-DOCSTART-"):
            row = _row(line, number, separator)
            if row is not None:
                rows.append(row)
            elif not line.startswith("#"):
                raise CatalogError(f"{line!r} has one column; expected {_FORM}", file=str(path), row=number)
    if rows:
        yield rows


def _row(line: str, number: int, separator: str) -> _Row | None:
    """Return token and tag of a line, ``None`` where it has one column or is a remark. A blank can be a token."""
    cells = _COLUMNS[separator].split(line.rstrip(" \t"))
    if len(cells) < 2 or (line.startswith("# ") and len(cells) > 2 and not _is_tag(cells[-1])):
        return None
    if not cells[0] and len(cells) > 2 and separator == " ":
        del cells[0]  # an indented line
    word = cells[0] or " "
    return _Row(number, word, cells[-1].strip())


def _is_tag(text: str) -> bool:
    return text in _OUTSIDE or any(form.fullmatch(text) for form in (_BEFORE, _AFTER, _BARE))


def _tag_first(sentences: Sequence[Sequence[_Row]]) -> bool:
    """Tell whether the first column is all tags and the last one is not."""
    rows = [row for sentence in sentences for row in sentence]
    return all(_is_tag(row.word) for row in rows) and not all(_is_tag(row.tag) for row in rows)


class _Reader:
    """Puts the tags of one file into the form ``B-Type``; a tag that has another form than most is an error."""

    def __init__(self, path: Path, form: re.Pattern[str] | None) -> None:
        self._path = path
        self._form = form

    def __call__(self, row: _Row) -> str:
        if row.tag in _OUTSIDE:
            return "O"
        if self._form is None:
            return f"I-{row.tag}"
        found = self._form.fullmatch(row.tag)
        if found is None:
            hint = {_BEFORE: "B-Type", _AFTER: "Type-B", _BARE: "B"}[self._form]
            raise CatalogError(
                f"the tag {row.tag!r} of {row.word!r} is of another form than the others; expected one like {hint}, "
                "or O outside",
                file=str(self._path),
                row=row.line,
            )
        if self._form is _BARE:
            return f"{row.tag}-{_UNNAMED}"
        place, type_ = found.groups() if self._form is _BEFORE else found.groups()[::-1]
        return f"{_PLACES[place]}-{type_}"


def _reading_of_tags(path: Path, sentences: Sequence[Sequence[_Row]]) -> _Reader:
    """Find out which form the file's tags have: that of nearly all of them."""
    tags = Counter(row.tag for sentence in sentences for row in sentence if row.tag not in _OUTSIDE)
    total = sum(tags.values())
    if not total:
        raise CatalogError(
            f"no token is in an entity: the last column never says anything but {_said(sentences)}; expected tags such "
            "as B-Brand and I-Brand in it",
            file=str(path),
        )
    for form in (_BEFORE, _AFTER, _BARE):
        # nearly: a slip in a line is an error to be shown there, not another form of file
        if sum(count for tag, count in tags.items() if form.fullmatch(tag)) >= 0.9 * total:
            return _Reader(path, form)
    if len(tags) > 200:
        odd = next(
            row for sentence in sentences for row in sentence if row.tag not in _OUTSIDE and not _is_tag(row.tag)
        )
        raise CatalogError(
            f"{odd.tag!r} is no tag, and the file has {len(tags)} different ones; expected {_FORM}",
            file=str(path),
            row=odd.line,
        )
    return _Reader(path, None)


def _said(sentences: Sequence[Sequence[_Row]]) -> str:
    return ", ".join(sorted({row.tag for sentence in sentences for row in sentence}))


def write_conll(sentences: Iterable[Tagged], path: Path) -> None:
    """Write tokens and BIO tags, tab between, in UTF-8, an empty line after each sentence."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for sentence in sentences:
            for word, tag in zip(sentence.words, bio(sentence.spans, len(sentence.words)), strict=True):
                file.write(f"{word}\t{tag}\n")
            file.write("\n")
