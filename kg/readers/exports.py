"""Exports of press databases, several articles a file: Factiva, LexisNexis and Europresse, as text or as HTML.

Each form is a function from the lines of the file (one a paragraph) to entries, and a row of ``FORMS``. They follow
what such exports look like to R's tm.plugin.factiva, tm.plugin.lexisnexis and tm.plugin.europresse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.languages.profile import archive_words, profile, supported
from kg.model import Article
from kg.model.errors import InputError
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import article, headed, of_page
from kg.text.dateline import find_date

_CODES = "HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|IPD|IPC|VOL|SE|CLM|ART|CX"
_CODE = re.compile(rf"\s*(?P<code>{_CODES})(?:(?:\s{{2,}}|\t)(?P<rest>\S.*))?\s*")
_CODED = re.compile(r"^\s*HD\s*$|^\s*HD(?:\s{2,}|\t)\S", re.MULTILINE)
_COUNT = re.compile(rf"\d[\d\s.,]*\s(?:{archive_words('word_count')})", re.IGNORECASE)
_DOCUMENT = re.compile(r"Document\s+(?P<number>[A-Za-z0-9]{12,40})")
_OF_DOCUMENTS = re.compile(rf"\d+ (?:{archive_words('of')}) \d+ DOCUMENTS?", re.IGNORECASE)
_NEXIS_HEAD = re.compile(r"(?P<name>BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT)\s*:\s*(?P<rest>.*)")
_NEXIS_TAIL = re.compile(
    r"(?P<name>LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|ORGANIZATION|COUNTRY|GEOGRAPHIC|GRAPHIC|PERSON|COMPANY|TICKER"
    r"|JOURNAL-CODE|TYPE|URL)\s*:\s*(?P<rest>.*)"
)
_RIGHTS = re.compile(rf"(?:Copyright|©|\(c\))\s.*|.{{0,60}}(?:{archive_words('rights')})\.?", re.IGNORECASE)
_NOTICE = re.compile(rf"(?:©|\(c\))\s.*(?:{archive_words('rights')}).*", re.IGNORECASE)
_EUROPRESSE = re.compile(
    rf"{archive_words('certificate')}|\bnews·\d{{8}}|Europresse|CEDROM-SNi|eureka\.cc", re.IGNORECASE
)
_NUMBER = re.compile(r"news·\d{8}·\S+")
_HOUR = re.compile(r"\d{1,2}[:hH.]\d{2}(?:\s\S{1,5})?")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
_NAME = re.compile(rf"{_CAPITAL}[\w'’-]+(?:[ ,]+(?:{archive_words('joining')})?{_CAPITAL}[\w'’.-]*){{1,6}}")
_LOOKED_AT = 200_000  # code points in which an export shows its form


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of an export, as its fields say it; ``number`` is the database's own."""

    lines: tuple[str, ...]
    title: str = ""
    outlet: str = ""
    date: str | None = None
    author: str = ""
    language: str = ""
    number: str = ""


Form = Callable[[Sequence[str]], Iterator[Entry]]


def form(text: str) -> Form | None:
    """How an export is cut that begins with a text; None where it is none."""
    return next((cut for known, cut in FORMS if known(text[:_LOOKED_AT])), None)


def export(source: Source, lines: Sequence[str], given: Given) -> Iterator[Article | InputError]:
    """The articles of an export from its lines, one a paragraph.

    Raises:
        InputError: no article is found in it.
    """
    cut = form("\n".join(lines))
    yield from entries(source, cut(lines) if cut else iter(()), given)


def entries(source: Source, found: Iterator[Entry], given: Given) -> Iterator[Article | InputError]:
    """The articles of entries; one without a text is set aside.

    Raises:
        InputError: there is no entry.
    """
    number = 0
    for number, entry in enumerate(found, 1):
        place = f"{source.name}:{number}"
        try:
            yield _article(place, entry, given)
        except InputError as error:
            yield InputError(place, error.expected, error.fix)
    if not number:
        raise InputError(source.name, "an export of Factiva, LexisNexis or Europresse", "No article is found in it.")


def _article(place: str, entry: Entry, given: Given) -> Article:
    if not entry.lines:
        raise InputError(place, "an entry with a text", "It has only a heading.")
    facts = of_page(
        title=entry.title,
        outlet=re.sub(rf"\s*\((?:{archive_words('edition')})\)$", "", entry.outlet, flags=re.IGNORECASE),
        date=entry.date,
        author=re.sub(rf"^(?:{archive_words('by')})\s+", "", entry.author, flags=re.IGNORECASE),
        language=next(
            (code for code in supported() if entry.language.casefold().startswith(tuple(profile(code).names))), None
        ),
    )
    return article(entry.number or place, headed(entry.title, "\n\n".join(entry.lines)), facts | given.facts())


def text_lines(text: str) -> list[str]:
    """The lines of an export in plain text, one a paragraph; nothing where it is none. LexisNexis wraps its lines."""
    cut = form(text)
    if cut is _lexisnexis:
        parts = re.split(r"\n[ \t\xa0]*\n", text.replace("\r\n", "\n"))
        return [" ".join(part.split()) for part in parts if part.strip()]
    return text.splitlines() if cut else []


