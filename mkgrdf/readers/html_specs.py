"""Specifications of a product in a web page: tables of two columns, definition lists, lists of ``Label: value``.

Each gives property values with the original text; a value that is a measure gives number and unit too. Labels of the
commonest properties, in English and Chinese, give one code, so ``材质`` and ``Material`` are one property.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from mkgrdf.readers.html_main import MainContent, parts_of_names
from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import Element, names
from mkgrdf.readers.measures import parse_measure
from mkgrdf.records import Attribute

__all__ = ["Specifications", "read_specifications"]

_MOST_OF_LABEL, _MOST_OF_VALUE = 60, 200
_MOST_TO_READ = 2000
_MOST_TO_SEARCH = 100
_FEWEST_PAIRS = 2
_SHARE = 0.6
"""So many rows or items have to be pairs, or the whole is something else."""
_LABELLED = re.compile(r"([^:：\n]{1,60}?)\s*[:：]\s*([^\n]{1,200})")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)|[;；]\s")
_ROUGHLY = re.compile(
    r"^(?:about|approx\.?|approximately|ca\.|约|大约|~|≈)\s*|\s*(?:左右|\([^()]{1,40}\)|（[^（）]{1,40}）)$",
    re.IGNORECASE,
)
_GRID = names(
    "attr attribute attributes detail details parameter parameters params property properties spec specification "
    "specifications specs"
)
_HEADS = frozenset(
    ("attribute", "property", "specification", "name", "item", "参数", "属性", "名称", "项目", "规格参数")
)
_CODES = {
    "material": "material materials 材质 材料 面料 主要材质",
    "color": "color colour colors colours 颜色 颜色分类",
    "size": "size sizes 尺码 尺寸 规格",
    "dimensions": "dimensions dimension 外形尺寸 产品尺寸 商品尺寸",
    "weight": "weight 重量 净重 商品毛重",
    "capacity": "capacity volume 容量",
    "brand": "brand 品牌",
    "length": "length 长度",
    "width": "width 宽度",
    "height": "height 高度",
    "pattern": "pattern 图案",
    "style": "style 风格 款式",
    "season": "season 适用季节 季节",
    "gender": "gender 适用性别 性别",
    "origin": "origin 产地 country_of_origin made_in",
    "power": "power 功率",
    "voltage": "voltage 电压",
    "shelf_life": "shelf_life 保质期",
    "ingredients": "ingredients 成分 配料",
    "care": "care 洗涤说明 care_instructions",
}
_CODE_OF = {name: code for code, known in _CODES.items() for name in known.split()}


class Specifications:
    """The property values of a page, and the elements that hold nothing else."""

    def __init__(self) -> None:
        self._attributes: dict[Attribute, None] = {}
        self._elements: set[int] = set()

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The property values, each once, in the order of the page."""
        return tuple(self._attributes)

    def holds(self, element: Element) -> bool:
        """Tell whether all that ``element`` says is among the attributes."""
        return id(element) in self._elements

    def add(self, element: Element, pairs: list[tuple[str, str]], language: str, *, whole: bool) -> None:
        """Take the pairs that stand in ``element``; ``whole`` if nothing else stands there."""
        for label, value in pairs:
            self._attributes[_attribute(label, value, language)] = None
        if whole:
            self._elements.add(id(element))


def read_specifications(main: MainContent, source: str, language: str) -> Specifications:
    """Return what the main content of a page states in tables and lists."""
    found = Specifications()

    def said(element: Element) -> str:
        if main.length_of(element) > _MOST_TO_READ:
            return ""  # neither label nor value
        return " ".join(text_of(element, source, main.skip).text.split())

    stack = [main.element]
    while stack:
        element = stack.pop()
        if element is not main.element and main.skip(element):
            continue
        pairs, whole = _pairs(element, said)
        if len(pairs) >= _FEWEST_PAIRS:
            found.add(element, pairs, language, whole=whole)
            continue
        stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
    return found


def _pairs(element: Element, said: Callable[[Element], str]) -> tuple[list[tuple[str, str]], bool]:
    """Return label and value of each row of ``element``, none if it is no list of them; and whether that is all."""
    if element.name == "table":
        return _of_table(element, said)
    if element.name == "dl":
        return _of_definitions(element, said)
    if element.name in {"ul", "ol"}:
        return _of_items([one for one in _children(element) if one.name == "li"], said)
    if element.name in {"div", "section", "ul"} and not _GRID.isdisjoint(parts_of_names(element)):
        return _of_grid(_children(element), said)
    return [], False


