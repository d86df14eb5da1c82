"""The words in which a proposition is shown, as ``kg/languages/<language>/summary.toml`` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.answers.queries.source_kinds import kind_label
from kg.languages.profile import LABEL_LANGUAGE, check_supported, data, optional_data
from kg.model import Link, SourceKind
from kg.model.vocab import PREFIXES
from kg.propositions.verdicts.rules import DatedAgent, Path
from kg.sources.countries import load_countries
from kg.sources.registry import Registry


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language: its templates, and what it calls sources and countries."""

    language: str
    texts: Mapping[str, Mapping[str, str]]
    registry: Registry

    @classmethod
    def of(cls, language: str, registry: Registry) -> Phrases:
        """The words of a language.

        Raises:
            LanguageError: there is no such language.
        """
        check_supported(language)
        texts = optional_data(language, "summary") or data(LABEL_LANGUAGE, "summary")
        return cls(language, texts, registry)

    def say(self, table: str, key: str, **values: object) -> str:
        """A template of a table with its values; what the values say is never read as a template."""
        return self.texts[table][key].format(**values)

    def country(self, code: str) -> str:
        """A country by its code."""
        found = load_countries(self.language).countries.get(code)
        return found.label if found else code

    def source(self, iri: str, label: str) -> str:
        """A source: its label in the language where the registry has one, else the label given."""
        known = self.registry.get(iri.removeprefix(PREFIXES["agent"]))
        return dict(known.labels).get(self.language, label) if known else label

    def agent(self, stand: DatedAgent) -> str:
        """A hop's name; what nobody names is called so."""
        if stand.kind is SourceKind.UNSPECIFIED:
            return self.say("standing", stand.kind.value)
        return self.source(stand.agent, stand.label)

    def kind(self, name: str) -> str:
        """A kind of sources."""
        return kind_label(name, self.language)

    def hop(self, stand: DatedAgent) -> str:
        """A hop with what is known of it at the article's date."""
        name = self.agent(stand)
        said = name if stand.kind is SourceKind.UNSPECIFIED else f"{name} ({self._standing(stand)})"
        return self.say("standing", "doubted", hop=said) if stand.doubted else said

    def _standing(self, stand: DatedAgent) -> str:
        if stand.kind is SourceKind.UNNAMED:
            nameless = self.say("standing", stand.kind.value)
            return f"{nameless}, {self._link(stand)}" if stand.state else nameless
        return self._link(stand)

    def _link(self, stand: DatedAgent) -> str:
        if stand.link is Link.UNKNOWN or (stand.country is None and stand.link is not Link.NONE):
            return self.say("standing", "unknown")
        if stand.country is None:
            return self.say("standing", "nowhere")
        return self.say("standing", stand.link.value, country=self.country(stand.country))

    def path(self, found: Path) -> str:
        """A chain from the origin outward."""
        chain = " → ".join(map(self.hop, found.hops))
        return self.say("standing", "own_voice", chain=chain) if found.own_voice else chain

    def agents(self, stands: Iterable[DatedAgent]) -> str:
        """The names of hops, each once."""
        return listed([self.agent(stand) for stand in stands])


def listed(names: Sequence[str]) -> str:
    """Names behind one another, each once."""
    return ", ".join(dict.fromkeys(names))
