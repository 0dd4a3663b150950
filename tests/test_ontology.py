"""The pattern layer holds, its checks find what is wrong with it, and the shapes agree with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

import mkgrdf
from mkgrdf.errors import ModelError, OntologyError
from mkgrdf.ontology import ClassNode, OntologyReport, check, class_tree, reason_over
from mkgrdf.ontology.axioms import Axioms, read_turtle, used_in_query
from mkgrdf.ontology.reasoner import find_java
from mkgrdf.vocabulary import MKG, MKGSH, OWL, RDF, RDFS, SH

REPOSITORY = Path(__file__).resolve().parent.parent
ONTOLOGY = REPOSITORY / "ontology" / "mkg.ttl"

PREFIXES = """
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/shop/> .
"""


def turtle(text: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE, rename_blank_nodes=True))


@pytest.fixture(scope="module")
def axioms() -> Axioms:
    return read_turtle([ONTOLOGY])


@pytest.fixture
def java() -> str:
    try:
        return find_java()
    except ModelError as error:
        pytest.skip(str(error))


def copy_of_the_pattern_layer(root: Path) -> Path:
    """Return a copy of the pattern layer, its shapes and the queries, to be broken."""
    for folder in ("ontology", "shapes", "queries"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_of_the_pattern_layer(tmp_path)


def rules(report: OntologyReport) -> set[tuple[str, str]]:
    return {(problem.term, problem.rule) for problem in report.problems}


def test_the_shipped_pattern_layer_has_no_problem() -> None:
    """Declared, labelled, documented, of the package's version, without circles: all that needs no reasoner."""
    report = check(reason=False)
    assert [str(problem) for problem in report.problems] == []
    assert report.holds
    assert report.terms > 120
    assert report.summary() == f"{report.terms} terms, 0 problems, not reasoned over"


@pytest.mark.java
def test_the_shipped_pattern_layer_is_consistent(java: str) -> None:
    """HermiT finds no contradiction in the ontology with its alignments, and no class without possible instances."""
    report = check()
    assert report.holds, report.problems
    assert report.summary().endswith("consistent according to HermiT")


@pytest.mark.java
def test_data_that_conforms_does_not_contradict_the_ontology(java: str, axioms: Axioms) -> None:
    """All valid example files together are consistent with the ontology; a node of two disjoint classes is not.

    The contradiction is reasoned over first: each call starts from nothing.
    """
    contradiction = turtle("ex:both a mkg:Image , mkg:Video .")
    assert not reason_over([*axioms.triples, *contradiction]).consistent
    folder = REPOSITORY / "tests" / "shapes"
    valid = [file for file in folder.rglob("valid*.ttl") if "meta" not in file.parts]
    assert len(valid) > 30
    data = Store()
    for number, file in enumerate(valid):
        text = file.read_text().replace("example.org/shop/", f"example.org/{number}/")
        data.load(text.encode(), format=RdfFormat.TURTLE)
    assert reason_over([*axioms.triples, *(quad.triple for quad in data)]).consistent


@pytest.mark.java
def test_a_class_that_can_have_no_instance_is_named(java: str, copied: Path) -> None:
    """A class below two disjoint ones is reported as unsatisfiable, by name."""
    with (copied / "ontology" / "mkg.ttl").open("a") as file:
        file.write("mkg:Slideshow a owl:Class ; rdfs:subClassOf mkg:Image , mkg:Video .\n")
    assert ("mkg:Slideshow", "unsatisfiable") in rules(check(root=copied))


@pytest.mark.java
def test_axioms_outside_owl_dl_are_refused(java: str) -> None:
    """What HermiT cannot use is an OntologyError that says what it objected to, not a Java stack trace."""
    transitive = turtle("""ex:above a owl:ObjectProperty , owl:TransitiveProperty .
        ex:Odd a owl:Class ; rdfs:subClassOf
            [ a owl:Restriction ; owl:onProperty ex:above ; owl:maxCardinality 1 ] .""")
    with pytest.raises(OntologyError, match="OWL 2 DL") as caught:
        reason_over(transitive)
    assert "\n" not in str(caught.value)


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / path
        text = file.read_text()
        assert old in text, f"{path} no longer says {old!r}"
        file.write_text(text.replace(old, new, 1))

    return change


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)

    return change


