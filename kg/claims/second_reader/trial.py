"""The trial of a model: a made-up article a language, with known answers, before it is believed on what nobody knows.

It is a question like any other, so that its answer is kept, exported and replayed with the others; who answers by
chance gets one or two of nine right.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from kg.claims.second_reader.answers import replies
from kg.claims.second_reader.closed_question import asking
from kg.claims.second_reader.records import Asked, Kept, Question, Speaker
from kg.languages.profile import optional_data
from kg.model import Agent

TRIAL = "trial"  # in place of an article's hash
_PASSED = 0.75  # share of the sentences that must be answered rightly
_FIRST = 1_000.0  # worth: before all else


@functools.cache
def trial(language: str) -> Question | None:
    """The question of a language's trial; None where it has none."""
    table = optional_data(language, "trial")
    if not table:
        return None
    people = tuple(
        Speaker(code, Agent(code, names[0], labels=((language, names[0]),)), tuple(names))
        for code, names in table["speakers"].items()
    )
    body = {
        "language": language,
        "speakers": [{"code": one.code, "names": list(one.names)} for one in people],
        "sentences": [{"n": at, "text": text} for at, text in enumerate(table["sentences"])],
        "ask": table["ask"],
    }
    asked = tuple(Asked(position, "trial", control=True) for position in table["ask"])
    return asking(TRIAL, asked, people, body, _FIRST)


def is_trusted(language: str, answers: Callable[[Question], Kept | None]) -> bool:
    """Whether a model has passed the trial of a language, or there is none."""
    question = trial(language)
    if question is None:
        return True
    kept = answers(question)
    given = replies(question, kept.answer) if kept is not None else None
    table = optional_data(language, "trial")
    said = {position: reply.origin for position, reply in (given or {}).items()}
    right = sum(said.get(position) == origin for position, origin in zip(table["ask"], table["origins"], strict=True))
    return bool(right >= _PASSED * len(table["ask"]))
