"""From a frame to a query: the fragments in ``queries/frames/``, joined, with terms in their places.

The text is that of the files alone. What a person typed comes in as terms, IRIs and literals written by
``kg.graph.rdf.nquads.term``, which escapes them; a pattern is a literal of escaped words. It stands in the query as a
constant, since a store compiles a pattern anew for every row where a variable holds it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.term import Node

from kg.answers.ask.concepts import class_words
from kg.answers.ask.frame import Concept, Frame, Party, PartyKind, Stance, When
from kg.answers.ask.names import country_words
from kg.answers.ask.vocabulary import group_words, languages, vocabulary
from kg.answers.queries.source_kinds import kind_iri
from kg.graph.rdf import iris, literals
from kg.graph.rdf.nquads import term
from kg.model import AgentType, package_data
from kg.propositions.verdicts.source_scope import UNNAMED
from kg.sources.registry import MEDIA, Registry

_LOCAL = re.compile(r"\?_")
_SHARED = re.compile(r"\?(?!c\d+_)(\w+)")  # a variable that is not one constraint's own
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SLOT = re.compile(r"\$([a-z]+)")
_NOTHING = r"\b\B"  # matches nowhere: no word asked for is not any word
BY_VERB = (Stance.CONDEMNS, Stance.ADMITS, Stance.WARNS)  # known by the verb that reports
_FIRST, _LAST = "0000", "9999-99-99"


def query(base: str, constraints: Iterable[str]) -> str:
    """A query of the folder with its constraints in place."""
    return _fill(_text(base), {"constraints": "\n  ".join(constraints)})


def count_sentences(found: Iterable[str]) -> str:
    """A query for how many claims, and how many assertions, constraints of sentences leave."""
    left = _assertions(found)
    made = "FILTER(EXISTS { ?assertion kg:attribution ?chain })" if left else "?assertion kg:attribution ?chain ."
    return _fill(_text("count-sentences"), {"constraints": f"{left} {made}"})


def counts(found: Iterable[str], what: str) -> str:
    """A query for the claims that constraints of sentences leave, counted by what a fragment says of them, if any."""
    return _fill(_text("counts"), {"constraints": _assertions(found), "what": what and _text(f"by-{what}")})


def _assertions(found: Iterable[str]) -> str:
    """The assertions that constraints leave, each once; no constraint where there are none."""
    text = " ".join(found)
    return f"{{ SELECT DISTINCT ?assertion WHERE {{ {text} }} }}" if text else ""


def filled(base: str, **slots: Iterable[Node]) -> str:
    """A query of the folder with lists of terms in place."""
    return _fill(_text(base), {name: _terms(nodes) for name, nodes in slots.items()})


def local(fragment: str) -> str:
    """A fragment that takes no terms, with variables of its own."""
    return f"{{ {_LOCAL.sub('?' + fragment.replace('-', '_') + '_', _text(fragment))} }}"


def stands(word: str) -> str:
    """Asks whether a word stands in a sentence, alone or with an ending."""
    return (
        f'ASK {{ ?claim a kg:Claim ; schema:text ?text . FILTER(REGEX(STR(?text), {_literal(pattern([word]))}, "i")) }}'
    )


def country_iri(code: str) -> URIRef:
    """The country that a party is of."""
    return iris.country(code)


def constraints(frame: Frame, registry: Registry, *, told: bool = False, hop: bool = False) -> Iterator[str]:
    """Everything that a frame asks of a claim. Negations come last: what they take away must be there first.

    Args:
        frame: the question.
        registry: where the media of a country are looked up.
        told: whether its days are those that the sentence tells, and not the article's too.
        hop: whether who speaks is ``?hop``, and not anywhere in the chain.
    """
    taken = [("", text) for text in _asked(frame, registry, told, hop)]
    taken += [("MINUS ", text) for text in _taken_away(frame, registry)]
    for number, (sign, text) in enumerate(taken):
        yield f"{sign}{{ {_LOCAL.sub(f'?c{number}_', text)} }}"


def _asked(frame: Frame, registry: Registry, told: bool, hop: bool) -> Iterator[str]:
    """What a claim must be, each with variables of its own yet to come."""
    if frame.speakers:
        yield _either(speaker(party, registry, hop=hop) for party in frame.speakers)
    if frame.through:
        yield _either(_through(party, registry) for party in frame.through)
    if frame.outlet:
        yield _either(_fill(_text("outlet"), {"agents": _agents(party, registry)}) for party in frame.outlet)
    yield from map(_concept, (*frame.about, *frame.where))
    yield from _stance(frame)
    if frame.when:
        yield _when(frame.when, told=told)
    if frame.language:
        yield _fill(_text("language"), {"language": term(literals.text(frame.language))})


def _stance(frame: Frame) -> Iterator[str]:
    if frame.stance is Stance.BLAMES:
        blamed = map(_blamed, frame.about) if frame.about else (pattern(_words_of("blame")),)
        yield from (_fill(_text("wording"), {"pattern": _literal(each)}) for each in blamed)
    elif frame.stance in BY_VERB:
        yield _fill(_text("reporting"), {"pattern": _verbs(frame.stance)})
    elif frame.stance is not Stance.ANY:
        yield _text("denies" if frame.stance is Stance.DENIES else "calls")


def selections(found: Iterable[str], limit: int) -> Iterator[tuple[str, str]]:
    """What constraints may leave: a variable, and a query for its values, at most ``limit`` of them.

    Each constraint is asked of alone, then those of sentences together.
    """
    together = []
    for text in found:
        names = _shared(text)
        name = next((one for one in ("assertion", "claim", "from") if one in names), "")
        if text.startswith("MINUS") or not name or not (len(names) == 1 or names == {"assertion", "claim"}):
            continue
        if name == "assertion":
            together.append(text)
        yield name, f"SELECT DISTINCT ?{name} WHERE {{ {text} }} LIMIT {limit}"
    if len(together) > 1:
        yield "assertion", f"SELECT DISTINCT ?assertion WHERE {{ {' '.join(together)} }} LIMIT {limit}"


def of_sentences(found: Iterable[str]) -> bool:
    """Whether all constraints are of what a sentence, or a part of one, says: none of who says it, where and when."""
    return all(
        "assertion" in (names := _shared(text)) and names <= {"assertion", "claim"} and not text.startswith("MINUS")
        for text in found
    )


def _shared(text: str) -> set[str]:
    """The variables of a constraint that are not its own."""
    return set(_SHARED.findall(_STRING.sub("", text)))


def values(name: str, nodes: Iterable[Node]) -> str:
    """The constraint that a variable is one of some terms."""
    return f"VALUES ?{name} {{ {_terms(nodes)} }}"


def narrated(frame: Frame, registry: Registry) -> str:
    """Counts an outlet's own sentences that hold the verb of a stance, and all else that a frame asks for."""
    plain = constraints(frame.without("stance"), registry)
    verb = f"{{ {_fill(_text('wording'), {'pattern': _verbs(frame.stance)}).replace('?_', '?verb_')} }}"
    return query("count", [*plain, local("own-voice"), verb])


