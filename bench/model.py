"""What a language model as the second reader is worth: rules alone, model on doubt, model on all, over labelled rounds.

``python -m bench.model questions ROUND… --texts FOLDER --ask doubt --out FILE`` writes the program's questions, for a
model that is no server; ``… record FILE ANSWERS --model NAME --ask doubt --out RECORDED.jsonl`` keeps its answers as
``kg model export`` does; ``… random FILE --out RECORDED.jsonl`` answers by chance among the closed answers. ``… score
ROUND… --texts FOLDER --answers RECORDED.jsonl…`` replays them and prints the figures; with ``--by-sentence`` what all
files say of a sentence, in whatever question it stood: an estimate, for programs that ask other questions. A model sees
the questions alone, never labels. ``… event ARTICLES.csv OUT.jsonl --answers FILE`` joins an event with what a model
said of its pairs in doubt, for ``score_propositions.py`` of the gold.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import event_propositions, rounds
from bench.gold import score as scorer
from kg import readers
from kg.answers.claim_rows import row
from kg.claims.second_reader.answer_file import AnswerFile, open_answers
from kg.claims.second_reader.doubts import Read
from kg.claims.second_reader.pairs import PAIRS
from kg.claims.second_reader.questions import questions
from kg.claims.second_reader.records import NEW, OUTLET, UNKNOWN, UNSPECIFIED, Ask, Kept, Question
from kg.claims.second_reader.revise import Answers, Tally, revised
from kg.graph.store import open_store
from kg.pipeline import extraction, ingest
from kg.pipeline.second_reading import SecondReader
from kg.sources import load_resources

Row = dict[str, Any]
RANDOM = "random"


def read(folders: list[Path], texts: list[Path]) -> Iterator[Read]:
    """The articles of rounds as the rules read them."""
    resources = load_resources()
    for folder in folders:
        for _, article in rounds.articles(folder, texts):
            yield extraction.read(extraction.complete(article, resources.registry), resources)


def by_chance(question: Question) -> str:
    """An answer that chooses at random, with words of the sentence at random."""
    chance = random.Random(question.key)  # noqa: S311 - the same for the same question
    body = json.loads(question.messages[1][1])
    texts = {one["n"]: one["text"] for one in body["sentences"]}
    fields = json.loads(question.schema)["properties"]["answers"]["items"]["properties"]
    rows = []
    for number in body["ask"]:
        words = texts[number].split() or [""]
        first, last = sorted((chance.randrange(len(words)), chance.randrange(len(words))))
        origin = chance.choice(fields["origin"]["enum"])
        rows.append(
            {
                "n": number,
                "origin": origin,
                "words": chance.choice(words) if origin == NEW else "",
                "relays": [],
                "cue": chance.choice(["", *words]),
                "first": words[first],
                "last": words[last],
                "commitment": chance.choice(fields["commitment"]["enum"]),
            }
        )
    return json.dumps({"answers": rows}, ensure_ascii=False)


class BySentence:
    """What a model has said of each sentence, whatever question it was asked in: codes tell agents, not questions.

    A speaker who is no longer offered leaves his sentence unanswered.

    Args:
        lines: recordings, one or several after each other; the first that has a sentence counts.
    """

    def __init__(self, lines: Iterable[str]) -> None:  # noqa: D107 - the class says it
        self.rows: dict[tuple[str, int], Row] = {}
        self.whole: dict[str, Kept] = {}
        for raw in map(json.loads, lines):
            if "answer" in raw:
                self.whole[raw["question"]] = Kept(**raw)
                for one in json.loads(raw["answer"])["answers"]:
                    self.rows.setdefault((raw["article"], one["n"]), one)

    def get(self, model: str, question: Question) -> Kept | None:
        """The answer to a question that was asked as it stands, else one made of what was said of its sentences."""
        if question.key in self.whole:
            return self.whole[question.key]
        offered = {speaker.code for speaker in question.speakers} | {NEW, OUTLET, UNKNOWN, UNSPECIFIED}
        rows = [self.rows.get((question.article, one.position)) for one in question.asked]
        said = [row | {"relays": [code for code in row["relays"] if code in offered]} for row in rows if row]
        answer = json.dumps({"answers": [row for row in said if row["origin"] in offered]})
        return Kept(model, question.key, question.article, answer, "") if said else None


def score(articles: list[Read], folders: list[Path], answers: Answers | None, ask: Ask) -> tuple[Any, Tally]:
    """The counts of the scorer, by language, and what became of the answers; without a file, by the rules alone."""
    said: list[Row] = []
    whole = Tally()
    for one in articles:
        claims, tally = one.claims, Tally(len(one.claims))
        if answers is not None:
            claims, tally = revised(one, list(questions(one, ask)), answers)
        whole.add(tally)
        said += [rounds.with_wire(row(one.article, claim)) for claim in claims]
    counts, wrong = scorer.score(folders, said, rounds.aliases(folders))
    return (counts, wrong), whole


def _print(title: str, counts: Any, tally: Tally) -> None:  # noqa: ANN401
    for language, count in sorted(counts.items()):
        cells = " · ".join(f"{name} {value}" for name, value in scorer.rates(count).items())
        print(f"{title} | {language} | {count['rows']} sentences · {cells}")
    share = 100 * tally.asked / tally.sentences if tally.sentences else 0.0
    void = ", ".join(f"{count} {reason}" for reason, count in tally.void.most_common())
    print(f"{title} | asked {share:.1f} % · {tally.tokens} tokens · changed {tally.changed} · void: {void or 'none'}")


def main() -> None:
    """Write questions, keep answers, or score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("questions", "score"):
        one = commands.add_parser(name)
        one.add_argument("rounds", type=Path, nargs="+")
        one.add_argument("--texts", type=Path, action="append", default=[])
        if name == "questions":
            one.add_argument("--ask", type=Ask, default=Ask.DOUBT)
            one.add_argument("--out", type=Path, required=True)
        else:
            one.add_argument("--answers", type=Path, nargs="*", default=[])
            one.add_argument("--errors", type=int, default=0)
            one.add_argument("--by-sentence", action="store_true")
    keeping = commands.add_parser("record")
    keeping.add_argument("questions", type=Path)
    keeping.add_argument("answers", type=Path, help="a folder with KEY.json for each question")
    keeping.add_argument("--model", required=True)
    keeping.add_argument("--out", type=Path, required=True)
    keeping.add_argument("--ask", type=Ask, default=Ask.DOUBT)
    event = commands.add_parser("event")
    event.add_argument("articles", type=Path)
    event.add_argument("out", type=Path)
    event.add_argument("--answers", type=Path, required=True)
    chance = commands.add_parser(RANDOM)
    chance.add_argument("questions", type=Path)
    chance.add_argument("--out", type=Path, required=True)
    chance.add_argument("--ask", type=Ask, default=Ask.DOUBT)
    wanted = parser.parse_args()
    {"questions": _questions, "record": _record, RANDOM: _random, "score": _score, "event": _event}[wanted.command](
        wanted
    )


