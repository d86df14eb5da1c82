"""Progress on standard error."""

from __future__ import annotations

import io
import sys

import pytest

from kg.cli.progress import Pace, progress
from kg.readers.expected import expected


def test_where_nobody_looks_on_a_line_comes_every_ten_seconds(capsys):
    clock = iter(range(0, 1000, 4))
    with progress(97, lambda: next(clock)) as tick:
        for number in range(6):
            tick(f"Article {number}\n\x1b[2J")
    out, err = capsys.readouterr()
    assert out == ""
    assert 1 < len(err.splitlines()) < 6
    assert all(line.startswith("kg: ") and " of about 97 articles" in line for line in err.splitlines())
    assert "\x1b" not in err


def test_a_short_run_says_nothing_where_nobody_looks_on(capsys):
    with progress() as tick:
        tick("a.txt")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("done", "total", "expected"),
    [
        (34, 97, "34 of about 97 articles, 3 min 5 s left: The siege"),
        (34, 40, "34 of about 40 articles, 18 s left: The siege"),
        (1, 97, "1 of about 97 articles: The siege"),
        (34, None, "34 articles: The siege"),
        (34, 33, "34 articles: The siege"),
    ],
)
def test_what_is_left_is_told_at_the_pace_so_far(done: int, total: int | None, expected: str):
    times = iter((0.0, 100.0))
    pace = Pace(total, lambda: next(times))
    pace.done = done
    assert pace.says("The siege") == expected


def test_how_many_articles_files_hold(tmp_path):
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "b.csv").write_text('id;text\n1;"two\nlines; in one"\n2;b\n')
    (tmp_path / "c.jsonl").write_text("{}\n\n{}\n")
    (tmp_path / "metadata.csv").write_text("file,outlet\na.txt,The Post\n")
    assert expected([str(tmp_path)]) == 5
    (tmp_path / "d.zip").write_bytes(b"")
    assert expected([str(tmp_path)]) is None
    assert expected(["-"]) is None


def test_progress_goes_to_standard_error_and_stops_control_characters(monkeypatch, capsys):
    shown = io.StringIO()
    shown.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as tick:
        tick("a\x1b]0;b\x07.txt")
    assert capsys.readouterr().out == ""
    assert "1 article: " in shown.getvalue()
    assert "\x1b]" not in shown.getvalue()
    assert "\x07" not in shown.getvalue()
