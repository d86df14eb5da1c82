"""How Russian declines names and adjectives, and how its letters sound. Words come in small letters, ё as е."""

from __future__ import annotations

import re

# Of the country adjectives, all in -кий: "российский", "турецкий".
_ADJECTIVE_ENDING = re.compile(r"(?<=к)(?:ий|ого|ому|им|ом|ая|ой|ою|ую|ое|ие|их|ими)$")
# What a name of a city ends in, and the endings of its cases; any other name has no cases.
_CASES = (
    ("ый", "ый ого ому ым ом"),
    ("ий", "ий ого ому им ом его ему ем"),
    ("а", "а ы и е у ой ою ей"),
    ("я", "я и е ю ей ью"),
    ("й", "й я ю ем е и"),
    ("ь", "ь я ю ем е и ью"),
    ("ы", "ы ам ами ах ов"),
    ("и", "и ам ами ах ям ями ях"),
)
_CONSONANT_CASES = ("", "а", "у", "ом", "ем", "ым", "е")  # none first: "Лондон"
_WOMAN, _MAN = ("ова", "ева", "ёва", "ина", "ская", "цкая"), ("ов", "ев", "ёв", "ин")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh sh _ y _ e iu ia"
_LATIN = dict(zip(_LETTERS, _SOUNDS.split(), strict=True))


def adjective_stem(adjective: str) -> str:
    """An adjective of a country without its ending; any other word as it is."""
    return _ADJECTIVE_ENDING.sub("", adjective)


_AGREEING = {"Fem": ("ая", "яя"), "Neut": ("ое", "ее")}  # endings of adjectives, hard and soft
_VELARS = frozenset("кгх")


def cases(name: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a city's name and the endings that it may have."""
    for ending, endings in _CASES:
        if name.endswith(ending):
            return name[: -len(ending)], tuple(endings.split())
    return name, ("",) if name[-1] in "оуэюеё" else _CONSONANT_CASES


def nominatives(word: str) -> list[str]:
    """The names of which a word may be another case: Гуте of Гута."""
    found = [word[:-cut] + ending for cut in (1, 2) for ending in ("а", "я", "ы", "ь", "", "о")]
    of_name = {name: cases(name) for name in found if name not in ("", word)}
    return [name for name, (stem, ends) in of_name.items() if word.startswith(stem) and word[len(stem) :] in ends]


def agreeing(adjective: str, gender: str) -> str:
    """The nominative of an adjective, given by its lemma, beside a noun in the singular: региональное управление."""
    stem, ending = adjective[:-2], adjective[-2:]
    if ending not in ("ый", "ий", "ой") or gender not in _AGREEING:
        return adjective
    hard, soft = _AGREEING[gender]
    return stem + (soft if ending == "ий" and stem[-1:] not in _VELARS else hard)


def is_of_other_gender(word: str, surname: str) -> bool:
    """Whether a form of a surname is that of the other gender: Пескова is his genitive, and her name."""
    if surname.endswith(_WOMAN):
        return not word.endswith(("а", "у", "ой", "ою", "ая", "ую"))
    return surname.endswith(_MAN) and word.endswith(("ой", "ою"))


def romanised(stem: str) -> str:
    """The letters of a stem as they sound."""
    return "".join(_LATIN.get(letter, letter) for letter in stem)
