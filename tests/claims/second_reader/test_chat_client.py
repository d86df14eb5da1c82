import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.claims.second_reader.chat_client import ChatClient, RefusedError
from kg.claims.second_reader.records import Question
from kg.model.errors import ConfigError, ModelError
from tests.support.model_server import serving

QUESTION = Question(
    "0" * 64, (), (), (("system", "rules"), ("user", json.dumps({"ask": []}))), '{"type": "object"}', "k"
)


def test_a_question_goes_with_its_schema_at_temperature_nought(monkeypatch):
    monkeypatch.setenv("KG_MODEL_KEY", "secret")
    with serving(lambda _: {"answers": []}) as server:
        assert ChatClient(server.url, "toy").ask(QUESTION) == ('{"answers": []}', 100)
    (body,) = server.bodies
    assert (body["model"], body["temperature"], body["seed"]) == ("toy", 0, 1)
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert server.headers[0]["Authorization"] == "Bearer secret"


def test_a_server_that_takes_no_schema_is_asked_without_one():
    with serving(lambda _: {"answers": []}, schema=False) as server:
        client = ChatClient(server.url, "toy")
        client.ask(QUESTION)
        client.ask(QUESTION)
    assert ["response_format" in body for body in server.bodies] == [False, False]


def test_a_busy_server_is_asked_again():
    said = iter([429, 503, {"answers": []}])
    with serving(lambda _: next(said)) as server:
        assert ChatClient(server.url, "toy", wait=0).ask(QUESTION)[0] == '{"answers": []}'


@pytest.mark.parametrize(("status", "fix"), [(401, "KG_MODEL_KEY"), (404, "model of that name")])
def test_a_refusal_says_what_to_do(status, fix):
    with serving(lambda _: status) as server, pytest.raises(ModelError, match=fix):
        ChatClient(server.url, "toy").ask(QUESTION)


def test_the_key_stands_in_no_error(monkeypatch):
    monkeypatch.setenv("KG_MODEL_KEY", "secret")
    with serving(lambda _: 403) as server, pytest.raises(ModelError) as caught:
        ChatClient(server.url, "toy").ask(QUESTION)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_named():
    with serving(lambda _: {}) as server:
        pass
    with pytest.raises(ModelError, match="cannot be reached"):
        ChatClient(server.url, "toy").ask(QUESTION)


def test_a_slow_server_is_given_up():
    with serving(lambda _: {}, slow=2) as server, pytest.raises(ModelError, match="503"):
        ChatClient(server.url, "toy", timeout=0.1, wait=0).ask(QUESTION)


def test_several_at_once_learn_that_a_server_takes_no_schema():
    with serving(lambda _: {"answers": []}, schema=False, slow=0.05) as server:
        client = ChatClient(server.url, "toy")
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: client.ask(QUESTION), range(8)))
    assert found == [('{"answers": []}', 100)] * 8


@pytest.mark.parametrize("said", [400, 413, 422])
def test_a_question_that_is_refused_is_no_end(said):
    with serving(lambda _: said) as server, pytest.raises(RefusedError):
        ChatClient(server.url, "toy").ask(QUESTION)


def test_words_that_no_file_can_hold_are_mended():
    with serving(lambda _: "\ud800") as server:
        assert ChatClient(server.url, "toy").ask(QUESTION)[0] == "?"


def test_an_endless_answer_is_cut():
    with serving(lambda _: "x" * 3 * 2**20) as server, pytest.raises(ModelError):
        ChatClient(server.url, "toy", wait=0).ask(QUESTION)


@pytest.mark.parametrize("key", ["clé", "a\x1bb"])
def test_a_key_that_is_none_is_told(monkeypatch, key):
    monkeypatch.setenv("KG_MODEL_KEY", key)
    with serving(lambda _: {}) as server, pytest.raises(ConfigError, match="KG_MODEL_KEY"):
        ChatClient(server.url, "toy").ask(QUESTION)


@pytest.mark.parametrize("url", ["http://ann:secret@a.example", "https://a.example/v1?key=secret", "http://a/#secret"])
def test_a_password_or_a_query_in_an_address_is_refused_and_not_shown(url):
    with pytest.raises(ConfigError) as caught:
        ChatClient(url, "toy")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"),
        ("https://a.example/api/chat/completions", "https://a.example/api/chat/completions"),
    ],
)
def test_addresses_with_and_without_their_path(url, endpoint):
    assert ChatClient(url, "toy").endpoint == endpoint


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("a.example", False), ("10.0.0.1", False)],
)
def test_what_is_on_this_machine(host, here):
    assert ChatClient(f"http://{host}:1", "toy").is_here is here


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("localhost:11434", "toy"),
        ("ftp://a", "toy"),
        ("http://a", ""),
        ("http://[::1", "toy"),
        ("http://a", "toy\x1b[2J"),
    ],
)
def test_an_address_that_is_none_is_named(url, name):
    with pytest.raises(ConfigError):
        ChatClient(url, name)
