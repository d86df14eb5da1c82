"""The one place where the pieces meet: files to claims, claims to the store, the store to answers."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg import readers
from kg.graph.rdf import Quad, article_quads, iris, nquads, registry_quads
from kg.graph.rdf.nquads import lines
from kg.graph.store import Store, Workspace
from kg.graph.store.format import FORMAT
from kg.graph.store.graph_hashes import graph_hash
from kg.graph.store.in_process import shipped
from kg.languages.profile import supported
from kg.model import Article, Claim, Run
from kg.model.errors import InputRemark, KgError, ProgramFault
from kg.model.ids import digest
from kg.model.vocab import KG, PROV, RDF, REGISTRY_GRAPH, SHARED_GRAPHS
from kg.pipeline import extraction
from kg.pipeline.duplicates import StoredArticles
from kg.pipeline.ingest_report import REMARK, SET_ASIDE, Added, title_of
from kg.pipeline.origins import OwnNames
from kg.pipeline.program import hash_of, joining_program, reading_program
from kg.pipeline.second_reading import JoinedBy, SecondReader, kept_judge
from kg.propositions.decisions import Decision, Revision, revise, stored
from kg.propositions.matching.rulings import Judge
from kg.propositions.verdicts.materialize import bring_up, is_current, outdate, refresh, worked_out_by
from kg.readers.names import Names
from kg.sources import load_resources, registry_files
from kg.sources.resources import Resources
from kg.text import parsers

if TYPE_CHECKING:
    from kg.pipeline.ingest_report import Report

Progress = Callable[[str], None]


def this_run() -> Run:
    """What makes claims here and now: program, versions of its stages, models, registry. No clock."""
    models = tuple(sorted({parsers.model_version(language) for language in supported()}))
    return Run(reading_program(), models, hash_of(registry_files()))


def extract(
    paths: Iterable[str],
    given: readers.Given,
    resources: Resources | None = None,
    known: Callable[[Article, str], bool] = lambda article, source: False,
    read: Callable[[Article, Resources], tuple[Claim, ...]] = extraction.claims,
    names: Names | None = None,
) -> Iterator[tuple[Article, tuple[Claim, ...]] | readers.Failure]:
    """Articles with their claims, and what was set aside, in the order of the paths.

    An article that is ``known``, with the file that it is from, comes without claims: nothing is parsed for it.
    ``read``: gives the claims of an article; ``names`` its id.
    """
    known_by = resources or load_resources()
    for source, found in readers.read_with_sources(paths, given, names):
        if isinstance(found, readers.Failure):
            yield found
            continue
        try:
            article = extraction.complete(found, known_by.registry)
            yield article, () if known(article, source) else read(article, known_by)
        except (KgError, OSError, MemoryError) as error:
            if not isinstance(error, KgError):
                raise
            yield readers.Failure(source, error)
        except Exception as error:
            yield readers.Failure(source, _fault(found, error))


def _fault(article: Article, error: Exception) -> ProgramFault:
    """A mistake of the program that one text brought out, with the place in its code: the other articles go on."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}, {place.name}"
    return ProgramFault(article.id, "a text that the program can read", f"{error!r} in {where}: please report it.")


