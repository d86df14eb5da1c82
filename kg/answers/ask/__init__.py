"""Plain words matched to the questions that queries declare: understood wholly, or not at all."""

from kg.answers.ask.match import understand
from kg.answers.ask.wording import Offer, Understanding

__all__ = ["Offer", "Understanding", "understand"]
