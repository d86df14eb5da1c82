"""From the words that name a source to the agent: registry, offices, anaphora, unnamed sources.

Each way is one function; the first that knows answers, and says by which rule. None of them guesses: what no rule
knows becomes a source of this article, named or unnamed as its words are.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.resolve import (
    coreference,
    document_owners,
    gazetteer_rules,
    nobody_named,
    organisations,
    person_names,
    pronouns,
    roles,
    state_ties,
    the_latter,
    true_case,
)
from kg.claims.resolve.discourse import Discourse, Heard, is_human
from kg.claims.resolve.entities import GENDERS, describe
from kg.claims.resolve.full_names import in_full_before
from kg.claims.resolve.name_shapes import (
    is_addressed,
    is_calling,
    is_capitalised,
    is_qualified,
    leading_name,
    single_acronym,
    tells_nationality_alone,
)
from kg.claims.resolve.persons import named
from kg.claims.resolve.source_mention import Identified, SourceMention, Way
from kg.languages import normalize
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.registry import MEDIA, PERSONS
from kg.text.sentence import noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_WITH_ARTICLE = 2  # words of a name of one word with its article
_TITLE = re.compile(r'[«"“„]([^«»"“”„]*[^\W\d_][^«»"“”„]*)[»"”“]$')
_SITE = re.compile(r"(?:^|\s)([^\W_][\w-]*(?:\.[\w-]+)*\.[a-zа-я]{2,6})$")  # a name that is an address


def identify(mention: SourceMention, discourse: Discourse) -> Identified:
    """The agent that a mention stands for."""
    for way in WAYS:
        if found := way(mention, discourse):
            return found
    return Identified(
        discourse.mint(mention.text, SourceKind.UNNAMED, mention.lexicon.language), Basis.EXPLICIT, "described"
    )


def person(mention: SourceMention, discourse: Discourse) -> Agent | None:
    """The person whom a mention names, by a table or by a name of two words; nobody is minted for less."""
    for way in (
        gazetteer_rules.introduced,
        gazetteer_rules.registered,
        person_names.at_head_or_end,
        gazetteer_rules.apposed,
    ):
        found = way(mention, discourse)
        if found and found.agent.type in PERSONS:
            return found.agent
    return None


def remember(discourse: Discourse, mention: SourceMention, agent: Agent, sentence: int, speaks: bool = True) -> None:
    """Let later mentions refer back to this one; ``speaks``: whether it is a source, not who passes on or is named."""
    human = is_human(agent, mention.lemma, mention.lexicon.people)
    roles = (
        frozenset(name for token in mention.tokens for name in (token.lower_, token.lemma_.lower()))
        & mention.lexicon.people
    )
    name = named(mention)
    gender = next(iter(name.morph.get("Gender", [])), None) if name is not None else None
    gender = GENDERS[agent.gender] if agent.gender else gender
    owned = not human and mention.tokens[0].lower_ in mention.lexicon.possessives
    discourse.say(Heard(agent, mention.lemma, gender or mention.gender, human, sentence, roles))
    said = replace(describe(mention), gender=gender or mention.gender)
    discourse.note(agent, said, mention.head, owned)
    if (tie := state_ties.told(mention, agent, discourse)) is not None:
        discourse.entities[agent.id].ties |= {tie}
    if speaks:
        discourse.speaks_on(agent)


def _named(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A proper name at the head that no table knows: an agent of this article."""
    language = mention.lexicon.language
    alone = len(mention.tokens) == 1 and mention.text[:1].isupper()
    if alone and (agent := discourse.by_surname(mention.text, language)):  # which the parser may take for a noun
        return Identified(agent, Basis.ANAPHORA, "surname")
    if mention.head.text.islower() and is_calling(mention.head.text, mention):
        return None
    acronym = single_acronym(mention)
    cut = mention.head.pos_ != "PROPN" or mention.text.endswith(("'", "’"))
    cased = true_case.name(mention, discourse) if cut and not acronym else ""
    if mention.head.pos_ != "PROPN" and not is_capitalised(mention) and not acronym and not cased:
        return _titled(mention, discourse)
    text = acronym or cased or mention.text.split(",")[0].split("(")[0].strip()
    for title in mention.lexicon.titles:
        text = text.removeprefix(title + " ")
    if agent := discourse.registry.by_alias(text, language):
        return Identified(agent, Basis.EXPLICIT, "alias")
    if agent := _by_part(text, mention, discourse):
        return Identified(agent, Basis.ANAPHORA, "surname")
    found = [
        agent
        for start, end, agent in discourse.registry.find(text, language)
        if not text[:start].strip() or is_qualified(mention, text[:start], text[end:])
    ]
    if found:
        return Identified(found[0], Basis.EXPLICIT, "alias")
    if full := in_full_before(text, mention, discourse) or true_case.goes_on(text, mention, discourse):
        text = full
    elif tells_nationality_alone(mention):
        return None
    lead, member = leading_name(mention)
    text = lead or organisations.in_full(text, mention, discourse)
    human = member or is_addressed(mention)
    agent = discourse.mint(text, SourceKind.NAMED, language, AgentType.PERSON if human else None)
    discourse.introduce(agent, text, language)
    return Identified(agent, Basis.EXPLICIT, "name")


