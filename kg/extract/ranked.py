"""A small learned layer beside the rules: it drops, mends and adds reports where rules are weak.

Three forests of small trees, learnt from annotated sets by ``bench/train_attribution.py``, judge possible cues, what
each reports, and who says it. They look at the parse, at how often a word is a cue, and at what the rules made of it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.extract import candidates, features
from kg.extract.candidates import Content
from kg.extract.forest import Forest, forest
from kg.extract.report import Report
from kg.extract.sentence import NOMINAL, Sentence, noun_phrase
from kg.extract.sites import Site, admitted, sites
from kg.extract.tree import Tree, members, tree
from kg.language import FOLDER
from kg.model import Span

DATA = Path(__file__).parent / "ranker.json"
_GATE = 0.06  # a word that is less likely a cue is not looked at again
_SAME = 0.5  # two contents that share more of their words are one


@dataclass(frozen=True, slots=True)
class Ranker:
    """The forests, the words' shares as cues by language, those of their classes, and what a score has to reach."""

    cue: Forest
    content: Forest
    source: Forest
    shares: Mapping[str, Mapping[str, float]]
    classes: Mapping[str, float]
    thresholds: Mapping[str, Mapping[str, float]]  # by language: for speech and for attitudes, ruled or new
    sure_source: float

    def share(self, language: str, key: str, kind: str) -> float:
        """How often a word is a cue; of an unknown word, how often the words of its class are."""
        return self.shares.get(language, {}).get(key, self.classes.get(kind, 0.0))

    def threshold(self, language: str, site: Site, kind: str) -> float:
        """What the score of a report has to reach: less where a rule reads the cue too."""
        row = self.thresholds.get(language, self.thresholds[""])
        return row[f"{'said' if kind == 'said' else 'other'} {'ruled' if site.rules else 'new'}"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A cue with its best content, its best source (a token, -1 for none) and the score of both together."""

    site: Site
    content: Content
    score: float
    source: int


def ranker_of(raw: Mapping[str, Any], shares: Mapping[str, Mapping[str, float]]) -> Ranker:
    """A ranker from its data."""
    return Ranker(
        forest(raw["cue"]),
        forest(raw["content"]),
        forest(raw["source"]),
        shares,
        raw["classes"],
        raw["thresholds"],
        float(raw["sure_source"]),
    )


@functools.cache
def shipped() -> Ranker | None:
    """The ranker that comes with the program; None where its data was left out."""
    if not DATA.exists():
        return None
    weights = {
        path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*/cue_weights.json"))
    }
    return ranker_of(json.loads(DATA.read_text("utf-8")), weights)


def refine(sentence: Sentence, reports: tuple[Report, ...], ranker: Ranker | None = None) -> tuple[Report, ...]:
    """The reports of a sentence after the ranker has dropped, mended and added some."""
    ranker = ranker or shipped()
    if ranker is None:
        return reports
    nodes = tree(sentence)
    chosen = list(_unlike(nodes, judged(nodes, reports, ranker), ranker))
    taken = [judgement.content.tokens for judgement in chosen]
    found = [
        report for judgement in chosen if (report := _report(nodes, judgement)) and not _own_voice(sentence, report)
    ]
    bare = (report for report in reports if report.cue is None)
    found += [
        report
        for report in bare
        if not any(_likeness(nodes, tokens_of(nodes, report), other) > _SAME for other in taken)
    ]
    return tuple(sorted(found, key=lambda report: report.cue or report.content[0]))


def judged(nodes: Tree, reports: tuple[Report, ...], ranker: Ranker) -> list[Judged]:
    """Every likely cue of a sentence with its best content and source."""
    language = nodes.sentence.lexicon.language
    every = list(sites(nodes, reports, lambda key, kind: ranker.share(language, key, kind)))
    shares = {site.index: site.share for site in every}
    likely = [site for site in every if admitted(nodes, site)]
    if not likely:
        return []
    cues = [features.cue_features(nodes, site, shares) for site in likely]
    scores = ranker.cue.predict(cues)
    kept = [
        (site, cue, float(score))
        for site, cue, score in zip(likely, cues, scores, strict=True)
        if score > _GATE or site.rules
    ]
    return list(_sourced(nodes, list(_filled(nodes, kept, shares, ranker)), ranker))


Looked = tuple[Site, list[float], float]


def _filled(
    nodes: Tree, kept: list[Looked], shares: dict[int, float], ranker: Ranker
) -> Iterator[tuple[Site, list[float], Content, float]]:
    """Each cue with its best content, all contents of the sentence judged in one go."""
    found = [candidates.contents(nodes, site) for site, _, _ in kept]
    rows: list[list[float]] = []
    for (site, cue, likely), options in zip(kept, found, strict=True):
        rows += features.content_rows(nodes, site, likely, cue, options, rule_tokens(nodes, site), shares)
    scores = _scores(ranker.content, rows)
    at = 0
    for (site, cue, _), options in zip(kept, found, strict=True):
        if options:
            best = max(range(len(options)), key=lambda number: scores[at + number])
            yield site, cue, options[best], float(scores[at + best])
        at += len(options)


def _scores(model: Forest, rows: list[list[float]]) -> list[float]:
    return model.predict(rows).tolist() if rows else []


def _sourced(nodes: Tree, filled: list[tuple[Site, list[float], Content, float]], ranker: Ranker) -> Iterator[Judged]:
    """Each cue with its best source, for those that may pass."""
    language = nodes.sentence.lexicon.language
    passing = [row for row in filled if row[3] >= ranker.threshold(language, row[0], _kind(nodes, row[0], row[2]))]
    found = [candidates.sources(nodes, site) for site, _, _, _ in passing]
    rows: list[list[float]] = []
    for (site, cue, content, _), options in zip(passing, found, strict=True):
        rows += features.source_rows(nodes, site, cue, options, content.tokens)
    scores = _scores(ranker.source, rows)
    at = 0
    for (site, _, content, score), options in zip(passing, found, strict=True):
        best = max(range(len(options)), key=lambda number: scores[at + number], default=-1)
        sure = best >= 0 and scores[at + best] >= ranker.sure_source
        yield Judged(site, content, score, options[best].head if sure else -1)
        at += len(options)


def _unlike(nodes: Tree, found: Iterable[Judged], ranker: Ranker) -> Iterator[Judged]:
    """The best first, none whose content is nearly that of a better one."""
    taken: list[int] = []
    for judgement in sorted(found, key=lambda judgement: -judgement.score):
        tokens = judgement.content.tokens
        if not any(_likeness(nodes, tokens, other) > _SAME for other in taken):
            taken.append(tokens)
            yield judgement


def _likeness(nodes: Tree, one: int, other: int) -> float:
    either = nodes.weight(one | other)
    return nodes.weight(one & other) / either if either else 0.0


def tokens_of(nodes: Tree, report: Report) -> int:
    """The tokens of what a report says, without punctuation at the edges."""
    return nodes.trimmed(candidates.of_spans(nodes, report.content))


def rule_tokens(nodes: Tree, site: Site) -> int:
    """The tokens that the first rule took for what this cue reports."""
    return tokens_of(nodes, site.rules[0]) if site.rules else 0


def _report(nodes: Tree, judgement: Judged) -> Report | None:
    """The judgement as a report: the rule's own where the ranker agrees with it."""
    sentence, site = nodes.sentence, judgement.site
    own = next((report for report in site.rules if tokens_of(nodes, report) == judgement.content.tokens), None)
    content = (
        own.content if own else sentence.pieces([sentence.doc[index] for index in members(judgement.content.tokens)])
    )
    if not content:
        return None
    rule = (
        own.rule if own else ", ".join((*(report.rule for report in site.rules[:1]), f"ranked/{judgement.content.way}"))
    )
    base = own or (site.rules[0] if site.rules else _new(nodes, judgement, content))
    report = replace(base, rule=rule, content=content, confidence=round(min(max(judgement.score, 0.05), 0.99), 2))
    if judgement.source < 0 or (base.head is not None and base.head.i == judgement.source):
        return report
    return _named(nodes, report, judgement)


def _new(nodes: Tree, judgement: Judged, content: tuple[Span, ...]) -> Report:
    sentence, site = nodes.sentence, judgement.site
    verb = sentence.doc[site.index]
    cue = sentence.span_of(sentence.doc[index] for index in members(site.group))
    lemma = site.key.rpartition(" ")[0]
    return Report(
        "ranked", lemma, cue, None, content, None, verb, _kind(nodes, site, judgement.content), impersonal=True
    )


def _own_voice(sentence: Sentence, report: Report) -> bool:
    """Whether the writer speaks, outside of any quotation: ``I wonder whether …``."""
    head = report.head
    if head is None or head.pos_ != "PRON" or sentence.in_quotes(head):
        return False
    return "1" in head.morph.get("Person", [])


def _kind(nodes: Tree, site: Site, content: Content) -> str:
    """Speech where rule or lexicon say so; of another word, where it quotes or governs a clause; else belief."""
    if site.rules:
        return site.rules[0].kind
    if site.kind not in ("verb", "nominal", "other"):
        return nodes.sentence.lexicon.kind(site.key.rpartition(" ")[0])
    quoted = nodes.weight(content.tokens & nodes.quoted) * 2 > nodes.weight(content.tokens)
    return "said" if quoted or (content.top >= 0 and nodes.deps[content.top] in ("ccomp", "parataxis")) else "thinks"


def _named(nodes: Tree, report: Report, judgement: Judged) -> Report:
    """The report with the source that the ranker chose."""
    sentence, lexicon = nodes.sentence, nodes.sentence.lexicon
    head = sentence.doc[judgement.source]
    if head.lower_ in lexicon.relative or (head.pos_ == "PRON" and head.lemma_.lower() in lexicon.relative):
        clause = head.head
        while clause.dep_ not in ("acl:relcl", "acl") and clause.head.i != clause.i:
            clause = clause.head
        head = clause.head if clause.head.pos_ in NOMINAL else head
    nobody = (
        head.lower_.strip("-") in lexicon.impersonal or head.lower_.removeprefix("-t-").strip("-") in lexicon.impersonal
    )
    words = (
        [head]
        if nobody
        else [token for token in noun_phrase(head) if not judgement.site.group >> token.i & 1] or [head]
    )
    return replace(report, head=None if nobody else head, source=sentence.span_of(words), impersonal=nobody)
