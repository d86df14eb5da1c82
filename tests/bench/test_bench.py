"""The bench: reading sets, labels, folds, the gate; on tiny invented data."""

import json

import pytest

from bench import cost, gate, predictions, sets
from bench.folds import FOLDS, fold_of
from bench.labels import cue, head, labels, tokens
from bench.sets import Document, Source
from kg.claims.ranker.bitset_tree import mask, tree
from kg.claims.ranker.cue_candidates import sites
from kg.model import Agent, Basis, Chain, Claim, ClaimKind, Commitment, Hop, Part, Quote, Role, Span
from kg.sources.registry import Registry
from kg.sources.resources import Resources
from tests.support.parsed_by_hand import SAID, parsed

QUOTED = "Ann said “We go. We go.” Ann told Bob that."  # sentences: 0-16, 17-24, 25-43
ASSERTED = Commitment.ASSERTED
TEXT = "The ministry said that the bridge fell ."
GOLD = {"doc_id": "a:x", "text": TEXT, "attributions": [{"content": [23, 38], "cue": [13, 17], "source": [0, 12]}]}


@pytest.mark.models
def test_what_is_parsed_is_kept(tmp_path, monkeypatch):
    parse = sets.Parses(tmp_path)
    first = [token.dep_ for doc in parse("en", [TEXT, TEXT]) for token in doc]
    parse.save()
    monkeypatch.setattr(sets.parsers, "parse", None)
    assert [token.dep_ for doc in sets.Parses(tmp_path)("en", [TEXT, TEXT]) for token in doc] == first


