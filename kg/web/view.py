"""What a page is: an address, the record it shows, and the template of its name; JSON and CSV come of the same record.

A module in ``kg/web/pages/`` holds ``VIEWS``, and the template ``<module>.html`` beside it draws their records::

    def record(asked: Asked) -> Sources: ...
    def table(found: Sources) -> Table: ...

    VIEWS = (View("/sources", "Sources", record, table, fields=(Field("kind", "Of which kind"),), menu=40),)

That makes ``/sources``, ``/sources.json`` and ``/sources.csv``, an entry in the navigation, and one in the description
of the API, whose schemas come of the annotations.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kg.graph.rdf import literals
from kg.graph.store import Table
from kg.graph.store.in_process import InProcess
from kg.graph.store.oxigraph import OxigraphStore
from kg.graph.store.terms import to_ox
from kg.model.errors import BadParameter, NotFound
from kg.model.vocab import DATA
from kg.sources.registry import Registry


@dataclass(frozen=True, slots=True)
class Field:
    """A value that an address carries behind ``?``.

    Attributes:
        name: as it stands in the address.
        text: what it means, for the form and for the description of the API.
        choices: what it may be; anything where there are none.
        example: a value that makes sense.
        required: whether there is no page without it.
        several: whether it may be given more than once.
    """

    name: str
    text: str
    choices: tuple[str, ...] = ()
    example: str = ""
    required: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a page.

    Attributes:
        store: the graph, as a whole state of it; only for queries that come with the program.
        registry: who is who, the user's own rows included.
        given: the values of the address by name, none where an address has none of that name.
        place: the parts of the path by name.
        timeout: seconds until an answer is given up.
        guarded: runs a query that somebody wrote, in a child process with limits.
        everything: whether all rows are wanted (CSV), or a page of them.
    """

    store: InProcess
    registry: Registry
    given: Mapping[str, tuple[str, ...]]
    place: Mapping[str, str]
    timeout: float
    guarded: OxigraphStore
    everything: bool = False

    def value(self, name: str) -> str:
        """The value of a field, empty where it was not given."""
        return next((value.strip() for value in self.given.get(name, ())), "")

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a field that are not empty."""
        return tuple(value.strip() for value in self.given.get(name, ()) if value.strip())


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API as the description lists it: a path with the fields that it takes there."""

    path: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: its values by name, and its files, each with the name that it has where it is from."""

    values: Mapping[str, str]
    files: tuple[tuple[str, bytes], ...] = ()

    def value(self, name: str) -> str:
        """A value without white space around it; empty where there is none."""
        return self.values.get(name, "").strip()


def _nothing(asked: Asked) -> Hashable:
    """What a record of the store alone rests on."""
    return None


@dataclass(frozen=True, slots=True)
class View:
    """A page.

    Attributes:
        path: its address, with parts in braces: ``/proposition/{name:path}``.
        title: in the navigation, the window and the description of the API.
        record: what it shows, a frozen dataclass; runs in a thread. Where it has a ``problem``, the page shows what is
            wrong beside its form, and the status is 400.
        table: the rows of the record for CSV.
        fields: what its address may carry.
        menu: its place in the navigation, the lowest first; 0 where it stands in none.
        heavy: whether its queries may take seconds; few such are answered at once, so that they never stop the rest.
        guards: the name of the value that is a query somebody wrote: answers to such wait for one another alone.
        free: whether its address may carry other names, which the record looks at.
        opens: a regular expression (whole match) for the IRIs of the graph, without ``kg.model.vocab.DATA``, that this
            is the page of; its group ``name`` takes the place of ``{name:path}``.
        kept: what its record rests on besides the address, the state of the store and the registry (the day, a file);
            while that is the same, so is the page. None where it is made anew each time.
        operations: its addresses in the description of the API where there are several.
        write: what a form sent to its address (POST) does; returns the address to go to. Only the person who holds the
            launch token gets here.
    """

    path: str
    title: str
    record: Callable[[Asked], Any]
    table: Callable[[Any], Table]
    fields: tuple[Field, ...] = ()
    menu: int = 0
    heavy: bool = False
    guards: str = ""
    free: bool = False
    opens: str = ""
    kept: Callable[[Asked], Hashable] | None = _nothing
    operations: Callable[[], Iterable[Operation]] | None = None
    write: Callable[[Asked, Sent], str] | None = None

    def beside(self, ending: str) -> str:
        """The path of the same record in another format."""
        return f"{self.path}.{ending}"

    @property
    def shown(self) -> Any:  # noqa: ANN401 - a type
        """The type of its record, as the function is annotated."""
        return typing.get_type_hints(self.record)["return"]


def check_fields(fields: Iterable[Field], given: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse what an address carries and a page does not take.

    Raises:
        BadParameter: a field that is missing, is given twice, or holds what it may not.
    """
    taken = {field.name: field for field in fields}
    for name in given:
        if name not in taken:
            raise BadParameter(name, f"a field of this page ({', '.join(taken) or 'none'})", "Leave it out.")
    for field in taken.values():
        values = [value for value in given.get(field.name, ()) if value.strip()]
        if field.required and not values:
            raise BadParameter(field.name, f"a value ({field.text})", f"Add ?{field.name}={field.example or '…'}.")
        if len(values) > 1 and not field.several:
            raise BadParameter(field.name, "one value", "Give it once.")
        for value in values:
            if field.choices and value not in field.choices:
                raise BadParameter(f"{field.name} = {value[:60]}", f"one of {', '.join(field.choices)}", "Take one.")


def table_of(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    """A table of plain values: texts, numbers, None; what is a term stays one."""
    return Table(tuple(columns), tuple(tuple(_cell(value) for value in row) for row in rows))


def _cell(value: object) -> Identifier | None:
    if value is None or isinstance(value, Identifier):
        return value
    return Literal(value) if isinstance(value, (int, float)) else literals.text(str(value))


def named(name: str) -> URIRef:
    """The IRI of the graph that an address names.

    Raises:
        NotFound: it cannot be one.
    """
    iri = URIRef(DATA + name)
    try:
        to_ox(iri)
    except ValueError as error:
        raise NotFound(ascii(name[:80]), "the name of a thing of this store", "Open it from an answer.") from error
    return iri
