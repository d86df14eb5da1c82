"""The page's data in as few words as possible: columns of numbers that point into tables, each text once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from anyascii import anyascii

from kg.answers.page.columns import KINDS, OUTLET, SOURCE, Columns, kind_of
from kg.answers.page.records import GraphData, GraphHop, GraphProposition, GraphTie, Verdict
from kg.model import Stance
from kg.propositions.verdicts.rules import Value, Variant

_VALUES = (None, Value.YES, Value.NO, Value.UNDETERMINED)
_TYPED = range(0xA0, 0x700)  # Latin with accents, Greek, Cyrillic, Armenian, Hebrew, Arabic: what people type

T = TypeVar("T", bound=Hashable)


class Table(Generic[T]):
    """Each value once; ``add`` gives its number."""

    def __init__(self) -> None:
        """Begin empty."""
        self._numbers: dict[T, int] = {}

    def add(self, value: T) -> int:
        """The value's number, the next one if it is new."""
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def rows(self) -> list[T]:
        """The values by number."""
        return list(self._numbers)


def tables(data: GraphData, found: Columns) -> dict[str, object]:
    """All that the scripts know of the claims: see the keys, each a table or a list as long as its table."""
    words: Table[str] = Table()
    agents: dict[str, tuple[int, GraphHop]] = {}
    hops: Table[tuple[object, ...]] = Table()
    for chain in found.chains:
        for hop in chain:
            agents.setdefault(hop.agent_id, (len(agents), hop))
    chains = [[hops.add(_hop(hop, agents[hop.agent_id][0], words)) for hop in chain] for chain in found.chains]
    articles: Table[tuple[str, str, str]] = Table()
    propositions = {proposition.id: number for number, proposition in enumerate(data.propositions)}
    claims = {
        "id": _less([claim.id for claim in data.claims]),
        "text": [claim.text for claim in data.claims],
        "article": [articles.add((claim.article, claim.date or "", claim.title or "")) for claim in data.claims],
        "said": [
            [words.add(str(value)) for value in (claim.kind, claim.language, claim.quote, claim.commitment)]
            for claim in data.claims
        ],
        "subject": [words.add(claim.subject or "") for claim in data.claims],
        "denied": [
            number
            for number, claim in enumerate(data.claims)
            if any(stance is Stance.DENIES for _, stance in claim.propositions)
        ],
        "part": [number for number, claim in enumerate(data.claims) if claim.part],
        "ways": [list(own) for own, _ in found.claims],
        "propositions": [list(own) for _, own in found.claims],
    }
    numbers = {claim.id: number for number, claim in enumerate(data.claims)}
    return {
        "claims": claims,
        "articles": articles.rows,
        "agents": [
            [hop.label, dict(hop.labels), KINDS.index(kind_of(hop)), agent, str(hop.type or "")]
            for agent, (_, hop) in agents.items()
        ],
        "hops": hops.rows,
        "chains": chains,
        "ways": found.ways,
        "texts": words.rows,
        "kinds": KINDS,
        "kindOf": [[KINDS.index(kind) for kind in found.kinds[column]] for column in (SOURCE, OUTLET)],
        "things": [
            [key[0] for key in found.things[0]],
            *([[agents[agent][0] for agent in key] for key in column] for column in found.things[1:4]),
            [_proposition(key, propositions, numbers) for key in found.things[4]],
        ],
        "propositions": [_row(row, numbers) for row in data.propositions],
        "contradictions": _ties(data.contradictions, numbers),
        "copies": _ties(data.copies, {name: number for number, (name, _, _) in enumerate(articles.rows)}),
        "latin": latin(data),
    }


def _hop(hop: GraphHop, agent: int, words: Table[str]) -> tuple[object, ...]:
    texts = (hop.role, hop.country or "", hop.link, hop.basis, hop.rule, hop.mention or "", hop.cue or "")
    return (agent, *(words.add(str(text)) for text in texts))


def _less(ids: list[str]) -> list[list[object]]:
    """Ids without what each has in common with the one before: the number of letters kept, and the rest."""
    rows: list[list[object]] = []
    before = ""
    for name in ids:
        kept = 0
        while name[kept : kept + 1] == before[kept : kept + 1] != "" and name[kept].isascii():
            kept += 1
        rows.append([kept, name[kept:]])
        before = name
    return rows


def _proposition(key: tuple[str, ...], propositions: Mapping[str, int], claims: Mapping[str, int]) -> int:
    """The number of a proposition; of a claim that joined none its own, from -1 downward."""
    return propositions[key[0]] if key[0] else -1 - claims[key[1]]


def _row(row: GraphProposition, claims: Mapping[str, int]) -> list[object]:
    verdicts = {country: packed(verdict) for country, verdict in row.verdicts.items()}
    return [row.id, row.label, int(row.single_origin), [claims[one] for one in row.perhaps if one in claims], verdicts]


def packed(verdict: Verdict) -> int:
    """The three values of a verdict as one number, two bits each: 0 none, 1 yes, 2 no, 3 undetermined."""
    return sum(_VALUES.index(verdict.get(variant)) << 2 * place for place, variant in enumerate(Variant))


def _ties(ties: Iterable[GraphTie], numbers: Mapping[str, int]) -> list[list[object]]:
    return [
        [numbers[tie.left], numbers[tie.right], tie.kind]
        for tie in ties
        if tie.left in numbers and tie.right in numbers
    ]


def latin(data: GraphData) -> dict[str, str]:
    """How letters are written in plain Latin ones (anyascii): those of the claims, and whatever people may type."""
    texts = (text for claim in data.claims for text in (claim.text, claim.subject or "", claim.title or ""))
    names = (name for claim in data.claims for chain in claim.chains for hop in chain for _, name in hop.labels)
    letters = {letter for text in (*texts, *names) for letter in text if letter > "~"} | set(map(chr, _TYPED))
    written = {letter: anyascii(letter).lower() for letter in sorted(letters) if not "\ud800" <= letter <= "\udfff"}
    return {letter: plain for letter, plain in written.items() if plain and plain != letter}
