"""A reply to a question as the terminal shows it: how it was understood, the rows, how many, over how much, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.answers.formats import serialize
from kg.answers.harmless import clean
from kg.cli.draw.table import table_text, wrapped
from kg.graph.short_names import short
from kg.graph.store import Table
from kg.languages.profile import data

if TYPE_CHECKING:  # who asks by a question's name waits for neither
    from kg.answers.ask import Understanding
    from kg.answers.ask.wording import Offer
    from kg.answers.queries import Corpus, Result
    from kg.answers.service import Reply
    from kg.answers.show import Explanation


def reply_text(reply: Reply, form: str, width: int) -> str:
    """All that is printed of a reply.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    said = [] if reply.understanding is None else [understanding_text(reply.understanding, reply.offers), ""]
    if reply.result is None:
        return said[0]
    text = result_text(reply.result, form, width)
    if form != "table":
        return text.rstrip("\n")
    counted = [] if reply.corpus is None else [counted_line(reply.result, reply.corpus)]
    why = []
    if reply.explanations and reply.understanding is not None:
        titles = data(reply.understanding.language, "summary")["titles"]
        why = ["", titles["head"].format(title=titles["why"]), *_explained(reply.explanations, width)]
    notes = [line for note in reply.notes for line in wrapped(note, width)]
    return "\n".join([*said, text, *counted, *notes, *why])


def understanding_text(found: Understanding, offers: tuple[Offer, ...] = ()) -> str:
    """How words were understood, and what can be asked instead where they were not."""
    from kg.answers.ask.vocabulary import vocabulary
    from kg.answers.ask.wording import wording

    lines = [wording(found)]
    if offers:
        lines.append(vocabulary(found.language).reply["offers"])
        lines.extend(f"  {offer.words}" for offer in offers)
    return clean("\n".join(lines))


def frame_text(reply: Reply) -> str:
    """How words were understood as JSON: the frame, or why there is none."""
    found = reply.understanding
    if found is None:
        return "{}"
    rows: dict[str, object] = {"question": found.question, "language": found.language}
    if found.mended:
        rows["mended"] = [{"was": each.was, "now": each.now} for each in found.mended]
    if found.frame is None:
        rows |= {"frame": None, "why": found.why, "unplaced": found.unplaced, "understood": found.kept.as_json()}
    else:
        rows |= {"frame": found.frame.as_json(), "not_required": found.light}
    return json.dumps(rows, ensure_ascii=False, indent=1)


def result_text(result: Result, form: str = "table", width: int = 100) -> str:
    """An answer in one of ``kg.answers.formats.FORMATS``, ending in a line break.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    answer = result.answer
    if form != "table" or not isinstance(answer, Table):
        return serialize(answer, form)
    places = [answer.columns.index(name) for name in result.shown]
    return table_text(Table(result.shown, tuple(tuple(row[place] for place in places) for row in answer.rows)), width)


def counted_line(result: Result, corpus: Corpus) -> str:
    """One line on how much there is, and over how much it was asked."""
    rows = f"{_number(len(result.answer.rows), 'row')}, asked" if isinstance(result.answer, Table) else "Asked"
    return f"{rows} over {_number(corpus.articles, 'article')} and {_number(corpus.claims, 'claim')}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _explained(explanations: tuple[Explanation, ...], width: int) -> Iterator[str]:
    for found in explanations:
        yield from wrapped(f"{found.says} [{short(found.proposition)}]", width)
        for chain in found.chains:
            yield from wrapped(f"  {chain}", width)