def test_documents_of_a_set_and_the_groups_that_stay_together(tmp_path):
    (tmp_path / "pud").mkdir()
    rows = [{**GOLD, "doc_id": f"pud:n0100{number}001:fr"} for number in (1, 2)]
    (tmp_path / "pud" / "fr.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = sets.documents(Source("pud_fr", "gold/pud/fr.jsonl", "fr", 1.0), tmp_path, tmp_path)
    assert [document.group for document in found] == ["pud n01001", "pud n01002"]
    half = sets.documents(Source("pud_fr", "gold/pud/fr.jsonl", "fr", 1.0, every=2), tmp_path, tmp_path)
    assert half == found[:1]
    assert sets.documents(Source("none", "gold/none.jsonl", "fr", 1.0), tmp_path, tmp_path) == []


def test_a_sentence_of_claim_rows_in_which_nobody_speaks_is_known_wholly():
    _, _, gold = known(Document("a", TEXT, "en", "s", "a", (), ({"start": 0, "end": 40, "chain": []},)))
    assert (gold.content, gold.contents_known) == ({}, True)


def test_folds_are_the_same_for_ever():
    assert fold_of("pud n01001") == fold_of("pud n01001") < FOLDS


def known(document, clause=False):
    sentence = parsed("en", SAID)
    nodes = tree(sentence)
    found = list(sites(nodes, (), lambda key, kind: 0.9))
    return nodes, found, labels(document, nodes, found, clause)


def test_labels_of_an_attribution():
    document = Document("a", TEXT, "en", "s", "a", tuple(GOLD["attributions"]))
    nodes, _, gold = known(document)
    assert gold.content == {2: mask([4, 5, 6])}
    assert gold.source == {2: mask([0, 1])}
    assert head(nodes, gold.source[2]) == 1


def test_labels_of_claim_rows_know_the_cue_but_not_how_far_the_content_goes():
    row = {"start": 0, "end": 40, "chain": ["x"], "cue": [13, 17], "source": [0, 12]}
    _, _, gold = known(Document("a", TEXT, "en", "s", "a", (), (row,)))
    assert set(gold.content) == {2}
    assert not gold.contents_known


@pytest.mark.parametrize(
    "row", [{"start": 0, "end": 40, "chain": ["x"], "cue": None}, {"start": 90, "end": 99, "chain": []}]
)
def test_rows_that_do_not_say_give_no_labels(row):
    assert known(Document("a", TEXT, "en", "s", "a", (), (row,)))[2] is None


def test_the_cue_of_some_words_is_their_highest_verb():
    sentence = parsed("en", SAID)
    nodes = tree(sentence)
    found = list(sites(nodes, (), lambda key, kind: 0.9))
    assert cue(nodes, found, tokens(sentence, [Span(0, 40)])).key == "say V"
    assert cue(nodes, found, 0) is None


ANN = Agent("ann", "Ann")
PAPER = Hop(Role.OUTLET, Agent("paper", "Paper"), Basis.METADATA, "outlet")


def claim(start, end, hop, content=None, parts=(), text=QUOTED):
    """The claim of a stretch of a text; a hop more or less before the outlet's."""
    chains = tuple(Chain((one, PAPER), (Span(*(content or (start, end))),)) for one in hop)
    return Claim(
        article="a", position=0, span=Span(start, end), text=text[start:end], kind=ClaimKind.STATEMENT, language="en",
        chains=chains or (Chain((PAPER,)),), quote=Quote.DIRECT, commitment=Commitment.ASSERTED, parts=parts,
    )  # fmt: skip


def said(start, end, cue, basis=Basis.EXPLICIT, rule="verb-quotation/name"):
    """The hop of a speaker whom some words name, behind a cue."""
    return Hop(Role.ORIGIN, ANN, basis, rule, Span(start, end), Span(*cue))


CARRIED = Hop(Role.ORIGIN, ANN, Basis.CARRIED, "quotation-continued")


def test_an_attribution_in_the_neutral_format():
    part = Part((Span(38, 42),), (Chain((said(25, 28, (29, 33)), PAPER), (Span(38, 42),)),), Quote.INDIRECT, ASSERTED)
    (whole, inner) = predictions.attributions([claim(0, 43, [said(0, 3, (4, 8))], (9, 24), (part,))], QUOTED)
    assert (whole["content"], whole["cue"], whole["source"], whole["type"]) == ([9, 24], (4, 8), (0, 3), "direct")
    assert (inner["content"], inner["source"]) == ([38, 42], (25, 28))


def test_the_outlets_own_words_are_no_attribution():
    own = Hop(Role.ORIGIN, ANN, Basis.OWN_VOICE, "wire")
    assert list(predictions.attributions([claim(0, 43, []), claim(0, 43, [own])], QUOTED)) == []


def test_speakers_side_by_side_are_the_sources_of_one_attribution():
    other = Hop(Role.ORIGIN, Agent("bob", "Bob"), Basis.EXPLICIT, "verb-clause/name", Span(34, 37), Span(4, 8))
    (found,) = predictions.attributions([claim(0, 43, [said(0, 3, (4, 8)), other])], QUOTED)
    assert (found["source"], found["source_parts"]) == ((0, 3), [(0, 3), (34, 37)])


def test_a_quotation_that_runs_on_is_one_attribution():
    found = [claim(0, 16, [said(0, 3, (4, 8))], (9, 16)), claim(17, 24, [CARRIED])]
    (item,) = predictions.attributions(found, QUOTED)
    assert (item["content"], item["source"]) == ([9, 24], (0, 3))


def test_a_quotation_begins_before_its_cue():
    closing = claim(25, 43, [said(25, 28, (29, 33))], (38, 42))
    (item,) = predictions.attributions([claim(10, 16, [CARRIED]), closing], QUOTED)
    assert (item["content_parts"], item["cue"]) == ([(10, 16), (38, 42)], (29, 33))
    closed = claim(17, 24, [CARRIED])
    assert len(list(predictions.attributions([closed, closing], QUOTED))) == 2


def test_language_is_asserted_or_told_by_the_text():
    assert sets.language_of({"text": "x", "lang": "fr"}) == "fr"
    assert sets.language_of({"text": "Le ministre a annoncé que la réunion aurait lieu demain."}) == "fr"


FIGURES = {
    "f1": 80.0,
    "e2e": 70.0,
    "exact": 50.0,
    "char": 80.0,
    "char_source": 60.0,
    "char_cue": 70.0,
    "sha256": "a",
    "held_out": True,
}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"s": FIGURES}, ""),
        ({"s": {**FIGURES, "f1": 79.6}}, ""),
        ({"s": {**FIGURES, "e2e": 69.0}}, "s: e2e 69.0, was 70.0."),
        ({}, "s: not scored."),
        ({"s": FIGURES, "t": FIGURES}, "t: the baseline has no figure of this set."),
        ({"s": {**FIGURES, "sha256": "b"}}, "s: the set is not the one that the baseline was made on."),
        ({"s": {**FIGURES, "held_out": False}}, "s: scored with seen documents, unlike the baseline; see --folds."),
    ],
)
def test_the_gate_tells_what_has_fallen(now, told):
    assert "\n".join(gate.fallen({"s": FIGURES}, now)) == told


def test_costs_are_told_in_percent_of_the_parse():
    found = cost.Cost(sentences=10, parse=0.02, finding=0.002, resolving=0.003, around=0.001)
    assert found.line("set").split() == ["set", "10", "2000", "10.0%", "15.0%", "25.0%", "5.0%"]
    assert cost.Cost().line("none").split()[-1] == "0.0%"


def test_articles_are_taken_until_they_hold_enough_words():
    found = [Document(name, "one two three", "en", "s", name) for name in "abc"]
    assert [article.id for article in cost.articles(found, 4)] == ["a", "b"]


@pytest.mark.models
def test_every_stage_of_reading_is_timed():
    found = cost.cost(
        cost.articles([Document(name, TEXT, "en", "s", name) for name in "ab"], 99), Resources.of(Registry(()))
    )
    assert found.sentences == 1
    assert min(found.parse, found.finding, found.resolving) > 0
