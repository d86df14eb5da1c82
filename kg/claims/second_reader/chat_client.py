"""A client of the OpenAI chat-completions protocol, as Ollama, llama.cpp, vLLM, LM Studio and hosted servers speak it.

Temperature 0 and a fixed seed; a JSON schema where the server takes one, else the schema in words alone (a server that
refuses ``response_format`` answers with status 400 or 422, and is not asked for it again).
"""

from __future__ import annotations

import ipaddress
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kg.claims.second_reader.records import Question
from kg.model.errors import ConfigError, ModelError

KEY = "KG_MODEL_KEY"
SETTINGS = {"temperature": 0, "seed": 1}
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_NO_SCHEMA = frozenset({400, 404, 415, 422})
_TRIES, _LONGEST_WAIT = 4, 30.0
_LONGEST_ANSWER = 2**20  # bytes


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
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(f"--model {self.url!r}", "an address such as http://localhost:11434/v1", "See README.")
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
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def ask(self, question: Question) -> tuple[str, int]:
        """The words of the answer, and the tokens that the server counted.

        Raises:
            ModelError: the server cannot be reached, refuses, or answers with no words.
        """
        body = self._post(question)
        try:
            words = body["choices"][0]["message"]["content"]
            return str(words or ""), int((body.get("usage") or {}).get("total_tokens") or 0)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(self.url, "an answer of the chat-completions protocol", "Is it such a server?") from error

    def _post(self, question: Question) -> Any:  # noqa: ANN401 - JSON of a server
        for attempt in range(_TRIES):
            status, body, after = self._once(question)
            if status == 200:
                return body
            if status in _NO_SCHEMA and self._schema:
                self._schema = False
                return self._post(question)
            if status not in _BUSY:
                raise ModelError(f"{self.url} answered with status {status}", "200", _advice(status))
            if attempt < _TRIES - 1:
                time.sleep(min(after or self.wait * 2**attempt, _LONGEST_WAIT))
        raise ModelError(f"{self.url} answered with status {status}, {_TRIES} times", "200", "Try again later.")

    def _once(self, question: Question) -> tuple[int, Any, float]:
        """Status (503 where nothing came), body, and the seconds that the server asks to wait."""
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if (key := os.environ.get(KEY)) else {}
        try:
            with httpx.Client(timeout=self.timeout, trust_env=not self.is_here) as client:
                answer = client.post(self.endpoint, json=self._body(question), headers=headers)
        except httpx.ConnectError as error:
            raise ModelError(
                f"{self.url} cannot be reached", "a server that runs", "Start it, or leave --model out."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL):
            return 503, None, 0.0
        try:
            body = (
                json.loads(answer.content)
                if answer.status_code == 200 and len(answer.content) < _LONGEST_ANSWER
                else {}
            )
        except ValueError:
            body = {}
        wait = answer.headers.get("Retry-After", "")
        return answer.status_code, body, float(wait) if wait.isdigit() else 0.0

    def _body(self, question: Question) -> dict[str, Any]:
        messages = [{"role": role, "content": words} for role, words in question.messages]
        body: dict[str, Any] = {"model": self.model, "messages": messages, "stream": False, **SETTINGS}
        if self._schema:
            shape = {"name": "answers", "strict": True, "schema": json.loads(question.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        return body


def _advice(status: int) -> str:
    if status in (401, 403):
        return f"Put the key into the environment as {KEY}."
    return "Does the server have the model of that name?"
