"""Which blank node of a text is which of those that a parser has made of it.

The labels say nothing: parsers make up their own. So nodes are told apart by what is said of them and of the nodes
around them (colour refinement); those that are alike in all that go by the order in which they come. The result is
checked: the two sets of statements have to be the same under it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, NamedNode

from mkgrdf.shacl.terms import Node

__all__ = ["match_blank_nodes"]

_Statement = tuple[Node, NamedNode, Node]
_ROUNDS = 20
"""Enough to tell apart what differs within that many steps; the order, and the check, see to the rest."""


def match_blank_nodes(text: Collection[_Statement], parsed: Collection[_Statement]) -> dict[BlankNode, BlankNode]:
    """Return, for each blank node of ``text``, that of ``parsed``; nothing at all unless the two fit together."""
    ours, theirs = _by_colour(text), _by_colour(parsed)
    found: dict[BlankNode, BlankNode] = {}
    for colour, nodes in ours.items():
        partners = theirs.get(colour, [])
        if len(partners) != len(nodes):
            return {}
        found.update(zip(nodes, partners, strict=True))
    renamed = {(_renamed(s, found), p, _renamed(o, found)) for s, p, o in text}
    return found if renamed == set(parsed) else {}


def _renamed(node: Node, names: dict[BlankNode, BlankNode]) -> Node:
    return names[node] if isinstance(node, BlankNode) else node


def _by_colour(statements: Iterable[_Statement]) -> dict[int, list[BlankNode]]:
    edges = [
        edge for edge in dict.fromkeys(statements) if isinstance(edge[0], BlankNode) or isinstance(edge[2], BlankNode)
    ]
    colours: dict[Node, int] = {node: 0 for s, _, o in edges for node in (s, o) if isinstance(node, BlankNode)}
    different = 1
    for _ in range(_ROUNDS):
        seen = dict.fromkeys(colours, 0)
        for s, p, o in edges:
            if isinstance(s, BlankNode):
                seen[s] += hash((1, p, colours[o] if isinstance(o, BlankNode) else o))
            if isinstance(o, BlankNode):
                seen[o] += hash((2, p, colours[s] if isinstance(s, BlankNode) else s))
        colours = {node: hash((colour, seen[node])) for node, colour in colours.items()}
        before, different = different, len(set(colours.values()))
        if different in (before, len(colours)):
            break
    classes: dict[int, list[BlankNode]] = {}
    for node, colour in colours.items():
        if isinstance(node, BlankNode):
            classes.setdefault(colour, []).append(node)
    return classes
