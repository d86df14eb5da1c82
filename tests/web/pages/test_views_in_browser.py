"""From an article to a dossier in a real browser: by mouse, by keyboard, on paper, and with hostile texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect
from rdflib import URIRef

from kg.graph.rdf import iris
from kg.graph.store import open_store
from kg.model.vocab import DATA
from kg.web.jobs import Job, Jobs
from tests.support.hostile import PAYLOADS
from tests.support.web import filled
from tests.support.web_browser import Seen, assert_is_calm, assert_is_for_everybody, hostile_store, launched
from tests.support.web_server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ARTICLE = f"/read/{iris.article('000_ea3facdacc29ccb4.txt').removeprefix(f'{DATA}article/')}"
MOST = """SELECT ?proposition (COUNT(?node) AS ?members) WHERE { ?node kg:proposition ?proposition ; kg:claim ?claim }
  GROUP BY ?proposition ORDER BY DESC(?members) ?proposition LIMIT 1"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("views") / "store")


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with served(store) as (found, _):
        yield found


@pytest.fixture(scope="module")
def proposition(store: Path) -> str:
    """The name of the one with most members."""
    with open_store(store, read_only=True) as found:
        iri = found.select(MOST).rows[0][0]
    assert isinstance(iri, URIRef)
    return iri.rpartition("/")[2]


PATHS = (
    ARTICLE,
    f"{ARTICLE}?speaker=own-voice",
    "CLAIM",
    "CORRECT",
    "/proposition/NAME",
    "/proposition/NAME?country=FR",
    "/dossier/NAME?country=RU",
    "/source/agent/russian-mod",
    "/source/agent/dmitry-peskov",
    "/compare?left=RU&right=SY",
    "/compare?left=nobody",
    "/timeline?when=2017-09",
    "/map?by=place&region=levant&place=geonames-170794",
    "/timeline?words=nothing-that-stands-there",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_view_is_for_everybody(browser: Browser, address: str, proposition: str, path: str) -> None:
    if path in ("CLAIM", "CORRECT"):
        page = browser.new_page()
        page.goto(address + ARTICLE)
        claim = page.locator(".mark").first.get_attribute("href") or ""
        path = claim if path == "CLAIM" else claim.replace("/id/article/", "/correct/")
        page.close()
    assert_is_for_everybody(browser, address, path.replace("NAME", proposition))


def test_by_mouse_from_the_article_to_the_dossier(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/read")
    page.locator("td a").first.click()
    page.goto(address + ARTICLE)
    sentence = page.locator(".sentence").nth(2)
    chain = sentence.locator(".chain")
    expect(chain).to_be_hidden()
    sentence.locator("bdi").hover()
    expect(chain).to_be_visible()
    assert "→" in chain.inner_text()
    voices = page.locator(".voices li")
    name, number = voices.nth(1).locator("bdi").inner_text(), int(voices.nth(1).locator("small").inner_text())
    voices.nth(1).locator("a").click()
    expect(page.locator(".voices .chosen bdi")).to_have_text(name)
    expect(page.locator(".sentence:not(.dim)")).to_have_count(number)
    page.locator(".sentence:not(.dim) .mark").first.click()
    page.wait_for_url("**/claim/**")
    page.locator(".card h3 a").first.click()
    page.wait_for_url("**/proposition/**")
    page.get_by_label("Another country").select_option("SY")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**country=SY*")
    expect(page.get_by_role("heading", name="Does it rest only on sources of Syria?")).to_be_visible()
    page.get_by_role("link", name="A dossier to print").click()
    page.wait_for_url("**/dossier/**")
    page.get_by_role("link", name="Ministry of Defence of Russia").first.click()
    page.wait_for_url(re.compile("/source/agent/"))
    page.get_by_role("link", name="Compare it").click()
    page.get_by_label("Another").fill("Syria")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name=re.compile("What both say alike"))).to_be_visible()
    page.close()


def test_by_keyboard_a_chain_shows_and_its_claim_opens_and_a_country_of_the_map(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + ARTICLE)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "mark":
            break
    expect(page.locator(".sentence:focus-within .chain")).to_be_visible()
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText"
    )
    assert "→" in described or "own voice" in described
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")
    page.goto(f"{address}/map")
    page.locator("svg.map a[aria-label^='Russia']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**country=RU#claims")
    expect(page.get_by_role("heading", name="Russia")).to_be_in_viewport()
    page.close()


