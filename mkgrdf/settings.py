"""The project file ``mkgrdf.toml``: read, checked key by key, and written anew for a new project.

Paths in it are relative to the folder that it lies in. A key that nobody reads is an error, so a typing mistake never
passes silently.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from mkgrdf.errors import SettingsError
from mkgrdf.resources import resource

__all__ = ["FILE_NAME", "Settings", "Source", "UnknownProducts", "find_settings", "load_settings", "template"]

FILE_NAME: Final = "mkgrdf.toml"

_KEYS: Final[dict[str, frozenset[str]]] = {
    "project": frozenset({"name", "base", "languages", "currency", "licence"}),
    "store": frozenset({"path", "endpoint"}),
    "import": frozenset({"titles_in_text", "public_accounts", "unknown_products"}),
    "extract": frozenset({"extractors", "lexicons"}),
    "models": frozenset({"concepts", "sentences", "entities", "kinds", "polarity", "relations", "proposals"}),
    "thresholds": frozenset({"withdraw_share", "assert_edge"}),
}
_SOURCE_KEYS: Final = frozenset({"name", "path", "format"})
_EXTRACTORS: Final = ("discovery", "sentences", "concepts", "entities", "captions", "relations")
_MORE_EXTRACTORS: Final = ("phrases", "neural-relations", "proposals")
# The lexicon that ships with mkgrdf is named by this word instead of a path.
_SEED_LEXICON: Final = "seed"
_EDGES: Final = ("suits", "satisfies", "suffers", "supports", "raises", "motivates")

_TEMPLATE: Final = """\
# An mkgrdf project. Paths are relative to this file. Reference: docs/reference/settings.

[project]
name = "{name}"
# Every node that mkgrdf mints starts with this IRI; choose one that you control before you publish.
base = "https://example.org/{name}/"
# The languages of your texts, the main one first: a source that does not say its language is read in the first.
languages = ["en", "zh"]
# ISO 4217 code for prices whose source names no currency.
currency = "USD"
# Licence of the graph that `mkgrdf publish` writes, as an IRI.
licence = "https://creativecommons.org/licenses/by/4.0/"

[store]
# An embedded Oxigraph in a folder of this project …
path = "store"
# … or any SPARQL 1.1 endpoint. Credentials come from the environment: MKGRDF_STORE_USER and MKGRDF_STORE_PASSWORD,
# or MKGRDF_STORE_TOKEN.
# endpoint = "http://localhost:7878"

# What `mkgrdf build` imports, in this order; `mkgrdf import PATH` works without an entry here.
# [[sources]]
# name = "catalogue"
# path = "data/products.csv"
# format = "native"        # leave it out and mkgrdf looks at the file and says what it took it for

[import]
# Reviews have titles: true puts them before the text, and every extractor reads them as sentences.
titles_in_text = false
# Accounts of shops and brands, without @, that are nobody's personal data and are not masked.
public_accounts = []
# A text about a product that nobody has imported: "quarantine" keeps it there until the product comes; "leave-out"
# takes the text in and says of it nothing about that product.
unknown_products = "quarantine"

[extract]
# What is read out of texts and media, in this order.
extractors = ["discovery", "sentences", "concepts", "entities", "captions", "relations"]
# Lexicons of scenes, pain points, intents, audiences and occasions: "seed" ships with mkgrdf; or paths of files in
# the native form.
lexicons = ["seed"]

# Models of your own, trained by `mkgrdf train`, in place of the embedded rules; folders are relative to this file.
# [models]
# concepts = "local:models/concepts"
# sentences = "local:models/sentences"
# entities = "local:models/entities"

[thresholds]
# `mkgrdf import --full` refuses to withdraw more than this share of a source's records at once.
withdraw_share = "0.2"

