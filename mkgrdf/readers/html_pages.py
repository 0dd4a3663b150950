"""Product detail pages as HTML files: their main content as text, their specifications as property values.

A page is about the product that its JSON-LD describes (read by :mod:`mkgrdf.readers.schema_org`), else about the one
whose number it names, else about the one that the file is named after. The text knows where each of its characters
stands in the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.encoding import clean, decode
from mkgrdf.readers.html_main import MainContent, find_main
from mkgrdf.readers.html_specs import Specifications, read_specifications
from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import Element, Text, parse_html
from mkgrdf.readers.interface import Detection, ReadOptions
from mkgrdf.readers.media import IMAGE_SUFFIXES
from mkgrdf.readers.media_shelf import MediaShelf
from mkgrdf.readers.microdata import HTML_SUFFIXES
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.readers.schema_org import ProductNodes, has_products
from mkgrdf.readers.text_cells import language_of
from mkgrdf.records import Document, DocumentKind, Origin, Product, Record, Reject

__all__ = ["HtmlReader", "origin_at"]

_LOOK_AT = 20  # files of a folder that detect() looks into
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBER_OF_GOODS = frozenset(
    (
        "sku",
        "item_number",
        "item_no",
        "model_number",
        "product_id",
        "product_code",
        "商品编号",
        "货号",
        "产品编号",
        "商品编码",
    )
)
_BEHIND_NAME = re.compile(r"\s+[|–—·»-]\s+.*$")  # "Day bag | Our shop"
_BUYING = re.compile(r"add[ _-]?to[ _-]?(cart|bag|basket)|加入购物车|立即购买|buy[ _-]?now", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page taken apart. ``language`` is the one that it states, empty if none."""

    source: str
    tree: Element
    main: MainContent
    language: str

    def name(self) -> str:
        """Return what the page calls its product: its main heading, else its title for other sites, else its title."""
        for heading in self.tree.find("h1"):
            if text := " ".join(text_of(heading, self.source).text.split()):
                return text
        for meta in self.tree.find("meta"):
            if meta.get("property").lower() == "og:title" and (text := clean(meta.get("content"))):
                return text
        title = next((one for one in self.tree.find("title") if one.children), None)
        if title is None:
            return ""
        words = clean(html.unescape("".join(self.source[one.start : one.end] for one in _texts(title))))
        return _BEHIND_NAME.sub("", " ".join(words.split()))


