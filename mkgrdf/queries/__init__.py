"""Ready-made queries: files under ``queries/`` with a header, typed parameters and named result columns.

A query is a SPARQL file whose first lines, each starting with ``#+``, are YAML::

    #+ summary: What a product costs.
    #+ summary_zh: 商品的价格。
    #+ parameters:
    #+   product: {type: iri, kind: product, description: The product.}
    #+ columns:
    #+   price: The price.
    PREFIX schema: <https://schema.org/>
    SELECT ?price WHERE { $product schema:offers/schema:price ?price } ORDER BY ?price

Parameters are written ``$name`` and all other variables ``?name`` (SPARQL reads both as variables, so the file is
plain SPARQL as it stands). Binding replaces the token ``$name`` by a term, never by text, which works alike on every
endpoint, inside subqueries and beside aggregates. A parameter without value stays a variable: "any".
"""

from mkgrdf.queries.header import Column, Query, parse_query
from mkgrdf.queries.parameters import Parameter, Value
from mkgrdf.queries.running import Row, bind, nodes, run, select
from mkgrdf.queries.shelf import all_queries, load_query

__all__ = [
    "Column",
    "Parameter",
    "Query",
    "Row",
    "Value",
    "all_queries",
    "bind",
    "load_query",
    "nodes",
    "parse_query",
    "run",
    "select",
]
