"""Pages of the workplace in Debian's Chromium by Playwright: what they ask for, whether they fit, whom they fail."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from rdflib import Literal

from kg.graph.store import open_store
from kg.model.vocab import ARTICLE_GRAPHS, SHARED_GRAPHS
from tests.support.browser import chromium
from tests.support.hostile import PAYLOADS
from tests.support.web import filled

NEVER = "main :is(script, img, iframe, svg:not([aria-hidden], .map), object, style, link, meta, base, template)"


class Seen:
    """What a page asked for, wrote to the console, or opened."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "status of 4" not in text:  # what an error page is sent with
            self.complaints.append(text)

    def foreign(self, address: str) -> list[str]:
        """Requests to anywhere else."""
        return [url for url in self.requests if urlsplit(url).netloc != urlsplit(address).netloc]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield found
        found.close()


def assert_is_for_everybody(browser: Browser, address: str, path: str) -> None:
    """A page fits on wide and narrow screens, is quiet, asks nobody else, and axe finds nothing serious."""
    for width, scheme in ((1280, "light"), (390, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        seen = Seen(page)
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert page.title()
        context.close()
        assert not seen.complaints
        assert not seen.foreign(address)
    bypass = browser.new_context(bypass_csp=True)  # axe is a script of ours, and no page lets one in
    for scheme in ("light", "dark"):
        page = bypass.new_page()
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address + path)
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == [], found
    bypass.close()


def hostile_store(folder: Path) -> Path:
    """A store whose every text, title and name is hostile."""
    filled(folder)
    payloads = itertools.cycle(text.replace("\x00", "") for text in PAYLOADS)
    with open_store(folder) as store:
        for graph in store.graphs():
            if str(graph).startswith((ARTICLE_GRAPHS, SHARED_GRAPHS)):
                store.replace(graph, [
                    (*quad[:2], Literal(next(payloads) + str(quad[2]), lang=quad[2].language), graph)
                    if isinstance(quad[2], Literal) and not quad[2].datatype else quad
                    for quad in list(store.quads(graph))
                ])  # fmt: skip
    return folder


def assert_is_calm(page: Page, seen: Seen, address: str) -> None:
    """Nothing of a payload ran, stands on the page as an element, breaks its width, or was fetched."""
    assert page.evaluate("window.ran") is None
    assert page.locator(NEVER).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not seen.complaints
    assert not seen.foreign(address)