# From which confidence on a claim is an edge of the graph; below, it stays a claim. These are the shipped thresholds.
# [thresholds.assert_edge]
# suits = "0.875"
# satisfies = "0.75"
# suffers = "0.75"
# supports = "0.75"
# raises = "0.7"
# motivates = "0.6"
"""


class UnknownProducts(StrEnum):
    """What becomes of a text about a product that is in no catalogue."""

    QUARANTINE = "quarantine"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of ``[[sources]]``; ``format`` is ``None`` where it is to be detected."""

    name: str
    path: Path
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings, checked. ``folder`` is where ``mkgrdf.toml`` lies.

    ``assert_edge`` has the thresholds, by the local name of the predicate, that differ from the shipped ones.
    """

    folder: Path
    name: str = "mkgrdf"
    base: str = "https://example.org/mkgrdf/"
    languages: tuple[str, ...] = ("en", "zh")
    currency: str = "USD"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    store: str = "store"
    sources: tuple[Source, ...] = ()
    extractors: tuple[str, ...] = _EXTRACTORS
    lexicons: tuple[Path, ...] = field(default=())
    models: Mapping[str, str] = field(default_factory=dict)
    withdraw_share: Decimal = Decimal("0.2")
    assert_edge: Mapping[str, Decimal] = field(default_factory=dict)
    titles_in_text: bool = False
    public_accounts: frozenset[str] = frozenset()
    unknown_products: UnknownProducts = UnknownProducts.QUARANTINE

    @property
    def file(self) -> Path:
        """Return the project file, for messages."""
        return self.folder / FILE_NAME

    @property
    def store_place(self) -> str:
        """Return the store's folder as an absolute path, or its endpoint's URL."""
        return self.store if self.remote else str(self.folder / self.store)

    @property
    def remote(self) -> bool:
        """Tell whether the store is an endpoint."""
        return "://" in self.store

    @property
    def quarantine(self) -> Path:
        """Return the folder of what the gate refused."""
        return self.folder / "quarantine"

    @property
    def progress(self) -> Path:
        """Return the file that says how far an extraction has come that was interrupted."""
        return self.folder / "extraction.progress"


def template(name: str) -> str:
    """Return a commented ``mkgrdf.toml`` for a new project.

    Raises:
        SettingsError: ``name`` cannot stand in an IRI.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise SettingsError("name", name, "letters, digits, '.', '_' and '-' only, since it becomes part of IRIs")
    return _TEMPLATE.format(name=name)


def find_settings(start: Path) -> Path:
    """Return the ``mkgrdf.toml`` of ``start`` or of the nearest folder above it.

    Raises:
        SettingsError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    raise SettingsError("project", str(start), f"a folder with a {FILE_NAME} in it or above it; run 'mkgrdf init NAME'")


def load_settings(path: Path) -> Settings:
    """Read and check a project file.

    Raises:
        SettingsError: the file is not TOML, has a key that nobody reads, or a value that cannot be used.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError("file", str(error), "a readable TOML file in UTF-8", file=str(path)) from error
    return _Checker(path).settings(content)