def _verbs(stance: Stance) -> str:
    return _literal(pattern(_words_of(stance.value.removesuffix("s"))))


def _taken_away(frame: Frame, registry: Registry) -> Iterator[str]:
    """What a claim must not be: whose any of its chains must not start at, what its sentence must not hold."""
    for party in frame.not_speakers:
        other = speaker(party, registry).replace("?hop", "?_hop").replace("?chain", "?_chain")
        yield f"?assertion kg:attribution ?_chain . ?_chain kg:origin ?_hop . {other}"
    for concept in frame.not_about:
        yield f"?claim a kg:Claim . {_concept(concept).replace('?assertion schema:text', '?claim schema:text')}"


@functools.lru_cache(maxsize=1_024)
def _text(name: str) -> str:
    text = (package_data.path("queries") / "frames" / f"{name}.rq").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("##"))


def _fill(text: str, slots: dict[str, str]) -> str:
    return _SLOT.sub(lambda found: slots[found[1]], text)


def _either(alternatives: Iterable[str]) -> str:
    return " UNION ".join(f"{{ {text} }}" for text in alternatives)


def _terms(nodes: Iterable[Node]) -> str:
    return " ".join(map(term, nodes))


def speaker(party: Party, registry: Registry, *, hop: bool = False) -> str:
    """The fragment by which ``?hop`` (or, of media, the chain) is somebody's."""
    if party.kind is PartyKind.AGENT:
        agent = registry.get(party.value)
        medium = not hop and agent is not None and agent.type in MEDIA
        return _fill(_text("speaker-medium" if medium else "speaker-agent"), {"agents": _agents(party, registry)})
    if party.kind is PartyKind.STATE:
        return _fill(_text("speaker-state"), {"countries": _country(party)})
    if party.kind is PartyKind.MEDIA:
        return _fill(_text("speaker-agent" if hop else "speaker-medium"), {"agents": _agents(party, registry)})
    if party.kind is PartyKind.OFFICIALS and party.country:
        slots = {"countries": _country(party), "pattern": _literal(pattern(group_words("official")))}
        return _fill(_text("speaker-officials"), {**slots, "country": _literal(pattern(country_words(party.country)))})
    if party.kind is PartyKind.OFFICE:
        return _fill(
            _text("speaker-office"),
            {"offices": f"({term(literals.text(party.value))} {_country(party) if party.country else 'UNDEF'})"},
        )
    if party.kind is PartyKind.KIND:
        return _kind(party)
    return _fill(_text("speaker-named"), {"patterns": _patterns(party)})


