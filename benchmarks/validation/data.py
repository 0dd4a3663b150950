"""What the engines are given: a graph with faults planted in it, the shapes, a store in a folder, and batches for it.

Run as ``python -m validation.data SIZE FOLDER``: a process of its own, because what it needs in memory would otherwise
be counted for whatever is started after it. SIZE counts distinct triples; the same shop in a store, with a named graph
for each record, has half as many quads again.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from generate import IRIS, Wrong, candidates, generate, size
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mkgrdf.resources import resource
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, RDFS, SCHEMA, SH
from validation.results import Result

__all__ = ["BATCHES", "Content", "batch_files", "prepare", "read_content"]

BATCHES = 24
"""How many batches are prepared."""
_BATCH = 1_000
_COMMIT = 200_000
_QUADS_PER_TRIPLE = 1.53
_SHAPES = "https://w3id.org/mkgrdf/shapes#"
_COMPONENTS = {
    "Product-gtin": ("PatternConstraintComponent", SCHEMA.gtin),
    "Offer-price": ("MinInclusiveConstraintComponent", SCHEMA.price),
    "Offer-priceCurrency": ("PatternConstraintComponent", SCHEMA.priceCurrency),
    "Offer-price-listPrice": ("LessThanOrEqualsConstraintComponent", SCHEMA.price),
    "Review-ratingValue": ("MaxInclusiveConstraintComponent", SCHEMA.ratingValue),
}
"""Shape of a fault that :mod:`generate` plants -> the component that objects and the property that is wrong."""

Content = dict[NamedNode, list[Triple]]
"""The content of each named graph."""


def prepare(triples: int, folder: Path) -> None:
    """Write into ``folder``: data.nt, shapes.ttl, core.ttl, truth.json, a folder ``store``, and batch-*.nq."""
    shop = generate(round(triples * _QUADS_PER_TRIPLE) + BATCHES * _BATCH)
    content: Content = {}
    later: Content = {}
    quads = 0
    for one in candidates(shop):
        is_later = bool(later) or (quads >= triples * _QUADS_PER_TRIPLE and "/product/" in one.subject.value)
        (later if is_later else content)[one.graph] = list(one.triples)
        quads += len(one.triples)
    truth = [*_planted_by_generator(shop.truth, content), *_plant(content)]
    _write_triples(content, folder / "data.nt", triples)
    shapes = _shapes()
    (folder / "shapes.ttl").write_bytes(serialize(shapes, format=RdfFormat.TURTLE) or b"")
    core = [one for one in shapes if one.predicate != SH.sparql]
    (folder / "core.ttl").write_bytes(serialize(core, format=RdfFormat.TURTLE) or b"")
    (folder / "truth.json").write_text(json.dumps(sorted(truth)), encoding="utf-8")
    _fill(folder / "store", content)
    for number, batch in enumerate(_batches(content, later)):
        lines = [Quad(*triple, graph) for graph, inside in batch.items() for triple in inside]
        (folder / f"batch-{number:02}.nq").write_bytes(serialize(lines, format=RdfFormat.N_QUADS) or b"")


def batch_files(folder: Path) -> list[Path]:
    """Return the batches, in order."""
    return sorted(folder.glob("batch-*.nq"))


def read_content(path: Path) -> Content:
    """Parse N-Quads into the content of each graph."""
    content: Content = {}
    for quad in parse(path=path, format=RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, NamedNode)
        content.setdefault(quad.graph_name, []).append(quad.triple)
    return content


def _planted_by_generator(truth: Iterable[Wrong], content: Content) -> Iterator[Result]:
    """Yield the results that the faults among the records have to give; each is one wrong value."""
    values: dict[tuple[str, NamedNode], str] = {}
    predicates = {predicate for _, predicate in _COMPONENTS.values()}
    for triples in content.values():
        for triple in triples:
            if triple.predicate in predicates:
                values[str(triple.subject), triple.predicate] = _kept(triple.object)
    for wrong in truth:
        component, predicate = _COMPONENTS[wrong.shape.removeprefix(_SHAPES)]
        focus = f"<{wrong.focus}>"
        if (focus, predicate) in values:
            yield _result(focus, component, wrong.shape, predicate, values[focus, predicate])


def _plant(content: Content) -> list[Result]:
    """Make every twelfth product wrong in a way that no reader of catalogues would, and return the results due."""
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    kinds = (_second_sku, _misspelt, _no_such_value, _named_twice, _unclaimed)
    products = [
        (graph, triples)
        for graph, triples in content.items()
        if any(triple.predicate == SCHEMA.sku for triple in triples)
    ]
    return [
        kinds[number % len(kinds)](triples)
        for number, (_, triples) in enumerate(chance.sample(products, len(products) // 12))
    ]


def _second_sku(triples: list[Triple]) -> Result:
    product = _product(triples)
    triples.append(Triple(product, SCHEMA.sku, Literal("another")))
    return _result(str(product), "MaxCountConstraintComponent", f"{_SHAPES}Product-sku", SCHEMA.sku)


def _misspelt(triples: list[Triple]) -> Result:
    product = _product(triples)
    triples.append(Triple(product, SCHEMA.nmae, Literal("a name")))
    return _result(str(product), "ClosedConstraintComponent", f"{_SHAPES}Product", SCHEMA.nmae, '"a name"')


def _no_such_value(triples: list[Triple]) -> Result:
    product, nothing = _product(triples), NamedNode(f"{IRIS.base}value/none")
    triples.append(Triple(product, MKG.hasValue, nothing))
    return _result(str(product), "ClassConstraintComponent", f"{_SHAPES}Product-hasValue", MKG.hasValue, str(nothing))


def _named_twice(triples: list[Triple]) -> Result:
    product = _product(triples)
    triples.append(Triple(product, SCHEMA.name, Literal("another name", language="en")))
    return _result(str(product), "UniqueLangConstraintComponent", f"{_SHAPES}Product-name", SCHEMA.name)


def _unclaimed(triples: list[Triple]) -> Result:
    """Take the claim of the product's ``mkg:suits`` away."""
    product = _product(triples)
    claim = next(one.subject for one in triples if one.predicate == MKG.claimPredicate and one.object == MKG.suits)
    value = next(one.object for one in triples if one.predicate == MKG.suits)
    triples[:] = [triple for triple in triples if triple.subject != claim]
    return _result(str(product), "SPARQLConstraintComponent", f"{_SHAPES}Product-claimed", MKG.suits, str(value))


