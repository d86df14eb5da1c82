"""A folder of everything: what can be read is in, the rest is listed; a run that is stopped loses nothing."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from bench.broken_folder import BROKEN, make, missed
from kg import readers
from kg.answers import service
from kg.answers.show.records import Carrier
from kg.cli import app
from kg.graph.store import open_store, oxigraph
from kg.model.errors import ConfigError, OutputError, StoreError
from kg.pipeline import ingest
from kg.pipeline.ingest_report import report
from kg.propositions.verdicts.materialize import is_current

pytestmark = pytest.mark.models
RUN = CliRunner()
TEXT = "Le maire a annoncé mardi que le pont de la ville était fermé à la circulation pour trois mois."


def rows_of(reply: service.Reply) -> list[tuple[str, ...]]:
    """The rows of a reply as text."""
    return [tuple(map(str, row)) for row in reply.result.answer.rows]


def texts(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_a_folder_of_mixed_files_a_fifth_of_them_broken(tmp_path):
    made = make(tmp_path / "in", 200, huge=21_000_000, every=5)
    assert sum(file.listed for file in made) > len(BROKEN)
    words = ["add", str(tmp_path / "in"), "--store", str(tmp_path / "store"), "--report", str(tmp_path / "out/r.csv")]
    result = RUN.invoke(app, words)
    assert result.exit_code == 3, result.output
    with (tmp_path / "out/r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["source"] and row["expected"] and row["fix"] for row in rows)
    with open_store(tmp_path / "store", read_only=True) as store:
        table = store.select("SELECT ?id WHERE { ?a a schema:NewsArticle ; schema:identifier ?id }")
        stored = {str(row[0]) for row in table.rows}
    assert list(missed(made, stored, {row["source"] for row in rows if row["outcome"] == "set aside"})) == []


def test_a_stopped_run_keeps_what_it_read_and_the_next_one_finishes(tmp_path):
    folder = texts(tmp_path / "in", a=TEXT, b="Le port est ouvert depuis hier.", c="Le marché est fermé.")
    options = readers.Given(language="fr")

    def stop(name: str) -> None:
        if name.startswith("Le port"):
            raise KeyboardInterrupt

    with open_store(tmp_path / "store") as store:
        ingest.add(store, [str(folder / "c.txt")], options)
        with pytest.raises(KeyboardInterrupt):
            ingest.add(store, [str(folder)], options, stop)
    with open_store(tmp_path / "store") as store:
        assert not is_current(store)
        with pytest.raises(StoreError, match="Run it again"):
            service.query(store, "verdicts", {}, 30.0)
        again = ingest.add(store, [str(folder)], options)
        assert (again.new, again.unchanged) == ([], ["a.txt", "b.txt", "c.txt"])
        assert len(rows_of(service.query(store, "who-asserted-what", {}, 30.0))) == 3


def test_one_article_by_two_ways_in_is_added_once(tmp_path):
    folder = texts(tmp_path / "in", a=TEXT)
    for name, row in (
        ("b", {"id": "7", "text": TEXT.upper(), "date": "2017-09"}),
        ("c", {"id": "8", "text": TEXT, "source": "Le Port"}),
    ):
        (folder / f"{name}.jsonl").write_text(json.dumps(row), "utf-8")
    with open_store(None) as store, report(tmp_path / "r.jsonl") as listed:
        done = ingest.add(store, [str(folder)], readers.Given(language="fr"), report=listed)
        assert (done.new, done.same) == (["a.txt"], [("7", "a.txt"), ("8", "a.txt")])
        assert "2 there under another name" in done.summary()
    first = json.loads((tmp_path / "r.jsonl").read_text("utf-8").splitlines()[0])
    assert (first["source"], first["outcome"], first["article"]) == ("7", "same article", "a.txt")


def test_two_rows_of_one_table_are_two_articles(tmp_path):
    rows = [json.dumps({"id": str(number), "text": TEXT}) for number in range(2)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), "utf-8")
    with open_store(None) as store:
        done = ingest.add(store, [str(tmp_path / "a.jsonl")], readers.Given(language="fr"))
        assert (done.new, done.same) == (["0", "1"], [])
        assert "identical-text" in rows_of(service.query(store, "copies", {}, 30.0))[0]


def test_one_text_of_two_outlets_is_two_articles_one_copied_from_the_other(tmp_path):
    rows = [("1", "Le Port", "2017-09-06"), ("2", "Le Quai", "2017-09-05")]
    lines = [json.dumps({"id": name, "text": TEXT, "source": outlet, "date": date}) for name, outlet, date in rows]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with open_store(None) as store:
        done = ingest.add(store, [str(path)], readers.Given(language="fr"))
        assert done.new == ["1", "2"]
        row = rows_of(service.query(store, "copies", {}, 30.0))[0]
        assert row[:6] == ("1", "true", "2017-09-06", "2", "1", "identical-text")
        assert service.show(store, f"1:0-{len(TEXT)}").carriers == (Carrier("2", 1.0, 1),)
        assert not service.check(store).violations
        assert service.show(store, f"2:0-{len(TEXT)}").carriers == (Carrier("1", 1.0, -1),)


def test_what_has_no_end_of_sentence_is_set_aside_before_it_is_parsed(tmp_path):
    folder = texts(tmp_path / "in", a="le pont est fermé " * 2_500, b=TEXT)
    long, short = ingest.extract([str(folder)], readers.Given(language="fr"))
    assert "a sentence of 44,999 characters" in str(long.error)
    assert long.source.endswith("a.txt")
    assert short[0].id == "b.txt"


def test_a_report_is_a_table_or_json_lines_and_no_formula(tmp_path):
    with pytest.raises(ConfigError, match=r"\.csv or \.jsonl"), report(tmp_path / "r.txt"):
        pass
    (tmp_path / "full.csv").symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"full\.csv: No space"), report(tmp_path / "full.csv") as listed:
        listed.same("a", "b")
    with report(tmp_path / "r.csv") as listed:
        listed.same("=cmd", "@a")
    assert (tmp_path / "r.csv").read_text("utf-8").splitlines()[1].startswith("'=cmd,same article,'@a")


def test_what_is_written_is_put_into_tables_as_it_goes(tmp_path, monkeypatch):
    """Held in memory, it grew by 160 MB for each 1,000 articles (2026-11-23); so it is let go of."""
    monkeypatch.setattr(oxigraph, "_HELD", 100)
    rows = [json.dumps({"id": str(number), "text": f"Le pont {number} est fermé."}) for number in range(8)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), "utf-8")
    with open_store(tmp_path / "store") as store:
        ingest.add(store, [str(tmp_path / "a.jsonl")], readers.Given(language="fr"))
        assert isinstance(store, oxigraph.OxigraphStore)
        assert store._held < 100
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.select("SELECT ?a WHERE { ?a a schema:NewsArticle }").rows) == 8


def test_what_is_joined_again_is_not_encoded_again(tmp_path, monkeypatch):
    folder = texts(tmp_path / "in", a=TEXT, b="Le port est ouvert depuis hier.")
    options = readers.Given(language="fr")
    with open_store(tmp_path / "store") as store:
        ingest.add(store, [str(folder)], options)
        monkeypatch.setattr("kg.propositions.matching.encoder.default_encoder", lambda: pytest.fail("encoded again"))
        ingest.rebuild(store)


def test_an_article_that_comes_twice_is_counted_once(tmp_path):
    row = json.dumps({"id": "7", "text": TEXT})
    (tmp_path / "rows.jsonl").write_text(f"{row}\n{row}\n", "utf-8")
    with open_store(None) as store:
        done = ingest.add(store, [str(tmp_path / "rows.jsonl")], readers.Given(language="fr"))
        once = ingest.add(store, [str(tmp_path / "rows.jsonl")], readers.Given(language="fr")).claims
    assert (len(done.new), len(done.unchanged)) == (1, 1)
    assert done.claims == once > 0


def test_a_mistake_of_the_program_sets_one_article_aside(tmp_path):
    def read(article, resources):
        return () if article.id != "b.txt" else {}["slot"]

    folder = texts(tmp_path / "in", a=TEXT, b=TEXT, c=TEXT)
    found = list(ingest.extract([str(folder)], readers.Given(language="fr"), read=read))
    assert [isinstance(one, readers.Failure) for one in found] == [False, True, False]
    assert "KeyError('slot') in test_ingest.py" in str(found[1].error)
