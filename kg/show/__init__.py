"""One claim or one proposition in full: where it stands, through whom it came, and what it rests on."""

from kg.show.explaining import explain
from kg.show.reading import show
from kg.show.records import ClaimRecord, Member, PropositionRecord, Standing, Verdict
from kg.show.words import Words
from kg.show.writing import render

__all__ = ["ClaimRecord", "Member", "PropositionRecord", "Standing", "Verdict", "Words", "explain", "render", "show"]
