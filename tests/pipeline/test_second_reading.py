"""A model as second reader of a store: what is asked, what is kept, and the same graph elsewhere without the model."""

import pytest

from kg.answers.service import ask, check
from kg.claims.second_reader.answer_file import open_answers
from kg.claims.second_reader.budget import Budget
from kg.claims.second_reader.chat_client import ChatClient
from kg.claims.second_reader.records import Ask
from kg.graph.store import open_store
from kg.pipeline import ingest
from kg.pipeline.second_reading import SecondReader
from kg.pipeline.without_model import without_model
from kg.readers.metadata import given
from kg.review.questions import TaskKind
from kg.review.tasks import review_tasks
from kg.sources import load_registry
from kg.web.reading import Reading
from tests.support.model_server import code, row, sentence, serving
from tests.support.read_by_model import TEXT, WANTED, answered, good, passed

pytestmark = [pytest.mark.models, pytest.mark.slow]
GIVEN = given(None, None, None, "fr", [], None)


@pytest.fixture
def unjoined(monkeypatch):
    """Articles are written, and neither joined nor put beside the registry: that is not what is tested."""
    monkeypatch.setattr(ingest, "rebuild", lambda *_: None)
    monkeypatch.setattr(ingest, "registry_quads", lambda _: ())


@pytest.fixture
def home(tmp_path):
    (tmp_path / "vely.txt").write_text(TEXT, "utf-8")
    return tmp_path


def add(home, url=None, store="store", answers="answers.sqlite", given=GIVEN, **more):
    """Add the article with a model, or with its answers alone; the reader, and the store's quads."""
    with open_answers(home / answers) as kept, open_store(home / store) as opened:
        client = ChatClient(url, more.pop("model", "toy"), wait=0) if url else None
        reader = SecondReader(kept, client.model if client else "", more.pop("ask", Ask.DOUBT), client, **more)
        done = ingest.add(opened, [str(home / "vely.txt")], given, second=reader)
        assert not done.failures
        return reader, sorted(map(str, opened.quads()))


def alone(home, store="alone"):
    """The store by the rules alone."""
    with open_store(home / store) as opened:
        ingest.add(opened, [str(home / "vely.txt")], GIVEN)
        return sorted(map(str, opened.quads()))


@pytest.mark.usefixtures("unjoined")
def test_a_model_is_asked_once_and_its_answer_is_part_of_the_graph(home):
    with serving(good) as server:
        reader, quads = add(home, server.url)
        assert len(server.bodies) == 2  # the trial, and the article
        _, same = add(home, server.url)
        assert len(server.bodies) == 2
    assert reader.tally.changed == 1
    assert same == quads
    assert any("ModelAnswer" in quad for quad in quads)
    assert any("toy (second reader, asked doubt" in quad for quad in quads)


def test_another_machine_with_the_answers_and_no_model_builds_the_same_graph(home):
    with serving(good) as server:
        _, quads = add(home, server.url)
    with open_answers(home / "answers.sqlite") as here, open_answers(home / "there.sqlite") as there:
        there.load(here.lines(), "answers")
    _, elsewhere = add(home, None, "elsewhere", "there.sqlite")
    assert elsewhere == quads


def test_without_the_model_the_store_is_that_of_the_rules(home):
    rules = alone(home)
    with serving(good) as server:
        _, quads = add(home, server.url)
    assert quads != rules
    with open_store(home / "store", read_only=True) as opened, without_model(opened) as found:
        assert sorted(map(str, found.quads())) == rules
    reading = Reading(str(home / "store"), without_model=True)
    with reading.state() as state:
        assert sorted(map(str, state.shipped.quads())) == rules
        assert state.shipped.location == str(home / "store")
    reading.close()


def test_a_store_that_no_model_read_is_itself_without_one(home):
    alone(home)
    with open_store(home / "alone", read_only=True) as opened, without_model(opened) as found:
        assert found is opened


def test_the_graph_holds_to_its_shapes(home):
    with serving(good) as server:
        add(home, server.url)
    with open_store(home / "store", read_only=True) as opened:
        assert not check(opened).violations


@pytest.mark.parametrize("said", ["I refuse.", "{", 500, {"answers": []}], ids=["refusal", "broken", "status", "empty"])
@pytest.mark.usefixtures("unjoined")
def test_a_model_that_answers_badly_leaves_what_the_rules_read(home, said):
    rules = [quad for quad in alone(home) if "Run" not in quad]
    with serving(lambda _: said) as server:
        reader, quads = add(home, server.url)
    assert reader.tally.changed == 0
    assert {quad for quad in rules if "/claim/" in quad} <= set(quads)


@pytest.mark.usefixtures("unjoined")
def test_a_server_that_dies_leaves_a_whole_store_and_the_next_run_goes_on(home):
    with serving(good, dies_after=0) as server:
        reader, _ = add(home, server.url)
        assert reader.outcome.error is not None
        assert reader.outcome.left == 2
    with serving(good) as server:
        reader, quads = add(home, server.url)
    assert reader.outcome.answered == 2
    assert any("ModelAnswer" in quad for quad in quads)


@pytest.mark.usefixtures("unjoined")
def test_a_budget_is_held_and_what_is_left_is_asked_later(home):
    with serving(good) as server:
        reader, _ = add(home, server.url, budget=Budget.of(["0 questions"]))
        assert (len(server.bodies), reader.outcome.left) == (0, 2)
        add(home, server.url)
        assert len(server.bodies) == 2