class _Checker:
    """Checks values one key at a time, so that each error names its key and its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path.resolve().parent

    def fail(self, key: str, found: object, expected: str) -> SettingsError:
        return SettingsError(key, found, expected, file=str(self.path))

    def settings(self, content: Mapping[str, object]) -> Settings:
        for name, table in content.items():
            if name == "sources":
                continue
            if name not in _KEYS or not isinstance(table, dict):
                raise self.fail(name, table, f"one of the tables {', '.join(sorted(_KEYS))}, or [[sources]]")
            for key in table:
                if key not in _KEYS[name]:
                    raise self.fail(f"{name}.{key}", table[key], f"one of the keys {', '.join(sorted(_KEYS[name]))}")
        project, extract = self.table(content, "project"), self.table(content, "extract")
        reading, thresholds = self.table(content, "import"), self.table(content, "thresholds")
        defaults = Settings(self.folder)
        sources = self.sources(content.get("sources", []))
        lexicons = self.lexicons(extract.get("lexicons", [_SEED_LEXICON]), sources)
        return Settings(
            folder=self.folder,
            name=self.text(project, "project.name", defaults.name),
            base=self.iri(self.text(project, "project.base", defaults.base)),
            languages=self.languages(project.get("languages", list(defaults.languages))),
            currency=self.currency(self.text(project, "project.currency", defaults.currency)),
            licence=self.licence(self.text(project, "project.licence", defaults.licence)),
            store=self.store(self.table(content, "store")),
            sources=sources,
            extractors=self.extractors(extract.get("extractors", list(_EXTRACTORS))),
            lexicons=lexicons,
            models=self.models(self.table(content, "models")),
            withdraw_share=self.share("thresholds.withdraw_share", thresholds.get("withdraw_share", "0.2")),
            assert_edge=self.edges(thresholds.get("assert_edge", {})),
            titles_in_text=self.flag("import.titles_in_text", reading.get("titles_in_text", False)),
            public_accounts=self.accounts(reading.get("public_accounts", [])),
            unknown_products=self.unknown(reading.get("unknown_products", defaults.unknown_products)),
        )

    def table(self, content: Mapping[str, object], name: str) -> dict[str, object]:
        table = content.get(name, {})
        if not isinstance(table, dict):
            raise self.fail(name, table, "a table")
        return table

    def text(self, table: Mapping[str, object], key: str, default: str) -> str:
        value = table.get(key.rsplit(".", 1)[-1], default)
        if not isinstance(value, str) or not value:
            raise self.fail(key, value, "a text")
        return value

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, value, "a list of texts")
        return tuple(value)

    def iri(self, value: str) -> str:
        if not re.fullmatch(r"https?://.+/", value) or not _is_iri(value):
            raise self.fail("project.base", value, "an http(s) IRI that ends in '/'")
        return value

    def licence(self, value: str) -> str:
        if not _is_iri(value):
            raise self.fail("project.licence", value, "an IRI, e.g. https://creativecommons.org/licenses/by/4.0/")
        return value

    def languages(self, value: object) -> tuple[str, ...]:
        tags = self.texts("project.languages", value)
        if not tags or not all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", tag) for tag in tags):
            raise self.fail("project.languages", value, 'at least one lower-case BCP 47 tag, e.g. ["en", "zh"]')
        return tuple(dict.fromkeys(tags))

    def currency(self, value: str) -> str:
        if not re.fullmatch(r"[A-Z]{3}", value):
            raise self.fail("project.currency", value, "a three-letter ISO 4217 code, e.g. USD")
        return value

    def store(self, table: Mapping[str, object]) -> str:
        if "path" in table and "endpoint" in table:
            raise self.fail("store", dict(table), "either path or endpoint, not both")
        if "endpoint" in table:
            endpoint = self.text(table, "store.endpoint", "")
            if not re.match(r"https?://", endpoint):
                raise self.fail("store.endpoint", endpoint, "an http(s) URL")
            return endpoint
        return self.text(table, "store.path", "store")

    def sources(self, value: object) -> tuple[Source, ...]:
        if not isinstance(value, list):
            raise self.fail("sources", value, "[[sources]] tables")
        sources = []
        for number, entry in enumerate(value, start=1):
            key = f"sources[{number}]"
            if not isinstance(entry, dict) or not set(entry) <= _SOURCE_KEYS:
                raise self.fail(key, entry, f"a table with the keys {', '.join(sorted(_SOURCE_KEYS))}")
            form = entry.get("format")
            if form is not None and not isinstance(form, str):
                raise self.fail(f"{key}.format", form, "the name of a format")
            name = self.text(entry, f"{key}.name", "")
            sources.append(Source(name, self.folder / self.text(entry, f"{key}.path", ""), form))
        names = [source.name for source in sources]
        if len(set(names)) < len(names):
            raise self.fail("sources", names, "a different name for each source")
        return tuple(sources)

    def extractors(self, value: object) -> tuple[str, ...]:
        names = self.texts("extract.extractors", value)
        for name in names:
            if name not in (*_EXTRACTORS, *_MORE_EXTRACTORS):
                known = ", ".join((*_EXTRACTORS, *_MORE_EXTRACTORS))
                raise self.fail("extract.extractors", name, f"some of {known}")
        return tuple(dict.fromkeys(names))

    def models(self, table: Mapping[str, object]) -> dict[str, str]:
        named = {}
        for task in table:
            spec = self.text(table, f"models.{task}", "")
            level, _, place = spec.partition(":")
            if task in ("concepts", "sentences") and (level != "local" or not place):
                expected = f"\"local:FOLDER\", a folder that 'mkgrdf train {task}' wrote"
                raise self.fail(f"models.{task}", spec, expected)
            if level not in ("local", "hub") or not place:
                raise self.fail(f"models.{task}", spec, '"local:FOLDER" or "hub:NAME@REVISION"')
            named[task] = f"local:{self.folder / place}" if level == "local" else spec
        return named

    def lexicons(self, value: object, sources: Iterable[Source]) -> tuple[Path, ...]:
        named = {source.name: source.path for source in sources}
        lexicons = []
        for name in dict.fromkeys(self.texts("extract.lexicons", value)):
            path = resource("examples", "lexicon") if name == _SEED_LEXICON else self.folder / name
            # A lexicon is a source of that name: two of one name would take each other's records for changes.
            if named.setdefault(path.stem, path) != path:
                expected = f"a file of another name: {named[path.stem]} goes by the name {path.stem!r} already"
                raise self.fail("extract.lexicons", name, expected)
            lexicons.append(path)
        return tuple(lexicons)

    def edges(self, value: object) -> dict[str, Decimal]:
        if not isinstance(value, dict):
            raise self.fail("thresholds.assert_edge", value, 'a table of thresholds by edge, e.g. { suits = "0.9" }')
        for name, threshold in value.items():
            if name not in _EDGES:
                raise self.fail(f"thresholds.assert_edge.{name}", threshold, f"one of the edges {', '.join(_EDGES)}")
        return {name: self.share(f"thresholds.assert_edge.{name}", one) for name, one in value.items()}

    def flag(self, key: str, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.fail(key, value, "true or false")
        return value

    def accounts(self, value: object) -> frozenset[str]:
        names = [name.strip().removeprefix("@") for name in self.texts("import.public_accounts", value)]
        if not all(name and not re.search(r"\s", name) for name in names):
            raise self.fail("import.public_accounts", value, 'names of accounts without blanks, e.g. ["day_bags"]')
        return frozenset(names)

    def unknown(self, value: object) -> UnknownProducts:
        if value not in list(UnknownProducts):
            raise self.fail("import.unknown_products", value, f"one of {', '.join(UnknownProducts)}")
        return UnknownProducts(str(value))

    def share(self, key: str, value: object) -> Decimal:
        try:
            share = Decimal(str(value))
            is_share = 0 <= share <= 1  # NaN cannot be compared
        except ArithmeticError:
            is_share = False
        if not is_share:
            raise self.fail(key, value, "a number from 0 to 1")
        return share


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
