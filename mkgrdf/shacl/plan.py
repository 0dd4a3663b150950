"""The shapes as pySHACL gets them: rewritten for speed, with the focus nodes left for each validation to say.

Every shape's targets are replaced by one ``sh:targetObjectsOf`` with a predicate of our own, which the data graph
(:class:`~mkgrdf.shacl.staged_graph.StagedGraph`) answers with the focus nodes that count this time. Unlike pySHACL's
``focus_nodes=``, which also skips nested checks, this leaves the checks themselves whole: only the nodes that they
start from are chosen. So nodes that were staged as context are not validated only to throw the results away.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import rdflib
from pyoxigraph import NamedNode, Triple
from pyshacl.shapes_graph import ShapesGraph

from mkgrdf.shacl.flatten import TARGETS, flattened, referred_shapes
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.suspects import sparql_shapes, suspects
from mkgrdf.shacl.targets import Declared, FocusNodes, Targets
from mkgrdf.shacl.terms import Node, Translator, ill_typed_literals_unlogged
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH

__all__ = ["QUIET", "Plan"]

_FOCUS = "urn:mkgrdf:focus:"

QUIET = logging.getLogger("mkgrdf.shacl.pyshacl")
"""The logger that pySHACL is given: it would otherwise set up handlers that print."""
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False


class Plan:
    """A shapes graph ready to run.

    Attributes:
        graph: the rewritten shapes, loaded into pySHACL once.
        sparql_shapes: the shapes whose SPARQL is asked for the whole graph at once.
    """

    def __init__(self, shapes: GraphIndex) -> None:
        flat = GraphIndex(flattened(shapes))
        targets = Targets(flat)
        self.sparql_shapes = sparql_shapes(shapes, referred_shapes(shapes))
        alone = {check.shape for check in self.sparql_shapes}
        # Shapes with the same targets share their focus nodes; a shape with narrowed SPARQL has its own.
        groups: dict[object, tuple[str, Declared, Node | None]] = {}
        focus: list[Triple] = []
        for shape, declared in targets.by_shape.items():
            key: object = shape if shape in alone else frozenset((p, v) for p in declared for v in declared[p])
            name, _, _ = groups.setdefault(key, (f"{_FOCUS}{len(groups)}", declared, shape if shape in alone else None))
            focus.append(Triple(shape, SH.targetObjectsOf, NamedNode(name)))  # type: ignore[arg-type]
        self._groups = list(groups.values())
        kept = (triple for triple in flat.triples if not _targets(triple, targets.by_shape))
        self.graph = _load([*kept, *focus])

    def focus(
        self, triples: Iterable[Triple], found: FocusNodes, wanted: Callable[[object], bool]
    ) -> dict[str, set[object]]:
        """Return the focus nodes that ``wanted`` accepts, by the predicate that the shapes find them with."""
        objected = suspects(self.sparql_shapes, triples)
        chosen: dict[str, set[object]] = {}
        for name, declared, shape in self._groups:
            nodes = found.of(declared)
            if shape is not None:
                nodes &= objected[shape]
            chosen[name] = {node for node in nodes if wanted(node)}
        return chosen


def _targets(triple: Triple, shapes: dict[Node, Declared]) -> bool:
    """Tell whether a triple declares a target, or makes a shape a class and so its own target."""
    if triple.predicate in TARGETS:
        return True
    is_class = triple.predicate == RDF.type and triple.object in (RDFS.Class, OWL.Class)
    return is_class and triple.subject in shapes


def _load(triples: Iterable[Triple]) -> ShapesGraph:
    graph = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")
    with ill_typed_literals_unlogged():
        for triple in Translator().triples(triples):
            graph.add(triple)
    make: Any = ShapesGraph  # pySHACL has no types
    loaded: ShapesGraph = make(graph, False, QUIET)
    return loaded
