"""Hostile files: name, content, and a word of the reason with which each is set aside."""

from __future__ import annotations

import gzip
import json

from bench import formats

TEXT = "La préfète a déclaré que le marché était fermé à la tombée du jour."
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCHED = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


def _nested(depth: int) -> bytes:
    content = formats.archive({"a.txt": TEXT.encode()})
    for _ in range(depth):
        content = formats.archive({"a.zip": content})
    return content


HOSTILE = [
    ("a.txt", TEXT.encode().decode("cp1252", "replace").replace("\ufffd", "").encode(), "their own encoding"),
    ("a.txt", TEXT.encode("cp1252").decode("utf-8", "replace").encode(), "their own encoding"),
    ("a.txt", "Мэр заявил, что мост закрыт".encode("cp1251").decode("latin-1").encode(), "their own encoding"),
    ("a.txt", lambda: b"mot " * 300_000, "at most 1,000,000 characters"),
    ("a.html", b"\0" * 999, "a page"),
    ("a.html", lambda: b"<div>" * 100_000, "an article"),
    ("a.html", b"", "a page"),
    ("a.html", b"<meta charset=utf-8><p>\xc3\x28\xff\xfe\xc3", "text in UTF-8"),
    ("a.xml", f"{LAUGHS}<rss><channel><title>&b;</title></channel></rss>", "declarations of entities"),
    ("a.xml", f"{LAUGHS}<nitf><body.content><p>&b;</p></body.content></nitf>", "declarations of entities"),
    ("a.xml", f"{FETCHED}<nitf><body.content><p>&f;</p></body.content></nitf>", "declarations of entities"),
    ("a.rss", f"{LAUGHS}<rss><channel><title>&b;</title></channel></rss>", "declarations of entities"),
    ("a.xml", "<opml><body/></opml>", "Its root is 'opml'"),
    ("a.xml", "<rss><channel><item>", "an entry"),
    ("a.xml", "", "XML"),
    ("a.json", "[" * 100_000, "levels"),
    ("a.json", "{}", "a column text"),
    ("a.json", "[1, 2]", "a JSON object"),
    ("a.js", "alert(1)", "archive of X"),
    ("a.js", "window.YTD.tweets.part0 = [{]", "JSON"),
    ("a.js", 'window.YTD.tweets.part0 = [{"tweet": {"id": "1", "full_text": ""}}]', "a number and a text"),
    ("a.pdf", formats.pdf([TEXT])[:150], "a PDF"),
    ("a.pdf", b"%PDF-1.4", "a PDF"),
    ("a.warc", b"nonsense", "WARC"),
    ("a.warc", b"nonsense\n" * 1000, "WARC"),
    ("a.warc", b"", "WARC"),
    ("a.warc", b"\0" * 5000, "WARC"),
    ("a.warc.gz", gzip.compress(b"nonsense\n" * 1000, mtime=0), "WARC"),
    ("a.warc.gz", formats.warc([("https://quay.example", formats.page("A", [TEXT] * 3))])[:-60], "cut short"),
    ("a.gz", gzip.compress(TEXT.encode(), mtime=0)[:-9], "compressed by gzip"),
    ("a.txt.gz", lambda: gzip.compress(b"mot " * 30_000_000), "It may be a bomb"),
    ("a.zip", lambda: formats.archive({"a.txt": b"mot " * 3_000_000}), "It may be a bomb"),
    ("a.zip", formats.archive({"a.txt": TEXT.encode()})[:-30], "a zip archive"),
    ("a.zip", formats.archive({}), "files in it"),
    ("a.zip", _nested(4), "3 deep"),
    ("a.zip", formats.archive({"a.exe": b"MZ"}), "one of the formats"),
    ("a.jsonl", json.dumps({"id": "1", "text": TEXT.encode().decode("latin-1")}), "their own encoding"),
]
