"""Files of labelled sentences, in every flavour that there is, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.errors import CatalogError
from mkgrdf.extract.entities.files import read_tagged, write_tagged
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span, bio, bioes, spans_of

BRAND = Span(0, 2, "品牌")
TITLE = Tagged(("南", "极", "棉", "T", "恤"), (BRAND, Span(2, 3, "材质")))

FLAVOURS = {
    "tabs": "南\tB-品牌\n极\tI-品牌\n棉\tB-材质\nT\tO\n恤\tO\n",
    "blanks": "南 B-品牌\n极 I-品牌\n棉 B-材质\nT O\n恤 O\n",
    "four columns": "南 NN x B-品牌\n极 NN x I-品牌\n棉 NN x B-材质\nT NN x O\n恤 NN x O\n",
    "IOB1": "南 I-品牌\n极 I-品牌\n棉 I-材质\nT O\n恤 O\n",
    "BIOES": "南 B-品牌\n极 E-品牌\n棉 S-材质\nT O\n恤 O\n",
    "BMES": "南 B-品牌\n极 E-品牌\n棉 W-材质\nT O\n恤 O\n",
    "BILOU": "南 B-品牌\n极 L-品牌\n棉 U-材质\nT O\n恤 O\n",
    "underscores": "南 B_品牌\n极 I_品牌\n棉 B_材质\nT O\n恤 O\n",
    "place after the type": "南 品牌-B\n极 品牌-I\n棉 材质-B\nT O\n恤 O\n",
    "plain types": "南 品牌\n极 品牌\n棉 材质\nT O\n恤 O\n",
    "tag first": "B-品牌 南\nI-品牌 极\nB-材质 棉\nO T\nO 恤\n",
    "Windows lines, no last one": "南 B-品牌\r\n极 I-品牌\r\n棉 B-材质\r\nT O\r\n恤 O",
    "blank lines with blanks": " \t\n\n南 B-品牌\n极 I-品牌\n棉 B-材质\nT O\n恤 O\n  \n\t\n\n",
    "document lines": "-DOCSTART- -X- O O\n\n南 B-品牌\n极 I-品牌\n棉 B-材质\nT O\n恤 O\n",
    "remarks": "# id 17 domain=zh\n南 _ _ B-品牌\n极 _ _ I-品牌\n棉 _ _ B-材质\nT _ _ O\n恤 _ _ O\n",
}


@pytest.mark.parametrize("text", FLAVOURS.values(), ids=FLAVOURS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_flavour_says_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    """Columns, separators, schemes, line ends and encodings make no difference."""
    # enough of it that an encoding without a mark can be told
    (tmp_path / "titles.txt").write_bytes(((text.rstrip("\n") + "\n\n") * 4).encode(encoding))
    found = read_tagged(tmp_path / "titles.txt")
    assert {(one.words, one.spans) for one in found} == {(TITLE.words, TITLE.spans)}
    assert found[0].file == tmp_path / "titles.txt"


def test_a_blank_can_be_a_token_and_so_can_a_hash_or_an_odd_space(tmp_path: Path) -> None:
    """What separates columns may be a token itself, and no character but the line feed ends a line."""
    file = tmp_path / "titles.txt"
    file.write_text("南\tB-品牌\n \tO\n#\tO\n\u2028\tO\n\u3000\tO\n\x85\tO\n", encoding="utf-8", newline="\n")
    assert [one.words for one in read_tagged(file)] == [("南", " ", "#", "\u2028", "\u3000", "\x85")]
    file.write_text("南 B-品牌\n  O\n# O\n棉 O\n", encoding="utf-8")
    assert [one.words for one in read_tagged(file)] == [("南", " ", "#", "棉")]


def test_tags_without_a_type_are_of_one_type(tmp_path: Path) -> None:
    """Where the tags are B, I and O alone, there is one unnamed type."""
    file = tmp_path / "terms.txt"
    file.write_text("shoulder B\nstraps I\ndig O\n", encoding="utf-8")
    assert read_tagged(file)[0].spans == (Span(0, 2, "entity"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "titles.txt: it is empty"),
        ("\n \n", "titles.txt: it is empty"),
        ("南 B-品牌\n极\n", "titles.txt:2: '极' has one column"),
        ("南 B-品牌\n" * 20 + "极 X-品牌\n", "titles.txt:21: the tag 'X-品牌' of '极' is of another form"),
        ("南 O\n极 O\n", "titles.txt: no token is in an entity"),
        ("-DOCSTART- O\n\n", "titles.txt: it has no sentence"),
        ("\n".join(f"Ein Satz ohne Marken {n}" for n in range(300)), "is no tag, and the file has 300 different"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    """A file that cannot be used names the file, the line, what was found and what was expected."""
    (tmp_path / "titles.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_tagged(tmp_path / "titles.txt")
    assert said in str(caught.value)
    assert "expected" in str(caught.value)


OFFSETS = {
    "ours": {
        "text": "南极棉T恤",
        "entities": [{"start": 2, "end": 3, "type": "材质"}, {"start": 0, "end": 2, "type": "品牌"}],
    },
    "lists": {"text": "南极棉T恤", "label": [[0, 2, "品牌"], [2, 3, "材质"]]},
    "offset names": {
        "text": "南极棉T恤",
        "spans": [
            {"start_offset": 0, "end_offset": 2, "label": "品牌"},
            {"start_offset": 2, "end_offset": 3, "label": "材质"},
        ],
    },
    "inclusive": {"text": "南极棉T恤", "label": {"品牌": {"南极": [[0, 1]]}, "材质": {"棉": [[2, 2]]}}},
}


@pytest.mark.parametrize("content", OFFSETS.values(), ids=OFFSETS)
def test_every_form_of_offsets_says_the_same(tmp_path: Path, content: dict[str, object]) -> None:
    """Entities by character offsets, in the forms that annotation tools write."""
    file = tmp_path / "titles.jsonl"
    file.write_text(json.dumps(content, ensure_ascii=False) + "\n\n", encoding="utf-8")
    (found,) = read_tagged(file)
    assert (found.words, found.spans, found.lost) == (TITLE.words, TITLE.spans, ())


def test_an_entity_within_a_word_counts_as_lost(tmp_path: Path) -> None:
    """Entities are told by words; one that ends inside a word is kept as missed, not dropped."""
    file = tmp_path / "titles.jsonl"
    entities = [{"start": 0, "end": 4, "type": "Material"}, {"start": 7, "end": 12, "type": "Category"}]
    file.write_text(json.dumps({"text": "wool sweaters", "entities": entities}), encoding="utf-8")
    (found,) = read_tagged(file)
    assert (found.spans, found.lost) == ((Span(0, 1, "Material"),), ("Category",))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "titles.jsonl:1: not JSON"),
        ("[]", 'no "text"'),
        ('{"text": "棉"}', 'no "entities"'),
        ('{"text": "棉", "entities": [{"start": 0, "end": 2, "type": "材质"}]}', "0 to 2 is not inside the text of 1"),
        ('{"text": "棉麻", "entities": [[0, 2, "材质"], [1, 2, "材质"]]}', "the entities at 0 and 1 overlap"),
        ('{"text": "棉", "entities": [[0, 1]]}', "has no start, end and type"),
        ('{"text": "棉", "entities": [{"start": 0, "end": 1}]}', "has no type"),
        ('{"text": "棉", "entities": [["0", 1, "材质"]]}', "are no offsets"),
        ('{"text": "棉", "entities": []}', "it has no entity"),
    ],
)
def test_wrong_offsets_are_said_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    """A line that is not of the form is an error with its place."""
    (tmp_path / "titles.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_tagged(tmp_path / "titles.jsonl")
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["out.txt", "out.jsonl"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    """Both forms go out and come in; Latin words are kept apart."""
    title = Tagged(("Nike", "Air", "棉", "鞋"), (Span(0, 1, "品牌"), Span(2, 4, "产品")))
    write_tagged([title], [title.spans], tmp_path / name)
    (found,) = read_tagged(tmp_path / name)
    assert (found.words, found.spans) == (title.words, title.spans)


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[Span, ...], int]:
    """Return spans in order, without overlaps, with the length of their sentence."""
    found = []
    position = 0
    for _ in range(draw(st.integers(0, 5))):
        start = position + draw(st.integers(0, 2))
        position = start + draw(st.integers(1, 3))
        found.append(Span(start, position, draw(st.sampled_from(["A", "B", "C-D"]))))
    return tuple(found), position + draw(st.integers(0, 2))


@given(spans())
def test_spans_survive_both_schemes(made: tuple[tuple[Span, ...], int]) -> None:
    """Entities to tags and back are the same entities, neighbours of one type included."""
    found, length = made
    assert spans_of(bio(found, length)) == spans_of(bioes(found, length)) == found
