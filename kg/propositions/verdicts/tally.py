"""How many propositions of a store are yes, no and undetermined, and why: what an answer has to say beside its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.graph.rdf import iris
from kg.graph.store import Store
from kg.propositions.verdicts import kept_grounds
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import Belongs, Grounds, Value, Variant, of_country

_VERDICTS = """SELECT ?proposition ?value ?country WHERE {
  ?states kg:state ?country . ?verdict kg:states ?states ; kg:proposition ?proposition ; %s ?value }"""
_ELSEWHERE = "SELECT ?proposition ?reason WHERE { ?proposition a kg:Proposition ; kg:originOpenBecause ?reason }"
_SUPPORTED = "SELECT ?proposition WHERE { ?proposition kg:claimCount ?number . FILTER(?number > 0) }"
_KNOWN = "SELECT ?hop ?country WHERE { ?hop kg:ofState ?country } LIMIT 1"


@dataclass(slots=True)
class VerdictTally:
    """Propositions by their verdict, and the undetermined ones by reason: one may have several."""

    values: Counter[Value] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)

    @property
    def lines(self) -> tuple[tuple[Reason, int], ...]:
        """The reasons with their counts, the commonest first."""
        return tuple(sorted(self.reasons.items(), key=lambda row: (-row[1], row[0])))


def tally_of(cases: Iterable[Grounds], belongs: Belongs, variant: Variant) -> VerdictTally:
    """The same for any sources, proposition by proposition; those that nobody vouches for are not counted."""
    found = VerdictTally()
    for behind in cases:
        if (value := behind.value(belongs, variant)) is not None:
            found.values[value] += 1
            found.reasons.update(open_reasons(behind, belongs, variant))
    return found


def tally(store: Store, country: str, variant: Variant) -> VerdictTally:
    """How a store answers whether its propositions rest only on sources of a country (ISO code).

    Read off what is derived; only of a country that the store has never heard of is every proposition judged here.
    """
    state = iris.country(country)
    if not store.select(_KNOWN, {"country": state}).rows:
        return tally_of((found for _, found in kept_grounds.read(store)), of_country(country), variant)
    values = _rows(store, _VERDICTS % f"kg:{variant.value}Value", {"country": state})
    reasons = _rows(store, _VERDICTS % f"kg:{variant.value}OpenBecause", {"country": state})
    found = VerdictTally(Counter(Value(value) for _, value in values))
    found.reasons.update(Reason(reason) for _, reason in reasons)
    judged = {proposition for proposition, _ in values}
    elsewhere = {str(row[0]) for row in store.select(_SUPPORTED).rows} - judged
    opened: set[str] = set()
    if variant is Variant.ORIGIN:
        for proposition, reason in _rows(store, _ELSEWHERE, {}):
            if proposition in elsewhere:
                opened.add(proposition)
                found.reasons[Reason(reason)] += 1
    found.values[Value.UNDETERMINED] += len(opened)
    found.values[Value.NO] += len(elsewhere) - len(opened)
    return found


def _rows(store: Store, query: str, bound: dict[str, URIRef]) -> list[tuple[str, str]]:
    """Pairs of a proposition and the end of a concept's name."""
    rows = store.select(query, bound).rows
    return [(str(row[0]), str(row[1]).rpartition("#")[2].removeprefix("open-")) for row in rows]
