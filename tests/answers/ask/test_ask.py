"""Plain words to a question: what is understood, and above all what is not answered."""

from __future__ import annotations

import csv

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.answers import ask, queries
from kg.answers.ask.vocabulary import ONLY, languages, read, vocabulary
from kg.cli.draw.answer import understanding_text
from tests.support import question_store
from tests.support.paths import CASES

ASKED = CASES / "ask.tsv"
QUESTIONS = queries.questions()


def _cases() -> list[tuple[str, str, str, str]]:
    with ASKED.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader((line for line in handle if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[0], row[1], row[2], row[3] if len(row) > 3 else "") for row in rows]


def _understand(question: str) -> ask.Understanding:
    return ask.understand(question, QUESTIONS, question_store.registry())


def test_there_are_cases_of_both_sorts_in_every_language():
    for language in languages():
        answered = [row[2] != "-" for row in _cases() if row[0] == language]
        assert sum(answered) >= 20
        assert len(answered) - sum(answered) >= 10


def test_every_question_is_asked_in_some_case():
    assert {row[2] for row in _cases()} >= {question.name for question in QUESTIONS}


@pytest.mark.parametrize(("language", "question", "query", "params"), _cases(), ids=[row[1] for row in _cases()])
def test_case(language: str, question: str, query: str, params: str):
    found = _understand(question)
    assert (found.question.name if found.question else "-") == query
    assert ";".join(f"{name}={value}" for name, value in found.params) == params
    if found.question:
        assert not found.alternatives
        assert found.language == language
        assert found.question.name in found.wording
    elif any(character.isalpha() for character in question):
        assert 1 <= len(found.alternatives) <= 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_declared_form_is_understood_as_what_it_declares(question: queries.Question):
    assert question.asks
    for form in question.asks:
        country = {"en": "Russian", "fr": "russes", "ru": "российские"}[form.language]
        fill = {"country": country, "place": "Aleppo", "subject": "Bashar", "words": "Bashar", "period": "2017-09-05"}
        words = form.words.format(**{name: fill.get(name, "Reuters") for name in form.slots})
        found = _understand(words)
        assert found.question == question, found.wording
        assert set(form.fixed) <= set(found.params), words
        assert set(form.slots) <= dict(found.params).keys(), words


@pytest.mark.parametrize("more", ["{} not", "{} since 2017", "{} zweifellos", "zweifellos {}", "{} Ukraine"])
def test_a_word_more_is_a_question_less(more: str):
    """Whatever is added, the question as it stood before must not be answered in its place."""
    asked = {(language, query): question for language, question, query, _ in _cases() if query != "-"}
    for question in asked.values():
        before, after = _understand(question), _understand(more.format(question.rstrip(" ?.")))
        assert after.question is None or after.params != before.params, question


def test_says_which_word_it_could_not_place():
    assert "mostly" in _understand("Which claims rest mostly on Russian sources?").wording
    assert "Ruritanian" in _understand("Which claims rest only on a Ruritanian source?").wording
    assert "or" in _understand("Which claims rest only on Russian or Syrian sources?").wording


def test_offers_can_be_asked_as_they_stand():
    found = _understand("Which claims about Deir ez-Zor rest only on a Russian source?")
    offered = [_understand(offer.words) for offer in found.alternatives if "…" not in offer.words]
    assert [each.question.name for each in offered if each.question] == [
        offer.query for offer in found.alternatives if "…" not in offer.words
    ]
    assert "rests-only-on" in [offer.query for offer in found.alternatives]


def test_what_was_understood_is_said_in_the_language_of_the_question():
    wording = _understand("quelles affirmations ne reposent que sur la Russie").wording
    assert wording.splitlines() == [
        "Compris ainsi : Quelles affirmations ne reposent que sur la Russie ?",
        "Question posée : rests-only-on (Ce qui ne repose que sur des sources d'un pays), "
        "country = Russie (RU), variant = origin, value = yes",
    ]
    assert "Россия (RU)" in _understand("Какие утверждения опираются только на Россию?").wording
    refused = understanding_text(_understand("Какие утверждения опираются не только на Россию?"))
    assert refused.startswith("Неясно")
    assert "Похожие вопросы" in refused


def test_values_are_those_that_the_query_takes():
    """What is understood can be run: no value is lost between the words and the query."""
    store = question_store.memory()
    for _, question, query, _ in _cases():
        if query == "-":
            continue
        found = _understand(question)
        assert found.question
        for name, value in found.params:
            parameter = found.question.parameter(name)
            assert parameter
            assert queries.resolve(parameter, value, question_store.registry())
    found = _understand("Which claims rest only on a Russian source?")
    assert found.question
    result = queries.run(store, found.question, dict(found.params), registry=question_store.registry())
    assert result.answer.rows


@settings(max_examples=150)
@given(st.text(max_size=80))
@example("?")
@example("on on not")
@example("{country}")
@example("Which claims rest only on a {country} source?")
@example("What is said about {0.__class__}?")
@example("IS IS IS")
@example("qu'" * 30)
@example("ne que " * 20)
@example("что " * 60)
def test_any_text_is_understood_or_refused(text: str):
    found = _understand(text)
    assert understanding_text(found)
    if found.question is None:
        assert not found.params
        assert found.confidence == 0


@given(
    st.lists(
        st.sampled_from(
            ["claims", "rest", "only", "on", "Russian", "sources", "not", "who", "say", "by", "Peskov", "the"]
        ),
        max_size=7,
    )
)
@settings(max_examples=200)
def test_no_negation_is_ever_lost(words: list[str]):
    found = _understand(" ".join(words))
    assert found.question is None or "not" not in words


def test_ne_que_is_only_and_ne_pas_que_is_not():
    def senses(text: str) -> list[str]:
        return [word.sense for word in read(text, "fr") if not word.neutral]

    assert ONLY in senses("ne reposent que sur")
    assert ONLY in senses("n'ont qu'une source")
    assert ONLY not in senses("ne reposent pas que sur")
    assert ONLY not in senses("ne reposent plus que sur")


def test_the_words_of_a_language_do_not_contradict_each_other():
    for language in languages():
        table = vocabulary(language)
        assert not table.neutral & table.forms.keys(), language
        assert not table.neutral & table.barred, language
        assert table.optional <= set(table.senses.values())
        assert {"understood", "ran", "unsure", "ambiguous", "unknown", "unexplained", "order"} <= table.reply.keys()
