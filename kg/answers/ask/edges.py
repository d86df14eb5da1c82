"""Parts of years and months in a question, as the months or days that they are: "late 2015", "since the end of March".

A beginning, a middle and an end are a third each: of a year four months, of a month ten days. The answer says which.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from functools import cache

from kg.answers.ask.vocabulary import folded, vocabulary
from kg.languages.profile import data, text_rules

PARTS = ("first", "middle", "last")
_LEAP = 2000  # a year that has all days
_YEAR = r"(?:19|20)\d\d"


def without_edges(text: str, language: str) -> str:
    """A question in which *late 2015* is *from September to December 2015*, and *since late 2015* since September.

    Only where both can mean but one day: *before the end of 2015* is another matter.
    """
    dating = data(language, "questions").get("edges", {}).get("dating")
    if dating:  # "относятся к сентябрю": in it, and not until then
        text = re.sub(rf"\b(?:{_either(dating.split(' | '))})\s", "", text, flags=re.IGNORECASE)
    text = _ranges(text, language)
    return _edge(language).sub(lambda found: _as_days(found, language), text) if _may_say(text, language) else text


def _ranges(text: str, language: str) -> str:
    """Ranges in short as their language writes them in full: "2014-2016", "Feb-Mar 2018"."""
    rule, rules = data(language, "questions").get("edges"), text_rules(language)
    if rule:
        years = rf"(?<![\d-])({_YEAR})\s?[-–—]\s?({_YEAR})(?![\d-])"
        text = re.sub(years, lambda found: str(rule["whole"]).format(first=found[1], last=found[2]), text)
    month = rf"({_months(language)})\.?"
    short = re.compile(rf"\b{month}\s?[-–—]\s?{month}(?=\s+{_YEAR}\b)", re.IGNORECASE)

    def spelt(found: re.Match[str]) -> str:
        return "-".join(rules.months[rules.months_folded[name.casefold()] - 1] for name in found.groups())

    return short.sub(spelt, text)


@cache
def part_words(language: str) -> frozenset[str]:
    """The words for a beginning, a middle and an end, folded."""
    rule = data(language, "questions").get("edges", {})
    return frozenset(folded(form.split()[0]) for part in PARTS for form in rule.get(part, "").split(" | ") if form)


def _may_say(text: str, language: str) -> bool:
    return any(folded(word) in part_words(language) for word in re.findall(r"[^\W\d_]+", text))


def _as_days(found: re.Match[str], language: str) -> str:
    """The months or days that a part of a year or month is, behind the preposition that stands before it."""
    rule, said = data(language, "questions")["edges"], (found["moves"] or "").casefold()
    part = next(part for part in PARTS if found["part"].casefold() in rule[part].split(" | "))
    first, last = _bounds(found, PARTS.index(part), language)
    forms = {**rule["opens"], **rule["closes"]}.get(said, "").split(" | ")
    senses = vocabulary(language).senses.get(tuple(map(folded, forms[0].split())), frozenset())
    begun = _begun(language).search(found.string[: found.start()])
    vague = senses & {"after", "until"} and part == "first" and not begun
    if vague or ("before" in senses and part == "last"):
        return found[0]
    if said in rule["opens"]:
        return f"{forms[0]} {first} "
    if said in rule["closes"] and (begun or senses & {"until", "after"}):
        return f"{forms[-1 if begun else 0]} {last} "
    if found["month"] and not found["year"]:  # "early March": no range is of any year
        return found[0]
    before = f"{found['moves']} " if said and said not in rule["alone"].split(" | ") else ""
    year = found["year"] or found["years"]
    return (
        before + str(rule["whole"]).format(first=" ".join(filter(None, (first, found["month"], year))), last=last) + " "
    )


def _bounds(found: re.Match[str], third: int, language: str) -> tuple[str, str]:
    """The first and the last of a third: of a year its months, of a month its days."""
    rules = text_rules(language)
    if not found["month"]:
        return rules.months[4 * third], rules.months[4 * third + 3]
    month, year = rules.months_folded[found["month"].casefold()], int(found["year"] or _LEAP)
    return str(10 * third + 1), str(
        calendar.monthrange(year, month)[1] if third == PARTS.index("last") else 10 * third + 10
    )


@cache
def _begun(language: str) -> re.Pattern[str]:
    """What stands behind the word that opens a range, up to its other end."""
    opens = _either(data(language, "questions")["edges"]["opens"])
    return re.compile(rf"\b(?:{opens})\s[^,?]{{,30}}?\b(?:{_YEAR}|{_months(language)})\b", re.IGNORECASE)


@cache
def _edge(language: str) -> re.Pattern[str]:
    """A part of a year, of a month or of a month of a year, and what stands before it; what follows stays."""
    rule = data(language, "questions")["edges"]
    moves = _either([*rule["opens"], *rule["closes"], *rule["alone"].split(" | ")])
    parts = _either(form for part in PARTS for form in rule[part].split(" | "))
    of_what = (
        rf"(?=(?:(?P<month>{_months(language)})\b\.?(?:\s+(?:\w{{1,2}}\s+)?(?P<year>{_YEAR})\b)?|(?P<years>{_YEAR})\b))"
    )
    return re.compile(rf"(?:\b(?P<moves>{moves})\s+)?\b(?P<part>{parts})[\s\-‐‑]+{of_what}", re.IGNORECASE)


@cache
def _months(language: str) -> str:
    return _either(text_rules(language).months_folded)


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
