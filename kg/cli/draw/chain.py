"""A chain as lines: hop by hop, who it is, the words that name it, the cue and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Article, Chain, Claim, Hop, Link, Part, SourceKind

_INDENT = "  "
_LINKS = {
    Link.ORGAN: "organ of {}",
    Link.CONTROLLED: "controlled by the state, {}",
    Link.CAPTURED: "captured by the state, {}",
    Link.FUNDED: "funded by the state and independent, {}",
    Link.NONE: "no link to a state, {}",
}


def manner(said: Claim | Part) -> str:
    """How it is said: the kind of quote, and how its speaker puts it."""
    quote = "no quote" if said.quote.value == "none" else f"{said.quote.value} quote"
    return f"{quote}, {said.commitment.value}"


def chain_lines(article: Article, chains: Sequence[Chain], indent: str = "", several: str = "") -> Iterator[str]:
    """The chains of a claim or a part, hop by hop, with what each hop rests on; ``several`` names one of several."""
    for number, chain in enumerate(chains, start=1):
        which = f" {number} of {len(chains)}" if len(chains) > 1 else several
        yield f"{indent}Chain{which}:{' the outlet speaks for itself' if chain.own_voice else ''}"
        for hop in chain.hops:
            yield from _hop(article, hop, indent + _INDENT)


def _hop(article: Article, hop: Hop, indent: str) -> Iterator[str]:
    yield f"{indent}{hop.role.value}: {hop.agent.label} ({_standing_of(article, hop)})"
    words = [f"{name} “{span.of(article.text)}”" for name, span in (("words", hop.mention), ("cue", hop.cue)) if span]
    made = f"read by the model {hop.answer.model}, {hop.answer.time}" if hop.answer else f"rule {hop.rule}"
    found = f"{made}, {hop.basis.value}, confidence {hop.confidence:g}"
    yield f"{indent}{_INDENT}{'; '.join([*words, found])}"
    if hop.candidates:
        perhaps = ", ".join(f"perhaps {one.agent.label} ({one.probability:.0%})" for one in hop.candidates)
        yield f"{indent}{_INDENT}{perhaps}"


def _standing_of(article: Article, hop: Hop) -> str:
    """What the agent was at the article's date."""
    if hop.agent.kind is not SourceKind.NAMED:
        return hop.agent.kind.value
    held = hop.agent.affiliation_on(article.date.value)
    known = "" if hop.agent.registered else "not in the registry; "
    if held.link is Link.UNKNOWN:
        return f"{known}link to a state not known at that date"
    told = f", as the article says: “{held.source}”" if held.source else ""
    return known + _LINKS[held.link].format(held.country or "no country") + told
