"""Pans, knives, kettles and boxes."""

from __future__ import annotations

from drawing.brush import Brush, Gradient, darker, lighter, slope, tube

STEEL = Gradient("#8f979e", "#f2f5f7", "#7b838a")
WOOD = Gradient("#c58f55", "#a8713b", "#7d5028", down=True)


def pan(brush: Brush, colour: str) -> None:
    """A frying pan seen from above at a slant, handle to the right."""
    brush.shadow(4, 72, 84)
    brush.polygon([(62, 50), (97, 30), (100, 36), (66, 60)], "#2b2826")
    brush.line([(66, 52), (97, 34)], "#5a534e", 1.4)
    brush.ellipse(2, 30, 72, 86, darker(colour, 0.55))
    brush.ellipse(2, 26, 72, 80, slope(colour))
    brush.ellipse(7, 30, 67, 75, darker(colour, 0.62))
    brush.ellipse(10, 33, 64, 72, Gradient("#6e645d", "#4b433e", "#332d29", down=True))
    brush.arc(16, 37, 58, 68, 190, 290, "#a3978e", 1.2)
    brush.text(37, 52, "HOBNOOK", 5, "#d8cbbf")
    brush.text(37, 59, "EMBER", 7, "#f0a370", bold=True)


def knife(brush: Brush, colour: str) -> None:
    """A chef's knife, blade to the left."""
    brush.shadow(4, 96, 72)
    brush.polygon([(3, 52), (20, 42), (64, 40), (64, 62), (46, 64), (22, 60)], STEEL)
    brush.polygon([(3, 52), (22, 58), (46, 61), (64, 59), (64, 62), (46, 64), (22, 60)], "#f8fafb")
    brush.block(63, 39, 68, 56, "#5f666c", 1)
    brush.polygon([(67, 41), (94, 40), (98, 46), (96, 55), (88, 53), (67, 54)], slope(colour), smooth=False)
    for x in (74, 82, 90):
        brush.ellipse(x - 1.3, 45.5, x + 1.3, 48.5, "#e2c9a0")
    brush.text(42, 49, "HOBNOOK KEEL", 5.4, "#4b5258", bold=True)


def kettle(brush: Brush, colour: str) -> None:
    """A kettle with a long curved spout."""
    brush.shadow(24, 84, 94)
    brush.line([(34, 74), (20, 66), (17, 48), (12, 34), (4, 30)], "#7b838a", 4.4)
    brush.line([(34, 73), (21, 65), (18, 48), (13, 34), (5, 30)], "#dfe4e7", 1.6)
    brush.arc(60, 26, 98, 76, 265, 75, "#2b2826", 5)
    brush.polygon([(40, 30), (70, 30), (80, 90), (30, 90)], STEEL)
    brush.block(29, 86, 81, 94, tube(colour), 2)
    brush.block(42, 23, 68, 31, tube(colour), 2)
    brush.ellipse(51, 15, 59, 24, "#2b2826")
    brush.text(55, 60, "TIDE", 8, colour, bold=True)
    brush.text(55, 69, "HOBNOOK", 4.6, "#4b5258")
    brush.block(47, 75, 63, 82, "#1f2a30", 1)
    brush.text(55, 78.6, "93 C", 4.6, "#7fe3c2", bold=True)


def board(brush: Brush, colour: str) -> None:
    """A wooden board with a hole to hang it by."""
    brush.shadow(8, 92, 82)
    brush.block(6, 30, 94, 80, darker(colour, 0.35), 6)
    brush.block(6, 26, 94, 76, WOOD, 6)
    for index, y in enumerate((33, 40, 49, 57, 66)):
        shift = index % 2 * 3
        brush.line([(12, y), (40, y + 2 - shift), (70, y - 1 + shift), (88, y + 1)], "#94622f", 0.6)
    brush.ellipse(82, 46, 90, 56, "#5d3a1b")
    brush.text(44, 47, "GROVE", 9, "#5d3a1b", bold=True)
    brush.text(44, 57, "HOBNOOK", 5, "#5d3a1b")


