"""The code and the tables of each stage as one hash, recorded beside its version: ``python -m tests.support.stages``.

With ``--write`` the hashes of now are recorded, with the versions of now.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
import tomllib
from pathlib import Path

import kg
from kg.pipeline.versions import OUTSIDE, STAGES, Stage
from tests.support.paths import GOLDEN

RECORDED = GOLDEN / "stages.json"
PACKAGE = Path(kg.__file__).parent


def without_words(tree: ast.AST) -> object:
    """A syntax tree as nested lists, without docstrings, places and empty fields: alike in every Python."""
    if isinstance(tree, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(tree):
        tree.body = tree.body[1:]
    fields = [[name, _plain(value)] for name, value in ast.iter_fields(tree) if value not in (None, [], "")]
    return [type(tree).__name__, fields]


def _plain(value: object) -> object:
    if isinstance(value, ast.AST):
        return without_words(value)
    return [_plain(item) for item in value] if isinstance(value, list) else repr(value)


def content(path: Path) -> str:
    """What a file says to the program: no comments, no docstrings, no layout."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return json.dumps(without_words(ast.parse(text)))
    if path.suffix == ".toml":
        return json.dumps(tomllib.loads(text), default=str)
    return json.dumps(json.loads(text)) if path.suffix == ".json" else text


def files(stage: Stage) -> list[Path]:
    """The files that a stage covers."""
    patterns = (f"{pattern}/*" if pattern.endswith("**") else pattern for pattern in stage.covers)
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    found -= {path for pattern in OUTSIDE for path in PACKAGE.glob(pattern)}
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def fingerprint(stage: Stage) -> str:
    """A hash of all that a stage's files say."""
    found = hashlib.sha256()
    for path in files(stage):
        found.update(f"{path.relative_to(PACKAGE).as_posix()}\0{content(path)}\0".encode())
    return found.hexdigest()[:16]


def now() -> dict[str, dict[str, object]]:
    """Each stage's version and hash as they are."""
    return {stage.name: {"version": stage.version, "code": fingerprint(stage)} for stage in STAGES}


def main() -> None:
    """Print what changed since the record; write it with ``--write``."""
    known = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {}
    found = now()
    for name, state in found.items():
        print(f"{name}: {'as recorded' if known.get(name) == state else f'{known.get(name)} -> {state}'}")
    if "--write" in sys.argv[1:]:
        RECORDED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
