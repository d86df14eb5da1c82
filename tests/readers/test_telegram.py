"""Exports of Telegram."""

from __future__ import annotations

import json

from bench import formats
from kg.claims.resolve import printed
from kg.model import Fact
from kg.sources.registry import Registry
from tests.support.read_files import found, page_fact


def test_a_forwarded_message_is_passed_on_from_its_writer(tmp_path):
    rows = [
        {"text": ["Le pont est ", {"type": "bold", "text": "fermé"}, "."]},
        {"text": "Le marché brûle.", "forwarded_from": "TASS"},
        {"text": "Le port brûle.", "forwarded_from": None, "forwarded_from_id": "channel9"},
        {"text": ""},
        {"type": "service", "text": "", "action": "pin_message"},
    ]
    own, relayed, orphan = found(tmp_path / "result.json", formats.telegram(rows))
    assert (own.id, own.text, own.forwarded) == ("7/1", "Le pont est fermé.", None)
    assert (own.outlet, own.date) == (page_fact("The Quay"), page_fact("2017-09-05"))
    assert relayed.forwarded == page_fact("TASS")
    assert orphan.forwarded == Fact()
    chains = [printed(row, (), Registry(()), "fr").hops(own_voice=True) for row in (own, relayed, orphan)]
    assert [[hop.agent.label for hop in hops] for hops in chains] == [
        ["The Quay"],
        ["TASS", "The Quay"],
        ["unknown source of a forwarded message", "The Quay"],
    ]


def test_a_whole_account_of_telegram(tmp_path):
    chats = [json.loads(formats.telegram([{"text": "Le pont."}], name, at)) for at, name in enumerate("AB", 1)]
    rows = found(tmp_path / "result.json", json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}))
    assert [(row.id, row.outlet.value) for row in rows] == [("1/1", "A"), ("2/1", "B")]
