"""What each rule and word table of the claims is worth: turn one off at a time, and count what labelled sets lose.

``python -m bench.claims_ablation --bench FOLDER --gold FOLDER --round FOLDER --texts FOLDER --cache FOLDER --out FILE``
writes a line a switch: in how many texts it has a say, and what each set loses or gains without it: F1 at 0.3 for the
sets of attributions, right origins and chains for articles, rows that hold for the cases of ``tests/cases``. Every
text is parsed once, and a switch reads only texts that it has a say in: at first ``--most`` of each set, and all of
them where these lose nothing.

Switches are the detectors of the chain, the ways from a mention to an agent, the ranker, the repairs of parses, the
word tables of every language, and each function of ``kg.claims`` that answers a question: off, it answers *no* or
*nothing*.
"""

# ruff: noqa: ANN401, C901 - it holds functions and tables of any type

from __future__ import annotations

import argparse
import importlib
import inspect
import multiprocessing
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import FunctionType
from typing import Any

import kg.claims
from bench import rounds, sets, table
from bench.gold.score import is_outlet, same_agent
from bench.predictions import attributions
from kg.answers.claim_rows import row as claim_row
from kg.claims import detect
from kg.claims.detect import non_speaking_subjects
from kg.claims.ranker import rerank
from kg.claims.resolve import identify
from kg.languages import cue_lexicon
from kg.languages.profile import hook, supported
from kg.model import Article, Claim, Fact, Known
from kg.model.errors import InputError
from kg.pipeline import extraction
from kg.sources import load_resources
from kg.text import parse_repair
from tests.support import attribution_cases

ATTRIBUTED = ("asfalda_dev", "polnear_dev", "pud_fr", "pud_en", "pud_ru")
EVERY = {"asfalda_dev": 4, "polnear_dev": 8}  # one document of so many is read
Row = dict[str, Any]
Off = Callable[[], Any]  # opens a context in which something is off


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a set, with its labels: attributions, rows a sentence, or those of a case."""

    set: str
    id: str
    article: Article
    labels: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that can be off.

    Attributes:
        group: its sort.
        name: what it is called.
        off: opens the context in which it is off.
        texts: numbers of the texts in which it has a say.
        fresh: whether parses must be repaired anew.
    """

    group: str
    name: str
    off: Off
    texts: frozenset[int] | None = None
    fresh: bool = False


