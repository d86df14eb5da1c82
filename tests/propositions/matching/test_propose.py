"""Claims joined into propositions: pairs that must and must not meet, denials, parts, decisions, any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.languages.profile import supported
from kg.model import Claim, Commitment, Part, Quote, Span, Stance
from kg.propositions.matching.propose import propose
from tests.support.matching import bag, claim, dated
from tests.support.paths import CASES


def joined(*claims: Claim) -> bool:
    """Whether the first two of the claims are members of one proposition."""
    found = propose([], claims)[0]
    return any({claims[0].article, claims[1].article} <= {member.article for member in one.members} for one in found)


@pytest.mark.models
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The army broke the siege of the fortress of Kadmar",
            claim("Армия прорвала осаду крепости Кадмар", "b", "ru"),
        ),
        (
            "Three soldiers were killed by shelling near Kadmar",
            claim("Trois soldats ont été tués par des bombardements près de Kadmar", "b", "fr"),
        ),
        (
            "France called for an emergency meeting of the Security Council",
            claim("La France a demandé une réunion d'urgence du Conseil de sécurité", "b", "fr"),
        ),
    ],
)
def test_the_same_in_two_languages_is_one_proposition(one: str, other: Claim) -> None:
    assert joined(claim(one, "a"), other)


@pytest.mark.models
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Three soldiers were killed by shelling near Kadmar", "Nine soldiers were killed by shelling near Kadmar"),
        ("The army broke the siege of Kadmar", "Two soldiers were killed near Kadmar"),
        ("In 2013 the government destroyed its arsenal", "In 2017 the government destroyed its arsenal"),
        ("On 4 May rebels attacked the airport of Kadmar", "On 6 July rebels attacked the airport of Kadmar"),
    ],
)
def test_what_differs_in_number_event_or_day_is_not_one_proposition(one: str, other: str) -> None:
    assert not joined(claim(one, "a"), claim(other, "b"))


@pytest.mark.models
def test_what_will_be_is_not_what_is() -> None:
    plan = claim("The details of the letter will be published", "b", commitment=Commitment.PROSPECTIVE)
    assert not joined(claim("The details of the letter are published", "a"), plan)


@pytest.mark.models
def test_a_figure_that_differs_is_a_contradiction_candidate() -> None:
    pair = [
        claim(f"{number} soldiers were killed by shelling near Kadmar in Syria", name)
        for number, name in ((3, "a"), (9, "b"))
    ]
    (found,) = propose([], pair)[1]
    assert found.kind == "numeric"
    assert found.reasons[0] == "3 soldier against 9 soldier (kill)"


@pytest.mark.models
def test_a_denial_denies_what_others_say() -> None:
    said = claim("The Syrian army used chemical weapons in Kadmar", "a")
    denied = claim("The Syrian army used chemical weapons in Kadmar", "b", commitment=Commitment.DENIED)
    (one,), (found,) = propose([], [said, denied])
    assert {member.article: member.stance for member in one.members} == {"a": Stance.EXPRESSES, "b": Stance.DENIES}
    assert found.kind == "polarity"


@pytest.mark.models
def test_a_negative_proposition_is_expressed_by_those_who_put_it_so() -> None:
    said = [claim("Russian planes carried out no strikes near Kadmar", name) for name in "ab"]
    (one,), contradictions = propose([], said)
    assert {member.stance for member in one.members} == {Stance.EXPRESSES}
    assert not contradictions


def test_nothing_in_nothing_out() -> None:
    assert propose([], [], bag) == ((), ())


def test_parts_are_members_of_their_own() -> None:
    text = "Witnesses said three people died, while the ministry said a rocket hit the harbour of Kadmar"
    whole = claim(text)
    part = Part((Span(33, len(text)),), whole.chains, Quote.INDIRECT, Commitment.ASSERTED)
    found, _ = propose([], [claim(text, parts=(part,))], bag)
    assert sorted(member.part is None for one in found for member in one.members) == [False, True]


def test_a_sentence_alone_is_a_proposition_with_a_stable_name() -> None:
    lone = claim("The harbour of Kadmar was closed to ships")
    crowd = [claim(f"The mayor opened school number {n} in town {n}", f"z{n}") for n in range(12)]
    (alone,), _ = propose([], [lone], bag)
    assert alone.id in {one.id for one in propose([], [*crowd, lone], bag)[0]}
    assert alone.members[0].reasons == ("most central claim",)


@pytest.mark.parametrize("text", ["", " ", "«»", "...", "https://t.co/x", "🇷🇺", "\u200b", "1", "Да"])
def test_any_text_can_be_read(text: str) -> None:
    for language in (*supported(), "xx"):
        assert propose([], [claim(text, language=language)], bag)[0][0].labels[0][0] == language


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(["fr", "en", "ru"])), max_size=6))
def test_any_texts_make_propositions(texts: list[tuple[str, str]]) -> None:
    claims = [claim(text, f"a{at}", language) for at, (text, language) in enumerate(texts)]
    found, _ = propose([], claims, bag)
    assert sum(len(one.members) for one in found) == len(claims)
    assert propose([], claims[::-1], bag)[0] == found


def _alike():
    for language in supported():
        path = CASES / language / "alike.tsv"
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert len(rows) == 40
        for at, (one, other, *fails) in enumerate(rows, 1):
            marks = [pytest.mark.xfail(reason=fails[0], strict=True)] if fails else []
            yield pytest.param(language, one, other, id=f"{language}-{at}", marks=marks)


@pytest.mark.models
@pytest.mark.parametrize(("language", "one", "other"), list(_alike()))
def test_what_is_alike_in_place_number_or_verb_is_not_one_proposition(language, one, other):
    """The files of cases say what is alike in each pair; what still goes wrong has its reason behind."""
    articles = [dated(name, "2017-04-05") for name in "ab"]
    propositions, _ = propose(articles, [claim(one, "a", language), claim(other, "b", language)])
    assert all(len({member.article for member in found.members}) == 1 for found in propositions)


@pytest.mark.parametrize(
    ("languages", "score", "perhaps"),
    [("ee", 0.19, False), ("ee", 0.21, True), ("ef", 0.04, False), ("ef", 0.06, True)],
)
def test_a_pair_of_two_languages_perhaps_says_the_same_on_less(monkeypatch, languages, score, perhaps):
    monkeypatch.setattr("kg.propositions.matching.pair_scorer.PairScore.confidence", lambda ground, near: score)
    codes = {"e": "en", "f": "fr"}
    claims = [claim("Kadmar 2 Bortan Selim", name, codes[code]) for name, code in zip("ab", languages, strict=True)]
    found, _ = propose([], claims, bag)
    assert [bool(one.perhaps) for one in found] == [perhaps] * 2


@pytest.mark.parametrize(
    ("words", "source", "day", "together"),
    [
        ("We slept in the cellar", "Ann Lee", "2017-04-06", True),
        ("We slept in the cellar", "Ben Roe", "2017-04-06", False),  # who says so of herself
        ("We slept in the cellars", "Ann Lee", "2017-04-06", False),
        ("We slept in the cellar", "Ann Lee", "2017-04-16", False),
    ],
)
def test_a_few_words_of_one_source_that_are_printed_again_are_one_proposition(words, source, day, together):
    claims = [claim("We slept in the cellar", "a", source="Ann Lee"), claim(words, "b", source=source)]
    found, _ = propose([dated("a", "2017-04-05"), dated("b", day)], claims, bag)
    assert len(found) == (1 if together else 2)


@settings(max_examples=5)
@given(st.permutations(range(12)))
def test_in_any_order_and_added_one_by_one_the_result_is_the_same(order):
    """A rebuild reads all that is stored, so what counts is that no order of adding shows in it."""
    texts = [f"{n % 4 + 2} people were killed by shelling in {['Kadmar', 'Bortan', 'Selim'][n % 3]}" for n in range(12)]
    found = [claim(text, f"a{n}") for n, text in enumerate(texts)]
    shuffled = [found[at] for at in order]
    articles = [dated(one.article, "2017-04-05") for one in shuffled]
    assert propose(articles, shuffled, bag) == propose(articles[::-1], found, bag)
