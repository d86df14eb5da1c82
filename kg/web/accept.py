"""Which of several formats a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def preferred(header: str | None, offered: Sequence[str]) -> str | None:
    """The media type that the header ``Accept`` likes best, of those offered, the first where it does not care.

    None where it takes none of them.
    """
    ranges = list(_ranges(header or "*/*"))
    best, found = 0.0, None
    for media_type in offered:
        quality = max((rank for rank in ranges if _covers(rank[1], media_type)), default=(0, "", 0.0))[2]
        if quality > best:
            best, found = quality, media_type
    return found


def _ranges(header: str) -> Iterable[tuple[int, str, float]]:
    """Each range with how special it is and its quality."""
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _quality(value)
        if name:
            yield 0 if name == "*/*" else 1 if name.endswith("/*") else 2, name, quality


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _covers(found: str, media_type: str) -> bool:
    return found in ("*/*", media_type) or (found.endswith("/*") and media_type.startswith(found[:-1]))
