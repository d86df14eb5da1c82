"""The data files of the languages: every key is known, no verb reports in two ways."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations

import pytest

from kg.claims.detect.commitment import markers
from kg.claims.detect.non_speaking_subjects import non_speaking
from kg.languages.cue_lexicon import Lexicon, Unpunctuated, lexicon
from kg.languages.profile import data, supported
from kg.model import Commitment

# A verb has one way to report. The other classes are constructions of such verbs: with a document, as a warning.
CLASSES = ("said", "denied", "directive", "thinks", "wants")
INQUIT = ("said", "denied", "thinks", "wants")  # a call may be an inserted clause too: "demande-t-il"
TABLES = {"verbs", "prepositions", "nouns", "documents", "sources", "phrases", "grammar", "backward", "contrasts"}
TABLES |= {"forms", "idioms", "non_speaking", "infinitives", "pronoun_features", "unpunctuated", "denials", "figures"}


@pytest.mark.parametrize("language", supported())
def test_no_verb_is_in_two_classes(language):
    words = lexicon(language)
    for one, other in [*combinations(CLASSES, 2), *(("inquit", name) for name in INQUIT)]:
        both = getattr(words, one) & getattr(words, other)
        assert not both, f"{language}: {sorted(both)} are {one} and {other}"


@pytest.mark.parametrize("language", supported())
def test_no_word_stands_twice_in_a_list(language):
    for name, row in _lists(data(language, "cues")):
        listed = row.split() if isinstance(row, str) else row
        assert not sorted(word for word in set(listed) if listed.count(word) > 1), f"{language} {name}"


def _lists(table, name=""):
    """Every list of words below a table, with its name."""
    for key, value in table.items():
        yield from _lists(value, f"{name} {key}") if isinstance(value, dict) else [(f"{name} {key}", value)]


@pytest.mark.parametrize("language", supported())
def test_all_keys_are_known(language):
    raw, known = data(language, "cues"), {field.name for field in fields(Lexicon)}
    assert set(raw) <= TABLES
    for table in ("verbs", "sources", "grammar", "denials", "figures"):
        assert set(raw[table]) <= known, table
    assert set(raw.get("unpunctuated", {})) <= {field.name for field in fields(Unpunctuated)}
    assert set(raw["prepositions"]) <= {"said", "weak", "bare", "called", "own", "nobody", "not_sources"}


@pytest.mark.parametrize("language", supported())
def test_a_list_that_is_empty_is_left_out(language):
    for table in ("verbs", "sources", "grammar", "denials", "figures"):
        assert not [name for name, words in data(language, "cues")[table].items() if not words], table


@pytest.mark.parametrize("language", supported())
def test_nouns_that_say_nothing_are_not_among_those_that_speak(language):
    words = non_speaking(language)
    assert words.nouns
    assert words.endings
    assert not words.nouns & (words.able | lexicon(language).people | lexicon(language).media)
    assert not words.verbs & {"say", "state", "dire", "affirmer", "заявить", "сообщить"}


@pytest.mark.parametrize("language", supported())
def test_phrases_belong_to_verbs_that_report(language):
    words = lexicon(language)
    known = words.reporting | words.inquit
    left = {verb for verb in words.phrases if " " not in verb} - known
    assert not left, left
    assert {part for verb in words.phrases if " " in verb for part in verb.split()} <= words.light | words.governed


@pytest.mark.parametrize("language", supported())
def test_general_callings_are_callings(language):
    words = lexicon(language)
    assert words.general <= words.people


@pytest.mark.parametrize("language", supported())
def test_markers_name_commitments(language):
    found = markers(language)
    assert found.negators
    assert {value for value, _ in found.patterns} <= set(Commitment)


@pytest.mark.parametrize("language", supported())
def test_words_are_lower_case_lemmas(language):
    for name, text in data(language, "cues")["verbs"].items():
        assert not [word for word in text if word != word.lower()], f"{language} {name}"
