"""Evidence of many documents, weighed together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from pyoxigraph import NamedNode

from mkgrdf.extract import KnownPiece
from mkgrdf.extract.confidence import noisy_or
from mkgrdf.extract.relations.pooling import MOST_EVIDENCE, Pool, pool_weak
from mkgrdf.vocabulary import MKG

SCENE, PAIN, SHIRT, GYM = (NamedNode(f"urn:{name}") for name in ("scene", "pain", "shirt", "gym"))
EDGE = (SCENE, "raises", PAIN)
BARE, CUE = Decimal("0.1"), Decimal("0.4")


def piece(number: int, confidence: Decimal = CUE) -> tuple[tuple[NamedNode, str, NamedNode], Decimal, NamedNode, str]:
    return EDGE, confidence, NamedNode(f"urn:s{number}"), f"Sentence {number}."


def test_documents_count_as_independent() -> None:
    """Two documents leave the product of their doubts; the strongest sentence of a document stands for it."""
    pool = Pool(BARE)
    pool.add([piece(1), piece(2, Decimal("0.3"))])
    pool.add([piece(3)])
    evidence = pool.edges[EDGE]
    assert evidence.score() == noisy_or([CUE, CUE]) == Decimal("0.64")
    assert evidence.sentences() == (NamedNode("urn:s1"), NamedNode("urn:s3"))


def test_a_copied_sentence_counts_once() -> None:
    """The same sentence on two pages is one piece of evidence."""
    pool = Pool(BARE)
    pool.add([piece(1)])
    pool.add([(EDGE, CUE, NamedNode("urn:s9"), "SENTENCE 1.")])
    assert pool.edges[EDGE].score() == CUE
    assert pool.edges[EDGE].documents == 1


def test_standing_together_counts_once() -> None:
    """A hundred sentences that merely name both make nothing sure; statistics may add to it."""
    pool = Pool(BARE)
    for number in range(100):
        pool.add([piece(number, BARE)])
    assert pool.edges[EDGE].score() == BARE
    assert pool.edges[EDGE].score([Decimal("0.5")]) == Decimal("0.55")
    assert len(pool.edges[EDGE].sentences()) == MOST_EVIDENCE


def test_order_of_documents_does_not_matter() -> None:
    """The same pieces in any order give the same score and evidence, the strongest first."""
    pieces = [piece(1), piece(2, Decimal("0.3")), piece(3, BARE)]
    answers = set()
    for order in permutations(pieces):
        pool = Pool(BARE)
        for each in order:
            pool.add([each])
        answers.add((pool.edges[EDGE].score(), pool.edges[EDGE].sentences()))
    assert answers == {(noisy_or([CUE, Decimal("0.3"), BARE]), tuple(NamedNode(f"urn:s{n}") for n in (1, 2, 3)))}


def test_weak_evidence_of_several_documents_adds_up() -> None:
    """An edge that three documents make sure together is pooled with all evidence; a sure one is left alone."""
    thresholds = {"suits": Decimal("0.8")}

    def said(number: int, confidence: str = "0.5") -> KnownPiece:
        return KnownPiece(SHIRT, MKG.suits, GYM, Decimal(confidence), (NamedNode(f"urn:s{number}"),))

    weak = [said(1), said(2, "0.6"), said(3)]
    (pooled,) = pool_weak(weak, thresholds)
    assert pooled.confidence == Decimal("0.9")
    assert pooled.evidence == tuple(NamedNode(f"urn:s{number}") for number in (2, 1, 3))
    assert list(pool_weak([said(1, "0.7"), said(2, "0.7")], thresholds)) == []
    assert list(pool_weak([said(1)], {"suits": Decimal("0.4")})) == []
    copied = [replace(each, words="It suits the gym.") for each in weak]
    assert list(pool_weak(copied, thresholds)) == []
    assert list(pool_weak([*weak, said(9, "0.9")], thresholds)) == []
    assert list(pool_weak([*weak, KnownPiece(SHIRT, MKG.suits, SCENE, Decimal("0.5"), ())], thresholds)) == [pooled]
