"""What is believed of an answer, what is void, and what stays as the rules left it."""

import json
from dataclasses import replace

import pytest

from kg.claims.second_reader.evidence import borne_out
from kg.claims.second_reader.questions import questions
from kg.claims.second_reader.records import Ask, Reply, Void
from kg.claims.second_reader.revise import revised
from kg.model import Agent, Basis, Chain, Commitment, Hop, Role, SourceKind, Span
from tests.support.model_server import code, row
from tests.support.read_by_model import TEXT, WANTED, answered, good, kept, read

pytestmark = pytest.mark.models


def asked(change=None, article=None, ask=Ask.DOUBT):
    """The claims after good answers, with the rows of the wanted sentence changed, and the tally."""
    article = article or read()
    found = list(questions(article, ask))

    def answer(question):
        body = json.loads(question.messages[1][1])
        said = good(body)
        for one in said["answers"] if question.article == article.article.digest else ():
            if article.claims[one["n"]].text == WANTED and change:
                one |= change(body)
        return kept(question, json.dumps(said, ensure_ascii=False))

    claims, tally = revised(article, found, answer)
    return {claim.text: claim for claim in claims}, tally


def test_a_good_answer_stands_and_the_rules_reading_is_kept():
    claims, tally = asked()
    claim = claims[WANTED]
    assert claim.chains[0].origin.agent.label == "Anne Petit"
    assert claim.chains[0].origin.basis is Basis.ANAPHORA
    assert claim.answer.model == "toy"
    assert [span.of(TEXT) for span in claim.content] == ["deux témoins avaient été entendus"]
    assert claim.other.chains[0].origin.agent.label == "La juriste"
    assert (tally.changed, sum(tally.void.values())) == (1, 0)


def test_whoever_is_told_apart_by_nobody_leaves_the_sentence_to_the_rules():
    claims, tally = asked(lambda _: row(4, "cannot-tell"))
    assert claims[WANTED] == {claim.text: claim for claim in read().claims}[WANTED]
    assert not tally.void


VOID = [
    (lambda q: {"origin": "k99999"}, Void.SPEAKER),
    (lambda q: {"cue": "a murmuré"}, Void.CUE),
    (lambda q: {"cue": "deux"}, Void.CUE),
    (lambda q: {"first": "trois témoins"}, Void.CONTENT),
    (lambda q: {"first": "entendus", "last": "deux témoins"}, Void.CONTENT),
    (lambda q: {"origin": "new", "words": "témoins"}, Void.WORDS),
    (lambda q: {"origin": "new", "words": "le président Dupont"}, Void.WORDS),
    (lambda q: {"origin": "new", "words": ""}, Void.WORDS),
    (lambda q: {"relays": [code(q, "Anne Petit")]}, Void.CHAIN),
    (lambda q: {"relays": ["k99999"]}, Void.CHAIN),
]


@pytest.mark.parametrize(("change", "reason"), VOID)
def test_what_the_text_does_not_bear_out_is_void(change, reason):
    claims, tally = asked(change)
    assert tally.void == {reason: 1}
    assert claims[WANTED].other is None


def test_somebody_new_is_named_by_words_of_the_sentence():
    claims, _ = asked(lambda _: {"origin": "new", "words": "La juriste"})
    assert claims[WANTED].chains[0].origin.agent.label == "La juriste"


def test_a_commitment_is_read_too():
    claims, _ = asked(lambda _: {"commitment": "hedged"})
    assert claims[WANTED].commitment is Commitment.HEDGED


@pytest.mark.parametrize("commitment", ["denied", "question"])
def test_a_denial_and_a_question_need_words_that_show_them(commitment):
    claims, _ = asked(lambda _: {"commitment": commitment})
    assert claims[WANTED].commitment is Commitment.ASSERTED


FALSE = "il était faux que deux témoins avaient été entendus"


