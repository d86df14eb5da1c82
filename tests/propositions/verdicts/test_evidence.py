"""What carries one text is told of some articles as it is of all."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.graph.rdf import iris
from kg.graph.store import open_store
from kg.graph.store.in_process import shipped
from kg.model.vocab import COPIES_GRAPH, KG
from kg.propositions.verdicts.evidence import Facts, _same_texts, texts_of


@pytest.mark.parametrize("asked", [["b"], ["a", "d"], ["e"], ["x", "c"], ["x"]])
def test_copies_of_copies_are_found_from_any_of_them(tmp_path, asked):
    edges = [
        ("b", KG.copiedFrom, "a"),
        ("c", KG.sharesTextWith, "b"),
        ("c", KG.copiedFrom, "d"),
        ("f", KG.copiedFrom, "e"),
    ]
    name = {letter: iris.article(letter) for letter in "abcdefx"}
    with open_store(tmp_path / "s") as store:
        store.replace(COPIES_GRAPH, [(name[one], edge, name[other], COPIES_GRAPH) for one, edge, other in edges])
    with open_store(tmp_path / "s", read_only=True) as store:
        every = texts_of(Facts.of(store.quads(COPIES_GRAPH)))
        some = texts_of(Facts.of(_same_texts(shipped(store), [str(name[letter]) for letter in asked])))
    wanted = {URIRef(name[letter]): every.get(str(name[letter])) for letter in asked}
    assert {article: some.get(str(article)) for article in wanted} == wanted
