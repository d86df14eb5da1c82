"""A folder of mixed files, three in a hundred of them broken: everything readable must come in, the rest be listed.

``python -m bench.broken_folder FOLDER --files 10000`` makes the folder, adds it to a fresh store beside it, and prints
time, memory as it went, and what was missed: files that should have come in, and broken ones that nothing was said of.
Exit code 1 where anything was missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import formats

_PLACES = ("Vaulx", "Tarn", "Odessa", "Lisbon", "Quito", "Narva", "Bergen", "Perm", "Tomsk", "Leeds", "Dakar", "Oran")
_WHO = {
    "fr": ("Le maire de {}", "La préfète de {}", "Un témoin de {}", "La police de {}", "Le syndicat de {}"),
    "en": ("The mayor of {}", "A witness in {}", "The police of {}", "The farmers of {}", "A doctor in {}"),
    "ru": ("Мэр города {}", "Полиция города {}", "Врач из города {}", "Житель города {}"),
}
_SAID = {
    "fr": ("a annoncé", "a déclaré", "affirme", "a indiqué"),
    "en": ("said", "announced", "claimed", "told reporters"),
    "ru": ("заявил", "сообщил", "утверждает"),
}
_WHAT = {
    "fr": ("que le pont {} était fermé", "que {} maisons avaient brûlé", "que le marché ouvrirait le {} mai"),
    "en": ("that bridge {} was closed", "that {} houses had burnt", "that the market would open on {} May"),
    "ru": ("что мост {} закрыт", "что сгорело {} домов", "что рынок откроется {} мая"),
}
_MORE = {
    "fr": "Les habitants attendent depuis {} jours une réponse claire du gouvernement et des secours.",
    "en": "Residents have been waiting for {} days for a clear answer from the government and for help.",
    "ru": "Жители уже {} дней ждут ясного ответа от правительства и помощи спасателей.",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the folder: the ids of the articles that must come out of it, and whether something must be listed."""

    name: str
    articles: tuple[str, ...]
    listed: bool


