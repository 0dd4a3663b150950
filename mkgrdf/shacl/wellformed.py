"""Are the shapes usable SHACL? Asked before any data are judged by them: a shape that cannot object is worse than none.

Two ways to be unusable: the shapes use a ``sh:`` term that does not exist, which any validator passes over in silence,
or one of SHACL-AF, which is not evaluated here; or they cannot be read into the model that checks are made of, whose
reader holds them to SHACL's rules of syntax (appendix A of the standard).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.compiled.reading import find_faults
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_file
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH, shorten

__all__ = ["require_wellformed"]

# What starts a feature of SHACL-AF. Shapes that use one would be passed over in silence.
_ADVANCED = frozenset({"target", "rule", "expression", "js", "values", "filterShape", "construct", "jsFunctionName"})

# The properties of SHACL core, SHACL-SPARQL and validation reports.
_KNOWN = frozenset(
    {
        "targetClass",
        "targetNode",
        "targetSubjectsOf",
        "targetObjectsOf",
        "severity",
        "message",
        "deactivated",
        "property",
        "path",
        "inversePath",
        "alternativePath",
        "zeroOrMorePath",
        "oneOrMorePath",
        "zeroOrOnePath",
        "class",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minExclusive",
        "minInclusive",
        "maxExclusive",
        "maxInclusive",
        "minLength",
        "maxLength",
        "pattern",
        "flags",
        "languageIn",
        "uniqueLang",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
        "not",
        "and",
        "or",
        "xone",
        "node",
        "qualifiedValueShape",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint",
        "closed",
        "ignoredProperties",
        "hasValue",
        "in",
        "name",
        "description",
        "order",
        "group",
        "defaultValue",
        "shapesGraph",
        "suggestedShapesGraph",
        "shapesGraphWellFormed",
        "entailment",
        "sparql",
        "select",
        "ask",
        "prefixes",
        "declare",
        "prefix",
        "namespace",
        "parameter",
        "optional",
        "labelTemplate",
        "validator",
        "nodeValidator",
        "propertyValidator",
        "resultAnnotation",
        "annotationProperty",
        "annotationVarName",
        "annotationValue",
        "conforms",
        "result",
        "detail",
        "focusNode",
        "resultPath",
        "resultSeverity",
        "resultMessage",
        "value",
        "sourceShape",
        "sourceConstraint",
        "sourceConstraintComponent",
    }
)


def require_wellformed(shapes: Shapes) -> None:
    """Check ``shapes``.

    Raises:
        ShapesError: names each ill-formed shape, where it stands and what is wrong with it.
    """
    faults = [*_unknown_terms(shapes), *_unreadable(shapes)]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in dict.fromkeys(faults))
        raise ShapesError(f"the shapes are not usable SHACL:\n{listed}")


def _place(shapes: Shapes, node: Node) -> str:
    """Return the file and line that a shape starts on, with a colon, or nothing."""
    name = shapes.name(node)
    named = NamedNode(name) if ":" in name and not name.startswith("_:") else node
    file = shapes.places.get(named)
    if file is None or not isinstance(named, NamedNode):
        return ""
    path = Path(file)
    return f"{Locator([(path, read_file(path))]).places([Sought(named)])[0] or file}: "


def _unknown_terms(shapes: Shapes) -> Iterator[str]:
    for triple in shapes.index.triples:
        predicate = triple.predicate
        local = predicate.value.removeprefix(SH.iri)
        if predicate not in SH or (local in _KNOWN and local not in _ADVANCED):
            continue
        node = plain(triple)[0]
        at = f"{_place(shapes, node)}{shorten(shapes.name(node))}"
        if local in _ADVANCED:
            yield f"{at}: sh:{local} belongs to SHACL-AF, which is not evaluated here; use SHACL core or sh:sparql"
        else:
            close = difflib.get_close_matches(local, sorted(_KNOWN), n=1)
            hint = f"; did you mean sh:{close[0]}?" if close else ""
            yield f"{at}: SHACL has no property sh:{local}{hint}"


def _unreadable(shapes: Shapes) -> Iterator[str]:
    """Read the shapes as they would be for a validation."""
    for node, fault in find_faults(shapes.index, shapes.name):
        if not any(f"sh:{term} " in fault for term in _ADVANCED):
            yield f"{_place(shapes, node)}{fault}"
