"""The places in which things are shown. Each paints the whole box of its brush; products are put on top."""

from __future__ import annotations

import math
from collections.abc import Callable

from drawing.brush import Brush, Gradient, darker, lighter, mix


def plain(brush: Brush, tint: str) -> None:
    """A photographer's paper roll in a pale ``tint``, brightest behind the thing."""
    brush.block(0, 0, 100, 100, Gradient(lighter(tint, 0.55), lighter(tint, 0.8), lighter(tint, 0.68), down=True))
    brush.glow(50, 44, 62, "#ffffff", 150)
    brush.block(0, 86, 100, 100, Gradient(lighter(tint, 0.6), lighter(tint, 0.5), lighter(tint, 0.4), down=True))


def _sky(brush: Brush, top: str, middle: str, bottom: str, horizon: float) -> None:
    brush.block(0, 0, 100, horizon + 12, Gradient(top, middle, bottom, down=True))  # behind the hills


def _hill(brush: Brush, level: float, height: float, waves: float, shift: float, fill: str | Gradient) -> None:
    points = [
        (x, level - height * (0.5 + 0.5 * math.sin(x / 100 * math.tau * waves + shift))) for x in range(-4, 106, 2)
    ]
    brush.polygon([*points, (106, 101), (-4, 101)], fill)


def _cloud(brush: Brush, x: float, y: float, size: float, colour: str = "#ffffff") -> None:
    for dx, dy, share in ((-1.1, 0.25, 0.6), (-0.3, -0.1, 0.85), (0.6, 0.1, 0.75), (1.3, 0.3, 0.5)):
        radius = size * share
        brush.ellipse(
            x + dx * size - radius,
            y + dy * size - radius,
            x + dx * size + radius,
            y + dy * size + radius,
            colour,
        )


def _pine(brush: Brush, x: float, foot: float, size: float, colour: str) -> None:
    brush.block(x - size * 0.05, foot - size * 0.2, x + size * 0.05, foot, "#4a3728")
    for step in range(3):
        top, half = foot - size * (1.0 - step * 0.24), size * (0.18 + step * 0.08)
        brush.polygon([(x, top), (x + half, top + size * 0.4), (x - half, top + size * 0.4)], colour)


def mountains(brush: Brush) -> None:
    """A mountain trail in the morning."""
    _sky(brush, "#8cc4ea", "#cfe7f5", "#fdf3dc", 62)
    brush.glow(78, 20, 26, "#fff3c0")
    brush.ellipse(75, 13, 82, 24, "#fff8dc")
    for peak, left, right, top, shade in (
        (24, -8, 52, 16, "#7f97ad"),
        (60, 28, 98, 8, "#6d879f"),
        (92, 64, 122, 22, "#8ba2b5"),
    ):
        brush.polygon([(left, 64), (peak, top), (right, 64)], Gradient(lighter(shade, 0.35), shade, darker(shade, 0.2)))
        brush.polygon(
            [
                (peak, top),
                (peak + 6, top + 12),
                (peak + 1, top + 10),
                (peak - 3, top + 14),
                (peak - 6, top + 11),
            ],
            "#ffffff",
        )
    _hill(brush, 66, 10, 1.4, 0.6, "#6f9a58")
    for x, size in ((6, 26), (14, 20), (86, 24), (95, 30)):
        _pine(brush, x, 68, size, "#3f6b45")
    _hill(brush, 76, 8, 0.9, 2.4, Gradient("#8ab268", "#7aa35b", "#557c40", down=True))
    brush.polygon([(46, 70), (52, 70), (70, 100), (28, 100)], Gradient("#e6d3a8", "#d9c08c", "#c4a76f", down=True))


