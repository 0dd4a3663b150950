"""The files in ``examples/``: large enough, consistent, and drawn by the script that ships beside them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SHOP = EXAMPLES / "shop"
LANGUAGES = {"en", "zh"}
Row = dict[str, Any]


@cache
def rows(path: str) -> tuple[Row, ...]:
    """The objects of a JSON Lines file below ``examples/``."""
    lines = (EXAMPLES / path).read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def reviews() -> tuple[Row, ...]:
    """The rows of the CSV file of reviews, with the lists in their cells as lists."""
    with (SHOP / "documents.csv").open(encoding="utf-8", newline="") as file:
        found = [dict(row) for row in csv.DictReader(file)]
    return tuple({**row, "products": row["products"].split("|"), "images": listed(row["images"])} for row in found)


def listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def documents() -> tuple[Row, ...]:
    return (*rows("shop/documents.jsonl"), *reviews())


def by_id(records: tuple[Row, ...]) -> dict[str, Row]:
    """Records by id; no id may come twice."""
    found = {record["id"]: record for record in records}
    assert len(found) == len(records)
    return found


def products() -> dict[str, Row]:
    return by_id(rows("shop/products.jsonl"))


def concepts() -> dict[str, Row]:
    return by_id(rows("lexicon/concepts.jsonl"))


def media() -> dict[str, Row]:
    return by_id(rows("shop/media.jsonl"))


def offers(product: Row) -> list[Row]:
    found: list[Row] = product.get("offers", [product] if "price" in product else [])
    return found


def kinds(records: tuple[Row, ...]) -> Counter[str]:
    return Counter(record["kind"] for record in records)


def test_the_shop_has_products_of_every_sort() -> None:
    """At least 36 products in 4 departments, 8 of them groups, with 20 variants; prices and stock vary."""
    all_products = products().values()
    tops = [product for product in all_products if "group" not in product]
    groups = {product["id"] for product in tops if product.get("is_group")}
    variants = [product for product in all_products if "group" in product]
    assert len(tops) >= 36
    assert len(groups) >= 8
    assert len(variants) >= 20
    assert {variant["group"] for variant in variants} == groups
    departments = {path["en"].split("/")[0] for product in tops for path in paths(product)}
    assert len(departments) >= 4
    assert {offer["availability"] for product in all_products for offer in offers(product)} >= {
        "InStock",
        "OutOfStock",
        "PreOrder",
        "LimitedAvailability",
        "SoldOut",
        "Discontinued",
    }
    stated = sum(any(edge in product for edge in ("satisfies", "suits", "suffers")) for product in tops)
    assert len(tops) / 4 <= stated <= len(tops) / 2


def paths(product: Row) -> list[Row]:
    category = product["category"]
    return category if isinstance(category, list) else [category]


def test_products_speak_both_languages() -> None:
    """Names, category paths, attribute names and values are in English and Chinese, and paths equally deep."""
    for product in products().values():
        assert set(product["name"]) == LANGUAGES
        for path in paths(product):
            assert set(path) == LANGUAGES
            assert path["en"].count("/") == path["zh"].count("/")
        attributes = product["attributes"]
        assert set(product["attribute_names"]) == set(attributes)
        for code, value in attributes.items():
            assert set(value) >= LANGUAGES
            assert set(product["attribute_names"][code]) == LANGUAGES
            if "unit" in value:
                assert Decimal(value["number"]).is_finite()


def test_offers_make_sense() -> None:
    """Everything that is no group has an offer; a list price is not below the price; validity runs forward."""
    for product in products().values():
        found = offers(product)
        assert bool(found) != bool(product.get("is_group"))
        for offer in found:
            assert re.fullmatch(r"\d+\.\d\d", offer["price"])
            assert Decimal(offer["price"]) <= Decimal(offer.get("list_price") or offer["price"])
            assert offer.get("valid_from", "") <= offer.get("valid_until", "9")


def test_gtins_are_valid_and_nobodys() -> None:
    """Each sellable item has its own 13-digit GTIN of the in-store range with a right check digit."""
    found = [product["gtin"] for product in products().values() if not product.get("is_group")]
    with (EXAMPLES / "formats" / "chinese-csv" / "products.csv").open(encoding="gb18030", newline="") as file:
        found += [row["gtin"] for row in csv.DictReader(file)]
    found += re.findall(r'"gtin13": "(\d+)"', (EXAMPLES / "formats" / "schema-org-product.jsonld").read_text("utf-8"))
    assert len(found) == len(set(found))
    for gtin in found:
        assert re.fullmatch(r"2\d{12}", gtin)
        assert sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(gtin)) % 10 == 0


def test_the_shop_has_texts_of_every_sort() -> None:
    """Enough pages, reviews, posts, questions and answers, in both languages, praise and complaints."""
    counts = kinds(documents())
    assert counts["Review"] >= 170
    assert counts["MicroBlogPost"] >= 24
    assert counts["Question"] >= 12
    assert counts["Answer"] >= counts["Question"]
    tops = {key for key, product in products().items() if "group" not in product}
    pages = {(row["products"][0], row["language"]) for row in documents() if row["kind"] == "DetailPage"}
    assert {product for product, language in pages if language == "en"} == tops
    assert sum(language == "zh" for _, language in pages) >= len(tops) * 2 / 3
    for kind in counts:
        spoken = Counter(row["language"] for row in documents() if row["kind"] == kind)
        assert set(spoken) == LANGUAGES
        assert min(spoken.values()) * 4 >= sum(spoken.values())
    stars = Counter(row["rating"] for row in reviews())
    assert set(stars) == {"1", "2", "3", "4", "5"}
    assert stars["1"] + stars["2"] >= 30


def test_texts_are_natural_and_none_comes_twice() -> None:
    """No text is repeated, no opening is stamped, and detail pages have five to nine sentences."""
    texts = [row["text"] for row in documents()]
    assert len(set(texts)) == len(texts)
    openings = Counter(text[:12] for text in texts)
    assert openings.most_common(1)[0][1] <= 3
    for row in documents():
        if row["kind"] == "DetailPage":
            assert 5 <= len(re.findall(r"[.!?](?=\s|$)|[。！？]", row["text"])) <= 9, row["id"]


def test_posts_have_pictures_and_hashtags() -> None:
    """Every micro-blog post shows something and has a hashtag."""
    for row in documents():
        if row["kind"] == "MicroBlogPost":
            assert row["images"]
            assert row["hashtags"]
            assert not any(tag.startswith("#") for tag in row["hashtags"])


def test_the_lexicon_is_large_and_bilingual() -> None:
    """Enough concepts of each kind, each with several names in both languages, none so short that it matches all."""
    counts = kinds(rows("lexicon/concepts.jsonl"))
    least = {"Scene": 40, "PainPoint": 60, "Intent": 60, "Audience": 15, "Occasion": 15}
    assert set(counts) == set(least)
    assert all(counts[kind] >= number for kind, number in least.items())
    for key, concept in concepts().items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key)
        for language, shortest in (("en", 3), ("zh", 2)):
            assert len(concept["alternatives"][language]) >= 2, key
            assert all(len(name) >= shortest for name in names(concept, language)), key


def names(concept: Row, language: str) -> list[str]:
    return [concept["name"][language], *concept["alternatives"][language]]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_name_belongs_to_two_concepts(language: str) -> None:
    """A name in a text leads to one concept only."""
    found = Counter(name.casefold() for concept in concepts().values() for name in names(concept, language))
    assert [name for name, count in found.items() if count > 1] == []


def test_the_lexicon_is_well_connected() -> None:
    """Scenes raise pain points, pain points motivate intents, broader ones are of the same kind; none stands apart."""
    known = concepts()
    reached: set[str] = set()
    edges = {"Scene": ("raises", "PainPoint"), "PainPoint": ("motivates", "Intent")}
    for key, concept in known.items():
        assert all(known[other]["kind"] == concept["kind"] for other in concept.get("broader", ())), key
        if concept["kind"] in edges:
            edge, kind = edges[concept["kind"]]
            assert concept[edge], key
            assert all(known[other]["kind"] == kind for other in concept[edge]), key
            reached.update(concept[edge])
    assert reached == {key for key, concept in known.items() if concept["kind"] in ("PainPoint", "Intent")}
    assert any("broader" in concept for concept in known.values())


def test_texts_name_most_of_the_lexicon() -> None:
    """The shop's texts hold names of most concepts, so there is something to find in them."""
    in_language = {
        language: "\n".join(row["text"] for row in documents() if row["language"] == language).casefold()
        for language in LANGUAGES
    }
    named = Counter[str]()
    for concept in concepts().values():
        named[concept["kind"]] += any(
            name.casefold() in in_language[language] for language in LANGUAGES for name in names(concept, language)
        )
    counts = kinds(rows("lexicon/concepts.jsonl"))
    assert all(named[kind] >= counts[kind] * 0.75 for kind in counts), named


