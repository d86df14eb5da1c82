"""Archives: zip and gzip, and what they may not do."""

from __future__ import annotations

import gzip
import zipfile

from bench import formats
from kg.model import Fact, Known
from kg.readers import Failure
from tests.support.read_files import LINES, PAGE, found, one


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


def test_a_zip_that_lies_about_its_sizes_is_counted(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", b"mot " * 2_000_000)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    (failure,) = found(path, bytes(raw))
    assert isinstance(failure, Failure)
