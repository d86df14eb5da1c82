import json

import pytest

from kg.claims.second_reader.pairs import Relation, Statement, is_tried, known_pairs, question, relation

ONE = Statement("two bridges fell", "Two bridges fell on Monday.", "2020-05-04")
TWO = Statement("a pair of bridges collapsed", "He said a pair of bridges collapsed.", None)


def said(kind, one="bridges", two="bridges", **more):
    return json.dumps({"relation": kind, "one": one, "two": two, **more})


def test_the_order_of_two_statements_makes_no_other_question():
    assert question(ONE, TWO).key == question(TWO, ONE).key
    assert question(ONE, TWO).key != question(ONE, ONE).key


@pytest.mark.parametrize("kind", list(Relation))
def test_an_answer_whose_words_stand_there_is_believed(kind):
    assert relation(question(ONE, TWO), said(kind.value)) is kind


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "same",
        "[]",
        said("alike"),
        said("same", one=""),
        said("same", two="tunnels"),
        said("same", why="x"),
        '{"relation": [], "one": "", "two": ""}',
    ],
)
def test_an_answer_that_nothing_bears_out_is_none(answer):
    assert relation(question(ONE, TWO), answer) is None


def test_what_is_other_needs_no_words():
    assert relation(question(ONE, TWO), said("other", "", "")) is Relation.OTHER


def test_every_language_has_pairs_of_known_answer():
    assert [wanted.value for _, wanted in known_pairs()] == ["same", "other"] * 3


def test_whoever_errs_on_more_than_one_known_pair_is_not_believed():
    right = [(wanted, wanted) for _, wanted in known_pairs()]
    once = [(right[0][0], Relation.UNKNOWN), *right[1:]]
    assert is_tried(right)
    assert is_tried(once)
    assert not is_tried([(right[0][0], None), (right[1][0], None), *right[2:]])
    assert not is_tried([(wanted, Relation.SAME) for wanted, _ in right])
