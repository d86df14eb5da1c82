"""Questions in plain words: read into a frame where every word has its place, else refused and said why."""

from kg.answers.ask.frame import Frame
from kg.answers.ask.reader import Understanding
from kg.answers.ask.sentences import understand

__all__ = ["Frame", "Understanding", "understand"]
