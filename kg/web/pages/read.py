"""An article as it was, each sentence under the letter and in the tint of who speaks."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.answers import service
from kg.answers.names import ArticleName, article_names
from kg.answers.show.phrases import Phrases
from kg.graph.rdf import iris
from kg.graph.store import Table
from kg.model import Article, Chain, Claim, ClaimKind, SourceKind
from kg.model.errors import InputError, NotFound, QueryError
from kg.propositions.decisions import Decision, Target
from kg.web import deciding
from kg.web.chains import Way, phrases, ways
from kg.web.view import Asked, Field, View, table_of

_TINTS = 8  # voices of others that have a colour of their own; the outlet and whoever comes later have none
_HEADLINE = ClaimKind.HEADLINE.value
_OWN = "own-voice"  # the outlet, where it reports nobody
_UNSAID = "not-said"  # somebody speaks, and nobody says who


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in an article.

    Attributes:
        letter: by which the sentences name it.
        name: in English.
        speaker: the value of ``speaker`` in the address that leaves its sentences.
        iri: of the agent; empty where there is none.
        count: of sentences in which it speaks.
        tint: number of its colour; 0 for none of its own.
        chosen: whether its sentences alone are asked for.
    """

    letter: str
    name: str
    speaker: str
    iri: str
    count: int
    tint: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Within:
    """What somebody else asserts inside a sentence; ``decided`` as of the sentence."""

    text: str
    letter: str
    quote: str
    commitment: str
    chains: tuple[Way, ...]
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article.

    Attributes:
        claim: IRI.
        place: its code points in the article's text, as ``begin-end``: its anchor on the page.
        text: as it stands there.
        kind: statement, headline, post or caption.
        language: of the sentence.
        letters: of who asserts it, its co-speakers, and those who speak in its parts.
        tint: of the first of them.
        quote: direct, indirect, mixed or none.
        commitment: how its origin puts it.
        chains: its own chain first.
        parts: what others assert in it.
        left: whether it is of the speaker that was asked for, or none was.
        decided: what people have decided of it, in words; empty where they have not.
    """

    claim: str
    place: str
    text: str
    kind: str
    language: str
    letters: tuple[str, ...]
    tint: int
    quote: str
    commitment: str
    chains: tuple[Way, ...]
    parts: tuple[Within, ...]
    left: bool = True
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: a sentence, or words that are no claim."""

    text: str
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: statement, headline, post, caption, or ``other`` where none of its words is a claim."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the article itself, and how it is known; the value is empty where it is not."""

    name: str
    value: str
    known: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its sentences and who speaks in it, most sentences first.

    Attributes:
        about: what is known of it.
        unmarked: whether the log of decisions cannot be read, so that no sentence is marked with what was decided.
    """

    iri: str
    id: str
    title: str
    language: str
    about: tuple[Told, ...]
    url: str
    voices: tuple[Voice, ...]
    blocks: tuple[Block, ...]
    unmarked: bool = False


def record(asked: Asked) -> ReadArticle:
    """The article of the address."""
    try:
        article, claims = service.read(asked.store, asked.place["name"])
    except QueryError as error:
        raise NotFound(error.value, error.expected, error.fix) from error
    words = phrases(asked.registry)
    chosen = asked.value("speaker")
    voices = _voices(claims, article, words, chosen)
    if chosen and chosen not in voices:
        raise NotFound(chosen[:80], "somebody who speaks in this article", "Take one from the list beside the text.")
    held: Mapping[Target, Sequence[Decision]] = {}
    unmarked = False
    try:
        held = deciding.holding(asked)
    except InputError:
        unmarked = True
    sentences = [_marked(_sentence(article, claim, voices, words, chosen), held, article, claim) for claim in claims]
    return ReadArticle(
        str(iris.article(article.id)),
        article.id,
        article_names(asked.store, [article.id]).get(article.id, ArticleName(article.id)).heading(),
        article.language.value or "",
        tuple(_about(article)),
        article.url.value or "",
        tuple(voices.values()),
        tuple(_blocks(article, claims, sentences)),
        unmarked,
    )


def _about(article: Article) -> Iterator[Told]:
    for name, fact in (
        ("outlet", article.outlet), ("date", article.date), ("author", article.author), ("language", article.language),
    ):  # fmt: skip
        yield Told(name, fact.value or "", fact.known.value)
    if article.forwarded is not None:
        yield Told("passed on from", article.forwarded.value or "", article.forwarded.known.value)
    if article.date_line:
        yield Told("its own date line", article.date_line, "text")


def _key(chain: Chain) -> str:
    """Who a voice is: an agent, the outlet in its own voice, or nobody who is said."""
    if chain.own_voice:
        return _OWN
    return _UNSAID if chain.origin.agent.kind is SourceKind.UNSPECIFIED else chain.origin.agent.id


def _chains(claim: Claim) -> tuple[Chain, ...]:
    return (*claim.chains, *(chain for part in claim.parts for chain in part.chains))


def _voices(claims: Iterable[Claim], article: Article, words: Phrases, chosen: str) -> dict[str, Voice]:
    counts: Counter[str] = Counter()
    first: dict[str, Chain] = {}
    for claim in claims:
        spoken = {_key(chain): chain for chain in reversed(_chains(claim))}
        counts.update(spoken.keys())
        first = spoken | first
    voices: dict[str, Voice] = {}
    tints = iter(range(1, _TINTS + 1))
    for number, (key, count) in enumerate(sorted(counts.items(), key=lambda row: (-row[1], row[0]))):
        name, iri = _named(key, first[key], article, words)
        tint = 0 if key == _OWN else next(tints, 0)
        voices[key] = Voice(_letter(number), name, key, iri, count, tint, key == chosen)
    return voices


def _named(key: str, chain: Chain, article: Article, words: Phrases) -> tuple[str, str]:
    (way,) = ways(article, (chain,), words)
    origin = way.hops[0]
    if key == _OWN:
        return (f"{origin.name}, in its own voice" if origin.iri else "the outlet, in its own voice"), origin.iri
    if key == _UNSAID:
        return "somebody who is not said", ""
    unnamed = chain.origin.agent.kind is SourceKind.UNNAMED
    return (f"{origin.name} (not named)" if unnamed else origin.name), origin.iri


def _letter(number: int) -> str:
    """Letters as columns of a spreadsheet have them: A to Z, then AA."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + string.ascii_uppercase[last]


