"""Where pySHACL and the standard differ: the only reasons for which the compiled shapes may find something else.

Each row has a smallest example, which the tests run, and those that random shapes and data run into have ``changes``,
which tells which results may differ for it. ``docs/reference/conformance.md`` has the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH, XSD
from tests.shacl.plain_pyshacl import Result, odd_literals_unremarked
from tests.shacl.random_vocabulary import COMPONENTS

_RANGES = (SH.minInclusive, SH.minExclusive, SH.maxInclusive, SH.maxExclusive)
_RANGE_COMPONENTS = tuple(
    f"{end}{kind}ConstraintComponent" for end in ("Min", "Max") for kind in ("Inclusive", "Exclusive")
)
_ORDER_COMPONENTS = ("LessThanConstraintComponent", "LessThanOrEqualsConstraintComponent")
# A nested shape's verdict shows in these.
_OUTER = tuple(
    f"{name}ConstraintComponent"
    for name in ("Node", "Not", "And", "Or", "Xone", "QualifiedMinCount", "QualifiedMaxCount")
)
_CUSTOM = "a component of the shapes' own"
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
_ORDERED = frozenset({XSD.string, XSD.boolean, XSD.date, XSD.time})


def _local(component: str) -> str:
    iri = component.strip("<>")
    return iri.removeprefix(SH.iri) if iri.startswith(SH.iri) else _CUSTOM


class Compared:
    """Shapes and data that two engines disagree on, and how: ``results`` of one and not of the other, or ``error``."""

    def __init__(
        self, shapes: Iterable[Triple], data: Iterable[Triple], results: Iterable[Result], error: str = ""
    ) -> None:
        self.shapes = GraphIndex(shapes)
        self.data = GraphIndex(data)
        self.components = {_local(component) for *_, component, _ in results}
        self.error = error

    @cached_property
    def values(self) -> set[Node]:
        """Every term that may be a value."""
        nodes: set[Node] = {target for _, target in self.shapes.with_predicate(SH.targetNode)}
        for triple in self.data.triples:
            nodes |= {triple.subject, triple.object}  # type: ignore[arg-type]
        return nodes

    def uses(self, *predicates: Node) -> bool:
        """Tell whether the shapes have one of ``predicates``."""
        return not set(predicates).isdisjoint(self.shapes.predicates())


def _read(term: Literal) -> rdflib.Literal:
    with odd_literals_unremarked():
        return rdflib.Literal(
            term.value,
            lang=term.language,
            datatype=None if term.language else rdflib.URIRef(term.datatype.value),
            normalize=False,
        )


def _order(term: Node) -> str | None:
    """Return what literals ``term`` can be compared with by ``<``, as far as SPARQL defines it; ``None`` for none."""
    if not isinstance(term, Literal) or term.language is not None:
        return None
    if _read(term).ill_typed:
        return None
    if term.datatype in _NUMBERS:
        return None if term.value == "NaN" else "number"
    if term.datatype == XSD.dateTime:
        return "moment in a zone" if term.value.endswith("Z") or term.value[-6] in "+-" else "moment"
    return term.datatype.value if term.datatype in _ORDERED else None


# Each of these returns the components whose results a reason may change in a case, or none.


def _incomparable_with_a_bound(case: Compared) -> Iterable[str]:
    orders = {_order(value) for value in case.values if isinstance(value, Literal)}
    bounds = {_order(bound) for predicate in _RANGES for _, bound in case.shapes.with_predicate(predicate)}
    return _RANGE_COMPONENTS if any(order is None or order != bound for order in orders for bound in bounds) else ()


def _incomparable_with_each_other(case: Compared) -> Iterable[str]:
    if not case.uses(SH.lessThan, SH.lessThanOrEquals):
        return ()
    orders = {_order(value) for value in case.values}
    return _ORDER_COMPONENTS if None in orders or len(orders) > 1 else ()


def _false_in_python(case: Compared) -> Iterable[str]:
    false = any(isinstance(value, Literal) and not _read(value) for value in case.values)
    return ("SPARQLConstraintComponent", _CUSTOM) if false else ()


def _fails(_: Compared) -> Iterable[str]:
    """PySHACL ends in an error instead."""
    return ()


def _inverse_of_a_sequence(case: Compared) -> Iterable[str]:
    def sequence_in(path: Node) -> bool:
        if isinstance(path, NamedNode):
            return False
        return RDF.first in case.shapes.properties(path) or any(
            sequence_in(inner) for step in map(_predicate, case.shapes.properties(path)) for inner in parts(path, step)
        )

    def parts(path: Node, step: NamedNode) -> tuple[Node, ...]:
        inner = case.shapes.objects(path, step)
        return case.shapes.items(inner[0]) if step == SH.alternativePath else inner

    # Of the values of a path, any component may speak.
    return case.components if any(sequence_in(path) for _, path in case.shapes.with_predicate(SH.inversePath)) else ()


def _predicate(node: Node) -> NamedNode:
    assert isinstance(node, NamedNode)
    return node


@dataclass(frozen=True)
class Disagreement:
    """One reason.

    Attributes:
        pyshacl: what pySHACL does.
        standard: what is right, and where that is said.
        shape: what the shape of the example says; it targets the subjects of ``ex:p``.
        data: the data of the example, in Turtle.
        ours: the values that the compiled shapes report.
        theirs: the values that pySHACL reports; a text for the error that it ends in.
        changes: returns the components whose results it may change in a random case; ``None`` where none can run
            into it.
    """

    pyshacl: str
    standard: str
    shape: str
    data: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...] | str
    changes: Callable[[Compared], Iterable[str]] | None = None


DISAGREEMENTS = (
    Disagreement(
        "orders literals of different types among each other, and ill-typed ones",
        "sh:minInclusive and the like want SPARQL's `<` to be true, and it is an error there (SHACL 4.3)",
        "sh:property [ sh:path ex:p ; sh:maxInclusive 1 ]",
        'ex:x ex:p 0 , "2025-01-01"^^xsd:date , "many"^^xsd:integer .',
        ('"2025-01-01"^^xsd:date', '"many"^^xsd:integer'),
        ('"many"^^xsd:integer',),
        _incomparable_with_a_bound,
    ),
    Disagreement(
        "cannot compare moments in a time zone with moments in none",
        "they can be compared where they are more than 14 hours apart (XML Schema 1.1, part 2, 3.3.7)",
        'sh:property [ sh:path ex:p ; sh:maxExclusive "2024-01-01T00:00:00Z"^^xsd:dateTime ]',
        'ex:x ex:p "2023-12-01T00:00:00"^^xsd:dateTime , "2024-01-01T00:00:00"^^xsd:dateTime .',
        ('"2024-01-01T00:00:00"^^xsd:dateTime',),
        ('"2023-12-01T00:00:00"^^xsd:dateTime', '"2024-01-01T00:00:00"^^xsd:dateTime'),
        _incomparable_with_a_bound,
    ),
    Disagreement(
        "compares IRIs and texts with a language by their letters, and NaN with itself as if it were less",
        "sh:lessThan wants SPARQL's `<` to be true, and what cannot be compared is a result (SHACL 4.5.3)",
        "sh:property [ sh:path ex:p ; sh:lessThan ex:q ]",
        """ex:x ex:p "a"@en ; ex:q "b"@de . ex:y ex:p ex:a ; ex:q ex:b .
            ex:z ex:p "NaN"^^xsd:double ; ex:q "NaN"^^xsd:double .""",
        ('"a"@en', "ex:a", '"NaN"^^xsd:double'),
        (),
        _incomparable_with_each_other,
    ),
    Disagreement(
        "fails where sh:lessThan meets a blank node",
        "what cannot be compared is a result (SHACL 4.5.3)",
        "sh:property [ sh:path ex:p ; sh:lessThan ex:q ]",
        "ex:x ex:p _:b ; ex:q 1 .",
        ("_:b",),
        "to compare a BlankNode",
        _fails,
    ),
    Disagreement(
        "fails where a bound is a decimal and a value is NaN",
        "SPARQL's `<` is false for NaN (SHACL 4.3; XPath functions 3.1, 4.3.3)",
        "sh:property [ sh:path ex:p ; sh:maxInclusive 1.5 ]",
        'ex:x ex:p "NaN"^^xsd:double .',
        ('"NaN"^^xsd:double',),
        "decimal.InvalidOperation",
        _fails,
    ),
    Disagreement(
        "does not bind $value to 0, false, an empty or an ill-typed literal, and takes those for no end of a path",
        "$value is each value node (SHACL 6.3), and a path leads to terms of any kind (SPARQL 1.1, 9.3)",
        """ex:avoids ex:q . ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:avoids ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER NOT EXISTS { $value $avoids ?any } }" ] .
            ex:S sh:targetObjectsOf ex:p""",
        "ex:x ex:p 0 , 1 . ex:y ex:q 2 .",
        (),
        ("0",),
        _false_in_python,
    ),
    Disagreement(
        "writes nested paths into $PATH without brackets",
        "$PATH is the path as SPARQL has it (SHACL 5; SPARQL 1.1, 9.1); `(p*)*` needs its brackets",
        """sh:property [ sh:path [ sh:zeroOrMorePath [ sh:zeroOrMorePath ex:p ] ] ;
            sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER isLiteral(?value) }" ] ]""",
        'ex:x ex:p "a" .',
        ('"a"',),
        "Expected SelectQuery",
        _fails,
    ),
    Disagreement(
        "follows the inverse of a sequence in the sequence's own order",
        "`^(p/q)` is `^q/^p` (SHACL 2.3.1.4; SPARQL 1.1, 18.4)",
        "sh:property [ sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:in ( ) ]",
        "ex:x ex:p ex:y . ex:y ex:q ex:z . ex:z ex:p ex:u .",
        ("ex:x",),
        (),
        _inverse_of_a_sequence,
    ),
    Disagreement(
        "leaves out the value in the results of an ASK validator on a property shape",
        "the value that the ASK is false for is the result's sh:value (SHACL 6.3)",
        """sh:property [ sh:path ex:p ; ex:avoids ex:q ] .
            ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:avoids ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER NOT EXISTS { $value $avoids ?any } }" ]""",
        "ex:x ex:p ex:a . ex:a ex:q ex:b .",
        ("ex:a",),
        ("",),
    ),
    Disagreement(
        "binds ?value beforehand in SELECT validators",
        "bound are $this, $PATH, $currentShape, $shapesGraph and the parameters; $value in an ASK only (SHACL 6.3)",
        """ex:avoids ex:a . ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:avoids ] ;
            sh:nodeValidator [ a sh:SPARQLSelectValidator ;
            sh:select "SELECT $this ?value WHERE { $this ?any ?value FILTER (?value = $avoids) }" ]""",
        "ex:x ex:p ex:a .",
        ("ex:a",),
        (),
    ),
    Disagreement(
        "lets blank nodes pass sh:minLength 0",
        "a blank node has no length; it is a result (SHACL 4.4.1)",
        "sh:property [ sh:path ex:p ; sh:minLength 0 ]",
        'ex:x ex:p _:b , "" .',
        ("_:b",),
        (),
    ),
    Disagreement(
        "compares a language tag only as a whole and by its first part",
        "a range matches each tag that it begins (SPARQL 1.1, 17.4.3.13, langMatches)",
        'sh:property [ sh:path ex:p ; sh:languageIn ( "zh-Hans" ) ]',
        'ex:x ex:p "红"@zh-Hans-CN , "红"@zh-Hans , "紅"@zh-Hant .',
        ('"紅"@zh-hant',),
        ('"红"@zh-hans-cn', '"紅"@zh-hant'),
    ),
    Disagreement(
        "passes over the flags s, q and x",
        "flags are those of SPARQL's REGEX (SHACL 4.4.3; XPath functions 3.1, 5.6.2)",
        'sh:property [ sh:path ex:p ; sh:pattern "a.b" ; sh:flags "q" ]',
        'ex:x ex:p "a.b" , "a-b" .',
        ('"a-b"',),
        (),
    ),
    Disagreement(
        "has Python's regular expressions: `$` also matches before a line break at the end",
        "`$` matches at the end (XPath functions 3.1, 5.6.1)",
        'sh:property [ sh:path ex:p ; sh:pattern "b$" ]',
        'ex:x ex:p "b\\n" , "b" .',
        ('"b\\n"',),
        (),
    ),
    Disagreement(
        "has Python's regular expressions: it fails at `\\p{L}`",
        "categories of characters belong to the language (XML Schema 1.1, part 2, G.4.2.2)",
        'sh:property [ sh:path ex:p ; sh:pattern "^\\\\p{L}+$" ]',
        'ex:x ex:p "é" , "1" .',
        ('"1"',),
        "bad escape",
    ),
    Disagreement(
        "never minds rdf:type rdfs:Resource at a closed shape",
        "each property that is not allowed is a result (SHACL 4.8.1)",
        "sh:closed true ; sh:ignoredProperties ( ex:p )",
        "ex:x ex:p 1 ; a rdfs:Resource .",
        ("rdfs:Resource",),
        (),
    ),
    Disagreement(
        "takes for well-formed what Python can read: 1_000, a date for a dateTime, two digits for a year",
        "a literal has to be well-formed (SHACL 4.1.2; XML Schema 1.1, part 2)",
        """sh:property [ sh:path ex:p ;
            sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:dateTime ] [ sh:datatype xsd:gYear ] ) ]""",
        'ex:x ex:p "1_000"^^xsd:integer , "2024-01-01"^^xsd:dateTime , "24"^^xsd:gYear , "2024"^^xsd:gYear .',
        ('"1_000"^^xsd:integer', '"2024-01-01"^^xsd:dateTime', '"24"^^xsd:gYear'),
        (),
    ),
    Disagreement(
        "takes for ill-formed what Python cannot hold: years before 1 and after 9999",
        "they are dates (XML Schema 1.1, part 2, 3.3.9)",
        "sh:property [ sh:path ex:p ; sh:datatype xsd:date ]",
        'ex:x ex:p "-0044-03-15"^^xsd:date , "12024-01-01"^^xsd:date , "2023-02-29"^^xsd:date .',
        ('"2023-02-29"^^xsd:date',),
        ('"-0044-03-15"^^xsd:date', '"12024-01-01"^^xsd:date', '"2023-02-29"^^xsd:date'),
    ),
    Disagreement(
        "lets every literal pass sh:datatype rdfs:Literal",
        "a literal's datatype has to be that IRI itself (SHACL 4.1.2)",
        "sh:property [ sh:path ex:p ; sh:datatype rdfs:Literal ]",
        'ex:x ex:p "a" .',
        ('"a"',),
        (),
    ),
)


def explained(case: Compared) -> bool:
    """Tell whether reasons of the table may be behind all that differs in ``case``, or behind pySHACL's error."""
    reasons = [reason for reason in DISAGREEMENTS if reason.changes is not None]
    if case.error:
        return any(isinstance(reason.theirs, str) and reason.theirs in case.error for reason in reasons)
    changed = {name for reason in reasons for name in (reason.changes or _fails)(case)}
    return bool(changed) and case.components <= {*changed, *_OUTER}


def comparable(results: Counter[Result]) -> Counter[Result]:
    """Return results without the values of ASK validators on property shapes, which pySHACL leaves out."""
    ask = str(COMPONENTS[0][0])
    return Counter(
        (focus, path, "" if component == ask and path else value, shape, component, severity)
        for focus, path, value, shape, component, severity in results.elements()
    )