@pytest.mark.parametrize("commitment", ["asserted", "hedged"])
def test_no_model_cuts_a_denial_off(commitment):
    article = read(TEXT.replace("que deux témoins avaient", "qu'il était faux que deux témoins avaient"))
    wanted = WANTED.replace("que deux", "qu'il était faux que deux")

    def answer(question):
        body = json.loads(question.messages[1][1])
        rows = good(body)["answers"]
        said = {"words": "La juriste", "cue": "a précisé", "first": "deux témoins", "last": "entendus"}
        petit = [one["code"] for one in body["speakers"] if "Anne Petit" in one["names"]]
        rows = [
            row(one["n"], petit[0], **said, commitment=commitment)
            if petit and question.article == article.article.digest and article.claims[one["n"]].text == wanted
            else one
            for one in rows
        ]
        return kept(question, json.dumps({"answers": rows}))

    claims, _ = revised(article, list(questions(article, Ask.ALL)), answer)
    (claim,) = (one for one in claims if one.text == wanted)
    assert claim.chains[0].origin.agent.label == "Anne Petit"
    assert claim.commitment is Commitment.DENIED


def test_a_name_beside_its_cue_stands_whatever_a_model_says():
    _, question = questions(read(), Ask.ALL)
    durand = code(json.loads(question.messages[1][1]), "Paul Durand")
    reply = Reply(3, durand, cue="a déclaré", first="l'enquête", last="poursuivait")
    assert borne_out(read(), question, reply, read().claims) is Void.NAME_BESIDE_CUE


def test_a_model_that_fails_its_trial_is_not_believed():
    article = read()
    found = list(questions(article, Ask.DOUBT))
    claims, tally = revised(article, found, lambda q: kept(q, json.dumps(answered(json.loads(q.messages[1][1])))))
    assert claims == article.claims
    assert set(tally.void) == {Void.UNTRIED}


def test_an_answer_that_misses_all_sure_sentences_is_void_as_a_whole():
    article = read()

    def answer(question):
        body = json.loads(question.messages[1][1])
        sure = {one.position for one in question.asked if one.control} if "Olive" in question.messages[1][1] else set()
        rows = good(body)["answers"]
        wrong = [{**one, "origin": code(body, "Paul Durand")} if one["n"] in sure else one for one in rows]
        return kept(question, json.dumps({"answers": wrong}))

    claims, tally = revised(article, list(questions(article, Ask.DOUBT)), answer)
    assert claims == article.claims
    assert set(tally.void) == {Void.CONTROL}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I cannot help with that.",
        "{",
        "[]",
        '{"answers": {}}',
        '{"answers": [], "note": 1}',
        '{"answers": [{"n": 1}]}',
        '<think>never ends {"answers": []}',
        json.dumps({"answers": [row(0, "new", words="a" * 301)]}),
    ],
)
def test_words_that_are_no_answer_change_nothing(words):
    article = read()
    claims, tally = revised(article, list(questions(article, Ask.DOUBT)), lambda q: kept(q, words))
    assert claims == article.claims
    assert set(tally.void) <= {Void.NOT_JSON, Void.UNTRIED}
    assert tally.void


@pytest.mark.parametrize("before", ["", '<think>Who? {"answers": []}</think>\n\n'])
def test_reasoning_before_json_and_a_fence_around_it_are_taken_off(before):
    article = read()

    def answer(question):
        return kept(question, f"{before}```json\n{json.dumps(good(json.loads(question.messages[1][1])))}\n```")

    claims, _ = revised(article, list(questions(article, Ask.DOUBT)), answer)
    assert claims != article.claims


def test_nothing_a_model_says_removes_a_claim():
    claims, _ = asked(ask=Ask.ALL)
    assert list(claims) == [claim.text for claim in read().claims]


def test_a_content_out_of_the_outlet_s_own_sentence_keeps_its_negation():
    article = read(f"{TEXT}\n\nL'armée n'a pas attaqué le village, affirmait-on près de Marc Olive.")
    at = len(article.claims) - 1
    own = replace(article.claims[at], chains=(Chain(article.printed.hops(own_voice=True)),))
    told = replace(article, claims=(*article.claims[:at], own))
    _, question = questions(told, Ask.ALL)
    olive = code(json.loads(question.messages[1][1]), "Marc Olive")
    reply = Reply(at, olive, cue="affirmait-on", first="attaqué", last="le village")
    assert borne_out(told, question, reply, told.claims) is Void.CONTENT