def test_references_resolve() -> None:
    """Every id that a product, text, picture, broadcast or exposure names exists and is of the right kind."""
    known, pictures, lexicon, texts = products(), media(), concepts(), by_id(documents())
    broadcasts = by_id(rows("shop/broadcasts.jsonl"))
    for product in known.values():
        assert {*product.get("related", ()), *product.get("similar", ())} <= known.keys() - {product["id"]}
        assert all(pictures[key]["type"] == "image" for key in product["images"])
        assert all(pictures[key]["type"] == "video" for key in product.get("videos", ()))
        assert all(lexicon[key]["kind"] == "Intent" for key in product.get("satisfies", ()))
        assert all(lexicon[key]["kind"] == "PainPoint" for key in product.get("suffers", ()))
        assert all(lexicon[key]["kind"] in ("Scene", "Audience", "Occasion") for key in product.get("suits", ()))
        if "group" in product:
            assert known[product["group"]]["is_group"]
    for text in texts.values():
        assert text["products"]
        assert set(text["products"]) <= known.keys()
        assert all(pictures[key]["type"] == "image" for key in text.get("images", ()))
        assert (text["kind"] == "Answer") == ("parent" in text)
        if "parent" in text:
            assert texts[text["parent"]]["kind"] == "Question"
            assert texts[text["parent"]]["published"] < text["published"]
    for piece in pieces():
        assert set(piece.get("depicts_products", ())) <= known.keys()
        assert set(piece.get("depicts_concepts", ())) <= lexicon.keys()
    for broadcast in broadcasts.values():
        assert set(broadcast["products"]) <= known.keys()
        assert broadcast["start"] < broadcast["end"]
    for exposure in by_id(rows("shop/exposures.jsonl")).values():
        broadcast = broadcasts[exposure["broadcast"]]
        product = known[exposure["product"]]
        assert {product["id"], product.get("group")} & set(broadcast["products"])
        assert broadcast["start"] <= exposure["at"] <= broadcast["end"]


