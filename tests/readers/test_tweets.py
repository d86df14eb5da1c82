"""Posts of X: the archive of an account, and what the interface returns."""

from __future__ import annotations

import json
import os

from kg.model import Fact, Known
from kg.readers import Failure, Given, read
from tests.support.read_files import one, page_fact


def test_the_archive_of_x_and_its_reposts(tmp_path):
    posts = [
        {
            "tweet": {
                "id_str": "11",
                "full_text": "Le pont &amp; le port",
                "created_at": "Tue Sep 05 23:30:00 +0000 2017",
            }
        },
        {"tweet": {"id_str": "12", "full_text": "RT @mairie: Le pont est fermé", "lang": "fr"}},
    ]
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "account.js").write_text('window.YTD.account.part0 = [{"account": {"username": "quai"}}]', "utf-8")
    (folder / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(posts)}", "utf-8")
    account, own, repost = read([str(folder)], Given())
    assert isinstance(account, Failure)
    assert (own.id, own.text, own.date.value) == ("11", "Le pont & le port", "2017-09-05")
    assert own.outlet == Fact("@quai", Known.ASSERTED)
    assert (repost.text, repost.forwarded) == ("Le pont est fermé", Fact("@mairie", Known.TEXT))
    assert repost.language == page_fact("fr")


def test_posts_as_the_interface_returns_them(tmp_path):
    answer = {
        "data": [{"id": "1", "text": "Le pont est fermé", "author_id": "5", "created_at": "2017-09-05T23:30:00.000Z"}],
        "includes": {"users": [{"id": "5", "username": "quai"}]},
    }
    article = one(tmp_path / "a.json", json.dumps(answer))
    assert (article.outlet, article.url) == (page_fact("@quai"), page_fact("https://x.com/quai/status/1"))
    old = {"id_str": "2", "full_text": "Le port", "user": {"screen_name": "quai"}}
    assert one(tmp_path / "b.jsonl", json.dumps(old)).outlet == page_fact("@quai")


def test_long_posts_are_read_whole_and_those_that_are_cut_are_marked(tmp_path):
    long = (
        "La capitaine a dit que la drague resterait à quai jusqu'en juin, car la tempête avait faussé ses deux bras. "
    )
    notes = [{"noteTweet": {"noteTweetId": "5", "createdAt": "2017-09-05T10:00:00.000Z", "core": {"text": long * 3}}}]
    posts = [
        {"tweet": {"id_str": "6", "full_text": f"RT @port: {long}Le maire…"}},
        {"tweet": {"id_str": "7", "full_text": "Ah…"}},
    ]
    for name, rows in (("note-tweet", notes), ("tweets", posts)):
        part = name.replace("-", "_")
        (tmp_path / f"{name}.js").write_text(f"window.YTD.{part}.part0 = {json.dumps(rows)}", "utf-8")
    note, cut, short = read([str(tmp_path)], Given())
    assert (note.id, note.text.strip(), note.date.value) == ("note-5", (long * 3).strip(), "2017-09-05")
    assert [row.teaser for row in (note, cut, short)] == [False, True, False]
    old = {
        "id_str": "8",
        "full_text": "Il dit…",
        "extended_tweet": {"full_text": "Il dit non."},
        "user": {"screen_name": "q"},
    }
    new = {"id": "9", "author_id": "1", "text": "Il dit…", "note_tweet": {"text": "Il dit oui."}}
    assert [one(tmp_path / f"x/{row.get('id') or 8}.jsonl", json.dumps(row)).text for row in (old, new)] == [
        "Il dit non.",
        "Il dit oui.",
    ]


def test_a_pipe_beside_an_archive_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "account.js")
    os.mkfifo(tmp_path / "metadata.csv")
    rows = 'window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "Le pont est clos."}}]'
    assert one(tmp_path / "tweets.js", rows).outlet == Fact()