def _questions(wanted: argparse.Namespace) -> None:
    with wanted.out.open("w", encoding="utf-8") as handle:
        for one in read(wanted.rounds, wanted.texts):
            for question in questions(one, wanted.ask):
                sent = {"key": question.key, "article": question.article, "messages": question.messages}
                handle.write(json.dumps({**sent, "schema": question.schema}, ensure_ascii=False) + "\n")


def _record(wanted: argparse.Namespace) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    kept = []
    for question in map(json.loads, wanted.questions.read_text("utf-8").splitlines()):
        path = wanted.answers / f"{question['key']}.json"
        if path.exists():
            answer = path.read_text("utf-8").strip()
            tokens = (sum(len(words) for _, words in question["messages"]) + len(answer)) // 3
            kept.append(Kept(wanted.model, question["key"], question["article"], answer, now, tokens))
    _write(kept, wanted.ask, wanted.out)


def _random(wanted: argparse.Namespace) -> None:
    kept = []
    for raw in map(json.loads, wanted.questions.read_text("utf-8").splitlines()):
        messages = tuple((role, words) for role, words in raw["messages"])
        question = Question(raw["article"], (), (), messages, raw["schema"], raw["key"])
        kept.append(Kept(RANDOM, question.key, question.article, by_chance(question), "2026-01-01T00:00:00+00:00"))
    _write(kept, wanted.ask, wanted.out)


def _write(kept: list[Kept], ask: Ask, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, open_answers(Path(folder) / "answers.sqlite") as answers:
        for one in kept:
            answers.put(one)
            answers.use(one.model, ask, [one.article])
        lines = list(answers.lines())
    out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(f"{len(kept)} answers")


def _event(wanted: argparse.Namespace) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_answers(Path(folder) / "answers.sqlite") as answers,
        open_store(None) as store,
    ):
        lines = wanted.answers.read_text("utf-8").splitlines()
        answers.load(lines, str(wanted.answers))
        answers.use(json.loads(lines[0])["model"], Ask.DOUBT, [PAIRS])
        ingest.add(store, [str(wanted.articles)], readers.Given(), second=SecondReader(answers))
        event_propositions.write(list(event_propositions.predict(store)), wanted.out)


def _of(answers: AnswerFile, model: str) -> Answers:
    return lambda question: answers.get(model, question.key)


def _score(wanted: argparse.Namespace) -> None:
    articles = list(read(wanted.rounds, wanted.texts))
    (counts, _), tally = score(articles, wanted.rounds, None, Ask.DOUBT)
    _print("rules alone", counts, tally)
    if wanted.by_sentence:
        said = BySentence(line for path in wanted.answers for line in path.read_text("utf-8").splitlines())
        for ask in Ask:
            (counts, wrong), tally = score(articles, wanted.rounds, partial(said.get, "by sentence"), ask)
            _print(f"by sentence, {ask}", counts, tally)
            print("\n".join(wrong[: wanted.errors]))
        return
    for path in wanted.answers:
        with tempfile.TemporaryDirectory() as folder, open_answers(Path(folder) / "answers.sqlite") as answers:
            lines = path.read_text("utf-8").splitlines()
            answers.load(lines, str(path))
            model = json.loads(lines[0])["model"]
            for ask in Ask:
                (counts, wrong), tally = score(articles, wanted.rounds, _of(answers, model), ask)
                if tally.answered:
                    _print(f"{model}, {ask}", counts, tally)
                    print("\n".join(wrong[: wanted.errors]))


if __name__ == "__main__":
    main()