def make(folder: Path, files: int, huge: int = 40_000_000, every: int = 33, seed: int = 1) -> list[Made]:
    """Fill a folder.

    Args:
        folder: a place that does not exist yet.
        files: how many.
        huge: bytes of the files of one line.
        every: of so many files one is broken; 33 make three in a hundred.
        seed: of the choice of words; the same seed makes the same folder.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    made = []
    for number in range(files):
        place = folder / f"{number // 1000:02}"
        place.mkdir(parents=True, exist_ok=True)
        broken = number % every == every // 2
        kinds: tuple[Callable[..., tuple[str, bytes, tuple[str, ...]]], ...] = BROKEN if broken else READABLE
        name, content, articles = kinds[number // every % len(kinds) if broken else number % len(kinds)](number, rng)
        if content == _HUGE:
            content = b"mot " * (huge // 4)
        (place / name).write_bytes(content)
        made.append(Made(f"{place.name}/{name}", articles, broken))
    return made


_HUGE = b"huge"


def _words(number: int, rng: random.Random, language: str | None = None) -> tuple[str, list[str]]:
    """A language, and two sentences of their own in it."""
    code = language or rng.choice(("fr", "en", "ru"))
    who = rng.choice(_WHO[code]).format(rng.choice(_PLACES))
    said = f"{who} {rng.choice(_SAID[code])}{',' if code == 'ru' else ''} {rng.choice(_WHAT[code]).format(number)}."
    return code, [said, _MORE[code].format(number + 2)]


def _text(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    name = f"{number}.txt"
    return name, "\n\n".join(_words(number, rng)[1]).encode(), (name,)


def _html(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    code, lines = _words(number, rng)
    return f"{number}.html", formats.page(f"№ {number}", lines, language=code), (f"{number}.html",)


def _cyrillic(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    page = formats.page(f"Новость {number}", _words(number, rng, "ru")[1], encoding="windows-1251", language="ru")
    return f"{number}.htm", page, (f"{number}.htm",)


def _rows(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    row = {"id": f"row-{number}", "text": " ".join(_words(number, rng)[1]), "date": "2017-09"}
    return f"{number}.jsonl", json.dumps(row).encode(), (f"row-{number}",)


def _csv(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    text = " ".join(_words(number, rng)[1])
    return f"{number}.csv", f'id,text,date\nc-{number},"{text}",25/12/2017\n'.encode(), (f"c-{number}",)


def _feed(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    lines = _words(number, rng)[1]
    return f"{number}.xml", formats.feed([(f"f-{number}", lines[0], lines[1])]), (f"f-{number}",)


def _nitf(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    return f"{number}.xml", formats.nitf(f"n-{number}", "Nouvelles", _words(number, rng, "fr")[1]), (f"n-{number}",)


def _gzip(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    name = f"{number}.txt.gz"
    return name, gzip.compress(_text(number, rng)[1], mtime=0), (name,)


def _zip(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    name, content, _ = _html(number, rng)
    inside = f"{number // 1000:02}/{number}.zip/a/{name}"
    return f"{number}.zip", formats.archive({f"a/{name}": content}), (inside,)


def _warc(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    url = f"https://quay.example/{number}"
    return f"{number}.warc.gz", formats.warc([(url, _html(number, rng)[1])]), (url,)


def _pdf(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    return f"{number}.pdf", formats.pdf(_words(number, rng, "en")[1]), (f"{number}.pdf",)


def _telegram(number: int, rng: random.Random) -> tuple[str, bytes, tuple[str, ...]]:
    message = {"text": " ".join(_words(number, rng)[1]), "forwarded_from": "A Witness"}
    return f"{number}.json", formats.telegram([message], number=number), (f"{number}/1",)


READABLE = (_text, _html, _rows, _cyrillic, _csv, _feed, _text, _nitf, _gzip, _zip, _html, _warc, _pdf, _telegram)


def _broken(suffix: str, content: Callable[[int, random.Random], bytes]) -> Callable[..., tuple[str, bytes, tuple[()]]]:
    return lambda number, rng: (f"{number}{suffix}", content(number, rng), ())


_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 10) for at in range(1, 10)
)
BROKEN = (
    _broken(".txt.gz", lambda number, rng: _gzip(number, rng)[1][:-12]),
    _broken(".txt", lambda number, rng: "Starosta řekl, že most přes řeku je zavřený.".encode("cp1250")),
    _broken(".txt", lambda number, rng: "\n".join(_words(number, rng, "ru")[1]).encode().decode("latin-1").encode()),
    _broken(".txt", lambda number, rng: b""),
    _broken(".txt", lambda number, rng: rng.randbytes(3000)),
    _broken(".txt", lambda number, rng: _HUGE),
    _broken(".xml", lambda number, rng: _LAUGHS + b"]><rss><channel><title>&j;</title></channel></rss>"),
    _broken(
        ".xml", lambda number, rng: _LAUGHS + b"]><nitf><body><body.content><p>&j;</p></body.content></body></nitf>"
    ),
    _broken(".zip", lambda number, rng: formats.archive({"a.txt": b"mot " * 5_000_000})),
    _broken(".zip", lambda number, rng: _zip(number, rng)[1][:-40]),
    _broken(".html", lambda number, rng: b"<div>" * 200_000),
    _broken(".html", lambda number, rng: b"\0" * 5000),
    _broken(
        ".jsonl", lambda number, rng: b'{"id": "a", "text": "Le pont est ferm\\u00e9 mardi.", "date": "2017-02-30"}'
    ),
    _broken(".jsonl", lambda number, rng: b'{"id": "a", "text": "Le pont \\ud83d est ferm\\u00e9."}'),
    _broken(".csv", lambda number, rng: b'id,text\n1,"Le pont est ferm\xe9.\n'),
    _broken(".csv", lambda number, rng: _HUGE),
    _broken(".json", lambda number, rng: b'{"name": "x", "type": "public_channel", "messages": [{"id": 1,'),
    _broken(".pdf", lambda number, rng: formats.pdf([])),
    _broken(".pdf", lambda number, rng: formats.pdf(["Le pont."])[:200]),
    _broken(".warc.gz", lambda number, rng: _warc(number, rng)[1][:-60]),
    _broken(".txt", lambda number, rng: b"le pont est ferme " * 20_000),
    _broken(".docx", lambda number, rng: rng.randbytes(500)),
    _broken(".txt", lambda number, rng: "Der Bürgermeister sagte, die Brücke sei seit gestern geschlossen.".encode()),
)


def memory() -> float:
    """What this process holds now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def missed(made: list[Made], stored: set[str], listed: set[str]) -> Iterator[str]:
    """What did not come out as it should."""
    for file in made:
        for name in set(file.articles) - stored:
            yield f"{file.name}: {name} is not in the store"
        if file.listed and not any(source.endswith(file.name) for source in listed):
            yield f"{file.name}: broken, and not listed"
        if not file.listed and any(source.endswith(file.name) for source in listed):
            yield f"{file.name}: readable, and set aside"


def main() -> int:
    """Make the folder, add it, and say what was missed."""
    from kg import readers
    from kg.graph.store import open_store
    from kg.pipeline import ingest
    from kg.pipeline.ingest_report import report

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    made = make(options.folder / "in", options.files)
    started, seen = time.monotonic(), 0

    def tick(name: str) -> None:
        nonlocal seen
        seen += 1
        if seen % max(options.files // 10, 1) == 0 or name == "propositions":
            print(f"{seen:6} {time.monotonic() - started:7.0f} s {memory():7.0f} MB {name}", flush=True)

    with report(options.folder / "report.csv") as listed, open_store(options.folder / "store") as store:
        done = ingest.add(store, [str(options.folder / "in")], readers.Given(), tick, listed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{done.summary()}; {time.monotonic() - started:.0f} s, peak {peak:.0f} MB")
    wrong = list(missed(made, {*done.new, *done.unchanged}, {failure.source for failure in done.failures}))
    print(
        "\n".join(wrong) or f"nothing missed among {len(made)} files, {sum(row.listed for row in made)} of them broken"
    )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
