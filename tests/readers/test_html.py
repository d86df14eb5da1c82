"""Pages: text, posts, captions, and what a page says of itself."""

from __future__ import annotations

import json

import lxml.html
import pytest

from bench import formats
from kg.model import BlockKind, Fact, Known
from kg.readers import Given
from kg.readers.markup import mark_quotations, paragraphs
from kg.text.blocks import blocks
from tests.support.read_files import LINES, PAGE, one, page_fact


def test_a_page_brings_its_article_and_what_it_says_of_itself(tmp_path):
    article = one(tmp_path / "pont.html", PAGE)
    assert article.title == page_fact("Le pont est fermé")
    assert (article.outlet, article.date) == (page_fact("Le Quai"), page_fact("2017-09-05"))
    assert (article.language, article.url) == (page_fact("fr"), page_fact("https://lequai.example/pont"))
    assert article.author == page_fact("Anne Martin")
    assert "Accueil" not in article.text
    assert "Tous droits" not in article.text


def test_posts_and_captions_of_a_page_are_blocks_of_their_own(tmp_path):
    article = one(tmp_path / "pont.html", PAGE)
    kinds = [(block.kind, block.span.of(article.text)) for block in blocks(article, "fr")]
    assert kinds[0] == (BlockKind.HEADLINE, "Le pont est fermé")
    assert (BlockKind.CAPTION, "Le pont, fermé depuis mardi matin.") in kinds
    posts = [block for block in blocks(article, "fr") if block.kind is BlockKind.POST]
    assert [(post.span.of(article.text), post.handle.of(article.text), post.language) for post in posts] == [
        ("Мост закрыт до самого декабря", "@mairie_ville", "ru"),
        ("Les travaux dureront.", "@mairie", "fr"),
    ]


def test_what_is_asserted_counts_before_what_the_page_says(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,outlet,author\npont.html,Le Port,B. Dupont\n", "utf-8")
    article = one(tmp_path / "pont.html", PAGE, Given(date="2017-09"))
    assert article.outlet == Fact("Le Port", Known.ASSERTED)
    assert (article.author.value, article.date.value) == ("B. Dupont", "2017-09")


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "koi8-r"])
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path, encoding):
    lines = ["Мэр заявил, что мост через реку закрыт для движения до самого декабря.", "Ремонт обойдётся дорого."]
    article = one(tmp_path / "a.htm", formats.page("Мост закрыт", lines, encoding=encoding, language="ru"))
    assert article.text.startswith("Мост закрыт\n\nМэр заявил")
    assert article.language == page_fact("ru")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2017-09">', "2017-09"),
        ('<script type="application/ld+json">[{"@type": "Report", "datePublished": "2017"}]</script>', "2017"),
        ('<time datetime="2017-09-05T01:00" pubdate></time>', "2017-09-05"),
        ('<meta name="date" content="05/09/2017">', None),
        ('<meta name="date" content="2017-09-05"><meta name="pubdate" content="2017-09-06">', None),
        ('<meta property="article:modified_time" content="2017-09-05"><p>Copyright 2016</p>', None),
        ("<script type='application/ld+json'>{broken</script>", None),
    ],
)  # fmt: skip
def test_the_date_of_a_page_is_what_it_states_and_as_coarse(tmp_path, head, date):
    text = formats.page("Le pont", LINES).decode()
    bare = text.replace('<meta property="article:published_time" content="2017-09-05T10:00:00+02:00">', head)
    assert one(tmp_path / "a.html", bare).date.value == date


def test_a_template_in_another_language_does_not_decide(tmp_path):
    assert one(tmp_path / "a.html", formats.page("Le pont", LINES, language="en")).language == Fact()


@pytest.mark.parametrize(
    ("data", "teaser"),
    [
        ({"@type": "NewsArticle", "isAccessibleForFree": False}, True),
        ({"@type": ["Article"], "isAccessibleForFree": "False"}, True),
        ({"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": "https://schema.org/False"}]}, True),
        ({"@type": "NewsArticle", "hasPart": [{"isAccessibleForFree": "False"}]}, True),
        ({"@type": "NewsArticle", "isAccessibleForFree": True}, False),
        ({"@type": "NewsArticle"}, False),
        ({"@type": "WebSite", "isAccessibleForFree": False}, False),
    ],
)
def test_a_page_for_which_one_must_pay_is_a_teaser(tmp_path, data, teaser):
    page = formats.page("Le pont", LINES).decode()
    data = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    assert one(tmp_path / "a.html", page.replace("</head>", data)).teaser is teaser
    for meta in ('itemprop="isAccessibleForFree" content="False"', 'property="article:content_tier" content="locked"'):
        assert one(tmp_path / "b.html", page.replace("</head>", f"<meta {meta}></head>")).teaser


def test_a_check_of_a_claim_is_of_the_body_that_wrote_it(tmp_path):
    body = {"@type": "Organization", "name": "Vérifions"}
    data = {"@type": "ClaimReview", "datePublished": "2021-05-05", "author": body}
    data["itemReviewed"] = {"@type": "Claim", "author": {"@type": "Person", "name": "X"}, "datePublished": "2021-05-01"}
    bare = formats.page("Le pont", LINES).decode().replace("article:published_time", "x")
    page = bare.replace("</head>", f'<script type="application/ld+json">{json.dumps(data)}</script></head>')
    article = one(tmp_path / "a.html", page)
    assert (article.outlet, article.date) == (page_fact("Vérifions"), page_fact("2021-05-05"))
    data["author"] = {"@type": "Person", "name": "X"}
    page = bare.replace("</head>", f'<script type="application/ld+json">{json.dumps(data)}</script></head>')
    assert one(tmp_path / "b.html", page).outlet == Fact()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<p>Он заявил:</p><blockquote><p>Мост закрыт.</p><p>До декабря.</p></blockquote>",
            "“Мост закрыт.|“До декабря.”",
        ),
        ("<p>He said:</p><blockquote>We lost <b>two</b> cranes.</blockquote>", "“We lost two cranes.”"),
        ("<p>Le pont, <q>fermé <i>pour toujours</i></q>, selon lui.</p>", "Le pont, “fermé pour toujours”, selon lui."),
        ("<p>Il a dit :</p><blockquote><p>« Le pont est fermé. »</p></blockquote>", "« Le pont est fermé. »"),
        ("<p>The report was short.</p><blockquote><p>Two cranes lost.</p></blockquote>", "Two cranes lost."),
        (
            '<p>He wrote:</p><blockquote class="twitter-tweet"><p>No.</p>— J (@j) <a>2021</a></blockquote>',
            "He wrote:|No.|— J (@j) 2021",
        ),
    ],
)
def test_what_a_page_marks_as_quoted_has_quotation_marks(markup, text):
    page = lxml.html.fragment_fromstring(markup, create_parent="div")
    mark_quotations(page)
    assert "|".join(paragraphs(page)).endswith(text)


def test_signs_that_no_tree_can_hold_are_left_out(tmp_path):
    figure = b"<figure><img src='a.jpg'><figcaption>Le\x01 phare\x0b ce matin.</figcaption></figure></article>"
    raw = formats.page("A", LINES).replace(b"</article>", figure)
    assert LINES[0] in one(tmp_path / "a.html", raw).text
