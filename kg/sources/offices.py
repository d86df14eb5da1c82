"""Reads a mention as an office of a state: "le ministère russe de la Défense" is the ministry of defence of Russia.

Country and office are looked up apart and put together, so that no table lists every order of words. What is not
wholly understood is no office: "une source au ministère", "l'armée syrienne libre", "vice-ministre".
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kg.languages.profile import FOLDER, LABEL_LANGUAGE, optional_data, supported
from kg.model import Affiliation, Agent, AgentType, Link
from kg.sources.countries import (
    CountryLexicon,
    CountryWords,
    Key,
    Naming,
    WrittenWord,
    country_of,
    is_written_as_name,
    load_countries,
    tokens_of,
)
from kg.sources.registry import Registry

__all__ = ["OfficeLexicon", "OfficeReading", "agent_for", "country_of", "load_offices", "office_kind", "parse"]


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """An office, whose it is (None: the words do not say), and where an embassy is. Countries are ISO codes."""

    office: str
    country: str | None = None
    host: str | None = None
    spokesperson: bool = False  # the mention is of someone who speaks for the office


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """What an office is in any language. ``body`` is the office that its holder speaks for, of a person."""

    type: AgentType
    link: Link
    body: str | None = None
    host: bool = False  # has its seat in another country


@dataclass(frozen=True, slots=True)
class Row:
    """What a phrase means beside which countries; ``owner`` when it names the office of one country by itself."""

    office: str
    bound: bool = False
    countries: frozenset[str] = frozenset()  # empty: any
    owner: str | None = None

    def fits(self, country: str | None) -> bool:
        """Whether the phrase may mean this office beside a country, or beside none."""
        if self.owner:
            return country in (None, self.owner)
        return country in self.countries if self.countries else bool(country) or not self.bound


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language joins an office and a country; what each field does is said in ``offices.toml``."""

    function: frozenset[str]
    articles: frozenset[str]
    indefinite: frozenset[str]
    introducers: frozenset[str]
    host: frozenset[str]
    country_first: bool
    country_after: bool
    spokesperson_last: bool
    harmless: frozenset[str]

    def key(self, words: tuple[WrittenWord, ...] | str) -> Key:
        """The keys of the words that count."""
        tokens = tokens_of(words) if isinstance(words, str) else words
        return tuple(token.key for token in tokens if token.key not in self.function)


@dataclass(frozen=True, slots=True)
class StateWords:
    """Offices that are a state's wherever there is one, in lemmas and forms, and what tells that one is of no state."""

    persons: frozenset[str] = frozenset()  # a minister, an ambassador
    local_persons: frozenset[str] = frozenset()  # whose place tells the state: a governor
    deputies: frozenset[str] = frozenset()  # before the office that they are deputies of
    denied: frozenset[str] = frozenset()  # what is of no state that has all this: a rebel, an exile
    officials: frozenset[str] = frozenset()  # who is an organ's by his calling, once a country is told: a diplomat
    holders: frozenset[str] = frozenset()  # who is an organ's where one is told: a source, an officer
    organs: frozenset[str] = frozenset()  # words of organs, nouns and adjectives: army, military
    local_organs: frozenset[str] = frozenset()  # of these, what a state has in its towns: police
    harmless: frozenset[str] = frozenset()  # what changes nothing beside them: senior, regional
    places: frozenset[str] = frozenset()  # prepositions of where somebody is


@dataclass(frozen=True, slots=True)
class OfficeLexicon:
    """The phrases of one language, as keys without the words that do not count, and what they mean."""

    grammar: Grammar
    countries: CountryLexicon
    phrases: dict[Key, tuple[Row, ...]]  # those bound to certain countries first
    capital: frozenset[Key]  # what a capital may stand beside
    metonyms: dict[Key, Row]
    spokespersons: frozenset[Key]
    attributive: dict[Key, Row]  # "presidential", said of a spokesperson
    labels: dict[str, str]
    state: StateWords


@functools.lru_cache(maxsize=4096)
def parse(mention: str, language: str) -> OfficeReading | None:
    """The office that a mention stands for; None unless every word before the first comma is understood.

    Raises:
        LanguageError: the language has no folder.
    """
    lexicon = load_offices(language)
    if lexicon is None:
        return None
    tokens = tokens_of(mention.partition(",")[0])
    indefinite = bool(tokens) and tokens[0].key in lexicon.grammar.indefinite
    if indefinite or (tokens and tokens[0].key in lexicon.grammar.articles):
        tokens = tokens[1:]
    reading = _metonym(lexicon, tokens) or _composed(lexicon, tokens) or _alone(lexicon, tokens)
    return None if reading and indefinite and not reading.spokesperson else reading