@pytest.mark.usefixtures("unjoined")
def test_nothing_is_sent_elsewhere_without_leave(home, monkeypatch):
    monkeypatch.setattr(ChatClient, "is_here", property(lambda _: False))
    told = []
    with serving(good) as server:
        add(home, server.url, agree=lambda words: told.append(words) or False)
        assert server.bodies == []
    (words,) = told
    assert "2 questions about" in words
    assert server.url in words


def test_an_answer_and_a_review_say_what_a_model_read(home):
    text = TEXT.replace("La procureure de Vély, Anne Petit,", "Maria Zakharova")
    (home / "vely.txt").write_text(text, "utf-8")

    own = {"cue": "a affirmé", "first": "la route", "last": "fermée"}
    said = {"words": "La juriste", "cue": "a précisé", "first": "deux témoins", "last": "été entendus"}
    declared = {"cue": "a déclaré", "first": "l'enquête", "last": "poursuivait"}

    def zakharova(question):
        if tried := passed(question):
            return tried
        rows = []
        for number in question["ask"]:
            words = sentence(question, number)
            name = "Olive" if "Olive" in words else "Zakharova"
            answer = own if "Olive" in words else said if "juriste" in words else declared
            rows.append(row(number, code(question, name), **answer))
        return {"answers": rows}

    with serving(zakharova) as server:
        add(home, server.url, given=given("RIA Novosti", "2017-09-05", None, "fr", [], None))
    with open_store(home / "store", read_only=True) as opened:
        reply = ask(opened, "Quelles affirmations ne reposent que sur une source russe ?", 30.0, frame=True)
        chains = [chain for found in reply.explanations for chain in found.chains]
        assert "chaînes telles que lues par le modèle toy : 1 sur 1" in chains
        asked = [task for task in review_tasks(opened, load_registry()) if task.kind is TaskKind.SPEAKER]
        assert "as read by the model toy" in asked[0].why


@pytest.mark.usefixtures("unjoined")
def test_who_decided_can_be_asked(home):
    with serving(good) as server:
        add(home, server.url)
    with open_store(home / "store", read_only=True) as opened:
        path = "kg:attribution/kg:origin/kg:answer/kg:modelName"
        rows = opened.select(f"SELECT ?text ?model WHERE {{ ?claim {path} ?model ; schema:text ?text }}").rows
    assert [tuple(map(str, row)) for row in rows] == [(WANTED, "toy")]


@pytest.mark.usefixtures("unjoined")
def test_another_model_that_does_not_answer_takes_nothing_away(home):
    with serving(good) as server:
        _, quads = add(home, server.url)
    with serving(good, dies_after=0) as server:
        _, same = add(home, server.url, model="mistyped")
    assert same == quads
    with serving(good) as server:
        _, same = add(home, server.url, model="dear", budget=Budget.of(["1 question"]))  # its trial alone
        assert len(server.bodies) == 1
    assert same == quads
    with serving(answered) as server:
        _, other = add(home, server.url, model="worse")
    assert not any("ModelAnswer" in quad for quad in other)  # it has failed its trial, and counts from here on


@pytest.mark.usefixtures("unjoined")
def test_what_was_answered_in_doubt_counts_until_all_is_answered(home):
    with serving(good) as server:
        _, quads = add(home, server.url)
    with serving(good, dies_after=0) as server:
        _, same = add(home, server.url, ask=Ask.ALL)
    assert same == quads
    with serving(good) as server:
        _, other = add(home, server.url, ask=Ask.ALL)
    assert any("asked all" in quad for quad in other)


def test_without_the_model_a_store_is_never_an_older_one(home):
    with serving(good) as server:
        add(home, server.url)
        with open_store(home / "store", read_only=True) as opened, without_model(opened) as found:
            before = sorted(map(str, found.quads()))
        add(home, server.url, given=given(None, "2018-01-01", None, "fr", [], None))
    with open_store(home / "store", read_only=True) as opened, without_model(opened) as found:
        after = sorted(map(str, found.quads()))
    assert before != after
    assert any("2018-01-01" in quad for quad in after)


@pytest.mark.usefixtures("unjoined")
def test_an_article_whose_metadata_changed_is_asked_again_where_the_server_was_away(home):
    with serving(good) as server:
        add(home, server.url)
    moved = given("RIA Novosti", None, None, "fr", [], None)
    with serving(good, dies_after=0) as server:
        add(home, server.url, given=moved)
    with serving(good) as server:
        _, quads = add(home, server.url, given=moved)
    assert any("ModelAnswer" in quad for quad in quads)


@pytest.mark.usefixtures("unjoined")
def test_two_articles_of_one_text_are_both_read_anew(home):
    (home / "sela.txt").write_text(TEXT + " ", "utf-8")
    (home / "metadata.csv").write_text("file,outlet\nvely.txt,One\nsela.txt,Other\n", "utf-8")
    with serving(good) as server, open_answers(home / "answers.sqlite") as kept, open_store(home / "store") as opened:
        reader = SecondReader(kept, "toy", Ask.DOUBT, ChatClient(server.url, "toy"))
        ingest.add(opened, [str(home / "vely.txt"), str(home / "sela.txt")], GIVEN, second=reader)
        quads = list(map(str, opened.quads()))
    assert sum("otherReading" in quad for quad in quads) == 2


@pytest.mark.usefixtures("unjoined")
def test_a_killed_run_loses_nothing(home, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with serving(good) as server:
        with monkeypatch.context() as patch:
            patch.setattr(ingest._Adding, "revise", killed)
            with pytest.raises(KeyboardInterrupt):
                add(home, server.url)
        asked = len(server.bodies)
        _, quads = add(home, server.url)
        assert len(server.bodies) == asked
        _, other = add(home, server.url, "whole")
    assert quads == other
