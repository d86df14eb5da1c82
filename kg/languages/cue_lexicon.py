"""A language's words of reporting, from its ``cues.toml``, in the form that detectors ask for."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from kg.languages.profile import Typology, data, profile
from kg.model.errors import LanguageError

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, the longest first
CHARGES = frozenset({"of", "*"})  # what verbs of accusing take
REPORTING = ("said", "denied", "directive", "thinks", "wants")
_ELIDED = re.compile(r"\b(\w')(?=\w)")  # "d'après": two tokens


@dataclass(frozen=True, slots=True)
class Unpunctuated:
    """Words by which a speaker is told from what he says in text that has lost its commas."""

    articles: frozenset[str]
    singular_articles: frozenset[str]
    conjunctions: frozenset[str]
    participles: frozenset[str]  # between a noun and its preposition: "a group based in"
    plural_modifiers: frozenset[str]  # plurals that stand before another noun: "rights group"
    governing: frozenset[str]  # prepositions inside the words for a speaker
    parts_of_day: frozenset[str]
    days: frozenset[str]
    topic_prepositions: frozenset[str]  # behind a cue, before what it is about
    without_object: frozenset[str]  # cues with no noun behind them but their subject
    clause_openers: frozenset[str]
    continuations: frozenset[str]  # what opens more of what is told: "the group said adding that"
    subordinators: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """Cue lemmas by class, prepositions that name a source, and the nouns that describe sources and documents."""

    language: str
    typology: Typology
    said: frozenset[str]
    denied: frozenset[str]
    directive: frozenset[str]
    inquit: frozenset[str]
    document: frozenset[str]
    provisions: frozenset[str]  # of these, with a clause only: "the treaty provides that"
    warning: frozenset[str]
    thinks: frozenset[str]
    wants: frozenset[str]
    held: frozenset[str]  # of beliefs, those that are reports with a finite clause: "hopes that"
    closing: frozenset[str]
    hearers: frozenset[str]
    clause_is_no_report: frozenset[str]
    negated: frozenset[str]
    light: frozenset[str]
    governed: frozenset[str]
    prepositions: Phrases
    weak_prepositions: Phrases
    called: Phrases  # before the name that somebody goes by: "who uses the name"
    bare_sources: Phrases  # their last word is the source: "de source"
    own_prepositions: Phrases  # "*" stands for a possessive
    nobody: Phrases
    not_sources: frozenset[str]
    cue_nouns: frozenset[str]
    reporting_nouns: frozenset[str]  # what reports with a clause, be it nobody's: "claims that"
    charging_nouns: frozenset[str]  # of these, what has a target that may own it: "обвинение"
    denying_nouns: frozenset[str]  # of these, what denies its clause: "denial"
    reported_openers: frozenset[str]  # what opens the clause of such a noun
    correlates: frozenset[tuple[str, ...]]  # what stands before that: "о том, что"
    makers: frozenset[str]  # prepositions before whose report it is: "claims by"
    making: frozenset[str]  # verbs that make the report which is their object: "issue a warning"
    absent: frozenset[str]  # what tells that there is none: "no reports that"
    reports: frozenset[str]  # beside cue_nouns, what says something and is no speaker: "news"
    dismissing: frozenset[str]  # verbs that call reports something: "dismissed reports that … as lies"
    sweeping: frozenset[str]  # verbs that deny reports and nothing else: "balayer"
    declining: frozenset[str]  # of the verbs that deny, those that turn down offers too
    turned_down: frozenset[str]  # what is denied and is no claim: "denied the request"
    requests: frozenset[str]  # what verbs of declining turn down: "rejected any request"
    withheld: frozenset[str]  # likewise, where it says to whom: "denied him entry"
    falsehoods: frozenset[str]
    truths: frozenset[str]  # what is denied of reports: "not true"
    deeds: frozenset[str]  # what is denied in a word
    documents: frozenset[str]
    authors: frozenset[str]  # behind a document, what tells whose it is: "by"
    counts: frozenset[str]  # documents that events and places have too, which nobody need have written
    speeches: frozenset[str]  # of these, what is by whoever it is said to be of: "the speech of Ann Lee"
    unnamed: frozenset[str]
    people: frozenset[str]
    general: frozenset[str]
    former: frozenset[str]  # what makes a calling one of the past: "former", "ex-"
    latter: frozenset[str]  # heads of what stands for the last one named: "the latter"
    bodies: frozenset[str]
    general_bodies: frozenset[str]
    institutions: frozenset[str]  # public bodies that their matter tells apart: "the regional health agency"
    authorities: frozenset[str]  # of bodies, what one is called in the plural: "the Houthi authorities"
    armed: frozenset[str]  # what groups that fight are called
    spokesperson: frozenset[str]
    advisers: frozenset[str]  # of these, who speak for themselves
    collective: frozenset[str]  # media as such, that stand for none heard before
    formerly: frozenset[str]  # what tells that a belief was given up: "initially thought"
    everybody: frozenset[str]  # people at large: what they believe is nobody's report
    same: frozenset[str]
    impersonal: frozenset[str]
    pronouns: frozenset[str]
    possessives: frozenset[str]
    own_possessives: frozenset[str]  # what the outlet has itself: "our information"
    pronoun_subjects: frozenset[str]
    clitics: frozenset[str]
    relative: frozenset[str]
    media: frozenset[str]
    mastheads: frozenset[str]  # last words of the names of media: "Bay News"
    channels: frozenset[str]  # by what one speaks from afar, and which says nothing itself: "phone"
    read_out: frozenset[str]  # verbs of who reads aloud what somebody else wrote
    correspondents: frozenset[str]
    audiences: frozenset[str]
    cited: frozenset[str]
    issuing: frozenset[str]
    interlocutors: frozenset[str]  # whoever speaks with a medium, told by its name: "собеседник «Коммерсанта»"
    obtaining: frozenset[str]  # what somebody does with a document of others: "obtained by"
    cited_by: Phrases
    carried_by: Phrases  # likewise, whoever it is
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
    any_of: frozenset[str]  # what makes one word all of a denial: "denies any fraud"
    echoes: frozenset[str]  # pronouns that say their noun again between commas: "l'opposition, elle,"
    within: frozenset[str]  # prepositions before the town that a body sits in
    no_contents: frozenset[str]
    naming_verbs: frozenset[str]  # what a nameless source asks not to be
    so_called: frozenset[str]
    entitled: frozenset[str]  # what stands before the name or title of a thing in quotation marks
    naming: frozenset[str]  # verbs that call something so: an object, and what it is called
    convinced: frozenset[str]
    hortative: frozenset[str]
    irreal: frozenset[str]
    readable: frozenset[str]  # what one can do with a text: "peut-on lire"
    containing: frozenset[str]  # prepositions before the text in which one reads something
    lasting: frozenset[str]  # verbs that have no future of one word, which a model may take their present for
    stand_ins: frozenset[str]  # pronouns for what was said before: "said so"
    restating: frozenset[str]  # verbs whose object such a pronoun may be, and no person
    confirming: frozenset[str]  # of these, verbs of who need not have said it first
    counting: frozenset[str]  # verbs that give a figure for what they have as their object: "recenser"
    tallying: frozenset[str]  # likewise, of public bodies and several persons, in the past: "compter"
    observing: frozenset[str]  # likewise, of several persons alone: "enregistrer"
    forecasting: frozenset[str]  # likewise, for what may come
    speaking: frozenset[str]  # likewise, behind a preposition: "parler de"
    about: frozenset[str]  # the prepositions of these
    reflexives: frozenset[str]  # possessives of the subject alone: "свой"
    amounting: frozenset[str]  # prepositions before the figure that an object is put at
    neither: frozenset[str]  # what negates each of several: "neither confirmed nor denied"
    unfailing: frozenset[str]  # verbs whose negation affirms what they govern: "did not hesitate to say"
    interrupting: frozenset[str]  # of these, those that an infinitive of purpose follows too: "did not stop to say"
    alternatives: frozenset[str]  # what joins two verbs that one negation is of: "did not confirm or deny"
    beside_negators: frozenset[str]  # words that negate only beside a negator: "ne … plus"
    restricting: frozenset[str]  # what makes no negation of a negator before it: "not only"
    postponing: frozenset[str]  # what puts off the infinitive behind it: "has yet to confirm"
    conditionals: frozenset[str]
    purposes: frozenset[str]
    asides: frozenset[str]
    times: frozenset[str]
    binding: frozenset[str]
    subordinators: frozenset[str]
    correlatives: frozenset[str]
    expletives: frozenset[str]  # subjects that believe nothing: "it is certain that"
    dummy_subjects: frozenset[str]  # of a passive that says nobody: "it was announced that"
    impersonal_verbs: frozenset[str]  # verbs whose subject is nobody: "semble-t-il", "it seems"
    impersonal_before_infinitive: frozenset[str]  # likewise, where an infinitive follows: "convient-il de noter"
    befalling: frozenset[str]  # verbs that tell what becomes of somebody, or where he goes, and are no speech
    locatives: frozenset[str]  # prepositions before the body that speaks where it sits: "в Кремле заявили"
    anybody: frozenset[str]  # subjects that stand for such a body: "à l'Élysée, on assure"
    asked: frozenset[str]  # prepositions before whoever somebody not named has asked: "a-t-on appris auprès du parquet"
    self_telling: frozenset[str]  # verbs by which one says how one is oneself: "se dit prêt à négocier"
    auxiliaries: frozenset[str]
    object_clitics: frozenset[str]  # pronouns between what opens a clause and its verb: "l'a confirmé"
    preverbal: frozenset[str]  # what else may stand before a verb: "n'a pas été"
    contractions: frozenset[str]  # prepositions that hold their article
    addressing: frozenset[str]  # prepositions before the hearer
    content_openers: frozenset[str]  # what opens a statement and nothing else
    relative_openers: frozenset[str]  # what opens a clause on the noun before it
    source_relatives: frozenset[str]  # what stands behind a source preposition and is no source: "selon lequel"
    gerund_markers: frozenset[str]
    naming_prepositions: frozenset[str]  # before what something is called: "qualifie le rapport d'infondé"
    participle_endings: frozenset[str]
    seats: frozenset[str]  # what joins a body to the place it sits in: "London-based"
    conditional_auxiliaries: frozenset[str]
    backward: Phrases
    backward_relative: Phrases
    backward_denied: Phrases
    contrasts: tuple[tuple[str, ...], ...]
    unsaid: tuple[tuple[str, ...], ...]  # before a verb that is not done: "without saying"
    phrases: dict[str, frozenset[str]]
    idioms: dict[str, frozenset[str]]
    with_infinitive: frozenset[str]  # verbs that report with an infinitive
    infinitives: tuple[tuple[str, str], ...]  # endings of finite forms, and those of their infinitives
    pronoun_features: Mapping[str, Mapping[str, str]]  # what pronouns tell of whom they stand for, in UD's features
    unpunctuated: Unpunctuated
    forms: dict[str, str]  # finite forms of cue verbs that a model may take for another word, and their infinitives

    @functools.cached_property
    def reporting(self) -> frozenset[str]:
        """The verbs that report with a clause: speech, denial, calls, belief and will."""
        return frozenset().union(*(getattr(self, name) for name in REPORTING))

    @functools.cached_property
    def elided_links(self) -> tuple[str, ...]:
        """The links that lose their vowel before another: ``d'``."""
        return tuple(word for word in sorted(self.links) if word.endswith("'"))

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
        """Every verb that some detector may take for a cue."""
        return (
            self.known
            | self.negated
            | self.closing
            | self.phrase_verbs
            | self.idiom_verbs
            | self.dismissing
            | self.sweeping
        )

    @functools.cached_property
    def figure_verbs(self) -> frozenset[str]:
        """The verbs that give figures."""
        return self.counting | self.tallying | self.observing | self.forecasting | self.speaking

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
    def lone_prepositions(self) -> frozenset[str]:
        """The source prepositions of one word: ``selon``."""
        return frozenset(word for word, phrases in self.prepositions.items() if (word,) in phrases)

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
    split = (tuple(_ELIDED.sub(r"\1 ", row.lower()).split()) for row in rows)
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


