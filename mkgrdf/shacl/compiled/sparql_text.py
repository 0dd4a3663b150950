"""The SPARQL that shapes bring along (SHACL, section 5): completed by its prefixes, checked, and looked through.

A query from a shape must not reach anything but the data: ``SERVICE`` and updates are refused, and so is what SHACL
forbids because pre-binding has no meaning there (section 5.2.1): ``MINUS``, ``VALUES``, ``AS ?this``, and a subquery
that does not hand ``?this`` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.errors import QueryError, ShapesError
from mkgrdf.shacl.compiled.model import CustomConstraint, Shape, SparqlConstraint
from mkgrdf.shacl.compiled.parameters import Parameters
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import Predicate, sparql_path
from mkgrdf.shacl.terms import Node
from mkgrdf.store.guard import check_query, query_tokens
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH, XSD

__all__ = [
    "SHAPES_GRAPH",
    "ask_condition",
    "asking_about",
    "complete_query",
    "joined_with_focus",
    "prepared",
    "read_sparql_constraint",
    "substituted",
    "variables",
]

SHAPES_GRAPH = NamedNode("urn:mkgrdf:shapes")
"""The graph that ``$shapesGraph`` names, where the shapes are beside the data."""

# What a query may use without declaring it. SHACL has no such defaults, but queries in the wild count on them.
_DEFAULT_PREFIXES = {"rdf": RDF.iri, "rdfs": RDFS.iri, "owl": OWL.iri, "xsd": XSD.iri, "sh": SH.iri}
_FORBIDDEN = {
    "MINUS": "which SHACL forbids in such queries (section 5.2.1)",
    "VALUES": "which SHACL forbids in such queries (section 5.2.1)",
    "FROM": "and may look at nothing but the data; some engines would fetch what it names",
}
_PREBOUND = frozenset({"this", "shapesGraph", "currentShape", "PATH"})
_KEPT = 1024
"""How many texts stay looked through, from batch to batch."""
_OPEN, _CLOSE = frozenset("{("), frozenset("})")


def read_sparql_constraint(shapes: GraphIndex, shape: Parameters, value: Node, name: str) -> SparqlConstraint | None:
    """Return what an ``sh:sparql`` says, or ``None`` where it is deactivated.

    Raises:
        ShapesError: it is ill-formed.
    """
    if isinstance(value, Literal):
        raise shape.error(SH.sparql, f"is {value}; expected a node with sh:select")
    said = Parameters(shapes, value, shape.name if not isinstance(value, NamedNode) else name)
    if said.flag(SH.deactivated):
        return None
    text = complete_query(shapes, said, SH.select)
    if "this" not in _projected(text):
        raise said.error(SH.select, "does not project $this; begin it with SELECT $this")
    return SparqlConstraint(value, text, said.texts(SH.message))


def complete_query(shapes: GraphIndex, said: Parameters, predicate: NamedNode) -> str:
    """Return the query of a constraint or validator, its prefixed names written out as ``sh:prefixes`` has it.

    Raises:
        ShapesError: there is not exactly one text, a prefix is declared twice, or the text is no query that may run.
    """
    texts = said.values(predicate)
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        raise said.error(predicate, f"has {len(texts)} values; expected exactly one text")
    prefixes = _prefixes(shapes, said)
    text = _expanded(texts[0].value, prefixes)
    fault = _fault(text, "SELECT" if predicate == SH.select else "ASK")
    if fault is not None:
        raise said.error(predicate, fault)
    return text


def _prefixes(shapes: GraphIndex, said: Parameters) -> dict[str, str]:
    declared: dict[str, str] = {}
    waiting, seen = list(said.values(SH.prefixes)), set[Node]()
    while waiting:
        holder = waiting.pop()
        if holder in seen:
            continue
        seen.add(holder)
        waiting.extend(shapes.objects(holder, OWL.imports))
        for declaration in shapes.objects(holder, SH.declare):
            prefix, namespace = shapes.first(declaration, SH.prefix), shapes.first(declaration, SH.namespace)
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise said.error(SH.prefixes, f"leads to {holder}, where an sh:declare lacks sh:prefix or sh:namespace")
            if declared.setdefault(prefix.value, namespace.value) != namespace.value:
                raise said.error(SH.prefixes, f"leads to two different namespaces for the prefix {prefix.value!r}")
    return _DEFAULT_PREFIXES | declared


def _expanded(text: str, prefixes: Mapping[str, str]) -> str:
    """Return ``text`` with whole IRIs for prefixed names, so that a part of it can stand elsewhere.

    A prefix that nobody declares stays as it is, for the parser to object to.
    """
    tokens = list(query_tokens(text))
    known = dict(prefixes)
    declaring = set[int]()
    for at, (before, token) in enumerate(pairwise(tokens)):
        if before.lastgroup == "word" and before[0].upper() == "PREFIX" and at + 2 < len(tokens):
            known[token[0].rstrip(":")] = tokens[at + 2][0][1:-1]
            declaring.add(at + 1)
    parts: list[str] = []
    end = 0
    for at, token in enumerate(tokens):
        prefix, _, local = token[0].partition(":")
        if token.lastgroup == "name" and at not in declaring and prefix in known:
            plain = _ESCAPED.sub(r"\1", local)
            parts += [text[end : token.start()], f"<{known[prefix]}{plain}>"]
            end = token.end()
    return "".join([*parts, text[end:]])


_ESCAPED = re.compile(r"\\([_~.\-!$&'()*+,;=/?#@%])")


def _fault(text: str, form: str) -> str | None:
    try:
        check_query(text, form)
    except QueryError as error:
        return f"cannot be used: {error}"
    tokens = list(query_tokens(text))
    for token in tokens:
        if token.lastgroup == "word" and token[0].upper() in _FORBIDDEN:
            return f"contains {token[0].upper()}, {_FORBIDDEN[token[0].upper()]}"
        if token.lastgroup == "variable" and token[0][1] == "_":
            return f"uses the variable {token[0]}; names that begin with _ are for the checks themselves, rename it"
    prebound = _PREBOUND if form == "SELECT" else _PREBOUND | {"value"}
    for before, token in pairwise(tokens):
        bound = token.lastgroup == "variable" and token[0][1:] in prebound
        if bound and before.lastgroup == "word" and before[0].upper() == "AS":
            return f"assigns to {token[0]}, which is bound beforehand (SHACL, section 5.2.1)"
    if not all("this" in _projection(tokens, at) for at in _subqueries(tokens)):
        return "has a subquery that does not project $this; SHACL, section 5.2.1, demands it"
    try:
        # On no data at all: this only finds out whether the text is SPARQL.
        pyoxigraph.Store().query(_PATH.sub("<urn:mkgrdf:path>", text))
    except SyntaxError as error:
        return f"is no SPARQL query: {error}"
    return None


_PATH = re.compile(r"[$?]PATH\b")


def _select_positions(tokens: list[re.Match[str]]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.lastgroup == "word" and token[0].upper() == "SELECT"]


def _subqueries(tokens: list[re.Match[str]]) -> list[int]:
    return [at for at in _select_positions(tokens) if at and tokens[at - 1][0] in _OPEN]


def _projection(tokens: list[re.Match[str]], select: int) -> set[str]:
    """Return the variables that the SELECT at ``select`` projects; all of those in the text for ``*``."""
    names: set[str] = set()
    depth = 0
    for token in tokens[select + 1 :]:
        if token[0] == "*" and depth == 0:
            return _in_scope(tokens, select)
        if token[0] == "{" or (depth == 0 and token[0].upper() in ("WHERE", "FROM")):
            break
        depth += (token[0] == "(") - (token[0] == ")")
        if token.lastgroup == "variable":
            names.add(token[0][1:])
    return names


def _in_scope(tokens: list[re.Match[str]], select: int) -> set[str]:
    """Return the variables of the group that follows, other than those in FILTER, BIND and EXISTS only."""
    names: set[str] = set()
    depth = skipped = 0
    for before, token in pairwise(tokens[select:]):
        if token[0] in _OPEN:
            depth += 1
            if not skipped and (token[0] == "(" or before[0].upper() == "EXISTS"):
                skipped = depth
        elif token[0] in _CLOSE:
            if skipped == depth:
                skipped = 0
            depth -= 1
            if depth <= 0:
                break
        elif token.lastgroup == "variable" and not skipped:
            names.add(token[0][1:])
    return names


def _projected(text: str) -> set[str]:
    tokens = list(query_tokens(text))
    positions = _select_positions(tokens)
    return _projection(tokens, positions[0]) if positions else set()


@lru_cache(maxsize=_KEPT)
def variables(text: str) -> frozenset[str]:
    """Return the names of the variables in ``text``."""
    return frozenset(token[0][1:] for token in query_tokens(text) if token.lastgroup == "variable")


def substituted(text: str, terms: Mapping[str, str]) -> str:
    """Return ``text`` with variables replaced by the SPARQL texts in ``terms``, by name without ``?`` or ``$``.

    In the head of a SELECT, where only variables may stand, the value is given a name of its own there; to group and
    order by a value, it has to stand in brackets.
    """
    tokens = list(query_tokens(text))
    heads = {at for select in _select_positions(tokens) for at in _head(tokens, select)}
    sorting = set(_sorting(tokens))
    parts: list[str] = []
    end = 0
    for at, token in enumerate(tokens):
        name = token[0][1:]
        if token.lastgroup != "variable" or name not in terms:
            continue
        if at >= 2 and tokens[at - 2][0].upper() == "BOUND":
            # BOUND takes a variable and nothing else; this one is.
            start, term, stop = tokens[at - 2].start(), "(true)", tokens[at + 1].end()
        else:
            start, stop = token.span()
            term = terms[name]
            if at in heads:
                term = f"({term} AS ?_bound_{name}_{at})"
            elif at in sorting:
                term = f"({term})"
        parts += [text[end:start], term]
        end = stop
    return "".join([*parts, text[end:]])


def _head(tokens: list[re.Match[str]], select: int) -> Iterable[int]:
    """Return the positions of what a SELECT projects plainly, not in an expression."""
    depth = 0
    for at, token in enumerate(tokens[select + 1 :], select + 1):
        if token[0] == "{" or (depth == 0 and token[0].upper() in ("WHERE", "FROM")):
            return
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0:
            yield at


def _sorting(tokens: list[re.Match[str]]) -> Iterable[int]:
    """Return the positions that stand plainly in ``GROUP BY`` and ``ORDER BY``."""
    inside, depth = False, 0
    for at, (before, token) in enumerate(pairwise(tokens), 1):
        word = token[0].upper() if token.lastgroup == "word" else ""
        if word == "BY" and before[0].upper() in ("GROUP", "ORDER"):
            inside, depth = True, 0
        elif word in ("HAVING", "ORDER", "LIMIT", "OFFSET") or token[0] == "}":
            inside = False
        depth += (token[0] == "(") - (token[0] == ")")
        if inside and depth == 0:
            yield at


def prepared(
    text: str, shape: Shape, bindings: Iterable[tuple[str, Node]] = (), shapes_graph: NamedNode | None = None
) -> str:
    """Return the query of a constraint of ``shape`` with all put in that is the same for each focus node.

    That is the path (``$PATH``), the shape (``$currentShape``), the parameters of a component, and the graph that
    holds the shapes (``$shapesGraph``).

    Raises:
        ShapesError: one of those is a blank node, which SPARQL cannot name, or the shapes are in no graph.
    """
    terms: dict[str, str] = {}
    wanted = variables(text)
    for name, term in (*bindings, ("currentShape", shape.node)):
        if name not in wanted:
            continue
        if isinstance(term, BlankNode):
            raise ShapesError(
                f"{shape.node}: its SPARQL uses ${name}, which is a blank node here, and SPARQL has no way to name "
                "one; give it an IRI"
            )
        terms[name] = str(term)
    if "shapesGraph" in wanted:
        if shapes_graph is None:
            raise ShapesError(
                f"{shape.node}: its SPARQL uses $shapesGraph, and where these data are the shapes are not; validate a "
                "dump of the data as a file instead"
            )
        terms["shapesGraph"] = str(shapes_graph)
    if shape.path is not None:
        # A path can stand where a predicate can; in brackets it stays one.
        terms["PATH"] = f"({sparql_path(shape.path)})" if not isinstance(shape.path, Predicate) else str(shape.path.iri)
    return _filled(text, tuple(terms.items()))


@lru_cache(maxsize=_KEPT)
def _filled(text: str, terms: tuple[tuple[str, str], ...]) -> str:
    return substituted(text, dict(terms))


def ask_condition(constraint: CustomConstraint, focus: str, value: str, shape: Shape) -> str | None:
    """Return the condition that an ASK validator accepts ``value``; ``None`` where it is not plain enough.

    An ASK is an EXISTS around its group, and EXISTS sees the variables outside as pre-binding would set them, under
    the same restrictions as :func:`joined_with_focus`.
    """
    text = substituted(prepared(constraint.validator.text, shape, constraint.bindings), {"this": focus, "value": value})
    tokens = list(query_tokens(text))
    start = next((at for at, token in enumerate(tokens) if token[0] == "{"), None)
    if start is None or _plain_group(tokens, start) != len(tokens) - 1 or _may_stand_still(tokens):
        return None
    return f"EXISTS {text[tokens[start].start() :]}"


def asking_about(text: str, names: Iterable[str]) -> str:
    """Return an ASK as the SELECT that has solutions where it is true, and projects the variables ``names``.

    What a variable is to be bound to beforehand, Oxigraph takes for a variable of a projection only.
    """
    ask = next(token for token in query_tokens(text) if token.lastgroup == "word" and token[0].upper() == "ASK")
    return f"{text[: ask.start()]}SELECT {' '.join(f'?{name}' for name in names)} {text[ask.end() :]}"


def joined_with_focus(text: str, focus: str) -> str | None:
    """Return ``text`` with the pattern ``focus``, which binds ``?this``, put into it; ``None`` where that may differ.

    Pre-binding ``$this`` and joining come to the same where the outermost group consists of triple patterns, ``FILTER``
    and ``BIND`` (SPARQL 1.1, sections 18.5 and 18.6: those see the solution as it is, and so do patterns inside
    ``EXISTS``). Subqueries, ``OPTIONAL``, ``UNION``, ``GRAPH`` and solution modifiers are another matter: there the
    query is asked for each node. And so it is where a path may have no steps and a node need not occur in the data,
    being targeted by name: a term that is put in leads to itself all the same, and one that a variable is bound to
    does not (section 9.3).
    """
    parts = _around_focus(text)
    if parts is None or ("VALUES" in focus and parts[2]):
        return None
    return f"{parts[0]} {focus} {parts[1]}"


@lru_cache(maxsize=_KEPT)
def _around_focus(text: str) -> tuple[str, str, bool] | None:
    """Return ``text`` before and after where a focus may be put, and whether there may be a path of no steps."""
    tokens = list(query_tokens(text))
    selects = _select_positions(tokens)
    if len(selects) != 1 or not {"currentShape", "shapesGraph"}.isdisjoint(variables(text)):
        return None
    start = next((at for at in range(selects[0], len(tokens)) if tokens[at][0] == "{"), None)
    if start is None or any(token[0] == "(" for token in tokens[selects[0] : start]):
        return None
    end = _plain_group(tokens, start)
    if end is None or end != len(tokens) - 1:
        return None
    return text[: tokens[start].end()], text[tokens[start].end() :], _may_stand_still(tokens)


def _may_stand_still(tokens: list[re.Match[str]]) -> bool:
    """Tell whether there may be a path of no steps: ``p*`` or ``p?``."""
    return any(token.lastgroup == "mark" and token[0] in "*?" for token in tokens)


def _plain_group(tokens: list[re.Match[str]], start: int) -> int | None:
    """Return where the group that opens at ``start`` closes, or ``None`` unless it is as plain as has to be."""
    depth = 0
    expression: int | None = None  # the depth at which a FILTER or BIND began
    for at in range(start, len(tokens)):
        token = tokens[at]
        word = token[0].upper() if token.lastgroup == "word" else ""
        if token[0] in _OPEN:
            if depth == 1 and expression is None and token[0] == "{":
                return None
            depth += 1
        elif token[0] in _CLOSE:
            depth -= 1
            if expression is not None and depth == expression:
                expression = None
            if depth == 0:
                return at
        elif depth == 1 and expression is None:
            if word in ("FILTER", "BIND"):
                expression = depth
            elif word in ("OPTIONAL", "UNION", "GRAPH", "SERVICE", "SELECT"):
                return None
    return None
