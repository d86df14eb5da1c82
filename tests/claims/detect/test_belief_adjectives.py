"""Adjectives of belief with a clause, and whose words are the writer's own, on sentences parsed by hand."""

import pytest

from kg.claims.detect import belief_adjectives, detected
from kg.claims.ranker.scored_cue import is_own_voice
from tests.support.parsed_by_hand import parsed, table

_THAT = "that/SCONJ/mark/{0} it/PRON/nsubj/{0} works/VERB/ccomp/{1}/work"
SURE = "The/DET/det/1 mayor/NOUN/nsubj/2 is/AUX/ROOT/2/be sure/ADJ/xcomp/2 " + _THAT.format(6, 3)


def contents(language, line):
    sentence = parsed(language, table(line))
    return [
        (
            attribution.kind,
            attribution.source.of(sentence.text),
            *(span.of(sentence.text) for span in attribution.content),
        )
        for attribution in belief_adjectives.find(sentence)
    ]


def test_what_somebody_is_sure_of_is_a_belief():
    assert contents("en", SURE) == [("thinks", "The mayor", "it works")]


@pytest.mark.parametrize(
    "line",
    [
        "It/PRON/nsubj/1 is/AUX/ROOT/1/be certain/ADJ/xcomp/1 " + _THAT.format(5, 2),
        "He/PRON/nsubj/1 is/AUX/ROOT/1/be not/PART/advmod/1 sure/ADJ/xcomp/1 " + _THAT.format(6, 3),
        "He/PRON/nsubj/1 is/AUX/ROOT/1/be sure/ADJ/xcomp/1 of/ADP/case/4 it/PRON/obl/2",
    ],
)
def test_nobody_believes_what_is_certain_doubted_or_a_thing(line):
    assert contents("en", line) == []


def test_a_proposal_to_say_says_nothing():
    line = "Let/VERB/ROOT/0/let 's/PRON/nsubj/2 say/VERB/ccomp/0 he/PRON/nsubj/4 lies/VERB/ccomp/2/lie"
    assert detected(parsed("en", table(line))) == ()


def test_a_question_that_the_writer_put_is_told_and_a_wonder_is_none():
    line = "I/PRON/nsubj/1 {}/VERB/ROOT/1/{}/{} whether/SCONJ/mark/4 it/PRON/nsubj/4 works/VERB/ccomp/1/work"
    voices = []
    for word, lemma, tense in (("asked", "ask", "Tense=Past"), ("say", "say", "Tense=Pres")):
        sentence = parsed("en", table(line.format(word, lemma, tense)))
        voices += [is_own_voice(sentence, attribution) for attribution in detected(sentence)]
    assert voices == [False, True]
