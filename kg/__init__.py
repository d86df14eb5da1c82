"""Who asserted what, through whom, and what a statement rests on: a claim graph of news articles."""

__version__ = "0.1.0"
