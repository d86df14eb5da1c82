"""Who and where the words of a question name: sources, states, offices, kinds and groups of sources, places."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.answers.ask.concepts import city_names
from kg.answers.ask.frame import Concept, Party, PartyKind
from kg.answers.ask.item import Item
from kg.answers.ask.vocabulary import QuestionWord, beginnings, folded, group_label, group_words, languages, vocabulary
from kg.answers.queries.source_kinds import kind_label
from kg.graph.rdf import iris
from kg.languages.normalize import is_determiner
from kg.languages.profile import declined_in, hook, optional_data, supported
from kg.languages.stemming import stem
from kg.model import Agent
from kg.propositions.verdicts.source_scope import UNNAMED
from kg.sources import offices
from kg.sources.countries import Naming, country_of, load_countries, tokens_of
from kg.sources.name_forms import all_names
from kg.sources.registry import PERSONS, Registry

LONGEST = 7  # words in a name
_LEAST_MENDED = 5  # letters of a name in which a mistake is mended
_MINISTRY = re.compile("minist(er|ry)-of-")  # offices that are asked about without their state: of any
_SHORT = 3  # letters: shorter names are never looked for inside a text


@dataclass(frozen=True, slots=True)
class Named:
    """What some words name. ``capital`` when it is a town that also stands for its government."""

    party: Party
    capital: bool = False
    adjective: bool = False
    oblique: bool = False  # written in a case in which nobody speaks


class Names:
    """Looks names up for questions in one language."""

    def __init__(self, registry: Registry, language: str) -> None:
        """Remember the tables; nothing is read yet."""
        self._registry, self.language = registry, language
        self._vocabulary = vocabulary(language)

    def at(self, text: str, words: Sequence[QuestionWord]) -> Named | None:
        """What exactly these words name, in the order: kind or group, source, state, office."""
        surface = text[words[0].start : words[-1].end]
        if is_determiner(words[0].text, self.language):  # The Times, but not "les médias d'État syriens"
            bare = self.at(text, words[1:]) if len(words) > 1 else None
            agent = self._agent(surface, words) if len(words) > 1 and bare is None else None
            return Named(agent_party(agent, self.language)) if agent and _is_name(words[1:]) else None
        key = self._vocabulary.stemmed(tuple(words))
        if (kind := self._vocabulary.kinds.get(key)) and not self._is_one_of_them(words):
            return Named(kind_party(kind, self.language))
        if group := self._vocabulary.groups.get(key):
            return Named(group_party(group, self.language))
        if country := self._state(surface, words):
            row = optional_data(self.language, "countries").get(country.party.country, {})
            forms = f"{row.get('names', '')}; {row.get('capitals', '')}".split("; ")
            return replace(country, oblique=_is_oblique(surface, forms))
        office = self._office(surface)
        if office and office.party.kind is PartyKind.OFFICE:
            return office
        if composed := self._of_country(text, words):
            return Named(composed)
        agent = self._agent(surface, words)
        if agent is None:
            return office
        oblique = _is_oblique(surface, [name for _, name in all_names(agent)])
        return Named(agent_party(agent, self.language), oblique=oblique)

    def _is_one_of_them(self, words: Sequence[QuestionWord]) -> bool:
        """Whether a word names one of a kind where all are listed: "the ministry" is not every state body."""
        word, table = words[0], self._vocabulary
        unlisted = declined_in(word.text) is None and word.folded not in table.plain_kinds
        return len(words) == 1 and (unlisted or word.folded in table.singulars)

    def within_body(self, body: Sequence[Item], called: Sequence[Item], label: str) -> Party | None:
        """Those whom words call by what they are and by the body or town they are of: "UN envoy", "жители Хомса".

        None where that is no registered body, and no name beside a group, or the words call nobody by what he is.
        """
        whose = body[0].party
        agent = self._registry.get(whose.value) if whose and whose.kind is PartyKind.AGENT else None
        people = _people(self.language)
        if not any(one.party or stem(one.words[0].folded, self.language) in people for one in called):
            return None
        if agent is not None and agent.type not in PERSONS:
            words = [tuple(f"={name.casefold()}" for _, name in all_names(agent))]
        elif whose is None and any(one.party for one in called):
            words = [(*beginnings(one.words[0].folded, self.language), *city_names(one.text)) for one in body]
        elif whose is not None and whose.kind is PartyKind.NAMED and not whose.country:  # "militants de l'opposition"
            words = list(whose.words)
        else:
            return None
        for one in called:
            words += one.party.words if one.party else [beginnings(word.folded, self.language) for word in one.words]
        return Party(PartyKind.NAMED, label, words=tuple(words))

    def nearly(self, word: str) -> str | None:
        """The one name of a source that a folded word is one letter from; None where there are several, or none."""
        for form in (word, *map(folded, _nominatives(word))):
            if len(form) < _LEAST_MENDED:
                continue
            near = process.extract(form, self._surnames, scorer=OSA.distance, score_cutoff=1, limit=5)
            found = [name for name, _, _ in near if name[0] == form[0]]
            if len({self._surnames_of[name] for name in found}) == 1:
                return found[0]
        return None

    @functools.cached_property
    def _surnames_of(self) -> Mapping[str, str]:
        """Names of one word, and surnames, with whose they are; none that two sources share."""
        found: dict[str, str] = {}
        for agent in self._registry.agents:
            for _, name in all_names(agent):
                last = folded(name.split()[-1]) if agent.type in PERSONS or " " not in name else ""
                if len(last) >= _LEAST_MENDED:
                    found[last] = agent.id if found.get(last, agent.id) == agent.id else ""
        return {name: agent for name, agent in found.items() if agent}

    @functools.cached_property
    def _surnames(self) -> tuple[str, ...]:
        return tuple(self._surnames_of)

    def _of_country(self, text: str, words: Sequence[QuestionWord]) -> Party | None:
        """All of a kind that are of a country: "Syrian state media", "médias russes"; whatever one source is called."""
        for cut in range(1, len(words)):
            for state, others in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
                key = self._vocabulary.stemmed(tuple(others))
                kind, group = self._vocabulary.kinds.get(key), self._vocabulary.groups.get(key)
                if len(others) == 1 and others[0].text.islower() and "outlet" in self._vocabulary.of_word(others[0]):
                    group = group or "media"
                if not kind and group not in ("media", "official"):
                    continue
                named = self._state(text[state[0].start : state[-1].end], state)
                if named and not named.capital:
                    party = kind_party(kind, self.language) if kind else group_party(group or "", self.language)
                    return within(party, named.party, self.language)
        return None

    def _agent(self, surface: str, words: Sequence[QuestionWord]) -> Agent | None:
        for language in (self.language, *supported()):
            if found := self._registry.by_alias(surface, language, any_case=True):
                return found
        if len(words) == 1 and surface.islower() and len(surface) > _SHORT:
            found = self._registry.by_alias(surface.upper(), self.language)  # a short name, in small letters
            if found is not None:
                return found
        found = self._registry.by_site(surface) if len(words) == 1 and len(surface) >= _LEAST_MENDED else None
        if found is not None and any(_is_its_article(name, surface) for _, name in all_names(found)):
            return found
        nominatives = _nominatives(surface) if len(words) == 1 else ()
        named = (self._registry.by_alias(form, self.language, any_case=True) for form in nominatives)
        return next((agent for agent in named if agent is not None), None)

    def _state(self, surface: str, words: Sequence[QuestionWord]) -> Named | None:
        short = (surface.upper(),) if len(surface) <= _SHORT else ()  # "what does the us say"
        for written in dict.fromkeys((surface, surface.title(), *short)):
            plain = re.sub(r"[’'ʼ]s$", "", written, flags=re.IGNORECASE)
            if is_determiner(words[0].text, self.language):
                break
            senses = load_countries(self.language).senses(tokens_of(plain))
            if code := country_of(plain, self.language):
                adjective = bool(senses.get(code, frozenset()) & {Naming.ADJECTIVE})
                return Named(state_party(code, self.language), adjective=adjective)
            capitals = [code for code, sorts in senses.items() if Naming.CAPITAL in sorts]
            if len(senses) == len(capitals) == 1:
                return Named(state_party(capitals[0], self.language), capital=True)
        return None

    def _capitalised(self, surface: str) -> str:
        """The words with a capital where they are a country or a seat that has a name: people type small letters."""

        def named(found: re.Match[str]) -> str:
            word, possessive = found[1].title(), found[2] or ""
            known = country_of(word, self.language) or self._registry.by_alias(word, self.language)
            return word + possessive if known else found[0]

        return re.sub(r"([^\W\d_]+)([’'ʼ]s)?", named, surface)

    def _office(self, surface: str) -> Named | None:
        for written in dict.fromkeys((surface, self._capitalised(surface))):
            reading = offices.parse(written, self.language)
            if reading is None or reading.office == "government":
                continue
            if reading.country is None:
                label = office_label(reading.office, self.language)
                return (
                    Named(Party(PartyKind.OFFICE, label, reading.office)) if _MINISTRY.match(reading.office) else None
                )
            agent = offices.agent_for(reading, self._registry)
            if agent is None:
                continue
            if offices.office_kind(reading.office).body:
                label = dict(agent.labels).get(self.language, agent.label)
                return Named(Party(PartyKind.OFFICE, label, reading.office, reading.country))
            if agent.registered:
                return Named(agent_party(agent, self.language))
        return None


@functools.cache
def _people(language: str) -> frozenset[str]:
    """Stems of what people are called by their work or their post."""
    lists = optional_data(language, "cues").get("sources", {})
    posts = (str(row.get("roles", "")) for row in optional_data(language, "epithets").values() if isinstance(row, dict))
    rows = (lists.get("unnamed", ""), lists.get("people", ""), *posts)
    return frozenset(stem(folded(word), language) for row in rows for word in row.split())


def _nominatives(word: str) -> Sequence[str]:
    """The names of which a word may be another case, where its language declines them."""
    spoken = declined_in(word)
    cases = hook(spoken, "declension", "nominatives") if spoken else None
    return cases(word[0] + word[1:].lower()) if cases and len(word) > _SHORT else ()


def _is_oblique(surface: str, names: Iterable[str]) -> bool:
    """Whether what was written is another case of one of some names: nobody speaks in it."""
    last_words = {folded(name.split()[-1]) for name in names if name}
    return any(folded(form) in last_words for form in _nominatives(surface.split()[-1]))


def _is_its_article(name: str, surface: str) -> bool:
    """Whether a name is some words with no more than an article before them: Al-Manar, of which people say Manar."""
    article = folded(name).removesuffix(folded(surface))
    return name[:1].isupper() and 1 < len(article) <= _SHORT and article[-1] in "- "


def _is_name(words: Sequence[QuestionWord]) -> bool:
    return any(word.text[0].isupper() for word in words)


def agent_party(agent: Agent, language: str) -> Party:
    """A registered source."""
    return Party(PartyKind.AGENT, dict(agent.labels).get(language, agent.label), agent.id)


def state_party(code: str, language: str) -> Party:
    """The sources of a state."""
    country = load_countries(language).countries.get(code)
    return Party(PartyKind.STATE, country.label if country else code, country=code)


def any_of(word: QuestionWord, language: str) -> Party | None:
    """The kind of which a word names one: "which *agency*", "the *army* of Syria"."""
    table = vocabulary(language)
    kind = table.kinds.get(table.stemmed((word,))) if word.folded in table.singulars else None
    return kind_party(kind, language) if kind else None


def office_label(office: str, language: str) -> str:
    """What a language calls an office, without its state."""
    lexicon = offices.load_offices(language)
    return lexicon.labels.get(office, office).replace("{of}", "").strip() if lexicon else office


def kind_party(kind: str, language: str, country: str = "") -> Party:
    """All sources of a kind."""
    return Party(PartyKind.KIND, kind_label(kind, language), kind, country)


def group_party(group: str, language: str, country: str = "") -> Party:
    """Those who go by the name of a group; the officials and the media of a country are known by more than that."""
    kind = {"media": PartyKind.MEDIA, "official": PartyKind.OFFICIALS}.get(group, PartyKind.NAMED)
    return Party(kind, group_label(group, language), group, country, (group_words(group),))


def within(party: Party, country: Party, language: str) -> Party | None:
    """Those of a kind or a group that are of a country; None where the two do not go together."""
    if party.kind in (PartyKind.AGENT, PartyKind.STATE, PartyKind.OFFICE) or party.country:
        return None
    label = vocabulary(language).frame["kind_of"].format(kind=party.label, name=country.label)
    words = party.words if party.kind is not PartyKind.NAMED else (*party.words, country_words(country.country))
    return Party(party.kind, label, party.value, country.country, words)


def same_of(party: Party, country: Party, language: str) -> Party | None:
    """Those of the kind or the group of a party that are of another country."""
    if party.kind is PartyKind.KIND:
        return within(kind_party(party.value, language), country, language)
    if party.kind in (PartyKind.MEDIA, PartyKind.OFFICIALS, PartyKind.NAMED) and party.value:
        return within(group_party(party.value, language), country, language)
    return None


def unnamed(party: Party | None, language: str) -> Party:
    """Unnamed sources, of a group where one is said."""
    kind = kind_party(UNNAMED, language)
    if party is None:
        return kind
    label = f"{kind.label}: {party.label}"
    return Party(PartyKind.KIND, label, UNNAMED, party.country, party.words)


def called(text: str, words: Sequence[QuestionWord], language: str) -> Party:
    """Speakers whose name or description holds some words: of those the registry does not know."""
    roots = tuple(beginnings(word.folded, language) for word in words)
    return Party(PartyKind.NAMED, text[words[0].start : words[-1].end], words=roots)


@functools.lru_cache(maxsize=1_024)
def country_words(code: str) -> tuple[str, ...]:
    """What a country and its people are called in every language, as beginnings of words."""
    found: list[str] = []
    for language in supported():
        row: Mapping[str, str] = optional_data(language, "countries").get(code, {})
        for field in ("names", "adjectives", "demonyms"):
            for form in row.get(field, "").split("; "):
                if form and " " not in form and len(form) > _SHORT:
                    found.append(stem(form.casefold(), language) if field != "names" else form.casefold())
                elif form:
                    found.append(f"={form.casefold()}")
        found.extend(f"={form.casefold()}" for form in row.get("exact", "").split("; ") if len(form) > _SHORT)
    return tuple(dict.fromkeys(found))


def concept_of(party: Party, registry: Registry, language: str) -> Concept:
    """A party as what a sentence is about: its entity, and the words it goes by in every language."""
    if party.kind is PartyKind.AGENT:
        agent = registry.get(party.value)
        names = tuple(_text_names(agent)) if agent else (f"={party.label.casefold()}",)
        return Concept(party.label, names, (str(iris.registered_agent(party.value)),))
    if party.kind is PartyKind.STATE:
        return Concept(party.label, country_words(party.country), (str(iris.country(party.country)),))
    if party.kind is PartyKind.OFFICE:
        labels = (party.label, *(office_label(party.value, code) for code in languages() if not party.country))
        return Concept(party.label, tuple(dict.fromkeys(f"={label.casefold()}" for label in labels)))
    first, *others = party.words or ((),)
    return Concept(party.label, first, also=tuple(others))


def _text_names(agent: Agent) -> Iterator[str]:
    for _, name in all_names(agent):
        if len(name) > _SHORT:
            yield f"={name.casefold()}"
        if agent.type in PERSONS and " " in name and len(last := name.split()[-1]) > _SHORT:
            surname = last.rpartition("-")[2] if len(last.rpartition("-")[2]) > _SHORT else last
            yield stem(surname.casefold(), declined_in(surname) or "")
