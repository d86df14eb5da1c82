"""What a claim is about: the grammatical subject of the main clause of what is asserted, resolved where a table can.

Through passive, apposition, coordination and infinitives: *a annoncé avoir brisé le siège* is about who announced it.
A pronoun is followed to whom it stands for where that is plain; else its word is kept, and the entity stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.claims.detect import Attribution, ContentFrom
from kg.claims.resolve.discourse import Discourse
from kg.model import Agent, Chain, Mention, Span
from kg.sources import offices
from kg.sources.registry import PERSONS
from kg.text.quotation_marks import MARKS
from kg.text.sentence import NOMINAL, SUBJECT, VERBAL, Sentence, is_finite, noun_phrase
from kg.text.sentence import subject as grammatical_subject

if TYPE_CHECKING:
    from kg.text.parse import Token

_EDGE = MARKS | frozenset(" \u00a0")
_INNER = frozenset({"obj", "nmod", "appos", "compound", "flat", "flat:name", "conj", "nmod:poss"})
_CORE = frozenset({"det", "amod", "compound", "flat", "flat:name", "nummod", "nmod:poss", "fixed"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as later pronouns see it."""

    mention: Mention
    gender: str | None
    number: str | None


@dataclass(slots=True)
class Subjects:
    """Finds the subject of one claim after another of an article; the last one is what a pronoun may stand for."""

    discourse: Discourse
    countries: frozenset[str] = frozenset()  # that the article is about
    last: Subject | None = None
    nouns: dict[str, Mention | None] = field(default_factory=dict)  # head noun -> the agent it named; None: several

    def hear(self, sentence: Sentence, mentions: tuple[Mention, ...]) -> None:
        """Remember by which nouns a sentence names agents: ``the regime`` is the Syrian one, if no other was named."""
        for mention in (mention for mention in mentions if mention.type == "agent"):
            last = next(
                (token for token in sentence.doc if sentence.at(token) + len(token.text) == mention.span.end), None
            )
            if last is not None and last.pos_ == "NOUN":
                before = self.nouns.setdefault(last.lemma_.lower(), mention)
                if before is not None and before.entity != mention.entity:
                    self.nouns[last.lemma_.lower()] = None

    def of(
        self, sentence: Sentence, content: tuple[Span, ...], attribution: Attribution | None, chain: Chain | None
    ) -> Mention | None:
        """The subject of what a sentence asserts, or None where its main clause has none."""
        head, spoken = head_of(sentence, content)
        if attribution is not None and _is_of_the_speaker(sentence, head, attribution):
            head, spoken = None, True
        if head is None:
            found = self._speaker(sentence, chain, None) if spoken and attribution is not None else None
            self.last = None
            return found
        if (head.pos_ == "PRON" or head.lower_ in sentence.lexicon.pronouns) and not _counted(head):
            found = self._pronoun(sentence, head, attribution, chain)
        else:
            found = self._phrase(sentence, head, content)
        self.last = self._remembered(sentence, head, found)
        return found

    def _phrase(self, sentence: Sentence, head: Token, content: tuple[Span, ...]) -> Mention | None:
        span = sentence.span_of(noun_phrase(head))
        if span is None:
            return None
        if head.pos_ in ("PRON", "DET", "NUM", "ADJ"):
            span = sentence.span_of([head, *_counted(head)]) or span
        start = max(span.start, content[0].start)
        while sentence.text[start] in _EDGE:
            start += 1
        span = _with_whole_names(sentence, Span(start, span.end), self.discourse)
        text = span.of(sentence.text)
        if agent := self._agent(sentence, head, span):
            return Mention(span, text, agent.id, agent.label, "agent")
        place = next(
            (
                place
                for start, end, place in self.discourse.gazetteer.find(text, sentence.lexicon.language, self.countries)
                if span.start + start <= sentence.at(head) < span.start + end
            ),
            None,
        )
        if place:
            return Mention(span, text, place.id, place.label, "place")
        same = self.nouns.get(head.lemma_.lower()) if _is_definite(head) else None
        return Mention(span, text, same.entity, same.label, same.type) if same else Mention(span, text)

    def _agent(self, sentence: Sentence, head: Token, span: Span) -> Agent | None:
        """The agent that the phrase, or the phrase less what hangs behind its core, is a name of."""
        language = sentence.lexicon.language
        core = sentence.span_of([head, *(child for child in head.children if child.dep_ in _CORE)])
        found = self._called(span.of(sentence.text), language) or self._named(sentence, head, span)
        if found is None and core is not None and core != span:
            found = self._called(core.of(sentence.text), language)
        if found is None and head.pos_ == "PROPN" and span.of(sentence.text) == head.text:
            found = self.discourse.by_surname(head.text, language)
        return found

    def _called(self, text: str, language: str) -> Agent | None:
        """The agent that a whole text is a name of, or an office of a country."""
        if agent := self.discourse.registry.by_alias(text, language):
            return agent
        reading = offices.parse(text, language)
        return offices.agent_for(reading, self.discourse.registry) if reading and reading.country else None

    def _named(self, sentence: Sentence, head: Token, span: Span) -> Agent | None:
        """Whose name holds the head, or stands behind the head as its apposition: ``le président Vladimir Poutine``."""
        at = sentence.at(head)
        found = [
            (Span(span.start + start, span.start + end), agent)
            for start, end, agent in self.discourse.registry.find(span.of(sentence.text), sentence.lexicon.language)
        ]
        office = next((name for name, _ in found if name.start <= at < name.end), None)
        titled = head.lemma_.lower() in sentence.lexicon.people
        for name, agent in found:
            behind = office is not None and name.start == office.end + 1
            own = name.end == span.end and not _belongs(sentence, name.start)
            if (titled or behind) and agent.type in PERSONS and own:
                return agent
        return next((agent for name, agent in found if name.start <= at < name.end), None)

    def _pronoun(
        self, sentence: Sentence, head: Token, attribution: Attribution | None, chain: Chain | None
    ) -> Mention | None:
        span = sentence.span_of([head])
        if span is None:
            return None
        if _is_expletive(head):
            return Mention(span, span.of(sentence.text))
        form, lexicon = head.lower_.strip("-'’ ").removeprefix("t-"), sentence.lexicon
        if form in lexicon.first_person:
            return self._speaker(sentence, chain, span) or Mention(span, span.of(sentence.text))
        stands = self._antecedent(sentence, head, attribution, chain)
        if stands is None or form not in lexicon.pronouns:
            return Mention(span, span.of(sentence.text))
        return Mention(span, span.of(sentence.text), stands.entity, stands.label or stands.text, stands.type)

    def _antecedent(
        self, sentence: Sentence, head: Token, attribution: Attribution | None, chain: Chain | None
    ) -> Mention | None:
        """Whom a pronoun stands for: the one who speaks, in what is told of his own words; else the subject before."""
        if attribution is not None and attribution.head is not None and chain is not None:
            speaks = _agree(head, _morph(attribution.head, "Gender"), _morph(attribution.head, "Number"))
            thing = _morph(head, "Gender") == "Neut"
            if not speaks or (thing and chain.origin.agent.type in PERSONS) or attribution.head.i > head.i:
                return None
            return self._speaker(sentence, chain, None)
        last = self.last
        if _is_copular(head.head):  # ``It was the third attack``: an event, as likely as not
            return None
        return last.mention if last is not None and _agree(head, last.gender, last.number) else None

    def _speaker(self, sentence: Sentence, chain: Chain | None, pronoun: Span | None) -> Mention | None:
        """Who says it, as a mention: at a pronoun of his own, or at the words that name him."""
        if chain is None or chain.own_voice:
            return None
        hop = chain.origin
        at = pronoun or hop.mention
        return Mention(at, at.of(sentence.text), hop.agent.id, hop.agent.label, "agent") if at else None

    def _remembered(self, sentence: Sentence, head: Token, found: Mention | None) -> Subject | None:
        if found is None:
            return None
        plural = any(child.dep_ == "conj" and child.pos_ in NOMINAL for child in head.children)
        return Subject(found, _morph(head, "Gender"), "Plur" if plural else _morph(head, "Number"))


