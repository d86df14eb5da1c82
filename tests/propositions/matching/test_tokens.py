"""Names in several scripts."""

from __future__ import annotations

import pytest

from kg.languages.normalize import fold
from kg.propositions.matching.tokens import skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        [("Poutine", "fr"), ("Putin", "en"), ("Путина", "ru")],
        [("Choïgou", "fr"), ("Shoigu", "en"), ("Шойгу", "ru")],
        [("Deir", "fr"), ("Дейр", "ru")],
        [("Sheikhoun", "en"), ("Shaykhun", "en"), ("Cheikhoun", "fr"), ("Шейхун", "ru")],
    ],
)
def test_a_name_has_one_skeleton_in_all_scripts(spellings: list[tuple[str, str]]) -> None:
    assert len({skeleton(fold(name), language) for name, language in spellings}) == 1
