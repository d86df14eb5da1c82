"""Whom an article is about from sentence to sentence: persons whom a pronoun may stand for, heard or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect import Attribution
from kg.claims.resolve import annotations as about
from kg.claims.resolve import gazetteer_rules, the_latter
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import describe
from kg.claims.resolve.full_names import in_full
from kg.claims.resolve.identify import identify, person, remember
from kg.claims.resolve.mention_words import mention
from kg.claims.resolve.source_mention import OPEN, SourceMention
from kg.languages.epithets import epithet_words
from kg.model import Agent, AgentType, Basis, BlockKind, Claim, Mention, Role, SourceKind, Span
from kg.sources.registry import PERSONS
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


def note_before(sentence: Sentence, found: Sequence[Attribution], discourse: Discourse) -> None:
    """Note whom the outlet names before a pronoun that speaks in the same sentence: ``Lee spoke up: he said …``."""
    lexicon = sentence.lexicon
    speaking = (one for one in found if one.head is not None and one.head.lower_ in lexicon.pronouns)
    pronoun = next(speaking, None)
    if pronoun is None or pronoun.head is None or not any(token.pos_ == "PROPN" for token in sentence.doc):
        return
    until = sentence.at(pronoun.head)
    for named in about.mentions(sentence, discourse, discourse.countries):
        told = any(span.overlaps(named.span) for span in (*sentence.quotes, *pronoun.content))
        if named.span.end <= until and not told:
            _note(sentence, named, discourse)


def note_mentions(sentence: Sentence, claim: Claim, discourse: Discourse) -> None:
    """Note whom a sentence names, and that its speaker has spoken on, for later words that refer back to them."""
    for named in claim.mentions:
        _note(sentence, named, discourse)
    callings = sentence.lexicon.persons | epithet_words(sentence.lexicon.language)
    for token in sentence.doc:
        if token.pos_ == "NOUN" and {token.lower_, token.lemma_.lower()} & callings:
            _note_introduced(mention(sentence, token), discourse)
    origin = claim.chains[0].origin
    known = origin.agent.id in discourse.entities or origin.basis is not Basis.CARRIED  # no pronoun that is carried on
    if origin.role is Role.ORIGIN and origin.rule.rpartition("/")[2] not in OPEN and known:
        discourse.speaks_on(origin.agent)


def _note(sentence: Sentence, named: Mention, discourse: Discourse) -> None:
    head = _head(sentence, named.span)
    agent = _agent(sentence, named, discourse)
    if head is not None and agent is not None:
        words = mention(sentence, head)
        discourse.note(agent, describe(words), head, words.tokens[0].lower_ in sentence.lexicon.possessives)


def _note_introduced(words: SourceMention, discourse: Discourse) -> None:
    """Note who is introduced by name beside a calling, heard or not: ``by the mayor, Ann Lee,``."""
    found = gazetteer_rules.introduced(words, discourse)
    if found is not None:
        discourse.note(found.agent, describe(words), words.head)


def _head(sentence: Sentence, span: Span) -> Token | None:
    """The head of a name, or the noun beside which it stands: ``le maire de Derby, Ann Lee``."""
    inside = [token for token in sentence.doc if span.start <= sentence.at(token) < span.end]
    places = {token.i for token in inside}
    head = next((token for token in inside if token.head.i not in places or token.head.i == token.i), None)
    if head is None or head.dep_ not in ("appos", "flat", "flat:name") or head.head.pos_ != "NOUN":
        return head
    case = head.morph.get("Case", [])
    return head.head if case == head.head.morph.get("Case", case) else head


def _agent(sentence: Sentence, named: Mention, discourse: Discourse) -> Agent | None:
    """The agent of a name in the text: of the registry, heard before, or of this article."""
    if named.type == "agent" and named.entity:
        return discourse.registry.get(named.entity)
    language = sentence.lexicon.language
    if named.type not in ("person", "organisation"):
        return discourse.by_given_name(named.text)
    known = discourse.by_surname(named.text, language) or discourse.by_given_name(named.text)
    person = named.type == "person"
    if known is not None or (" " not in named.text and not person):
        return known
    name = in_full(named.text, sentence.lexicon, discourse, discourse.position) or named.text
    minted = discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON if person else None)
    if person and not sentence.lexicon.typology.has_cases:  # there a name may stand in another form
        discourse.introduce(minted, name, language)
    return minted


def _remember(sentence: Sentence, head: Token, position: int, discourse: Discourse) -> None:
    words = replace(mention(sentence, head), quoted=sentence.in_quotes(head))
    if (found := the_latter.latter(words, discourse)) is not None:
        discourse.goes_on(found.agent, head)
        return
    if head.lower_ in sentence.lexicon.pronoun_subjects and head.pos_ == "PRON":
        discourse.again(identify(words, discourse).agent, position)
        return
    if words.lemma in sentence.lexicon.bodies and words.number != "Plur":
        body = gazetteer_rules.registered(words, discourse)
        if body is not None and body.agent.type not in PERSONS:
            remember(discourse, words, body.agent, position, speaks=False)
        return
    if head.pos_ != "PROPN" and words.lemma not in sentence.lexicon.people:
        return
    agent = person(words, discourse)
    if agent is not None:
        remember(discourse, words, agent, position, speaks=False)
    elif words.lemma in sentence.lexicon.persons and words.number != "Plur" and not words.quoted and _is_bare(words):
        found = identify(words, discourse)  # ``a clerk copies the forms``: who may speak in the next sentence
        discourse.note(found.agent, describe(words), head)


def _is_bare(words: SourceMention) -> bool:
    """Whether no name stands in a mention: ``a clerk``, not ``the minister Ann Lee``."""
    return all(token.pos_ != "PROPN" for token in words.tokens)
