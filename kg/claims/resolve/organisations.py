"""Bodies by part of their name, by what sort of body they are, and by the acronym that the text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.resolve import full_names
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.names import INNER
from kg.claims.resolve.source_mention import Identified, SourceMention
from kg.languages import normalize
from kg.languages.cue_lexicon import Lexicon
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.countries import country_of, find_countries
from kg.sources.registry import PERSONS
from kg.text import truecase
from kg.text.sentence import Sentence

GROUPS = (AgentType.NGO, AgentType.INTERNATIONAL, AgentType.PARTY, AgentType.ARMED_GROUP, None)  # no organs of states
_NAMED = (AgentType.NGO, AgentType.INTERNATIONAL, AgentType.PARTY, AgentType.COMPANY)  # not the offices of states
_LETTERS = 8  # of a short name in capitals
_NAME = 2  # words of a name put behind what bears it, at least
_GOES_ON = frozenset({"VERB", "AUX", "ADV", "ADP", "PRON"})  # what follows a name between commas
_QUALITIES = frozenset({"ADJ", "ADP", "NOUN", "DET"})
_DEFINED = re.compile(r"((?:[^\W\d_][\w’'-]*\s+){2,9})\(([^\W\d_a-z]{2,8})\)")


def foresee(sentence: Sentence, discourse: Discourse) -> None:
    """Note whom a sentence names, its nouns, and the acronyms that it puts behind names, for what stands before it."""
    discourse.read.append(sentence.doc)
    full_names.note(sentence.doc, discourse, sentence.lexicon)
    for token in sentence.doc:
        if token.pos_ == "NOUN":
            discourse.nouns.setdefault(token.lemma_.lower(), []).append(token)
    text = sentence.span.of(sentence.text)
    if not truecase.is_titled(text):
        small, capital = truecase.written(text)
        discourse.small |= small
        discourse.capital |= capital
    found = discourse.registry.find(text, sentence.lexicon.language)
    discourse.foreseen += [agent for _, _, agent in found if agent.type not in PERSONS]
    discourse.persons |= {agent.id: agent for _, _, agent in found if agent.type is AgentType.PERSON}
    for defined in _DEFINED.finditer(text) if "(" in text else ():
        if name := _spelt_out(defined[1].split(), defined[2]):
            discourse.acronyms.setdefault(defined[2], name)


def _spelt_out(before: list[str], acronym: str) -> str:
    """The end of some words whose initials are the acronym, in any order: it may be of the body's own language.

    Small words may be left out of it.
    """
    for start in range(len(before) - 2, -1, -1):
        name = before[start:]
        capitals = "".join(word[0] for word in name if word[0].isupper())
        same = acronym == "".join(word[0].upper() for word in name) or sorted(acronym) == sorted(capitals)
        if name[0][0].isupper() and same:
            return " ".join(name)
    return ""


def in_full(name: str, mention: SourceMention, discourse: Discourse) -> str:
    """The name with what a conjunction cut off it, as an acronym behind it tells: ``the Union of A and B (UAB)``."""
    tokens, text = mention.tokens, mention.head.doc.text
    start = tokens[tokens[0].pos_ == "DET" and len(tokens) > 1].idx
    end = tokens[-1].idx + len(tokens[-1].text)
    full = (known for known in discourse.acronyms.values() if start + len(known) > end)
    return next((known for known in full if text.startswith(known, start)), name)


def acronym(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """An acronym that the text has defined: ``the SLO`` after ``the Society of Lock Owners (SLO)``."""
    language = mention.lexicon.language
    letters = [token.text for token in mention.tokens if not normalize.is_determiner(token.text, language)]
    name = discourse.acronyms.get(letters[0]) if len(letters) == 1 else None
    if not name or discourse.registry.by_alias(letters[0], language):
        return None
    known = discourse.registry.by_alias(name, language) or discourse.minted_as(name, language)
    known = known or discourse.by_surname(name, language)
    return Identified(known, Basis.ANAPHORA, "acronym", 0.85) if known and known.type not in PERSONS else None


def beside(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The short name of a body between commas behind what it is: ``the mission in the country, UNMISS, said``.

    In capitals, or with an article of its own: ``la mission, la Minurso,``. Without a verb behind, others are counted.
    """
    lexicon, doc, at = mention.lexicon, mention.head.doc, mention.tokens[-1].i + 1
    if mention.lemma not in lexicon.bodies | lexicon.general_bodies or mention.number == "Plur" or mention.indefinite:
        return None
    if mention.head.i and mention.head.text[:1].isupper():  # its full name
        return None
    if full := _called_behind(mention, at, discourse):
        return full
    article = at + 1 < len(doc) and doc[at + 1].lower_ in lexicon.determiners
    name = at + 1 + article
    if name + 2 >= len(doc) or {doc[at].text, doc[name + 1].text} != {","} or doc[name + 2].pos_ not in _GOES_ON:
        return None
    text, language = doc[name].text, lexicon.language
    short = text.isupper() and 1 < len(text) <= _LETTERS
    if not text.isalpha() or not (short or (article and text[:1].isupper())):
        return None
    if country_of(text, language) is not None or discourse.gazetteer.find(text, language):
        return None
    known = discourse.registry.by_alias(text, language) or discourse.by_surname(text, language)
    return None if known is not None and known.type in PERSONS else _bearing(text, known, discourse, lexicon)


