"""From the words of an answer to replies, one a sentence: strict, for whatever is not asked for is no answer."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from typing import Any

from kg.claims.second_reader.records import LONGEST, NEW, OUTLET, UNKNOWN, UNSPECIFIED, Question, Reply
from kg.model import Commitment

_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)  # as some servers wrap JSON
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # as models that reason put before an answer
_FIELDS = {
    "n": int,
    "origin": str,
    "words": str,
    "relays": list,
    "cue": str,
    "first": str,
    "last": str,
    "commitment": str,
}
_WORDS = frozenset({NEW, OUTLET, UNSPECIFIED, UNKNOWN})


def replies(question: Question, answer: str) -> dict[int, Reply] | None:
    """The replies of an answer by the position of their sentence; None where it is no JSON of the wanted shape.

    A sentence that is answered twice in two ways has no reply.
    """
    rows = fields(answer, {"answers"}).get("answers")
    if not isinstance(rows, list):
        return None
    wanted = {one.position for one in question.asked}
    found: dict[int, Reply] = {}
    twice: set[int] = set()
    for row in rows:
        reply = _reply(row)
        if reply is None or reply.position not in wanted:
            return None
        if found.setdefault(reply.position, reply) != reply:
            twice.add(reply.position)
    return {position: reply for position, reply in found.items() if position not in twice}


def fields(answer: str, names: Set[str]) -> dict[str, Any]:
    """The object of just these names that an answer is, in JSON; empty for no such.

    The reasoning before it, and the fence that some servers put around JSON, are left out.
    """
    said = _THOUGHT.sub("", answer, count=1)
    fenced = _FENCED.match(said)
    try:
        raw = json.loads(fenced[1] if fenced else said)
    except (ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) and set(raw) == names else {}


def _reply(row: Any) -> Reply | None:  # noqa: ANN401 - JSON of a model
    """One row of an answer; None where a field is missing, of another type, or too many."""
    if not isinstance(row, dict) or set(row) != set(_FIELDS):
        return None
    if any(type(row[name]) is not kind for name, kind in _FIELDS.items()):
        return None
    if any(len(value) > LONGEST for value in row.values() if isinstance(value, str)):
        return None
    if not all(isinstance(code, str) for code in row["relays"]) or row["commitment"] not in set(Commitment):
        return None
    return Reply(
        row["n"],
        row["origin"],
        row["words"].strip(),
        tuple(row["relays"]),
        row["cue"].strip(),
        row["first"].strip(),
        row["last"].strip(),
        Commitment(row["commitment"]),
    )


def is_known(question: Question, origin: str) -> bool:
    """Whether an origin is one of those that could be chosen."""
    return origin in _WORDS or any(origin == speaker.code for speaker in question.speakers)
