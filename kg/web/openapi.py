"""The description of the API (OpenAPI 3.1): made of the pages, the annotations of their records, and the questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kg import __version__
from kg.web.pages import views
from kg.web.sparql import RESULT_TYPES
from kg.web.view import Field, Operation, View

_REF = "#/components/schemas/{name}"
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["value", "expected", "fix"],
            "properties": {name: {"type": "string"} for name in ("value", "expected", "fix")},
        }
    },
}
_ERRORS = {"400": "It cannot be asked so", "403": "It must not pass", "404": "There is no such thing",
           "503": "There is no store, or too many ask", "504": "The time was up"}  # fmt: skip
Json = dict[str, Any]


def description() -> Json:
    """All addresses of the API, with what they take and give."""
    found = [(view, operation) for view, _ in views() for operation in _operations(view)]
    types = list(dict.fromkeys(view.shown for view, _ in views()))
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    of_type = dict(zip(types, schemas, strict=True))
    paths: Json = {}
    for view, operation in found:
        path = operation.path.replace(":path}", "}")
        paths[f"{path}.json"] = {"get": _get(view, operation, {"application/json": {"schema": of_type[view.shown]}})}
        paths[f"{path}.csv"] = {"get": _get(view, operation, {"text/csv": {"schema": {"type": "string"}}})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Claim graph", "version": __version__},
        "paths": {**paths, "/sparql": {"get": _sparql()}, "/health": {"get": _health()}},
        "components": {"schemas": {**components, "Error": _ERROR}},
    }


def _operations(view: View) -> Iterable[Operation]:
    return view.operations() if view.operations else (Operation(view.path, view.title, view.fields),)


def _get(view: View, operation: Operation, content: Json) -> Json:
    parameters = [_parameter(field) for field in operation.fields]
    if "{" in operation.path:
        parameters.append(
            {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        )
    answers: Json = {"200": {"description": operation.title, "content": content}}
    if hasattr(view.shown, "problem") and "application/json" in content:
        refused = {"anyOf": [content["application/json"]["schema"], {"$ref": _REF.format(name="Error")}]}
        answers["400"] = {"description": _ERRORS["400"], "content": {"application/json": {"schema": refused}}}
    return {"summary": operation.title, "parameters": parameters, "responses": {**_errors(), **answers}}


def _errors() -> Json:
    content = {"application/json": {"schema": {"$ref": _REF.format(name="Error")}}}
    return {status: {"description": text, "content": content} for status, text in _ERRORS.items()}


def _parameter(field: Field) -> Json:
    value: Json = {"type": "string"}
    if field.choices:
        value["enum"] = list(field.choices)
    if field.several:
        value = {"type": "array", "items": value}
    found: Json = {"name": field.name, "in": "query", "description": field.text, "schema": value}
    if field.example and not field.several:
        found["example"] = field.example
    return found | ({"required": True} if field.required else {})


def _sparql() -> Mapping[str, Any]:
    """The endpoint, as far as it is asked by GET."""
    query = Field("query", "a query that only reads; without it, the service description", example="ASK {}")
    graphs = (
        Field(f"{kind}-graph-uri", "IRIs of graphs that are asked", several=True) for kind in ("default", "named")
    )
    kinds = (*dict.fromkeys(RESULT_TYPES.values()), "text/turtle", "application/n-triples", "application/ld+json",
             "application/rdf+xml", "text/html")  # fmt: skip
    answer = {"description": "The answer", "content": {kind: {} for kind in kinds}}
    refused = {"description": "None of the types in Accept"}
    parameters = [_parameter(field) for field in (query, *graphs)]
    responses = {**_errors(), "200": answer, "406": refused}
    return {"summary": "SPARQL 1.1 Protocol", "parameters": parameters, "responses": responses}


def _health() -> Mapping[str, Any]:
    answer = {"description": "The server answers", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"summary": "Health", "responses": {"200": answer}}