def add(
    store: Store,
    paths: Iterable[str],
    given: readers.Given,
    progress: Progress = lambda _: None,
    report: Report | None = None,
    log: Sequence[Decision] | None = None,
    second: SecondReader | None = None,
) -> Added:
    """Add articles to a store, each in its own graph, then join and judge anew whatever the store holds.

    An article whose graph would be the same is left alone; one that has changed in its file is replaced as a whole;
    one that another file has under the same id is another article; one that the store has under another id is not added
    twice. Each is in the store before the next is read: a run that is stopped
    loses none, and the next one works out what was left. ``log`` is what people have decided; what the store has of it
    where None. ``second``, a model, is asked once all articles are in the store by the rules alone; those about which
    it answers are then written anew.
    """
    resources = load_resources()
    adding = _Adding(store, resources, this_run(), set(store.graphs()), report, second)
    if second is not None:
        second.program = repr(adding.run)
    adding.articles = StoredArticles.of(shipped(store))
    adding.replace(REGISTRY_GRAPH, list(registry_quads(resources.registry)))
    adding.names = OwnNames(store=store, articles=adding.articles)
    reading = second.claims if second else extraction.claims
    for found in extract(paths, given, resources, adding.is_known, reading, adding.names):
        name = found.source if isinstance(found, readers.Failure) else title_of(found[0])
        if isinstance(found, readers.Failure):
            adding.set_aside(found)
        else:
            adding.put(*found)
        progress(name)
    for article in second.ask_open(progress) if second else ():
        adding.revise(article)
        progress(title_of(article))
    adding.forget_runs()
    stale = not is_current(store) or worked_out_by(store) != joining_program()
    if stale or (log is not None and list(log) != stored(store)) or _pairs_open(store, second):
        progress("joining what they say")
        rebuild(store, log, resources, second.judge if second else None)
        if second is not None:
            JoinedBy(second.pairs_edition(), str(second.answers.path.resolve())).note(store)
    return adding.done


def _pairs_open(store: Store, second: SecondReader | None) -> bool:
    """Whether pairs are left to ask, or others are answered than those that the store was joined by."""
    return second is not None and (second.pairs_left() or second.pairs_edition() != JoinedBy.of(store).edition)


@dataclass(slots=True)
class _Adding:
    """One run of ``add``: the store and what it held, what texts are read by, and what has been done so far."""

    store: Store
    resources: Resources
    run: Run
    graphs: set[URIRef]
    report: Report | None = None
    second: SecondReader | None = None
    done: Added = field(default_factory=Added)
    same: set[str] = field(default_factory=set)  # articles that need not be parsed
    counted: set[str] = field(default_factory=set)  # articles whose claims this run has counted
    articles: StoredArticles = field(default_factory=StoredArticles)
    names: OwnNames | None = None
    source: str = ""  # the file that is being read
    known: frozenset[str] = field(init=False)  # ids of the registry

    def __post_init__(self) -> None:
        """Note the ids of the registry."""
        self.known = frozenset(agent.id for agent in self.resources.registry.agents)

    def is_known(self, article: Article, source: str) -> bool:
        """Whether nothing need be parsed: the same is stored, or the store has it under another id."""
        self.source = source
        return self.is_stored(article) or self.stored_as(article) is not None

    def is_stored(self, article: Article) -> bool:
        """Whether the same text, with the same metadata, was read by the same program before."""
        graph = iris.article_graph(article.id)
        wanted = {quad for quad in article_quads(article, (), self.run_of(article), self.known) if quad[3] == graph}
        if graph not in self.graphs or not wanted <= set(self.store.quads(graph)):
            return False
        if self.second is not None and not self.second.is_done(article):
            return False
        self.same.add(article.id)
        return True

    def run_of(self, article: Article) -> Run:
        """What makes the claims of an article."""
        return self.second.run(self.run, article) if self.second else self.run

    def revise(self, article: Article) -> None:
        """Write an article anew, with what a model has answered about it since it was written."""
        if self.second is not None and iris.article_graph(article.id) in self.graphs:
            claims = self.second.claims(article, self.resources)
            self.replace(iris.article_graph(article.id), self.quads(article, claims))

    def forget_runs(self) -> None:
        """Take out what describes runs whose articles have all been written anew."""
        runs = {run for _, _, run, _ in self.store.edges([PROV.wasGeneratedBy])}
        used = {iris.shared_graph("run", run.rpartition("/")[2]) for run in runs}
        for graph in self.store.graphs():
            if graph.startswith(f"{SHARED_GRAPHS}run/") and graph not in used:
                self.store.replace(graph, ())

    def quads(self, article: Article, claims: Sequence[Claim]) -> list[Quad]:
        """An article and its claims as quads."""
        return list(article_quads(article, claims, self.run_of(article), self.known, self.resources.gazetteer))

    def stored_as(self, article: Article) -> str | None:
        """The id under which the store has an article that comes in by another way."""
        return None if iris.article_graph(article.id) in self.graphs else self.articles.find(article, self.source)

    def set_aside(self, failure: readers.Failure) -> None:
        """Note what was not read, or with a loss."""
        (self.done.remarks if failure.is_remark else self.done.failures).append(failure)
        if self.report:
            self.report.set_aside(failure.source, failure.error, REMARK if failure.is_remark else SET_ASIDE)

    def put(self, article: Article, claims: Sequence[Claim]) -> None:
        """Put an article into its graph, unless that would stay the same."""
        graph = iris.article_graph(article.id)
        if article.id in self.same:
            self.done.unchanged.append(article.id)
            if article.id not in self.counted:  # the input may have it twice
                kinds = (value for _, _, value, _ in self.store.quads(graph, RDF.type))
                self.done.claims += sum(1 for kind in kinds if kind == KG.Claim)
                self.counted.add(article.id)
            return
        if (other := self.stored_as(article)) is not None:
            self.done.same.append((article.id, other))
            if self.report:
                self.report.same(article.id, other)
            return
        outcome = self.done.replaced if graph in self.graphs else self.done.new
        if graph not in self.graphs and self.names and (wanted := self.names.longer.get(article.id)):
            expected = f"no other text under the id {wanted}"
            told = InputRemark(article.id, expected, "Another source has one: this article has an id of its own.")
            self.set_aside(readers.Failure(self.source, told))
        changed = self.replace(graph, self.quads(article, claims))
        (outcome if changed else self.done.unchanged).append(article.id)
        self.articles.add(article, self.source)
        self.done.claims += len(claims)
        self.done.found.add(article, claims)
        self.counted.add(article.id)

    def replace(self, graph: URIRef, quads: list[Quad]) -> bool:
        """Make a graph hold these quads; False where it holds them already.

        That what was worked out of the graphs is out of date is noted before the first of them changes: the run may be
        stopped.
        """
        if graph in self.graphs and self._holds(graph, quads):
            return False
        outdate(self.store)
        self.store.replace(graph, quads)
        self.graphs.add(graph)
        return True

    def _holds(self, graph: URIRef, quads: Iterable[Quad]) -> bool:
        """Whether a graph holds these quads already; it is read only where the store has no mark for it."""
        own = nquads(quad for quad in quads if quad[3] == graph)
        known = self.store.mark(graph)
        return known == graph_hash(lines(own)) if known else nquads(self.store.quads(graph)) == own


