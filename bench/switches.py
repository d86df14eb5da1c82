"""Turn a part of the program off for a while: switches, and the figures with each of them off."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from unittest import mock

Figures = Mapping[str, float]
Measure = Callable[[], Figures]


@dataclass(frozen=True, slots=True)
class Switch:
    """A part of the program by name; within ``off()`` it is turned off."""

    name: str
    off: Callable[[], AbstractContextManager[None]]


@contextmanager
def patched(replacements: Mapping[str, object]) -> Iterator[None]:
    """Put other objects in the place of some, named ``package.module.name``, and put them back."""
    with ExitStack() as stack:
        for target, value in replacements.items():
            stack.enter_context(mock.patch(target, value))
        yield


def replacing(name: str, value: object, *targets: str) -> Switch:
    """A switch that puts one object in the place of others, wherever modules have them by name."""
    return Switch(name, functools.partial(patched, dict.fromkeys(targets, value)))


def without(name: str, dropped: Callable[[object], bool], *targets: str) -> Switch:
    """A switch that drops some of what a function yields: all targets are this one function by its several names."""

    def off() -> AbstractContextManager[None]:
        module, _, function = targets[0].rpartition(".")
        whole = getattr(sys.modules[module], function)

        def some(*args: object, **named: object) -> Iterator[object]:
            return (one for one in whole(*args, **named) if not dropped(one))

        return patched(dict.fromkeys(targets, some))

    return Switch(name, off)


def ablate(switches: Iterable[Switch], measures: Mapping[str, Measure]) -> Iterator[tuple[str, Figures]]:
    """The figures of the whole program, by set and figure, and after them those with each switch off."""

    def taken() -> Figures:
        return {f"{name}: {figure}": value for name, one in measures.items() for figure, value in one().items()}

    yield "", taken()
    for switch in switches:
        with switch.off():
            found = taken()
        yield switch.name, found


def line(name: str, whole: Figures, now: Figures) -> str:
    """A row of the table: what differs from the whole program."""
    changed = (f"{figure} {whole[figure]:g} → {now[figure]:g}" for figure in whole if whole[figure] != now[figure])
    return f"{name:44} {'; '.join(changed) or 'nothing changes'}"
