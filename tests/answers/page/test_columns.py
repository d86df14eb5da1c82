"""The five columns of the overview."""

from __future__ import annotations

from kg.answers.page.columns import COUNTRY, KINDS, OUTLET, PROPOSITION, RELAY, SOURCE, columns, kind_of
from kg.model import AgentType, Link, Role, SourceKind, Stance
from tests.support.page_claims import claim, data, hop, many, seeds


class TestWays:
    def test_every_chain_of_the_seeds_is_a_way_from_a_country_to_an_outlet(self) -> None:
        found = columns(seeds())
        assert len(found.claims) == 39
        for chains, propositions in found.claims:
            assert chains
            assert propositions
            for chain in chains:
                way = found.ways[chain]
                assert way[COUNTRY] >= 0
                assert way[OUTLET] >= 0

    def test_a_relay_stands_between_source_and_outlet(self) -> None:
        found = columns(seeds())
        relay = found.things[RELAY].index(("russian-news-agencies",))
        way = next(way for way in found.ways if way[RELAY] == relay)
        assert found.things[COUNTRY][way[COUNTRY]] == ("RU",)
        assert found.things[SOURCE][way[SOURCE]] == ("russian-mod",)

    def test_several_relays_are_one_step(self) -> None:
        relays = (hop(Role.RELAY, "a"), hop(Role.RELAY, "b"))
        found = columns(data(claim("x", (hop(Role.ORIGIN, "s", "RU"), *relays, hop(Role.OUTLET, "o")))))
        assert found.things[RELAY] == (("a", "b"),)

    def test_own_voice_goes_from_the_country_to_the_outlet(self) -> None:
        found = columns(data(claim("Il pleut.", (hop(Role.OUTLET, "journal", "FR"),))))
        assert found.ways == ((0, -1, -1, 0),)
        assert found.things[SOURCE] == ()

    def test_unknown_and_no_country_are_two_things_and_come_last(self) -> None:
        unknown = hop(Role.ORIGIN, "someone", None, kind=SourceKind.UNNAMED)
        stateless = hop(Role.ORIGIN, "group", None, link=Link.NONE)
        known = hop(Role.ORIGIN, "ministry", "RU")
        found = columns(
            data(claim("a", (unknown,)), claim("b", (unknown,)), claim("c", (stateless,)), claim("d", (known,)))
        )
        assert found.things[COUNTRY] == (("RU",), ("-",), ("?",))

    def test_two_speakers_are_two_ways_to_one_claim(self) -> None:
        both = claim("X et Y", (hop(Role.ORIGIN, "x", "RU"),), (hop(Role.ORIGIN, "y", "SY"),))
        found = columns(data(both))
        assert found.claims == (((0, 1), (0,)),)

    def test_a_claim_that_joined_nothing_stands_for_itself(self) -> None:
        alone = claim("a", (hop(Role.ORIGIN, "x"),), id="one")
        joined = claim("b", (hop(Role.ORIGIN, "x"),), propositions=(("p", Stance.EXPRESSES), ("q", Stance.DENIES)))
        found = columns(data(alone, joined))
        assert set(found.things[PROPOSITION]) == {("", "one"), ("p",), ("q",)}

    def test_without_claims_there_is_nothing(self) -> None:
        assert columns(data()).things == ((), (), (), (), ())


class TestOrder:
    def test_sources_stand_in_the_order_of_their_countries_and_by_kind(self) -> None:
        found = columns(many(2000))
        country = {way[SOURCE]: way[COUNTRY] for way in found.ways if way[SOURCE] >= 0}
        places = [country[place] for place in range(len(found.things[SOURCE]))]
        assert places == sorted(places)
        first = [KINDS.index(found.kinds[SOURCE][place]) for place in range(len(places)) if places[place] == 0]
        assert first == sorted(first)

    def test_same_claims_same_order(self) -> None:
        assert columns(many(300)) == columns(many(300))


class TestKinds:
    def test_every_type_of_agent_has_a_kind(self) -> None:
        for type_ in AgentType:
            assert kind_of(hop(Role.ORIGIN, "x", type=type_)) in KINDS

    def test_what_has_no_name_is_a_kind_of_its_own(self) -> None:
        assert kind_of(hop(Role.ORIGIN, "x", kind=SourceKind.UNNAMED, type=AgentType.PERSON)) == "unnamed"
        assert kind_of(hop(Role.ORIGIN, "x", kind=SourceKind.UNSPECIFIED)) == "unspecified"
        assert kind_of(hop(Role.ORIGIN, "x")) == "other"
