"""What the rows of a Magento source say about other rows: variants, translations, links, images, labels, categories.

Variants may come before their group and links before their products, so everything here is gathered before the first
product is made. Rows of products themselves are not kept: the product files are read twice instead.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.encoding import clean
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.magento_cells import parse_list, parse_variations
from mkgrdf.readers.magento_files import SourceFile
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.readers.tables import Row
from mkgrdf.records import Origin, Reject

__all__ = ["Context", "PlacedRow", "gather"]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the file that it stands in."""

    source: SourceFile
    row: Row

    @property
    def cells(self) -> dict[str, str]:
        """The row's cells by column."""
        return self.row.cells

    @property
    def origin(self) -> Origin:
        """Where the row stands."""
        return Origin(self.source.file, self.row.number)

    def reject(self, problem: RowError) -> Reject:
        """Return the reject of this row."""
        raw = {column: cell for column, cell in self.cells.items() if cell}
        return reject(problem, self.origin, format_="magento", part=self.source.part, raw=raw)


@dataclass(slots=True)
class Context:
    """What is known about products by SKU before they are made; ``links`` by kind, then SKU."""

    products: set[str] = field(default_factory=set)
    group_of: dict[str, str] = field(default_factory=dict)
    translations: dict[str, list[PlacedRow]] = field(default_factory=dict)
    related: dict[str, list[str]] = field(default_factory=dict)
    similar: dict[str, list[str]] = field(default_factory=dict)
    images: dict[str, list[PlacedRow]] = field(default_factory=dict)
    downloads: dict[str, list[PlacedRow]] = field(default_factory=dict)
    attributes: dict[str, list[PlacedRow]] = field(default_factory=dict)
    categories: dict[tuple[str, ...], list[PlacedRow]] = field(default_factory=dict)
    used_attributes: set[str] = field(default_factory=set)
    used_categories: set[tuple[str, ...]] = field(default_factory=set)

    def label_of(self, code: str) -> str:
        """Return the name of an attribute: as the attribute file says, else the code in words."""
        self.used_attributes.add(code)
        for placed in self.attributes.get(code, ()):
            # Several lines are the names in several shops; the first is the one shown to the merchant.
            if label := placed.cells["frontend_label"].split("\n")[0].strip():
                return clean(html.unescape(label))
        return code.replace("_", " ")

    def is_flag(self, code: str) -> bool:
        """Tell whether the attribute file says that an attribute is yes or no."""
        return any(placed.cells.get("frontend_input") == "boolean" for placed in self.attributes.get(code, ()))

    def use_category(self, path: tuple[str, ...]) -> None:
        """Note that a product is in the category, and so in those above it."""
        for length in range(1, len(path) + 1):
            self.used_categories.add(path[:length])

    def place(self, names: list[str]) -> tuple[list[tuple[str, ...]], list[str]]:
        """Return the paths that a list like ``Gear, Bags, Collections, Eco Friendly`` walks down to in the tree.

        Also returns the names that the tree does not have. Without a tree each name is a category of its own.
        """
        if not self.categories:
            return [(name,) for name in names], []
        paths: list[tuple[str, ...]] = []
        unknown: list[str] = []
        for name in names:
            deeper = (*paths[-1], name) if paths else (name,)
            if deeper in self.categories and paths:
                paths[-1] = deeper
            elif (name,) in self.categories:
                paths.append((name,))
            else:
                unknown.append(name)
        return list(dict.fromkeys(paths)), unknown


def gather(tables: list[SourceFile], options: ReadOptions, counts: SourceCounts, context: Context) -> Iterator[Reject]:
    """Fill ``context`` from all tables, products first; yields the rows that cannot be used.

    A row that is kept for later is settled by whoever uses it; a row of ``products`` or ``fixtures`` is only looked at.
    """
    for source in tables:
        counts.of(source.file).encoding = str(source.table.encoding)
        if source.part in {"products", "fixtures"}:
            for row in source.rows(options.mended):
                if row.problem is None:
                    _look_at_product(PlacedRow(source, row), context)
    for source in tables:
        if source.part in {"products", "fixtures", "reviews"}:
            continue
        for row in source.rows(options.mended):
            counts.of(source.file).rows += 1
            placed = PlacedRow(source, row)
            try:
                if row.problem is not None:
                    raise row.problem
                problems = _keep(placed, context, counts)
            except RowError as problem:
                counts.settle(source.file, Outcome.REJECTED)
                yield placed.reject(problem)
            else:
                yield from map(placed.reject, problems)


def _look_at_product(placed: PlacedRow, context: Context) -> None:
    cells = placed.cells
    sku = cells["sku"]
    if cells.get("store_view_code"):
        context.translations.setdefault(sku, []).append(placed)
        return
    context.products.add(sku)
    try:
        variants = parse_variations(cells.get("configurable_variations", ""))
    except RowError:
        return  # said again, and then reported, when the product is made
    for variant in variants:
        context.group_of.setdefault(variant, sku)


def _keep(placed: PlacedRow, context: Context, counts: SourceCounts) -> list[RowError]:
    """Put one row where its product will find it; returns what is wrong with parts of it."""
    cells = placed.cells
    part = placed.source.part
    if part == "categories":
        above = tuple(name for name in cells["path"].split("/") if name)
        context.categories.setdefault((*above, cells["name"]), []).append(placed)
    elif part == "attributes":
        context.attributes.setdefault(cells["attribute_code"], []).append(placed)
    elif part == "images":
        context.images.setdefault(_known(cells["sku"], context, "sku"), []).append(placed)
    elif part == "downloads":
        context.downloads.setdefault(_known(cells["product_sku"], context, "product_sku"), []).append(placed)
    else:
        problems = _link(placed, context)
        counts.settle(placed.source.file, Outcome.CONTRIBUTED)
        return problems
    return []


def _link(placed: PlacedRow, context: Context) -> list[RowError]:
    """Add the links of one row; which kind they are is in the file's name only."""
    kind = placed.source.file.rpartition("/")[2].lower()
    links = context.similar if kind.startswith(("upsell", "up_sell")) else context.related
    sku = _known(placed.cells["sku"], context, "sku")
    problems: list[RowError] = []
    for target in parse_list(placed.cells["linked_sku"], separator="\n"):
        try:
            links.setdefault(sku, []).append(_known(target, context, "linked_sku"))
        except RowError as problem:
            problems.append(problem)
    return problems


def _known(sku: str, context: Context, column: str) -> str:
    if sku in context.products:
        return sku
    raise RowError(
        RejectCode.PRODUCT_UNKNOWN,
        sku,
        expected="the SKU of a product in this source",
        suggestion="correct the SKU, or import the product's file together with this one",
        column=column,
    )