def office_in(mention: str, language: str, country: str) -> Row | None:
    """What a mention without a country names, were it an office of a certain country: ``la chancelière``, of DE.

    ``countries`` of the row tells whether few states have an office of that name.

    Example:
        >>> office_in("la chancelière", "fr", "DE").office
        'prime-minister'
    """
    lexicon = load_offices(language)
    if lexicon is None:
        return None
    tokens = tokens_of(mention.partition(",")[0])
    if tokens and tokens[0].key in lexicon.grammar.articles:
        tokens = tokens[1:]
    rows = lexicon.phrases.get(lexicon.grammar.key(tokens), ())
    return next((row for row in rows if row.fits(country)), None)


def _metonym(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...]) -> OfficeReading | None:
    """A name of an office that holds its country's name, or none: "le Kremlin", "Банк России"."""
    for key, spokesperson in _keys(lexicon, lexicon.grammar.key(tokens)):
        row = lexicon.metonyms.get(key)
        if row and is_written_as_name(tokens):
            return OfficeReading(row.office, row.owner, None, spokesperson)
    return None


def _composed(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...]) -> OfficeReading | None:
    """An office and at most one country, with the country that an embassy is in at the end."""
    found = lexicon.countries.find(tokens)
    host = _host(lexicon, tokens, found)
    owners = found[:-1] if host else found
    if len({words.code for words in owners}) > 1 or not all(stands_well(lexicon, tokens, words) for words in owners):
        return None
    seat = found[-1].code if host else None
    end = host or len(tokens)
    rest = tuple(token for at, token in enumerate(tokens[:end]) if not any(w.start <= at < w.stop for w in owners))
    for key, spokesperson in _keys(lexicon, lexicon.grammar.key(rest)):
        row = _row(lexicon, key, owners, spokesperson)
        named = row and (not row.owner or is_written_as_name(rest))
        if row and named and (office_kind(row.office).host or not seat):
            country = owners[0].code if owners else row.owner
            return OfficeReading(row.office, country, seat, spokesperson)
    return None


def _alone(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...]) -> OfficeReading | None:
    """A country or a capital that speaks by itself is its government: "Moscou", "la Russie"."""
    rest = tuple(token for token in tokens if token.key not in lexicon.grammar.harmless)
    while rest and rest[0].key in lexicon.grammar.function and not lexicon.countries.senses(rest):  # La Havane
        rest = rest[1:]
    senses = lexicon.countries.senses(rest)
    if len(senses) != 1 or not is_written_as_name(rest):
        return None
    code, sorts = next(iter(senses.items()))
    speaks = bool(sorts & {Naming.NAME, Naming.CAPITAL}) and Naming.AMBIGUOUS not in sorts
    return OfficeReading("government", code) if speaks else None


def _row(lexicon: OfficeLexicon, key: Key, owners: tuple[CountryWords, ...], spokesperson: bool) -> Row | None:
    country = owners[0].code if owners else None
    if any(words.sorts == {Naming.CAPITAL} for words in owners) and key not in lexicon.capital:
        return None
    rows = [*lexicon.phrases.get(key, ())]
    for table in (lexicon.metonyms, lexicon.attributive if spokesperson else {}):
        rows.extend([table[key]] if key in table else [])
    return next((row for row in rows if row.fits(country)), None)


def _keys(lexicon: OfficeLexicon, key: Key) -> Iterator[tuple[Key, bool]]:
    """What may be an office's phrase: the words, and the words without a spokesperson or "official"."""
    bare = tuple(word for word in key if word not in lexicon.grammar.harmless)
    for words in dict.fromkeys((key, bare)):
        yield words, False
    for words in dict.fromkeys((key, bare)):
        for cut in range(1, len(words)):
            if words[:cut] in lexicon.spokespersons:
                yield words[cut:], True
            if lexicon.grammar.spokesperson_last and words[cut:] in lexicon.spokespersons:
                yield words[:cut], True


def _host(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...], found: tuple[CountryWords, ...]) -> int | None:
    """Where the words begin that say in which country an embassy is, if the mention ends with such words."""
    if not found or found[-1].stop != len(tokens) or found[-1].sorts == {Naming.ADJECTIVE}:
        return None
    before = _before(lexicon, tokens, found[-1].start)
    return before if before is not None and tokens[before].key in lexicon.grammar.host else None


def stands_well(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...], words: CountryWords) -> bool:
    """Whether a country's words stand where they can say whose an office is: not in "the president Jordan"."""
    if words.is_adjective():
        return True
    if not is_written_as_name(tokens[words.start : words.stop]):
        return False
    before = _before(lexicon, tokens, words.start)
    if before is None:
        return lexicon.grammar.country_first
    return lexicon.grammar.country_after or tokens[before].key in lexicon.grammar.introducers


