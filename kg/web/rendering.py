"""From records to what goes out: HTML by templates that escape everything, JSON, CSV."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import jinja2
import msgspec
from rdflib import Literal, URIRef
from starlette.requests import Request

from kg.answers.harmless import clean
from kg.answers.queries import questions
from kg.graph.short_names import short
from kg.model.vocab import DATA
from kg.web import world

_HERE = Path(__file__).parent


def html(template: str, **values: object) -> str:
    """A page drawn by a template of ``kg/web/pages`` or ``kg/web/templates``."""
    return _templates().get_template(template).render(**values)


def json(record: object) -> bytes:
    """A record as JSON: dataclasses as objects, tuples as lists."""
    return msgspec.json.encode(record, enc_hook=str)


@functools.cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_HERE / "pages", _HERE / "templates"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"address": address, "outside": outside, "short": short, "language": language}
    environment.globals |= {"with_values": with_values, "suggestions": suggestions, "regions": tuple(world.REGIONS)}
    return environment


def _shown(value: object) -> object:
    """Words of articles without control characters and marks that turn the direction of writing."""
    if value is None:
        return ""
    return clean(str(value)) if type(value) in (str, Literal, URIRef) else value


def address(iri: str) -> str:
    """Where the page of an IRI of the graph stands; empty for any other."""
    return f"/id/{quote(iri.removeprefix(DATA), safe='/:@!$&()*+,;=~-._')}" if iri.startswith(DATA) else ""


def outside(url: str | None) -> str:
    """An address on the web that a page may link to; empty for anything else, such as ``javascript:``."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def language(term: object) -> str:
    """The language of a literal, as HTML names it; empty where it has none."""
    return str(getattr(term, "language", None) or "")


@functools.cache
def suggestions() -> tuple[str, ...]:
    """Questions that can be asked as they stand, of those that come with the program."""
    return tuple(sorted({ask.words for question in questions() for ask in question.asks if not ask.slots}))


def with_values(path: str, values: Iterable[tuple[str, str]]) -> str:
    """An address with values behind ``?``, empty ones left out."""
    given = [(name, value) for name, value in values if value]
    return f"{path}?{urlencode(given)}" if given else path


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page is framed with.

    Attributes:
        path: its address without values.
        query: the values of its address as they stand there.
        nonce: what a script of its own must bear.
        may_write: whether forms that write are shown.
        origin: of the server, as the browser knows it.
        menu: the navigation, as addresses with titles.
    """

    path: str
    query: str
    nonce: str
    may_write: bool
    origin: str
    menu: tuple[tuple[str, str], ...]

    def beside(self, ending: str) -> str:
        """The address of the same record in another format."""
        path = f"{self.path}.{ending}"
        return f"{path}?{self.query}" if self.query else path

    def values(self) -> list[tuple[str, str]]:
        """The values of its address, empty ones left out."""
        return parse_qsl(self.query)

    def but(self, name: str, value: object) -> str:
        """The same address with another value of one name; without it where the value is empty."""
        kept = [pair for pair in self.values() if pair[0] != name and pair[0] != "page"]
        return with_values(self.path, [*kept, (name, str(value))])


def frame(request: Request, nonce: str) -> Frame:
    """The frame of a page, whose scripts bear a nonce."""
    return Frame(
        quote(request.url.path, safe="/:@!$&()*+,;=~-._"),
        request.url.query,
        nonce,
        request.state.may_write,
        str(request.base_url).rstrip("/"),
        request.app.state.menu,
    )
