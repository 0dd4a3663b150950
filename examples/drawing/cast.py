"""What each product of the demo shop looks like: its shape and its colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from drawing import clothes, journeys, kitchen, outdoor, skin_care
from drawing.brush import Brush


@dataclass(frozen=True, slots=True)
class Look:
    """A product's shape, its usual colour, and the colours of its variants by the ending of the picture's id."""

    shape: Callable[[Brush, str], None]
    colour: str
    variants: dict[str, str] = field(default_factory=dict)


CAST: dict[str, Look] = {
    "calm-drops": Look(skin_care.dropper, "#d9b8c4"),
    "dew-hour": Look(skin_care.jar, "#bcdff0"),
    "clear-gel": Look(skin_care.squeeze_tube, "#3fae8f"),
    "daylight": Look(skin_care.sun_bottle, "#f8c84a"),
    "midnight-mask": Look(skin_care.night_jar, "#3a3f7d"),
    "harbour-balm": Look(skin_care.lip_stick, "#d98a3d", {"honey": "#d98a3d", "mint": "#4fb08a", "plain": "#9aa3ad"}),
    "oat-cream": Look(skin_care.hand_tube, "#ecd9b4"),
    "cloud-balm": Look(skin_care.tin, "#8fb4e0"),
    "ridge-daypack": Look(outdoor.daypack, "#6d7f4b", {"moss": "#6d7f4b", "slate": "#6b7a88", "ember": "#d9652f"}),
    "fern-tent": Look(outdoor.tent, "#4f8f5b"),
    "hush-bag": Look(outdoor.sleeping_bag, "#3d5f8f"),
    "spring-bottle": Look(outdoor.flask, "#4a9f6a", {"sky": "#5fa9dd", "fern": "#4a9f6a", "coal": "#3d4046"}),
    "beam-headlamp": Look(outdoor.headlamp, "#e8733a"),
    "tread-boots": Look(outdoor.boot, "#9a6238"),
    "strider-poles": Look(outdoor.poles, "#3f4a57"),
    "perch-chair": Look(outdoor.camp_chair, "#c96a3d"),
    "spark-stove": Look(outdoor.camp_stove, "#d0452b"),
    "ember-pan": Look(kitchen.pan, "#d9703f"),
    "keel-knife": Look(kitchen.knife, "#7a4a2b"),
    "tide-kettle": Look(kitchen.kettle, "#2f6f86"),
    "grove-board": Look(kitchen.board, "#a8713b"),
    "stack-lunchbox": Look(kitchen.lunch_box, "#5fa9dd", {"sky": "#5fa9dd", "coral": "#f07a68"}),
    "quick-pot": Look(kitchen.pressure_cooker, "#4a5058"),
    "orbit-blender": Look(kitchen.blender, "#8a6fc0"),
    "hearth-mug": Look(kitchen.mug, "#c7794f", {"clay": "#c7794f", "sea": "#4f93a8", "snow": "#eef0f0"}),
    "sift-scale": Look(kitchen.scale, "#5a6b75"),
    "drift-jacket": Look(clothes.jacket, "#2f4a7d", {"navy": "#2f4a7d", "sun": "#f0b429"}),
    "pace-tee": Look(clothes.tee, "#a4d65e", {"lime": "#a4d65e", "ink": "#3b4252"}),
    "still-leggings": Look(clothes.leggings, "#6a4c8f"),
    "fold-sweater": Look(clothes.sweater, "#e2cfae", {"oat": "#e2cfae", "wine": "#8f2f44"}),
    "ledger-shirt": Look(clothes.shirt, "#b9d2ec"),
    "brim-hat": Look(clothes.sun_hat, "#e3c88f"),
    "puddle-coat": Look(clothes.raincoat, "#f2c230"),
    "loop-socks": Look(clothes.socks, "#eadcc4"),
    "transit-backpack": Look(journeys.laptop_pack, "#8a6a45"),
    "roam-carry-on": Look(journeys.suitcase, "#d8c29b", {"sand": "#d8c29b", "pine": "#3f6b58", "rose": "#d98a95"}),
    "drowse-pillow": Look(journeys.neck_pillow, "#5f7fae"),
    "glow-lamp": Look(journeys.desk_lamp, "#e0a93f"),
    "page-notebook": Look(journeys.notebook, "#4f7f6f"),
    "grip-mat": Look(journeys.mat, "#3f9f95"),
    "haul-duffel": Look(journeys.duffel, "#4f5f8f"),
    "lap-watch": Look(journeys.watch, "#2b6f5f"),
}
