"""Frames put to a store: every one runs, and the rows are those that were asked for."""

from __future__ import annotations

import csv
import re

import pytest

from kg.answers.ask import Frame, sparql, understand
from kg.answers.ask.answers import FrameAnswer, answer
from kg.answers.ask.wording import note_lines
from kg.graph.store import Store, Table
from tests.support import question_store
from tests.support.paths import CASES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return question_store.disk(tmp_path_factory.mktemp("store"))


def _frame(question: str) -> Frame:
    found = understand(question, question_store.registry()).frame
    assert found, question
    return found


def _ask(store: Store, question: str) -> FrameAnswer:
    return answer(store, _frame(question), question_store.registry(), 30.0)


def _rows(store: Store, question: str) -> list[dict[str, str]]:
    table = _ask(store, question).result.answer
    assert isinstance(table, Table)
    return [dict(zip(table.columns, map(str, row), strict=True)) for row in table.rows]


def test_every_frame_of_the_cases_can_be_put_to_a_store():
    lines = (CASES / "ask.tsv").read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    asked = {row[2]: row[1] for row in rows if row[2] != "-"}
    for question in asked.values():
        found = _ask(question_store.answering(), question)
        assert isinstance(found.result.answer, Table), question
        assert set(found.result.question.shown) <= set(found.result.answer.columns), question


def test_claims_of_a_body_are_those_of_whoever_speaks_for_it(store: Store):
    found = _rows(store, "What does the Kremlin say?")
    assert {row["who"] for row in found} >= {"Dmitry Peskov"}


def test_what_is_asked_about_must_stand_in_the_sentence(store: Store):
    found = _rows(store, "What is said about the siege?")
    assert found
    assert len(found) < len(_rows(store, "Who said what?"))


def test_a_speaker_outside_the_registry_is_found_by_his_name(store: Store):
    (row,) = _rows(store, "What does Petrov say?")
    assert "Petrov" in row["who"]


def test_claims_not_of_a_state_are_the_others(store: Store):
    every, of, rest = (
        {(row["claim"], row["assertion"]) for row in _rows(store, question)}
        for question in ("Who said what?", "What does Russia say?", "Which claims do not come from a Russian source?")
    )
    assert of
    assert rest
    assert not of & rest
    assert of | rest == every


def test_only_one_state_is_what_the_query_says_and_two_are_at_least_both(store: Store):
    one, two = (
        {row["proposition"] for row in _rows(store, f"Which claims rest only on {who} sources?")}
        for who in ("Russian", "Russian or Syrian")
    )
    assert one
    assert one <= two


def test_a_verdict_says_how_many_are_undetermined_and_why(store: Store):
    found = _ask(store, "Which claims rest only on a Russian source?")
    (line,) = note_lines(found.notes, "en")
    assert "Undetermined besides: " in line


def test_nothing_found_says_what_was_searched_and_what_comes_nearest(store: Store):
    found = _ask(store, "What does Peskov say about elephants?")
    assert isinstance(found.result.answer, Table)
    assert not found.result.answer.rows
    said = "\n".join(note_lines(found.notes, "en"))
    assert "Searched: articles 4, " in said
    assert "claims of Dmitry Peskov" in said
    assert "sentences about elephants: 0" in said


def test_truth_is_not_judged(store: Store):
    found = _ask(store, "Is it true that the siege was broken?")
    assert "does not judge" in "\n".join(note_lines(found.notes, "en"))
    assert isinstance(found.result.answer, Table)
    assert found.result.answer.rows


@pytest.mark.parametrize("text", ["siege } UNION { ?s ?p ?o", 'siege") || true || REGEX("a', "siege\\", "$constraints"])
def test_no_word_of_a_question_becomes_a_query(store: Store, text: str):
    found = understand(f"What is said about “{text}”?", question_store.registry()).frame
    assert found
    table = answer(store, found, question_store.registry(), 30.0).result.answer
    assert isinstance(table, Table)
    assert not table.rows


def test_compare_puts_two_side_by_side(store: Store):
    found = _rows(store, "Compare Russia and Syria")
    assert {row["one"] for row in found} - {"None"}
    assert {row["other"] for row in found} - {"None"}


def test_articles_and_sources_are_counted(store: Store):
    articles = _rows(store, "Which articles mention the siege?")
    assert articles
    assert all(int(row["claims"]) > 0 for row in articles)
    assert {"who", "state", "claims"} <= set(_rows(store, "list of sources")[0])


def test_articles_without_something_are_those_of_which_no_claim_has_it(store: Store):
    every, of, without = (
        {row["article"] for row in _rows(store, question)}
        for question in ("list of articles", "Which articles quote Peskov?", "Which articles do not quote Peskov?")
    )
    assert of
    assert without
    assert without == every - of


def test_a_bound_lets_through_what_is_within_it(store: Store):
    exact, least, most, none = (
        {row["claim"] for row in _rows(store, f"Who spoke of {bound} killed?")}
        for bound in ("2", "at least 2", "less than 3", "at least 90000")
    )
    assert exact
    assert exact <= least
    assert exact <= most
    assert not none


def test_the_latest_come_first(store: Store):
    dates = [row["date"] for row in _rows(store, "latest claims")]
    assert dates == sorted(dates, reverse=True)


