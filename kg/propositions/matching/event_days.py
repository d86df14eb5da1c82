"""Find the days on which something is said to have happened, as far as a claim's words or its article's date tell."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import edtf
from kg.propositions.matching.assertions import Assertion

Days = tuple[int, int]  # first and last, as ordinals

_WIDE = 31  # days; what is wider than a month tells no event from another
_BEFORE, _AFTER = 10, 1  # days around an article's date on which what it reports without a day may have happened


def said(assertion: Assertion) -> tuple[Days, ...]:
    """The days that an assertion itself names."""
    return tuple(_said(assertion))


def _said(assertion: Assertion) -> Iterator[Days]:
    for time in assertion.claim.times:
        if time.value is not None and time.text in assertion.text:
            first, last = edtf.days(time.value)
            if first is not None and last is not None and (last - first).days < _WIDE:
                yield first.toordinal(), last.toordinal()


def lasting(assertion: Assertion) -> bool:
    """Whether it is said of a time without an end: "since Thursday"."""
    return any(time.value and time.value.endswith("/..") for time in assertion.claim.times)


def around(day: int | None) -> tuple[Days, ...]:
    """The days before an article's own on which what it reports may have happened; none where nobody knows."""
    return () if day is None else ((day - _BEFORE, day + _AFTER),)


def meet(one: tuple[Days, ...], other: tuple[Days, ...], slack: int) -> bool:
    """Whether some of the days are the same, or lie no more than ``slack`` days apart."""
    return any(a <= d + slack and c <= b + slack for a, b in one for c, d in other)
