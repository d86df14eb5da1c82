"""Turns of a printed talk: which labels of paragraphs are speakers, and which are not."""

from __future__ import annotations

import pytest

from kg.claims.detect.transcripts import in_full, talk

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
    "initials before a surname": (
        "В.Котова: Хорошо.",
        "Ж.-П. Громов: Мост закрыт до самой весны.",
        "В.Котова: Надо ли его открывать раньше?",
    ),
    "titles cut short": (
        "Dr. Lind: The bridge is closed until spring.",
        "Sen. Holm: Who closed it, and why?",
        "Dr. Lind: The town did, for the ice.",
        "Sen. Holm: Thank you for that, doctor.",
    ),
}
WANTED = {
    "a medium asks a person": ({"Daily Post", "Anna Petrova"}, set()),
    "a calling asks, names written as one word": ({"Корреспондент", "МарияОрлова"}, {"Корреспондент"}),
    "only the answers have a name": ({"Jean Petit"}, set()),
    "names in capitals": ({"SMITH", "LEE"}, set()),
    "initials before a surname": ({"В.Котова", "Ж.-П. Громов"}, set()),
    "titles cut short": ({"Dr. Lind", "Sen. Holm"}, set()),
}
NO_TALKS = {
    "a list": ("Les notes", "Date : 4 mai", "Lieu : Paris", "Date : 5 mai", "Lieu : Lyon"),
    "updates": ("Update: the bridge fell last night.", "Update: it is closed today.", "Update: it opened again."),
    "a table": ("Points: Smith had 12 in all", "Rebounds: Jones had 11 in all") * 2,
    "a place in capitals": ("KARACHI: The minister said that the bridge fell.", "He was speaking to reporters."),
    "one colon": ("Le maire Jean Petit a parlé.", "Jean Petit : Le pont sera fermé demain."),
    "results": ("A. Holm: 12 points", "B. Lind: 11 points", "The game ended late."),
    "one turn": ("The bridge is closed.", "A. Holm: It is closed until spring."),
    "heads of notes": ("Conclusion : le pont est vieux et cher.", "Conclusion : il faut un bac.", "Il coûte cher."),
    "рубрики": ("Подробности: мост закрыли вчера вечером.", "Подробности: его открыли сегодня утром."),
}


@pytest.mark.parametrize("what", TALKS)
def test_who_takes_turns(what):
    found = talk("\n\n".join(TALKS[what]))
    assert (set(found.speakers), set(found.interviewers)) == WANTED[what]


@pytest.mark.parametrize("what", NO_TALKS)
def test_what_is_no_talk(what):
    assert not talk("\n\n".join(NO_TALKS[what])).speakers


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("А.Котова", "Об этом просила Анна Котова.", "Анна Котова"),
        ("J.-P. Martin", "Jean-Paul Martin est maire.", "Jean-Paul Martin"),
        ("A. Lind", "Eva Lind is a warden.", "A. Lind"),  # another one
        ("A. Lind", "Anna Lind and Ada Lind met.", "A. Lind"),  # either
        ("A. Lind", "Anna Lindqvist is a warden.", "A. Lind"),
    ],
)
def test_a_label_in_full(label, text, name):
    assert in_full(label, text) == name
