"""What mentions say adds up, and what contradicts any of it rules an entity out."""

from __future__ import annotations

import pytest

from kg.claims.resolve.entities import Description, Entity, Occurrence, contradicts, describe
from kg.claims.resolve.source_mention import SourceMention
from kg.languages.cue_lexicon import lexicon
from kg.model import Affiliation, Agent, AgentType, Gender, Link, SourceKind
from tests.support.parsed_by_hand import parsed, table

PERSON = Agent("ann-lee", "Ann Lee", SourceKind.NAMED, AgentType.PERSON)
BODY = Agent("bridge-trust", "Bridge Trust", SourceKind.NAMED, AgentType.NGO)
MINISTER = Agent(
    "minister",
    "Jan Wit",
    type=AgentType.PERSON,
    gender=Gender.MALE,
    affiliations=(Affiliation("NL", Link.ORGAN, office="minister-of-defence"),),
)


def entity(agent, *said):
    made = Entity(agent)
    for at, one in enumerate(said):
        made.add(one, Occurrence(at, 0))
    return made


def words(*names):
    return frozenset(names)


def mention(language, line, size):
    """A mention of the first words of a sentence parsed by hand; the last of its nouns is the head."""
    sentence = parsed(language, table(line))
    tokens = tuple(sentence.doc[:size])
    head = next(token for token in tokens if token.dep_ in ("nsubj", "ROOT"))
    return SourceMention(tokens, head, sentence.doc.words(0, size), lexicon(language))


def test_what_mentions_say_adds_up():
    lawyer = Description("lawyer", words("lawyer"), words=words("young"), gender="Fem", number="Sing", human=True)
    dane = Description("deputy", words("deputy"), former=words("mayor"), countries=words("DK"))
    one = entity(PERSON, lawyer, dane)
    assert (one.mentions, one.last.sentence, one.spoke) == (2, 1, -1)
    assert one.heads == one.nouns == {"lawyer", "deputy"}
    assert (one.former, one.words, one.countries, one.numbers) == ({"mayor"}, {"young"}, {"DK"}, {"Sing"})
    assert one.gender == "Fem"


def test_the_gender_of_a_body_is_that_of_its_last_word():
    said = (Description("groupe", gender="Masc"), Description("association", gender="Fem"))
    assert entity(BODY, *said).gender == "Fem"
    assert entity(BODY, *said, Description("ONG")).gender is None


@pytest.mark.parametrize(
    ("agent", "told", "asked"),
    [
        (PERSON, Description("lawyer", gender="Fem"), Description("he", gender="Masc")),
        (MINISTER, Description("minister"), Description("elle", gender="Fem")),
        (PERSON, Description("lawyer", number="Sing"), Description("they", number="Plur")),
        (PERSON, Description("lawyer"), Description("agency", human=False)),
        (BODY, Description("trust"), Description("lawyer", human=True)),
        (PERSON, Description("deputy", countries=words("DK")), Description("deputy", countries=words("NO"))),
        (MINISTER, Description("minister"), Description("minister", countries=words("NO"))),
        (MINISTER, Description("minister"), Description("minister", office="prime-minister")),
        (PERSON, Description("minister", former=words("minister")), Description("minister", words("minister"))),
        (PERSON, Description("minister", words("minister")), Description("minister", former=words("minister"))),
    ],
)
def test_what_differs_rules_out_whatever_was_said_since(agent, told, asked):
    assert contradicts(asked, entity(agent, told, Description("")), "2017-04-05", lexicon("en"))


