"""Terms for variables of a query that goes to a server: as VALUES in each group that names the variable.

What a group says of a variable is known only inside it (SPARQL 1.1, 18.2: evaluation is bottom-up), so a ``VALUES``
at the end of a query would not reach a ``FILTER`` in a sub-select. The query has passed ``query_guard.check``; terms
are written by the serializer of N-Quads, never put together from text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph.rdf.nquads import term
from kg.graph.store.base import Bindings
from kg.graph.store.query_guard import TOKEN
from kg.model.errors import BadParameter


def with_values(text: str, bindings: Bindings) -> str:
    """The query with its bindings in it: ``… WHERE { VALUES (?y) { (<http://a>) } ?x ?p ?y }``.

    Raises:
        BadParameter: a binding for what SELECT computes.
    """
    if not bindings:
        return text
    out, at = [], 0
    for place, names in sorted(_Reader(frozenset(bindings)).read(text)):
        out += [text[at:place], _values(names, bindings)]
        at = place
    return "".join((*out, text[at:]))


def _values(names: Iterable[str], bindings: Bindings) -> str:
    named = sorted(names)
    variables, terms = (" ".join(f"?{name}" for name in named), " ".join(term(bindings[name]) for name in named))
    return f" VALUES ({variables}) {{ ({terms}) }} "


@dataclass(slots=True)
class _Group:
    """A pair of braces.

    Attributes:
        start: behind the brace that opens it.
        reached: the bound variables that it sees.
        plain: a group of patterns; neither the data of VALUES, nor a template, nor the shell of a sub-select.
        named: the variables in it, those of inner groups left out.
        assigned: those of them that a BIND gives a value; VALUES may stand behind it only.
    """

    start: int
    reached: frozenset[str]
    plain: bool
    named: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Selection:
    """What a SELECT lets through to its group, as far as it has been read; ``depth`` counts brackets of expressions."""

    names: set[str] = field(default_factory=set)
    depth: int = 0
    star: bool = False


class _Reader:
    """Reads a query token by token for the places where VALUES belong."""

    def __init__(self, bound: frozenset[str]) -> None:
        self._bound = bound
        self._groups: list[_Group] = []
        self._selection: _Selection | None = None
        self._word = ""

    def read(self, text: str) -> list[tuple[int, frozenset[str]]]:
        """Each place, with the variables that belong there."""
        places: list[tuple[int, frozenset[str]]] = []
        for token in TOKEN.finditer(text):
            if token["variable"]:
                self._variable(token["variable"])
            elif token["word"]:
                self._keyword(token["word"].upper())
            elif token["mark"] == "{":
                self._open(token.end())
            elif token["mark"] == "}" and self._groups:
                places += self._close(token.start())
            elif token["mark"] and self._selection is not None:
                self._selection.depth += {"(": 1, ")": -1, "*": 0}[token["mark"]]
                self._selection.star |= token["mark"] == "*" and not self._selection.depth
        return places

    def _variable(self, name: str) -> None:
        if self._selection is not None:
            if not self._selection.depth:
                self._selection.names.add(name)
        elif self._groups:
            self._groups[-1].named.add(name)
            if self._word == "AS":
                self._groups[-1].assigned.add(name)
                self._word = ""

    def _keyword(self, word: str) -> None:
        self._word = word
        if word == "SELECT":
            self._selection = _Selection()
            if self._groups:
                self._groups[-1].plain = False

    def _open(self, start: int) -> None:
        reached = self._groups[-1].reached if self._groups else self._bound
        if self._selection is not None and not self._selection.star:
            reached &= self._selection.names
            if not self._groups and (computed := sorted(self._bound - reached)):
                raise BadParameter(computed[0], "a variable of the query's patterns", "Bind one that is not computed.")
        self._groups.append(_Group(start, reached, plain=self._word not in ("VALUES", "CONSTRUCT")))
        self._selection, self._word = None, ""

    def _close(self, end: int) -> list[tuple[int, frozenset[str]]]:
        group = self._groups.pop()
        if not group.plain:
            return []
        names = group.reached & group.named if self._groups else group.reached
        places = ((group.start, names - group.assigned), (end, names & group.assigned))
        return [(place, found) for place, found in places if found]
