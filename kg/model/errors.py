"""The one tree of errors.

    KgError
    ├── InputError        a file or row that cannot be read as an article
    │   └── InputRemark   what is to be known of one that was read all the same
    ├── ConfigError       a setting, option or resource that cannot be used
    │   └── LanguageError a language the program has no folder for
    ├── RegistryError     a row of the registry that breaks its rules
    ├── StoreError        the store cannot be opened, read or written
    ├── OutputError       an output that cannot be written whole
    ├── ProgramFault      an article that a mistake of the program keeps from being read
    ├── ModelError        a language model's server that cannot be asked
    ├── AccessError       a request to the server that must not pass
    └── QueryError        a question that cannot be answered
        ├── UnknownQuery  no query of that name
        ├── NotFound      nothing of that name in the store
        ├── BadParameter  a parameter that is missing, unknown or of the wrong type
        └── QueryTimeout  the time limit was reached

Every message names the bad value, what was expected, and the fix.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of every error a user can cause or mend: the bad value, what was expected, the fix."""

    def __init__(self, value: object, expected: str, fix: str) -> None:
        """Keep the three parts apart so that callers can print or log them as they need."""
        self.value = value
        self.expected = expected
        self.fix = fix
        super().__init__(f"{value}: expected {expected}. {fix}")

    def __reduce__(self) -> tuple[type[KgError], tuple[object, str, str]]:
        """By its three parts from one process to another."""
        return type(self), (str(self.value), self.expected, self.fix)


class InputError(KgError):
    """A file or row that cannot be read as an article."""


class InputRemark(InputError):
    """What is to be known of a file or row that was read all the same: a guess, a loss. Told, never raised."""


class ConfigError(KgError):
    """A setting, option or resource that cannot be used."""


class LanguageError(ConfigError):
    """A language the program has no folder for."""


class RegistryError(KgError):
    """A row of the registry that breaks its rules."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class OutputError(KgError):
    """An output that cannot be written whole."""


class ProgramFault(KgError):
    """An article that a mistake of the program keeps from being read: set aside with the place in the code."""


class ModelError(KgError):
    """A language model's server that cannot be reached, refuses, or speaks another protocol."""


class AccessError(KgError):
    """A request to the server of this program that must not pass."""


class QueryError(KgError):
    """A question that cannot be answered."""


class UnknownQuery(QueryError):
    """No query of that name."""


class NotFound(QueryError):
    """Nothing of that name in the store."""


class BadParameter(QueryError):
    """A parameter that is missing, unknown or of the wrong type."""


class QueryTimeout(QueryError):
    """The time limit was reached."""
