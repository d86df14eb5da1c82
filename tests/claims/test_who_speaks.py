"""Who speaks, through small articles: kinds of fault in each language, with what must stay as it is."""

from __future__ import annotations

import pytest

from kg.model import Article, Fact, Known
from kg.pipeline.extraction import claims
from kg.propositions.verdicts.rules import is_doubted, stand
from tests.support.registry import resources


def who(language, text):
    """The label of whom the last sentence has speak: None for the outlet, in brackets for somebody without a name."""
    origin = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[-1].chains[0].origin
    if origin.role.value == "outlet":
        return None
    return origin.agent.label if origin.agent.kind.value == "named" else f"({origin.agent.label})"


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        # a calling alone, for whom the article has told nothing that excludes it
        (
            "fr",
            "Selon lui, tout va bien, a dit Paul Grandin. « Je n'ai rien fait », a dit Paul Grandin. Le retraité dit "
            "avoir vendu son bac.",
            "Paul Grandin",
        ),
        ("en", "“I saw it,” said Tom Hadley. The retiree said that the road was shut.", "Tom Hadley"),
        ("ru", "«Я всё видела», — сказала Нина Егорова. Пенсионерка рассказала, что мост закрыт.", "Нина Егорова"),
        # institutions that their matter tells apart
        ("fr", "L'agence régionale du fleuve affirme que le bac est sûr.", "agence régionale du fleuve"),
        ("fr", "Le gouvernement corse affirme que le bac est sûr.", "gouvernement corse"),
        ("en", "The regional river agency says the ferry is safe.", "regional river agency"),
        ("ru", "В портовом управлении связи сообщили, что паром цел.", "портовое управление связи"),
        ("ru", "По данным районного управления связи, паром цел.", "районное управление связи"),
        ("en", "Norfolk police said the ferry was safe.", "Norfolk police"),
        ("en", "Police said the ferry was safe.", "(Police)"),
        ("fr", "Les garde-côtes italiens disent avoir vu le bac.", "garde-côtes italiens"),
        # somebody of whoever is meant by a possessive, not himself
        ("ru", "Врач Пётр Ким уехал. Паром, по словам его адвоката, цел.", "(его адвоката)"),
        ("fr", "Le médecin Paul Petit est parti. Le bac, selon son avocat, est sûr.", "(son avocat)"),
        ("en", "Doctor Tom Reed left. The ferry, according to his lawyer, is safe.", "(his lawyer)"),
        ("ru", "Врач Пётр Ким сказал, что уедет. По его словам, паром цел.", "Пётр Ким"),
        # whose a document is: of whoever issued it, not of whoever was heard last
        (
            "ru",
            "Врач Пётр Ким сказал, что уедет. «Всё цело», — говорится в сообщении, которое разместил завод.",
            "(сообщении)",
        ),
        (
            "fr",
            "Le Monde avait révélé, en citant une note, que le bac fuyait. Le document décrit « un trou large ».",
            "(Le document)",
        ),
        # a telling of somebody's, told by its noun and its owner; not any phrase with such a noun
        ("fr", "De l'aveu même de Paul Grandin, le bac fuyait depuis deux ans.", "Paul Grandin"),
        ("fr", "Paul Grandin a fait un aveu au tribunal.", None),
        ("en", "Tom Hadley left. In his telling, the ferry was already leaking.", "Tom Hadley"),
        ("en", "Tom Hadley left. By his own reckoning, the ferry had leaked for years.", "Tom Hadley"),
        ("en", "Tom Hadley left. In his account there were forty crowns.", None),
        ("ru", "Врач Пётр Ким сказал, что уедет. По его заверению, паром цел.", "Пётр Ким"),
        ("ru", "По предварительной версии полиции, паром сел на мель.", "(полиции)"),
        ("ru", "По показаниям счётчика жители платили втрое больше.", None),
        # who said it stands outside of what was said
        ("en", "“He’s stubborn, my uncle,” a relative, Ellie Marsh, told Sky News.", "Ellie Marsh"),
        ("ru", "Двое из семи в реанимации, уточнил врач больницы Тимур Ким.", "Тимур Ким"),
        ("en", "Two of the seven in intensive care, said the hospital’s Tim Kim.", "Tim Kim"),
        ("ru", "Глава пожарных района, вчера вечером, поддержал врача.", None),
        ("fr", "Le chef des pompiers, hier soir, a confirmé Paul Rey.", "(Le chef des pompiers)"),
        ("fr", "Le maire de la ville, hier, a annoncé un nouveau porte-parole.", "(Le maire de la ville)"),
        (
            "en",
            "Norway’s ferry agency, quoting a security source, said the footage dated from 2022.",
            "(a security source)",
        ),
        # the whole of a name that the parser cuts
        ("fr", "« Il nous a parlé », s’agace Fatima Ould-Ali.", "Fatima Ould-Ali"),
        # the outlet’s own we, in a paragraph behind somebody’s words in marks
        ("ru", "«Всё цело», — сказал Пётр Ким.\n\nМы поговорили с рабочим смены.", None),
        ("fr", "« Tout va bien », a dit Paul Petit.\n\nNous avons rencontré un ouvrier.", None),
        ("en", "“All is well,” said Ann Lee.\n\nWe spoke to a worker of the night shift.", None),
        # … and nobody where nothing does, or it is somebody's
        ("fr", "La direction affirme que le bac est sûr.", "(La direction)"),
        ("fr", "Son agence régionale affirme que le bac est sûr.", "(Son agence régionale)"),
        ("en", "The agency says the ferry is safe.", "(The agency)"),
        ("ru", "В полиции сообщили, что паром цел.", "(полиции)"),
        # a nationality alone names nobody, and a surname that looks like one does
        ("en", "Lars Madsen came with two friends. “We left,” the Dane told reporters.", "(the Dane)"),
        ("en", "According to the Spaniard, the ferry is safe.", "(the Spaniard)"),
        ("fr", "L'Américain affirme que le bac est sûr.", "(L'Américain)"),
        ("fr", "Selon l'Espagnole, le bac est sûr.", "(l'Espagnole)"),
        ("ru", "По словам датчанина, паром цел.", "(датчанина)"),
        ("en", "Paul Scott came first. According to Scott, the ferry is safe.", "Paul Scott"),
        # a surname stands for the name in full that the article has written, unless it has written two
        ("fr", "Le juge Carlos Reyes Lobo est parti. Reyes affirme que le bac est sûr.", "Carlos Reyes Lobo"),
        ("en", "Yusuf Demir came first. “We left,” Demir said.", "Yusuf Demir"),
        ("ru", "Юсуф Демир приехал. Демир сказал, что паром цел.", "Юсуф Демир"),
        ("en", "Yusuf Demir met Tom Demir. “We left,” Demir said.", "Demir"),
        ("fr", "Yusuf Demir a vu Anne Demir. « On part », a dit Demir.", "Demir"),
        ("ru", "Юсуф Демир встретил Анну Демир. Демир сказал, что паром цел.", "Демир"),
        ("en", "On Monday Demir left the town. “We left,” Demir said.", "Demir"),
        ("en", "In Damascus Demir saw nobody. “We left,” Demir said.", "Demir"),
        # names behind what bears them, and beside it
        ("fr", "Le journal local La Voz de Torreón affirme que le bac est sûr.", "La Voz de Torreón"),
        ("fr", "L'entreprise de levage, la société chinoise Sanmen Crane, affirme que le bac est sûr.", "Sanmen Crane"),
        ("en", "One of the authors, the novelist Leyla Moradi, said the ferry was safe.", "Leyla Moradi"),
        ("ru", "Один из пассажиров, Игорь Лапин, подтвердил, что паром цел.", "Игорь Лапин"),
        ("fr", "Son avocate, Me Louise Carel, affirme que le bac est sûr.", "Louise Carel"),
        ("en", "The news agency New Zealand Ferries said the ferry was safe.", "New Zealand Ferries"),
        ("fr", "L'un des passants affirme que le bac est sûr.", "(L'un des passants)"),
        # views that are owned, and whom somebody not named has asked
        ("en", "In Moscow's view, the court has no say in it.", "Government of Russia"),
        ("en", "In winter's grip, the ferry has no say in it.", None),
        ("en", "In the train's view, the ferry is late.", None),
        ("ru", "Поезд следует из Пскова в Тверь без остановок.", None),
        ("ru", "Как следует из письма мэрии, паром цел.", "(мэрии)"),
        ("fr", "Le suspect est en fuite, a-t-on appris auprès du parquet de Derval.", "(parquet de Derval)"),
        # beliefs without an opening word, and fears in a phrase
        ("en", "Analyst Kim Dae-ho believes the test was meant as a message.", "Kim Dae-ho"),
        ("fr", "Le maire, Hervé Maillot, redoute de nouvelles coulées de boue.", "Hervé Maillot"),
        ("fr", "La hausse redoute de nouvelles coulées de boue.", None),
        # what is ruled out
        ("fr", "Le maire, Hervé Maillot, exclut toute hausse du péage.", "Hervé Maillot"),
        ("en", "Mayor Ann Lee did not rule out a second ferry.", "Ann Lee"),
        ("ru", "Мэр Иван Котов не исключил новых рейсов.", "Иван Котов"),
        ("fr", "Le club, Hervé Maillot en tête, exclut le joueur.", None),
        # a quotation behind the clause that gives its speaker, or behind a colon
        ("fr", "Sur ce point, insiste Paul Massé, « il faut compter les planches ».", "Paul Massé"),
        ("en", 'Peter Mwangi was more blunt: "They are afraid of us all."', "Peter Mwangi"),
        ("ru", "Мэр Иван Котов уверен: причал выдержит зиму.", "Иван Котов"),
        # a pronoun for all that was said before; whom it names takes the sentence before, unless he only confirms it
        (
            "fr",
            "Le bac rouvrira lundi. Le maire, Hervé Maillot, l'a laissé entendre mardi à la radio.",
            "Hervé Maillot",
        ),
        ("fr", "Le bac a coulé. Le préfet, Paul Massé, l'a confirmé dans ses fonctions.", None),
        ("en", "The ferry reopens on Monday. Mayor Ann Lee said so on the radio.", "Ann Lee"),
        ("en", "The ferry reopens on Monday. Mayor Ann Lee did not confirm it.", None),
        ("ru", "Паром вернётся в понедельник. Мэр Иван Котов подтвердил это в эфире.", "Иван Котов"),
        ("ru", "Паром вернётся в понедельник. Мэр Иван Котов не подтвердил это.", None),
        # a name with a small word that has a capital
        ("fr", "Le collectif Ponts Sans Péage, qui recense les bacs, affirme que le bac est sûr.", "Ponts Sans Péage"),
        # a document that somebody got is nobody's whom one knows; one that he wrote is his
        ("fr", "Le bac coule, d'après un rapport confidentiel obtenu par Mediapart.", "(un rapport confidentiel)"),
        ("fr", "Le bac coule, selon une note interne que Mediapart s'est procurée.", "(une note interne)"),
        ("fr", "Le bac coule, d'après un rapport de Mediapart.", "Mediapart"),
        ("en", "The ferry sinks, according to an internal report that Reuters obtained.", "(an internal report)"),
        ("en", "According to a report by Reuters, the ferry sinks.", "Reuters"),
        ("ru", "Согласно документу, полученному Reuters, паром тонет.", "(документу)"),
        ("ru", "Согласно докладу Reuters, паром тонет.", "Reuters"),
        # whose document it is that a sentence about them rests on
        ("en", "Monitors of the Bay counted 12 violations, according to their report.", "(Monitors of the Bay)"),
        ("fr", "L'ONG Rivages a dénombré douze morts, selon son rapport annuel.", "(L'ONG Rivages)"),
        # a calling written small is no name, whatever the parser takes it for
        (
            "en",
            "A former air force pilot, who did not wish to be identified, said it was old.",
            "(A former air force pilot)",
        ),
        # one of several by other words; who was introduced by them goes on
        (
            "ru",
            "Представитель мэрии Анна Котова сказала, что паром цел. «Ложь», — сказал представитель ведомства.",
            "(представитель ведомства)",
        ),
        (
            "ru",
            "Представитель мэрии Анна Котова сказала, что паром цел. «Ложь», — сказала представитель мэрии.",
            "Анна Котова",
        ),
        # a name behind where it was said, one of a sort, what is not all that one does, whose a report is
        ("fr", "« Le pont est sûr », a déclaré mardi à la presse Paul Petit.", "Paul Petit"),
        ("en", "An NGO said that the bridge was closed.", "(An NGO)"),
        ("ru", "Одна НКО заявила, что мост закрыт.", "(Одна НКО)"),
        ("en", "The mayor did not just confirm that the bridge was safe.", "(The mayor)"),
        ("en", "The mayor did not confirm that the bridge was safe.", None),
        ("fr", "Greenpeace a compté les bateaux. Son rapport affirme que le port fermera.", "Greenpeace"),
        ("fr", "Greenpeace et la CGT ont voté. Son rapport affirme que le port fermera.", "(Son rapport)"),
        ("ru", "Гринпис посчитал лодки. В его докладе говорится, что порт закроют.", "Greenpeace"),
        # condemning is no claim
        ("en", "Mayor Ann Lee condemned the attacks that shook the town.", None),
    ],
)
def test_who_speaks_last(language, text, speaker):
    assert who(language, text) == speaker


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "open_"),
    [
        ("fr", "L'agence affirme que le bac est sûr.", True),
        ("fr", "Son cabinet affirme que le bac est sûr.", True),
        ("fr", "Le collectif affirme que le bac est sûr. Il ajoute que le pont est sûr.", True),
        ("fr", "Une source judiciaire affirme que le bac est sûr.", False),
        ("fr", "Deux témoins affirment que le bac est sûr.", False),
        ("en", "The agency says the ferry is safe.", True),
        ("en", "Police said the ferry was safe.", True),
        ("en", "Officials said the ferry was safe.", False),
        ("en", "A nurse said it left. The nurse said the ferry was safe.", False),
        ("ru", "В полиции сообщили, что паром цел.", True),
        ("ru", "Министр сообщил, что паром цел.", True),
        ("ru", "Источник в госпитале сообщил, что паром цел.", False),
        ("ru", "Врачи сообщили, что паром цел.", False),
    ],
)
def test_who_is_described_as_known_is_open_and_not_anonymous(language, text, open_):
    origin = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[-1].chains[0].origin
    assert origin.agent.kind.value == "unnamed"
    assert origin.rule.endswith("-unresolved") is open_
    assert is_doubted(stand(origin.agent, None), origin.confidence, candidates=False) is open_


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text", "chains"),
    [
        (
            "ru",
            "ТАСС со ссылкой на мэрию Орла и полицию сообщил, что паром цел.",
            [["мэрия Орла", "TASS"], ["полицию", "TASS"]],
        ),
        (
            "en",
            "Reuters, citing Ann Lee and Tom Roe, said the ferry was safe.",
            [["Ann Lee", "Reuters"], ["Tom Roe", "Reuters"]],
        ),
        ("fr", "Le bac coule, selon un rapport obtenu par Mediapart.", [["un rapport", "Mediapart"]]),
        ("en", "SANA was silent. It then quoted a nurse as saying that it sank.", [["a nurse", "unspecified source"]]),
        ("en", "An officer told the Daily Bloomberg that it sank.", [["An officer", "Daily Bloomberg"]]),
        ("fr", "Un officier a confié au journal Nord Matin que le bac coule.", [["Un officier", "Nord Matin"]]),
        ("ru", "Врач рассказал порталу Tut.by, что паром цел.", [["Врач", "Tut.by"]]),
        (
            "ru",
            "Собеседник «Коммерсанта» в порту сказал, что паром цел.",
            [["Собеседник «Коммерсанта» в порту", "Kommersant"]],
        ),
        ("ru", "Источник в ТАСС сообщил, что паром цел.", [["Источник в ТАСС"]]),
        ("en", "The ferry sinks, according to a report received from Interfax.", [["a report"]]),
        ("fr", "Le bac coule, selon un rapport reçu de Mediapart.", [["un rapport"]]),
        ("ru", "Согласно документу, полученному от ТАСС, паром тонет.", [["документу"]]),
        ("en", "Monitors counted 12 violations, Interfax reported.", [["Monitors", "Interfax"]]),
    ],
)
def test_who_is_cited_and_who_passed_it_on(language, text, chains):
    last = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[-1]
    found = [[hop.agent.label for hop in chain.hops if hop.role.value != "outlet"] for chain in last.chains]
    assert found == chains


@pytest.mark.models
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Представитель мэрии Иван Котов сказал, что паром цел. Источник в госпитале сказал, что паром тонет."),
        ("fr", "Le docteur Anne Kessel a dit que le bac coule. Le procureur de Vernay a dit que le bac est sûr."),
        ("en", "Dr Ann Kessel said it sank. A source at the mill said the ferry was safe."),
        ("ru", "Глава избиркома Анна Котова сказала, что паром цел. По данным комиссии, паром тонет."),
    ],
)
def test_whom_other_words_introduced_is_no_candidate(language, text):
    last = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[-1]
    assert last.chains[0].origin.candidates == ()


@pytest.mark.models
@pytest.mark.parametrize(("language", "by"), [("fr", "Par Hélène Vasseur, à Rouen"), ("en", "By Nora Lee")])
def test_whoever_wrote_an_article_did_not_say_what_its_headline_quotes(language, by):
    quoted = {"fr": "« Je n'ai fait que signer »", "en": "“I only signed”"}[language]
    text = f"{quoted}\n\n{by}\n\n{quoted}"
    first = claims(Article("case", text, language=Fact(language, Known.ASSERTED)), resources())[0]
    assert first.chains[0].origin.agent.kind.value != "named"
