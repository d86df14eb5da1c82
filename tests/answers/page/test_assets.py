"""Words and scripts of the page."""

from __future__ import annotations

import re

import pytest

from kg.answers.page import GraphData, assets, render
from kg.answers.page.columns import KINDS
from kg.model import Basis, ClaimKind, Commitment, Link, Quote, Role
from kg.propositions.verdicts.rules import Value, Variant


class TestWords:
    def test_every_language_has_the_same_words(self) -> None:
        words = assets.words()
        assert words.keys() == {"fr", "en", "ru"}
        for language, own in words.items():
            few = {key for key in own if key.endswith(".few")}  # the plural of two to four, which Russian alone has
            assert own.keys() - few == words["en"].keys(), language
            assert few <= {key.replace(".other", ".few") for key in own if key.endswith(".other")}
            for key in own.keys() - few:
                held = [set(re.findall(r"\{\w+\}", each[key])) for each in (own, words["en"])]
                assert held[0] == held[1], key

    @pytest.mark.parametrize(
        ("prefix", "values"),
        [
            ("role", Role),
            ("link", Link),
            ("basis", Basis),
            ("quote", Quote),
            ("commitment", Commitment),
            ("kind", ClaimKind),
            ("verdict", Value),
            ("variant", Variant),
        ],
    )
    def test_every_value_of_the_model_has_a_word(self, prefix: str, values: type) -> None:
        for language, words in assets.words().items():
            assert {f"{prefix}.{value}" for value in values} <= words.keys(), language

    def test_every_kind_of_source_has_a_word_and_a_colour_in_light_and_dark(self) -> None:
        for words in assets.words().values():
            assert {f"kinds.{kind}" for kind in KINDS} <= words.keys()
        light = assets.style().partition('[data-theme="dark"]')[0]
        assert [kind for kind in KINDS if f"--{kind}:" not in light] == []

    def test_every_word_is_used(self) -> None:
        page = render(GraphData(), title="x")
        used = re.sub(r'(?s)<script id="data".*?</script>', "", page)
        built = (
            "role link basis quote commitment kind kinds mark legend variant verdict claims articles sources sentences"
        )
        rest = [key for key in assets.words()["fr"] if key.partition(".")[0] not in built.split()]
        assert [key for key in rest if not re.search(rf"\b{re.sub('[0-9]$', '', key)}\b|{key[:-1]}\$", used)] == []


class TestScripts:
    def test_every_word_that_a_script_asks_for_is_there(self) -> None:
        asked = {key for script in assets.scripts()[1:] for key in re.findall(r'word\("([^"]+)"', script)}
        assert asked - assets.words()["en"].keys() == set()

    def test_our_scripts_are_smaller_than_a_thirtieth_of_the_page_that_may_be(self) -> None:
        assert sum(len(script.encode()) for script in assets.scripts()[1:]) < 4_000_000 / 30
