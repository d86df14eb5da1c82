"""What the graph page costs: seconds to write it, its bytes, and seconds until a browser can use it.

``python -m bench.page STORE`` writes the page of a store with ``kg graph`` and opens it in Debian's Chromium without a
window; it can be used once it is drawn and has answered a click on a mark. ``python -m bench.page --made 5000`` takes
made-up claims in a store's place: then only the drawing and the page are timed, not the reading of a store.

FA-KES (697 articles, 8,368 sentences, 8,855 claims with their parts), 2026-11-30, on two cores that had fourteen times
their work, so that the clock tells little; both pages at the same hour:

| | before (12,730 nodes) | now (at most 150 marks) |
|---|---|---|
| written, processor's time of ``kg graph`` | 11.7 s | 8.3 s |
| bytes | 13,572,728 | 4,514,878 |
| open and drawn (median of 3) | 1.8 s | 1.0 s |
| the first click answered as well | | 2.8 s |

5,000 made-up claims: 1,610,448 bytes, drawn and the first click answered after 1.8 s.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.answers.page import render
from tests.support.browser import Page, browser
from tests.support.page_claims import many

_CLICK = """(() => {
  const mark = [...marks.values()].find((mark) => mark.column === 0);
  press(mark);
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(state.at))));
})()"""
_TIMES = 3


def write(store: str, page: Path) -> tuple[float, float]:
    """Write the page of a store in a process of its own; seconds by the clock, and of the processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "kg", "graph", "--store", store, "-o", str(page)], check=True)
    clock, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def usable(browser_page: Page, file: Path) -> float:
    """Open the page and click a mark; the seconds until the click is answered."""
    browser_page.call("Page.navigate", url="about:blank")
    begun = time.monotonic()
    browser_page.open(file)
    assert browser_page.evaluate(_CLICK)
    return time.monotonic() - begun


def main() -> None:
    """Print what the page of a store, or of made-up claims, costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?")
    parser.add_argument("--made", type=int, help="so many made-up claims in a store's place")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.html"
        if given.store:
            clock, processor = write(given.store, file)
        else:
            data = many(given.made or 5000)
            clock, processor = time.monotonic(), time.process_time()
            file.write_text(render(data), "utf-8")
            clock, processor = time.monotonic() - clock, time.process_time() - processor
        print(f"written: {clock:.1f} s, of the processor {processor:.1f} s; {file.stat().st_size:,} bytes")
        with browser() as opened:
            print(f"can be used after {statistics.median(usable(opened, file) for _ in range(_TIMES)):.2f} s")


if __name__ == "__main__":
    main()
