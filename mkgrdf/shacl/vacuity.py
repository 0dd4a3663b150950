"""Shapes that looked at nothing: they have targets and found no node, so that nothing they ask was checked."""

from __future__ import annotations

from collections.abc import Callable

from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.targets import FocusNodes
from mkgrdf.shacl.terms import Node

__all__ = ["vacuous_shapes"]


def vacuous_shapes(shapes: Shapes, focus: FocusNodes, wanted: Callable[[Node], bool]) -> tuple[str, ...]:
    """Return the names of the shapes of which no target is a node that ``wanted`` accepts, sorted.

    A ``sh:targetNode`` is a focus node whether the data mention it or not (SHACL, section 2.1.3.1), so a shape that
    has one is never among them.
    """
    return tuple(
        sorted(
            {
                shapes.name(shape)
                for shape, declared in focus.targets.by_shape.items()
                if not any(wanted(node) for node in focus.of(declared))  # type: ignore[arg-type]
            }
        )
    )