def night(brush: Brush) -> None:
    """A clearing under stars."""
    _sky(brush, "#0d1530", "#1d2b55", "#4b4a78", 70)
    for index in range(46):
        x, y = (index * 37.7) % 100, (index * 23.3) % 56
        size = 0.22 + index % 3 * 0.12
        brush.ellipse(x - size * 0.6, y - size, x + size * 0.6, y + size, "#f6f1d8")
    brush.glow(82, 18, 20, "#cfd6ff", 120)
    brush.ellipse(78, 10, 86, 23, "#f7f3dc")
    brush.ellipse(80.5, 9, 88, 21, "#18234a")
    _hill(brush, 70, 14, 1.2, 1.0, "#141d3a")
    for x in range(2, 100, 9):
        _pine(brush, x, 72, 20 + x * 7 % 13, "#101a2e")
    _hill(brush, 78, 5, 0.8, 0.2, Gradient("#2d3b3a", "#233030", "#161f20", down=True))


def beach(brush: Brush) -> None:
    """Sand, sea and a hard sun."""
    _sky(brush, "#4aa8e0", "#9ad4f2", "#dff3fb", 46)
    brush.glow(20, 16, 30, "#fff6c8")
    brush.ellipse(16, 8, 25, 24, "#fff4b8")
    _cloud(brush, 66, 16, 5)
    brush.block(0, 44, 100, 64, Gradient("#1f86b8", "#36a9cd", "#8fdbe0", down=True))
    for y, x in ((49, 10), (53, 52), (57, 28), (60, 70)):
        brush.line([(x, y), (x + 14, y)], "#d9f4f7", 0.8)
    _hill(brush, 66, 5, 1.0, 0.4, "#ffffff")
    _hill(brush, 68, 5, 1.0, 0.4, Gradient("#f6e3b4", "#efd79c", "#d9bb79", down=True))
    brush.line([(88, 84), (80, 30)], "#e8e2d6", 1.4)
    brush.polygon([(60, 38), (66, 24), (80, 18), (94, 22), (100, 34)], Gradient("#e8553f", "#f7f2e8", "#e8553f"))


def rain(brush: Brush) -> None:
    """A street in the rain."""
    _sky(brush, "#5d6f80", "#8496a5", "#b3bfc8", 72)
    for x, top, width in ((0, 26, 16), (18, 14, 14), (34, 32, 18), (62, 20, 15), (80, 30, 22)):
        brush.block(x, top, x + width, 74, Gradient("#5d6a77", "#6d7b88", "#505c68"))
        for row in range(4):
            for column in range(2):
                lit = (x + row * 3 + column) % 3 == 0
                left, upper = x + 3 + column * 5.5, top + 5 + row * 9
                brush.block(left, upper, left + 3, upper + 5, "#ffe2a0" if lit else "#47525d")
    brush.block(0, 72, 100, 100, Gradient("#7b8791", "#66727c", "#4d5861", down=True))
    for x, y, size in ((22, 88, 14), (70, 93, 18), (48, 80, 9)):
        brush.ellipse(x - size, y - size * 0.22, x + size, y + size * 0.22, "#93a3af")
        brush.ellipse(x - size * 0.6, y - size * 0.1, x + size * 0.6, y + size * 0.12, "#aebcc6")
    for index in range(70):
        start, upper_end = (index * 29.3) % 106, (index * 17.9) % 96
        brush.line([(start, upper_end), (start - 1.4, upper_end + 5)], "#d4e2ec", 0.45)


def studio(brush: Brush) -> None:
    """A bright room with a wooden floor and a plant."""
    brush.block(0, 0, 100, 66, Gradient("#f3ece2", "#f8f3ea", "#eae0d2"))
    brush.block(10, 8, 44, 50, "#ffffff")
    brush.block(11.5, 10, 42.5, 48, Gradient("#bfe0ee", "#e4f3f5", "#f8f1d8", down=True))
    brush.line([(27, 9), (27, 49)], "#ffffff", 1.4)
    brush.polygon([(11, 66), (46, 66), (70, 100), (20, 100)], "#f3dcb0")
    _planks(brush, 64, "#d8b184")
    brush.block(85, 50, 95, 66, Gradient("#d98a5e", "#c97a4f", "#a86040"), 3)
    for angle in (-60, -35, -10, 15, 40, 62):
        radians = math.radians(angle - 90)
        tip = (90 + math.cos(radians) * 13, 50 + math.sin(radians) * 30)
        middle = (90 + math.cos(radians + 0.22) * 8, 50 + math.sin(radians + 0.22) * 18)
        brush.polygon([(90, 52), middle, tip, (90 + math.cos(radians) * 7, 50 + math.sin(radians) * 14)], "#5f9460")


