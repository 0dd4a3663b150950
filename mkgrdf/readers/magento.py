"""Magento (Adobe Commerce): the product import CSV, alone or with the files of the sample data around it.

Products come from ``products`` and ``fixtures`` files; a configurable product is the group of its variants. Links,
images, labels and categories in other files go into the products' records; reviews and descriptions become documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.interface import Detection, ReadOptions
from mkgrdf.readers.magento_cells import parse_list
from mkgrdf.readers.magento_context import Context, PlacedRow, gather
from mkgrdf.readers.magento_documents import make_pages, make_review
from mkgrdf.readers.magento_files import PARTS, SourceFile, find_media_folder, find_tables
from mkgrdf.readers.magento_products import make_product, view_language
from mkgrdf.readers.media_shelf import MediaShelf
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.records import Image, Origin, Record, Reject, Video

__all__ = ["MagentoReader"]


class MagentoReader:
    """Reads a product import CSV, or a folder of CSV files with a media folder in it."""

    name = "magento"
    title = "Magento product CSV, with its images, links and reviews"

    def detect(self, path: Path) -> Detection | None:
        """Recognise the files by their headers."""
        if path.is_file() and path.suffix.lower() != ".csv":
            return None
        tables, others = find_tables(path)
        kinds = Counter(source.part for source in tables)
        if not kinds:
            return None
        evidence = [_evidence(part, tables) for part in PARTS if kinds[part]]
        if others and path.is_dir():
            evidence.append(
                f"{len(others)} CSV files that are not of Magento's making: {', '.join(file for file, _ in others[:3])}"
            )
        media = find_media_folder(path)
        if media is not None:
            evidence.append(f"images in {media.relative_to(path).as_posix() if path.is_dir() else media}")
        # "sku,image" may be anybody's header; the import format itself is nobody else's.
        score = 0.95 if kinds["products"] else 0.85 if kinds["fixtures"] else 0.5
        return Detection(self.name, score, tuple(evidence))

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield products with their images and detail pages, then reviews, then the images that no product has.

        Raises:
            CatalogError: no file here has a header of Magento's.
        """
        tables, others = find_tables(path)
        if not tables:
            raise CatalogError(
                "no file with a header of Magento's product import; expected columns sku, product_type, "
                "additional_attributes",
                file=str(path),
            )
        root = path if path.is_dir() else path.parent
        yield from map(_not_recognised, others)
        context = Context()
        yield from gather(tables, options, counts, context)
        reading = _Reading(options, counts, context, MediaShelf(find_media_folder(path), root))
        for source in tables:
            if source.part in {"products", "fixtures"}:
                yield from reading.products(source)
        for source in tables:
            if source.part == "reviews":
                yield from reading.reviews(source)
        if path.is_dir():
            yield from reading.other_media()
        yield from reading.lookups()


