"""Human decisions: what is worth deciding, in the terminal or in a table, and what a decision changes at once."""

from kg.review.apply import Changed, Journal, apply
from kg.review.decider import Desk
from kg.review.decision_list import listing
from kg.review.questions import Question, Sort, questions
from kg.review.session import Screen, walk
from kg.review.spreadsheet import Refused, read, written

__all__ = [
    "Changed",
    "Desk",
    "Journal",
    "Question",
    "Refused",
    "Screen",
    "Sort",
    "apply",
    "listing",
    "questions",
    "read",
    "walk",
    "written",
]
