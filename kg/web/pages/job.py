"""What runs beside the server: whether it is done, and what it said."""

from __future__ import annotations

from kg.graph.store import Table
from kg.web.jobs import JOBS, Job
from kg.web.view import Asked, View, table_of


def record(asked: Asked) -> Job:
    """The job of the address."""
    return JOBS.get(asked.place["name"])


def table(found: Job) -> Table:
    """One row."""
    return table_of(("name", "what", "state", "said"), ((found.name, found.what, found.state, found.said),))


VIEWS = (View("/job/{name}", "Job", record, table, kept=None),)
