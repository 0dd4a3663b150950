r"""CSV rows of the native form, nested into the shape of its JSON lines.

``name_en`` and ``name_zh`` become ``{"name": {"en": …, "zh": …}}``, a list is parted by ``|``, ``attribute:color_zh``
goes below ``attributes``. Write ``\|`` for a bar inside a list's element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["Columns", "field_of", "nest", "split_list", "unknown_columns"]

_BAR = re.compile(r"(?<!\\)\|")
_ATTRIBUTE = "attribute:"
_ATTRIBUTE_NAME = "attribute_name:"
_MEASURE_PARTS = ("number", "unit")
# Languages that a column may be in besides the source's own.
_LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one kind of file hold, by field name.

    ``plain`` one text, ``lists`` several, ``labels`` a text by language, ``label_lists`` several by language that go
    together by position, ``grouped`` several by language that do not, ``attributes`` whether they may have
    columns.
    """

    plain: frozenset[str]
    lists: frozenset[str] = field(default=frozenset())
    labels: frozenset[str] = field(default=frozenset())
    label_lists: frozenset[str] = field(default=frozenset())
    grouped: frozenset[str] = field(default=frozenset())
    attributes: bool = False

    @property
    def names(self) -> frozenset[str]:
        """All field names."""
        return self.plain | self.lists | self.labels | self.label_lists | self.grouped


def unknown_columns(header: tuple[str, ...], columns: Columns, options: ReadOptions) -> list[str]:
    """Return the columns of a header that the native form does not have."""
    return [
        name
        for name in header
        if not (columns.attributes and name.startswith((_ATTRIBUTE, _ATTRIBUTE_NAME)))
        and _split_language(name, columns, options)[0] not in columns.names
    ]


def field_of(column: str, columns: Columns, options: ReadOptions) -> str | None:
    """Return the field that a column fills; of an attribute ``attributes:`` and its code, of its name nothing."""
    prefix, colon, rest = column.partition(":")
    if columns.attributes and colon and prefix + colon in (_ATTRIBUTE, _ATTRIBUTE_NAME):
        return f"attributes:{_split_suffix(rest, options)[0]}" if prefix + colon == _ATTRIBUTE else None
    return _split_language(column, columns, options)[0]


def nest(cells: Mapping[str, str], columns: Columns, options: ReadOptions) -> dict[str, object]:
    """Return a row's cells as the object that its JSON line would be; empty cells are absent.

    Raises:
        RowError: ``lists-differ`` where lists in two languages go together and are not equally long.
    """
    row: dict[str, object] = {}
    # Field or attribute code -> language or part of a measure -> text.
    by_language: dict[str, dict[str, str]] = {}
    attributes: dict[str, dict[str, str]] = {}
    attribute_names: dict[str, dict[str, str]] = {}
    for column, cell in cells.items():
        if not cell:
            continue
        if columns.attributes and column.startswith((_ATTRIBUTE, _ATTRIBUTE_NAME)):
            prefix, _, rest = column.partition(":")
            code, part = _split_suffix(rest, options)
            group = attributes if prefix + ":" == _ATTRIBUTE else attribute_names
            group.setdefault(code, {})[part or options.language] = cell
            continue
        name, language = _split_language(column, columns, options)
        if name in columns.plain:
            row[name] = cell
        elif name in columns.lists:
            row[name] = split_list(cell)
        else:
            by_language.setdefault(name, {})[language] = cell
    for name, texts in by_language.items():
        row[name] = _by_language(name, texts, columns)
    if attributes:
        row["attributes"] = {code: _together(texts, _ATTRIBUTE + code) for code, texts in attributes.items()}
    if attribute_names:
        row["attribute_names"] = attribute_names
    return row


def _by_language(name: str, texts: Mapping[str, str], columns: Columns) -> object:
    if name in columns.label_lists:
        return _together(texts, name)
    if name in columns.grouped:
        return {language: split_list(text) for language, text in texts.items()}
    return dict(texts)


def split_list(cell: str) -> list[str]:
    """Return the elements of a list in a cell."""
    parts = (part.replace(r"\|", "|").strip() for part in _BAR.split(cell))
    return [part for part in parts if part]


def _together(texts: Mapping[str, str], column: str) -> list[dict[str, str]]:
    """Return ``{"en": "red|blue", "zh": "红|蓝"}`` as ``[{"en": "red", "zh": "红"}, {"en": "blue", "zh": "蓝"}]``."""
    lists = {key: split_list(text) for key, text in texts.items()}
    lengths = {len(parts) for parts in lists.values()}
    if len(lengths) > 1:
        raise RowError(
            RejectCode.LISTS_DIFFER,
            "; ".join(f"{key}: {text}" for key, text in texts.items()),
            expected="as many elements in each language, in the same order",
            suggestion="give each element in each language, or write the row as a JSON line",
            column=column,
        )
    return [{key: parts[index] for key, parts in lists.items()} for index in range(lengths.pop())]


def _split_language(column: str, columns: Columns, options: ReadOptions) -> tuple[str, str]:
    """Return field and language of a column, the main language if it names none."""
    if column in columns.names:
        return column, options.language
    name, _, language = column.rpartition("_")
    if language in (*options.languages, *_LANGUAGES) and name in columns.labels | columns.label_lists | columns.grouped:
        return name, language
    return column, options.language


def _split_suffix(text: str, options: ReadOptions) -> tuple[str, str]:
    """Return code and suffix of ``color_zh`` or ``capacity_number``; a code may have ``_`` in it too."""
    code, _, suffix = text.rpartition("_")
    if code and suffix in (*options.languages, *_LANGUAGES, *_MEASURE_PARTS):
        return code, suffix
    return text, ""
