"""The State Media Matrix (Alliance for Securing Democracy; typology of the State Media Monitor): its CSV, row by row.

Users bring their copy. Its typology says who owns, funds and edits; ours says what links a medium to the state:

=====  ===============================================  ==========
SC     state-controlled                                 controlled
CaPu   captured, public                                 captured
CaPr   captured, private                                captured
ISFM   independent, state-funded and state-managed      funded
ISF    independent, state-funded                        funded
ISM    independent, state-managed                       funded
IP     independent, public                              funded
=====  ===============================================  ==========
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Affiliation, AgentType, Link
from kg.model.errors import InputError
from kg.sources.countries import country_of
from kg.sources.imports.reconcile import ListedSource, UnusableRow, handle_of

_TYPOLOGY = {
    "SC": (Link.CONTROLLED, AgentType.STATE_MEDIA),
    "CaPu": (Link.CAPTURED, AgentType.PUBLIC_MEDIA),
    "CaPr": (Link.CAPTURED, AgentType.PRIVATE_MEDIA),
    "ISFM": (Link.FUNDED, AgentType.PUBLIC_MEDIA),
    "ISF": (Link.FUNDED, AgentType.PUBLIC_MEDIA),
    "ISM": (Link.FUNDED, AgentType.PUBLIC_MEDIA),
    "IP": (Link.FUNDED, AgentType.PUBLIC_MEDIA),
}
_COLUMNS = ("Country", "Main assets", "URL", "Typology")
_OTHER_NAMES = {"UAE": "AE", "DR Congo": "CD", "Palestine territories": "PS", "Congo": "CG"}
_SORTS = ("Print: ", "Television: ", "Radio: ", "Online: ")  # some assets say what they are first


def read(path: Path) -> Iterator[ListedSource | UnusableRow]:
    """The rows of the file.

    Raises:
        InputError: it cannot be read, or is another table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            table = csv.DictReader(handle)
            missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise InputError(f"{path}: no column {', '.join(missing)}", "the State Media Matrix", "Bring its CSV.")
            for row in table:
                yield _entry(row, f"line {table.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}", "a CSV file in UTF-8", "Bring the file as it is published.") from error


def _entry(row: Mapping[str, str | None], place: str) -> ListedSource | UnusableRow:
    text = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str | None)}
    name, typology, land = text["Main assets"], text["Typology"], text["Country"]
    for sort in _SORTS:
        name = name.removeprefix(sort)
    country = _OTHER_NAMES.get(land) or country_of(land, LABEL_LANGUAGE)
    if not name:
        return UnusableRow(place, "no medium is named")
    if typology not in _TYPOLOGY:
        return UnusableRow(place, f"{name}: the typology {typology!r} is none of {', '.join(_TYPOLOGY)}")
    if country is None:
        return UnusableRow(place, f"{name}: {land!r} is no country")
    link, kind = _TYPOLOGY[typology]
    handle = handle_of(text.get("Twitter Link", ""))
    return ListedSource(
        place=place,
        name=name,
        type=kind,
        affiliation=Affiliation(country, link),
        urls=(text["URL"],) if text["URL"] else (),
        handles=(handle,) if handle else (),
    )