def _before(lexicon: OfficeLexicon, tokens: tuple[WrittenWord, ...], at: int) -> int | None:
    """The word before a country's name, its article left out: "de" in "de la Russie"."""
    skipped = lexicon.grammar.function - lexicon.grammar.introducers
    return next((before for before in range(at - 1, -1, -1) if tokens[before].key not in skipped), None)


@functools.cache
def _kinds() -> dict[str, OfficeKind]:
    with (FOLDER / "offices.toml").open("rb") as handle:
        rows = tomllib.load(handle)
    return {
        office: OfficeKind(AgentType(row["type"]), Link(row["link"]), row.get("body"), row.get("host", False))
        for office, row in rows.items()
    }


def office_kind(office: str) -> OfficeKind:
    """What an office is: the sort of agent, its link to its state by definition, the body of a holder."""
    return _kinds()[office]


@functools.cache
def load_offices(language: str) -> OfficeLexicon | None:
    """The offices of a language, from the ``offices.toml`` of its folder; None where it has none.

    Raises:
        LanguageError: the language has no folder.
    """
    raw = optional_data(language, "offices")
    if not raw:
        return None
    grammar, spoken = _grammar(raw["grammar"]), raw["spokesperson"]
    return OfficeLexicon(
        grammar,
        load_countries(language),
        phrases=_phrases(grammar, raw["offices"]),
        capital=frozenset(grammar.key(form) for row in raw["offices"].values() for form in row.get("capital", ())),
        metonyms={
            grammar.key(form): Row(row["office"], owner=row["country"])
            for row in raw["metonyms"]
            for form in row["names"]
        },
        spokespersons=frozenset(map(grammar.key, spoken["nouns"])),
        attributive={grammar.key(form): Row(office) for form, office in spoken["attributive"].items()},
        labels={office: row["label"] for office, row in raw["offices"].items()},
        state=StateWords(**{name: frozenset(words.split()) for name, words in raw.get("state", {}).items()}),
    )


def _grammar(raw: dict[str, Any]) -> Grammar:
    listed = {name: frozenset(t.key for t in tokens_of(value)) for name, value in raw.items() if isinstance(value, str)}
    return Grammar(**{**raw, **listed})


def _phrases(grammar: Grammar, offices: dict[str, Any]) -> dict[Key, tuple[Row, ...]]:
    found: dict[Key, tuple[Row, ...]] = {}
    for office, row in offices.items():
        for only in row.get("only", ()):
            restricted = Row(office, bound=True, countries=frozenset(only["countries"].split()))
            for key in map(grammar.key, only["phrases"]):
                found[key] = (restricted, *found.get(key, ()))
        for field, bound in (("phrases", False), ("bound", True)):
            for key in map(grammar.key, row.get(field, ())):
                found[key] = (*found.get(key, ()), Row(office, bound=bound))
    return found


def agent_for(reading: OfficeReading, registry: Registry, date: str | None = None) -> Agent | None:
    """The registered agent of a reading, else one made from it; None where the country is not known.

    An embassy is looked up under "embassy-za" for the one in South Africa. What is an organ of its state or under
    its control by definition counts as registered: it is one agent in all articles. ``date`` is ISO.
    """
    if reading.country is None:
        return None
    kind = office_kind(reading.office)
    place = f"-{reading.host.lower()}" if reading.host else ""
    if kind.host and not reading.host:  # which embassy is not known
        return replace(_minted(reading, kind), registered=False)
    return registry.by_office(reading.office + place, reading.country, date) or _minted(reading, kind)


def _minted(reading: OfficeReading, kind: OfficeKind) -> Agent:
    found = ((language, _label(reading, language)) for language in sorted(supported()))
    labels = tuple((language, label) for language, label in found if label)
    return Agent(
        id="-".join(part.lower() for part in (reading.office, reading.country, reading.host) if part),
        label=dict(labels)[LABEL_LANGUAGE],
        type=kind.type,
        labels=labels,
        affiliations=(Affiliation(reading.country, kind.link),),
        office=reading.office,
        registered=kind.link in (Link.ORGAN, Link.CONTROLLED),
    )


def _label(reading: OfficeReading, language: str) -> str | None:
    """What a language calls an office of a country; None where it has no word for one of them."""
    lexicon = load_offices(language)
    if lexicon is None:
        return None
    countries = lexicon.countries.countries
    if (
        reading.office not in lexicon.labels
        or {reading.country or "", reading.host or reading.country} - countries.keys()
    ):
        return None
    label = lexicon.labels[reading.office].replace("{of}", countries[reading.country or ""].of)
    return f"{label} {countries[reading.host].within}" if reading.host else label
