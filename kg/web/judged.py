"""Whether a proposition rests only on sources of a country, variant by variant and chain by chain, as pages show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.answers.show.phrases import Phrases
from kg.languages.profile import LABEL_LANGUAGE
from kg.model.errors import BadParameter
from kg.propositions.verdicts.evidence import Case
from kg.propositions.verdicts.open_reasons import Reason, open_reasons
from kg.propositions.verdicts.rules import Variant, grounds, of_country, of_path
from kg.sources.countries import load_countries
from kg.web.view import Field

COUNTRY = Field("country", "whose sources: an ISO code of two letters", example="RU")
_ASKS = {
    Variant.ORIGIN: "every chain starts at a source of it",
    Variant.BOTTLENECK: "every chain passes through a source of it",
    Variant.CLOSED: "every hop of every chain is of it",
}
_OPEN = {
    Reason.OUTLET: "nobody knows who printed it",
    Reason.UNNAMED: "a source is not named",
    Reason.OWN_VOICE: "an outlet says it and names no source",
    Reason.LINK: "nobody knows whether a state is behind a source that is named",
    Reason.SPEAKER: "it is in doubt who a speaker is",
    Reason.PERHAPS: "a claim of somebody else perhaps says the same",
}


@dataclass(frozen=True, slots=True)
class InVariant:
    """A verdict in one variant: what is asked, the value (empty where no chain counts), and what leaves it open."""

    variant: str
    asks: str
    value: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfChain:
    """What one chain says, in the three variants; ``perhaps`` where its claim perhaps says the same."""

    claim: str
    says: str
    perhaps: bool
    origin: str
    bottleneck: str
    closed: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts for a country, by ISO code and name, and every chain that they rest on."""

    country: str
    name: str
    verdicts: tuple[InVariant, ...]
    chains: tuple[OfChain, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A country that can be chosen, and in how many chains its state stands."""

    code: str
    name: str
    chains: int


def judged(case: Case, country: str, words: Phrases) -> Judged:
    """The verdicts on a proposition for a country, by its ISO code."""
    found, belongs = grounds(case.claims, case.plan), of_country(country)
    verdicts = (
        InVariant(
            variant.value,
            _ASKS[variant],
            value.value if (value := found.value(belongs, variant)) else "",
            tuple(_OPEN[reason] for reason in sorted(open_reasons(found, belongs, variant))),
        )
        for variant in Variant
    )
    chains = (
        OfChain(claim, words.path(chain), perhaps, *(of_path(chain, belongs, variant).value for variant in Variant))
        for perhaps, pairs in ((False, found.counted), (True, found.perhaps))
        for claim, chain in pairs
    )
    return Judged(country, words.country(country), tuple(verdicts), tuple(chains))


def choices(case: Case, words: Phrases) -> tuple[Choice, ...]:
    """The countries whose states stand in its chains, most chains first."""
    found: Counter[str] = Counter()
    for claim in case.claims:
        for chain in claim.paths:
            found.update({hop.state for hop in chain.hops if hop.state})
    ranked = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return tuple(Choice(code, words.country(code), count) for code, count in ranked)


def checked(code: str) -> str:
    """The ISO code of a country in capitals; empty where none is given.

    Raises:
        BadParameter: there is no such country.
    """
    if code and code.upper() not in load_countries(LABEL_LANGUAGE).countries:
        raise BadParameter(f"country = {code[:20]}", "the ISO code of a country, such as RU", "Take one from the list.")
    return code.upper()


def all_countries() -> Iterator[tuple[str, str]]:
    """Every country by its ISO code, in the order of their names."""
    rows = ((code, country.label) for code, country in load_countries(LABEL_LANGUAGE).countries.items())
    yield from sorted(rows, key=lambda row: row[1])
