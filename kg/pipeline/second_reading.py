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
from kg.claims.second_reader.chat_client import SETTINGS, ChatClient
from kg.claims.second_reader.pairs import Relation, Statement, is_tried, known_pairs, question, relation
from kg.claims.second_reader.questions import questions
from kg.claims.second_reader.records import Ask, Question
from kg.claims.second_reader.revise import Tally, revised
from kg.claims.second_reader.trial import trial
from kg.graph.store import folder_of
from kg.model import Article, Claim, Run
from kg.model.ids import digest
from kg.pipeline import extraction
from kg.propositions.matching.assertions import Assertion
from kg.propositions.matching.rulings import Judge, Ruling
from kg.sources.resources import Resources

Agree = Callable[[str], bool]
_SAME = 0.9  # confidence in two statements that a model takes for the same


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
    model: str
    ask: Ask
    client: ChatClient | None = None
    budget: Budget = field(default_factory=Budget)
    agree: Agree = lambda _: True
    tell: Callable[[str], None] = lambda _: None
    tallies: dict[str, Tally] = field(default_factory=dict)  # by article, by the hash of its text
    outcome: Outcome = field(default_factory=Outcome)
    open: dict[str, Question] = field(default_factory=dict)  # not answered yet, by key
    waiting: dict[str, Article] = field(default_factory=dict)  # articles with such questions, likewise
    _agreed: bool | None = field(default=None, init=False)

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
        asked = list(questions(read, self.ask))
        found, tally = revised(read, asked, lambda one: self.answers.get(self.model, one.key))
        self.tallies[article.digest] = tally
        left = [one for one in asked if self.answers.get(self.model, one.key) is None]
        if left:
            self.open |= {one.key: one for one in left}
            self.waiting[article.digest] = article
        else:
            self.answers.finish(self.model, self.ask, article.digest)
        return found

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
        if self.client is not None and any(self.answers.get(self.model, one.key) is None for one in asked):
            self.open = {one.key: one for one in (*asked, *(one for one, _ in known))}
            self.ask_open()
        said = [(wanted, self._relation(one)) for one, wanted in known]
        if not is_tried(said):
            return [None] * len(pairs)
        return [self._ruling(one) for one in asked]

    def _relation(self, asked: Question) -> Relation | None:
        kept = self.answers.get(self.model, asked.key)
        return relation(asked, kept.answer) if kept is not None else None

    def _ruling(self, asked: Question) -> Ruling | None:
        """The same, or something else; what is more precise or denied stays in doubt."""
        match self._relation(asked):
            case Relation.SAME:
                return Ruling(_SAME, f"the same, as read by the model {self.model}")
            case Relation.OTHER:
                return Ruling(0.0, f"not the same, as read by the model {self.model}")
        return None

    def run(self, run: Run, article: Article) -> Run:
        """What makes the claims of an article: the run, and the model with its settings and answers, if any."""
        edition = self.answers.edition(self.model, article.digest)
        if edition is None:
            return run
        tried = trial(article.language.value or "")
        kept = self.answers.get(self.model, tried.key) if tried else None
        edition = digest(edition, kept.answer if kept else "")
        settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
        return replace(
            run, models=(*run.models, (f"{self.model} (second reader, asked {self.ask}, {settings})", edition))
        )

    def is_done(self, article: Article) -> bool:
        """Whether nothing about an article is left to ask."""
        return self.client is None or self.answers.is_finished(self.model, self.ask, article.digest)

    def ask_open(self, progress: Callable[[str], None] = lambda _: None) -> list[Article]:
        """Ask what is open, if the user agrees; the articles about which answers came."""
        if self.client is None or not self.open:
            return []
        if self._agreed is None:
            self._agreed = self.client.is_here or self.agree(self._what_goes())
        if not self._agreed:
            return []
        self.tell(f"{self.model} is asked {self.cost()}")
        self.answers.use(self.model, self.ask)
        before = {key: self.answers.edition(self.model, key) for key in self.waiting}
        self.outcome += fetch(self.open.values(), self.client, self.answers, self.budget, progress)
        changed = [one for key, one in self.waiting.items() if self.answers.edition(self.model, key) != before[key]]
        self.open.clear()
        self.waiting.clear()
        return changed

    def cost(self) -> str:
        """What is open, in words."""
        tokens = sum(one.tokens for one in self.open.values())
        sentences = sum(len(one.asked) for one in self.open.values())
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


@contextmanager
def kept_judge(location: str | None) -> Iterator[Judge | None]:
    """A judge of what the model that was asked last has said of pairs; None where nothing is kept beside a store."""
    named = os.environ.get("KG_ANSWERS")
    folder = folder_of(location)
    path = Path(named) if named else (folder.parent / NAME if folder else None)
    if path is None or not path.exists():
        yield None
        return
    with open_answers(path) as answers:
        told = answers.settings
        yield SecondReader(answers, told["model"], Ask(told["ask"])).judge if told else None
