"""schema.org products in JSON-LD files, and in the JSON-LD and microdata of web pages."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkgrdf.readers.counts import Outcome, SourceCounts
from mkgrdf.readers.encoding import decode
from mkgrdf.readers.html_tree import parse_html
from mkgrdf.readers.interface import Detection, ReadOptions
from mkgrdf.readers.json_ld import Script, find_scripts, listed, scripts_of, simplify, types_of
from mkgrdf.readers.json_lines import dump, parse_json
from mkgrdf.readers.media_shelf import MediaShelf
from mkgrdf.readers.microdata import HTML_SUFFIXES, items_of
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.readers.schema_org_nodes import Place, key_of, make_page, make_product, make_review, reviews_of
from mkgrdf.records import Document, DocumentKind, Image, Origin, Product, Record, Reject, Video

__all__ = ["ProductNodes", "SchemaOrgReader", "has_products"]

_SUFFIXES = (".json", ".jsonld", *HTML_SUFFIXES)
_PRODUCTS = frozenset(("IndividualProduct", "Product", "ProductGroup", "ProductModel", "SomeProducts"))
_LOOK_AT = 20  # files of a folder that detect() looks into


@dataclass(frozen=True, slots=True)
class _Found:
    """A product's node: where it stands in its file (a JSON pointer), and the product group that it stands in."""

    pointer: str
    node: Mapping[str, object]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class _Links:
    """What the nodes of one file say about each other: products by ``@id``, groups by the ``@id`` of a variant."""

    by_id: Mapping[str, str]
    variant_of: Mapping[str, str | None]

    def resolve(self, value: object) -> str | None:
        """Return the id of the product that a reference or a node inside another one means, if it is known."""
        if isinstance(value, str):
            return self.by_id.get(value)
        if not isinstance(value, dict):
            return None
        return self.by_id.get(str(value.get("@id"))) or key_of(value)

    def group_of(self, node: Mapping[str, object]) -> str | None:
        """Return the id of the group that a variant belongs to, as either of them states it."""
        if group := self.variant_of.get(str(node.get("@id"))):
            return group
        for value in listed(node.get("isVariantOf")):
            if group := self.resolve(value):
                return group
        named = node.get("inProductGroupWithID")
        return named if isinstance(named, str) and named else None


