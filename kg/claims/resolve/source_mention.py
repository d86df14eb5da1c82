"""A mention of a source as resolution sees it, and what an identification is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, Basis, Candidate, SourceKind
from kg.text.sentence import SUBJECT

if TYPE_CHECKING:
    from kg.text.parse import Token

UNRESOLVED = "pronoun-unresolved"  # the rule of a hop whose pronoun stands for somebody not known
QUOTED = "quoted-pronoun"  # the same inside a quotation, where nobody tells whom its speaker meant
DEFINITE = "description-unresolved"  # the rule of a hop whose words mean somebody the article may name elsewhere
OPEN = frozenset({UNRESOLVED, QUOTED})
_IN_DOUBT = 0.35  # confidence of such a hop: below what a verdict believes (SURE of kg.propositions.verdicts.rules)


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A mention: its tokens, its head, and its wording."""

    tokens: tuple[Token, ...]
    head: Token
    text: str
    lexicon: Lexicon
    loose: bool = False  # where the mention begins is not known: only its end is sure
    quoted: bool = False  # it stands in words that somebody is quoted with, and is not himself

    @property
    def lemma(self) -> str:
        """Lemma of the head."""
        return self.head.lemma_.lower()

    @property
    def gender(self) -> str | None:
        """Gender of whoever is meant, where the language marks it.

        A verb tells that a *министр* is a woman, an article that a *ministre* is one.
        """
        verb, article = self.head.head, self.tokens[0]
        agrees = self.head.dep_ in SUBJECT and "Fin" in verb.morph.get("VerbForm", [])
        told = next(iter(verb.morph.get("Gender", [])), None) if agrees else None
        if article.pos_ == "DET" and self.head.pos_ == "NOUN" and self.lexicon.typology.has_articles:
            told = told or next(iter(article.morph.get("Gender", [])), None)
        told = told or self._agreeing
        return told or next(iter(self.head.morph.get("Gender", [])), None) or self._told_gender

    @property
    def _agreeing(self) -> str | None:
        """The gender of what agrees with a name, and with no noun: ``Lou Petit, cadre de santé retraitée``.

        A participle that does not agree with the calling beside a name agrees with whoever bears both.
        """
        head = self.head
        if head.pos_ != "PROPN" or not self.lexicon.typology.has_articles:
            return None
        around = (*head.children, *(head.head.children if head.dep_ in SUBJECT else ()))
        beside = [token for token in around if token.dep_ == "appos" and token.i > head.i and token.pos_ == "NOUN"]
        words = [
            word
            for noun in (head, *beside)
            for word in noun.children
            if word.dep_ in ("amod", "acl") and word.i > noun.i and _agrees_with_bearer(word, noun)
        ]
        told = {gender for word in words for gender in word.morph.get("Gender", [])}
        return next(iter(told)) if len(told) == 1 else None

    @property
    def _told_gender(self) -> str | None:
        return self.lexicon.pronoun_features.get(self.head.lower_, {}).get("Gender") or None

    @property
    def number(self) -> str | None:
        """Number of the head."""
        return next(iter(self.head.morph.get("Number", [])), None)

    @property
    def indefinite(self) -> bool:
        """Whether the mention introduces somebody new: an indefinite article, or none before a common noun."""
        first = self.tokens[0].lower_
        if first in self.lexicon.indefinite:
            return True
        return (
            first not in self.lexicon.determiners
            and self.head.pos_ == "NOUN"
            and not any(token.dep_ in ("det", "nmod:poss") for token in self.tokens)
            and self.lexicon.typology.has_articles
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """An agent, what the identification rests on, and the rule that made it."""

    agent: Agent
    basis: Basis
    rule: str
    confidence: float = 0.9
    candidates: tuple[Candidate, ...] = ()


def or_open(mention: SourceMention, found: Identified, discourse: Discourse) -> Identified:
    """What an identification is worth: of words that describe somebody as known, and that nothing resolved, not much.

    ``the agency`` may be one that the article names, where ``a military source`` is nobody with a name; so may whoever
    goes on by the same words or a pronoun.
    """
    agent = found.agent
    if agent.kind is not SourceKind.UNNAMED or found.rule in OPEN:
        return found
    if found.rule == "described" and is_definite(mention):
        discourse.undecided.add(agent.id)
    if agent.id not in discourse.undecided:
        return found
    return replace(found, rule=DEFINITE, confidence=min(found.confidence, _IN_DOUBT))


def is_definite(mention: SourceMention) -> bool:
    """Whether a mention describes somebody as known: by an article, a possessive, or as the body that it is.

    Where no articles tell, a body is known, and a person by a bare calling: ``министр``, not ``источник в больнице``.
    """
    lexicon, first = mention.lexicon, mention.tokens[0]
    names = {first.lower_, first.lemma_.lower()}
    if names & lexicon.indefinite or first.pos_ == "NUM" or mention.head.pos_ in ("PRON", "NUM"):
        return False
    if names & (lexicon.determiners | lexicon.possessives):
        return True
    if first.i and first.nbor(-1).lower_ in lexicon.contractions:
        return True
    if mention.lemma in lexicon.bodies | lexicon.general_bodies | lexicon.institutions | lexicon.media:
        several = mention.number == "Plur" and mention.head.lower_ != mention.lemma  # not ``police``
        return mention.lemma not in lexicon.collective and (lexicon.typology.has_cases or not several)
    if not lexicon.typology.has_cases:
        return any(token.dep_ == "nmod:poss" for token in mention.tokens)
    return mention.number == "Sing" and mention.lemma in lexicon.people and not describing(mention)


Way = Callable[[SourceMention, Discourse], Identified | None]


def describing(mention: SourceMention) -> list[Token]:
    """What describes the head; where it is based tells nobody from another: ``the Britain-based monitor``."""
    placed = based(mention)
    nominal = (token for token in mention.tokens if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"))
    return [token for token in nominal if token.i != mention.head.i and token.i not in placed]


def based(mention: SourceMention) -> frozenset[int]:
    """Positions of ``Britain-based``, which the parser cuts at its hyphen or not."""
    doc, seats = mention.head.doc, mention.lexicon.seats
    ends = [token.i for token in mention.tokens if token.lower_ in seats or token.lower_.rpartition("-")[2] in seats]
    cut = [at - back for at in ends for back in (1, 2) if at > 1 and doc[at - 1].text == "-"]
    return frozenset((*ends, *cut))


def _agrees_with_bearer(word: Token, noun: Token) -> bool:
    """Whether a word behind a name, or behind a calling of another gender, tells of whoever bears it."""
    own = noun.morph.get("Gender", [])
    return noun.pos_ == "PROPN" or not own or (word.pos_ == "VERB" and own != word.morph.get("Gender", own))