class HtmlReader:
    """Reads web pages, one file or a folder of them; each page counts as a row."""

    name = "html"
    title = "product detail pages in HTML: main content, specification tables, JSON-LD"

    def detect(self, path: Path) -> Detection | None:
        """Look for pages that sell something; other pages are recognised too, but not surely."""
        evidence: list[str] = []
        sells = False
        for file in _files(path)[:_LOOK_AT]:
            try:
                text, _ = decode(file.read_bytes())
            except UnicodeDecodeError:
                continue
            selling = _BUYING.search(text) is not None or "schema.org/Product" in text or '"og:product' in text
            sells = sells or selling
            evidence.append(f"{file.name} is a web page{' that sells something' if selling else ''}")
        return Detection(self.name, 0.6 if sells else 0.3, tuple(evidence)) if evidence else None

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield for each page its product and images, then the page itself with what it states of the product."""
        root = path if path.is_dir() else path.parent
        reading = _Reading(root, options, counts)
        for file in _files(path):
            yield from reading.file(file)


class _Reading:
    """One read of one source."""

    def __init__(self, root: Path, options: ReadOptions, counts: SourceCounts) -> None:
        self._root = root
        self._options = options
        self._counts = counts
        self._nodes = ProductNodes(root, options, counts)
        self._shelf = MediaShelf(root, root)
        self._made: set[str] = set()

    def file(self, path: Path) -> Iterator[Record | Reject]:
        name = path.relative_to(self._root).as_posix()
        self._counts.of(name).rows += 1
        try:
            page = self._open(path, name)
            described: list[str] = []
            beside: list[Product] = []  # what the page's data say of products that another source describes
            if has_products(path):
                for result in self._nodes.file(path):
                    if isinstance(result, Product):
                        if result.group is None:
                            described.append(result.id)
                        if result.id in self._options.described:
                            beside.append(result)
                            continue
                    # The page's own text says what the description in its JSON-LD says, and more.
                    if not (isinstance(result, Document) and result.kind is DocumentKind.DETAIL_PAGE):
                        yield result
            problems: list[RowError] = []
            records = list(self._records(page, name, described, beside, problems))
        except RowError as problem:
            self._counts.settle(name, Outcome.REJECTED)
            yield reject(problem, Origin(name), format_=HtmlReader.name, part="page")
        else:
            self._counts.settle(name, Outcome.RECORDED)
            yield from records
            yield from (reject(one, Origin(name), format_=HtmlReader.name, part="page") for one in problems)

    def _open(self, path: Path, name: str) -> _Page:
        try:
            source, encoding = decode(path.read_bytes())
        except UnicodeDecodeError as error:
            raise RowError(
                RejectCode.FILE_NOT_RECOGNISED,
                str(error),
                expected="text in the encoding that its byte-order mark names",
                suggestion="save the page as UTF-8",
            ) from error
        self._counts.of(name).encoding = str(encoding)
        tree = parse_html(source)
        stated = tree.get("lang").replace("_", "-")
        primary, _, region = stated.partition("-")
        language = f"{primary.lower()}-{region}" if region else primary.lower()
        if primary.lower() in self._options.languages:
            language = primary.lower()  # "en-US" names the language that the source has as "en"
        return _Page(source, tree, find_main(tree), language if _LANGUAGE.fullmatch(language) else "")

    def _records(
        self, page: _Page, name: str, described: list[str], beside: list[Product], problems: list[RowError]
    ) -> Iterator[Record]:
        plain = text_of(page.main.element, page.source, page.main.skip)
        language = page.language or language_of(plain.text, self._options)
        specs = read_specifications(page.main, page.source, language)
        mapped = text_of(page.main.element, page.source, lambda one: page.main.skip(one) or specs.holds(one))
        title = page.name()
        if not mapped.text:
            raise RowError(
                RejectCode.FIELD_MISSING,
                title,
                expected="a page with text about a product, besides menus, forms, footers and scripts",
                suggestion="save the page after its scripts have run, or move it out of the folder",
            )
        products = described[:1]
        if not described:
            key = _number(page, specs) or Path(name).stem
            known = key in self._options.described
            if title or known or key in self._made:
                products = [key]  # a page without a name makes no product
            if title and not known and key not in self._made:
                self._made.add(key)
                yield Product(key, ((language, title),), Origin(name), columns=(("names", "h1"), ("id", "file name")))
        # Name and price are the catalogue's to say; property values and pictures come on top.
        spoken = [one for one in beside if one.id in products]
        attributes = (*specs.attributes, *(value for one in spoken for value in one.attributes))
        images = [image for one in spoken for image in one.images]
        for key, record in self._images(page, name, problems):
            images.append(key)
            if record is not None:
                yield record
        row, character = _line(page.source, mapped.places.source(0))
        yield Document(
            id=f"page-{name.rpartition('.')[0]}",
            kind=DocumentKind.DETAIL_PAGE,
            text=mapped.text,
            language=language,
            origin=Origin(name, row, None, character),
            products=tuple(products),
            title=title or None,
            images=tuple(dict.fromkeys(images)),
            attributes=tuple(dict.fromkeys(attributes)),
            places=mapped.places,
        )

    def _images(self, page: _Page, name: str, problems: list[RowError]) -> Iterator[tuple[str, Record | None]]:
        """Yield the pictures of the main content that lie beside the page; those on the network are nobody's file."""
        stack = [page.main.element]
        while stack:
            element = stack.pop()
            if element is not page.main.element and page.main.skip(element):
                continue
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
            file = element.get("src") if element.name == "img" else ""
            if not file or "://" in file or Path(file).suffix.lower() not in IMAGE_SUFFIXES:
                continue
            beside = Path(name).parent / file
            if ".." in beside.parts or not (self._root / beside).is_file():
                continue
            alt = clean(element.get("alt"))
            try:
                yield self._shelf.take(
                    beside.as_posix(), ((page.language or self._options.language, alt),) if alt else ()
                )
            except RowError as problem:
                problems.append(problem.in_column("img"))


def origin_at(document: Document, offset: int, source: str) -> Origin:
    """Return the place in its file of the character ``offset`` of a document's text; ``source`` is the file, decoded.

    Raises:
        ValueError: the document has no map of offsets.
    """
    if document.places is None:
        raise ValueError(f"the document {document.id!r} has no map of offsets; expected one read from a web page")
    return Origin(document.origin.file, *_place(source, document.places.source(offset)))


def _place(source: str, offset: int) -> tuple[int, None, int]:
    row, character = _line(source, offset)
    return row, None, character


def _texts(element: Element) -> list[Text]:
    return [child for child in element.children if isinstance(child, Text)]


def _line(source: str, offset: int) -> tuple[int, int]:
    """Return line and character, both from 1, of an offset in a text."""
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


def _number(page: _Page, specs: Specifications) -> str:
    """Return the number of the product that a page names in its markup or among its specifications."""
    for element in page.tree.elements():
        stated = element.get("itemprop").lower() in {"sku", "productid"}
        if stated and (text := clean(element.get("content") or text_of(element, page.source).text)):
            return text
    for attribute in specs.attributes:
        if attribute.code in _NUMBER_OF_GOODS:
            return attribute.value[0][1]
    return ""


def _files(path: Path) -> list[Path]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in files if file.suffix.lower() in HTML_SUFFIXES and file.is_file()]