def pieces() -> Iterator[Row]:
    """All media, their regions and their clips."""
    for row in media().values():
        yield row
        yield from row.get("regions", ())
        yield from row.get("clips", ())


def test_every_kind_of_edge_occurs() -> None:
    """Pictures without products, regions, clips, each outcome: every node and edge that a file can state is there."""
    assert any(row["type"] == "image" and not row.get("depicts_products") for row in media().values())
    assert any("regions" in row for row in media().values())
    assert any(region.get("depicts_concepts") for row in media().values() for region in row.get("regions", ()))
    outcomes = {exposure["outcome"] for exposure in rows("shop/exposures.jsonl")}
    assert outcomes == {"Shown", "Clicked", "Asked", "AddedToCart", "Bought"}
    for edge in ("related", "similar", "satisfies", "suits", "suffers", "videos"):
        assert any(product.get(edge) for product in products().values()), edge


def test_pictures_are_there_and_regions_lie_inside() -> None:
    """At least 70 small pictures, each listed, each opened by Pillow, with regions inside and alternative texts."""
    pictures = [row for row in media().values() if row["type"] == "image"]
    assert len(pictures) >= 70
    for row in pictures:
        assert set(row["alt"]) == LANGUAGES
        path = SHOP / row["path"]
        assert path.stat().st_size <= 40_000, path
        with Image.open(path) as image:
            width, height = image.size
        for region in row.get("regions", ()):
            assert region["x"] >= 0
            assert region["y"] >= 0
            assert region["x"] + region["width"] <= width
            assert region["y"] + region["height"] <= height
    listed_paths = {row["path"] for row in pictures}
    on_disk = {
        path.relative_to(SHOP).as_posix()
        for path in (SHOP / "media").rglob("*")
        if path.suffix in (".jpg", ".webp", ".png")
    }
    assert on_disk == listed_paths