def test_the_outlet_denies_nothing_by_a_model():
    article = read()
    at = len(article.claims) - 1
    denied = replace(article.claims[at], commitment=Commitment.DENIED)
    told = replace(article, claims=(*article.claims[:at], denied))
    _, question = questions(told, Ask.ALL)
    found = borne_out(told, question, Reply(at, "outlet", commitment=Commitment.DENIED), told.claims)
    assert found.commitment is Commitment.ASSERTED


def found_in(text, wanted, words, language="fr", **said):
    """What is made of a reply that names a speaker, or somebody new by words, of the sentence with some words."""
    article = read(text, language, "other")
    at = next(claim.position for claim in article.claims if wanted in claim.text)
    asked_about = [one for one in questions(article, Ask.ALL) if any(row.position == at for row in one.asked)][-1]
    codes = {name: one.code for one in asked_about.speakers for name in (*one.names, one.agent.label)}
    said["relays"] = tuple(codes[name] for name in said.get("relays", ()))
    origin = {"origin": codes[words]} if words in codes else {"origin": "new", "words": words}
    return borne_out(article, asked_about, Reply(at, **origin, **said), article.claims)


@pytest.mark.parametrize(
    "said",
    [
        {"cue": "a precise", "first": "Deux temoins", "last": "été entendus."},
        {"cue": "a précisé", "first": "« deux témoins", "last": "entendus…"},
        {"cue": "A précisé", "first": "deux\u00a0témoins", "last": "été entendus »"},
    ],
)
def test_words_are_found_in_spite_of_capitals_accents_marks_and_spaces(said):
    claims, tally = asked(lambda _: said)
    assert not tally.void
    assert [span.of(TEXT) for span in claims[WANTED].content] == ["deux témoins avaient été entendus"]


def test_a_scrap_of_the_content_leaves_that_of_the_rules():
    claims, tally = asked(lambda _: {"first": "deux", "last": "deux"})
    assert not tally.void
    assert claims[WANTED].chains[0].origin.agent.label == "Anne Petit"
    assert claims[WANTED].content == {claim.text: claim for claim in read().claims}[WANTED].content


NEW_BODY = [
    ("fr", "Le ministère des Eaux vives avait fait état de neuf noyés.", "Le ministère des Eaux vives"),
    ("en", "The ministry of public works had spoken of six deaths.", "The ministry of public works"),
    ("ru", "Министерство общественных работ говорило о шести погибших.", "Министерство общественных работ"),
]


@pytest.mark.parametrize(("language", "text", "words"), NEW_BODY, ids=[row[0] for row in NEW_BODY])
def test_a_body_whose_words_tell_it_apart_is_named_by_them(language, text, words):
    last = text.rstrip(".").split()[-1]
    cue = {"fr": "fait état", "en": "had spoken", "ru": "говорило"}[language]
    found = found_in(f"{text}\n", last, words, language, first=last, last=last, cue=cue)
    assert found.origin.kind is SourceKind.NAMED
    assert found.origin.label in words


@pytest.mark.parametrize("words", ["Son ministère", "Ce ministère", "Un ministère de la région"])
def test_whose_it_is_or_this_names_no_body(words):
    found = found_in(f"{words} avait parlé de six morts.", "morts", words, cue="avait parlé", first="six", last="morts")
    assert found.origin.kind is not SourceKind.NAMED


def test_a_name_in_full_is_one_whatever_the_parser_takes_it_for():
    text = "Le concert est fini pour le pianiste.\n\nJorge de Lemos à précisé : « Le piano sonne bien. »"
    found = found_in(text, "piano", "Jorge de Lemos", cue="à précisé", first="Le piano", last="sonne bien")
    assert (found.origin.kind, found.origin.label) == (SourceKind.NAMED, "Jorge de Lemos")


