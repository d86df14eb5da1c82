"""What an error of SQLite says of its file."""

from __future__ import annotations

import sqlite3


def is_spoilt(error: sqlite3.Error) -> bool:
    """Whether the file is no database, or its tables are others than ours; else the disk fails, or it is in use."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return not isinstance(error, sqlite3.OperationalError) or code == sqlite3.SQLITE_ERROR