class _Reading:
    """One read of one source: what has been made so far."""

    def __init__(self, options: ReadOptions, counts: SourceCounts, context: Context, shelf: MediaShelf) -> None:
        self._options = options
        self._counts = counts
        self._context = context
        self._shelf = shelf
        self._made: set[str] = set()
        self._seen: set[str] = set()
        self._repeats: Counter[str] = Counter()

    def products(self, source: SourceFile) -> Iterator[Record | Reject]:
        for row in source.rows(self._options.mended):
            self._counts.of(source.file).rows += 1
            placed = PlacedRow(source, row)
            try:
                if row.problem is not None:
                    raise row.problem
                if row.cells.get("store_view_code"):
                    self._store_view(placed)
                    continue
                yield from self._product(placed)
            except RowError as problem:
                self._counts.settle(source.file, Outcome.REJECTED)
                yield placed.reject(problem)
            else:
                self._counts.settle(source.file, Outcome.RECORDED)
            if not row.cells.get("store_view_code"):
                # A row that could not be read keeps its SKU: no later one may pass for it.
                self._seen.add(row.cells.get("sku", ""))

    def _product(self, placed: PlacedRow) -> Iterator[Record | Reject]:
        sku = placed.cells["sku"]
        if sku and sku in self._seen:
            raise RowError(
                RejectCode.ID_DUPLICATE,
                sku,
                expected="each SKU once; a row above has it",
                suggestion="remove one of the rows, or give this product a SKU of its own",
                column="sku",
            )
        media: list[Image | Video | Reject] = []
        outcomes: list[tuple[str, Outcome]] = []
        ids = [*self._pictures(placed, media), *self._placed_media(sku, media, outcomes)]
        kinds = self._shelf.is_video
        images = tuple(dict.fromkeys(key for key in ids if not kinds(key)))
        videos = tuple(dict.fromkeys(key for key in ids if kinds(key)))
        try:
            product, problems = make_product(placed, self._context, self._options, images, videos)
        except RowError:
            self._shelf.put_back(media)
            raise
        self._made.add(sku)
        for file, outcome in outcomes:
            self._counts.settle(file, outcome)
        yield from media
        yield product
        yield from map(placed.reject, problems)
        if product.group is None:
            yield from make_pages(placed, self._context, self._options)

    def _pictures(self, placed: PlacedRow, media: list[Image | Video | Reject]) -> Iterator[str]:
        """Yield the ids of the images that the product's own row names; new records and rejects go into ``media``."""
        cells = placed.cells
        named = [("base_image", cells.get("base_image", ""), cells.get("base_image_label", ""))]
        labels = cells.get("additional_image_labels", "").split(",")
        more = parse_list(cells.get("additional_images", ""))
        # Labels are matched by position, and only if there is one for each: a comma may be part of a label.
        for name, label in zip(more, labels if len(labels) == len(more) else [""] * len(more), strict=True):
            named.append(("additional_images", name, label.strip()))
        for column, name, label in named:
            if name and name != "no_selection":
                try:
                    key, record = self._shelf.take(name, ((self._options.language, label),) if label else ())
                except RowError as problem:
                    media.append(placed.reject(problem.in_column(column)))
                else:
                    if record is not None:
                        media.append(record)
                    yield key

    def _placed_media(
        self, sku: str, media: list[Image | Video | Reject], outcomes: list[tuple[str, Outcome]]
    ) -> Iterator[str]:
        """Yield the ids of the media that rows of other files give to the product.

        ``outcomes`` gets what becomes of each of those rows, by file, if the product can be made.
        """
        for rows, column in ((self._context.images, "image"), (self._context.downloads, "link_item_file")):
            for placed in rows.get(sku, ()):
                outcome = Outcome.CONTRIBUTED
                try:
                    key, record = self._shelf.take(placed.cells[column])
                except RowError as problem:
                    media.append(placed.reject(problem.in_column(column)))
                    # The title and price of a download go into the product, whether or not its file is there.
                    if column == "image":
                        outcome = Outcome.REJECTED
                else:
                    if record is not None:
                        media.append(record)
                    yield key
                outcomes.append((placed.source.file, outcome))

    def _store_view(self, placed: PlacedRow) -> None:
        """Settle a row that translates a product; its texts were taken when the product was made."""
        sku, code = placed.cells["sku"], placed.cells["store_view_code"]
        if sku not in self._context.products:
            raise RowError(
                RejectCode.PRODUCT_UNKNOWN,
                sku,
                expected="a row of the product without store_view_code",
                suggestion="add that row, or clear store_view_code",
                column="sku",
            )
        if view_language(code, self._options) is None:
            raise RowError(
                RejectCode.LANGUAGE_UNKNOWN,
                code,
                expected=f"a store view named after one of the languages {', '.join(self._options.languages)}",
                suggestion="add the language to the project's languages, or rename the store view in the file",
                column="store_view_code",
            )
        self._counts.settle(placed.source.file, Outcome.CONTRIBUTED)

    def reviews(self, source: SourceFile) -> Iterator[Record | Reject]:
        for row in source.rows(self._options.mended):
            self._counts.of(source.file).rows += 1
            placed = PlacedRow(source, row)
            try:
                if row.problem is not None:
                    raise row.problem
                review = make_review(placed, self._context, self._options, self._repeats)
            except RowError as problem:
                self._counts.settle(source.file, Outcome.REJECTED)
                yield placed.reject(problem)
            else:
                self._counts.settle(source.file, Outcome.RECORDED)
                yield review

    def other_media(self) -> Iterator[Record | Reject]:
        """Yield the pictures of the media folder that no product has: banners, scenes."""
        for name in self._shelf.untaken():
            try:
                _, record = self._shelf.take(name)
            except RowError as problem:
                yield reject(problem, Origin(self._shelf.where(name)), format_="magento", part="media")
            else:
                if record is not None:
                    yield record

    def lookups(self) -> Iterator[Reject]:
        """Settle what was only looked up, or never came to use: categories, attributes, media of rejected products."""
        context = self._context
        for path, rows in context.categories.items():
            yield from self._settle(rows, path in context.used_categories, "name", "a category with products in it")
        for code, rows in context.attributes.items():
            used = code in context.used_attributes
            yield from self._settle(rows, used, "attribute_code", "an attribute that some product has")
        for kept in (context.images, context.downloads):
            for sku, rows in kept.items():
                if sku not in self._made:
                    yield from self._settle(rows, False, "sku", "a product that could be read")

    def _settle(self, rows: list[PlacedRow], used: bool, column: str, expected: str) -> Iterator[Reject]:
        for placed in rows:
            self._counts.settle(placed.source.file, Outcome.CONTRIBUTED if used else Outcome.REJECTED)
            if not used:
                yield placed.reject(
                    RowError(
                        RejectCode.ROW_UNUSED,
                        placed.cells.get(column, ""),
                        expected=expected,
                        suggestion="nothing need be done; the row tells nothing about any product",
                        column=column,
                    )
                )


def _evidence(part: str, tables: list[SourceFile]) -> str:
    chosen = [source for source in tables if source.part == part]
    first = chosen[0]
    more = f" and {len(chosen) - 1} more" if len(chosen) > 1 else ""
    return (
        f"{first.file}{more}: header has {', '.join(first.table.header[:4])}…: {PARTS[part]}; "
        f"encoding {first.table.encoding}"
    )


def _not_recognised(other: tuple[str, str]) -> Reject:
    file, why = other
    problem = RowError(
        RejectCode.FILE_NOT_RECOGNISED,
        why,
        expected=f"a header of {', '.join(PARTS)}",
        suggestion="move the file out of the folder, or import it on its own",
    )
    return reject(problem, Origin(file), format_="magento", part="file")
