"""Rounds of articles nobody has seen: drawn by a seed, labelled by two readers and a third, scored once on first sight.

``python -m bench.rounds draw SEED --raw FOLDER --news TABLE.csv`` prints the order in which articles are looked at.
``python -m bench.rounds sentences FILE`` numbers the sentences of a text by a plain rule, no part of the program.
``python -m bench.rounds locate TEXTS READER OUT`` turns a reader's rows (numbers and words) into offsets, and
names what does not stand in the text. ``python -m bench.rounds agreement ONE TWO`` compares two readers; with
``--articles FILE``, the round's ``articles.jsonl``, by language too.
``python -m bench.rounds score ROUND… --texts FOLDER`` reads the articles with the program and prints the figures.
The labels are committed before the program has read any of the articles (see ``bench/gold/GUIDELINES.md``).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.gold import score as scorer

Row = dict[str, Any]
_BORDER = re.compile(r"[.!?…]+[\"»”’')\]]*\s+(?=[«\"“‘(\[—–-]?\s?[A-ZÀ-ÝА-ЯЁ0-9])")
_SHORT = re.compile(r"[A-ZА-ЯЁ]|Mr|Mrs|Ms|Dr|MM|Mme|St|Gen|Lt|Col|Sgt|Sen|Rep|Gov|No|г|гг|ул|им|т|тыс|млн|млрд|руб")
_SPEAKS = {"?": "unnamed", "": "outlet"}  # by the first letter of the first agent; else somebody named


def draw(seed: str, raw: Path, news: Path, labelled: set[str]) -> Iterator[tuple[str, str]]:
    """Language and name of each article in the order in which readers look at them.

    Args:
        seed: names the round.
        raw: a folder of texts for each language.
        news: the table of FA-KES.
        labelled: ids of its rows that are labelled already.
    """
    pools = {folder.name: [path.name for path in folder.glob("*.txt")] for folder in raw.iterdir() if folder.is_dir()}
    with news.open(encoding="utf-8", errors="replace", newline="") as handle:
        ids = {row["unit_id"] for row in csv.DictReader(handle)}
    pools["fakes"] = [f"fakes-{number}" for number in ids - labelled]
    for language, names in sorted(pools.items()):
        order = sorted(names)
        random.Random(f"{seed}:{language}").shuffle(order)  # noqa: S311 - a draw that can be repeated
        yield from ((language, name) for name in order)


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a text, line by line, by capitals behind full stops."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = 0
        for border in _BORDER.finditer(line.group()):
            words = line.group()[start : border.start()].split()
            short = words and line.group()[border.start()] == "." and _SHORT.fullmatch(words[-1].strip('«"“('))
            if not short:
                found.append(_trimmed(text, line.start() + start, line.start() + border.end()))
                start = border.end()
        found.append(_trimmed(text, line.start() + start, line.end()))
    return [(start, end) for start, end in found if end > start]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def locate(text: str, rows: Iterable[Row]) -> Iterator[Row]:
    """A reader's rows with offsets in place of numbers and words.

    Raises:
        ValueError: words do not stand in their sentence, or a sentence has no row.
    """
    spans, known = sentences(text), {}
    for row in rows:
        known.setdefault(row["n"], []).append(row)
    if missing := set(range(len(spans))) - set(known):
        raise ValueError(f"no row for the sentences {sorted(missing)}")
    for number, (start, end) in enumerate(spans):
        for row in known[number]:
            if row.get("merged"):
                continue
            last = number
            while known.get(last, [{}])[0].get("merge_next"):
                last += 1
            yield _located(text, (start, spans[last][1] if last > number else end), row)


def _located(text: str, sentence: tuple[int, int], row: Row) -> Row:
    start, end = _words(text, sentence, row["text"], 1) if row.get("text") else sentence
    pairs = {
        name: _words(text, (start, end), row[name], row.get(f"{name}_nth", 1)) if row.get(name) else None
        for name in ("cue", "source")
    }
    parts = [{**part, "content": _words(text, (start, end), part["content"], 1)} for part in row.get("parts", [])]
    kept = ("kind", "chain", "chain_also", "quote", "commitment", "commitment_also")
    return {"start": start, "end": end, **{name: row[name] for name in kept if name in row}, **pairs, "parts": parts}


def _words(text: str, within: tuple[int, int], words: str, nth: int) -> tuple[int, int]:
    at = within[0] - 1
    for _ in range(nth):
        at = text.find(words, at + 1, within[1])
        if at < 0:
            raise ValueError(f"{words!r} does not stand in {text[within[0] : within[1]]!r}")
    return at, at + len(words)


def agreement(one: Iterable[Row], two: Iterable[Row]) -> dict[str, float]:
    """Shares of sentences on which two readers agree, and kappa of who speaks; rows are matched by their start."""
    other = {(row["article"], row["start"]): row for row in two}
    pairs = [(row, other[key]) for row in one if (key := (row["article"], row["start"])) in other]
    pairs = [(a, b) for a, b in pairs if "boilerplate" not in (a["kind"], b["kind"])]
    first = [(row[0]["chain"][:1], row[1]["chain"][:1]) for row in pairs]
    same = {
        "origin": sum(a == b for a, b in first),
        "origin, with other readings": sum(
            a["chain"][:1] in [c[:1] for c in (b["chain"], *b.get("chain_also", []))]
            or b["chain"][:1] in [c[:1] for c in a.get("chain_also", [])]
            for a, b in pairs
        ),
        "chain": sum(a["chain"] == b["chain"] for a, b in pairs),
        "quote": sum(a["quote"] == b["quote"] for a, b in pairs),
        "commitment": sum(a["commitment"] == b["commitment"] for a, b in pairs),
    }
    total = len(pairs)
    kinds = [(_speaks(a), _speaks(b)) for a, b in first]
    left, right = Counter(a for a, _ in kinds), Counter(b for _, b in kinds)
    chance = sum(left[kind] * right[kind] for kind in left) / total**2
    observed = sum(a == b for a, b in kinds) / total
    rates = {name: round(100 * number / total, 1) for name, number in same.items()}
    kappa = round((observed - chance) / (1 - chance), 3) if chance < 1 else 1.0
    return {"sentences": total, **rates, "kappa of who speaks": kappa}


def _speaks(first: list[str]) -> str:
    return _SPEAKS.get(first[0][:1] if first else "", "named")


def articles(folder: Path, texts: list[Path]) -> Iterator[tuple[Row, Any]]:
    """The articles of a round as its ``articles.jsonl`` and the program have them; texts are checked by their hash."""
    from kg.model import Article, Fact, Known
    from kg.pipeline import extraction
    from kg.sources import load_resources

    registry = load_resources().registry
    for raw in _rows(folder / "articles.jsonl"):
        text = _text(raw, [folder / "texts", *texts])
        facts = {name: Fact(raw[name], Known.ASSERTED) for name in ("outlet", "date", "language") if raw.get(name)}
        yield raw, extraction.complete(Article(raw["article"], text, **facts), registry)


def predicted(folders: list[Path], texts: list[Path]) -> list[Row]:
    """What the program says of the articles of rounds, one row a sentence."""
    from kg.answers.claim_rows import row
    from kg.pipeline import extraction
    from kg.sources import load_resources

    resources = load_resources()
    return [
        with_wire(row(article, claim))
        for folder in folders
        for _, article in articles(folder, texts)
        for claim in extraction.claims(article, resources)
    ]


def with_wire(said: Mapping[str, Any]) -> Row:
    """The row with the agency whose text it is as its last relay, as the guidelines have it (their point 3)."""
    wire = said["wire"]
    known = wire is None or wire["id"] in {hop["id"] for hop in said["chain"]}
    return {**said, "chain": said["chain"] if known else [*said["chain"], wire]}


def _text(raw: Row, folders: list[Path]) -> str:
    for folder in folders:
        path = folder / f"{raw['article']}.txt"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as handle:
                text = handle.read()
            if hashlib.sha256(text.encode()).hexdigest() != raw["sha256"]:
                raise SystemExit(f"{path} is not the text that was labelled: its hash differs.")
            return text
    raise SystemExit(
        f"{raw['article']}.txt is in none of {', '.join(map(str, folders))}: name its folder with --texts."
    )


def aliases(folders: list[Path]) -> dict[str, list[str]]:
    """The ids, in the registry or of offices of states, of agents that go by one of the names in the labels."""
    from kg.sources import load_registry, offices

    registry = load_registry()
    also: dict[str, list[str]] = {}
    for folder in folders:
        for agent in _rows(folder / "agents.jsonl"):
            known, language = [], agent["language"]
            for name in (agent["label"], *agent.get("aliases", [])):
                reading = offices.parse(name, language)
                held = offices.agent_for(reading, registry) if reading and reading.country else None
                known += [found.id for found in (registry.by_alias(name, language), held) if found is not None]
            also[agent["id"]] = [*also.get(agent["id"], []), *agent.get("also", []), *known]
    return also


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Draw, number, locate, compare or score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("draw")
    one.add_argument("seed")
    one.add_argument("--raw", type=Path, required=True)
    one.add_argument("--news", type=Path, required=True)
    one.add_argument("--labelled", type=Path, help="claims.jsonl of an event of that table")
    two = commands.add_parser("sentences")
    two.add_argument("file", type=Path)
    three = commands.add_parser("locate")
    three.add_argument("texts", type=Path)
    three.add_argument("reader", type=Path)
    three.add_argument("out", type=Path)
    four = commands.add_parser("agreement")
    four.add_argument("readers", type=Path, nargs=2)
    four.add_argument("--articles", type=Path, help="articles.jsonl, for the figures of each language")
    five = commands.add_parser("score")
    five.add_argument("rounds", type=Path, nargs="+")
    five.add_argument("--texts", type=Path, action="append", default=[])
    five.add_argument("--errors", type=int, default=0)
    wanted = parser.parse_args()
    if wanted.command == "draw":
        labelled = {str(row["article"]) for row in _rows(wanted.labelled)} if wanted.labelled else set()
        order = draw(wanted.seed, wanted.raw, wanted.news, labelled)
        print("\n".join(f"{language} {name}" for language, name in order))
    elif wanted.command == "sentences":
        text = wanted.file.read_text("utf-8")
        for number, (start, end) in enumerate(sentences(text)):
            print(json.dumps({"n": number, "start": start, "end": end, "text": text[start:end]}, ensure_ascii=False))
    elif wanted.command == "locate":
        _locate(wanted.texts, wanted.reader, wanted.out)
    elif wanted.command == "agreement":
        _agreement(wanted.readers, wanted.articles)
    else:
        _score(wanted.rounds, wanted.texts, wanted.errors)


def _locate(texts: Path, reader: Path, out: Path) -> None:
    with out.open("w", encoding="utf-8") as handle:
        for path in sorted(reader.glob("*.jsonl")):
            if path.stem == "agents":
                continue
            text = (texts / f"{path.stem}.txt").read_text("utf-8")
            try:
                for row in locate(text, _rows(path)):
                    handle.write(json.dumps({"article": path.stem, **row}, ensure_ascii=False) + "\n")
            except ValueError as error:
                raise SystemExit(f"{path}: {error}") from error


def _agreement(readers: list[Path], articles: Path | None) -> None:
    one, two = map(_rows, readers)
    of = {row["article"]: row["language"] for row in (_rows(articles) if articles else [])}
    for language in ("", *sorted(set(of.values()))):
        kept = [row for row in one if not language or of[row["article"]] == language]
        print(language or "all")
        for name, value in agreement(kept, two).items():
            print(f"  {name:28} {value}")


def _score(rounds: list[Path], texts: list[Path], errors: int) -> None:
    counts, wrong = scorer.score(rounds, predicted(rounds, texts), aliases(rounds))
    for language, count in sorted(counts.items()):
        cells = " · ".join(f"{name} {value}" for name, value in scorer.rates(count).items())
        kinds = ", ".join(f"{count[kind]} {kind}" for kind in ("wrong name", "invented", "nameless", "lost", "missing"))
        print(f"{language}: {count['rows']} sentences · {cells} · {kinds}")
    bands = sorted(name for name in counts["all"] if re.fullmatch(r"confidence \d\.\d", name))
    print(
        "of those named, right: "
        + ", ".join(f"{b[11:]}: {counts['all'][b + ' right']}/{counts['all'][b]}" for b in bands)
    )
    print("\n".join(wrong[:errors]), file=sys.stderr)


if __name__ == "__main__":
    main()
