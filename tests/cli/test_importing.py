"""`mkgrdf detect`, `import`, `extract` and `build`, on files that change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.building import command
from tests.cli.conftest import Shop, write_lines
from tests.goods import DOCUMENTS, PRODUCTS

COUNTS = re.compile(
    r"(\d+) records in = (\d+) new \+ (\d+) changed \+ (\d+) unchanged \+ (\d+) repeated"
    r" \+ (\d+) quarantined \+ (\d+) rejected\n"
)


def counts(said: str) -> tuple[int, ...]:
    """Return new, changed, unchanged, repeated, quarantined and rejected; their sum is what came in."""
    match = COUNTS.search(said)
    assert match is not None, said
    read, *parts = map(int, match.groups())
    assert read == sum(parts)
    return tuple(parts)


def imported(*more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(command("import", "files", *more, "--json").stdout)
    return found


def names(*more: str) -> str:
    return command("query", "browse/products", *more).stdout


def test_detect_says_why(empty_shop: Shop) -> None:
    """The format comes with the evidence for it."""
    said = command("detect", "files").stdout
    assert said.startswith("format\tscore\twhy\nnative\t")
    assert "products.jsonl has id, name" in said


def test_detect_of_something_else(empty_shop: Shop) -> None:
    """A file of no known format is an error that names the formats, for detect and for import."""
    (empty_shop.folder / "notes.txt").write_text("buy milk\n", encoding="utf-8")
    assert "magento, native" in command("detect", "notes.txt", code=3).stderr
    assert "magento, native" in command("import", "notes.txt", code=3).stderr


def test_new_unchanged_changed(empty_shop: Shop) -> None:
    """The first import stores all, the second says that nothing changed, a third takes in the one change."""
    first = command("import", "files").stdout
    assert first.startswith("files: read as native (products.jsonl has id, name")
    assert "5 rows in 2 files: 3 products, 2 documents" in first
    assert counts(first) == (5, 0, 0, 0, 0, 0)
    quads = empty_shop.quads()
    second = command("import", "files").stdout
    assert counts(second) == (0, 0, 5, 0, 0, 0)
    assert "  nothing changed\n" in second
    assert empty_shop.quads() == quads
    empty_shop.price("mat", "35.90")
    third = command("import", "files").stdout
    assert counts(third) == (0, 1, 4, 0, 0, 0)
    assert "nothing changed" not in third
    assert "35.9" in command("query", "assistant/offers", "--product", "mat", "--day", "2026-11-24").stdout


def test_an_import_after_extraction_says_what_it_dropped(shop: Shop) -> None:
    """A changed review takes along what was read out of it; the message says how to read it again."""
    shop.write(documents=({**DOCUMENTS[0], "text": "Great for the gym, every day."}, DOCUMENTS[1]))
    result = command("import", "files")
    assert "graphs of extractors dropped" in result.stdout
    assert "mkgrdf extract" in result.stderr


def test_dry_run_prints_the_difference_and_writes_nothing(shop: Shop) -> None:
    """Lines with + and - are N-Quads; the store stays as it was, and the real import does what was announced."""
    before = shop.quads()
    shop.price("bag", "49.00")
    said = command("import", "files", "--dry-run").stdout
    added = [line for line in said.splitlines() if line.startswith("+ ")]
    removed = [line for line in said.splitlines() if line.startswith("- ")]
    assert any("schema.org/price>" in line and '"49' in line for line in added)
    assert any("schema.org/price>" in line and '"59' in line for line in removed)
    assert all(line.endswith(" .") for line in added + removed)
    assert f"dry run: would add {len(added)} and remove {len(removed)} quads; nothing was written" in said
    assert shop.quads() == before
    dry, real = imported("--dry-run"), imported()
    assert (dry["added"], dry["removed"]) == (real["added"], real["removed"]) == (len(added), len(removed))
    assert len(dry["difference"]["added"]) == len(added)
    assert "difference" not in real


def test_dry_run_of_the_first_import(empty_shop: Shop) -> None:
    """Before anything is stored, a dry run knows the lexicon and writes neither it nor the source."""
    said = command("import", "files", "--dry-run").stdout
    assert counts(said) == (5, 0, 0, 0, 0, 0)
    assert not (empty_shop.folder / "store").exists()


def test_dry_run_with_rejects_writes_no_file(empty_shop: Shop) -> None:
    """What cannot be read is counted, and no file is announced that was not written."""
    empty_shop.price("cup", "cheap")
    result = command("import", "files", "--dry-run")
    assert "1 rejected row\n" in result.stderr
    assert "jsonl;" not in result.stderr
    assert not (empty_shop.folder / "rejects").exists()


def test_full_withdraws_what_the_source_lacks(shop: Shop) -> None:
    """Only with --full does a vanished product leave the store; too many at once are refused."""
    shop.write(products=PRODUCTS[:2])
    assert counts(command("import", "files").stdout) == (0, 0, 4, 0, 0, 0)
    assert "Travel Cup" in names()
    assert "1 record withdrawn" in command("import", "files", "--full").stdout
    assert "Travel Cup" not in names()
    shop.write(products=PRODUCTS[:1])
    refused = command("import", "files", "--full", code=2)
    assert "withdraw_share" in refused.stderr
    assert "Day Bag" in names()


def test_rejects_are_mended_and_imported_again(empty_shop: Shop) -> None:
    """A row that cannot be read is kept with its raw fields; mended in that file, it goes in under the same source."""
    empty_shop.price("cup", "cheap")
    result = command("import", "files")
    assert counts(result.stdout) == (4, 0, 0, 0, 0, 1)
    rejects = empty_shop.folder / "rejects" / "files.jsonl"
    assert str(rejects) in result.stderr
    (line,) = rejects.read_text(encoding="utf-8").splitlines()
    reject = json.loads(line)
    assert (reject["file"], reject["row"], reject["column"]) == ("products.jsonl", 3, "price")
    assert (reject["code"], reject["value"]) == ("price-not-a-number", "cheap")
    assert "Travel Cup" not in names()
    # Mended wrongly, it comes back; mended rightly, it goes in, and the file of rejects goes.
    rejects.write_text(line.replace('"price": "cheap"', '"price": "dear"'), encoding="utf-8")
    assert counts(command("import", "rejects/files.jsonl").stdout) == (0, 0, 0, 0, 0, 1)
    assert '"value": "dear"' in rejects.read_text(encoding="utf-8")
    rejects.write_text(line.replace('"price": "cheap"', '"price": "17.50"'), encoding="utf-8")
    assert counts(command("import", "rejects/files.jsonl").stdout) == (1, 0, 0, 0, 0, 0)
    assert "Travel Cup" in names()
    assert not rejects.exists()
    assert json.loads(command("stats", "--json").stdout)["sources"] == {"files": 5, "lexicon": 3}


@pytest.mark.parametrize("form", [(), ("--as", "rejects")])
def test_a_file_of_rejects_is_never_the_full_source(empty_shop: Shop, form: tuple[str, ...]) -> None:
    """With --full, the rest of the source would be withdrawn: refused, also where the format is only detected."""
    settings = empty_shop.folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8").replace('withdraw_share = "0.2"', 'withdraw_share = "1"')
    settings.write_text(text, encoding="utf-8")
    empty_shop.price("cup", "cheap")
    command("import", "files")
    assert "never all that a source has" in command("import", "rejects/files.jsonl", "--full", *form, code=2).stderr
    assert "Day Bag" in names()


def test_a_refused_record_is_counted(empty_shop: Shop) -> None:
    """A review of a product that is not there goes to quarantine; the rest is stored."""
    empty_shop.write(documents=({**DOCUMENTS[0], "products": ["hat"]}, DOCUMENTS[1]))
    result = command("import", "files")
    assert counts(result.stdout) == (4, 0, 0, 0, 1, 0)
    assert "1 record in quarantine: mkgrdf quarantine" in result.stderr


def test_an_id_twice(empty_shop: Shop) -> None:
    """Of two rows with one id the first counts; the other is rejected, and none is lost from the count."""
    other = {**PRODUCTS[0], "name": {"en": "Another Mat"}}
    empty_shop.write(products=(*PRODUCTS, other))
    assert counts(command("import", "files").stdout) == (5, 0, 0, 0, 0, 1)
    assert "id-duplicate" in (empty_shop.folder / "rejects" / "files.jsonl").read_text(encoding="utf-8")


def test_sources_have_names(shop: Shop) -> None:
    """A path that is in mkgrdf.toml has its name there; another is named after its file, or as --name says."""
    write_lines(shop.folder / "hats and caps.jsonl", ({"id": "hat", "name": {"en": "Sun Hat"}, "price": "9"},))
    assert imported()["source"] == "files"
    (shop.folder / "more").mkdir()
    (shop.folder / "hats and caps.jsonl").rename(shop.folder / "more" / "products.jsonl")
    said = command("import", "more", "--as", "native", "--name", "hats").stdout
    assert said.startswith("hats: read as native (the format was named: native)")
    assert json.loads(command("stats", "--json").stdout)["sources"] == {"files": 5, "hats": 1, "lexicon": 3}


def test_extract_again_for_one_extractor_or_source(shop: Shop) -> None:
    """A second run changes nothing, whole or in part."""
    for more in ((), ("--only", "sentences"), ("--only", "sentences", "--only", "concepts"), ("--source", "files")):
        found = json.loads(command("extract", *more, "--json").stdout)
        assert (found["changed"], found["added"], found["removed"], found["dropped"]) == (0, 0, 0, 0), more
        assert found["unchanged"] > 0
    only = json.loads(command("extract", "--only", "sentences", "--json").stdout)
    assert list(only["graphs"]) == ["sentences"]
    said = command("extract").stdout
    assert said.startswith("extract: discovery about 4 records, sentences about 2 records, concepts about 2 records, ")


def test_extract_names_slips(shop: Shop) -> None:
    """An unknown extractor or source is an error that lists what there is, not an empty success."""
    assert "one of sentences, concepts, entities" in command("extract", "--only", "sentence", code=2).stderr
    assert "expected one of files, lexicon" in command("extract", "--source", "file", code=2).stderr


def test_concepts_need_sentences(empty_shop: Shop) -> None:
    """An extractor that builds on another one says so where that one has not run."""
    command("import", "files")
    assert "'sentences' to have run" in command("extract", "--only", "concepts", code=2).stderr


def test_build_imports_extracts_and_validates(empty_shop: Shop) -> None:
    """One command for the whole job, from the sources in mkgrdf.toml; a second one changes nothing."""
    first = json.loads(command("build", "--json").stdout)
    assert [one["source"] for one in first["imports"]] == ["files"]
    assert first["imports"][0]["new"] == 5
    changed = first["extracted"]["changed"]
    assert changed == sum(first["extracted"]["graphs"].values()) > 4
    assert first["validation"]["conforms"] is True
    said = command("build").stdout
    assert counts(said) == (0, 0, 5, 0, 0, 0)
    assert "nothing changed" in said
    assert f"0 graphs changed, {changed} unchanged" in said
    assert "0 violations" in said


def test_build_keeps_rejects(empty_shop: Shop) -> None:
    """What a build cannot read lies where `import` would put it."""
    empty_shop.price("cup", "cheap")
    assert "rejects/files.jsonl" in command("build").stderr
    assert (empty_shop.folder / "rejects" / "files.jsonl").is_file()


def test_build_lists_the_gravest_findings_only(empty_shop: Shop) -> None:
    """A build says how it went, so a dozen warnings do not push what it did off the screen."""
    strangers = tuple({**DOCUMENTS[0], "id": f"stray-{number}", "products": []} for number in range(12))
    empty_shop.write(documents=(*DOCUMENTS, *strangers))
    said = command("build").stdout
    warnings = re.search(r"0 violations, (\d+) warnings", said)
    assert warnings is not None
    cut_off = int(warnings[1]) - 10
    assert cut_off >= 2
    assert f"showing the 10 gravest, {cut_off} cut off ('mkgrdf validate' lists all)" in said
    assert said.count("Warning:") == 10


def test_a_lexicon_with_a_mistake_stops_the_import(empty_shop: Shop) -> None:
    """The project's own lexicon has to be right as a whole: file and row of the mistake are named."""
    with (empty_shop.folder / "lexicon.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "kind": "Feeling", "name": {"en": "x"}}\n')
    assert "lexicon.jsonl:4" in command("import", "files", code=3).stderr
