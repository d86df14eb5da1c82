"""From the store to answers: questions, plain words, one claim in full, the graph page, the check.

All only read, and return records; whoever asks (the command line, a web application) draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.store import Store
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import StoreError
from kg.model.vocab import ARTICLE_GRAPHS
from kg.propositions.verdicts.materialize import is_current
from kg.sources import load_registry

if TYPE_CHECKING:
    from rdflib import URIRef

    from kg.answers.ask import Frame, Understanding
    from kg.answers.ask.wording import Offer
    from kg.answers.exports import Export
    from kg.answers.queries import Corpus, Question, Result
    from kg.answers.readable import Readable
    from kg.answers.show import ClaimRecord, Explanation, PropositionRecord, Standing
    from kg.graph.validate import Violation
    from kg.model import Agent, Article, Claim
    from kg.sources.registry import Registry


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back to a question.

    Attributes:
        understanding: how plain words were understood; None where the question was put by its name.
        result: the rows (or graph, or yes and no) with the question and its values; None where nothing was asked,
            since the words were not understood.
        corpus: over how much it was asked; None where that was not wanted.
        explanations: the chains behind an answer to "what rests only on …"; empty under others.
        notes: what must be said of the rows: how many are undetermined, what comes nearest to none.
        offers: questions that come near words that were not understood.
        readable: how many of what the answer has, and what its articles and IRIs are called.
        first_of: how many claims (and parts) there are where the rows are only the first of them; else 0.
    """

    understanding: Understanding | None = None
    result: Result | None = None
    corpus: Corpus | None = None
    explanations: tuple[Explanation, ...] = ()
    notes: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    readable: Readable | None = None
    first_of: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """How many graphs were checked, and what breaks the shapes."""

    graphs: int
    violations: tuple[Violation, ...]


def list_sources() -> tuple[Agent, ...]:
    """The registry's agents, by id."""
    return tuple(sorted(load_registry().agents, key=lambda agent: agent.id))


def list_questions() -> tuple[Question, ...]:
    """The questions that come with the program."""
    from kg.answers import queries

    return queries.questions()


def query(
    store: Store,
    name: str,
    given: Mapping[str, str],
    timeout: float,
    *,
    frame: bool = True,
    limit: int | None = None,
    language: str = LABEL_LANGUAGE,
) -> Reply:
    """The answer to a question by name, or to a query in a file.

    Args:
        store: where the claims are.
        name: of a question, or of a file that ends in ``.rq``.
        given: values of parameters by name, as a person types them.
        timeout: seconds until the query is given up.
        frame: whether to say over how much it was asked; without, claims and sources are given names too.
        limit: rows that are wanted; all where None.
        language: of labels.

    Raises:
        UnknownQuery: no such question.
        BadParameter: a parameter that cannot be used.
        LanguageError: there is no such language.
        QueryTimeout: the time is up.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import queries
    from kg.answers.readable import readable

    _check_whole(store)
    asked: str | Path = Path(name) if name.endswith(".rq") else name
    result = queries.run(store, asked, given, timeout)
    shown, told = readable(store, result, None, limit, language, every=not frame)
    return Reply(result=shown, corpus=queries.corpus(store) if frame else None, readable=told)


def understand(
    words: str, store: Store | None = None, before: Frame | None = None, registry: Registry | None = None
) -> Understanding:
    """How a question in plain words is read, without putting it to the store.

    Args:
        words: the question, in French, English or Russian.
        store: a word that stands in one of its sentences is no typing mistake.
        before: the frame of the question before, which this one may go on from.
        registry: where names of sources are looked up; all of the program's and the user's where None.
    """
    from kg.answers import ask as asking

    is_word = _is_word(store) if store else lambda word: False
    return asking.understand(words, registry or load_registry(), is_word, before)


def _is_word(store: Store) -> Callable[[str], bool]:
    from kg.answers.ask import sparql

    def stands(word: str) -> bool:
        return bool(store.query(sparql.stands(word)))

    return stands


def ask(
    store: Store,
    words: str,
    timeout: float,
    *,
    frame: bool = True,
    before: Frame | None = None,
    registry: Registry | None = None,
    limit: int | None = None,
    language: str | None = None,
) -> Reply:
    """How a question in plain words was understood, and its answer where it was.

    Args:
        store: where the claims are.
        words: the question, in French, English or Russian.
        timeout: seconds until the query is given up.
        frame: whether to say over how much it was asked, and why an answer to "what rests only on …" is what it is.
        before: the frame of the question before, which this one may go on from.
        registry: where names of sources are looked up; all of the program's and the user's where None.
        limit: rows that are wanted; all where None.
        language: of labels; where None, that of the question for people (``frame``), else the program's own.

    Raises:
        BadParameter: a limit below one.
        LanguageError: there is no such language.
        QueryTimeout: the time is up.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import queries
    from kg.answers import show as showing
    from kg.answers.readable import readable

    known = registry or load_registry()
    reply = answered(store, words, timeout, before, known)
    found, result = reply.understanding, reply.result
    if found is None or result is None:
        return reply
    spoken = language or (found.language if frame else LABEL_LANGUAGE)
    shown, told = readable(store, result, known, limit, spoken, every=not frame)
    if not frame:
        return replace(reply, result=shown, readable=told)
    explained = tuple(showing.explain(store, shown, showing.Phrases.of(found.language, known)))
    return replace(reply, result=shown, corpus=queries.corpus(store), explanations=explained, readable=told)


