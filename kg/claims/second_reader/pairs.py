"""Same or not: closed questions about two statements that are in doubt, and what is believed of the answers.

A pair is a question of its own, so that no other article changes it. Whoever errs on more than one of the few
pairs whose answer is known (``kg/languages/*/pairs.toml``) is not believed on any.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.claims.second_reader.answers import fields
from kg.claims.second_reader.closed_question import sent
from kg.claims.second_reader.records import Question
from kg.languages.profile import optional_data, supported

INSTRUCTIONS = Path(__file__).with_name("pair_instructions.txt")
PAIRS = "pairs"  # in place of an article's hash
_FORGIVEN = 1  # pairs of known answer that may be answered wrongly


class Relation(StrEnum):
    """How one statement stands to another."""

    SAME = "same"
    PRECISE = "more-precise"
    DENIES = "denies"
    OTHER = "other"
    UNKNOWN = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is asserted, the sentence that asserts it, and the date of its article."""

    text: str
    sentence: str
    date: str | None = None


def question(one: Statement, two: Statement, worth: float = 0.0) -> Question:
    """The question about two statements; the same one in whichever order they come."""
    first, second = sorted((one, two), key=lambda each: (each.text, each.sentence, each.date or ""))
    body = {"one": _shown(first), "two": _shown(second)}
    return replace(sent(INSTRUCTIONS, body, _SCHEMA), article=PAIRS, worth=worth)


def relation(asked: Question, answer: str) -> Relation | None:
    """The relation that an answer gives; None where it is no answer, or its words do not stand in the statements."""
    raw = fields(answer, {"relation", "one", "two"})
    if raw.get("relation") not in list(Relation):
        return None
    found = Relation(raw["relation"])
    body = json.loads(asked.messages[1][1])
    if found in (Relation.SAME, Relation.DENIES, Relation.PRECISE) and not all(
        isinstance(raw[name], str) and raw[name].strip() and raw[name].strip() in body[name]["sentence"]
        for name in ("one", "two")
    ):
        return None
    return found


def known_pairs() -> list[tuple[Question, Relation]]:
    """Questions whose answer is known, two a language."""
    found = []
    for language in supported():
        table = optional_data(language, "pairs")
        for wanted in (Relation.SAME, Relation.OTHER):
            if wanted.value in table:
                one, two = (Statement(text, text) for text in table[wanted.value])
                found.append((question(one, two, 1.0), wanted))
    return found


def is_tried(given: list[tuple[Relation, Relation | None]]) -> bool:
    """Whether the pairs of known answer speak for a model: what is wanted, and what it said."""
    return sum(wanted != said for wanted, said in given) <= _FORGIVEN


def _shown(statement: Statement) -> dict[str, str]:
    dated = {"date": statement.date} if statement.date else {}
    return {"statement": statement.text, "sentence": statement.sentence, **dated}


_WORDS = {"type": "string", "maxLength": 300}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "relation": {"type": "string", "enum": [one.value for one in Relation]},
        "one": _WORDS,
        "two": _WORDS,
    },
    "required": ["relation", "one", "two"],
    "additionalProperties": False,
}