BROKEN = {
    "range misspelt": (
        replace("ontology/mkg.ttl", "rdfs:range mkg:PainPoint", "rdfs:range mkg:Painpoint"),
        ("mkg:Painpoint", "undeclared"),
    ),
    "path misspelt": (
        replace("shapes/product.ttl", "sh:path schema:sku", "sh:path schema:skU"),
        ("schema:skU", "undeclared"),
    ),
    "constraint misspelt": (
        replace("shapes/clip.ttl", "?video mkg:duration", "?video mkg:durations"),
        ("mkg:durations", "undeclared"),
    ),
    "query misspelt": (
        write("queries/browse/new.rq", f"PREFIX mkg: <{MKG.iri}>\nSELECT ?p WHERE {{ ?p mkg:suites ?s }}\n"),
        ("mkg:suites", "undeclared"),
    ),
    "alignment misspelt": (
        replace("ontology/alignments/gs1.ttl", "mkg:Brand rdfs:", "mkg:Band rdfs:"),
        ("mkg:Band", "undeclared"),
    ),
    "other version": (
        replace("ontology/mkg.ttl", f'owl:versionInfo "{mkgrdf.__version__}"', 'owl:versionInfo "9.9.9"'),
        ("https://w3id.org/mkgrdf/ontology", "version"),
    ),
    "other version IRI": (
        replace("ontology/mkg.ttl", f"/ontology/{mkgrdf.__version__}>", "/ontology/9.9.9>"),
        ("https://w3id.org/mkgrdf/ontology", "version"),
    ),
    "circle of classes": (
        replace("ontology/mkg.ttl", "mkg:Product a", "mkg:Product rdfs:subClassOf mkg:ProductGroup ; a"),
        ("mkg:Product", "cycle"),
    ),
    "circle of properties": (
        replace("ontology/mkg.ttl", "mkg:x a owl:Data", "mkg:x rdfs:subPropertyOf mkg:x ; a owl:Data"),
        ("mkg:x", "cycle"),
    ),
    "defined nowhere": (
        replace("ontology/mkg.ttl", "prov:Entity a owl:Class .", "mkg:Stray a owl:Class . prov:Entity a owl:Class ."),
        ("mkg:Stray", "defined-by"),
    ),
    "no Chinese label": (
        replace("ontology/mkg.ttl", '"offer"@en , "报价"@zh', '"offer"@en'),
        ("mkg:Offer", "mkgsh:Term-label"),
    ),
    "no domain": (
        replace("ontology/mkg.ttl", "    rdfs:domain mkg:Category ;\n", ""),
        ("mkg:hasProperty", "mkgsh:Term-domain"),
    ),
    "no licence": (
        replace("ontology/mkg.ttl", "    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;\n", ""),
        ("https://w3id.org/mkgrdf/ontology", "mkgsh:Ontology-license"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> OntologyReport:
    """What is found in a copy with all of these wrong at once."""
    root = copy_of_the_pattern_layer(tmp_path_factory.mktemp("broken"))
    for change, _ in BROKEN.values():
        change(root)
    return check(reason=False, root=root)


@pytest.mark.parametrize("expected", [expected for _, expected in BROKEN.values()], ids=BROKEN)
def test_each_way_to_break_the_pattern_layer_is_found(broken: OntologyReport, expected: tuple[str, str]) -> None:
    """Each thing that is wrong is a problem of its own, and its message says what to do."""
    messages = [problem.message for problem in broken.problems if (problem.term, problem.rule) == expected]
    assert messages
    assert all(len(message) > 20 for message in messages)


def test_nothing_else_is_found_in_a_broken_pattern_layer(broken: OntologyReport) -> None:
    """What is not wrong is not reported; a circle is reported for each class on it."""
    assert rules(broken) == {expected for _, expected in BROKEN.values()} | {("mkg:ProductGroup", "cycle")}
    assert not broken.holds


def test_an_undeclared_term_is_reported_with_the_file_that_uses_it(broken: OntologyReport) -> None:
    """The message names the file, so that the misspelling can be found."""
    messages = {problem.term: problem.message for problem in broken.problems}
    assert "queries/browse/new.rq" in messages["mkg:suites"]
    assert "shapes/product.ttl" in messages["schema:skU"]


def test_a_file_that_is_not_turtle_is_named(copied: Path) -> None:
    """A syntax error says in which file it is."""
    with (copied / "ontology" / "mkg.ttl").open("a") as file:
        file.write("mkg:Product a\n")
    with pytest.raises(OntologyError, match=r"mkg\.ttl"):
        check(reason=False, root=copied)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?x a mkg:Product }", {MKG.iri + "Product"}),
        ("PREFIX m: <https://w3id.org/mkgrdf/ontology#> ASK { ?x m:x/^m:y ?z }", {MKG.iri + "x", MKG.iri + "y"}),
        ("ASK { ?x <https://w3id.org/mkgrdf/ontology#x> ?y }", {MKG.iri + "x"}),
        ("ASK { ?x a <https://example.org/mkg:Product> ; foaf:name ?y }", set()),
        ("PREFIX mkg: <https://example.org/other#> ASK { ?x a mkg:Product }", set()),
    ],
)  # fmt: skip
def test_terms_in_a_query_are_found(text: str, expected: set[str]) -> None:
    """Prefixed names and full IRIs count, whatever the prefix is called; other vocabularies do not."""
    assert used_in_query(text) == expected


