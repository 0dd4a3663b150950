"""Who claimed a statement: the extractor, its model, and the sentence that it read it in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from mkgrdf.shacl.locate import Sought
from mkgrdf.shacl.origins.telling import Look
from mkgrdf.shacl.report import Claimed
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import MKG, PROV, RDF, SCHEMA

__all__ = ["LEADS", "claimed_by"]

LEADS = (PROV.wasGeneratedBy, PROV.wasAssociatedWith, MKG.evidence, MKG.claimSubject, MKG.inSentence)
"""The predicates that lead from a claim to what is told about it."""

_ACTIVITY = "extract "


def claimed_by(statement: Sought, within: Look, look: Look) -> Claimed | None:
    """Return who claimed ``statement``; ``None`` where no model is behind the graph that makes it.

    Args:
        statement: what is at fault.
        within: looks into the graph that makes it; a source's record is nobody's claim.
        look: looks up what is said of claims, runs, models and sentences.
    """
    if any(True for _ in within(None, RDF.type, MKG.SourceRecord)):
        return None
    claims = [quad.subject for quad in within(None, RDF.type, MKG.Claim) if isinstance(quad.subject, NamedNode)]
    claim = _claim_of(statement, claims, look)
    # One run fills a graph, so what stands in it without a claim of its own was said by that run too.
    runs = {run for node in ([claim] if claim else claims) for run in _objects(node, PROV.wasGeneratedBy, look)}
    models = {model for run in runs for model in _objects(run, PROV.wasAssociatedWith, look)}
    if len(runs) != 1 or len(models) != 1:
        return None
    name, model = _text(runs.pop(), SCHEMA.name, look), models.pop()
    identity, revision = _text(model, MKG.modelId, look), _text(model, MKG.revision, look)
    if name is None or identity is None:
        return None
    return Claimed(
        extractor=name.removeprefix(_ACTIVITY),
        model=identity if revision is None else f"{identity}@{revision}",
        sentence=_sentence(statement, claim, look),
        confidence=None if claim is None else _number(_text(claim, MKG.confidence, look)),
    )


def _claim_of(statement: Sought, claims: list[NamedNode], look: Look) -> NamedNode | None:
    """Return the one claim that ``statement`` is part of, or that asserts it."""
    if isinstance(statement.subject, NamedNode) and statement.subject in claims:
        return statement.subject
    parts = (
        (MKG.claimSubject, statement.subject),
        (MKG.claimPredicate, statement.predicate),
        (MKG.claimObject, statement.value),
    )
    known = [(predicate, node) for predicate, node in parts if node is not None]
    if statement.predicate is None and statement.value is None:
        return None
    fitting = [
        claim for claim in claims if all(any(True for _ in look(claim, predicate, node)) for predicate, node in known)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _sentence(statement: Sought, claim: NamedNode | None, look: Look) -> str | None:
    """Return the text of the sentence that the claim gives as evidence, or else is about."""
    nodes: list[Node | None] = [statement.subject]
    if claim is not None:
        nodes = [*_objects(claim, MKG.evidence, look), *_objects(claim, MKG.claimSubject, look)]
    for node in nodes:
        if not isinstance(node, NamedNode):
            continue
        for one in (node, *_objects(node, MKG.inSentence, look)):
            if any(True for _ in look(one, RDF.type, MKG.Sentence)):
                return _text(one, SCHEMA.text, look)
    return None


def _objects(node: NamedNode, predicate: NamedNode, look: Look) -> list[NamedNode]:
    found = dict.fromkeys(quad.object for quad in look(node, predicate, None))
    return [node for node in found if isinstance(node, NamedNode)]


def _text(node: NamedNode, predicate: NamedNode, look: Look) -> str | None:
    return next((quad.object.value for quad in look(node, predicate, None) if isinstance(quad.object, Literal)), None)


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:  # the confidence itself may be what is at fault
        return None