def test_videos_are_short_and_clips_and_cues_lie_inside() -> None:
    """Two H.264 videos of 12 to 20 seconds; clips adjoin one another; cues of both languages share their times."""
    av = pytest.importorskip("av", reason="videos are read with PyAV: pip install mkgrdf[vision]")
    videos = [row for row in media().values() if row["type"] == "video"]
    assert len(videos) == 2
    for row in videos:
        path = SHOP / row["path"]
        assert path.stat().st_size <= 600_000
        with av.open(str(path)) as file:
            duration = file.duration / av.time_base
            assert file.streams.video[0].codec_context.name == "h264"
        assert 12 <= duration <= 20
        clips = row["clips"]
        assert len(clips) >= 4
        assert [clip["start"] for clip in clips] == ["0", *(clip["end"] for clip in clips[:-1])]
        assert float(clips[-1]["end"]) <= duration + 0.01
        cues = {language: cue_times(SHOP / name) for language, name in row["subtitles"].items()}
        assert set(cues) == LANGUAGES
        assert cues["en"] == cues["zh"]
        assert all(0 <= start < end <= duration for start, end in cues["en"])


def cue_times(path: Path) -> list[tuple[float, float]]:
    """The start and end of each cue of a SubRip file, in seconds."""
    found = re.findall(r"(\d\d):(\d\d):(\d\d),(\d{3}) --> (\d\d):(\d\d):(\d\d),(\d{3})", path.read_text("utf-8"))
    return [(seconds(*cue[:4]), seconds(*cue[4:])) for cue in found]


def seconds(hours: str, minutes: str, whole: str, thousandths: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(whole) + int(thousandths) / 1000


def test_the_script_draws_the_same_pictures_again(tmp_path: Path) -> None:
    """Freshly drawn pictures equal the committed ones, up to what another version of Pillow may change."""
    sample = ["spring-bottle-front", "ember-pan-egg", "scene-rain", "mood-snow"]
    command = [sys.executable, str(EXAMPLES / "draw_media.py"), "--to", str(tmp_path), *sample]
    subprocess.run(command, check=True, timeout=120, cwd=tmp_path)
    for key in sample:
        path = media()[key]["path"]
        with Image.open(SHOP / path) as committed, Image.open(tmp_path / path) as drawn:
            assert committed.size == drawn.size
            difference = ImageChops.difference(committed.convert("RGB"), drawn.convert("RGB")).convert("L")
            counts = difference.histogram()
            mean = sum(value * count for value, count in enumerate(counts)) / sum(counts)
            assert mean < 2, key


def test_examples_are_small() -> None:
    """The whole folder stays within 6 MB, since it travels in the wheel."""
    files = [path for path in EXAMPLES.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) <= 6_000_000
    assert all(path.suffix != ".ttf" for path in files)


def test_the_chinese_file_is_not_utf8() -> None:
    """The file that shows encodings is GB 18030 and nothing else."""
    content = (EXAMPLES / "formats" / "chinese-csv" / "products.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert "汤锅" in content.decode("gb18030")
