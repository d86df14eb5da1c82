"""What joining costs as a collection grows: ``python -m bench.scale_joining NEWS.csv 1000 10000 100000``.

The sentences of the table (FA-KES) come first; beyond them, sentences are varied: other figures, other names of places
and another day, so that none is another's copy. Encoding is told apart from joining; with ``--words`` a quick encoder
of hashed words stands in for the sentence encoder, so that the joining of many claims can be timed alone.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
import re
import resource
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import count, islice, pairwise
from math import log
from pathlib import Path

import numpy as np

from kg.model import Agent, Article, Basis, Chain, Claim, ClaimKind, Commitment, Fact, Hop, Known, Quote, Role, Span
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.encoder import Encoder, Vectors, default_encoder, vectors
from kg.propositions.matching.propose import propose
from kg.propositions.matching.tokens import words
from kg.sources import load_resources

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NAME = re.compile(r"(?<=\b(?:in|at|of|to) )[A-Z][a-z]{3,}")
_FIGURE = re.compile(r"\b\d{1,3}\b")
_SYLLABLES = "ka ri mo ta sel bor dun lem var zo ni fer ul mar es".split()  # noqa: SIM905
_LEAST = 25  # characters of a sentence
_WIDTH = 256  # of the quick encoder


def collection(news: Path, number: int) -> tuple[list[Article], list[Claim]]:
    """So many claims with their articles; the same ones whenever it is asked."""
    with news.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    articles: list[Article] = []
    claims: list[Claim] = []
    for copy in count():
        for row in rows:
            found = list(islice(_claims(row, copy), number - len(claims)))
            if not found:
                continue
            articles.append(Article(found[0].article, "", date=Fact(_date(row["date"], copy), Known.ASSERTED)))
            claims += found
            if len(claims) == number:
                return articles, claims
    raise AssertionError("count never ends")


def _claims(row: dict[str, str], copy: int) -> Iterator[Claim]:
    varied = random.Random(f"{row['unit_id']} {copy}")  # noqa: S311
    place = "".join(varied.choices(_SYLLABLES, k=3)).capitalize()
    outlet = Agent(row["source"], row["source"])
    chain = Chain((Hop(Role.OUTLET, outlet, Basis.OWN_VOICE, "bench"),))
    at = 0
    for position, text in enumerate(_SENTENCE.split(row["article_content"])):
        if len(text) < _LEAST:
            continue
        said = text if not copy else _varied(text, place, varied)
        span = Span(at, at + len(said))
        at += len(said) + 1
        yield Claim(
            f"{row['unit_id']}-{copy}",
            position,
            span,
            said,
            ClaimKind.STATEMENT,
            "en",
            (chain,),
            Quote.NONE,
            Commitment.ASSERTED,
        )


def _varied(text: str, place: str, varied: random.Random) -> str:
    return _FIGURE.sub(lambda _: str(varied.randint(2, 300)), _NAME.sub(place, text))


def _date(written: str, copy: int) -> str:
    month, day, year = map(int, written.split("/"))
    return (datetime.date(year, month, day) + datetime.timedelta(days=97 * copy)).isoformat()


def by_words(texts: Sequence[str]) -> Vectors:
    """Hashed words, each with a sign: quick, and near where words are shared."""
    out = np.zeros((len(texts), _WIDTH), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in words(text):
            key = zlib.crc32(word.folded.encode())
            out[row, key % _WIDTH] += 1 if key & 1024 else -1
    return out


def measure(news: Path, number: int, encoder: Encoder) -> dict[str, float]:
    """Seconds of encoding and of joining, the processor's seconds of joining, and what came out.

    Memory is the highest of the process so far, in MB.
    """
    articles, claims = collection(news, number)
    started = time.perf_counter()
    texts = [one.text for one in assertions(articles, claims)]
    known = dict(zip(texts, vectors(texts, encoder), strict=True))
    encoded, spent = time.perf_counter(), time.process_time()

    def cached(asked: Sequence[str]) -> Vectors:
        missing = [text for text in asked if text not in known]
        if missing:
            known.update(zip(missing, encoder(missing), strict=True))
        return np.stack([known[text] for text in asked])

    propositions, contradictions = propose(articles, claims, cached, officials=load_resources().officials)
    return {
        "claims": number,
        "encoding": round(encoded - started, 1),
        "joining": round(time.perf_counter() - encoded, 1),
        "processor": round(time.process_time() - spent, 1),
        "memory": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "propositions": len(propositions),
        "contradictions": len(contradictions),
    }


def main() -> None:
    """One row a size, and the exponent of joining between each two."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--words", action="store_true", help="a quick encoder of words")
    wanted = parser.parse_args()
    csv.field_size_limit(2**31 - 1)
    found = []
    for size in sorted(wanted.sizes):
        found.append(measure(wanted.news, size, by_words if wanted.words else default_encoder()))
        print(found[-1], flush=True)
    for one, other in pairwise(found):
        exponent = log(other["processor"] / one["processor"]) / log(other["claims"] / one["claims"])
        print(f"{one['claims']} to {other['claims']}: exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
