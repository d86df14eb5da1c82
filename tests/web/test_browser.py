"""The pages in a real browser: by mouse and by keyboard, without JavaScript, to who listens, and with hostile texts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from rdflib import Literal

from kg.graph.store import open_store
from kg.model.vocab import ARTICLE_GRAPHS, SHARED_GRAPHS
from kg.web.pages import views
from tests.support.browser import chromium
from tests.support.hostile import PAYLOADS
from tests.support.web import filled
from tests.support.web_server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ASKED = f"/ask?q={quote('Which claims rest only on a Russian source?')}"
ALL = f"/ask?q={quote('Who asserted what?')}"
QUERY = f"/sparql?query={quote('SELECT ?text ?claim WHERE { ?claim a kg:Claim ; schema:text ?text }')}"
PATHS = (
    *(view.path for view, _ in views() if view.menu),
    ASKED,
    ALL,
    QUERY,
    "/query/rests-only-on",
    "/query/claims-by-country?country=Nowhere",
    "/sparql?query=SELEC",
    "/id/country/RU",
    "/nothing",
)
FAILING = ("/query/claims-by-country?country=Nowhere", "/sparql?query=SELEC", "/nothing")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("browser") / "store")) as (found, _):
        yield found


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


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_is_quiet_and_keeps_nothing_from_anybody(browser: Browser, address: str, path: str) -> None:
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
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


def test_by_mouse(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("combobox").fill("Who asserted what?")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/ask?q=*")
    rows = page.locator("tbody tr").count()
    assert rows
    page.locator(".facet a").filter(has_text="Russia").first.click()
    expect(page.locator(".facet .chosen")).to_have_count(1)
    assert 0 < page.locator("tbody tr").count() < rows
    page.locator(".facet .chosen a").click()
    expect(page.locator("tbody tr")).to_have_count(rows)
    page.locator("td a").first.click()
    page.wait_for_url(lambda url: "/ask" not in url)
    assert urlsplit(page.url).path.startswith(("/thing/", "/read/", "/claim/", "/article/"))
    page.go_back()
    page.get_by_text("As SPARQL").click()
    page.get_by_role("link", name="Open it on the SPARQL page").first.click()
    expect(page.locator("tbody tr")).to_have_count(rows)
    page.close()


def test_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/ask")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("Which claims rest only on a Russian source?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?q=*")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('td') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/ask" not in url)
    page.close()


def test_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/query/rests-only-on")
    page.locator("input[name=country]").fill("SY")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**country=SY*")
    expect(page.get_by_role("table")).to_have_count(1)
    context.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a store whose every text, title and name is hostile."""
    folder = filled(tmp_path_factory.mktemp("hostile") / "store")
    payloads = itertools.cycle(text.replace("\x00", "") for text in PAYLOADS)
    with open_store(folder) as store:
        for graph in store.graphs():
            if str(graph).startswith((ARTICLE_GRAPHS, SHARED_GRAPHS)):
                store.replace(graph, [
                    (*quad[:2], Literal(next(payloads) + str(quad[2]), lang=quad[2].language), graph)
                    if isinstance(quad[2], Literal) and not quad[2].datatype else quad
                    for quad in list(store.quads(graph))
                ])  # fmt: skip
    with served(folder) as (found, _):
        yield found


def _is_calm(page: Page, seen: Seen, address: str) -> None:
    assert page.evaluate("window.ran") is None
    assert page.locator("main :is(script, img, iframe, svg, object, style, link, meta, base, template)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not seen.complaints
    assert not seen.foreign(address)


def test_hostile_articles(browser: Browser, hostile: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    page.goto(f"{hostile}{ALL}")
    text = page.inner_text("main")
    assert sum(payload[:20] in text for payload in PAYLOADS) > 10, "the payloads are on the page"
    claims = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    for path in (ALL, ASKED, QUERY, "/query/who-asserted-what", "/query/contradictions", *claims[:20]):
        page.goto(path if path.startswith("http") else f"{hostile}{path}")
        _is_calm(page, seen, hostile)
    page.close()


FIELDS = ("/ask?q=", f"{ALL}&source=", "/sparql?query=", "/ask?after=x&q=", "/query/claims-by-speaker?speaker=",
          "/thing/", "/nothing/")  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_addresses(browser: Browser, address: str, field: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    for payload in PAYLOADS:
        page.goto(f"{address}{field}{quote(payload)}")
        _is_calm(page, seen, address)
    page.close()


def test_the_key_in_the_printed_address_is_taken_out_of_it(browser: Browser, tmp_path: Path) -> None:
    with served(filled(tmp_path / "store")) as (address, keys):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/enter?key={keys.launch}")
        assert page.url == f"{address}/ask"
        (cookie,) = context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        assert page.evaluate("document.cookie") == ""
        context.close()
