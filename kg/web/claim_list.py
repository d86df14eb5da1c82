"""Claims in rows as pages list them: day, article, source and sentence, the earliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rdflib.term import Identifier

from kg.answers.names import ArticleName, article_names
from kg.web.cells import Sheet, sheet
from kg.web.chains import phrases
from kg.web.view import Asked, table_of

_COLUMNS = "?assertion ?claim ?text ?language ?commitment ?article ?date ?agent ?who ?state ?described"
_PATTERN = """  { ?claim a kg:Claim . BIND(?claim AS ?assertion) } UNION { ?claim kg:part ?assertion }
  ?assertion kg:attribution ?chain ; kg:commitment ?commitment .
  ?chain kg:origin ?hop .
  ?hop prov:agent ?agent .
  ?agent skos:prefLabel ?who ; kg:sourceKind ?described .
  OPTIONAL { ?hop kg:ofState ?state }
  ?claim schema:text ?text ; schema:inLanguage ?language ; kg:article ?home .
  ?home schema:identifier ?article .
  OPTIONAL { ?home schema:datePublished ?date }"""
Cells: TypeAlias = tuple[Identifier | None, ...]  # a row of ``claims_query``


def claims_query(pattern: str = "", variable: str = "") -> str:
    """The query for a row for each origin of each claim, and of each part of one.

    Args:
        pattern: what holds of the claims, in words of this program.
        variable: of it, which is bound: what is bound must be selected, and is then the last cell of a row.
    """
    columns = f"{_COLUMNS} ?{variable}" if variable else _COLUMNS
    return f"SELECT {columns} WHERE {{\n  {pattern}\n{_PATTERN}\n}}"


def claims_sheet(asked: Asked, rows: Iterable[Cells]) -> Sheet:
    """Rows of ``claims_query`` as a page lists them."""
    found, known = list(rows), phrases(asked.registry)
    names = article_names(asked.store, (str(row[5]) for row in found))
    made = sorted(_listed(found, {key: name.heading(90) for key, name in names.items()}), key=lambda row: row[:2])
    columns = ("date", "article", "source", "text", "commitment", "claim", "assertion")
    called = {str(row[7]): known.source(str(row[7]), str(row[8])) for row in found}
    languages = {str(row[1]): str(row[3]) for row in found}
    return sheet(table_of(columns, made), asked, columns[:-1], languages, called)


def _listed(rows: list[Cells], names: dict[str, str]) -> Iterator[tuple[str, str, object, object, str, object, object]]:
    for assertion, claim, text, _, commitment, article, date, agent, who, _, described in rows:
        title = names.get(str(article), ArticleName(str(article)).heading(90))
        yield (
            str(date or ""),
            title,
            who if str(described).endswith("#unspecified") else agent,
            text,
            str(commitment).rpartition("#")[2],
            claim,
            assertion,
        )
