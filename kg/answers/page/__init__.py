"""The graph page: who says what, through whom, as one HTML file that needs nothing but itself."""

from kg.answers.page.load import from_store
from kg.answers.page.page import render
from kg.answers.page.records import GraphClaim, GraphData, GraphHop, GraphProposition, GraphTie

__all__ = ["GraphClaim", "GraphData", "GraphHop", "GraphProposition", "GraphTie", "from_store", "render"]
