"""The ranker: trees, candidates, and what it does to the rules' reports, on sentences parsed by hand."""

import dataclasses
import json

import pytest
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.claims.detect import Report, Sentence
from kg.claims.ranker import cue_candidates, features, rerank, span_candidates
from kg.claims.ranker.bitset_tree import first, last, mask, members, tree
from kg.claims.ranker.gradient_boosting import forest
from kg.languages.cue_lexicon import lexicon
from kg.languages.profile import FOLDER
from kg.model import Block, BlockKind, Span
from kg.text.parse import Morph
from kg.text.parse_repair.french import mended
from kg.text.quotation_marks import quoted

STUMP = {"f": [0, -1, -1], "t": [0.5, -1.0, 2.0], "r": [2, 0, 0]}
LEAF = {"f": [-1], "t": [0.25], "r": [0]}


def parsed(language, rows, quotes=True, start=0, text=None, block=None):
    """A sentence from rows of word, tag, label, head."""
    words = [row[0] for row in rows]
    doc = Doc(
        Vocab(lex_attr_getters=LEX_ATTRS),
        words=words,
        spaces=[True] * (len(rows) - 1) + [False],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[row[3] for row in rows],
        lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in rows],
    )
    text = text or doc.text
    span = Span(start, start + len(doc.text))
    block = block or Block(BlockKind.PARAGRAPH, Span(0, len(text)), language)
    marks = tuple(quote for quote in quoted(text, block.span) if quote.overlaps(span)) if quotes else ()
    return Sentence(text, span, block, mended(doc, lexicon(language)), lexicon(language), marks)


def table(line):
    """Rows from "word/TAG/label/head ..."."""
    rows = (item.split("/") for item in line.split())
    return [(word, tag, label, int(head), *lemma) for word, tag, label, head, *lemma in rows]


SAID = [
    ("The", "DET", "det", 1),
    ("ministry", "NOUN", "nsubj", 2),
    ("said", "VERB", "ROOT", 2, "say"),
    ("that", "SCONJ", "mark", 6),
    ("the", "DET", "det", 5),
    ("bridge", "NOUN", "nsubj", 6),
    ("fell", "VERB", "ccomp", 2, "fall"),
    (".", "PUNCT", "punct", 2),
]


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


def report(sentence, content, **more):
    return Report("verb-clause", "say", Span(13, 17), Span(0, 12), (content,), sentence.doc[1], sentence.doc[2], **more)


def test_a_forest_adds_up_its_leaves_whatever_their_depth():
    found = forest({"trees": [STUMP, LEAF], "depth": 3, "base": 0.5, "logistic": False})
    assert found.predict([[0.5], [0.6]]) == pytest.approx([-0.25, 2.75])


def test_a_logistic_forest_gives_probabilities():
    found = forest({"trees": [LEAF], "depth": 1, "base": -0.25, "logistic": True})
    assert found.predict([[7.0]]) == [0.5]


def test_forest_agrees_with_the_library_it_was_trained_with():
    pytest.importorskip("sklearn")
    import numpy

    from bench.train_attribution import fit, plain

    rows = numpy.random.default_rng(0).normal(size=(400, 3)).round(1).astype(numpy.float32)
    target = (rows[:, 0] * rows[:, 1] > 0).astype(float)
    for logistic in (True, False):
        model = fit((rows.tolist(), target.tolist(), [1.0] * len(rows)), logistic, 20, 8)
        theirs = model.predict_proba(rows)[:, 1] if logistic else model.predict(rows)
        assert forest(plain(model, logistic)).predict(rows.tolist()) == pytest.approx(theirs, abs=0.01)


def test_sets_of_tokens():
    assert list(members(mask([1, 4]))) == [1, 4]
    assert (first(0b1100), last(0b1100)) == (2, 3)


def test_a_set_is_trimmed_of_punctuation_and_complementiser():
    nodes = tree(parsed("en", SAID))
    assert list(members(nodes.trimmed(nodes.below[6] | 1 << 7))) == [4, 5, 6]


