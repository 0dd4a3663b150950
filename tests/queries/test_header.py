"""Reading a query file: what its header says, and what is refused with file and line."""

from __future__ import annotations

import pytest

from mkgrdf.errors import QueryError
from mkgrdf.queries import Column, Parameter, load_query, parse_query

GOOD = """\
#+ summary: What it costs.
#+ summary_zh: 价格。
#+ parameters:
#+   product: {type: iri, kind: product, description: The product.}
#+   limit: {type: integer, default: 5, description: The most rows.}
#+   word: {type: string, required: false, description: A word.}
#+ columns:
#+   price: The price.
PREFIX ex: <http://example.org/$product#>
SELECT ?price WHERE { # the $price of "$word"
  $product ex:price ?price . FILTER(COALESCE(?price = $word, true) && ?price != "$limit")
} ORDER BY ?price LIMIT $limit
"""


def test_a_header_is_read() -> None:
    """Names, types, defaults and columns come from the header; what is left of the text starts at the SPARQL."""
    query = parse_query(GOOD, "price")
    assert query.summary == (("en", "What it costs."), ("zh", "价格。"))
    assert query.parameters == (
        Parameter("product", "iri", "The product.", required=True, kind="product"),
        Parameter("limit", "integer", "The most rows.", required=False, default="5"),
        Parameter("word", "string", "A word.", required=False),
    )
    assert query.columns == (Column("price", "The price."),)
    assert query.form == "select"
    assert query.text.startswith("PREFIX")


BAD = [
    ("SELECT * {}", "x.rq:1: expected a header"),
    ("#+ summary: a\n#+ form: b: c\n", "x.rq:2: the '#+' header is not YAML"),
    ("#+ summary: a\n#+ colums: {}\n", "x.rq:2: unknown header key 'colums'; valid are columns"),
    ("#+ summary: a\n#+ parameters: [p]\n", "'parameters' is a list; expected a mapping"),
    ("#+ summary: a\n#+ parameters: {on: {type: iri, description: d}}\n", "parameter 'True': a name is"),
    ("#+ summary: a\n#+ parameters: {p: {type: date, description: d}}\n", "one of iri, string, lang"),
    ("#+ summary: a\n#+ parameters: {p: {type: iri}}\n", "has no description"),
    ("#+ summary: a\n#+ parameters: {p: {type: iri, description: d, defualt: 1}}\n", "unknown ['defualt']"),
    ("#+ summary: a\n#+ parameters: {p: {type: lang, kind: x, description: d}}\n", "only an iri has a kind"),
    (
        "#+ summary: a\n#+ parameters: {p: {type: integer, default: a, description: d}}\n",
        "p = 'a'; expected an integer",
    ),
    (
        "#+ summary: a\n#+ parameters: {p: {type: integer, default: 1, required: true, description: d}}\n",
        "true only without a default",
    ),
    ("#+ summary: a\n#+ parameters: {p: {type: lang, minimum: 1, description: d}}\n", "only an integer has one"),
    ("#+ summary: a\n#+ parameters: {p: {type: integer, minimum: x, description: d}}\n", "minimum = 'x'"),
    (
        "#+ summary: a\n#+ parameters: {p: {type: integer, minimum: 1, default: 0, description: d}}\n",
        "p = '0'; expected an integer of at least 1",
    ),
    ("#+ summary: a\n#+ form: update\n", "form 'update'; expected select, ask, construct"),
    ("#+ summary: a\nSELECT ?a {}", "a select names its columns"),
    ("#+ summary: a\n#+ form: ask\nSELECT ?a {}", "the header says form ask, the text is select"),
]
PARAMETER = "#+ summary: a\n#+ parameters: {p: {type: iri, description: d}}\n#+ columns: {a: c}\n"
BAD_TEXT = [
    ("SELECT ?a { ?a ?b $q ; ?c $p }", "x.rq:4: $q is no parameter"),
    ("SELECT ?a\n{ ?a ?p $p }", "x.rq:5: ?p has the name of a parameter"),
    ("SELECT ?a { ?a ?b ?c }", "does not use the parameters p"),
    ("SELECT ?a $p { ?a ?b $p }", "x.rq:4: $p stands where only a variable may"),
    ("SELECT ?a (STR(?b) AS $p) { ?a ?b ?c }", "$p stands where only a variable may"),
    ("SELECT ?a { ?a ?b ?c FILTER(BOUND ( $p )) }", "$p stands where only a variable may"),
    ("SELECT ?a { { SELECT $p { ?a ?b $p } } }", "$p stands where only a variable may"),
    ("SELECT ?a { ?a ?b $p } GROUP BY $p", "$p stands where only a variable may"),
    ("SELECT ?a { ?a ?b ?c VALUES $p { 1 } }", "$p stands where only a variable may"),
]


@pytest.mark.parametrize(("text", "message"), BAD + [(PARAMETER + text, message) for text, message in BAD_TEXT])
def test_a_bad_file_is_refused_with_its_place(text: str, message: str) -> None:
    """Each mistake in a file is refused, naming the file and, where there is one, the line."""
    with pytest.raises(QueryError) as caught:
        parse_query(text, "group/x", file="x.rq")
    assert message in str(caught.value)
    assert str(caught.value).startswith("x.rq")


def test_an_expression_over_a_parameter_may_be_projected() -> None:
    """Inside brackets of a projection a term may stand."""
    assert parse_query(PARAMETER + "SELECT (STR($p) AS ?a) { ?x ?b $p }", "x").parameters[0].name == "p"


def test_an_unknown_query_names_close_ones() -> None:
    """A misspelt name, or one without its folder, leads to the right one."""
    with pytest.raises(QueryError, match="did you mean script/paths"):
        load_query("script/path")
    with pytest.raises(QueryError, match="did you mean recommend/by-scene"):
        load_query("by-scene")
    with pytest.raises(QueryError, match="there are assistant/card, "):
        load_query("zzzzzz")
