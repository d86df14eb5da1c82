"""A result of Wikidata's query service, as JSON: news media and persons with country, site and handle.

``docs/wikidata-media.rq`` is a query that gives the columns. Wikidata says whose a medium is, seldom how far a state
rules it: the link stays unknown, for a person to fill in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.languages.profile import LABEL_LANGUAGE, supported
from kg.model import Affiliation, AgentType, Link
from kg.model.errors import InputError
from kg.sources.countries import load_countries
from kg.sources.imports.reconcile import ListedSource, UnusableRow

_ITEM = re.compile(r"(?:.*/)?(Q[1-9][0-9]*)")


def read(path: Path) -> Iterator[ListedSource | UnusableRow]:
    """One entry an item: its rows, one for each site or handle, are put together.

    Raises:
        InputError: it cannot be read, or is no SPARQL result in JSON.
    """
    try:
        rows = json.loads(path.read_text("utf-8-sig"))["results"]["bindings"]
        found: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            values = _values(row)
            found.setdefault(values.get("item", ""), []).append(values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path}: {error!r}", "a SPARQL result in JSON (SPARQL 1.1 Query Results JSON)", "Save the result as JSON."
        ) from error
    for item, group in found.items():
        yield _entry(item, group)


def _values(row: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as text; a label without a name of its own is left out."""
    return {name: cell["value"].strip() for name, cell in row.items() if cell.get("value", "").strip()}


def _entry(item: str, group: list[dict[str, str]]) -> ListedSource | UnusableRow:
    found = _ITEM.fullmatch(item)
    if not found:
        return UnusableRow(item or "a row without item", "the column item holds no item of Wikidata")
    number = found[1]
    spoken = {
        language: row[f"label_{language}"] for row in group for language in supported() if f"label_{language}" in row
    }
    name = spoken.get(LABEL_LANGUAGE) or next((row["itemLabel"] for row in group if "itemLabel" in row), "")
    if not name or name == number:
        return UnusableRow(number, "no name")
    code = next((row["countryCode"].upper() for row in group if "countryCode" in row), None)
    if code is not None and code not in load_countries(LABEL_LANGUAGE).countries:
        return UnusableRow(number, f"{name}: {code!r} is no code of a country (ISO 3166-1)")
    try:
        kind = AgentType(next((row["type"] for row in group if "type" in row), AgentType.PRIVATE_MEDIA))
    except ValueError as error:
        return UnusableRow(number, f"{name}: {error}")
    return ListedSource(
        place=number,
        name=name,
        type=kind,
        affiliation=Affiliation(code, Link.UNKNOWN),
        urls=tuple(dict.fromkeys(row["website"] for row in group if "website" in row)),
        handles=tuple(dict.fromkeys(row["twitter"] for row in group if "twitter" in row)),
        names=tuple(spoken.items()),
        wikidata=number,
    )
