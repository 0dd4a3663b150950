"""Bags, tents, bottles, boots: what goes up a hill."""

from __future__ import annotations

from drawing.brush import Brush, darker, lighter, slope, tube


def daypack(brush: Brush, colour: str) -> None:
    """A rounded backpack with a front pocket and side straps."""
    brush.shadow(20, 82, 95)
    brush.arc(39, 1, 61, 22, 180, 360, darker(colour, 0.5), 3)
    brush.polygon([(18, 34), (24, 50), (22, 84), (28, 92), (20, 90), (14, 70)], darker(colour, 0.45), smooth=True)
    brush.polygon([(82, 34), (76, 50), (78, 84), (72, 92), (80, 90), (86, 70)], darker(colour, 0.45), smooth=True)
    brush.polygon(
        [(50, 8), (70, 13), (79, 34), (81, 70), (76, 92), (50, 96), (24, 92), (19, 70), (21, 34), (30, 13)],
        tube(colour),
        smooth=True,
    )
    brush.arc(27, 14, 73, 62, 185, 355, lighter(colour, 0.45), 1.4)
    brush.block(29, 56, 71, 90, slope(darker(colour, 0.12)), 8)
    brush.line([(31, 64), (69, 64)], lighter(colour, 0.5), 1.2)
    brush.line([(62, 64), (62, 71)], "#f2e9d8", 1.2)
    brush.block(38, 36, 62, 50, "#f6f1e6", 2)
    brush.text(50, 41, "TARNFELL", 4.4, "#3a352e")
    brush.text(50, 46.5, "RIDGE 22", 5, "#3a352e", bold=True)
    brush.line([(24, 46), (24, 80)], lighter(colour, 0.25), 1.6)
    brush.line([(76, 46), (76, 80)], darker(colour, 0.5), 1.6)


def tent(brush: Brush, colour: str) -> None:
    """A dome tent with an open door."""
    brush.shadow(4, 96, 86)
    brush.polygon([(3, 86), (18, 52), (40, 25), (58, 22), (80, 48), (97, 86)], tube(colour))
    brush.polygon([(40, 25), (58, 22), (46, 86), (18, 86)], slope(lighter(colour, 0.18)))
    brush.polygon([(46, 40), (58, 86), (30, 86)], darker(colour, 0.72))
    brush.polygon([(46, 40), (58, 86), (64, 82)], lighter(colour, 0.5))
    brush.line([(3, 86), (18, 52), (40, 25), (58, 22), (80, 48), (97, 86)], lighter(colour, 0.55), 1.2)
    brush.line([(58, 22), (72, 86)], lighter(colour, 0.4), 1)
    brush.line([(3, 86), (0, 92)], "#e7dfcf", 0.8)
    brush.line([(97, 86), (100, 92)], "#e7dfcf", 0.8)
    brush.text(77, 68, "TARNFELL", 4.4, "#ffffff", bold=True)
    brush.text(78, 75, "FERN TWO", 5, "#ffffff", bold=True)


def sleeping_bag(brush: Brush, colour: str) -> None:
    """A mummy bag, hood up."""
    brush.shadow(26, 78, 96)
    brush.polygon(
        [(50, 3), (68, 9), (75, 28), (70, 60), (62, 92), (50, 97), (38, 92), (30, 60), (25, 28), (32, 9)],
        tube(colour),
        smooth=True,
    )
    brush.ellipse(35, 9, 65, 33, darker(colour, 0.55))
    brush.ellipse(38, 13, 62, 33, "#efe6d4")
    for y, half in ((42, 21), (54, 19), (66, 16), (78, 13)):
        brush.line([(50 - half, y), (50, y + 3), (50 + half, y)], darker(colour, 0.28), 0.9)
    brush.line([(62, 33), (58, 90)], "#f4c95d", 1)
    brush.text(48, 49, "TARNFELL", 4.4, "#ffffff")
    brush.text(48, 61, "HUSH -3", 6, "#ffffff", bold=True)


def flask(brush: Brush, colour: str) -> None:
    """A steel vacuum flask with a loop on its cap."""
    brush.shadow(32, 72, 96)
    brush.arc(38, 1, 62, 20, 180, 360, "#3b3b3d", 3)
    brush.block(36, 10, 64, 23, tube("#4a4a4d"), 3)
    brush.block(38, 22, 62, 29, tube("#d5d8da"), 1)
    brush.block(31, 28, 69, 96, tube(colour), 8)
    brush.block(31, 90, 69, 96, tube("#c9cccf"), 3)
    brush.block(35, 34, 38, 86, lighter(colour, 0.5), 1.5)
    brush.polygon([(42, 62), (50, 48), (58, 62)], "#ffffff")
    brush.polygon([(47, 62), (54, 53), (61, 62)], lighter(colour, 0.7))
    brush.text(50, 70, "SPRING", 6, "#ffffff", bold=True)
    brush.text(50, 77, "TARNFELL", 4, "#ffffff")


