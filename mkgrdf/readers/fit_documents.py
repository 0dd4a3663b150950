"""What every document goes through before anything is stored, whichever reader it comes from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mkgrdf.readers.interface import ReadOptions
from mkgrdf.records import Document, DocumentKind
from mkgrdf.text.masking import mask, mask_edits
from mkgrdf.text.offset_map import MappedText

__all__ = ["fit"]


def fit(document: Document, options: ReadOptions, own: Collection[str]) -> Document:
    """Return ``document`` with masks for personal data, about products that somebody knows.

    ``own`` are the products of the document's source so far; see :class:`ReadOptions` for what is masked and known.
    """
    if options.products is not None:
        known = tuple(one for one in document.products if one in own or one in options.products)
        document = document if known == document.products else replace(document, products=known)
    if options.titles_in_text and document.kind is DocumentKind.REVIEW and document.title is not None:
        beginning = document.title.rstrip(" .!…。！").casefold()
        if not document.text.casefold().startswith(beginning) and document.places is None:
            document = replace(document, text=f"{document.title}\n{document.text}")
    return _masked(document, options) if options.mask else document


def _masked(document: Document, options: ReadOptions) -> Document:
    language, public = document.language, options.public_accounts
    named = {one.removeprefix("@").casefold() for one in public}
    accounts = tuple(one for one in document.accounts if one.casefold() in named)
    title = None if document.title is None else mask(document.title, language, public)
    hashtags = tuple(dict.fromkeys(mask(one, language, public) for one in document.hashtags))
    edits = mask_edits(document.text, language, public)
    if not edits and (title, hashtags, accounts) == (document.title, document.hashtags, document.accounts):
        return document
    text, places = document.text, document.places
    if places is not None:
        mapped = MappedText(text, places).edited(edits)
        text, places = mapped.text, mapped.places
    elif edits:
        text = mask(text, language, public)
    return replace(document, text=text, places=places, title=title, hashtags=hashtags, accounts=accounts)