@pytest.mark.parametrize(
    ("agent", "told", "asked"),
    [
        (PERSON, Description("lawyer", gender="Fem"), Description("she", gender="Fem")),
        (PERSON, Description("lawyer"), Description("he", gender="Masc")),
        (BODY, Description("trust", number="Sing"), Description("they", number="Plur")),
        (PERSON, Description("deputy", countries=words("DK")), Description("deputy")),
        (MINISTER, Description("minister"), Description("minister", countries=words("NL"))),
        (PERSON, Description("minister", former=words("minister")), Description("minister", former=words("minister"))),
        (PERSON, Description("deputy", words("deputy"), words("mayor")), Description("deputy", words("deputy"))),
    ],
)
def test_what_does_not_differ_leaves_it_open(agent, told, asked):
    assert not contradicts(asked, entity(agent, told), "2017-04-05", lexicon("en"))


@pytest.mark.parametrize(
    ("language", "line", "size"),
    [
        ("fr", "l'/DET/det/2/le ancien/ADJ/amod/2 ministre/NOUN/nsubj/3 parle/VERB/ROOT/3/parler", 3),
        ("fr", "l'/DET/det/1/le ex-ministre/NOUN/nsubj/2 parle/VERB/ROOT/2/parler", 2),
        ("en", "the/DET/det/2 former/ADJ/amod/2 minister/NOUN/nsubj/3 spoke/VERB/ROOT/3/speak", 3),
        ("en", "the/DET/det/3 former/ADJ/amod/3 defence/NOUN/compound/3 minister/NOUN/nsubj/4 spoke/VERB/ROOT/4", 4),
        (
            "en",
            "the/DET/det/3 ex/NOUN/compound/3 -/PUNCT/punct/3 minister/NOUN/nsubj/4 spoke/VERB/ROOT/4",
            4,
        ),
        ("ru", "бывший/ADJ/amod/1 министр/NOUN/nsubj/2 говорит/VERB/ROOT/2/говорить", 2),
        ("ru", "экс-министр/NOUN/nsubj/1 говорит/VERB/ROOT/1/говорить", 1),
    ],
)
def test_who_was_something_is_it_no_longer(language, line, size):
    said = describe(mention(language, line, size))
    (noun,) = said.former
    assert noun in {"ministre", "minister", "министр"}
    assert noun not in said.nouns


@pytest.mark.parametrize(
    ("language", "line", "size"),
    [
        ("fr", "le/DET/det/1 ministre/NOUN/nsubj/2 parle/VERB/ROOT/2/parler", 2),
        ("en", "the/DET/det/1 minister/NOUN/nsubj/2 spoke/VERB/ROOT/2/speak", 2),
        (
            "en",
            "the/DET/det/1 minister/NOUN/nsubj/5 of/ADP/case/4 former/ADJ/amod/4 days/NOUN/nmod/1 spoke/VERB/ROOT/5",
            5,
        ),
        ("ru", "министр/NOUN/nsubj/1 говорит/VERB/ROOT/1/говорить", 1),
    ],
)
def test_who_is_something_is_not_told_to_have_been_it(language, line, size):
    said = describe(mention(language, line, size))
    assert not said.former
    assert said.nouns


ANN = "Ann/PROPN/nsubj/0 Lee/PROPN/flat/0 ,/PUNCT/punct/0"


@pytest.mark.parametrize(
    ("behind", "nouns"),
    [
        ("a/DET/det/4 lawyer/NOUN/dep/0 ,/PUNCT/punct/4 came/VERB/ROOT/6", {"lawyer"}),
        ("the/DET/det/4 mayor/NOUN/nsubj/5 said/VERB/ROOT/5", set()),
        ("a/DET/det/4 lawyer/NOUN/conj/0 and/CCONJ/cc/6 judge/NOUN/conj/0 came/VERB/ROOT/7", set()),
        ("lawyers/NOUN/conj/0/lawyer/Number=Plur ,/PUNCT/punct/3 came/VERB/ROOT/5", set()),
        ("bridges/NOUN/conj/0/bridge ,/PUNCT/punct/3 came/VERB/ROOT/5", set()),
    ],
)
def test_a_calling_between_commas_behind_a_name_is_his(behind, nouns):
    assert describe(mention("en", f"{ANN} {behind}", 2)).nouns == nouns
