"""How a language says when: ``kg/languages/<language>/times.toml``, its patterns compiled."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.languages.letters import either_print
from kg.languages.profile import optional_data

_SLOT = re.compile(r"\{([a-z_0-9]*[a-z_][a-z_0-9]*)\}")
_LETTER = re.compile(r"(?<!\\)\w")
_UNTOLD = "(?! {month})"  # small letters do not tell the month of May from the verb
_GROUP = re.compile(r"\(\?P<\w+>")
_SPACE = r"(?:\s{1,3})"
# No word, number, dot or stroke goes on to the left or to the right of an expression.
_LEFT, _RIGHT = r"(?<![\w])(?<![\d][.,:/-])(?<![$€£№#@+])", r"(?![\w])(?![.,:/-]\d)"
_NUMBERS = {
    "year": r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)",
    "iso": r"(?P<iso>(?:1[5-9]|20)\d\d-\d\d-\d\d)",
    "written": r"(?P<written>\d{1,2}([./])\d{1,2}[./](?:19|20)\d\d)",
    "decade": r"(?P<decade>(?:1[5-9]|20)\d0)",
    "tens": r"(?P<tens>[2-9]0)",
    "century": r"(?P<century>1\d|20|21)",
    "roman": r"(?P<roman>[XIVХ]{1,5})",
    "hour": r"(?P<hour>2[0-3]|[01]?\d)",
    "minute": r"(?P<minute>[0-5]\d)",
}
_FIXED = ("deictic", "deictic_there", "deictic_or_there", "nights")  # kinds of fixed words
_UNNAMED = ("early", "year_word", "year_unit", "part")
_LISTS = {"month": "months", "weekday": "weekdays", "season": "seasons"}

Choice = Sequence[tuple[Any, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Rules:
    """One language's rules. ``patterns`` are (kind, pattern) in the file's order; ``names`` look like times."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    names: tuple[re.Pattern[str], ...]
    choices: Mapping[str, Choice]  # for a slot: what each of its words stands for
    offsets: Mapping[str, Choice]  # for a kind with fixed words: how many days from where
    singular: Mapping[str, re.Pattern[str]]  # by unit
    half_day: bool
    relations: tuple[tuple[str, re.Pattern[str]], ...]  # what they are called, and the words at the end of a stretch
    ranges: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]
    around: Mapping[str, re.Pattern[str]]
    boundary: re.Pattern[str]
    past: re.Pattern[str]
    future: re.Pattern[str]

    def choice(self, slot: str, words: str) -> Any:  # noqa: ANN401 - a number, a name of a unit, or None
        """What words of a slot stand for; None where none of its choices."""
        return next((value for value, pattern in self.choices[slot] if pattern.fullmatch(words)), None)


@functools.cache
def finder(language: str) -> re.Pattern[str] | None:
    """One of the patterns of a language, in a text in small letters: it finds all of them, and a few more.

    Most texts have nothing else laid against them, and nothing else is compiled for them. None where a language has no
    rules.

    Raises:
        LanguageError: the language has no folder.
    """
    raw = optional_data(language, "times")
    if not raw:
        return None
    slots = _slots(raw)
    return _small("|".join(_filled(template.replace(_UNTOLD, ""), slots) for _, template in _written(raw)))


