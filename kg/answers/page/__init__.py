"""The graph page: who says what, through whom, as one HTML file that needs nothing but itself."""

from kg.answers.page.graph import GraphClaim, GraphHop, build
from kg.answers.page.load import from_store
from kg.answers.page.page import render

__all__ = ["GraphClaim", "GraphHop", "build", "from_store", "render"]
