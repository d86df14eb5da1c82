"""The answer to a frame: the rows of a question of ``queries/``, or of the fragments, and what must be said of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.answers import queries
from kg.answers.ask import rows as made
from kg.answers.ask import sides, sparql
from kg.answers.ask.concepts import counts_living, is_toll
from kg.answers.ask.equivalents import question_of, runs_as_it_is
from kg.answers.ask.few import few, how_many
from kg.answers.ask.frame import Concept, Frame, PartyKind, Stance, Wanted
from kg.answers.ask.notes import Note, narrated, nearest, undetermined
from kg.answers.ask.resting import resting
from kg.answers.ask.rows import Row
from kg.answers.ask.sounds import alike, may_be_a_name
from kg.answers.queries import Question, Result
from kg.graph.rdf import literals
from kg.graph.store import Store, Table
from kg.model.vocab import RDFS, SKOS
from kg.propositions.verdicts.rules import Variant
from kg.sources.registry import Registry


@dataclass(frozen=True, slots=True)
class FrameAnswer:
    """The rows, what must be said of them, and of how many claims they are the first alone; 0 where all are there."""

    result: Result
    notes: tuple[Note, ...] = ()
    first_of: int = 0


def answer(store: Store, frame: Frame, registry: Registry, timeout: float, most: int | None = None) -> FrameAnswer:
    """The answer to a frame.

    Args:
        store: that is asked.
        frame: the question.
        registry: who is who.
        timeout: seconds until a query is given up.
        most: of claims that are asked for by their sentences no more than these, the first by their articles' ids.

    Raises:
        QueryTimeout: the time is up.
    """
    return _Answering(store, frame, registry, timeout, most).answer()


_CLAIM = ("who", "text", "date", "outlet", "claim")
_SHOWN: Mapping[Wanted, tuple[str, ...]] = {
    Wanted.FIRST: ("date", "standing", "who", "text", "outlet", "claim"),
    Wanted.LAST: ("date", "standing", "who", "text", "outlet", "claim"),
    Wanted.ARTICLES: ("title", "outlet", "date", "claims", "article"),
    Wanted.SOURCES: ("who", "state", "claims", "articles"),
    Wanted.COUNTS: ("what", "claims", "articles"),
    Wanted.COMPARE: ("says", "one", "text", "other", "other_text", "claim", "other_claim"),
    Wanted.TIMELINE: ("when", "words", "who", "text", "outlet", "claim"),
    Wanted.HAPPENED: ("when", "who", "text", "date", "outlet", "claim"),
    Wanted.TRUTH: ("stance", "who", "rests", "text", "date", "outlet", "claim"),
    Wanted.CARRIERS: ("via", "role", "claims", "articles", "who", "claim"),
    Wanted.COPIES: ("via", "role", "claims", "articles", "who", "claim"),
    Wanted.ONLY: ("says", "stand", "who", "text", "claim"),
    Wanted.FALLS: ("says", "stand", "who", "text", "claim"),
}
_LONG = ("who", "said", "text", "commitment", "date", "title", "outlet", "article", "begin", "end", "claim",
         "assertion")  # fmt: skip
_COUNTED = {"claims": "claim", "articles": "article"}
_BY = {"country": "state", "speaker": "who", "source": "who", "outlet": "outlet"}
_GROUPS = {"country": "country", "speaker": "speaker", "source": "speaker", "outlet": "outlet"}  # fragments "by-…"
_MANY = 5_000  # claims that the store counts, and not we
_ARTICLES = 100  # whose first claims are looked for at once, then twice as many
_FILTERS = ("speakers", "not_speakers", "through", "outlet", "about", "not_about", "where", "when", "language")
# Questions whose parameters say who is meant already: a row need not be of them.
_ASKED_OF = (Wanted.ONLY, Wanted.FALLS, Wanted.RELAYS, Wanted.VERDICTS)


class _Answering:
    """One frame put to one store."""

    def __init__(self, store: Store, frame: Frame, registry: Registry, timeout: float, most: int | None) -> None:
        self.store, self.registry, self.timeout, self.most = store, registry, timeout, most
        self.first_of = 0
        self.notes: list[Note] = []
        self.frame = self._with_names(frame)

    def _with_names(self, frame: Frame) -> Frame:
        """The frame with names of the store that sound like those asked for and are written otherwise."""
        if not any(map(may_be_a_name, (*frame.about, *frame.where))):
            return frame
        labels = {
            str(quad[2]) for predicate in (RDFS.label, SKOS.prefLabel) for quad in self.store.quads(None, predicate)
        }
        found = {}
        for slot in ("about", "where"):
            concepts: tuple[Concept, ...] = getattr(frame, slot)
            found[slot] = tuple(alike(one, labels) if may_be_a_name(one) else one for one in concepts)
            for before, after in zip(concepts, found[slot], strict=True):
                if more := after.words[len(before.words) :]:
                    names = ", ".join(word.removeprefix("=").capitalize() for word in more)
                    self.notes.append(Note("alike", (("name", before.label), ("others", names))))
        return replace(frame, about=found["about"], where=found["where"])

    def answer(self) -> FrameAnswer:
        shipped = runs_as_it_is(self.frame)
        result = self._shipped() if shipped else self._made()
        table = result.answer
        if isinstance(table, Table):
            if not table.rows:
                self.notes.extend(nearest(self.store, self.frame, self.registry, self.timeout))
            elif self.frame.by == "claim" and "proposition" in table.columns:
                count = made.different(made.of_table(table), "proposition")
                self.notes.append(Note("counted", (("count", str(count)),)))
        if shipped and self.frame.wanted is Wanted.ONLY and self.frame.value == "yes":
            self.notes.extend(undetermined(self.store, self.frame, self.timeout))
        self.notes.extend(narrated(self.store, self.frame, self.registry, self.timeout))
        if self.frame.wanted is Wanted.TRUTH:
            self.notes.append(Note("no_truth"))
        return FrameAnswer(result, tuple(self.notes), self.first_of)

    # --- rows of the fragments --------------------------------------------------------------------------------------

    def _select(self, text: str) -> list[Row]:
        return made.of_table(self.store.select(text, timeout=self.timeout))

    def _rows(self, frame: Frame, base: str = "claims", *more: str, told: bool = False) -> list[Row]:
        found = [*sparql.constraints(frame, self.registry, told=told, hop=base == "carriers"), *more]
        return self._select(sparql.query(base, [*few(self.store, found, self.timeout), *found]))

    def _first_rows(self, most: int) -> list[Row]:
        """The first rows of claims that are asked for by their sentences, article by article; else all."""
        found = list(sparql.constraints(self.frame, self.registry))
        if not sparql.of_sentences(found) or few(self.store, found, self.timeout):
            return self._rows(self.frame)
        _, count = how_many(self.store, found, self.timeout)
        if count <= most:
            return self._rows(self.frame)
        self.first_of = count
        articles = [row["from"] for row in self._select(sparql.query("articles", ()))]
        rows: list[Row] = []
        start, size = 0, _ARTICLES
        while len(rows) < most and start < len(articles):
            among = sparql.values("from", (iri for iri in articles[start : start + size] if iri is not None))
            rows += self._select(sparql.query("claims", [among, *found]))
            start, size = start + size, 2 * size
        return rows[:most]

    def _result(self, rows: Iterable[Row], columns: Sequence[str], shown: tuple[str, ...] = ()) -> Result:
        wanted = self.frame.wanted
        question = Question(wanted.value, "", shown=shown or _SHOWN.get(wanted, _CLAIM))
        return Result(question, (), made.as_table(rows, columns))

    def _made(self) -> Result:
        makers: Mapping[Wanted, Callable[[], Result]] = {
            Wanted.FIRST: self._first,
            Wanted.LAST: self._last,
            Wanted.ARTICLES: self._articles,
            Wanted.SOURCES: self._sources,
            Wanted.COUNTS: self._counts,
            Wanted.COMPARE: self._compare,
            Wanted.TIMELINE: self._timeline,
            Wanted.HAPPENED: self._timeline,
            Wanted.TRUTH: self._truth,
            Wanted.CARRIERS: self._carriers,
            Wanted.COPIES: self._carriers,
            Wanted.QUOTES: lambda: self._result(self._rows(self.frame, "claims", sparql.local("quoted")), _LONG),
            Wanted.ONLY: self._only,
            Wanted.FALLS: self._only,
        }
        return makers.get(self.frame.wanted, self._claims)()

    def _claims(self) -> Result:
        if self.most is not None and self.frame.stance is not Stance.BLAMES:
            return self._result(self._first_rows(self.most), _LONG)
        rows = self._rows(self.frame)
        if self.frame.stance is Stance.BLAMES:  # nobody is asked about who is himself blamed
            blamed = [re.compile(sparql.pattern(concept.words), re.IGNORECASE) for concept in self.frame.about]
            rows = [row for row in rows if not any(name.search(str(row["who"])) for name in blamed)]
        return self._result(rows, _LONG)

    def _first(self) -> Result:
        """Who may be first, by the days of the articles; nobody is by a guess."""
        rows = sorted(self._rows(self.frame), key=lambda row: str(row["date"] or "~"))
        dated = [row for row in rows if row["date"] is not None]
        until = min((made.latest(str(row["date"])) for row in dated), default="")
        first = [row for row in dated if str(row["date"]) <= until]
        days = {str(row["date"]) for row in first}
        sure = len(days) == 1 and all(len(day) == len("2017-09-05") for day in days)
        standing = "first" if sure else "perhaps first"
        if len(dated) < len(rows):
            standing = "first among the dated" if dated else "undated"
        found = ({**row, "standing": literals.text(standing)} for row in first or rows)
        return self._result(found, ("standing", *_LONG))

    def _last(self) -> Result:
        """The newest first, by the days of the articles; those without a day behind them."""
        rows = sorted(self._rows(self.frame), key=lambda row: str(row["date"] or ""), reverse=True)
        found = ({**row, "standing": literals.text("dated" if row["date"] else "undated")} for row in rows)
        return self._result(found, ("standing", *_LONG))

    def _articles(self) -> Result:
        """Articles with such a claim."""
        rows = made.grouped(self._rows_of_articles(), ("article", "title", "outlet", "date"), {"claims": "claim"})
        return self._result(rows, ("title", "outlet", "date", "claims", "article", "claim"))

    def _rows_of_articles(self) -> list[Row]:
        """The rows of such articles; where something must not be there, of those without any claim that has it."""
        plain = self.frame.without("not_speakers", "not_about")
        excluded = [replace(plain, speakers=(party,)) for party in self.frame.not_speakers]
        excluded += [replace(plain, speakers=(), about=(concept,)) for concept in self.frame.not_about]
        without = {str(row["article"]) for frame in excluded for row in self._rows(frame)}
        return [row for row in self._rows(plain) if str(row["article"]) not in without]

    def _sources(self) -> Result:
        rows = made.grouped(self._rows(self.frame), ("agent", "who", "state"), _COUNTED)
        found = ({**row, "state": made.named(row["state"])} for row in rows)
        return self._result(found, ("who", "state", "claims", "articles", "claim", "agent"))

    def _counts(self) -> Result:
        by = _BY.get(self.frame.by)
        asked = list(sparql.constraints(self.frame, self.registry))
        if sparql.of_sentences(asked) and how_many(self.store, asked, self.timeout)[1] > _MANY:
            return self._counted(asked)
        rows = self._rows_of_articles() if self.frame.by == "article" else self._rows(self.frame)
        if by is None:
            all_of_them = {name: made.different(rows, of) for name, of in _COUNTED.items()}
            return self._result([{**all_of_them, "what": literals.text(self.frame.by)}], ("what", "claims", "articles"))
        none = literals.text("—")
        found = ({**row, "what": made.named(row[by]) or none} for row in made.grouped(rows, (by,), _COUNTED))
        return self._result(found, ("what", "claims", "articles", "claim"))

    def _counted(self, found: list[str]) -> Result:
        """The same counts where there are many claims: the store counts, and any claim stands for the first of each."""
        what = _GROUPS.get(self.frame.by, "")
        rows = self._select(sparql.counts(found, what))
        if not what:
            return self._result([{**rows[0], "what": literals.text(self.frame.by)}], ("what", "claims", "articles"))
        none = literals.text("—")
        ranked = sorted(rows, key=lambda row: (-int(str(row["claims"])), str(row["what"])))
        told = ({**row, "what": made.named(row["what"]) or none, "claim": row["one"]} for row in ranked)
        return self._result(told, ("what", "claims", "articles", "claim"))

    def _timeline(self) -> Result:
        when, rows = self.frame.when, self._rows(self.frame, "timeline", told=True)
        of_statements = self.frame.wanted is Wanted.TIMELINE and bool(self.frame.speakers)
        if of_statements or (self.frame.wanted is Wanted.HAPPENED and when is None):
            timed = {str(row["assertion"]) for row in rows}
            rows = [*rows, *(row for row in self._rows(self.frame) if str(row["assertion"]) not in timed)]
        if of_statements:  # in the order of their articles; "when" is the day that a sentence itself tells, if any
            rows.sort(key=lambda row: str(row["date"] or "~"))
        if when and not when.yearless:  # a sentence may tell several days: those that were asked for
            first, last = when.first or "", when.last or "9"
            told = ((row, str(row.get("earliest") or ""), str(row.get("latest") or "9")) for row in rows)
            rows = [row for row, earliest, latest in told if earliest <= last and latest >= first]
        shown = ("date", "when", "words", "who", "text", "outlet", "claim") if of_statements else ()
        return self._result(rows, ("when", "earliest", "latest", "words", *_LONG), shown)

    def _truth(self) -> Result:
        """Who says so, then who denies it, and whether each rests on a source that is named."""
        denied = {str(row["assertion"]) for row in self._rows(replace(self.frame, stance=Stance.DENIES))}
        rows = sorted(made.stances(self._rows(self.frame), denied), key=lambda row: str(row["stance"]) == "denies")
        return self._result(rows, ("stance", "rests", *_LONG))

    def _carriers(self) -> Result:
        if self.frame.not_speakers:
            return self._not_carrying()
        rows = self._rows(self.frame, "carriers")
        if self.frame.wanted is Wanted.COPIES:
            rows.extend(self._copies())
        found = made.grouped(rows, ("via", "role", "carrier"), _COUNTED)
        return self._result(found, ("via", "role", "claims", "articles", "who", "claim", "carrier"))

    def _not_carrying(self) -> Result:
        """Media with no word of somebody in any article; where others are asked about, with words of these."""
        frame = self.frame
        others = replace(frame, speakers=frame.not_speakers, not_speakers=())
        without = {str(row["outlet"]) for row in self._rows(others)}
        asked = self._rows(frame.without("not_speakers"))
        kept = [row for row in asked if row["outlet"] and str(row["outlet"]) not in without]
        found = made.grouped(kept, ("outlet",), _COUNTED)
        rows = ({**row, "via": row["outlet"], "role": literals.text("outlet"), "who": None} for row in found)
        return self._result(rows, ("via", "role", "claims", "articles", "who", "claim"))

    def _copies(self) -> Iterator[Row]:
        """Articles that carry the text of one through which those who were asked about speak."""
        carried = {str(row["article"]) for row in self._rows(self.frame)}
        table = queries.run(self.store, "copies", {}, self.timeout, self.registry).answer
        for row in made.of_table(table) if isinstance(table, Table) else ():
            if str(row["other"]) in carried:
                yield {
                    **row,
                    "via": row["article"],
                    "role": literals.text("copy"),
                    "carrier": row["article"],
                    "who": None,
                }

    def _compare(self) -> Result:
        members = self._select(sparql.query("propositions", ()))
        return self._result(sides.compared(self.frame, self._rows, members), sides.COLUMNS)

    def _only(self) -> Result:
        """What rests only on several together, or on a group that no verdict of the graph is about."""
        frame, falls = self.frame, self.frame.wanted is Wanted.FALLS
        scope = frame.without("speakers", "variant", "value", "by", "wanted")
        among = None if scope == Frame() else self._propositions_of({str(row["claim"]) for row in self._rows(scope)})
        variant = Variant.BOTTLENECK if falls else Variant(frame.variant)
        found = resting(self.store, frame.speakers, self.registry, variant, frame.value, among)
        if found.reasons:
            self.notes.append(Note("undetermined", counts=found.reasons))
        if found.beside:
            self.notes.append(Note("beside", (("count", str(found.beside)),)))
        rows = self._select(sparql.filled("members", propositions=map(URIRef, found.propositions)))
        places = {proposition: at for at, proposition in enumerate(found.propositions)}
        rows.sort(key=lambda row: places[str(row["proposition"])])
        return self._result(rows, ("says", "stand", "who", "text", "article", "begin", "end", "claim", "proposition"))

    def _propositions_of(self, claims: Collection[str]) -> set[str]:
        """The propositions that some claims, or parts of them, belong to or perhaps do."""
        rows = self._select(sparql.filled("of-claims", claims=map(URIRef, sorted(claims))))
        return {str(row["proposition"]) for row in rows}

    # --- questions of queries/ --------------------------------------------------------------------------------------

    def _shipped(self) -> Result:
        name, given = question_of(self.frame)
        agents = {party.value for party in self.frame.speakers if party.kind is PartyKind.AGENT}
        values = {key: f"agent:{value}" if value in agents else value for key, value in given if key != "words"}
        result = queries.run(self.store, name, values, self.timeout, self.registry)
        if not isinstance(result.answer, Table):
            return result
        rows = made.in_order(self._picked(made.of_table(result.answer)), self.frame.order)
        kept = made.as_table(rows, result.answer.columns)
        return replace(result, answer=kept)

    def _picked(self, rows: list[Row]) -> list[Row]:
        """The rows of a question that the rest of the frame lets through."""
        frame = self.frame
        if frame.wanted is Wanted.CONTRADICTIONS:
            return sides.contradicting(rows, frame, self._rows)
        if frame.wanted in _ASKED_OF:
            frame = frame.without("speakers")
        if frame.stance is Stance.ANY and not any(getattr(frame, name) for name in _FILTERS):
            return rows
        scope = self._rows(frame)
        if frame.wanted is Wanted.NUMBERS:
            return self._numbers(rows, scope)
        claims = {str(row["claim"]) for row in scope}
        if rows and "proposition" in rows[0]:
            meant = {str(row["proposition"]) for row in rows if str(row.get("claim")) in claims}
            return [row for row in rows if str(row["proposition"]) in meant]
        return [row for row in rows if str(row.get("claim")) in claims or str(row.get("other")) in claims]

    def _numbers(self, rows: Iterable[Row], scope: Iterable[Row]) -> list[Row]:
        """The numbers that those who are asked about give: of things, not of years or kilometres."""
        said = {(str(row["claim"]), str(row["who"])) for row in scope}
        found = [row for row in rows if (str(row["claim"]), str(row["who"])) in said and row.get("unit") is None]
        tolls = any(is_toll(concept) for concept in self.frame.about)
        found = [row for row in found if not tolls or counts_living(str(row.get("counted") or ""))]
        return [row for row in found if made.keeps_to(row, self.frame.about)]
