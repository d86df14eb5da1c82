"""Rounds of labelled articles: rows that fit their texts, two readers compared, a prediction scored; no model."""

import hashlib
import itertools
import json
import re
from dataclasses import replace

import pytest

from bench.gold.score import rates, score
from bench.rounds import agreement, articles, locate, sentences, with_wire
from kg.model import Fact, Known
from kg.pipeline import extraction
from kg.sources.registry import Registry
from tests.support.paths import ROOT
from tests.support.registry import registry

ROUNDS = sorted((ROOT / "bench" / "gold").glob("round-*"))
TEXT = "Bridge fell.\nThe mayor said it fell. It did, he said. «Nobody knew», Ann Lee told Reuters."
ROW = {"kind": "statement", "chain": [], "chain_also": [], "quote": "none", "commitment": "asserted"}


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def said(*chain, **more):
    return {**ROW, "chain": list(chain), "quote": "indirect", **more}


@pytest.mark.parametrize("folder", ROUNDS, ids=lambda folder: folder.name)
def test_texts_that_are_shipped_are_those_that_were_labelled(folder):
    articles = {row["article"]: row for row in rows(folder / "articles.jsonl")}
    shipped = {path.stem: path.read_bytes() for path in (folder / "texts").glob("*.txt")}
    assert shipped.keys() <= articles.keys()
    for name, text in shipped.items():
        assert hashlib.sha256(text).hexdigest() == articles[name]["sha256"], name
        assert articles[name]["licence"].startswith(("CC BY", "CC0"))
        ends = [row["end"] for row in rows(folder / "labels.jsonl") if row["article"] == name]
        assert max(ends) <= len(text.decode("utf-8"))


@pytest.mark.parametrize("folder", ROUNDS, ids=lambda folder: folder.name)
def test_labels_follow_each_other_and_keep_their_words_within(folder):
    labels, articles = rows(folder / "labels.jsonl"), rows(folder / "articles.jsonl")
    for article in articles:
        own = [row for row in labels if row["article"] == article["article"]]
        assert all(before["end"] <= after["start"] for before, after in itertools.pairwise(own))
        scored = [row for row in own if row["kind"] != "boilerplate"]
        assert (len(scored), sum(bool(row["chain"]) for row in scored)) == (article["sentences"], article["attributed"])
        assert {row["language"] for row in own} == {article["language"]}
    for row in labels:
        words = [row["cue"], row["source"], *(part["content"] for part in row["parts"])]
        assert all(row["start"] <= start < end <= row["end"] for start, end in filter(None, words)), row
        narrated = row["cue"] is row["source"] is None  # an agency's own text, printed by another
        assert (row["quote"] == "none") == (not row["chain"]) or (row["chain"] and narrated), row
        assert row["chain"] not in row["chain_also"]
        assert row["commitment"] not in row["commitment_also"]


@pytest.mark.parametrize("wire", ["Agence France-Presse mardi 5 septembre 2017", "Reuters 5 septembre 2017"])
def test_an_article_of_a_round_is_completed_as_the_product_does_by_the_agencies_it_knows(tmp_path, wire):
    text = f"Le pont est fermé\n\n{wire} Le pont de Clairpont a fermé hier."
    row = {"article": "pont", "language": "fr", "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest()}
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "pont.txt").write_bytes(text.encode("utf-8"))
    (tmp_path / "articles.jsonl").write_text(json.dumps(row), "utf-8")
    ((_, article),) = articles(tmp_path, [])
    assert article.date == Fact("2017-09-05", Known.TEXT)
    assert article == extraction.complete(replace(article, date=Fact()), registry())
    assert extraction.complete(replace(article, date=Fact()), Registry(())).date == Fact()


@pytest.mark.parametrize("folder", ROUNDS, ids=lambda folder: folder.name)
def test_every_agent_of_a_chain_has_one_row(folder):
    agents = [row["id"] for row in rows(folder / "agents.jsonl")]
    assert len(agents) == len(set(agents))
    for path in (folder / "labels.jsonl", *sorted(folder.glob("reader-*.jsonl"))):
        for row in rows(path):
            chains = [row["chain"], *row["chain_also"], *(part["chain"] for part in row["parts"])]
            assert {agent for chain in chains for agent in chain} <= set(agents), row


def test_sentences_of_a_text_by_the_plain_rule():
    assert [TEXT[start:end] for start, end in sentences(TEXT)] == [
        "Bridge fell.", "The mayor said it fell.", "It did, he said.", "«Nobody knew», Ann Lee told Reuters.",
    ]  # fmt: skip


