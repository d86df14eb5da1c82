"""What writes: a pasted text, a corrected speaker; each runs beside, and only for who holds the launch token."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kg.cli import app
from kg.graph.rdf import iris
from kg.graph.store import decisions_file
from kg.model.errors import NotFound, StoreError
from kg.model.vocab import DATA
from kg.propositions.decisions import load
from kg.web.jobs import FINISHED, Job, Jobs
from tests.support.hostile import PAYLOADS
from tests.support.web import client

ARTICLE = iris.article("small.txt").removeprefix(f"{DATA}article/")
OWN = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}


@pytest.fixture
def store(web_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(web_store, tmp_path / "own" / "store"))


@pytest.fixture
def writer(store: Path) -> TestClient:
    return client(store, writes=True)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The arguments of the jobs that would have been started."""
    found: list[tuple[str, ...]] = []

    def start(self: Jobs, what: str, arguments: Sequence[str]) -> Job:
        found.append(tuple(arguments))
        return Job("1", what)

    monkeypatch.setattr(Jobs, "start", start)
    return found


def _claim(web: TestClient) -> str:
    found = web.get(f"/read/{ARTICLE}.json").json()
    pieces = [piece["sentence"] for block in found["blocks"] for piece in block["pieces"] if piece["sentence"]]
    return str(pieces[1]["claim"]).removeprefix(f"{DATA}article/")


