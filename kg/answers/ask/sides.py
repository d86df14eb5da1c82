"""Two sides of a question: what each says, proposition by proposition, and where they contradict one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.answers.ask.frame import Frame
from kg.answers.ask.rows import Row
from kg.graph.rdf import literals

Ask = Callable[[Frame], list[Row]]
COLUMNS = ("says", "one", "text", "claim", "article", "begin", "end", "other", "other_text", "other_claim")


def compared(frame: Frame, ask: Ask, members: Iterable[Row]) -> list[Row]:
    """The claims of both sides by proposition: what both say first, then what one says alone.

    Args:
        frame: a comparison of ``speakers`` and ``opposite``.
        ask: gives the claims of a frame.
        members: which assertion says which proposition.
    """
    said: dict[str, list[tuple[str, str]]] = {}
    for row in members:
        said.setdefault(str(row["assertion"]), []).append((str(row["proposition"]), str(row["says"])))
    labels: dict[str, str] = {}
    sides: list[dict[str, list[Row]]] = []
    for parties in (frame.speakers, frame.opposite):
        found: dict[str, list[Row]] = {}
        for row in ask(replace(frame, speakers=parties, opposite=())):
            for proposition, says in said.get(str(row["assertion"]), [(str(row["assertion"]), str(row["text"]))]):
                labels[proposition] = says
                found.setdefault(proposition, []).append(row)
        sides.append(found)
    one, two = sides
    order = sorted({*one, *two}, key=lambda key: (not (key in one and key in two), key not in one, key))
    return [row for key in order for row in _side_by_side(labels[key], one.get(key, ()), two.get(key, ()))]


def _side_by_side(says: str, left: Sequence[Row], right: Sequence[Row]) -> Iterator[Row]:
    nothing: Row = {}
    for at in range(max(len(left), len(right))):
        mine, theirs = (rows[at] if at < len(rows) else nothing for rows in (left, right))
        first = mine or theirs
        yield {
            "says": literals.text(says),
            **{name: mine.get(of) for name, of in (("one", "who"), ("text", "text"), ("claim", "claim"))},
            **{name: first.get(name) for name in ("article", "begin", "end")},
            **{
                name: theirs.get(of)
                for name, of in (("other", "who"), ("other_text", "text"), ("other_claim", "claim"))
            },
        }


def contradicting(rows: Iterable[Row], frame: Frame, ask: Ask) -> list[Row]:
    """Of the candidates those in which the sides stand against each other, one of them within what is asked about."""
    plain = frame.without("speakers", "opposite", "by")
    scope = {claim for claim, _ in _spoken(ask(plain))} if plain != Frame(wanted=frame.wanted) else None
    sides = [_spoken(ask(Frame(speakers=parties))) for parties in (frame.speakers, frame.opposite) if parties]

    def fits(row: Mapping[str, object]) -> bool:
        left, right = (str(row["claim"]), str(row["who"])), (str(row["other"]), str(row["other_who"]))
        if scope is not None and not {left[0], right[0]} & scope:
            return False
        if len(sides) == 2:
            one, two = sides
            return (left in one and right in two) or (right in one and left in two)
        return all(left in side or right in side for side in sides)

    return [row for row in rows if fits(row)]


def _spoken(rows: Iterable[Row]) -> set[tuple[str, str]]:
    return {(str(row["claim"]), str(row["who"])) for row in rows}
