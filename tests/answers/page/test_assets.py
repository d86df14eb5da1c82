"""Words and scripts of the page."""

from __future__ import annotations

import re

import pytest

from kg.answers.page import assets, render
from kg.answers.page.graph import NodeKind
from kg.model import Basis, ClaimKind, Commitment, Link, Quote, Role


class TestWords:
    def test_french_and_english_have_the_same_words(self) -> None:
        words = assets.words()
        assert words["fr"].keys() == words["en"].keys()
        for key in words["fr"]:
            assert set(re.findall(r"\{\w+\}", words["fr"][key])) == set(re.findall(r"\{\w+\}", words["en"][key])), key

    @pytest.mark.parametrize(
        ("prefix", "values"),
        [
            ("role", Role),
            ("link", Link),
            ("basis", Basis),
            ("quote", Quote),
            ("commitment", Commitment),
            ("kind", ClaimKind),
        ],
    )
    def test_every_value_of_the_model_has_a_word(self, prefix: str, values: type) -> None:
        for language, words in assets.words().items():
            assert {f"{prefix}.{value}" for value in values} <= words.keys(), language

    def test_every_kind_of_node_has_a_word(self) -> None:
        for words in assets.words().values():
            assert {str(kind) for kind in NodeKind} <= words.keys()

    def test_every_word_is_used(self) -> None:
        template = render((), title="x")
        used = template + "".join(assets.scripts()[1:])
        built = (
            "role.",
            "source.",
            "link.",
            "basis.",
            "quote.",
            "commitment.",
            "kind.",
            "mark.",
            "claims.",
            "articles.",
        )
        rest = [key for key in assets.words()["fr"] if not key.startswith((*built, "sources.", "found."))]
        without_data = re.sub(r'(?s)<script id="data".*?</script>', "", used)
        assert [key for key in rest if not re.search(rf"\b{key}\b", without_data)] == []
