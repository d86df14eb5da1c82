"""Find figures that may be one count at two times: 500 injured in one report, 546 in another, of perhaps one event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.propositions.matching.contents import Content
from kg.propositions.matching.figures import CLOSE


@dataclass(frozen=True, slots=True)
class FigureIndex:
    """All figures of what happened to somebody, by what happened and in which month it was reported, sorted."""

    contents: Sequence[Content]
    figures: dict[tuple[str, int | None], list[tuple[float, int]]]  # (figure, position of the content)

    @classmethod
    def of(cls, contents: Sequence[Content]) -> FigureIndex:
        """The figures of all contents."""
        figures: dict[tuple[str, int | None], list[tuple[float, int]]] = {}
        for at, content in enumerate(contents):
            for fate, value in _figures(content):
                for month in content.context.months:
                    figures.setdefault((fate, month), []).append((value, at))
        return cls(contents, {key: sorted(found) for key, found in figures.items()})

    def near(self, at: int) -> Iterator[int]:
        """Contents with a figure near one of a content's, of what nothing shows to be another event."""
        context, seen = self.contents[at].context, {at}
        for fate, value in _figures(self.contents[at]):
            for month in context.months:
                known = self.figures[fate, month]
                start = bisect_left(known, (CLOSE * value, -1))
                for _, other in known[start : bisect_right(known, (value / CLOSE, len(self.contents)))]:
                    if other not in seen and context.may_meet(self.contents[other].context):
                        seen.add(other)
                        yield other


def _figures(content: Content) -> Iterator[tuple[str, float]]:
    return ((count.of, count.value) for count in content.facets.counts if count.of and count.what != "duration")
