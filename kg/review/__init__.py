"""Human decisions: what is worth deciding, questions as a table and back, and what a decision changes at once."""

from kg.review.apply import Changed, DecisionLog, apply, not_applied
from kg.review.decider import Decider
from kg.review.questions import ReviewTask, TaskKind
from kg.review.spreadsheet import RefusedRow, read_decisions, tasks_csv
from kg.review.tasks import review_tasks, tasks_about

__all__ = [
    "Changed",
    "Decider",
    "DecisionLog",
    "RefusedRow",
    "ReviewTask",
    "TaskKind",
    "apply",
    "not_applied",
    "read_decisions",
    "review_tasks",
    "tasks_about",
    "tasks_csv",
]