def test_a_readers_words_become_offsets():
    reader = [
        {**ROW, "n": 0, "kind": "headline"},
        said("mayor", n=1, cue="said", cue_nth=2, source="The mayor", merge_next=True),
        {"n": 2, "merged": True},
        said(
            "ann-lee", "reuters", n=3, text="Ann Lee told Reuters.", parts=[{"content": "told", "chain": ["ann-lee"]}]
        ),
    ]
    found = list(locate(TEXT, reader))
    assert [TEXT[row["start"] : row["end"]] for row in found] == [
        "Bridge fell.", "The mayor said it fell. It did, he said.", "Ann Lee told Reuters.",
    ]  # fmt: skip
    assert found[1]["cue"] == (TEXT.rindex("said"), TEXT.rindex("said") + 4)
    assert TEXT[slice(*found[1]["source"])] == "The mayor"
    assert TEXT[slice(*found[2]["parts"][0]["content"])] == "told"


@pytest.mark.parametrize(
    ("reader", "error"),
    [
        ([{**ROW, "n": 0}], "no row for the sentences [1]"),
        ([{**ROW, "n": 0, "cue": "said"}, {**ROW, "n": 1}], "'said'"),
    ],
)
def test_a_row_that_does_not_fit_its_text_is_named(reader, error):
    with pytest.raises(ValueError, match=re.escape(error)):
        list(locate("It fell. It did.", reader))


def test_two_readers_compared():
    starts = [{"article": "a", "start": number} for number in range(6)]
    one = [ROW, ROW, said("x"), said("x", "reuters"), said("?unnamed:y"), {**ROW, "kind": "boilerplate"}]
    two = [ROW, said("?unspecified", chain_also=[[]]), said("x"), said("x"), said("z", commitment="denied"), ROW]
    found = agreement(
        [{**row, **at} for row, at in zip(one, starts, strict=True)],
        [{**row, **at} for row, at in zip(two, starts, strict=True)],
    )
    assert found == {
        "sentences": 5, "origin": 60.0, "origin, with other readings": 80.0, "chain": 40.0, "quote": 80.0,
        "commitment": 80.0, "kappa of who speaks": 0.375,
    }  # fmt: skip
    assert agreement([{**ROW, **starts[0]}], [{**ROW, **starts[0]}])["kappa of who speaks"] == 1.0


HOP = {"role": "origin", "kind": "named", "confidence": 0.8}
OUTLET = {"role": "outlet", "kind": "named", "id": "paper"}
LEE = {**HOP, "id": "q1", "label": "Ann Lee"}


@pytest.mark.parametrize(
    ("wanted", "got", "kind"),
    [
        (["ann-lee"], [LEE], None),
        (["ann-lee"], [{**HOP, "id": "q2", "label": "Dr Lee"}], None),
        (["ann-lee"], [{**HOP, "id": "bob-ray", "label": "Bob Ray"}], "wrong name"),
        (["ann-lee"], [], "lost"),
        (["ann-lee"], [{**HOP, "kind": "unspecified"}], "lost"),
        (["ann-lee"], [{**HOP, "kind": "unnamed", "label": "a doctor"}], "nameless"),
        ([], [LEE], "invented"),
        ([], [], None),
        (["?unnamed:the doctors"], [{**HOP, "kind": "unnamed", "label": "the doctors"}], None),
    ],
)
def test_a_prediction_is_scored(tmp_path, wanted, got, kind):
    gold = {**ROW, "article": "a", "language": "en", "start": 0, "end": 20, "chain": wanted}
    agent = {"id": "ann-lee", "label": "Ann Lee", "aliases": ["Dr Lee"]}
    (tmp_path / "labels.jsonl").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "agents.jsonl").write_text(json.dumps(agent), "utf-8")
    near = {"article": "news/a.txt", "start": 1, "end": 18, "commitment": "asserted", "quote": "none"}
    apart = {**near, "start": 18, "end": 30, "chain": [LEE, LEE, OUTLET]}
    counts, errors = score([tmp_path], [apart, {**near, "chain": [*got, OUTLET]}], {})
    assert rates(counts["en"])["origin"] == rates(counts["all"])["chain"] == (0.0 if kind else 100.0)
    assert rates(counts["en"])["commitment"] == 100.0
    assert [error.split()[2:4] for error in errors] == ([f"{kind}: wanted".split()[:2]] if kind else [])
    assert not kind or counts["en"][kind] == 1


def test_a_sentence_without_a_prediction_is_missing(tmp_path):
    gold = {**said("ann-lee"), "article": "a", "language": "en", "start": 0, "end": 20}
    (tmp_path / "labels.jsonl").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "agents.jsonl").write_text("", "utf-8")
    counts, errors = score([tmp_path], [], {})
    assert (counts["all"]["missing"], rates(counts["all"])["naming"]) == (1, None)
    assert errors == ["a 0-20 missing: wanted ['ann-lee']"]


def test_the_agency_whose_text_it_is_is_the_last_relay():
    mayor, agency = {"id": "mayor"}, {"id": "kpa"}
    said = {"chain": [mayor], "wire": agency}
    assert with_wire(said)["chain"] == [mayor, agency]
    assert with_wire({**said, "wire": None})["chain"] == [mayor]
    assert with_wire({**said, "chain": [mayor, agency]})["chain"] == [mayor, agency]