def _by_part(name: str, mention: SourceMention, discourse: Discourse) -> Agent | None:
    """Whom the article or a table knows by a surname, or by the name in full that the article has for its words."""
    language = mention.lexicon.language
    if " " not in name and (agent := discourse.by_surname(name, language)):
        return agent
    full = in_full_before(name, mention, discourse)
    known = discourse.registry.by_alias(full, language) if full else None
    return known if known is not None and known.type in PERSONS else None


def _titled(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A name in quotation marks, alone or behind the noun for what it names: ``центр «Весна»``, ``«Наша нива»``.

    A medium's name behind a body is whom the body told: ``в министерстве „Ъ“ сообщили``.
    """
    kinds = mention.lexicon.bodies | mention.lexicon.media
    if (site := _SITE.search(mention.text)) is not None and (site.start() == 0 or mention.lemma in kinds):
        return _by_site(site[1], mention.lexicon.language, discourse)
    title = _TITLE.search(mention.text)
    if title is None or not mention.lexicon.typology.quoted_names or not (title.start() == 0 or mention.lemma in kinds):
        return None
    told = discourse.registry.by_alias(title[1], mention.lexicon.language)
    if told is not None and told.type in MEDIA and mention.lemma in mention.lexicon.bodies - mention.lexicon.media:
        at = mention.tokens[0].idx + title.start()
        tokens = tuple(token for token in mention.tokens if token.idx < at)
        return identify(
            SourceMention(tokens, mention.head, mention.text[: title.start()].strip(), mention.lexicon), discourse
        )
    agent = discourse.mint(title[1], SourceKind.NAMED, mention.lexicon.language)
    return Identified(agent, Basis.EXPLICIT, "title", 0.85)


def _by_site(name: str, language: str, discourse: Discourse) -> Identified:
    """Who goes by the address of his site: ``Nordpost.com``."""
    known = discourse.registry.by_alias(name, language) or discourse.registry.by_domain(name.lower())
    minted = discourse.mint(name, SourceKind.NAMED, language)
    return Identified(known or minted, Basis.EXPLICIT, "alias" if known else "name")


def _issued(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A document with its owner in the genitive: ``в коммюнике ведомства``, ``опрос ВЦИОМ``."""
    if mention.lemma not in mention.lexicon.documents:
        return None
    if not mention.lexicon.typology.has_cases:
        return _issued_by_body(mention, discourse)
    owners = (
        mention.lexicon.people
        | mention.lexicon.bodies
        | mention.lexicon.general_bodies
        | mention.lexicon.spokesperson
        | mention.lexicon.media
    )
    for token in mention.tokens:
        owns = token.dep_ == "nmod" and token.head.i == mention.head.i and token.morph.get("Case", []) == ["Gen"]
        if owns and (token.pos_ == "PROPN" or token.lemma_.lower() in owners):
            phrase = tuple(noun_phrase(token))
            text = mention.head.doc.text[phrase[0].idx : phrase[-1].idx + len(phrase[-1].text)]
            found = identify(SourceMention(phrase, token, text, mention.lexicon), discourse)
            half = phrase[0].pos_ == "ADJ" and phrase[0].text.istitle() and not found.agent.registered
            return None if half else replace(found, rule=f"document-of/{found.rule}")  # its last word alone is no name
    return None


def _issued_by_body(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A document of a body that no table knows, though it may belong to one: ``study by the UNICEF Council of …``."""
    lexicon, at = mention.lexicon, mention.tokens[0].idx
    known = discourse.registry.find(mention.text, lexicon.language)
    links = lexicon.links | lexicon.authors | lexicon.contractions
    for token in mention.tokens:
        if token.i <= mention.head.i or token.head.i != mention.head.i or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if not any(child.dep_ == "case" and child.lower_ in links for child in token.children):
            continue
        body = {token.lower_, token.lemma_.lower()} & (lexicon.bodies | lexicon.general_bodies)
        covered = any(start <= token.idx - at < end for start, end, _ in known)
        phrase = tuple(itertools.takewhile(_is_no_clause, noun_phrase(token)))
        person = any({word.lower_, word.lemma_.lower()} & lexicon.persons for word in phrase)
        belongs = token.pos_ == "PROPN" and bool(known) and not person
        told = phrase[0].lower_ in lexicon.determiners or phrase[0].nbor(-1).lower_ in lexicon.contractions
        if covered or not (body or belongs) or not told or len(phrase) < _WITH_ARTICLE:
            continue
        text = mention.head.doc.words(phrase[0].i, phrase[-1].i + 1)
        if not body:
            name = mention.head.doc.words(
                phrase[normalize.is_determiner(phrase[0].text, lexicon.language)].i, phrase[-1].i + 1
            )
            minted = discourse.mint(name, SourceKind.NAMED, lexicon.language)
            return Identified(minted, Basis.EXPLICIT, "document-of/name", 0.8)
        found = identify(SourceMention(phrase, token, text, lexicon), discourse)
        return replace(found, rule=f"document-of/{found.rule}")
    return None


def _is_no_clause(word: Token) -> bool:
    """Whether a word is no participle with a complement: ``la Chambre des mines | publié en mars``."""
    return word.pos_ != "VERB" or not any(child.dep_.startswith("obl") for child in word.children)


def _one_of_many(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``an NGO``, ``une ONG``: letters that name a sort of body, for no name has an indefinite article."""
    alone = len(mention.tokens) == 2 and mention.tokens[0].lower_ in mention.lexicon.indefinite
    if (
        not alone
        or not mention.head.text.isupper()
        or discourse.registry.by_alias(mention.head.text, mention.lexicon.language)
    ):
        return None
    minted = discourse.mint(mention.text, SourceKind.UNNAMED, mention.lexicon.language)
    return Identified(minted, Basis.EXPLICIT, "described")


def _calling(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A calling that a headline writes like a name, unless someone is called so: ``Coach denies rift``."""
    language = mention.lexicon.language
    callings = mention.lexicon.people | mention.lexicon.unnamed
    alone = len(mention.tokens) == 1 and mention.head.pos_ == "PROPN" and mention.text.lower() in callings
    if not alone or is_addressed(mention) or discourse.by_surname(mention.text, language):
        return None
    return Identified(discourse.mint(mention.text, SourceKind.UNNAMED, language), Basis.EXPLICIT, "described")


WAYS: tuple[Way, ...] = (
    gazetteer_rules.introduced,
    the_latter.latter,
    pronouns.pronoun,
    coreference.same,
    _one_of_many,
    nobody_named.place,
    nobody_named.adjective,
    nobody_named.run_on,
    nobody_named.thing,
    gazetteer_rules.registered,
    organisations.beside,
    organisations.acronym,
    organisations.part_of_name,
    gazetteer_rules.ending,
    organisations.put_behind,
    person_names.glued,
    roles.role,
    _calling,
    person_names.at_head_or_end,
    gazetteer_rules.apposed,
    _issued,
    document_owners.owner,
    gazetteer_rules.spokesperson,
    gazetteer_rules.correspondent,
    _named,
    organisations.capital,
    coreference.epithet,
)
