"""One claim or one proposition in full: where it stands, through whom it came, and what it rests on."""

from kg.answers.show.load import read, show, standings
from kg.answers.show.phrases import Phrases
from kg.answers.show.records import ClaimRecord, Member, PropositionRecord, Standing, Verdict
from kg.answers.show.rests_only import Explanation, explain

__all__ = [
    "ClaimRecord",
    "Explanation",
    "Member",
    "Phrases",
    "PropositionRecord",
    "Standing",
    "Verdict",
    "explain",
    "read",
    "show",
    "standings",
]
