"""What holds of every page: HTML, JSON and CSV of one record, errors that say what to do."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest
from starlette.testclient import TestClient

from kg.model.errors import BadParameter
from kg.web.pages import views
from kg.web.view import Field, View, check_fields

PLAIN = [view for view, _ in views() if "{" not in view.path and not any(field.required for field in view.fields)]


@pytest.mark.parametrize("view", PLAIN, ids=lambda view: view.path)
def test_every_view_has_json_and_csv_beside_it(web: TestClient, view: View) -> None:
    page = web.get(view.path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f'href="{view.beside("json")}"' in page.text
    found = web.get(view.beside("json")).json()
    assert set(found) == {field.name for field in dataclasses.fields(view.shown)}
    rows = web.get(view.beside("csv"))
    assert rows.headers["content-type"].startswith("text/csv")
    list(csv.reader(io.StringIO(rows.text)))


@pytest.mark.parametrize("view", PLAIN, ids=lambda view: view.path)
def test_what_a_page_does_not_take_is_refused(web: TestClient, view: View) -> None:
    answer = web.get(view.beside("json"), params={"no-such-field": "1"})
    assert answer.status_code == 400
    assert answer.json()["error"]["value"] == "no-such-field"


def test_every_view_of_the_menu_is_linked(web: TestClient) -> None:
    text = web.get("/ask").text
    assert all(f'href="{view.path}"' in text for view, _ in views() if view.menu)


def test_no_such_page(web: TestClient) -> None:
    answer = web.get("/nothing/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert web.get("/nothing.json").json()["error"]["expected"] == "the address of a page"


def test_fields_are_checked() -> None:
    fields = (Field("a", "one", choices=("x", "y")), Field("b", "many", several=True), Field("c", "it", required=True))
    check_fields(fields, {"a": ("x",), "b": ("1", "2"), "c": ("z",)})
    for given in ({"c": ("",)}, {"a": ("q",), "c": ("z",)}, {"a": ("x", "y"), "c": ("z",)}, {"d": ("1",), "c": ("z",)}):
        with pytest.raises(BadParameter):
            check_fields(fields, given)
