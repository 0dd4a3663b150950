"""People's decisions about concepts: their records, the rules that they make, and later runs that keep to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from mkgrdf.deciding import apply_decisions, decide
from mkgrdf.decisions import Action, Decision, Rules, candidate_of, load_decisions
from mkgrdf.errors import NonConformance
from mkgrdf.extraction import extract
from mkgrdf.iris import Iris
from mkgrdf.pipeline import import_source
from mkgrdf.project import Project, open_project
from mkgrdf.publish.skos import NamedConcept, load_concepts
from mkgrdf.records import ConceptKind, Label
from mkgrdf.settings import Settings, Source
from mkgrdf.statements import literal
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import DCTERMS, MKG, RDF, SKOS

IRIS = Iris("https://example.org/t/")
WHEN = datetime(2026, 11, 11, 20, tzinfo=UTC)
GYM, FITNESS, STRAP = (IRIS.concept(key) for key in ("gym", "fitness", "strap"))


def write_lines(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def decision(
    action: Action,
    concept: NamedNode,
    names: Label,
    *,
    later: int = 0,
    given: Label = (),
    into: NamedNode | None = None,
) -> Decision:
    return Decision(action, concept, ConceptKind.SCENE, names, WHEN + timedelta(minutes=later), "Ann", given, into)


def labelled(concept: NamedNode, first: str, *further: str) -> tuple[Triple, ...]:
    return (
        Triple(concept, RDF.type, MKG.Scene),
        Triple(concept, SKOS.prefLabel, literal(first, "en")),
        *(Triple(concept, SKOS.altLabel, literal(name, "en")) for name in further),
    )


# --- records ---------------------------------------------------------------------------------------------------

NAMES = st.lists(st.tuples(st.sampled_from(["en", "zh"]), st.text("ab 健身", min_size=1, max_size=6)), min_size=1).map(
    lambda pairs: tuple(sorted(set(pairs)))
)


@given(st.sampled_from(Action), NAMES, NAMES, st.sampled_from([None, "Ann", "安"]))
def test_a_decision_comes_back_out_of_the_store_as_it_went_in(
    action: Action, names: Label, given_names: Label, by: str | None
) -> None:
    """Writing and reading loses nothing."""
    into = FITNESS if action in (Action.MERGE, Action.SPLIT) else None
    made = Decision(action, GYM, ConceptKind.SCENE, names, WHEN, by, given_names, into)
    candidate = candidate_of(made, IRIS)
    with EmbeddedStore(None) as store:
        store.commit({candidate.graph: candidate.triples})
        assert load_decisions(store) == (made,)


# --- rules -----------------------------------------------------------------------------------------------------


def test_renaming_keeps_the_old_name_as_a_further_one() -> None:
    """The first name of that language changes wherever it is said; other languages and graphs stay."""
    rules = Rules([decision(Action.RENAME, GYM, (("en", "gym"),), given=(("en", "fitness room"),))])
    said = (*labelled(GYM, "gym", "fitness room", "gyms"), Triple(GYM, SKOS.prefLabel, literal("健身房", "zh")))
    assert set(rules.rewrite(said)) == {
        *labelled(GYM, "fitness room", "gym", "gyms"),
        Triple(GYM, SKOS.prefLabel, literal("健身房", "zh")),
    }


def test_merging_leads_every_edge_and_claim_to_the_other_concept() -> None:
    """What is said of the loser is said of the winner; the loser's own description goes."""
    rules = Rules([decision(Action.MERGE, GYM, (("en", "gym"),), into=FITNESS)])
    claim, product = IRIS.node("claim", "c"), IRIS.product("p")
    said = (
        *labelled(GYM, "gym"),
        Triple(product, MKG.suits, GYM),
        Triple(claim, MKG.claimObject, GYM),
        Triple(FITNESS, SKOS.broader, GYM),
    )
    assert set(rules.rewrite(said)) == {Triple(product, MKG.suits, FITNESS), Triple(claim, MKG.claimObject, FITNESS)}


