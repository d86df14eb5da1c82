"""The articles of the store, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers.names import ArticleName, article_names
from kg.graph.store import Table
from kg.web.cells import PAGE, Sheet, sheet
from kg.web.view import Asked, View, table_of

_ARTICLES = """SELECT ?article ?id ?language (COUNT(?claim) AS ?claims) WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?id .
  OPTIONAL { ?article schema:inLanguage ?language }
  OPTIONAL { ?claim kg:article ?article ; a kg:Claim }
} GROUP BY ?article ?id ?language"""


@dataclass(frozen=True, slots=True)
class Articles:
    """A row an article."""

    rows: Sheet


def record(asked: Asked) -> Articles:
    """The articles by their names."""
    found = asked.store.select(_ARTICLES, timeout=asked.timeout).rows
    names = article_names(asked.store, (str(row[1]) for row in found))
    rows = []
    for article, key, language, claims in found:
        name = names.get(str(key), ArticleName(str(key)))
        rows.append((name.date, name.outlet, article, name.heading(), language, claims, key))
    rows.sort(key=lambda row: (row[0] or "", row[3]), reverse=True)
    columns = ("date", "outlet", "article", "title", "language", "claims", "id")
    called = {str(row[2]): row[3] for row in rows}
    return Articles(
        sheet(table_of(columns, rows), asked, ("date", "outlet", "article", "language", "claims"), names=called)
    )


def table(found: Articles) -> Table:
    """A row an article."""
    return found.rows.table


VIEWS = (View("/read", "Articles", record, table, fields=(PAGE,), menu=20),)
