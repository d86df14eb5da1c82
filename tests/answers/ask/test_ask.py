"""Plain words to a frame: what is understood, and above all what is not answered."""

from __future__ import annotations

import csv
import datetime
import re
import time
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.answers import ask, queries
from kg.answers.ask import sparql
from kg.answers.ask.equivalents import question_of
from kg.answers.ask.frame import Frame, Wanted
from kg.answers.ask.vocabulary import languages, vocabulary
from kg.answers.ask.wording import in_words, offers, wording
from kg.cli.draw.answer import understanding_text
from kg.languages.profile import data
from kg.sources import load_registry
from kg.sources.registry import Registry
from tests.support import question_store
from tests.support.frames import brief
from tests.support.paths import CASES

QUESTIONS = queries.questions()


def _cases(name: str) -> list[tuple[str, str, str, str]]:
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as handle:
        rows = csv.reader((line for line in handle if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[0], row[1], row[2], row[3] if len(row) > 3 else "") for row in rows]


@cache
def _whole_registry() -> Registry:
    return load_registry()


def _understand(question: str, before: Frame | None = None) -> ask.Understanding:
    return ask.understand(question, question_store.registry(), before=before)


def _check(found: ask.Understanding, language: str, frame: str, why: str) -> None:
    assert (brief(found.frame) if found.frame else "-") == frame, understanding_text(found)
    assert found.language == language
    if found.frame is None:
        assert f"{found.why}{': ' if found.unplaced else ''}{', '.join(found.unplaced)}" == why


@pytest.mark.parametrize(("language", "question", "frame", "why"), _cases("ask"), ids=[row[1] for row in _cases("ask")])
def test_case(language: str, question: str, frame: str, why: str):
    _check(_understand(question), language, frame, why)


COLD = _cases("ask-cold")


@pytest.mark.parametrize(("language", "question", "frame", "why"), COLD, ids=[row[1] for row in COLD])
def test_question_asked_cold(language: str, question: str, frame: str, why: str):
    _check(ask.understand(question, _whole_registry()), language, frame, why)


def test_there_are_cases_of_both_sorts_in_every_language():
    for language in languages():
        answered = [row[2] != "-" for row in _cases("ask") if row[0] == language]
        assert sum(answered) >= 20
        assert len(answered) - sum(answered) >= 5


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_declared_form_is_understood_as_what_it_declares(question: queries.Question):
    assert {form.language for form in question.asks} >= {"en", "fr", "ru"}
    for form in question.asks:
        country = {"en": "Russian", "fr": "russes", "ru": "российские"}[form.language]
        fill = {"country": country, "place": "Aleppo", "subject": "Bashar", "words": "Bashar", "period": "2017-09-05"}
        found = _understand(form.words.format(**{name: fill.get(name, "Reuters") for name in form.slots}))
        assert found.frame, wording(found)
        name, values = question_of(found.frame)
        assert name == question.name, wording(found)
        assert set(form.fixed) <= {*values, ("value", "yes")}, form.words


@pytest.mark.parametrize("more", ["{} not", "{} since 2017", "{} zweifellos", "zweifellos {}", "{} Ukraine"])
def test_a_word_more_is_another_question(more: str):
    """Whatever is added, the question as it stood before must not be answered in its place."""
    asked = {frame: question for _, question, frame, _ in _cases("ask") if frame != "-"}
    for question in asked.values():
        before, after = _understand(question), _understand(more.format(question.rstrip(" ?.")))
        assert after.frame is None or after.frame != before.frame, question


def test_says_which_word_it_could_not_place_and_keeps_what_it_understood():
    refused = _understand("Which claims rest mostly on Russian sources?")
    assert "mostly" in wording(refused)
    assert "sources of Russia" in wording(refused)
    assert "mother" in wording(_understand("What does Peskov's mother say?"))


def test_a_known_country_is_never_called_unknown():
    for text in ("What does Russia shout?", "Russia", "Is Russia glad?", "la Russie chante-t-elle ?"):
        assert "no country" not in understanding_text(_understand(text))


def test_offers_can_be_asked_as_they_stand_and_keep_the_names():
    found = _understand("What does Peskov's mother say?")
    near = offers(found, QUESTIONS)
    assert near
    for offer in near:
        frame = _understand(offer.words).frame
        assert frame
        assert question_of(frame)[0] == offer.query
        assert [party.value for party in frame.speakers] == ["dmitry-peskov"]


def test_what_was_understood_is_said_in_the_language_of_the_question():
    found = _understand("quelles affirmations ne reposent que sur la Russie")
    assert wording(found).splitlines() == [
        "Compris ainsi : Ce qui ne repose que sur · de sources de l’État Russie",
        "En SPARQL : kg query rests-only-on --param country=RU",
    ]
    assert "Россия" in wording(_understand("Какие утверждения опираются только на Россию?"))
    assert (
        "и на других тоже" in wording(_understand("Какие утверждения опираются не только на Россию?")).splitlines()[0]
    )
    assert wording(_understand("Какие утверждения опираются не на Россию?")).startswith("Неясно")


