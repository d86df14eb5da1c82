"""What "rests only on" means, read once more in plain Python: rows in, verdicts out, no code of the program.

A row is one chain of one claim; of each hop it is known, or not, whether it is of the sources asked about.
"""

from __future__ import annotations

from dataclasses import dataclass

WAYS = ("origin", "bottleneck", "closed")


@dataclass(frozen=True)
class At:
    """One hop: True where it is of the sources asked about, False where it is not, None where nobody knows."""

    is_of: bool | None


@dataclass(frozen=True)
class Row:
    """One chain of one claim."""

    claim: str
    article: str
    hops: tuple[At, ...]
    own_voice: bool
    commitment: str
    expresses: bool
    perhaps: bool
    rejected: bool = False
    nameless: bool = False  # whether its origin is not named, and of no known state


def verdicts(rows: list[Row], plan: bool) -> dict[str, str | None]:
    """The value of each variant; None where nothing supports the proposition."""
    return {way: verdict(rows, plan, way) for way in WAYS}


def verdict(rows: list[Row], plan: bool, way: str) -> str | None:
    """One variant."""
    left = counted(rows, plan)
    sure = [answer(row, way) for row in left if not row.perhaps]
    maybe = [answer(row, way) for row in left if row.perhaps]
    if not sure:
        return None
    if "no" in sure:
        return "no"
    if "undetermined" in sure:
        return "undetermined"
    return "yes" if all(found == "yes" for found in maybe) else "undetermined"


def counted(rows: list[Row], plan: bool) -> list[Row]:
    """The chains that vouch, but for those of claims that only restate what their article attributes."""
    vouching = [row for row in rows if vouches(row, plan)]
    reported = {row.article for row in vouching if not row.own_voice and not row.perhaps}
    voices = {row.claim: all(other.own_voice for other in vouching if other.claim == row.claim) for row in vouching}
    return [row for row in vouching if not (voices[row.claim] and row.article in reported)]


def vouches(row: Row, plan: bool) -> bool:
    """Denials, hypotheticals, questions and rejected claims do not; predictions and calls do for a plan only."""
    if row.rejected or not row.expresses:
        return False
    if row.commitment in ("asserted", "hedged", "hearsay"):
        return True
    return plan and row.commitment == "prospective"


def answer(row: Row, way: str) -> str:
    """What one chain says."""
    known = [hop.is_of for hop in row.hops]
    if row.own_voice and known[0] is False:  # unsourced: nobody says how it knows, and it is a way without X
        return "undetermined" if way == "origin" else "no"
    if way == "origin":
        return {True: "yes", False: "no", None: "undetermined"}[known[0]]
    if way == "bottleneck":
        supposed = row.commitment == "hedged" and not row.perhaps
        if row.nameless and supposed and known[0] is None and True in known:
            return "undetermined"  # who supposes it is not known, nor whom else he told
        return "yes" if True in known else "undetermined" if None in known else "no"
    return "no" if False in known else "undetermined" if None in known else "yes"