def lunch_box(brush: Brush, colour: str) -> None:
    """Two glass layers and a lid with clips."""
    brush.shadow(12, 90, 92)
    for top in (42, 67):
        brush.block(14, top, 86, top + 25, Gradient("#cfe6ea", "#f6fcfd", "#a9ccd3"), 6)
    brush.block(20, 47, 48, 63, "#8fc07a", 4)
    brush.block(51, 47, 80, 63, "#f0b35e", 4)
    brush.block(20, 72, 80, 88, "#f6efe0", 4)
    brush.block(11, 64, 89, 70, tube(colour), 2)
    brush.block(11, 28, 89, 44, tube(colour), 4)
    brush.block(8, 34, 15, 54, darker(colour, 0.2), 2)
    brush.block(85, 34, 92, 54, darker(colour, 0.2), 2)
    brush.text(50, 36.5, "HOBNOOK STACK", 6, "#ffffff", bold=True)


def pressure_cooker(brush: Brush, colour: str) -> None:
    """An electric pot with a lid, a valve and a display."""
    brush.shadow(14, 88, 95)
    brush.block(16, 38, 84, 95, STEEL, 8)
    brush.block(16, 84, 84, 95, tube(colour), 6)
    brush.polygon([(14, 40), (24, 22), (76, 22), (86, 40)], slope(colour), smooth=False)
    brush.block(36, 14, 64, 24, darker(colour, 0.4), 4)
    brush.block(68, 14, 74, 24, "#c0392b", 2)
    brush.block(30, 50, 70, 80, "#22262a", 4)
    brush.text(50, 57, "25:00", 8, "#ff8a5c", bold=True)
    brush.text(50, 66, "QUICK POT", 5.6, "#ffffff", bold=True)
    brush.text(50, 74, "HOBNOOK", 4.4, "#cfd6db")
    brush.block(6, 46, 17, 54, "#2b2826", 2)
    brush.block(83, 46, 94, 54, "#2b2826", 2)


def blender(brush: Brush, colour: str) -> None:
    """A portable blender filled with something green."""
    brush.shadow(30, 72, 96)
    brush.block(36, 4, 64, 14, tube("#3b3b3d"), 3)
    brush.polygon([(34, 13), (66, 13), (64, 64), (36, 64)], Gradient("#d7ecd2", "#f4fbf2", "#b5d4ae"))
    brush.polygon([(35, 28), (65, 28), (64, 64), (36, 64)], Gradient("#6fa83c", "#a8d66b", "#5a8a30"))
    for x, y in ((42, 34), (55, 40), (47, 50), (58, 54)):
        brush.ellipse(x - 1.8, y - 1.8, x + 1.8, y + 1.8, "#dff2b8")
    brush.block(32, 63, 68, 96, tube(colour), 6)
    brush.ellipse(44, 68, 56, 80, "#ffffff")
    brush.ellipse(47, 71, 53, 77, lighter(colour, 0.2))
    brush.text(50, 86, "ORBIT", 6, "#ffffff", bold=True)
    brush.text(50, 92, "HOBNOOK", 3.8, "#ffffff")


def mug(brush: Brush, colour: str) -> None:
    """A stoneware mug with a raw clay foot."""
    brush.shadow(18, 78, 92)
    brush.arc(60, 34, 94, 74, 270, 90, darker(colour, 0.2), 7)
    brush.block(18, 22, 74, 92, tube(colour), 10)
    brush.block(18, 76, 74, 92, tube("#c39a74"), 8)
    brush.block(18, 74, 74, 82, tube(colour), 0)
    brush.ellipse(18, 16, 74, 30, lighter(colour, 0.3))
    brush.ellipse(22, 18, 70, 28, "#4a2f20")
    brush.text(46, 50, "HEARTH", 8, darker(colour, 0.7), bold=True)
    brush.text(46, 60, "HOBNOOK", 4.6, darker(colour, 0.7))


def scale(brush: Brush, colour: str) -> None:
    """A flat glass scale with its display lit."""
    brush.shadow(8, 92, 82)
    brush.polygon([(16, 36), (84, 36), (94, 76), (6, 76)], slope(colour), smooth=False)
    brush.polygon([(6, 76), (94, 76), (93, 82), (7, 82)], darker(colour, 0.45))
    brush.polygon([(22, 39), (78, 39), (84, 60), (16, 60)], lighter(colour, 0.16))
    brush.block(34, 63, 66, 73, "#1f2a30", 2)
    brush.text(50, 68, "18.0 g", 6.4, "#8ff0d0", bold=True)
    brush.text(50, 46, "SIFT", 8, "#ffffff", bold=True)
    brush.text(50, 54, "HOBNOOK", 4.6, "#ffffff")
