"""Formats beyond text and tables: what each brings, how it is known, and what hostile files do not do."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from bench import formats
from kg.claims.resolve import printed
from kg.model import Article, BlockKind, Fact, Known
from kg.model.errors import ConfigError
from kg.readers import Failure, Given, extras, read
from kg.readers.days import day, order
from kg.sources.registry import Registry
from kg.text.blocks import blocks
from tests.support.broken_files import HOSTILE

LINES = [
    "Le maire a annoncé mardi que le pont de la ville était fermé à la circulation pour trois mois.",
    "Selon la préfète, les travaux coûteront deux millions d'euros et commenceront avant la fin du mois.",
]


def found(path: Path, content: bytes | str, options=Given()) -> list[Article | Failure]:  # noqa: B008
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read([str(path)], options))


def one(path: Path, content: bytes | str, options=Given()) -> Article:  # noqa: B008
    (article,) = found(path, content, options)
    assert isinstance(article, Article), article
    return article


def page_fact(value: str) -> Fact:
    return Fact(value, Known.PAGE)


# --- Pages ---

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le pont est fermé | Le Quai</title>
<meta property="og:title" content="Le pont est fermé"><meta property="og:site_name" content="Le Quai">
<meta property="article:published_time" content="2017-09-05T23:30:00+02:00"><meta name="author" content="Anne Martin">
<link rel="canonical" href="https://lequai.example/pont"></head><body><nav><a href="/">Accueil</a></nav><article>
<h1>Le pont est fermé</h1><figure><img src="p.jpg"><figcaption>Le pont, fermé depuis mardi matin.</figcaption></figure>
<p>Le maire a annoncé mardi que le pont de la ville était fermé à la circulation pour trois mois.</p>
<blockquote class="twitter-tweet"><p lang="ru">Мост закрыт до самого декабря</p>&mdash; Mairie (@mairie_ville)
<a href="https://twitter.com/mairie_ville/status/1">5 septembre 2017</a></blockquote>
<div class="tgme_widget_message" data-post="mairie/7"><a class="tgme_widget_message_owner_name">La Mairie</a>
<div class="tgme_widget_message_text">Les travaux dureront.</div><time datetime="2017-09-05T10:00:00"></time></div>
<p>Selon la préfète, les travaux coûteront deux millions d'euros et commenceront avant la fin du mois.</p>
</article><footer>Tous droits réservés</footer></body></html>"""


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


# --- Feeds, archives, documents ---


def test_a_teaser_is_marked_as_one(tmp_path):
    teaser = one(tmp_path / "a.rss", formats.feed([("f1", "Le pont est fermé", LINES[0])]))
    whole = one(tmp_path / "b.xml", formats.feed([("f1", "Le pont est fermé", LINES[0])], content=True))
    assert (teaser.teaser, whole.teaser) == (True, False)
    assert teaser.text == whole.text == f"Le pont est fermé\n\n{LINES[0]}"
    assert (teaser.id, teaser.outlet, teaser.date) == ("f1", page_fact("The Quay"), page_fact("2017-09-05"))
    assert teaser.url == page_fact("https://quay.example/f1")


def test_atom_and_a_text_that_breaks_off(tmp_path):
    entry = "<id>x</id><title>Pont</title><published>2017-09-05T01:00:00Z</published><content>Il dit […]</content>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Quai</title><entry>{entry}</entry></feed>'
    article = one(tmp_path / "a.xml", atom)
    assert (article.teaser, article.date.value) == (True, "2017-09-05")


def test_a_web_archive_brings_its_pages_and_the_day_of_fetching_is_not_theirs(tmp_path):
    page = formats.page("Le pont", LINES).replace(b"article:published_time", b"x")
    content = formats.warc([("https://quay.example/1", page), ("https://quay.example/2", b"<p></p>")])
    article, failure = found(tmp_path / "a.warc.gz", content)
    assert (article.id, article.url) == ("https://quay.example/1", page_fact("https://quay.example/1"))
    assert article.date == Fact()
    assert "https://quay.example/2" in str(failure.error)
    plain = b"".join(gzip.decompress(content) for content in (content,))
    assert one(tmp_path / "b.warc", plain[: plain.index(b"WARC/1.0", 10)]).id == "https://quay.example/1"


def test_a_pdf_with_a_text_layer_and_one_without(tmp_path):
    article = one(tmp_path / "a.pdf", formats.pdf(LINES))
    assert article.text.split("\n") == LINES
    assert article.date == article.title == Fact()
    (failure,) = found(tmp_path / "b.pdf", formats.pdf([]))
    assert "text layer" in str(failure.error)


