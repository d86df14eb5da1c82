"""A client of the OpenAI chat-completions protocol, as Ollama, llama.cpp, vLLM, LM Studio and hosted servers speak it.

Temperature 0 and a fixed seed; a JSON schema where the server takes one, else the schema in words alone (a server that
refuses a question with one and answers it without is not asked for it again).
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kg.claims.second_reader.records import SETTINGS, Question
from kg.model.errors import ConfigError, ModelError
from kg.model.hosts import is_local

KEY = "KG_MODEL_KEY"
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_NO_SCHEMA = frozenset({400, 404, 415, 422})
_CLOSED = frozenset({401, 403, 404, 405})
_TRIES, _LONGEST_WAIT = 4, 30.0
_LONGEST_ANSWER = 2**20  # bytes
_MOST_TOKENS = 2**31


class RefusedError(ModelError):
    """A question that a server answers with an error of its own, or with something else than words."""


@dataclass(slots=True)
class ChatClient:
    """One model of one server.

    Args:
        url: of the server, with or without ``/v1`` and ``/chat/completions``.
        model: its name there.
        timeout: seconds to wait for an answer.
        wait: seconds before the first repetition; each further one waits twice as long.
    """

    url: str
    model: str
    timeout: float = 300.0
    wait: float = 1.0
    _schema: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        """Check the address.

        Raises:
            ConfigError: it is no address of a server.
        """
        try:
            parts = urlsplit(self.url)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and self.url.isprintable()
        except ValueError:
            good = False
        if not good:
            raise ConfigError(f"--model {self.url!r}", "an address such as http://localhost:11434/v1", "See README.")
        if parts.username or parts.password or parts.query or parts.fragment:  # any of them may be a secret
            shown = f"{parts.scheme}://{'…@' * bool(parts.username or parts.password)}{parts.hostname}"
            raise ConfigError(
                f"--model {shown}", "an address without a name, a password and a query", f"Put the key into {KEY}."
            )
        if not self.model.isprintable():
            raise ConfigError(f"--model-name {self.model!r}", "a name of printable characters", "Copy it anew.")
        if not self.model:
            raise ConfigError(
                "no name of a model", "--model-name or KG_MODEL_NAME", "Ollama: the name in `ollama list`."
            )

    @property
    def endpoint(self) -> str:
        """Where questions are sent."""
        base = self.url.rstrip("/")
        if base.endswith("/chat/completions"):
            return base
        return f"{base}/chat/completions" if urlsplit(base).path else f"{base}/v1/chat/completions"

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        return is_local(urlsplit(self.url).hostname or "")

    def ask(self, question: Question) -> tuple[str, int]:
        """The words of the answer, and the tokens that the server counted.

        Raises:
            RefusedError: the server answers, and not to this question.
            ModelError: the server cannot be reached, is busy for long, or lets nobody in.
        """
        body = self._post(question)
        try:
            words = body["choices"][0]["message"]["content"]
            tokens = int((body.get("usage") or {}).get("total_tokens") or 0)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise RefusedError(
                self.url, "an answer of the chat-completions protocol", "Is it such a server?"
            ) from error
        plain = str(words or "").encode("utf-8", "replace").decode("utf-8")
        return plain, min(max(tokens, 0), _MOST_TOKENS)

    def _post(self, question: Question) -> Any:  # noqa: ANN401 - JSON of a server
        status, with_schema = 0, self._schema
        for attempt in range(_TRIES):
            status, body, after = self._once(question, with_schema)
            if status in _NO_SCHEMA and with_schema:
                with_schema = False
                status, body, after = self._once(question, with_schema)
                self._schema = status != 200
            if status == 200:
                return body
            if status in _CLOSED:
                raise ModelError(f"{self.url} answered with status {status}", "200", _advice(status))
            if status not in _BUSY:
                raise RefusedError(f"{self.url} answered with status {status}", "200", _advice(status))
            if attempt < _TRIES - 1:
                time.sleep(min(after or self.wait * 2**attempt, _LONGEST_WAIT))
        raise ModelError(f"{self.url} answered with status {status}, {_TRIES} times", "200", "Try again later.")

    def _once(self, question: Question, with_schema: bool) -> tuple[int, Any, float]:
        """Status (503 where nothing came in time), body, and the seconds that the server asks to wait."""
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if (key := _key()) else {}
        sent, until = self._body(question, with_schema), time.monotonic() + self.timeout
        try:
            with (
                httpx.Client(timeout=self.timeout, trust_env=not self.is_here) as client,
                client.stream("POST", self.endpoint, json=sent, headers=headers) as answer,
            ):
                content = b""
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > _LONGEST_ANSWER or time.monotonic() > until:
                        return 502 if len(content) > _LONGEST_ANSWER else 503, None, 0.0
                wait = answer.headers.get("Retry-After", "")
                status = answer.status_code
        except httpx.ConnectError as error:
            raise ModelError(
                f"{self.url} cannot be reached", "a server that runs", "Start it, or leave --model out."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL):
            return 503, None, 0.0
        try:
            body = json.loads(content) if status == 200 else {}
        except (ValueError, RecursionError):
            body = {}
        return status, body, float(wait) if wait.isascii() and wait.isdecimal() else 0.0

    def _body(self, question: Question, with_schema: bool) -> dict[str, Any]:
        messages = [{"role": role, "content": words} for role, words in question.messages]
        body: dict[str, Any] = {"model": self.model, "messages": messages, "stream": False, **SETTINGS}
        if with_schema:
            shape = {"name": "answers", "strict": True, "schema": json.loads(question.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        return body


def _key() -> str:
    """The key of the environment.

    Raises:
        ConfigError: no header can hold it.
    """
    key = os.environ.get(KEY, "").strip()
    if not key.isascii() or not (key.isprintable() or not key):
        raise ConfigError(KEY, "printable ASCII, as keys are", "Copy the key anew.")
    return key


def _advice(status: int) -> str:
    if status in (401, 403):
        return f"Put the key into the environment as {KEY}."
    return "Does the server have the model of that name?"
