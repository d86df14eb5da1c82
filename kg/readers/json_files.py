"""JSON files: which of the forms we know a file has is told by its first keys; then it is read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Article
from kg.model.errors import InputError
from kg.readers import telegram
from kg.readers.metadata import Given
from kg.readers.rows import row_article
from kg.readers.source import Source
from kg.readers.tweets import guarded, is_tweet, objects

_CHAT = re.compile(rb'"type"\s*:\s*"(?:\w+_)?(?:channel|chat|group|supergroup|saved_messages)"')
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
_ACCOUNT = re.compile(rb'"(?:left_)?chats"\s*:\s*\{')
_ANSWER = re.compile(rb'^\s*\{\s*"data"\s*:\s*\[')


def read_json(source: Source, given: Given) -> Iterator[Article | InputError]:
    """The articles of a JSON file: an export of Telegram, posts of X, a list of rows, or one row."""
    head = source.head().removeprefix(b"\xef\xbb\xbf")
    if _ACCOUNT.search(head) or (b'"personal_information"' in head and b'"about"' in head):
        yield from telegram.read_account(source, given)
    elif _CHAT.search(head) and _MESSAGES.search(head):
        yield from telegram.read_chat(source, given)
    elif _ANSWER.search(head):
        yield from _answer(source, given)
    else:
        yield from _rows(source, "item" if head.lstrip().startswith(b"[") else "", given)


def _answer(source: Source, given: Given) -> Iterator[Article | InputError]:
    """Posts as version 2 of X's interface returns them, with the accounts apart."""
    with source.content.open("rb") as file:
        users = [row for row in objects(source, file, "includes.users.item") if isinstance(row, dict)]
    names = {str(row.get("id")): str(row.get("username")) for row in users if row.get("username")}
    with source.content.open("rb") as file:
        for number, row in enumerate(objects(source, file, "data.item"), 1):
            yield guarded(f"{source.name}:{number}", row, given, names)


def _rows(source: Source, path: str, given: Given) -> Iterator[Article | InputError]:
    """A list of objects, or one: posts of X, or rows with the columns of a table."""
    empty = True
    with source.content.open("rb") as file:
        for number, row in enumerate(objects(source, file, path), 1):
            empty = False
            yield _row(f"{source.name}:{number}", row, given, number)
    if empty:
        raise InputError(source.name, "a list of articles", "Is the file empty?")


def _row(place: str, row: object, given: Given, number: int) -> Article | InputError:
    if not isinstance(row, dict):
        return InputError(place, "a JSON object for each article", "Mend the file.")
    if is_tweet(row):
        return guarded(place, row, given)
    try:
        return row_article(place, row, given, number)
    except InputError as error:
        return error
