"""The tools of an assistant, called by the client of the protocol's own package."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from kg.answers import service
from kg.answers.assistant_tools import NOTICE
from kg.answers.mcp import server
from kg.model.errors import ConfigError
from tests.support import hostile_article as hostile
from tests.support import question_store as small
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

READ_ONLY = {"ask", "rests_only", "query", "show", "read"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with small.disk(tmp_path_factory.mktemp("mcp") / "store") as opened:
        yield opened


def call(store, name, /, **arguments):
    """What a tool gives, and whether it failed."""

    async def calling():
        async with Client(server(lambda: nullcontext(store))) as client:
            found = await client.call_tool(name, arguments)
            return found.structured_content if not found.is_error else found.content[0].text

    return anyio.run(calling)


def test_the_tools_only_read(store):
    async def listing():
        async with Client(server(lambda: nullcontext(store))) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = anyio.run(listing)
    assert NOTICE in instructions
    assert {tool.name for tool in tools} == READ_ONLY
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_rests_only_gives_claims_reasons_and_how_many_are_open(store):
    found = call(store, "rests_only", country="RU", limit=100)
    rows = service.query(store, "rests-only-on", {"country": "RU"}, 60.0).result.answer
    claims = [claim["claim"] for each in found["propositions"] for claim in each["claims"]]
    assert len(claims) == len(rows.rows)
    assert len({each["proposition"] for each in found["propositions"]}) == len(found["propositions"])
    assert found["propositions"][0]["reasons"]
    opened = service.query(store, "rests-only-on", {"country": "RU", "value": "undetermined"}, 60.0).result.answer
    assert found["undetermined"] == len({row[opened.columns.index("proposition")] for row in opened.rows})
    assert found["undetermined"] == found["verdicts"]["undetermined"] > 0
    assert sum(found["why_undetermined"].values()) >= found["undetermined"]
    assert found["verdicts"]["yes"] == len(found["propositions"])
    assert found["left_out"] == 0
    one = call(store, "rests_only", country="RU", limit=1)
    assert (len(one["propositions"]), one["left_out"]) == (1, len(found["propositions"]) - 1)


def test_ask_tells_how_it_was_understood(store):
    found = call(store, "ask", question="Quelles affirmations ne reposent que sur une source russe ?", limit=3)
    assert found["understood"]
    assert len(found["rows"]) == 3
    assert found["undetermined"] == call(store, "rests_only", country="RU")["undetermined"]
    assert found["claims"]
    assert found["reasons"][0]["chains"]
    assert found["asked_over"]["articles"] == 4
    lost = call(store, "ask", question="blorp the zig")
    assert not lost["understood"]
    assert lost["instead"]


def test_what_an_answer_names_can_be_shown_and_read(store):
    row = call(store, "ask", question="Who said what?", limit=1)
    claim = call(store, "show", name=row["claims"][0])
    assert claim["claim"] == row["claims"][0]
    assert claim["chains"][0][0]["who"]["quoted"]
    article = call(store, "read", article=claim["article"]["id"]["quoted"])
    assert claim["text"] in [sentence["text"] for sentence in article["sentences"]]
    assert Counter(sentence["claim"] for sentence in article["sentences"]).most_common(1)[0][1] == 1
    part = call(store, "read", article="small.txt", first=1, most=2)
    assert [sentence["text"]["quoted"] for sentence in part["sentences"]] == [
        one.text for one in small.claims()["small.txt"][1:3]
    ]
    proposition = call(store, "show", name="proposition/siege-broken")
    assert proposition["reasons"]
    assert proposition["verdicts"][0]["because"]
    assert proposition["undetermined"] == sum(each["value"] == "undetermined" for each in proposition["verdicts"])


def test_query_lists_and_answers(store):
    listed = call(store, "query")["questions"]
    assert {each["name"] for each in listed} == {question.name for question in service.list_questions()}
    assert call(store, "query", name="verdicts", parameters={"country": "RU"})["rows"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("show", {"name": "nope"}, "nope"),
        ("read", {"article": "nope"}, "an article of this store"),
        ("query", {"name": "../secret.rq"}, "secret.rq"),
        ("query", {"name": "verdicts", "parameters": {"country": "Atlantis"}}, "Atlantis"),
        ("rests_only", {"country": "RU", "variant": "all"}, "variant"),
        ("rests_only", {"country": "RU", "limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_tool(store, name, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert said in call(store, name, **arguments)


def strings(value, under=""):
    """Every text of a result with the name that it stands under."""
    if isinstance(value, str):
        yield under, value
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from strings(part, name)
    for part in value if isinstance(value, list) else ():
        yield from strings(part, under)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ask", {"question": "Who said what?"}),
        ("query", {"name": "who-asserted-what"}),
        ("query", {"name": "unnamed-sources"}),
        ("show", {"name": hostile.IRI}),
        ("show", {"name": "proposition/evil"}),
        ("read", {"article": hostile.ARTICLE.id}),
        ("rests_only", {"country": "RU", "value": "undetermined"}),
    ],
)
def test_words_of_articles_are_quoted_and_clean(name, arguments):
    found = call(hostile.store(), name, **arguments)
    assert found["notice"] == NOTICE
    said = list(strings(found))
    assert any("<script>" in text for under, text in said if under == "quoted") or name == "rests_only"
    for under, text in said:
        assert "\x01" not in text
        assert "\u202e" not in text
        if under != "quoted":
            assert not any(words in text for words in ("script>", "HYPERLINK", "@SUM", "evil'", "calc"))


def test_over_standard_input_and_output(store):
    command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", "--store", str(store.location)])

    async def calling():
        async with Client(stdio_client(command.model_copy(update={"env": {"PYTHONPATH": str(ROOT)}}))) as client:
            return (await client.call_tool("query", {})).structured_content

    assert anyio.run(calling)["questions"]


def test_the_extra_is_named_where_mcp_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(ConfigError, match=r"\[mcp\]"):
        server(lambda: nullcontext(hostile.store()))
