"""Texts that were made to harm: read in time or set aside, and every claim is where it says it is."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given as having
from hypothesis import settings
from hypothesis import strategies as st

from kg import readers
from kg.model.errors import InputError
from kg.pipeline import ingest

pytestmark = pytest.mark.models
MEGABYTE = 1_000_000
SECONDS = 10.0  # of one article, models loaded; 1 MB took 1.5 s at most (2026-11-30)
WITHOUT_END = {
    "fr": [
        "le maire a dit que le pont était fermé et ",
        "« le maire a dit que ",
        "(le pont), ",
        "le pont\n",
        "Le pont - ",
    ],
    "en": [
        "the mayor said that the bridge was closed and ",
        "“the mayor said ",
        "the bridge\nthat was closed in the\n",
    ],
    "ru": ["мэр заявил что мост закрыт и ", "— мэр заявил, что ", "«мост\n"],
}
WORDS = [
    "Le maire a dit que",
    "the bridge",
    "мост закрыт",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    ".",
    "?",
    "…",
    "—",
    ":",
    "\n",
    "\n\n",
]
STRANGE = [
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x0b",
    "\x1b[31m",
    "😀",
    "e\u0301",
    "\ufffd",
]


def extracted(path, language):
    return list(ingest.extract([str(path)], readers.Given(language=language)))


@pytest.mark.parametrize(("language", "words"), [(code, words) for code, rows in WITHOUT_END.items() for words in rows])
def test_a_megabyte_without_a_full_stop_is_done_in_time(tmp_path, language, words):
    (tmp_path / "a.txt").write_text((words * (MEGABYTE // len(words))), "utf-8")
    (tmp_path / "b.txt").write_text(f"{words}.", "utf-8")
    extracted(tmp_path / "b.txt", language)  # the models are loaded
    start = time.monotonic()
    rows = extracted(tmp_path / "a.txt", language)
    assert time.monotonic() - start < SECONDS
    assert len(rows) == 1


@settings(max_examples=40)
@having(st.lists(st.sampled_from(WORDS + STRANGE), min_size=1, max_size=30), st.sampled_from(["fr", "en", "ru"]))
def test_claims_of_any_text_lie_where_they_say(tmp_path_factory, pieces, language):
    path = tmp_path_factory.mktemp("t") / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": " ".join(pieces)}), "utf-8")
    for row in extracted(path, language):
        if isinstance(row, readers.Failure):
            assert isinstance(row.error, InputError) or row.error.fix
            continue
        article, claims = row
        ends = [0]
        for claim in claims:
            assert ends[-1] <= claim.span.start < claim.span.end <= len(article.text)
            assert claim.span.of(article.text).strip()
            ends.append(claim.span.end)


@pytest.mark.parametrize("depth", [100, 1000, 20_000])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{{"id": "a", "text": "{text}", "more": {opened}{closed}}}]'),
        ("a.jsonl", '{{"id": "a", "text": "{text}", "more": {opened}{closed}}}'),
        ("a.html", "<article>{tags}<p>{text}</p><p>{text} {text}</p>"),
        ("a.xml", "<nitf><body><body.content>{tags}<p>{text}</p></body.content></body></nitf>"),
        ("a.rss", "<rss><channel><item><description><![CDATA[{tags}{text}]]></description></item></channel></rss>"),
        ("a.txt", "{quotes} {text} {quotes}"),
    ],
)  # fmt: skip
def test_whatever_nests_is_read_or_set_aside(tmp_path, name, content, depth):
    text = "Le maire a dit que le pont était fermé depuis mardi."
    filled = content.format(
        text=text, opened="[" * depth, closed="]" * depth, tags="<div>" * depth, quotes="« ( " * depth
    )
    (tmp_path / name).write_text(filled, "utf-8")
    start = time.monotonic()
    rows = extracted(tmp_path / name, "fr")
    assert time.monotonic() - start < SECONDS
    assert rows
    for row in rows:
        assert row.error.fix if isinstance(row, readers.Failure) else text in row[0].text
