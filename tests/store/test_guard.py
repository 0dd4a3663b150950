"""Query texts that may pass, and those that may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.errors import QueryError
from mkgrdf.store.guard import check_query

HARMLESS = [
    "SELECT ?service WHERE { ?service ?p $SERVICE }",
    'SELECT ?s WHERE { ?s ?p "SERVICE <http://example.org/> { }" }',
    "SELECT ?s WHERE { ?s ?p 'it\\'s SERVICE <http://example.org/> { }' }",
    'SELECT ?s WHERE { ?s ?p """a "quoted" SERVICE\n<http://example.org/> { }""" }',
    "SELECT ?s WHERE { ?s ?p '''SERVICE ''' }",
    "SELECT ?s # SERVICE <http://example.org/> { }\nWHERE { ?s ?p ?o }",
    "SELECT ?s WHERE { ?s ?p <http://example.org/SERVICE> }",
    "PREFIX ex: <http://example.org/> SELECT ?s WHERE { ?s ex:service ex:SERVICE , ex:self.service }",
    "PREFIX service: <http://example.org/> SELECT ?s WHERE { ?s service:of ?o }",
    'SELECT ?s WHERE { ?s ?p "x"@service }',
    "SELECT ?s WHERE { ?s ?p ?o FILTER(?o<5 && ?o>3) }",
    "SELECT ?s WHERE { ?s ?p _:service }",
    "SELECT ?services WHERE { ?services ?p 'customer service' } # service",
    "BASE <http://example.org/> PREFIX : <#> SELECT ?s WHERE { ?s :p :o }",
    "# ASK first\nselect ?s where { ?s ?p ?o }",
]

HARMFUL = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { ?s ?p true SERVICE <http://example.org/> { ?a ?b ?c } }",
    # Oxigraph connects for each of the following: no space is needed after a literal, and a name that leads nowhere
    # is read again as a keyword.
    "SELECT * { ?s ?p trueSERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE <http://example.org/> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "x"SERVICE <http://example.org/> { ?a ?b ?c } }',
    "SELECT * { ?s ?p ?o.SERVICE <http://example.org/> { ?a ?b ?c } }",
    "PREFIX : <http://example.org/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX : <http://example.org/> PREFIX service: <http://example.org/> SELECT * { service:x # {\n { ?a ?b ?c } }",
    "SELECT * { # comment\rSERVICE <http://example.org/> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "\\u0022" SERVICE <http://example.org/> { ?a ?b ?c } }',
    # SPARQL 1.1, section 19.2: escapes of code points come before anything else.
    "SELECT * { \\u0053ERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * { \\U00000053ERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?o<1) SERVICE <http://example.org/> { ?a ?b ?c } FILTER(?o>0) }",
    "SELECT * { ?s ?p '''''' SERVICE <http://example.org/> { ?a ?b ?c } }",
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_service_elsewhere_is_harmless(sparql: str) -> None:
    """Variables, names, strings, comments, IRIs and language tags may read 'service'."""
    check_query(sparql, "SELECT")


@pytest.mark.parametrize("sparql", HARMFUL)
def test_every_way_to_call_a_service_is_refused(sparql: str) -> None:
    """SERVICE is found however it is written."""
    with pytest.raises(QueryError, match="contains SERVICE"):
        check_query(sparql, "SELECT")


@pytest.mark.parametrize("sparql", ["", "?s ?p ?o", "# SELECT", "PREFIX a: <b:>", "EXPLAIN SELECT ?s WHERE { }"])
def test_what_is_no_query_is_refused(sparql: str) -> None:
    """A text without a query form says what was expected."""
    with pytest.raises(QueryError, match=r"not a SPARQL query.*expected SELECT"):
        check_query(sparql, "SELECT")


QUOTED = st.text(st.characters(codec="utf-8", exclude_characters='"\\\r\n')).map(lambda text: f'"{text}"')
COMMENTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\\")).map(lambda text: f"#{text}\n")
PIECES = st.lists(st.one_of(QUOTED, COMMENTS, st.sampled_from(["?service", "ex:service", "<u:service>", "1.5", "."])))


@given(PIECES, st.booleans())
def test_only_the_keyword_itself_decides(pieces: list[str], calls: bool) -> None:
    """Among any strings, comments and names, a query is refused if and only if the keyword stands between them."""
    middle = "\nSERVICE <u:x> { ?s ?p ?o }" if calls else "\n?s ?p ?o"
    sparql = f"SELECT * WHERE {{ {' '.join(pieces)}{middle} }}"
    if calls:
        with pytest.raises(QueryError, match="contains SERVICE"):
            check_query(sparql, "SELECT")
    else:
        check_query(sparql, "SELECT")