def headlamp(brush: Brush, colour: str) -> None:
    """A lamp on an elastic head band."""
    brush.shadow(14, 88, 88)
    brush.arc(10, 18, 90, 86, 0, 360, darker(colour, 0.35), 8)
    brush.arc(13, 21, 87, 83, 0, 360, lighter(colour, 0.2), 1.2)
    brush.block(30, 48, 70, 88, tube("#35383d"), 8)
    brush.ellipse(36, 53, 64, 81, "#8d949c")
    brush.ellipse(39, 56, 61, 78, "#fff6d0")
    brush.ellipse(45, 61, 55, 71, "#ffffff")
    brush.text(50, 84.5, "BEAM 420", 4.6, "#ffffff", bold=True)
    brush.block(45, 45, 55, 49, "#e8502f", 1)


def boot(brush: Brush, colour: str) -> None:
    """A laced ankle boot, toe to the right."""
    brush.shadow(8, 96, 90)
    brush.polygon([(8, 78), (94, 78), (96, 90), (88, 92), (8, 92)], "#2c2723")
    for x in range(12, 90, 9):
        brush.block(x, 89, x + 5, 95, "#1d1916", 1)
    brush.polygon(
        [(14, 14), (46, 12), (52, 40), (64, 52), (86, 58), (95, 70), (95, 80), (8, 80), (10, 50)],
        slope(colour),
    )
    brush.polygon([(74, 56), (88, 60), (95, 70), (95, 80), (78, 80)], slope(darker(colour, 0.4)))
    brush.block(11, 8, 49, 20, slope(darker(colour, 0.5)), 4)
    brush.polygon([(8, 58), (24, 58), (28, 80), (8, 80)], slope(darker(colour, 0.3)))
    for step in range(5):
        left, top = 40 + step * 5.4, 22 + step * 7.6
        brush.line([(left, top), (left + 12, top - 3)], "#f0d9a8", 1.6)
        brush.ellipse(left - 1.6, top - 1.6, left + 1.6, top + 1.6, "#d8b46a")
    brush.text(50, 71, "TARNFELL TREAD", 5.2, "#fff4dd", bold=True)


def poles(brush: Brush, colour: str) -> None:
    """A crossed pair of poles with cork grips."""
    brush.shadow(18, 84, 96)
    for top, foot in ((26, 76), (74, 24)):
        brush.line([(top, 10), (foot, 94)], darker(colour, 0.15), 2.6)
        middle = top + (foot - top) * 0.5
        brush.line([(top + (foot - top) * 0.42, 46), (middle, 52)], "#8c99a5", 3.4)
        brush.line([(top, 8), (top + (foot - top) * 0.22, 26)], "#b98a55", 5.4)
        brush.ellipse(top - 4, 3, top + 4, 11, "#2f2a26")
        brush.ellipse(foot - 6, 85, foot + 6, 90, "#3b3a3a")
    brush.block(34, 62, 66, 78, "#f6f1e6", 3)
    brush.text(50, 67, "TARNFELL", 4.4, "#3a352e")
    brush.text(50, 73, "STRIDER", 5.6, "#3a352e", bold=True)


def camp_chair(brush: Brush, colour: str) -> None:
    """A low folding chair with a sling seat."""
    brush.shadow(14, 88, 94)
    for head, foot in (((22, 94), (66, 52)), ((78, 94), (34, 52)), ((20, 10), (28, 70)), ((80, 10), (72, 70))):
        brush.line([head, foot], "#9aa0a6", 2.6)
    brush.polygon([(20, 10), (80, 10), (74, 56), (84, 72), (16, 72), (26, 56)], slope(colour), smooth=False)
    brush.polygon([(26, 56), (74, 56), (84, 72), (16, 72)], slope(lighter(colour, 0.15)))
    brush.block(24, 14, 76, 20, darker(colour, 0.3), 1)
    brush.text(50, 32, "PERCH", 9, "#fff7e8", bold=True)
    brush.text(50, 42, "TARNFELL", 4.8, "#fff7e8")


def camp_stove(brush: Brush, colour: str) -> None:
    """A small burner on a gas cartridge, lit."""
    brush.shadow(24, 78, 95)
    brush.polygon([(38, 26), (44, 8), (50, 20), (56, 6), (62, 26)], "#4f8fe8", smooth=True)
    brush.polygon([(44, 26), (48, 15), (52, 22), (55, 14), (57, 26)], "#bfe0ff", smooth=True)
    brush.line([(50, 40), (28, 24)], "#8f979e", 2)
    brush.line([(50, 40), (72, 24)], "#8f979e", 2)
    brush.block(38, 25, 62, 32, tube("#b8bec3"), 2)
    brush.block(46, 31, 54, 48, tube("#8f979e"), 1)
    brush.block(56, 38, 70, 42, "#d0452b", 1)
    brush.block(26, 47, 74, 95, tube(colour), 12)
    brush.block(26, 66, 74, 84, "#fff7e8", 0)
    brush.text(50, 71, "TARNFELL", 4.6, "#3a352e")
    brush.text(50, 78, "SPARK STOVE", 6, "#b2381f", bold=True)
