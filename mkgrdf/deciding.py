"""Takes people's decisions about concepts into the store, and holds every graph in it to them.

After an import or a mining run :func:`apply_decisions` rewrites whatever graph says something else than was decided: a
source that still has the old name, an extractor's claim about a concept that has gone into another. What it changes is
one batch, judged and committed in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pyoxigraph import NamedNode, Triple

from mkgrdf.decisions import Decision, Rules, candidate_of, load_decisions
from mkgrdf.errors import NonConformance
from mkgrdf.project import Project
from mkgrdf.statements import Candidate

__all__ = ["Applied", "apply_decisions", "decide"]

_WAY_OUT = (
    "decide otherwise: 'mkgrdf concepts list' shows the concepts, 'mkgrdf concepts approve' takes a decision back"
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: how many decisions there are, and how many graphs changed or went."""

    decisions: int
    changed: int
    removed: int


def decide(project: Project, decisions: Sequence[Decision]) -> Applied:
    """Enter ``decisions`` and hold the store to them, all in one step.

    Raises:
        NonConformance: a graph would no longer conform; the store is as it was.
    """
    return _settle(project, decisions)


def apply_decisions(project: Project) -> Applied:
    """Hold the store to the decisions that it has; doing it again changes nothing.

    Raises:
        NonConformance: as :func:`decide`.
    """
    return _settle(project, ())


def _later(new: Sequence[Decision], before: dict[str, Decision]) -> Sequence[Decision]:
    """Return the ``new`` decisions, after those ``before`` even where the clock did not tick between them."""
    again = {item.key for item in new}
    latest = max((item.when for item in before.values() if item.key not in again), default=None)
    if latest is None or not new or min(item.when for item in new) > latest:
        return new
    late = latest - min(item.when for item in new) + timedelta(microseconds=1)
    return [replace(item, when=item.when + late) for item in new]


def _settle(project: Project, new: Sequence[Decision]) -> Applied:
    store, iris = project.store, project.iris
    before = {item.key: item for item in load_decisions(store)}
    every = {**before, **{item.key: item for item in _later(new, before)}}
    decisions = sorted(every.values(), key=lambda item: (item.when, item.key not in before, item.key))
    rules = Rules(decisions)
    own = {item.graph: item for item in (candidate_of(each, iris, holds=rules.holds(each)) for each in decisions)}
    graphs = {*own, *_touched(project, rules)}
    said: dict[NamedNode, list[Triple]] = {graph: [] for graph in graphs}
    for quad in store.quads(sorted(graphs, key=lambda graph: graph.value)) if graphs else ():
        if isinstance(quad.graph_name, NamedNode):
            said[quad.graph_name].append(quad.triple)
    changed, removed = [], []
    for graph, triples in sorted(said.items(), key=lambda pair: pair[0].value):
        wanted = rules.rewrite(own[graph].triples if graph in own else triples)
        if not wanted:
            removed.append(graph)
        elif set(wanted) != set(triples):
            changed.append(Candidate(graph, own[graph].subject if graph in own else _main(graph, project), wanted))
    if changed or removed:
        judgement = project.gate.judge(changed, store, remove=removed)
        if judgement.refused:
            candidate, report = judgement.refused[0]
            raise NonConformance(
                report, f"the decision cannot stand: {candidate.graph.value} would not conform; {_WAY_OUT}"
            )
        project.enter(judgement, removed)
    return Applied(len(decisions), len(changed), len(removed))


def _touched(project: Project, rules: Rules) -> set[NamedNode]:
    """Return the graphs that say anything about a concept that was decided on."""
    concepts = sorted(rules.concepts, key=lambda concept: concept.value)
    if not concepts:
        return set()
    quads = [*project.store.about(concepts), *project.store.mentioning(concepts)]
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}


def _main(graph: NamedNode, project: Project) -> NamedNode:
    return project.iris.extracted_from(graph) or graph