def test_rejecting_takes_edges_and_their_claims_away() -> None:
    """Nothing about a rejected concept stays, and claims about it go as a whole."""
    rules = Rules([decision(Action.REJECT, GYM, (("en", "gym"),))])
    claim, product = IRIS.node("claim", "c"), IRIS.product("p")
    about = (Triple(product, MKG.suits, GYM), Triple(claim, MKG.claimObject, GYM), Triple(claim, RDF.type, MKG.Claim))
    kept = Triple(product, RDF.type, MKG.Product)
    assert rules.rewrite((*labelled(GYM, "gym"), *about, kept)) == (kept,)
    assert rules.rejected_names == (("Scene", (("en", "gym"),)),)


def test_later_decisions_override_earlier_ones() -> None:
    """Approval brings a rejected concept back; of two mergers in a circle the later one holds."""
    names: Label = (("en", "gym"),)
    back = Rules([decision(Action.REJECT, GYM, names), decision(Action.APPROVE, GYM, names, later=1, given=names)])
    assert not back.is_gone(GYM)
    circle = Rules(
        [decision(Action.MERGE, GYM, names, into=FITNESS), decision(Action.MERGE, FITNESS, names, later=1, into=GYM)]
    )
    assert circle.is_gone(FITNESS)
    assert not circle.is_gone(GYM)


TRIPLES = st.lists(
    st.one_of(
        st.builds(
            Triple,
            st.sampled_from([GYM, FITNESS, STRAP]),
            st.sampled_from([SKOS.prefLabel, SKOS.altLabel]),
            st.sampled_from([literal(name, tag) for name in ("a", "b", "c") for tag in ("en", "zh")]),
        ),
        st.builds(
            Triple,
            st.sampled_from([GYM, FITNESS, STRAP]),
            st.sampled_from([SKOS.broader, MKG.raises, DCTERMS.isReplacedBy]),
            st.sampled_from([GYM, FITNESS, STRAP]),
        ),
    )
)
DECISIONS = st.lists(
    st.builds(
        decision,
        st.sampled_from(Action),
        st.sampled_from([GYM, FITNESS]),
        st.just((("en", "a"),)),
        later=st.integers(0, 5),
        given=st.sampled_from([(), (("en", "b"),), (("zh", "c"),)]),
        into=st.sampled_from([GYM, FITNESS, STRAP]),
    ),
    max_size=4,
)


@given(TRIPLES, DECISIONS)
def test_rewriting_twice_is_rewriting_once(triples: list[Triple], decisions: list[Decision]) -> None:
    """Rules change a graph at most once, so runs that apply them again change nothing."""
    rules = Rules(sorted(decisions, key=lambda item: item.when))
    once = rules.rewrite(triples)
    assert set(rules.rewrite(once)) == set(once)


# --- in a project ----------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A shop with a listed scene and two reviews, mined."""
    files = tmp_path / "files"
    files.mkdir()
    concept = {"id": "running", "kind": "Scene", "name": {"en": "running"}, "alternatives": {"en": ["jogging"]}}
    write_lines(files / "concepts.jsonl", [concept])
    write_lines(files / "products.jsonl", [{"id": "p", "name": {"en": "Pack"}, "price": "9", "currency": "USD"}])
    texts = ["The straps dig into my shoulders. Great for the gym.", "Perfect for jogging and for spin class."]
    reviews = [
        {"id": f"r{at}", "kind": "Review", "language": "en", "text": text, "products": ["p"]}
        for at, text in enumerate(texts)
    ]
    write_lines(files / "documents.jsonl", reviews)
    with open_project(Settings(folder=tmp_path, base=IRIS.base, withdraw_share=Decimal(1)), now=WHEN) as opened:
        mine(opened)
        yield opened


def mine(project: Project) -> None:
    import_source(Source("files", project.settings.folder / "files", "native"), project)
    extract(["discovery", "sentences", "concepts"], project)
    apply_decisions(project)


def quads(project: Project) -> list[str]:
    return sorted(map(str, project.store.quads()))


def named(project: Project, name: str) -> NamedConcept:
    (found,) = [item for item in load_concepts(project.store).values() if any(name == own for _, own in item.names)]
    return found


def made(action: Action, item: NamedConcept, given: Label = (), into: NamedNode | None = None) -> Decision:
    return Decision(action, item.iri, item.kind, item.names, WHEN, None, given, into)


