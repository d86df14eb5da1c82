"""Annotated sets: reading them, cutting them into sentences, parsing them (once, where a cache folder is given)."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.claims.detect import Sentence
from kg.languages.cue_lexicon import lexicon
from kg.languages.profile import recognise, supported
from kg.model import Block, BlockKind, Span
from kg.text import parsers
from kg.text.parse_repair.french import mended
from kg.text.quotation_marks import quoted
from kg.text.sentences import split

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


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def sentences(found: list[Document], cache: Path | None = None) -> Iterator[tuple[Document, Sentence]]:
    """All sentences of documents of one language, parsed."""
    if not found:
        return
    language = found[0].language
    rows = [
        (document, paragraph, span)
        for document in found
        for paragraph in paragraphs(document.text)
        for span in split(document.text, paragraph, language)
    ]
    words = lexicon(language)
    marks: dict[tuple[str, Span], tuple[Span, ...]] = {}
    parsed = _parsed(language, [span.of(document.text) for document, _, span in rows], cache)
    for (document, paragraph, span), doc in zip(rows, parsed, strict=True):
        key = (document.id, paragraph)
        if key not in marks:
            marks[key] = quoted(document.text, paragraph)
        touching = tuple(quote for quote in marks[key] if quote.overlaps(span))
        block = Block(BlockKind.PARAGRAPH, paragraph, language)
        yield document, Sentence(document.text, span, block, mended(doc, words), words, touching)


def _parsed(language: str, texts: list[str], cache: Path | None) -> Iterator[Doc]:
    if cache is None:
        yield from parsers.parse(language, texts)
        return
    mark = hashlib.sha256("\n".join([*parsers.model_version(language), *texts]).encode()).hexdigest()[:16]
    kept = cache / f"{language}-{mark}.spacy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        DocBin(attrs=_ATTRIBUTES, docs=parsers.parse(language, texts)).to_disk(kept)
    yield from DocBin().from_disk(kept).get_docs(Vocab(lex_attr_getters=LEX_ATTRS))


def language_of(raw: dict[str, Any]) -> str:
    """The language of an object of the neutral format: asserted, or told by its text."""
    found = raw.get("lang") or raw.get("language") or recognise(raw["text"])
    return found if found in supported() else "en"
