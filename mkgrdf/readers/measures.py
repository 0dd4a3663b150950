"""Measures as people write them, in English and Chinese: ``350 mL`` and ``350毫升`` are both 350 ``mL``.

Units are UCUM codes (https://ucum.org/ucum). Only a single number with a known unit is a measure; ``29" x 13"``, a size
``M`` and a bare ``32`` stay text, which loses nothing because the text is always kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["UNITS", "Measure", "parse_measure"]

UNITS: dict[str, tuple[str, ...]] = {
    "mL": ("ml", "milliliter", "milliliters", "millilitre", "millilitres", "毫升"),
    "L": ("l", "liter", "liters", "litre", "litres", "升"),
    "[foz_us]": ("fl oz", "fl. oz", "fl. oz.", "fluid ounce", "fluid ounces", "液盎司"),
    "mg": ("mg", "毫克"),
    "g": ("g", "gram", "grams", "克"),
    "kg": ("kg", "kilogram", "kilograms", "千克", "公斤"),
    "[oz_av]": ("oz", "oz.", "ounce", "ounces", "盎司"),
    "[lb_av]": ("lb", "lbs", "lb.", "lbs.", "pound", "pounds", "磅"),
    "mm": ("mm", "毫米"),
    "cm": ("cm", "centimeter", "centimeters", "centimetre", "centimetres", "厘米"),
    "m": ("m", "meter", "meters", "metre", "metres", "米"),
    "km": ("km", "公里", "千米"),
    "[in_i]": ('"', "″", "in", "in.", "inch", "inches", "英寸"),
    "[ft_i]": ("'", "′", "ft", "ft.", "foot", "feet", "英尺"),
    "W": ("w", "watt", "watts", "瓦"),
    "kW": ("kw", "千瓦"),
    "V": ("v", "volt", "volts", "伏"),
    "mA.h": ("mah", "毫安时"),
    "Hz": ("hz", "赫兹"),
    "Cel": ("°c", "℃", "摄氏度"),
    "s": ("s", "sec", "second", "seconds", "秒"),
    "min": ("min", "min.", "minute", "minutes", "分钟"),
    "h": ("h", "hour", "hours", "小时"),
    "d": ("day", "days", "天"),
    "%": ("%", "percent"),
    "MBy": ("mb", "megabyte", "megabytes"),
    "GBy": ("gb", "gigabyte", "gigabytes"),
    "TBy": ("tb", "terabyte", "terabytes"),
}
"""UCUM code -> how the unit is written (compared without regard to case)."""

_CODES = {unicodedata.normalize("NFKC", name): code for code, names in UNITS.items() for name in names}
_MEASURE = re.compile(r"([+-]?\d+(?:,\d{3})*(?:[.]\d+)?|\d+,\d{1,2})\s*-?\s*([^\d.,\s-].*)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and its unit as a UCUM code."""

    number: Decimal
    unit: str


def parse_measure(text: str) -> Measure | None:
    """Return the measure that ``text`` as a whole is, or ``None`` if it is something else."""
    match = _MEASURE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    code = _CODES.get(match[2].strip().lower())
    if code is None:
        return None
    number = match[1]
    if re.fullmatch(r"\d+,\d{1,2}", number):
        return Measure(Decimal(number.replace(",", ".")), code)
    return Measure(Decimal(number.replace(",", "")), code)