def _kind(party: Party) -> str:
    if party.value == UNNAMED and (party.words or party.country):
        return _fill(_text("speaker-unnamed"), {"patterns": _patterns(party)})
    if party.value == AgentType.STATE_MEDIA:
        name = "speaker-state-media-of" if party.country else "speaker-state-media"
        return _fill(_text(name), {"countries": _country(party)} if party.country else {})
    if party.country:
        return _fill(_text("speaker-kind-of"), {"kinds": f"({term(kind_iri(party.value))} {_country(party)})"})
    return _fill(_text("speaker-kind"), {"kinds": term(kind_iri(party.value))})


def _patterns(party: Party) -> str:
    words = (*party.words, country_words(party.country)) if party.country else party.words
    return " && ".join(f'REGEX(STR(?_name), {_literal(pattern(each))}, "i")' for each in dict.fromkeys(words))


def _through(party: Party, registry: Registry) -> str:
    if party.kind is PartyKind.STATE:
        return _fill(_text("through-state"), {"countries": _country(party)})
    if party.value == "relay":
        return _text("through-any")
    return _fill(_text("through"), {"agents": _agents(party, registry)})


def _agents(party: Party, registry: Registry) -> str:
    if party.kind is PartyKind.AGENT:
        return _terms([iris.registered_agent(party.value)])
    media = [agent for agent in registry.agents if agent.type in MEDIA]
    if party.kind in (PartyKind.MEDIA, PartyKind.KIND) and party.country:
        media = [agent for agent in media if any(row.country == party.country for row in agent.affiliations)]
    return _terms(iris.registered_agent(agent.id) for agent in media)


def _country(party: Party) -> str:
    return term(iris.country(party.country))


def _concept(concept: Concept) -> str:
    if concept.number is not None:
        name = f"number-{concept.bound}" if concept.bound else "number"
        return _fill(_text(name), {"number": term(literals.decimal(concept.number))})
    slots = {"pattern": _literal(pattern(concept.words))}
    if not concept.entities:
        rows = (concept.words, *concept.also)
        return " ".join(f"{{ {_fill(_text('wording'), {'pattern': _literal(pattern(row))})} }}" for row in rows)
    return _fill(_text("entity"), {**slots, "entities": _terms(map(URIRef, concept.entities))})


def _blamed(concept: Concept) -> str:
    """A word of blaming before whom it is laid on, or a word of responsibility close behind him."""
    whom = pattern(concept.words)
    return f"{pattern(_words_of('blame'))}.{{0,80}}{whom}|{whom}.{{0,60}}{pattern(class_words('responsible'))}"


def _words_of(sense: str) -> list[str]:
    """The words of a sense in every language, whole."""
    return [f"={' '.join(form)}" for code in languages() for form, senses in vocabulary(code).senses.items()
            if sense in senses and (len(form) == 1 or sense != "blame")]  # fmt: skip


def _when(when: When, *, told: bool) -> str:
    slots = {"first": term(literals.text(when.first or _FIRST)), "last": term(literals.text(when.last or _LAST))}
    year = "-yearless" if when.yearless else ""
    if told:
        return _fill(_text(f"told{year}"), slots)
    return _either(_fill(_text(f"{name}{year}"), slots) for name in ("told", "published"))


def pattern(words: Iterable[str]) -> str:
    """A regular expression for words: beginnings, or whole words behind ``=``; accents are of no account."""
    found = [
        _lax(word.removeprefix("=")) + (r"\b" if word.startswith("=") else "") for word in words if word.strip("=")
    ]
    if not found:
        return _NOTHING
    return rf"\b(?:{'|'.join(dict.fromkeys(found))})"


def _literal(text: str) -> str:
    return term(literals.text(text))


def _lax(word: str) -> str:
    return "".join(_letters().get(letter, re.escape(letter)) for letter in word.casefold())


@functools.cache
def _letters() -> dict[str, str]:
    """Each letter with all of its accents, as a class of a regular expression."""
    forms: dict[str, str] = {}
    for code in (*range(0xE0, 0x180), 0x439, 0x451):
        bare = unicodedata.normalize("NFKD", chr(code))[0]
        if bare != chr(code) and bare.isalpha() and chr(code).islower():
            forms[bare] = forms.get(bare, bare) + chr(code)
    classes = {bare: f"[{variants}]" for bare, variants in forms.items()}
    return {
        **classes,
        **{letter: classes[bare] for bare, variants in forms.items() for letter in variants},
        "'": "['’ʼ]",
        "’": "['’ʼ]",
        "-": "[-‐‑ ]?",
    }