def test_a_verb_of_the_speaker_reports_and_a_verb_of_others_does_not():
    text = f"{TEXT}\n\nAnne Petit a affirmé que tout serait dit. Elle escompte un procès. Le procès tourne au drame."
    said = {"first": "un procès", "last": "un procès"}
    assert found_in(text, "escompte", "Anne Petit", cue="escompte", **said).origin.label == "Anne Petit"
    drama = {"first": "drame", "last": "drame"}
    assert found_in(text, "drame", "Anne Petit", cue="tourne", **drama) is Void.CUE


def test_a_person_may_say_we():
    text = f"{TEXT}\n\n« Nous demandons de l'aide », a dit la juriste."
    found = found_in(text, "aide", "Anne Petit", cue="a dit", first="Nous demandons", last="de l'aide")
    assert found.origin.label == "Anne Petit"


PASSED_ON = [
    ("fr", "L'ONU juge que la trêve tient, selon Reuters.", "ONU", "juge", "la trêve", "tient"),
    ("en", "The UN believes the truce holds, according to Reuters.", "UN", "believes", "the truce", "holds"),
    ("ru", "ООН считает, что перемирие держится, сообщает Рейтер.", "ООН", "считает", "перемирие", "держится"),
]


def named_by_the_rules(article, at, words):
    """The article with a speaker whom the rules are sure of, in the words of a sentence."""
    sentence = article.sentences[at]
    start = sentence.text.index(words, sentence.span.start)
    agent = next((one for _, _, one in article.discourse.registry.find(words, sentence.lexicon.language)), None)
    mention = Span(start, start + len(words))
    hop = Hop(
        Role.ORIGIN, agent or Agent(words, words, SourceKind.NAMED), Basis.EXPLICIT, "made", mention, mention, 0.9
    )
    claims = list(article.claims)
    claims[at] = replace(claims[at], chains=(Chain((hop,)),))
    return replace(article, claims=tuple(claims))


@pytest.mark.parametrize(("language", "text", "words", "cue", "first", "last"), PASSED_ON, ids=["fr", "en", "ru"])
def test_whom_the_rules_name_may_pass_on_the_words_of_somebody_in_the_sentence(language, text, words, cue, first, last):
    reuters = "Рейтер" if language == "ru" else "Reuters"
    article = named_by_the_rules(read(text, language, "passed"), 0, reuters)
    *_, question = questions(article, Ask.ALL)
    (code_of,) = (one.code for one in question.speakers if one.agent.id == "reuters")
    reply = Reply(0, "new", words=words, cue=cue, first=first, last=last)
    assert borne_out(article, question, reply, article.claims) is Void.NAME_BESIDE_CUE
    found = borne_out(article, question, replace(reply, relays=(code_of,)), article.claims)
    assert found.origin.registered
    assert [agent.id for agent, _ in found.relays] == ["reuters"]


OPENING = [
    ("fr", "Contacté, le cabinet du maire dit tout ignorer de {}.", "le cabinet du maire", "dit", "tout"),
    ("en", "Contacted, the mayor's office says it knows nothing of {}.", "the mayor's office", "says", "it"),
    ("ru", "Запрошенный, аппарат мэра говорит, что ничего не знает о {}.", "аппарат мэра", "говорит", "ничего"),
]


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize(("language", "text", "words", "cue", "first"), OPENING, ids=["fr", "en", "ru"])
def test_a_capital_that_but_opens_a_sentence_shows_no_name(language, text, words, cue, first, shown):
    opening = text.split(",")[0]
    plain = read(text.format(opening if shown else "Rome"), language, "opening")
    article = named_by_the_rules(plain, 0, opening)
    *_, question = questions(article, Ask.ALL)
    last = article.claims[0].text.rstrip(".").split()[-1]
    found = borne_out(article, question, Reply(0, "new", words=words, cue=cue, first=first, last=last), article.claims)
    tagged = article.sentences[0].doc[0].pos_ == "PROPN"
    assert (found is Void.NAME_BESIDE_CUE) == (shown and tagged)


