"""The only place that loads a language model: sentences in, spaCy documents with Universal Dependencies out.

Every sentence is parsed alone and as one tree, whatever the model thinks of its punctuation. Every language comes out
in one scheme: UD labels, lemmas, parts of speech and morphology. Which parser reads a language stands in ``model.toml``
of its folder as ``module:function``; the function takes that file's settings and gives a ``Model``.
"""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.languages.profile import data, supported
from kg.model import weights
from kg.model.errors import ConfigError, LanguageError

if TYPE_CHECKING:
    from spacy.tokens import Doc

Model = Callable[[Iterable[str]], Iterator["Doc"]]
_SPACY = "kg.text.parsers.spacy:load"

# One code point for one, so that offsets stay those of the article.
_SAME_LENGTH = str.maketrans(
    {"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-"}
    | dict.fromkeys("\t\n\v\f\r\x85\xa0\u2007\u2009\u200a\u2028\u2029\u202f", " ")
)


def model_name(language: str) -> str:
    """The model configured for a language: ``KG_MODEL_FR`` and the like, else the one its folder names.

    Raises:
        LanguageError: the language has no folder.
    """
    if language not in supported():
        raise LanguageError(
            language, f"one of {', '.join(supported())}", "Set --lang, or add a folder to kg/languages."
        )
    return os.environ.get(f"KG_MODEL_{language.upper()}") or str(data(language, "model")["name"])


def model_version(language: str) -> tuple[str, str]:
    """Name and version of the model of a language, without loading it."""
    from importlib.metadata import PackageNotFoundError, version

    name = model_name(language)
    try:
        return name, version(name.replace("_", "-"))
    except PackageNotFoundError:
        return name, "unknown"


@functools.cache
def _model(language: str) -> Model:
    settings, name = data(language, "model"), model_name(language)
    loader = settings["parser"] if name == settings["name"] else _SPACY  # what KG_MODEL_FR names is spaCy's
    module, _, function = loader.partition(":")
    try:
        load = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise ConfigError(loader, "a parser as module:function", f"Mend model.toml of {language}.") from error
    if name == settings["name"]:
        weights.check(settings.get("weights", {}))
    model: Model = load({**settings, "name": name})
    return model


def parse(language: str, sentences: Iterable[str]) -> Iterator[Doc]:
    """One document a sentence, in order; token offsets count code points from the sentence's start.

    Raises:
        LanguageError: the language has no folder.
        ConfigError: its model is not installed, or its files are not those that were measured.
    """
    return _model(language)(sentence.translate(_SAME_LENGTH) for sentence in sentences)
