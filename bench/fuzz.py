"""Coverage-guided fuzzing of the readers and of what follows up to sentences: ``python -m bench.fuzz --corpus FOLDER``.

Files of the folder (any that ``kg add`` reads) are mutated by Atheris, guided by which code they reach. Whatever the
bytes: a reader gives articles and failures and raises nothing else; an article's text can be stored; its blocks and
sentences lie inside it, in order, without overlap. Needs ``pip install atheris``; a file that breaks this is kept as
``crash-…`` in ``--out``, and run alone by naming it: ``python -m bench.fuzz --again crash-…``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import FunctionType

from kg import readers
from kg.languages.profile import supported
from kg.model import Article, Span
from kg.readers import READERS, Failure, Given
from kg.text.blocks import blocks
from kg.text.segmentation import split

_SUFFIXES = tuple(READERS)
_MOST = 200_000  # bytes of one file
_COVERED = ("kg.readers", "kg.text.blocks", "kg.text.segmentation")


def one(data: bytes, folder: Path) -> None:
    """Read one input: the first byte tells the format, the rest is the file's content.

    Raises:
        AssertionError: what came out breaks a promise of the readers or of the cutting into blocks and sentences.
    """
    if not data:
        return
    file = folder / f"a{_SUFFIXES[data[0] % len(_SUFFIXES)]}"
    file.write_bytes(data[1:])
    for found in readers.read([str(file)], Given()):
        if isinstance(found, Failure):
            str(found.error)
        else:
            _check(found)


def _check(article: Article) -> None:
    article.text.encode()  # a lone surrogate could be stored nowhere
    assert "\0" not in article.text
    for language in supported():
        cut = list(blocks(article, language))
        _in_order((block.span for block in cut), Span(0, len(article.text)))
        for block in cut:
            _in_order(split(article.text, block.span, language), block.span)


def _in_order(spans: Iterable[Span], inside: Span) -> None:
    found = list(spans)
    assert all(inside.covers(span) and span for span in found), found
    assert all(one.end <= two.start for one, two in pairwise(found)), found


def _seeds(corpus: Path, out: Path) -> None:
    for number, file in enumerate(sorted(path for path in corpus.rglob("*") if path.is_file())):
        content = file.read_bytes()[:_MOST]
        if file.suffix.lower() in _SUFFIXES:
            (out / f"seed-{number}").write_bytes(bytes([_SUFFIXES.index(file.suffix.lower())]) + content)


def main() -> None:
    """Fuzz for a time, or run one file again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="files to begin from")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="where crashes are kept")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--again", type=Path, help="one input that was kept")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted.again:
            one(wanted.again.read_bytes(), folder)
            return
        import atheris

        (folder / "corpus").mkdir()
        if wanted.corpus:
            _seeds(wanted.corpus, folder / "corpus")
        wanted.out.mkdir(parents=True, exist_ok=True)
        for module in [module for known, module in sys.modules.items() if known.startswith(_COVERED)]:
            for value in vars(module).values():
                if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                    atheris.instrument_func(value)
        options = [f"-max_total_time={wanted.seconds}", f"-max_len={_MOST}", "-timeout=20", "-rss_limit_mb=4096"]
        kept = f"-artifact_prefix={wanted.out}/"
        atheris.Setup([sys.argv[0], *options, kept, str(folder / "corpus")], lambda data: one(data, folder))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