def test_somebody_without_a_name_who_is_not_told_here_is_no_better_than_a_name():
    first = "Au ministère, un conseiller a dit que le dossier avance."
    text = f"{first} Dans un ordre du ministère régional de la Santé, il est dit que le service ferme."
    article = named_by_the_rules(read(text, "fr", "ordre"), 1, "ministère régional de la Santé")
    *_, question = questions(article, Ask.ALL)
    unnamed = [one for one in question.speakers if one.agent.kind is SourceKind.UNNAMED]
    reply = Reply(1, unnamed[0].code, cue="il est dit", first="le service", last="ferme")
    assert borne_out(article, question, reply, article.claims) is Void.NAME_BESIDE_CUE


OFFICES = [
    ("fr", "Le service de presse du gouverneur Jean Vialle s'est borné à dire que « tous sont égaux ».", "à dire"),
    ("en", "The press office of Governor John Vialle said only that “all are equal”.", "said"),
    ("ru", "Пресс-служба губернатора Олега Барсукова ограничилась словами, что «все равны».", "ограничилась словами"),
]


@pytest.mark.parametrize(("language", "text", "cue"), OFFICES, ids=["fr", "en", "ru"])
def test_an_office_is_not_whose_it_is(language, text, cue):
    name = {"fr": "Jean Vialle", "en": "Governor John Vialle", "ru": "Олега Барсукова"}[language]
    words = text[: text.index(name) + len(name)]
    first, last = {"fr": ("tous", "égaux"), "en": ("all", "equal"), "ru": ("все", "равны")}[language]
    found = found_in(text, last, words, language, cue=cue, first=first, last=last)
    assert found.origin.label == words.removeprefix("Le ").removeprefix("The ")


COUNTED = [
    ("fr", "Deux d'entre eux, dont la doyenne, ont déclaré n'avoir rien écrit.", "Deux d'entre eux", "ont déclaré"),
    ("en", "Two of the seven, one of them a teacher, said they wrote nothing.", "Two of the seven", "said"),
    ("ru", "Двое из этих семерых, в том числе учитель, заявили, что не писали.", "Двое из этих семерых", "заявили"),
]


@pytest.mark.parametrize(("language", "text", "words", "cue"), COUNTED, ids=["fr", "en", "ru"])
def test_whoever_is_counted_may_speak(language, text, words, cue):
    first, last = text.rstrip(".").split()[-2 if language != "fr" else -3 :][0], text.rstrip(".").split()[-1]
    found = found_in(text, last, words, language, cue=cue, first=first, last=last)
    assert found.origin.kind is SourceKind.UNNAMED


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("l'association écologiste Loire Vivante", "Loire Vivante"),
        ("le gouvernement régional Dupont", "gouvernement régional Dupont"),
        ("l'association des amis de Loire Vivante", "association des amis de Loire Vivante"),
    ],
)
def test_a_body_goes_by_the_name_behind_its_noun(words, label):
    text = f"En cas de crue, l'eau monterait vite, s'alarme {words}."
    found = found_in(text, "crue", words, cue="s'alarme", first="l'eau", last="vite")
    assert found.origin.label == label


def test_a_phrase_that_reports_does_so_without_whose_words_they_are():
    text = "Газ везёт агентство Bloomberg. По подсчётам агентства, на борту тонна газа."
    found = found_in(text, "тонна", "Bloomberg", "ru", cue="По подсчётам", first="на борту", last="газа")
    assert found.origin.label == "Bloomberg"
    own = text.replace("По подсчётам агентства", "По его подсчётам")
    said = {"cue": "По его подсчётам", "first": "на борту", "last": "газа"}
    assert found_in(own, "тонна", "Bloomberg", "ru", **said).origin.label == "Bloomberg"
    assert found_in(text, "тонна", "Bloomberg", "ru", cue="на борту", first="на борту", last="газа") is Void.CUE