def test_a_pasted_text_is_added_beside(writer: TestClient, store: Path, started: list[tuple[str, ...]]) -> None:
    form = {"text": "A title\r\n\r\nThe army said that it left.", "outlet": "--store=elsewhere", "date": "2017-09-05"}
    answer = writer.post("/add", data=form, headers=OWN, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/job/1")
    ((command, where, outlet, date, end, path),) = started
    assert (command, where, date, end) == ("add", f"--store={store}", "--date=2017-09-05", "--")
    assert outlet == "--outlet=--store=elsewhere", "a value is never taken for an option"
    assert Path(path).read_text() == "A title\n\nThe army said that it left.\n"
    writer.post("/add", data=form, headers=OWN)
    assert started[1][-1] == path, "the same text is the same article"
    assert [each.name for each in Path(path).parent.iterdir()] == [Path(path).name]


def test_a_file_is_added_under_its_kind(writer: TestClient, started: list[tuple[str, ...]]) -> None:
    kinds = {"a.html": ".html", "../../a.CSV": ".csv", "a.exe": ".txt", "a": ".txt", "a.warc.gz": ".warc.gz",
             "b.pdf": ".pdf", "x.tar.zip": ".zip", "a.gz": ".gz"}  # fmt: skip
    for name, ending in kinds.items():
        file = {"file": (name, "<p>Дом</p>".encode())}
        answer = writer.post("/add", data={"text": ""}, files=file, headers=OWN, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        path = Path(started[-1][-1])
        assert (path.name.partition(".")[2], path.parent.name) == (ending[1:], "pasted")
        assert path.read_text(encoding="utf-8") == "<p>Дом</p>"


def test_several_files_are_one_job(writer: TestClient, started: list[tuple[str, ...]]) -> None:
    files = [("file", (f"{number}.pdf", b"%PDF-1.4 " + bytes([number, 0, 255]))) for number in range(4)]
    files += [("file", ("again.pdf", files[0][1][1])), ("file", ("empty.txt", b""))]
    answer = writer.post("/add", data={"outlet": "Reuters"}, files=files, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    ((_, _, outlet, end, *paths),) = started
    assert (outlet, end, len(paths)) == ("--outlet=Reuters", "--", 4)
    assert sorted(Path(path).read_bytes() for path in paths) == sorted(content for _, (_, content) in files[:4])


def test_files_that_nobody_reads_are_refused(
    writer: TestClient, started: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (("a.bin", b"\xff\xfe\x00"), ("a.txt", b"")):
        assert writer.post("/add", files={"file": file}, headers=OWN).status_code == 400
    both = writer.post("/add", data={"text": "a"}, files={"file": ("a.txt", b"b")}, headers=OWN)
    assert both.status_code == 400
    many = [("file", (f"{number}.txt", b"a")) for number in range(51)]
    assert writer.post("/add", files=many, headers=OWN).status_code == 400
    monkeypatch.setattr("kg.web.app._SENT", 1_000)
    assert writer.post("/add", files={"file": ("a.txt", b"a" * 1_001)}, headers=OWN).status_code == 400
    pieces = (piece for piece in (b"text=", b"a"))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert writer.post("/add", content=pieces, headers=OWN | kind).status_code == 400, "of no length that is told"
    assert not started


def test_what_cannot_be_added_is_refused(writer: TestClient, started: list[tuple[str, ...]]) -> None:
    for form in ({}, {"text": " \n"}, {"text": "a", "date": "1" * 400}, {"text": "a", "outlet": "b\x1b[31m"}):
        assert writer.post("/add", data=form, headers=OWN).status_code == 400
    assert not started


def test_hostile_texts_name_no_file(writer: TestClient, store: Path, started: list[tuple[str, ...]]) -> None:
    for payload in PAYLOADS:
        answer = writer.post("/add", data={"text": f"../../{payload}"}, headers=OWN, follow_redirects=False)
        assert answer.status_code == 303
    assert {Path(each[-1]).parent for each in started} == {store / "pasted"}


@pytest.mark.parametrize("path", ["/add", f"/correct/{ARTICLE}/claim/0-1"])
def test_only_who_holds_the_token_writes(store: Path, started: list[tuple[str, ...]], path: str) -> None:
    reader, writer = client(store), client(store, writes=True)
    form = {"text": "a", "what": "reject"}
    assert reader.post(path, data=form, headers=OWN).status_code == 403
    foreign: tuple[dict[str, str], ...] = ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"})
    for headers in foreign:
        assert writer.post(path, data=form, headers=headers).status_code == 403
    assert not started
    assert "<form" not in reader.get("/add").text
    assert "<textarea" in writer.get("/add").text


def test_a_speaker_is_corrected_and_the_correction_undone(
    writer: TestClient, store: Path, started: list[tuple[str, ...]]
) -> None:
    claim = _claim(writer)
    page = writer.get(f"/correct/{claim}.json").json()
    assert (page["speaker"], page["name"]) == ("president-of-russia", "President of Russia")
    assert not page["decided"]
    form = {"what": "speaker", "value": "Peskov", "why": "He said it.", "who": "Anna"}
    answer = writer.post(f"/correct/{claim}", data=form, headers=OWN, follow_redirects=False)
    assert answer.headers["location"] == f"/correct/{claim}"
    path = decisions_file(None, str(store))
    assert started == [("review", "apply", f"--store={store}", f"--decisions={path}")]
    (entry,) = load(path) or ()
    assert (entry.who, entry.why, entry.sources[0].id) == ("Anna", "He said it.", "dmitry-peskov")
    (held,) = writer.get(f"/correct/{claim}.json").json()["decided"]
    assert held["id"] == entry.id
    assert "Undo" in writer.get(f"/correct/{claim}").text
    writer.post(f"/correct/{claim}", data={"what": "undo", "id": entry.id}, headers=OWN)
    assert not writer.get(f"/correct/{claim}.json").json()["decided"]
    assert len(started) == 2


def _decide(web: TestClient, claim: str, **form: str) -> str:
    answer = web.post(f"/correct/{claim}", data=form, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_from_claim_to_claim(writer: TestClient, store: Path, started: list[tuple[str, ...]]) -> None:
    """What is decided by one key goes on to the next claim, or back into the text, and is marked there at once."""
    claim = _claim(writer)
    later = writer.get(f"/correct/{claim}.json").json()["later"]
    assert _decide(writer, claim, what="accept", then="next") == later
    back = _decide(writer, claim, what="reject", then="read")
    assert back == f"/read/{ARTICLE}#{later.rpartition('/')[2]}"
    kinds = [each.kind.value for each in load(decisions_file(None, str(store))) or ()]
    assert kinds == ["other-speaker", "rejection"]
    assert "speaker decided, rejected" in writer.get(back.partition("#")[0]).text
    assert writer.get(later + ".json").json()["earlier"] == f"/correct/{claim}"
    assert len(started) == 2


def test_what_is_decided_of_a_part_is_marked(writer: TestClient, store: Path, started: list[tuple[str, ...]]) -> None:
    rows = writer.get("/sparql.json", params={"query": "SELECT ?part WHERE { ?claim kg:part ?part }"}).json()
    part = rows["rows"]["rows"][0][0]["iri"].removeprefix(f"{DATA}article/")
    article, _, rest = part.partition("/claim/")
    assert ": rejected" not in writer.get(f"/read/{article}").text
    _decide(writer, part, what="reject")
    pieces = [piece["sentence"] for block in writer.get(f"/read/{article}.json").json()["blocks"]
              for piece in block["pieces"] if piece["sentence"]]  # fmt: skip
    (whole,) = (one for one in pieces if one["place"] == rest.partition("/")[0])
    assert [one["decided"] for one in whole["parts"]] == ["rejected"]
    assert not whole["decided"]
    assert f"in it {whole['parts'][0]['letter']}: rejected" in writer.get(f"/read/{article}").text
    assert writer.get(f"/correct/{part}.json").json()["decided"]
    assert 'value="undo"' in writer.get(f"/correct/{part}").text
    seen_by_others = client(store).get(f"/correct/{part}").text
    assert "rejection, by" in seen_by_others
    assert 'value="undo"' not in seen_by_others


def test_an_article_is_read_beside_a_broken_log(writer: TestClient, store: Path) -> None:
    path = decisions_file(None, str(store))
    assert "log of decisions" not in writer.get(f"/read/{ARTICLE}").text
    path.write_bytes(b"no log .\n")
    answer = writer.get(f"/read/{ARTICLE}")
    assert answer.status_code == 200
    assert "The log of decisions cannot be read" in answer.text
    assert writer.get(f"/read/{ARTICLE}.json").json()["unmarked"]


def test_the_log_is_read_once_a_state_of_it(
    writer: TestClient, started: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.web import deciding

    _decide(writer, _claim(writer), what="accept")
    read: list[Path] = []
    monkeypatch.setattr(deciding, "load", lambda path: read.append(path) or load(path))
    for address in (f"/read/{ARTICLE}?speaker=president-of-russia", f"/read/{ARTICLE}", f"/correct/{_claim(writer)}"):
        assert writer.get(address).status_code == 200
    assert len(read) == 1


def test_a_subject_and_a_join_are_corrected(writer: TestClient, store: Path, started: list[tuple[str, ...]]) -> None:
    claim = _claim(writer)
    words = writer.get(f"/correct/{claim}.json").json()["text"].split()[0]
    _decide(writer, claim, what="subject", value=words)
    _decide(writer, claim, what="subject", value="")
    joined = next(
        (one.removeprefix("/id/article/"), found["joins"][0])
        for one in _shared(writer)
        if (found := writer.get(f"/correct/{one.removeprefix('/id/article/')}.json").json())["joins"]
    )
    name = joined[1]["proposition"].rpartition("/")[2]
    _decide(writer, joined[0], what="different", value=name)
    log = load(decisions_file(None, str(store))) or ()
    assert [(each.kind.value, each.words) for each in log] == [
        ("other-subject", words), ("other-subject", None), ("different", None)
    ]  # fmt: skip
    assert len(log[-1].targets) > 1
    bad = writer.post(f"/correct/{claim}", data={"what": "same", "value": "nothing"}, headers=OWN)
    assert bad.status_code == 400


def _shared(web: TestClient) -> list[str]:
    """Addresses of claims of propositions that several articles have."""
    query = """SELECT ?claim WHERE { ?node kg:proposition ?proposition ; kg:claim ?claim ; kg:band kg:same-band .
      ?other kg:proposition ?proposition ; kg:claim ?second . FILTER(?claim != ?second) ?claim a kg:Claim }"""
    rows = web.get("/sparql.json", params={"query": query}).json()["rows"]["rows"]
    return [row[0]["iri"].replace(DATA, "/id/") for row in rows]


def test_a_browser_that_may_only_read_is_shown_no_form(store: Path) -> None:
    reader = client(store)
    assert "data-key" not in reader.get(f"/read/{ARTICLE}").text
    assert "<button" not in reader.get(f"/correct/{_claim(reader)}").text


def test_decisions_wait_for_one_job() -> None:
    jobs = Jobs()
    with jobs._turn:
        first, second = (jobs.start("Apply", ["--version"]) for _ in range(2))
        assert first == second
        assert jobs.start("Add", ["--help"]) != first
    assert _ended(jobs, first).state == "done"


@pytest.mark.parametrize("form", [{"what": "speaker", "value": "Nobody at all"}, {"what": "x"}, {}, {"what": "undo"}])
def test_what_is_no_decision_is_refused(
    writer: TestClient, started: list[tuple[str, ...]], form: dict[str, str]
) -> None:
    assert writer.post(f"/correct/{_claim(writer)}", data=form, headers=OWN).status_code == 400
    assert not started


def test_no_such_claim(writer: TestClient) -> None:
    for name in ("nothing", f"{ARTICLE}/claim/0-1", f"{ARTICLE}/claim/x"):
        assert writer.get(f"/correct/{name}").status_code == 404


def _ended(jobs: Jobs, job: Job) -> Job:
    for _ in range(600):
        if (found := jobs.get(job.name)).state in FINISHED:
            return found
        time.sleep(0.05)
    raise AssertionError("it never ends")


def test_jobs_say_how_they_ended() -> None:
    jobs = Jobs()
    done, failed = jobs.start("Version", ["--version"]), jobs.start("Nothing", ["no-such-command"])
    assert _ended(jobs, done).state == "done"
    assert _ended(jobs, done).said
    assert _ended(jobs, failed).state == "failed"
    assert [job.name for job in jobs.all()] == [failed.name, done.name]
    with pytest.raises(NotFound):
        jobs.get("3")


def test_who_may_only_read_is_shown_no_arguments(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs()
    for module in ("add", "job", "correct"):
        monkeypatch.setattr(f"kg.web.pages.{module}.JOBS", jobs)
    reader = client(store)
    with jobs._turn:  # nothing is begun
        job = jobs.start("Apply", ["review", "--version", "--why=secret words"])
        said = [reader.get(path).text for path in (f"/job/{job.name}.json", "/add.json", f"/job/{job.name}", "/add")]
        assert reader.get(f"/correct/{_claim(reader)}.json").json()["job"] == job.name
    assert all("Apply" in text and "secret" not in text for text in said)
    _ended(jobs, job)
    assert jobs.unfinished("review") is None


def test_jobs_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.jobs._WAITING", 0)
    with pytest.raises(StoreError):
        Jobs().start("One", ["--version"])


def test_a_job_has_a_page(writer: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def get(self: Jobs, name: str) -> Any:
        return Job(name, "<b>Add</b>", "running", "<script>1</script>")

    monkeypatch.setattr(Jobs, "get", get)
    text = writer.get("/job/7").text
    assert "Look again" in text
    assert "<script>1" not in text
    assert writer.get("/job/7.json").json()["state"] == "running"


@pytest.mark.models
@pytest.mark.slow
def test_a_text_really_comes_into_the_store(tmp_path: Path) -> None:
    store, first = tmp_path / "store", tmp_path / "first.txt"
    first.write_text("Prices rose, the ministry said on Monday.\n")
    assert CliRunner().invoke(app, ["add", str(first), "--store", str(store)]).exit_code == 0
    writer = client(store, writes=True)
    form = {"text": "Siege ended\n\nThe siege is over, the Syrian army said on Monday.", "outlet": "Reuters"}
    answer = writer.post("/add", data=form, headers=OWN)
    assert answer.url.path.startswith("/job/")
    for _ in range(1200):
        if (found := writer.get(f"{answer.url.path}.json").json())["state"] in FINISHED:
            break
        time.sleep(0.1)
    assert found["state"] == "done", found
    titles = [row[3]["text"] for row in writer.get("/read.json").json()["rows"]["rows"]]
    assert any("Siege ended" in title for title in titles)
