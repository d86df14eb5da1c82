"""Progress on standard error."""

from __future__ import annotations

import io
import sys

from kg.cli.progress import progress


def test_progress_is_silent_where_nobody_looks_on(capsys):
    with progress() as tick:
        tick("a.txt")
    assert capsys.readouterr() == ("", "")


def test_progress_goes_to_standard_error_and_stops_control_characters(monkeypatch, capsys):
    shown = io.StringIO()
    shown.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as tick:
        tick("a\x1b]0;b\x07.txt")
    assert capsys.readouterr().out == ""
    assert "done" in shown.getvalue()
    assert "\x1b]" not in shown.getvalue()
    assert "\x07" not in shown.getvalue()