def answered(
    store: Store, words: str, timeout: float, before: Frame | None, registry: Registry, most: int | None = None
) -> Reply:
    """How a question was understood and all of its rows, with no labels, for whoever shows some of them.

    Where only so many claims are wanted, ``most``, the first of those that are asked for by their sentences.

    Raises:
        QueryTimeout: the time is up.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import queries
    from kg.answers.ask.answers import answer
    from kg.answers.ask.wording import note_lines, offers

    _check_whole(store)
    found = understand(words, store, before, registry)
    if found.frame is None:
        return Reply(found, offers=offers(found, queries.questions()))
    given = answer(store, found.frame, registry, timeout, most)
    notes = tuple(note_lines(given.notes, found.language))
    return Reply(found, given.result, notes=notes, first_of=given.first_of)


def show(store: Store, name: str) -> ClaimRecord | PropositionRecord:
    """A claim or a proposition in full.

    Raises:
        QueryError: nothing, or more than one thing, has that name.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import show as showing

    _check_whole(store)
    return showing.show(store, name)


def standings(store: Store, assertion: URIRef) -> tuple[Standing, ...]:
    """How a claim, or a part of one, stands to propositions, by its IRI.

    Raises:
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import show as showing

    _check_whole(store)
    return tuple(showing.standings(store, assertion))


def read(store: Store, name: str) -> tuple[Article, tuple[Claim, ...]]:
    """An article with its claims, by its id, its IRI, or the eight digits that claims of it are named by.

    Raises:
        QueryError: nothing, or more than one article, has that name.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers import show as showing

    _check_whole(store)
    return showing.read(store, name)


def graph_page(store: Store, language: str) -> str:
    """The graph of a store as one HTML page.

    Raises:
        ConfigError: the page has no words in that language.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers.page import from_store, render
    from kg.graph.store.in_process import shipped

    _check_whole(store)
    return render(from_store(shipped(store), language), language=language)


def check(store: Store) -> Checked:
    """What breaks the shapes, and the links that lead nowhere."""
    from kg.graph.validate import check as violations

    found = violations(store)
    return Checked(len(store.graphs()), tuple(found))


def export(store: Store, form: str) -> Export:
    """The whole store in one of the formats of ``kg.answers.exports``, ready to be written.

    Raises:
        ConfigError: no such format.
        StoreError: the last ``add`` was stopped.
    """
    from kg.answers.exports import export as exported

    _check_whole(store)
    return exported(store, form)


def _check_whole(store: Store) -> None:
    """Refuse to answer from a store whose last ``add`` was stopped: what rests on what is not worked out.

    Raises:
        StoreError: articles are there, and what is derived from them is not, or is of other articles.
    """
    if not is_current(store) and any(graph.startswith(ARTICLE_GRAPHS) for graph in store.graphs()):
        expected = "a store that was worked out to the end"
        raise StoreError("the last kg add was stopped", expected, "Run it again: what it had read is kept.")
