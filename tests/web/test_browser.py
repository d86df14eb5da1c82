"""The pages in a real browser: by mouse and by keyboard, without JavaScript, to who listens, and with hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from kg.web.pages import views
from tests.support.hostile import PAYLOADS
from tests.support.web import filled
from tests.support.web_browser import Seen, assert_is_calm, assert_is_for_everybody, hostile_store, launched
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
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(filled(tmp_path_factory.mktemp("browser") / "store")) as (found, _):
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_is_quiet_and_keeps_nothing_from_anybody(browser: Browser, address: str, path: str) -> None:
    assert_is_for_everybody(browser, address, path)


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


def test_the_editor_of_the_sparql_page(browser: Browser, address: str) -> None:
    """It completes the terms of the ontology, runs by keyboard, and shows what is wrong at its place."""
    page = browser.new_page()
    seen = Seen(page)
    page.goto(f"{address}/sparql")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type("ASK { ?claim a kg:Clai")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_have_text("kg:Claimclaim")
    page.wait_for_timeout(100)  # a list that has just come up takes no Enter
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Yes", exact=True)).to_be_visible()
    assert not seen.complaints
    assert not seen.foreign(address)
    page.goto(f"{address}/sparql?query={quote('ASK { ?claim a foo:Claim }')}")
    expect(page.locator(".cm-lintRange-error")).to_contain_text("foo:Claim")
    expect(page.locator("textarea")).to_be_hidden()
    page.close()


def test_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/query/rests-only-on")
    page.locator("input[name=country]").fill("RU")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**country=RU*")
    expect(page.get_by_role("table")).to_have_count(1)
    context.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a store whose every text, title and name is hostile."""
    with served(hostile_store(tmp_path_factory.mktemp("hostile") / "store")) as (found, _):
        yield found


def test_hostile_articles(browser: Browser, hostile: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    page.goto(f"{hostile}{ALL}")
    text = page.inner_text("main")
    assert sum(payload[:20] in text for payload in PAYLOADS) > 10, "the payloads are on the page"
    claims = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    for path in (ALL, ASKED, QUERY, "/query/who-asserted-what", "/query/contradictions", *claims[:20]):
        page.goto(path if path.startswith("http") else f"{hostile}{path}")
        assert_is_calm(page, seen, hostile)
    page.close()


FIELDS = ("/ask?q=", f"{ALL}&source=", "/sparql?query=", "/ask?after=x&q=", "/query/claims-by-speaker?speaker=",
          "/thing/", "/nothing/")  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_addresses(browser: Browser, address: str, field: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    for payload in PAYLOADS:
        page.goto(f"{address}{field}{quote(payload)}")
        assert_is_calm(page, seen, address)
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
