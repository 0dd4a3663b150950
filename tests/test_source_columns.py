"""A fault in the store is led back to the column of the catalogue's row that says it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkgrdf.iris import Iris
from mkgrdf.pipeline import import_lexicons, import_source
from mkgrdf.project import Project
from mkgrdf.quarantine import Quarantine
from mkgrdf.resources import resource
from mkgrdf.settings import Settings, Source
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.validation import validate_store
from mkgrdf.source_columns import source_columns
from mkgrdf.store import EmbeddedStore

SHAPES = """
@prefix ex: <https://example.org/shapes#> . @prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:Offer a sh:NodeShape ; sh:targetClass mkg:Offer ;
    sh:property [ sh:path schema:price ; sh:maxInclusive 100.0 ] , [ sh:path schema:url ; sh:minCount 1 ] .
ex:Product a sh:NodeShape ; sh:targetClass mkg:Product ;
    sh:property [ sh:path schema:name ; sh:maxLength 4 ] , [ sh:path schema:gtin ; sh:pattern "1$" ] ,
        [ sh:path ( schema:offers mkg:listPrice ) ; sh:maxCount 0 ] .
ex:Brand a sh:NodeShape ; sh:targetClass mkg:Brand ; sh:property [ sh:path schema:name ; sh:pattern "^a" ] .
ex:Value a sh:NodeShape ; sh:targetClass mkg:PropertyValue ;
    sh:property [ sh:path mkg:originalText ; sh:maxLength 3 ] .
ex:Category a sh:NodeShape ; sh:targetClass mkg:Category ; sh:property [ sh:path skos:prefLabel ; sh:maxLength 1 ] .
"""
CATALOGUE = """\
id,name_en,name_zh,category_en,brand,gtin,price,currency,list_price,attribute:colour,attribute:size_en,attribute:size_zh
p1,Mug,马克杯很大,Home,Hob,24099012,120.00,USD,150.00,scarlet,XL,特大号码
p2,Large pan,锅,Home,Hob,24099001,12.00,USD,,red,L,大
"""


@pytest.fixture(scope="module")
def gate() -> Gate:
    """The shipped shapes."""
    return Gate()


@pytest.fixture
def shapes(tmp_path: Path) -> Shapes:
    """Shapes of a shop that are stricter than the shipped ones, so that what is stored can break them."""
    (tmp_path / "strict.ttl").write_text(SHAPES)
    return load_shapes([tmp_path / "strict.ttl"])


def stored(settings: Settings, gate: Gate) -> Project:
    """Import all sources."""
    store, quarantine = EmbeddedStore(None), Quarantine(settings.quarantine)
    project = Project(settings, store, gate, quarantine, Iris(settings.base), datetime(2026, 11, 11, tzinfo=UTC))
    import_lexicons(project)
    for source in settings.sources:
        ingested = import_source(source, project).ingested
        assert not ingested.quarantined
        assert not ingested.rejects
    return project


def faults(project: Project, shapes: Shapes) -> set[tuple[str, str | None, str]]:
    """Return path, value and place of each result."""
    report = validate_store(project.store, shapes, columns_of=source_columns(project.settings, project.store))
    return {
        (str(one.path), None if one.value is None else one.value.value, str(one.origin))
        for one in report.violations
        if not one.shape.endswith("Gate-untargeted")
    }


def test_a_fault_is_led_back_to_row_and_column(tmp_path: Path, gate: Gate, shapes: Shapes) -> None:
    """The offer's price, a name in one of two languages, a value of one of several attributes, a brand, a category."""
    (tmp_path / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    settings = Settings(tmp_path, sources=(Source("shop", tmp_path / "catalogue.csv"),), lexicons=())
    assert faults(stored(settings, gate), shapes) == {
        ("schema:price", "120", "catalogue.csv:2, column price"),
        ("schema:name", "马克杯很大", "catalogue.csv:2, column name_zh"),
        ("schema:name", "Large pan", "catalogue.csv:3, column name_en"),
        ("schema:gtin", "24099012", "catalogue.csv:2, column gtin"),
        ("schema:offers/mkg:listPrice", None, "catalogue.csv:2, column list_price"),
        ("mkg:originalText", "scarlet", "catalogue.csv:2, column attribute:colour"),
        # Which of the two columns it is, the value does not say.
        ("mkg:originalText", "特大号码", "catalogue.csv:2"),
        # No column could say this, so none is named.
        ("schema:url", None, "catalogue.csv:2"),
        ("schema:url", None, "catalogue.csv:3"),
        # Both rows say these.
        ("schema:name", "Hob", "None"),
        ("skos:prefLabel", "Home", "None"),
    }


def test_a_row_that_was_changed_is_not_blamed(tmp_path: Path, gate: Gate, shapes: Shapes) -> None:
    """The column is only named while the row says what is stored; without the source, the row alone is known."""
    catalogue = tmp_path / "catalogue.csv"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    project = stored(Settings(tmp_path, sources=(Source("shop", catalogue),), lexicons=()), gate)
    catalogue.write_text(CATALOGUE.replace("120.00", "90.00"), encoding="utf-8")
    found = faults(project, shapes)
    assert ("schema:price", "120", "catalogue.csv:2") in found
    assert ("schema:name", "Large pan", "catalogue.csv:3, column name_en") in found
    catalogue.unlink()
    assert ("schema:name", "Large pan", "catalogue.csv:3") in faults(project, shapes)


def test_a_real_catalogue_in_a_chinese_encoding(tmp_path: Path, gate: Gate, shapes: Shapes) -> None:
    """The example that ships with mkgrdf, written by a spreadsheet in GB 18030; as a folder and as a file."""
    folder = resource("examples", "formats") / "chinese-csv"
    for path in (folder, folder / "products.csv"):
        settings = Settings(tmp_path, sources=(Source("tao", path),), languages=("zh", "en"), currency="CNY")
        found = faults(stored(settings, gate), shapes)
        assert ("schema:price", "259", "products.csv:2, column price") in found
        assert ("schema:gtin", "2409900001014", "products.csv:2, column gtin") in found
        assert ("schema:name", "竹溪筷子（六双）", "products.csv:3, column name_zh") in found
