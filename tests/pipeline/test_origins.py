"""An id belongs to its source: no file takes away what another brought, and one that changed replaces its own."""

from __future__ import annotations

import io
import sys

import pytest

from kg.graph.store import open_store
from kg.pipeline import ingest
from kg.pipeline.origins import FILE, Origins
from kg.readers import Given, read

FRENCH = Given(language="fr")
WORDS = ("Le pont est fermé depuis hier.", "Le marché a brûlé cette nuit.", "Le phare est éteint depuis mardi.")


def table(path, *texts, outlet=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"{number},{text},{outlet}" for number, text in enumerate(texts, 1)]
    path.write_text("\n".join(["id,text,outlet", *rows, ""]), "utf-8")
    return str(path)


def stored(store):
    table = store.select("SELECT ?id ?text WHERE { ?a a schema:NewsArticle ; schema:identifier ?id ; kg:text ?text }")
    return {str(name): str(text) for name, text in table.rows}


@pytest.fixture(params=["memory", "disk"])
def place(request, tmp_path):
    return None if request.param == "memory" else tmp_path / "store"


@pytest.mark.models
def test_two_tables_that_share_ids_are_kept_both_and_that_is_said(tmp_path, place):
    first, second = table(tmp_path / "a/x.csv", *WORDS[:2]), table(tmp_path / "b/y.csv", WORDS[2], WORDS[1])
    with open_store(place) as store:
        ingest.add(store, [first], FRENCH)
        done = ingest.add(store, [second], FRENCH)
        assert (done.new, done.replaced, done.unchanged) == (["y.csv:1"], [], ["2"])
        assert ["another source" in str(row.error).casefold() for row in done.remarks] == [True]
        wanted = {"1": WORDS[0], "2": WORDS[1], "y.csv:1": WORDS[2]}
        assert stored(store) == wanted
        for paths in ([first], [second], [second, first], [str(tmp_path / "a"), str(tmp_path / "b")]):
            again = ingest.add(store, paths, FRENCH)
            assert (again.new, again.replaced, again.remarks) == ([], [], [])
        third = table(tmp_path / "c/y.csv", "Le port est vide depuis lundi.")
        assert ingest.add(store, [third], FRENCH).new == ["c/y.csv:1"]
        assert stored(store) == {**wanted, "c/y.csv:1": "Le port est vide depuis lundi."}


@pytest.mark.models
def test_a_table_that_changed_replaces_what_it_brought_and_nothing_else(tmp_path, place, monkeypatch):
    first, second = table(tmp_path / "a/x.csv", WORDS[0]), table(tmp_path / "b/x.csv", WORDS[1])
    with open_store(place) as store:
        ingest.add(store, [first, second], FRENCH)
        table(tmp_path / "b/x.csv", WORDS[2])
        monkeypatch.chdir(tmp_path / "b")
        done = ingest.add(store, ["../b/x.csv"], FRENCH)
        assert (done.new, done.replaced, done.remarks) == ([], ["x.csv:1"], [])
        assert stored(store) == {"1": WORDS[0], "x.csv:1": WORDS[2]}
        table(tmp_path / "a/x.csv", WORDS[1])
        assert ingest.add(store, [str(tmp_path)], FRENCH).replaced == ["1"]
        assert stored(store) == {"1": WORDS[1], "x.csv:1": WORDS[2]}


@pytest.mark.models
def test_rows_under_one_id_keep_their_own_when_one_is_gone(tmp_path, place):
    path = tmp_path / "x.csv"
    with open_store(place) as store:
        for texts in (WORDS[:2], WORDS[1:2]):
            path.write_text("id,text\n" + "".join(f"7,{text}\n" for text in texts), "utf-8")
            done = ingest.add(store, [str(path)], FRENCH)
        assert (done.unchanged, done.replaced, done.new) == (["x.csv:7"], [], [])
        assert stored(store) == {"7": WORDS[0], "x.csv:7": WORDS[1]}


@pytest.mark.models
def test_one_text_of_two_outlets_under_one_id_is_two_articles(tmp_path, place):
    first, second = (table(tmp_path / name / "x.csv", WORDS[0], outlet=name) for name in ("Quai", "Port"))
    with open_store(place) as store:
        for path in (first, second):
            ingest.add(store, [path], FRENCH)
        assert sorted(stored(store)) == ["1", "x.csv:1"]


@pytest.mark.models
def test_files_of_one_name_and_texts_of_standard_input_are_kept_apart(tmp_path, place, monkeypatch):
    paths = [tmp_path / name / "a.txt" for name in "xy"]
    with open_store(place) as store:
        for path, text in zip(paths, WORDS, strict=False):
            path.parent.mkdir()
            path.write_text(text, "utf-8")
            ingest.add(store, [str(path)], FRENCH)
        assert sorted(stored(store)) == ["a.txt", "y/a.txt"]
        for text in (WORDS[0], WORDS[2], WORDS[2]):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
            done = ingest.add(store, ["-"], FRENCH)
        assert len(stored(store)) == 4
        assert len(done.unchanged) == 1


@pytest.mark.models
def test_without_its_notes_a_store_loses_nothing_and_a_torn_one_is_mended(tmp_path):
    path, place = table(tmp_path / "a/x.csv", *WORDS[:2]), tmp_path / "store"
    with open_store(place) as store:
        ingest.add(store, [path], FRENCH)
    whole = (place / FILE).read_bytes()
    (place / FILE).write_bytes(whole[:-5])
    with open_store(place) as store:
        assert list(Origins.of(store).known) == ["1"]
        assert len(ingest.add(store, [path], FRENCH).unchanged) == 2
    assert (place / FILE).read_bytes() == whole
    (place / FILE).unlink()
    table(tmp_path / "a/x.csv", WORDS[2], WORDS[1])
    with open_store(place) as store:
        assert ingest.add(store, [path], FRENCH).new == ["x.csv:1"]
        assert len(stored(store)) == 3


def test_rows_of_one_file_under_one_id_have_ids_of_their_own(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + "".join(f"7,{text}\n" for text in (*WORDS, WORDS[0])), "utf-8")
    names = [row.id for row in read([str(path)], Given())]
    assert names[:2] == ["7", "a.csv:7"]
    assert names[3] == "7"
    assert len(set(names)) == 3
