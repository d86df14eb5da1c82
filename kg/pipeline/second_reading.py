"""A language model as the second reader of articles: what it has answered is read from a file, what is open is asked.

The claims of an article are those of the rules, revised by the answers that the file has for the questions about it:
the same article and the same file give the same graph, on a machine with that model or without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.claims.second_reader.answer_file import AnswerFile
from kg.claims.second_reader.asking import Outcome, fetch
from kg.claims.second_reader.budget import Budget
from kg.claims.second_reader.chat_client import SETTINGS, ChatClient
from kg.claims.second_reader.questions import questions
from kg.claims.second_reader.records import Ask, Question
from kg.claims.second_reader.revise import Tally, revised
from kg.model import Article, Claim, Run
from kg.pipeline import extraction
from kg.sources.resources import Resources

Agree = Callable[[str], bool]


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
    """

    answers: AnswerFile
    model: str
    ask: Ask
    client: ChatClient | None = None
    budget: Budget = field(default_factory=Budget)
    agree: Agree = lambda _: True
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

    def run(self, run: Run, article: Article) -> Run:
        """What makes the claims of an article: the run, and the model with its settings and answers, if any."""
        edition = self.answers.edition(self.model, article.digest)
        if edition is None:
            return run
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
        asked = f"{len(self.open)} questions about {sentences} sentences of {len(self.waiting)} articles"
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
