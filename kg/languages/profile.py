"""Languages: which there are, what their folders hold, and which language a text is in.

A language is a folder in ``kg/languages``, or in a folder that ``KG_LANGUAGES`` names; nothing else names one. It holds
data (``profile.toml``, ``cues.toml``, …) and, where its grammar needs code, modules whose functions ``hook`` finds:
``parse_repair.repair``, ``mood.is_conditional``, ``mood.is_future``, and the functions of ``declension``.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FOLDER = Path(__file__).parent
LABEL_LANGUAGE = "en"  # ids and preferred labels are made in it, and it stands in for a language without a label
PAGE_LANGUAGE = "fr"  # the page of a store opens in it
_LONGEST = 5000  # code points that are enough to tell a language
_FEWEST = 3  # words below which statistics say nothing
_LIKELY = 0.5  # an article is in the language that is likelier than all others together
_SURE = 0.95  # a block leaves its article's language only above this probability
_FOREIGN = 0.02  # share of letters that the alphabet has not: more than names bring
_SETS = (
    *("abbreviations", "numbered", "trailing", "starters", "openers", "small", "frequent"),
    *("hyphened", "no_places", "place_modifiers", "place_prepositions", "before_surnames"),
)
_ALTERNATIVES = (
    "script",
    "article",
    "year",
    "clock",
    "byline",
    "signing",
    "updates",
    "captions",
    "credits",
    "crediting",
    "desks",
    "agencies",
    "see_also",
    "furniture",
    "network_prepositions",
    "time_zones",
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = re.compile(r"https?://\S+|(?<!\S)[^\s/]{1,100}\.\w{1,30}/\S*|[@#]\S+")


@dataclass(frozen=True, slots=True)
class TextRules:
    """How a language's text is cut and known: from ``text.toml``. Strings hold alternatives of a regular expression."""

    script: str
    foreign: frozenset[str]
    frequent: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    trailing: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    small: frozenset[str]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_folded: dict[str, int]
    weekdays: tuple[str, ...]
    article: str
    year: str
    clock: str
    byline: str
    signing: str  # a whole paragraph that tells who wrote it; "{names}" are names of people, "{place}" is one of a town
    updates: str
    captions: str
    credits: str
    crediting: str  # before the agency whose text it is: "With AFP"
    desks: str  # behind the agency that signs: "Reuters Staff"
    agencies: str  # agencies that are not named: "Source: Agencies"
    see_also: str
    network_prepositions: str  # before X, the network
    time_zones: str
    furniture: str  # what only the page around an article says
    no_places: frozenset[str]
    place_modifiers: frozenset[str]
    place_prepositions: frozenset[str]
    hyphened: frozenset[str]  # words that are written with a hyphen before or behind them: "dit-il"
    before_surnames: frozenset[str]  # capitalised words before a surname that are no given name


@dataclass(frozen=True, slots=True)
class Typology:
    """What kind of language one is: each feature that a rule asks for, False unless ``profile.toml`` says true.

    The names follow WALS (Dryer and Haspelmath 2013, https://wals.info) where it has the feature.
    """

    has_articles: bool = False  # a common noun without a determiner introduces somebody new
    has_cases: bool = False  # nouns are declined: the genitive names an owner, the dative who is told
    free_word_order: bool = False  # an object may stand before its verb, a subject behind its object
    drops_subjects: bool = False  # a verb of saying may have no subject, and nobody is left out: "как сообщалось"
    quotative_inversion: bool = False  # an inserted clause has its speaker behind the verb: "…, a dit le maire, …"
    unpunctuated_cues: bool = False  # a cue clause may follow what it reports with no comma between
    bare_infinitives: bool = False  # an infinitive takes no particle: "annonce être prêt"
    bare_complements: bool = False  # a reported clause needs no complementiser: "is certain he will win"
    temporal_as: bool = False  # the word of as-clauses means *while* too: "As he announced the plan, …"
    participles_between_commas: bool = False  # a participle that describes a noun stands apart from it
    quoted_names: bool = False  # names of bodies stand in quotation marks: "центр «Весна»"
    lists_speakers: bool = False  # the nouns of cues.toml are nearly all that may speak
    callings_judge: bool = False  # "pour le ministre" gives the view of a calling, "for the minister" does not
    future_in_past: bool = False  # behind a past verb the conditional is a future: "a dit qu'il viendrait"
    reportive_conditional: bool = False  # a compound conditional reports hearsay: "aurait tué"
    possessive_s: bool = False  # names take an -s, whose apostrophe plain text loses: "Turkeys ministry"


