"""Which question is meant: the one form in which every word asked has a place, else none, and offers.

Nothing is answered by likeness: likeness only ranks what is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from kg.answers.ask.grammar import Fit, FormWord, Pattern, fit, patterns
from kg.answers.ask.slots import Fill, Filling, filler
from kg.answers.ask.vocabulary import QuestionWord, languages, read, vocabulary
from kg.answers.ask.wording import Offer, Understanding, understood, unsure
from kg.answers.queries import Kind, Parameter, Question
from kg.sources.registry import Registry

ACCEPT = 0.75  # share of a form's words that a question must have; all of its own words must have a place anyway
MARGIN = 0.1  # by which it must fit better than any other answer
_LONGEST = 40  # words
_OFFERS = 3


def understand(question: str, questions: tuple[Question, ...], registry: Registry) -> Understanding:
    """What a person asks, and with which values; or that it is not sure, why, and what comes near.

    Args:
        question: one question in French, English or Russian.
        questions: those that can be asked.
        registry: where the names of sources are looked up.
    """
    words = {language: read(question, language) for language in languages()}
    familiar = {language: _familiar(words[language], language) for language in words}
    spoken = max(words, key=lambda language: familiar[language])
    if not words[spoken] or len(words[spoken]) > _LONGEST:
        return unsure(question, spoken, "long" if words[spoken] else "empty", "", ())
    fills = {language: filler(registry, language) for language in words}
    forms = [form for form in patterns(questions) if familiar[form.ask.language] == familiar[spoken]]
    fits = [
        found for form in forms if (found := fit(form, question, words[form.ask.language], fills[form.ask.language]))
    ]
    ranked = _answers(fits, question)
    if ranked and ranked[0].score >= ACCEPT:
        rivals = [found for found in ranked[1:] if _is_rival(found, ranked[0])]
        if not rivals:
            return understood(question, ranked[0])
        offers = tuple(Offer.of(found, question) for found in (ranked[0], *rivals)[:_OFFERS])
        return unsure(question, ranked[0].pattern.ask.language, "ambiguous", "", offers)
    asked = [form for form in forms if form.ask.language == spoken]
    near = _nearest(asked, words[spoken])
    made = (_offer(form, question, words[spoken], fills[spoken]) for form in near)
    offers = tuple({offer.words: offer for offer in made}.values())[:_OFFERS]
    why, about = _why(asked, near, question, words[spoken], fills[spoken])
    return unsure(question, spoken, why, about, offers)


def _familiar(words: tuple[QuestionWord, ...], language: str) -> int:
    """How many of the words a language knows."""
    known = set(vocabulary(language).senses.values())
    return sum(word.neutral or word.sense in known for word in words)


def _answers(fits: Iterable[Fit], question: str) -> list[Fit]:
    """The best form of each different answer, the best first."""
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Fit] = {}
    for found in sorted(fits, key=lambda found: (-found.score, -_alike(Offer.of(found, question).words, question))):
        best.setdefault((found.pattern.question.name, found.values), found)
    return sorted(best.values(), key=lambda found: (-found.score, found.in_slots))


def _is_rival(found: Fit, best: Fit) -> bool:
    """Whether it may be meant as well: as near, and with no more of the question swallowed by its slots."""
    return found.score > best.score - MARGIN and found.in_slots <= best.in_slots


def _alike(words: str, question: str) -> float:
    """Of forms that fit equally well, the one nearest in wording is said back."""
    return SequenceMatcher(None, words.casefold(), question.casefold(), autojunk=False).ratio()


def _nearest(forms: Iterable[Pattern], words: tuple[QuestionWord, ...]) -> tuple[Pattern, ...]:
    """The forms that share most words with the question, one of each query (Dice on sets)."""
    asked = {word.sense for word in words if not word.neutral}

    def likeness(form: Pattern) -> float:
        senses = {piece.sense for piece in form.pieces if isinstance(piece, FormWord)}
        return 2 * len(asked & senses) / (len(asked) + len(form.pieces))

    best: dict[str, Pattern] = {}
    for form in sorted(forms, key=likeness, reverse=True):
        best.setdefault(form.question.name, form)
    return tuple(best.values())[: 2 * _OFFERS]


def _offer(form: Pattern, question: str, words: tuple[QuestionWord, ...], fill: Fill) -> Offer:
    """A form with what the question has for its slots, and an ellipsis for the others."""
    taken: dict[str, str] = {}
    for piece in form.pieces:
        if isinstance(piece, Parameter):
            taken[piece.name] = next(_named(piece.kind, question, words, fill), "…")
    return Offer(form.question.name, form.ask.words.format(**taken))


def _named(kind: Kind, question: str, words: tuple[QuestionWord, ...], fill: Fill) -> Iterator[str]:
    """The stretches of the question that name something of a kind, the longest first; only what a table knows."""
    if kind not in (Kind.COUNTRY, Kind.AGENT, Kind.SOURCE):
        return
    for size in range(min(6, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            inside = words[at : at + size]
            text = question[inside[0].start : inside[-1].end]
            if not any(word.neutral for word in (inside[0], inside[-1])) and fill(kind, text, inside):
                yield text


def _why(
    forms: Iterable[Pattern], near: tuple[Pattern, ...], question: str, words: tuple[QuestionWord, ...], fill: Fill
) -> tuple[str, str]:
    """Why nothing fits: a name that is not known, or else the words that have no place in the nearest question."""
    for form in forms:
        found = fit(form, question, words, _anything)
        if found and found.score >= ACCEPT:
            for slot in found.slots:
                text = question[slot.start : slot.end]
                inside = tuple(word for word in words if slot.start <= word.start < slot.end)
                if not fill(slot.parameter.kind, text, inside):
                    return "unknown", text
    strays = ", ".join(dict.fromkeys(_strays(near[:1], question, words, fill)))
    return ("unexplained", strays) if strays else ("order", "")


def _strays(near: tuple[Pattern, ...], question: str, words: tuple[QuestionWord, ...], fill: Fill) -> Iterator[str]:
    pieces = [piece for form in near for piece in form.pieces]
    placed = {piece.sense for piece in pieces if isinstance(piece, FormWord)}
    kinds = [piece.kind for piece in pieces if isinstance(piece, Parameter)]
    named = {key for kind in kinds for text in _named(kind, question, words, fill) for key in text.split()}
    for word in words:
        text = question[word.start : word.end]
        if not word.neutral and word.sense not in placed and text not in named:
            yield text


def _anything(kind: Kind, text: str, words: tuple[QuestionWord, ...]) -> Filling | None:
    """A slot that takes any one or two words that mean nothing else."""
    short = len(words) <= 2 and not any(word.barred for word in words)
    return Filling(text, text) if short and kind in (Kind.COUNTRY, Kind.AGENT, Kind.SOURCE) else None
