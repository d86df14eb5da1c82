"""What a page tells of a job."""

import pytest

from kg.web.jobs import _without_folders


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("set aside: /srv/our news/store/pasted/pasted-1.txt: empty", "set aside: …/pasted-1.txt: empty"),
        ("kg: /srv/our news/store/lock: held", "kg: …/store/lock: held"),
        ("'/usr/lib/python3/kg/x.py' is odd", "'…/x.py' is odd"),
        ("see https://example.org/a/b/c.html, 3/4/5, and/or", "see https://example.org/a/b/c.html, 3/4/5, and/or"),
        ("read 1 article", "read 1 article"),
        ("kg: /mnt/other news/x/y.txt: empty", "kg: …/y.txt: empty"),
        ("file:///home/ann/secret/a.txt is odd", "…/a.txt is odd"),
        ("read ../../secret/x/y.txt, ~/secret/z.txt", "read …/z.txt"),
        ("kg:/home/bob/y.txt: 'no'", "kg:…/y.txt: 'no'"),
        ('File "C:\\Users\\ann\\x.py"', 'File "…/x.py"'),
        ("one\n/home/ann/a.txt\ntwo /3", "one\n…/a.txt\ntwo /3"),
    ],
)
def test_no_folder_of_the_server_is_told(said, shown):
    arguments = ("add", "--store=/srv/our news/store", "--", "/srv/our news/store/pasted/pasted-1.txt")
    assert _without_folders(said, arguments) == shown


def test_the_end_is_kept():
    assert _without_folders("a" * 30_000 + "end", ())[-3:] == "end"
