"""The command line as its user meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from kg.cli import app
from kg.model.package_data import path
from tests.support.paths import ROOT

RUN = CliRunner()
SEEDS = path("seeds")


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "store"
    result = RUN.invoke(app, ["add", str(SEEDS), "--store", str(folder)])
    assert result.exit_code == 0, result.output
    assert "3 new" in result.output
    return folder


def call(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *words], capture_output=True, text=True, input=stdin, check=False
    )


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command and every command of a command, as it is typed behind ``kg``."""
    for name, found in sorted(group.commands.items()):
        yield (*before, name)
        if isinstance(found, click.Group):
            yield from commands(found, *before, name)


COMMANDS = list(commands(typer.main.get_command(app)))


def test_help_names_every_command():
    shown = call("--help").stdout
    assert all(re.search(rf"^\W*{words[0]}\s", shown, re.MULTILINE) for words in COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_an_example_and_is_in_the_readme(words):
    assert "Example" in RUN.invoke(app, [*words, "--help"]).output
    assert f"kg {' '.join(words)}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("words", [("--help",), ("sources",), ("query", "--list")])
def test_commands_that_parse_nothing_import_no_spacy(words):
    code = (
        f"import sys; sys.argv = ['kg', *{list(words)!r}]\nfrom kg.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\nassert 'spacy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.models
def test_extract_writes_a_row_a_sentence_with_the_promised_fields():
    result = RUN.invoke(app, ["extract", str(SEEDS)])
    found = [json.loads(line) for line in result.output.splitlines()]
    assert len(found) == 39
    wanted = {
        "article",
        "start",
        "end",
        "text",
        "kind",
        "chain",
        "quote",
        "commitment",
        "cue",
        "source",
        "content",
        "parts",
        "subject",
    }
    for row in found:
        assert wanted <= set(row)
        assert row["chain"][-1]["role"] == "outlet"
        assert {"role", "kind", "id", "label", "country", "link", "basis", "rule"} <= set(row["chain"][0])


@pytest.mark.models
def test_standard_input_is_an_article():
    result = call("extract", "-", "--lang", "fr", stdin="Le maire a annoncé que le pont était fermé.")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["quote"] == "indirect"


@pytest.mark.models
def test_the_first_question_is_answered_with_the_exact_sentence(store):
    result = RUN.invoke(
        app, ["ask", "Quelles affirmations ne reposent que sur une source russe ?", "--store", str(store)]
    )
    assert result.exit_code == 0
    assert "rests-only-on" in result.output
    assert "djihadomobiles" in result.output


@pytest.mark.models
def test_a_question_that_is_not_understood_is_not_answered(store):
    result = RUN.invoke(app, ["ask", "Which claims rest mostly on Russian sources?", "--store", str(store)])
    assert result.exit_code == 1


@pytest.mark.models
def test_a_frame_is_printed_as_json_and_nothing_is_asked(store):
    result = RUN.invoke(app, ["ask", "--frame", "Que dit Peskov du siège ?", "--store", str(store)])
    assert result.exit_code == 0
    frame = json.loads(result.stdout)["frame"]
    assert [party["value"] for party in frame["speakers"]] == ["dmitry-peskov"]
    refused = RUN.invoke(app, ["ask", "--frame", "Peskov", "--store", str(store)])
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["frame"] is None


@pytest.mark.models
def test_a_session_takes_one_question_after_another(store):
    lines = "What does Russia say about the siege?\nAnd Syria? Only in 2016.\nnonsense\nWho denies it?\n"
    result = RUN.invoke(app, ["ask", "-i", "--store", str(store)], input=lines)
    assert result.exit_code == 0
    said = [line for line in result.output.splitlines() if line.startswith(("Understood as", "I am not sure"))]
    assert len(said) == 5
    assert "sources of Syria" in said[1]
    assert "2016-01-01" in said[2]
    assert said[3].startswith("I am not sure")
    assert "denials" in said[4]
    assert "2016-01-01" in said[4]


@pytest.mark.models
def test_show_leads_from_a_row_to_the_chain(store):
    table = RUN.invoke(app, ["query", "rests-only-on", "--format", "json", "--store", str(store)]).output
    claim = json.loads(table)["results"]["bindings"][0]["claim"]["value"]
    result = RUN.invoke(app, ["show", claim, "--store", str(store)])
    assert result.exit_code == 0, result.output
    assert "cue" in result.output


@pytest.mark.models
@pytest.mark.parametrize("form", ["nquads", "turtle", "jsonld"])
def test_export(store, form):
    result = RUN.invoke(app, ["export", "--format", form, "--store", str(store)])
    assert result.exit_code == 0
    assert "djihadomobiles" in result.output


@pytest.mark.models
def test_check_and_graph_and_sources(store, tmp_path):
    assert RUN.invoke(app, ["check", "--store", str(store)]).exit_code == 0
    page = tmp_path / "g.html"
    assert RUN.invoke(app, ["graph", "-o", str(page), "--store", str(store)]).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert "dmitry-peskov" in RUN.invoke(app, ["sources"]).output
    assert RUN.invoke(app, ["sources", "--unknown", "--store", str(store)]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("query", "no-such-question", "--store", "{store}"), 2, "no-such-question"),
        (("ask", "quoi ?", "--store", "nowhere"), 2, "nowhere"),
        (("add", "no-such-file.txt", "--store", "{new}"), 3, "no-such-file.txt"),
        (("add", "x.txt", "--lang", "tlh", "--store", "{new}"), 2, "tlh"),
        (("add", "x.txt", "--date", "4/5/2017", "--store", "{new}"), 2, "4/5/2017"),
        (("extract", "x.txt", "--columns", "body"), 2, "body"),
    ],
)
@pytest.mark.models
def test_bad_input_is_named_and_the_exit_code_tells(store, tmp_path, words, code, said):
    result = call(*(word.format(store=store, new=tmp_path / "new") for word in words))
    assert result.returncode == code, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_control_characters_do_not_reach_the_terminal(tmp_path):
    result = call("extract", str(tmp_path / "a\x1b[31m.txt"))
    assert result.returncode == 3
    assert "a\ufffd[31m.txt" in result.stderr
    assert "\x1b" not in result.stderr
