"""Libraries that only some formats need: imported when a file asks for them, and named when they are missing."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.model.errors import ConfigError, InputError, KgError

_LOGS = {"pdfplumber": "pdfminer"}


def library(module: str, extra: str) -> Any:  # noqa: ANN401 - a module without types
    """A module of an optional library.

    Raises:
        ConfigError: it is not installed; the message names the extra that brings it.
    """
    # What libraries log of broken files is told once, by our own errors.
    logging.getLogger(_LOGS.get(module, module)).setLevel(logging.CRITICAL)
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ConfigError(
            f"{module.partition('.')[0]} is not installed",
            f"the extra {extra} of claim-graph",
            f"Install it: pip install 'claim-graph[{extra}]', or [inputs] for every format.",
        ) from error


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