class Corpus:
    """All texts, what is read of them, and the score of each."""

    def __init__(self, texts: Iterable[Text], cache: Path | None, scorer: Any, names: Mapping[str, list[str]]) -> None:
        """Parse nothing yet."""
        self.texts, self.scorer, self.names = list(texts), scorer, names
        self.resources = load_resources()
        self.fresh = False
        self.chain = detect.CHAIN
        self._parse = sets.Parses(cache)
        self._docs: dict[tuple[str, str], Any] = {}
        self._parses: dict[tuple[str, str], Any] = {}
        self.wordings: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.now = 0

    def parse(self) -> None:
        """Parse all texts."""
        with everywhere(parse_repair.repaired, lambda wording, _: wording), everywhere(detect.attributions, _nothing):
            for number, text in enumerate(self.texts):
                self.now = number
                blocks = tuple(extraction.cut(text.article, extraction.language_of(text.article)))
                list(extraction.parsed(text.article, blocks, self._seen))
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for pairs in self.wordings.values():
            for language, wording in pairs:
                wanted[language][wording] = None
        for language, wordings in wanted.items():
            for wording, doc in zip(wordings, self._parse(language, list(wordings)), strict=True):
                self._docs[language, wording] = doc
        self._parse.save()

    def _seen(self, language: str, wordings: list[str]) -> list[str]:
        self.wordings[self.now] += [(language, wording) for wording in wordings]
        return wordings

    def repaired(self, wording: Any, lexicon: cue_lexicon.Lexicon) -> Any:
        """The repaired parse of a wording, remembered."""
        key = (lexicon.language, wording)
        if self.fresh:
            return _REPAIRED(self._docs[key].copy(), lexicon)
        if key not in self._parses:
            self._parses[key] = _REPAIRED(self._docs[key].copy(), lexicon)
        return self._parses[key]

    def words(self, number: int) -> frozenset[str]:
        """Forms and lemmas of a text in small letters."""
        docs = (self._docs[key] for key in self.wordings[number])
        return frozenset(word for doc in docs for token in doc for word in (token.lower_, token.lemma_.lower()))

    def reparsed(self, off: Off, language: str | None) -> frozenset[int]:
        """The texts whose parse is another in a context; of one language, or of all."""
        other: set[tuple[str, str]] = set()
        with off():
            for key, parse in self._parses.items():
                if language in (None, key[0]):
                    now = _REPAIRED(self._docs[key].copy(), cue_lexicon.lexicon(key[0]))
                    if _shape(now) != _shape(parse):
                        other.add(key)
        return frozenset(number for number, keys in self.wordings.items() if other.intersection(keys))

    def read(self, number: int) -> Any:
        """What is read of a text: attributions, counts of right origins and chains, or whether a case holds."""
        text = self.texts[number]
        with everywhere(_REPAIRED, self.repaired):
            try:
                claims = extraction.claims(
                    text.article, self.resources, detect.Policy(chain=self.chain), lambda _, wordings: wordings
                )
            except InputError:
                claims = ()
        if text.set in ATTRIBUTED:
            return list(attributions(claims, text.article.text))
        if text.set == "cases":
            found = list(attribution_cases.attributions(claims))
            wanted = text.labels[0]
            return not attribution_cases.differences(text.article.text, wanted["expected"], found)
        return self._right(text, claims)

    def _right(self, text: Text, claims: Iterable[Claim]) -> tuple[int, int]:
        rows = [claim_row(text.article, claim) for claim in claims]
        origins = chains = 0
        for gold in text.labels:
            best = max(rows, key=lambda row: _common(gold, row), default=None)
            if best is None or not _common(gold, best):
                continue
            chain = [hop for hop in best["chain"] if not is_outlet(hop)]
            readings = [gold["chain"], *_listed(gold.get("chain_also"))]
            same = [
                [same_agent(one, hop, self.names) for one, hop in zip(reading, chain, strict=False)]
                for reading in readings
            ]
            pairs = list(zip(readings, same, strict=True))
            origins += any(hits[0] if hits else not reading and not chain for reading, hits in pairs)
            chains += any(len(reading) == len(chain) and all(hits) for reading, hits in pairs)
        return origins, chains

    def figures(self, results: Mapping[int, Any]) -> dict[str, float]:
        """The figures of each set from what was read of its texts."""
        figures: dict[str, float] = defaultdict(float)
        attributed: dict[str, tuple[dict[str, Row], dict[str, Row]]] = defaultdict(lambda: ({}, {}))
        for number, result in results.items():
            text = self.texts[number]
            if text.set in ATTRIBUTED:
                gold, found = attributed[text.set]
                plain = {"doc_id": text.id, "text": text.article.text}
                gold[text.id] = {**plain, "attributions": list(text.labels)}
                found[text.id] = {**plain, "attributions": result}
            elif text.set == "cases":
                figures["cases"] += result
            else:
                figures[f"{text.set} origin"] += result[0]
                figures[f"{text.set} chain"] += result[1]
        for name, (gold, found) in attributed.items():
            scored = self.scorer.score(gold, found)
            figures[f"{name} F1"] = scored["content_overlap_0.3"]["f1"]
            figures[f"{name} e2e"] = scored["attribution_e2e"]["f1"]
        return figures


_REPAIRED = parse_repair.repaired


def _nothing(*_: Any) -> list[Any]:
    return []


def _shape(parse: Any) -> list[Any]:
    return [(one.lemma_, one.pos_, one.dep_, one.head.i, str(one.morph)) for one in parse]


def _common(gold: Row, row: Row) -> int:
    return max(0, min(gold["end"], row["end"]) - max(gold["start"], row["start"]))


def _listed(also: Any) -> list[list[str]]:
    return also if also and isinstance(also[0], list) else [also] if also else []


@contextmanager
def everywhere(old: Any, new: Any) -> Iterator[None]:
    """Put something in the place of a function of the program, in every module that has imported it."""
    places = [
        (module, name)
        for title, module in list(sys.modules.items())
        if title.startswith("kg.")
        for name, value in list(vars(module).items())
        if value is old
    ]
    for module, name in places:
        setattr(module, name, new)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, old)


