"""Decisions through a table: one row for each thing to decide, filled in with a spreadsheet and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.answers.harmless import harmless
from kg.graph.short_names import find, short
from kg.model.errors import BadParameter, InputError, KgError
from kg.model.whole_file import read_named
from kg.propositions.decisions import Decision, DecisionKind, hop_text
from kg.review.decider import Decider
from kg.review.questions import ReviewTask, TaskKind

COLUMNS = ("id", "asked", "left", "left_text", "left_speaker", "right", "right_text", "right_speaker", "because")
FILLED = ("decision", "value", "who", "why")
_PAIRS = {
    "same": DecisionKind.SAME,
    "different": DecisionKind.DIFFERENT,
    "contradiction": DecisionKind.CONTRADICTION,
    "compatible": DecisionKind.COMPATIBLE,
}
WORDS = (*_PAIRS, "speaker", "hop", "subject", "merge", "state", "reject")
_MOST = 10_000_000  # bytes of a table that is read


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no decision: its line in the file, and what is wrong."""

    line: int
    error: KgError


def tasks_csv(found: Iterable[ReviewTask], decider: Decider) -> str:
    """The questions as CSV, with empty columns for decision, value, who and why; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, *FILLED))
    rows = list(found)
    decider.prepare(iri for question in rows for iri in (question.left, question.right or "", *question.against))
    for question in rows:
        writer.writerow([harmless(cell) for cell in (*_cells(question, decider), "", "", "", "")])
    return out.getvalue()


def _cells(question: ReviewTask, decider: Decider) -> Iterator[str]:
    yield question.id
    yield question.kind.value
    yield short(question.left)
    yield from _said(question.left, decider)
    others = question.against or (decider.members(question.right) if question.right else ())
    yield " ".join(map(short, question.against)) or short(question.right or "")
    yield from _said(next(iri for iri in others if iri != question.left), decider) if others else ("", "")
    near = [f"perhaps {name.label} ({name.id})" for name in question.proposals]
    asked = [hop_text(decider.hop(question.hop)[1], decider.claim(question.left)[0].text)] if question.hop else []
    yield "; ".join((*asked, *question.why, *near))


def _said(iri: str, decider: Decider) -> tuple[str, str]:
    _, claim, part = decider.claim(iri)
    chains = claim.chains if part is None else claim.parts[part].chains
    return decider.target(iri).part or claim.text, chains[0].origin.agent.label


# --- Back ---


def read_decisions(
    path: Path, decider: Decider, asked: Callable[[], Iterable[ReviewTask]]
) -> tuple[list[Decision], list[RefusedRow]]:
    """The decisions of a table, and the rows that are none; rows without a decision are passed over.

    Args:
        path: the table; columns ``decision`` and ``left`` must be there, in any order.
        decider: where names are looked up; its person decides where a row names nobody.
        asked: the questions of now, for rows that merge all agents of a name or say who a hop is.

    Raises:
        InputError: the file is no such table.
    """
    rows = _rows(path)
    decisions: list[Decision] = []
    refused: list[RefusedRow] = []
    known = {question.id: question for question in asked() if question.kind in (TaskKind.AGENT, TaskKind.HOP)}
    for line, row in rows:
        if not row["decision"]:
            continue
        try:
            decisions.append(_decision(row, decider, known))
        except KgError as error:
            refused.append(RefusedRow(line, error))
    return decisions, refused


def _rows(path: Path) -> list[tuple[int, Mapping[str, str]]]:
    try:
        content = read_named(path)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: {error}", "a CSV file in UTF-8", "Mend the path, or save it as CSV UTF-8."
        ) from error
    if len(content) > _MOST:
        raise InputError(path, f"a table of at most {_MOST} bytes", "Import it in pieces.")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        missing = {"decision", "left"}.difference(reader.fieldnames or ())
        if missing:
            fix = "Begin with kg review export FILE.csv."
            raise InputError(f"{path}: no column {' and '.join(sorted(missing))}", "columns of an export", fix)
        return [(reader.line_num, _plain(row)) for row in reader]
    except csv.Error as error:
        raise InputError(f"{path}: {error}", "a CSV file", "Save it again as CSV.") from error


def _plain(row: Mapping[str | None, object]) -> dict[str, str]:
    """The cells as they were before ``harmless`` wrote them."""
    cells = {name: _unquoted(str(row.get(name) or "")) for name in (*COLUMNS, *FILLED)}
    return {name: cell.strip() for name, cell in cells.items()}


def _unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def _decision(row: Mapping[str, str], decider: Decider, known: Mapping[str, ReviewTask]) -> Decision:
    word, why = row["decision"].casefold(), row["why"]
    decider = replace(decider, who=row["who"] or decider.who)
    if word not in WORDS:
        raise BadParameter(
            row["decision"], f"one of {', '.join(WORDS)}", "Mend the column decision, or leave it empty."
        )
    left = str(find(decider.store, row["left"]))
    if word in _PAIRS:
        if not row["right"]:
            raise BadParameter("nothing", "a claim or a proposition in the column right", "Name the other one.")
        several = [str(find(decider.store, name)) for name in row["right"].split(" ")]
        return decider.pair(_PAIRS[word], left, several[0], why, several if len(several) > 1 else ())
    if word == "reject":
        return decider.reject(left, why)
    if word == "subject":
        return decider.subject(left, row["value"], why)
    if word == "speaker":
        return decider.speaker(left, row["value"], why)
    asked = known.get(row["id"])
    if word == "state":
        return decider.state(left, row["value"], why, asked.agents if asked is not None else ())
    if word == "hop":
        if asked is None or asked.hop is None:
            raise BadParameter(row["id"] or "nothing", "the id of a question of the kind hop", "Export the table anew.")
        return decider.hop_is(asked.hop, row["value"], why)
    return decider.merge(left, row["value"], why, asked.agents if asked is not None else ())
