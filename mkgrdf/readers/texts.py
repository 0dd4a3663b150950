"""Reviews, micro-blog posts, and questions with answers, in tables of anybody's making: CSV or JSON lines.

Columns are told by their names, in English or Chinese (:mod:`mkgrdf.readers.text_columns`); those that no document
needs are passed over, who wrote a text among them. A row with a question and an answer gives two documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from mkgrdf.errors import CatalogError
from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.encoding import clean, find_encoding
from mkgrdf.readers.interface import Detection, ReadOptions
from mkgrdf.readers.json_lines import dump, parse_json, read_lines
from mkgrdf.readers.magento_files import part_of
from mkgrdf.readers.media_shelf import MediaShelf
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.readers.tables import open_table
from mkgrdf.readers.text_cells import (
    accounts_in,
    as_list,
    hashtags_in,
    language_of,
    parse_moment,
    parse_rating,
    words_of,
)
from mkgrdf.readers.text_columns import COLUMNS, columns_in, told_by
from mkgrdf.records import Document, DocumentKind, Origin, Record, Reject
from mkgrdf.statements import content_key
from mkgrdf.text.characters import has_half

__all__ = ["TextsReader"]

_Read = TypeVar("_Read")

_TABLES = (".csv", ".tsv")
_SUFFIXES = (*_TABLES, ".jsonl")
_LOOK_AT = 50  # files of a folder, and rows of a JSON file whose keys are looked at
_POSTS = ("post", "weibo", "微博", "tweet", "blog", "note", "笔记")


class TextsReader:
    """Reads one table of texts, or a folder of them."""

    name = "texts"
    title = "reviews, posts, questions and answers in CSV or JSON lines, columns named in English or Chinese"

    def detect(self, path: Path) -> Detection | None:
        """Recognise the files by their columns."""
        evidence: list[str] = []
        for file in _files(path)[:_LOOK_AT]:
            header = _header(file)
            columns = columns_in(header)
            # A Magento export's reviews are read with its products.
            if told_by(columns) and part_of(header) is None:
                shown = ", ".join(f"{column} ({field})" for field, column in columns.items() if field != "id")
                evidence.append(f"{file.name} has texts: {shown}")
        # The native form is surer of its files.
        return Detection(self.name, 0.45, tuple(evidence)) if evidence else None

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield for each row its images and its document, or its question and its answer.

        Raises:
            CatalogError: there is no table of texts here.
        """
        files = [file for file in _files(path) if told_by(columns_in(_header(file)))]
        if not files:
            wanted = "; ".join(f"{field}: {', '.join(names[:4])}" for field, names in COLUMNS.items())
            raise CatalogError(
                "no table of texts; expected a column of texts beside one of products, ratings, times or hashtags, or "
                f"one of questions and one of answers. Columns may be named {wanted}",
                file=str(path),
            )
        root = path if path.is_dir() else path.parent
        reading = _Reading(root, options, counts)
        for file in files:
            yield from reading.file(file)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its line, its values by column, what rejects show of it, and what is wrong with it as a row."""

    number: int
    values: Mapping[str, object]
    raw: Mapping[str, str]
    problem: RowError | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: its file, which column holds which field, and the kind of texts that the file has."""

    file: str
    part: str
    columns: Mapping[str, str]
    kind: DocumentKind