def _factiva_coded(lines: Sequence[str]) -> Iterator[Entry]:
    """Fields with codes; ``AN`` is the last that matters: ``AN  Document LEMOND0020170905…``."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if found := _CODE.fullmatch(line):
            code = found["code"]
            if code in fields and "AN" in fields:
                yield _coded(fields)
                fields = {}
            fields.setdefault(code, []).extend([found["rest"]] if found["rest"] else [])
        elif code and line.strip():
            fields[code].append(line.strip())
    if "HD" in fields:
        yield _coded(fields)


def _coded(fields: dict[str, list[str]]) -> Entry:
    said = {code: " ".join(lines) for code, lines in fields.items()}
    number = _DOCUMENT.search(said.get("AN", ""))
    return Entry(
        lines=(*fields.get("LP", ()), *fields.get("TD", ())),
        title=said.get("HD", ""),
        outlet=said.get("SN", ""),
        date=find_date(said.get("PD", "")),
        author=said.get("BY", ""),
        language=said.get("LA", ""),
        number=number["number"] if number else "",
    )


def _factiva_plain(lines: Sequence[str]) -> Iterator[Entry]:
    """Headline, byline, count of words, date, hour, name, code, language, rights; the text; ``Document …``."""
    held: list[str] = []
    for line in lines:
        if not (found := _DOCUMENT.fullmatch(line.strip())):
            held.extend([line.strip()] if line.strip() else [])
            continue
        at = next((at for at, row in enumerate(held) if _COUNT.fullmatch(row)), None)
        if at is not None:
            yield _plain(held[:at], [row for row in held[at + 1 :] if not _HOUR.fullmatch(row)], found["number"])
        held = []


def _plain(above: list[str], below: list[str], number: str) -> Entry:
    names = tuple(name for code in supported() for name in profile(code).names)
    spoken = next((at for at, row in enumerate(below[:8]) if row.casefold() in names), None)
    rights = next((at for at, row in enumerate(below[:10]) if _RIGHTS.fullmatch(row)), None)
    head = max(at for at in (1, spoken, rights) if at is not None)
    return Entry(
        lines=tuple(below[head + 1 :]),
        title=above[0] if above else "",
        outlet=below[1] if len(below) > 1 else "",
        date=find_date(below[0]) if below else None,
        author=above[1] if len(above) > 1 else "",
        language=below[spoken] if spoken is not None else "",
        number=number,
    )


def _lexisnexis(lines: Sequence[str]) -> Iterator[Entry]:
    """``1 of 20 DOCUMENTS``, then outlet, date, title, fields, text, fields."""
    starts = [at for at, line in enumerate(lines) if _OF_DOCUMENTS.fullmatch(line.strip())]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _nexis([line.strip() for line in lines[start + 1 : end] if line.strip()])


def _nexis(lines: list[str]) -> Entry:
    lines = [line for line in lines if not _RIGHTS.fullmatch(line)]
    dated = next((at for at, line in enumerate(lines[:6]) if find_date(line)), 0)
    heads = [at for at, line in enumerate(lines) if _NEXIS_HEAD.fullmatch(line)]
    tails = [at for at, line in enumerate(lines) if _NEXIS_TAIL.fullmatch(line)]
    first, last = (heads[0], heads[-1]) if heads else (dated + 2, dated + 1)
    end = next((at for at in tails if at > last), len(lines))
    fields = {found["name"]: found["rest"] for at in (*heads, *tails) if (found := _field(lines[at]))}
    return Entry(
        lines=tuple(lines[last + 1 : end]),
        title=" ".join(lines[dated + 1 : first]),
        outlet=lines[0] if lines and dated > 0 else "",
        date=find_date(lines[dated]) if lines else None,
        author=fields.get("BYLINE", ""),
        language=fields.get("LANGUAGE", ""),
    )


def _field(line: str) -> re.Match[str] | None:
    return _NEXIS_HEAD.fullmatch(line) or _NEXIS_TAIL.fullmatch(line)


def _europresse(lines: Sequence[str]) -> Iterator[Entry]:
    """Outlet, rubric and date, title, perhaps an author, the text, a notice of rights, the number."""
    held: list[str] = []
    pending: Entry | None = None
    for line in (line.strip() for line in lines if line.strip()):
        if found := _NUMBER.search(line):
            if pending:
                yield replace(pending, number=found[0])
            pending = None
        elif _NOTICE.fullmatch(line):
            if pending:
                yield pending
            pending, held = _signed(held), []
        elif not _EUROPRESSE.search(line) and not re.match(archive_words("notice"), line):
            held.append(line)
    if pending:
        yield pending


def _signed(lines: list[str]) -> Entry | None:
    """An entry of the lines above a notice of rights; None where they begin with no outlet and date."""
    dated = next((at for at, line in enumerate(lines[:5]) if at and find_date(line)), None)
    if dated is None or len(lines) < dated + 2:
        return None
    title, rest = lines[dated + 1], lines[dated + 2 :]
    author = rest[0] if rest and len(rest) > 1 and len(rest[0]) < 80 and _NAME.fullmatch(rest[0]) else ""
    return Entry(tuple(rest[1:] if author else rest), title, lines[0], find_date(lines[dated]), author)


def _has_line(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: any(pattern.fullmatch(line.strip()) for line in text.split("\n"))


# What tells a form, and how it is cut; the first that fits counts.
FORMS: tuple[tuple[Callable[[str], object], Form], ...] = (
    (_CODED.search, _factiva_coded),
    (_has_line(_OF_DOCUMENTS), _lexisnexis),
    (lambda text: _has_line(_DOCUMENT)(text) and _has_line(_COUNT)(text), _factiva_plain),
    (lambda text: _EUROPRESSE.search(text) and _has_line(_NOTICE)(text), _europresse),
)