def head_of(sentence: Sentence, content: tuple[Span, ...]) -> tuple[Token | None, bool]:
    """The head of the subject of a content's main clause; without one, whether it is left to who speaks.

    Of a content without a verb it is its main noun: who condemns *the attack* speaks about it.
    """
    tokens = sentence.within(content)
    held = {token.i for token in tokens}
    tops = [token for token in tokens if (token.head.i not in held or token.head.i == token.i) and _may_lead(token)]
    verb = next((token for token in tops if _is_predicate(token)), None)
    if verb is not None:
        found = _own_subject(verb) or grammatical_subject(verb)
        if found is not None and found.i in held:
            return _antecedent_of_relative(found, sentence), False
    ahead = _before_verb(tokens)
    if ahead is not None or verb is not None:
        return ahead, ahead is None and verb is not None and not is_finite(verb)
    return next((token for token in tops if token.pos_ in ("NOUN", "PROPN", "NUM")), None), False


def _is_of_the_speaker(sentence: Sentence, head: Token | None, attribution: Attribution) -> bool:
    """Whether who speaks is who it is about: ``a annoncé être prêt``, ``denied any involvement``."""
    if head is not None and head.dep_ in SUBJECT:
        return False
    return attribution.detector.content is ContentFrom.INFINITIVE or attribution.lemma in sentence.lexicon.denied


