"""Plain text: one file, one article. And what every reader's text must be: words, whole letters, of some length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import Article, Fact, Known
from kg.model.errors import InputError, InputRemark
from kg.readers.metadata import Given
from kg.readers.wrapping import unwrapped

__all__ = ["article", "headed", "of_page", "text_articles"]

LONGEST = 1_000_000  # code points of one article: a parser takes a gigabyte for each 100,000 of one sentence
_LISTED = 50_000  # code points of a text from which on it must have sentences,
_SENTENCE = 5_000  # that is, one end of a sentence in so many
_END = re.compile(r"[.!?…](?:[\s»”\"’')\]]|$)")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_BROKEN = 3  # letters in the wrong encoding, from which on a text is one,
_SHARE = 0.02  # and their share of it: French has four accents in a hundred letters, an English text lost apostrophes
_LATIN = re.compile("[\x80-\xffŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2,}")
_CYRILLIC = re.compile("[\x80-\xff\u0401-\u045f\u0490\u0491–—‘’‚“”„†‡•…‰‹›€™№]{2,}")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")


def text_articles(name: str, text: str, remark: InputRemark | None, given: Given) -> Iterator[Article | InputError]:
    """The article of a text, and what is to be told of how it was read.

    Raises:
        InputError: there is nothing in it.
    """
    yield article(name, unwrapped(text), given.facts())
    if remark:
        yield remark


def article(
    name: str, text: str, facts: Mapping[str, Fact], *, forwarded: Fact | None = None, teaser: bool = False
) -> Article:
    """An article from its text and what is known of it.

    Raises:
        InputError: there is no letter in the text, it was read in the wrong encoding, it is longer than any article, or
            there is something in it or its facts that no text holds.
    """
    said = [fact.value or "" for fact in (*facts.values(), forwarded) if fact is not None]
    for given in (name, text, *said):
        if found := _NO_TEXT.search(given):
            what = "zero bytes, as binary files do" if found.group() == "\0" else "half of a surrogate pair"
            raise InputError(name, "text", f"It holds {what}, at {found.start()}.")
    if not any(character.isalpha() for character in text):
        raise InputError(name, "a text with words in it", "Is the file empty?")
    if len(text) > LONGEST:
        raise InputError(name, f"an article of at most {LONGEST:,} characters", f"It has {len(text):,}: split it.")
    ends = len(_END.findall(text))
    if len(text) > _LISTED and ends * _SENTENCE < len(text):
        figures = f"{name}: {len(text):,} characters with {ends:,} ends of sentences"
        raise InputError(figures, "an article of sentences", "Is it a table, a list, or code? Leave it out.")
    if broken := _broken(text):
        raise InputError(f"{name}: {broken!r}", "letters in their own encoding", "Convert it again from its source.")
    return Article(
        name,
        text,
        forwarded=forwarded,
        teaser=teaser,
        date_line=None,  # the text is not read yet
        **{field: facts.get(field, Fact()) for field in ("title", "outlet", "date", "language", "url", "author")},
    )


def headed(title: str | None, text: str) -> str:
    """A text under its title, as a page shows them; a text that begins with its title as it is."""
    title = " ".join((title or "").split())
    begins = " ".join(text[: 2 * len(title) + 20].split()).casefold().startswith(title.casefold().rstrip("."))
    return text if not title or begins else f"{title}\n\n{text}"


def of_page(**said: str | None) -> dict[str, Fact]:
    """Facts that a page or a file says of its own article: what is empty is left out."""
    values = {name: " ".join(value.split()) for name, value in said.items() if value}
    return {name: Fact(value, Known.PAGE) for name, value in values.items() if value}


def _broken(text: str) -> str:
    """The first words that were read in the wrong encoding, if these are many; else nothing.

    UTF-8 read as Windows-1252 or -1251 ("dÃ©jÃ ", "РџСЂ"), a Cyrillic code page read as a Latin one ("Ïðèâåò"), and
    letters that were already lost. Each is looked for among what is not ASCII, and must be more than a few words that
    are quoted, or a few signs that a table lost.
    """
    strange = sum(not character.isascii() for character in text)
    lost = text.count("\ufffd")
    if lost >= _BROKEN and lost > _SHARE * len(text) and lost * 10 > strange:
        return text[max(text.index("\ufffd") - 10, 0) :][:20]
    for pattern, encoding in ((_LATIN, "cp1252"), (_CYRILLIC, "cp1251")):
        found = [match for match in pattern.finditer(text) if _is_utf8(match.group(), encoding)]
        size = sum(len(match.group()) for match in found)
        if len(found) >= _BROKEN and size > _SHARE * len(text) and 2 * size > strange:
            return found[0].group()[:20]
    letters = sum(character.isalpha() for character in text)
    accented = _ACCENTED.findall(text)
    return "".join(accented[:20]) if 2 * len(accented) > letters and len(accented) >= _BROKEN else ""


def _is_utf8(run: str, encoding: str) -> bool:
    """Whether letters of a one-byte encoding are, taken as bytes, letters in UTF-8."""
    raw = b"".join(
        character.encode(encoding, "ignore") or (character.encode("latin-1") if ord(character) < 256 else b"")
        for character in run
    )
    try:
        return len(raw.decode()) < len(raw)
    except UnicodeDecodeError:
        return False
