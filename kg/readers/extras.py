"""Libraries that only some formats need: imported when a file asks for them, and named when they are missing.

Those of pages, feeds and JSON belong to every installation; PDF and WARC are extras.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.model import package_data
from kg.model.errors import ConfigError, InputError, KgError

_LOGS = {"pdfplumber": "pdfminer"}


def library(module: str, extra: str | None = None) -> Any:  # noqa: ANN401 - a module without types
    """A module of a library that not every run needs; ``extra`` is the extra that brings it, if one does.

    Raises:
        ConfigError: it is not installed; the message says how to install it here.
    """
    # What libraries log of broken files is told once, by our own errors.
    logging.getLogger(_LOGS.get(module, module)).setLevel(logging.CRITICAL)
    try:
        return importlib.import_module(module)
    except ImportError as error:
        expected = f"the extra {extra} of claim-graph" if extra else "what claim-graph is installed with"
        raise ConfigError(f"{module.partition('.')[0]} is not installed", expected, f"{installing(extra)}.") from error


def installing(extra: str | None) -> str:
    """The command that brings an extra, for the way in which this program is installed."""
    wanted = f"[{extra}]" if extra else ""
    found = package_data.root()
    if not (found / "pyproject.toml").is_file():
        return f"Install it: pip install 'claim-graph{wanted}'"
    here = found == Path.cwd()
    pip = Path(sys.prefix, "bin", "pip") if sys.prefix != sys.base_prefix else Path("pip")
    if here and pip.is_relative_to(found):
        pip = pip.relative_to(found)
    return f"Install it: {pip} install -e '{'.' if here else found}{wanted}'"


@contextmanager
def parsing(name: str, expected: str) -> Iterator[None]:
    """Whatever a library raises over a broken or hostile file is an error of that file, with its reason.

    Raises:
        InputError: anything was raised that is no error of our own.
    """
    try:
        yield
    except (KgError, OSError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(name, expected, f"{type(error).__name__}{f': {reason}' if reason else ''}.") from error