def _may_lead(token: Token) -> bool:
    return not token.is_punct and token.dep_ not in ("mark", "cc", "case", "advmod", "discourse", "det")


def _before_verb(tokens: Sequence[Token]) -> Token | None:
    """The noun without a preposition that stands before the first finite verb: where the parser lost the clause."""
    verb = next((at for at, token in enumerate(tokens) if token.pos_ in VERBAL and is_finite(token)), 0)
    return next(
        (
            token
            for token in tokens[:verb]
            if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _INNER and _is_bare(token)
        ),
        None,
    )


def _is_definite(noun: Token) -> bool:
    """Whether a noun stands with a definite article alone, or bare in a language without articles."""
    children = [
        child for child in noun.children if child.dep_ not in ("case", "punct", "acl:relcl", "acl", "mark", "cop")
    ]
    return all(child.dep_ == "det" and "Ind" not in child.morph.get("Definite", []) for child in children)


def _is_bare(noun: Token) -> bool:
    return not any(child.dep_ == "case" and child.i < noun.i for child in noun.children)


def _own_subject(verb: Token) -> Token | None:
    """The subject, the real one behind ``there is``, ``il y a``; the logical one of no clause."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECT and child.dep_ not in ("csubj", "expl:subj")]
    there = [child for child in verb.children if child.dep_ == "expl" and child.i < verb.i]
    if there:
        subjects = [child for child in verb.children if child.dep_ in ("attr", "obj", *SUBJECT) and child.i > verb.i]
    return next((child for child in subjects if child.pos_ in NOMINAL or child.pos_ in ("NUM", "ADJ", "DET")), None)


def _counted(head: Token) -> list[Token]:
    """What a number or a pronoun is of: ``un des militaires``, ``Many of them``."""
    return [token for child in head.children if child.dep_ in ("nmod", "obl:arg", "nummod") for token in child.subtree]


def _is_expletive(pronoun: Token) -> bool:
    """Whether a pronoun only holds the place of a clause: ``it is likely that …``, ``il est possible que …``."""
    verb = pronoun.head
    clauses = [
        child for child in verb.children if child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") and child.i > verb.i
    ]
    return pronoun.dep_.startswith("expl") or (_is_copular(verb) and bool(clauses))


def _is_copular(verb: Token) -> bool:
    return verb.pos_ == "AUX" or any(child.dep_ in ("cop", "attr", "acomp") for child in verb.children)


def _antecedent_of_relative(head: Token, sentence: Sentence) -> Token:
    if head.lower_ in sentence.lexicon.relative and head.head.dep_ in ("acl:relcl", "acl"):
        return head.head.head
    return head


def _is_predicate(token: Token) -> bool:
    return token.pos_ in VERBAL or any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in token.children)


def _belongs(sentence: Sentence, at: int) -> bool:
    """Whether a link word stands right before an offset: ``les avocats de Vladimir Poutine``."""
    before = sentence.text[sentence.span.start : at].split()
    return bool(before) and (before[-1].lower() in sentence.lexicon.links or before[-1].lower().endswith(("d'", "d’")))


def _with_whole_names(sentence: Sentence, span: Span, discourse: Discourse) -> Span:
    """The span with the rest of a name that it cuts: the parser may give one name two heads."""
    text, language = sentence.span.of(sentence.text), sentence.lexicon.language
    at = sentence.span.start
    whole = [
        (start, end)
        for start, end, *_ in (*discourse.registry.find(text, language), *discourse.gazetteer.find(text, language))
    ]
    cut = [(at + start, at + end) for start, end in whole if at + start < span.end < at + end]
    return Span(span.start, max((end for start, end in cut if start >= span.start), default=span.end))


def _agree(pronoun: Token, gender: str | None, number: str | None) -> bool:
    own = (_morph(pronoun, "Gender"), _morph(pronoun, "Number"))
    return all(one is None or other is None or one == other for one, other in zip(own, (gender, number), strict=True))


def _morph(token: Token, name: str) -> str | None:
    return next(iter(token.morph.get(name, [])), None)
