"""Bylines that name an agency, and sentences that begin with one. The cases are in tests/cases."""

from __future__ import annotations

import csv

import pytest

from kg.claims.resolve.publisher import printed
from kg.languages.profile import supported
from kg.model import Article, BlockKind
from kg.sources.bylines import bylines
from kg.text.blocks import blocks
from tests.support.paths import CASES
from tests.support.registry import registry

HEADLINE = {
    "fr": "Le pont est fermé depuis hier",
    "en": "Harbour bridge closed",
    "ru": "Мост через реку закрыт",
}
CUT = (BlockKind.DATELINE, BlockKind.SIGNATURE)


def _cases():
    for language in supported():
        with (CASES / language / "bylines.tsv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield pytest.param(language, row["line"], row["byline"], row["agency"], id=f"{language}: {row['line']}")


def read(text, language):
    """The blocks of a text, and the agencies whose text it is."""
    article = Article("a", text)
    found = list(bylines(text, blocks(article, language), registry()))
    return found, [hop.agent.id for hop in printed(article, found, registry(), language).passed]


@pytest.mark.parametrize(("language", "line", "byline", "agency"), list(_cases()))
def test_case(language, line, byline, agency):
    text = f"{HEADLINE[language]}\n\n{line}\n\n{HEADLINE[language]}."
    found, passed = read(text, language)
    assert [block.span.of(text) for block in found if block.kind in CUT] == ([] if byline == "-" else [byline])
    assert passed == ([] if agency == "-" else [agency])
    behind = "" if byline == "-" else byline
    rest = [block.span.of(text) for block in found if block.kind not in CUT][1:-1]
    assert rest == [line.removeprefix(behind).strip()] * (line != behind)


def test_a_byline_stands_before_the_first_sentence_or_nowhere():
    text = "Bridge closed\n\nThe bridge is closed.\n\nReuters\n\nAFP Monday 20 May 2014 The port is open."
    found, passed = read(text, "en")
    assert [block.kind for block in found] == [
        BlockKind.HEADLINE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADLINE,
        BlockKind.PARAGRAPH,
    ]
    assert not passed


def test_a_byline_behind_the_title_that_the_text_repeats():
    text = "Shells close the bridge - The Quay\n\nShells close the bridge AP Tuesday 20 May 2014 Residents say it fell."
    found, passed = read(text, "en")
    assert [block.span.of(text) for block in found[1:]] == [
        "Shells close the bridge",
        "AP Tuesday 20 May 2014",
        "Residents say it fell.",
    ]
    assert passed == ["ap"]


@pytest.mark.parametrize("line", ["Photo: Reuters", "Crédit photo : AFP", "Фото: ТАСС"])
def test_who_made_a_picture_did_not_write_the_article(line):
    assert read(f"Bridge closed\n\n{line}\n\nThe bridge is closed.", "en")[1] == []
