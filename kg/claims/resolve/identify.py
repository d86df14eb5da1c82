"""From the words that name a source to the agent: registry, offices, anaphora, unnamed sources.

Each way is one function; the first that knows answers, and says by which rule. None of them guesses: what no rule
knows becomes a source of this article, named or unnamed as its words are.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.detect.transcripts import GLUED
from kg.claims.resolve import (
    coreference,
    epithets,
    gazetteer_rules,
    nobody_named,
    organisations,
    roles,
    state_ties,
    true_case,
)
from kg.claims.resolve.discourse import Discourse, Heard, is_human
from kg.claims.resolve.entities import GENDERS, describe, is_person_noun
from kg.claims.resolve.full_names import in_full_before
from kg.claims.resolve.names import INNER
from kg.claims.resolve.organisations import names_body
from kg.claims.resolve.persons import abbreviates, ends_name, named, speaks, trailing_name
from kg.claims.resolve.source_mention import Identified, SourceMention, Way
from kg.languages import normalize
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.countries import country_of, is_nationality
from kg.sources.registry import MEDIA, PERSONS
from kg.text.sentence import noun_phrase

if TYPE_CHECKING:
    from kg.text.parse import Token

_WITH_ARTICLE = 2  # words of a name of one word with its article
_FULL = 2  # words of a person's name in full
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
    for way in (gazetteer_rules.introduced, gazetteer_rules.registered, _person, gazetteer_rules.apposed):
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
    discourse.say(Heard(agent, mention.lemma, gender or mention.gender, mention.number, human, sentence, roles, owned))
    said = replace(describe(mention), gender=gender or mention.gender)
    discourse.note(agent, said, mention.head, owned)
    if (tie := state_ties.told(mention, agent, discourse)) is not None:
        discourse.entities[agent.id].ties |= {tie}
    if speaks:
        discourse.speaks_on(agent)


def _person(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A person's name at the end of the mention, or at its head: ``le porte-parole du Kremlin Dmitri Peskov``."""
    language = mention.lexicon.language
    found = discourse.registry.find(mention.text, language)
    for start, end, agent in found:
        trailing = (
            not any(character.isalnum() for character in mention.text[end:]) or mention.text[end:].lstrip()[:1] in ",("
        )
        if agent.type in (*PERSONS, None) and trailing and speaks(mention, start, agent):
            return Identified(agent, Basis.EXPLICIT, "person")
    name = _without_nationality(trailing_name(mention), discourse, language)
    if not name or _is_calling(name, mention):
        return None
    if known := discourse.registry.by_alias(name, language):
        human = known.type in PERSONS
        return Identified(known, Basis.EXPLICIT, "person") if human else None
    if (known := discourse.by_surname(name, language)) and (
        " " not in name or ends_name(name, known, language) or abbreviates(name, known, language)
    ):
        return Identified(known, Basis.ANAPHORA, "surname")
    if (mention.head.pos_ == "PROPN" or " " in name) and not _tells_nationality_alone(mention):
        body = names_body(name, mention.lexicon) or is_person_noun(mention.lemma, mention.lexicon) is False
        name = in_full_before(name, mention, discourse) or name
        if (known := discourse.registry.by_alias(name, language)) and known.type in PERSONS:
            return Identified(known, Basis.ANAPHORA, "surname")
        human = _addressed(mention) or (" " in name and not body)
        name = true_case.goes_on(name, mention, discourse) or name
        minted = discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON if human else None)
        discourse.introduce(minted, name, language)
        return Identified(minted, Basis.EXPLICIT, "name")
    return None


def _tells_nationality_alone(mention: SourceMention) -> bool:
    """Whether a mention says of somebody only what state he is of, which is no name: ``the Dane``, ``l'Espagnole``."""
    language = mention.lexicon.language
    words = [token.text for token in mention.tokens if not normalize.is_determiner(token.text.rstrip("'’"), language)]
    return is_nationality(" ".join(words), language)


def _without_nationality(name: str, discourse: Discourse, language: str) -> str:
    """A known person's name without the nationality that the parser takes for a part of it: ``Turkish Cavusoglu``."""
    first, _, rest = name.partition(" ")
    if not rest or country_of(first, language) is None:
        return name
    return rest if discourse.by_surname(rest, language) or discourse.registry.by_alias(rest, language) else name


