"""The data of the page: small, and complete."""

from __future__ import annotations

from kg.answers.page import GraphData, GraphProposition
from kg.answers.page.columns import columns
from kg.answers.page.tables import Table, latin, packed, tables
from kg.model import Role
from kg.propositions.verdicts.rules import Value, Variant
from tests.support.page_claims import claim, data, hop, many, seeds


def of(given: GraphData) -> dict:
    return tables(given, columns(given))


class TestTables:
    def test_ids_can_be_put_together_again(self) -> None:
        for given in (
            seeds(),
            data(claim("a", id="é\U0001f600b"), claim("b", id="é\U0001f600c"), claim("c", id="x/12")),
        ):
            before, ids = "", []
            for kept, rest in of(given)["claims"]["id"]:
                before = before[:kept] + rest
                ids.append(before)
            assert ids == [one.id for one in given.claims]

    def test_what_is_said_again_and_again_stands_once(self) -> None:
        found = of(many(600))
        assert len(found["texts"]) == len(set(found["texts"]))
        assert len(found["agents"]) == len({row[3] for row in found["agents"]})
        assert len(found["chains"]) < 600

    def test_every_number_leads_somewhere(self) -> None:
        found = of(many(300))
        for hops in found["chains"]:
            assert all(0 <= hop < len(found["hops"]) for hop in hops)
        for ways, propositions in zip(found["claims"]["ways"], found["claims"]["propositions"], strict=True):
            assert all(way < len(found["ways"]) == len(found["chains"]) for way in ways)
            assert all(place < len(found["things"][4]) for place in propositions)
        assert all(left < 300 and right < 300 for left, right, _ in found["contradictions"])
        assert all(left < len(found["articles"]) for left, _, _ in found["copies"])

    def test_a_proposition_of_its_own_points_to_its_claim(self) -> None:
        found = of(data(claim("a", (hop(Role.ORIGIN, "x"),)), claim("b", (hop(Role.ORIGIN, "x"),))))
        assert sorted(found["things"][4]) == [-2, -1]

    def test_claims_of_others_are_left_out_where_they_are_not_there(self) -> None:
        given = data(
            claim("a", (hop(Role.ORIGIN, "x"),), id="one"),
            propositions=(GraphProposition("p", "P", perhaps=("gone", "one")),),
        )
        assert of(given)["propositions"][0][3] == [0]


def test_a_verdict_is_two_bits_a_variant() -> None:
    assert packed({}) == 0
    assert packed({Variant.ORIGIN: Value.YES}) == 1
    assert packed(dict.fromkeys(Variant, Value.UNDETERMINED)) == 63
    assert packed({Variant.BOTTLENECK: Value.NO, Variant.CLOSED: None}) == 2 << 2


def test_a_table_gives_each_value_one_number() -> None:
    table: Table[str] = Table()
    assert [table.add(word) for word in ("a", "b", "a")] == [0, 1, 0]
    assert table.rows == ["a", "b"]


def test_letters_of_other_scripts_are_written_in_latin_ones() -> None:
    letters = latin(data(claim("北京", title="Ελλάδα")))
    assert "".join(letters.get(letter, letter) for letter in "путин") == "putin"
    assert letters["北"].strip() == "bei"
    assert letters["é"] == "e"
    assert "a" not in letters