def _called_behind(mention: SourceMention, at: int, discourse: Discourse) -> Identified | None:
    """The body that bears a name behind a comma: ``l'exploitant, la société danoise Nordsund Ferries,``."""
    lexicon, doc = mention.lexicon, mention.head.doc
    stop = next((token.i for token in doc[at + 1 :] if token.text == ","), 0)
    words = doc[at + 1 : stop] if doc[at].text == "," else ()
    first = next((place for place, token in enumerate(words) if token.text[:1].isupper()), 0)
    if not first or len(words) - first < _NAME or not words[-1].text[:1].isupper():
        return None
    bearer = [
        token for token in words[:first] if {token.lower_, token.lemma_.lower()} & (lexicon.bodies | lexicon.media)
    ]
    plain = all(token.pos_ in ("DET", "ADJ", "NOUN") for token in words[:first])
    if not bearer or not plain or words[0].lower_ not in lexicon.determiners | lexicon.indefinite:
        return None
    name = doc.words(words[first].i, words[-1].i + 1)
    return _bearing(name, discourse.registry.by_alias(name, lexicon.language), discourse, lexicon)


def _bearing(name: str, known: Agent | None, discourse: Discourse, lexicon: Lexicon) -> Identified:
    """The body that bears a name put beside what it is: whom one knows by it, else one of this article."""
    agent = known or discourse.mint(name, SourceKind.NAMED, lexicon.language)
    return Identified(agent, Basis.EXPLICIT, "name-beside", 0.85)