def _words(row: str | list[str]) -> list[str]:
    """The words of a list; where some are several words, it is a list of strings."""
    return row.split() if isinstance(row, str) else row


def _lists(kind: type, texts: Mapping[str, str | list[str]]) -> dict[str, frozenset[str]]:
    """The word lists of a dataclass by the names of its fields; one that the texts have not is empty.

    Raises:
        LanguageError: a list has a name that nothing asks for: a misspelt one would silently be no list at all.
    """
    known = {field.name for field in fields(kind)}
    if unknown := sorted(set(texts) - known):
        wanted = f"lists of the names {', '.join(sorted(known))}"
        raise LanguageError(f"cues.toml: {', '.join(unknown)}", wanted, "Mend the name.")
    names = [field.name for field in fields(kind) if field.type == "frozenset[str]"]
    return {name: frozenset(_words(texts.get(name, ""))) for name in names}


def _features(raw: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Features by word: ``"Gender=Fem|Number=Sing" = "her"`` tells both of *her*; ``Gender=`` that none is told."""
    return {
        word: dict(pair.split("=") for pair in features.split("|"))
        for features, words in raw.items()
        for word in words.split()
    }


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; a list that its ``cues.toml`` has not is empty.

    Raises:
        LanguageError: the language has no folder.
    """
    raw = data(language, "cues")
    texts = {**raw["verbs"]}
    for section in ("sources", "grammar", "denials", "figures"):
        texts |= raw.get(section, {})
    for section, key, name in (
        ("nouns", "said", "cue_nouns"),
        ("nouns", "deeds", "deeds"),
        ("nouns", "reporting", "reporting_nouns"),
        ("nouns", "charging", "charging_nouns"),
        ("nouns", "denying", "denying_nouns"),
        ("nouns", "openers", "reported_openers"),
        ("nouns", "makers", "makers"),
        ("nouns", "making", "making"),
        ("nouns", "absent", "absent"),
        ("documents", "heads", "documents"),
        ("documents", "speeches", "speeches"),
        ("documents", "authors", "authors"),
        ("documents", "counts", "counts"),
        ("prepositions", "not_sources", "not_sources"),
    ):
        texts[name] = raw.get(section, {}).get(key, "")
    infinitives = raw.get("infinitives", {})
    classes = [raw["verbs"].get(name, "") for name in infinitives.get("classes", "").split()]
    texts["with_infinitive"] = " ".join([*classes, infinitives.get("verbs", "")])

    def phrases(section: str, key: str) -> Phrases:
        return _phrases(raw.get(section, {}).get(key, []))

    return Lexicon(
        language=language,
        typology=profile(language).typology,
        **_lists(Lexicon, texts),
        prepositions=phrases("prepositions", "said"),
        weak_prepositions=phrases("prepositions", "weak"),
        called=phrases("prepositions", "called"),
        bare_sources=phrases("prepositions", "bare"),
        own_prepositions=phrases("prepositions", "own"),
        nobody=phrases("prepositions", "nobody"),
        backward=phrases("backward", "said"),
        backward_relative=phrases("backward", "relative"),
        backward_denied=phrases("backward", "denied"),
        correlates=frozenset(_longest_first(raw.get("nouns", {}).get("correlates", []))),
        contrasts=_longest_first(raw.get("contrasts", {}).get("said", [])),
        unsaid=_longest_first(raw.get("denials", {}).get("unsaid", [])),
        idioms={verb: frozenset(nouns.split()) for verb, nouns in raw.get("idioms", {}).items()},
        phrases={verb: frozenset(marks) for verb, marks in raw.get("phrases", {}).items()},
        infinitives=tuple(infinitives.get("endings", {}).items()),
        pronoun_features=_features(raw.get("pronoun_features", {})),
        unpunctuated=Unpunctuated(**_lists(Unpunctuated, raw.get("unpunctuated", {}))),
        forms=_forms(
            raw.get("forms", {}),
            frozenset().union(*(_words(row) for key in ("verbs", "figures") for row in raw.get(key, {}).values())),
        ),
        cited_by=phrases("sources", "cited_by"),
        carried_by=phrases("sources", "carried_by"),
        cites=phrases("sources", "cites"),
    )
