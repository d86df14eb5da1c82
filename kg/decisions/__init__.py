"""What people have decided: a log in RDF that only grows, and what follows from it for claims and articles."""

from kg.decisions.contradictions import homes_of, judged
from kg.decisions.log import append, load, numbered
from kg.decisions.matching import Lost, Place, target_of
from kg.decisions.records import Decision, DecisionKind, SourceName, Target, Voice, in_force, standing
from kg.decisions.revision import Pair, Revision, revise, stored

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
    "in_force",
    "judged",
    "load",
    "numbered",
    "revise",
    "standing",
    "stored",
    "target_of",
]
