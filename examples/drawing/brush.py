"""A brush that paints in the per cent of a box, so that a thing can be drawn anywhere and at any size.

Pictures are painted :data:`FINE` times too large and then shrunk, which smooths every edge. Colours are ``#rrggbb``.
Text is drawn in Pillow's built-in font, because no other font can be assumed on another machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont, ImageOps

FINE = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Gradient:
    """A fill that runs from ``first`` over ``middle`` to ``last``, from the left or, with ``down``, from the top."""

    first: str
    middle: str
    last: str
    down: bool = False


Fill = str | Gradient


def mix(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(colour: str, share: float = 0.3) -> str:
    """Return ``colour`` nearer to white."""
    return mix(colour, "#ffffff", share)


def darker(colour: str, share: float = 0.3) -> str:
    """Return ``colour`` nearer to a warm black."""
    return mix(colour, "#14100c", share)


def tube(colour: str) -> Gradient:
    """Return the shading of something round and upright, lit from the left."""
    return Gradient(darker(colour, 0.18), lighter(colour, 0.3), darker(colour, 0.3))


def slope(colour: str) -> Gradient:
    """Return the shading of something lit from above."""
    return Gradient(lighter(colour, 0.22), colour, darker(colour, 0.22), down=True)


def curve(points: list[Point], steps: int = 10) -> list[Point]:
    """Return the closed Catmull-Rom spline through ``points``."""
    result = []
    count = len(points)
    for index in range(count):
        p0, p1, p2, p3 = (points[(index + offset) % count] for offset in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            result.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return result


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


class Brush:
    """Paints on ``image`` inside the box ``x, y, width, height`` (pixels); all coordinates run from 0 to 100."""

    def __init__(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        self.image = image
        self.box = (x, y, width, height)

    def part(self, x: float, y: float, width: float, height: float) -> Brush:
        """Return a brush for a box inside this one, given in per cent."""
        (left, top), (right, bottom) = self._pixel((x, y)), self._pixel((x + width, y + height))
        return Brush(self.image, left, top, right - left, bottom - top)

    def polygon(self, points: list[Point], fill: Fill, *, smooth: bool = False) -> None:
        """Fill a polygon, with ``smooth`` the soft shape through its corners."""
        pixels = [self._pixel(point) for point in (curve(points) if smooth else points)]
        left, top = min(x for x, _ in pixels), min(y for _, y in pixels)
        right, bottom = max(x for x, _ in pixels), max(y for _, y in pixels)
        mask, origin = _mask(left, top, right, bottom)
        ImageDraw.Draw(mask).polygon([(x - origin[0], y - origin[1]) for x, y in pixels], fill=255)
        self._paste(mask, origin, fill)

    def ellipse(self, x0: float, y0: float, x1: float, y1: float, fill: Fill) -> None:
        """Fill the ellipse in a box."""
        (left, top), (right, bottom) = self._pixel((x0, y0)), self._pixel((x1, y1))
        mask, origin = _mask(left, top, right, bottom)
        ImageDraw.Draw(mask).ellipse(
            (left - origin[0], top - origin[1], right - origin[0], bottom - origin[1]), fill=255
        )
        self._paste(mask, origin, fill)

    def block(self, x0: float, y0: float, x1: float, y1: float, fill: Fill, radius: float = 0) -> None:
        """Fill a rectangle whose corners are rounded by ``radius`` per cent of the box's shorter side."""
        (left, top), (right, bottom) = self._pixel((x0, y0)), self._pixel((x1, y1))
        mask, origin = _mask(left, top, right, bottom)
        place = (left - origin[0], top - origin[1], right - origin[0], bottom - origin[1])
        ImageDraw.Draw(mask).rounded_rectangle(place, radius=self._length(radius), fill=255)
        self._paste(mask, origin, fill)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        """Draw a line with round ends and joints, ``width`` per cent of the box's shorter side."""
        draw = ImageDraw.Draw(self.image)
        pixels = [self._pixel(point) for point in points]
        thick = max(1, round(self._length(width)))
        draw.line(pixels, fill=colour, width=thick, joint="curve")
        for x, y in (pixels[0], pixels[-1]):
            draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def arc(
        self, x0: float, y0: float, x1: float, y1: float, start: float, end: float, colour: str, width: float
    ) -> None:
        """Draw a part of an ellipse's outline; angles in degrees, clockwise from three o'clock."""
        corners = (*self._pixel((x0, y0)), *self._pixel((x1, y1)))
        thick = max(1, round(self._length(width)))
        ImageDraw.Draw(self.image).arc(corners, start, end, fill=colour, width=thick)

    def text(self, x: float, y: float, words: str, size: float, colour: str, *, bold: bool = False) -> None:
        """Write ``words`` centred on a point; ``size`` in per cent of the box's shorter side."""
        pixels = max(6.0, self._length(size))
        font = ImageFont.load_default(pixels)
        stroke = pixels / 22 if bold else 0
        ImageDraw.Draw(self.image).text(
            self._pixel((x, y)),
            words,
            font=font,
            fill=colour,
            anchor="mm",
            stroke_width=stroke,
            stroke_fill=colour,
        )

    def shadow(self, x0: float, x1: float, y: float, strength: int = 90) -> None:
        """Lay a soft shadow on the ground below a thing that stands on ``y`` from ``x0`` to ``x1``."""
        (left, middle), (right, _) = self._pixel((x0, y)), self._pixel((x1, y))
        blur = max(2.0, (right - left) / 24)
        high = (right - left) / 16
        mask, origin = _mask(left, middle - high, right, middle + high, margin=round(blur * 3))
        place = (left - origin[0], middle - high - origin[1], right - origin[0], middle + high - origin[1])
        ImageDraw.Draw(mask).ellipse(place, fill=strength)
        self._paste(mask.filter(ImageFilter.GaussianBlur(blur)), origin, "#1c1612")

    def glow(self, x: float, y: float, radius: float, colour: str, strength: int = 200) -> None:
        """Shine softly around a point; ``radius`` in per cent of the box's shorter side."""
        (cx, cy), size = self._pixel((x, y)), self._length(radius)
        mask = ImageOps.invert(Image.radial_gradient("L")).resize((round(size * 2), round(size * 2)))
        mask = mask.point([max(0, round((value - 75) * strength / 180)) for value in range(256)])
        self._paste(mask, (round(cx - size), round(cy - size)), colour)

    def _pixel(self, point: Point) -> Point:
        x, y, width, height = self.box
        return (x + point[0] * width / 100, y + point[1] * height / 100)

    def _length(self, share: float) -> float:
        return share * min(self.box[2], self.box[3]) / 100

    def _paste(self, mask: Image.Image, origin: tuple[int, int], fill: Fill) -> None:
        if isinstance(fill, Gradient):
            ramp = Image.linear_gradient("L")
            ramp = ramp if fill.down else ramp.transpose(Image.Transpose.ROTATE_90)
            coloured = ImageOps.colorize(ramp.resize(mask.size), fill.first, fill.last, fill.middle, midpoint=105)
            self.image.paste(coloured, origin, mask)
        else:
            self.image.paste(fill, (*origin, origin[0] + mask.width, origin[1] + mask.height), mask)


def _mask(left: float, top: float, right: float, bottom: float, margin: int = 1) -> tuple[Image.Image, tuple[int, int]]:
    """Return an empty mask for a box and the pixel of the picture on which its corner lies."""
    origin = (int(left) - margin, int(top) - margin)
    size = (max(1, int(right) - origin[0] + margin + 1), max(1, int(bottom) - origin[1] + margin + 1))
    return Image.new("L", size, 0), origin
