import json

import pytest

from kg.claims.second_reader.records import Kept
from kg.claims.second_reader.trial import is_trusted, trial
from kg.languages.profile import data
from tests.support.model_server import row
from tests.support.read_by_model import passed


def kept(question, rows):
    return Kept("toy", question.key, "trial", json.dumps({"answers": rows}), "2026-11-30T12:00:00+00:00")


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_who_reads_rightly_passes(language):
    assert is_trusted(language, lambda q: kept(q, passed(json.loads(q.messages[1][1]))["answers"]))


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
@pytest.mark.parametrize("origin", ["outlet", "s1", "s2", "unspecified", "cannot-tell"])
def test_who_answers_alike_throughout_fails(language, origin):
    assert not is_trusted(language, lambda q: kept(q, [row(n, origin) for n in data(language, "trial")["ask"]]))


def test_who_was_not_asked_fails():
    assert not is_trusted("fr", lambda _: None)


def test_a_language_without_a_trial_asks_none(monkeypatch):
    monkeypatch.setattr("kg.claims.second_reader.trial.optional_data", lambda *_: {})
    trial.cache_clear()
    assert is_trusted("fr", lambda _: None)
    trial.cache_clear()
