"""Decisions: what the log says, what becomes of claims and agents, and what is told where words are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.rdf import article_quads, iris, nquads
from kg.graph.rdf.from_quads import articles
from kg.graph.store import Store, open_store
from kg.graph.validate import check
from kg.model import Basis, Claim, Contradiction, Link, Membership, Proposition, Role, Span, Stance
from kg.model.errors import InputError
from kg.model.vocab import DECISIONS_GRAPH, DERIVED_GRAPH, EXTRACTED_GRAPHS, KG
from kg.propositions.decisions import (
    Decision,
    DecisionKind,
    Lost,
    Place,
    SourceName,
    Target,
    Voice,
    append,
    homes_of,
    in_force,
    judged,
    load,
    numbered,
    revise,
    standing,
    stored,
    target_of,
)
from kg.propositions.decisions.apply import Pair
from kg.propositions.decisions.relocate import Finder
from kg.propositions.verdicts.materialize import refresh
from tests.support import open_hops, question_store

pytestmark = pytest.mark.slow

SMALL = "small.txt"
SEED = "004_cb98e6dd4b5ccfbd.txt"
WHEN = "2026-11-23T10:00:00Z"


def claims(store: Store, article: str = SMALL) -> tuple[Claim, ...]:
    return next(found for one, found in articles(store.quads()) if one.id == article)


def target(position: int, part: int | None = None, article: str = SMALL) -> Target:
    text = next(one for one in question_store.articles() if one.id == article)
    return target_of(text, question_store.claims()[article][position], part)


def entry(kind: DecisionKind, *targets: Target, number: int = 0, **more: object) -> Decision:
    return replace(Decision(kind, "Anna", WHEN, targets=targets, number=number), **more)  # type: ignore[arg-type]


def speaker(position: int, source: SourceName | Voice, part: int | None = None) -> Decision:
    if isinstance(source, Voice):
        return entry(DecisionKind.SPEAKER, target(position, part), voice=source)
    return entry(DecisionKind.SPEAKER, target(position, part), sources=(source,))


def log(*decisions: Decision) -> list[Decision]:
    return [replace(decision, number=number) for number, decision in enumerate(decisions)]


def graphs(store: Store, apart: Iterable[object] = (DECISIONS_GRAPH,)) -> str:
    return nquads(quad for quad in store.quads() if quad[3] not in apart and not quad[3].startswith(EXTRACTED_GRAPHS))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield question_store.fill(opened)


# --- The log ---


def test_a_later_decision_on_the_same_thing_wins():
    first, second = log(speaker(0, Voice.UNKNOWN), speaker(0, Voice.OUTLET))
    assert in_force([first, second]) == [second]
    assert standing([first, second]) == [first, second]


def test_an_undo_takes_back_and_may_be_taken_back():
    decided = log(speaker(0, Voice.UNKNOWN))[0]
    undo = entry(DecisionKind.UNDO, number=1, revokes=decided.id)
    again = entry(DecisionKind.UNDO, number=2, revokes=undo.id)
    assert in_force([decided, undo]) == []
    assert in_force([decided, undo, again]) == [decided]


def test_same_and_not_the_same_are_of_one_pair_whichever_comes_first():
    joined = entry(DecisionKind.SAME, target(0), target(1))
    parted = entry(DecisionKind.DIFFERENT, target(1), target(0), number=1)
    assert in_force([joined, parted]) == [parted]


def test_what_holds_already_is_not_written_twice():
    first = numbered([], [speaker(0, Voice.UNKNOWN)])
    assert numbered(first, [replace(speaker(0, Voice.UNKNOWN), who="Boris", why="me too")]) == []
    second = numbered(first, [speaker(0, Voice.OUTLET)])
    assert [one.revises for one in second] == [(first[0].id,)]


NASTY = 'L’«armée»\n"said" \\ <b>\u202e=1+1 armée \U0001f600'


def test_the_file_only_grows_and_comes_back(tmp_path: Path):
    path = tmp_path / "deep" / "decisions.ttl"
    agents = (SourceName(NASTY, article="a b.txt"), SourceName("Reuters", "reuters"))
    words = Target("a b.txt", Span(3, 9), NASTY, part=NASTY)
    rows = numbered(
        [],
        [
            entry(DecisionKind.DIFFERENT, words, target(0), target(2, 0), why=NASTY, who=NASTY),
            entry(DecisionKind.MERGE, sources=agents),
            speaker(1, Voice.OUTLET),
            entry(DecisionKind.SUBJECT, target(1), words="Kremlin"),
            entry(DecisionKind.SUBJECT, target(2)),
            entry(DecisionKind.REJECT, target(3)),
        ],
    )
    assert load(path) is None
    append(path, [], rows[:2])
    before = path.read_bytes()
    append(path, rows[:2], rows[2:])
    assert path.read_bytes().startswith(before)
    assert load(path) == rows


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("kg:end", "kg:end kg:end"), "decisions in Turtle"),
        (lambda text: text.replace("Kremlin", "Duma"), "nobody has changed"),
        (lambda text: text.replace("kg:decisionKind kg:other-subject", "kg:decisionKind kg:nonsense"), "as kg review"),
        (lambda text: text.replace("kg:number 0 ;", ""), "as kg review"),
    ],
)
def test_a_broken_or_changed_file_is_told(tmp_path: Path, change, words: str):
    path = tmp_path / "decisions.ttl"
    append(path, [], numbered([], [entry(DecisionKind.SUBJECT, target(1), words="Kremlin")]))
    text = path.read_text("utf-8")
    assert change(text) != text
    path.write_text(change(text), "utf-8")
    with pytest.raises(InputError, match=words):
        load(path)


# --- Words found again ---


def test_a_sentence_is_found_by_its_words_where_offsets_have_shifted():
    article = question_store.articles()[-1]
    rows = question_store.claims()[SMALL]
    moved = [replace(claim, span=Span(claim.span.start + 7, claim.span.end + 7)) for claim in rows]
    assert Finder([(article, moved)]).find(target(1)) == Place(SMALL, moved[1].span)


def test_of_two_sentences_with_the_same_words_the_nearer_one_is_meant():
    article = question_store.articles()[-1]
    first = question_store.claims()[SMALL][1]
    far = replace(first, span=Span(first.span.start + 500, first.span.end + 500))
    assert Finder([(article, [far, first])]).find(target(1)) == Place(SMALL, first.span)
    assert Finder([(article, [first, far])]).find(replace(target(1), span=far.span)) == Place(SMALL, far.span)


@pytest.mark.parametrize(
    "gone",
    [
        Target("elsewhere.txt", Span(0, 4), "Some"),
        Target(SMALL, Span(0, 4), "These words are nowhere."),
        replace(target(2, 0), part="no such part"),
    ],
)
def test_words_that_are_gone_are_told(store: Store, gone: Target):
    article = question_store.articles()[-1]
    assert isinstance(Finder([(article, question_store.claims()[SMALL])]).find(gone), Lost)
    row = log(entry(DecisionKind.REJECT, gone))
    before = graphs(store)
    revision = revise(store, row)
    assert [one.id for one, _ in revision.lost] == [row[0].id]
    assert graphs(store) == before
    assert any(predicate == KG.notApplied for _, predicate, _, _ in store.quads(DECISIONS_GRAPH))


# --- What becomes of claims ---


def test_another_speaker_keeps_relays_and_outlet(store: Store):
    revise(store, log(speaker(0, SourceName("Ministry", "russian-mod"))))
    hops = claims(store)[0].chains[0].hops
    assert [hop.agent.id for hop in hops] == ["russian-mod", "interfax", "reuters", "the-post"]
    assert hops[0].basis is Basis.DECIDED
    assert hops[0].mention is None
    assert [hop.role for hop in hops] == [Role.ORIGIN, Role.RELAY, Role.RELAY, Role.OUTLET]


def test_a_relay_that_is_the_speaker_stands_once(store: Store):
    revise(store, log(speaker(0, SourceName("Reuters", "reuters"))))
    assert [hop.agent.id for hop in claims(store)[0].chains[0].hops] == ["reuters", "interfax", "the-post"]


def test_the_outlet_itself_and_somebody_unknown(store: Store):
    revise(store, log(speaker(1, Voice.OUTLET), speaker(3, Voice.UNKNOWN)))
    found = claims(store)
    assert found[1].chains[0].own_voice
    assert found[1].chains[0].hops[0].basis is Basis.OWN_VOICE
    assert found[3].chains[0].origin.agent.kind.value == "unspecified"


def test_a_part_has_a_speaker_of_its_own(store: Store):
    before = claims(store)[2]
    revise(store, log(speaker(2, SourceName("Ministry", "russian-mod"), part=0)))
    after = claims(store)[2]
    assert after.chains == before.chains
    assert after.parts[0].chains[0].origin.agent.id == "russian-mod"
    assert after.parts[0].content == before.parts[0].content


def test_another_subject_points_to_the_sentence(store: Store):
    revise(store, log(entry(DecisionKind.SUBJECT, target(0), words="Deir ez-Zor")))
    found = claims(store)[0].subject
    assert found is not None
    assert found == claims(store)[0].mentions[0]
    assert found.entity
    revise(store, log(entry(DecisionKind.SUBJECT, target(0))))
    assert claims(store)[0].subject is None


def test_a_subject_that_the_sentence_has_not_is_told(store: Store):
    row = log(entry(DecisionKind.SUBJECT, target(0), words="no such words"))
    assert [words for _, words in revise(store, row).lost] == ["the sentence has no words “no such words”"]


def test_an_agent_that_the_registry_has_not_is_told(store: Store):
    row = log(speaker(0, SourceName("Nobody", "nobody-at-all")))
    before = claims(store)
    assert len(revise(store, row).lost) == 1
    assert claims(store) == before


def test_an_agent_of_an_article_is_one_of_the_registry(store: Store):
    petrov = SourceName("Ivan Petrov", article=SMALL)
    revise(store, log(entry(DecisionKind.MERGE, sources=(petrov, SourceName("Syrian army", "syrian-army")))))
    assert claims(store)[0].chains[0].origin.agent.id == "syrian-army"
    assert not [row for row in check(store) if "small" in row.focus]


def test_two_registered_agents_are_one_in_every_article(store: Store):
    row = log(
        entry(DecisionKind.MERGE, sources=(SourceName("Sputnik", "sputnik"), SourceName("Reuters", "reuters"))),
        entry(DecisionKind.MERGE, sources=(SourceName("Interfax", "interfax"), SourceName("Sputnik", "sputnik"))),
    )
    revise(store, row)
    named = {
        hop.agent.id
        for _, found in articles(store.quads())
        for one in found
        for chain in one.chains
        for hop in chain.hops
    }
    assert "reuters" in named
    assert not named & {"sputnik", "interfax"}


def test_agents_of_two_articles_are_one_from_then_on(store: Store):
    other = next(hop for one in question_store.claims()[SEED] for hop in one.chains[0].hops if not hop.agent.registered)
    merged = (SourceName(other.agent.label, article=SEED), SourceName("Ivan Petrov", article=SMALL))
    before, said = graphs(store), claims(store)
    revise(store, log(entry(DecisionKind.MERGE, sources=merged)))
    here = claims(store)[0].chains[0].origin.agent
    there = {hop.agent for one in claims(store, SEED) for chain in one.chains for hop in chain.hops}
    assert here.registered
    assert here in there
    revise(store, [])
    assert claims(store) == said
    assert set(before.split("\n")) <= set(graphs(store).split("\n"))


@pytest.mark.parametrize(("country", "link"), [("SY", Link.ORGAN), (None, Link.NONE)])
def test_the_state_behind_an_agent_that_the_registry_has_not(store: Store, country: str | None, link: Link):
    before = graphs(store)
    petrov = SourceName("Ivan Petrov", article=SMALL)
    said = log(entry(DecisionKind.STATE, sources=(petrov,), country=country))
    assert revise(store, said).lost == ()
    agent = claims(store)[0].chains[0].origin.agent
    assert (agent.label, agent.affiliation_on("2017-09-06").country, agent.affiliations[0].link) == (
        "Ivan Petrov",
        country,
        link,
    )
    assert not [row for row in check(store) if "small" in row.focus]
    assert stored(store) == said
    revise(store, [])
    assert graphs(store) == before


def test_the_state_behind_an_agent_of_the_registry_is_the_registrys(store: Store):
    before = claims(store)
    revise(store, log(entry(DecisionKind.STATE, sources=(SourceName("Reuters", article=SMALL),), country="SY")))
    assert claims(store) == before


def test_a_speaker_who_is_confirmed_keeps_chain_and_co_speakers(store: Store):
    before = claims(store)[0]
    revise(store, log(speaker(0, SourceName("Ivan Petrov", article=SMALL))))
    after = claims(store)[0]
    assert (after.chains[0].origin.basis, after.chains[0].origin.confidence) == (Basis.DECIDED, 1.0)
    assert after.chains[0].origin.mention == before.chains[0].origin.mention
    assert after.chains[0].hops[1:] == before.chains[0].hops[1:]
    assert len(after.chains) == len(before.chains)


def test_merges_in_a_circle_end(store: Store):
    one, other = SourceName("Sputnik", "sputnik"), SourceName("Reuters", "reuters")
    row = log(entry(DecisionKind.MERGE, sources=(one, other)), entry(DecisionKind.MERGE, sources=(other, one)))
    assert revise(store, row).lost == ()


# --- Who may be meant ---


def hop(number: int, source: SourceName) -> Decision:
    article, found = next(one for one in question_store.articles() if one.id == SMALL), open_hops.claims()[0]
    words = target_of(article, found, None, found.chains[0].hops[number])
    return entry(DecisionKind.HOP, words, sources=(source,))


def perhaps(store: Store) -> list[list[tuple[str, float]]]:
    chain = claims(store)[0].chains[0]
    return [[(one.agent.id, one.probability) for one in hop.candidates] for hop in chain.hops if hop.candidates]


def test_candidates_that_are_one_agent_are_one_candidate(store: Store):
    open_hops.put(store)
    row = log(
        entry(DecisionKind.MERGE, sources=(SourceName("Sputnik", "sputnik"), SourceName("Reuters", "reuters"))),
        entry(DecisionKind.MERGE, sources=(SourceName("Peskov", "dmitry-peskov"), SourceName("M", "russian-mod"))),
        entry(DecisionKind.MERGE, sources=(SourceName("Jana Nová", article=SMALL), SourceName("K", "syrian-army"))),
    )
    before = graphs(store)
    revise(store, row)
    assert perhaps(store) == [[("syrian-army", 0.61), ("russian-mod", 0.3)], [("reuters", 0.75)]]
    assert not [row for row in check(store) if "small" in row.focus]
    revise(store, [])
    assert graphs(store) == before


def test_a_merge_that_has_nothing_to_do_with_candidates_leaves_them(store: Store):
    open_hops.put(store)
    before = perhaps(store)
    revise(store, log(entry(DecisionKind.MERGE, sources=(SourceName("A", "syrian-army"), SourceName("P", "the-post")))))
    assert perhaps(store) == before


def test_who_is_another_agent_with_a_name_has_no_candidates(store: Store):
    open_hops.put(store)
    revise(store, log(entry(DecisionKind.MERGE, sources=(SourceName("he", article=SMALL), SourceName("K", "sputnik")))))
    first = claims(store)[0].chains[0].origin
    assert (first.agent.id, first.candidates) == ("sputnik", ())


@pytest.mark.parametrize("number", [0, 1])
def test_one_hop_is_named_and_the_other_keeps_its_candidates(store: Store, number: int):
    open_hops.put(store)
    before, kept = graphs(store), perhaps(store)[1 - number]
    source = SourceName("Jana Nová", article=SMALL) if number == 0 else SourceName("Sputnik", "sputnik")
    found = revise(store, log(hop(number, source)))
    named = claims(store)[0].chains[0].hops[number]
    assert found.lost == ()
    assert (named.agent.label, named.basis, named.confidence) == (source.label, Basis.DECIDED, 1.0)
    assert named.agent.id == (open_hops.CLERK.id if number == 0 else "sputnik")
    assert perhaps(store) == [kept]
    assert not [row for row in check(store) if "small" in row.focus]
    revise(store, [])
    assert graphs(store) == before


def test_a_hop_is_who_stands_in_the_chain_already_but_once(store: Store):
    open_hops.put(store)
    revise(store, log(hop(1, SourceName("Reuters", "reuters"))))
    assert [one.agent.id for one in claims(store)[0].chains[0].hops] == [open_hops.HE.id, "reuters", "the-post"]


def test_both_hops_are_decided_one_by_one_and_a_later_word_on_one_wins(store: Store):
    open_hops.put(store)
    row = log(
        hop(0, SourceName("M", "russian-mod")),
        hop(1, SourceName("Sputnik", "sputnik")),
        hop(0, SourceName("K", "syrian-army")),
    )
    assert [one.number for one in in_force(row)] == [1, 2]
    revise(store, row)
    assert [one.agent.id for one in claims(store)[0].chains[0].hops[:2]] == ["syrian-army", "sputnik"]
    assert stored(store) == row


def test_a_hop_that_is_named_meanwhile_is_told(store: Store):
    found = revise(store, log(hop(0, SourceName("M", "russian-mod"))))
    assert "no chain of the sentence has “origin: " in found.lost[0][1]
    assert claims(store)[0].chains[0].origin.agent.label == "Ivan Petrov"


# --- Before and after ---

CHOICES = [
    speaker(0, SourceName("Ministry", "russian-mod")),
    speaker(1, Voice.OUTLET),
    speaker(2, Voice.UNKNOWN, part=0),
    speaker(3, SourceName("Somebody New", article=SMALL)),
    entry(DecisionKind.SUBJECT, target(0), words="Deir ez-Zor"),
    entry(DecisionKind.REJECT, target(2)),
    entry(DecisionKind.SAME, target(0), target(1)),
    entry(DecisionKind.DIFFERENT, target(2), target(3), target(1)),
    entry(
        DecisionKind.MERGE, sources=(SourceName("Ivan Petrov", article=SMALL), SourceName("Kremlin", "dmitry-peskov"))
    ),
]


@settings(max_examples=6)
@given(st.lists(st.sampled_from(CHOICES), unique=True, min_size=1), st.randoms())
def test_order_does_not_matter_and_undo_leaves_no_trace(chosen: list[Decision], random):
    store = question_store.memory()
    start = graphs(store)
    first = log(*chosen)
    revise(store, first)
    held = graphs(store)
    revise(store, first)
    assert graphs(store) == held  # twice is once
    shuffled = list(chosen)
    random.shuffle(shuffled)
    revise(store, log(*shuffled))
    assert graphs(store) == held
    undone = [*first, *(entry(DecisionKind.UNDO, number=len(first) + n, revokes=one.id) for n, one in enumerate(first))]
    revise(store, undone)
    left = set(graphs(store).split("\n")) - set(start.split("\n"))
    assert set(start.split("\n")) <= set(graphs(store).split("\n"))
    assert all("/graph/shared/" in line for line in left)  # an agent that nothing names any more
    assert not [graph for graph in store.graphs() if graph.startswith(EXTRACTED_GRAPHS)]
    assert stored(store) == undone


def test_decisions_survive_another_reading(store: Store):
    row = log(speaker(0, SourceName("Ministry", "russian-mod")), speaker(1, Voice.OUTLET))
    said = claims(store)
    revise(store, row)
    decided = claims(store)
    article, known = question_store.articles()[-1], {agent.id for agent in question_store.registry().agents}
    run = replace(question_store.RUN, program="0.2.0")
    again = list(article_quads(article, question_store.claims()[SMALL], run, known))
    graph = iris.article_graph(SMALL)
    store.replace(graph, again)
    assert claims(store) == said
    revise(store, row)
    assert claims(store) == decided
    revise(store, [])
    assert nquads(store.quads(graph)) == nquads(quad for quad in again if quad[3] == graph)


def test_the_store_keeps_its_rules_with_decisions_in_it(store: Store):
    revise(store, log(*CHOICES))
    refresh(store)
    assert check(store) == []


def test_a_rejected_claim_supports_nothing_any_more(store: Store):
    of = iris.claim(SMALL, target(0).span)

    def supports() -> bool:
        return any(quad[0] == of and quad[1] == KG.supports for quad in store.quads(DERIVED_GRAPH))

    assert supports()
    revise(store, log(entry(DecisionKind.REJECT, target(0))))
    refresh(store)
    assert not supports()
    revise(store, [])
    refresh(store)
    assert supports()


def test_contradictions_as_a_person_judges_them():
    def member(position: int) -> Membership:
        one = question_store.claims()[SMALL][position]
        return Membership(SMALL, one.span, Stance.EXPRESSES, 1.0)

    found = Contradiction("numeric", member(0), member(1))
    homes = homes_of(
        [Proposition("p", (("en", "p"),), (member(0), member(2))), Proposition("q", (("en", "q"),), (member(1),))]
    )
    places = [Place(SMALL, one.span) for one in question_store.claims()[SMALL]]
    yes, no = (entry(kind, target(1), target(2)) for kind in (DecisionKind.CONTRADICTION, DecisionKind.COMPATIBLE))
    assert judged([found], homes, []) == (found,)
    assert judged([found], homes, [Pair(yes, places[1], places[2])]) == (replace(found, confirmed=True),)
    assert judged([found], homes, [Pair(no, places[1], places[2])]) == ()
    assert judged([found], homes, [Pair(no, places[1], places[3])]) == (found,)
