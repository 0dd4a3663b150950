"""The shapes graph: the shipped shapes or the user's own, read and checked before anything is validated with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from mkgrdf.errors import CatalogError, ShapesError
from mkgrdf.resources import resource
from mkgrdf.shacl.compiled.model import Model
from mkgrdf.shacl.compiled.reading import read_model
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import path_text, read_path
from mkgrdf.shacl.sources import rdf_files, read_file
from mkgrdf.shacl.targets import Targets
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH

__all__ = ["Shapes", "load_shapes"]


class Shapes:
    """A shapes graph. What is made of it is made when first asked for, once.

    ``places`` maps each named shape to the file that it was read from.
    """

    def __init__(self, triples: Iterable[Triple], places: Mapping[Node, str] | None = None) -> None:
        # By way of an Oxigraph store, as the data: both then have the same spelling of the same number.
        store = Store()
        store.extend(Quad(one.subject, one.predicate, one.object) for one in triples if not _switches_nothing(one))
        self.index = GraphIndex(quad.triple for quad in sorted(store, key=str))
        self.places = dict(places or {})

    @cached_property
    def targets(self) -> Targets:
        """The nodes that the shapes look at."""
        return Targets(self.model)

    @cached_property
    def model(self) -> Model:
        """The shapes as values; made once.

        Raises:
            ShapesError: a shape is ill-formed, refers back to itself, or uses what is not supported.
        """
        return read_model(self.index, self.name)

    @cached_property
    def _parents(self) -> dict[Node, Node]:
        """Blank node -> the node that it hangs on."""
        parents: dict[Node, Node] = {}
        for triple in self.index.triples:
            if isinstance(triple.object, BlankNode) and isinstance(triple.subject, NamedNode | BlankNode):
                parents.setdefault(triple.object, triple.subject)
        return parents

    def name(self, shape: Node) -> str:
        """Return the IRI of ``shape``; for a shape without one, that of the shape that it is part of."""
        seen: set[Node] = set()
        node: Node | None = shape
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            node = self._parents.get(node)
        return node.value if isinstance(node, NamedNode) else f"_:{shape.value}"

    def messages(self, *nodes: Node | None) -> list[Literal]:
        """Return the ``sh:message`` of the first of ``nodes`` that has any."""
        for node in nodes:
            found = [] if node is None else self.index.objects(node, SH.message)
            if found:
                return sorted((text for text in found if isinstance(text, Literal)), key=str)
        return []

    def path_text(self, path: Node) -> str:
        """Return a path of these shapes in SPARQL syntax."""
        return path_text(read_path(self.index, path))

    def named(self) -> list[str]:
        """Return the IRIs of all named shapes, sorted."""
        shapes = {shape for shape in self.index.subjects() if self.is_shape(shape)}
        return sorted(shape.value for shape in shapes if isinstance(shape, NamedNode))

    def is_shape(self, node: Node) -> bool:
        """Tell whether ``node`` is declared as a shape, has targets or properties, or is used as a property shape."""
        return node in self._shape_nodes

    @cached_property
    def _shape_nodes(self) -> frozenset[Node]:
        nodes: set[Node] = set()
        for subject in self.index.subjects():
            if not {SH.NodeShape, SH.PropertyShape}.isdisjoint(self.index.objects(subject, RDF.type)):
                nodes.add(subject)
        for predicate in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.property):
            nodes.update(subject for subject, _ in self.index.with_predicate(predicate))
        nodes.update(object_ for _, object_ in self.index.with_predicate(SH.property))
        return frozenset(nodes)


def _switches_nothing(triple: Triple) -> bool:
    """Tell whether a triple says ``"1"`` where SHACL wants the literal ``true``, which the store would make of it."""
    return triple.predicate in _SWITCHES and isinstance(triple.object, Literal) and triple.object.value == "1"


_SWITCHES = frozenset({SH.uniqueLang, SH.closed})


def load_shapes(paths: Iterable[Path | str] | None = None, *, check: bool | None = None) -> Shapes:
    """Read shapes from files and folders (not their subfolders); the shipped shapes when ``paths`` is ``None``.

    ``check`` says whether to make sure that they are usable SHACL. By default the user's own
    are checked, and the shipped ones, which the project's tests check, are not.

    Raises:
        ShapesError: a file cannot be read (with line and column), holds no shape, or a shape is ill-formed.
    """
    shapes = _shipped() if paths is None else _read([Path(path) for path in paths])
    if paths is not None if check is None else check:
        from mkgrdf.shacl.wellformed import require_wellformed  # noqa: PLC0415 - it needs Shapes itself

        require_wellformed(shapes)
    return shapes


@cache
def _shipped() -> Shapes:
    # Once in a process: reading and planning them takes half a second, and nobody writes to them.
    return _read([resource("shapes")])


def _read(chosen: Sequence[Path]) -> Shapes:
    triples: list[Triple] = []
    places: dict[Node, str] = {}
    try:
        for path in rdf_files(chosen):
            for quad in read_file(path):
                triples.append(quad.triple)
                if isinstance(quad.subject, NamedNode):
                    places.setdefault(quad.subject, str(path))
    except CatalogError as error:
        raise ShapesError(f"the shapes cannot be read: {error}") from error
    shapes = Shapes(triples, places)
    if not any(shapes.is_shape(node) for node in shapes.index.subjects()):
        where = ", ".join(map(str, chosen))
        raise ShapesError(f"{where}: no shape in here; expected an sh:NodeShape or sh:PropertyShape")
    return shapes
