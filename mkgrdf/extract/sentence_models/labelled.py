"""Labelled sentences: files of one's own (CSV, JSONL) and Hu and Liu's pros and cons.

A row has ``text`` and ``kind`` or ``polarity`` or both; ``language`` (by the script, if it is not given) and
``group``, what belongs together and is never in training and held out at once: a product, say.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mkgrdf.errors import CatalogError
from mkgrdf.extract.kind_words import KINDS
from mkgrdf.text.language import detect

__all__ = [
    "HELD_OUT_TENTHS",
    "POLARITIES",
    "LabelledSentence",
    "is_held_out",
    "read_annotated",
    "read_labelled",
    "read_pros_and_cons",
]

POLARITIES: Final = ("negative", "positive")
_LINE = re.compile(r"<(Pros|Cons)>(.*?)</")
_MARKS = re.compile(r"\[([+-])(\d?)\]")
# The annotated reviews come cut into tokens: "it 's great , really ." -> "it's great, really."
_CLITIC = re.compile(r" ('s|n't|'m|'ve|'re|'ll|'d)\b")
_STOP = re.compile(r" ([.,!?;:])")

_PROS_AND_CONS = "pros and cons (Ganapathibhotla and Liu 2008, CC BY 4.0), eight tenths by hash"
_ANNOTATED = "annotated customer reviews (Hu and Liu 2004; Ding, Liu and Yu 2008; CC BY 4.0), products not held out"

HELD_OUT_TENTHS: Final = 2
"""So many tenths of the pros and cons, and of the annotated products, are never trained on."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with what is known of it; ``kind`` or ``polarity`` may be empty; ``origin`` goes into cards."""

    text: str
    language: str
    kind: str
    polarity: str
    group: str
    origin: str = ""


def is_held_out(key: str) -> bool:
    """Tell whether what has this key is kept for measuring: by the hash of the key in lower case, never by order."""
    digest = hashlib.sha256(key.lower().encode("utf-8")).hexdigest()
    return int(digest, 16) % 10 >= 10 - HELD_OUT_TENTHS


def read_labelled(path: Path) -> Iterator[LabelledSentence]:
    """Yield the labelled sentences of a CSV or JSONL file.

    Raises:
        CatalogError: the file is not there, is neither, or a row lacks its text or has a label that there is not.
    """
    for number, row in _rows(path):
        text = str(row.get("text") or "").strip()
        kind, polarity = (str(row.get(name) or "").strip() for name in ("kind", "polarity"))
        if not text:
            raise CatalogError("no text; expected a sentence in the column text", file=str(path), row=number)
        if kind and kind not in KINDS:
            message = f"{kind!r} is no kind of sentence; expected one of {', '.join(sorted(KINDS))}"
            raise CatalogError(message, file=str(path), row=number, column="kind")
        if polarity and polarity not in POLARITIES:
            message = f"{polarity!r} is no polarity; expected {' or '.join(POLARITIES)}, or nothing"
            raise CatalogError(message, file=str(path), row=number, column="polarity")
        language = str(row.get("language") or "") or detect(text) or ""
        if language not in ("en", "zh"):
            message = f"the language of {text[:30]!r} is {language or 'unknown'}; expected en or zh"
            raise CatalogError(message, file=str(path), row=number, column="language")
        yield LabelledSentence(text, language, kind, polarity, str(row.get("group") or text.casefold()), path.name)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    if not path.is_file():
        raise CatalogError("no such file; expected labelled sentences as CSV or JSONL", file=str(path))
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "text" not in (reader.fieldnames or ()):
                message = (
                    f"columns {', '.join(reader.fieldnames or ()) or 'none'}; expected text, kind, polarity, group"
                )
                raise CatalogError(message, file=str(path), row=1)
            for row in reader:
                yield reader.line_num, dict(row)
    elif path.suffix in (".jsonl", ".ndjson"):
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise CatalogError(f"not JSON: {error}", file=str(path), row=number) from error
            if not isinstance(row, dict):
                raise CatalogError(f"{line[:30]!r}; expected a JSON object", file=str(path), row=number)
            yield number, row
    else:
        message = f"a file of the kind {path.suffix or 'without ending'}; expected .csv or .jsonl"
        raise CatalogError(message, file=str(path))


def read_pros_and_cons(folder: Path, *, held_out: bool) -> Iterator[LabelledSentence]:
    """Yield the lines of ``IntegratedPros.txt`` and ``IntegratedCons.txt`` (Ganapathibhotla and Liu 2008).

    They are cut by the hash of the text in lower case, so a text is never on both sides, nor twice in different
    groups; ``held_out`` chooses the side.

    Raises:
        CatalogError: the files are not in ``folder``.
    """
    for name, polarity in (("IntegratedPros.txt", "positive"), ("IntegratedCons.txt", "negative")):
        path = folder / name
        if not path.is_file():
            raise CatalogError("no such file; expected the pros and cons of Hu and Liu", file=str(path))
        for line in path.read_text(encoding="latin-1").splitlines():
            found = _LINE.search(line)
            text = found.group(2).strip() if found else ""
            if text and is_held_out(text) == held_out:
                yield LabelledSentence(text, "en", "", polarity, text.casefold(), _PROS_AND_CONS)


def read_annotated(folders: Iterable[Path], *, held_out: bool) -> Iterator[LabelledSentence]:
    """Yield the sentences of annotated reviews (Hu and Liu 2004) whose marks add up to praise or to complaint.

    Each product is a group, and wholly on one side of the cut.

    Raises:
        CatalogError: there are no such files in a folder.
    """
    for folder in folders:
        paths = [path for path in sorted(folder.glob("*.txt")) if path.name != "README.txt"]
        if not paths:
            raise CatalogError("no *.txt; expected annotated reviews, feature[+2]##sentence", file=str(folder))
        for path in paths:
            if is_held_out(path.stem) != held_out:
                continue
            for line in path.read_text(encoding="latin-1").splitlines():
                tags, mark, text = line.partition("##")
                total = sum(int(sign + (size or "1")) for sign, size in _MARKS.findall(tags))
                if mark and total:
                    plain = _STOP.sub(r"\1", _CLITIC.sub(r"\1", text.strip()))
                    polarity = "positive" if total > 0 else "negative"
                    yield LabelledSentence(plain, "en", "", polarity, path.stem, _ANNOTATED)
