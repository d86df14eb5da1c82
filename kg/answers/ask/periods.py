"""The days that a question names, as its language writes them."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.answers.ask.frame import When
from kg.answers.ask.vocabulary import folded, vocabulary
from kg.languages.profile import text_rules
from kg.languages.stemming import stem
from kg.model import edtf
from kg.model.errors import InputError
from kg.text.times import Times

_NUMBER = re.compile(r"\b([0-3]?[0-9])(?![0-9])")


@dataclass(frozen=True, slots=True)
class Period:
    """Words of a question that say when: half-open code points; ``when`` is None where no day stands for them."""

    start: int
    end: int
    when: When | None


def periods(text: str, language: str) -> Iterator[Period]:
    """All that a question says of days; of months and days without a year, those of any year."""
    text = re.sub(r"[^\W\d_]+", lambda found: _accented(language).get(found[0].casefold(), found[0]), text)
    if not _may_say_when(text, language):
        return
    plain = list(_plain(text, language))
    if plain and not any(letter.isdecimal() for letter in _without(text, plain)):
        yield from plain  # the expressions for everything else take a quarter of a second to compile
        return
    capitals = re.sub(r"[^\W\d_]+", lambda found: _as_month(found[0], language), text)
    for found in Times(None).read(capitals, language):
        start, end = found.span.start, found.span.end
        words = text[start:end]
        if found.value:
            first, last = edtf.days(found.value)
            yield Period(
                start, end, When(words, first.isoformat() if first else None, last.isoformat() if last else None)
            )
        else:
            yield Period(start, end, _yearless(words, language))


@functools.cache
def _accented(language: str) -> Mapping[str, str]:
    """The months by how they are typed without their accents."""
    return {bare: name for name in text_rules(language).months_folded if (bare := folded(name)) != name}


def months(text: str, language: str) -> Iterator[Period]:
    """Months that stand alone, in whatever case: of any year."""
    rules = text_rules(language)
    by_stem = {stem(folded(name), language): number for name, number in rules.months_folded.items() if len(name) > 3}
    for found in re.finditer(r"[^\W\d_]{4,}", text):
        number = by_stem.get(stem(folded(found[0]), language))
        if number is not None and (found[0][0].isupper() or rules.months[0][0].islower()):
            yield Period(
                found.start(), found.end(), When(found[0], f"{number:02}-01", f"{number:02}-31", yearless=True)
            )


def _may_say_when(text: str, language: str) -> bool:
    if any(letter.isdecimal() for letter in text):
        return True
    rules = text_rules(language)
    days = {*rules.months_folded, *(day.casefold() for day in rules.weekdays)}
    found = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return bool(found & days) or any(
        vocabulary(language).senses.get((folded(word),), frozenset()) & {"today"} for word in found
    )


@functools.cache
def _days(language: str) -> re.Pattern[str]:
    """A day, a month and a year as a language writes them in full, or digits alone."""
    rules = text_rules(language)
    names = "|".join(sorted(map(re.escape, rules.months_folded), key=len, reverse=True))
    year = (
        rf"(?P<year>(?:19|20)[0-9]{{2}})(?:\s(?:{rules.year})(?!\w))?" if rules.year else r"(?P<year>(?:19|20)[0-9]{2})"
    )
    day = r"(?P<day>[0-3]?[0-9])(?!\w)"
    return re.compile(rf"(?<![\w.,/-])(?:(?:{day}\s)?(?P<month>{names})\s)?{year}(?![\w/-]|[.,][0-9])", re.IGNORECASE)


def _plain(text: str, language: str) -> Iterator[Period]:
    """The one full date, month or year of a question; of several only the whole reader knows what they are together."""
    found = list(_days(language).finditer(text))
    if len(found) != 1:
        return
    (match,) = found
    if any(not match.start() <= other.start < match.end() for other in months(text, language)):
        return
    month = text_rules(language).months_folded.get((match["month"] or "").casefold())
    value = "-".join(
        part
        for part in (match["year"], f"{month:02}" if month else "", f"{int(match['day']):02}" if match["day"] else "")
        if part
    )
    try:
        first, last = edtf.days(value)
    except InputError:
        return
    yield Period(
        *match.span(), When(match[0], first.isoformat() if first else None, last.isoformat() if last else None)
    )


def _without(text: str, found: list[Period]) -> str:
    return text[: found[0].start] + text[found[0].end :]


def _as_month(word: str, language: str) -> str:
    rules = text_rules(language)
    return word.capitalize() if word.casefold() in rules.months_folded and rules.months[0][0].isupper() else word


def _yearless(words: str, language: str) -> When | None:
    rules = text_rules(language)
    months = [
        rules.months_folded[word] for word in re.findall(r"[^\W\d_]+", words.casefold()) if word in rules.months_folded
    ]
    if len(months) != 1:
        return None
    day = _NUMBER.search(words)
    if day and not 1 <= int(day[1]) <= 31:
        return None
    first, last = (f"{months[0]:02}-{int(day[1]):02}",) * 2 if day else (f"{months[0]:02}-01", f"{months[0]:02}-31")
    return When(words, first, last, yearless=True)


def is_range(when: When) -> bool:
    """Whether a period goes from one day, month or year to another, which its words have named already."""
    first, last = when.first or "", when.last or ""
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    month = len(first) - len("-01")
    whole_month = same >= month and first[month:] == "-01" and last[month:] >= "-28"
    whole_year = same >= len("2016-") and (first[4:], last[4:]) == ("-01-01", "-12-31") and not when.yearless
    return first != last and not (whole_month or whole_year)


def before(when: When) -> When:
    """The days before the first of a period."""
    return When(when.label, None, _moved(when.first, -1, yearless=when.yearless), when.yearless)


def after(when: When) -> When:
    """The days after the last of a period."""
    return When(when.label, _moved(when.last, 1, yearless=when.yearless), None, when.yearless)


def since(when: When) -> When:
    """The days from the first of a period on."""
    return When(when.label, when.first, None, when.yearless)


def until(when: When) -> When:
    """The days up to the last of a period."""
    return When(when.label, None, when.last, when.yearless)


def _moved(day: str | None, by: int, *, yearless: bool) -> str | None:
    if day is None:
        return None
    leap = "2000-"  # any year that has all days
    try:
        moved = datetime.date.fromisoformat(f"{leap}{day}" if yearless else day) + datetime.timedelta(days=by)
    except ValueError:
        return day
    return moved.isoformat().removeprefix(leap) if yearless else moved.isoformat()