@dataclass(frozen=True, slots=True)
class Profile:
    """A language at a glance, from its ``profile.toml``."""

    code: str  # ISO 639-1
    name: str  # in English
    rank: int  # languages are asked in this order where a text does not say which it is in
    names: frozenset[str]  # what archives of news call it, in any language and small letters
    stemmer: str  # that of snowballstemmer; empty for none
    determiners: frozenset[str]  # that may stand before a name and do not belong to it
    letters: frozenset[str]  # small letters that are not ASCII: its own, and those of names
    code_pages: tuple[str, ...]  # that its texts came in before Unicode, the commonest first: names of Python's codecs
    printed: Mapping[str, str]  # letters that print mostly leaves without their marks: "ё" = "е"
    archives: Mapping[str, str]  # what archives of news write around an article, as alternatives of an expression
    columns: Mapping[str, str]  # what tables call our columns, besides their names in kg/readers/rows.py
    labels: Mapping[str, str]  # what sources without a name are called
    typology: Typology


def _roots() -> tuple[Path, ...]:
    """The folders that languages are looked for in: those of ``KG_LANGUAGES`` first."""
    extra = os.environ.get("KG_LANGUAGES", "")
    return (*(Path(text) for text in extra.split(os.pathsep) if text), FOLDER)


@functools.cache
def _folders() -> Mapping[str, Path]:
    """The folder of every language, by its code."""
    return {path.parent.name: path.parent for root in reversed(_roots()) for path in root.glob("*/profile.toml")}


@functools.cache
def supported() -> tuple[str, ...]:
    """Codes of the languages there is a folder for, by rank, then by code."""
    return tuple(sorted(_folders(), key=lambda code: (profile(code).rank, code)))


def check_supported(language: str) -> None:
    """Refuse a language that there is no folder for.

    Raises:
        LanguageError: it is such a one.
    """
    if language not in supported():
        raise LanguageError(language, f"one of {', '.join(supported())}", "Name another language with --lang.")


def path_of(language: str, file: str) -> Path | None:
    """A file of a language's folder; None where it has none of that name."""
    path = _folders()[language] / file if language in _folders() else None
    return path if path is not None and path.exists() else None


@functools.cache
def data(language: str, name: str) -> dict[str, Any]:
    """The content of one data file of a language.

    Raises:
        LanguageError: there is no folder for the language, or no such file in it.
    """
    path = path_of(language, f"{name}.toml")
    if path is None:
        raise LanguageError(
            language, f"one of {', '.join(supported())}", f"Add kg/languages/{language}/{name}.toml or set --lang."
        )
    with path.open("rb") as handle:
        return tomllib.load(handle)


def optional_data(language: str, name: str) -> dict[str, Any]:
    """The content of a data file that a language may do without: empty where it has none.

    Raises:
        LanguageError: there is no folder for the language.
    """
    return {} if language in supported() and path_of(language, f"{name}.toml") is None else data(language, name)


@functools.cache
def profile(language: str) -> Profile:
    """The profile of a language.

    Raises:
        LanguageError: there is no folder for the language.
        TypeError: ``profile.toml`` names a feature that no rule asks for.
    """
    raw = data(language, "profile")
    return Profile(
        language,
        raw["name"],
        raw["rank"],
        frozenset(raw["names"].split()),
        raw.get("stemmer", ""),
        frozenset(raw["determiners"].split()),
        frozenset(raw.get("letters", "")),
        tuple(raw.get("code_pages", "").split()),
        raw.get("printed", {}),
        raw.get("archives", {}),
        raw.get("columns", {}),
        raw.get("labels", {}),
        Typology(**raw.get("typology", {})),
    )


def labels(name: str) -> tuple[tuple[str, str], ...]:
    """(language, label) of something in every language that has a label for it, by code."""
    found = ((code, profile(code).labels.get(name)) for code in sorted(supported()))
    return tuple((code, label) for code, label in found if label)


@functools.cache
def archive_words(name: str) -> str:
    """What archives of news write in any language, as alternatives of a regular expression."""
    return "|".join(words for code in supported() if (words := profile(code).archives.get(name)))


@functools.cache
def _declining() -> Mapping[str, str]:
    """The languages that decline names, by their script."""
    return {text_rules(code).script: code for code in supported() if path_of(code, "declension.py")}