def _product(triples: list[Triple]) -> NamedNode:
    node = next(triple.subject for triple in triples if triple.predicate == SCHEMA.sku)
    assert isinstance(node, NamedNode)
    return node


def _result(focus: str, component: str, shape: str, path: NamedNode, value: str = "") -> Result:
    return Result(focus, str(path), str(SH[component]), value, f"<{shape}>")


def _kept(term: object) -> str:
    """Return a term as a store spells it."""
    store = pyoxigraph.Store()
    node = NamedNode("urn:any")
    store.add(Quad(node, node, term))  # type: ignore[arg-type]
    return str(next(iter(store)).object)


def _write_triples(content: Content, path: Path, least: int) -> None:
    """Write the union of all graphs and the class hierarchy, which not every engine takes from elsewhere."""
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(*triple) for triples in content.values() for triple in triples)
    ontology = parse(path=str(resource("ontology", "mkg.ttl")), format=RdfFormat.TURTLE)
    store.bulk_extend(
        Quad(*quad.triple)
        for quad in ontology
        if quad.predicate == RDFS.subClassOf and isinstance(quad.object, NamedNode)
    )
    assert len(store) >= least, f"{len(store)} distinct triples; expected {least}"
    store.dump(path, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


def _shapes() -> list[Triple]:
    """Return the shipped shapes."""
    files = sorted(one for one in resource("shapes").iterdir() if one.name.endswith(".ttl"))
    return [
        quad.triple for one in files for quad in parse(path=str(one), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]


def _fill(path: Path, content: Content) -> None:
    """Commit everything into a store in a folder, in several commits, as several sources would."""
    with EmbeddedStore(path) as store:
        portion: Content = {}
        waiting = 0
        for graph, triples in content.items():
            portion[graph] = triples
            waiting += len(triples)
            if waiting >= _COMMIT:
                store.commit(portion)
                portion, waiting = {}, 0
        store.commit(portion)


def _batches(content: Content, later: Content) -> Iterator[Content]:
    """Yield batches of a thousand quads: more than half is new, the rest are stored products with another price."""
    stored = [(graph, triples) for graph, triples in content.items() if "/product/" in graph.value]
    changed = iter(random.Random(2).sample(stored, min(len(stored), 4 * BATCHES)))  # noqa: S311 - repeatable
    fresh = iter(later.items())
    for _ in range(BATCHES):
        batch: Content = {}
        for graph, triples in (next(changed, None) for _ in range(2)) if stored else ():
            batch[graph] = [_dearer(triple) for triple in triples]
        for graph, triples in fresh:
            batch[graph] = triples
            if sum(map(len, batch.values())) >= _BATCH:
                break
        yield batch


def _dearer(triple: Triple) -> Triple:
    if triple.predicate != MKG.listPrice:
        return triple
    return Triple(triple.subject, triple.predicate, Literal("1000000.5", datatype=triple.object.datatype))  # type: ignore[union-attr]


if __name__ == "__main__":
    prepare(size(sys.argv[1]), Path(sys.argv[2]))
