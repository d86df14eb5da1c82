"""A made-up article as the rules read it, and readers that answer about it well."""

from __future__ import annotations

import functools

from kg.claims.second_reader.doubts import Read
from kg.claims.second_reader.records import Kept, Question
from kg.languages.profile import data
from kg.model import Article, Fact, Known
from kg.pipeline import extraction
from tests.support.model_server import Row, code, row, sentence
from tests.support.registry import registry, resources

TEXT = """Le maire de Vély quitte son poste

Le maire de Vély, Paul Durand, a annoncé mardi sa démission. « Je pars sans regret », a-t-il ajouté.

La procureure de Vély, Anne Petit, a déclaré que l'enquête se poursuivait. La juriste a précisé que deux témoins \
avaient été entendus. Elle n'a pas voulu donner leurs noms. Selon un élu, « tout est faux ».

Le préfet Marc Olive a affirmé que la route restait fermée. La pluie tombe depuis lundi."""
WANTED = "La juriste a précisé que deux témoins avaient été entendus."


@functools.cache
def read(text: str = TEXT, language: str = "fr", name: str = "vely") -> Read:
    """An article as the rules read it."""
    article = Article(name, text, language=Fact(language, Known.ASSERTED))
    return extraction.read(extraction.complete(article, registry()), resources())


def good(question: Row) -> Row:
    """Right answers about the article, and in the trial."""
    tried = passed(question)
    return tried or {"answers": [_good(question, number) for number in question["ask"]]}


def passed(question: Row) -> Row | None:
    """Right answers in the trial of a language; None to any other question."""
    table = data(question["language"], "trial") if "language" in question else {}
    if [one["text"] for one in question.get("sentences", ())] != table.get("sentences"):
        return None
    right = zip(table["ask"], table["origins"], strict=True)
    return {"answers": [row(number, origin) for number, origin in right]}


def answered(question: Row) -> Row:
    """Right answers about the article, by somebody who misses the trial."""
    wrong = {"answers": [row(number, "cannot-tell") for number in question["ask"]]}
    return wrong if passed(question) else good(question)


def _good(question: Row, number: int) -> Row:
    words = sentence(question, number)
    if words == WANTED:
        petit = code(question, "Anne Petit")
        said = {"words": "La juriste", "cue": "a précisé", "first": "deux témoins", "last": "été entendus"}
        return row(number, petit, **said)
    if "procureure" in words:
        return row(number, code(question, "Anne Petit"), cue="a déclaré", first="l'enquête", last="poursuivait")
    if "Durand" in words:
        return row(number, code(question, "Paul Durand"), cue="a annoncé", first="sa", last="démission")
    if "Olive" in words:
        return row(number, code(question, "Marc Olive"), cue="a affirmé", first="la route", last="fermée")
    return row(number, "cannot-tell")


def kept(question: Question, answer: str) -> Kept:
    """An answer as the file has it."""
    return Kept("toy", question.key, question.article, answer, "2026-11-30T12:00:00+00:00", 100)
