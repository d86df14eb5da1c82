"""What rests on a stage is worked out anew when the stage changes: no version stays where its code has changed."""

from __future__ import annotations

import ast
import json

from kg.pipeline import program
from kg.pipeline.versions import CLAIMS, OUTSIDE, STAGES, TEXT, versions
from tests.support.stages import PACKAGE, RECORDED, files, now, without_words


def test_a_stage_whose_code_changed_has_another_version():
    recorded, found = json.loads(RECORDED.read_text("utf-8")), now()
    changed = [name for name in recorded | found if recorded.get(name) != found.get(name)]
    assert not changed, (
        f"stages {changed} changed: raise their versions in kg/pipeline/versions.py, or, if their results cannot have "
        "changed, leave them; then run python -m tests.support.stages --write"
    )


def test_every_file_that_makes_claims_belongs_to_one_stage():
    covered = [path for stage in STAGES for path in files(stage)]
    assert len(covered) == len(set(covered))
    outside = {path for pattern in OUTSIDE for path in PACKAGE.glob(pattern)}
    folders = (
        "readers",
        "text",
        "languages",
        "claims",
        "sources",
        "model",
        "propositions",
        "graph/rdf",
        "pipeline/incremental",
    )
    found = (path for folder in folders for path in (PACKAGE / folder).rglob("*"))
    wanted = {path for path in found if path.suffix in (".py", ".toml", ".json")}
    assert wanted - set(covered) - outside <= set((PACKAGE / "sources/imports").iterdir())


def test_words_about_the_code_are_no_code():
    one = ast.parse('def f(x):\n    """Say x."""\n    return x  # as it is')
    other = ast.parse('def f(x):\n\n    """Return x."""\n    return (x)')
    assert without_words(one) == without_words(other) != without_words(ast.parse("def f(x):\n    return -x"))


def test_versions_in_one_word():
    assert versions(TEXT, CLAIMS) == f"text{TEXT.version}.claims{CLAIMS.version}"


def test_a_language_outside_the_package_counts_by_its_files(tmp_path, monkeypatch):
    home = tmp_path / "eo"
    home.mkdir()
    (home / "profile.toml").write_text("rank = 9", "utf-8")
    programs = [program.reading_program()]
    monkeypatch.setattr(program, "supported", lambda: ("eo",))
    monkeypatch.setattr(program, "path_of", lambda language, name: home / name)
    programs.append(program.reading_program())
    (home / "cues.toml").write_text("tell = 1", "utf-8")
    programs.append(program.reading_program())
    (home / "cues.toml").write_text("say = 1", "utf-8")
    programs.append(program.reading_program())
    assert len(set(programs)) == len(programs)