@pytest.mark.parametrize(
    ("question", "was", "now"),
    [
        ("Wich claims come from Reuters?", "Wich", "which"),
        ("Quelles afirmations viennent de Reuters ?", "afirmations", "affirmations"),
        ("Какие утвреждения исходят от Рейтер?", "утвреждения", "утверждения"),
    ],
)
def test_a_typing_mistake_is_mended_and_said(question: str, was: str, now: str):
    found = _understand(question)
    assert [(each.was, each.now) for each in found.mended] == [(was, now)]
    assert was in wording(found)
    assert now in wording(found)


def test_a_word_of_the_articles_is_no_typing_mistake():
    found = ask.understand("Who spoke of clams?", question_store.registry(), is_word=lambda word: word == "clams")
    assert not found.mended


def test_one_number_in_any_format():
    frames = {
        brief(found.frame)
        for number in ("1300", "1,300", "1.300", "1 300", "1\u00a0300", "1\u202f300")
        if (found := _understand(f"Who said {number} people were killed?")).frame
    }
    assert frames == {"who; about=1300, killed"}


def test_a_session_goes_on_from_the_question_before():
    first = _understand("What does Russia say about the siege?").frame
    assert first
    other = _understand("And Syria?", first).frame
    assert other
    assert brief(other) == "claims; speakers=state:SY; about=siege"
    later = _understand("Only in 2016.", other).frame
    assert later
    assert brief(later) == "claims; speakers=state:SY; about=siege; when=2016-01-01..2016-12-31"
    denied = _understand("Who denies it?", later).frame
    assert denied
    assert brief(denied) == "claims; about=siege; denies; when=2016-01-01..2016-12-31"
    assert _understand("And Syria?").why == "goes_on"


@pytest.mark.parametrize(
    ("first", "then", "frame"),
    [
        ("Que dit la Russie du siège ?", "Qui le dément ?", "claims; about=siège; denies"),
        ("Что говорит Россия об осаде?", "А Сирия?", "claims; speakers=state:SY; about=осаде"),
        (
            "Что говорит Россия об осаде?",
            "Только в 2016 году",
            "claims; speakers=state:RU; about=осаде; when=2016-01-01..2016-12-31",
        ),
        ("What does Russia say about the siege?", "And about Daesh?", "claims; speakers=state:RU; about=Islamic State"),
        ("What does Russia say about the siege?", "Who says so?", "who; about=siege"),
        (
            "What does Russia say about the siege?",
            "And what does Peskov say?",
            "claims; speakers=agent:dmitry-peskov; about=siege",
        ),
        (
            "What does Russia say about the siege?",
            "not about Daesh",
            "claims; speakers=state:RU; about=siege; not_about=Islamic State",
        ),
        ("What does Russia say about the siege?", "What does Peskov say?", "claims; speakers=agent:dmitry-peskov"),
        (
            "How many soldiers were killed?",
            "according to Reuters",
            "numbers; speakers=agent:reuters; about=soldiers, killed",
        ),
        ("Which claims rest only on Russian sources?", "and Reuters?", "only; speakers=agent:reuters"),
    ],
)
def test_what_goes_on_and_what_is_a_question_of_its_own(first: str, then: str, frame: str):
    found = _understand(then, _read(first))
    assert found.frame, wording(found)
    assert brief(found.frame) == frame


def test_a_frame_is_said_whole():
    frame = _understand("What does Peskov say about the siege before 2016?").frame
    assert frame
    for language in languages():
        said = in_words(frame, language)
        assert "siege" in said
        assert "2015-12-31" in said
        assert "Пес" in said or "Peskov" in said


def test_every_frame_has_its_words_in_every_language():
    for language in languages():
        table = vocabulary(language)
        assert set(table.wanted) == {wanted.value for wanted in Wanted}
        own_rows, other_rows = data(language, "questions"), data("en", "questions")  # as they stand, not merged
        for name in ("frame", "reply", "wanted", "near"):
            assert set(own_rows[name]) == set(other_rows[name]), name
            assert not any("+" in said for said in own_rows[name].values()), name  # a phrase to look up, not to show
        own, others = ({sense for row in known.senses.values() for sense in row} for known in (table, vocabulary("en")))
        assert not others - own - {"to", "whom", "whose", "yesno", "noun"}, language


@pytest.mark.parametrize(
    "question",
    ["What happened in Homs in 2030?", "Que s'est-il passé à Homs en 2030 ?", "Что произошло в Хомсе в 2030 году?"],
)
def test_what_will_happen_is_no_question_until_the_day_has_come(question: str):
    for today, why in ((datetime.date(2029, 12, 31), "future"), (datetime.date(2030, 1, 1), "")):
        assert ask.understand(question, question_store.registry(), today=today).why == why


def test_reading_takes_no_time_to_speak_of():
    _understand("What does Peskov say about the siege?")
    some = COLD[::8]
    start = time.perf_counter()
    for _, question, _, _ in some:
        ask.understand(question, _whole_registry())
    assert (time.perf_counter() - start) / len(some) < 0.15


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
@example("2 2 2 2/2/2")
@example("dd\n}а?  ,:")
def test_any_text_is_understood_or_refused(text: str):
    found = _understand(text)
    assert understanding_text(found)
    assert (found.frame is None) == bool(found.why)


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
    if found.frame is not None and "not" in words:
        assert found.frame.not_speakers or found.frame.not_about or found.frame.value == "no"


