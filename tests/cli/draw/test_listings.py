"""Lists of the command line fit the terminal."""

from __future__ import annotations

from kg.cli.draw.listings import source_lines
from kg.sources import load_registry


def test_sources_fit_a_narrow_terminal():
    agents = load_registry().agents
    assert max(map(len, source_lines(agents, 80))) <= 80
    assert len(list(source_lines(agents, 120))) == len(agents)