class SchemaOrgReader:
    """Reads ``.jsonld``, ``.json`` and HTML files, one or a folder of them; each product node counts as a row."""

    name = "schema-org"
    title = "schema.org products in JSON-LD, in files of their own or in web pages, and in microdata"

    def detect(self, path: Path) -> Detection | None:
        """Look for nodes of type Product or ProductGroup under a context of schema.org."""
        evidence: list[str] = []
        for file in _files(path)[:_LOOK_AT]:
            count = sum(len(list(_products(script))) for script in _scripts(file) if script.problem is None)
            if count:
                evidence.append(f"{file.name} has {count} products in JSON-LD or microdata of schema.org")
        return Detection(self.name, 0.9 if path.is_file() else 0.8, tuple(evidence)) if evidence else None

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield for each product node its images, the product, its detail page and its reviews, file by file.

        A web page makes no product that another source describes: its page has what it says of it.
        """
        root = path if path.is_dir() else path.parent
        reading = ProductNodes(root, options, counts)
        for file in _files(path):
            results = reading.file(file)
            yield from _at_pages(results, options.described) if file.suffix.lower() in HTML_SUFFIXES else results


def _at_pages(results: Iterator[Record | Reject], described: Container[str]) -> Iterator[Record | Reject]:
    """Yield ``results``, with values and pictures of products that are ``described`` at their pages instead."""
    waiting: Product | None = None
    for result in results:
        if isinstance(result, Product):
            yield from _without_page(waiting)
            waiting = result if result.id in described else None
            if waiting is not None:
                continue
        elif isinstance(result, Document) and waiting is not None and result.kind is DocumentKind.DETAIL_PAGE:
            yield replace(result, attributes=waiting.attributes, images=waiting.images)
            waiting = None
            continue
        yield result
    yield from _without_page(waiting)


def _without_page(product: Product | None) -> Iterator[Reject]:
    """Yield a reject for a product that another source describes, and whose page has nothing to say it with."""
    if product is None or product.group is not None or not (product.attributes or product.images):
        return
    problem = RowError(
        RejectCode.FIELD_MISSING,
        product.id,
        expected="a description, since another source has this product and only the page's own words come on top",
        suggestion="import the page with --as html, which reads its text",
        column="description",
    )
    yield reject(problem, product.origin, format_=SchemaOrgReader.name, part="product")


class ProductNodes:
    """One read of one source: what the product nodes of its files give, file by file."""

    def __init__(self, root: Path, options: ReadOptions, counts: SourceCounts) -> None:
        self._root = root
        self._options = options
        self._counts = counts
        self._shelf = MediaShelf(root, root)
        self._seen: set[str] = set()
        self._repeats: Counter[str] = Counter()

    def file(self, path: Path) -> Iterator[Record | Reject]:
        """Yield for each product node of a file its images, the product, its detail page and its reviews."""
        name = path.relative_to(self._root).as_posix()
        scripts = [self._mended(name, script) for script in _scripts(path)]
        found: list[_Found] = []
        broken = 0
        for script in scripts:
            problem = script.problem
            if problem is None:
                try:
                    found += _products(script, strict=True)
                    continue
                except RowError as error:
                    problem = error
            broken += 1
            self._counts.of(name).rows += 1
            self._counts.settle(name, Outcome.REJECTED)
            yield self._reject(problem, name, script.pointer, script.value)
        if not found and not broken:
            self._counts.of(name)
            yield self._reject(_no_product(), name, "", None)
        found = [_Found(one.pointer, self._mended_node(name, one), one.group) for one in found]
        by_id = {str(one.node["@id"]): key for one in found if "@id" in one.node and (key := key_of(one.node))}
        variant_of = {
            str(variant.get("@id")): key_of(one.node)
            for one in found
            for variant in listed(one.node.get("hasVariant"))
            if isinstance(variant, dict) and "@id" in variant
        }
        links = _Links(by_id, variant_of)
        for one in found:
            yield from self._node(one, name, links)

    def _node(self, found: _Found, file: str, links: _Links) -> Iterator[Record | Reject]:
        node = found.node
        place = Place(Origin(file, None, found.pointer or None), self._options, links.resolve)
        self._counts.of(file).rows += 1
        media: list[Record | Reject] = []
        try:
            group = found.group or links.group_of(node)
            images = tuple(dict.fromkeys(self._images(found, file, media)))
            product, problems = make_product(node, group, images, place)
            if product.id in self._seen:
                raise RowError(
                    RejectCode.ID_DUPLICATE,
                    product.id,
                    expected="each product once; a node above has this id",
                    suggestion="remove one of the nodes, or give them different values for sku",
                    column="sku",
                )
        except RowError as problem:
            self._shelf.put_back(media)
            self._counts.settle(file, Outcome.REJECTED)
            yield self._reject(problem, file, found.pointer, node)
            return
        finally:
            # A node that could not be read keeps its id: no later one may pass for it.
            self._seen.update(filter(None, (key_of(node),)))
        self._counts.settle(file, Outcome.RECORDED)
        yield from media
        yield product
        yield from (self._reject(problem, file, found.pointer, node) for problem in problems)
        yield from make_page(node, product, place)
        for review in reviews_of(node):
            yield from self._review(review, product.id, place, found)

    def _review(
        self, node: Mapping[str, object], product: str, place: Place, found: _Found
    ) -> Iterator[Document | Reject]:
        file = place.origin.file
        self._counts.of(file).rows += 1
        try:
            review = make_review(node, product, place)
        except RowError as problem:
            self._counts.settle(file, Outcome.REJECTED)
            yield self._reject(problem, file, found.pointer, found.node)
            return
        self._counts.settle(file, Outcome.RECORDED)
        self._repeats[review.id] += 1
        number = self._repeats[review.id]
        yield review if number == 1 else replace(review, id=f"{review.id}-{number}")

    def _images(self, found: _Found, file: str, media: list[Record | Reject]) -> Iterator[str]:
        for value in listed(found.node.get("image")):
            name = value.get("contentUrl", value.get("url", value.get("@id"))) if isinstance(value, dict) else value
            if not isinstance(name, str):
                continue
            try:
                key, record = self._shelf.take(_beside(file, name))
            except RowError as problem:
                media.append(self._reject(problem.in_column("image"), file, found.pointer, found.node))
                continue
            if isinstance(record, (Image, Video)):
                media.append(record)
            if not self._shelf.is_video(key):
                yield key

    def _mended(self, file: str, script: Script) -> Script:
        """Return a script whose JSON was broken as it was mended."""
        raw = self._options.mended.get((file, None, script.pointer or "/"))
        if script.problem is None or raw is None or "line" not in raw:
            return script
        return find_scripts(str(parse_json(raw["line"])), is_html=False)[0]

    def _mended_node(self, file: str, found: _Found) -> Mapping[str, object]:
        raw = self._options.mended.get((file, None, found.pointer or "/"))
        return found.node if raw is None else {key: parse_json(text) for key, text in raw.items()}

    def _reject(self, problem: RowError, file: str, pointer: str, value: object) -> Reject:
        raw = {key: dump(part) for key, part in value.items()} if isinstance(value, dict) else {}
        return reject(problem, Origin(file), format_=SchemaOrgReader.name, part=pointer or "/", raw=raw)


def has_products(path: Path) -> bool:
    """Tell whether a file has nodes of products, or JSON-LD that cannot be read."""
    return any(script.problem is not None or _products(script) for script in _scripts(path))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path] if path.suffix.lower() in _SUFFIXES else []
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())


def _scripts(path: Path) -> list[Script]:
    try:
        text, _ = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        problem = RowError(
            RejectCode.JSON_BROKEN,
            str(error),
            expected="text in the encoding that its byte-order mark names",
            suggestion="save the file as UTF-8",
        )
        return [Script("", None, None, problem)]
    text = text.removeprefix("\ufeff")
    if path.suffix.lower() not in HTML_SUFFIXES:
        return find_scripts(text, is_html=False)
    if "ld+json" not in text and "itemscope" not in text:
        return []
    page = parse_html(text)
    scripts = scripts_of(page, text)
    # Pages that have both say the same in both.
    if any(script.problem is None and _products(script) for script in scripts):
        return scripts
    language = page.get("lang") or None
    items = enumerate(items_of(page, text))
    return [*scripts, *(Script(f"/microdata/{index}", item, language) for index, item in items)]


def _products(script: Script, *, strict: bool = False) -> list[_Found]:
    """Return the product nodes of a script, groups before what stands in them; ``strict`` raises for a context."""
    try:
        document = simplify(script.value, script.language)
    except RowError:
        if strict:
            raise
        return []
    return list(_walk(document, script.pointer, None))


def _walk(value: object, pointer: str, group: str | None) -> Iterator[_Found]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _walk(one, f"{pointer}/{index}", group)
    if not isinstance(value, dict):
        return
    is_product = bool(types_of(value) & _PRODUCTS)
    # A node with no more than its type and key is a mention of a product that is described elsewhere.
    if is_product and ("name" in value or "offers" in value):
        yield _Found(pointer, value, group)
    own = key_of(value) if "ProductGroup" in types_of(value) else None
    for key, part in value.items():
        inside = own if key == "hasVariant" else None
        # The product that a review is about is the one around it.
        if key != "itemReviewed" or not is_product:
            yield from _walk(part, f"{pointer}/{key}", inside)


def _beside(file: str, name: str) -> str:
    """Return a path given in ``file`` as one from the source's folder; a URL stays as it is."""
    if "://" in name or name.startswith(("/", "data:")):
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))


def _no_product() -> RowError:
    return RowError(
        RejectCode.FILE_NOT_RECOGNISED,
        "",
        expected="JSON-LD or microdata with a Product or ProductGroup of schema.org",
        suggestion="move the file out of the folder if it is not part of the catalogue",
    )
