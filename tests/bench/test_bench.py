"""The bench: reading sets, labels, folds, the gate; on tiny invented data."""

import json

import pytest

from bench import attribution, cost, gate, sets
from bench.folds import FOLDS, fold_of
from bench.labels import cue, head, labels, tokens
from bench.sets import Document, Source
from kg.claims.detect import Report
from kg.claims.ranker.bitset_tree import mask, tree
from kg.claims.ranker.cue_candidates import sites
from kg.model import Span
from kg.sources.registry import Registry
from tests.claims.ranker.test_rerank import SAID, parsed

TEXT = "The ministry said that the bridge fell ."
GOLD = {"doc_id": "a:x", "text": TEXT, "attributions": [{"content": [23, 38], "cue": [13, 17], "source": [0, 12]}]}


def test_paragraphs_are_the_lines_that_hold_anything():
    assert list(sets.paragraphs("one\n\n two\n")) == [Span(0, 3), Span(5, 9)]


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


def test_an_attribution_in_the_neutral_format():
    sentence = parsed("en", SAID)
    found = attribution._item(sentence, Report("verb-clause", "say", Span(13, 17), None, (Span(18, 26), Span(30, 38))))
    assert (found["content"], found["content_parts"], found["source"]) == ([18, 38], [[18, 26], [30, 38]], None)
    assert (found["type"], found["kind"]) == ("indirect", "said")


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
    found = cost.cost(cost.articles([Document(name, TEXT, "en", "s", name) for name in "ab"], 99), Registry(()))
    assert found.sentences == 1
    assert min(found.parse, found.finding, found.resolving) > 0
