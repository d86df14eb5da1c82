"""Literals whose words stay as they are: rdflib's normalising of lexical forms is never let in."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from rdflib import Literal

from kg.model.errors import InputError
from kg.model.vocab import XSD

_TAG = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_DATES = {4: ("-01-01", XSD.gYear), 7: ("-01", XSD.gYearMonth), 10: ("", XSD.date)}


def text(value: str, language: str | None = None) -> Literal:
    """A string, tagged where the language is a tag that BCP 47 allows (lower-cased, for stores compare tags so).

    Raises:
        InputError: a lone surrogate, which no encoding can write.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            ascii(value[error.start : error.end]), "text in Unicode", "Decode the file again with its own encoding."
        ) from error
    tag = (language or "").lower()
    return Literal(value, lang=tag if _TAG.fullmatch(tag) else None, normalize=False)


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer, normalize=False)


def decimal(value: float) -> Literal:
    """A number without exponent or idle zeros: stores keep that form. At most six decimals are kept."""
    rounded = format(Decimal(repr(value)).quantize(Decimal("0.000001")) if abs(value) < 1e15 else Decimal(value), "f")
    plain = rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return Literal("0" if plain == "-0" else plain, datatype=XSD.decimal, normalize=False)


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


def date(value: str) -> Literal:
    """An ISO date as coarse as it is given: year, month or day.

    Raises:
        InputError: no such date.
    """
    rest, datatype = _DATES.get(len(value), (None, None))
    try:
        datetime.date.fromisoformat(value + rest if rest is not None else "")
    except ValueError as error:
        raise InputError(value, "a date as 2017, 2017-09 or 2017-09-05", "Mend the date or leave it out.") from error
    return Literal(value, datatype=datatype, normalize=False)
