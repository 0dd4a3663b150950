"""Clothes, laid flat."""

from __future__ import annotations

from drawing.brush import Brush, Gradient, Point, darker, lighter, slope, tube

BODY: list[Point] = [(34, 10), (66, 10), (76, 16), (74, 94), (26, 94), (24, 16)]


def _sleeves(brush: Brush, colour: str, length: float) -> None:
    fill = Gradient(darker(colour, 0.28), darker(colour, 0.12), darker(colour, 0.32))
    for side in (1, -1):
        points = [(74, 14), (86, 24), (90, length), (78, length + 2), (72, 42)]
        brush.polygon([(50 + side * (x - 50), y) for x, y in points], fill)


def jacket(brush: Brush, colour: str) -> None:
    """A hooded rain jacket with a storm flap and drops on it."""
    brush.shadow(20, 82, 96, 60)
    _sleeves(brush, colour, 78)
    brush.polygon(BODY, tube(colour))
    brush.polygon([(34, 14), (38, 2), (62, 2), (66, 14), (58, 20), (42, 20)], slope(darker(colour, 0.2)), smooth=True)
    brush.ellipse(41, 6, 59, 19, darker(colour, 0.55))
    brush.line([(50, 19), (50, 93)], lighter(colour, 0.6), 1.4)
    for x0, x1 in ((31, 42), (69, 58)):
        brush.line([(x0, 72), (x1, 60)], lighter(colour, 0.45), 1.2)
    brush.text(36, 34, "DRIFT", 5.4, "#ffffff", bold=True)
    brush.text(36, 40, "OSTERWICK", 3.4, "#ffffff")
    for x, y in ((60, 32), (66, 46), (58, 54), (34, 52), (40, 84), (64, 80)):
        brush.ellipse(x - 1, y - 1.4, x + 1, y + 1.6, lighter(colour, 0.7))


def tee(brush: Brush, colour: str) -> None:
    """A T-shirt with a stripe of speed across it."""
    brush.shadow(24, 78, 96, 60)
    _sleeves(brush, colour, 40)
    brush.polygon(BODY, tube(colour))
    brush.ellipse(39, 4, 61, 19, darker(colour, 0.45))
    brush.ellipse(40, 1, 60, 15, "#f3efe8")
    for index, width in enumerate((44, 36, 26)):
        y = 44 + index * 7
        brush.polygon(
            [(28, y), (28 + width, y), (25 + width, y + 4), (28, y + 4)], lighter(colour, 0.65 - index * 0.15)
        )
    brush.text(50, 34, "PACE", 9, darker(colour, 0.75), bold=True)
    brush.text(50, 76, "OSTERWICK", 4.4, darker(colour, 0.75))


def leggings(brush: Brush, colour: str) -> None:
    """High-waisted leggings with a side pocket."""
    brush.shadow(28, 74, 97, 60)
    brush.polygon([(30, 12), (50, 12), (51, 40), (45, 96), (33, 96), (26, 40)], tube(colour))
    brush.polygon([(50, 12), (70, 12), (74, 40), (67, 96), (55, 96), (49, 40)], tube(darker(colour, 0.06)))
    brush.block(29, 4, 71, 19, tube(lighter(colour, 0.15)), 3)
    brush.text(50, 11.5, "STILL", 6, "#ffffff", bold=True)
    brush.line([(70, 30), (67, 52), (60, 52)], lighter(colour, 0.4), 1)
    brush.line([(30, 30), (38, 92)], lighter(colour, 0.25), 0.9)
    brush.text(39, 60, "OSTERWICK", 3, "#ffffff")


def sweater(brush: Brush, colour: str) -> None:
    """A knitted sweater with cables."""
    brush.shadow(22, 80, 96, 60)
    _sleeves(brush, colour, 82)
    brush.polygon(BODY, tube(colour))
    brush.ellipse(38, 4, 62, 19, darker(colour, 0.35))
    brush.ellipse(41, 2, 59, 14, "#f3efe8")
    for x in (36, 64):
        for y in range(24, 86, 8):
            brush.line([(x - 4, y), (x, y + 4), (x + 4, y)], darker(colour, 0.25), 1)
    for y in range(22, 88, 6):
        brush.line([(46, y), (50, y + 3), (54, y)], darker(colour, 0.2), 1)
    brush.block(25, 88, 75, 95, tube(darker(colour, 0.15)), 2)
    brush.block(40, 44, 60, 56, "#fff9ef", 2)
    brush.text(50, 48, "FOLD", 5, "#5a4636", bold=True)
    brush.text(50, 53, "OSTERWICK", 3, "#5a4636")


