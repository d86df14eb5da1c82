"""Whom a reply means: one of those it was offered, somebody without a name, or somebody whom the rules did not find.

The agent is the program's own, made of words that stand in the article.
"""

from __future__ import annotations

from kg.claims.detect import Sentence
from kg.claims.resolve.body_names import name_where_no_other
from kg.claims.resolve.entities import contradicts, is_person_noun
from kg.claims.resolve.full_names import in_full
from kg.claims.resolve.identify import identify
from kg.claims.resolve.names import INNER
from kg.claims.resolve.source_mention import SourceMention
from kg.claims.second_reader.doubts import Read
from kg.claims.second_reader.records import NEW, UNSPECIFIED, Question, Reply, Speaker, Void
from kg.claims.second_reader.wording import described, find, mention_at, mention_of, stretch
from kg.model import Agent, AgentType, Basis, SourceKind, Span
from kg.text.sentence import NOMINAL

_FULL = 2  # words of a name in full
_SPEAKING = NOMINAL | {"NUM"}  # heads of words for a speaker: ``two of the seven``


def meant(read: Read, question: Question, reply: Reply, sentence: Sentence) -> tuple[Agent, Span | None, Basis] | Void:
    """The agent that is meant, the words for it in the sentence, where there are any, and what the choice rests on."""
    if reply.origin == UNSPECIFIED:
        nobody = read.discourse.mint("unspecified source", SourceKind.UNSPECIFIED, sentence.lexicon.language)
        return nobody, None, Basis.EXPLICIT
    if reply.origin == NEW:
        return _new(read, reply, sentence)
    speaker = next(one for one in question.speakers if one.code == reply.origin)
    agent = _written_in_full(read, _named_body(read, speaker.agent, _introduction(read, speaker)), sentence)
    if named := mention_of(speaker, sentence):
        return agent, named, Basis.EXPLICIT
    mention = find(sentence, reply.words) or _seen(read, sentence, reply.position)
    return agent, mention, Basis.CARRIED if mention is None else Basis.ANAPHORA


def _written_in_full(read: Read, agent: Agent, sentence: Sentence) -> Agent:
    """Whoever bears one word of the one name in full that the article writes, by that name."""
    if agent.kind is not SourceKind.NAMED or agent.registered or agent.type not in (None, AgentType.PERSON):
        return agent
    full = in_full(agent.label, sentence.lexicon, read.discourse)
    return read.discourse.mint(full, SourceKind.NAMED, sentence.lexicon.language, AgentType.PERSON) if full else agent


def _seen(read: Read, sentence: Sentence, position: int) -> Span | None:
    """A pronoun or a description in a sentence that the rules saw as its speaker's."""
    own = read.claims[position].chains[0].origin
    here = own.mention is not None and sentence.span.overlaps(own.mention)
    return own.mention if here and own.agent.kind is not SourceKind.UNSPECIFIED else None


def _introduction(read: Read, speaker: Speaker) -> SourceMention | None:
    """The first words of the article for somebody without a name."""
    if speaker.agent.kind is not SourceKind.UNNAMED:
        return None
    found = ((one, find(one, speaker.agent.label)) for one in read.sentences)
    return next((mention_at(one, span) for one, span in found if span is not None), None)


def _new(read: Read, reply: Reply, sentence: Sentence) -> tuple[Agent, Span | None, Basis] | Void:
    """Somebody whom the rules did not find: his words stand in the sentence, or his name in another one."""
    here = find(sentence, reply.words)
    home = sentence if here else _home(read, reply)
    words = mention_at(home, find(home, reply.words)) if home is not None else None
    if words is None:
        return Void.WORDS
    content = stretch(sentence, reply, [])
    if words.head.pos_ not in _SPEAKING or (here and any(span.overlaps(here) for span in content)):
        return Void.WORDS
    found = identify(words, read.discourse)
    agent = _not_the_owner(read, found.agent, words)
    by_name = agent.kind is SourceKind.NAMED and any(token.pos_ == "PROPN" for token in words.tokens)
    if found.basis is not Basis.EXPLICIT and not by_name:  # it refers back: what to, is not for words alone to say
        agent = read.discourse.mint(words.text, SourceKind.UNNAMED, words.lexicon.language)
    agent = _without_sort(read, _named_body(read, _named_in_full(read, agent, words), words), words)
    if here is not None:
        return agent, here, Basis.EXPLICIT
    own = _seen(read, sentence, reply.position)
    return agent, own, Basis.ANAPHORA if own is not None else Basis.CARRIED


def _not_the_owner(read: Read, agent: Agent, words: SourceMention) -> Agent:
    """Whoever words tell, where they name but whose he is: ``the press office of the governor John Lee``."""
    entity, lexicon = read.discourse.entities.get(agent.id), words.lexicon
    name = next((token for token in words.tokens if token.pos_ == "PROPN" and token.text in agent.label.split()), None)
    bearer = name.head if name is not None and name.head in words.tokens else words.head
    owned = bearer.i != words.head.i and is_person_noun(bearer.lemma_.lower(), lexicon)
    against = entity is not None and contradicts(described(words), entity, read.discourse.date, lexicon)
    return read.discourse.mint(words.text, SourceKind.UNNAMED, lexicon.language) if owned or against else agent


def _without_sort(read: Read, agent: Agent, words: SourceMention) -> Agent:
    """A body by the name that stands right behind its noun: ``l'organisation écologiste Robin des bois``.

    Not of a noun that may go with a person's name, ``le gouvernement Dupont``, nor where a genitive looks alike.
    """
    lexicon = words.lexicon
    behind = [token for token in words.tokens if token.i > words.head.i]
    name = next((token for token in behind if token.text[:1].isupper()), None)
    made = (
        agent.kind is SourceKind.NAMED
        and not agent.registered
        and words.lemma in lexicon.general_bodies | lexicon.media
    )
    if not made or name is None or lexicon.typology.has_cases:
        return agent
    if any(token.pos_ != "ADJ" for token in behind if token.i < name.i):
        return agent
    label = name.doc.words(name.i, words.tokens[-1].i + 1)
    return read.discourse.mint(label, SourceKind.NAMED, lexicon.language, agent.type)


def _home(read: Read, reply: Reply) -> Sentence | None:
    """The sentence in which somebody new is named: the nearest one before, else the first behind.

    Whoever is but described behind a sentence is not told by it.
    """
    before = (one for one in reversed(read.sentences[: reply.position]) if find(one, reply.words))
    behind = (one for one in read.sentences[reply.position + 1 :] if find(one, reply.words))
    return next(before, None) or next(
        (one for one in behind if any(word.istitle() for word in reply.words.split())), None
    )


def _named_in_full(read: Read, agent: Agent, words: SourceMention) -> Agent:
    """Somebody whose words are a name in full, whatever the parser takes them for: ``Jorge de Lemos``."""
    parts = words.text.split()
    capital = [part for part in parts if part[:1].isupper()]
    small = all(part in capital or part.lower() in INNER for part in parts)
    common = {token.lower_ for token in words.tokens} & (words.lexicon.speakers | words.lexicon.determiners)
    if agent.kind is SourceKind.NAMED or len(capital) < _FULL or not small or common:
        return agent
    return read.discourse.mint(words.text, SourceKind.NAMED, words.lexicon.language)


def _named_body(read: Read, agent: Agent, words: SourceMention | None) -> Agent:
    """A body without a name by the words that tell it from others: a model found none of those named to be meant."""
    if words is None or agent.kind is not SourceKind.UNNAMED or not (name := name_where_no_other(words)):
        return agent
    return read.discourse.mint(name, SourceKind.NAMED, words.lexicon.language)
