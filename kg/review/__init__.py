"""Human decisions: what is worth deciding, questions as a table and back, and what a decision changes at once."""

from kg.review.apply import Changed, Journal, apply, not_applied
from kg.review.decider import Desk
from kg.review.questions import Question, Sort, questions
from kg.review.spreadsheet import Refused, read, written

__all__ = [
    "Changed",
    "Desk",
    "Journal",
    "Question",
    "Refused",
    "Sort",
    "apply",
    "not_applied",
    "questions",
    "read",
    "written",
]