def _written(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kinds of all patterns with their templates, in the file's order; those of fixed words come last."""
    written = [(kind, template) for kind, listed in raw["patterns"].items() for template in listed]
    return written + [(kind, _any(raw[kind].values())) for kind in _FIXED if raw[kind]]


@functools.cache
def rules(language: str) -> Rules | None:
    """The rules of a language; None where it has none.

    Raises:
        LanguageError: the language has no folder.
    """
    raw = optional_data(language, "times")
    if not raw:
        return None
    slots = _slots(raw)
    words = {name: _fixed(raw[name]) for name in _FIXED}
    tense = {name: _compiled(text) for name, text in raw["tense"].items()}
    return Rules(
        patterns=tuple((kind, _alone(_filled(template, slots))) for kind, template in _written(raw)),
        names=tuple(map(_compiled, raw["names"]["any"])),
        choices=_choices(raw),
        offsets={kind: [(number, _compiled(text)) for number, text in table.items()] for kind, table in words.items()},
        singular={unit: _compiled(forms[0]) for unit, forms in raw["units"].items()},
        half_day=raw["half_day"],
        relations=tuple((name, _ending(text)) for name, text in raw["relations"].items()),
        ranges=tuple((_ending(one["open"]) if one["open"] else None, _between(one["join"])) for one in raw["ranges"]),
        around=_around(raw["around"]),
        **tense,
    )


def _fixed(table: Mapping[str, str]) -> dict[int, str]:
    return {int(number): text for number, text in table.items()}


def _any(texts: Any) -> str:  # noqa: ANN401 - any iterable of strings
    return "|".join(texts) or r"(?!)"


def _spaced(text: str) -> str:
    return either_print(text.replace("'", "['’]")).replace(" ", _SPACE)


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(_spaced(text), re.IGNORECASE)


def _ending(words: str) -> re.Pattern[str]:
    """Words at the end of a stretch, before what follows them."""
    return re.compile(rf"(?<![\w-])(?:{_spaced(words)})(?:(?<=['’])|\s{{1,3}})$", re.IGNORECASE)


def _between(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s{{0,3}}(?:{_spaced(words)})\s{{0,3}}", re.IGNORECASE)


def _around(raw: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        "lead": _ending(raw["lead"]),
        "before_part": re.compile(
            rf"(?<![\w-])(?:{_spaced(raw['before_part'])})(?:(?<=['’])|\s{{1,3}})$", re.IGNORECASE
        ),
        "after_part": re.compile(rf",?\s{{1,3}}(?:{_spaced(raw['after_part'])})(?!\w)", re.IGNORECASE),
        "to_clock": re.compile(rf"{_spaced(raw['to_clock'])}\s{{1,3}}", re.IGNORECASE),
        "from_clock": re.compile(rf"{_spaced(raw['from_clock'])}\s{{1,3}}", re.IGNORECASE),
    }


def _alone(text: str) -> re.Pattern[str]:
    return re.compile(f"{_LEFT}(?:{text}){_RIGHT}", re.IGNORECASE)


def _small(text: str) -> re.Pattern[str]:
    """An expression for texts in small letters, which is tried several times as fast as one for letters of any case."""
    return re.compile(f"{_LEFT}(?:{_LETTER.sub(lambda letter: letter[0].lower(), _GROUP.sub('(?:', text))}){_RIGHT}")


def _filled(template: str, slots: Mapping[str, str]) -> str:
    """A template as an expression; a slot that stands in it twice is numbered: ``month``, ``month2``."""
    seen: dict[str, int] = {}

    def filled(match: re.Match[str]) -> str:
        name = match[1].rstrip("2")
        seen[name] = seen.get(name, 0) + 1
        text = slots[name]
        return text if seen[name] == 1 else re.sub(rf"\(\?P<{name}>", f"(?P<{name}{seen[name]}>", text)

    spaced = _spaced(template.replace("<core>", "(?P<core>").replace("</core>", ")"))
    return _SLOT.sub(filled, spaced)


def _slots(raw: Mapping[str, Any]) -> dict[str, str]:
    """The expression for each slot, with a group of its name where its words decide anything."""
    case = "(?-i:{})" if raw["capitalised"] else "{}"
    out = dict(_NUMBERS)
    for slot, listed in _LISTS.items():
        group = "(?:" + "|".join(raw[listed]) + ")"
        out[slot] = f"(?P<{slot}>{_spaced(case.format(group) if slot != 'season' else group)})"
    out["day"] = rf"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d){_spaced(raw['ordinal'])}"
    singular, plural = ([forms[i] for forms in raw["units"].values()] for i in (0, 1))
    periods = [raw["units"][unit][0] for unit in ("week", "weekend", "month", "year")]
    groups = {
        "n": [r"\d{1,3}", *raw["numbers"].values()],
        "unit": [*plural, *singular],
        "one_unit": singular,
        "many_unit": plural,
        "period": periods,
        "ordinal": raw["ordinals"].values(),
        "tens_word": raw["tens"].values(),
    }
    out |= {slot: rf"(?P<{slot}>{_spaced(_any(texts))})(?!\w)" for slot, texts in groups.items()}
    for slot, text in {**raw["words"], "year_unit": raw["year_unit"]}.items():
        out[slot] = f"(?:{_spaced(text)})" if slot in _UNNAMED else f"(?P<{slot}>{_spaced(text)})"
    return out


def _choices(raw: Mapping[str, Any]) -> dict[str, Choice]:
    found: dict[str, Choice] = {
        slot: [(number, _compiled(text)) for number, text in enumerate(raw[listed])] for slot, listed in _LISTS.items()
    }
    found["unit"] = [(unit, _compiled("|".join(forms))) for unit, forms in raw["units"].items()]
    for slot, table in (("n", "numbers"), ("ordinal", "ordinals"), ("tens_word", "tens")):
        found[slot] = [
            (int(number) if number.isdigit() else None, _compiled(text)) for number, text in raw[table].items()
        ]
    return found
