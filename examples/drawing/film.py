"""Short films: each clip of a video is one set, filmed by a camera that moves slowly; clips meet in hard cuts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import Image

from drawing.backdrops import BACKDROPS
from drawing.brush import Brush
from drawing.cast import CAST

SIZE = (480, 270)
RATE = 12  # frames a second
FINE = 2

# For each clip of a video, in order: the place and the words that are printed on it.
SETS = {
    "morning-tour": (
        ("bathroom", "07:00  CALM DROPS + DEW HOUR"),
        ("beach", "SPF 50  DAYLIGHT"),
        ("kitchen", "07:20  EMBER PAN"),
        ("studio", "07:40  TIDE KETTLE"),
        ("park", "STILL LEGGINGS ON THE GRIP MAT"),
        ("city", "08:30  TRANSIT BACKPACK"),
    ),
    "weekend-tour": (
        ("mountains", "SATURDAY  RIDGE 22"),
        ("meadow", "SPRING BOTTLE, STILL COLD"),
        ("snow", "TREAD BOOTS HOLD"),
        ("rain", "DRIFT JACKET  10 000 MM"),
        ("night", "GOOD NIGHT, FERN TWO"),
    ),
}


def shoot(row: dict[str, Any], path: Path) -> None:
    """Write the video that a line of media.jsonl describes as H.264 in MP4."""
    import av  # noqa: PLC0415 - pictures can be drawn where PyAV is not installed

    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact", "movflags": "+faststart"}) as file:
        stream = file.add_stream("libx264", rate=RATE)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        # One thread and no build-dependent tags: the same frames give the same bytes.
        stream.options = {"crf": "27", "preset": "slow", "threads": "1"}
        stream.time_base = Fraction(1, RATE)
        for number, picture in enumerate(frames(row)):
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            frame.pts = number
            frame.time_base = Fraction(1, RATE)
            for packet in stream.encode(frame):
                file.mux(packet)
        for packet in stream.encode():
            file.mux(packet)


def frames(row: dict[str, Any]) -> Iterator[Image.Image]:
    """Yield the frames of all clips, each clip zooming in or out a little."""
    for index, (clip, (place, words)) in enumerate(zip(row["clips"], SETS[row["id"]], strict=True)):
        still = build(place, words, clip["depicts_products"])
        first, last = (round(float(clip[side]) * RATE) for side in ("start", "end"))
        for number in range(first, last):
            share = (number - first) / max(1, last - first - 1)
            zoom = 1 + 0.14 * (share if index % 2 == 0 else 1 - share)
            width, height = still.width / zoom, still.height / zoom
            left, top = (still.width - width) * (0.3 + 0.4 * share), (still.height - height) * 0.6
            yield still.resize(SIZE, Image.Resampling.BICUBIC, box=(left, top, left + width, top + height))


def build(place: str, words: str, products: list[str]) -> Image.Image:
    """Return the set of one clip with its products side by side, twice as large as the film."""
    image = Image.new("RGB", (SIZE[0] * FINE * 2, SIZE[1] * FINE * 2))
    brush = Brush(image, 0, 0, *image.size)
    BACKDROPS[place](brush)
    wide = 36 if len(products) == 1 else 32
    start = 50 - wide * len(products) / 2
    for index, product in enumerate(products):
        look = CAST[product]
        look.shape(brush.part(start + index * wide, 24, wide, 64), look.colour)
    brush.block(9, 8, 11 + len(words) * 2.05, 19, "#1d1916", 3)
    brush.text(10 + len(words) * 1.025, 13.5, words, 6, "#fff7e8", bold=True)
    return image.resize((SIZE[0] * FINE, SIZE[1] * FINE), Image.Resampling.LANCZOS)