def test_without_java_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Java anywhere: the message names what was looked at and a command that installs one."""
    for variable in ("JAVA", "JAVA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelError, match="apt install default-jre-headless"):
        check()


@pytest.mark.parametrize("variable", ["JAVA", "JAVA_HOME"])
def test_a_variable_that_names_no_java_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    """A wrong JAVA or JAVA_HOME is an error of its own, not a silent fall-back to another Java."""
    monkeypatch.setenv(variable, str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match=variable):
        reason_over(())


def test_the_java_of_a_variable_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """JAVA names a program; JAVA_HOME a folder with bin/java in it; JAVA comes first."""
    for name in ("bin/java", "mine"):
        program = tmp_path / name
        program.parent.mkdir(exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.delenv("JAVA", raising=False)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find_java() == str(tmp_path / "bin" / "java")
    monkeypatch.setenv("JAVA", str(tmp_path / "mine"))
    assert find_java() == str(tmp_path / "mine")


def test_without_owlready_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A missing package is reported with the command that installs it."""
    program = tmp_path / "java"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA", str(program))
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(ModelError, match=r"pip install 'mkgrdf\[reason\]'"):
        reason_over(())


def test_the_module_is_light() -> None:
    """Importing it loads neither rdflib nor pySHACL nor Owlready2."""
    code = "import sys, mkgrdf.ontology; print(*{'rdflib', 'pyshacl', 'owlready2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_the_class_tree_has_every_class_under_its_parents() -> None:
    """The tree is plain values, in the language asked for; it holds each of our classes, once under each parent."""
    tree = {node.name: node for node in class_tree("zh")}
    assert tree["mkg:Concept"].label == "购物概念"
    assert [child.name for child in tree["mkg:Concept"].children] == [
        "mkg:Audience",
        "mkg:Intent",
        "mkg:Occasion",
        "mkg:PainPoint",
        "mkg:Scene",
    ]
    assert tree["mkg:Evidence"].children[1].name == "mkg:Medium"
    assert len(tree["mkg:Evidence"].children[1].children) == 4

    def names(nodes: tuple[ClassNode, ...]) -> list[str]:
        return [name for node in nodes for name in (node.name, *names(node.children))]

    classes = [iri for iri, kind in read_turtle([ONTOLOGY]).pairs(RDF.type) if kind == OWL["Class"].value]
    assert sorted(names(class_tree())) == sorted(
        iri.replace(MKG.iri, "mkg:") for iri in classes if iri.startswith(MKG.iri)
    )


def test_an_unknown_language_falls_back_to_english() -> None:
    """Labels that are not there in a language are given in English."""
    assert {node.name: node.label for node in class_tree("fr")}["mkg:Product"] == "product"


# The same lists stand in the ontology and, for speed and for readers' sake, in shapes. They must not drift apart.


def listed(shape: str, file: str) -> set[str]:
    """Return the IRIs in the ``sh:in`` of a shape, wherever in it that stands."""
    triples = [quad.triple for quad in parse(path=REPOSITORY / "shapes" / file, format=RdfFormat.TURTLE)]
    by_subject: dict[object, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, []).append(triple)
    found: set[str] = set()
    waiting: list[tuple[object, bool]] = [(MKGSH[shape], False)]
    while waiting:
        node, inside = waiting.pop()
        for triple in by_subject.get(node, []):
            inside_next = inside or triple.predicate == SH["in"]
            if isinstance(triple.object, BlankNode):
                waiting.append((triple.object, inside_next))
            elif inside and isinstance(triple.object, NamedNode) and triple.predicate == RDF.first:
                found.add(triple.object.value)
    return found


