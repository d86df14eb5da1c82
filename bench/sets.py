"""Annotated sets: reading them, and parsing their sentences (once, where a cache folder is given)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.claims.detect import Sentence
from kg.languages.profile import recognise, supported
from kg.model import Article, Fact, Known
from kg.pipeline import extraction
from kg.text import parsers
from kg.text.blocks import blocks

_ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its attributions in the neutral format, or with its claim rows."""

    id: str
    text: str
    language: str
    set: str
    group: str  # documents of a group are never on both sides of a split
    attributions: tuple[dict[str, Any], ...] = ()
    rows: tuple[dict[str, Any], ...] | None = None

    def article(self) -> Article:
        """The document as a plain article."""
        return Article(self.id, self.text, language=Fact(self.language, Known.ASSERTED))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a set lies below the user's folders, in which language it is, how much its rows weigh in training."""

    name: str
    path: str
    language: str
    weight: float
    held_out: bool = True  # scored by models that were not trained on the document's group
    clause: bool = False  # the source is a whole clause, which holds the cue, the content one unit of many
    noisy: bool = False  # what is annotated is not always an attribution
    train: bool = True
    every: int = 1  # only one document of so many is read


SETS = (
    Source("asfalda_train", "bench/asfalda_ftb_fr/train.jsonl", "fr", 1.5, held_out=False),
    Source("polnear_train", "bench/polnear_en/train.jsonl", "en", 0.12, held_out=False),
    Source("asfalda_dev", "bench/asfalda_ftb_fr/dev.jsonl", "fr", 0.0, held_out=False, train=False),
    Source("polnear_dev", "bench/polnear_en/dev.jsonl", "en", 0.0, held_out=False, train=False),
    Source("pud_fr", "gold/pud/fr.jsonl", "fr", 3.0),
    Source("pud_en", "gold/pud/en.jsonl", "en", 3.0),
    Source("pud_ru", "gold/pud/ru.jsonl", "ru", 3.0),
    Source("adaq_ru", "bench/adaq_ru/dev.jsonl", "ru", 2.0),
    Source("rrt_ru", "bench/rrt_ru/dev.jsonl", "ru", 0.3, clause=True, noisy=True),
    Source("annodis_fr", "bench/annodis_fr/train.jsonl", "fr", 1.0, clause=True),  # for what is no attribution
    Source("articles_fr", "gold/articles", "fr", 1.5),
    Source("articles_ru", "gold/articles", "ru", 1.5),
    Source("fakes", "gold/fakes", "en", 1.5),
)


def documents(source: Source, bench: Path, gold: Path) -> list[Document]:
    """The documents of a set; empty where the folder is not there."""
    top, _, rest = source.path.partition("/")
    path = (bench if top == "bench" else gold) / rest
    if not path.exists():
        return []
    if path.is_dir():
        return list(_articles(source, path))
    return [_document(source, raw) for raw in read(path)[:: source.every]]


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _document(source: Source, raw: dict[str, Any]) -> Document:
    group = raw["doc_id"]
    if source.name.startswith("pud"):  # the languages of an id, and the sentences of its document, stay together
        group = "pud " + group.split(":")[1][:6]
    return Document(raw["doc_id"], raw["text"], source.language, source.name, group, tuple(raw["attributions"]))


def _articles(source: Source, folder: Path) -> Iterator[Document]:
    """Whole articles with claim rows."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in read(folder / ("claims.jsonl" if (folder / "claims.jsonl").exists() else "gold.jsonl")):
        rows.setdefault(row["article"], []).append(row)
    for name, text in _texts(folder):
        if not name.endswith(".txt") or name.startswith(source.language):
            yield Document(name, text, source.language, source.name, name, (), tuple(rows.get(name, ())))


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    if (folder / "articles.csv").exists():
        with (folder / "articles.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                yield row["unit_id"], row["article_content"]
    else:
        for path in sorted((folder / "txt").glob("*.txt")):
            yield path.name, path.read_text("utf-8")


class Parses:
    """A parser that keeps what it has parsed in a folder, a pair of files a language; without one it only parses."""

    def __init__(self, folder: Path | None) -> None:
        """Remember nothing yet."""
        self.folder = folder
        self._docs: dict[str, dict[str, Doc]] = {}
        self._new: set[str] = set()

    def __call__(self, language: str, texts: list[str]) -> Iterator[Doc]:
        """One document a sentence, in order."""
        if self.folder is None:
            yield from parsers.parse(language, texts)
            return
        known = (
            self._docs[language] if language in self._docs else self._docs.setdefault(language, self._kept(language))
        )
        if missing := [text for text in dict.fromkeys(texts) if text not in known]:
            known.update(zip(missing, parsers.parse(language, missing), strict=True))
            self._new.add(language)
        yield from (known[text].copy() for text in texts)  # for repairs use a document up

    def save(self) -> None:
        """Write what is new."""
        for language in self._new:
            path = self._path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            DocBin(attrs=_ATTRIBUTES, docs=self._docs[language].values()).to_disk(path)
            path.with_suffix(".json").write_text(json.dumps(list(self._docs[language]), ensure_ascii=False), "utf-8")
        self._new.clear()

    def _kept(self, language: str) -> dict[str, Doc]:
        path = self._path(language)
        if not path.exists():
            return {}
        docs = DocBin().from_disk(path).get_docs(Vocab(lex_attr_getters=LEX_ATTRS))
        return dict(zip(json.loads(path.with_suffix(".json").read_text("utf-8")), docs, strict=True))

    def _path(self, language: str) -> Path:
        return (self.folder or Path()) / f"{'-'.join((language, *parsers.model_version(language)))}.spacy"


def sentences(found: Iterable[Document], parse: extraction.Parser) -> Iterator[tuple[Document, Sentence]]:
    """All sentences of documents, as the program reads them."""
    for document in found:
        article = document.article()
        for sentence in extraction.parsed(article, blocks(article, document.language), parse):
            yield document, sentence


def language_of(raw: dict[str, Any]) -> str:
    """The language of an object of the neutral format: asserted, or told by its text."""
    found = raw.get("lang") or raw.get("language") or recognise(raw["text"])
    return found if found in supported() else "en"
