"""The graph page: who says what, through whom, as one HTML file that needs nothing but itself."""

from kg.view.graph import GraphClaim, GraphHop, build
from kg.view.page import render

__all__ = ["GraphClaim", "GraphHop", "build", "render"]
