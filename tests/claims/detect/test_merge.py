"""What the merge keeps of what detectors and the ranker find, on a sentence parsed by hand."""

from dataclasses import replace

import pytest

from kg.claims.detect import Attribution, parentheticals, quotative_inversion, reporting_clauses
from kg.claims.detect.merge import merge
from kg.claims.ranker.scored_cue import RANKED
from kg.model import Span
from tests.support.parsed_by_hand import SAID, parsed

SENTENCE = parsed("en", SAID)  # The ministry said that the bridge fell .
SPEECH = frozenset({"said"})
CLAUSE, WHOLE = Span(23, 38), Span(18, 38)


def said(detector, content=CLAUSE, **more):
    """The ministry's words, as a detector reads them."""
    head, verb = SENTENCE.doc[1], SENTENCE.doc[2]
    return Attribution(detector, "say", Span(13, 17), Span(0, 12), (content,), head, verb, **more)


def merged(detected, ranked, kinds=SPEECH):
    """The rules and contents that are kept."""
    return [(one.rule, one.content) for one in merge(SENTENCE, tuple(detected), tuple(ranked), kinds)]


@pytest.mark.parametrize("detector", [reporting_clauses.DETECTOR, quotative_inversion.DETECTOR])
def test_what_the_ranker_drops_stands_where_nothing_else_reports_the_same_words(detector):
    assert merged([said(detector)], []) == [(detector.id, (CLAUSE,))]


def test_the_ranker_mends_what_the_parse_shows():
    mended = said(reporting_clauses.DETECTOR, WHOLE, mended="head")
    assert merged([said(reporting_clauses.DETECTOR)], [mended]) == [("verb-clause, ranked/head", (WHOLE,))]


def test_the_ranker_is_not_asked_where_words_decide():
    mended = said(quotative_inversion.DETECTOR, WHOLE, mended="head")
    assert merged([said(quotative_inversion.DETECTOR)], [mended]) == [("incise", (CLAUSE,))]


def test_the_ranker_adds():
    assert merged([], [said(RANKED, mended="child")]) == [("ranked/child", (CLAUSE,))]


def test_of_two_that_report_the_same_words_the_ranker_keeps_one():
    other = replace(said(parentheticals.DETECTOR), cue=Span(0, 3))
    assert merged([said(reporting_clauses.DETECTOR), other], [said(reporting_clauses.DETECTOR)]) == [
        ("verb-clause", (CLAUSE,))
    ]


def test_beliefs_are_left_out_unless_they_are_asked_for():
    belief = said(reporting_clauses.DETECTOR, kind="thinks")
    assert merged([belief], [belief]) == []
    assert merged([belief], [belief], SPEECH | {"thinks"}) == [("verb-clause", (CLAUSE,))]
