"""Bottles, jars and tubes."""

from __future__ import annotations

from drawing.brush import Brush, Gradient, darker, lighter, slope, tube

GOLD = "#c9a46a"


def label(brush: Brush, box: tuple[float, float, float, float], words: tuple[str, ...], ink: str) -> None:
    """Print the brand and then ``words`` in lines on the front of a pack, in ``box`` (left, top, right, bottom)."""
    left, top, right, bottom = box
    middle = (left + right) / 2
    brush.text(middle, top, words[0], 5.2, ink)
    brush.line([(middle - 5, top + 5.5), (middle + 5, top + 5.5)], ink, 0.5)
    step = (bottom - top - 9) / max(1, len(words) - 1)
    for index, word in enumerate(words[1:]):
        brush.text(middle, top + 11 + index * step, word, 7 if index < 2 else 4.6, ink, bold=index < 2)


def dropper(brush: Brush, colour: str) -> None:
    """A glass bottle with a rubber dropper."""
    brush.shadow(30, 74, 95)
    brush.block(44, 3, 56, 22, tube("#3f3a38"), 6)
    brush.block(40, 19, 60, 31, tube(GOLD), 1.5)
    brush.block(31, 29, 69, 95, tube(colour), 8)
    brush.block(34, 33, 38, 90, lighter(colour, 0.55), 2)
    brush.block(35, 47, 65, 86, "#fffdf8", 2)
    label(brush, (35, 52, 65, 82), ("VELMORA", "CALM", "DROPS", "bisabolol serum"), "#5b4a52")


def jar(brush: Brush, colour: str) -> None:
    """A wide jar with a metal lid."""
    brush.shadow(18, 84, 90)
    brush.block(17, 42, 83, 90, tube(colour), 9)
    brush.block(20, 46, 24, 84, lighter(colour, 0.6), 2)
    brush.block(14, 26, 86, 45, tube("#d9d4cc"), 4)
    brush.block(14, 26, 86, 30, "#efebe4", 2)
    label(brush, (25, 52, 75, 82), ("VELMORA", "DEW HOUR", "moisturiser"), darker(colour, 0.75))


def night_jar(brush: Brush, colour: str) -> None:
    """A dark jar with a moon on its lid."""
    brush.shadow(20, 82, 92)
    brush.block(19, 40, 81, 92, tube(colour), 14)
    brush.block(15, 24, 85, 44, tube(darker(colour, 0.35)), 6)
    brush.ellipse(43, 27, 57, 41, "#f4d98b")
    brush.ellipse(47, 26, 60, 39, darker(colour, 0.3))
    label(brush, (25, 53, 75, 84), ("VELMORA", "MIDNIGHT", "sleeping mask"), "#f4e8c8")


def tin(brush: Brush, colour: str) -> None:
    """A low round tin seen from the front, with a cloud on it."""
    brush.shadow(10, 92, 84)
    brush.block(10, 46, 90, 84, tube(colour), 6)
    brush.ellipse(10, 30, 90, 60, lighter(colour, 0.35))
    brush.ellipse(15, 33, 85, 57, colour)
    for x, y, size in ((42, 45, 8), (51, 42, 10), (60, 46, 7)):
        brush.ellipse(x - size, y - size * 0.62, x + size, y + size * 0.62, "#ffffff")
    label(brush, (20, 62, 80, 80), ("VELMORA", "CLOUD BALM"), "#ffffff")


def squeeze_tube(brush: Brush, colour: str) -> None:
    """A tube that stands on its cap."""
    brush.shadow(34, 68, 96)
    brush.polygon([(30, 6), (70, 6), (66, 78), (34, 78)], tube(colour))
    brush.block(30, 3, 70, 9, darker(colour, 0.25), 1)
    brush.block(35, 77, 65, 96, tube("#f3f3ef"), 3)
    label(brush, (30, 20, 70, 56), ("VELMORA", "CLEAR", "GEL", "cleanser 150 mL"), "#ffffff")
    for x, y, size in ((42, 66, 3), (50, 70, 4), (58, 65, 2.5)):
        brush.ellipse(x - size, y - size, x + size, y + size, lighter(colour, 0.65))


def hand_tube(brush: Brush, colour: str) -> None:
    """A soft metal tube with an ear of oat on it."""
    brush.shadow(32, 70, 96)
    brush.polygon([(28, 5), (72, 5), (67, 74), (60, 82), (40, 82), (33, 74)], tube(colour))
    brush.block(28, 4, 72, 12, Gradient("#b9b4ab", "#f1eee8", "#9c968c"), 1)
    brush.block(41, 81, 59, 96, tube("#6f5136"), 2)
    brush.line([(50, 70), (50, 50)], "#8a6434", 1)
    for step in range(5):
        brush.ellipse(43, 49 + step * 4, 50, 53 + step * 4, "#b8873f")
        brush.ellipse(50, 47 + step * 4, 57, 51 + step * 4, "#b8873f")
    label(brush, (30, 20, 70, 42), ("VELMORA", "OAT", "HAND CREAM"), "#6a4a26")


def sun_bottle(brush: Brush, colour: str) -> None:
    """A flat bottle with a sun and its protection factor."""
    brush.shadow(28, 74, 96)
    brush.block(38, 4, 62, 24, tube("#f6f1e6"), 3)
    brush.polygon([(30, 26), (38, 20), (62, 20), (70, 26), (70, 93), (66, 96), (34, 96), (30, 93)], tube(colour))
    brush.ellipse(39, 30, 61, 52, "#fff4c2")
    brush.ellipse(43, 34, 57, 48, "#ff9d2e")
    label(brush, (30, 59, 70, 92), ("VELMORA", "DAYLIGHT", "SPF 50", "zinc oxide"), "#5d3c05")


def lip_stick(brush: Brush, colour: str) -> None:
    """A twist-up balm without its cap, and the cap beside it."""
    brush.shadow(22, 84, 94)
    brush.block(30, 40, 52, 94, tube(colour), 3)
    brush.block(32, 26, 50, 42, tube("#e8e2d6"), 1)
    brush.polygon([(34, 12), (41, 8), (48, 16), (48, 27), (34, 27)], slope(lighter(colour, 0.6)), smooth=False)
    brush.block(60, 56, 80, 94, tube(darker(colour, 0.2)), 3)
    brush.text(41, 50, "VELMORA", 4, "#ffffff")
    for index, letters in enumerate(("HAR", "BOUR", "BALM")):
        brush.text(41, 60 + index * 9, letters, 6.4, "#ffffff", bold=True)
