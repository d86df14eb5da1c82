"""Tables that are read back say what the store says, and counting in them gives what SPARQL gives."""

from __future__ import annotations

import csv
import re
from collections import Counter

import duckdb
import pytest

from kg.answers import service
from kg.answers.exports import export, table_files
from kg.answers.exports.tables import TABLES
from kg.model.errors import ConfigError, OutputError
from kg.propositions.verdicts.rules import Variant
from kg.propositions.verdicts.tally import tally
from tests.support import hostile_article as hostile
from tests.support import question_store as small
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store():
    return small.memory()


@pytest.fixture(scope="module")
def folders(store, tmp_path_factory):
    found = {}
    for form in ("csv", "parquet"):
        found[form] = tmp_path_factory.mktemp("tables") / form
        export(store, form).write(found[form])
    return found


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(folder, words):
    """SQL over the tables, which stand under their names."""
    with duckdb.connect(":memory:") as connection:
        for table in TABLES:
            connection.read_parquet(str(folder / f"{table.name}.parquet")).create_view(table.name)
        return connection.execute(words).fetchall()


def counted(store, words):
    return {tuple(map(str, row)) for row in store.select(words).rows}


def as_text(found):
    return {tuple(map(str, row)) for row in found}


def test_both_hold_the_same_rows(folders):
    for table in TABLES:
        plain = [tuple(row.values()) for row in rows(folders["csv"], table.name)]
        typed = asked(folders["parquet"], f"SELECT * FROM {table.name}")  # noqa: S608 - a name of ours
        assert len(plain) == len(typed) > 0
        assert [len(row) for row in plain] == [len(table.columns)] * len(plain)
        for one, other in zip(plain, typed, strict=True):
            assert [cell.removeprefix("'") for cell in one] == [_cell(value) for value in other]


def _cell(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    ("sql", "sparql"),
    [
        ("SELECT count(*) FROM articles", "SELECT (COUNT(?a) AS ?n) WHERE { ?a a schema:NewsArticle }"),
        ("SELECT count(*) FROM claims", "SELECT (COUNT(?c) AS ?n) WHERE { ?c a kg:Claim }"),
        ("SELECT count(*) FROM parts", "SELECT (COUNT(?c) AS ?n) WHERE { ?c a kg:Part }"),
        ("SELECT count(*) FROM hops", "SELECT (COUNT(?h) AS ?n) WHERE { ?h a kg:Hop }"),
        ("SELECT count(*) FROM agents", "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a kg:Agent }"),
        ("SELECT count(*) FROM affiliations", "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a kg:Affiliation }"),
        ("SELECT count(*) FROM members", "SELECT (COUNT(?m) AS ?n) WHERE { ?m a kg:Membership }"),
        (
            "SELECT speaker, count(*) FROM claims GROUP BY speaker",
            "SELECT ?s (COUNT(?c) AS ?n) WHERE { ?c a kg:Claim ; kg:speaker ?s } GROUP BY ?s",
        ),
        (
            'SELECT claim, text, begin, "end" FROM claims',
            "SELECT ?c ?t ?b ?e WHERE { ?c a kg:Claim ; schema:text ?t ; kg:begin ?b ; kg:end ?e }",
        ),
        (
            "SELECT state, count(DISTINCT assertion) FROM hops WHERE state IS NOT NULL GROUP BY state",
            "SELECT ?s (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c kg:attribution/kg:hop/kg:ofState/skos:notation ?s }"
            " GROUP BY ?s",
        ),
        (
            "SELECT proposition, claims, articles, outlets, origins, independent FROM propositions",
            "SELECT ?p ?a ?b ?c ?d ?e WHERE { ?p kg:claimCount ?a ; kg:articleCount ?b ; kg:outletCount ?c ;"
            " kg:originCount ?d ; kg:independentCount ?e }",
        ),
        ("SELECT assertion, proposition FROM members WHERE supports", "SELECT ?c ?p WHERE { ?c kg:supports ?p }"),
        ("SELECT assertion, proposition FROM members WHERE perhaps", "SELECT ?c ?p WHERE { ?c kg:perhaps ?p }"),
    ],
)
def test_counts_are_those_of_sparql(store, folders, sql, sparql):
    found = as_text(asked(folders["parquet"], sql))
    assert found
    assert found == counted(store, sparql)


