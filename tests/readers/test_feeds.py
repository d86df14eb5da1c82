"""RSS and Atom."""

from __future__ import annotations

from bench import formats
from tests.support.read_files import LINES, one, page_fact


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