def test_claims_are_corrected_by_keyboard(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(Jobs, "start", lambda self, what, arguments: started.append(arguments) or Job("1", what))
    monkeypatch.setattr(Jobs, "get", lambda self, name: Job(name, "Apply", "running"))
    with served(filled(tmp_path / "own" / "store")) as (own, keys):
        page = browser.new_page(viewport={"width": 390, "height": 900})
        seen = Seen(page)
        page.goto(f"{own}/enter?key={keys.launch}")
        page.goto(own + ARTICLE)
        page.keyboard.press("n")
        first = page.evaluate("document.activeElement.closest('.sentence').id")
        page.keyboard.press("a")
        expect(page.locator(".sentence > .kind")).to_have_text("speaker decided")
        expect(page.locator(".sentence:target > .mark")).to_be_focused()
        second = page.evaluate("document.activeElement.closest('.sentence').id")
        assert second != first, "the next sentence has the focus"
        page.keyboard.press("p")
        assert page.evaluate("document.activeElement.closest('.sentence').id") == first
        page.keyboard.press("c")
        page.wait_for_url("**/correct/**")
        page.wait_for_load_state()
        page.keyboard.press("n")
        page.wait_for_url(f"**/{second}")
        page.keyboard.press("s")
        page.keyboard.type("Peskov")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Undo")).to_have_count(1)
        page.wait_for_load_state()
        page.keyboard.press("u")
        expect(page.get_by_role("button", name="Undo")).to_have_count(0)
        page.wait_for_load_state()
        page.keyboard.press("r")
        page.wait_for_url(lambda url: not url.endswith(second))
        assert_is_calm(page, seen, own)
        page.goto(own + ARTICLE)
        page.locator(f'[id="{first}"] bdi').click()
        expect(page.locator(f'[id="{first}"] .row')).to_be_visible()
        page.goto(f"{own}{ARTICLE}#{first}")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.closest('.sentence').id") == second, "on from where the address is"
        assert_is_calm(page, seen, own)
        page.goto(f"{own}/add")
        page.get_by_label("The text of an article").fill("A title\n\nA sentence.")
        page.get_by_role("button", name="Add").press("Enter")
        page.wait_for_url("**/job/1")
        assert [each[0] for each in started] == ["review"] * 4 + ["add"]
        page.close()


def test_on_paper(browser: Browser, address: str, proposition: str) -> None:
    """The printed dossier has neither navigation nor links to screens, and all of its sentences."""
    page = browser.new_page()
    page.goto(f"{address}/dossier/{proposition}?country=RU")
    sentences = page.locator(".exhibit blockquote").count()
    page.emulate_media(media="print")
    expect(page.locator("header")).to_be_hidden()
    expect(page.locator(".screen")).to_be_hidden()
    assert sentences == page.locator(".exhibit blockquote:visible").count() > 1
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(hostile_store(tmp_path_factory.mktemp("hostile-views") / "store")) as (found, _):
        yield found


def test_hostile_texts(browser: Browser, hostile: str, proposition: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    page.goto(f"{hostile}/read")
    articles = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    page.goto(f"{hostile}/source")
    sources = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    page.goto(articles[0])
    assert sum(payload[:20] in page.inner_text("main") for payload in PAYLOADS) > 0, "the payloads are on the page"
    claims = page.locator(".mark").evaluate_all("links => links.map(link => link.href)")
    fixed = ("/read", "/source", f"/proposition/{proposition}?country=RU", f"/dossier/{proposition}", "/corpus",
             "/compare?left=RU&right=SY", "/timeline?when=2017-09", "/map?by=place&region=levant")  # fmt: skip
    for path in (*(hostile + one for one in fixed), *articles, *sources[:8], *claims[:6]):
        page.goto(path)
        assert page.locator("main").count() == 1
        assert_is_calm(page, seen, hostile)
    page.close()


@pytest.mark.parametrize("field", [f"{ARTICLE}?speaker=", "/source?q=", "/compare?left=", "/timeline?words=", "/read/"])
def test_hostile_addresses(browser: Browser, address: str, field: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    seen = Seen(page)
    for payload in PAYLOADS[::3]:
        page.goto(f"{address}{field}{quote(payload, safe='')}")
        assert_is_calm(page, seen, address)
    page.close()
