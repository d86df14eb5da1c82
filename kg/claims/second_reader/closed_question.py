"""One request in words: instructions, what the user's message holds, the schema of the answer, the hash of it all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.claims.second_reader.chat_client import SETTINGS
from kg.claims.second_reader.records import NEW, OUTLET, UNKNOWN, UNSPECIFIED, Asked, Question, Speaker
from kg.model import Commitment
from kg.model.ids import digest

INSTRUCTIONS = Path(__file__).with_name("instructions.txt")


def asking(
    article: str, asked: tuple[Asked, ...], people: tuple[Speaker, ...], body: dict[str, Any], worth: float
) -> Question:
    """A question of what the user's message holds, with its schema and the hash of it all."""
    schema = json.dumps(_schema([one.position for one in asked], [one.code for one in people]), ensure_ascii=False)
    rules = INSTRUCTIONS.read_text("utf-8") + "\nSchema: " + schema
    messages = (("system", rules), ("user", json.dumps(body, ensure_ascii=False)))
    sent = json.dumps([messages, schema, SETTINGS], ensure_ascii=False, sort_keys=True)
    return Question(article, asked, people, messages, schema, digest(sent), worth)


def _schema(positions: Iterable[int], codes: list[str]) -> dict[str, Any]:
    words = {"type": "string", "maxLength": 300}
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
