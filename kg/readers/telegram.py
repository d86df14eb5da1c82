"""Telegram Desktop's export (``result.json``): one article a message, one chat or a whole account.

A forwarded message is the words of another, passed on: it is kept with whom it was forwarded from, or that this is not
known. Service notes and messages without words are no articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from kg.model import Article, Fact, Known
from kg.model.errors import InputError
from kg.readers.days import day
from kg.readers.extras import library, parsing
from kg.readers.metadata import Given
from kg.readers.source import Source
from kg.readers.text import article, of_page
from kg.readers.tweets import Shallow

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ALL_CHATS = ("chats.list.item.", "left_chats.list.item.")  # those that were left hold messages too


def read_chat(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The messages of one chat's export."""
    return _read(source, given, ("",))


def read_account(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The messages of all chats of an account's export, those that it has left among them."""
    return _read(source, given, _ALL_CHATS)


def _read(source: Source, given: Given, chats: Sequence[str]) -> Iterator[Article | InputError]:
    with source.content.open("rb") as file:
        for chat, message in _messages(source, file, chats):
            if (found := _message(source, message, chat, given)) is not None:
                yield found


def _messages(source: Source, file: BinaryIO, chats: Sequence[str]) -> Iterator[tuple[dict[str, Any], object]]:
    """Each message with what was said of its chat before it; only the one at hand is held."""
    ijson = library("ijson")
    chat: dict[str, Any] = {}
    builder = item = None
    starts = {f"{start}messages.item" for start in chats}
    named = {f"{start}{key}": key for start in chats for key in ("name", "id")}
    with parsing(source.name, "an export of Telegram in JSON"):
        for prefix, event, value in ijson.parse(Shallow(file), use_float=True):
            if event == "start_map" and f"{prefix}." in chats:
                chat = {}
            elif prefix in named:
                chat[named[prefix]] = value
            elif event == "start_map" and prefix in starts:
                builder, item = ijson.ObjectBuilder(), prefix
            if builder is not None:
                builder.event(event, value)
                if prefix == item and event == "end_map":
                    yield chat, builder.value
                    builder = None


def _message(source: Source, row: object, chat: Mapping[str, Any], given: Given) -> Article | InputError | None:
    """The article of a message; None where it has no words of anybody's."""
    if not isinstance(row, dict) or row.get("type") != "message" or not has_words(text := _text(row.get("text"))):
        return None
    name = f"{chat.get('id') or source.name}/{row.get('id')}"
    writer = row.get("from") or chat.get("name")
    facts = of_page(outlet=str(writer) if writer else None, date=day(str(row.get("date") or "")))
    try:
        return article(name, text.strip(), facts | given.facts(), forwarded=_forwarded(row))
    except InputError as error:
        return error


def has_words(text: str) -> bool:
    """Whether somebody says something in a message: an address alone is none's words."""
    return any(character.isalpha() for character in _ADDRESS.sub("", text))


def _forwarded(row: Mapping[str, Any]) -> Fact | None:
    """Whose message it was. Telegram writes null for an account that is gone: somebody else's all the same."""
    if not {"forwarded_from", "forwarded_from_id"} & row.keys():
        return None
    name = row.get("forwarded_from")
    return Fact(name.strip(), Known.PAGE) if isinstance(name, str) and name.strip() else Fact()


def _text(value: object) -> str:
    """The words of a message: a string, or a list of strings and of marked-up pieces."""
    if isinstance(value, str):
        return value
    pieces = value if isinstance(value, list) else []
    return "".join(str(piece.get("text") or "") if isinstance(piece, dict) else str(piece) for piece in pieces)
