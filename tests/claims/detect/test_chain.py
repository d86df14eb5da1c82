"""The chain of detectors: whole, one detector a module, and data that can be handed in."""

import importlib
import pkgutil

from kg.claims import detect
from kg.claims.detect import CHAIN, Decides, Detector, detected, reporting_clauses
from kg.claims.detect.detector import OTHER
from tests.support.parsed_by_hand import SAID, parsed


def test_every_module_with_a_detector_is_in_the_chain_once():
    modules = [
        importlib.import_module(f"{detect.__name__}.{row.name}") for row in pkgutil.iter_modules(detect.__path__)
    ]
    declared = [module.DETECTOR for module in modules if hasattr(module, "DETECTOR")]
    assert sorted(map(id, declared)) == sorted(map(id, CHAIN))
    assert all(isinstance(module.DETECTOR, Detector) for module in modules if hasattr(module, "find"))


def test_rules_have_names_of_their_own_and_so_have_the_codes_that_the_forests_know():
    assert len({detector.id for detector in CHAIN}) == len(CHAIN)
    known = [detector.code for detector in CHAIN if detector.code != OTHER]
    assert len(set(known)) == len(known)
    assert max(known) < OTHER


def test_only_the_ranker_decides_on_what_a_parse_alone_shows():
    assert reporting_clauses.DETECTOR.decides is Decides.RANKER


def test_a_chain_is_handed_in():
    sentence = parsed("en", SAID)
    assert [one.rule for one in detected(sentence)] == ["verb-clause"]
    rest = tuple(detector for detector in CHAIN if detector is not reporting_clauses.DETECTOR)
    assert detected(sentence, rest) == ()


def test_one_attribution_a_cue_by_the_first_detector_that_reads_it():
    sentence = parsed("en", SAID)
    again = Detector("again", reporting_clauses.find, reporting_clauses.DETECTOR.content)
    assert [one.rule for one in detected(sentence, (*CHAIN, again))] == ["verb-clause"]
