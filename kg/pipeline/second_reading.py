"""A language model as the second reader of articles: what it has answered is read from a file, what is open is asked.

The claims of an article are those of the rules, revised by the answers that the file has for the questions about it:
the same article and the same file give the same graph, on a machine with that model or without.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.claims.second_reader.answer_file import NAME, AnswerFile, open_answers
from kg.claims.second_reader.asking import Outcome, fetch
from kg.claims.second_reader.budget import Budget
from kg.claims.second_reader.chat_client import ChatClient
from kg.claims.second_reader.pairs import PAIRS, Relation, Statement, is_tried, known_pairs, question, relation
from kg.claims.second_reader.questions import questions
from kg.claims.second_reader.records import SETTINGS, Ask, Question
from kg.claims.second_reader.revise import Tally, revised
from kg.claims.second_reader.trial import TRIAL, trial
from kg.graph.store import Store, Workspace, folder_of
from kg.model import Article, Claim, Run
from kg.model.ids import digest
from kg.model.whole_file import write_whole
from kg.pipeline import extraction
from kg.propositions.matching.assertions import Assertion
from kg.propositions.matching.rulings import Judge, Ruling
from kg.sources.resources import Resources

Agree = Callable[[str], bool]
_JOINED_BY = "pairs.edition"
_SAME = 0.9  # confidence in two statements that a model takes for the same


def _pairs_of(model: str) -> str:
    """A word for all pairs that a model may be asked about."""
    return digest(model, PAIRS)


def _statement(assertion: Assertion) -> Statement:
    return Statement(assertion.text, assertion.claim.text, assertion.head.date)


@dataclass(slots=True)
class SecondReader:
    """A model that reads after the rules.

    Args:
        answers: where its answers are kept.
        model: its name.
        ask: what it is asked about.
        client: its server; None where only what is kept counts.
        budget: what asking may cost.
        agree: is told what would be sent, and where, and says whether it may be.
        tell: is told what a round of questions costs, before it is asked.
    """

    answers: AnswerFile
    model: str = ""
    ask: Ask = Ask.DOUBT
    client: ChatClient | None = None
    budget: Budget = field(default_factory=Budget)
    agree: Agree = lambda _: True
    tell: Callable[[str], None] = lambda _: None
    program: str = ""  # what reads by the rules: another one may have other questions
    tallies: dict[str, Tally] = field(default_factory=dict)  # by article's id
    outcome: Outcome = field(default_factory=Outcome)
    refused: bool = False  # whether the user did not agree
    open: dict[str, Question] = field(default_factory=dict)  # not answered yet, by key
    waiting: dict[str, tuple[Article, frozenset[str]]] = field(default_factory=dict)  # by id, with keys of what is open
    _agreed: bool | None = field(default=None, init=False)
    _progress: Callable[[str], None] = field(default=lambda _: None, init=False)

    @property
    def tally(self) -> Tally:
        """What became of all that was asked."""
        whole = Tally()
        for one in self.tallies.values():
            whole.add(one)
        return whole

    def claims(self, article: Article, resources: Resources) -> tuple[Claim, ...]:
        """The claims of an article with the answers that there are; what is open is noted."""
        read = extraction.read(article, resources)
        counts = self.answers.reading(article.digest)
        if self.client is not None:
            counts = self._settled(article, list(questions(read, self.ask)), counts)
        if counts is None:
            return read.claims
        model, ask = counts
        found, tally = revised(read, questions(read, ask), lambda one: self.answers.get(model, one.key))
        self.tallies[article.id] = tally
        return found

    def _settled(self, article: Article, asked: list[Question], before: tuple[str, Ask] | None) -> tuple[str, Ask]:
        """Whose answers count for an article from here on, and what is open about it, noted.

        Where nobody counted, the model that is named does from its first answer on; in place of another, or of what it
        was asked before, once nothing is open.
        """
        open_ones = {one.key: one for one in asked if self.answers.get(self.model, one.key) is None}
        own = [one.key for one in asked if one.article == article.digest]
        answered = [key for key in own if key not in open_ones]
        if answered and (before is None or len(answered) == len(own)):
            before = (self.model, self.ask)
            self.answers.use(*before, [article.digest])
        if open_ones:
            self.open |= open_ones
            self.waiting[article.id] = article, frozenset(open_ones)
        else:
            self.answers.finish(self._key(article))
        return before or (self.model, self.ask)

    def _key(self, article: Article) -> str:
        return digest(self.program, self.model, self.ask, repr(article))

    def at_once(self, article: Article, resources: Resources) -> tuple[Claim, ...]:
        """The claims of an article that is kept in no store: what is open is asked before they are given."""
        found = self.claims(article, resources)
        if self.ask_open():
            found = self.claims(article, resources)
        return found

    def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Ruling | None]:
        """What the model says of pairs that are in doubt; what is open is asked, if the user agrees."""
        asked = [question(_statement(one), _statement(two)) for one, two in pairs]
        known = known_pairs()
        if self.client is not None:
            every = (*(one for one, _ in known), *asked) if asked else ()
            self.open = {one.key: one for one in every if self.answers.get(self.model, one.key) is None}
            self.ask_open()
            if any(self.answers.get(self.model, one.key) is not None for one in asked):
                self.answers.use(self.model, self.ask, [PAIRS])
        counts = self.answers.reading(PAIRS)
        model = counts[0] if counts else self.model
        open_ones = [one for one in asked if self.answers.get(model, one.key) is None]
        self.answers.finish(_pairs_of(model), not open_ones)
        if not is_tried([(wanted, self._relation(model, one)) for one, wanted in known]):
            return [None] * len(pairs)
        return [self._ruling(model, one) for one in asked]

    def pairs_left(self) -> bool:
        """Whether pairs of statements are left to ask."""
        return self.client is not None and not self.answers.is_finished(_pairs_of(self.model))

    def pairs_edition(self) -> str:
        """A word for all answers about pairs that count; empty where there are none."""
        counts = self.answers.reading(PAIRS)
        return (self.answers.edition(counts[0], PAIRS) or "") if counts else ""

    def _relation(self, model: str, asked: Question) -> Relation | None:
        kept = self.answers.get(model, asked.key)
        return relation(asked, kept.answer) if kept is not None else None

    def _ruling(self, model: str, asked: Question) -> Ruling | None:
        """The same, or something else; what is more precise or denied stays in doubt."""
        match self._relation(model, asked):
            case Relation.SAME:
                return Ruling(_SAME, f"the same, as read by the model {model}", model)
            case Relation.OTHER:
                return Ruling(0.0, f"not the same, as read by the model {model}", model)
        return None

    def run(self, run: Run, article: Article) -> Run:
        """What makes the claims of an article: the run, and the model with its settings and answers, if any."""
        counts = self.answers.reading(article.digest)
        edition = self.answers.edition(counts[0], article.digest) if counts else None
        if counts is None or edition is None:
            return run
        model, ask = counts
        tried = trial(article.language.value or "")
        kept = self.answers.get(model, tried.key) if tried else None
        edition = digest(edition, kept.answer if kept else "")
        settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
        return replace(run, models=(*run.models, (f"{model} (second reader, asked {ask}, {settings})", edition)))

    def is_done(self, article: Article) -> bool:
        """Whether nothing about an article is left to ask."""
        return self.client is None or self.answers.is_finished(self._key(article))

    def ask_open(self, progress: Callable[[str], None] | None = None) -> list[Article]:
        """Ask what is open, if the user agrees; the articles about which answers came, the trial's among them."""
        self._progress = progress or self._progress  # pairs come later, and are told in the same place
        if self.client is None or not self.open:
            return []
        if self._agreed is None:
            self._agreed = self.client.is_here or self.agree(self._what_goes())
            self.refused = not self._agreed
        if not self._agreed:
            return []
        self.tell(f"{self.model} is asked {self.cost()}")
        self.outcome += fetch(self.open.values(), self.client, self.answers, self.budget, self._progress)
        came = {key for key in self.open if self.answers.get(self.model, key) is not None}
        changed = [article for article, keys in self.waiting.values() if keys & came]
        self.open.clear()
        self.waiting.clear()
        return changed

    def cost(self) -> str:
        """What is open, in words."""
        tokens = sum(one.tokens for one in self.open.values())
        sentences = sum(len(one.asked) for one in self.open.values() if one.article != TRIAL)
        about = f"{sentences} sentences of {len(self.waiting)} articles" if sentences else "pairs of statements"
        asked = f"{len(self.open)} questions about {about}"
        return f"{asked}, about {tokens:,} tokens"

    def _what_goes(self) -> str:
        host = self.client.url if self.client else ""
        return f"{self.cost()} would be sent to {host}, which is not this machine: the sentences, and the names in them"

    def summary(self) -> str:
        """What was asked, and what became of it, in one line."""
        tally = self.tally
        void = sum(tally.void.values())
        reasons = "; ".join(f"{count} {reason}" for reason, count in sorted(tally.void.items()))
        answered = f"{tally.answered} of {tally.asked} sentences asked were answered"
        said = f"{self.model}: {answered}, {tally.changed} read otherwise"
        left = f"; {self.outcome.left} questions left" if self.outcome.left else ""
        return f"{said}, {void} answers void{f' ({reasons})' if reasons else ''}{left}"


