"""The tables of events: the same classes in every language, entries of two words."""

from __future__ import annotations

from kg.languages.profile import data, supported
from kg.propositions.matching.event_lexicon import Table, lexicon


def test_all_languages_have_the_same_classes() -> None:
    tables = [data(language, "events") for language in supported()]
    for section in ("events", "sides", "countries", "counted", "plans"):
        assert len({frozenset(table[section]) for table in tables}) == 1, section
    assert all(lexicon(language).events.single for language in supported())


def test_an_entry_of_two_words_needs_both_nearby() -> None:
    table = Table.of({"capture": "tak*+control*"})
    assert table.find(["they", "took", "control", "of"]) == []
    assert [name for _, name in table.find(["they", "are", "taking", "full", "control"])] == ["capture"]
    assert table.find(["taking", "a", "very", "long", "way", "home", "without", "any", "control"]) == []
