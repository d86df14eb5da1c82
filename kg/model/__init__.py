"""The frozen records that travel through the program.

Offsets are half-open and count Unicode code points of ``Article.text``: ``text[start:end]`` is the wording.
Nothing here imports anything of the program but the standard library.
"""

from __future__ import annotations

from kg.model.agents import UNAFFILIATED, Affiliation, Agent
from kg.model.articles import Article, Block, Copy, Fact, Span, around
from kg.model.claims import (
    Candidate,
    Chain,
    Claim,
    Hop,
    Mention,
    ModelAnswer,
    Part,
    Quantity,
    Reading,
    Run,
    TimeExpression,
)
from kg.model.kinds import (
    AgentType,
    Basis,
    BlockKind,
    ClaimKind,
    Commitment,
    Gender,
    Known,
    Link,
    Quote,
    Reuse,
    Role,
    SourceKind,
    Stance,
)
from kg.model.propositions import Contradiction, Membership, Proposition

__all__ = [
    "UNAFFILIATED",
    "Affiliation",
    "Agent",
    "AgentType",
    "Article",
    "Basis",
    "Block",
    "BlockKind",
    "Candidate",
    "Chain",
    "Claim",
    "ClaimKind",
    "Commitment",
    "Contradiction",
    "Copy",
    "Fact",
    "Gender",
    "Hop",
    "Known",
    "Link",
    "Membership",
    "Mention",
    "ModelAnswer",
    "Part",
    "Proposition",
    "Quantity",
    "Quote",
    "Reading",
    "Reuse",
    "Role",
    "Run",
    "SourceKind",
    "Span",
    "Stance",
    "TimeExpression",
    "around",
]
