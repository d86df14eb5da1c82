"""Who speaks in the articles of the store, most claims first."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.rdf import iris
from kg.graph.store import Table
from kg.languages.profile import supported
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.chains import phrases
from kg.web.view import Asked, Field, View, table_of

_SPEAKERS = """SELECT ?agent ?label ?kind ?registered (COUNT(DISTINCT ?assertion) AS ?claims) WHERE {
  ?agent kg:sourceKind ?described ; skos:prefLabel ?label ; kg:registered ?registered .
  FILTER(?described != kg:unspecified)
  OPTIONAL { ?agent kg:type ?kind }
  ?hop prov:agent ?agent .
  ?chain kg:origin ?hop .
  ?assertion kg:attribution ?chain .
} GROUP BY ?agent ?label ?kind ?registered"""


@dataclass(frozen=True, slots=True)
class Sources:
    """A row a source, those that have the words in their names where any are given."""

    words: str
    rows: Sheet


def record(asked: Asked) -> Sources:
    """The sources by the number of their claims."""
    known = phrases(asked.registry)
    words = asked.value("q")
    meant = {
        str(iris.registered_agent(meaning.id))
        for language in supported()
        if words and (meaning := asked.registry.by_alias(words, language, any_case=True))
    }
    rows = []
    for agent, label, kind, registered, claims in asked.store.select(_SPEAKERS, timeout=asked.timeout).rows:
        name = known.source(str(agent), str(label))
        if not words or words.casefold() in name.casefold() or str(agent) in meant:
            sort = str(kind or "").rpartition("#")[2].replace("-", " ")
            rows.append((agent, name, sort, "yes" if str(registered) == "true" else "no", int(str(claims))))
    rows.sort(key=lambda row: (-row[4], row[1], row[0]))
    columns = ("source", "name", "kind", "in_the_registry", "claims")
    names = {str(row[0]): row[1] for row in rows}
    shown = ("source", "kind", "in_the_registry", "claims")
    return Sources(words, sheet(table_of(columns, rows), asked, shown, names=names))


def table(found: Sources) -> Table:
    """A row a source."""
    return found.rows.table


FIELDS = (Field("q", "words of a name, or a whole name in any language", example="Reuters"), PAGE)
VIEWS = (View("/source", "Sources", record, table, fields=FIELDS, menu=30),)
