"""Asks a model what is open, several requests at once, the most valuable first, and keeps each answer as it comes."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from kg.claims.second_reader.answer_file import AnswerFile
from kg.claims.second_reader.budget import Budget
from kg.claims.second_reader.chat_client import ChatClient, RefusedError
from kg.claims.second_reader.records import Kept, Question
from kg.model.errors import ModelError

AT_ONCE = 4  # requests
_REFUSED = 4  # questions that a server may refuse one after another before it is given up


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking: answers that were kept, questions left, tokens, and why it ended early."""

    answered: int = 0
    left: int = 0
    tokens: int = 0
    error: ModelError | None = None

    def __add__(self, other: Outcome) -> Outcome:
        """What came of asking twice."""
        counts = (self.answered + other.answered, self.left + other.left, self.tokens + other.tokens)
        return Outcome(*counts, self.error or other.error)


def fetch(
    questions: Iterable[Question],
    client: ChatClient,
    answers: AnswerFile,
    budget: Budget,
    progress: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Ask what is not answered yet, as far as the budget goes; a server that fails ends it, and what came is kept.

    A question that the server refuses is left out: it is asked again another time.
    """
    open_ones = {one.key: one for one in questions if answers.get(client.model, one.key) is None}
    waiting = sorted(open_ones.values(), key=lambda one: (-one.worth, one.key))
    running: set[Future[Kept]] = set()
    estimated = {one.key: one.tokens for one in waiting}
    answered = tokens = refused = 0
    started = time.monotonic()
    error: ModelError | None = None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while True:
            while waiting and error is None and len(running) < AT_ONCE and budget.allows(waiting[0].tokens):
                running.add(pool.submit(_asked, waiting.pop(0), client))
            if not running:
                break
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for one in done:
                try:
                    kept = one.result()
                except RefusedError as failed:
                    refused += 1
                    error = error or (failed if refused > _REFUSED else None)
                    continue
                except ModelError as failed:
                    error = error or failed
                    continue
                refused = 0
                budget.spend(kept.tokens - estimated[kept.question])
                answers.put(kept)
                answered, tokens = answered + 1, tokens + kept.tokens
                progress(f"{answered} of {len(open_ones)} questions{_time_left(started, answered, len(open_ones))}")
    return Outcome(answered, len(open_ones) - answered, tokens, error)


def _time_left(started: float, answered: int, asked: int) -> str:
    """How long the rest takes if it goes on like this, in minutes; empty for less than one."""
    minutes = round((time.monotonic() - started) / answered * (asked - answered) / 60)
    return f", about {minutes} min left" if minutes else ""


def _asked(question: Question, client: ChatClient) -> Kept:
    words, tokens = client.ask(question)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Kept(client.model, question.key, question.article, words, now, tokens or question.tokens)
