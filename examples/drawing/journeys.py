"""What goes on a train, on a desk and to the gym."""

from __future__ import annotations

from drawing.brush import Brush, Gradient, darker, lighter, slope, tube


def laptop_pack(brush: Brush, colour: str) -> None:
    """A square backpack with a flap and two buckles."""
    brush.shadow(20, 82, 96)
    brush.arc(40, 1, 60, 18, 180, 360, "#5b3d24", 3)
    brush.block(20, 10, 80, 96, tube(colour), 7)
    brush.block(20, 10, 80, 50, slope(lighter(colour, 0.1)), 7)
    brush.line([(21, 50), (79, 50)], darker(colour, 0.4), 1)
    for x in (34, 66):
        brush.block(x - 3, 38, x + 3, 66, tube("#7a5230"), 1)
        brush.block(x - 4, 54, x + 4, 60, "#d9b765", 1)
    brush.block(28, 68, 72, 90, slope(darker(colour, 0.12)), 4)
    brush.text(50, 24, "QUILLBY", 5, "#f3e9d5")
    brush.text(50, 32, "TRANSIT", 7, "#f3e9d5", bold=True)
    brush.line([(32, 74), (68, 74)], lighter(colour, 0.4), 1)


def suitcase(brush: Brush, colour: str) -> None:
    """A ribbed cabin case with its handle out."""
    brush.shadow(22, 80, 97)
    brush.line([(40, 22), (40, 2), (60, 2), (60, 22)], "#8f979e", 2.6)
    for x in (30, 70):
        brush.ellipse(x - 5, 89, x + 5, 98, "#26282b")
        brush.ellipse(x - 2, 92, x + 2, 96, "#9aa0a6")
    brush.block(22, 18, 78, 92, tube(colour), 9)
    for x in range(29, 76, 7):
        brush.line([(x, 24), (x, 86)], darker(colour, 0.25), 0.9)
        brush.line([(x + 1.2, 24), (x + 1.2, 86)], lighter(colour, 0.4), 0.6)
    brush.block(34, 46, 66, 62, "#faf6ee", 3)
    brush.text(50, 51, "QUILLBY", 4.4, "#3a352e")
    brush.text(50, 57.5, "ROAM", 7, "#3a352e", bold=True)
    brush.block(74, 48, 80, 60, "#26282b", 1)


def neck_pillow(brush: Brush, colour: str) -> None:
    """A horseshoe of velour."""
    brush.shadow(12, 90, 92)
    brush.polygon(
        [
            (50, 10),
            (80, 20),
            (94, 52),
            (86, 88),
            (68, 92),
            (64, 74),
            (68, 52),
            (50, 38),
            (32, 52),
            (36, 74),
            (32, 92),
            (14, 88),
            (6, 52),
            (20, 20),
        ],
        tube(colour),
        smooth=True,
    )
    brush.arc(14, 16, 86, 100, 200, 340, lighter(colour, 0.45), 1.6)
    brush.ellipse(22, 78, 28, 84, lighter(colour, 0.6))
    brush.ellipse(72, 78, 78, 84, lighter(colour, 0.6))
    brush.text(50, 23, "DROWSE", 7, "#ffffff", bold=True)
    brush.text(50, 30.5, "QUILLBY", 4.4, "#ffffff")


def desk_lamp(brush: Brush, colour: str) -> None:
    """A jointed lamp that throws a warm cone."""
    brush.glow(68, 52, 46, "#ffe9a8", 190)
    brush.shadow(14, 58, 94)
    brush.ellipse(14, 86, 58, 97, slope(darker(colour, 0.25)))
    brush.line([(36, 90), (24, 48), (58, 20)], darker(colour, 0.15), 4)
    brush.ellipse(20, 44, 28, 52, "#e8e2d6")
    brush.polygon([(52, 12), (66, 20), (86, 40), (52, 46), (46, 24)], slope(colour))
    brush.polygon([(86, 40), (52, 46), (60, 52), (82, 48)], "#fff3c4", smooth=True)
    brush.text(36, 91.5, "QUILLBY GLOW", 4.4, "#ffffff", bold=True)


