"""The pages: each a module here with its ``VIEWS``, and the template of the module's name beside it."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from kg.web.view import View


@functools.cache
def views() -> tuple[tuple[View, str], ...]:
    """Every page with the name of its template, in the order of the navigation."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        own: tuple[View, ...] = importlib.import_module(f"{__name__}.{module.name}").VIEWS
        found += [(view, f"{module.name}.html") for view in own]
    return tuple(sorted(found, key=lambda row: (row[0].menu or 1_000, row[0].path)))
