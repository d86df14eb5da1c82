"""The scripts and styles that go into the page, and the policy that lets these run and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib import resources

from kg.model.errors import ConfigError

_OWN_SCRIPTS = ("words.js", "data.js", "filters.js", "marks.js", "drawing.js", "details.js", "table.js", "main.js")
_VIS_SCRIPT = "vis-network.min.js"


def scripts() -> tuple[str, ...]:
    """vis-network as pyvis ships it, then the page's own scripts, in the order they run.

    Raises:
        ConfigError: pyvis is installed without its copy of vis-network.
    """
    own = resources.files("kg.answers.page") / "static"
    return (_vis_network(), *((own / name).read_text("utf-8") for name in _OWN_SCRIPTS))


def style() -> str:
    """The page's style sheet."""
    return (resources.files("kg.answers.page") / "static" / "page.css").read_text("utf-8")


def words() -> Mapping[str, Mapping[str, str]]:
    """The words of the page itself, by language, in the order in which the button goes through them."""
    found: Mapping[str, Mapping[str, str]] = json.loads(
        (resources.files("kg.answers.page") / "static" / "words.json").read_text("utf-8")
    )
    return found


def policy(scripts: tuple[str, ...], style: str) -> str:
    """A Content-Security-Policy (W3C CSP 3) that names what may run by its hash and forbids every request."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _vis_network() -> str:
    """The newest vis-network inside pyvis, with the line ends a browser hashes and no pointer to a source map."""
    library = resources.files("pyvis") / "templates" / "lib"
    folders = [f for f in library.iterdir() if f.name.startswith("vis-") and (f / _VIS_SCRIPT).is_file()]
    if not folders:
        raise ConfigError(str(library), f"a folder with {_VIS_SCRIPT}", "Install pyvis 0.3.2 again.")
    newest = max(folders, key=lambda folder: [int(number) for number in re.findall(r"\d+", folder.name)])
    text = (newest / _VIS_SCRIPT).read_bytes().decode("utf-8")
    return re.sub(r"\r\n?", "\n", re.sub(r"//# sourceMappingURL=\S+", "", text))