def test_a_zip_brings_what_is_in_it_and_writes_nothing_outside(tmp_path):
    members = {
        "../../evil.txt": LINES[0].encode(),
        "/etc/evil.txt": LINES[1].encode(),
        "a/pont.html": PAGE.encode(),
        "a/metadata.csv": b"file,outlet\npont.html,Le Port\n",
        "__MACOSX/._pont.html": b"\0",
        "b.zip": formats.archive({"c.txt": b"Le quai est ouvert."}),
    }
    (tmp_path / "in").mkdir()
    rows = {row.id: row for row in found(tmp_path / "in" / "a.zip", formats.archive(members))}
    assert set(rows) == {"a.zip/evil.txt", "a.zip/etc/evil.txt", "a.zip/a/pont.html", "a.zip/b.zip/c.txt"}
    assert rows["a.zip/a/pont.html"].outlet == Fact("Le Port", Known.ASSERTED)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_a_compressed_file_is_read_as_what_it_holds(tmp_path):
    assert one(tmp_path / "a.txt.gz", gzip.compress(LINES[0].encode())).text == LINES[0]


# --- Messages and posts ---


def test_a_forwarded_message_is_passed_on_from_its_writer(tmp_path):
    rows = [
        {"text": ["Le pont est ", {"type": "bold", "text": "fermé"}, "."]},
        {"text": "Le marché brûle.", "forwarded_from": "TASS"},
        {"text": "Le port brûle.", "forwarded_from": None, "forwarded_from_id": "channel9"},
        {"text": ""},
        {"type": "service", "text": "", "action": "pin_message"},
    ]
    own, relayed, orphan = found(tmp_path / "result.json", formats.telegram(rows))
    assert (own.id, own.text, own.forwarded) == ("7/1", "Le pont est fermé.", None)
    assert (own.outlet, own.date) == (page_fact("The Quay"), page_fact("2017-09-05"))
    assert relayed.forwarded == page_fact("TASS")
    assert orphan.forwarded == Fact()
    chains = [printed(row, (), Registry(()), "fr").hops(own_voice=True) for row in (own, relayed, orphan)]
    assert [[hop.agent.label for hop in hops] for hops in chains] == [
        ["The Quay"],
        ["TASS", "The Quay"],
        ["unknown source of a forwarded message", "The Quay"],
    ]


def test_a_whole_account_of_telegram(tmp_path):
    chats = [json.loads(formats.telegram([{"text": "Le pont."}], name, at)) for at, name in enumerate("AB", 1)]
    rows = found(tmp_path / "result.json", json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}))
    assert [(row.id, row.outlet.value) for row in rows] == [("1/1", "A"), ("2/1", "B")]


def test_the_archive_of_x_and_its_reposts(tmp_path):
    posts = [
        {
            "tweet": {
                "id_str": "11",
                "full_text": "Le pont &amp; le port",
                "created_at": "Tue Sep 05 23:30:00 +0000 2017",
            }
        },
        {"tweet": {"id_str": "12", "full_text": "RT @mairie: Le pont est fermé", "lang": "fr"}},
    ]
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "account.js").write_text('window.YTD.account.part0 = [{"account": {"username": "quai"}}]', "utf-8")
    (folder / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(posts)}", "utf-8")
    account, own, repost = read([str(folder)], Given())
    assert isinstance(account, Failure)
    assert (own.id, own.text, own.date.value) == ("11", "Le pont & le port", "2017-09-05")
    assert own.outlet == Fact("@quai", Known.ASSERTED)
    assert (repost.text, repost.forwarded) == ("Le pont est fermé", Fact("@mairie", Known.TEXT))
    assert repost.language == page_fact("fr")


def test_posts_as_the_interface_returns_them(tmp_path):
    answer = {
        "data": [{"id": "1", "text": "Le pont est fermé", "author_id": "5", "created_at": "2017-09-05T23:30:00.000Z"}],
        "includes": {"users": [{"id": "5", "username": "quai"}]},
    }
    article = one(tmp_path / "a.json", json.dumps(answer))
    assert (article.outlet, article.url) == (page_fact("@quai"), page_fact("https://x.com/quai/status/1"))
    old = {"id_str": "2", "full_text": "Le port", "user": {"screen_name": "quai"}}
    assert one(tmp_path / "b.jsonl", json.dumps(old)).outlet == page_fact("@quai")


def test_json_lists_and_single_objects_are_rows(tmp_path):
    row = {"id": 1, "text": "Le pont.", "source": "Le Quai", "author": "A. M."}
    for content in (row, [row]):
        article = one(tmp_path / "a.json", json.dumps(content))
        assert (article.id, article.outlet.value, article.author.value) == ("1", "Le Quai", "A. M.")


# --- Agencies and databases ---

NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:x:1" xml:lang="fr"><itemMeta><provider><name>Agence X</name></provider>
<firstCreated>2017-09-05T10:00:00Z</firstCreated><versionCreated>2017-09-07T10:00:00Z</versionCreated>
<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Le pont est fermé</headline><by>Anne Martin</by>
</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>non</title></head>
<body><p>Le maire l'a dit.</p><p>La préfète aussi.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:x:2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>
<newsItem guid="urn:x:3"><contentSet><remoteContent href="p.jpg"/></contentSet></newsItem></itemSet></newsMessage>"""


def test_newsml_g2_with_several_items(tmp_path):
    article, canceled, picture = found(tmp_path / "a.xml", NEWSML)
    assert article.id == "urn:x:1"
    assert article.text == "Le pont est fermé\n\nLe maire l'a dit.\n\nLa préfète aussi."
    assert (article.outlet, article.date) == (page_fact("Agence X"), page_fact("2017-09-05"))
    assert (article.author, article.language) == (page_fact("Anne Martin"), page_fact("fr"))
    assert "canceled" in str(canceled.error)
    assert "pictures" in str(picture.error)


def test_nitf_with_a_caption_letters_by_name_and_the_agency_it_is_from(tmp_path):
    text = formats.nitf("n1", "Le pont", LINES).decode().replace("ferm\u00e9", "ferm&eacute;")
    text = text.replace("<nitf>", '<!DOCTYPE nitf SYSTEM "http://quay.example/nitf.dtd"><nitf xml:lang="fr">')
    text = text.replace("</hedline>", "</hedline><distributor>Reuters</distributor>")
    media = "<media><media-caption>Le pont, mardi matin.</media-caption></media></body.content>"
    article = one(tmp_path / "a.nitf", text.replace("</body.content>", media))
    assert article.text == "\n\n".join(["Le pont", *LINES, "Photo: Le pont, mardi matin."])
    assert (article.id, article.outlet, article.forwarded) == ("n1", page_fact("The Quay"), page_fact("Reuters"))


FACTIVA = """HD    Le pont est fermé
BY    Anne Martin
WC    120 mots
PD    5 septembre 2017
SN    Le Quai
LA    Français
LP
Le maire a annoncé que le pont était fermé.
TD
Selon la préfète, les travaux commenceront.
AN    Document QUAI000020170905ed9500001

HD    Le port est ouvert
PD    6 septembre 2017
SN    Le Quai
TD
Le port est ouvert depuis mardi.
AN    Document QUAI000020170906ed9500002
"""
FACTIVA_PLAIN = """Le pont est fermé

Par Anne Martin

1 120 mots

5 septembre 2017

10:30

Le Quai

QUAI

Français

© 2017 Le Quai. Tous droits réservés.

Le maire a annoncé que le pont était fermé.

Selon la préfète, les travaux commenceront.

Document QUAI000020170905ed9500001
"""
NEXIS = """                               1 of 2 DOCUMENTS

                                    Le Quai

                            mardi 5 septembre 2017

Le pont est fermé

BYLINE: Anne Martin

SECTION: VILLE

LENGTH: 120 mots

Le maire a annoncé que le pont
était fermé.

Selon la préfète, les travaux commenceront.

LOAD-DATE: September 6, 2017

LANGUAGE: FRENCH; FRANÇAIS

                          Copyright 2017 Le Quai
                            Tous droits réservés

                               2 of 2 DOCUMENTS

                                    Le Quai

                            September 6, 2017 Wednesday

Le port

LENGTH: 20 mots

Le port est ouvert.
"""
EUROPRESSE = """Le Quai
Ville, mardi 5 septembre 2017, p. 4

Le pont est fermé

Anne Martin

Le maire a annoncé que le pont était fermé.
Selon la préfète, les travaux commenceront.

© 2017 Le Quai. Tous droits réservés. Le présent document est protégé par les lois.
Certificat émis le 7 octobre 2017 à Université
news·20170905·QU·0001

Le Quai
Ville, mercredi 6 septembre 2017

Le port