def capital(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """A body whose noun has the capital of a name and whose qualities are written small: ``le Bureau national …``.

    None where a country tells which one: many have such a body.
    """
    lexicon, head, behind = mention.lexicon, mention.head, mention.tokens[2:]
    if not lexicon.typology.has_articles or mention.indefinite or mention.number == "Plur" or not behind:
        return None
    if mention.tokens[0].lower_ not in lexicon.determiners or mention.tokens[1].i != head.i or not head.text.istitle():
        return None
    small = all(token.pos_ in _QUALITIES and token.text.islower() for token in behind)
    name, language = head.doc.words(head.i, behind[-1].i + 1), lexicon.language
    body = mention.lemma in lexicon.bodies | lexicon.general_bodies or name in discourse.acronyms.values()
    told = any(token.pos_ == "NOUN" for token in behind)  # ``la Ligue bolivienne du sucre``
    if not small or behind[0].pos_ != "ADJ" or not body or (find_countries(name, language) and not told):
        return None
    return Identified(discourse.mint(name, SourceKind.NAMED, language), Basis.EXPLICIT, "name-of-body", 0.85)


def put_behind(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """The name that ends the words for what bears it: ``le quotidien régional La Voz``, ``the news site Bay Wire``."""
    lexicon, head = mention.lexicon, mention.head
    if not lexicon.typology.has_articles or mention.number == "Plur" or head.text[:1].isupper():
        return None
    if mention.lemma not in lexicon.bodies | lexicon.general_bodies | lexicon.media:
        return None
    tokens, language = mention.tokens, lexicon.language
    at = next((at for at, token in enumerate(tokens) if token.i > head.i and token.text[:1].isupper()), 0)
    run = tokens[at:] if at else ()
    small = lexicon.links | lexicon.determiners | INNER
    joined = all(token.text[:1].isupper() or token.lower_ in small or token.pos_ == "CCONJ" for token in run)
    if len(run) < _NAME or not joined or not run[-1].text[:1].isupper():
        return None
    if tokens[at - 1].pos_ in ("ADP", "DET", "PUNCT"):
        return None
    name = head.doc.words(run[0].i, run[-1].i + 1)
    known = discourse.registry.by_alias(name, language) or discourse.by_surname(name, language)
    if (known and known.type in PERSONS) or country_of(name, language) is not None:
        return None
    return _bearing(name, known, discourse, lexicon)


def part_of_name(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``the Observatory``, ``the Paris-based Coalition``: the head noun of a name that the article gives in full."""
    lexicon = mention.lexicon
    wanted = normalize.words(_without_seat(mention.text, lexicon.seats), lexicon.language)
    own = mention.head.lower_ in lexicon.bodies - lexicon.general_bodies
    bare = mention.text[:1].isupper() and mention.text.istitle() and len(mention.tokens) == 1  # as headlines write it
    if not lexicon.typology.has_articles or (mention.indefinite and not bare) or len(wanted) > 3 or not own:
        return None
    heard = (row.agent for row in discourse.recent())
    for known in (heard, reversed(discourse.bodies)):
        if agent := next((agent for agent in known if _is_part(wanted, agent, lexicon)), None):
            return Identified(agent, Basis.ANAPHORA, "part-of-name", 0.85)
    later = {agent.id: agent for agent in discourse.foreseen if _is_part(wanted, agent, lexicon)}
    return Identified(next(iter(later.values())), Basis.ANAPHORA, "part-of-name", 0.7) if len(later) == 1 else None


def _without_seat(text: str, seats: frozenset[str]) -> str:
    """A mention without where a body sits: ``the Paris-based Coalition``."""
    return re.sub(rf"\b\w+-(?:{'|'.join(sorted(seats))})\s+", "", text) if seats else text


def _is_part(wanted: tuple[str, ...], agent: Agent, lexicon: Lexicon) -> bool:
    """Whether some words are the end of the first noun phrase of one of an agent's names, and not the whole name."""
    minted = agent.type is None and agent.kind is SourceKind.NAMED and names_body(agent.label, lexicon)
    if agent.type not in _NAMED and not minted:
        return False
    for name in _full_names(agent, lexicon.language):
        phrase = name
        for at, word in enumerate(name):
            if word in lexicon.links | lexicon.joining:
                phrase = name[:at]
                break
        if len(wanted) < len(name) and phrase[-len(wanted) :] == wanted:
            return True
        if len(wanted) < len(name) and len(wanted) > 1 and wanted == name[len(phrase) - 1 :][: len(wanted)]:
            return True
    return False


def names_body(name: str, lexicon: Lexicon) -> bool:
    """Whether a name holds a noun that bodies are called by, or ends in one of media: ``Northern Bridge Authority``."""
    return is_masthead(name, lexicon) or (
        lexicon.typology.has_articles
        and any(word in lexicon.bodies | lexicon.general_bodies for word in name.lower().split())
    )


def is_masthead(name: str, lexicon: Lexicon) -> bool:
    """Whether a name ends like those of media: ``Bay News``."""
    words = name.lower().split()
    return len(words) > 1 and words[-1] in lexicon.mastheads


def _full_names(agent: Agent, language: str) -> Iterator[tuple[str, ...]]:
    for spoken, name in (*agent.labels, *agent.aliases):
        if spoken == language and len(found := normalize.words(name, language)) > 1:
            yield found
