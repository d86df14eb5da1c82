"""Kinds of sources as people name them: "state media", "groupes armés", "вооружённые группировки"."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from rdflib import URIRef

from kg.languages import normalize
from kg.languages.profile import LABEL_LANGUAGE, data, optional_data, supported
from kg.model import AgentType, SourceKind
from kg.model.vocab import concept
from kg.propositions.verdicts.source_scope import KINDS, UNNAMED


def kind_of(value: str, languages: tuple[str, ...] | None = None) -> str | None:
    """The kind of source that words stand for, or its name as it is: "state-media"; None where they stand for none."""
    if value in KINDS:
        return value
    known = (_named(language).get(normalize.words(value, language)) for language in languages or supported())
    return next(filter(None, known), None)


def kind_iri(kind: str) -> URIRef:
    """The concept of a kind of source, one of ``kg.propositions.verdicts.source_scope.KINDS``."""
    return concept(SourceKind.UNNAMED if kind == UNNAMED else AgentType(kind))


def kind_label(kind: str, language: str) -> str:
    """How a language names a kind of source: the first of its names, in English where it has none."""
    own = optional_data(language, "questions").get("kinds", {}).get(kind)
    return str(own or data(LABEL_LANGUAGE, "questions")["kinds"][kind]).split(" | ")[0]


@functools.cache
def _named(language: str) -> Mapping[tuple[str, ...], str]:
    """The kinds by their names, as ``kg/languages/<language>/questions.toml`` lists them."""
    listed: Mapping[str, str] = optional_data(language, "questions").get("kinds", {})
    return {normalize.words(form, language): kind for kind, forms in listed.items() for form in forms.split(" | ")}
