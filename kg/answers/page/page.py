"""The graph page: claims in, one HTML file out that opens from disk with the network off.

pyvis holds the marks, lines and options of the overview and brings vis-network, which draws them; the page around them
is our own, because pyvis' template loads from the network and puts text in unescaped. Text of articles enters the page
in one place only, as JSON that holds no character with a meaning in HTML; scripts write it out with ``textContent`` or
on the canvas.
"""

from __future__ import annotations

import json
import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.answers.harmless import plain
from kg.answers.page import assets, layout
from kg.answers.page.columns import columns
from kg.answers.page.layout import Overview, overview
from kg.answers.page.records import GraphData
from kg.answers.page.tables import tables
from kg.languages.profile import PAGE_LANGUAGE
from kg.model.errors import ConfigError

# What HTML gives a meaning to, what ends a line of JavaScript, what no encoding holds, what turns or hides writing.
_ESCAPED = re.compile("[<>&\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def render(data: GraphData, title: str | None = None, language: str = PAGE_LANGUAGE) -> str:
    """The page of the claims, in French, English or Russian (a button on the page changes it).

    Raises:
        ConfigError: the page has no words in that language.
    """
    words = assets.words()
    if language not in words:
        raise ConfigError(language, f"one of {', '.join(sorted(words))}", "Ask for the page in one of these.")
    scripts, style = assets.scripts(), assets.style()
    title = plain(title) if title else None
    template = Environment(
        loader=PackageLoader("kg.answers.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("graph.html.j2")
    return template.render(
        title=title,
        language=language,
        words=words[language],
        policy=Markup(assets.policy(scripts, style)),  # noqa: S704  these three are made of our own files
        style=Markup(style),  # noqa: S704
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        data=embedded({**contents(data), "words": words, "title": title}),
    )


def contents(data: GraphData) -> dict[str, object]:
    """What the scripts draw from: pyvis' nodes, edges and options, the measures of the layout, and the tables."""
    found = columns(data)
    nodes, edges, _, _, _, options = network(overview(found)).get_network_data()
    measures = {name.lower(): getattr(layout, name) for name in ("ROWS", "ROW", "LEFT", "WIDTH", "THINNEST", "WIDEST")}
    return {"nodes": nodes, "edges": edges, "options": json.loads(options), **measures, **tables(data, found)}


def embedded(value: object) -> Markup:
    r"""JSON for a ``<script type="application/json">``: <, >, & and what is not seen written as \\u003c and so on."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # noqa: S704


def network(drawn: Overview) -> Network:
    """The overview as pyvis keeps it: marks at their places, nothing moved by physics, lines between their edges.

    vis-network draws a line from the middle of a node to that of another; so each mark has a node without extent at
    its left edge, where lines come in, and one at its right, where they go out.
    """
    found = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for mark in drawn.marks:
        half = layout.WIDTH[mark.column] / 2
        found.add_node(mark.id, label=" ", shape="custom", x=mark.x, y=mark.y)
        for sign, x in (("<", mark.x - half), (">", mark.x + half)):
            found.add_node(mark.id + sign, label=" ", shape="dot", size=0, x=x, y=mark.y)
    for line in drawn.lines:
        found.add_edge(f"{line.start}>", f"{line.end}<", id=f"{line.start} {line.end}", width=line.width, arrows="")
    found.set_options(json.dumps(_OPTIONS))
    return found


_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "selectable": False,
        "hover": False,
        "zoomView": False,  # the page has its own wheel: it moves the drawing, and zooms with Ctrl
    },
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
        "color": {"inherit": False},
    },
}
