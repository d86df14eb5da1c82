"""How probable it is that a pronoun or a description stands for each entity of the article, or for none of them.

Mention ranking with a candidate *none of these* (Denis & Baldridge 2008; Durrett & Klein 2013): a softmax over a linear
score of features that know no language, learnt from labelled articles. Whom a pronoun stands for, the ranking alone
decides: its likeliest candidate, where that is sure enough. For a noun a rule proposes somebody, and this one stands
where the ranking bears it out; else the likeliest one may still be meant (``kg.claims.resolve.coreference``). A
mention that nobody is sure enough for stays without a name and keeps its candidates. The thresholds are those at which
96 of 100 choices were right, article by article, on articles that were not learnt from.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.claims.resolve.entities import Description, Entity, contradicts, describe
from kg.model import Agent, Candidate, SourceKind
from kg.sources.registry import MEDIA
from kg.text.sentence import SUBJECT

if TYPE_CHECKING:
    from kg.claims.resolve.discourse import Discourse
    from kg.claims.resolve.source_mention import SourceMention
    from kg.languages.cue_lexicon import Lexicon

WEIGHTS = Path(__file__).with_suffix(".json")
SORTS = ("pronoun", "person", "body")
FEATURES = (
    "bias", "same head", "words in common", "words that differ", "noun known", "other nouns known", "office", "country",
    "gender", "person", "distance", "same sentence", "last sentence", "same paragraph", "most recent", "last speaker",
    "spoke before", "spoke in the last sentence", "subject", "named", "registered", "mentions", "owned", "medium",
    "gender unknown", "kind unknown", "second", "place", "main subject", "quoted", "last main subject", "last subject",
    "named in the quotation", "speaks on behind a quotation", "speaks on in a new paragraph", "speaks on", "topic",
    "first", "only person", "only one of the gender", "others since", "speakers since", "subject here", "quoted here",
    "body", "described once", "last speaker of the gender", "most recent of the gender", "opening main subject",
    "speaker quoted", "quoted before", "spoke twice", "last speaker, first person",
    "speaks on, oblique", "spoke, not quoted", "epithet of", "called otherwise", "last called so", "only called so",
    "only epithet of", "general, speaks on", "general, most recent", "described, not so called", "whose it is",
    "owned noun", "demonstrative, speaks on", "not called, not heard",
)  # fmt: skip
EVEN = 0.5
_SHOWN, _MOST = 0.1, 3  # probability of a candidate that is kept, and how many are
NONE = (
    "none", "none: words", "none: candidates", "none: no candidate", "none: no person", "none: no gender",
    "none: distance", "none: plural", "none: kind", "none: oblique", "none: opens", "none: no speaker",
    "none: quoted", "none: first person", "none: general", "none: described", "none: nobody called so",
    "none: no epithet", "none: owned noun", "none: demonstrative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A mention that may refer back: what it says, what sort it is, where it stands."""

    description: Description
    sort: str  # one of SORTS
    sentence: int
    paragraph: int
    start: int  # offset in its sentence
    subject: bool = False  # of its clause
    opens: bool = False  # its sentence opens a paragraph
    inside: bool = False  # it stands in words that somebody is quoted with, or in a turn of a talk
    first: bool = False  # of the first person
    behind: bool = False  # words that somebody is quoted with end before it in its sentence
    quoted: frozenset[str] = frozenset()  # ids of agents that are named in such words of its sentence
    bound: frozenset[str] = frozenset()  # ids of agents that it cannot stand for
    epithet_of: frozenset[str] = frozenset()  # ids of agents that it is an epithet of, by what the article called them
    otherwise: frozenset[str] = (
        frozenset()
    )  # likewise, whose other calling excludes it, or of whose sort another was told
    general: bool = False  # a noun that suits anybody: "the man"
    demonstrative: bool = False
    owner: frozenset[str] = frozenset()  # names in it, of whose it is
    owned: bool = False  # "his lawyer"


@dataclass(frozen=True, slots=True)
class Weights:
    """The learnt weights: a row for each sort of mention, and the probability above which somebody is named."""

    candidate: dict[str, tuple[float, ...]]
    none: dict[str, tuple[float, ...]]
    threshold: dict[str, float]


@functools.cache
def weights() -> Weights:
    """The weights that come with the program (``python -m bench.train_reference``)."""
    raw = json.loads(WEIGHTS.read_text("utf-8"))
    rows = {name: {sort: tuple(raw[name][sort]) for sort in SORTS} for name in ("candidate", "none")}
    return Weights(rows["candidate"], rows["none"], raw["threshold"])


