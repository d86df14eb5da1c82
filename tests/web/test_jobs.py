"""What a page tells of a job."""

import pytest

from kg.web.jobs import _shown

ARGUMENTS = ("add", "--store=/srv/our news/store", "--", "/srv/our news/store/pasted/pasted-1.txt")


@pytest.mark.parametrize(
    ("complaint", "shown"),
    [
        ("kg: set aside: /srv/our news/store/pasted/pasted-1.txt: empty", "kg: set aside: pasted-1.txt: empty"),
        ("kg: /srv/our news/store/lock: held", "kg: lock: held"),
        ("kg: /srv/our news/store: expected a store", "kg: store: expected a store"),
        ("kg: row 3: expected a date", "kg: row 3: expected a date"),
    ],
)
def test_a_complaint_names_what_the_command_was_given(complaint, shown):
    assert _shown("1 article\n", complaint, ARGUMENTS) == f"1 article\n{shown}"


@pytest.mark.parametrize(
    "complaint",
    [
        "kg: /mnt/other news/x/y.txt: empty",
        "'/usr/lib/python3/kg/x.py' is odd",
        "kg:/home/bob/y.txt: 'no'",
        "file:///home/ann/secret/a.txt is odd",
        "kg: ~/secret/z.txt",
        "kg: /srv/our newspaper: taken",
        "kg: …/secret/a:b/c",
        'File "C:\\Users\\ann\\x.py"',
        "kg: \\\\host\\share",
        "kg: /srv/our news/store/data/secret/000123.sst: torn",
    ],
)
def test_a_line_that_may_name_another_folder_is_left_to_whoever_runs_the_server(complaint, capsys):
    shown = _shown("read and/or stored\n", f"kg: one\n{complaint}\nkg: two", ARGUMENTS)
    assert shown.splitlines()[:3] == ["read and/or stored", "kg: one", "kg: two"]
    assert shown.endswith("where they can be read: 1.")
    assert not any(name in shown for name in ("srv", "home", "secret", "mnt", "Users", "share"))
    assert complaint in capsys.readouterr().err


def test_the_end_is_kept():
    assert _shown("a" * 30_000 + "end", "", ())[-3:] == "end"
