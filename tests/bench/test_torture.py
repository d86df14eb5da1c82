"""The torture finds what is torn, and nothing of a list that is brought in is."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from bench.torture import SCENARIOS, Bench, Scenario, killed

pytestmark = pytest.mark.slow


def test_a_list_that_is_brought_in_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    bench = Bench(next(one for one in SCENARIOS if one.name == "kg sources import"), tmp_path)
    bench.set_up()
    found = killed(bench, 4, random.Random(3))  # noqa: S311
    assert found.pop("killed") > 0
    assert found == {"the same": 4}


def test_what_is_torn_is_found(tmp_path: Path) -> None:
    def act(folder: Path) -> None:
        for line in ("one\n", "two\n"):
            with (folder / "log").open("a") as file:
                file.write(line)
            time.sleep(0.2)

    torn = Scenario("torn", lambda folder: None, act, lambda folder: (folder / "log").read_bytes())
    bench = Bench(torn, tmp_path)
    bench.set_up()
    found = killed(bench, 4, random.Random(3))  # noqa: S311
    assert found["another outcome"] > 0
