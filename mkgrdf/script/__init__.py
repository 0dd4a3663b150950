"""Scripts for a digital host: planned on the graph, filled from it, and never saying what it cannot back.

Text first, media second, in the order scene → pain point → intent → product, as AliMe MKG (CIKM 2021) does.
"""

from mkgrdf.script.describe import describe_script
from mkgrdf.script.export import to_json, to_markdown, to_text
from mkgrdf.script.parts import Citation, Gap, Link, Medium, Path, Script, Segment, SegmentKind
from mkgrdf.script.writing import write_script

__all__ = [
    "Citation",
    "Gap",
    "Link",
    "Medium",
    "Path",
    "Script",
    "Segment",
    "SegmentKind",
    "describe_script",
    "to_json",
    "to_markdown",
    "to_text",
    "write_script",
]
