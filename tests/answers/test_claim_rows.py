"""Claims as JSON rows: what ``kg extract`` writes."""

from __future__ import annotations

import json
from dataclasses import replace

from kg.answers.claim_rows import WIRE, row
from kg.model import (
    Article,
    Basis,
    Chain,
    Claim,
    ClaimKind,
    Commitment,
    Fact,
    Hop,
    Known,
    Mention,
    Part,
    Quote,
    Role,
    Span,
    TimeExpression,
)
from tests.support.gold_claims import seed_articles, seed_claims
from tests.support.small_article import RADIO, TEXT

ARTICLE = Article("a.txt", TEXT, date=Fact("2001", Known.ASSERTED))
OUTLET = replace(RADIO, id="outlet", label="Le Quai", affiliations=(), registered=False)
SPEAKER = Hop(Role.ORIGIN, RADIO, Basis.EXPLICIT, "preposed", Span(27, 35), Span(46, 54), 0.9)
LAST = Hop(Role.OUTLET, OUTLET, Basis.METADATA, "outlet")
CLAIM = Claim(
    article="a.txt",
    position=1,
    span=Span(27, 120),
    text=TEXT[27:120],
    kind=ClaimKind.STATEMENT,
    language="fr",
    chains=(Chain((SPEAKER, LAST), (Span(60, 70), Span(80, 90))), Chain((LAST,))),
    quote=Quote.MIXED,
    commitment=Commitment.HEDGED,
    parts=(Part((Span(60, 70),), (Chain((LAST,)),), Quote.NONE, Commitment.ASSERTED),),
    subject=Mention(Span(60, 64), "pont"),
    mentions=(Mention(Span(27, 35), "Radio", "radio-vely", "Radio Vély", "agent"),),
    times=(TimeExpression(Span(60, 64), TEXT[60:64], "2000/.."), TimeExpression(Span(70, 72), TEXT[70:72])),
)
KEYS = (
    "article date_line start end text kind language chain wire more_chains quote commitment cue source content "
    "content_parts negated parts subject mentions times quantities other"
)


def test_a_row_says_all_of_a_claim():
    found = json.loads(json.dumps(row(ARTICLE, CLAIM)))
    assert list(found) == KEYS.split()
    assert (found["start"], found["end"], found["kind"], found["quote"]) == (27, 120, "statement", "mixed")
    assert (found["cue"], found["source"]) == ([46, 54], [27, 35])
    assert found["content"] == [60, 90]
    assert found["content_parts"] == [[60, 70], [80, 90]]
    assert [hop["role"] for hop in found["chain"]] == ["origin", "outlet"]
    assert [[hop["role"] for hop in chain] for chain in found["more_chains"]] == [["outlet"]]
    assert found["parts"][0]["content"] == [60, 70]
    assert found["parts"][0]["cue"] is None
    assert found["subject"] == {"span": [60, 64], "text": "pont", "id": None, "label": None, "type": "thing"}
    since, vague = found["times"]
    assert since == {"span": [60, 64], "text": TEXT[60:64], "edtf": "2000/..", "earliest": "2000-01-01", "latest": None}
    assert (vague["edtf"], vague["earliest"], vague["latest"]) == (None, None, None)


def test_a_hop_says_whose_it_is_at_the_article_s_date():
    (origin, last) = row(ARTICLE, CLAIM)["chain"]
    assert (origin["id"], origin["label"], origin["kind"]) == ("radio-vely", "Radio Vély", "named")
    assert (origin["country"], origin["link"], origin["rule"], origin["confidence"]) == (
        "FR",
        "funded",
        "preposed",
        0.9,
    )
    assert (last["country"], last["link"], last["mention"], last["cue"]) == (None, "unknown", None, None)
    assert row(replace(ARTICLE, date=Fact()), CLAIM)["chain"][0]["link"] == "unknown"


def test_the_printed_agency_stands_apart():
    wire = Hop(Role.RELAY, RADIO, Basis.METADATA, WIRE, Span(0, 2))
    found = row(ARTICLE, replace(CLAIM, chains=(Chain((SPEAKER, wire, LAST)),)))
    assert [hop["role"] for hop in found["chain"]] == ["origin", "outlet"]
    assert (found["wire"]["id"], found["wire"]["mention"]) == ("radio-vely", [0, 2])


def test_in_the_outlet_s_own_voice_the_content_is_the_sentence():
    found = row(ARTICLE, replace(CLAIM, chains=(Chain((LAST,)),), parts=(), subject=None))
    assert (found["content"], found["cue"], found["source"], found["subject"]) == ([27, 120], None, None, None)


def test_the_seeds_have_a_row_a_claim_whose_spans_reproduce_the_words():
    articles = {article.id: article for article in seed_articles()}
    gold = [claim for claims in seed_claims().values() for claim in claims]
    rows = [row(articles[claim.article], claim) for claim in gold]
    assert len(rows) == 39
    assert all(articles[found["article"]].text[found["start"] : found["end"]] == found["text"] for found in rows)
