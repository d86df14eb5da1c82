"""The editor of the SPARQL page: built of what lies beside it, with the licences of all that it holds."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import kg.web

WEB = Path(kg.web.__file__).parent
SOURCE, STATIC = WEB / "editor", WEB / "static"


def test_the_bundle_is_built_of_its_source_and_lock() -> None:
    """Whoever changes one of them runs ``make editor``."""
    built = json.loads((SOURCE / "built.json").read_text())
    files = {"editor.js": SOURCE / "editor.js", "package-lock.json": SOURCE / "package-lock.json"}
    for name, path in (files | {"bundle": STATIC / "editor.js"}).items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == built[name], name


def test_every_package_is_locked_by_its_hash_and_comes_with_its_licence() -> None:
    lock = json.loads((SOURCE / "package-lock.json").read_text())["packages"]
    licences = (STATIC / "editor.LICENSES.txt").read_text()
    for path, package in lock.items():
        if path and not package.get("dev"):
            assert package["integrity"].startswith("sha512-")
            assert f"{path.removeprefix('node_modules/')} {package['version']} (MIT)" in licences


def test_files_of_the_program_are_asked_for_again_and_what_a_store_says_is_kept_nowhere(web: TestClient) -> None:
    first = web.get("/static/editor.js")
    assert first.headers["cache-control"] == "no-cache"
    assert web.get("/static/editor.js", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert web.get("/ask").headers["cache-control"] == "no-store"


def test_terms_say_what_they_mean(web: TestClient) -> None:
    terms = {term["name"]: term for term in web.get("/terms.json").json()["terms"]}
    assert terms["kg:Claim"]["kind"] == "class"
    assert terms["kg:attribution"]["kind"] == "property"
    assert terms["kg:asserted"]["kind"] == "value"
    assert terms["schema:text"]["kind"] == "other"
    assert all(term["label"] and term["says"] for term in terms.values() if term["kind"] == "property")


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELEC", 1, 1), ("ASK {\n ?x a foo:Bar }", 2, 7), ("ASK {}", 0, 0), ("SELECT * {\n ?x a ;; . }", 2, 2)],
)
def test_what_is_wrong_has_its_place(web: TestClient, query: str, line: int, column: int) -> None:
    found = web.get("/sparql.json", params={"query": query}).json()
    assert (found["line"], found["column"]) == (line, column)