def _neutral(function: FunctionType) -> Callable[..., Any] | None:
    """What a function answers when it is off, by what it is annotated to return; None where there is no such answer."""
    told = str(function.__annotations__.get("return", ""))
    named = {"whole": 1, "apart": 1}.get(function.__name__)
    if named is not None:
        return lambda *given, **_: given[named]
    if function.__name__ == "is_speech":
        return lambda sentence, one, kinds: one.kind in kinds
    if told.endswith("| None"):
        return lambda *_, **__: None
    for start, made in (("bool", bool), ("Iterator[", lambda: iter(())), ("tuple[", tuple), ("frozenset[", frozenset)):
        if told.startswith(start) and (start != "tuple[" or told.endswith(", ...]")):
            return lambda *_, made=made, **__: made()
    return None


def functions(package: str, top: Any) -> Iterator[FunctionType]:
    """The functions of a package's modules."""
    for found in pkgutil.walk_packages(top.__path__, package + "."):
        module = importlib.import_module(found.name)
        for value in list(vars(module).values()):
            if isinstance(value, FunctionType) and value.__module__ == found.name:
                yield value


def rules(corpus: Corpus) -> Iterator[tuple[Switch, Callable[[set[int]], Any]]]:
    """The detectors, ways, and functions of claims, each with a context that notes in which texts it has a say."""
    for detector in detect.CHAIN:
        yield (
            Switch("detector", detector.id, lambda one=detector: _chain(corpus, lambda other: other is not one)),
            lambda fired, one=detector: _traced_detector(corpus, one, fired),
        )
    for way in identify.WAYS:
        others = tuple(other for other in identify.WAYS if other is not way)
        yield (
            Switch("way", f"{way.__module__.rpartition('.')[2]}.{way.__name__}", lambda o=others: _put_ways(o)),
            lambda fired, one=way: _put_ways(
                tuple(_noting(corpus, w, fired) if w is one else w for w in identify.WAYS)
            ),
        )
    apart = {detector.find for detector in detect.CHAIN} | set(identify.WAYS)
    for function in functions("kg.claims", kg.claims):
        short = function.__module__.removeprefix("kg.claims.")
        neutral = _neutral(function)
        if neutral is None or short.startswith("ranker") or function in apart:
            continue
        yield (
            Switch("rule", f"{short}.{function.__name__}", lambda f=function, n=neutral: everywhere(f, n)),
            lambda fired, f=function, n=neutral: everywhere(f, _noting(corpus, f, fired, n)),
        )


@contextmanager
def _chain(corpus: Corpus, keeps: Callable[[Any], bool]) -> Iterator[None]:
    before, corpus.chain = corpus.chain, tuple(one for one in corpus.chain if keeps(one))
    try:
        yield
    finally:
        corpus.chain = before


@contextmanager
def _traced_detector(corpus: Corpus, detector: detect.Detector, fired: set[int]) -> Iterator[None]:
    before = corpus.chain
    if detector.find is not None:
        traced = replace(detector, find=_noting(corpus, detector.find, fired))
        corpus.chain = tuple(traced if one is detector else one for one in corpus.chain)
    try:
        yield
    finally:
        corpus.chain = before


@contextmanager
def _put_ways(ways: tuple[Any, ...]) -> Iterator[None]:
    with everywhere(identify.WAYS, ways):
        yield


def _noting(
    corpus: Corpus, function: Callable[..., Any], fired: set[int], neutral: Callable[..., Any] | None = None
) -> Callable[..., Any]:
    def noting(*given: Any, **named: Any) -> Any:
        result = function(*given, **named)
        if inspect.isgenerator(result):
            result = list(result)
            fired.update(corpus.now for _ in result[:1])
            return iter(result)
        if result if neutral is None else result != neutral(*given, **named):
            fired.add(corpus.now)
        return result

    return noting


def repairs() -> Iterator[Switch]:
    """The repairs of parses: each function that changes a sentence and returns nothing."""
    modules = [parse_repair] + [
        sys.modules[repair.__module__] for code in supported() if (repair := hook(code, "parse_repair", "repair"))
    ]
    for module in modules:
        for name, function in list(vars(module).items()):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__ and name != "repair":
                answer = {"None": None, "bool": False}.get(str(function.__annotations__.get("return")), ...)
                if answer is not ...:

                    def off(module: Any = module, function: Any = function, answer: Any = answer) -> Any:
                        return everywhere(function, lambda *_: answer)

                    yield Switch("repair", f"{module.__name__.removeprefix('kg.')}.{name}", off, fresh=True)


