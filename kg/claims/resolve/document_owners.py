"""Whose a document is: a report, a speech or figures speak for whoever issued them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.gazetteer_rules import named_inside
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources import offices
from kg.sources.countries import find_countries
from kg.sources.registry import PERSONS
from kg.text.sentence import SUBJECT, noun_phrase

if TYPE_CHECKING:
    from kg.languages.cue_lexicon import Lexicon
    from kg.text.parse import Token

_POSSESSING = frozenset({"poss", "nmod:poss"})
_FULL = 2  # words of a person's name in full


def _issuer_told(mention: SourceMention) -> str | None:
    """The words before a document that say whose it is, if no table knows it: ``the Defense Ministry statement``."""
    before = [token for token in mention.tokens if token.i < mention.head.i and token.pos_ in ("PROPN", "NOUN")]
    return mention.head.doc.words(before[0].i, before[-1].i + 1) if before else None


def _author(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """The person whose words a document is, by a name of two words or one heard: ``a speech by Ann Lee``."""
    lexicon, doc = mention.lexicon, mention.head.doc
    for at, token in enumerate(mention.tokens[:-1]):
        by = token.lower_ in lexicon.authors or (token.lower_ in lexicon.links and mention.lemma in lexicon.speeches)
        if token.i <= mention.head.i or not by:
            continue
        name = mention.tokens[at + 1 :]
        if any(word.pos_ != "PROPN" for word in name):
            return None
        words = doc.words(name[0].i, name[-1].i + 1)
        known = discourse.registry.by_alias(words, lexicon.language) or discourse.by_surname(words, lexicon.language)
        if known is not None:
            return known if known.type in PERSONS else None
        body = any(word.lower_ in lexicon.bodies | lexicon.general_bodies for word in name)
        place = discourse.gazetteer.find(words, lexicon.language) or find_countries(words, lexicon.language)
        if len(name) == _FULL and not body and not place:
            agent = discourse.mint(words, SourceKind.NAMED, lexicon.language, AgentType.PERSON)
            discourse.introduce(agent, words, lexicon.language)
            return agent
        return None
    return None


def _possessor(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """Whose a document is by a name of two words, or one heard, before it: ``Lock World's recent analysis``."""
    first = next((token for token in mention.head.children if token.dep_ in _POSSESSING), None)
    phrase = [token for token in noun_phrase(first) if token.dep_ != "case"] if first is not None else []
    if not phrase or phrase[-1].i > mention.head.i or any(token.pos_ != "PROPN" for token in phrase):
        return None
    name, lexicon = mention.head.doc.words(phrase[0].i, phrase[-1].i + 1), mention.lexicon
    known = discourse.registry.by_alias(name, lexicon.language) or discourse.by_surname(name, lexicon.language)
    told = find_countries(name, lexicon.language) or discourse.gazetteer.find(name, lexicon.language)
    if known is not None or told or len(phrase) != _FULL or offices.parse(name, lexicon.language) is not None:
        return known
    if any(token.lower_ in lexicon.speakers | lexicon.general_bodies | lexicon.times for token in phrase):
        return None
    if mention.lemma in lexicon.counts and not _speaks_elsewhere(name, lexicon, discourse):
        return None  # "Black Friday's figures"; an analysis has an author
    return discourse.mint(name, SourceKind.NAMED, lexicon.language)


def _speaks_elsewhere(name: str, lexicon: Lexicon, discourse: Discourse) -> bool:
    """Whether the article has a name tell something elsewhere, before or behind."""
    subjects = (
        noun_phrase(token)
        for doc in discourse.read
        for token in doc
        if token.dep_ in SUBJECT and token.head.lemma_.lower() in lexicon.telling
    )
    return any(phrase[0].doc.words(phrase[0].i, phrase[-1].i + 1) == name for phrase in subjects)


def _of_whoever(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """Whose ``son rapport`` is: the one body that the sentence before names as its subject, else nobody's by name."""
    near = [one for one in discourse.entities.values() if one.last.sentence == discourse.position - 1]
    own = [one.agent for one in near if one.last.subject and one.agent.kind is SourceKind.NAMED]
    return Identified(own[0], Basis.ANAPHORA, "document-of", 0.7) if len(near) == len(own) == 1 else None


def _issued_by(mention: SourceMention) -> Token | None:
    """The noun that a clause behind a document tells as whoever issued it: ``сообщение, которое завод разместил``."""
    clauses = (child for child in mention.head.children if child.dep_ == "acl:relcl")
    subjects = (child for clause in clauses for child in clause.children if child.dep_ in SUBJECT)
    return next((token for token in subjects if token.pos_ in ("NOUN", "PROPN")), None)


def _has_issuer(mention: SourceMention) -> bool:
    """Whether words behind a document tell whose it is: ``the story of Ann Lee``, ``un rapport de la mairie``."""
    lexicon = mention.lexicon
    links = lexicon.links | lexicon.authors | lexicon.contractions
    whose = lexicon.speakers | lexicon.general_bodies
    for at, token in enumerate(mention.tokens):
        if token.i <= mention.head.i:
            continue
        genitive = lexicon.typology.has_cases and token.morph.get("Case", []) == ["Gen"]
        if genitive and (token.pos_ == "PROPN" or token.lemma_.lower() in whose):
            return True
        if token.lower_ not in links:
            continue
        rest = [word for word in mention.tokens[at + 1 :] if word.pos_ != "DET"][:1]
        if rest and (rest[0].text[:1].isupper() or {rest[0].lower_, rest[0].lemma_.lower()} & whose):
            return True
    return False


def owner(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A document speaks for whoever issued it: the one its words name, else the last whose document was mentioned."""
    if mention.lemma not in mention.lexicon.documents:
        return None
    if named := named_inside(mention, discourse.registry, discourse.date):
        return Identified(named, Basis.EXPLICIT, "document-of")
    if (author := _author(mention, discourse) or _possessor(mention, discourse)) is not None:
        return Identified(author, Basis.EXPLICIT, "document-of", 0.85)
    if mention.indefinite or _has_issuer(mention) or _issued_by(mention) is not None:
        return Identified(
            discourse.mint(mention.text, SourceKind.UNNAMED, mention.lexicon.language), Basis.EXPLICIT, "document"
        )
    if (body := _issuer_told(mention)) is not None:
        office = offices.parse(body, mention.lexicon.language)
        known = discourse.only_in_office(office.office) if office else None
        return Identified(known, Basis.ANAPHORA, "office-before", 0.8) if known else None
    if mention.tokens[0].lower_ in mention.lexicon.possessives:
        return _of_whoever(mention, discourse)
    if discourse.owner is not None:
        return Identified(discourse.owner, Basis.ANAPHORA, "document-owner", 0.85)
    if same := discourse.by_head(mention.lemma):
        return Identified(same, Basis.ANAPHORA, "same-document", 0.7)
    return None
