"""Languages: data files, and which language a text is in. No text may pass for a language that it is not in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.languages.profile import data, of_block, recognise, supported, text_rules
from kg.model.errors import LanguageError
from tests.support.paths import CASES

SUPPORTED = [
    ("fr", "Le président a signé le décret mardi, a annoncé son porte-parole."),
    ("fr", "La ville dément toute fermeture du pont"),
    ("fr", "Erdoğan a rencontré Çavuşoğlu et Đinđić à Clairpont, selon la mairie."),
    ("en", "The president signed the decree on Tuesday, his spokesman said."),
    ("en", "The government denies the report"),
    ("ru", "Президент подписал указ во вторник, сообщил его пресс-секретарь."),
    ("ru", "Россия отвергла обвинения"),
]
OTHERS = [
    ("uk", "Президент України підписав указ про міст, повідомила його пресслужба у вівторок."),
    ("uk", "Уряд спростував повідомлення агентства"),
    ("be", "Прэзідэнт падпісаў указ аб мосце, паведаміла яго прэс-служба ў аўторак."),
    ("bg", "Правителството опроверга съобщението на агенцията"),
    ("sr", "Председник је потписао указ о мосту, саопштила је његова служба у уторак."),
    ("kk", "Президент жарлыққа қол қойды, деп хабарлады баспасөз қызметі сейсенбіде."),
    ("de", "Der Präsident hat am Dienstag ein Dekret unterzeichnet, teilte sein Sprecher mit."),
    ("de", "Die Regierung dementiert den Bericht"),
    ("ar", "وقع الرئيس مرسوما يوم الثلاثاء، حسبما قال المتحدث باسمه في دمشق."),
    ("es", "El presidente firmó el decreto el martes, informó su portavoz en Madrid."),
    ("it", "Il presidente ha firmato il decreto martedì, ha riferito il suo portavoce."),
    ("ca", "El president va signar el decret dimarts, va informar el seu portaveu."),
    ("nl", "De president ondertekende dinsdag het decreet, zei zijn woordvoerder."),
    ("tr", "Cumhurbaşkanı salı günü kararnameyi imzaladı, sözcüsü Ankara'da açıkladı."),
]
UNCLEAR = ["", "Damas", "123 456", "!?", "https://t.co/abc @abc #def", "Bonjour monde"]
# (language, the article's language, a block of it)
BLOCKS = [
    ("en", "fr", "The minister reported to the president on the closing of the bridge"),
    ("ru", "fr", "Министр доложил президенту о мосте"),
    ("fr", "ru", "La ville dément toute fermeture du pont"),
    ("en", "ru", "The government denies the report"),
    ("fr", "en", "Le maire a dit que le pont est fermé et que les bateaux sont dans le port"),
    ("fr", "fr", "Joe Smith, CEO of Boats & Co"),
    ("fr", "fr", "Putin, Lavrov, Peskov"),
    ("en", "en", "Charles de Gaulle, Marie Le Bihan"),
    ("ru", "ru", "РФ"),
    ("fr", "fr", "12 345 – 67 %"),
    ("fr", "fr", "Міст відкрито, повідомила влада міста"),
    ("en", "en", "Қала көпірді ашты, деп хабарлады әкімдік"),
    ("ru", "ru", "وقع الرئيس مرسوما يوم الثلاثاء"),
]


@pytest.mark.parametrize(("language", "text"), SUPPORTED)
def test_supported_languages_are_recognised(language, text):
    assert recognise(text) == language


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_other_languages_never_pass_for_one_of_ours(language, text):
    assert recognise(text) == language


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_cannot_be_told_is_not_guessed(text):
    assert recognise(text) is None


@pytest.mark.parametrize(("language", "article", "text"), BLOCKS)
def test_a_block_leaves_its_article_only_where_that_is_clear(language, article, text):
    assert of_block(text, article) == language


@given(st.text(max_size=80), st.sampled_from(["fr", "en", "ru"]))
def test_a_block_is_always_in_a_supported_language(text, article):
    assert of_block(text, article) in supported()


@pytest.mark.parametrize("language", ["de", "", "../en", "FR"])
def test_there_is_no_data_without_a_folder(language):
    with pytest.raises(LanguageError, match="one of fr, en, ru"):
        data(language, "text")


@pytest.mark.parametrize("language", supported())
def test_the_data_of_a_language_are_whole(language):
    rules = text_rules(language)
    assert len(rules.months) == 12
    assert {rules.months_folded[name.casefold()] for name in rules.months_short} == set(range(1, 13))
    assert len(rules.weekdays) >= 7
    assert not rules.abbreviations & rules.numbered
    assert not any(letter.isupper() for letter in rules.foreign)
    assert data(language, "model")["name"]


def test_every_language_has_its_cases():
    """A language comes with cases of every kind, sentences that must not match among them."""
    files = {language: {path.name for path in (CASES / language).iterdir()} for language in supported()}
    assert all(names == files["en"] for names in files.values())
    assert len(files["en"]) >= 10


def test_short_months_are_not_mistaken_for_their_neighbours():
    assert text_rules("fr").months_folded["juil"] == 7
    assert text_rules("ru").months_folded["июл"] == 7


@pytest.mark.parametrize("language", supported())
def test_no_word_stands_twice_in_a_list_of_text_rules(language):
    lists = ("abbreviations numbered trailing starters openers small frequent months months_short weekdays no_places "
             "place_modifiers place_prepositions before_surnames")  # fmt: skip
    for name in lists.split():
        words = data(language, "text").get(name, "").split()
        assert not sorted(word for word in set(words) if words.count(word) > 1), f"{language} {name}"
