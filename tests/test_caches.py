"""No cache grows with what is read: what is kept for good is keyed by what a program has few of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
# Parameters of which a program has but few values, so that a cache over them ends: languages, types, switches.
FEW = frozenset({"language", "languages", "kind", "folder", "loose", "spaced"})
# Functions over names that the program itself has, not over those of a text.
OWN_NAMES = {
    "data": "the tables of a language",
    "hook": "the functions of a language",
    "archive_words": "the shared tables of words",
    "_known": "sets of lemmas that detectors add",
    "_on_network": "the prepositions of a language",
    "_stemmer": "algorithms of a library",
    "_term": "terms of the vocabularies",
}
PER_OBJECT = {
    **{f"AnswerWords.{table}": "of one language" for table in ("columns", "cells", "counts", "lines")},
    "Facts.rows": "of one store",
    "Given.columns": "of one call",
    "Understanding.kept": "of one question",
    "Sentence._known": "of one sentence",
    "GraphProposition.verdicts": "of one proposition",
    "Readable.articles": "of one answer",
    "Readable.names": "of one answer",
    "ClaimRecord.names": "of one claim",
    "PropositionRecord.names": "of one proposition",
    "Job.given": "of one job",
    "Job.program": "of one job",
}
EMPTY = ("{}", "[]", "set()", "dict()", "list()", "defaultdict(", "collections.")


def unbounded(tree: ast.Module) -> Iterator[str]:
    """Caches without an end, and containers of a module or of a frozen record that something has to fill."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and ast.unparse(node.value).startswith(EMPTY):
            yield ast.unparse(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _endless(node)
        elif isinstance(node, ast.Call) and "lru_cache" in ast.unparse(node.func):
            yield from [ast.unparse(node)] if "maxsize=None" in ast.unparse(node) else ()
        elif isinstance(node, ast.ClassDef):
            yield from _filled(node)


def _endless(function: ast.FunctionDef) -> Iterator[str]:
    keys = {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
    cached = any(ast.unparse(one).removeprefix("functools.") == "cache" for one in function.decorator_list)
    if cached and not keys <= FEW and function.name not in OWN_NAMES:
        yield f"{function.name}({', '.join(sorted(keys))})"


def _filled(record: ast.ClassDef) -> Iterator[str]:
    if any("frozen=True" in ast.unparse(one) for one in record.decorator_list):
        for field in (one for one in record.body if isinstance(one, ast.AnnAssign) and one.value):
            name = f"{record.name}.{ast.unparse(field.target)}"
            if "default_factory" in ast.unparse(field) and name not in PER_OBJECT:
                yield name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_cache_grows_with_what_is_read(module):
    assert list(unbounded(ast.parse(module.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "@functools.cache\ndef stem(word): ...",
        "@cache\ndef stem(word, language): ...",
        "stem = functools.lru_cache(maxsize=None)(find)",
        "_seen: dict[str, str] = {}",
        "@dataclass(frozen=True)\nclass Table:\n    seen: dict[str, str] = field(default_factory=dict)",
    ],
)
def test_what_grows_is_found(code):
    assert list(unbounded(ast.parse(code)))


def test_what_ends_is_not():
    assert not list(unbounded(ast.parse("@functools.cache\ndef lexicon(language): ...")))
    assert not list(unbounded(ast.parse("@functools.lru_cache(maxsize=9)\ndef stem(word): ...")))