def test_every_decision_survives_the_next_run_which_changes_nothing(project: Project) -> None:
    """Run, decide, run again: names, redirects and rejections hold, and a third run finds all as it is."""
    gym, strap, spin, running = (
        named(project, name) for name in ("gym", "strap digs into shoulders", "spin class", "running")
    )
    decide(project, [made(Action.RENAME, strap, (("en", "strap cuts in"),)), made(Action.REJECT, gym)])
    decide(project, [made(Action.APPROVE, running, running.first), made(Action.MERGE, spin, into=running.iri)])
    decided = quads(project)
    mine(project)
    once = quads(project)
    mine(project)
    assert quads(project) == once
    known = load_concepts(project.store)
    assert known[strap.iri].first == (("en", "strap cuts in"),)
    assert ("en", "strap digs into shoulders") in known[strap.iri].further
    assert gym.iri not in known
    assert spin.iri not in known
    assert {("en", "spin class"), ("en", "jogging")} <= set(known[running.iri].further)
    assert any(f"{spin.iri} {DCTERMS.isReplacedBy} {running.iri}" in line for line in decided)
    assert any(f"{MKG.mentions} {running.iri}" in line for line in once)
    assert len(load_decisions(project.store)) == 4


def test_an_approved_concept_stays_when_no_text_names_it(project: Project) -> None:
    """What people approved does not hang on what the texts of today say."""
    gym, spin = named(project, "gym"), named(project, "spin class")
    decide(project, [made(Action.APPROVE, gym, gym.first)])
    (project.settings.folder / "files" / "documents.jsonl").unlink()
    import_source(Source("files", project.settings.folder / "files", "native"), project, full=True)
    extract(["discovery"], project)
    known = load_concepts(project.store)
    assert known[gym.iri].first == gym.first
    assert spin.iri not in known


def test_a_split_off_name_is_a_concept_of_its_own_from_then_on(project: Project) -> None:
    """The new concept takes over what texts call so, in the store at once and in later runs."""
    running, into = named(project, "running"), IRIS.concept("split-jogging")
    decide(project, [made(Action.SPLIT, running, (("en", "jogging"),), into)])
    mine(project)
    known = load_concepts(project.store)
    assert known[into].first == (("en", "jogging"),)
    assert ("en", "jogging") not in known[running.iri].names
    assert any(f"{MKG.mentions} {into}" in line for line in quads(project))


def test_what_the_shapes_refuse_is_not_decided(project: Project) -> None:
    """A decision that would break the graph is an error, and the store stays as it was."""
    before = quads(project)
    gym = named(project, "gym")
    with pytest.raises(NonConformance, match="the decision cannot stand"):
        decide(project, [made(Action.RENAME, gym, (("en", ""),))])
    assert quads(project) == before


@pytest.mark.parametrize("action", [Action.RENAME, Action.REJECT, Action.MERGE])
def test_a_source_that_says_something_new_does_not_undo_a_decision(project: Project, action: Action) -> None:
    """A listed concept that was decided on is imported again with other names: what was decided holds at once."""
    running, spin = named(project, "running"), named(project, "spin class")
    given: Label = (("en", "the run"),) if action is Action.RENAME else ()
    decide(project, [made(action, running, given, spin.iri if action is Action.MERGE else None)])
    files = project.settings.folder / "files"
    concept = {"id": "running", "kind": "Scene", "name": {"en": "running"}, "alternatives": {"en": ["my daily run"]}}
    write_lines(files / "concepts.jsonl", [concept])
    ingested = import_source(Source("files", files, "native"), project).ingested
    assert ingested.quarantined == ()
    assert apply_decisions(project).changed == 0
    known = load_concepts(project.store)
    if action is Action.RENAME:
        assert known[running.iri].first == (("en", "the run"),)
        assert ("en", "my daily run") in known[running.iri].further
    else:
        assert running.iri not in known


def test_a_merger_can_be_taken_back(project: Project) -> None:
    """Approving what was merged brings it back, and the other concept gives its names back."""
    running, spin = named(project, "running"), named(project, "spin class")
    decide(project, [made(Action.MERGE, spin, into=running.iri)])
    assert spin.iri not in load_concepts(project.store)
    again = Decision(Action.APPROVE, spin.iri, spin.kind, spin.names, WHEN + timedelta(hours=1), None, spin.first)
    decide(project, [again])
    mine(project)
    known = load_concepts(project.store)
    assert known[spin.iri].first == spin.first
    assert ("en", "spin class") not in known[running.iri].names
    assert not any(DCTERMS.isReplacedBy.value in line for line in quads(project))
