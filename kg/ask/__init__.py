"""Plain words matched to the questions that queries declare: understood wholly, or not at all."""

from kg.ask.answer import Offer, Understanding, render
from kg.ask.understanding import understand

__all__ = ["Offer", "Understanding", "render", "understand"]
