"""Who decides, and when: what every decision bears."""

from __future__ import annotations

import datetime
import getpass


def reviewer(given: str | None = None) -> str:
    """Who decides: as said, else the name that the system has for the user."""
    if given and given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def now() -> str:
    """The moment, in UTC, as decisions have it: 2026-11-23T10:00:00Z."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
