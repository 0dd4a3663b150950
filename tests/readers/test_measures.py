from __future__ import annotations

from decimal import Decimal

import pytest

from mkgrdf.readers.measures import UNITS, Measure, parse_measure


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("350 mL", "350", "mL"),
        ("350毫升", "350", "mL"),
        ("３５０毫升", "350", "mL"),
        ("1,5 L", "1.5", "L"),
        ("1,500 ml", "1500", "mL"),
        ("55 cm", "55", "cm"),
        ("6 foot", "6", "[ft_i]"),
        ('29"', "29", "[in_i]"),
        ("2公斤", "2", "kg"),
        ("8 fl oz", "8", "[foz_us]"),
        ("15-lb", "15", "[lb_av]"),
        ("5000mAh", "5000", "mA.h"),
        ("-5 ℃", "-5", "Cel"),
    ],
)
def test_reads_a_number_with_a_known_unit(text: str, number: str, unit: str) -> None:
    """English and Chinese spellings give the same UCUM code."""
    assert parse_measure(text) == Measure(Decimal(number), unit)


@pytest.mark.parametrize("text", ['29" x 13"', "M", "32", "350", "about 350 mL", "350 mL bottle", "3 pieces", "", "L"])
def test_leaves_everything_else_as_text(text: str) -> None:
    """Several numbers, sizes, bare numbers and unknown units are no measures."""
    assert parse_measure(text) is None


def test_no_spelling_means_two_units() -> None:
    """Each spelling stands for one unit."""
    spellings = [spelling for names in UNITS.values() for spelling in names]
    assert len(spellings) == len(set(spellings))
