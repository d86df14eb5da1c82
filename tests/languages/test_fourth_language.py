"""A language is a folder: a fourth one, of the tests' own, is read through the whole way."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.languages.profile import FOLDER, supported

HOME = Path(__file__).parents[1] / "support" / "languages"
CASES = [  # what is said, by whom, in which words
    ("La ministro diris, ke la ponto falis.", "La ministro", "la ponto falis"),
    ("Laŭ la armeo, tri soldatoj mortis.", "la armeo", "tri soldatoj mortis"),
    ("La urbestro neis, ke la lernejo brulis.", "La urbestro", "la lernejo brulis"),
    ("La ponto falis en Sirio.", None, None),
]
ARTICLE = "\n\n".join(("La ponto de Damasko", *(text for text, _, _ in CASES)))


def run(folder: Path, *arguments: str) -> str:
    """What the program prints that looks for languages in the tests' folder too."""
    env = {**os.environ, "KG_LANGUAGES": str(HOME), "PYTHONPATH": str(Path(kg.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, env=env, cwd=folder, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("esperanto")
    (made / "ponto.txt").write_text(ARTICLE, "utf-8")
    return made


def test_a_sentence_is_attributed(folder):
    claims = [json.loads(line) for line in run(folder, "extract", "ponto.txt", "--lang", "eo").splitlines()]
    assert {claim["language"] for claim in claims} == {"eo"}
    for text, source, content in CASES:
        (claim,) = [claim for claim in claims if claim["text"] == text]
        origin = claim["chain"][0]
        assert (origin["rule"] == "own-voice") == (source is None), text
        if source is not None:
            assert ARTICLE[slice(*origin["mention"])] == source
            assert ARTICLE[slice(*claim["content"])] == content


def test_the_language_of_an_article_is_recognised(folder):
    assert '"language": "eo"' in run(folder, "extract", "ponto.txt")


@pytest.mark.models
def test_a_question_is_answered(folder):
    run(folder, "add", "ponto.txt", "--lang", "eo", "--store", "store")
    answer = run(folder, "ask", "Kiu diris kion?", "--store", "store")
    assert "who-asserted-what" in answer
    assert "la ponto falis" in answer.casefold()


# --- No other code knows a language ---

ALLOWED = {
    "kg/model/ids.py": "ids are Latin letters: how every Cyrillic letter is written in them, whatever the language",
}
_CLASSES = re.compile(r"\[[^\]]*\]")  # of letters, in a regular expression
_FOREIGN = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]+|[^\W\d_]+[^\W\d_a-zA-Z]|[\u0400-\u04ff]")


def _strings(tree: ast.AST) -> list[ast.Constant]:
    """The strings of a module that are no docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node for node in found if id(node) not in told]


def _modules() -> list[Path]:
    home = Path(kg.__file__).parent
    return [path for path in sorted(home.rglob("*.py")) if FOLDER not in path.parents]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(Path(kg.__file__).parents[1])))
def test_no_code_outside_the_folders_names_a_language_or_holds_its_words(path):
    tree = ast.parse(path.read_text("utf-8"))
    codes = [node.lineno for node in _strings(tree) if node.value in supported()]
    words = [node.value for node in _strings(tree) if _FOREIGN.search(_CLASSES.sub("", node.value))]
    if str(path.relative_to(Path(kg.__file__).parents[1])) in ALLOWED:
        assert words
        return
    assert not codes, f"lines {codes} name a language"
    assert not words
