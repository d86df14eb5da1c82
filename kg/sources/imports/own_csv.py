"""A user's own list of sources, a CSV with a row an agent; a column may be left out, a cell empty.

``name`` (needed), ``type`` (needed: state-media, person …), ``country`` (name or ISO code), ``link`` (organ,
controlled, captured, funded, none, unknown), ``start``, ``end`` (ISO dates), ``id``, ``name_fr``, ``name_ru``,
``acts_for`` (id), ``wikidata``; and with several values between semicolons ``aliases_en``, ``aliases_fr``,
``aliases_ru``, ``domains``, ``handles``. The rows are the user's own words: every name decides.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Affiliation, AgentType, Link, ids
from kg.model.errors import InputError
from kg.sources.countries import country_of, load_countries
from kg.sources.imports.reconcile import ListedSource, UnusableRow

_COLUMNS = frozenset(
    (
        *("name", "name_fr", "name_ru", "type", "country", "link", "start", "end"),
        *("id", "acts_for", "wikidata", "domains", "handles"),
    )
) | {f"aliases_{language}" for language in supported()}
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def read(path: Path) -> Iterator[ListedSource | UnusableRow]:
    """The rows of the file.

    Raises:
        InputError: it cannot be read, or has columns that say nothing here.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            table = csv.DictReader(handle)
            columns = set(table.fieldnames or ())
            strange = sorted(columns - _COLUMNS)
            if strange or not {"name", "type"} <= columns:
                raise InputError(
                    f"{path}: columns {', '.join(sorted(columns))}",
                    f"name, type, and any of {', '.join(sorted(_COLUMNS - {'name', 'type'}))}",
                    "Rename the columns.",
                )
            for row in table:
                cells = {name: (value or "").strip() for name, value in row.items() if name in _COLUMNS}
                yield _entry(cells, f"line {table.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}", "a CSV file in UTF-8", "Save it as CSV in UTF-8.") from error


def _entry(cells: dict[str, str], place: str) -> ListedSource | UnusableRow:
    if problem := _problem(cells):
        return UnusableRow(place, problem)
    spoken = [(LABEL_LANGUAGE, cells["name"])]
    for language in supported():
        spoken += [(language, text) for text in (cells.get(f"name_{language}", ""),) if text]
        spoken += [(language, text) for text in _several(cells.get(f"aliases_{language}", ""))]
    return ListedSource(
        place=place,
        name=cells["name"],
        type=AgentType(cells["type"]),
        affiliation=Affiliation(
            _country(cells.get("country", "")),
            Link(cells.get("link") or Link.UNKNOWN),
            cells.get("start") or None,
            cells.get("end") or None,
        ),
        urls=_several(cells.get("domains", "")),
        handles=tuple(handle.removeprefix("@") for handle in _several(cells.get("handles", ""))),
        names=tuple(spoken[1:]),
        wikidata=cells.get("wikidata") or None,
        id=cells.get("id") or None,
        acts_for=cells.get("acts_for") or None,
        sure=True,
    )


def _problem(cells: dict[str, str]) -> str | None:
    """What keeps a row from being an agent, or None."""
    link, country = cells.get("link") or Link.UNKNOWN, cells.get("country", "")
    dates = [cells.get(name, "") for name in ("start", "end")]
    wrong = [day for day in dates if day and not _DATE.fullmatch(day)]
    checks = (
        (not cells["name"], "no name"),
        (cells["type"] not in set(AgentType), f"type {cells['type']!r}, expected one of {', '.join(AgentType)}"),
        (link not in set(Link), f"link {link!r}, expected one of {', '.join(Link)}"),
        (bool(country) and _country(country) is None, f"country {country!r}, expected its name or its ISO code"),
        (not country and link not in (Link.NONE, Link.UNKNOWN), f"link {link} without the country it is a link to"),
        (bool(wrong), f"date {', '.join(wrong)}, expected 2017, 2017-09 or 2017-09-05"),
        (ids.slug(cells.get("id", "")) != cells.get("id", ""), "id, expected lower-case words joined by hyphens"),
    )
    return next((f"{cells['name']}: {problem}" for failed, problem in checks if failed), None)


def _country(text: str) -> str | None:
    code = text.upper()
    return code if code in load_countries(LABEL_LANGUAGE).countries else country_of(text, LABEL_LANGUAGE)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
