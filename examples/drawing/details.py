"""Close-ups: a product at the edge of the picture and, in a ring beside it, what makes it special."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drawing.brush import Brush, Gradient, darker, lighter, slope


@dataclass(frozen=True, slots=True)
class Detail:
    """What the ring shows, in which colour, and the words below it."""

    inside: Callable[[Brush, str], None]
    colour: str
    words: str


def cream(brush: Brush, colour: str) -> None:
    """A swirl of something rich."""
    for index, share in enumerate((1.0, 0.72, 0.46, 0.22)):
        size = 36 * share
        brush.ellipse(
            50 - size,
            56 - size * 0.8 - index * 4,
            50 + size,
            56 + size * 0.62 - index * 4,
            slope(lighter(colour, 0.12 + index * 0.16)),
        )
    brush.arc(28, 30, 72, 70, 190, 250, "#ffffff", 2.4)


def drop(brush: Brush, colour: str) -> None:
    """One clear drop."""
    brush.polygon(
        [(50, 12), (64, 40), (72, 62), (62, 80), (50, 85), (38, 80), (28, 62), (36, 40)],
        slope(colour),
        smooth=True,
    )
    brush.ellipse(36, 54, 46, 70, lighter(colour, 0.75))


def pockets(brush: Brush, colour: str) -> None:
    """Pockets, a zip and what is in them."""
    brush.block(14, 20, 86, 84, slope(darker(colour, 0.25)), 6)
    brush.block(52, 14, 60, 54, "#f3c74f", 1)
    brush.block(64, 22, 74, 54, "#e9edf0", 1)
    brush.block(22, 30, 44, 60, "#33373c", 2)
    brush.block(18, 46, 48, 80, slope(colour), 4)
    brush.block(51, 46, 82, 80, slope(lighter(colour, 0.12)), 4)
    brush.line([(20, 50), (46, 50)], "#f6efe0", 1.6)
    brush.line([(53, 50), (80, 50)], "#f6efe0", 1.6)


def lugs(brush: Brush, colour: str) -> None:
    """The rubber teeth of a sole."""
    brush.block(8, 8, 92, 92, darker(colour, 0.5))
    for row in range(4):
        for column in range(4):
            x, y = 14 + column * 19 + row % 2 * 5, 14 + row * 19
            brush.polygon(
                [(x, y + 4), (x + 7, y), (x + 14, y + 4), (x + 14, y + 12), (x + 7, y + 8), (x, y + 12)],
                slope(colour),
            )


def flame(brush: Brush, colour: str) -> None:
    """A flame on a dark ground."""
    brush.block(5, 5, 95, 95, "#1b2233")
    brush.glow(50, 60, 44, colour)
    for scale, shade in ((1.0, colour), (0.68, lighter(colour, 0.4)), (0.36, "#ffffff")):
        points = [(50, 12), (64, 40), (74, 62), (66, 82), (50, 88), (34, 82), (26, 62), (38, 46)]
        brush.polygon([(50 + (x - 50) * scale, 88 + (y - 88) * scale) for x, y in points], shade, smooth=True)


def egg(brush: Brush, colour: str) -> None:
    """A fried egg on a dark pan."""
    brush.block(5, 5, 95, 95, Gradient("#6e645d", "#4b433e", "#332d29", down=True))
    brush.polygon(
        [(50, 18), (74, 24), (84, 48), (76, 72), (52, 80), (28, 76), (16, 54), (26, 28)],
        "#fffdf6",
        smooth=True,
    )
    brush.ellipse(36, 34, 66, 62, slope(colour))
    brush.ellipse(42, 38, 51, 45, lighter(colour, 0.7))


def tomato(brush: Brush, colour: str) -> None:
    """Thin slices of tomato."""
    brush.block(5, 5, 95, 95, Gradient("#d9b184", "#c49866", "#a2774a", down=True))
    for x in (34, 50, 66):
        brush.ellipse(x - 22, 26, x + 22, 74, darker(colour, 0.2))
        brush.ellipse(x - 20, 28, x + 20, 72, lighter(colour, 0.12))
        for dx, dy in ((-9, -8), (8, -8), (-9, 9), (8, 9)):
            brush.ellipse(x + dx - 5, 50 + dy - 6, x + dx + 5, 50 + dy + 6, lighter(colour, 0.5))


def layers(brush: Brush, colour: str) -> None:
    """Rice, greens and carrots, each in its place."""
    brush.block(12, 14, 88, 86, lighter(colour, 0.6), 6)
    brush.block(17, 19, 83, 48, "#fbf7ec", 4)
    brush.block(17, 52, 48, 81, "#7fae5e", 4)
    brush.block(52, 52, 83, 81, "#ef9a3f", 4)
    for x, y in ((26, 28), (40, 36), (55, 27), (70, 38), (34, 42), (63, 43)):
        brush.ellipse(x - 3, y - 1.4, x + 3, y + 1.4, "#e3dcc9")
    for x, y in ((26, 60), (38, 68), (30, 74)):
        brush.ellipse(x - 5, y - 4, x + 5, y + 4, "#a5cf7f")
    for x, y in ((60, 60), (73, 66), (64, 75)):
        brush.ellipse(x - 5, y - 4, x + 5, y + 4, "#ffc477")


def beads(brush: Brush, colour: str) -> None:
    """Drops of water on cloth."""
    brush.block(5, 5, 95, 95, slope(colour))
    for x, y, size in (
        (30, 30, 9),
        (58, 24, 6),
        (70, 46, 11),
        (40, 56, 7),
        (24, 70, 6),
        (58, 74, 9),
        (80, 72, 5),
        (46, 38, 4),
    ):
        brush.ellipse(x - size, y - size, x + size, y + size * 1.15, darker(colour, 0.3))
        brush.ellipse(
            x - size,
            y - size * 1.1,
            x + size,
            y + size,
            Gradient("#ffffff", lighter(colour, 0.45), lighter(colour, 0.2)),
        )


def ribs(brush: Brush, colour: str) -> None:
    """The ribbed surface of a mat."""
    brush.block(5, 5, 95, 95, slope(colour))
    for step in range(-90, 100, 9):
        brush.line([(step, 100), (step + 100, 0)], darker(colour, 0.28), 1.6)
        brush.line([(step + 3, 100), (step + 103, 0)], lighter(colour, 0.3), 0.8)


DETAILS: dict[str, Detail] = {
    "calm-drops-texture": Detail(drop, "#e9c9d6", "BISABOLOL CALMS"),
    "dew-hour-texture": Detail(cream, "#cfe8f5", "RICH, NOT HEAVY"),
    "daylight-swatch": Detail(cream, "#fbe8bd", "NO WHITE CAST"),
    "midnight-mask-open": Detail(cream, "#a9aee0", "OVERNIGHT JELLY"),
    "cloud-balm-open": Detail(cream, "#f6ead0", "MELTS TO OIL"),
    "ridge-daypack-inside": Detail(pockets, "#6d7f4b", "9 POCKETS"),
    "tread-boots-sole": Detail(lugs, "#5a4a3d", "5 MM LUGS"),
    "spark-stove-flame": Detail(flame, "#4f8fe8", "2600 W"),
    "ember-pan-egg": Detail(egg, "#f6b52e", "NOTHING STICKS"),
    "keel-knife-blade": Detail(tomato, "#d64533", "PAPER-THIN"),
    "stack-lunchbox-open": Detail(layers, "#5fa9dd", "KEPT APART"),
    "drift-jacket-hood": Detail(beads, "#2f4a7d", "10 000 MM"),
    "transit-backpack-inside": Detail(pockets, "#8a6a45", "LAPTOP SLEEVE"),
    "roam-carry-on-open": Detail(pockets, "#c0a878", "38 LITRES"),
    "grip-mat-rolled": Detail(ribs, "#3f9f95", "5 MM, NON-SLIP"),
    "haul-duffel-inside": Detail(pockets, "#4f5f8f", "SHOE ROOM"),
    "lap-watch-side": Detail(beads, "#2b6f5f", "50 M WATER"),
}
