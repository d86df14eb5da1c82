"""NewsML-G2 and NITF."""

from __future__ import annotations

from bench import formats
from tests.support.read_files import LINES, found, one, page_fact

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