def _children(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _has_table(cell: Element) -> bool:
    """Tell whether a cell begins with elements that hold a table; of a cell of many, not all are searched."""
    return any(one.name == "table" for one in islice(cell.elements(), _MOST_TO_SEARCH))


def _of_table(table: Element, said: Callable[[Element], str]) -> tuple[list[tuple[str, str]], bool]:
    parts = [table, *(part for part in _children(table) if part.name in {"tbody", "tfoot", "thead"})]
    lines = [row for part in parts for row in _children(part) if row.name == "tr"]
    rows = [[cell for cell in _children(row) if cell.name in {"td", "th"}] for row in lines]
    if any(_has_table(cell) for row in rows for cell in row):
        return [], False  # a table that lays out the page
    full = [row for row in rows if len(row) > 1]
    even = [row for row in full if len(row) in {2, 4}]
    if not full or len(even) < _SHARE * len(full) or any(len(row) > 4 for row in full):
        return [], False
    if any(all(cell.name == "th" for cell in row) and len(row) > 2 for row in rows):
        return [], False  # a chart with a head for each column
    pairs = [(said(row[at]), said(row[at + 1])) for row in even for at in range(0, len(row), 2)]
    kept = [pair for pair in pairs if _is_pair(*pair)]
    filled = [pair for pair in pairs if pair[0] or pair[1]]
    if not kept or len(kept) < _SHARE * len(filled) or len({label for label, _ in kept}) < _SHARE * len(kept):
        return [], False
    head = kept[0][0].rstrip(":：").lower() in _HEADS and all(cell.name == "th" for cell in even[0])
    return kept[1:] if head else kept, len(kept) == len(filled) and len(even) == len(full)


def _of_definitions(element: Element, said: Callable[[Element], str]) -> tuple[list[tuple[str, str]], bool]:
    pairs: list[tuple[str, str]] = []
    label = ""
    grouped = (one for child in _children(element) for one in (_children(child) if child.name == "div" else [child]))
    for child in grouped:
        if child.name == "dt":
            label = said(child)
        elif child.name == "dd":
            pairs.append((label, said(child)))
    kept = [pair for pair in pairs if _is_pair(*pair)]
    return (kept, len(kept) == len(pairs)) if len(kept) >= _SHARE * len(pairs) else ([], False)


def _of_items(items: list[Element], said: Callable[[Element], str]) -> tuple[list[tuple[str, str]], bool]:
    matches = [_LABELLED.fullmatch(said(item)) for item in items]
    kept = [(match[1], match[2]) for match in matches if match is not None and _is_pair(match[1], match[2])]
    return (kept, len(kept) == len(items)) if items and len(kept) >= _SHARE * len(items) else ([], False)


def _of_grid(rows: list[Element], said: Callable[[Element], str]) -> tuple[list[tuple[str, str]], bool]:
    halves = [_children(row) for row in rows]
    if not rows or sum(len(half) == 2 for half in halves) < _SHARE * len(rows):
        return [], False
    pairs = [(said(half[0]), said(half[1])) for half in halves if len(half) == 2]
    kept = [pair for pair in pairs if _is_pair(*pair)]
    return (kept, len(kept) == len(rows)) if len(kept) >= _SHARE * len(rows) else ([], False)


def _is_pair(label: str, value: str) -> bool:
    """Tell whether two texts are the name and the value of a property: short, and neither a sentence nor a question."""
    label = label.rstrip(" :：")
    if not (label and value and len(label) <= _MOST_OF_LABEL and len(value) <= _MOST_OF_VALUE):
        return False
    if label[-1] in "?？.。!！" or not any(map(str.isalpha, label)) or len(label.split()) > 6:
        return False
    return len(value.split()) <= 12 or _SENTENCE.search(value) is None


def _attribute(label: str, value: str, language: str) -> Attribute:
    label = label.rstrip(" :：")
    slug = "_".join(re.findall(r"\w+", label.lower()))
    measure = parse_measure(value) or parse_measure(_ROUGHLY.sub("", value))
    return Attribute(
        code=_CODE_OF.get(slug, slug),
        name=((language, label),),
        value=((language, value),),
        number=None if measure is None else measure.number,
        unit=None if measure is None else measure.unit,
    )
