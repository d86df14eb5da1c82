"""What is said back to a person who asked: how the question was understood, or that it was not, in their language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.answers.ask.grammar import Fit
from kg.answers.ask.vocabulary import vocabulary
from kg.answers.queries.header import OPEN, Question
from kg.languages import normalize


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be asked as it stands, and the query that answers it."""

    query: str
    words: str

    @classmethod
    def of(cls, found: Fit, question: str) -> Offer:
        """The form that a question fits, with the question's own words in its slots."""
        words, language = found.pattern.ask.words, found.pattern.ask.language
        for slot in found.slots:
            before, _, after = words.partition(f"{{{slot.parameter.name}}}")
            words = (
                before + _article(before, question[: slot.start], language) + question[slot.start : slot.end] + after
            )
        return cls(found.pattern.question.name, words)


def _article(form: str, question: str, language: str) -> str:
    """The article that stands before a slot's words in the question, where the form brings none of its own."""
    if any(normalize.is_determiner(word, language) for word in form.split()[-1:]):
        return ""
    found = re.search(r"([^\W\d_]+[’' ])\s*$", question)
    return found[1] if found and normalize.is_determiner(found[1].strip("’' "), language) else ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood. ``question`` is None where that is not sure; then ``alternatives`` come near.

    ``params`` are the values for ``kg.answers.queries.run``; ``wording`` says all this in the language of the question.
    """

    question: Question | None
    params: tuple[tuple[str, str], ...]
    confidence: float
    alternatives: tuple[Offer, ...]
    wording: str
    language: str


def understood(question: str, found: Fit) -> Understanding:
    """A question that is understood, said back with the query and all values, defaults among them."""
    language = found.pattern.ask.language
    reply = vocabulary(language).reply
    meant = found.pattern.question
    labels = {slot.parameter.name: slot.filling.label for slot in found.slots}
    given = dict(found.values)
    values = [
        f"{each.name} = {labels.get(each.name) or _said(given.get(each.name, each.default), reply['open'])}"
        for each in meant.parameters
    ]
    name = f"{meant.name} ({meant.title(language)})" + (f", {', '.join(values)}" if values else "")
    words = Offer.of(found, question).words
    wording = f"{reply['understood'].format(words=words)}\n{reply['ran'].format(name=name)}"
    return Understanding(meant, found.values, found.score, (), wording, language)


def _said(value: str | None, open_word: str) -> str:
    return open_word if value in (None, OPEN) else str(value)


def unsure(question: str, language: str, why: str, about: str, offers: tuple[Offer, ...]) -> Understanding:
    """A question that is not answered, and why."""
    reply = vocabulary(language).reply
    wording = f"{reply['unsure'].format(question=question.strip())}\n({reply[why].format(words=about)})"
    return Understanding(None, (), 0.0, offers, wording, language)
