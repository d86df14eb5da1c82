"""Why the answers to "what rests only on …" are what they are: each proposition of an answer, chain by chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rdflib import URIRef
from rdflib.term import Identifier

from kg.answers.queries import Result
from kg.answers.queries.source_kinds import kind_iri
from kg.answers.show.phrases import Phrases
from kg.graph.store import Store, Table
from kg.model.vocab import PREFIXES
from kg.propositions.verdicts.evidence import Case, evidence_of, state_media
from kg.propositions.verdicts.rules import Belongs, Value, Variant, grounds, of_country, of_path
from kg.propositions.verdicts.source_scope import KINDS, of_kind, of_source, of_state_media

_MODELS = """SELECT DISTINCT ?assertion ?name WHERE {
  ?hop kg:answer/kg:modelName ?name . ?chain kg:hop ?hop . ?assertion kg:attribution ?chain }"""
_MOST = 10  # propositions explained under an answer; "kg show" explains each


@dataclass(frozen=True, slots=True)
class Explanation:
    """A proposition of an answer with the chains behind it, each in words that say how it bears on what was asked."""

    proposition: str  # IRI
    says: str
    chains: tuple[str, ...]


def explain(store: Store, result: Result, words: Phrases) -> Iterator[Explanation]:
    """The first propositions of an answer to "what rests only on …", with their chains in the words of a language.

    Nothing where the question asks for no variant of "rests only on", or where nothing was found.
    """
    given = {value.name: value.term for value in result.values if value.term is not None}
    if "variant" not in given or not isinstance(result.answer, Table):
        return
    variant = Variant(str(given["variant"]).rpartition("#")[2].removesuffix("-variant"))
    belongs = _asked(given, state_media(store))
    names = result.answer.columns
    found = {row[names.index("proposition")]: str(row[names.index("says")]) for row in result.answer.rows}
    first = dict(islice(found.items(), _MOST))
    cases = {case.proposition: case for case in evidence_of(store, [iri for iri in first if isinstance(iri, URIRef)])}
    readers = _models(store)
    for iri, says in first.items():
        if (case := cases.get(str(iri))) is not None:
            chains = (*_chains(case, belongs, variant, words), *_read_by(case, readers, words))
            yield Explanation(case.proposition, says, chains)


def _models(store: Store) -> dict[str, str]:
    """The model that read the chains of a claim or a part, by its IRI, where one did."""
    return {str(assertion): str(name) for assertion, name in store.select(_MODELS).rows}


def _read_by(case: Case, readers: Mapping[str, str], words: Phrases) -> Iterator[str]:
    """How many of the chains that count are as a model read them."""
    claims = [claim for claim, _ in grounds(case.claims, case.plan).counted]
    for name in sorted({readers[claim] for claim in claims if claim in readers}):
        count = sum(readers.get(claim) == name for claim in claims)
        yield words.say("verdicts", "model", count=count, total=len(claims), name=name)


def _asked(given: Mapping[str, Identifier], collectives: Mapping[str, str]) -> Belongs:
    if "country" in given:
        return of_country(str(given["country"]).removeprefix(PREFIXES["country"]))
    kind = next((kind for kind in KINDS if kind_iri(kind) == given["source"]), None)
    source = str(given["source"])
    if source in collectives:
        return of_state_media(source, collectives[source])
    return of_kind(kind) if kind else of_source(source)


def _chains(case: Case, belongs: Belongs, variant: Variant, words: Phrases) -> Iterator[str]:
    found = grounds(case.claims, case.plan)
    for key, chains in (("chain", found.counted), ("doubt", found.perhaps)):
        for chain in dict.fromkeys(chain for _, chain in chains):
            value = of_path(chain, belongs, variant)
            if key == "chain" or value is not Value.YES:
                said = f"{words.texts['verdicts'][variant.value]} {words.texts['verdicts'][value.value]}"
                yield words.say("verdicts", key, chain=words.path(chain), values=said)
