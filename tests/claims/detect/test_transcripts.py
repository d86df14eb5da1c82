"""Turns of a printed talk: which labels of paragraphs are speakers, and which are not."""

from __future__ import annotations

import pytest

from kg.claims.detect.transcripts import talk

TALKS = {
    "a medium asks a person": (
        "Anna Petrova is a writer.",
        "Daily Post: What do you write about now?",
        "Anna Petrova: I write about the sea.",
        "Daily Post: Why the sea of all things?",
        "Anna Petrova: It is there, and it is big.",
    ),
    "a calling asks, names written as one word": (
        "Корреспондент: Что вы думаете об этом?",
        "МарияОрлова: Я думаю, что это ошибка.",
        "Корреспондент: Почему вы так считаете?",
        "МарияОрлова: Потому что это видно всем.",
    ),
    "only the answers have a name": (
        "Le maire Jean Petit a répondu à nos questions.",
        "Que dites-vous du pont ?",
        "Jean Petit : Le pont sera fermé demain.",
        "Et après ?",
        "Jean Petit : Nous verrons bien alors.",
        "Et la gare ?",
        "Jean Petit : Elle reste ouverte pour tous.",
    ),
    "names in capitals": (
        "SMITH: Let us begin with the bridge.",
        "LEE: The bridge is closed.",
        "SMITH: Since when?",
    ),
}
WANTED = {
    "a medium asks a person": ({"Daily Post", "Anna Petrova"}, set()),
    "a calling asks, names written as one word": ({"Корреспондент", "МарияОрлова"}, {"Корреспондент"}),
    "only the answers have a name": ({"Jean Petit"}, set()),
    "names in capitals": ({"SMITH", "LEE"}, set()),
}
NO_TALKS = {
    "a list": ("Les notes", "Date : 4 mai", "Lieu : Paris", "Date : 5 mai", "Lieu : Lyon"),
    "updates": ("Update: the bridge fell last night.", "Update: it is closed today.", "Update: it opened again."),
    "a table": ("Points: Smith had 12 in all", "Rebounds: Jones had 11 in all") * 2,
    "a place in capitals": ("KARACHI: The minister said that the bridge fell.", "He was speaking to reporters."),
    "one colon": ("Le maire Jean Petit a parlé.", "Jean Petit : Le pont sera fermé demain."),
    "рубрики": ("Подробности: мост закрыли вчера вечером.", "Подробности: его открыли сегодня утром."),
}


@pytest.mark.parametrize("what", TALKS)
def test_who_takes_turns(what):
    found = talk("\n\n".join(TALKS[what]))
    assert (set(found.speakers), set(found.interviewers)) == WANTED[what]


@pytest.mark.parametrize("what", NO_TALKS)
def test_what_is_no_talk(what):
    assert not talk("\n\n".join(NO_TALKS[what])).speakers
