"""Tables of separated values (RFC 4180), as programs write them: commas, semicolons, tabs or bars, any encoding.

A quotation mark that is not closed, or stands where none can, swallows the rows behind it: the row that it is in is set
aside with its line, and the table goes on at the next line that is a row. Two that lie so that the rows between are
one by the standard are told, where a line within looks like the end or the beginning of a row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.model.errors import InputError, InputRemark
from kg.readers.encoding import Encoding, of_file
from kg.readers.source import LARGEST, lines

csv.field_size_limit(LARGEST)

_SEPARATORS = ",;\t|"
_NONE = "\x1f"  # of a table of one column, whose cells may hold whatever separates others
_LONGEST_ID = 60  # characters
_SAID = re.compile(r'"?sep=(.)"?\s*')  # Excel's first line


@dataclass(frozen=True, slots=True)
class Table:
    """A file of separated values: how it is written, and its columns."""

    path: Path
    name: str
    encoding: Encoding
    separator: str
    skipped: int  # lines before the header
    header: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, name: str, columns: Collection[str]) -> Table:
        """A table, its separator told by its first line or by what makes of the header the most columns.

        Args:
            path: the file.
            name: of the file, for errors.
            columns: names that a header may have, in small letters: a header with more of them counts before any other.

        Raises:
            InputError: no text.
        """
        with path.open("rb") as file:
            encoding = of_file(name, file)
        bare = cls(path, name, encoding, "\t" if path.suffix.lower() == ".tsv" else ",", 0, ())
        first = ["", ""]
        for at, line in zip(range(2), bare.lines(), strict=False):
            first[at] = line
        said = _SAID.fullmatch(first[0])
        headers = {
            separator: next(csv.reader([first[1 if said else 0]], delimiter=separator), [])
            for separator in ([said[1]] if said else [bare.separator, *_SEPARATORS])
        }
        known = {at: sum(cell.strip().casefold() in columns for cell in cells) for at, cells in headers.items()}
        best = max(headers, key=lambda at: (known[at], len(headers[at])))
        header = tuple(cell.strip() for cell in headers[best])
        if twice := next((cell for cell in header if header.count(cell) > 1 and cell.casefold() in columns), ""):
            raise InputError(name, "a header with each name once", f"It has {twice} twice: name one otherwise.")
        return cls(path, name, encoding, best if said or len(header) > 1 else _NONE, 1 if said else 0, header)

    def lines(self) -> Iterator[str]:
        """Its lines, ends included.

        Raises:
            InputError: one is longer than any article; nobody knows which row goes on behind it.
        """
        with self.path.open(encoding=self.encoding.name, errors=self.encoding.errors, newline="") as handle:
            for line in lines(self.name, handle):
                if isinstance(line, InputError):
                    raise line
                yield line

    def rows(self) -> Iterator[tuple[int, dict[str, str] | InputError]]:
        """The rows behind the header, each with the number of its first line; rows without a cell are left out.

        Raises:
            InputError: a line is longer than any article.
        """
        reading = _Lines(self.lines())
        for _ in range(self.skipped):
            next(reading, "")
        started: set[str] = set()
        table = csv.reader(reading, delimiter=self.separator, skipinitialspace=True, strict=True)
        try:
            next(table, None)
        except csv.Error as error:
            raise InputError(self.name, "a header whose quotation marks are closed", f"{error}.") from error
        while True:
            reading.taken.clear()
            start = reading.number + 1
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                reading.back()
                last = self._behind(reading, started)
                where = f"{self.name}:{start}" if last == start else f"{self.name}:{start}-{last}"
                yield start, InputError(where, "quotation marks that are closed, and doubled inside", f"{error}.")
                table = csv.reader(reading, delimiter=self.separator, skipinitialspace=True, strict=True)
                continue
            if any(cells):
                started.add(_kind(reading.taken[0]))
                yield start, self._row(start, cells)
                if self._is_several(reading.taken, cells):
                    where = f"{self.name}:{start}-{reading.number}"
                    fix = "Look whether a quotation mark is missing at the end of one and the beginning of another."
                    yield start, InputRemark(where, "one row, which some of its lines do not look like", fix)

    def _is_several(self, taken: list[str], cells: list[str]) -> bool:
        """Whether a line begins with what this row begins with, or ends so: with a number, an id, a day."""
        if len(taken) < 2:
            return False
        rows = [re.split(re.escape(self.separator), line.strip("\r\n")) for line in taken]
        first, last = _form(cells[0]), _form(cells[-1])
        begins = first and any(len(row) > 1 and _form(row[0]) == first for row in rows[1:])
        ends = last and any(len(row) > 1 and _form(row[-1]) == last for row in rows[:-1])
        return bool(begins or ends)

    def _row(self, line: int, cells: list[str]) -> dict[str, str] | InputError:
        more = [cell for cell in cells[len(self.header) :] if cell.strip()]
        if more:
            expected = f"the {len(self.header)} cells of the header"
            return InputError(f"{self.name}:{line}", expected, f"It has {len(cells)}: is a separator not quoted?")
        return dict(zip(self.header, cells, strict=False))

    def _behind(self, reading: _Lines, started: Collection[str]) -> int:
        """Go on to the next line that is a row by itself, and begins like those before; the number of the last left."""
        next(reading)
        for line in reading:
            try:
                (cells,) = csv.reader([line], delimiter=self.separator, skipinitialspace=True, strict=True)
            except (csv.Error, ValueError):
                continue
            if len(cells) == len(self.header) and (not started or _kind(line) in started):
                reading.back(last=True)
                break
        return reading.number


def _kind(line: str) -> str:
    """What a line begins with: a mark, a number or a word."""
    return "0" if line[:1].isdigit() else "a" if line[:1].isalpha() else line[:1]


def _form(cell: str) -> str:
    """How a cell is built of digits and letters (``a-9``, ``9-9-9``); empty where that tells no cell from prose."""
    word = cell.strip().strip('"')
    if len(word) > _LONGEST_ID or not any(map(str.isdigit, word)) or any(map(str.isspace, word)):
        return ""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", word))


@dataclass(slots=True)
class _Lines:
    """Lines that can be given back."""

    left: Iterator[str]
    number: int = 0  # of the last one that was taken
    taken: list[str] = field(default_factory=list)  # since somebody cleared them
    again: list[str] = field(default_factory=list)  # the next one last

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else next(self.left)
        self.taken.append(line)
        self.number += 1
        return line

    def back(self, *, last: bool = False) -> None:
        """Give back the last line, or all that were taken."""
        given = [self.taken.pop()] if last else self.taken
        self.again.extend(reversed(given))
        self.number -= len(given)
        if not last:
            self.taken.clear()
