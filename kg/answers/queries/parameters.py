"""From what a person types for a parameter to the term that is bound: words never enter a query as text."""

from __future__ import annotations

import datetime
import difflib
import functools
import re

from rdflib import Literal, URIRef

from kg.answers.queries.header import Kind, Parameter
from kg.answers.queries.source_kinds import kind_iri, kind_of
from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import term
from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Agent, edtf
from kg.model.errors import BadParameter, InputError
from kg.model.vocab import KG, PREFIXES
from kg.sources import offices
from kg.sources.countries import country_of, load_countries
from kg.sources.places import Gazetteer
from kg.sources.registry import Registry
from kg.text.times import Times

_LONGEST = 200  # characters of a value
_YEARS = re.compile(r"^([0-9]{4}) ?[-–—] ?([0-9]{4})$")
_CURIE = re.compile(r"([a-z]+):(?!//)(\S+)")
_VARIANTS = ("origin", "bottleneck", "closed")
_VERDICTS = ("yes", "no", "undetermined")
_SURENESS = ("yes", "undetermined")


def resolve(parameter: Parameter, value: str, registry: Registry) -> URIRef | Literal:
    """The term for a value.

    Raises:
        BadParameter: the value is not of the parameter's type, or is not known.
    """
    given = value.strip()
    if not given or len(given) > _LONGEST:
        raise _bad(parameter, value[:60], f"1 to {_LONGEST} characters", "Give a shorter value, or any at all.")
    if parameter.kind is Kind.COUNTRY:
        return _country(parameter, given)
    if parameter.kind is Kind.SOURCE and (kind := kind_of(given)):
        return kind_iri(kind)
    if parameter.kind in (Kind.AGENT, Kind.SOURCE):
        return _agent(parameter, given, registry)
    if parameter.kind is Kind.INTEGER:
        return _integer(parameter, given)
    if parameter.kind is Kind.VARIANT:
        return KG[f"{_one_of(parameter, given, _VARIANTS)}-variant"]
    if parameter.kind is Kind.VERDICT:
        return KG[_one_of(parameter, given, _VERDICTS)]
    if parameter.kind is Kind.SURENESS:
        return KG[_one_of(parameter, given, _SURENESS)]
    if parameter.kind is Kind.PERIOD:
        return _period(parameter, given)
    return _text(parameter, place_label(given) or given if parameter.kind is Kind.PLACE else given)


def _bad(parameter: Parameter, value: str, expected: str, fix: str) -> BadParameter:
    return BadParameter(f"{parameter.name} = {value}", expected, fix)


def _integer(parameter: Parameter, value: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise _bad(parameter, value, "a whole number", "Write 3.")
    return literals.integer(int(value))


def _one_of(parameter: Parameter, value: str, allowed: tuple[str, ...]) -> str:
    if value.casefold() not in allowed:
        raise _bad(parameter, value, f"one of {', '.join(allowed)}", "Write one of these.")
    return value.casefold()


def _text(parameter: Parameter, value: str) -> Literal:
    try:
        return literals.text(value)
    except InputError as error:
        raise _bad(parameter, ascii(value), error.expected, error.fix) from error


def _period(parameter: Parameter, value: str) -> Literal:
    found = period_of(value)
    if found is None:
        expected = "a day, a month, a year or an interval of them, with its year"
        raise _bad(parameter, value, expected, "Write 2017-09, September 2017 or 2017-09-03/2017-09-05.")
    return literals.text(found)


def period_of(value: str, languages: tuple[str, ...] | None = None) -> str | None:
    """The period that words with a year of their own stand for, in EDTF; None where they stand for none."""
    period = _YEARS.sub(r"\1/\2", value)
    try:
        edtf.days(period)
    except InputError:
        return _said_period(value, languages or supported())
    return period


def _said_period(value: str, languages: tuple[str, ...]) -> str | None:
    for language in languages:
        for words in (value, value.title()):
            found = Times(None).read(words, language)
            if len(found) == 1 and found[0].text == words and found[0].value:
                return found[0].value
    return None


def ends(name: str, period: str) -> dict[str, Literal]:
    """The first and the last day of a period, as a query names them; an open side lies beyond all days."""
    first, last = edtf.days(period)
    return {
        f"{name}_first": literals.date((first or datetime.date.min).isoformat()),
        f"{name}_last": literals.date((last or datetime.date.max).isoformat()),
    }


def _country(parameter: Parameter, value: str) -> URIRef:
    code = country_code(value.removeprefix(PREFIXES["country"]).removeprefix("country:"))
    if code is None:
        expected = "a country by its ISO code or its name"
        raise _bad(parameter, value, expected, "Write RU or Russia.")
    return iris.country(code)


def country_code(value: str, languages: tuple[str, ...] | None = None) -> str | None:
    """The ISO code of a country by code, name or adjective; None where the languages do not agree on one."""
    codes = load_countries(LABEL_LANGUAGE).countries
    if value in codes:
        return value
    found = {code for language in languages or supported() if (code := country_of(value, language))}
    if len(found) == 1:
        return found.pop()
    return value.upper() if not found and value.upper() in codes else None


def _agent(parameter: Parameter, value: str, registry: Registry) -> URIRef:
    if (iri := _iri(value)) is not None:
        return iri
    found = agent_of(value, registry)
    if found is None:
        near = difflib.get_close_matches(value, [agent.label for agent in registry.agents], n=3, cutoff=0.6)
        hint = f"Perhaps {', '.join(near)}. " if near else ""
        fix = f"{hint}For a speaker outside the registry give the IRI: kg query unregistered-speakers --format csv."
        raise _bad(parameter, value, "a source by its id, name or IRI", fix)
    return iris.registered_agent(found.id)


def _iri(value: str) -> URIRef | None:
    """An IRI as it is, or written with a prefix of the vocabulary."""
    short = _CURIE.fullmatch(value)
    if short and short[1] in PREFIXES:
        value = PREFIXES[short[1]] + short[2]
    if not re.match(r"https?://", value):
        return None
    try:
        term(URIRef(value))
    except InputError:
        return None
    return URIRef(value)


def agent_of(value: str, registry: Registry, languages: tuple[str, ...] | None = None) -> Agent | None:
    """The source that a name stands for: its id, a handle, an alias, or the words for an office of a state."""
    found = registry.get(value) or (registry.by_handle(value) if value.startswith("@") else None)
    for language in languages or supported():
        found = found or registry.by_alias(value, language, any_case=True)
    for language in languages or supported():
        reading = None if found else offices.parse(value, language)
        made = offices.agent_for(reading, registry) if reading else None
        found = found or (made if made and made.registered else None)
    return found


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


@functools.lru_cache(maxsize=256)
def place_label(value: str) -> str | None:
    """The label under which the gazetteer knows a place, whatever language it is written in."""
    found = {
        place.label
        for language in supported()
        for start, end, place in _gazetteer().find(value, language)
        if (start, end) == (0, len(value))
    }
    return found.pop() if len(found) == 1 else None
