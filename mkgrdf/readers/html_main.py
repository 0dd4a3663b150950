"""What of a web page is about its product, and what is the shop around it: menus, cookie banners, footers, offers.

Three signs, in this order: what elements are (``nav``, ``footer``, ``role="search"``, hidden), what they are called
(``class="cookie-banner"``), and whether they are mostly links. No element that holds the page's main heading is taken
for the shop around it, and none with most of the text for its name alone.
"""

from __future__ import annotations

import re

from mkgrdf.readers.html_tree import Element, Text, names

__all__ = ["MainContent", "find_main"]

_NEVER = names(
    "aside audio button canvas dialog footer form iframe menu nav noscript object script select style svg template "
    "textarea title video"
)
_ROLES = names(
    "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search tablist toolbar"
)
_CALLED = names(
    """
    ad ads advert advertisement basket breadcrumb breadcrumbs cart comment comments consent cookie cookies copyright
    crosssell footer gdpr login megamenu menu minicart modal nav navbar navigation newsletter overlay pager pagination
    popup promo recommendation recommendations recommended related review reviews search share sharing sidebar signin
    skip social sponsored subscribe testimonials toolbar upsell viewed wishlist
    """
)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_LINK_SHARE = 0.7
"""A list or section of this share of linked text, and of three links or more, is a menu."""
_FEWEST_LINKS = 3
_MENUS = names("div dl ol p section table ul")
_MOST_TEXT = 0.6
"""What holds this share of a page's text is not the shop around it, whatever it is called."""


class MainContent:
    """The main content of a page: ``element`` without what :meth:`skip` says."""

    def __init__(self, element: Element, lengths: dict[int, tuple[int, int, int]], heading: Element | None) -> None:
        self.element = element
        self._lengths = lengths
        self._all = max(lengths.get(id(element), (0, 0, 0))[0], 1)
        self._holds_heading: set[int] = set()
        while heading is not None:
            self._holds_heading.add(id(heading))
            heading = heading.parent

    def length_of(self, element: Element) -> int:
        """Return how long the text in an element is, in characters of the source."""
        return self._lengths.get(id(element), (0, 0, 0))[0]

    def skip(self, element: Element) -> bool:
        """Tell whether ``element`` is no part of the main content, with all that is in it."""
        if id(element) in self._holds_heading:
            return False
        if element.name in _NEVER:
            return True
        named = bool(element.attributes)
        if named and (element.get("role").lower() in _ROLES or is_hidden(element)):
            return True
        length, linked, links = self._lengths.get(id(element), (0, 0, 0))
        if length > _MOST_TEXT * self._all:
            return False
        if named and not _CALLED.isdisjoint(parts_of_names(element)):
            return True
        return element.name in _MENUS and links >= _FEWEST_LINKS and linked >= _LINK_SHARE * length


def is_hidden(element: Element) -> bool:
    """Tell whether the page itself hides an element."""
    attributes = element.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN.search(attributes.get("style", "").lower()) is not None
    )


def parts_of_names(element: Element) -> set[str]:
    """Return the words that the classes and the id of an element are made of: ``cookieBar`` is cookie and bar."""
    called = f"{element.get('class')} {element.get('id')}"
    return {part.lower() for part in _NAME_PARTS.findall(called)} if called != " " else set()


def find_main(page: Element) -> MainContent:
    """Return the main content of a page: its ``<main>``, else the product or article that it marks, else all of it."""
    lengths = _measure(page)
    elements = list(page.elements())
    headings = [element for element in elements if element.name == "h1" and not is_hidden(element)]
    heading = headings[0] if headings else None
    all_text = max(lengths[id(page)][0], 1)
    marked = (
        [one for one in elements if one.name == "main" or one.get("role").lower() == "main"],
        [one for one in elements if one.get("itemtype").rstrip("/").rpartition("/")[2] in {"Product", "ProductGroup"}],
        [one for one in elements if one.name == "article"],
    )
    for found in marked:
        # Several of a kind, or one with next to no text, mark a list of products or something else altogether.
        if len(found) == 1 and lengths[id(found[0])][0] * 20 > all_text:
            return MainContent(found[0], lengths, heading)
    return MainContent(page, lengths, heading)


def _measure(page: Element) -> dict[int, tuple[int, int, int]]:
    """Return for each element, by its ``id()``, how long its text is, how much of it is linked, and how many links."""
    order = [page, *page.elements()]
    length = dict.fromkeys(map(id, order), 0)
    linked = dict.fromkeys(length, 0)
    links = dict.fromkeys(length, 0)
    # Children stand behind their parents in the order of the page, so backwards each is complete when it is added up.
    for element in reversed(order):
        key = id(element)
        if element.name not in {"script", "style", "noscript", "template", "svg"}:
            length[key] += sum(child.end - child.start for child in element.children if isinstance(child, Text))
        if element.name == "a":
            linked[key], links[key] = length[key], 1
        if element.parent is not None:
            above = id(element.parent)
            length[above] += length[key]
            linked[above] += linked[key]
            links[above] += links[key]
    return {key: (length[key], linked[key], links[key]) for key in length}
