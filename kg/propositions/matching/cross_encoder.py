"""A judge for doubtful pairs: a cross-encoder that the user names. Without one, doubtful pairs stay doubtful.

``KG_JUDGE`` names a folder: with ``model.onnx``, ``tokenizer.json`` and ``config.json`` it runs in onnxruntime, else it
is loaded by transformers. A model of natural-language inference is asked both ways, and the less sure of the two
answers counts; a model with one output gives the score itself. Nothing is fetched: the folder must be there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model.errors import ConfigError
from kg.propositions.matching.assertions import Assertion
from kg.propositions.matching.rulings import Judge, Ruling

TextJudge = Callable[[Sequence[tuple[str, str]]], Sequence[float]]  # how sure it is that two texts say the same
_Logits = Callable[[Sequence[tuple[str, str]]], NDArray[np.float32]]
_BATCH = 16
_LONGEST = 256  # tokens of a pair


def configured() -> Judge | None:
    """The judge of texts of the folder in ``KG_JUDGE``; None where none is named.

    Raises:
        ConfigError: the folder holds no model, or what runs it is not installed.
    """
    folder = os.environ.get("KG_JUDGE")
    if not folder:
        return None
    judge = load(Path(folder))

    def by_texts(pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Ruling | None]:
        return [Ruling(score) for score in judge([(one.text, other.text) for one, other in pairs])]

    return by_texts


def load(folder: Path) -> TextJudge:
    """The cross-encoder in a folder.

    Raises:
        ConfigError: the folder holds no model, or what runs it is not installed.
    """
    if not (folder / "config.json").is_file():
        raise ConfigError(
            folder, "a folder with config.json and a model", "Set KG_JUDGE to such a folder, or unset it."
        )
    config = json.loads((folder / "config.json").read_text("utf-8"))
    logits = _onnx(folder) if (folder / "model.onnx").is_file() else _transformers(folder)
    entails = _entailment(config, folder)

    def judge(pairs: Sequence[tuple[str, str]]) -> list[float]:
        out: list[float] = []
        for at in range(0, len(pairs), _BATCH):
            some = pairs[at : at + _BATCH]
            forth = _probability(logits(some), entails)
            back = _probability(logits([(other, one) for one, other in some]), entails)
            out += [round(float(value), 4) for value in np.minimum(forth, back)]
        return out

    return judge


def _entailment(config: Mapping[str, Any], folder: Path) -> int | None:
    """The output that stands for "follows from"; None for a model of one output."""
    labels = {str(name).casefold(): int(at) for at, name in (config.get("id2label") or {}).items()}
    if len(labels) < 2:
        return None
    if "entailment" not in labels:
        raise ConfigError(folder, "an output named entailment, or a single output", f"Its outputs: {sorted(labels)}.")
    return labels["entailment"]


def _probability(logits: NDArray[np.float32], entails: int | None) -> NDArray[np.float64]:
    values = logits.astype(np.float64)
    if entails is None:
        return 1.0 / (1.0 + np.exp(-values.reshape(len(values), -1)[:, 0]))
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray((raised / raised.sum(axis=1, keepdims=True))[:, entails])


def _onnx(folder: Path) -> _Logits:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ConfigError(
            "KG_JUDGE", "the packages onnxruntime and tokenizers", "pip install claim-graph[judge]"
        ) from error
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(_LONGEST)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    wanted = [value.name for value in session.get_inputs()]

    def logits(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        read = tokenizer.encode_batch(list(pairs))
        given = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in read], dtype=np.int64),
        }
        return np.asarray(session.run(None, {name: given[name] for name in wanted})[0], dtype=np.float32)

    return logits


def _transformers(folder: Path) -> _Logits:
    try:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
    except ImportError as error:
        raise ConfigError(
            "KG_JUDGE", "the packages torch and transformers, or a model.onnx", "Install them."
        ) from error
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).eval()

    def logits(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        ones, others = (list(side) for side in zip(*pairs, strict=True))
        read = tokenizer(ones, others, padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt")
        with torch.no_grad():
            return np.asarray(model(**read).logits.numpy(), dtype=np.float32)

    return logits
