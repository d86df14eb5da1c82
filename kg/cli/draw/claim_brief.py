"""A claim on one screen: its sentence marked in its context, its chain hop by hop, what it rests on in three lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.answers.show import ClaimRecord, Standing, Verdict
from kg.cli.draw.chain import chain_lines, manner
from kg.cli.draw.table import wrapped
from kg.graph.short_names import short
from kg.languages.profile import LABEL_LANGUAGE
from kg.model import Chain, Claim, Part, Span, around
from kg.sources.countries import load_countries

SCREEN = 30  # lines
_INDENT = "  "
_RANK = {"yes": 0, "undetermined": 1, "no": 2}
_COUNTED = {
    "claim": "claims",
    "article": "articles",
    "outlet": "outlets",
    "origin": "origins",
    "independent": "independent",
}


@dataclass(frozen=True, slots=True)
class _Room:
    """How much is shown: code points of context, lines of the sentence, chains, hops of each."""

    context: int
    sentence: int
    chains: int
    hops: int
    content: bool = True


_ROOMS = (_Room(140, 8, 2, 5), _Room(70, 7, 2, 3, content=False), _Room(0, 6, 1, 3, content=False))


def brief_lines(record: ClaimRecord, width: int) -> list[str]:
    """The lines, broken, ``SCREEN`` at most in 80 columns: where there is more to tell, less is told of each."""
    lines: list[str] = []
    for room in _ROOMS:
        lines = list(_lines(record, width, room))
        if len(lines) <= SCREEN:
            break
    return lines


def _lines(record: ClaimRecord, width: int, room: _Room) -> Iterator[str]:
    article, claim = record.article, record.claim
    part = _part_asked(record)
    said: Claim | Part = claim if part is None else claim.parts[part]
    name = record.names.get(article.id)
    yield from wrapped(article.id if name is None else name.within(width - 2), width)
    kind = claim.kind.value.capitalize() if part is None else f"Part {part} of a {claim.kind.value}"
    negated = ", negated" if part is None and claim.negated else ""
    yield from wrapped(f"{kind}, {manner(said)}{negated} · {claim.language} · {short(record.asked)}", width)
    for carrier in record.carriers[:1]:
        other = record.names.get(carrier.article)
        yield from wrapped(f"The same text: {carrier.article if other is None else other.within(width - 15)}", width)
    yield ""
    yield from _in_context(record, width, room)
    yield ""
    if room.content and part is None and claim.content:
        yield from _cut(f"Reported: {_pieces(article.text, claim.content)}", width, 2)
    yield from _chains(record, said.chains, width, room)
    yield from _parts(record, part, width)
    yield ""
    yield from _rests(record, width)
    asked = short(record.asked)
    yield from wrapped(f"More: kg show {asked} --all · kg review {asked}", width)


def _part_asked(record: ClaimRecord) -> int | None:
    _, found, number = record.asked.rpartition("/part/")
    return int(number) if found and number.isdecimal() and int(number) < len(record.claim.parts) else None


def _in_context(record: ClaimRecord, width: int, room: _Room) -> Iterator[str]:
    """What stands before, the claim between ▶ and ◀, what stands behind."""
    article, claim = record.article, record.claim
    before, after = around(article, claim.span, room.context)
    if before.strip():
        cut = claim.span.start > room.context
        words = before.strip() if not cut else f"… {before.partition(' ')[2].strip() or before.strip()}"
        yield from wrapped(_INDENT + words, width, hang="")
    sentence = list(wrapped(f"▶ {claim.text.strip()} ◀", width, hang=_INDENT))
    if len(sentence) > room.sentence:
        sentence = [*sentence[: room.sentence - 1], f"{sentence[room.sentence - 1][: width - 4]} … ◀"]
    yield from sentence
    if after.strip():
        cut = claim.span.end + room.context < len(article.text)
        words = after.strip() if not cut else f"{after.rpartition(' ')[0].strip() or after.strip()} …"
        yield from wrapped(_INDENT + words, width, hang="")


def _pieces(text: str, pieces: Sequence[Span]) -> str:
    return " … ".join(f"“{' '.join(piece.of(text).split())}”" for piece in pieces)


def _chains(record: ClaimRecord, chains: Sequence[Chain], width: int, room: _Room) -> Iterator[str]:
    """The chains from the origin outward, each hop with the words that name it, its cue and its rule."""
    for number, chain in enumerate(chains[: room.chains], start=1):
        hops = chain.hops if len(chain.hops) <= room.hops else (*chain.hops[: room.hops - 1], chain.hops[-1])
        shown = Chain(hops) if hops != chain.hops else chain
        several = f" {number} of {len(chains)}" if len(chains) > 1 else ""
        for line in chain_lines(record.article, [shown], several=several):
            yield from list(wrapped(line, width))[:3]
        if hops != chain.hops:
            yield f"{_INDENT}{len(chain.hops) - len(hops)} more in between: --all"
    if len(chains) > room.chains:
        yield f"{len(chains) - room.chains} more chains: --all"


def _parts(record: ClaimRecord, asked: int | None, width: int) -> Iterator[str]:
    """What others say within the sentence, a line each, the first two."""
    others = [(at, part) for at, part in enumerate(record.claim.parts) if at != asked]
    for at, part in others[:2]:
        who = part.chains[0].origin.agent.label
        line = f"Part {at}: {who}: {_pieces(record.article.text, part.content)}"
        yield from _cut(line, width)
    if len(others) > 2:
        yield f"{len(others) - 2} more parts: --all"


def _cut(line: str, width: int, most: int = 1) -> Iterator[str]:
    """So many lines of the terminal; the last ends in dots where there are more."""
    lines = list(wrapped(line, width))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: width - 2]} …"]
    yield from lines


def _rests(record: ClaimRecord, width: int) -> Iterator[str]:
    """Three lines: what it says, how many say it or deny it, on whom that rests."""
    found = sorted(record.standings, key=lambda one: ((one.part or record.iri) != record.asked, one.perhaps))
    if not found:
        yield from wrapped("It belongs to no proposition: nothing is said of what it rests on.", width)
        return
    first = found[0]
    verb = {"expressing": "says", "denying": "denies"}.get(first.stance, first.stance)
    how = f"perhaps {verb}" if first.perhaps else verb
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    yield from _cut(f"{how.capitalize()} {short(first.proposition)}{more}: {first.says}", width)
    yield from wrapped(_INDENT + _counted(first), width)
    yield from wrapped(_INDENT + _verdict(first.verdicts), width)


def _counted(standing: Standing) -> str:
    counts = [f"{_COUNTED[what]} {number}" for what, number in standing.counts]
    more = (("denials", standing.denied), ("perhaps", standing.perhaps_too))
    return ", ".join([*counts, *(f"{what} {number}" for what, number in more if number)])


def _verdict(verdicts: Sequence[Verdict]) -> str:
    """The verdicts of the state on which it rests most: yes (origin, bottleneck), undetermined (closed).

    Where several states have the same and none of them a yes, none is named.
    """
    states = [(code, list(rows)) for code, rows in groupby(verdicts, key=lambda verdict: verdict.country)]
    if not states:
        return "no verdict of resting only on a state"
    first, *others = sorted(states, key=lambda state: (_ranks(state[1]), state[0]))
    code, rows = first
    alike = bool(others) and _ranks(others[0][1]) == _ranks(rows)
    country = load_countries(LABEL_LANGUAGE).countries.get(code)
    name = "one state" if alike and min(_ranks(rows)) else country.label if country else code
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(row.value, []).append(row.variant)
    values = ", ".join(f"{value} ({', '.join(variants)})" for value, variants in said.items())
    return f"rests only on {name}: {values}"


def _ranks(rows: Iterable[Verdict]) -> list[int]:
    return sorted(_RANK[row.value] for row in rows)