def query(mention: SourceMention, discourse: Discourse, description: Description | None = None) -> Query:
    """What is asked of a mention; ``description``: where more is known than its words tell, as of pronouns."""
    lexicon = mention.lexicon
    sort = "person" if mention.lemma in lexicon.persons else "body"
    said, head = description or describe(mention), mention.head
    return Query(
        description=said,
        sort="pronoun" if description else sort,
        sentence=discourse.position,
        paragraph=discourse.paragraph,
        start=mention.tokens[0].idx,
        subject=head.dep_ in SUBJECT,
        opens=discourse.opens,
        inside=mention.quoted or discourse.talk,
        first=head.lower_ in mention.lexicon.first_person,
        behind=any(end <= head.idx for _, end in discourse.quotes),
        quoted=frozenset(_named_in_quotes(mention, discourse)),
    )


def _named_in_quotes(mention: SourceMention, discourse: Discourse) -> Iterator[str]:
    """Ids of the entities whose last word is a name in words of a mention's sentence that somebody is quoted with."""
    for token in mention.head.doc:
        inside = token.pos_ == "PROPN" and any(start <= token.idx < end for start, end in discourse.quotes)
        agent = discourse.by_surname(token.text, mention.lexicon.language) if inside else None
        if agent is not None:
            yield agent.id


def borne_out(agent: Agent, ranked: Iterable[Candidate], sort: str, least: float = 0.0) -> bool:
    """Whether the ranking gives an agent the probability from which it may be named, ``least`` or more."""
    enough = max(weights().threshold[sort], least)
    return any(one.agent.id == agent.id and one.probability >= enough for one in ranked)


def likeliest(ranked: Sequence[Candidate], sort: str) -> Candidate | None:
    """The likeliest candidate, where it may be named, or has no name and is likelier than not."""
    first = ranked[0] if ranked else None
    if first is None:
        return None
    named = first.agent.kind is SourceKind.NAMED
    return first if first.probability >= (weights().threshold[sort] if named else EVEN) else None


