"""The API as it describes itself: every address is asked for what it says it takes, and gives what it says it gives."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from kg.answers import queries
from kg.web.app import Settings, application
from kg.web.pages import views
from tests.support.web import filled

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HOST = {"host": "127.0.0.1"}


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    app = application(Settings(str(filled(tmp_path_factory.mktemp("api") / "store"))))
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers=HOST)


def test_all_pages_and_questions_are_described(web: TestClient) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    assert {f"/query/{question.name}.json" for question in queries.questions()} < set(paths)
    for view, _ in views():
        if not view.operations:
            assert f"{view.path.replace(':path', '')}.csv" in paths


@pytest.mark.slow
def test_every_address_does_what_it_says(api: schemathesis.BaseSchema) -> None:
    """By hand over all operations: the plug-in of schemathesis wants another pytest."""
    checked = 0
    for found in api.get_all_operations():
        operation = found.ok()

        @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=HOST, checks=CHECKS)

        check()
        checked += 1
    assert checked > 2 * len(queries.questions())
