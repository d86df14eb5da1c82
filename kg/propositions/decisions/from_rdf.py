"""Decisions back from triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import SourceKind, Span
from kg.model.errors import InputError
from kg.model.vocab import DATA, ONTOLOGY, RDF, value_of
from kg.propositions.decisions.records import Decision, DecisionKind, SourceName, Target, Voice

_DECISIONS = f"{DATA}decision/"
Rows = Mapping[str, Mapping[str, list[str]]]


def decisions(triples: Iterable[tuple[str, ...]]) -> list[Decision]:
    """All entries among some triples, in the order of the log.

    Raises:
        InputError: an entry lacks what it must have, or was changed after it was made.
    """
    rows: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in triples:
        name = predicate.replace("#", "/").rpartition("/")[2]
        rows.setdefault(subject, {}).setdefault("class" if predicate == str(RDF.type) else name, []).append(value)
    found = [_decision(iri, rows) for iri, row in rows.items() if f"{ONTOLOGY}Decision" in row.get("class", ())]
    return sorted(found, key=lambda entry: (entry.number, entry.when, entry.id))


def _decision(iri: str, rows: Rows) -> Decision:
    try:
        entry = _entry(iri, rows)
    except (KeyError, IndexError, ValueError) as error:
        raise InputError(
            f"{iri}: {error}", "a decision as kg review writes it", "Take the entry out, and decide anew."
        ) from error
    if not iri.startswith(_DECISIONS) or entry.id != iri.removeprefix(_DECISIONS):
        raise InputError(iri, "an entry that nobody has changed", "Put it back as it was, and add an undo instead.")
    return entry


def _entry(iri: str, rows: Rows) -> Decision:
    row = rows[iri]
    names = ("voice", "subjectWords", "stateBehind", "revokes")
    voice, words, country, revoked = (row.get(name, [None])[0] for name in names)
    return Decision(
        kind=DecisionKind(row["decisionKind"][0].removeprefix(ONTOLOGY)),
        who=rows[row["wasAttributedTo"][0]]["label"][0],
        when=row["generatedAtTime"][0],
        why=row.get("why", [""])[0],
        targets=tuple(_target(rows[node]) for node in _numbered(row.get("target", []))),
        sources=tuple(_source(rows[node]) for node in _numbered(row.get("namedSource", []))),
        voice=None if voice is None else Voice(voice.removeprefix(ONTOLOGY)),
        words=words,
        country=country,
        revokes=None if revoked is None else revoked.removeprefix(_DECISIONS),
        revises=tuple(sorted(earlier.removeprefix(_DECISIONS) for earlier in row.get("wasRevisionOf", []))),
        number=int(row["number"][0]),
    )


def _numbered(nodes: list[str]) -> list[str]:
    return sorted(nodes, key=lambda node: int(node.rpartition("/")[2]))


def _target(row: Mapping[str, list[str]]) -> Target:
    span = Span(int(row["begin"][0]), int(row["end"][0]))
    part, hop = (row.get(name, [None])[0] for name in ("partWords", "hopWords"))
    return Target(row["inArticle"][0], span, row["sentence"][0], part, hop)


def _source(row: Mapping[str, list[str]]) -> SourceName:
    kind = value_of(SourceKind, row["sourceKind"][0])
    return SourceName(row["label"][0], row.get("identifier", [None])[0], row.get("inArticle", [None])[0], kind)