def _planks(brush: Brush, top: float, colour: str) -> None:
    brush.block(0, top, 100, 100, Gradient(darker(colour, 0.12), colour, lighter(colour, 0.12), down=True))
    for index in range(-3, 14):
        brush.line([(50 + (index - 5) * 8, top), (50 + (index - 5) * 20, 100)], darker(colour, 0.22), 0.35)


def gym(brush: Brush) -> None:
    """Weights in a rack in front of a dark wall."""
    brush.block(0, 0, 100, 72, Gradient("#3a424d", "#4a5461", "#333a44", down=True))
    brush.block(0, 8, 100, 11, "#ffb347")
    for level in (34, 56):
        brush.block(4, level, 96, level + 2.4, "#20252b")
        for x in range(9, 96, 13):
            shade = ("#c0503c", "#4a7fb5", "#d9a441")[x % 3]
            brush.ellipse(x - 4.6, level - 13, x + 2.2, level, darker(shade, 0.2))
            brush.ellipse(x - 2.4, level - 13, x + 4.4, level, shade)
    brush.block(0, 72, 100, 100, Gradient("#6b7280", "#565d69", "#3f454e", down=True))


def kitchen(brush: Brush) -> None:
    """A tiled wall above a worktop."""
    brush.block(0, 0, 100, 62, "#e9efe9")
    for row in range(7):
        for column in range(-1, 9):
            x, y = column * 13 + row % 2 * 6.5, row * 9
            brush.block(x, y, x + 12.4, y + 8.2, Gradient("#f7faf6", "#eef4ee", "#dfe8e0", down=True), 0.6)
    brush.block(4, 13, 96, 16, "#a8713b")
    for x, shade in ((12, "#c97a4f"), (24, "#e3c16f"), (36, "#7fa56b"), (80, "#8fb7c9"), (90, "#c0503c")):
        brush.block(x - 3.4, 2, x + 3.4, 13, Gradient(darker(shade, 0.1), lighter(shade, 0.3), darker(shade, 0.2)), 2)
        brush.block(x - 3.6, 0, x + 3.6, 3, "#f4ead8", 1)
    brush.block(0, 60, 100, 100, Gradient("#d9b184", "#c49866", "#a2774a", down=True))
    brush.block(0, 60, 100, 62.5, "#eccb9f")


def desk(brush: Brush) -> None:
    """A desk by a window in the evening."""
    brush.block(0, 0, 100, 66, Gradient("#3b4a63", "#48587a", "#55618a", down=True))
    brush.block(56, 6, 92, 48, "#efe7d8")
    brush.block(58, 9, 90, 45, Gradient("#22305a", "#5a4f86", "#e59a6d", down=True))
    brush.line([(74, 8), (74, 46)], "#efe7d8", 1.2)
    for x, height, shade in (
        (8, 22, "#c0503c"),
        (12, 26, "#d9a441"),
        (16, 20, "#6a9a78"),
        (20, 24, "#efe7d8"),
        (24, 21, "#7d8fc0"),
    ):
        brush.block(x, 40 - height, x + 3.4, 40, shade, 0.4)
    brush.block(4, 40, 34, 42, "#a8713b")
    brush.block(0, 66, 100, 100, Gradient("#b98555", "#a27145", "#7d5330", down=True))


