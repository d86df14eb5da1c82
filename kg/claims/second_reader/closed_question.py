"""One request in words: instructions, what the user's message holds, the schema of the answer, the hash of it all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.claims.second_reader.records import (
    LONGEST,
    NEW,
    OUTLET,
    SETTINGS,
    UNKNOWN,
    UNSPECIFIED,
    Asked,
    Question,
    Speaker,
)
from kg.model import Commitment
from kg.model.ids import digest

INSTRUCTIONS = Path(__file__).with_name("instructions.txt")


def asking(
    article: str, asked: tuple[Asked, ...], people: tuple[Speaker, ...], body: dict[str, Any], worth: float
) -> Question:
    """A question about sentences, of what the user's message holds."""
    schema = _schema([one.position for one in asked], [one.code for one in people])
    return replace(sent(INSTRUCTIONS, body, schema), article=article, asked=asked, speakers=people, worth=worth)


def sent(instructions: Path, body: dict[str, Any], schema: dict[str, Any]) -> Question:
    """A question of instructions, what the user's message holds and the schema of the answer, with its hash."""
    shape = json.dumps(schema, ensure_ascii=False)
    rules = instructions.read_text("utf-8") + "\nSchema: " + shape
    messages = (("system", rules), ("user", json.dumps(body, ensure_ascii=False)))
    whole = json.dumps([messages, shape, SETTINGS], ensure_ascii=False, sort_keys=True)
    return Question("", (), (), messages, shape, digest(whole))


def _schema(positions: Iterable[int], codes: list[str]) -> dict[str, Any]:
    words = {"type": "string", "maxLength": LONGEST}
    fields: dict[str, Any] = {
        "n": {"type": "integer", "enum": list(positions)},
        "origin": {"type": "string", "enum": [*codes, NEW, OUTLET, UNSPECIFIED, UNKNOWN]},
        "words": words,
        "relays": {"type": "array", "items": {"type": "string", "enum": codes} if codes else words},
        "cue": words,
        "first": words,
        "last": words,
        "commitment": {"type": "string", "enum": [one.value for one in Commitment]},
    }
    row = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    answers = {"type": "array", "items": row}
    return {
        "type": "object",
        "properties": {"answers": answers},
        "required": ["answers"],
        "additionalProperties": False,
    }
