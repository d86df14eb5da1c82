"""A judge of doubtful pairs: a cross-encoder of the user's."""

from __future__ import annotations

import json

import pytest

from kg.model.errors import ConfigError
from kg.propositions.matching.assertions import assertions
from kg.propositions.matching.cross_encoder import configured, load
from kg.propositions.matching.pair_scorer import PERHAPS, SAME
from kg.propositions.matching.propose import propose
from kg.propositions.matching.rulings import Ruling
from tests.support.matching import AGAIN, SAID, bag, homes


@pytest.fixture
def model(tmp_path):
    """A cross-encoder of two outputs that finds entailment the likelier the more tokens a pair has."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    tokenizers = pytest.importorskip("tokenizers")
    helper, kind = onnx.helper, onnx.TensorProto
    nodes = [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=kind.FLOAT),
        helper.make_node("ReduceSum", ["mask", "axis"], ["length"], keepdims=1),
        helper.make_node("Neg", ["length"], ["minus"]),
        helper.make_node("Concat", ["minus", "length"], ["logits"], axis=1),
    ]
    given = [helper.make_tensor_value_info(name, kind.INT64, ["b", "t"]) for name in ("input_ids", "attention_mask")]
    graph = helper.make_graph(
        nodes,
        "tiny",
        given,
        [helper.make_tensor_value_info("logits", kind.FLOAT, ["b", 2])],
        [helper.make_tensor("axis", kind.INT64, [1], [1])],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), tmp_path / "model.onnx"
    )
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "config.json").write_text(json.dumps({"id2label": {"0": "contradiction", "1": "entailment"}}), "utf-8")
    return tmp_path


def test_a_cross_encoder_in_a_folder_rules(model, monkeypatch):
    monkeypatch.setenv("KG_JUDGE", str(model))
    judge = configured()
    assert judge is not None
    one, other = assertions([], [SAID, AGAIN])
    (ruling,) = judge([(one, other)])
    assert ruling.score > 0.99


def test_the_judge_is_asked_of_doubtful_pairs_only(monkeypatch):
    monkeypatch.setattr(
        "kg.propositions.matching.pair_scorer.PairScore.confidence", lambda ground, near: (PERHAPS + SAME) / 2
    )
    asked = []

    def judge(pairs):
        asked.extend(pairs)
        return [Ruling(0.9, "same, as read by somebody")] * len(pairs)

    propositions, _ = propose([], [SAID, AGAIN], bag, judge=judge)
    assert [(one.text, other.text) for one, other in asked] == [(SAID.text, AGAIN.text)]
    assert homes(propositions, SAID, AGAIN)
    assert any("same, as read by somebody" in one.reasons for row in propositions for one in row.members)
    monkeypatch.setattr("kg.propositions.matching.pair_scorer.PairScore.confidence", lambda ground, near: 0.9)
    propose([], [SAID, AGAIN], bag, judge=judge)
    assert len(asked) == 1


def test_a_judge_that_is_none(tmp_path, monkeypatch):
    monkeypatch.delenv("KG_JUDGE", raising=False)
    assert configured() is None
    with pytest.raises(ConfigError, match=r"config\.json"):
        load(tmp_path)


def test_a_model_without_entailment_is_refused(model):
    (model / "config.json").write_text(json.dumps({"id2label": {"0": "positive", "1": "negative"}}), "utf-8")
    with pytest.raises(ConfigError, match="entailment"):
        load(model)
