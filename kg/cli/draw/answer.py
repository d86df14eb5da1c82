"""A reply to a question as the terminal shows it: how it was understood, the rows, how many, over how much, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.answers.formats import serialize
from kg.answers.harmless import clean
from kg.answers.names import ARTICLES, labelled
from kg.answers.readable import Readable
from kg.cli.draw.answer_words import AnswerWords, answer_words
from kg.cli.draw.pairs import pairs_text, sides_of
from kg.cli.draw.table import table_text, wrapped
from kg.graph.short_names import short
from kg.graph.store import Table
from kg.languages.profile import LABEL_LANGUAGE, data

if TYPE_CHECKING:  # who asks by a question's name waits for neither
    from kg.answers.ask import Understanding
    from kg.answers.ask.wording import Offer
    from kg.answers.queries import Result
    from kg.answers.service import Reply
    from kg.answers.show import Explanation

_BESIDE = 12  # cells that are left to the other columns of a list of articles


def reply_text(reply: Reply, form: str, width: int) -> str:
    """All that is printed of a reply: how it was understood, how many of what, the rows, what is to be known of them.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    said = [] if reply.understanding is None else [understanding_text(reply.understanding, reply.offers)]
    if reply.result is None:
        return said[0]
    told = reply.readable or Readable()
    words = answer_words(reply.understanding.language if reply.understanding is not None else LABEL_LANGUAGE)
    text = result_text(reply.result, form, width, told, words).rstrip("\n")
    if form != "table":
        return text
    title = title_line(reply.result) if reply.understanding is None else ""
    counted = [] if reply.corpus is None else [words.counted(told.counts, reply.corpus)]
    head = [line for each in (title, *counted) if each for line in wrapped(each, width)]
    why = []
    if reply.explanations and reply.understanding is not None:
        titles = data(reply.understanding.language, "summary")["titles"]
        why = ["", titles["head"].format(title=titles["why"]), *_explained(reply.explanations, width)]
    more = [words.left_out(told.left_out)] if told.left_out else []
    notes = [line for note in (*more, *reply.notes) for line in wrapped(note, width)]
    nothing = counted and told.counts and not told.counts[0][0]
    rows = [] if nothing else ["", text, ""]
    return "\n".join([*said, *head, *rows, *notes, *why]).rstrip("\n")


def title_line(result: Result) -> str:
    """What was asked: the title of the question, and the values that it was asked with."""
    values = (f"{value.name} = {value.words}" for value in result.values if value.term is not None)
    title = result.question.title() if result.question.titles else ""
    return " · ".join(filter(None, (title, *values)))


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


def result_text(
    result: Result,
    form: str = "table",
    width: int = 100,
    told: Readable | None = None,
    words: AnswerWords | None = None,
) -> str:
    """An answer in one of ``kg.answers.formats.FORMATS``, ending in a line break; ``words``: English where None.

    In a table an article is shown by its name, above the rows that are of it; the other formats keep ids and IRIs, and
    have names in columns beside them.

    Raises:
        BadParameter: there is no such format, or this answer has not got it.
    """
    answer, known = result.answer, told or Readable()
    if not isinstance(answer, Table):
        return serialize(answer, form)
    if form != "table":
        return serialize(labelled(answer, known.names, known.articles), form)
    if (sides := sides_of(answer.columns)) is not None:
        return pairs_text(answer, sides, known.articles, width)
    names = result.shown
    heads: list[str] = []
    if "claim" in names and "article" in answer.columns and "article" not in names:
        at = answer.columns.index("article")
        names = tuple(name for name in names if name not in ("title", "outlet", *(["date"] * (names[0] != "date"))))
        heads = [_article(row[at], known, width) for row in answer.rows]
    elif "title" in names:
        names = tuple(
            "article" if name == "title" else name for name in names if name not in ("article", "outlet", "date")
        )
    places = [answer.columns.index(name) for name in names]
    rows = (tuple(_shown(answer.columns[at], row[at], known, width) for at in places) for row in answer.rows)
    return table_text((words or answer_words(LABEL_LANGUAGE)).table(Table(names, tuple(rows))), width, heads)


def _article(cell: Identifier | None, told: Readable, width: int) -> str:
    found = told.articles.get(str(cell))
    return "" if found is None else found.within(width - 2)


def _shown(name: str, cell: Identifier | None, told: Readable, width: int) -> Identifier | None:
    """A cell as people read it: the name of an article, of a country."""
    if isinstance(cell, URIRef):
        return Literal(told.names[cell]) if "/country/" in cell and cell in told.names else cell
    found = told.articles.get(str(cell)) if name in ARTICLES and cell is not None else None
    return cell if found is None else Literal(found.within(width - _BESIDE))


def _explained(explanations: tuple[Explanation, ...], width: int) -> Iterator[str]:
    for found in explanations:
        yield from wrapped(f"{found.says} [{short(found.proposition)}]", width)
        for chain in found.chains:
            yield from wrapped(f"  {chain}", width)
