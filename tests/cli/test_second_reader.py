"""A model as second reader, as its user meets it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kg.claims.second_reader.chat_client import ChatClient
from kg.cli import app
from tests.support.model_server import serving
from tests.support.read_by_model import TEXT, WANTED, good

RUN = CliRunner()


def test_a_model_without_a_name_is_told():
    result = RUN.invoke(app, ["extract", "seeds", "--model", "http://localhost:1"], catch_exceptions=True)
    assert "--model-name" in str(result.exception)


@pytest.mark.parametrize(
    ("option", "value", "expected"), [("--ask", "some", "doubt or all"), ("--budget", "much", "200 questions")]
)
def test_an_option_that_cannot_be_is_told(option, value, expected):
    words = ["extract", "seeds", "--model", "http://localhost:1", "--model-name", "toy", option, value]
    assert expected in str(RUN.invoke(app, words).exception)


@pytest.mark.models
def test_claims_as_a_model_read_them_are_written(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_MODEL_KEY", "secret")
    article, answers = tmp_path / "vely.txt", tmp_path / "answers.sqlite"
    article.write_text(TEXT, "utf-8")
    with serving(good) as server:
        words = ["extract", str(article), "--lang", "fr", "--model", server.url, "--model-name", "toy"]
        result = RUN.invoke(app, [*words, "--answers", str(answers)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    (claim,) = (row for row in rows if row["text"] == WANTED)
    assert claim["chain"][0]["label"] == "Anne Petit"
    assert claim["chain"][0]["answer"]["model"] == "toy"
    assert claim["other"]["chain"][0]["label"] == "La juriste"
    assert "3 of 3 sentences asked were answered, 1 read otherwise" in result.stderr
    assert b"secret" not in answers.read_bytes()
    assert "secret" not in result.output


@pytest.mark.models
def test_nothing_is_sent_elsewhere_without_being_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(ChatClient, "is_here", property(lambda _: False))
    article = tmp_path / "vely.txt"
    article.write_text(TEXT, "utf-8")
    with serving(good) as server:
        words = ["extract", str(article), "--lang", "fr", "--model", server.url, "--model-name", "toy"]
        words += ["--answers", str(tmp_path / "answers.sqlite")]
        refused = RUN.invoke(app, words)
        assert server.bodies == []
        assert "Nothing was sent: say --yes" in refused.stderr
        RUN.invoke(app, [*words, "--yes"])
        assert len(server.bodies) == 2


def test_answers_go_to_another_machine(tmp_path):
    from kg.claims.second_reader.answer_file import open_answers
    from kg.claims.second_reader.records import Kept

    here, there, lines = tmp_path / "here.sqlite", tmp_path / "there.sqlite", tmp_path / "answers.jsonl"
    with open_answers(here) as answers:
        answers.put(Kept("toy", "q", "a", "{}", "2026-11-30T12:00:00+00:00", 1))
    assert RUN.invoke(app, ["model", "export", str(lines), "--answers", str(here)]).exit_code == 0
    result = RUN.invoke(app, ["model", "import", str(lines), "--answers", str(there)])
    assert result.stdout == "1 answers taken in\n"
    again = RUN.invoke(app, ["model", "export", "--answers", str(there)])
    assert again.stdout == lines.read_text("utf-8")