@dataclass(frozen=True, slots=True)
class JoinedBy:
    """The answers about pairs that a store was joined by: a word for them, and the file that they stand in.

    Noted in the store's workspace, so that whoever joins it next takes the same ones.
    """

    edition: str = ""
    answers: str = ""

    @classmethod
    def of(cls, store: Store) -> JoinedBy:
        """What is noted of a store."""
        path = Workspace.of(store.location).file(_JOINED_BY)
        if path is None or not path.exists():
            return cls()
        edition, _, answers = path.read_text("utf-8", "replace").partition("\n")
        return cls(edition, answers)

    def note(self, store: Store) -> None:
        """Note it of a store that keeps files."""
        path = Workspace.of(store.location).file(_JOINED_BY)
        if path is not None and self != JoinedBy.of(store):
            write_whole(path, [f"{self.edition}\n{self.answers}"])


@contextmanager
def kept_judge(store: Store) -> Iterator[Judge | None]:
    """A judge of what a model has said of pairs before; None where no answers are kept for a store."""
    folder = folder_of(store.location)
    named = os.environ.get("KG_ANSWERS") or JoinedBy.of(store).answers
    path = Path(named) if named else (folder.parent / NAME if folder else None)
    if path is None or not path.exists():
        yield None
        return
    with open_answers(path) as answers:
        yield SecondReader(answers).judge