def only_one_called(agent: Agent, query: Query, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether of all who may be meant an agent alone has been called by the mention's noun: ``the charity``."""
    return _called(query, discourse, lexicon) == [agent.id]


def several_called(query: Query, discourse: Discourse, lexicon: Lexicon) -> bool:
    """Whether more than one of all who may be meant has been called by the mention's noun."""
    return len(_called(query, discourse, lexicon)) > 1


def _called(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[str]:
    return [one.agent.id for one in possible(query, discourse, lexicon) if one.is_called(query.description)]


def shown(ranked: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that are kept with a mention that stays without a name: those with names, the likeliest first."""
    named = (one for one in ranked if one.agent.kind is SourceKind.NAMED and one.probability >= _SHOWN)
    return tuple(replace(one, probability=round(one.probability, 2)) for one in itertools.islice(named, _MOST))


def rank(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Candidate]:
    """The candidates for a mention, the likeliest first; what is missing to 1 is *none of these*."""
    left = possible(query, discourse, lexicon)
    learnt = weights()
    scores = [_dot(learnt.candidate[query.sort], row) for row in candidate_features(query, left, discourse)]
    scores.append(_dot(learnt.none[query.sort], none_features(query, left)))
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    found = [Candidate(one.agent, power / sum(powers)) for one, power in zip(left, powers, strict=False)]
    return sorted(found, key=lambda one: -one.probability)


def possible(query: Query, discourse: Discourse, lexicon: Lexicon) -> list[Entity]:
    """The entities that nothing in a mention contradicts, the one mentioned last first; in one sentence, who speaks."""
    rest = (one for one in discourse.entities.values() if one.agent.id not in query.bound)
    fitting = [one for one in rest if not contradicts(query.description, one, discourse.date, lexicon)]
    return sorted(fitting, key=lambda one: (-one.last.sentence, -one.spoke, not one.last.main, not one.last.subject))


def none_features(query: Query, left: list[Entity]) -> tuple[float, ...]:
    """Of *none of these*: how much the mention describes, and how many it may be."""
    asked = query.description
    distance, noun = min((query.sentence - one.last.sentence for one in left), default=20), query.sort != "pronoun"
    return (
        1.0,
        min(len(asked.words), 4) / 2,
        math.log1p(len(left)),
        float(not left),
        float(not any(one.human for one in left)),
        float(asked.gender is not None and not any(one.gender == asked.gender for one in left)),
        math.log1p(distance),
        float(asked.number == "Plur"),
        float(asked.human is None),
        float(not query.subject),
        float(query.opens),
        float(query.inside),
        float(query.first),
        float(not any(one.spoke >= 0 for one in left)),
        float(noun and query.general),
        float(noun and bool(asked.words)),
        float(noun and not any(one.is_called(asked) for one in left)),
        float(noun and not query.epithet_of),
        float(query.owned),
        float(query.demonstrative),
    )


def candidate_features(query: Query, left: list[Entity], discourse: Discourse) -> list[tuple[float, ...]]:
    """A row of ``FEATURES`` for each candidate."""
    return [_features(query, left, at, discourse.date) for at in range(len(left))]


def _features(query: Query, left: list[Entity], at: int, date: str | None) -> tuple[float, ...]:
    entity = left[at]
    asked, last = query.description, entity.last
    words = entity.words | entity.nouns
    distance = query.sentence - last.sentence
    offices = {office for office, _ in entity.offices_on(date)}
    spoke = max(one.spoke for one in left)
    last_speaker = entity.spoke == spoke >= 0
    of_gender = [one for one in left if asked.gender is not None and one.gender == asked.gender and one.human]
    gender = asked.gender is not None and asked.gender == entity.gender
    persons = [one for one in left if one.human]
    known = entity.agent.kind is SourceKind.NAMED
    so_called = [one for one in left if query.sort != "pronoun" and one.is_called(asked)]
    called, epithet = any(one is entity for one in so_called), entity.agent.id in query.epithet_of
    row = {
        "bias": 1,
        "same head": asked.head in entity.heads,
        "words in common": bool(asked.words & words),
        "words that differ": bool(asked.words) and not asked.words & words,
        "noun known": entity.is_called(asked),
        "other nouns known": bool(entity.nouns) and asked.head not in entity.nouns,
        "office": asked.office is not None and asked.office in offices,
        "country": bool(asked.countries & entity.countries_on(date)),
        "gender": gender,
        "person": asked.human is not None and asked.human == entity.human,
        "distance": math.log1p(distance),
        "same sentence": distance == 0,
        "last sentence": distance == 1,
        "same paragraph": query.paragraph == last.paragraph,
        "most recent": at == 0,
        "last speaker": last_speaker,
        "spoke before": entity.spoke >= 0,
        "spoke in the last sentence": entity.spoke == query.sentence - 1,
        "subject": last.subject,
        "named": known,
        "registered": entity.agent.registered,
        "mentions": math.log(max(entity.mentions, 1)),
        "owned": last.owned,
        "medium": entity.agent.type in MEDIA,
        "gender unknown": asked.gender is not None and entity.human is not False and entity.gender is None,
        "kind unknown": entity.human is None,
        "second": at == 1,
        "place": math.log1p(at),
        "main subject": last.main,
        "quoted": last.quoted,
        "last main subject": distance == 1 and last.main,
        "last subject": distance == 1 and last.subject,
        "named in the quotation": entity.agent.id in query.quoted,
        "speaks on behind a quotation": last_speaker and query.behind,
        "speaks on in a new paragraph": last_speaker and query.opens,
        "speaks on": last_speaker and entity.spoke == query.sentence - 1,
        "topic": entity.mentions == max(one.mentions for one in left),
        "first": entity.first == min(one.first for one in left),
        "only person": persons == [entity],
        "only one of the gender": of_gender == [entity],
        "others since": math.log1p(sum(one.last.sentence > last.sentence for one in persons if one is not entity)),
        "speakers since": math.log1p(sum(one.spoke > max(entity.spoke, last.sentence) for one in left)),
        "subject here": distance == 0 and last.subject,
        "quoted here": distance == 0 and last.quoted,
        "body": entity.human is False,
        "described once": not known and entity.mentions == 1,
        "last speaker of the gender": gender and entity.spoke == max((one.spoke for one in of_gender), default=-1) >= 0,
        "most recent of the gender": gender and of_gender[:1] == [entity],
        "opening main subject": query.opens and distance == 1 and last.main,
        "speaker quoted": last_speaker and query.inside,
        "quoted before": last.quoted and query.inside,
        "spoke twice": entity.spoke_before >= 0,
        "last speaker, first person": last_speaker and query.first,
        "speaks on, oblique": last_speaker and entity.spoke == query.sentence - 1 and not query.subject,
        "spoke, not quoted": entity.spoke == query.sentence - 1 and not last.quoted,
        "epithet of": epithet,
        "called otherwise": entity.agent.id in query.otherwise,
        "last called so": called and entity.last.sentence == max(one.last.sentence for one in so_called),
        "only called so": called and len(so_called) == 1,
        "only epithet of": epithet and not so_called and len(query.epithet_of) == 1,
        "general, speaks on": query.general and last_speaker,
        "general, most recent": query.general and persons[:1] == [entity],
        "described, not so called": bool(asked.words) and not called,
        "whose it is": bool(query.owner) and not query.owner.isdisjoint(words),
        "owned noun": query.owned and known,
        "demonstrative, speaks on": query.demonstrative and last_speaker,
        "not called, not heard": not entity.nouns and entity.spoke < 0,
    }
    return tuple(float(row[name]) for name in FEATURES)


def _dot(weight: Iterable[float], row: Iterable[float]) -> float:
    return sum(one * other for one, other in zip(weight, row, strict=True))