Le port est ouvert.
© 2017 Le Quai. Tous droits réservés.
"""
EUROPRESSE_PAGE = """<html><body><article><header><span class="DocPublicationName">Le Quai</span>
<span class="DocHeader">Ville, mardi 5 septembre 2017</span><p class="titreArticleVisu">Le pont est fermé</p></header>
<p class="docAuthors">Anne Martin</p><div class="docOcurrContainer"><p>Le maire a annoncé que le pont était fermé.</p>
<p>Selon la préfète, les travaux commenceront.</p></div></article>
<article><span class="DocPublicationName">Le Quai</span><span class="DocHeader">6 septembre 2017</span></article>
</body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "number", "others"),
    [
        ("factiva.txt", FACTIVA, "QUAI000020170905ed9500001", ["2017-09-06"]),
        ("factiva.html", "<table>{}</table>", "QUAI000020170905ed9500001", ["2017-09-06"]),
        ("plain.txt", FACTIVA_PLAIN, "QUAI000020170905ed9500001", []),
        ("nexis.txt", NEXIS, "nexis.txt:1", ["2017-09-06"]),
        ("nexis.html", "<pre/>", "nexis.html:1", ["2017-09-06"]),
        ("europresse.txt", EUROPRESSE, "news·20170905·QU·0001", ["2017-09-06"]),
        ("europresse.html", EUROPRESSE_PAGE, "europresse.html:1", [Failure]),
    ],
)
def test_exports_of_databases_hold_several_articles(tmp_path, name, content, number, others):
    if name == "factiva.html":
        coded = FACTIVA.replace("LP\n", "LP    ").replace("TD\n", "TD    ")
        cells = [line.partition("    ") for line in coded.split("\n") if line]
        content = content.format("".join(f"<tr><td>{code}</td><td>{said}</td></tr>" for code, _, said in cells))
    if name == "nexis.html":
        content = "".join(f"<p>{part}</p>" for part in NEXIS.split("\n\n"))
    first, *rest = found(tmp_path / name, content)
    assert first.id == number
    assert first.text.split("\n\n") == [
        "Le pont est fermé",
        "Le maire a annoncé que le pont était fermé.",
        "Selon la préfète, les travaux commenceront.",
    ]
    assert (first.title, first.outlet) == (page_fact("Le pont est fermé"), page_fact("Le Quai"))
    assert (first.date, first.author) == (page_fact("2017-09-05"), page_fact("Anne Martin"))
    assert [type(row) if isinstance(row, Failure) else row.date.value for row in rest] == others


def test_an_article_that_mentions_a_database_is_no_export(tmp_path):
    text = "Europresse a changé.\n\n© 2017 Le Quai.\n\nIN   est un code, dit-il.\n\nLe pont a 3 arches."
    assert one(tmp_path / "a.txt", text).text == text


# --- Dates of columns, missing libraries, hostile files ---


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["4/5/2017", "25/12/2017"], "dmy"),
        (["4/5/2017", "12/25/2017"], "mdy"),
        (["4/5/2017", "5/4/2017"], None),
        (["25/12/2017", "12/25/2017"], None),
        (["2017-09-05", "", "31/31/2017"], None),
    ],
)
def test_slashed_dates_are_told_by_their_whole_column(tmp_path, dates, wanted):
    assert order(dates) == wanted
    table = "id,text,date\n" + "".join(f"{at},Le pont.,{date}\n" for at, date in enumerate(dates))
    rows = found(tmp_path / "a.csv", table)
    if wanted:
        assert rows[0].date.value == {"dmy": "2017-05-04", "mdy": "2017-04-05"}[wanted]
    elif dates[0] == "4/5/2017":
        assert all(isinstance(row, Failure) for row in rows)


def test_days_are_read_as_they_are_written():
    assert day("Tue, 05 Sep 2017 23:30:00 -0500") == day("20170905T233000Z") == "2017-09-05"
    assert (day("2017"), day("2017-09"), day("5/9/2017"), day("05 Sep 17"), day("2017-13-01")) == (
        "2017", "2017-09", None, None, None)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("a.html", "html"),
        ("a.rss", "feeds"),
        ("a.warc", "warc"),
        ("a.pdf", "pdf"),
        ("a.json", "json"),
        ("a.xml", "html"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(tmp_path, monkeypatch, name, extra):
    def missing(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(extras.importlib, "import_module", missing)
    (failure,) = found(tmp_path / name, PAGE)
    assert isinstance(failure.error, ConfigError)
    assert f"claim-graph[{extra}]" in str(failure.error)


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE, ids=[f"{at}-{row[0]}" for at, row in enumerate(HOSTILE)])
def test_hostile_files_are_set_aside_with_their_reason(tmp_path, name, content, said):
    rows = found(tmp_path / name, content() if callable(content) else content)
    assert rows
    assert all(isinstance(row, Failure) for row in rows)
    assert said in str(rows[0].error)


def test_a_few_lost_signs_are_no_reason_to_lose_an_article(tmp_path):
    text = "The mayor said the bridge was closed and that nobody knew for how long it would be. " * 9
    for lost in ("\ufffd", "\u00ef\u00bf\u00bd", "\u00e2\u20ac\u2122"):
        assert one(tmp_path / "a.txt", f"{text}It{lost}s late, they{lost}re late, we{lost}re late.").text


def test_a_zip_that_lies_about_its_sizes_is_counted(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"mot " * 2_000_000)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    (failure,) = found(path, bytes(raw))
    assert isinstance(failure, Failure)
