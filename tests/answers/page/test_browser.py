"""The graph page in a real Chromium: it opens from disk, asks for nothing, runs nothing of the articles' text."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.answers.page import GraphData, GraphProposition, GraphTie, render
from kg.answers.page.columns import columns
from kg.answers.page.layout import overview
from kg.model import Role, Stance
from tests.support.browser import Page, browser
from tests.support.page_claims import HOSTILE, claim, data, hop, hostile, many, seeds

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RELAYED = "Par le biais d'un communiqué"
MANY = many(2000)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


@pytest.fixture
def seeds_page(page: Page, tmp_path: Path) -> Page:
    return show(page, tmp_path, seeds())


@pytest.fixture
def many_page(page: Page, tmp_path: Path) -> Page:
    return show(page, tmp_path, MANY)


def show(page: Page, folder: Path, given: GraphData, address: str = "", **options: str) -> Page:
    file = folder / "graph.html"
    file.write_text(render(given, **options), "utf-8")
    page.requests.clear()
    page.complaints.clear()
    page.evaluate("location.hash = ''")
    page.open(file)
    if address:
        page.evaluate(f"location.hash = {address!r}")
        page.settle()
    return page


def click_mark(page: Page, test: str) -> None:
    """Clicks the first mark for which a JavaScript test holds, as a hand would."""
    x, y = page.evaluate(
        f"""(() => {{
          const mark = [...marks.values()].find((mark) => {test});
          reveal(mark);
          const at = network.canvasToDOM(mark);
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


def drawn(page: Page) -> int:
    return int(str(page.evaluate("drawn.claims.length")))


def seen(page: Page, test: str) -> bool:
    """Whether the mark for which a test holds is drawn inside the picture."""
    return bool(
        page.evaluate(
            f"""(() => {{
              const mark = [...marks.values()].find((mark) => {test});
              const at = mark && network.canvasToDOM(mark);
              return Boolean(at) && at.x > 0 && at.x < box.clientWidth && at.y > HEAD && at.y < box.clientHeight;
            }})()"""
        )
    )


class TestOpening:
    def test_it_opens_without_a_complaint_or_a_request(self, seeds_page: Page) -> None:
        assert seeds_page.complaints == []
        assert one_request(seeds_page)
        assert text_of(seeds_page, "#counts") == "39 affirmations (39 phrases) · 3 articles · 12 sources"
        assert seeds_page.evaluate("document.compatMode") == "CSS1Compat"

    @pytest.mark.parametrize("given", [seeds(), MANY], ids=["seeds", "2000"])
    def test_the_page_draws_what_pyvis_wrote(self, page: Page, tmp_path: Path, given: GraphData) -> None:
        show(page, tmp_path, given)
        wanted = overview(columns(given))
        found = page.evaluate("[...marks.values()].map((mark) => [mark.id, mark.x, mark.y, mark.claims])")
        assert found == [[mark.id, mark.x, mark.y, mark.claims] for mark in wanted.marks]
        lines = page.evaluate("lines.map((line) => [line.start.id, line.end.id, line.n, line.width]).sort()")
        assert lines == sorted([line.start, line.end, line.claims, line.width] for line in wanted.lines)
        assert page.evaluate("nodes.length") == 3 * len(wanted.marks)

    def test_the_policy_stops_requests_and_foreign_scripts(self, seeds_page: Page) -> None:
        assert seeds_page.evaluate("fetch('data:,x').then(() => 'went out', () => 'refused')") == "refused"
        seeds_page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
        )
        assert seeds_page.evaluate("window.ran === undefined")

    def test_all_of_it_is_seen_at_first(self, many_page: Page) -> None:
        for column in range(5):
            assert seen(many_page, f"mark.column === {column}")
            assert many_page.evaluate(f"[...marks.values()].filter((mark) => mark.column === {column}).length") <= 30

    def test_no_claims_no_complaint(self, page: Page, tmp_path: Path) -> None:
        show(page, tmp_path, GraphData())
        assert page.complaints == []
        assert "Aucune affirmation ne correspond." in text_of(page, "#details")

    def test_5000_claims_can_be_used_within_three_seconds(self, page: Page, tmp_path: Path) -> None:
        file = tmp_path / "graph.html"
        file.write_text(render(many(5000)), "utf-8")
        assert page.open(file) < 3
        click_mark(page, "mark.column === 0")
        assert page.evaluate("state.at[0]") == "c"


class TestMouse:
    def test_a_proposition_opens_to_its_sentences_and_these_to_context_and_chain(self, seeds_page: Page) -> None:
        claim = next(claim for claim in seeds().claims if claim.text.startswith(RELAYED))
        place = seeds_page.evaluate(f"CLAIMS.find((claim) => claim.text.startsWith({RELAYED!r})).propositions[0]")
        assert seeds_page.evaluate("[...marks.values()].every((mark) => !mark.sentence)")
        click_mark(seeds_page, f"mark.id === 'p{place}'")
        click_mark(seeds_page, f"mark.claim?.text.startsWith({RELAYED!r})")
        assert text_of(seeds_page, "#details .exact") == claim.text
        assert "Deir ez-Zor." in text_of(seeds_page, "#details .around")
        hops = seeds_page.evaluate("[...document.querySelectorAll('ol.chain li')].map(li => li.innerText)")
        assert isinstance(hops, list)
        names = [hop.split("\n")[0] for hop in hops]
        assert names[:2] == ["Ministère russe de la Défense", "Agences de presse russes"]
        assert names[2].startswith("Inconnu (")
        for words in (
            "origine · Russie · organe de l’État",
            "le ministère",
            "a fait savoir",
            "gold",
            "dit dans la phrase",
        ):
            assert words in hops[0]
        for words in ("indirecte", "affirme", "004_cb98e6dd4b5ccfbd.txt", "septembre 2017"):
            assert words in text_of(seeds_page, "#details")

    def test_others_open_in_place_and_close_again(self, many_page: Page) -> None:
        before = many_page.evaluate("[...marks.keys()]")
        click_mark(many_page, "mark.column === 4 && mark.rest")
        opened = many_page.evaluate("[...marks.values()].filter((mark) => mark.column === 4).map((mark) => mark.id)")
        assert isinstance(opened, list)
        assert len(opened) <= 30
        assert set(opened) - set(before)
        counted = many_page.evaluate(
            "[...marks.values()].filter((mark) => mark.column === 4).reduce((sum, mark) => sum + mark.things.length, 0)"
        )
        assert counted == many_page.evaluate("DATA.things[4].length"), "what is not drawn is counted"
        click_mark(many_page, "mark.column === 4 && mark.close")
        assert many_page.evaluate("[...marks.keys()]") == before

    def test_a_click_in_the_list_shows_what_was_clicked_wherever_it_is(self, many_page: Page) -> None:
        many_page.evaluate("document.querySelectorAll('#details .claims button')[90].click()")
        many_page.settle()
        text = many_page.evaluate("chosenClaim().text")
        assert text_of(many_page, "#details .exact") == text
        assert seen(many_page, "mark.claim === chosenClaim()")
        for column in (0, 3):
            assert seen(many_page, f"mark.column === {column} && mark.hot && !mark.rest")

    def test_something_that_filters_hide_is_shown_when_it_is_chosen(self, many_page: Page) -> None:
        many_page.evaluate("state.country = 'RU'; fillControls(); draw()")
        many_page.evaluate("choose(`q${CLAIMS.find((claim) => !drawn.claims.some((one) => one.claim === claim)).id}`)")
        assert seen(many_page, "mark.claim === chosenClaim()")

    def test_a_source_shows_its_claims(self, seeds_page: Page) -> None:
        click_mark(seeds_page, "!mark.rest && mark.column === 1 && keyOf(1, mark.things[0]) === 'sdmitry-peskov'")
        assert text_of(seeds_page, "#details h2").strip() == "Dmitri Peskov"
        assert seeds_page.evaluate("document.querySelectorAll('#details .claims li').length") == 4

    def test_a_click_beside_everything_lets_go(self, seeds_page: Page) -> None:
        seeds_page.evaluate("choose(keyOf(1, 0))")
        x, y = seeds_page.evaluate(
            "(() => { const r = box.getBoundingClientRect(); const at = network.canvasToDOM({x: 203, y: 2}); "
            "return [r.left + at.x, r.top + at.y]; })()"
        )
        seeds_page.click(x, y)
        assert seeds_page.evaluate("state.at") == ""


class TestFilters:
    @pytest.mark.parametrize(
        ("script", "expected"),
        [
            ("state.country = 'SY'", 3),
            ("state.country = '-'", 1),
            ("state.hidden = ['kind:voice']", 24),
            ("state.hidden = ['commitment:asserted']", 5),
            ("state.single = true", 14),
        ],
    )
    def test_what_is_counted_is_what_is_drawn(self, seeds_page: Page, script: str, expected: int) -> None:
        seeds_page.evaluate(f"{script}; fillControls(); draw()")
        assert drawn(seeds_page) == expected
        into = seeds_page.evaluate(
            "lines.filter((line) => line.end.column === 4).reduce((sum, line) => sum + line.n, 0)"
        )
        assert isinstance(into, int)
        assert into >= expected
        kinds = seeds_page.evaluate(
            "[...document.querySelectorAll('[data-filter^=kind] .number')].reduce((n, e) => n + Number(e.innerText), 0)"
        )
        assert kinds == expected, "each claim of these has one kind of source"
        assert f"{expected} affirmation" in text_of(seeds_page, "#details h2")
        assert seeds_page.complaints == []

    def test_the_legend_is_a_filter(self, seeds_page: Page) -> None:
        count = int(text_of(seeds_page, "[data-filter='kind:voice'] .number"))
        seeds_page.evaluate("document.querySelector('[data-filter=\"kind:voice\"]').click()")
        assert drawn(seeds_page) == 39 - count
        button = "document.querySelector('[data-filter=\"kind:voice\"]')"
        assert seeds_page.evaluate(f"{button}.getAttribute('aria-pressed')") == "false"
        assert text_of(seeds_page, "[data-filter='kind:voice'] .number") == "0"
        assert seeds_page.evaluate(f"document.activeElement !== document.body || {button} !== null")

    def test_days(self, many_page: Page) -> None:
        assert text_of(many_page, "#days") == "15 janvier 2010 – 15 septembre 2018"
        many_page.evaluate("byId('from').value = 3; byId('from').dispatchEvent(new Event('input'))")
        assert many_page.evaluate("drawn.claims.every(({ claim }) => claim.date >= DAYS[3])")
        assert 0 < drawn(many_page) < 2000

    def test_claims_without_a_date_are_left_out_where_days_are_chosen_and_that_is_said(
        self, page: Page, tmp_path: Path
    ) -> None:
        chain = (hop(Role.ORIGIN, "x", "RU"),)
        days = ("2017-09-05", "2017-09-06", None)
        show(page, tmp_path, data(*(claim(f"a {day}", chain, id=str(day), date=day) for day in days)), language="en")
        assert drawn(page) == 3
        page.evaluate("byId('from').value = 1; byId('from').dispatchEvent(new Event('input'))")
        assert page.evaluate("drawn.claims.map(({ claim }) => claim.id)") == ["2017-09-06"]
        assert text_of(page, "#days").endswith("(without the 1 undated)")

    def test_verdicts_colour_propositions_and_can_be_filtered(self, many_page: Page) -> None:
        many_page.evaluate("byId('rest').value = 'RU'; byId('rest').dispatchEvent(new Event('input'))")
        colours = many_page.evaluate(
            "[...new Set([...marks.values()].filter((m) => m.column === 4 && !m.rest).map(colourOf))].length"
        )
        assert colours == 3
        yes = int(text_of(many_page, "[data-filter='verdict:yes'] .number").replace("\u202f", ""))
        many_page.evaluate("state.hidden = ['verdict:no', 'verdict:undetermined', 'verdict:none']; draw()")
        assert drawn(many_page) == yes > 0

    def test_search_finds_whatever_the_script_accents_and_case(self, page: Page, tmp_path: Path) -> None:
        russian = claim("Путин заявил о наступлении.", (hop(Role.ORIGIN, "кремль", "RU"),), id="ru")
        french = claim("Été à Kiev.", (hop(Role.ORIGIN, "x", labels=(("en", "Volodymyr Zelensky"),)),), id="fr")
        show(page, tmp_path, data(russian, french))
        for words, found in [
            ("putin", ["ru"]),
            ("ПУТИН", ["ru"]),
            ("kreml", ["ru"]),
            ("ete", ["fr"]),
            ("zelensky KIEV", ["fr"]),
            ("zzz", []),
        ]:
            page.evaluate(f"state.q = {words!r}; draw()")
            assert page.evaluate("drawn.claims.map(({ claim }) => claim.id)") == found, words

    def test_typing_searches(self, seeds_page: Page) -> None:
        seeds_page.evaluate("byId('q').focus()")
        seeds_page.type("telegramme felicitations")
        seeds_page.evaluate("new Promise((done) => setTimeout(done, 250))")
        assert text_of(seeds_page, "#details h2") == "2 affirmations"

    def test_contradictions_and_copies_are_lines_that_can_be_hidden(self, page: Page, tmp_path: Path) -> None:
        def said(name: str, outlet: str) -> tuple:
            chain = (hop(Role.ORIGIN, "x", "RU"), hop(Role.OUTLET, outlet))
            return claim(name, chain, id=name, article=outlet, propositions=((name, Stance.EXPRESSES),)), outlet

        (one, a), (two, b) = said("ten", "o1"), said("twenty", "o2")
        given = data(
            one, two, contradictions=(GraphTie("ten", "twenty", "quantity"),), copies=(GraphTie(a, b, "near-copy"),)
        )
        show(page, tmp_path, given)
        assert page.evaluate("ties.map((tie) => [tie.what, tie.n])") == [["contradictions", 1], ["copies", 1]]
        assert text_of(page, "[data-filter='tie:contradictions'] .number") == "1 / 1"
        page.evaluate("document.querySelector('[data-filter=\"tie:contradictions\"]').click()")
        assert page.evaluate("ties.map((tie) => tie.what)") == ["copies"]
        page.evaluate("choose('qten')")
        assert "twenty" in text_of(page, "#details")

    def test_one_known_origin_is_said_with_the_claims_that_perhaps_say_the_same(
        self, page: Page, tmp_path: Path
    ) -> None:
        one = claim("a", (hop(Role.ORIGIN, "x", "RU"),), id="one", propositions=(("p", Stance.EXPRESSES),))
        other = claim("b", (hop(Role.ORIGIN, "y", "FR"),), id="two")
        show(
            page, tmp_path, data(one, other, propositions=(GraphProposition("p", "P", True, ("two",)),)), language="en"
        )
        page.evaluate("choose('pp')")
        assert "One known origin: in these articles" in text_of(page, ".ringed")
        assert "1 claim perhaps says the same." in text_of(page, ".ringed")

    def test_only_what_goes_through_a_thing_can_be_drawn_and_everything_again(self, many_page: Page) -> None:
        many_page.evaluate("choose(keyOf(3, 2))")
        through = many_page.evaluate("chosenClaims().size")
        many_page.evaluate(
            "[...document.querySelectorAll('#details button')].find((b) => b.innerText === word('only')).click()"
        )
        assert drawn(many_page) == through
        assert many_page.evaluate("[...marks.values()].filter((mark) => mark.column === 3).length") == 1
        assert "within=o" in str(many_page.evaluate("location.hash"))
        many_page.evaluate("byId('within').click()")
        assert drawn(many_page) == 2000

    def test_the_address_holds_all_of_it(self, many_page: Page) -> None:
        many_page.evaluate(
            "Object.assign(state, { q: 'phrase', country: 'RU', rest: 'RU', variant: 'closed', from: 2 });"
            "state.hidden = ['kind:agency'];"
            "fillControls(); draw(); choose(`q${drawn.claims[3].claim.id}`)"
        )
        address, left = many_page.evaluate("location.hash"), drawn(many_page)
        many_page.evaluate("location.hash = ''")
        many_page.settle()
        assert drawn(many_page) == 2000
        many_page.evaluate(f"location.hash = {address!r}")
        many_page.settle()
        assert drawn(many_page) == left < 2000
        assert many_page.evaluate("[state.variant, byId('country').value, byId('q').value]") == [
            "closed",
            "RU",
            "phrase",
        ]

    @pytest.mark.parametrize(
        "address", ["at=qnowhere&hide=x&from=y&view=z&variant=no", "at=p__proto__&rest=constructor&within=sx", "%"]
    )
    def test_a_foreign_address_does_no_harm(self, page: Page, tmp_path: Path, address: str) -> None:
        show(page, tmp_path, seeds(), address)
        assert drawn(page) == 39
        assert page.complaints == []


class TestKeyboard:
    def test_marks_are_buttons_for_tab_arrows_and_enter(self, seeds_page: Page) -> None:
        seeds_page.evaluate("byId('marks').querySelector('[tabindex=\"0\"]').focus()")
        assert seeds_page.evaluate("focused") == "c0"
        assert seeds_page.evaluate("[...byId('marks').querySelectorAll('[tabindex=\"0\"]')].length") == 1
        seeds_page.press("ArrowRight", 39)
        assert seeds_page.evaluate("marks.get(focused).column") in (1, 3)
        seeds_page.press("ArrowDown", 40)
        seeds_page.press("ArrowUp", 38)
        seeds_page.press("Enter", 13, "\r")
        assert seeds_page.evaluate("state.at") != ""
        assert seeds_page.evaluate("document.activeElement.dataset.mark === focused")
        seeds_page.press("Escape", 27)
        assert seeds_page.evaluate("state.at") == ""

    def test_others_and_sentences_open_by_key(self, many_page: Page) -> None:
        many_page.evaluate("buttonOf([...marks.values()].find((mark) => mark.column === 4 && mark.rest)).focus()")
        many_page.press("Enter", 13, "\r")
        assert many_page.evaluate("[...marks.values()].some((mark) => mark.close)")
        many_page.evaluate("buttonOf([...marks.values()].find((mark) => mark.column === 4 && !mark.rest)).focus()")
        many_page.press("Enter", 13, "\r")
        assert many_page.evaluate("[...marks.values()].some((mark) => mark.claim)")
        many_page.press("ArrowDown", 40)
        many_page.press("Enter", 13, "\r")
        assert many_page.evaluate("state.at[0]") == "q"
        assert seen(many_page, "mark.id === focused")

    def test_the_list_gives_the_focus_to_what_it_opened(self, seeds_page: Page) -> None:
        seeds_page.evaluate("document.querySelector('#details .claims button').focus()")
        seeds_page.press("Enter", 13, "\r")
        assert text_of(seeds_page, "#details .exact") == seeds().claims[0].text
        assert seeds_page.evaluate("document.activeElement.id") == "back"


class TestTable:
    def test_it_holds_the_same_claims_and_sorts_by_any_column(self, seeds_page: Page) -> None:
        seeds_page.evaluate("byId('view-table').click()")
        assert seeds_page.evaluate("document.querySelectorAll('#table tbody tr').length") == 39
        seeds_page.evaluate("document.querySelector('[data-field=claim] button').click()")
        rows = seeds_page.evaluate("[...document.querySelectorAll('#table td.claim')].map((cell) => cell.innerText)")
        assert isinstance(rows, list)
        ordered = seeds_page.evaluate(f"{json.dumps(rows)}.sort(new Intl.Collator('fr', {{ numeric: true }}).compare)")
        assert rows == ordered
        assert (
            seeds_page.evaluate("document.querySelector('[data-field=claim]').getAttribute('aria-sort')") == "ascending"
        )
        seeds_page.evaluate("document.querySelector('[data-field=claim] button').click()")
        rows = seeds_page.evaluate("[...document.querySelectorAll('#table td.claim')].map((cell) => cell.innerText)")
        assert rows == ordered[::-1]  # type: ignore[index]
        assert "view=table" in str(seeds_page.evaluate("location.hash"))


class TestSaving:
    def test_csv_has_every_claim_and_no_formula(self, page: Page, tmp_path: Path) -> None:
        show(page, tmp_path, hostile())
        rows = list(csv.reader(io.StringIO(str(page.evaluate("csv()")))))
        assert len(rows) == len(HOSTILE) + 1
        assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")]

    def test_svg_is_a_sound_document_with_every_mark(self, many_page: Page) -> None:
        root = ET.fromstring(str(many_page.evaluate("svg()")))  # noqa: S314 - our own page wrote it
        names = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert len(list(root.iter("{http://www.w3.org/2000/svg}g"))) == many_page.evaluate("marks.size")
        assert any("Russie" in (name or "") for name in names)

    def test_png_is_an_image(self, many_page: Page) -> None:
        assert many_page.evaluate(
            "png().then(async (blob) => [...new Uint8Array(await blob.arrayBuffer())].slice(1, 4))"
        ) == [*b"PNG"]
        assert many_page.complaints == []


class TestLook:
    def test_english_russian_and_back(self, seeds_page: Page) -> None:
        seeds_page.evaluate("choose('srussian-mod')")
        seeds_page.evaluate("byId('language').click()")
        assert seeds_page.evaluate("document.documentElement.lang") == "en"
        assert text_of(seeds_page, "h1") == "Who says what, and through whom"
        assert "Ministry of Defence of Russia" in text_of(seeds_page, "#details h2")
        assert "Russia (" in text_of(seeds_page, "#country")
        seeds_page.evaluate("byId('language').click()")
        assert text_of(seeds_page, "h1") == "Кто что утверждает и через кого"
        assert "Россия (" in text_of(seeds_page, "#country")
        assert text_of(seeds_page, "#counts") == "39 утверждений (39 предложений) · 3 статьи · 12 источников"
        assert text_of(seeds_page, "#language") == "Français"
        seeds_page.evaluate("byId('language').click()")
        assert text_of(seeds_page, "h1") == "Qui affirme quoi, et par qui"

    def test_light_and_dark(self, seeds_page: Page) -> None:
        before = seeds_page.evaluate("getComputedStyle(document.body).backgroundColor")
        seeds_page.evaluate("byId('theme').click()")
        assert seeds_page.evaluate("getComputedStyle(document.body).backgroundColor") != before
        assert seeds_page.evaluate("colours.paper") == "#151a21"

    @pytest.mark.parametrize("width", [390, 1280])
    def test_nothing_is_wider_than_the_window(self, page: Page, tmp_path: Path, width: int) -> None:
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        try:
            show(page, tmp_path, MANY)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.evaluate("choose(`q${CLAIMS[1234].id}`)")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert seen(page, "mark.claim === chosenClaim()")
        finally:
            page.call("Emulation.clearDeviceMetricsOverride")

    @pytest.mark.parametrize("view", ["graph", "table", "dark", "sentence"])
    def test_axe_finds_nothing_serious(self, page: Page, tmp_path: Path, view: str) -> None:
        show(page, tmp_path, MANY)
        page.evaluate("byId('rest').value = 'RU'; byId('rest').dispatchEvent(new Event('input'))")
        act = {"graph": "", "table": "byId('view-table').click()", "dark": "byId('theme').click()"}
        page.evaluate(act.get(view, "choose(`q${CLAIMS[7].id}`)"))
        page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        found = page.evaluate(
            "axe.run().then(({ violations }) => violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.html)]))"
        )
        assert isinstance(found, list)
        assert [row for row in found if row[0] in ("serious", "critical")] == []


class TestHostileText:
    def test_it_is_shown_and_never_runs(self, page: Page, tmp_path: Path) -> None:
        show(page, tmp_path, hostile(), title="</title><script>document.title='ran'</script>")
        before = page.evaluate("document.title")
        for index, text in enumerate(HOSTILE):
            page.evaluate(f"choose(`q${{CLAIMS[{index}].id}}`)")
            shown = str(page.evaluate("document.querySelector('#details .exact').textContent"))
            for sign in ("\u202e", "\u202c", "\u2067", "\u2069", "\x00"):
                assert sign not in shown
                text = text.replace(sign, f"U+{ord(sign):04X}")
            if "\ud800" not in text:
                assert shown == text
            for key in ("keyOf(1, DATA.ways[CLAIMS[{0}].ways[0]][1])", "keyOf(4, CLAIMS[{0}].propositions[0])"):
                page.evaluate(f"choose({key.format(index)})")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for script in (
            "byId('view-table').click()",
            "svg()",
            "csv()",
            "state.rest = DATA.propositions[0][0]; fillControls(); draw()",
        ):
            page.evaluate(script)
        for part in ("script", "href", "javascript", "__proto__"):
            page.evaluate(f"state.q = '{part}'; draw()")
        page.evaluate(f"location.hash = 'q={quote(HOSTILE[0])}&at=q{quote(HOSTILE[1])}'")
        page.settle()
        assert (
            page.evaluate("document.querySelectorAll('body img, body a, body iframe, body form:not(#controls)').length")
            == 0
        )
        assert (
            page.evaluate(
                "[...document.querySelectorAll('*')].some((e) => e.getAttributeNames().some((a) => a.startsWith('on')))"
            )
            is False
        )
        assert page.evaluate("document.title") == before != "ran"
        assert page.complaints == []
        assert one_request(page)