def cabin(brush: Brush) -> None:
    """Two windows of a plane above clouds."""
    brush.block(0, 0, 100, 100, Gradient("#eef0f2", "#dfe3e7", "#c8ced5", down=True))
    for left in (14, 58):
        brush.block(left, 8, left + 28, 60, "#c3cad2", 16)
        brush.block(left + 2.5, 11.5, left + 25.5, 56.5, Gradient("#3d7cc0", "#8cc0e8", "#f6e6cf", down=True), 14)
        _cloud(brush, left + 13, 48, 3.2)
        _cloud(brush, left + 8, 40, 2, "#f1f7fc")
    brush.block(0, 72, 100, 100, Gradient("#6f86a3", "#5a708d", "#43566f", down=True))
    brush.block(0, 70, 100, 74, "#e9edf1")


def airport(brush: Brush) -> None:
    """A hall with a plane outside."""
    brush.block(0, 0, 100, 68, Gradient("#a9cfe8", "#d5e8f2", "#f7efdf", down=True))
    brush.polygon([(20, 40), (64, 34), (76, 36), (78, 40), (66, 46), (24, 46)], "#ffffff", smooth=True)
    brush.polygon([(24, 42), (14, 22), (22, 22), (34, 40)], "#d0452b")
    brush.polygon([(46, 43), (36, 58), (44, 58), (58, 43)], "#dfe5ea")
    for x in range(0, 101, 20):
        brush.block(x - 0.8, 0, x + 0.8, 68, "#8b98a5")
    brush.block(0, 66, 100, 68, "#8b98a5")
    brush.block(0, 68, 100, 100, Gradient("#dfe3e6", "#cdd3d8", "#b1bac2", down=True))
    brush.block(62, 4, 98, 20, "#1f2a30", 2)
    brush.text(80, 9, "TOKYO  08:25  A12", 4.6, "#ffd479")
    brush.text(80, 15, "CHENGDU  09:10  B03", 4.6, "#ffd479")


def bathroom(brush: Brush) -> None:
    """A shelf below a round mirror."""
    brush.block(0, 0, 100, 74, Gradient("#dfeeea", "#eaf4f0", "#d2e5df", down=True))
    brush.ellipse(32, -8, 68, 50, "#c9a46a")
    brush.ellipse(33.4, -6, 66.6, 48, Gradient("#f7fbfb", "#dcebee", "#c4dbe0", down=True))
    brush.line([(40, 30), (52, 6)], "#ffffff", 1.2)
    for angle in (-50, -20, 10, 40):
        radians = math.radians(angle - 90)
        brush.line([(90, 64), (90 + math.cos(radians) * 9, 64 + math.sin(radians) * 26)], "#6a9a78", 2.2)
    brush.block(86, 60, 94, 74, Gradient("#ffffff", "#f2f0ea", "#d6d2c8"), 2)
    brush.block(0, 74, 100, 100, Gradient("#ffffff", "#f1ece3", "#d8cfc1", down=True))


def bedroom(brush: Brush) -> None:
    """A bedside table under a warm lamp."""
    brush.block(0, 0, 100, 72, Gradient("#2a2548", "#3d3562", "#4f416c", down=True))
    brush.block(8, 8, 38, 46, "#6d5f8f")
    brush.block(9.5, 10, 36.5, 44, Gradient("#101a3c", "#1d2b55", "#37407a", down=True))
    brush.ellipse(26, 14, 32, 24, "#f7f3dc")
    brush.glow(84, 34, 44, "#ffcf87", 210)
    brush.polygon([(76, 34), (80, 16), (90, 16), (94, 34)], "#ffe3b0")
    brush.block(84, 34, 86, 72, "#c9a46a")
    brush.block(0, 72, 100, 100, Gradient("#8a5f45", "#734d37", "#543626", down=True))


def snow(brush: Brush) -> None:
    """A snowy wood."""
    _sky(brush, "#a9bfd6", "#cbd9e6", "#eef3f7", 66)
    for x, size in ((6, 40), (18, 30), (31, 36), (70, 34), (84, 42), (95, 32)):
        _pine(brush, x, 70, size, "#5c7d84")
        brush.polygon(
            [(x, 70 - size), (x + size * 0.1, 70 - size * 0.78), (x - size * 0.1, 70 - size * 0.78)],
            "#ffffff",
        )
    _hill(brush, 72, 6, 1.1, 0.8, Gradient("#ffffff", "#eff5fa", "#d3e0ea", down=True))
    for index in range(60):
        left, top = (index * 31.7) % 100, (index * 19.1) % 90
        radius = 0.4 + index % 3 * 0.2
        brush.ellipse(left - radius * 0.6, top - radius, left + radius * 0.6, top + radius, "#ffffff")


