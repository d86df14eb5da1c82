"""The version of each stage of the way: raise it, and what rests on the stage is worked out anew.

Raise a stage's version when its results may be others for some article: another rule, another weight, another word in a
table. Leave it when they cannot be: a docstring, a name, a faster way to the same. The claims of an article carry the
versions of text and claims in the run that made them (``kg:Run``), so that ``kg add`` reads an article again only where
one of the two was raised; what is remembered beside a store carries that of matching as well. A
language outside the package has no version: its files count by their hash.

``tests/pipeline/test_versions.py`` fails when the code or the tables of a stage have changed and its version has not:
then raise it here, or, where its results cannot have changed, record the code as it is; both end with
``python -m tests.support.stages --write``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its version, and the files of the package that decide its results (patterns below ``kg/``)."""

    name: str
    version: int
    covers: tuple[str, ...]


# From a file to sentences of words with their analyses, times and quantities.
TEXT = Stage("text", 6, ("readers/**", "text/**", "languages/*", "languages/??/*"))
# From sentences to claims: who reports what, who that is, and how claims stand in the graph.
CLAIMS = Stage("claims", 5, ("claims/**", "sources/*.py", "model/*", "graph/rdf/*", "pipeline/extraction.py"))
# From claims to propositions, copies and verdicts.
MATCHING = Stage("matching", 5, ("propositions/**", "pipeline/incremental/*"))
# From the graph to the page.
PAGE = Stage("page", 3, ("answers/page/**",))

STAGES = (TEXT, CLAIMS, MATCHING, PAGE)
# Words for questions and answers: they lie in the languages' folders and change no claim.
OUTSIDE = ("languages/??/questions.toml", "languages/??/summary.toml")


def versions(*stages: Stage) -> str:
    """Versions in one word: ``text1.claims1``."""
    return ".".join(f"{stage.name}{stage.version}" for stage in stages)
