"""Exports of databases: Factiva, Nexis, Europresse."""

from __future__ import annotations

import pytest

from kg.readers import Failure
from tests.support.read_files import found, one, page_fact

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
