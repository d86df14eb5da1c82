"""Pieces of the joining: actors, points, events they are said of, decisions of persons, candidates, cache, judge."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from kg.languages.profile import supported
from kg.model import Agent, Article, Basis, Chain, Claim, Commitment, Fact, Hop, Known, Mention, Role, Span
from kg.model.errors import ConfigError
from kg.propositions.matching import contents, propose
from kg.propositions.matching.actors import actors
from kg.propositions.matching.constraints import Constraint
from kg.propositions.matching.contents import items
from kg.propositions.matching.cross_encoder import configured, load
from kg.propositions.matching.nearest_neighbours import EXACT, candidates
from kg.propositions.matching.pair_scorer import PERHAPS, SAME
from kg.propositions.matching.tokenized import read
from kg.propositions.matching.vector_cache import cached
from tests.propositions.matching.test_matching import bag, claim, item
from tests.support.paths import CASES


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("The Ukrainian army shelled the harbour of Kadmar", "en", ["UA"]),
        ("Les forces turques ont bombardé le port", "fr", ["TR"]),
        ("Турецкая армия обстреляла порт", "ru", ["TR"]),
        ("The harbour was hit in Turkey", "en", []),
        ("Rebels held the harbour", "en", ["rebels"]),
        ("Iranian carpets were sold in the harbour", "en", []),
        ("The government closed the harbour", "en", ["government"]),
    ],
)
def test_who_acts(text, language, who):
    assert [actor.who for actor in actors(read(item(text, language)))] == who


def reported(text: str, content: str, cue: str, source: str, language: str = "en") -> Claim:
    """A claim whose content, cue and source are the given words of it."""
    at = {words: Span(text.index(words), text.index(words) + len(words)) for words in (content, cue, source)}
    hops = (
        Hop(Role.ORIGIN, Agent("m", "m"), Basis.EXPLICIT, "test", mention=at[source], cue=at[cue]),
        Hop(Role.OUTLET, Agent("o", "o"), Basis.METADATA, "test"),
    )
    chains = (Chain(hops, (at[content],)),)
    return replace(claim(text, language=language), chains=chains)


@pytest.mark.parametrize(
    ("said", "content", "cue", "source", "text", "language"),
    [
        (
            "The mayor put the death toll at 58 saying there were children among them.",
            "there were children among them",
            "saying",
            "The mayor",
            "put the death toll at 58  there were children among them",
            "en",
        ),
        (
            "The mayor, who survived the attack, said that the harbour was closed.",
            "the harbour was closed",
            "said",
            "The mayor",
            "the harbour was closed",
            "en",
        ),
        (
            "The mayor did not say who was killed but said the harbour was closed.",
            "the harbour was closed",
            "said the",
            "The mayor",
            "the harbour was closed",
            "en",
        ),
        (
            "The harbour was closed, the mayor said in a statement on the attack.",
            "The harbour was closed",
            "said",
            "the mayor",
            "The harbour was closed",
            "en",
        ),
        (
            "Le maire, qui a survécu à l'attaque, a dit que le port était fermé.",
            "le port était fermé",
            "a dit",
            "Le maire",
            "le port était fermé",
            "fr",
        ),
        (
            "Мэр, который пережил атаку, сказал, что порт был закрыт.",
            "порт был закрыт",
            "сказал",
            "Мэр",
            "порт был закрыт",
            "ru",
        ),
    ],
)
def test_what_a_first_report_says_belongs_to_the_content_of_the_second(said, content, cue, source, text, language):
    found = items([], [reported(said, content, cue, source, language)])[0].text
    assert found.split() == text.split()


@pytest.mark.parametrize(
    ("text", "language", "point"),
    [
        ("Turkish warplanes bombed the harbour and killed 14 people", "en", "culprit: TR, attack"),
        ("Turkish warplanes bombed the harbour and killed 14 people", "en", "toll: 14, person, kill"),
        ("L'armée turque a bombardé le port et tué 14 personnes", "fr", "culprit: TR, attack"),
        ("L'armée turque a bombardé le port et tué 14 personnes", "fr", "toll: 14, person, kill"),
        ("Турецкая армия нанесла удар по порту, погибли 14 человек", "ru", "toll: 14, person, kill"),
        ("Rebels were behind the attack on the harbour", "en", "culprit: rebels, attack"),
        ("These heinous acts by the Turkish army shocked the town", "en", "culprit: TR, attack"),
        ("The Turkish army continues to commit crimes in the harbour", "en", "culprit: TR, attack"),
        ("Rockets hit the hospital of the harbour", "en", "target: hospital"),
        ("Des roquettes ont frappé l'hôpital du port", "fr", "target: hospital"),
        ("Ракеты попали в больницу порта", "ru", "target: hospital"),
        ("Norway demanded an investigation of the attack", "en", "call: investigate"),
        ("La Norvège a demandé une enquête sur l'attaque", "fr", "call: investigate"),
        ("Норвегия потребовала расследования атаки", "ru", "call: investigate"),
        ("Turkish planes have not struck the harbour", "en", "denial: TR"),
        ("Les avions turcs n'ont pas frappé le port", "fr", "denial: TR"),
        ("Турецкие самолеты не наносили ударов по порту", "ru", "denial: TR"),
        ("The town was attacked with sarin", "en", "weapon: nerve-agent"),
        ("Le village a été attaqué au sarin", "fr", "weapon: nerve-agent"),
        ("Деревню атаковали зарином", "ru", "weapon: nerve-agent"),
        ("Barrel bombs killed three people", "en", "weapon: barrel-bomb"),
        ("Des barils d'explosifs ont tué trois personnes", "fr", "weapon: barrel-bomb"),
        ("Бочковые бомбы убили трёх человек", "ru", "weapon: barrel-bomb"),
        ("Victims of the attack had foam around their mouths", "en", "sign: foam"),
        ("Les victimes de l'attaque avaient de la mousse à la bouche", "fr", "sign: foam"),
        ("У пострадавших при атаке шла пена изо рта", "ru", "sign: foam"),
    ],
)
def test_a_point_has_one_name_in_all_languages(text, language, point):
    (found,) = contents(items((), [claim(text, language=language)]))
    assert point in {str(one) for one in found.points}


@pytest.mark.parametrize(
    "text",
    [
        "The attack was carried out either by the Turkish army or by rebels",  # one of two: nobody knows
        "Turkey sent doctors after the attack on the harbour",
        "An attack in Turkey closed the harbour",
        "The attack was carried out by either Turkish or Greek planes",
        "Rebels staged the attack to forge a pretext for accusing Turkey",
    ],
)
def test_nobody_is_a_culprit_whom_no_words_name_as_one(text):
    (found,) = contents(items((), [claim(text)]))
    assert not [point for point in found.points if point.kind == "culprit"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sarin is an organophosphorus compound", "weapon"),
        ("The army did not use sarin in the attack", "weapon"),
        ("Firefighters covered the wreck with foam after the attack", "sign"),
        ("A faint hope remained after the attack", "sign"),
    ],
)
def test_what_is_only_called_by_such_a_word_is_no_point(text, kind):
    (found,) = contents(items((), [claim(text)]))
    assert not [point for point in found.points if point.kind == kind]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Idlib is largely controlled by rebels", "rebels"),
        ("Idlib fell under the control of rebels", "rebels"),
        ("The Turkish army took control of Idlib from rebels", None),
        ("Idlib is not controlled by rebels", None),
        ("The control of passports in Idlib was long", None),
    ],
)
def test_who_holds_a_place(text, holder):
    there = Mention(Span(text.index("Idlib"), text.index("Idlib") + 5), "Idlib", "geonames-169389", "Idlib", "place")
    (found,) = contents(items((), [replace(claim(text), mentions=(there,))]))
    assert [point.of for point in found.points if point.kind == "control"] == (
        [("=geonames-169389", holder)] if holder else []
    )


def test_who_denies_without_being_known_is_a_side_by_his_words():
    texts = [
        "Turkish army units denied using mustard gas",
        "The army denied using mustard gas",
        "A baker denied using it",
    ]
    said = [reported(text, text[text.index("using") :], "denied", text[: text.index(" denied")]) for text in texts]
    denied = [replace(one, commitment=Commitment.DENIED) for one in said]
    found = contents(items((), [*denied, claim("The Turkish army shelled the town, too, and left", "a")]))
    culprits = {one.item.source: {point.of[0] for point in one.points if point.kind == "culprit"} for one in found}
    assert culprits == {"": {"TR"}, texts[0][:18]: {"TR"}, "The army": {"TR"}, "A baker": set()}  # the army spoken of


def test_an_event_called_by_its_place_is_of_the_year_that_was_said_of_it():
    texts = [
        *(f"Rockets hit {count} houses in Kadmar" for count in range(2, 7)),
        "In 2011 hundreds died in an attack in Bortan",
        "The Turkish army was behind the Bortan attack",
        "Shops in Bortan closed",
    ]
    found = contents(items([dated("a", "2017-04-05")], [claim(text, start=100 * at) for at, text in enumerate(texts)]))
    assert [sorted(one.setting.years) for one in found] == [*([] for _ in range(5)), [2011], [2011], []]


COPY = "Straddling two valleys the movement swept across the north in recent weeks driving many to flee before {side}"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (COPY.format(side="Turkish troops"), f"In 2011 {COPY.format(side='Iranian troops')} by night", True),
        (COPY.format(side="30 soldiers"), COPY.format(side="70 soldiers"), False),  # the figure was put right since
        (COPY.format(side="Turkish troops"), "In 2011 a movement of two valleys took the north from Iran", False),
    ],
)
def test_a_sentence_copied_word_for_word_says_the_same(one, other, together):
    found = [claim(one, "a"), claim(other, "b")]
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", "2017-04-06")], found, bag)
    assert any(len(named.members) == 2 for named in propositions) is together


def dated(name, day):
    return Article(name, "", date=Fact(day, Known.ASSERTED))


@pytest.mark.parametrize(
    ("one", "other", "day", "together"),
    [
        ("14 people were killed in Kadmar", "The toll in Kadmar stands at 14 people killed", "2017-04-06", True),
        ("14 people were killed in Kadmar", "14 people were killed in Bortan", "2017-04-06", False),
        ("14 people were killed in Kadmar", "14 people were killed in Kadmar in 2011", "2017-04-06", False),
        ("14 people were killed in Kadmar", "The toll in Kadmar stands at 14 people killed", "2018-02-06", False),
    ],
)
def test_a_point_is_shared_where_event_and_time_are(one, other, day, together):
    found = [claim(one, "a"), claim(other, "b")]
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", day)], found, bag)
    assert any({member.article for member in named.members} == {"a", "b"} for named in propositions) is together


def test_figures_many_times_apart_are_of_two_events_and_stay_in_doubt():
    texts = [f"{number} people were killed by rockets in Kadmar" for number in (3, 4, 85)]
    found = [claim(text, name) for text, name in zip(texts, "abc", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abc"], found, bag)
    together = [one for one in propositions if {member.article for member in one.members} >= {"a", "b"}]
    assert together
    assert all("c" not in {member.article for member in one.members} for one in propositions if len(one.members) > 1)
    assert "c" in {member.article for one in together for member in one.perhaps}


def test_bare_denials_of_one_actor_leave_each_other_in_doubt():
    texts = ["The Turkish army has no mines in Kadmar", "The Turkish army did not do it in Kadmar, it never had any"]
    others = ["Rebels had no mines in Kadmar", "The Turkish army did not keep the ceasefire"]
    found = [claim(text, name) for text, name in zip([*texts, *others], "abcd", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abcd"], found, bag)
    (one,) = [one for one in propositions if {member.article for member in one.members} == {"a"}]
    assert {member.article for member in one.perhaps} == {"b"}


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("using mustard gas on Tuesday insisting it has never used it", True),
        ("that no soldiers were in the harbour", False),
    ],
)
def test_a_denial_seldom_denies_a_negation(text, negated):
    (found,) = contents(items((), [claim(text, commitment=Commitment.DENIED)]))
    assert found.anchors.negated is negated


def test_who_denies_a_deed_vouches_for_a_proposition_of_its_own():
    said, one, other = "planes struck a house", "planes have not struck anything", "troops did not use bombs"
    texts = [f"Turkish {words} in Kadmar" for words in (said, one, other)]
    found = [claim(text, name) for text, name in zip(texts, "abc", strict=True)]
    propositions, _ = propose([dated(name, "2017-04-05") for name in "abc"], found, bag)
    stances = [{(member.article, member.stance.value) for member in one.members} for one in propositions]
    assert {("b", "expresses"), ("c", "expresses")} in stances


def test_an_undated_report_is_only_perhaps_of_the_same_event():
    found = [claim("14 people were killed in Kadmar", name) for name in "ab"]
    found.append(claim("The toll in Kadmar stands at 14 people killed by shelling", "c"))
    propositions, _ = propose([dated("a", "2017-04-05"), dated("b", "2017-04-05")], found, bag)
    (toll,) = [one for one in propositions if any("toll" in why for why in one.members[0].reasons)]
    assert {member.article for member in toll.members} == {"a", "b"}
    assert {member.article for member in toll.perhaps} == {"c"}


def _alike():
    for language in supported():
        path = CASES / language / "alike.tsv"
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert len(rows) == 40
        for at, (one, other, *fails) in enumerate(rows, 1):
            marks = [pytest.mark.xfail(reason=fails[0], strict=True)] if fails else []
            yield pytest.param(language, one, other, id=f"{language}-{at}", marks=marks)


@pytest.mark.models
@pytest.mark.parametrize(("language", "one", "other"), list(_alike()))
def test_what_is_alike_in_place_number_or_verb_is_not_one_proposition(language, one, other):
    """The files of cases say what is alike in each pair; what still goes wrong has its reason behind."""
    articles = [dated(name, "2017-04-05") for name in "ab"]
    propositions, _ = propose(articles, [claim(one, "a", language), claim(other, "b", language)])
    assert all(len({member.article for member in found.members}) == 1 for found in propositions)


def place(found):
    return (found.article, found.span, None)


def homes(propositions, *found):
    return [
        one
        for one in propositions
        if {(c.article, c.span) for c in found} <= {(member.article, member.span) for member in one.members}
    ]


SAID = claim("Two bridges of Kadmar fell on Monday", "a")
AGAIN = claim("Two bridges of Kadmar fell on Monday", "b")
ELSE = claim("The minister visited a school in the mountains", "c")


def test_what_a_person_keeps_apart_nothing_joins():
    assert homes(propose([], [SAID, AGAIN], bag)[0], SAID, AGAIN)
    decided = [Constraint(place(AGAIN), place(SAID), same=False)]
    propositions, _ = propose([], [SAID, AGAIN], bag, constraints=decided)
    assert not homes(propositions, SAID, AGAIN)
    assert not any(one.perhaps for one in propositions)


def test_what_a_person_joins_stays_joined():
    assert not homes(propose([], [SAID, ELSE], bag)[0], SAID, ELSE)
    propositions, _ = propose([], [SAID, ELSE], bag, constraints=[Constraint(place(SAID), place(ELSE), same=True)])
    assert homes(propositions, SAID, ELSE)


def test_a_decision_on_what_is_not_there_waits():
    gone = ("z", Span(0, 5), None)
    decided = [Constraint(place(SAID), gone, same=True)]
    assert propose([], [SAID, AGAIN], bag, constraints=decided) == propose([], [SAID, AGAIN], bag)


def test_many_contents_are_compared_by_landmarks_and_near_ones_are_found():
    random = np.random.default_rng(0)
    topics = random.normal(size=(400, 64))
    rows = np.repeat(topics, 15, axis=0) + 0.3 * random.normal(size=(6000, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert len(rows) > EXACT
    pairs = {(one, other) for one, other, _ in candidates(rows)}
    wanted = {(at, at + 1) for at in range(len(rows) - 1) if at // 15 == (at + 1) // 15}
    assert len(wanted & pairs) > 0.97 * len(wanted)
    assert len(pairs) < 6000 * 6000 / 20


def test_the_order_of_many_contents_does_not_matter():
    random = np.random.default_rng(1)
    rows = random.normal(size=(EXACT + 200, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    order = random.permutation(len(rows))
    turned = {tuple(sorted((int(order[i]), int(order[j])))) for i, j, _ in candidates(rows[order])}
    pairs = {(i, j) for i, j, _ in candidates(rows)}
    assert len(pairs ^ turned) < 1e-4 * len(pairs)  # products of other blocks differ in the last bit


def test_a_text_is_encoded_once(tmp_path):
    asked = []

    def encoder(texts):
        asked.extend(texts)
        return bag(texts)

    encode = cached(lambda: encoder, "bag", tmp_path / "vectors.sqlite")
    first = encode(["one bridge", "two bridges"])
    assert np.array_equal(encode(["two bridges", "three", "one bridge"])[[2, 0]], first)
    assert asked == ["one bridge", "two bridges", "three"]
    assert np.array_equal(cached(lambda: bag, "other", tmp_path / "vectors.sqlite")(["three"]), bag(["three"]))


def test_a_spoilt_cache_is_made_anew(tmp_path):
    (tmp_path / "vectors.sqlite").write_bytes(b"no database" * 100)
    encode = cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")
    assert np.array_equal(encode(["three"]), bag(["three"]))
    assert np.array_equal(cached(lambda: bag, "bag", tmp_path / "vectors.sqlite")(["three"]), bag(["three"]))


def test_in_any_order_and_added_one_by_one_the_result_is_the_same():
    """A rebuild reads all that is stored, so what counts is that no order of adding shows in it."""
    texts = [f"{n % 4 + 2} people were killed by shelling in {['Kadmar', 'Bortan', 'Selim'][n % 3]}" for n in range(12)]
    found = [claim(text, f"a{n}") for n, text in enumerate(texts)]
    whole = propose([dated(one.article, "2017-04-05") for one in found], found, bag)
    for seed in range(4):
        random.Random(seed).shuffle(found)  # noqa: S311
        assert propose([dated(one.article, "2017-04-05") for one in found], found, bag) == whole


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
    (sure,) = judge([("two bridges fell", "two bridges of Kadmar fell")])
    assert sure > 0.99


def test_the_judge_is_asked_of_doubtful_pairs_only(monkeypatch):
    monkeypatch.setattr(
        "kg.propositions.matching.pair_scorer.Ground.confidence", lambda ground, near: (PERHAPS + SAME) / 2
    )
    asked = []

    def judge(pairs):
        asked.extend(pairs)
        return [0.9] * len(pairs)

    propositions, _ = propose([], [SAID, AGAIN], bag, judge=judge)
    assert asked == [(SAID.text, AGAIN.text)]
    assert homes(propositions, SAID, AGAIN)
    monkeypatch.setattr("kg.propositions.matching.pair_scorer.Ground.confidence", lambda ground, near: 0.9)
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


def test_a_prediction_makes_no_points_of_fact():
    (found,) = contents(items((), [claim("14 people will be killed in Kadmar", commitment=Commitment.PROSPECTIVE)]))
    assert not [point for point in found.points if point.kind in ("toll", "culprit", "harm")]
