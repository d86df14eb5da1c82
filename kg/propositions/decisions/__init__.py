"""What people have decided: a log in RDF that only grows, and what follows from it for claims and articles."""

from kg.propositions.decisions.apply import Pair, Revision, revise, stored
from kg.propositions.decisions.contradictions import homes_of, judged
from kg.propositions.decisions.log import append, load, numbered
from kg.propositions.decisions.records import Decision, DecisionKind, SourceName, Target, Voice, in_force, standing
from kg.propositions.decisions.relocate import Lost, Place, hop_text, target_of

__all__ = [
    "Decision",
    "DecisionKind",
    "Lost",
    "Pair",
    "Place",
    "Revision",
    "SourceName",
    "Target",
    "Voice",
    "append",
    "homes_of",
    "hop_text",
    "in_force",
    "judged",
    "load",
    "numbered",
    "revise",
    "standing",
    "stored",
    "target_of",
]
