"""The vocabulary of random shapes and data, small so that they meet: nodes, literals, queries, components."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.vocabulary import RDF, SH, XSD, Namespace

EX = Namespace("http://example.org/")

PREDICATES = (EX.p, EX.q, EX.r)
CLASSES = (EX.A, EX.B, EX.C)
RESOURCES: tuple[NamedNode | BlankNode, ...] = (EX.a, EX.b, EX.c, EX.d, BlankNode("x"), BlankNode("y"))


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=XSD[datatype])


TEXTS = (
    Literal("a"),
    Literal("ab"),
    Literal("B"),
    Literal(""),
    Literal("a b"),
    Literal("12"),
    Literal("红色"),
    Literal("line\nline"),
)
TAGGED = (
    Literal("a", language="en"),
    Literal("b", language="en"),
    Literal("a", language="en-us"),
    Literal("c", language="de"),
    Literal("红", language="zh-hans-cn"),
)
NUMBERS = (
    typed("0", "integer"),
    typed("1", "integer"),
    typed("-5", "integer"),
    typed("10", "integer"),
    typed("1.5", "decimal"),
    typed("1", "decimal"),
    typed("1", "double"),
    typed("2.5E2", "double"),
    typed("0.5", "float"),
)
ODD_NUMBERS = (typed("NaN", "double"), typed("INF", "double"), typed("-INF", "double"))
DATES = (typed("2024-02-29", "date"), typed("2025-01-01", "date"), typed("1999-12-31", "date"))
MOMENTS = (typed("2024-02-29T10:00:00", "dateTime"), typed("2024-02-29T12:30:00.5", "dateTime"))
ZONED = (typed("2024-02-29T10:00:00Z", "dateTime"), typed("2024-02-29T11:00:00+05:00", "dateTime"))
OTHERS = (
    typed("true", "boolean"),
    typed("false", "boolean"),
    typed("10:00:00", "time"),
    typed("2024", "gYear"),
    typed("P1D", "dayTimeDuration"),
    typed("http://example.org/a", "anyURI"),
    Literal("v", datatype=EX.own),
)
ILL_TYPED = (
    typed("many", "integer"),
    typed("1.5", "integer"),
    typed("2023-02-29", "date"),
    typed("yes", "boolean"),
    typed("", "decimal"),
)

FAMILIES: tuple[tuple[Literal, ...], ...] = (
    TEXTS,
    TAGGED,
    NUMBERS,
    ODD_NUMBERS,
    DATES,
    MOMENTS,
    ZONED,
    OTHERS,
    ILL_TYPED,
)
LITERALS = tuple(literal for family in FAMILIES for literal in family)
DATATYPES = (
    XSD.string,
    RDF.langString,
    XSD.integer,
    XSD.decimal,
    XSD.double,
    XSD.float,
    XSD.boolean,
    XSD.date,
    XSD.dateTime,
    XSD.time,
    XSD.gYear,
    XSD.anyURI,
    EX.own,
)
NODE_KINDS = (SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral)
PATTERNS = ("^a", "b$", "[0-9]+", "a|B", "^.$", "example", "^$", "\\s", "红", "a.b", "(ab)?$", "^l.*e$")
FLAGS = ("i", "m", "")
LANGUAGES = ("en", "de", "zh", "en-US", "EN", "*")

SELECTS = (
    "SELECT $this WHERE { $this ex:p ?o }",
    "SELECT $this ?value WHERE { $this ex:p ?value . FILTER isIRI(?value) }",
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER isLiteral(?value) }",
    "SELECT DISTINCT $this ?value WHERE { $this ex:q/ex:p? ?value . FILTER (!isBlank(?value)) }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER (?path IN (ex:q, ex:r)) }",
    "SELECT $this ?value WHERE { $this ex:p ?value . FILTER NOT EXISTS { ?value ex:q ?other } }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?o } }",
    "SELECT $this WHERE { FILTER EXISTS { $this ex:p ?o . ?o ex:q ?u } }",
    "SELECT $this ?value WHERE { $this ex:q ?o . OPTIONAL { ?o ex:p ?u } FILTER (!bound(?u)) BIND (?o AS ?value) }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { ?value ex:q $this } }",
    "SELECT $this WHERE { $this ex:p ?o } GROUP BY $this HAVING (COUNT(?o) > 1)",
    "SELECT $this (COUNT(?o) AS ?value) WHERE { $this ex:r ?o } GROUP BY $this",
    "SELECT $this ?value WHERE { $this ex:p ?value , ?other . FILTER (?value = ?other && isIRI(?value)) }",
    "SELECT $this ?value WHERE { $this ex:p ?value . { SELECT $this WHERE { $this ex:q ?o } } }",
    "SELECT $this (ex:r AS ?path) ?value WHERE { $this ex:p ?value . $this ex:q ?value }",
    "SELECT $this WHERE { $this a/rdfs:subClassOf* ex:A . FILTER ($this != ex:a) }",
    "SELECT $this ?value WHERE { ?value (ex:p|ex:q)+ $this }",
    "SELECT $this WHERE { FILTER (isBlank($this) || isLiteral($this)) }",
)
FOR_PROPERTIES_ONLY = frozenset(select for select in SELECTS if "$PATH" in select)

# A component with a validator of each kind: parameter, optional parameter, and what each validator asks.
COMPONENTS: tuple[tuple[NamedNode, tuple[tuple[NamedNode, bool], ...], dict[NamedNode, tuple[NamedNode, str]]], ...] = (
    (
        EX.HasNotComponent,
        ((EX.hasNot, False),),
        {SH.validator: (SH.ask, "ASK { FILTER NOT EXISTS { $value $hasNot ?any } }")},
    ),
    (
        EX.AvoidsComponent,
        ((EX.avoids, False), (EX.unlessHas, True)),
        {
            SH.nodeValidator: (
                SH.select,
                """SELECT $this WHERE { $this ?any ?held . FILTER (?held = $avoids)
                FILTER (!bound($unlessHas) || NOT EXISTS { $this $unlessHas ?other }) }""",
            ),
            SH.propertyValidator: (
                SH.select,
                "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (?value = $avoids) }",
            ),
        },
    ),
)