def declined_in(word: str) -> str | None:
    """The language that declines names in the script of a word, in whatever text it stands; None where none does."""
    return _declining().get(_script_of(word[:1]))


@functools.cache
def hook(language: str, module: str, function: str) -> Callable[..., Any] | None:
    """A function of a module in a language's folder; None where the language has no such module.

    Raises:
        LanguageError: the module has no such function: what a language has code for, it has whole.

    Example:
        ``hook("fr", "parse_repair", "repair")`` is the function of ``kg/languages/fr/parse_repair.py``.
    """
    path = path_of(language, f"{module}.py")
    if path is None:
        return None
    name = f"kg.languages.{language}.{module}"
    if path.parent.parent == FOLDER:
        loaded = importlib.import_module(name)
    else:
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise LanguageError(str(path), "a module of Python", "Mend or remove it.")
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
    found: Callable[..., Any] | None = getattr(loaded, function, None)
    if found is None:
        raise LanguageError(str(path), f"a function {function}", "Write it, or remove the module.")
    return found


@functools.cache
def text_rules(language: str) -> TextRules:
    """The rules by which text of a language is cut into blocks and sentences.

    Raises:
        LanguageError: there is no folder for the language.
    """
    raw = data(language, "text")
    lists = {name: tuple(raw[name].split()) for name in ("months", "months_short", "weekdays")}
    sets = {name: frozenset(word.rstrip(".") for word in raw.get(name, "").split()) for name in _SETS}
    fields: dict[str, Any] = {**{name: raw.get(name, "") for name in _ALTERNATIVES}, **lists, **sets}
    return TextRules(
        foreign=frozenset(raw["foreign"]), months_folded=_months(lists["months"], lists["months_short"]), **fields
    )


def _months(full: Iterable[str], short: Iterable[str]) -> dict[str, int]:
    """Every month's name, case-folded, to its number; a short name stands for the month that begins with it."""
    numbers = {name.casefold(): index for index, name in enumerate(full, 1)}
    for name in short:
        index = next((number for long, number in numbers.items() if long.startswith(name.casefold())), None)
        if index is not None:
            numbers.setdefault(name.casefold(), index)
    return numbers


@functools.cache
def _identifier(languages: tuple[str, ...] = ()) -> LanguageIdentifier:
    """An identifier that chooses among some languages, or among all it knows."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # start-up time: only commands that read text

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if languages:
        found.set_languages([code for code in languages if code in found.nb_classes])
    return found


def recognise(text: str) -> str | None:
    """The language of a whole article (ISO 639-1, supported or not), or None where it cannot be told."""
    prose = _NOT_PROSE.sub(" ", text[:_LONGEST])
    words = _words(prose)
    if len(words) < _FEWEST:
        return None
    code, probability = _identifier().classify(prose)
    if probability <= _LIKELY or (code in supported() and not _is_written(Counter("".join(words)), code)):
        return None
    return str(code)


def of_block(text: str, article: str) -> str:
    """The supported language of one block: its article's, unless script, words or statistics clearly say otherwise.

    A block in a script or an alphabet that no supported language has stays with its article.
    """
    prose = _NOT_PROSE.sub(" ", text)
    words = _words(prose)
    letters = Counter("".join(words))
    candidates = tuple(code for code in supported() if _is_written(letters, code))
    if len(candidates) <= 1:
        return candidates[0] if candidates else article
    counts = {code: sum(word in text_rules(code).frequent for word in words) for code in candidates}
    best = max(candidates, key=lambda code: (counts[code], code == article))
    if article not in candidates:
        return best if counts[best] else str(_identifier(candidates).classify(prose)[0])
    if best == article or counts[best] < 2 * counts[article] + 2:
        return article
    code, probability = _identifier(supported()).classify(prose)
    return best if code == best and probability > _SURE else article


def _words(prose: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(prose)]


def _script(letters: Counter[str]) -> str:
    """The script of most letters, by the first word of their names in Unicode: LATIN, CYRILLIC; empty without any."""
    counts: Counter[str] = Counter()
    for letter, number in letters.items():
        counts[_script_of(letter)] += number
    return counts.most_common(1)[0][0] if counts else ""


@functools.lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_written(letters: Counter[str], code: str) -> bool:
    """Whether words have a language's script, and hardly a letter of it that the language does not have."""
    rules = text_rules(code)
    strange = sum(number for letter, number in letters.items() if letter in rules.foreign)
    return _script(letters) == rules.script and strange <= _FOREIGN * letters.total()