class _Reading:
    """One read of one source."""

    def __init__(self, root: Path, options: ReadOptions, counts: SourceCounts) -> None:
        self._root = root
        self._options = options
        self._counts = counts
        self._shelf = MediaShelf(root, root)
        self._repeats: Counter[str] = Counter()

    def file(self, path: Path) -> Iterator[Record | Reject]:
        name = path.relative_to(self._root).as_posix()
        columns = columns_in(_header(path))
        place = _Place(name, f"texts{path.suffix.lower()}", columns, _kind_of(path, columns))
        self._counts.of(name).encoding = str(find_encoding(path))
        for row in self._rows(path, place):
            self._counts.of(name).rows += 1
            origin = Origin(name, row.number)
            problems: list[RowError] = []
            try:
                if row.problem is not None:
                    raise row.problem
                records = list(self._records(row, place, origin, problems))
            except RowError as problem:
                self._counts.settle(name, Outcome.REJECTED)
                problems = [problem]
            else:
                self._counts.settle(name, Outcome.RECORDED)
                yield from records
            yield from (reject(one, origin, format_=TextsReader.name, part=place.part, raw=row.raw) for one in problems)

    def _rows(self, path: Path, place: _Place) -> Iterator[_Row]:
        mended = self._options.mended
        if path.suffix.lower() in _TABLES:
            for row in open_table(path).rows(place.file, place.part, mended):
                yield _Row(row.number, row.cells, {key: cell for key, cell in row.cells.items() if cell}, row.problem)
            return
        for number, line in read_lines(path):
            instead = mended.get((place.file, number, place.part))
            try:
                value = parse_json(line) if instead is None else {key: parse_json(one) for key, one in instead.items()}
                if instead is not None and instead.keys() == {"line"}:
                    value = parse_json(str(parse_json(instead["line"])))
                if not isinstance(value, dict):
                    raise RowError(
                        RejectCode.VALUE_WRONG_TYPE,
                        line[:200],
                        expected="one JSON object on the line",
                        suggestion='write the row as {"text": …}',
                    )
            except RowError as problem:
                yield _Row(number, {}, {"line": dump(line)}, problem)
            else:
                yield _Row(number, value, {key: dump(one) for key, one in value.items()})

    def _records(self, row: _Row, place: _Place, origin: Origin, problems: list[RowError]) -> Iterator[Record]:
        if place.kind is DocumentKind.QUESTION:
            yield from self._question(row, place, origin)
            return
        text = words_of(_cell(row, place, "text"))
        if not text:
            raise _missing(place.columns["text"])
        rating = published = None
        if cell := clean(_cell(row, place, "rating")):
            rating = _tried(parse_rating, cell, place.columns["rating"], problems)
        if cell := clean(_cell(row, place, "published")):
            published = _tried(parse_moment, cell, place.columns["published"], problems)
        title = clean(_cell(row, place, "title")) or None
        images: list[str] = []
        for name in as_list(_value(row, place, "images")):
            try:
                key, record = self._shelf.take(name)
            except RowError as problem:
                problems.append(problem.in_column(place.columns["images"]))
                continue
            if record is not None:
                yield record
            if not self._shelf.is_video(key):
                images.append(key)
        products = as_list(_value(row, place, "products"))
        stated = clean(_cell(row, place, "id"))
        yield self._once(
            Document(
                id=f"{Path(place.file).stem}-{stated or content_key(products, title, text, rating, published)}",
                kind=place.kind,
                text=text,
                language=_language(row, place) or language_of(text, self._options),
                origin=origin,
                products=products,
                title=title,
                rating=rating if place.kind is DocumentKind.REVIEW else None,
                published=published,
                hashtags=_tags(row, place, text),
                images=tuple(dict.fromkeys(images)),
                accounts=_accounts(row, place, text),
                columns=tuple((field, column) for field, column in place.columns.items() if field != "accounts"),
            )
        )

    def _question(self, row: _Row, place: _Place, origin: Origin) -> Iterator[Document]:
        question, answer = (words_of(_cell(row, place, field)) for field in ("question", "answer"))
        if not question:
            raise _missing(place.columns["question"])
        products = as_list(_value(row, place, "products"))
        stem = Path(place.file).stem
        key = clean(_cell(row, place, "id")) or content_key(products, question)
        language = _language(row, place)
        columns = (("text", place.columns["question"]), *_only(place, "products"))
        asked = Document(
            id=f"{stem}-question-{key}",
            kind=DocumentKind.QUESTION,
            text=question,
            language=language or language_of(question, self._options),
            origin=origin,
            products=products,
            columns=columns,
        )
        # Several answers to one question stand in several rows: the question is one document all the same.
        self._repeats[asked.id] += 1
        if self._repeats[asked.id] == 1:
            yield asked
        if answer:
            yield self._once(
                Document(
                    id=f"{stem}-answer-{content_key(key, answer)}",
                    kind=DocumentKind.ANSWER,
                    text=answer,
                    language=language or language_of(answer, self._options),
                    origin=origin,
                    products=products,
                    parent=asked.id,
                    columns=(("text", place.columns["answer"]), *_only(place, "products")),
                )
            )

    def _once(self, document: Document) -> Document:
        """Return the document; equal ones are numbered: two customers, or one in doubt, in the order of the file."""
        self._repeats[document.id] += 1
        number = self._repeats[document.id]
        return document if number == 1 else replace(document, id=f"{document.id}-{number}")