def shirt(brush: Brush, colour: str) -> None:
    """A buttoned shirt with a breast pocket."""
    brush.shadow(22, 80, 96, 60)
    _sleeves(brush, colour, 78)
    brush.polygon(BODY, tube(colour))
    brush.polygon([(36, 9), (50, 22), (42, 28), (32, 14)], slope(lighter(colour, 0.5)))
    brush.polygon([(64, 9), (50, 22), (58, 28), (68, 14)], slope(lighter(colour, 0.4)))
    brush.line([(50, 22), (50, 93)], darker(colour, 0.3), 0.8)
    for y in range(32, 92, 12):
        brush.ellipse(48.6, y - 1.4, 51.4, y + 1.4, "#ffffff")
    brush.block(57, 38, 69, 54, darker(colour, 0.1), 1)
    brush.text(63, 44, "LEDGER", 3.2, "#33475f", bold=True)
    brush.text(38, 84, "OSTERWICK", 3.2, "#33475f")


def sun_hat(brush: Brush, colour: str) -> None:
    """A straw hat with a ribbon."""
    brush.shadow(6, 94, 76)
    brush.ellipse(3, 50, 97, 78, slope(colour))
    brush.ellipse(8, 52, 92, 72, lighter(colour, 0.2))
    brush.polygon([(26, 60), (30, 30), (42, 20), (58, 20), (70, 30), (74, 60), (50, 66)], tube(colour), smooth=True)
    for y in range(28, 50, 5):
        brush.arc(28, y - 6, 72, y + 8, 20, 160, darker(colour, 0.22), 0.8)
    brush.polygon([(26, 52), (50, 58), (74, 52), (75, 60), (50, 67), (25, 60)], "#c0503c")
    brush.text(50, 60.5, "BRIM UPF 50", 5, "#ffffff", bold=True)


def raincoat(brush: Brush, colour: str) -> None:
    """A child's raincoat with ears on its hood and bright strips."""
    brush.shadow(18, 84, 96, 60)
    for x in (34, 66):
        brush.ellipse(x - 6, 0, x + 6, 16, darker(colour, 0.12))
    _sleeves(brush, colour, 66)
    brush.polygon([(32, 28), (68, 28), (80, 92), (50, 97), (20, 92)], tube(colour))
    brush.ellipse(27, 4, 73, 38, slope(colour))
    brush.ellipse(35, 12, 65, 36, darker(colour, 0.5))
    brush.polygon([(24, 70), (76, 70), (77, 75), (23, 75)], Gradient("#a9b6be", "#f4f8fa", "#98a5ad"))
    for y in (46, 58, 82):
        brush.ellipse(48, y - 2, 52, y + 2, "#ffffff")
    brush.block(28, 78, 42, 88, darker(colour, 0.15), 3)
    brush.block(58, 78, 72, 88, darker(colour, 0.15), 3)
    brush.text(50, 64.5, "PUDDLE", 6, "#ffffff", bold=True)


def socks(brush: Brush, colour: str) -> None:
    """A pair of ribbed socks."""
    brush.shadow(18, 90, 90, 60)
    for shift, shade in ((14, 0.18), (0, 0.0)):
        base = darker(colour, shade)
        brush.polygon(
            [
                (24 + shift, 8),
                (50 + shift, 8),
                (50 + shift, 52),
                (74 + shift, 70),
                (72 + shift, 88),
                (50 + shift, 90),
                (28 + shift, 74),
            ],
            tube(base),
        )
        brush.polygon([(62 + shift, 61), (74 + shift, 70), (72 + shift, 88), (56 + shift, 90)], slope("#b9472f"))
        brush.block(23 + shift, 6, 51 + shift, 18, tube("#b9472f"), 2)
        for x in range(27, 50, 4):
            brush.line([(x + shift, 20), (x + shift, 44)], darker(base, 0.12), 0.7)
    brush.text(37, 34, "LOOP", 6, "#5a2a1c", bold=True)
    brush.text(37, 41, "OSTERWICK", 3.2, "#5a2a1c")
