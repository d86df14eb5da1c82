"""Names for IRIs: slugs and content hashes. The same input gives the same name, on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SLUG_LENGTH = 64
_WORD = re.compile(r"[a-z0-9]+")
_CYRILLIC = (
    "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ёyo "
    "іi їyi єye ґg"
)
_TABLE = {ord(pair[0]): pair[1:] for pair in _CYRILLIC.split()}


def digest(*parts: str) -> str:
    """SHA-256 of the parts, hexadecimal; where one part ends and the next begins counts."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()


def slug(text: str) -> str:
    """Lower-case ASCII words of a text joined by hyphens, at most 64 characters; Cyrillic is transliterated.

    Scripts without a table leave nothing: the slug may be empty, and two texts may share one.
    """
    latin = text.casefold().translate(_TABLE)
    plain = unicodedata.normalize("NFKD", latin).translate(_TABLE)
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(words)[:_SLUG_LENGTH].strip("-")


def name(text: str) -> str:
    """The text itself where it is a slug, else its slug and eight digits of its hash: different texts never meet."""
    short = slug(text)
    return short if short == text and short else hashed_name(text)


def hashed_name(text: str) -> str:
    """The slug of a text and eight digits of the SHA-256 of its UTF-8."""
    tail = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug(text)}-{tail}".lstrip("-")
