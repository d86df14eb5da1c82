"""Files written and read at once, for tests of readers."""

from __future__ import annotations

from pathlib import Path

from kg.model import Article, Fact, Known
from kg.readers import Failure, Given, read

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
