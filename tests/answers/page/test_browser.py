"""The graph page in a real Chromium: it opens from disk, asks for nothing, runs nothing of the articles' text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers.page import GraphClaim, render
from kg.model import Role
from tests.support.browser import Page, browser
from tests.support.page_claims import HOSTILE, claim, hop, hostile_claims, many, seeds

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RELAYED = "Par le biais d'un communiqué"
ESCAPE = 27


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


@pytest.fixture
def seeds_page(page: Page, tmp_path: Path) -> Page:
    return show(page, tmp_path, seeds())


def show(page: Page, folder: Path, claims: tuple[GraphClaim, ...], **options: str) -> Page:
    file = folder / "graph.html"
    file.write_text(render(claims, **options), "utf-8")
    page.requests.clear()
    page.complaints.clear()
    page.open(file)
    return page


def click_node(page: Page, test: str) -> None:
    """Clicks the picture of the first node for which a JavaScript test holds."""
    x, y = page.evaluate(
        f"""(() => {{
          const node = NODES.find((node) => {test});
          reveal(node);
          const at = network.canvasToDOM({{ x: node.drawnX, y: node.drawnY }});
          const rect = box.getBoundingClientRect();
          return [rect.left + at.x, rect.top + at.y];
        }})()"""
    )
    page.settle()
    page.click(x, y)


def text_of(page: Page, selector: str) -> str:
    return str(page.evaluate(f"document.querySelector({selector!r})?.innerText ?? ''"))


def one_request(page: Page) -> bool:
    """Whether the file itself is all that the page asked for."""
    return [url for url in page.requests if not url.startswith("data:")] == page.requests[:1] and page.requests[
        0
    ].startswith("file:")


def test_it_opens_without_a_complaint_or_a_request(seeds_page: Page) -> None:
    assert seeds_page.complaints == []
    assert one_request(seeds_page)
    assert text_of(seeds_page, "#counts") == "39 phrases · 3 articles · 15 sources"
    assert seeds_page.evaluate("document.compatMode") == "CSS1Compat"


LEFTMOST = "network.canvasToDOM({ x: Math.min(...NODES.map((node) => node.drawnX)), y: 0 }).x"


def resize(page: Page, width: int, height: int) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    page.settle()
    page.evaluate("new Promise((done) => setTimeout(done, 1500))")  # vis-network looks at its box once a second


def test_a_window_that_grows_still_begins_with_the_first_column(page: Page, tmp_path: Path) -> None:
    resize(page, 800, 600)
    try:
        show(page, tmp_path, seeds())
        resize(page, 1400, 900)
        assert 10 < page.evaluate(LEFTMOST) < 60
        page.evaluate("document.getElementById('zoom-in').click()")
        before = page.evaluate("network.getScale()")
        resize(page, 1300, 900)
        assert abs(page.evaluate("network.getScale()") - before) < 0.2 * before  # what was zoomed by hand stays so
        assert page.evaluate(LEFTMOST) < 10
    finally:
        page.call("Emulation.clearDeviceMetricsOverride")


def test_the_policy_stops_requests_and_foreign_scripts(seeds_page: Page) -> None:
    assert seeds_page.evaluate("fetch('data:,x').then(() => 'went out', () => 'refused')") == "refused"
    seeds_page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert seeds_page.evaluate("window.ran === undefined")


def test_a_click_on_a_claim_opens_it_with_its_context_and_chain(seeds_page: Page) -> None:
    claim = next(claim for claim in seeds() if claim.text.startswith(RELAYED))
    click_node(seeds_page, f'node.kind === "claim" && node.label.startsWith("{RELAYED}")')
    assert text_of(seeds_page, "#details .exact") == claim.text
    assert text_of(seeds_page, "#details .around").rstrip().endswith("Deir ez-Zor.")
    hops = seeds_page.evaluate("[...document.querySelectorAll('ol.chain li')].map(li => li.innerText)")
    assert [hop.split("\n")[0] for hop in hops] == [
        "Ministère russe de la Défense",
        "Agences de presse russes",
        "Média inconnu",
    ]
    for words in ("origine · Russie · organe de l’État", "le ministère", "a fait savoir", "gold", "dit dans la phrase"):
        assert words in hops[0]
    details = text_of(seeds_page, "#details")
    for words in ("indirecte", "affirme", "004_cb98e6dd4b5ccfbd.txt", "septembre 2017"):
        assert words in details


def test_a_click_on_a_name_beside_a_node_opens_it_too(seeds_page: Page) -> None:
    x, y = seeds_page.evaluate(
        """(() => {
          const node = NODES.find((node) => node.agent === "dmitry-peskov");
          const at = network.canvasToDOM({ x: node.drawnX + 50, y: node.drawnY });
          const rect = box.getBoundingClientRect();
          return [rect.left + at.x, rect.top + at.y];
        })()"""
    )
    seeds_page.click(x, y)
    assert text_of(seeds_page, "#details h2").strip() == "Dmitri Peskov"


def test_a_source_shows_its_claims_and_they_open(seeds_page: Page) -> None:
    click_node(seeds_page, 'node.agent === "dmitry-peskov"')
    assert seeds_page.evaluate("document.querySelectorAll('#details .claims li').length") == 4
    seeds_page.evaluate("document.querySelector('#details .claims button').click()")
    assert text_of(seeds_page, "#details .exact").startswith("Réagissant à la percée")


def test_an_outlet_of_several_sources_shows_all_its_claims(seeds_page: Page) -> None:
    click_node(seeds_page, 'node.agent === "004_cb98e6dd4b5ccfbd.txt-outlet"')
    listed = seeds_page.evaluate("document.querySelectorAll('#details .claims li').length")
    assert listed == sum(claim.article.startswith("004") for claim in seeds())


def test_search_finds_whatever_the_accents_and_marks_it(seeds_page: Page) -> None:
    seeds_page.evaluate("controls.search.focus()")
    seeds_page.type("telegramme felicitations")
    assert text_of(seeds_page, "#found") == "2 résultats"
    found = seeds_page.evaluate("[...view.found].map((node) => node.label)")
    assert isinstance(found, list)
    assert len(found) == 2
    seeds_page.evaluate("controls.search.value = ''; controls.search.dispatchEvent(new Event('input'))")
    assert text_of(seeds_page, "#found") == "39 phrases"


def test_search_finds_a_source_by_its_name_in_another_language(seeds_page: Page) -> None:
    seeds_page.evaluate("controls.search.focus()")
    seeds_page.type("Armed Forces of Russia")
    assert "Forces armées russes" in text_of(seeds_page, "#results")


def test_a_search_without_result_says_so(seeds_page: Page) -> None:
    seeds_page.evaluate("controls.search.focus()")
    seeds_page.type("zzzz")
    assert text_of(seeds_page, "#found") == "Aucune phrase ne correspond."


@pytest.mark.parametrize(
    ("control", "value", "expected"),
    [("country", "SY", 3), ("article", "000_ea3facdacc29ccb4.txt", 14), ("country", "-", 1)],
)
def test_filters_leave_only_what_passes(seeds_page: Page, control: str, value: str, expected: int) -> None:
    script = f"controls.{control}.value = '{value}'; controls.{control}.dispatchEvent(new Event('change'))"
    seeds_page.evaluate(script)
    seeds_page.settle()
    assert seeds_page.evaluate("listed().length") == expected
    assert seeds_page.evaluate("network.body.data.nodes.length === view.visible.size")
    rows = seeds_page.evaluate("[...view.visible].filter((n) => n.kind === 'claim').map((n) => n.drawnY)")
    assert isinstance(rows, list)
    assert len(set(rows)) == expected
    assert max(rows) - min(rows) <= 60 * expected
    assert seeds_page.complaints == []


def test_only_claims_of_a_single_origin(seeds_page: Page) -> None:
    seeds_page.evaluate("controls.single.click()")
    assert seeds_page.evaluate("listed().length") == sum(claim.single_origin for claim in seeds())


def test_the_keyboard_reaches_everything(seeds_page: Page) -> None:
    seeds_page.evaluate("document.querySelector('#results button').focus()")
    seeds_page.press("Enter", 13, "\r")
    assert text_of(seeds_page, "#details .exact") == seeds()[0].text
    assert seeds_page.evaluate("document.activeElement.id") == "back"
    seeds_page.evaluate("box.focus()")
    seeds_page.press("ArrowLeft", 37)
    assert "Média inconnu" in text_of(seeds_page, "#details h2")
    seeds_page.press("ArrowLeft", 37)
    assert "Armée arabe syrienne" in text_of(seeds_page, "#details h2")
    seeds_page.press("ArrowDown", 40)
    assert seeds_page.evaluate("view.selected.agent") != "syrian-army"
    seeds_page.press("Escape", ESCAPE)
    assert seeds_page.evaluate("document.getElementById('details').hidden")


def test_english_and_back(seeds_page: Page) -> None:
    click_node(seeds_page, 'node.agent === "russian-mod"')
    seeds_page.evaluate("document.getElementById('language').click()")
    assert seeds_page.evaluate("document.documentElement.lang") == "en"
    assert text_of(seeds_page, "h1") == "Who says what, and through whom"
    assert "Ministry of Defence of Russia" in text_of(seeds_page, "#details h2")
    assert "Russia" in text_of(seeds_page, "#country")
    seeds_page.evaluate("document.getElementById('language').click()")
    assert text_of(seeds_page, "h1") == "Qui affirme quoi, et par qui"


def test_hostile_text_is_shown_and_never_runs(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, hostile_claims(), title="</title><script>document.title='ran'</script>")
    before = page.evaluate("document.title")
    for index, text in enumerate(HOSTILE):
        page.evaluate(f"choose(CLAIM_NODES.get({index}))")
        shown = str(page.evaluate("document.querySelector('#details .exact').textContent"))
        for sign in ("\u202e", "\u202c", "\u2067", "\u2069", "\x00"):
            assert sign not in shown
            text = text.replace(sign, f"U+{ord(sign):04X}")
        if "\ud800" not in text:
            assert shown == text
        page.evaluate(f"choose(CLAIM_NODES.get({index}).parents[0])")
        page.settle()
    for part in ("script", "href", "javascript"):
        page.evaluate(f"controls.search.value = '{part}'; controls.search.dispatchEvent(new Event('input'))")
    assert page.evaluate("document.querySelectorAll('body img, body a, [onclick], [onmouseover]').length") == 0
    assert page.evaluate("document.title") == before != "ran"
    assert page.complaints == []
    assert one_request(page)


def test_two_speakers_are_two_ways_in_the_panel(page: Page, tmp_path: Path) -> None:
    both = claim("X et Y", (hop(Role.ORIGIN, "x", "RU"),), (hop(Role.ORIGIN, "y", "SY"),))
    show(page, tmp_path, (both,))
    page.evaluate("choose(CLAIM_NODES.get(0))")
    assert page.evaluate("document.querySelectorAll('ol.chain').length") == 2
    assert page.complaints == []


def test_no_claims_no_complaint(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, ())
    assert page.complaints == []
    assert text_of(page, "#found") == "Aucune phrase ne correspond."


@pytest.mark.parametrize("count", [500, 5000])
def test_large_graphs_open_soon(page: Page, tmp_path: Path, count: int) -> None:
    file = tmp_path / "graph.html"
    file.write_text(render(many(count)), "utf-8")
    page.requests.clear()
    page.complaints.clear()
    assert page.open(file) < 10
    click_node(page, f'node.kind === "claim" && node.claim === {count - 1}')
    assert text_of(page, "#details .exact") == many(count)[-1].text
    assert page.complaints == []
    assert one_request(page)
