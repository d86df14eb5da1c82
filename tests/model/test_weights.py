"""A model whose files are not those that were measured is refused before it reads a word."""

from __future__ import annotations

import pytest

from kg.languages.profile import data
from kg.model import weights
from kg.model.errors import ConfigError
from kg.text import parsers
from kg.text.parsers import spacy


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package ``tiny-model`` 1.0 with code and two data files, on the path."""
    (tmp_path / "tiny_model").mkdir()
    for name in ("__init__.py", "weights.bin", "words.json"):
        (tmp_path / "tiny_model" / name).write_text(name)
    info = tmp_path / "tiny_model-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
    files = ("tiny_model/__init__.py", "tiny_model/weights.bin", "tiny_model/words.json", f"{info.name}/METADATA")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "tiny_model"


@pytest.mark.parametrize("spoil", [lambda file: file.write_text("other"), lambda file: file.unlink()])
@pytest.mark.parametrize("name", ["weights.bin", "words.json"])
def test_refuses_a_changed_or_missing_file(package, spoil, name):
    pinned = {"tiny-model": weights.digest("tiny-model")}
    weights.check(pinned)
    spoil(package / name)
    with pytest.raises(ConfigError, match=r"tiny-model.*--force-reinstall"):
        weights.check(pinned)


def test_code_may_be_compiled_anew(package):
    pinned = {"tiny-model": weights.digest("tiny-model")}
    (package / "__init__.py").write_text("# other")
    weights.check(pinned)


def test_names_a_missing_package():
    with pytest.raises(ConfigError, match="pip install no-such-model"):
        weights.check({"no-such-model": "0"})


def test_every_model_that_is_shipped_is_pinned_and_checked_when_loaded(monkeypatch):
    for language in ("fr", "en", "ru"):
        assert data(language, "model")["weights"]
    checked = []
    monkeypatch.setattr(weights, "check", checked.append)
    monkeypatch.setattr(spacy, "load", lambda settings: None)
    parsers._model.__wrapped__("en")
    monkeypatch.setenv("KG_MODEL_EN", "somebodys_own")
    parsers._model.__wrapped__("en")
    assert checked == [data("en", "model")["weights"]]
