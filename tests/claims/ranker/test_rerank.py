"""What the ranker does to the attributions that the rules found, on sentences parsed by hand."""

from __future__ import annotations

import dataclasses
import json

import pytest

from kg.claims.detect import Attribution, colon_attribution, reporting_clauses
from kg.claims.ranker import features, rerank
from kg.claims.ranker.gradient_boosting import forest
from kg.languages.profile import FOLDER
from kg.model import Span
from tests.support.parsed_by_hand import SAID, parsed, table


def constant(value, logistic=False):
    return forest({"trees": [{"f": [-1], "t": [value], "r": [0]}], "depth": 1, "base": 0.0, "logistic": logistic})


def tiny(content=0.6, source=5.0, new=0.35):
    """A ranker for which everything scores alike."""
    return rerank.Ranker(
        cue=constant(3.0, True),
        content=constant(content),
        source=constant(source, True),
        shares={"en": {"say V": 0.9}},
        classes={"said": 0.5},
        thresholds={
            "": {"said ruled": 0.25, "said new": new, "other ruled": 0.25, "other new": new},
        },
        sure_source=0.3,
    )


def attribution(sentence, content, **more):
    return Attribution(
        reporting_clauses.DETECTOR,
        "say",
        Span(13, 17),
        Span(0, 12),
        (content,),
        sentence.doc[1],
        sentence.doc[2],
        **more,
    )


def refined(sentence, attributions, ranker):
    """The attributions of one sentence after the ranker."""
    return rerank.refine([(sentence, attributions)], ranker)[0]


def test_what_the_ranker_agrees_with_keeps_its_rule():
    sentence = parsed("en", SAID)
    found = refined(sentence, (attribution(sentence, Span(23, 38)),), tiny())
    assert [(one.rule, one.source, one.confidence) for one in found] == [("verb-clause", Span(0, 12), 0.6)]


def test_a_weak_report_is_dropped():
    sentence = parsed("en", SAID)
    assert refined(sentence, (attribution(sentence, Span(23, 38)),), tiny(content=0.2)) == ()


def test_a_report_that_no_rule_found_is_added_and_says_so():
    sentence = parsed("en", SAID)
    (found,) = refined(sentence, (), tiny())
    assert found.rule.startswith("ranked/")
    assert (found.kind, found.lemma, found.cue, found.source) == ("said", "say", Span(13, 17), Span(0, 12))


def test_without_a_sure_source_a_new_report_names_nobody():
    (found,) = refined(parsed("en", SAID), (), tiny(source=-5.0))
    assert found.source is None
    assert found.impersonal


def test_an_unlisted_word_tells_speech_only_where_it_governs_a_clause():
    rows = [
        ("He", "PRON", "nsubj", 1),
        ("backs", "VERB", "ROOT", 1, "zzback"),
        ("the", "DET", "det", 3),
        ("plan", "NOUN", "obj", 1),
    ]
    ranker = dataclasses.replace(tiny(), shares={"en": {"zzback V": 0.9}})
    (found,) = refined(parsed("en", rows), (), ranker)
    assert found.kind == "thinks"


def test_the_writer_is_no_source():
    sentence = parsed("en", table("I/PRON/nsubj/1/i/Person=1 say/VERB/ROOT/1 it/PRON/nsubj/3 rains/VERB/ccomp/1"))
    assert refined(sentence, (), tiny()) == ()


def test_a_report_without_a_cue_stays():
    sentence = parsed("en", SAID)
    bare = Attribution(colon_attribution.DETECTOR, "", None, None, (Span(0, 12),))
    assert bare in refined(sentence, (bare,), tiny(new=0.9))


def test_sentences_without_a_likely_cue_are_left_alone():
    rows = [("Rain", "NOUN", "nsubj", 1), ("falls", "VERB", "ROOT", 1, "zzfall"), (".", "PUNCT", "punct", 1)]
    assert refined(parsed("en", rows), (), tiny()) == ()


def test_what_ships_are_statistics():
    for path in FOLDER.glob("*/cue_weights.json"):
        words = json.loads(path.read_text("utf-8"))
        assert all(0 <= share <= 1 and key[-1] in "VNAP" and len(key.split()) <= 8 for key, share in words.items())
    if rerank.DATA.exists():
        assert rerank.DATA.stat().st_size < 1_000_000
        raw = json.loads(rerank.DATA.read_text("utf-8"))
        assert set(raw) == {"cue", "content", "source", "classes", "thresholds", "sure_source"}
        assert max(max(row["f"]) for row in raw["cue"]["trees"]) < len(features.CUE)


def test_company_counts_the_other_sentences_of_a_text():
    said = (Attribution(reporting_clauses.DETECTOR, "say", Span(13, 17), None, (Span(18, 26),)),)
    assert rerank.company([said]) == [0.0]
    assert rerank.company([said, (), said]) == pytest.approx([1 / 7, 2 / 7, 1 / 7])