def _sentence(article: Article, claim: Claim, voices: Mapping[str, Voice], words: Phrases, chosen: str) -> Sentence:
    keys = list(dict.fromkeys(map(_key, _chains(claim))))
    return Sentence(
        str(iris.claim(article.id, claim.span)),
        f"{claim.span.start}-{claim.span.end}",
        claim.text,
        claim.kind.value,
        claim.language,
        tuple(voices[key].letter for key in keys),
        voices[keys[0]].tint,
        claim.quote.value,
        claim.commitment.value,
        ways(article, claim.chains, words),
        tuple(
            Within(
                " … ".join(piece.of(article.text) for piece in part.content),
                voices[_key(part.chains[0])].letter,
                part.quote.value,
                part.commitment.value,
                ways(article, part.chains, words),
            )
            for part in claim.parts
        ),
        not chosen or chosen in keys,
    )


def _marked(sentence: Sentence, held: Mapping[Target, Sequence[Decision]], article: Article, claim: Claim) -> Sentence:
    """A sentence with what is decided of it and of its parts."""
    parts = tuple(
        replace(part, decided=deciding.decided(held, article, claim, number))
        for number, part in enumerate(sentence.parts)
    )
    return replace(sentence, parts=parts, decided=deciding.decided(held, article, claim))


def _blocks(article: Article, claims: Iterable[Claim], sentences: Iterable[Sentence]) -> Iterator[Block]:
    """The text from its first to its last code point, a block a line; blank lines are left out."""
    pieces: list[Piece] = []
    for piece in _pieces(article.text, zip(claims, sentences, strict=True)):
        if piece.sentence is not None:
            pieces.append(piece)
            continue
        first, *others = piece.text.split("\n")
        pieces.append(Piece(first))
        for line in others:
            yield from _block(pieces)
            pieces = [Piece(line)]
    yield from _block(pieces)


def _pieces(text: str, spoken: Iterable[tuple[Claim, Sentence]]) -> Iterator[Piece]:
    at = 0
    for claim, sentence in spoken:
        yield Piece(text[at : claim.span.start])
        yield Piece(claim.text, sentence)
        at = max(at, claim.span.end)
    yield Piece(text[at:])


def _block(pieces: Iterable[Piece]) -> Iterator[Block]:
    kept = tuple(replace(piece, text=piece.text.strip("\r")) for piece in pieces if piece.text)
    if any(piece.text.strip() for piece in kept):
        kinds = list(dict.fromkeys(piece.sentence.kind for piece in kept if piece.sentence)) or ["other"]
        # A text of one line begins with its title.
        yield Block(next((kind for kind in kinds if kind != _HEADLINE), _HEADLINE), kept)


def table(found: ReadArticle) -> Table:
    """A row a sentence, and a row for each part of one, those of the speaker that was asked for."""
    names = {voice.letter: voice.name for voice in found.voices}
    rows: list[tuple[object, ...]] = []
    for block in found.blocks:
        for piece in block.pieces:
            if (one := piece.sentence) is not None and one.left:
                rows += [
                    (names[one.letters[0]], chain.says, one.kind, one.language, one.quote, one.commitment, one.text,
                     "", one.claim)
                    for chain in one.chains
                ]  # fmt: skip
                rows += [
                    (names[part.letter], chain.says, one.kind, one.language, part.quote, part.commitment, one.text,
                     part.text, f"{one.claim}/part/{number}")
                    for number, part in enumerate(one.parts) for chain in part.chains
                ]  # fmt: skip
    columns = ("who", "chain", "kind", "language", "quote", "commitment", "text", "said", "claim")
    return table_of(columns, rows)


FIELDS = (Field("speaker", "leaves the sentences in which that one speaks", example=_OWN),)
VIEWS = (
    View(
        "/read/{name}",
        "Article",
        record,
        table,
        fields=FIELDS,
        opens=r"article/(?P<name>[^/]+)",
        kept=deciding.stamp,
    ),
)
