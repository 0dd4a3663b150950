"""The contexts of JSON-LD (JSON-LD 1.1, section 4.1), as far as people write them into a file by hand.

Known are terms (as text, or as object with ``@id``, ``@type``, ``@language`` and the containers ``@list``, ``@set`` and
``@language``), prefixes, aliases of keywords, ``@vocab``, ``@base`` and ``@language``. Anything else, such as a context
inside a term, makes the places in the file untellable; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mkgrdf.shacl.locate.json_text import Items, Json, Members, Scalar
from mkgrdf.shacl.locate.placed import Unplaceable
from mkgrdf.shacl.locate.tokens import resolve

__all__ = ["Context", "Term"]

_HARMLESS = ("@version", "@protected")
_CONTAINERS = frozenset({None, "@list", "@set", "@language"})


@dataclass(frozen=True, slots=True)
class Term:
    """What a context says of a term. ``iri`` may be a keyword, or ``None`` where the term is to stand for nothing.

    ``language`` is ``""`` where the context says that there is none.
    """

    iri: str | None
    type: str | None = None
    language: str | None = None
    container: str | None = None
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The active context at some place of a document."""

    base: str
    vocabulary: str | None = None
    language: str | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)

    def within(self, said: Json | None) -> Context:
        """Return the context that holds where ``said`` is the value of ``@context``.

        Raises:
            Unplaceable: it says what is not known here.
        """
        if said is None:
            return self
        if isinstance(said, Items):
            context = self
            for item in said.items:
                context = context.within(item)
            return context
        if isinstance(said, Scalar):
            if said.value is None and said.raw is None:
                return Context(self.base)
            raise Unplaceable
        return self._with(said)

    def _with(self, said: Members) -> Context:
        context = self
        texts = {name: value.value for name, _, value in said.members if isinstance(value, Scalar)}
        if isinstance(base := texts.get("@base"), str):
            context = replace(context, base=resolve(base, context.base).value)
        if "@language" in texts:
            language = texts["@language"]
            context = replace(context, language=language if isinstance(language, str) else None)
        definitions = {name: value for name, _, value in said.members if not name.startswith("@")}
        rest = {name for name, _, _ in said.members} - definitions.keys() - {"@base", "@language", "@vocab", *_HARMLESS}
        if rest:
            raise Unplaceable
        # A term may use another one of the same context, in whatever order they stand.
        for _ in range(3):
            if "@vocab" in texts and texts["@vocab"] is None:
                context = replace(context, vocabulary=None)
            if isinstance(vocabulary := texts.get("@vocab"), str):
                above = replace(context, vocabulary=self.vocabulary)
                context = replace(above, vocabulary=above.iri(vocabulary) or resolve(vocabulary, above.base).value)
            terms = {name: context.term(name, value) for name, value in definitions.items()}
            context = replace(context, terms={**context.terms, **terms})
        return context

    def term(self, name: str, said: Json) -> Term:
        """Return the term ``name`` as ``said`` defines it."""
        if isinstance(said, Scalar):
            iri = self.iri(said.value) if isinstance(said.value, str) else None
            return Term(iri, is_prefix=iri is not None and iri[-1:] in ":/?#[]@")
        if not isinstance(said, Members) or not {key for key, _, _ in said.members} <= {
            "@id",
            "@type",
            "@language",
            "@container",
            "@prefix",
            "@protected",
        }:
            raise Unplaceable
        texts = {key: value.value for key, _, value in said.members if isinstance(value, Scalar)}
        container, type_, id_ = texts.get("@container"), texts.get("@type"), texts.get("@id", name)
        if container not in _CONTAINERS or isinstance(said.get("@container"), Items):
            raise Unplaceable
        expanded = self.iri(id_) if isinstance(id_, str) else None
        tag = texts.get("@language")
        return Term(
            expanded,
            type=self.iri(type_) if isinstance(type_, str) else None,
            language=tag if isinstance(tag, str) else "" if "@language" in texts else None,
            container=container if isinstance(container, str) else None,
            is_prefix=texts.get("@prefix") is True,
        )

    def iri(self, text: str) -> str | None:
        """Return the IRI or keyword that ``text``, a key or a type, stands for; ``None`` if it stands for none."""
        if text.startswith("@"):
            return text
        if text in self.terms:
            return self.terms[text].iri
        prefix, colon, local = text.partition(":")
        if colon:
            return self._compact(prefix, local, text)
        return None if self.vocabulary is None else self.vocabulary + text

    def _compact(self, prefix: str, local: str, text: str) -> str:
        if prefix == "_" or local.startswith("//") or prefix not in self.terms:
            return text
        namespace = self.terms[prefix]
        if namespace.iri is None or not namespace.is_prefix:
            raise Unplaceable
        return namespace.iri + local

    def reference(self, text: str) -> str:
        """Return the IRI (or the ``_:`` label) that ``text``, the value of ``@id``, stands for."""
        prefix, colon, local = text.partition(":")
        if colon:
            expanded = self._compact(prefix, local, text)
            return expanded if expanded != text or prefix == "_" else resolve(text, self.base).value
        return resolve(text, self.base).value