def _glued(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A known person's name that has lost its space: ``AnnaPetrova: No.``."""
    first, _, last = GLUED.sub(" ", mention.text).partition(" ")
    if " " in mention.text or not last:
        return None
    language = mention.lexicon.language
    known = discourse.registry.by_alias(f"{first} {last}", language) or discourse.by_surname(last, language)
    if known is None or normalize.words(first, language)[:1] != normalize.words(known.label, language)[:1]:
        return None
    return Identified(known, Basis.ANAPHORA, "surname")


def _named(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A proper name at the head that no table knows: an agent of this article."""
    language = mention.lexicon.language
    alone = len(mention.tokens) == 1 and mention.text[:1].isupper()
    if alone and (agent := discourse.by_surname(mention.text, language)):  # which the parser may take for a noun
        return Identified(agent, Basis.ANAPHORA, "surname")
    if mention.head.text.islower() and _is_calling(mention.head.text, mention):
        return None
    acronym = _acronym(mention)
    cut = mention.head.pos_ != "PROPN" or mention.text.endswith(("'", "’"))
    cased = true_case.name(mention, discourse) if cut and not acronym else ""
    if mention.head.pos_ != "PROPN" and not _capitalised(mention) and not acronym and not cased:
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
        if not text[:start].strip() or _qualified(mention, text[:start], text[end:])
    ]
    if found:
        return Identified(found[0], Basis.EXPLICIT, "alias")
    if full := in_full_before(text, mention, discourse) or true_case.goes_on(text, mention, discourse):
        text = full
    elif _tells_nationality_alone(mention):
        return None
    lead, member = _leading_name(mention)
    text = lead or organisations.in_full(text, mention, discourse)
    human = member or _addressed(mention)
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


def _acronym(mention: SourceMention) -> str:
    """Letters that name one body, behind a definite article: ``le PP``; empty for other mentions."""
    lexicon, letters = mention.lexicon, mention.head.text
    definite = len(mention.tokens) == _WITH_ARTICLE and mention.tokens[0].lower_ in lexicon.determiners
    short = letters.isupper() and 2 <= len(letters) <= 6 and letters.isalpha()
    sort = mention.head.lower_ in lexicon.speakers | lexicon.general_bodies  # ``the NGO``
    return letters if definite and not mention.indefinite and short and not sort else ""


def _capitalised(mention: SourceMention) -> bool:
    """Whether words have capitals inside a sentence, where only names have them: the parser took a name for a noun.

    ``a dit Amine``, ``a indiqué Anna Petit``. The word that opens a sentence shows nothing by its capital; whoever is
    counted, has an article or is called after a country is nobody by name: ``Des Syriens``, ``Deux Touaregs``.
    """
    lexicon, tokens = mention.lexicon, mention.tokens
    small = lexicon.speakers | lexicon.documents | lexicon.pronouns | lexicon.times
    opens = tokens[0].i == 0 or not tokens[0].nbor(-1).is_alpha
    if len(tokens) == 1 and (opens or not lexicon.typology.has_articles):
        return False
    if mention.number == "Plur" or any(token.pos_ in ("DET", "NUM", "ADP") for token in tokens):
        return False
    called = any({token.lower_, token.lemma_.lower()} & small for token in tokens)
    named = all(token.is_alpha and token.text.istitle() for token in tokens)
    return named and not called and country_of(mention.text, lexicon.language) is None


def _qualified(mention: SourceMention, before: str, behind: str) -> bool:
    """Whether a name has but qualities of its bearer around it: ``the Paris-based X``, ``the X based in Y``."""
    lexicon = mention.lexicon
    persons = lexicon.persons - lexicon.bodies
    follows = behind.split()
    qualities = all("-" in word for word in before.split() if not normalize.is_determiner(word, lexicon.language))
    plain = not follows or (follows[0].islower() and not persons.intersection(follows))
    return lexicon.typology.has_articles and bool(before.strip()) and qualities and plain


def _addressed(mention: SourceMention) -> bool:
    """Whether a title stands before the mention (``M. Petit``): a person's name."""
    first = mention.tokens[0]
    return first.i > 0 and first.nbor(-1).text in mention.lexicon.titles


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


def _leading_name(mention: SourceMention) -> tuple[str, bool]:
    """The name that a mention begins with, where a description follows without a comma: ``Ann Lee head of X``.

    With it, whether it is a person's for what he is told to belong to.
    """
    run = list(itertools.takewhile(_is_of_name, mention.tokens))
    follows = mention.tokens[len(run)] if len(run) < len(mention.tokens) else None
    if len(run) < 2 or follows is None:
        return "", False
    name = mention.head.doc.text[run[0].idx : run[-1].idx + len(run[-1].text)]
    member = _member(mention, len(run), name)
    described = follows.pos_ in ("NOUN", "DET", "ADJ") or member
    return (name, member) if described else ("", False)


def _is_of_name(token: Token) -> bool:
    """Whether a word is capitalised as names are, or one of their small words with its hyphen: ``al-``."""
    small = token.nbor(-1) if token.text == "-" and token.i else token
    return (small.lower_ in INNER and small.text != "-") or (token.pos_ == "PROPN" and token.text[0].isupper())


def _member(mention: SourceMention, at: int, name: str) -> bool:
    """Whether a person's name ends where the body is told that he belongs to: ``Ann Lee of the Red Cross``.

    The body has an article, or a name of three words: ``Ann Lee for Lock Owners International``.
    """
    joined = mention.tokens[at].lower_ in mention.lexicon.members and mention.tokens[at - 1].i >= mention.head.i
    rest = mention.tokens[at + 1 :]
    article = bool(rest) and rest[0].pos_ == "DET"
    body = len(rest) > _FULL and all(token.pos_ == "PROPN" for token in rest)
    return joined and (article or body) and not names_body(name, mention.lexicon)


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


def _is_calling(name: str, mention: SourceMention) -> bool:
    """Whether what the parser took for a name is a calling, written small: ``a former air force pilot``."""
    return name.islower() and not set(name.split()).isdisjoint(mention.lexicon.persons)


def _calling(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A calling that a headline writes like a name, unless someone is called so: ``Coach denies rift``."""
    language = mention.lexicon.language
    callings = mention.lexicon.people | mention.lexicon.unnamed
    alone = len(mention.tokens) == 1 and mention.head.pos_ == "PROPN" and mention.text.lower() in callings
    if not alone or _addressed(mention) or discourse.by_surname(mention.text, language):
        return None
    return Identified(discourse.mint(mention.text, SourceKind.UNNAMED, language), Basis.EXPLICIT, "described")


WAYS: tuple[Way, ...] = (
    gazetteer_rules.introduced,
    epithets.latter,
    coreference.pronoun,
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
    _glued,
    roles.role,
    _calling,
    _person,
    gazetteer_rules.apposed,
    _issued,
    gazetteer_rules.owner,
    gazetteer_rules.spokesperson,
    gazetteer_rules.correspondent,
    _named,
    organisations.capital,
    coreference.epithet,
)
