"""A language's words of reporting, from its ``cues.toml``, in the form that finders ask for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.languages.profile import data

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, the longest first
CHARGES = frozenset({"of", "*"})  # what verbs of accusing take
REPORTING = ("said", "denied", "directive", "thinks", "wants")


@dataclass(frozen=True)
class Lexicon:
    """Cue lemmas by class, prepositions that name a source, and the nouns that describe sources and documents."""

    language: str
    reporting: frozenset[str]  # verbs that report with a clause: speech, denial, calls, belief and will
    said: frozenset[str]
    denied: frozenset[str]
    directive: frozenset[str]
    inquit: frozenset[str]
    document: frozenset[str]
    warning: frozenset[str]
    thinks: frozenset[str]
    wants: frozenset[str]
    closing: frozenset[str]
    hearers: frozenset[str]
    clause_is_no_report: frozenset[str]
    negated: frozenset[str]
    light: frozenset[str]
    governed: frozenset[str]
    prepositions: Phrases
    weak_prepositions: Phrases
    bare_sources: Phrases  # their last word is the source: "de source"
    own_prepositions: Phrases  # "*" stands for a possessive
    nobody: Phrases
    not_sources: frozenset[str]
    cue_nouns: frozenset[str]
    deeds: frozenset[str]  # what is denied in a word
    documents: frozenset[str]
    unnamed: frozenset[str]
    people: frozenset[str]
    general: frozenset[str]
    bodies: frozenset[str]
    general_bodies: frozenset[str]
    armed: frozenset[str]  # what groups that fight are called
    spokesperson: frozenset[str]
    same: frozenset[str]
    impersonal: frozenset[str]
    pronouns: frozenset[str]
    possessives: frozenset[str]
    pronoun_subjects: frozenset[str]
    clitics: frozenset[str]
    relative: frozenset[str]
    media: frozenset[str]
    correspondents: frozenset[str]
    audiences: frozenset[str]
    cited: frozenset[str]
    issuing: frozenset[str]
    cited_by: Phrases
    cites: Phrases
    complementisers: frozenset[str]
    as_words: frozenset[str]
    titles: frozenset[str]
    members: frozenset[str]
    indefinite: frozenset[str]
    determiners: frozenset[str]
    links: frozenset[str]
    joining: frozenset[str]
    describing: frozenset[str]
    governing: frozenset[str]
    first_person: frozenset[str]
    interrogatives: frozenset[str]
    negators: frozenset[str]
    answers: frozenset[str]
    no_one: frozenset[str]
    echoes: frozenset[str]  # pronouns that say their noun again between commas: "l'opposition, elle,"
    within: frozenset[str]  # prepositions before the town that a body sits in
    absolute: frozenset[str]
    no_contents: frozenset[str]
    naming_verbs: frozenset[str]  # what a nameless source asks not to be
    so_called: frozenset[str]
    naming: frozenset[str]  # verbs that call something so: an object, and what it is called
    convinced: frozenset[str]
    hortative: frozenset[str]
    irreal: frozenset[str]
    conditionals: frozenset[str]
    purposes: frozenset[str]
    asides: frozenset[str]
    times: frozenset[str]
    binding: frozenset[str]
    subordinators: frozenset[str]
    correlatives: frozenset[str]
    bare_cues: bool
    has_articles: bool
    free_order: bool
    backward: Phrases
    backward_relative: Phrases
    backward_denied: Phrases
    contrasts: tuple[tuple[str, ...], ...]
    phrases: dict[str, frozenset[str]]
    idioms: dict[str, frozenset[str]]
    forms: dict[str, str]  # finite forms of cue verbs that a model may take for another word, and their infinitives

    @functools.cached_property
    def speakers(self) -> frozenset[str]:
        """Nouns of people, bodies and media."""
        return self.people | self.unnamed | self.spokesperson | self.media | self.bodies

    @functools.cached_property
    def callings(self) -> frozenset[str]:
        """Nouns of persons."""
        return self.people | self.spokesperson

    @functools.cached_property
    def persons(self) -> frozenset[str]:
        """Nouns of persons, and of sources without a name."""
        return self.people | self.spokesperson | self.unnamed

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The verbs that report in any construction."""
        return self.reporting | self.inquit | self.document

    @functools.cached_property
    def telling(self) -> frozenset[str]:
        """The verbs that tell speech."""
        return self.said | self.denied | self.directive | self.inquit | self.document

    @functools.cached_property
    def quoting(self) -> frozenset[str]:
        """The verbs that report only beside quoted words or of documents."""
        return self.inquit | self.document

    @functools.cached_property
    def clausal(self) -> frozenset[str]:
        """The verbs and idioms that report with a clause."""
        return self.reporting | self.document | frozenset(self.idioms)

    @functools.cached_property
    def with_objects(self) -> frozenset[str]:
        """The verbs that report with a clause or an object."""
        return self.reporting | frozenset(self.phrases)

    @functools.cached_property
    def phrase_verbs(self) -> frozenset[str]:
        """The verbs that report with an object, or call something so."""
        return frozenset(self.phrases) | self.naming

    @functools.cached_property
    def idiom_verbs(self) -> frozenset[str]:
        """The verbs that report with a noun of theirs."""
        return frozenset(self.idioms)

    @functools.cached_property
    def cue_verbs(self) -> frozenset[str]:
        """Every verb that some finder may take for a cue."""
        return self.known | self.negated | self.closing | self.phrase_verbs | self.idiom_verbs

    @functools.cached_property
    def charges(self) -> frozenset[str]:
        """The verbs that blame or accuse somebody, by the prepositions of their charge."""
        return frozenset(verb for verb, marks in self.phrases.items() if marks & CHARGES)

    @functools.cached_property
    def phrase_starts(self) -> frozenset[str]:
        """The first words of the phrases that name a source."""
        tables = (self.prepositions, self.weak_prepositions, self.bare_sources, self.own_prepositions, self.nobody)
        return frozenset(word for table in tables for word in table)

    @functools.cached_property
    def stands(self) -> frozenset[tuple[str, ...]]:
        """The phrases that stand for the words before a comma: ``ce que``."""
        return frozenset(phrase for phrases in self.backward_relative.values() for phrase in phrases)

    @functools.cached_property
    def openers(self) -> frozenset[str]:
        """The words that open a reported clause and nothing else."""
        return self.complementisers - self.as_words

    @functools.cached_property
    def plain_openers(self) -> frozenset[str]:
        """The words that open a reported clause and ask nothing."""
        return self.complementisers - self.interrogatives

    def kind(self, lemma: str) -> str:
        """Whether a cue tells speech (``said``), belief (``thinks``) or will (``wants``)."""
        if lemma in self.telling:
            return "said"
        return "thinks" if lemma in self.thinks else "wants" if lemma in self.wants else "said"