def _files(path: Path) -> list[Path]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    shown = (file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts))
    return [file for file in shown if file.suffix.lower() in _SUFFIXES and file.is_file()]


def _header(path: Path) -> list[str]:
    """Return the columns of a table, or the keys of the first lines of a JSON one; none if it cannot be read."""
    try:
        if path.suffix.lower() in _TABLES:
            return list(open_table(path).header)
        keys: dict[str, None] = {}
        for _, (_, line) in zip(range(_LOOK_AT), read_lines(path), strict=False):
            keys |= _keys(line)
    except CatalogError:
        return []
    return list(keys)


def _keys(line: str) -> dict[str, None]:
    try:
        value = parse_json(line)
    except RowError:
        return {}  # said again, and then reported, when the row is read
    return dict.fromkeys(map(str, value)) if isinstance(value, dict) else {}


def _kind_of(path: Path, columns: Mapping[str, str]) -> DocumentKind:
    if "question" in columns and "answer" in columns:
        return DocumentKind.QUESTION
    named = any(word in f"{path.stem} {columns.get('id', '')} {columns.get('text', '')}".lower() for word in _POSTS)
    social = "hashtags" in columns or "accounts" in columns
    return DocumentKind.MICRO_BLOG_POST if (named or social) and "rating" not in columns else DocumentKind.REVIEW


def _value(row: _Row, place: _Place, field: str) -> object:
    return row.values.get(place.columns[field]) if field in place.columns else None


def _cell(row: _Row, place: _Place, field: str) -> str:
    """Return a text or number as text; empty for what is absent.

    Raises:
        RowError: it is a list or an object, or holds half a character.
    """
    value = _value(row, place, field)
    if value is None:
        return ""
    text = str(value) if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool) else None
    if text is None or has_half(text):
        raise RowError(
            RejectCode.VALUE_WRONG_TYPE,
            repr(value)[:200],
            expected="a text in whole characters, or a number",
            suggestion=f"correct {place.columns[field]}",
            column=place.columns[field],
        )
    return text


def _language(row: _Row, place: _Place) -> str:
    stated = clean(_cell(row, place, "language")).lower()
    return stated if 2 <= len(stated) <= 3 and stated.isascii() and stated.isalpha() else ""


def _tags(row: _Row, place: _Place, text: str) -> tuple[str, ...]:
    if place.kind is not DocumentKind.MICRO_BLOG_POST:
        return ()
    stated = (tag.strip("# ") for tag in as_list(_value(row, place, "hashtags")))
    return tuple(dict.fromkeys(filter(None, (*stated, *hashtags_in(text)))))


def _accounts(row: _Row, place: _Place, text: str) -> tuple[str, ...]:
    if place.kind is not DocumentKind.MICRO_BLOG_POST:
        return ()
    stated = ("".join(one.split()).lstrip("@＠") for one in as_list(_value(row, place, "accounts")))
    return tuple(dict.fromkeys(filter(None, (*stated, *accounts_in(text)))))


def _tried(parse: Callable[[str], _Read], cell: str, column: str, problems: list[RowError]) -> _Read | None:
    """Return what a cell says; a text is imported without a detail that cannot be read, which is then a problem."""
    try:
        return parse(cell)
    except RowError as problem:
        problems.append(problem.in_column(column))
        return None


def _only(place: _Place, field: str) -> tuple[tuple[str, str], ...]:
    return ((field, place.columns[field]),) if field in place.columns else ()


def _missing(column: str) -> RowError:
    return RowError(
        RejectCode.FIELD_MISSING,
        "",
        expected="a text",
        suggestion=f"remove the row, or fill in the column {column}",
        column=column,
    )
