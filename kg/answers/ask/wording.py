"""What is said back to who asked: the frame in words, what was mended, what found no place, what comes near."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.answers.ask.concepts import kindred
from kg.answers.ask.equivalents import is_exact, question_of
from kg.answers.ask.frame import Concept, Frame, Party, PartyKind, Stance, Wanted, When
from kg.answers.ask.notes import Note
from kg.answers.ask.reader import Understanding
from kg.answers.ask.vocabulary import Vocabulary, vocabulary
from kg.answers.queries import Question
from kg.languages.profile import LABEL_LANGUAGE, optional_data

_OFFERS = 3
_SLOTS = ("speakers", "opposite", "not_speakers", "through", "outlet")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be asked as it stands, and the query that answers it."""

    query: str
    words: str


def wording(found: Understanding) -> str:
    """How a question was understood, or why it was not, in its language."""
    table = vocabulary(found.language)
    lines = [table.reply["mended"].format(was=each.was, now=each.now) for each in found.mended]
    if found.frame is None:
        return "\n".join([*lines, *_refusal(found, table)])
    lines.append(table.reply["understood"].format(words=in_words(found.frame, found.language)))
    lines.extend(table.reply[note] for note in found.notes)
    if found.light:
        lines.append(table.reply["light"].format(words=", ".join(dict.fromkeys(found.light))))
    if found.shown:
        lines.append(table.reply["shown"].format(words=found.shown))
    for concept in (*found.frame.about, *found.frame.where):
        if kin := kindred(concept, found.language):
            lines.append(table.reply["wide"].format(name=concept.label, others=", ".join(kin)))
    if not is_exact(found.frame):
        return "\n".join(lines)
    name, values = question_of(found.frame)
    given = "".join(f" --param {shlex.quote(f'{key}={value}')}" for key, value in values)
    return "\n".join([*lines, table.reply["same"].format(name=name + given)])


def in_words(frame: Frame, language: str) -> str:
    """A frame as a row of its slots, each behind what it is; nothing of it is left out."""
    return " · ".join(_pieces(frame, vocabulary(language)))


def _pieces(frame: Frame, table: Vocabulary) -> Iterator[str]:
    say = table.frame
    counted = f" ({say['by']} {_sense(frame.by, table)})" if frame.by else ""
    yield table.wanted[frame.wanted.value] + counted
    for name in _SLOTS:
        parties: tuple[Party, ...] = getattr(frame, name)
        if parties:
            key = "carries_not" if name == "not_speakers" and frame.wanted is Wanted.CARRIERS else name
            yield f"{say[key]} {', '.join(party_words(party, table) for party in parties)}"
    if frame.stance is not Stance.ANY:
        yield say[frame.stance.value]
    for name in ("about", "not_about", "where"):
        concepts: tuple[Concept, ...] = getattr(frame, name)
        if concepts:
            yield f"{say[name]} {', '.join(_concept(concept, table) for concept in concepts)}"
    if frame.when:
        yield f"{say['on']} {_days(frame.when, table)}"
    if frame.language:
        yield f"{say['language']} {frame.language}"
    variant = frame.variant if frame.wanted is Wanted.ONLY and frame.variant != "origin" else ""
    value = {"undetermined": "perhaps", "no": "no"}.get(frame.value, "")
    yield from (say[key] for key in (variant, value, frame.order) if key)


def party_words(party: Party, table: Vocabulary) -> str:
    """Those who speak, and by what they are known."""
    label = {
        PartyKind.STATE: table.frame["state"],
        PartyKind.MEDIA: table.frame["media"] if not party.country else "{name}",
        PartyKind.OFFICE: table.frame["office" if party.country else "any_office"],
        PartyKind.NAMED: table.frame["named"],
    }.get(party.kind, "{name}")
    return label.format(name=party.label)


def _concept(concept: Concept, table: Vocabulary) -> str:
    if concept.number is None:
        return concept.label
    sign = {"least": "≥ ", "most": "≤ "}.get(concept.bound, "")
    return f"{table.frame['number']} {sign}{concept.number:,.0f}"


def _days(when: When, table: Vocabulary) -> str:
    days = f"{when.first or '…'} – {when.last or '…'}" if when.first != when.last else str(when.first)
    return f"{days}{', ' + table.frame['any_year'] if when.yearless else ''}"


def _sense(name: str, table: Vocabulary) -> str:
    """The first single word that a language has for a sense."""
    forms = (optional_data(table.language, "questions") or {}).get("senses", {}).get(name, "").split()
    return next((form for form in forms if "+" not in form and "'" not in form), name)


def _refusal(found: Understanding, table: Vocabulary) -> Iterator[str]:
    yield table.reply["unsure"].format(question=found.question.strip())
    why = table.reply[found.why].format(words=", ".join(found.unplaced))
    yield f"({why})"
    if found.kept != Frame():
        yield table.reply["kept"].format(words=in_words(found.kept, found.language))


def offers(found: Understanding, questions: Iterable[Question]) -> tuple[Offer, ...]:
    """Questions that come near a refused one, with the names that were understood in their places."""
    kept = found.kept
    slots = {
        "speaker": _party_name(kept, found), "country": _party_name(kept, found), "source": _party_name(kept, found),
        "relay": _party_name(kept, found), "origin": _party_name(kept, found),
        "subject": _first(kept.about, kept.where), "words": _first(kept.about, kept.where),
        "place": _first(kept.where, kept.about), "period": kept.when.label if kept.when else "",
    }  # fmt: skip
    near = (
        optional_data(found.language, "questions").get("near", {}) or optional_data(LABEL_LANGUAGE, "questions")["near"]
    )
    made = []
    for name, form in near.items():
        names = [field for field in slots if f"{{{field}}}" in form]
        if all(slots[field] for field in names):
            made.append((-len(names), name, form.format(**slots)))
    known = {question.name for question in questions}
    ranked = sorted(
        made, key=lambda row: (row[0], question_of(replace(kept))[0] != row[1] if _can_call(kept) else True)
    )
    return tuple(Offer(name, words) for _, name, words in ranked if name in known)[:_OFFERS]


def _can_call(kept: Frame) -> bool:
    return bool(kept.speakers) or kept.wanted not in (Wanted.ONLY, Wanted.FALLS)


def _party_name(kept: Frame, found: Understanding) -> str:
    party = next(iter((*kept.speakers, *kept.opposite, *kept.not_speakers, *kept.through)), None)
    return party.label if party else ""


def _first(*rows: tuple[Concept, ...]) -> str:
    return next((concept.label for row in rows for concept in row if concept.number is None), "")


def note_lines(notes: Iterable[Note], language: str) -> Iterator[str]:
    """What must be said under an answer, a line each; what is nearest to nothing in one."""
    reply, near = vocabulary(language).reply, []
    for note in notes:
        values = dict(note.values)
        if note.key.startswith("near_"):
            near.append(reply[note.key].format(**values))
        elif note.counts:
            reasons = ", ".join(reply[key].format(count=count) for key, count in note.counts)
            yield reply[note.key].format(count=sum(count for _, count in note.counts), reasons=reasons)
        else:
            yield reply[note.key].format(**values)
    if near:
        yield reply["nothing_of"].format(counts="; ".join(near))
