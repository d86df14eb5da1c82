"""The graph page: who says what, through whom, as one HTML file that needs nothing but itself."""

from kg.view.graph import GraphClaim, GraphHop, build
from kg.view.page import render
from kg.view.records import from_store

__all__ = ["GraphClaim", "GraphHop", "build", "from_store", "render"]
