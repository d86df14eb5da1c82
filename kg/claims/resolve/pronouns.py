"""Pronouns as sources: ``il``, ``she``, ``он``; the ranking alone decides whom each stands for."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.resolve import reference
from kg.claims.resolve.discourse import Discourse, unspecified
from kg.claims.resolve.entities import describe
from kg.claims.resolve.source_mention import (
    QUOTED,
    UNRESOLVED,
    Identified,
    SourceMention,
)
from kg.languages.cue_lexicon import Lexicon
from kg.model import Basis, SourceKind
from kg.sources.registry import MEDIA
from kg.text.sentence import SUBJECT

_LETTERS = 2  # of an acronym


def pronoun(mention: SourceMention, discourse: Discourse) -> Identified | None:
    """``il``, ``she``, ``он``: whom the ranking holds sure enough; else somebody, with those who may be meant.

    Inside a quotation nobody is named.
    """
    lexicon = mention.lexicon
    form = _form(mention)
    clitic = len(mention.tokens) == 1 and form in lexicon.object_clitics  # ``à l'en croire``
    known = mention.head.pos_ == "PRON" or form in lexicon.pronouns | lexicon.possessives or clitic
    if not known or _is_acronym(mention):
        return None
    if _is_new_pronoun(mention):
        text = mention.head.doc.words(mention.head.left_edge.i, mention.head.right_edge.i + 1)
        return Identified(discourse.mint(text, SourceKind.UNNAMED, lexicon.language), Basis.EXPLICIT, "described")
    if "Loc" in mention.head.morph.get("Case", []) and discourse.owner is not None:
        return Identified(discourse.owner, Basis.ANAPHORA, "document-owner", 0.8)
    query = pronoun_query(mention, discourse)
    ranked = reference.rank(query, discourse, lexicon)
    back = _refers_back(form, lexicon)
    if back and not mention.quoted and ranked and ranked[0].probability >= reference.EVEN:
        discourse.goes_on(ranked[0].agent, mention.head)
    if back and not mention.quoted and (meant := reference.likeliest(ranked, query.sort)) is not None:
        return Identified(meant.agent, Basis.ANAPHORA, "pronoun", 0.8)
    somebody = unspecified(discourse, lexicon.language)
    if ranked:  # one of these, or somebody like them
        apart = str(discourse.position)
        somebody = discourse.mint(form or mention.text, SourceKind.UNNAMED, lexicon.language, apart=apart)
    rule = QUOTED if mention.quoted else UNRESOLVED
    return Identified(somebody, Basis.ANAPHORA, rule, 0.3, reference.shown(ranked if back else ()))


def pronoun_query(mention: SourceMention, discourse: Discourse) -> reference.Query:
    """What is asked of a pronoun: what its form tells of whoever it stands for, and whom it cannot stand for."""
    lexicon, form = mention.lexicon, _form(mention)
    told = lexicon.pronoun_features.get(form, {})
    human = {"Anim": True, "Inan": False}.get(told.get("Animacy", ""))
    number, gender = mention.number or told.get("Number"), mention.gender or told.get("Gender")
    if told.get("Gender") == "":
        gender = None
    if form in lexicon.possessives:  # its own morphology tells of what is owned
        number, gender = told.get("Number", "Sing"), told.get("Gender")
    said = replace(describe(mention), gender=gender, number=number, human=human)
    return replace(reference.query(mention, discourse, said), bound=_bound(mention, discourse))


def _form(mention: SourceMention) -> str:
    return mention.text.lower().replace("’", "'").strip("- ").removeprefix("t-")


def _is_acronym(mention: SourceMention) -> bool:
    """Whether a body's letters only look like a pronoun: ``WHO said``, in a sentence that is not all in capitals."""
    if len(mention.text) < _LETTERS or not mention.text.isupper():
        return False
    return any(token.text.isalpha() and token.text.islower() for token in mention.head.doc)


def _refers_back(form: str, lexicon: Lexicon) -> bool:
    """Whether a pronoun stands for somebody told of before, as ``anyone`` and ``кто-то`` do not."""
    own = lexicon.pronouns | lexicon.possessives | lexicon.object_clitics
    return form in own | lexicon.pronoun_subjects | lexicon.first_person


def _bound(mention: SourceMention, discourse: Discourse) -> frozenset[str]:
    """Ids of those named behind a pronoun in its own clause, whom it cannot stand for: ``He described Lee as …``.

    A pronoun does not stand for a name in its domain (Chomsky 1981, principle C).
    """
    head = mention.head
    behind = (token for token in head.head.subtree if token.i > head.i and token.pos_ == "PROPN")
    inside = {token.text for token in behind if token.i + 1 == len(token.doc) or token.nbor(1).pos_ != "PROPN"}
    language = mention.lexicon.language
    known = {name: discourse.registry.by_alias(name, language) for name in inside}
    inside = {
        name for name, agent in known.items() if agent is None or agent.type not in MEDIA
    }  # ``he told Bloomberg``
    if head.dep_ not in SUBJECT or not inside:
        return frozenset()
    labels = ((entity.agent, entity.agent.label.split()) for entity in discourse.entities.values())
    return frozenset(agent.id for agent, words in labels if words and words[-1] in inside)


def _is_new_pronoun(mention: SourceMention) -> bool:
    """``l'un d'eux``, ``plusieurs``: somebody else than who was heard."""
    if mention.head.lower_ in mention.lexicon.pronoun_subjects - mention.lexicon.indefinite:
        return False
    before = [token.lower_ for token in mention.head.doc[max(mention.head.i - 2, 0) : mention.head.i]]
    return mention.lexicon.typology.has_articles and any(
        word in mention.lexicon.indefinite for word in (mention.head.lower_, *before[:1])
    )
