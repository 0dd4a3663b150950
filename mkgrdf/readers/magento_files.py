"""Which file of a Magento source holds what, told by its header; the media folder; nothing is told by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.interface import Mended
from mkgrdf.readers.tables import Row, Table, open_table

__all__ = ["PARTS", "SourceFile", "find_media_folder", "find_tables", "part_of"]

PARTS = {
    "products": "Magento's product import",
    "fixtures": "products of Magento's sample data",
    "links": "links between products",
    "images": "images of products",
    "downloads": "files of downloadable products",
    "reviews": "customer reviews",
    "categories": "the category tree",
    "attributes": "names and kinds of attributes",
}
"""The kinds of file, in the order in which a folder is described."""

_HEADERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("products", frozenset(("sku", "product_type", "additional_attributes"))),
    ("products", frozenset(("sku", "product_type", "attribute_set_code"))),
    ("links", frozenset(("sku", "linked_sku"))),
    ("downloads", frozenset(("product_sku", "link_item_file"))),
    ("reviews", frozenset(("sku", "rating_value", "review"))),
    ("attributes", frozenset(("attribute_code", "frontend_label"))),
    ("categories", frozenset(("name", "url_key", "path"))),
    ("fixtures", frozenset(("sku", "name", "category", "attribute_set"))),
    ("images", frozenset(("sku", "image"))),
)
# Where a shop or its export keeps the files that "/m/h/x.jpg" means.
_MEDIA_FOLDERS = ("pub/media/catalog/product", "media/catalog/product", "pub/media/import", "pub/media", "media")
_MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One table of a source: its ``file`` name inside the source, and which part it is."""

    file: str
    part: str
    table: Table

    def rows(self, mended: Mended) -> Iterator[Row]:
        """Yield its rows, mended ones in their places."""
        return self.table.rows(self.file, self.part, mended)


def part_of(header: Iterable[str]) -> str | None:
    """Return the part that a file with this header is, or ``None``."""
    columns = frozenset(header)
    return next((part for part, needed in _HEADERS if needed <= columns), None)


def find_tables(path: Path) -> tuple[list[SourceFile], list[tuple[str, str]]]:
    """Return the tables of a source that are Magento's, and the names of other CSV files with what is wrong with them.

    Raises:
        CatalogError: a folder with more CSV files than any export has.
    """
    paths = [path] if path.is_file() else sorted(path.rglob("*.csv"))
    if len(paths) > _MOST_FILES:
        raise CatalogError(f"more than {_MOST_FILES} CSV files; name the folder of one export", file=str(path))
    tables: list[SourceFile] = []
    others: list[tuple[str, str]] = []
    for csv_path in paths:
        file = csv_path.name if path.is_file() else csv_path.relative_to(path).as_posix()
        try:
            table = open_table(csv_path)
        except CatalogError as error:
            others.append((file, str(error)))
            continue
        if (part := part_of(table.header)) is None:
            others.append((file, f"columns {', '.join(table.header[:6])}"))
        else:
            tables.append(SourceFile(file, part, table))
    return tables, others


def find_media_folder(path: Path) -> Path | None:
    """Return the folder that image paths are relative to: inside a source folder, or up to two above a single file."""
    places = [path] if path.is_dir() else list(path.parents)[:3]
    for place in places:
        for name in _MEDIA_FOLDERS:
            if (place / name).is_dir():
                return place / name
    return None
