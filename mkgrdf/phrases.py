"""Wording by language: phrasings that say the same, from ``templates/<language>.yaml`` of a package, chosen by a seed.

Each such file maps a purpose to a list of Jinja2 templates, and ``currencies`` from ISO 4217 codes to the way in which
an amount is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import jinja2
import yaml

from mkgrdf.errors import SettingsError
from mkgrdf.iris import content_key

__all__ = ["Phrases", "load_phrases", "pick"]

Choice = TypeVar("Choice")


def pick(options: Sequence[Choice], seed: int, purpose: str) -> Choice:
    """Return one of ``options``, always the same for the same seed and purpose; seed 0 takes the first."""
    if seed == 0:
        return options[0]
    return options[int(content_key("pick", seed, purpose), 16) % len(options)]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrasings of one language. ``digest`` changes with their text."""

    language: str
    digest: str
    templates: Mapping[str, tuple[jinja2.Template, ...]]
    currencies: Mapping[str, str]

    def say(self, name: str, seed: int, *, turn: int = 0, **values: object) -> str:
        """Return one phrasing of ``name`` with ``values`` put in; each further ``turn`` takes another one.

        Raises:
            jinja2.UndefinedError: the phrasing wants a value that was not given.
        """
        options = self.templates[name]
        turned = options[turn % len(options) :] + options[: turn % len(options)]
        template = pick(turned, seed, f"{self.language} {name}")
        return " ".join(template.render(**values).split())

    def money(self, amount: Decimal, currency: str) -> str:
        """Return an amount as this language writes it; the digits are those of the graph."""
        written = format(amount, "f")
        whole, _, cents = written.partition(".")
        written = f"{whole}.{cents.ljust(2, '0')}" if cents.strip("0") else whole
        pattern = self.currencies.get(currency, self.currencies["other"])
        return pattern.replace("AMOUNT", written).replace("CODE", currency)


def _languages(package: str) -> tuple[str, ...]:
    names = (entry.name for entry in (files(package) / "templates").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def _capital(text: str) -> str:
    """Return ``text`` as a sentence begins; the rest keeps its capitals, unlike with Jinja's ``capitalize``."""
    return text[:1].upper() + text[1:]


@cache
def load_phrases(package: str, language: str) -> Phrases:
    """Return the phrasings of ``package`` (e.g. ``mkgrdf.script``) in ``language``; for ``zh-cn`` those of ``zh``.

    Raises:
        SettingsError: there are none; lists the languages that there are.
    """
    main = language.lower().partition("-")[0]
    languages = _languages(package)
    if main not in languages:
        raise SettingsError(
            "language",
            language,
            f"one that there are phrasings for: {', '.join(languages)} "
            f"(a further language is a file in {package.replace('.', '/')}/templates)",
        )
    text = (files(package) / "templates" / f"{main}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    # No HTML comes out of this, so nothing is escaped; what a template does not get is an error, never a blank.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters["capital"] = _capital
    currencies = content.pop("currencies", {})
    templates = {name: tuple(map(environment.from_string, options)) for name, options in content.items()}
    return Phrases(main, content_key(text), templates, currencies)