def test_what_rests_not_only_on_somebody_has_a_source_of_his_and_others(store: Store):
    question = "Which claims do not rest only on Russian sources?"
    said = {row["claim"] for row in _rows(store, "What do Russian sources say?")}
    by_proposition: dict[str, set[str]] = {}
    for row in _rows(store, question):
        by_proposition.setdefault(row["proposition"], set()).add(row["claim"])
    assert by_proposition
    assert all(claims & said and claims - said for claims in by_proposition.values())
    assert "beside" in {note.key for note in _ask(store, question).notes}


def test_what_rests_not_only_on_somebody_is_neither_a_yes_nor_open(store: Store):
    yes, no, open_ = (
        {row["proposition"] for row in _rows(store, f"Which claims {how} on Russian sources?")}
        for how in ("rest only", "do not rest only", "perhaps rest only")
    )
    assert no
    assert not no & (yes | open_)


def test_media_with_no_word_of_somebody_are_those_that_do_not_carry_him(store: Store):
    every = {row["what"] for row in _rows(store, "How many claims per outlet?")} - {"—"}
    of = {row["outlet"] for row in _rows(store, "What does Peskov say?")}
    without = {row["via"] for row in _rows(store, "Which outlets do not quote Peskov?")}
    assert of
    assert without == every - of
    assert {row["via"] for row in _rows(store, "Which British outlets do not quote Peskov?")} == {"The Morning Post"}
    assert not _rows(store, "Which Russian outlets do not quote Peskov?")
    assert not _rows(store, "Which British outlets do not quote Reuters?")


def test_articles_that_do_not_quote_somebody_are_counted_whole(store: Store):
    (row,) = _rows(store, "How many articles do not quote Peskov?")
    assert int(row["articles"]) == len(_rows(store, "Which articles do not quote Peskov?"))


@pytest.mark.parametrize(
    "question",
    ["Who condemned the siege?", "Qui a averti d'un siège ?", "Кто признал осаду?", "Who spoke of the siege?"],
)
def test_what_is_only_told_as_an_event_is_no_row_and_counted(
    store: Store, question: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sparql, "_words_of", lambda sense: ["si"])  # no sentence of the store condemns
    own = [row for row in _rows(store, "Which claims have no source?") if re.search(r"(?i)si[eè]ge", row["text"])]
    counts = [dict(note.values)["count"] for note in _ask(store, question).notes if note.key == "narrated"]
    assert counts == ([] if "spoke" in question else [str(len(own))])


def test_days_of_statements_are_those_of_articles_and_when_is_only_what_a_sentence_tells(store: Store):
    found = _rows(store, "Timeline of statements of Russia")
    assert {row["when"] == "None" for row in found} == {True, False}
    assert all((row["when"] == "None") == (row["words"] == "None") for row in found)
    days = [row["date"] for row in found]
    assert days == sorted(days)


def test_a_stance_by_its_verb_is_of_the_claims_that_are_reported_with_it(store: Store, monkeypatch: pytest.MonkeyPatch):
    said = {row["claim"] for row in _rows(store, "Who said what?")}
    assert not _rows(store, "Who warned of a siege?")  # no claim of the store warns
    monkeypatch.setattr(sparql, "_words_of", lambda sense: ["=told"])
    told = _rows(store, "Who warned of a siege?")
    assert {row["claim"] for row in told} < said
    assert {row["who"] for row in told} == {"Ivan Petrov"}


def test_numbers_come_in_the_order_that_is_asked_for(store: Store):
    highest, lowest = (
        [end(map(float, {row["low"], row["high"]} - {"None"})) for row in _rows(store, f"the {which} figure")]
        for which, end in (("highest", max), ("lowest", min))
    )
    assert highest == sorted(highest, reverse=True)
    assert lowest == sorted(lowest)
    assert lowest[0] < highest[0]


@pytest.mark.parametrize("question", ["Who said what?", "What is said about the siege?"])
def test_the_first_of_many_claims_are_the_beginning_of_all(store: Store, question: str, monkeypatch):
    everything = _ask(store, question)
    monkeypatch.setattr("kg.answers.ask.few._FEW", 2)
    monkeypatch.setattr("kg.answers.ask.answers._ARTICLES", 1)
    some = answer(store, _frame(question), question_store.registry(), 30.0, 3)
    assert isinstance(everything.result.answer, Table)
    assert isinstance(some.result.answer, Table)
    assert some.result.answer.rows == everything.result.answer.rows[:3]
    place = everything.result.answer.columns.index("assertion")
    assert some.first_of == len({row[place] for row in everything.result.answer.rows}) > 3
    assert not everything.first_of


@pytest.mark.parametrize(
    "question", ["What is denied?", "What does Russia say about the siege?", "Which articles are about the siege?"]
)
def test_beginning_with_few_claims_gives_the_same_answer(store: Store, question: str, monkeypatch):
    begun = _ask(store, question)
    monkeypatch.setattr("kg.answers.ask.few._FEW", -1)
    assert _ask(store, question) == begun


@pytest.mark.parametrize("question", ["How many claims by country?", "How many claims by outlet?", "How many claims?"])
def test_what_the_store_counts_is_what_is_counted_of_its_rows(store: Store, question: str, monkeypatch):
    counted = [(row["what"], row["claims"], row["articles"]) for row in _rows(store, question)]
    monkeypatch.setattr("kg.answers.ask.answers._MANY", 0)
    assert [(row["what"], row["claims"], row["articles"]) for row in _rows(store, question)] == counted
