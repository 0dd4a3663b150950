"""The ways in which a constraint can be checked."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Route"]


class Route(StrEnum):
    """How a constraint is checked."""

    QUERY = "query"
    """One query finds the nodes at fault."""
    SETS = "sets"
    """Queries yield sets of nodes and values, and Python compares them."""
    EACH_NODE = "each node"
    """A query of the shape's own is asked for each focus node, or value."""
