"""What captions tell of images and clips."""

from __future__ import annotations

from decimal import Decimal

from mkgrdf.extract import Corpus
from mkgrdf.extract.captions import CaptionExtractor
from mkgrdf.extract.content_words import content_words
from tests.extract.reading import claims, run_over, short


def test_image_depicts_what_its_text_names(corpus: Corpus) -> None:
    """Names in either language of the alternative text are depicted, with the image itself as the evidence."""
    found = claims(run_over(corpus, CaptionExtractor())["image/tee"])
    depicted = {edge[2]: claim for edge, claim in found.items() if edge[:2] == ("image/tee", "depicts")}
    assert set(depicted) == {"product/shirt", "concept/gym"}
    assert {claim.evidence for claim in depicted.values()} == {("image/tee",)}
    assert all(claim.confidence <= Decimal("0.6") for claim in depicted.values())


def test_image_illustrates_sentences_about_the_same(corpus: Corpus) -> None:
    """Sentences about the depicted product that share a concept with the text are illustrated, three at most."""
    found = claims(run_over(corpus, CaptionExtractor())["image/tee"])
    illustrated = {edge[2] for edge in found if edge[1] == "illustrates"}
    page, good = corpus.iris.document("page"), corpus.iris.document("good")
    assert illustrated == {
        short(corpus.iris.sentence(page, 0, 70)),
        short(corpus.iris.sentence(good, 0, 26)),
    }


def test_clip_speaks_of_values_and_pains_taken_away(corpus: Corpus) -> None:
    """A clip illustrates the sentence with its value and intent; a pain said goodbye to is not depicted."""
    found = claims(run_over(corpus, CaptionExtractor())["video/tour"])
    clip = short(corpus.iris.clip("tour", Decimal("0.5"), Decimal(3)))
    page = corpus.iris.document("page")
    text = corpus.documents[page].text
    best = corpus.iris.sentence(page, text.index("Breathable"), len(text))
    assert (clip, "depicts", "concept/breathable") in found
    assert (clip, "illustrates", short(best)) in found
    assert {edge[0] for edge in found} == {clip}
    assert sum(edge[1] == "illustrates" for edge in found) <= 3


def test_nothing_named_nothing_said(corpus: Corpus) -> None:
    """An image whose text names nothing known gets no statements."""
    assert run_over(corpus, CaptionExtractor())["image/plain"] == ()


def test_content_words() -> None:
    """Function words go, plurals fold, Chinese gives pairs of characters."""
    assert content_words("The straps are padded with the softest foams", "en") == {"strap", "padded", "softest", "foam"}
    assert content_words("背带的海绵", "zh") == {"背带", "海绵"}
