"""Propositions and contradictions of all claims at once: the whole way through this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Article, Claim, Contradiction, Proposition
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.constraints import Constraint, LinkConstraints
from kg.propositions.matching.contents import contents
from kg.propositions.matching.encoder import Encoder, default_encoder, vectors
from kg.propositions.matching.joining import join
from kg.propositions.matching.landmarks import candidates
from kg.propositions.matching.rulings import Judge
from kg.propositions.matching.scored_pairs import compare, score_pairs
from kg.propositions.matching.tokenized import NOBODY
from kg.propositions.matching.traits import Traits


def propose(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    encoder: Encoder | None = None,
    constraints: Iterable[Constraint] = (),
    judge: Judge | None = None,
    officials: Mapping[str, str] = NOBODY,
) -> tuple[tuple[Proposition, ...], tuple[Contradiction, ...]]:
    """What the claims of all articles say alike, and where they disagree.

    Args:
        articles: The articles of the claims, for their dates.
        claims: All claims; each is a member of one proposition by its whole content and of others by its facts, each
            of its parts likewise.
        encoder: Texts to vectors, one row each; the multilingual sentence encoder where None.
        constraints: What a person has decided: it holds whatever the texts say.
        judge: Rules on the pairs that are neither surely the same nor surely different; none where None.
        officials: Surnames of persons in office, each with the code of the state that it stands for.

    Raises:
        ConfigError: no encoder is given and the default one is not installed.
    """
    found = assertions(articles, claims)
    if not found:
        return (), ()
    every, chosen = contents(found, officials), encoder or default_encoder()
    traits = Traits.of(every)
    near = candidates(vectors([one.text for one in found], chosen), traits.worthwhile)
    links = LinkConstraints.of(constraints, (one.head for one in found))
    joined = join(compare(every, traits, score_pairs(near, every, chosen), judge), links)
    return tuple(one.proposition(joined.compared) for one in joined.drafts), joined.contradictions
