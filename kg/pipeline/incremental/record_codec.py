"""Frozen records as JSON and back: a dataclass is the list of its fields, and nothing but values is ever read.

What a record is made of is read off its type hints: numbers, words, truth values, enumerations, tuples, frozen sets,
other such records, and None beside one of these.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Json: TypeAlias = Any  # what JSON can hold
Hint: TypeAlias = Any  # a type, or what else stands as a hint
_Read = Callable[[Json], Any]


def pack(value: object) -> Json:
    """A record, or a tuple or frozen set of such, as what JSON can hold; sets are sorted where their values can be."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, frozenset):
        return [pack(one) for one in sorted(value)]
    if isinstance(value, tuple):
        return [pack(one) for one in value]
    return [pack(getattr(value, name)) for name in _names(cast(Hint, type(value)))]


def unpack(kind: type[T], value: Json) -> T:
    """A record of a kind out of what ``pack`` made of it.

    Raises:
        ValueError, TypeError: it is of another shape.
    """
    return cast(T, _reader(cast(Hint, kind))(value))


@functools.cache
def _names(kind: Hint) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@functools.cache
def _reader(kind: Hint) -> _Read:
    """What makes a value of a type hint out of JSON."""
    origin: Hint = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (_reader(one) for one in get_args(kind) if one is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is frozenset:
        return functools.partial(_set, _reader(get_args(kind)[0]))
    if origin is tuple:
        return _of_tuple(get_args(kind))
    if is_dataclass(kind):
        return _of_record(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = {member.value: member for member in kind}
        return lambda value: known[value]
    return lambda value: value


def _set(inner: _Read, value: Json) -> frozenset[Any]:
    return frozenset(map(inner, value))


def _of_tuple(kinds: tuple[Any, ...]) -> _Read:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        inner = _reader(kinds[0])
        return lambda value: tuple(map(inner, value))
    readers = tuple(map(_reader, kinds))
    return lambda value: tuple(read(one) for read, one in zip(readers, value, strict=True))


def _of_record(kind: Hint) -> _Read:
    hints = get_type_hints(kind)
    readers = tuple(_reader(hints[name]) for name in _names(kind))
    return lambda value: kind(*(read(one) for read, one in zip(readers, value, strict=True)))


def later(kind: type[T], known: dict[str, object], rest: Callable[[], T]) -> T:
    """A record of which some fields are known; the others are read when one of them is first asked for.

    It is of a subclass of its own, and equal to none but its like.
    """
    record: Hint = object.__new__(_late(cast(Hint, kind)))
    for name, value in (*known.items(), ("_rest", rest)):
        object.__setattr__(record, name, value)
    return cast(T, record)


@functools.cache
def _late(kind: Hint) -> type:
    names = frozenset(_names(kind))

    def missing(self: object, name: str) -> object:
        """Called where a slot is empty."""
        if name not in names:
            raise AttributeError(name)
        whole = object.__getattribute__(self, "_rest")()
        for field in names:
            if not _is_filled(self, field):
                object.__setattr__(self, field, getattr(whole, field))
        return object.__getattribute__(self, name)

    return type(kind.__name__, (kind,), {"__slots__": ("_rest",), "__getattr__": missing})


def _is_filled(record: object, name: str) -> bool:
    try:
        object.__getattribute__(record, name)
    except AttributeError:
        return False
    return True