def tables(corpus: Corpus) -> Iterator[Switch]:
    """The word tables of ``cues.toml``, each with the texts that hold a word of it."""
    for language in supported():
        lexicon, silent = cue_lexicon.lexicon(language), non_speaking_subjects.non_speaking(language)
        here = [n for n in corpus.wordings if any(key[0] == language for key in corpus.wordings[n])]
        words = {number: corpus.words(number) for number in here}
        for owner, made, reader in (
            (lexicon, lambda new: new, cue_lexicon.lexicon),
            (silent, lambda new: new, non_speaking_subjects.non_speaking),
            (lexicon.unpunctuated, lambda new, lex=lexicon: replace(lex, unpunctuated=new), cue_lexicon.lexicon),
        ):
            for field in fields(owner):
                value = getattr(owner, field.name)
                if not value or not isinstance(value, frozenset | dict | tuple):
                    continue
                listed = frozenset(_flat(value))
                ends = "endings" in field.name or field.name == "infinitives"
                said = frozenset(
                    number
                    for number in here
                    if (any(word.endswith(tuple(listed)) for word in words[number]) if ends else listed & words[number])
                )
                new = made(replace(owner, **{field.name: type(value)()}))

                def off(reader: Any = reader, new: Any = new, code: str = language) -> Any:
                    return everywhere(reader, lambda asked: new if asked == code else reader(asked))

                prefix = "" if owner is lexicon else "non_speaking." if owner is silent else "unpunctuated."
                yield Switch("table", f"{language}.{prefix}{field.name} ({len(value)})", off, said, fresh=True)


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r"[\w’'.-]+", value.lower())
    elif isinstance(value, dict):
        yield from _flat(list(value))
        yield from _flat(list(value.values()))
    else:
        for one in value:
            yield from _flat(one)


def texts(bench: Path, gold: Path, folders: list[Path], places: list[Path]) -> tuple[list[Text], dict[str, list[str]]]:
    """The texts of all sets, and the names of the agents of their labels."""
    found: list[Text] = []
    for source in sets.SETS:
        if source.name not in (*ATTRIBUTED, "articles_fr", "articles_ru", "fakes"):
            continue
        for document in sets.documents(source, bench, gold)[:: EVERY.get(source.name, 1)]:
            rows = document.rows if document.rows is not None else document.attributions
            labels = tuple(row for row in rows if row.get("kind") != "boilerplate")
            if labels or document.rows is None:
                found.append(Text(source.name, document.id, document.article(), labels))
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in sets.read(gold / "seeds.jsonl"):
        by_article[row["article"].removesuffix(".txt")].append(row)
    for path in sorted(Path("seeds").glob("*.txt")):
        article = extraction.complete(Article(path.name, path.read_text("utf-8")), load_resources().registry)
        found.append(Text("seeds", path.name, article, tuple(by_article[path.stem])))
    for folder in folders:
        labels = sets.read(folder / "labels.jsonl")
        for raw, article in rounds.articles(folder, places):
            rows = tuple(r for r in labels if r["article"] == raw["article"] and r["kind"] != "boilerplate")
            found.append(Text(folder.name, raw["article"], article, rows))
    for language in attribution_cases.LANGUAGES:
        for number, row in enumerate(attribution_cases.cases(language), 1):
            article = Article("case", row["text"], language=Fact(language, Known.ASSERTED))
            found.append(Text("cases", f"{language}-{number}-{row['finder']}", article, (row,)))
    names: dict[str, list[str]] = defaultdict(list)
    registry = load_resources().registry
    for folder in (gold / "articles", gold / "fakes", *folders):
        for agent in sets.read(folder / "agents.jsonl"):
            told = (agent.get("label") or "", *(agent.get("aliases") or []))
            codes = [agent["language"]] if "language" in agent else supported()
            known = (registry.by_alias(name, code) for name in told if name for code in codes)
            names[agent["id"]] += [*told, *agent.get("also", []), *(one.id for one in known if one is not None)]
    return found, names


