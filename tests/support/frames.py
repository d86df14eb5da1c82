"""A frame in one line, as the tables of cases write it: ``claims; speakers=state:RU; about=rebels``."""

from __future__ import annotations

from kg.answers.ask.frame import Concept, Frame, Party, PartyKind, Stance

_PLAIN = {"variant": "origin", "value": "yes"}


def brief(frame: Frame) -> str:
    """What a frame holds: slots that are empty, or as they are in most frames, are left out."""
    found = [frame.wanted.value]
    for name in ("speakers", "not_speakers", "opposite", "through", "outlet"):
        if parties := getattr(frame, name):
            found.append(f"{name}={', '.join(map(_party, parties))}")
    for name in ("about", "not_about", "where"):
        if concepts := getattr(frame, name):
            found.append(f"{name}={', '.join(map(_concept, concepts))}")
    if frame.stance is not Stance.ANY:
        found.append(frame.stance.value)
    if frame.when:
        days = f"{frame.when.first or ''}..{frame.when.last or ''}"
        found.append(f"when={days}{' of any year' if frame.when.yearless else ''}")
    for name in ("by", "language", "order", "variant", "value"):
        value = getattr(frame, name)
        if value and value != _PLAIN.get(name):
            found.append(f"{name}={value}")
    return "; ".join(found)


def _party(party: Party) -> str:
    name = party.value or ("" if party.kind is PartyKind.STATE else party.label)
    return ":".join(part for part in (party.kind.value, name, party.country) if part)


def _concept(concept: Concept) -> str:
    sign = {"least": ">=", "most": "<="}.get(concept.bound, "")
    return f"{sign}{concept.number:g}" if concept.number is not None else concept.label
