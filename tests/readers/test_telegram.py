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
        {"text": [{"type": "link", "text": "https://quay.example/1"}, " 🔥"]},
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


def test_chats_that_were_left_are_read_too(tmp_path):
    chats = [json.loads(formats.telegram([{"text": "Le pont."}], name, at)) for at, name in enumerate("AB", 1)]
    account = {"about": "x", "personal_information": {}, "contacts": {"list": [{"name": "C"}] * 200}}
    account |= {"chats": {"list": chats[:1]}, "left_chats": {"list": chats[1:]}}
    rows = found(tmp_path / "result.json", json.dumps(account))
    assert [(row.id, row.outlet.value) for row in rows] == [("1/1", "A"), ("2/1", "B")]
    (row,) = found(tmp_path / "b/result.json", json.dumps({"left_chats": {"list": chats[1:]}}))
    assert row.id == "2/1"


MESSAGE = '<div class="message default clearfix {}" id="message{}"><div class="body">{}</div></div>'
DATE = '<div class="pull_right date details" title="05.09.2017 23:30:00 UTC+02:00">23:30</div>'
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">Le Quai</div></div></div>
<div class="page_body chat_page"><div class="history"><div class="message service" id="message-1">
<div class="body details">5 September 2017</div></div>{}</div></div></div></body></html>"""


def test_the_pages_of_an_export_are_messages_and_nothing_around_them(tmp_path):
    passed_on = (
        '<div class="forwarded body"><div class="from_name">{} <span class="date details" title="1">1</span></div>'
    )
    bodies = [
        f'{DATE}<div class="from_name">Le Quai</div><div class="text">La maire : <strong>le pont</strong> est'
        ' fermé.<br>Il <a href="x">rouvrira</a>.</div>',
        f'{DATE}<div class="text">Le port, lui, est ouvert.</div>',
        f'{DATE}{passed_on.format("Radio Phare")}<div class="text">Le phare est éteint.</div></div>',
        f'{DATE}{passed_on.format("")}<div class="text">La digue tient.</div></div>',
        f'{DATE}<div class="media_wrap clearfix"><div class="title bold">Photo</div></div>',
    ]
    shown = "".join(MESSAGE.format("joined" * (at > 1), at, body) for at, body in enumerate(bodies, 1))
    rows = found(tmp_path / "messages.html", PAGE.format(shown))
    assert [(row.id, row.text) for row in rows] == [
        ("messages.html/1", "La maire : le pont est fermé.\nIl rouvrira."),
        ("messages.html/2", "Le port, lui, est ouvert."),
        ("messages.html/3", "Le phare est éteint."),
        ("messages.html/4", "La digue tient."),
    ]
    assert {(row.outlet.value, row.date.value) for row in rows} == {("Le Quai", "2017-09-05")}
    assert [row.forwarded for row in rows] == [None, None, page_fact("Radio Phare"), Fact()]
    (failure,) = found(tmp_path / "export_results.html", PAGE.format(""))
    assert "a page with messages" in str(failure.error)
