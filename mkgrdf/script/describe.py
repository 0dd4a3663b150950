"""Says a script in RDF, so that it can pass the gate and be kept."""

from __future__ import annotations

from datetime import datetime

from pyoxigraph import NamedNode

from mkgrdf.iris import Iris, content_key
from mkgrdf.phrases import load_phrases
from mkgrdf.script.parts import TERMS, Script
from mkgrdf.statements import Candidate, Model, Run, Statements, literal
from mkgrdf.vocabulary import MKG, PROV, RDF, SCHEMA

__all__ = ["MODEL", "describe_script"]

MODEL = Model("embedded:script-templates", "1", "Script templates")
"""Who writes the scripts; the revision changes with the way of planning and filling."""


def describe_script(
    script: Script, iris: Iris, *, now: datetime, broadcast: NamedNode | None = None
) -> tuple[Candidate, Candidate]:
    """Return the run that wrote ``script``, and the script with its segments in a graph of its own.

    The graph is named after product, language, seed and path: writing the script again replaces it. ``broadcast``, a
    node that the store has, airs the script; that too is said in the script's graph.
    """
    concepts = () if script.path is None else script.path.concepts
    key = content_key(script.product.value, script.language, script.seed, *(node.value for node in concepts))
    run = Run("script", MODEL, content_key(load_phrases("mkgrdf.script", script.language).digest, key), now)
    graph = iris.node("graph/scripts", key)
    node = iris.node("script", key)
    said = Statements()
    said.add(node, RDF.type, MKG.Script)
    said.add(node, MKG.presents, script.product)
    said.add(node, SCHEMA.inLanguage, literal(script.language))
    said.add(node, MKG.seed, literal(script.seed))
    said.add(node, PROV.wasGeneratedBy, run.iri(iris))
    for concept in concepts:
        said.add(node, MKG.usesConcept, concept)
    for segment in script.segments:
        part = iris.node("segment", key, str(segment.position))
        said.add(node, MKG.hasSegment, part)
        said.add(part, RDF.type, MKG.Segment)
        said.add(part, MKG.position, literal(segment.position))
        said.add(part, MKG.segmentKind, TERMS[segment.kind])
        said.add(part, SCHEMA.text, literal(segment.text, script.language))
        for citation in segment.cites:
            said.add(part, MKG.cites, citation.node)
        if segment.shows is not None:
            said.add(part, MKG.shows, segment.shows.node)
    if broadcast is not None:
        said.add(broadcast, MKG.airs, node)
    return run.candidate(iris), Candidate(graph, node, said.triples())