def marked(axioms: Axioms, predicate: NamedNode, value: str) -> set[str]:
    return {iri for iri, literal in axioms.texts(predicate) if literal.value == value}


@pytest.mark.parametrize(
    ("kind", "shape", "file"),
    [
        ("SentenceKind", "Sentence-kind", "sentence.ttl"),
        ("SegmentKind", "Segment-segmentKind", "segment.ttl"),
        ("EntityType", "Mention-entityType", "mention.ttl"),
        ("Outcome", "Exposure-outcome", "exposure.ttl"),
    ],
)
def test_shapes_list_the_individuals_of_the_ontology(axioms: Axioms, kind: str, shape: str, file: str) -> None:
    """A kind or outcome that the ontology declares can be used, and no other."""
    assert listed(shape, file) == {iri for iri, type_ in axioms.pairs(RDF.type) if type_ == MKG.iri + kind} != set()


def test_claims_are_about_the_properties_that_require_one(axioms: Axioms) -> None:
    """What a claim may be about is what mkg:requiresClaim marks, and rdf:type: a concept's kind may be guessed."""
    required = marked(axioms, MKG.requiresClaim, "true")
    assert listed("Claim-claimPredicate", "claim.ttl") == required | {RDF.type.value}
    assert required


def test_segments_that_state_facts_have_to_cite(axioms: Axioms) -> None:
    """The kinds that need no citation are exactly those that mkg:statesFacts says false of."""
    assert listed("Segment-cited", "segment.ttl") == marked(axioms, MKG.statesFacts, "false") != set()


def test_every_property_that_requires_a_claim_is_looked_at_on_every_class_that_may_have_it(axioms: Axioms) -> None:
    """For each claimed property and each class in its domain, the class's -claimed shape names the property."""
    store = Store()
    store.extend(quad for quad in parse(path=ONTOLOGY, format=RdfFormat.TURTLE))
    below: dict[str, set[str]] = {}
    for lower, upper in axioms.pairs(RDFS.subClassOf):
        below.setdefault(upper, set()).add(lower)
    abstract = {MKG.iri + "Medium"}
    expected: set[tuple[str, str]] = set()
    for iri in marked(axioms, MKG.requiresClaim, "true"):
        domain = next(q.object for q in store.quads_for_pattern(NamedNode(iri), RDFS.domain, None))
        classes = {domain.value} if isinstance(domain, NamedNode) else set(_members(store, domain))
        classes = {member for cls in classes for member in (below[cls] if cls in abstract else {cls})}
        # A document's subject is stated by its source; only a sentence's is read out of it.
        expected |= {(cls.removeprefix(MKG.iri), iri) for cls in classes if cls != MKG.iri + "Document"}
    shapes = Store()
    for file in (REPOSITORY / "shapes").glob("*.ttl"):
        shapes.bulk_load(path=file, format=RdfFormat.TURTLE)
    found: set[tuple[str, str]] = set()
    for quad in shapes.quads_for_pattern(None, SH.sparql, None):
        assert isinstance(quad.subject, NamedNode)
        name = quad.subject.value.removeprefix(MKGSH.iri)
        if name.endswith("-claimed"):
            select = next(shapes.quads_for_pattern(quad.object, SH.select, None)).object  # type: ignore[arg-type]
            assert isinstance(select, Literal)
            claims = {MKG.iri + term for term in ("claimSubject", "claimPredicate", "claimObject")}
            found |= {(name.removesuffix("-claimed"), iri) for iri in used_in_query(select.value) - claims}
    assert found == expected


def _members(store: Store, node: object) -> list[str]:
    """Return the classes of an ``owl:unionOf``."""
    (union,) = store.quads_for_pattern(node, OWL.unionOf, None)  # type: ignore[arg-type]
    members, rest = [], union.object
    while rest != RDF.nil:
        first = next(store.quads_for_pattern(rest, RDF.first, None)).object  # type: ignore[arg-type]
        assert isinstance(first, NamedNode)
        members.append(first.value)
        rest = next(store.quads_for_pattern(rest, RDF.rest, None)).object  # type: ignore[arg-type]
    return members
