"""Answers that are kept by what was asked: the latest, as many as there is room for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Kept(Generic[Kind]):
    """Answers by key, for threads side by side; those that nobody has asked for longest go first.

    Args:
        room: for how much there is room.
        size: how much of it an answer takes.
    """

    def __init__(self, room: int, size: Callable[[Kind], int]) -> None:
        """Begin without any."""
        self._room, self._size = room, size
        self._answers: OrderedDict[Hashable, Kind] = OrderedDict()
        self._taken = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kind | None:
        """What is kept under a key; None where nothing is."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Kind) -> None:
        """Keep it, in place of what was kept under its key; one that there is no room for is kept alone."""
        with self._lock:
            if key in self._answers:
                self._taken -= self._size(self._answers.pop(key))
            self._answers[key] = answer
            self._taken += self._size(answer)
            while self._taken > self._room and len(self._answers) > 1:
                _, gone = self._answers.popitem(last=False)
                self._taken -= self._size(gone)
