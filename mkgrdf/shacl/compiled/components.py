"""Custom constraint components (SHACL, section 6): what a shapes graph declares, and which shapes use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.compiled.model import CustomConstraint, Validator
from mkgrdf.shacl.compiled.parameters import Parameters
from mkgrdf.shacl.compiled.sparql_text import complete_query
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH, shorten

__all__ = ["Components"]

_LOCAL = re.compile(r"[\w\-.·]*$")
_RESERVED = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})


@dataclass(frozen=True, slots=True)
class _Parameter:
    predicate: NamedNode
    variable: str
    optional: bool


@dataclass(frozen=True, slots=True)
class _Component:
    node: NamedNode
    parameters: tuple[_Parameter, ...]
    for_nodes: Validator | None
    for_properties: Validator | None


class Components:
    """The custom components of a shapes graph.

    Raises:
        ShapesError: one is ill-formed.
    """

    def __init__(self, shapes: GraphIndex, name: Callable[[Node], str]) -> None:
        self._shapes = shapes
        nodes = dict.fromkeys(
            subject
            for subject in shapes.subjects()
            if SH.ConstraintComponent in shapes.objects(subject, RDF.type) or shapes.objects(subject, SH.parameter)
        )
        self._components = [self._read(node, name) for node in nodes]

    def constraints(self, shape: Parameters, *, is_property: bool) -> Iterator[CustomConstraint]:
        """Yield the constraints that ``shape`` declares by giving values to the parameters of a component.

        Raises:
            ShapesError: the component has no validator for this kind of shape, or a parameter has several values.
        """
        for component in self._components:
            if not all(parameter.optional or shape.values(parameter.predicate) for parameter in component.parameters):
                continue
            if all(not shape.values(parameter.predicate) for parameter in component.parameters):
                continue
            validator = component.for_properties if is_property else component.for_nodes
            if validator is None:
                kind = "property" if is_property else "node"
                raise ShapesError(
                    f"{shorten(shape.name)} uses {shorten(component.node.value)}, which has no validator for {kind} "
                    f"shapes; give it an sh:{kind}Validator, or an sh:validator that asks"
                )
            for bindings in _bindings(component, shape):
                yield CustomConstraint(component.node, validator, bindings)

    def _read(self, node: Node, name: Callable[[Node], str]) -> _Component:
        if not isinstance(node, NamedNode):
            raise ShapesError(f"a constraint component is {node}; expected an IRI")
        said = Parameters(self._shapes, node, name(node))
        parameters = tuple(self._parameter(said, value, name) for value in said.values(SH.parameter))
        if all(parameter.optional for parameter in parameters):
            raise said.error(SH.parameter, "has no mandatory one; a component needs one that is not sh:optional")
        general = self._validator(said, SH.validator, name)
        if general is not None and not general.asks:
            raise said.error(SH.validator, "has no sh:ask; a validator for both kinds of shapes asks")
        return _Component(
            node,
            parameters,
            self._validator(said, SH.nodeValidator, name) or general,
            self._validator(said, SH.propertyValidator, name) or general,
        )

    def _parameter(self, component: Parameters, value: Node, name: Callable[[Node], str]) -> _Parameter:
        if isinstance(value, Literal):
            raise component.error(SH.parameter, f"is {value}; expected a node with sh:path")
        said = Parameters(self._shapes, value, name(value))
        path = said.first(SH.path)
        if not isinstance(path, NamedNode):
            raise component.error(SH.parameter, f"has the sh:path {path}; expected an IRI")
        found = _LOCAL.search(path.value)
        variable = found[0] if found else ""
        if not variable.replace("_", "a").isalnum() or variable in _RESERVED:
            raise component.error(
                SH.parameter, f"has the path {path}, whose local name {variable!r} cannot be a variable of its own"
            )
        return _Parameter(path, variable, said.flag(SH.optional))

    def _validator(self, component: Parameters, predicate: NamedNode, name: Callable[[Node], str]) -> Validator | None:
        value = component.first(predicate)
        if value is None:
            return None
        if isinstance(value, Literal):
            raise component.error(predicate, f"is {value}; expected a node with sh:select or sh:ask")
        said = Parameters(self._shapes, value, component.name if isinstance(value, BlankNode) else name(value))
        asks = bool(said.values(SH.ask))
        if asks and said.values(SH.select):
            raise said.error(SH.ask, "stands beside sh:select; expected one of the two")
        query = SH.ask if asks else SH.select
        return Validator(complete_query(self._shapes, said, query), asks, said.texts(SH.message))


def _bindings(component: _Component, shape: Parameters) -> Iterator[tuple[tuple[str, Node], ...]]:
    given = [(parameter, shape.values(parameter.predicate)) for parameter in component.parameters]
    several = [parameter for parameter, values in given if len(values) > 1]
    if several and len([values for _, values in given if values]) > 1:
        raise shape.error(
            several[0].predicate, "has several values, but with a component of several parameters each has one at most"
        )
    if several:
        # With one parameter, each value is a constraint of its own (section 6.2.1).
        for value in shape.values(several[0].predicate):
            yield ((several[0].variable, value),)
        return
    yield tuple((parameter.variable, values[0]) for parameter, values in given if values)
