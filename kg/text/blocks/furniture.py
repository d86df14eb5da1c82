"""What stands at the edges of a paragraph and claims nothing: date lines, agencies, credits, labels, pointers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.languages.letters import CAPITALS
from kg.languages.profile import TextRules, supported, text_rules
from kg.model import Span

_NO_LOWER = r"(?![a-zß-öø-ÿа-яё])"  # what was cut off stood before a sentence, and in none
_CITY = rf"[{CAPITALS}][\w’'.-]{{0,40}}(?:(?:, ?|[ /])[\w’'.-]{{1,40}}){{0,4}}"
_PART_OF = r"(?:\s*\([^()\n]{2,30}\))?"  # where a city lies: "Pemba (Mozambique), 14 mars 2024"
_PLACE = rf"[{CAPITALS}][\w’'-]*(?:[ /-][{CAPITALS}][\w’'-]*){{0,3}}"
_WORD = rf"[{CAPITALS}][\w.’'-]*"
NAME = rf"{_WORD}(?: (?:\w{{1,3}} )?{_WORD}){{1,3}}"
_NAMES = rf"{NAME}(?:(?:,? \w{{1,3}} |, |; ){_WORD}(?: {_WORD}){{0,3}})*"  # "Ann Lee in Rome, Tom Roe and Luc Roy"
_AGENCY = rf"[{CAPITALS}][\w.-]{{1,20}}(?: [{CAPITALS}][\w.-]{{0,20}}){{0,3}}"
_STRONG = r"(?:\s*[.:|,]?\s*[-–—]+\s*|\s*[.:|]\s+)"
_META_DATE = re.compile(r"\s*date\s*:?\s+\d{4}(?:-\d\d){0,2}(?=\s|$)", re.IGNORECASE)
_AGENCY_LINE = re.compile(
    rf"\s*(?P<place>{_CITY}(?:,\s*[^()\n]{{1,30}})?)\s*\((?P<agency>[^()\n]{{2,30}})\)\s*[-–—:.]+\s+{_NO_LOWER}"
    rf"|\s*\((?P<alone>[{CAPITALS}][^()\n]{{1,30}})\)(?:\s*[-–—:.]+)?\s+(?=[{CAPITALS}«“\"])"
)
_CLOCK = re.compile(rf"\s*\d{{1,2}}\s?[hH:]\s?\d{{2}}\s*[.:|–—-]+\s+(?=[{CAPITALS}«“\"])")  # of a live page: "18h42. "
_SIGNED = re.compile(rf"[.!?…»”\"\])]\s*(?P<sign>[—–]\s?[{CAPITALS}][^.!?»”\n]{{2,70}})$")
_SIGNED_ALONE = re.compile(rf"\s*(?P<sign>[—–-]\s?[{CAPITALS}][^.!?»”\n]{{2,70}})$")
_CREDIT = re.compile(
    rf"[.!?…»”\"\])]\s*(?P<sign>[—–-]\s*\(?[{CAPITALS}]{{2,}}(?:[ /][{CAPITALS}]{{2,}}){{0,2}}\)?"
    rf"|[—–-]?\s*\((?:\w+ )?[{CAPITALS}][\w.-]*(?:[ ,/]+(?:\w{{1,3}} )?[{CAPITALS}][\w.-]*){{0,3}}\))\s*$"
)
_SIGNED_QUOTATION = re.compile(rf"[»”\"]\s+(?P<sign>--?\s?{NAME}(?:, [^.!?»”\n]{{2,70}})?)\s*$")
_MAKERS = rf"[{CAPITALS}][\w.’'&-]*(?:(?:, |[ /])(?:\w{{1,3}} )?[{CAPITALS}][\w.’'&-]*){{0,6}}"
_CLOSING = '»”"’'
_OPENING = '«“"'
_LONGEST = 500  # code points of a signature and what stands right before it


def date_lines(text: str, span: Span, language: str) -> Iterator[Span]:
    """Dates, cities and agencies at the start of a paragraph, one behind the other, never a part of a sentence."""
    start = span.start
    for pattern in (_META_DATE, _CLOCK, _date_line(language), _dated_agency(language), _AGENCY_LINE):
        match = pattern.match(text, start, span.end)
        if match and match.end() > start and not _explains_acronym(match) and not _opens_quotation(text, match):
            yield Span(start, match.end())
            start = match.end()


def signature(text: str, span: Span) -> Span:
    """A byline, a credit or the signature under a block quotation at the end; an empty span where there is none."""
    wording = span.of(text)
    patterns = [_SIGNED, _SIGNED_QUOTATION, _CREDIT, _source()]
    if text[max(span.start - 200, 0) : span.start].rstrip(". \n\r\t")[-1:] in tuple(_CLOSING):
        patterns.append(_SIGNED_ALONE)
    for pattern in patterns:
        match = pattern.search(wording, max(0, len(wording) - _LONGEST))
        if match and (pattern is not _SIGNED_QUOTATION or _is_opened(wording[: match.start()])):
            return Span(span.start + match.start("sign"), span.start + match.end("sign"))
    return Span(span.end, span.end)


def _is_opened(text: str) -> bool:
    """Whether a quotation mark opens on the last line of a text."""
    return any(mark in text.rpartition("\n")[2] for mark in _OPENING)


@functools.cache
def caption_label(loose: bool) -> re.Pattern[str]:
    """The label before a caption: "Photo:". Behind an image a dash or a stop will do."""
    return re.compile(rf"\s*(?:{_all('captions')})\s*{'[:.–—-]' if loose else ':'}\s*")


@functools.cache
def picture_credit() -> re.Pattern[str]:
    """Who made a picture, at the end of its caption: "Boats on the river. Photo: Reuters"."""
    return re.compile(rf"(?<=[\s(\[])(?:{_all('captions')})\s*:\s*{_MAKERS}[.)\]]*\s*$")


@functools.cache
def link() -> re.Pattern[str]:
    """A paragraph that only points to another text: "Lire aussi : …"."""
    return re.compile(rf"\W*(?:{_all('see_also')})[^\n]{{0,200}}", re.IGNORECASE)


@functools.cache
def signing(language: str) -> re.Pattern[str]:
    """A paragraph that only tells who wrote an article: "By Ann Lee", "(Editing by Tom Roe)"; no name is a sentence."""
    pattern = text_rules(language).signing.replace("{names}", _NAMES).replace("{place}", _PLACE)
    return re.compile(rf"\s*\(?(?:{pattern})\)?\s*")


def _all(name: str) -> str:
    """The alternatives of every language: a text quotes other outlets."""
    return "|".join(found for code in supported() if (found := getattr(text_rules(code), name)))


@functools.cache
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?P<sign>\(?(?:{_all('credits')})\s*:[^.!?\n]{{2,80}})\s*$")


def _explains_acronym(match: re.Match[str]) -> bool:
    """Whether brackets hold the letters of the name before them: "Free Syrian Army (FSA)" is no city and agency."""
    place, inside = match.groupdict().get("place"), match.groupdict().get("agency")
    if not place or not inside or not inside.isupper():
        return False
    initials = iter(word[0].casefold() for word in re.findall(r"\w+", place))
    return all(letter in initials for letter in inside.casefold())


def _opens_quotation(text: str, match: re.Match[str]) -> bool:
    """Whether a name, not a city, stands before a colon: ``Ann Lee (Greens): “…”``."""
    return (
        match[0].rstrip().endswith(":") and "(" in match[0] and text[match.end() : match.end() + 1] in ("«", "“", '"')
    )


def _month(rules: TextRules) -> str:
    names = sorted({*rules.months, *rules.months_short}, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(map(re.escape, names)) + r")\.?"


def _weekday(rules: TextRules) -> str:
    return rf"(?:(?i:{'|'.join(rules.weekdays)})\b\.?,?\s+)?"


def _day(rules: TextRules) -> str:
    """A day with its year, and the day of the week before it, if it is given."""
    return (
        rf"(?:{_weekday(rules)}\d{{1,2}}(?:er|st|nd|rd|th)?\s+{_month(rules)},?\s*\d{{4}}"
        rf"|{_weekday(rules)}{_month(rules)}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}"
        r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)(?![\d-])"
    )


def _clock(rules: TextRules) -> str:
    zones = _all("time_zones")
    return rf"(?:\s*(?:{rules.clock}|[-–—,])?\s*\d{{1,2}}[:hH.]\d{{2}}(?:\s*\(?(?i:UTC|GMT|[ap]m|{zones})\)?)?(?!\w))?"


@functools.cache
def _date_line(language: str) -> re.Pattern[str]:
    """A date at the start, with what surrounds it in its line: "6 novembre 2012. - ", "Wed 05 Apr 2017 "."""
    rules = text_rules(language)
    day, clock = _day(rules), _clock(rules)
    update = rf"(?:(?:{rules.updates})\s*[:—–-]?\s*)"
    before = rf"(?:(?:{update}|{_CITY}{_PART_OF}\s*[,–—-]\s*)(?:{rules.article})?)?"
    year = rf"(?:\s*(?:{rules.year}))?" if rules.year else ""
    byline = rf"(?:{rules.byline} [{CAPITALS}][\w-]+(?: [{CAPITALS}][\w-]+){{0,3}} )?" if rules.byline else ""
    closing = rf"{year}{clock}(?:,\s*{_PLACE}(?=\s*\.))?(?:{_STRONG}{byline}{_NO_LOWER}|\s*\.?\s*$)"
    return re.compile(
        rf"\s*(?:{before}{day}(?:{closing}|{clock}\s+{byline}{_NO_LOWER})"
        rf"|{update}(?:[^\n:]{{0,30}}\d[^\n]{{0,30}}?)?:\s+(?=[{CAPITALS}«“\"]))"
    )


@functools.cache
def _dated_agency(language: str) -> re.Pattern[str]:
    """A city, a day without its year, and an agency: "МОСКВА, 5 сен - РИА Новости. ", "MOSCOW, May 5. /TASS/. "."""
    rules = text_rules(language)
    day = _yearless(rules)
    agency = (
        r"(?:[-–—.]?\s*/[^/\n]{2,30}/\.?(?:\s*[-–—]+)?"
        rf"|\([^()\n]{{2,30}}\)\s*[-–—:.]+|[-–—.]\s*{_AGENCY}(?:\.|\s*[-–—]+)|[-–—]+)"
    )
    return re.compile(rf"\s*{_CITY}{_PART_OF}[,.]\s*{day}\s*{agency}\s+{_NO_LOWER}")


def _yearless(rules: TextRules) -> str:
    return rf"{_weekday(rules)}(?:\d{{1,2}}(?:er)?\s+{_month(rules)}|{_month(rules)}\s+\d{{1,2}})"


@functools.cache
def behind_agency(language: str) -> re.Pattern[str]:
    """What follows the agency that a byline begins with, up to the sentence: " Wednesday 22 Jun 2016 ", ", Beirut - ".

    Between the byline and a sentence there is a mark, or a day with its year, or the sentence begins in a word that has
    a capital only there; behind a dash, none follows that would close a parenthesis.
    """
    rules = text_rules(language)
    sentence = rf"\s+(?=[{CAPITALS}«“\"\d])"
    opener = rf"\s+(?=(?:{'|'.join(sorted(rules.openers))})\s)" if rules.openers else "(?!)"
    short = rf"(?:{_yearless(rules)}|(?i:{'|'.join(rules.weekdays)}))"
    year = rf"(?:\s*(?:{rules.year})\.?)?" if rules.year else ""
    place = rf"(?:,\s*{_PLACE})"
    return re.compile(
        rf"[)/]?(?:(?:,\s*(?:{rules.article})?|\.?\s*){_day(rules)}{year}{_clock(rules)}(?:{_STRONG}|\s+){_NO_LOWER}"
        rf"|{place}?\s*{_day(rules)}{year}{_clock(rules)}\s*$"
        rf"|{place}?,\s*(?:{rules.article})?{short}\s*[-–—.:]+{sentence}"
        rf"|\s+{short}(?:\s*[-–—.:]+{sentence}|{opener})"
        rf"|{place}?\s*[-–—]+{sentence}(?![^.!?\n]*\s[-–—])"
        rf"|{place}(?:[.:]{sentence}|\s*$)"
        rf"|\.{sentence}|{opener})"
    )


def is_name(signed: str) -> bool:
    """Whether a signature is that of a person (``— Ann Lee, nurse``), not the credit of an agency in capitals."""
    words = signed.strip("—–- ").partition(",")[0].split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and not word.isupper() for word in words)