def notebook(brush: Brush, colour: str) -> None:
    """A linen notebook with a ribbon, and a pen on it."""
    brush.shadow(18, 84, 94)
    brush.block(22, 8, 84, 94, "#f4efe4", 2)
    for y in range(86, 94, 2):
        brush.line([(24, y), (83, y + 0.5)], "#d8cfbe", 0.4)
    brush.block(18, 6, 80, 90, tube(colour), 3)
    brush.block(18, 6, 26, 90, darker(colour, 0.3), 2)
    brush.block(36, 24, 70, 44, "#f7f2e8", 2)
    brush.text(53, 31, "MARGIN", 6, "#3a352e", bold=True)
    brush.text(53, 38.5, "QUILLBY", 4.2, "#3a352e")
    brush.line([(66, 90), (66, 99)], "#c0503c", 2)
    brush.line([(36, 80), (68, 56)], "#26282b", 3.4)
    brush.line([(36, 80), (32, 83)], "#d9b765", 2)


def mat(brush: Brush, colour: str) -> None:
    """A half-rolled mat."""
    brush.shadow(6, 94, 86)
    brush.polygon([(20, 46), (80, 46), (96, 84), (4, 84)], slope(colour), smooth=False)
    brush.polygon([(4, 84), (96, 84), (96, 87), (4, 87)], darker(colour, 0.4))
    brush.line([(50, 50), (50, 80)], lighter(colour, 0.5), 0.8)
    brush.line([(24, 66), (76, 66)], lighter(colour, 0.5), 0.8)
    brush.block(16, 28, 84, 50, Gradient(lighter(colour, 0.25), colour, darker(colour, 0.4), down=True), 11)
    brush.ellipse(78, 28, 90, 50, darker(colour, 0.2))
    brush.arc(80, 31, 88, 47, 0, 300, lighter(colour, 0.5), 1)
    brush.text(48, 38, "TARNFELL GRIP", 6, "#ffffff", bold=True)


def duffel(brush: Brush, colour: str) -> None:
    """A barrel bag with two handles."""
    brush.shadow(6, 94, 88)
    brush.arc(28, 10, 58, 70, 180, 360, darker(colour, 0.55), 3)
    brush.arc(42, 10, 72, 70, 180, 360, darker(colour, 0.45), 3)
    brush.block(6, 34, 94, 88, slope(colour), 18)
    brush.ellipse(4, 36, 24, 87, slope(darker(colour, 0.3)))
    brush.line([(24, 40), (88, 40)], lighter(colour, 0.5), 1.2)
    brush.block(34, 38, 40, 84, darker(colour, 0.45))
    brush.block(62, 38, 68, 84, darker(colour, 0.45))
    brush.text(51, 58, "HAUL", 9, "#ffffff", bold=True)
    brush.text(51, 67, "TARNFELL", 4.2, "#ffffff")
    brush.block(72, 50, 88, 78, darker(colour, 0.15), 3)


def watch(brush: Brush, colour: str) -> None:
    """A digital watch that shows laps."""
    brush.shadow(30, 72, 97)
    for top, bottom in ((2, 34), (66, 98)):
        brush.block(36, top, 64, bottom, tube(colour), 5)
    for y in (78, 84, 90):
        brush.ellipse(48.6, y - 1.4, 51.4, y + 1.4, darker(colour, 0.6))
    brush.block(25, 25, 75, 75, tube("#33373c"), 13)
    brush.block(29, 29, 71, 71, "#0f1a1f", 10)
    brush.text(50, 37, "TARNFELL LAP", 4.4, "#9fb4bf")
    brush.text(50, 49, "07:42", 12, "#b8ff5e", bold=True)
    brush.text(50, 60, "LAP 12", 6.6, "#ffb454", bold=True)
    brush.block(75, 38, 79, 46, "#8f979e", 1)
    brush.block(75, 54, 79, 62, "#8f979e", 1)
