"""`mkgrdf script` and `recommend`, on the demo shop and on a shop that can be written to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.building import command
from tests.cli.conftest import Shop


def demo(demo_shop: Path, *words: str, code: int = 0) -> str:
    return command(*words, "--project", demo_shop, code=code).stdout


@pytest.mark.slow
@pytest.mark.parametrize(("language", "price"), [("en", "[price]"), ("zh", "[价格]")])
def test_script_forms_say_the_same(demo_shop: Path, language: str, price: str) -> None:
    """Text, JSON and Markdown have the same segments in the same order."""
    words = ("script", "--product", "spring-bottle", "--language", language)
    found = json.loads(demo(demo_shop, *words, "--format", "json"))
    assert json.loads(demo(demo_shop, *words, "--json")) == found
    text, markdown = demo(demo_shop, *words), demo(demo_shop, *words, "--format", "markdown")
    assert found["language"] == language
    assert price in text
    for place in (text, markdown):
        positions = [place.find(segment["text"][:20]) for segment in found["segments"]]
        assert positions == sorted(positions)
        assert -1 not in positions
    assert found["path"]["scene"]
    facts = [segment for segment in found["segments"] if segment["kind"] in ("price", "proof", "selling_point")]
    assert facts
    assert all(segment["cites"] for segment in facts)
    assert any(segment["shows"] for segment in found["segments"])


@pytest.mark.slow
def test_script_by_scene_pain_intent_and_seed(demo_shop: Path) -> None:
    """What is fixed is kept, by name or by id; another seed gives another script, and the same one each time."""
    words = ("script", "--product", "dew-hour", "--json")
    for option, value, member, end in (
        ("--scene", "长途飞行", "scene", "/concept/long-flight"),
        ("--pain", "dry-skin", "pain", "/concept/dry-skin"),
    ):
        assert json.loads(demo(demo_shop, *words, option, value))["path"][member].endswith(end)
    seeds = [demo(demo_shop, *words, "--seed", seed) for seed in ("1", "1", "2")]
    assert seeds[0] == seeds[1] != seeds[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--scene", "长途飞行"),
        ("--pain", "dry skin"),
        ("--intent", "deep-hydration"),
        ("--need", "long flight"),
        ("--product", "晨露保湿霜"),
    ],
)
def test_recommend_gives_reasons(demo_shop: Path, option: str, value: str) -> None:
    """Each recommendation has a product, a falling score, a reason in a sentence and a path with its claims."""
    found = json.loads(demo(demo_shop, "recommend", option, value, "--limit", "3", "--json"))
    assert 1 <= len(found) <= 3
    scores = [float(item["score"]) for item in found]
    assert scores == sorted(scores, reverse=True)
    for item in found:
        assert item["reason"].endswith(".")
        assert item["path"]
    said = demo(demo_shop, "recommend", option, value, "--limit", "3")
    heads = [line for line in said.splitlines() if re.match(r"\d\. ", line)]
    assert len(heads) == len(found)
    for number, (head, item) in enumerate(zip(heads, found, strict=True), start=1):
        assert head.startswith(f"{number}. {item['name']}")
    assert all(item["reason"] in said for item in found)


@pytest.mark.slow
def test_recommend_in_chinese(demo_shop: Path) -> None:
    """Names, reasons and quotes are Chinese."""
    said = demo(demo_shop, "recommend", "--scene", "长途飞行", "--language", "zh")
    assert said.startswith(("1. 晨露保湿霜", "1. 小憩颈枕"))
    assert "因为长途飞行" in said


@pytest.mark.parametrize("words", [(), ("--scene", "gym", "--need", "gym"), ("--limit", "3")])
def test_recommend_wants_one_thing(shop: Shop, words: tuple[str, ...]) -> None:
    """No need, or two, is a matter of usage."""
    assert "give one of --scene" in command("recommend", *words, code=2).stderr


def test_names_that_nothing_has(shop: Shop) -> None:
    """The message names some that there are, and how to see all."""
    assert "Day Bag" in command("script", "--product", "nothing", code=2).stderr
    assert "gym" in command("recommend", "--scene", "nothing", code=2).stderr
    assert "gym" in command("script", "--product", "mat", "--scene", "nothing", code=2).stderr
    command("recommend", "--scene", "gym", "--limit", "0", code=2)
    command("script", code=2)


def test_nothing_to_recommend(shop: Shop) -> None:
    """An empty answer is said on stderr, and is an empty list in JSON."""
    (shop.folder / "lexicon.jsonl").write_text(
        '{"id": "moon", "kind": "Scene", "name": {"en": "moon", "zh": "月球"}}\n', encoding="utf-8"
    )
    command("extract")
    result = command("recommend", "--scene", "moon")
    assert result.stdout == ""
    assert "nothing to recommend" in result.stderr
    assert "it has products for gym" in result.stderr
    assert json.loads(command("recommend", "--scene", "moon", "--json").stdout) == []


def test_save_puts_the_script_through_the_gate(shop: Shop) -> None:
    """The stored script is named, replaces itself when saved again, and the store still conforms."""
    before = shop.quads()
    assert command("script", "--product", "mat").stderr == ""
    assert shop.quads() == before
    result = command("script", "--product", "mat", "--save")
    assert result.stdout.startswith("Grip Yoga Mat (en)")
    match = re.fullmatch(r"saved as (https://example.org/shop/script/\w+)\n", result.stderr)
    assert match is not None
    saved = shop.quads()
    assert saved > before
    assert "mkg:presents" in command("query", "browse/product", "--product", match[1]).stdout
    command("script", "--product", "mat", "--save")
    assert shop.quads() == saved
    command("script", "--product", "mat", "--save", "--language", "zh")
    assert json.loads(command("stats", "--json").stdout)["classes"]["mkg:Script"] == 2
    assert command("validate").stdout.startswith("0 violations")


def test_a_saved_script_may_be_aired(shop: Shop) -> None:
    """`--broadcast` ties the stored script to the broadcast; an unknown one names those that there are."""
    assert (
        "the graph has no broadcast"
        in command("script", "--product", "mat", "--save", "--broadcast", "evening", code=2).stderr
    )
    row = {"id": "evening", "name": {"en": "Evening show", "zh": "晚间直播"}, "start": "2026-11-21T20:00:00"}
    (shop.folder / "files" / "broadcasts.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    command("import", "files")
    before = shop.quads()
    words = ("script", "--product", "mat", "--broadcast")
    assert "goes with --save" in command(*words, "evening", code=2).stderr
    assert "there are evening (Evening show)" in command(*words, "noon", "--save", code=2).stderr
    assert shop.quads() == before
    saved = command(*words, "evening", "--save").stderr.split()[-1]
    said = command("query", "browse/product", "--product", "broadcast/evening").stdout
    assert any(line.startswith(f"mkg:airs\t{saved}\t") for line in said.splitlines())
    assert command("query", "browse/broadcasts").stdout.splitlines()[1].endswith("\t0\t1")
    assert command("validate").stdout.startswith("0 violations")


@pytest.mark.slow
def test_the_product_with_the_pain_point_goes_first(demo_shop: Path) -> None:
    """A leaking tent is a matter of tents, a slipping board one of boards, whatever else keeps dry or has grip."""
    for pain, product in (("leaking tent", "fern-tent"), ("砧板滑", "grove-board")):
        found = json.loads(demo(demo_shop, "recommend", "--pain", pain, "--json"))
        assert found[0]["product"].endswith(f"/{product}")


@pytest.mark.slow
def test_what_cannot_be_bought_yet_says_when(demo_shop: Path) -> None:
    """A chair on pre-order from December has no price in November, and the reason says from when it can be had."""
    found = json.loads(demo(demo_shop, "recommend", "--product", "fern-tent", "--limit", "30", "--json"))
    (chair,) = (item for item in found if item["product"].endswith("/perch-chair"))
    assert chair["price"] is None
    assert (chair["availability"], chair["available_from"]) == ("PreOrder", "2026-12-01")
    assert "pre-orders start on 2026-12-01" in chair["reason"]


def test_a_language_without_phrasings(shop: Shop) -> None:
    """It is a matter of usage, and the languages that there are are named."""
    stderr = command("script", "--product", "mat", "--language", "fr", code=2).stderr
    assert "language = 'fr'" in stderr
    assert "en, zh" in stderr


def test_what_is_missing_is_said(shop: Shop) -> None:
    """A product without pictures gets a script that says so; nothing is made up."""
    found = json.loads(command("script", "--product", "cup", "--json").stdout)
    assert found["path"] is None
    assert {gap["code"] for gap in found["gaps"]} >= {"no-media"}
    assert "missing [no-media]" in command("script", "--product", "cup").stdout
