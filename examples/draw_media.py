#!/usr/bin/env python3
"""Draws every picture and video that examples/shop/media.jsonl names.

    python examples/draw_media.py                        # all of them, in place
    python examples/draw_media.py --to /tmp/x scene-rain # only these, into another folder

The list is the master: regions and clips stated there are where this script puts the products. Drawing again with the
same versions of Pillow and PyAV gives the same bytes. Pictures need Pillow only; videos need PyAV (``mkgrdf[vision]``).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from drawing import backdrops, film
from drawing.brush import FINE, Brush, darker, slope
from drawing.cast import CAST, Look
from drawing.details import DETAILS, Detail
from PIL import Image

SHOP = Path(__file__).resolve().parent / "shop"
SQUARE = (400, 400)
WIDE = (640, 400)

# Where each wide picture, and each lit or pitched product, is set.
PLACES = {
    "scene-trail": "mountains",
    "scene-camp": "night",
    "scene-beach": "beach",
    "scene-rain": "rain",
    "scene-yoga": "studio",
    "scene-gym": "gym",
    "scene-breakfast": "kitchen",
    "scene-coffee": "kitchen",
    "scene-dinner": "kitchen",
    "scene-desk": "desk",
    "scene-flight": "cabin",
    "scene-airport": "airport",
    "scene-bathroom": "bathroom",
    "scene-bedtime": "bedroom",
    "scene-lunch": "desk",
    "scene-winter": "snow",
    "scene-run": "park",
    "scene-picnic": "meadow",
    "mood-rain": "rain",
    "mood-sunrise": "park",
    "mood-night": "night",
    "mood-snow": "snow",
    "mood-city": "city",
    "mood-clouds": "cabin",
    "post-tent-morning": "mountains",
    "post-metro": "city",
    "post-new-year": "snow",
    "post-holiday": "airport",
    "post-yellow-day": "rain",
    "post-smoothie": "gym",
    "fern-tent-pitched": "mountains",
    "beam-headlamp-on": "night",
    "glow-lamp-on": "desk",
}


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw the pictures and videos of the demo shop.")
    parser.add_argument("ids", nargs="*", help="ids in media.jsonl; all when none is given")
    parser.add_argument("--to", type=Path, default=SHOP, help="folder to draw into (default: the shop itself)")
    arguments = parser.parse_args()
    lines = (SHOP / "media.jsonl").read_text(encoding="utf-8").splitlines()
    media = {row["id"]: row for row in map(json.loads, lines)}
    unknown = sorted(set(arguments.ids) - media.keys())
    if unknown:
        parser.error(f"not in media.jsonl: {', '.join(unknown)}")
    for key in arguments.ids or media:
        row = media[key]
        path = arguments.to / row["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if row["type"] == "video":
            film.shoot(row, path)
        else:
            save(draw(row), path)


def draw(row: dict[str, Any]) -> Image.Image:
    """Return the picture that a line of media.jsonl describes."""
    key = row["id"]
    place = PLACES.get(key)
    square = place is None or key.rpartition("-")[0] in CAST
    width, height = SQUARE if square else WIDE
    image = Image.new("RGB", (width * FINE, height * FINE), "#ffffff")
    brush = Brush(image, 0, 0, *image.size)
    if place is not None:
        backdrops.BACKDROPS[place](brush)
        paint_regions(image, row["id"], row.get("regions", []))
    elif key in DETAILS:
        paint_detail(brush, DETAILS[key], look_of(key.rpartition("-")[0]))
    elif "regions" in row:
        backdrops.plain(brush, CAST[key.removesuffix("-front")].colour)
        paint_regions(image, key, row["regions"])
    else:
        product, ending = split(key)
        look = CAST[product]
        colour = look.variants.get(ending, look.colour)
        backdrops.plain(brush, colour)
        look.shape(brush.part(11, 9, 78, 82), colour)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def save(image: Image.Image, path: Path) -> None:
    """Write a picture in the format of its file name, small and without metadata."""
    if path.suffix == ".png":
        image.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    elif path.suffix == ".webp":
        image.save(path, quality=84, method=6)
    else:
        image.save(path, quality=84, optimize=True, progressive=True)


def paint_regions(image: Image.Image, key: str, regions: list[dict[str, Any]]) -> None:
    """Put the first product of each region into it; a region in which no product is stated stays as it is."""
    for region in regions:
        for product in region.get("depicts_products", [])[:1]:
            box = (region[side] * FINE for side in ("x", "y", "width", "height"))
            brush = Brush(image, *box)
            if key == "beam-headlamp-on":
                brush.glow(50, 68, 110, "#fff3c0", 230)
            look = look_of(product)
            look.shape(brush, look.colour)


def paint_detail(brush: Brush, detail: Detail, look: Look) -> None:
    """Show the product large on the left and the detail in a ring on the right."""
    backdrops.plain(brush, look.colour)
    look.shape(brush.part(-14, 4, 84, 92), look.colour)
    brush.ellipse(53, 28, 98, 73, "#ffffff")
    ring = Brush(Image.new("RGB", (180 * FINE, 180 * FINE), "#f4efe6"), 0, 0, 180 * FINE, 180 * FINE)
    detail.inside(ring, detail.colour)
    stencil = Image.new("RGB", ring.image.size, "#000000")
    Brush(stencil, 0, 0, *stencil.size).ellipse(4, 4, 96, 96, "#ffffff")
    left, top = round(brush.image.width * 0.53), round(brush.image.height * 0.28)
    brush.image.paste(ring.image, (left, top), stencil.convert("L"))
    brush.block(54, 76, 97, 85, slope(darker(detail.colour, 0.45)), 4)
    brush.text(75.5, 80.5, detail.words, 4.1, "#ffffff", bold=True)


def look_of(product: str) -> Look:
    """Return how a product or one of its variants looks; a variant's id holds its colour's name."""
    group = next(key for key in CAST if product == key or product.startswith(f"{key}-"))
    ending = product.rpartition("-")[2]
    look = CAST[group]
    return Look(look.shape, look.variants.get(ending, look.colour))


def split(key: str) -> tuple[str, str]:
    """Split a picture's id into the product and the ending, e.g. ``ridge-daypack`` and ``moss``."""
    product, _, ending = key.rpartition("-")
    return product, ending


if __name__ == "__main__":
    main()
