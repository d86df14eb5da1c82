"""Whom an article is about from sentence to sentence: persons whom a pronoun may stand for, heard or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.resolve.chains import mention
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.identify import identify, person, remember
from kg.model import BlockKind
from kg.text.sentence import SUBJECT, Sentence

if TYPE_CHECKING:
    from kg.text.parse import Token


def remember_topic(sentence: Sentence, position: int, discourse: Discourse) -> None:
    """A person who is the subject of a main clause is whom the next ``il`` stands for, heard or not.

    Where somebody has been heard in the sentence, only the clauses joined to the first one count.
    """
    if sentence.block.kind is BlockKind.POST:
        return
    root = next((token for token in sentence.doc if token.head.i == token.i), None)
    verbs = (root, *(child for child in root.children if child.dep_ == "conj")) if root is not None else ()
    for verb in verbs[1:] if discourse.heard_in(position) else verbs:
        head = next((child for child in verb.children if child.dep_ in SUBJECT), None)
        if head is not None:
            _remember(sentence, head, position, discourse)


def _remember(sentence: Sentence, head: Token, position: int, discourse: Discourse) -> None:
    words = mention(sentence, head)
    if head.lower_ in sentence.lexicon.pronoun_subjects and head.pos_ == "PRON":
        discourse.again(identify(words, discourse).agent, position)
        return
    if head.pos_ != "PROPN" and words.lemma not in sentence.lexicon.people:
        return
    agent = person(words, discourse)
    if agent is not None:
        remember(discourse, words, agent, position)
