"""The graph page: claims in, one HTML file out that opens from disk with the network off.

pyvis holds the nodes, edges and options and brings vis-network; the page around them is our own, because pyvis'
template loads from the network and puts text in unescaped. Text of articles enters the page in one place only, as
JSON that holds no character with a meaning in HTML; scripts write it out with ``textContent`` or on the canvas.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import networkx as nx
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.answers.harmless import plain
from kg.answers.page import assets
from kg.answers.page.graph import GraphClaim, GraphHop, Key, build
from kg.answers.page.layout import Position, layout
from kg.languages.profile import PAGE_LANGUAGE
from kg.model.errors import ConfigError

_CONTEXT_LIMIT = 160  # characters of the article shown before and after a sentence
_MANY = 1500  # edges; beyond, they are hidden while the drawing is dragged
_STATE_LINKS = ("organ", "controlled", "captured")
_DASHES: dict[str, bool | list[int]] = {"none": [7, 5], "funded": [7, 5], "unknown": [2, 5]}


def render(claims: Sequence[GraphClaim], title: str | None = None, language: str = PAGE_LANGUAGE) -> str:
    """The page of the claims, in French or English (a button on the page changes it).

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
        data=embedded({**_drawing(claims), "words": words, "title": title}),
    )


def embedded(value: object) -> Markup:
    r"""JSON for a ``<script type="application/json">``: ASCII only, and <, >, & written as \\u003c and so on."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def network(graph: nx.DiGraph[Key]) -> Network:
    """The graph as pyvis keeps it: nodes at their places, nothing moved by physics, arrows toward the claim."""
    places = layout(graph)
    numbers = {key: number for number, key in enumerate(graph)}
    drawn = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for key, number in numbers.items():
        drawn.add_node(number, **_node(graph.nodes[key], places[key]))
    for start, end, data in graph.edges(data=True):
        drawn.add_edge(numbers[start], numbers[end], **_edge(data.get("link")))
    drawn.set_options(json.dumps(_options(graph.number_of_edges())))
    return drawn


def _node(data: dict[str, object], place: Position) -> dict[str, object]:
    shown: dict[str, object] = {name: data[name] for name in ("agent", "claim", "single") if name in data}
    return {
        **shown,
        "label": data["label"] or " ",  # pyvis writes a node's number where the label is empty
        "group": str(data["kind"]),
        "country": data["country"],
        "shape": "custom",
        "x": round(place.x, 1),
        "y": round(place.y, 1),
        "fold": place.fold,
        "wide": place.wide,
    }


def _edge(link: str | None) -> dict[str, object]:
    if link is None:
        return {}
    return {"link": "state" if link in _STATE_LINKS else link, "dashes": _DASHES.get(link, False)}


def _options(edges: int) -> dict[str, object]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "dragNodes": False,
            "selectable": False,
            "hover": False,
            "zoomView": False,  # the page has its own wheel: it moves the drawing, and zooms with Ctrl
            "hideEdgesOnDrag": edges > _MANY,
            "hideEdgesOnZoom": edges > _MANY,
        },
        "edges": {
            "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
            "color": {"color": "#aab4c2", "inherit": False},
            "width": 1.2,
        },
    }


def _drawing(claims: Sequence[GraphClaim]) -> dict[str, object]:
    """What the scripts draw from: pyvis' nodes, edges and options, the claims, and each agent once."""
    graph = build(claims)
    nodes, edges, _, _, _, options = network(graph).get_network_data()
    agents = {hop.agent_id: _agent(hop) for claim in claims for chain in claim.chains for hop in chain}
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "agents": agents,
        "claims": [_claim(claim) for claim in claims],
    }


def _agent(hop: GraphHop) -> dict[str, object]:
    return {"label": hop.label, "labels": dict(hop.labels), "kind": str(hop.kind), "outlet": hop.role == "outlet"}


def _claim(claim: GraphClaim) -> dict[str, object]:
    return {
        "id": claim.id,
        "text": claim.text,
        "before": _tail(claim.before),
        "after": _head(claim.after),
        "article": claim.article,
        "date": claim.date,
        "kind": str(claim.kind),
        "language": claim.language,
        "quote": str(claim.quote),
        "commitment": str(claim.commitment),
        "chains": [[_hop(hop) for hop in chain] for chain in claim.chains],
        "single": claim.single_origin,
        "perhaps": claim.perhaps,
        "subject": claim.subject,
        "proposition": claim.proposition,
    }


def _head(text: str) -> str:
    """The beginning of what follows a sentence, up to a word's end."""
    if len(text) <= _CONTEXT_LIMIT:
        return text
    return text[:_CONTEXT_LIMIT].rsplit(maxsplit=1)[0] + " …"


def _tail(text: str) -> str:
    """The end of what precedes a sentence, from a word's beginning."""
    if len(text) <= _CONTEXT_LIMIT:
        return text
    return "… " + text[-_CONTEXT_LIMIT:].split(maxsplit=1)[-1]


def _hop(hop: GraphHop) -> dict[str, object]:
    return {
        "role": str(hop.role),
        "agent": hop.agent_id,
        "country": hop.country,
        "link": str(hop.link),
        "mention": hop.mention,
        "cue": hop.cue,
        "rule": hop.rule,
        "basis": str(hop.basis),
    }
