"""Bytes as text: by their mark, by what is declared, as UTF-8, else with what was lost marked, and told.

Nothing is lost in silence. A byte that belongs to no letter leaves U+FFFD where it stood; a text in a code page that
nothing declares is read in the one that makes words of it (``code_pages`` of the languages), or set aside.
"""

from __future__ import annotations

import codecs
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.languages.profile import profile, supported, text_rules
from kg.model.errors import InputError, InputRemark
from kg.readers.source import HEAD, Source

LOST = "\ufffd"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What pages call so is, by the WHATWG's Encoding Standard, the wider code page of Windows.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*(["'])([A-Za-z0-9_:.-]{2,40})\1""")
_PIECE = 1 << 20
_SAMPLE = 1 << 18  # bytes that tell a code page
_HALVES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # half of a surrogate pair in what calls itself UTF-8
_WORD = re.compile(r"[^\W\d_]{3}")
_STRANGE = re.compile(r"(?<=(.))([^\x00-\x7f])(?=(.))", re.DOTALL)
_MANY = 4  # whole letters for each that is lost, by which a text is UTF-8: code pages make some by chance
_FEW = 0.02  # share of bytes that a text may have lost, and still be one
_WHOLE = 20  # letters that a text in UTF-16 must have to be one whose end was cut off
_SEVERAL = 3  # letters that tell a code page which is not the commonest
_LIKE = 0.9  # share of what is not ASCII that must be letters of a language, or its marks
_INSIDE = "\u2019\u2013\u00b7"  # marks that stand inside of words, too
_MARKS = "\xa0«»‹›“”„‘‚—…•§°©®™№€£"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes are read, and what is to be told of it."""

    name: str
    remark: InputRemark | None = None

    @property
    def errors(self) -> str:
        """What a codec does with bytes that are no letters: an error, unless it was told that they are lost."""
        return "strict" if self.remark is None else "replace"


def decoded(name: str, raw: bytes, declared: str | None = None) -> tuple[str, InputRemark | None]:
    """Bytes as text without their byte order mark, line ends as they are; and what is to be told of it.

    Args:
        name: of the file, for errors.
        raw: its bytes.
        declared: the encoding that it declares, if any: taken where all bytes are letters in it.

    Raises:
        InputError: no text in any encoding that is known here.
    """
    wanted = _codec(declared)
    if wanted and not raw.startswith(tuple(mark for mark, _ in _BOMS)):
        for codec in (
            "utf-8",
            wanted,
        ):  # what is UTF-8 by more than a few letters is nothing else, whatever it declares
            with suppress(UnicodeError):
                text = raw.decode(codec)
                if codec == wanted or len(raw) - len(text) >= _SEVERAL:
                    return text, None
    found = of_pieces(name, iter([raw]), wanted)
    try:
        return raw.decode(found.name, found.errors), found.remark
    except UnicodeError as error:
        raise InputError(name, f"text in {found.name}, as its first bytes say", f"{error}.") from error


@contextmanager
def in_utf8(source: Source) -> Iterator[tuple[Source, InputRemark | None]]:
    """A file of XML or JSON as its parser wants it, and what is to be told of it: a copy where a byte is no letter.

    Parsers stop at such a byte, or take the whole for another code page.

    Raises:
        InputError: no text in any encoding that is known here.
    """
    found = _DECLARATION.search(source.head())
    declared = _codec(found[2].decode("ascii")) if found else None
    if declared not in (None, "utf-8") and _is_in(source, declared):
        yield source, None
        return
    with source.content.open("rb") as file:
        encoding = of_pieces(source.name, iter(lambda: file.read(_PIECE), b""), declared)
    if encoding == Encoding("utf-8-sig"):
        yield source, None
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "content"
        with (
            source.content.open(encoding=encoding.name, errors=encoding.errors, newline="") as read,
            path.open("w", encoding="utf-8", newline="") as write,
        ):
            write.write(re.sub(r"encoding=[\"'][^\"']*[\"']", 'encoding="utf-8"', read.read(HEAD), count=1))
            shutil.copyfileobj(read, write)
        yield replace(source, written=path), encoding.remark


def _is_in(source: Source, codec: str | None) -> bool:
    """Whether all bytes of a file are letters in an encoding."""
    try:
        with source.content.open(encoding=codec) as file:
            while file.read(_PIECE):
                pass
    except (UnicodeError, LookupError):
        return False
    return True


def of_file(name: str, file: BinaryIO) -> Encoding:
    """The encoding of a file, which is read once, in pieces.

    Raises:
        InputError: no text in any encoding that is known here.
    """
    return of_pieces(name, iter(lambda: file.read(_PIECE), b""))


