"""What every extractor keeps to: the protocol, determinism, claims for edges, and being sent to a worker."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from pyoxigraph import NamedNode

from mkgrdf.extract import EXTRACTORS, Corpus, Extractor
from mkgrdf.vocabulary import MKG, declared_terms
from tests.extract.reading import claims, records, run_over, used_terms

CLAIMED = {MKG[name] for name in ("kind", "about", "mentions", "denotes", "satisfies", "suits", "suffers", "supports")}
CLAIMED |= {MKG.depicts, MKG.illustrates, MKG.entityType}


@pytest.fixture(params=EXTRACTORS)
def extractor(request: pytest.FixtureRequest) -> Extractor:
    """Each extractor in turn."""
    return EXTRACTORS[request.param]()


def test_names_agree() -> None:
    """The registry knows each extractor by its own name, after those that it builds on."""
    seen: set[str] = set()
    for name, make in EXTRACTORS.items():
        extractor = make()
        assert extractor.name == name
        assert extractor.builds_on <= seen
        assert extractor.model.id.startswith("embedded:")
        seen.add(name)


def test_emits_is_what_is_emitted(corpus: Corpus, extractor: Extractor) -> None:
    """Over the shop each extractor states exactly the terms that it declares, and all are in the ontology."""
    said = [triple for triples in run_over(corpus, extractor).values() for triple in triples]
    assert used_terms(said) == extractor.emits
    assert {MKG[name] for name in extractor.emits} <= declared_terms()


def test_every_edge_has_its_claim(corpus: Corpus, extractor: Extractor) -> None:
    """Each edge that a model may state is claimed once in its graph, with evidence and a confidence below one."""
    for triples in run_over(corpus, extractor).values():
        found = claims(triples)
        stated = [triple for triple in triples if triple.predicate in CLAIMED]
        assert sum(claim.asserted for claim in found.values()) == len(stated)
        assert all(0 < claim.confidence < 1 and claim.evidence for claim in found.values())


def test_same_again(corpus: Corpus, extractor: Extractor) -> None:
    """A second instance fitted on the same corpus says the same, in the same order, with the same settings."""
    again = EXTRACTORS[extractor.name]()
    assert run_over(corpus, again) == run_over(corpus, extractor)
    assert again.settings() == extractor.settings()


def test_works_when_sent_to_a_worker(corpus: Corpus, extractor: Extractor) -> None:
    """A fitted extractor survives pickling and says the same afterwards."""
    expected = run_over(corpus, extractor)
    sent: Extractor = pickle.loads(pickle.dumps(extractor))  # noqa: S301 - made one line above
    run = corpus.iris.node("run", "1")
    for node, record in records(corpus, sent).items():
        graph = corpus.iris.extract_graph(sent.name, node)
        assert sent.extract(node, record, graph, run) == expected[node.value.removeprefix(corpus.iris.base)]


def test_same_in_a_process_with_other_hashes(repository: object) -> None:
    """What is said does not depend on the order of sets, which differs from process to process."""
    program = (
        "from tests.extract.conftest import CONCEPTS, DOCUMENTS, IRIS\n"
        "from mkgrdf.extract import EXTRACTORS, Corpus, KnownConcept\n"
        "corpus = Corpus(IRIS, [KnownConcept(IRIS.concept(key), kind, names) for key, kind, names in CONCEPTS], (),\n"
        "    {IRIS.product('shirt'): (('en', 'Day Runner Tee'),)},\n"
        "    {IRIS.document(d.id): d for d in DOCUMENTS}, {}, {})\n"
        "for name in ('sentences', 'concepts'):\n"
        "    extractor = EXTRACTORS[name](); extractor.fit(corpus); print(extractor.settings())\n"
        "    for node, record in corpus.documents.items():\n"
        "        print(*extractor.extract(node, record, IRIS.node('graph', name), IRIS.node('run', '1')), sep='\\n')\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=str(repository),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(repository), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000


def test_unfitted_extractor_says_so(corpus: Corpus, extractor: Extractor) -> None:
    """Asking before fitting is a mistake of the caller and is named as one."""
    node, record = next(iter(records(corpus, extractor).items()))
    with pytest.raises(RuntimeError, match="fit"):
        extractor.extract(node, record, node, NamedNode("urn:run"))


def test_light_to_import() -> None:
    """Importing the package loads no automaton and no extractor."""
    program = "import sys, mkgrdf.extract; print([m for m in sys.modules if 'ahocorasick' in m or '.extract.' in m])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert result.stdout.strip() == "[]"
