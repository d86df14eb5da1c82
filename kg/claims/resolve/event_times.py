"""When a sentence says that something happened: by the article's date, in a post by the date it is signed with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.model import BlockKind, Span, TimeExpression
from kg.text.dateline import find_date
from kg.text.sentence import Sentence
from kg.text.times import Times

_SIGNATURE = 60  # characters behind the author's name among which the date of a post stands


@dataclass(slots=True)
class When:
    """Reads the sentences of one article in order. ``date`` is the article's, ISO and as coarse as known."""

    date: str | None
    _running: Times = field(init=False)

    def __post_init__(self) -> None:
        """The article's own text is read by its date; posts have a reader each."""
        self._running = Times(self.date)

    def times(self, sentence: Sentence) -> tuple[TimeExpression, ...]:
        """What the sentence says of when; spans are the article's."""
        at = sentence.span.start
        quotes = [Span(quote.start - at, quote.end - at) for quote in sentence.quotes]
        found = self._reader(sentence).read(sentence.span.of(sentence.text), sentence.lexicon.language, quotes)
        return tuple(replace(time, span=Span(at + time.span.start, at + time.span.end)) for time in found)

    def _reader(self, sentence: Sentence) -> Times:
        """A post was written on a day of its own; unsigned, nobody knows on which."""
        block = sentence.block
        if block.kind is not BlockKind.POST:
            return self._running
        behind = sentence.text[block.author.end :][:_SIGNATURE] if block.author else ""
        return Times(find_date(behind.partition("\n")[0]))