def of_pieces(name: str, pieces: Iterator[bytes], declared: str | None = None) -> Encoding:
    """The same of bytes that come in pieces.

    UTF-8 that a few bytes break stays UTF-8: more of its letters than of theirs are whole. Else these bytes are letters
    of the declared encoding, or of a code page.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    size = whole = lost = line = first = 0
    last = sample = b""
    for piece in chain(pieces, [b""]):
        if not size and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _utf_16(name, chain([piece], pieces))
        text = decoder.decode(piece, final=not piece)
        broken = text.count(LOST) - piece.count(LOST.encode())
        if broken > 0:
            first = first or line + text[: text.index(LOST)].count("\n") + 1
            sample += (piece or last)[: _SAMPLE - len(sample)]
            lost += broken
        whole += len(text) - len(text.encode("ascii", "ignore")) - text.count(LOST)
        line += text.count("\n")
        size, last = size + len(text), piece
    if not lost:
        return Encoding("utf-8-sig")
    if whole <= _MANY * lost and (page := declared if declared not in (None, "utf-8") else _code_page(sample)):
        return Encoding(page, _remark(name, "bytes that are no letters in it", first, f"all are read as {page}"))
    if whole > lost or lost <= _FEW * size:
        return Encoding("utf-8-sig", _remark(name, f"bytes that are no letters ({lost})", first, f"marked {LOST}"))
    raise InputError(
        name, "text in UTF-8", f"Convert it: a byte in line {first} is no letter in it, nor in a code page we know."
    )


def _utf_16(name: str, pieces: Iterator[bytes]) -> Encoding:
    """The same of bytes with the mark of UTF-16: half a letter at their end, or half of a pair, is lost, and told."""
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    size = lost = first = line = 0
    for piece in chain(pieces, [b""]):
        text = decoder.decode(piece, final=not piece)
        if LOST in text:
            first = first or line + text[: text.index(LOST)].count("\n") + 1
            lost += text.count(LOST)
        line, size = line + text.count("\n"), size + len(text)
    if lost > max(_FEW * size, size >= _WHOLE):
        raise InputError(
            name, "text in UTF-16, as its first bytes say", f"From line {first} on it is none: convert it."
        )
    remark = _remark(name, f"bytes that are no letters in UTF-16 ({lost})", first, f"marked {LOST}") if lost else None
    return Encoding("utf-16", remark)


def _remark(name: str, what: str, line: int, done: str) -> InputRemark:
    return InputRemark(name, "text in UTF-8", f"It has {what}, the first in line {line}: {done}.")


def _codec(declared: str | None) -> str | None:
    """The codec of Python that a declared encoding means; None for one that it does not know."""
    try:
        codec = codecs.lookup(declared or "").name
    except LookupError:
        return None
    return _WIDER.get(codec, codec)


def _code_page(sample: bytes) -> str | None:
    """The code page in which bytes are words of one of our languages; None where they are in none, or too few.

    charset-normalizer, asked first, took short Russian in KOI8-R for Windows-1251 with its capitals turned, and French
    in DOS's code page for one with commas inside of words (2026-11-30); a language knows its letters.
    """
    sample = _HALVES.sub(b"", sample)
    likely: dict[str, float] = {}
    enough = sum(byte > 127 for byte in sample) >= _SEVERAL
    for code in supported():
        for page in profile(code).code_pages[: None if enough else 1]:
            found = _likeness(f" {sample.decode(page, 'replace')} ", profile(code).letters, text_rules(code).script)
            likely[page] = max(found, likely.get(page, 0.0))
    best = max(likely, key=lambda page: likely[page], default="")  # the first of several: the commonest
    return best if likely.get(best, 0.0) >= _LIKE else None


def _likeness(text: str, letters: frozenset[str], script: str) -> float:
    """The share of what is not ASCII that is a letter of the language, small but where a word begins, or a mark."""

    def own(letter: str) -> bool:
        return letter.casefold() in letters or (letter.isascii() and script == "LATIN")

    found = _STRANGE.findall(text)
    beside = sum(here.isalpha() and before.isalpha() and not before.isascii() for before, here, _ in found)
    if (2 * beside > len(found)) == (script == "LATIN") or not _WORD.search(text):
        return 0.0  # accents stand alone among other letters, those of another script beside one another
    good = 0
    for before, here, behind in found:
        if here.isalpha():
            known = all(own(letter) for letter in (before, here, behind) if letter.isalpha())
            good += known and (here.islower() or not before.isalpha() or before.isupper())
        else:
            good += here in _INSIDE or (here in _MARKS and not (before.isalpha() and behind.isalpha()))
    return good / len(found) if found else 0.0
