"""A proposition as lines: what it rests on, who says it and who denies it, and why its verdicts are what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.answers.names import ArticleName
from kg.answers.show.phrases import Phrases
from kg.answers.show.records import Member, PropositionRecord, Ruling
from kg.answers.show.summary import summary
from kg.answers.show.verdict_reasons import why
from kg.graph.short_names import short

_INDENT = "  "
_LONGEST = 100  # characters of the name of an article


def proposition_lines(record: PropositionRecord, words: Phrases) -> Iterator[str]:
    """The lines of a proposition, indented, not yet broken."""
    yield words.say("titles", "proposition", name=short(record.iri), says=_says(record, words))
    for language, label in record.labels:
        if label != _says(record, words):
            yield f"{_INDENT}{language}: {label}"
    names = words.texts["counts"]
    yield _INDENT + ", ".join(f"{names[what]} {count}" for what, count in record.counts)
    yield from _titled("summary", words)
    yield _INDENT + summary(record.case, words)
    who = {claim.claim: words.agents(found.hops[0] for found in claim.paths) for claim in record.case.claims}
    for title, members in _groups(record):
        if members:
            yield from _titled(title, words)
            for member in members:
                named = who.get(member.assertion, ", ".join(member.who))
                yield from _member(member, named, record.names.get(member.article), words)
    reasons = list(why(record.case, words))
    if reasons:
        yield from _titled("verdicts", words)
    for reason in reasons:
        yield _INDENT + reason.says
        yield from (_INDENT * 2 + chain for chain in reason.chains)
    for kind, left, right, confirmed in record.contradictions:
        yield ""
        title = "confirmed" if confirmed else "contradicted"
        yield words.say("titles", title, kind=kind, left=short(left), right=short(right))


def _says(record: PropositionRecord, words: Phrases) -> str:
    """The label in the language, else the preferred one."""
    return dict(record.labels).get(words.language, record.says)


def _titled(title: str, words: Phrases) -> Iterator[str]:
    yield ""
    yield words.say("titles", "head", title=words.texts["titles"][title])


def _groups(record: PropositionRecord) -> Iterator[tuple[str, list[Member]]]:
    expressing = [member for member in record.members if member.stance == "expressing" and not member.perhaps]
    yield "said", [member for member in record.members if member.counts]
    yield "silent", [member for member in expressing if not member.counts]
    yield "denied", [member for member in record.members if member.stance == "denying" and not member.perhaps]
    yield "perhaps", [member for member in record.members if member.perhaps]


def _member(member: Member, who: str, name: ArticleName | None, words: Phrases) -> Iterator[str]:
    titles = words.texts["titles"]
    unknown = titles["outlet_unknown"], titles["date_unknown"]
    article = member.article if name is None else name.within(_LONGEST, unknown)
    yield f"{_INDENT}{who} [{short(member.assertion)}]"
    yield f"{_INDENT * 2}{words.say('titles', 'place', article=article, text=member.text)}"
    reasons = "; ".join(member.reasons)
    confidence = words.say("titles", "confidence", confidence=f"{member.confidence:g}")
    yield f"{_INDENT * 2}{confidence}{': ' if reasons else ''}{reasons}"
    yield from (f"{_INDENT * 2}{ruling_line(ruling, words.texts['decisions'])}" for ruling in member.rulings)


def ruling_line(ruling: Ruling, texts: Mapping[str, str]) -> str:
    """What a person has decided, in the words of a language."""
    reason = f": {ruling.why}" if ruling.why else ""
    sentence, what = texts["sentence"], texts[ruling.kind]
    return sentence.format(what=what, who=ruling.who, day=ruling.day, reason=reason, name=ruling.id)