def rebuild(
    store: Store,
    log: Sequence[Decision] | None = None,
    resources: Resources | None = None,
    judge: Judge | None = None,
) -> Revision:
    """Join all claims of a store into propositions, and judge these: both graphs are made anew.

    What people have decided comes first: ``log``, or what the store has of it where None. On pairs in doubt rules
    ``judge``, else what a model has said of them before, else a cross-encoder if one is named.
    """
    decisions = stored(store) if log is None else log
    outdate(store)
    revision = revise(store, decisions)
    with kept_judge(store) as kept:
        _join(store, revision, (resources or load_resources()).officials, judge or kept)
    return revision


def _join(store: Store, revision: Revision, officials: Mapping[str, str], given: Judge | None) -> None:
    """Join and judge: with what is remembered beside the store, or all at once where a store keeps no files."""
    import numpy as np

    from kg.pipeline.incremental import join_at_once, rejoin
    from kg.propositions.matching.cross_encoder import configured
    from kg.propositions.matching.encoder import DEFAULT, default_encoder
    from kg.propositions.matching.vector_cache import cached

    judge = given or configured()
    workspace = Workspace.of(store.location)
    path, vectors = workspace.file("joining.sqlite"), workspace.file("vectors.sqlite")
    if path is None or vectors is None:
        join_at_once(store, revision, default_encoder, judge, officials)
        refresh(store, joining_program())
        return
    made_by = (reading_program(), joining_program(), hash_of(registry_files()), repr(sorted(officials.items())))
    edition = digest(*made_by, str(FORMAT), DEFAULT, np.__version__, sys.version)
    rejoin(store, path, edition, revision, cached(default_encoder, DEFAULT, vectors), judge, officials)
    bring_up(store, joining_program())
