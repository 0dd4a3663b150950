"""The extractor of entities: on a shop made by hand, and golden cases in both languages."""

from __future__ import annotations

import csv
import pickle
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.corpus import load_corpus
from mkgrdf.extract import Corpus, KnownConcept, KnownValue
from mkgrdf.extract.entities.crf import Recogniser
from mkgrdf.extract.entities.distant import NameFinder, train_distantly
from mkgrdf.extract.entities.extractor import EntityExtractor, entity_type
from mkgrdf.extract.entities.known import TYPES, Catalogue, known_names
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.iris import Iris
from mkgrdf.models.spans import Span
from mkgrdf.project import open_project
from mkgrdf.records import Document, DocumentKind, Label, Origin
from mkgrdf.settings import FILE_NAME, load_settings
from mkgrdf.vocabulary import MKG, SCHEMA, declared_terms
from tests.extract.reading import claims, run_over, short, used_terms

IRIS = Iris("https://example.org/shop/")
PAGES = {
    "en": "The Luma Day Runner Tee is made of {0} that wicks sweat. Its {0} keeps your shoulders dry. Made in Italy.",
    "zh": "日跑T恤采用{0}面料，透气又速干。{0}贴身，肩膀不磨。产地意大利。",
}
FABRICS = {"en": ("mesh", "cotton", "linen", "hemp", "merino"), "zh": ("冰丝", "纯棉", "亚麻", "莫代尔", "天丝")}
CATALOGUE = Catalogue(
    {IRIS.brand("Luma"): (("en", "Luma"),)},
    {IRIS.node("category", "Tops"): (("en", "Tops"), ("zh", "上衣")), IRIS.node("category", "Gym"): (("en", "Gym"),)},
)


@pytest.fixture(scope="module")
def shop() -> Corpus:
    """A shop with one product, made of mesh, and a page about it for each of some fabrics, in two languages."""
    shirt = IRIS.product("shirt")
    documents = {
        IRIS.document(f"{language}-{number}"): Document(
            f"{language}-{number}",
            DocumentKind.DETAIL_PAGE,
            PAGES[language].format(fabric),
            language,
            Origin("made-by-hand"),
            products=("shirt",),
        )
        for language, fabrics in FABRICS.items()
        for number, fabric in enumerate(fabrics)
    }
    names: Label = (("en", "Day Runner Tee"), ("zh", "日跑T恤"))
    return Corpus(
        iris=IRIS,
        concepts=(KnownConcept(IRIS.concept("gym"), "Scene", (("en", "gym"),)),),
        values=(
            KnownValue(IRIS.node("value", "mesh"), (("en", "mesh"), ("zh", "冰丝")), frozenset({shirt}), "material"),
            KnownValue(IRIS.node("value", "snow"), (("en", "snow"),), frozenset(), "color"),
        ),
        products={shirt: names},
        documents=documents,
        images={},
        videos={},
    )


