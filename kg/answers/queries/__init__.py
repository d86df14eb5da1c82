"""The questions: SPARQL files in ``queries/`` whose headers say what they answer, in which words, with what parameters.

A new question is one more file; nothing else names it.
"""

from kg.answers.queries.files import find, questions, read
from kg.answers.queries.header import Ask, Kind, Parameter, Question
from kg.answers.queries.parameters import resolve
from kg.answers.queries.run import Corpus, ParameterValue, Result, corpus, run

__all__ = [
    "Ask",
    "Corpus",
    "Kind",
    "Parameter",
    "ParameterValue",
    "Question",
    "Result",
    "corpus",
    "find",
    "questions",
    "read",
    "resolve",
    "run",
]
