"""One article by two ways in: a saved page and a row of a table, say, with the same words under two ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from kg.graph.store import SparqlService
from kg.model import Article, Fact, Known
from kg.model.wording import text_hash, words
from kg.propositions.near_duplicates import is_same_article

_FEWEST = 8  # words below which two articles may well have the same ones
_STORED = """SELECT ?id ?hash ?outlet ?date ?teaser WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?id ; kg:wordsSha256 ?hash .
  OPTIONAL { ?article kg:outletName ?outlet }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article kg:teaser ?teaser }
}"""


@dataclass(slots=True)
class StoredArticles:
    """The articles of a store by the words of their texts; of each only what tells two of them apart."""

    by_text: dict[str, list[Article]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # hash by id
    sources: dict[str, str] = field(default_factory=dict)  # file by id, of what this run stored

    @classmethod
    def of(cls, store: SparqlService) -> Self:
        """The articles that a store has."""
        found = cls()
        for name, text, outlet, date, teaser in store.select(_STORED, timeout=600.0).rows:
            bare = Article(str(name), "", outlet=_fact(outlet), date=_fact(date), teaser=teaser is not None)
            found._keep(bare, str(text))
        return found

    def find(self, article: Article, source: str) -> str | None:
        """The id of the same article in the store; None where its words are new, another's, or too few.

        Two rows of one file are two articles: whoever made the table tells them apart.
        """
        held = self.by_text.get(text_hash(article.text), ()) if len(words(article.text)) >= _FEWEST else ()
        others = (other for other in held if other.id != article.id and self.sources.get(other.id) != source)
        same = (other for other in others if is_same_article(article, other))
        return next((other.id for other in same), None)

    def has(self, name: str) -> bool:
        """Whether the store has an article of this id."""
        return name in self.texts

    def is_same(self, name: str, article: Article) -> bool:
        """Whether the article of this id has the same words, and nothing that tells the two apart."""
        held = self.by_text.get(text_hash(article.text), ())
        return any(other.id == name and is_same_article(article, other) for other in held)

    def add(self, article: Article, source: str) -> None:
        """Remember an article that was stored; what it said before is forgotten."""
        self.sources[article.id] = source
        bare = Article(article.id, "", outlet=article.outlet, date=article.date, teaser=article.teaser)
        self._keep(bare, text_hash(article.text))

    def _keep(self, bare: Article, text: str) -> None:
        before = self.by_text.get(self.texts.get(bare.id, ""), [])
        before[:] = [other for other in before if other.id != bare.id]
        self.texts[bare.id] = text
        self.by_text.setdefault(text, []).append(bare)


def _fact(value: object) -> Fact:
    return Fact() if value is None else Fact(str(value), Known.ASSERTED)