def test_the_clause_below_the_verb_is_a_candidate_and_its_subject_a_source():
    nodes = tree(parsed("en", SAID))
    found = [site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "say V"]
    assert found[0].kind == "said"
    assert mask([4, 5, 6]) in {content.tokens for content in span_candidates.contents(nodes, found[0])}
    assert span_candidates.sources(nodes, found[0])[0] == span_candidates.Source(1, "subject")


def test_rows_have_a_figure_for_every_name():
    nodes = tree(parsed("en", SAID))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "say V")
    cue = features.cue_features(nodes, site, {2: 0.9})
    assert len(cue) == len(features.CUE)
    content = features.content_rows(nodes, site, 0.9, cue, span_candidates.contents(nodes, site), 0, {2: 0.9})
    assert {len(row) for row in content} == {3 + len(features.CONTENT_CUE) + len(features.CONTENT)}
    source = features.source_rows(nodes, site, cue, span_candidates.sources(nodes, site), 0)
    assert {len(row) for row in source} == {3 + len(features.SOURCE_CUE) + len(features.SOURCE)}


@pytest.mark.parametrize(
    ("language", "rows", "key", "head"),
    [
        ("en", "According/VERB/case/3 to/ADP/case/2 Reuters/NOUN/obl/3 rains/VERB/ROOT/3", "according to P", 2),
        ("fr", "Selon/ADP/case/2 le/DET/det/2 maire/NOUN/obl/3 pleut/VERB/ROOT/3", "selon P", 2),
        ("ru", "По/ADP/case/1 словам/NOUN/obl/3 мэра/NOUN/nmod/1 льёт/VERB/ROOT/3", "по словам P", 2),
    ],
)  # fmt: skip
def test_a_preposition_at_the_beginning_has_the_noun_behind_it(language, rows, key, head):
    nodes = tree(parsed(language, table(rows)))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.kind == "preposition")
    assert (site.key, site.main) == (key, head)
    assert not site.phrase >> (nodes.size - 1) & 1


def refined(sentence, reports, ranker):
    """The reports of one sentence after the ranker."""
    return rerank.refine([(sentence, reports)], ranker)[0]


def test_an_inverted_clitic_is_the_subject():
    rows = [
        *table("La/DET/det/1 paix/NOUN/nsubj/6 ,/PUNCT/punct/6 a/AUX/aux:tense/6 -t/PRON/nsubj/6 -il/PRON/expl:subj/6"),
        ("dit", "VERB", "ROOT", 6, "dire"),
        *table(",/PUNCT/punct/8 reste/VERB/conj/6 loin/ADV/advmod/8"),
    ]
    nodes = tree(parsed("fr", rows))
    site = next(site for site in cue_candidates.sites(nodes, (), lambda key, kind: 0.9) if site.key == "dire V")
    assert cue_candidates.own_subject(nodes, site) == 5
    assert mask([0, 1, 2, 7, 8, 9]) in {
        content.tokens & ~0b10000100 | 0b10000100 for content in span_candidates.contents(nodes, site)
    }


def test_what_the_ranker_agrees_with_keeps_its_rule():
    sentence = parsed("en", SAID)
    found = refined(sentence, (report(sentence, Span(23, 38)),), tiny())
    assert [(one.rule, one.source, one.confidence) for one in found] == [("verb-clause", Span(0, 12), 0.6)]


def test_a_weak_report_is_dropped():
    sentence = parsed("en", SAID)
    assert refined(sentence, (report(sentence, Span(23, 38)),), tiny(content=0.2)) == ()


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
    sentence = parsed("en", table("I/PRON/nsubj/1 say/VERB/ROOT/1 it/PRON/nsubj/3 rains/VERB/ccomp/1"))
    sentence.doc[0].morph = Morph("Person=1")
    assert refined(sentence, (), tiny()) == ()


def test_a_report_without_a_cue_stays():
    sentence = parsed("en", SAID)
    bare = Report("bare", "", None, None, (Span(0, 12),))
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
    said = (Report("verb-clause", "say", Span(13, 17), None, (Span(18, 26),)),)
    assert rerank.company([said]) == [0.0]
    assert rerank.company([said, (), said]) == pytest.approx([1 / 7, 2 / 7, 1 / 7])