def test_ne_que_is_only_and_ne_pas_que_is_not():
    assert brief(_read("Quelles affirmations ne reposent que sur Reuters ?")) == "only; speakers=agent:reuters"
    negated = "Quelles affirmations ne reposent {} que sur Reuters ?"
    assert brief(_read(negated.format("pas"))) == "only; speakers=agent:reuters; value=no"
    assert _understand(negated.format("plus")).frame is None


def _read(question: str) -> Frame:
    found = _understand(question).frame
    assert found
    return found


@pytest.mark.parametrize(
    ("word", "sentence"), [("army", "the army"), ("armies", "an army"), ("territory", "territories")]
)
def test_a_subject_is_found_in_each_of_its_forms(word: str, sentence: str):
    """A stem with which the word itself does not begin found nothing, and said so of every article."""
    (concept,) = _read(f"Who spoke about {word}?").about
    assert re.search(sparql.pattern(concept.words), sentence)


@pytest.mark.parametrize(
    ("question", "kin"), [("Who spoke about the siege?", "blockade"), ("Qui parle du siège ?", "blocus")]
)
def test_words_of_its_kind_that_stand_for_a_subject_are_said(question: str, kin: str):
    assert kin in wording(_understand(question))


def test_a_sort_of_people_is_not_the_whole_of_a_side():
    (concept,) = _read("What does Reuters say about soldiers?").about
    assert not re.search(sparql.pattern(concept.words), "the regime")
    assert re.search(sparql.pattern(concept.words), "двое солдат")


@pytest.mark.parametrize(
    ("first", "then", "frame"),
    [
        (
            "What does Peskov say?",
            "What did he say about the siege?",
            "claims; speakers=agent:dmitry-peskov; about=siege",
        ),
        ("Que dit Peskov ?", "que dit-il du siège", "claims; speakers=agent:dmitry-peskov; about=siège"),
        ("Что говорит Песков?", "что он сказал об осаде", "claims; speakers=agent:dmitry-peskov; about=осаде"),
    ],
)
def test_he_is_who_was_asked_about_before(first: str, then: str, frame: str):
    found = _understand(then, _read(first))
    assert found.frame, wording(found)
    assert brief(found.frame) == frame


_PLACES = [
    ("in Le Monde", "dans Le Monde", "в Le Monde", "outlet=agent:le-monde"),
    ("through TASS", "via TASS", "через ТАСС", "through=agent:tass"),
    ("except Lavrov", "sauf Lavrov", "кроме Лаврова", "not_speakers=agent:sergey-lavrov"),
    ("in Russian newspapers", "dans les journaux russes", "в российских газетах", "outlet=media:media:RU"),
    ("in Twitter", "dans Twitter", "в Твиттере", ""),
    ("in Homs with photos", "à Homs avec photos", "в Хомсе с фотографиями", ""),
    ("despite the ceasefire", "malgré le cessez-le-feu", "несмотря на перемирие", ""),
    ("without naming sources", "sans nommer de source", "не называя источников", ""),
]


@pytest.mark.parametrize("more", _PLACES, ids=lambda more: more[0])
def test_a_condition_takes_the_slot_that_its_place_gives_it_or_is_named(more: tuple[str, str, str, str]):
    """A medium is no place, who is excepted is no subject, and what no frame can hold refuses the question."""
    asked = ("Who denied the siege", "Qui a démenti le siège", "Кто отрицал осаду")
    for question, condition in zip(asked, more[:3], strict=True):
        found = ask.understand(f"{question} {condition}", _whole_registry()).frame
        assert (found is None) == (not more[3]), condition
        if found is not None:
            assert more[3] in brief(found)
            assert brief(found.without("outlet", "through", "not_speakers")).startswith("claims; about=")


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("claims about sarin from July to December 2016", "2016-07-01..2016-12-31"),
        ("affirmations sur le sarin entre juillet et decembre 2016", "2016-07-01..2016-12-31"),
        ("утверждения о зарине с июля по декабрь 2016 года", "2016-07-01..2016-12-31"),
        ("утверждения о зарине с июля 2016 года", "2016-07-01.."),
        ("утверждения о зарине в июле 2016-го", "2016-07-01..2016-07-31"),
    ],
)
def test_a_range_keeps_both_of_its_ends(question: str, days: str):
    assert f"when={days}" in brief(_read(question)).split("; ")


def test_a_refusal_says_why_in_every_language():
    for question in ("What did Russia say recently?", "Que disait Moscou récemment ?", "Что Россия говорила недавно?"):
        assert "?" not in wording(_understand(question)).splitlines()[1]
        assert _understand(question).why == "relative"


def test_the_query_that_is_named_is_safe_in_a_shell():
    assert "--param 'subject=$(id)'" in wording(_understand('claims about "$(id)"'))