def _longest_first(rows: list[str]) -> tuple[tuple[str, ...], ...]:
    split = (tuple(row.lower().replace("d'", "d' ").replace("l'", "l' ").split()) for row in rows)
    return tuple(sorted(split, key=len, reverse=True))


def _phrases(rows: list[str]) -> Phrases:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in _longest_first(rows):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _forms(raw: dict[str, str], verbs: frozenset[str]) -> dict[str, str]:
    """Finite forms with their infinitives: those listed, and those of each verb by the endings of its class."""
    endings = {key[1:]: text.split() for key, text in raw.items() if key.startswith("-")}
    made = {
        verb.removesuffix(ending) + last: verb
        for ending, lasts in endings.items()
        for verb in sorted(verbs)
        if verb.endswith(ending)
        for last in lasts
    }
    return made | {form: verb for verb, text in raw.items() if not verb.startswith("-") for form in text.split()}


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language.

    Raises:
        LanguageError: the language has no folder.
    """
    raw = data(language, "cues")
    verbs, prepositions, sources = raw["verbs"], raw["prepositions"], raw["sources"]
    words = {name: frozenset(text.split()) for name, text in verbs.items()}
    plain = (
        "unnamed",
        "people",
        "general",
        "bodies",
        "general_bodies",
        "armed",
        "spokesperson",
        "same",
        "impersonal",
        "pronouns",
        "possessives",
        "pronoun_subjects",
        "clitics",
    )
    more = (
        "relative",
        "media",
        "correspondents",
        "audiences",
        "cited",
        "issuing",
        "complementisers",
        "as_words",
        "titles",
        "members",
    )
    return Lexicon(
        language=language,
        reporting=frozenset().union(*(words[name] for name in REPORTING)),
        **words,
        prepositions=_phrases(prepositions["said"]),
        weak_prepositions=_phrases(prepositions["weak"]),
        bare_sources=_phrases(prepositions["bare"]),
        own_prepositions=_phrases(prepositions["own"]),
        nobody=_phrases(prepositions["nobody"]),
        not_sources=frozenset(prepositions["not_sources"].split()),
        cue_nouns=frozenset(raw["nouns"]["said"].split()),
        deeds=frozenset(raw["nouns"]["deeds"].split()),
        documents=frozenset(raw["documents"]["heads"].split()),
        **{name: frozenset(text.split()) for name, text in raw["grammar"].items() if isinstance(text, str)},
        bare_cues=raw["grammar"]["bare_cues"],
        has_articles=raw["grammar"]["has_articles"],
        free_order=raw["grammar"]["free_order"],
        backward=_phrases(raw["backward"]["said"]),
        backward_relative=_phrases(raw["backward"]["relative"]),
        backward_denied=_phrases(raw["backward"]["denied"]),
        contrasts=_longest_first(raw["contrasts"]["said"]),
        idioms={verb: frozenset(nouns.split()) for verb, nouns in raw["idioms"].items()},
        phrases={verb: frozenset(marks) for verb, marks in raw["phrases"].items()},
        forms=_forms(raw["forms"], frozenset().union(*words.values())),
        cited_by=_phrases(sources["cited_by"]),
        cites=_phrases(sources["cites"]),
        **{name: frozenset(sources[name].split()) for name in (*plain, *more)},
    )
