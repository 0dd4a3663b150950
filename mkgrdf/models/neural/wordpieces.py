"""The tokenizer of a checkpoint: its own, or one made of a bare vocabulary of word pieces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkgrdf.errors import ModelError
from mkgrdf.models.neural.software import transformers

__all__ = ["load_tokenizer", "pieces_of_words"]

_MOST_PIECES = 8
"""Of one word: a long link or a run of signs must not push its sentence out of the window."""


def load_tokenizer(folder: Path) -> Any:
    """Return the tokenizer of the checkpoint in ``folder``, one that knows offsets.

    A folder without ``tokenizer.json`` but with a ``vocab.txt`` (or AliceMind's ``ch_vocab.txt``) gets a word-piece
    tokenizer that folds case if its ``tokenizer_config.json`` says so, or, without one, if the vocabulary has no
    capital letter.

    Raises:
        ModelError: there is no tokenizer, or one without offsets.
    """
    if not (folder / "tokenizer.json").is_file():
        vocabularies = sorted(folder.glob("*vocab.txt"))
        if len(vocabularies) == 1:
            return _from_vocabulary(vocabularies[0], folder)
    try:
        tokenizer = transformers().AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelError(
            f"no tokenizer in {folder}: {str(error).splitlines()[0]}; expected tokenizer.json or vocab.txt"
        ) from error
    if not tokenizer.is_fast:
        raise ModelError(
            f"the tokenizer in {folder} ({type(tokenizer).__name__}) cannot say where its pieces stand in the text; "
            "save it as tokenizer.json"
        )
    return tokenizer


def _from_vocabulary(path: Path, folder: Path) -> Any:
    words = path.read_text(encoding="utf-8").split("\n")
    while words and not words[-1]:
        words.pop()
    vocabulary = {word.rstrip("\r"): number for number, word in enumerate(words)}
    missing = [word for word in ("[PAD]", "[UNK]", "[CLS]", "[SEP]") if word not in vocabulary]
    if missing:
        raise ModelError(f"{path} lacks {', '.join(missing)}; expected a vocabulary of word pieces, one a line")
    stated = folder / "tokenizer_config.json"
    said = json.loads(stated.read_text(encoding="utf-8")) if stated.is_file() else {}
    plain = not any(
        character.isascii() and character.isupper()
        for word in vocabulary
        if not (word.startswith("[") and word.endswith("]"))
        for character in word
    )
    return transformers().BertTokenizer(vocab=vocabulary, do_lower_case=bool(said.get("do_lower_case", plain)))


def pieces_of_words(tokenizer: Any, sentences: Sequence[Sequence[str]]) -> list[list[list[int]]]:
    """Return, for each word of each sentence, the numbers of its pieces, at least one and at most eight.

    A word that the tokenizer drops (a zero-width sign, say) is unknown rather than gone, so words stay countable.
    """
    filled = [list(sentence) for sentence in sentences]
    found: list[list[list[int]]] = [[[] for _ in sentence] for sentence in filled]
    places = [number for number, sentence in enumerate(filled) if sentence]
    if not places:
        return found
    encoded = tokenizer([filled[number] for number in places], is_split_into_words=True, add_special_tokens=False)
    for row, number in enumerate(places):
        for word, piece in zip(encoded.word_ids(row), encoded["input_ids"][row], strict=True):
            if word is not None and len(found[number][word]) < _MOST_PIECES:
                found[number][word].append(piece)
        for pieces in found[number]:
            if not pieces:
                pieces.append(tokenizer.unk_token_id)
    return found
