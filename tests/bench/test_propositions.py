"""The bench of joining: rows in the neutral format from a table of articles, and from a labelled event's claims."""

import json

import pytest

from bench import event_propositions, joining
from bench.event import Event
from bench.joining_gate import fallen, figures

pytestmark = pytest.mark.models

TEXT = "The ministry of defence of Russia said that the bridge of Kadmar fell. Nobody was hurt."
SAID = {
    "article": "7",
    "start": 0,
    "end": 70,
    "text": TEXT[:70],
    "kind": "statement",
    "chain": ["mod"],
    "quote": "indirect",
    "commitment": "asserted",
    "cue": [34, 38],
    "source": [0, 33],
    "propositions": [{"id": "K1", "stance": "expresses"}],
    "parts": [
        {"start": 44, "end": 69, "chain": ["?unnamed:guards"], "quote": "indirect", "commitment": "denied"},
    ],
}
AGENTS = [
    {"id": "mod", "label": "Ministry", "country": "RU", "link": "organ"},
    {"id": "tass", "label": "TASS", "country": "RU", "link": "controlled"},
    {"id": "paper", "label": "Paper", "country": "FR", "link": "private"},
    {"id": "?unnamed:guards", "label": "guards", "country": None, "link": "unknown"},
]


@pytest.fixture
def event(tmp_path):
    head = "unit_id,article_title,article_content,source,date,location,labels\n"
    (tmp_path / "articles.csv").write_text(f'{head}7,Bridge,"{TEXT}",paper,4/5/2017,kadmar,0\n', "utf-8")
    rows = {
        "articles": [{"article": "7", "outlet": "paper", "wire": "tass", "date": "4/5/2017", "date_in_text": None}],
        "agents": AGENTS,
        "claims": [SAID],
    }
    for name, found in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, found)), "utf-8")
    return tmp_path


def test_claims_of_a_person_have_their_chain_the_wire_and_the_outlet(event):
    ((article, (claim,)),) = Event(event).articles()
    assert article.date.value == "2017-04-05"
    assert [hop.agent.id for hop in claim.chains[0].hops] == ["mod", "tass", "paper"]
    assert claim.parts[0].chains[0].origin.agent.label == "guards"
    assert claim.terms  # the program's own reading of the same sentence


def test_rows_of_claims_and_verdicts(event):
    rows = event_propositions.from_claims(Event(event))
    (whole,) = [row for row in rows if row.get("start") == 0]
    verdicts = {row["country"]: row for row in rows if row["proposition"] == whole["proposition"] and "country" in row}
    assert {name: verdicts["RU"][name] for name in ("origin", "bottleneck", "closed")} == {
        "origin": "yes",
        "bottleneck": "yes",
        "closed": "no",
    }
    assert verdicts["SY"]["origin"] == "no"
    assert any(row.get("start") == 44 for row in rows)


def test_the_whole_program_writes_each_sentence_and_each_verdict(event):
    rows = event_propositions.from_articles(event / "articles.csv")
    spans = {(row["start"], row["end"]) for row in rows if "start" in row}
    assert {(0, 70), (71, len(TEXT))} <= spans
    names = {row["proposition"] for row in rows if "start" in row}
    assert {(row["proposition"], row["country"]) for row in rows if "country" in row} == {
        (name, country) for name in names for country in event_propositions.COUNTRIES
    }


@pytest.mark.parametrize("name", joining.BASELINES)
def test_a_baseline_finds_equal_sentences(name):
    texts = ["the bridge of Kadmar fell on Monday", "the bridge of Kadmar fell on Monday", "he spoke of taxes in Paris"]
    scores = joining.BASELINES[name](texts)
    assert scores[(0, 1)] > 0.99
    assert scores.get((0, 2), 0.0) < 0.8


SCORED = (
    "sentences 178  pairwise P 0.8 R 0.5 F1 0.6  bcubed P 0.8 R 0.6 F1 {}  false merges 99/9999 = {}%  stance 251/253"
    "\nverdicts 475/495 right, true yes found {}/11, wrong yes: {}"
)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (SCORED.format("0.770", "0.31", 6, 0), []),
        (SCORED.format("0.500", "0.31", 6, 0), ["B-cubed F1"]),
        (SCORED.format("0.770", "1.20", 6, 0), ["false merges, %"]),
        (SCORED.format("0.770", "0.31", 1, 9), ["true yes", "wrong yes"]),
    ],
)
def test_the_gate_tells_what_has_fallen(said, wrong):
    lines = list(fallen("claims of a person", figures(said)))
    assert [figure for line, figure in zip(lines, wrong, strict=True) if figure in line] == wrong


def test_a_scorer_that_says_something_else_is_no_pass():
    with pytest.raises(ValueError, match="No figures"):
        figures("no module named kg")
