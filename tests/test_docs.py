"""The documentation tells everything that exists and nothing that does not.

The first half runs the generators of the reference pages on small inputs; the second holds the pages and the prose
against the commands, terms, shapes and queries that there really are.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import click
import pytest

from mkgrdf.queries import all_queries
from reference_pages import commands, markdown, ontology, queries, shapes
from reference_pages.turtle import MKG, OWL, SH, Graph

CHECKOUT = Path(__file__).resolve().parent.parent
PROSE = sorted(
    file
    for file in [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]
    if not {"generated", "_build"} & set(file.parts)
)


# --- the generators, on small inputs ---------------------------------------------------------------------------


class LazyGroup(click.Group):
    """Knows its commands only when asked, as the real command line does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["late", "secret", *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "late":
            return click.Command("late", help="Loaded *late*.\n\n\b\nkept\nlines", params=[_as_option()])
        if cmd_name == "secret":
            return click.Command("secret", hidden=True)
        return super().get_command(ctx, cmd_name)


def _as_option() -> click.Option:
    return click.Option(["--as", "format"], help="Take PATH for a <format>.", metavar="FORMAT")


@pytest.fixture
def tree() -> click.Group:
    show = click.Command(
        "show", params=[click.Argument(["term"]), click.Option(["--depth"], default=3, show_default=True)]
    )
    query = click.Command("query", params=[click.Argument(["name"])])
    return LazyGroup("mkgrdf", commands={"query": query, "ontology": click.Group("ontology", commands={"show": show})})


def test_commands_that_load_lazily_and_commands_in_groups_are_walked_and_hidden_ones_are_not(
    tree: click.Group,
) -> None:
    assert [path for path, _, _ in commands.walk(tree)] == [
        "mkgrdf",
        "mkgrdf late",
        "mkgrdf ontology",
        "mkgrdf ontology show",
        "mkgrdf query",
    ]


def test_a_group_that_lists_what_it_cannot_load_is_an_error() -> None:
    class Liar(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return ["ghost"]

    with pytest.raises(LookupError, match="ghost"):
        list(commands.walk(Liar("mkgrdf")))


def test_the_page_of_commands_has_usage_text_arguments_and_options(tree: click.Group) -> None:
    page = commands.page(tree)
    assert "(command-mkgrdf-ontology-show)=\n## `mkgrdf ontology show`" in page
    assert "mkgrdf ontology show [OPTIONS] TERM" in page
    assert r"Loaded \*late\*." in page
    assert "```text\nkept\nlines\n```" in page
    assert r"| `--as FORMAT` | Take PATH for a \<format\>. |" in page
    assert r"| `--depth INTEGER` | \[default: 3\] |" in page
    assert "| `TERM` |" in page


def test_markdown_shows_plain_text_as_it_is() -> None:
    assert markdown.prose("a_b <c>\n  `d_e`") == r"a\_b \<c\> `d_e`"
    assert markdown.code("a`b") == "``a`b``"
    assert markdown.fence("x\n```\ny", "text").startswith("````text\n")
    assert markdown.table(("a",), [("x|y",)]).endswith("| x\\|y |\n")


PREFIXES = """
    @prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
    @prefix mkgsh: <https://w3id.org/mkgrdf/shapes#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix schema: <https://schema.org/> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def turtle(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "file.ttl").write_text(dedent(PREFIXES + text), encoding="utf-8")
    return folder


def test_the_page_of_terms_has_labels_domain_range_alignment_and_deprecation(tmp_path: Path) -> None:
    page = ontology.page(
        turtle(
            tmp_path / "ontology",
            """
    mkg:Clip a owl:Class ; rdfs:label "clip"@en, "片段"@zh ; rdfs:comment "A stretch of a video."@en ;
        rdfs:subClassOf schema:Clip .
    mkg:Image a owl:Class ; rdfs:subClassOf [ owl:onProperty mkg:depicts ; owl:someValuesFrom mkg:Clip ] .
    [] a owl:AllDisjointClasses ; owl:members ( mkg:Clip mkg:Image ) .
    schema:name a owl:DatatypeProperty .
    mkg:depicts a owl:ObjectProperty, owl:AsymmetricProperty ; rdfs:range mkg:Clip ;
        rdfs:domain [ a owl:Class ; owl:unionOf ( mkg:Clip mkg:Image ) ] .
    mkg:shows a owl:ObjectProperty ; owl:deprecated true ; <http://purl.org/dc/terms/isReplacedBy> mkg:depicts .
    """,
        )
    )
    assert "| Datatype properties | `schema:name` |" in page
    assert "(class-mkg-clip)=\n### `mkg:Clip`\n\nclip · 片段\n\nA stretch of a video." in page
    assert "- *aligned with*: narrower than `schema:Clip`\n" in page
    assert "- *from*: [`mkg:Clip`](#class-mkg-clip) or [`mkg:Image`](#class-mkg-image)\n" in page
    assert "- *to*: [`mkg:Clip`](#class-mkg-clip)\n" in page
    assert "- *is*: asymmetric\n" in page
    assert "- *is a*: [`mkg:depicts`](#property-mkg-depicts) some [`mkg:Clip`](#class-mkg-clip)\n" in page
    assert "- *disjoint with*: [`mkg:Image`](#class-mkg-image)\n" in page
    assert "- *deprecated*: use [`mkg:depicts`](#property-mkg-depicts)\n" in page


def test_paths_in_sparql_are_coloured_without_an_error() -> None:
    from pygments.token import Error  # type: ignore[import-untyped] # no types are shipped

    from reference_pages.highlighting import PathSparqlLexer

    query = "SELECT ?x { $x (^a:p|a:q)?/a:r* ?y . FILTER(?x || !?y) } # end"
    assert [text for kind, text in PathSparqlLexer().get_tokens(query) if kind is Error] == []


def test_the_page_of_shapes_puts_constraints_into_words(tmp_path: Path) -> None:
    page = shapes.page(
        turtle(
            tmp_path / "shapes",
            """
    mkgsh:Clip a sh:NodeShape ; sh:targetClass mkg:Clip ; sh:closed true ; sh:ignoredProperties ( rdfs:label ) ;
        sh:property mkgsh:Clip-start, mkgsh:Clip-path .
    mkgsh:Clip-start sh:path mkg:start ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ;
        sh:minInclusive 0 ; sh:lessThan mkg:end ; sh:severity sh:Warning ;
        sh:message "A clip starts."@en, "片段有起点。"@zh .
    mkgsh:Clip-path sh:path ( [ sh:inversePath mkg:part ] [ sh:zeroOrMorePath mkg:next ] ) ; sh:maxCount 0 ;
        sh:in ( "a" "b" ) ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:pattern "^x" ; sh:flags "i" ] ) ;
        sh:qualifiedValueShape [ sh:class mkg:Clip ] ; sh:qualifiedMinCount 2 ;
        sh:sparql [ sh:message "Not so."@en ; sh:select "SELECT $this {}" ] .
    """,
        )
    )
    assert "(shape-mkgsh-clip)=\n## `mkgsh:Clip`\n\nApplies to each `mkg:Clip`." in page
    assert "- no properties but those named here and `rdfs:label`" in page
    assert "(shape-mkgsh-clip-start)=\n### `mkgsh:Clip-start`\n\nA clip starts.\n\n片段有起点。" in page
    assert "- *severity*: Warning\n" in page
    assert "- exactly 1 value\n" in page
    assert "- a literal of type `xsd:decimal`" in page
    assert "- at least `0`\n" in page
    assert "- less than the value of `mkg:end`" in page
    assert "- *path*: `^mkg:part/mkg:next*`\n" in page
    assert "- *severity*: Violation\n" in page
    assert "- no value\n" in page
    assert "- one of `a`, `b`" in page
    assert "- conforms to (an IRI) or (matches `^x` with flags `i`)" in page
    assert "- at least 2 values that conform to (an instance of `mkg:Clip`)" in page
    assert "Not so.\n\n```sparql\nSELECT $this {}\n```" in page


def test_a_constraint_without_words_is_shown_and_not_lost(tmp_path: Path) -> None:
    page = shapes.page(turtle(tmp_path / "shapes", "mkgsh:X a sh:NodeShape ; sh:reifierShape mkgsh:Y ."))
    assert "- `sh:reifierShape` `mkgsh:Y`" in page


def test_the_page_of_queries_has_the_header_and_the_text(tmp_path: Path) -> None:
    (tmp_path / "browse").mkdir()
    (tmp_path / "browse" / "stats.rq").write_text(
        dedent("""\
        #+ summary: How many there are
        #+ summary_zh: 有多少
        #+ parameters:
        #+   product: {type: iri, description: Which one.}
        #+   limit: {type: integer, default: 9, description: How many at most.}
        #+   shop: {type: iri, required: false, description: Whose.}
        #+ columns:
        #+   property: A property.
        SELECT ?property { $product ?property $shop } ORDER BY ?property LIMIT $limit
        """),
        encoding="utf-8",
    )
    page = queries.page(tmp_path)
    assert "## `browse`" in page
    assert "(query-browse-stats)=\n### `browse/stats`\n\nHow many there are\n\n有多少\n" in page
    assert "| `product` | `iri` | required | Which one. |" in page
    assert "| `limit` | `integer` | `9` | How many at most. |" in page
    assert "| `shop` | `iri` | any | Whose. |" in page
    assert "| `property` | A property. |" in page
    assert "```sparql\nSELECT ?property { $product ?property $shop } ORDER BY ?property LIMIT $limit\n```" in page


# --- the pages and the prose, against what there is -------------------------------------------------------------


@pytest.fixture(scope="module")
def main() -> click.Command:
    from mkgrdf.cli import main

    assert isinstance(main, click.Command)
    return main


def test_every_command_and_option_is_documented(main: click.Command) -> None:
    page = commands.page(main)
    walked = list(commands.walk(main))
    assert len(walked) > 10, "the walk lost most of the commands"
    for path, command, context in walked:
        assert f"## `{path}`\n" in page
        assert command.help, f"{path} has no help text"
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.opts[0] in page
                assert parameter.help, f"{path} {parameter.opts[0]} has no help text"


def test_every_class_and_property_is_documented() -> None:
    folder = CHECKOUT / "ontology"
    page = ontology.page(folder)
    graph = Graph([folder / "mkg.ttl"])
    classes = [term for term in graph.subjects(OWL + "Class") if term.value.startswith(MKG)]
    declared = graph.subjects(OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")
    properties = [term for term in declared if term.value.startswith(MKG)]
    assert len(classes) > 20
    assert len(properties) > 20
    for kind, terms in (("class", classes), ("property", properties)):
        for term in terms:
            name = graph.name(term)
            assert f"({markdown.anchor(kind, name)})=\n### `{name}`\n" in page


def test_every_shape_is_documented_by_the_iri_that_reports_name() -> None:
    folder = CHECKOUT / "shapes"
    page = shapes.page(folder)
    graph = Graph(sorted(folder.rglob("*.ttl")))
    named = shapes.node_shapes(graph)
    assert len(named) > 10
    for shape in named:
        assert f"## `{graph.name(shape)}`\n" in page
        for property_shape in shapes.property_shapes(graph, shape):
            assert f"### `{graph.name(property_shape)}`\n" in page


def test_no_constraint_in_the_shapes_lacks_words() -> None:
    graph = Graph(sorted((CHECKOUT / "shapes").rglob("*.ttl")))
    shown_raw = {
        line
        for shape in shapes.node_shapes(graph)
        for node in (shape, *shapes.property_shapes(graph, shape))
        for line in shapes.constraint_words(graph, node)
        if line.startswith(("`sh:", f"`<{SH}"))
    }
    assert shown_raw == set()


def test_every_query_is_documented() -> None:
    folder = CHECKOUT / "queries"
    page = queries.page(folder)
    files = sorted(folder.rglob("*.rq"))
    assert len(files) > 5
    for file in files:
        assert f"### `{file.relative_to(folder).with_suffix('').as_posix()}`\n" in page


def shown(text: str) -> Iterator[list[str]]:
    """Yield each ``mkgrdf`` and ``make`` call that a page shows, in a shell block or a code span, split into words."""
    lines: list[str] = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", text, flags=re.M | re.S):
        if language in ("console", "shell", "bash"):
            typed = block.replace("\\\n", " ").splitlines()
            lines += [line.removeprefix("$ ") for line in typed if language != "console" or line.startswith("$ ")]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    lines += [" ".join(span.split()) for span in re.findall(r"`((?:mkgrdf|make) [^`]+)`", prose)]
    for line in lines:
        words: list[str] = []
        # A word of punctuation ends a call: a pipe, a redirection, a list of commands.
        for word in [*shlex.shlex(line, posix=True, punctuation_chars="|&;<>()"), ";"]:
            if re.fullmatch(r"[|&;<>()]+", word):
                if words and words[0] in ("mkgrdf", "make"):
                    yield words
                words = []
            else:
                words.append(word)


def faults(call: list[str], main: click.Command) -> Iterator[str]:
    """Yield what is wrong with a call of ``mkgrdf``: a command, an option or a query that does not exist."""
    by_path = {path: (command, context) for path, command, context in commands.walk(main)}
    path = "mkgrdf"
    words = call[1:]
    query: list[str] | None = None  # the parameters of the ready-made query that is named; they are given as options
    while words:
        command, context = by_path[path]
        word = words.pop(0)
        if word == "--":
            return
        if re.match(r"--?[A-Za-z]", word):
            name = word.partition("=")[0]
            option = next((p for p in command.get_params(context) if name in [*p.opts, *p.secondary_opts]), None)
            if option is None and query is not None and name.removeprefix("--") in query:
                del words[: "=" not in word]
            elif option is None:
                yield f"{path} has no option {name}"
            elif isinstance(option, click.Option) and not option.is_flag and "=" not in word:
                del words[: option.nargs]
        elif isinstance(command, click.Group):
            path = f"{path} {word}"
            if path not in by_path:
                yield f"there is no command {path}"
                return
        elif path == "mkgrdf query" and query is None:
            known = {shipped.name: [parameter.name for parameter in shipped.parameters] for shipped in all_queries()}
            if (query := known.get(word)) is None:
                yield f"there is no query {word}"
                return


def test_calls_are_found_in_blocks_and_in_spans() -> None:
    text = dedent("""\
        Say `mkgrdf query --list` or `make test`; `mkgrdf` alone is no call, `cat mkgrdf` neither.

        ```console
        $ mkgrdf stats | head
        mkgrdf output that looks like a call
        $ cd shop && mkgrdf import \\
            --full "a b.csv"
        ```

        ```bash
        mkgrdf validate x || status=$?
        ```

        ```python
        mkgrdf = 1
        ```
        """)
    assert sorted(shown(text)) == [
        ["make", "test"],
        ["mkgrdf", "import", "--full", "a b.csv"],
        ["mkgrdf", "query", "--list"],
        ["mkgrdf", "stats"],
        ["mkgrdf", "validate", "x"],
    ]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("mkgrdf late --as csv PATH", []),
        ("mkgrdf late --as=csv", []),
        ("mkgrdf ontology show mkg:Clip --depth 2", []),
        ("mkgrdf gone", ["there is no command mkgrdf gone"]),
        ("mkgrdf late --gone", ["mkgrdf late has no option --gone"]),
        ("mkgrdf --gone late --as x --away", ["mkgrdf has no option --gone", "mkgrdf late has no option --away"]),
        ("mkgrdf ontology hide", ["there is no command mkgrdf ontology hide"]),
        ("mkgrdf query assistant/card --product x --day=y", []),
        ("mkgrdf query gone", ["there is no query gone"]),
        ("mkgrdf query assistant/card --gone x", ["mkgrdf query has no option --gone"]),
    ],
)
def test_a_stale_call_is_noticed(call: str, expected: list[str], tree: click.Group) -> None:
    assert list(faults(call.split(), tree)) == expected


@pytest.mark.parametrize("file", PROSE, ids=lambda file: file.relative_to(CHECKOUT).as_posix())
def test_every_call_in_the_prose_exists(file: Path, main: click.Command) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    wrong = []
    for call in shown(file.read_text(encoding="utf-8")):
        if call[0] == "mkgrdf":
            wrong += list(faults(call, main))
        else:
            wrong += [f"no make target {word}" for word in call[1:] if "=" not in word and word not in targets]
    assert wrong == []


def test_the_prose_shows_calls_at_all() -> None:
    calls = [call for file in PROSE for call in shown(file.read_text(encoding="utf-8"))]
    assert len([call for call in calls if call[0] == "mkgrdf"]) > 15
    assert len([call for call in calls if call[0] == "make"]) > 5