VERDICTS = """
SELECT proposition, value FROM verdicts WHERE country = $1 AND variant = $2 UNION ALL
SELECT proposition, value FROM verdicts AS other WHERE country IS NULL AND variant = $2
  AND NOT EXISTS (FROM verdicts WHERE country = $1 AND proposition = other.proposition)"""


def verdicts(folder, country, variant):
    return dict(asked(folder, VERDICTS.replace("$1", f"'{country}'").replace("$2", f"'{variant}'")))


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("country", ["RU", "SY", "FR"])
def test_as_many_verdicts_as_an_answer_tells(store, folders, country, variant):
    values = Counter(verdicts(folders["parquet"], country, variant.value).values())
    assert values == tally(store, country, variant).values


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("country", ["RU", "SY"])
@pytest.mark.parametrize("value", ["yes", "undetermined"])
def test_verdicts_are_those_of_the_question(store, folders, country, variant, value):
    asked_for = {"country": country, "variant": variant.value, "value": value}
    answer = service.query(store, "rests-only-on", asked_for, 60.0).result.answer
    expected = {str(row[answer.columns.index("proposition")]) for row in answer.rows}
    found = verdicts(folders["parquet"], country, variant.value)
    assert {proposition for proposition, said in found.items() if said == value} == expected


def test_why_a_verdict_is_open_is_what_the_graph_says(store, folders):
    sql = (
        "SELECT proposition, unnest(string_split(open_because, ' ')) FROM verdicts"
        " WHERE country IS NULL AND variant = 'origin'"
    )
    sparql = 'SELECT ?p (STRAFTER(STR(?r), "open-") AS ?w) WHERE { ?p a kg:Proposition ; kg:originOpenBecause ?r }'
    assert as_text(asked(folders["parquet"], sql)) == counted(store, sparql)


def test_no_cell_of_csv_is_a_formula(tmp_path):
    export(hostile.store(), "csv").write(tmp_path / "t")
    cells = [cell for table in TABLES for row in rows(tmp_path / "t", table.name) for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"\s*[=+@-]", cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    assert "\x01" not in "".join(cells)
    assert '\'@SUM("<b>")' in cells


def test_parquet_has_the_words_as_they_are(tmp_path):
    export(hostile.store(), "parquet").write(tmp_path / "a [x] *")
    assert asked_anywhere(tmp_path) == [(hostile.TEXT, '@SUM("<b>")')]


def asked_anywhere(tmp_path):
    (tmp_path / "a [x] *").rename(tmp_path / "plain")  # DuckDB's readers take names for patterns
    return asked(tmp_path / "plain", "SELECT claims.text, title FROM claims JOIN articles USING (article)")


def test_no_half_folder_stays(tmp_path, monkeypatch):
    def fail(records, folder):
        (folder / "claims.csv").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(export.__globals__["FOLDERS"], "csv", fail)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "claims.csv").write_text("before")
    with pytest.raises(OutputError, match="No space left"):
        export(hostile.store(), "csv").write(tmp_path / "t")
    assert (tmp_path / "t" / "claims.csv").read_text() == "before"
    with pytest.raises(OutputError, match="No space left"):
        export(hostile.store(), "csv").write(tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


def test_what_duckdb_cannot_write_is_told(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        table_files.parquet_files(export(hostile.store(), "parquet").records, tmp_path / "nowhere")


def test_several_files_need_a_folder():
    with pytest.raises(ConfigError, match="-o"):
        export(hostile.store(), "csv").pieces()


def test_the_extra_is_named_where_duckdb_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"\[parquet\]"):
        export(hostile.store(), "parquet").write(tmp_path / "t")
    assert not list(tmp_path.iterdir())


def test_every_column_is_documented():
    text = (ROOT / "docs" / "exports.md").read_text("utf-8")
    for table in TABLES:
        assert f"`{table.name}`: {table.row}" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} | {column.about} |" in text