def mentions(triples: Iterable[Triple]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the type and the nodes denoted of each mention, by its words."""
    words: dict[object, str] = {}
    types: dict[object, str] = {}
    nodes: dict[object, list[str]] = {}
    for subject, predicate, object_ in triples:
        if predicate == SCHEMA.text:
            assert isinstance(object_, Literal)
            words[subject] = object_.value
        elif predicate == MKG.entityType:
            types[subject] = short(object_).removesuffix("Entity")
        elif predicate == MKG.denotes:
            nodes.setdefault(subject, []).append(short(object_))
    return {text: (types[node], tuple(sorted(nodes.get(node, ())))) for node, text in words.items()}


def test_names_come_from_the_shop_and_from_the_seed(shop: Corpus) -> None:
    """The shop's own come first; what a concept is called is no category; plurals of what can be counted are there."""
    names = known_names(shop, CATALOGUE)
    shirt = IRIS.product("shirt")
    assert names.types[("day", "runner", "tee")] == "Product"
    assert names.types[("luma",)] == "Brand"
    assert names.types[("冰", "丝")] == "Material"
    assert names.types[("knee",)] == names.types[("knees",)] == names.types[("膝", "盖")] == "BodyPart"
    assert names.types[("意", "大", "利")] == "Place"
    assert ("gym",) not in names.types
    assert ("cottons",) not in names.types
    assert set(names.types.values()) == set(TYPES)
    assert names.denoted(("mesh",), (shirt,)) == (IRIS.node("value", "mesh"),)
    assert names.denoted(("mesh",), ()) == ()
    assert names.denoted(("luma",), ()) == (IRIS.brand("Luma"),)


def test_short_names_inside_words_are_none(shop: Corpus) -> None:
    """手 is no part of the body in 对手, and *back* is one only after a word of possession."""
    finder = NameFinder(known_names(shop, CATALOGUE))

    def found(text: str, language: str) -> list[str]:
        document = Document("d", DocumentKind.DETAIL_PAGE, text, language, Origin("made-by-hand"))
        labelled = [finder.label(sentence) for sentence in kept_sentences(document)]
        return ["".join(one.words[span.start : span.end]) for one in labelled for span in one.spans]

    assert "手" not in found("这款产品没有对手，值得推荐。", "zh")
    assert "手" in found("冬天骑车的手，都需要它。", "zh")
    assert found("I will send it back tomorrow morning.", "en") == []
    assert found("It sits well on my back all day.", "en") == ["back"]


def test_mentions_have_types_and_denote_what_the_shop_has(shop: Corpus) -> None:
    """English and Chinese pages: brand, product, material, effect, body part and place, each with its claims."""
    said = run_over(shop, EntityExtractor(CATALOGUE))
    assert mentions(said["document/en-0"]) == {
        "Day Runner Tee": ("Product", ("product/shirt",)),
        "Luma": ("Brand", ("brand/Luma",)),
        "mesh": ("Material", ("value/mesh",)),
        "wicks sweat": ("Effect", ()),
        "shoulders": ("BodyPart", ()),
        "Italy": ("Place", ()),
    }
    assert mentions(said["document/zh-0"]) == {
        "日跑T恤": ("Product", ("product/shirt",)),
        "冰丝": ("Material", ("value/mesh",)),
        "透气": ("Effect", ()),
        "速干": ("Effect", ()),
        "肩膀": ("BodyPart", ()),
        "意大利": ("Place", ()),
    }
    for triples in said.values():
        found = claims(triples)
        assert {edge[1] for edge in found} <= {"entityType", "denotes"}
        assert all(Decimal("0.5") <= one.confidence <= Decimal("0.95") and not one.calibrated for one in found.values())


def test_it_keeps_to_what_an_extractor_is(shop: Corpus) -> None:
    """It states the terms that it declares, the same again, and in another process; before fit it is an error."""
    extractor = EntityExtractor(CATALOGUE)
    page, record = next(iter(shop.documents.items()))
    graph, run = IRIS.extract_graph("entities", page), IRIS.node("run", "1")
    with pytest.raises(RuntimeError, match="before fit"):
        extractor.extract(page, record, graph, run)
    said = run_over(shop, extractor)
    everything = [triple for triples in said.values() for triple in triples]
    assert used_terms(everything) == extractor.emits
    assert {MKG[name] for name in extractor.emits} <= declared_terms()
    assert run_over(shop, EntityExtractor(CATALOGUE)) == said
    assert EntityExtractor(CATALOGUE).settings() == extractor.settings()
    sent = pickle.loads(pickle.dumps(extractor))  # noqa: S301 - made here
    assert sent.extract(page, record, graph, run) == said["document/en-0"]


def test_a_name_that_nobody_listed_is_found_by_what_stands_around_it(shop: Corpus) -> None:
    """Names are hidden in turn while training, so a new fabric after "made of" is still a material."""
    page = IRIS.document("new")
    text = PAGES["en"].format("zorbane")
    new = Document("new", DocumentKind.DETAIL_PAGE, text, "en", Origin("made-by-hand"), products=("shirt",))
    extractor = EntityExtractor(CATALOGUE)
    extractor.fit(shop)
    said = extractor.extract(page, new, IRIS.extract_graph("entities", page), IRIS.node("run", "1"))
    assert mentions(said)["zorbane"] == ("Material", ())


def test_gold_calibrates(shop: Corpus) -> None:
    """Sentences labelled by people are trained on, all but a fifth, which says how sure the marginals are."""
    gold = [
        Tagged(("采", "用", "冰", "丝", "面", "料", "，", "很", "凉"), (Span(2, 4, "Material"),), line=number)
        for number in range(10)
    ]
    plain, taught = EntityExtractor(CATALOGUE), EntityExtractor(CATALOGUE, gold=gold)
    assert plain.settings() != taught.settings()
    found = claims(run_over(shop, taught)["document/zh-0"])
    assert all(one.calibrated for one in found.values())


def test_a_trained_recogniser_takes_the_place_of_the_distant_one(shop: Corpus) -> None:
    """One that was trained elsewhere is asked instead, and is the agent of the run; labels may be Chinese."""
    made = train_distantly(shop.documents, known_names(shop, CATALOGUE), (), lambda *_: {})
    assert isinstance(made, Recogniser)
    extractor = EntityExtractor(CATALOGUE, recogniser=made)
    assert extractor.model.id == "local:entities"
    assert extractor.model.revision == made.card.revision
    assert mentions(run_over(shop, extractor)["document/zh-0"])["冰丝"] == ("Material", ("value/mesh",))
    assert entity_type("品牌") == entity_type("Brand") == MKG.BrandEntity
    assert entity_type("PainPoint") == MKG.PainPointEntity
    assert entity_type("HCCX") is None


def test_a_corpus_without_any_name_says_nothing(shop: Corpus) -> None:
    """Where no name is in any text there is nothing to train on, and nothing is stated."""
    page = IRIS.document("page")
    odd = Document("page", DocumentKind.DETAIL_PAGE, "Nothing of note happened here.", "en", Origin("made-by-hand"))
    assert run_over(replace(shop, documents={page: odd}), EntityExtractor()) == {"document/page": ()}


GOLDEN = {
    # page of the demo shop: words, type, what they denote (the end of it)
    "page-calm-drops-zh": {
        "红没药醇": ("Material", True),
        "泛醇": ("Material", True),
        "舒安精华": ("Product", True),
        "皮肤": ("BodyPart", False),
        "温和": ("Effect", False),
        "Velmora": ("Brand", True),
    },
    "page-calm-drops-en": {
        "bisabolol": ("Material", True),
        "panthenol": ("Material", True),
        "calms redness": ("Effect", False),
        "fragrance-free": ("Effect", False),
        "skin": ("BodyPart", False),
        "Velmora": ("Brand", True),
    },
    "page-dew-hour-en": {"Midnight Sleeping Mask": ("Product", True), "neck": ("BodyPart", False)},
}


def test_golden_cases_of_the_demo_shop(demo_shop: Path) -> None:
    """Pages in both languages say what a reader marks in them; brands and categories come with the corpus."""
    with open_project(load_settings(demo_shop / FILE_NAME), read_only=True) as project:
        corpus = load_corpus(project.store, project.iris)
        extractor = EntityExtractor()
        extractor.fit(corpus)
        for page, wanted in GOLDEN.items():
            node: NamedNode = project.iris.document(page)
            triples = extractor.extract(node, corpus.documents[node], node, node)
            found = mentions(triples)
            for words, (type_, denotes) in wanted.items():
                assert words in found, (page, words, found)
                assert (found[words][0], bool(found[words][1])) == (type_, denotes), (page, words)


@pytest.mark.data
def test_golden_cases_of_real_reviews(shared_data: Path) -> None:
    """In five hundred reviews of sportswear, by the seed alone: goods, parts of the body, materials and effects."""
    documents: dict[NamedNode, Document] = {}
    with (shared_data / "luma" / "review" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            key = f"review-{number}"
            documents[IRIS.document(key)] = Document(key, DocumentKind.REVIEW, row["review"], "en", Origin("r", number))
    said = run_over(Corpus(IRIS, (), (), {}, documents, {}, {}), EntityExtractor())
    types = Counter(
        (text.lower(), type_) for triples in said.values() for text, (type_, _) in mentions(triples).items()
    )
    for text, type_ in (
        ("jacket", "Category"),
        ("watch", "Category"),
        ("water bottle", "Category"),
        ("waist", "BodyPart"),
        ("toes", "BodyPart"),
        ("cotton", "Material"),
        ("lightweight", "Effect"),
    ):
        assert types[text, type_], (text, type_)
    assert sum(count for (_, type_), count in types.items() if type_ == "Category") > 150
    assert not any(type_ in {"Product", "PropertyValue", "Brand"} for _, type_ in types), "the shop named none"
