"""Who bears the label of a turn that is a surname with initials: ``A. Petrova: …``."""

from __future__ import annotations

from kg.claims.detect import transcripts
from kg.claims.resolve.discourse import Discourse
from kg.claims.resolve.source_mention import Identified
from kg.model import Agent, AgentType, Basis, SourceKind
from kg.sources.registry import PERSONS
from kg.text.sentence import Sentence


def bearer(label: str, sentence: Sentence, discourse: Discourse) -> Identified | None:
    """Who is known by the surname, if his name begins so, else somebody of this article; None for other labels."""
    if not transcripts.has_initials(label):
        return None
    language, surname = sentence.lexicon.language, transcripts.words_of(label)[-1]
    heard, listed = discourse.by_surname(surname, language), discourse.registry.by_alias(surname, language)
    for known, basis, rule in ((heard, Basis.ANAPHORA, "surname"), (listed, Basis.EXPLICIT, "alias")):
        if known is not None and known.type in PERSONS and _begins(known, label, language):
            return Identified(known, basis, rule)
    name = transcripts.in_full(label, sentence.text)
    agent = discourse.mint(name, SourceKind.NAMED, language, AgentType.PERSON)
    discourse.introduce(agent, name, language)
    return Identified(agent, Basis.EXPLICIT, "turn-label")


def _begins(agent: Agent, label: str, language: str) -> bool:
    """Whether a name of a person begins as a label does; yes where none is known in the language."""
    names = [name for spoken, name in (*agent.labels, *agent.aliases) if spoken == language]
    return not names or any(name[:1] == label[:1] for name in names)
