"""The W3C's SHACL test suite as values: manifests walked, each case with its data, its shapes and what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH, Namespace

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

NOT_INCLUDED = ("sparql/component/nodeValidator-001",)
"""Approved cases that lie in the suite's folders though no manifest includes them; they count like the others."""


@dataclass(frozen=True)
class Case:
    """One case of the suite.

    Attributes:
        name: folder and name, as ``core/node/and-001``.
        data: the triples to validate.
        shapes: the triples of the shapes graph; blank nodes that both graphs and the report share are the same.
        expected: the triples of the file with the expected report, and the report's node; ``None`` where the
            case demands a failure.
    """

    name: str
    data: tuple[Triple, ...]
    shapes: tuple[Triple, ...]
    expected: tuple[GraphIndex, Node] | None


def names_of_cases(tests: Path) -> list[str]:
    """Return the names of all cases below the suite's folder ``tests``, in the manifests' order."""
    names: list[str] = []
    waiting, seen = [tests / "manifest.ttl"], set[Path]()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        manifest = _read(file)
        for _, entries in manifest.with_predicate(MF.entries):
            names.extend(_name(tests, entry) for entry in manifest.items(entries))
        waiting.extend(reversed([_file(included) for _, included in manifest.with_predicate(MF.include)]))
    return [*names, *NOT_INCLUDED]


def read_case(tests: Path, name: str) -> Case:
    """Read the case ``name``."""
    file = tests / f"{name}.ttl"
    files: dict[Path, GraphIndex] = {file: _read(file)}
    manifest = files[file]
    entry = NamedNode((file.parent / Path(name).name).as_uri())
    (action,) = manifest.objects(entry, MF.action)
    (result,) = manifest.objects(entry, MF.result)

    def graph(predicate: NamedNode) -> tuple[Triple, ...]:
        (named,) = manifest.objects(action, predicate)
        read = _file(named)
        # Each file is read once, so that a blank node is the same in all its roles.
        if read not in files:
            files[read] = _read(read)
        return files[read].triples

    assert RDF.type in manifest.properties(entry)
    assert SHT.Validate in manifest.objects(entry, RDF.type)
    expected = None if result == SHT.Failure else (manifest, result)
    return Case(name, graph(SHT.dataGraph), graph(SHT.shapesGraph), expected)


def _read(file: Path) -> GraphIndex:
    quads = parse(path=str(file), format=RdfFormat.TURTLE, base_iri=file.as_uri())
    return GraphIndex(quad.triple for quad in quads)


def _file(node: Node) -> Path:
    assert isinstance(node, NamedNode)
    return Path(node.value.removeprefix("file://"))


def _name(tests: Path, entry: Node) -> str:
    return _file(entry).relative_to(tests).as_posix()


def report_triples(graph: GraphIndex, report: Node, *, messages: bool) -> list[Triple]:
    """Return the part of a report that the suite compares.

    That is ``sh:conforms`` and, of each result, the properties below with the structure of the path; messages only
    where asked for, since the standard leaves the wording of most to the engine.
    """
    compared = [
        SH.focusNode,
        SH.resultSeverity,
        SH.sourceConstraint,
        SH.sourceConstraintComponent,
        SH.sourceShape,
        SH.value,
        *([SH.resultMessage] if messages else []),
    ]
    triples = [Triple(_subject(report), SH.conforms, value) for value in graph.objects(report, SH.conforms)]
    for result in graph.objects(report, SH.result):
        triples.append(Triple(_subject(report), SH.result, result))
        for predicate in compared:
            triples += [Triple(_subject(result), predicate, value) for value in graph.objects(result, predicate)]
        for path in graph.objects(result, SH.resultPath):
            triples.append(Triple(_subject(result), SH.resultPath, path))
            triples += _below(graph, path)
    return triples


def _below(graph: GraphIndex, node: Node) -> list[Triple]:
    """Return what blank nodes say, from ``node`` on: a path, which ends."""
    if not isinstance(node, BlankNode):
        return []
    triples = []
    for predicate in map(_predicate, graph.properties(node)):
        for value in graph.objects(node, predicate):
            triples.append(Triple(node, predicate, value))
            triples += _below(graph, value)
    return triples


def _subject(node: Node) -> NamedNode | BlankNode:
    assert isinstance(node, NamedNode | BlankNode)
    return node


def _predicate(node: Node) -> NamedNode:
    assert isinstance(node, NamedNode)
    return node