def park(brush: Brush) -> None:
    """A running track at sunrise."""
    _sky(brush, "#f0a36b", "#f9cf95", "#fff0cf", 60)
    brush.glow(50, 52, 40, "#fff2b5")
    brush.ellipse(44, 42, 56, 62, "#fff0a8")
    _hill(brush, 62, 7, 1.7, 1.2, "#a9925f")
    for x in (10, 24, 78, 92):
        brush.block(x - 0.8, 44, x + 0.8, 62, "#5b452f")
        _cloud(brush, x, 38, 5.4, "#6d8a4a")
    _hill(brush, 68, 3, 0.8, 0.2, "#86a556")
    brush.polygon(
        [(38, 68), (62, 68), (100, 96), (100, 100), (0, 100), (0, 96)],
        Gradient("#d98a5e", "#c96f47", "#a95535", down=True),
    )
    for share in (0.25, 0.5, 0.75):
        brush.line([(38 + 24 * share, 68), (100 * share, 100)], "#fbe6d5", 0.7)


def meadow(brush: Brush) -> None:
    """A checked blanket on a meadow."""
    _sky(brush, "#7fc0e6", "#bfe2f2", "#eef8f4", 56)
    _cloud(brush, 24, 18, 5)
    _cloud(brush, 74, 12, 4)
    _hill(brush, 58, 8, 1.3, 0.5, "#8fbf6a")
    _hill(brush, 66, 5, 0.9, 2.0, Gradient("#a3cf72", "#8dbd5e", "#648f3f", down=True))
    corners = ((20, 74), (80, 74), (98, 99), (2, 99))
    brush.polygon(list(corners), "#f7efe2")
    for index in range(8):
        if index % 2 == 0:
            share, following = index / 8, (index + 1) / 8
            brush.polygon(
                [
                    (20 + 60 * share, 74),
                    (20 + 60 * following, 74),
                    (2 + 96 * following, 99),
                    (2 + 96 * share, 99),
                ],
                mix("#e0654f", "#f7efe2", 0.35),
            )


def city(brush: Brush) -> None:
    """An evening skyline with a train."""
    _sky(brush, "#33406e", "#7a5f92", "#f0a184", 74)
    for x, top, width in (
        (0, 34, 12),
        (13, 22, 10),
        (25, 40, 13),
        (40, 16, 11),
        (53, 30, 14),
        (69, 24, 10),
        (81, 38, 19),
    ):
        brush.block(x, top, x + width, 76, Gradient("#2d3355", "#363d63", "#262b49"))
        for row in range(5):
            for column in range(2):
                if (x + row * 2 + column) % 3:
                    left, upper = x + 2 + column * 4.6, top + 4 + row * 7
                    brush.block(left, upper, left + 2, upper + 3, "#ffd98a")
    brush.block(0, 74, 100, 100, Gradient("#3c3f57", "#31344a", "#23253a", down=True))
    brush.block(2, 60, 98, 80, Gradient("#e9edf0", "#d3dae0", "#a9b4be", down=True), 6)
    for x in range(8, 92, 14):
        brush.block(x, 64, x + 10, 72, "#ffe9b5", 1)
    brush.block(2, 75, 98, 77, "#d0452b")


BACKDROPS: dict[str, Callable[[Brush], None]] = {
    "airport": airport,
    "bathroom": bathroom,
    "beach": beach,
    "bedroom": bedroom,
    "cabin": cabin,
    "city": city,
    "desk": desk,
    "gym": gym,
    "kitchen": kitchen,
    "meadow": meadow,
    "mountains": mountains,
    "night": night,
    "park": park,
    "rain": rain,
    "snow": snow,
    "studio": studio,
}
