"""Who is in a role or an office that the article tells, before or behind: ``the mayor of Derby``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.entities import describe
from kg.claims.resolve.persons import may_be_role
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.languages import normalize
from kg.model import Affiliation, Agent, AgentType, Basis, SourceKind
from kg.sources import offices
from kg.sources.countries import find_countries, load_countries, tokens_of
from kg.sources.registry import PERSONS
from kg.text.sentence import SUBJECT, noun_phrase

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

_ROLE = 2  # words that tell whose office it is: "maire de Derby"
_PREDICATE = frozenset({"xcomp", "obl", "obj", "attr", "obl:arg"})  # how a parser hangs on a verb what somebody became
_LONGEST = 4  # words of a name beside a role


def role(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """An office or a role that the article tells, before or behind, who is in it: ``the chancellor``."""
    if mention.indefinite or mention.number == "Plur":
        return None
    found = _only_holder(mention, discourse) or _so_called(mention, discourse)
    return Identified(found, Basis.ANAPHORA, "role-in-article", 0.85) if found else None


def _only_holder(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """The only one whom the article names, before or behind, who holds the office that a mention names.

    Nobody where somebody else may be meant: whom the article has called so, whoever held the office before, or a
    minister of another state, unless few states have such an office (``the chancellor``).
    """
    language = mention.lexicon.language
    found: dict[str, Agent] = {}
    said, known = describe(mention), discourse.entities.values()
    if said.former or any(one.is_called(said) and one.agent.id not in discourse.persons for one in known):
        return None
    for agent in (*discourse.persons.values(), *(entity.agent for entity in known)):
        for row in held_by(agent, discourse):
            named = offices.office_in(mention.text, language, row.country) if row.country else None
            if named is not None and row.country and named.office == (row.office or agent.office):
                guest = not named.countries and _may_be_guest(row.country, mention, discourse)
                if guest or _is_abroad(row.country, agent, language, discourse):
                    return None
                found[agent.id] = agent
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only is not None and only.type is AgentType.PERSON else None


def _may_be_guest(country: str, mention: SourceMention, discourse: Discourse) -> bool:
    """Whether a minister may be of another state than a certain one: of one that the article names often, or near.

    Where it does not name that country itself, he may be of the outlet's.
    """
    language, start = mention.lexicon.language, max(discourse.position - 1, 0)
    near = (mention.head.doc.text, *(one.text for one in discourse.read[start : discourse.position]))
    named = {found.code for text in near for found in find_countries(text, language)}
    home = frozenset() if country in discourse.countries else discourse.home
    return bool((discourse.countries | named | home) - {country})


def _is_abroad(country: str, holder: Agent, language: str, discourse: Discourse) -> bool:
    """Whether an article that is of other states first names a holder in one of them: ``Ann Lee visited London``."""
    first = next((one.text for one in discourse.read if _names_agent(one.text, holder, language, discourse)), "")
    there = {found.code for found in load_countries(language).find(tokens_of(first))}  # by their capitals too
    return bool(there) and country not in discourse.countries | there


def _names_agent(text: str, agent: Agent, language: str, discourse: Discourse) -> bool:
    return any(found.id == agent.id for _, _, found in discourse.registry.find(text, language))


def _so_called(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """Whose name the article puts beside the same words, before or behind: ``the mayor of Derby``, and ``…, Ann Lee,``.

    Nobody where it puts several names beside them, or none.
    """
    language = mention.lexicon.language
    words = [token for token in mention.tokens if not normalize.is_determiner(token.text, language)]
    if len(words) < _ROLE or not may_be_role(mention) or offices.parse(mention.text, language) is not None:
        return None  # an office that many states have is told by its country
    lexicon = mention.lexicon
    small = {*lexicon.prepositions, *lexicon.weak_prepositions} | lexicon.links | lexicon.within | lexicon.determiners
    small |= lexicon.unpunctuated.topic_prepositions
    names = {
        name
        for name in _names_beside(mention, mention.head.doc[words[0].i : words[-1].i + 1], discourse)
        if name.split()[0].lower() not in small and not discourse.gazetteer.find(name, language)
    }
    if len({name.split()[-1] for name in names}) != 1 or passed_on(mention, max(names, key=len), discourse):
        return None
    name = max(names, key=len)
    known = discourse.registry.by_alias(name, language)
    agent = known or discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
    discourse.introduce(agent, name, language)
    return agent if agent.type in PERSONS else None


def _names_beside(mention: SourceMention, words: Sequence[Token], discourse: Discourse) -> Iterator[str]:
    """Names of two words and more that stand beside the same role anywhere in the article.

    Nothing but an article stands before the role (``the deputy mayor of Derby, Ann Lee`` is another one). Where a
    language has articles, a comma parts the two; where it has cases, the name is in that of the role, and it is the
    first: others may be somebody else's.
    """
    lexicon, back = mention.lexicon, mention.head.i - words[0].i
    for head in discourse.nouns.get(mention.lemma, ()):
        doc, start = head.doc, head.i - back
        stop = start + len(words)
        if start < 0 or stop > len(doc) or not all(map(_same, words, doc[start:stop])):
            continue
        article = start > 0 and doc[start - 1].pos_ == "DET"
        first = start - article
        bare = lexicon.typology.has_articles and not article and first > 0 and doc[first - 1].is_alpha
        if bare and doc[first - 1].lower_ not in lexicon.contractions:
            continue
        described = not lexicon.typology.has_articles and first > 0 and doc[first - 1].head.i == head.i
        if described and doc[first - 1].pos_ in ("ADJ", "NOUN", "VERB"):
            continue
        comma = stop < len(doc) and doc[stop].text == ","
        if comma or not lexicon.typology.has_articles:
            yield from _name(doc[stop + comma : stop + comma + _LONGEST + 1], head, lexicon)
        if first > 0 and doc[first - 1].text == ",":
            before = list(takewhile(_is_of_name, reversed(doc[max(first - 2 - _LONGEST, 0) : first - 1])))
            yield from _name(before[::-1], head, lexicon)


def passed_on(mention: SourceMention, name: str, discourse: Discourse) -> bool:
    """Whether the article says that somebody else than the bearer of a name came to be in the role of a mention."""
    words = [token for token in mention.tokens if not normalize.is_determiner(token.text, mention.lexicon.language)]
    own = set(name.split())
    phrase = mention.head.doc[words[0].i : words[-1].i + 1] if len(words) >= _ROLE else ()
    holders = _became(mention, phrase, discourse) if phrase else ()
    return any(not {token.text, token.lemma_} & own for token in holders)


def _became(mention: SourceMention, words: Sequence[Token], discourse: Discourse) -> Iterator[Token]:
    """The last words of names that the article says to be in the same role: ``Tom Hill became mayor of Derby``."""
    back = mention.head.i - words[0].i
    for head in discourse.nouns.get(mention.lemma, ()):
        doc, start = head.doc, head.i - back
        stop = start + len(words)
        if start < 0 or stop > len(doc) or not all(map(_same, words, doc[start:stop])):
            continue
        bare = start > 0 and doc[start - 1].pos_ in ("VERB", "AUX", "SCONJ", "ADP")
        told = head.dep_ in _PREDICATE and (head.dep_ == "xcomp" or bare)
        for subject in (*head.children, *(head.head.children if told else ())):
            if subject.dep_ in SUBJECT and subject.pos_ == "PROPN":
                yield noun_phrase(subject)[-1]


def _same(one: Token, other: Token) -> bool:
    return one.lower_ == other.lower_ or one.lemma_.lower() == other.lemma_.lower()


def _name(words: Sequence[Token], role: Token, lexicon: Lexicon) -> Iterator[str]:
    """The name of two words and more that opens some words beside a role; none for a longer run of capitals."""
    run = list(takewhile(_is_of_name, words))
    capitals = sum(token.text[:1].isupper() for token in run)
    if not 1 < capitals < _LONGEST or not run[0].text[:1].isupper() or not run[-1].text[:1].isupper():
        return
    case, other = role.morph.get("Case", []), run[0].morph.get("Case", [])
    if lexicon.typology.has_cases and (case != ["Nom"] or (other and other != case)):
        return
    yield role.doc.words(run[0].i, run[-1].i + 1)


def _is_of_name(token: Token) -> bool:
    return token.text == "-" or (token.text[:1].isupper() and token.pos_ not in ("ADP", "DET", "VERB", "AUX"))


def held_by(agent: Agent, discourse: Discourse) -> tuple[Affiliation, ...]:
    """What an agent is affiliated to at the article's date; ever, where that is not known."""
    return agent.affiliations if discourse.date is None else (agent.affiliation_on(discourse.date),)
