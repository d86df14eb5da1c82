"""The words of a question, as ``kg/languages/<language>/questions.toml`` sorts them."""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.languages.letters import fold
from kg.languages.profile import LABEL_LANGUAGE, data, declined_in, optional_data, path_of, supported
from kg.languages.stemming import stem

NEUTRAL = "neutral"
# Senses each word of which has another one too, and is listed once.
_IMPLIED = {**dict.fromkeys(("tell", "manner", "condemn", "admit", "warn", "print"), "say"), "except": "not",
            "refuted": "deny", "breakdown": "howmany"}  # fmt: skip
LIGHT = "light"
_ATTITUDES = ("said", "denied", "directive", "inquit", "thinks", "wants")  # of [verbs] in cues.toml
_SHORTEST = 4  # letters: words up to it ask only as they are listed
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+|[^\W\d_]{1,5}[-‐‑]?\d{1,4}(?!\w)|[^\W\d_]+(?:[’'ʼ]s\b)?")


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word in its place (half-open code points), and its folded form."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How a language asks. Phrases are tuples of folded words, or of stems; each table says what they stand for."""

    language: str
    senses: Mapping[tuple[str, ...], frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    longest: Mapping[str, int]  # letters of the longest form that asks, by stem
    groups: Mapping[tuple[str, ...], str]
    kinds: Mapping[tuple[str, ...], str]
    plain_kinds: frozenset[str]  # kinds of one word as they are listed
    singulars: frozenset[str]  # words that name one of a kind
    subjects: Mapping[tuple[str, ...], str]
    judged: frozenset[str]  # what somebody is found to be: who finds him so admits nothing
    attitudes: frozenset[str]  # stems of verbs of saying, thinking and taking sides
    times: frozenset[str]  # words for how long and when
    wanted: Mapping[str, str]
    frame: Mapping[str, str]
    reply: Mapping[str, str]

    def of_word(self, word: QuestionWord) -> frozenset[str]:
        """The senses of one word; empty where the language does not ask with it."""
        if len(word.text) > 1 and word.text.isupper():  # US, IS: names, whatever their small letters mean
            return frozenset()
        found, root = self.senses.get((word.folded,), frozenset()), stem(word.folded, self.language)
        return found or (  # an accusation, with a stem of "accuse", asks nothing
            self.stems.get(root, frozenset())
            if _SHORTEST < len(word.folded) <= self.longest.get(root, 0) + 1
            else found
        )

    def stemmed(self, words: tuple[QuestionWord, ...]) -> tuple[str, ...]:
        """The stems of some words."""
        return tuple(stem(word.folded, self.language) for word in words)

    @property
    def forms(self) -> frozenset[str]:
        """Every single word that the language asks with: what a typing mistake may stand for."""
        alone = {key[0] for key, senses in self.senses.items() if len(key) == 1 and "with" not in senses}
        return frozenset(alone.union(part for key in (*self.groups, *self.kinds) for part in key if len(key) == 1))


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that questions can be asked in."""
    return tuple(code for code in supported() if path_of(code, "questions.toml"))


@functools.cache
def senses_of(language: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    """What the words and phrases of a language ask, by their folded words.

    Raises:
        LanguageError: no questions can be asked in it.
    """
    raw = data(language, "questions")
    senses: dict[tuple[str, ...], frozenset[str]] = {}
    for sense, listed in {**raw["senses"], NEUTRAL: raw["neutral"], LIGHT: raw.get("light", "")}.items():
        for form in listed.split():
            key = tuple(word.folded for word in words(form.replace("+", " ")))
            senses[key] = senses.get(key, frozenset()) | {sense, _IMPLIED.get(sense, sense)}
    return senses


@functools.cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language.

    Raises:
        LanguageError: no questions can be asked in it.
    """
    raw, shared = data(language, "questions"), data(LABEL_LANGUAGE, "questions")
    senses = senses_of(language)
    stems: dict[str, frozenset[str]] = {}
    longest: dict[str, int] = {}
    for key, found in senses.items():
        if len(key) == 1 and NEUTRAL not in found and found != {"degree"}:  # a final report is none that is finally one
            root = stem(key[0], language)
            stems[root] = stems.get(root, frozenset()) | found
            longest[root] = max(longest.get(root, 0), len(key[0]))
    return Vocabulary(
        language,
        senses,
        stems,
        longest,
        groups=_phrases(raw.get("groups", {}), language),
        kinds=_phrases(raw.get("kinds", {}), language),
        plain_kinds=frozenset(folded(form) for row in raw.get("kinds", {}).values() for form in row.split(" | ")),
        singulars=frozenset(map(folded, raw.get("singulars", "").split())),
        subjects=_phrases(raw.get("subjects", {}), language),
        judged=frozenset(map(folded, raw.get("judged", "").split())),
        attitudes=_attitudes(raw.get("attitudes", ""), language),
        times=_times(language),
        wanted={**shared["wanted"], **raw.get("wanted", {})},
        frame={**shared["frame"], **raw.get("frame", {})},
        reply={**shared["reply"], **raw.get("reply", {})},
    )


@functools.cache
def recognized(language: str) -> frozenset[str]:
    """What a state is recognized in, folded: whoever does so admits nothing ("recognized the independence of X")."""
    return frozenset(map(folded, data(language, "questions").get("recognized", "").split()))


def _attitudes(listed: str, language: str) -> frozenset[str]:
    verbs = optional_data(language, "cues").get("verbs", {})
    rows = (listed, *(verbs.get(sort, "") for sort in _ATTITUDES))
    return frozenset(stem(folded(word), language) for row in rows for word in row.split())


def _spelt_out(pattern: str) -> Iterator[str]:
    """The forms that a pattern of alternatives stands for: ``весн(?:а|ой)``, ``autumn|fall``."""
    root, behind, endings = pattern.partition("(?:")
    yield from (root + ending for ending in endings.rstrip(")").split("|")) if behind else pattern.split("|")


def _times(language: str) -> frozenset[str]:
    """Words of time that are no names of days: what they say of a claim, no sentence need hold."""
    times = optional_data(language, "times")
    forms = (form for pair in times.get("units", {}).values() for each in pair for form in each.split("|"))
    seasons = (form for season in times.get("seasons", ()) for form in _spelt_out(season))
    amounts = optional_data(language, "numbers").get("numerals", {})
    vague = (word for name in ("many", "indefinite") for word in amounts.get(name, "").split())
    return frozenset(folded(form) for form in (*forms, *seasons, *vague) if form.isalpha())


def _phrases(rows: Mapping[str, str], language: str) -> dict[tuple[str, ...], str]:
    return {
        tuple(stem(word.folded, language) for word in words(form)): name
        for name, forms in rows.items()
        for form in forms.split(" | ")
    }


@functools.lru_cache(maxsize=1_024)
def group_words(group: str) -> tuple[str, ...]:
    """What the members of a group are called in every language: stems of their last words."""
    found: list[str] = []
    for code in languages():
        forms = optional_data(code, "questions").get("groups", {}).get(group, "")
        for form in forms.split(" | "):
            found.extend(beginnings(words(form)[-1].text, code) if form else ())
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=1_024)
def sort_words(root: str, language: str) -> tuple[str, ...]:
    """What a sort of speakers is called in every language in one word, by the stem of one of them; empty for others."""
    table = vocabulary(language)
    names = {"groups": table.groups.get((root,)), "kinds": table.kinds.get((root,))}
    found = (
        start
        for code in languages()
        for row, name in names.items()
        if name
        for form in optional_data(code, "questions").get(row, {}).get(name, "").split(" | ")
        if len(words(form)) == 1
        for start in beginnings(form, code)
    )
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=4_096)
def beginnings(word: str, language: str) -> tuple[str, ...]:
    """What the forms of a word begin with: its stem, and whole words (``=``) of that stem in which the end changes.

    The stem of *army* and *armies* is *armi*, with which *army* does not begin.
    """
    plain = folded(word)
    root = stem(plain, language)
    forms = (root[:-1] + letter for letter in string.ascii_lowercase if letter != root[-1:])
    others = [form for form in forms if len(root) > 1 and stem(form, language) == root]
    return (root, *(f"={form}" for form in dict.fromkeys((*others, *([] if plain.startswith(root) else [plain])))))


def group_label(group: str, language: str) -> str:
    """What a language calls a group."""
    return str((data(language, "questions").get("groups") or data(LABEL_LANGUAGE, "questions")["groups"])[group]).split(
        " | "
    )[0]


@functools.lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Small letters without accents, possessives and quotation marks; й is a letter of its own."""
    plain = fold(unicodedata.normalize("NFC", word.casefold())).replace("’", "'").replace("ʼ", "'").removesuffix("'s")
    if plain.isascii() or (plain and declined_in(plain[0])):
        return plain
    bare = unicodedata.normalize("NFKD", plain).replace("œ", "oe").replace("æ", "ae")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def words(text: str) -> tuple[QuestionWord, ...]:
    """The words and numbers of a text in order; what an apostrophe elides is a word, a possessive is none."""
    found = []
    for match in _WORD.finditer(text):
        found.append(QuestionWord(match[0], folded(match[0]), match.start(), match.end()))
    return tuple(found)