def _loss(corpus: Corpus, base: dict[int, Any], switch: Switch, most: int) -> str:
    """One line: what is lost with a switch off.

    A switch that has a say in many texts reads some of each set; if these lose nothing, it reads all.
    """
    if switch.texts is None:
        language = switch.name.split(".")[1] if switch.name.startswith("languages.") else None
        switch = replace(switch, texts=corpus.reparsed(switch.off, language))
    sizes = Counter(corpus.texts[number].set for number in switch.texts or ())
    first, rest, counts = [], [], Counter()
    for number in sorted(switch.texts or (), key=lambda number: len(corpus.texts[number].article.text)):
        counts[corpus.texts[number].set] += 1
        (first if counts[corpus.texts[number].set] <= most else rest).append(number)
    results, broken = {}, ""
    corpus.fresh = switch.fresh
    try:
        for part in (first, rest):
            for number in part:
                corpus.now = number
                with switch.off():
                    results[number] = corpus.read(number)
            if any(results[number] != base[number] for number in results):
                break
    except Exception as error:  # what a rule guards against is its worth too
        broken = f"breaks: {type(error).__name__}"
    corpus.fresh = False
    changed = {corpus.texts[number].set for number in results if results[number] != base[number]}
    own = {number: result for number, result in base.items() if corpus.texts[number].set in changed}
    before, after = corpus.figures(own), corpus.figures({**own, **{n: results[n] for n in results if n in own}})
    losses = [f"{name} {after[name] - before[name]:+.1f}" for name in before]
    failing = [corpus.texts[n].id for n in results if corpus.texts[n].set == "cases" and base[n] > results[n]]
    cells = (
        switch.group,
        switch.name,
        f"{len(results)} of {sum(sizes.values())}",
        ", ".join(f"{name} {number}" for name, number in sorted(sizes.items())),
        broken or "; ".join(losses) or "0",
        " ".join(failing[:8]),
    )
    return "\t".join(cells)


def main() -> None:
    """Turn everything off, one at a time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--round", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=4, help="texts of a set that a switch reads first")
    parser.add_argument("--processes", type=int, default=1)
    wanted = parser.parse_args()
    found, names = texts(wanted.bench, wanted.gold, wanted.round, wanted.texts)
    corpus = Corpus(found, wanted.cache, table.scorer_of(wanted.bench / "score_attribution.py"), names)
    corpus.parse()
    switches, base = _prepared(corpus)
    figures = corpus.figures(base)
    with wanted.out.open("w", encoding="utf-8") as handle:
        handle.write("# " + "; ".join(f"{name} {value:g}" for name, value in figures.items()) + "\n")
        handle.write("group\tname\ttexts\tby set\tloss\tcases that fail\n")
        with multiprocessing.get_context("fork").Pool(
            wanted.processes, _start, (corpus, base, switches, wanted.most)
        ) as pool:
            for line in pool.imap_unordered(_one, range(len(switches))):
                handle.write(line + "\n")
                handle.flush()


_STATE: list[Any] = []


def _start(*given: Any) -> None:
    _STATE[:] = given


def _one(number: int) -> str:
    corpus, base, switches, most = _STATE
    return _loss(corpus, base, switches[number], most)


def _prepared(corpus: Corpus) -> tuple[list[Switch], dict[int, Any]]:
    """All switches, the rarest first, and what is read of all texts with everything on."""
    pairs, base = [], {}
    with ExitStack() as stack:
        traced = [(switch, trace, set()) for switch, trace in rules(corpus)]
        for _, trace, fired in traced:
            stack.enter_context(trace(fired))
        for number in range(len(corpus.texts)):
            corpus.now = number
            base[number] = corpus.read(number)
    pairs = [replace(switch, texts=frozenset(fired)) for switch, _, fired in traced]
    everything = frozenset(range(len(corpus.texts)))
    pairs.append(
        Switch(
            "ranker",
            "the ranker",
            lambda: everywhere(rerank.refine, lambda read, _: [one for _, one in read]),
            everything,
        )
    )
    pairs += repairs()
    pairs += tables(corpus)
    order = {"detector": 0, "way": 0, "ranker": 0, "repair": 1}
    pairs.sort(key=lambda switch: (order.get(switch.group, 2), len(switch.texts or ())))
    return pairs, base


if __name__ == "__main__":
    main()
