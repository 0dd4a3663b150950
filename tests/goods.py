"""The products and reviews of the small shop that several folders of tests sell from."""

from __future__ import annotations

from typing import Any

PRODUCTS: tuple[dict[str, Any], ...] = (
    {
        "id": "mat",
        "name": {"en": "Grip Yoga Mat", "zh": "防滑瑜伽垫"},
        "brand": "Plain",
        "category": {"en": "Sports/Yoga", "zh": "运动/瑜伽"},
        "price": "39.90",
        "currency": "USD",
        "attributes": {"material": {"en": "cork", "zh": "软木"}},
    },
    {"id": "bag", "name": {"en": "Day Bag", "zh": "日用包"}, "price": "59.00", "currency": "USD", "related": ["mat"]},
    {"id": "cup", "name": {"en": "Travel Cup", "zh": "随行杯"}, "price": "19.00", "currency": "USD"},
)
DOCUMENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "r1",
        "kind": "Review",
        "language": "en",
        "text": "Great for the gym. It keeps me dry on every run.",
        "rating": "5",
        "products": ["mat"],
    },
    {
        "id": "r2",
        "kind": "Review",
        "language": "zh",
        "text": "这款垫子很适合健身房。",
        "rating": "5",
        "products": ["mat"],
    },
)
