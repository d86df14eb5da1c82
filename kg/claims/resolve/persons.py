"""Names of persons inside a mention: where one stands, whether it is the speaker's own, and what of it is a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.resolve.names import INNER
from kg.languages import normalize
from kg.model import Agent
from kg.sources.countries import country_of
from kg.sources.registry import PERSONS
from kg.text.quotation_marks import DOUBLE
from kg.text.sentence import VERBAL, match_phrase

if TYPE_CHECKING:
    from kg.claims.resolve.source_mention import SourceMention
    from kg.text.parse import Parse, Token

_OPENING = frozenset({",", "«", "“", '"', ";", ":", "–", "—"})
_CLOSING = frozenset({",", "(", ")", ".", "!", "?", "»", "”", ":", ";", "…"})


def speaks(mention: SourceMention, start: int, agent: Agent) -> bool:
    """Whether a name is the head's own, not that of somebody the head belongs to: ``conseiller de Poutine``."""
    if possessor(mention, start):
        return False
    before = mention.text[:start].split()
    if not before:
        return True
    if before[-1].lower() in mention.lexicon.links or before[-1].lower().replace("’", "'").endswith(
        mention.lexicon.elided_links
    ):
        return False
    links = [
        word
        for word in before
        if word.lower() in mention.lexicon.links
        or word.lower().replace("’", "'").startswith(mention.lexicon.elided_links)
    ]
    if links and mention.lemma in mention.lexicon.spokesperson:
        return agent.acts_for is not None
    return True


def possessor(mention: SourceMention, start: int) -> bool:
    """Whether the name that begins at an offset of the mention is in the genitive: ``советник Владимира Путина``."""
    at = mention.tokens[0].idx + start
    first = next((token for token in mention.tokens if token.idx >= at), None)
    return (
        mention.lexicon.typology.has_cases and first is not None and first.i > mention.head.i and first.dep_ == "nmod"
    )


def is_anothers(mention: SourceMention, start: int, agent: Agent) -> bool:
    """Whether a surname of a person stands behind a first name that is none of his: ``Ibrahim al-Assad``.

    Args:
        mention: the mention that holds the surname; it may be cut from the first name.
        start: where the surname begins, an offset of the mention's text.
        agent: whom a table knows by the surname alone.
    """
    lexicon, doc = mention.lexicon, mention.head.doc
    at = next((token.i for token in mention.tokens if token.idx >= mention.tokens[0].idx + start), 0) - 1
    while at >= 0 and doc[at].lower_ in INNER:
        at -= 1
    token = doc[at] if at >= 0 else None
    if agent.type not in PERSONS or token is None or token.pos_ != "PROPN":
        return False
    if not token.text.istitle() or token.text in lexicon.titles:
        return False
    if {token.lower_, token.lemma_.lower()} & (lexicon.people | lexicon.bodies | lexicon.media):
        return False
    if country_of(token.text, lexicon.language) is not None:
        return False
    own = {word for _, name in (*agent.labels, *agent.aliases) for word in normalize.words(name, lexicon.language)}
    return own.isdisjoint(normalize.words(token.text, lexicon.language))


def trailing_name(mention: SourceMention) -> str:
    """The run of proper names at the end of a mention, if it stands for the head itself; without its titles."""
    if own := _apposed(mention):
        return own
    tokens = [token for token in mention.tokens if token.text not in DOUBLE]
    run: list[Token] = []
    for token in reversed(tokens):
        inner = run and (token.text in "-.’'" or (token.pos_ == "DET" and token.text[:1].isupper()))
        foreign = run and token.pos_ == "X" and token.text.istitle()  # a part of a name that the parser cannot read
        if not (token.pos_ == "PROPN" or inner or foreign) or (run and _is_title_before(token, run[0], mention)):
            break
        run.insert(0, token)
    while run and run[0].pos_ not in ("PROPN", "X"):
        run = run[1:]
    if not run or (not any(token.i <= mention.head.i for token in run) and len(run) < 2):
        return ""
    if any(mention.head.i < token.i < run[0].i and token.pos_ == "VERB" for token in tokens):
        return ""
    at = tokens.index(run[0])
    if at and tokens[at - 1].pos_ in ("ADP", "DET") and mention.head.i < run[0].i:
        return ""
    run = _untitled(mention, _own(mention, run))
    if possessor(mention, run[0].idx - mention.tokens[0].idx):
        return ""
    return mention.head.doc.text[run[0].idx : run[-1].idx + len(run[-1].text)]


def _is_title_before(token: Token, name: Token, mention: SourceMention) -> bool:
    """Whether a word closes a title in marks before a name of somebody else: ``клуба «Весна» Ивана Котова``.

    Also whether somebody's title begins his name behind it: ``Director of the Health Directorate | Dr. Ann Lee``.
    """
    between = name.doc[token.i + 1 : name.i]
    if any(word.text in mention.lexicon.titles for word in between):
        return True
    return bool(between) and between[0].text in DOUBLE and name.head.i != token.i and not token.dep_.startswith("flat")


def _own(mention: SourceMention, run: list[Token]) -> list[Token]:
    """A run of names without those that belong to the role before it: ``Minister of Education | Ann Lee``.

    They hang on a noun before the run, and the head of the mention stands behind them.
    """
    if run[0].i >= mention.head.i or run[0].head.i >= run[0].i or run[0].nbor(-1).pos_ != "ADP":
        return run
    return [token for token in run if token.i > run[0].right_edge.i and token.text not in mention.lexicon.titles] or run


def named(mention: SourceMention) -> Token | None:
    """The first word of the name put beside a calling, where the language marks what lives: ``глава банка Пётр Котов``.

    The marks of the parse are trusted: it tells the name from the genitives before it.
    """
    for token in mention.head.subtree:  # brackets and commas cut a mention before it
        lives = token.pos_ == "PROPN" and "Anim" in token.morph.get("Animacy", [])
        lives = lives and token.morph.get("Case", []) == mention.head.morph.get("Case", [])
        if lives and token.dep_ == "appos" and token.i > mention.head.i and _stands_for(token, mention.head):
            return token
    return None


def _stands_for(token: Token, head: Token) -> bool:
    while token.dep_ == "appos":
        token = token.head
        if token.i == head.i:
            return True
    return False


def _apposed(mention: SourceMention) -> str:
    """The name put beside a calling, in full; empty for none."""
    first = named(mention) if mention.head.pos_ == "NOUN" else None
    if first is None:
        return ""
    run = [token for token in first.children if token.i > first.i and _names(token)]
    last = run[-1] if run else first
    return mention.head.doc.text[first.idx : last.idx + len(last.text)]


def _names(token: Token) -> bool:
    """Whether a word goes on with a name: ``Раид аль-Салех``, whose last word the parser puts beside the first."""
    return token.dep_.startswith("flat") or (token.dep_ == "appos" and token.text.rpartition("-")[2][:1].isupper())


def _untitled(mention: SourceMention, run: list[Token]) -> list[Token]:
    """A name without the titles, roles and acronyms before it: ``Senator Ann Lee``, ``ООН …``."""
    lexicon = mention.lexicon
    roles = lexicon.persons
    last = max((index for index, token in enumerate(run) if token.lower_ in roles), default=-1)
    name = run[last + 1 :]
    while name and (
        name[0].text in lexicon.titles or (name[0].text.isupper() and len(name[0].text) > 1 and _mixed(name[1:]))
    ):
        name = name[1:]
    titled = len(run) - len(name) == sum(token.text in lexicon.titles for token in run)
    return name if len(name) > 1 or (name and titled) else run


def _mixed(run: list[Token]) -> bool:
    return len(run) > 1 and not any(token.text.isupper() and len(token.text) > 1 for token in run)


def beside(mention: SourceMention) -> str:
    """The name put behind a role after a comma: ``the head of the agency, Ann Lee, said``; empty for none.

    A rank may stand before it (``le porte-parole, le colonel Jean Petit``). Any noun that is not one of bodies may be
    a role: ``the treasurer, Ann Lee, said``.
    """
    doc = mention.head.doc
    last = _past_brackets(doc, max(token.i for token in mention.tokens))
    if last + 3 >= len(doc) or doc[last + 1].text != ",":
        return ""
    if not may_be_role(mention) and doc[last + 2].text not in mention.lexicon.titles:
        return ""
    start = last + 2
    while start < len(doc) and doc[start].text[:1].islower() and _ranks(doc[start], mention):
        start += 1
    start += doc[start].text in mention.lexicon.titles if start < len(doc) else 0
    end = _end_of_name(doc, start)
    start = _in_case(doc, start, end, mention)
    case = any(child.dep_ == "case" for child in mention.head.children)
    closed = end == len(doc) or doc[end].text in _CLOSING or (doc[end].pos_ in VERBAL and not case)
    alone = end - start == 1 and _goes_by(doc[start], mention)
    return doc.words(start, end) if closed and (alone or end - start > 1) else ""


def _in_case(doc: Parse, start: int, end: int, mention: SourceMention) -> int:
    """Where the name begins that is in the case of the role beside it: ``депутат Украины | Мустафа Джемилев``."""
    case = mention.head.morph.get("Case", []) if mention.lexicon.typology.has_cases else []
    while case and start < end and doc[start].morph.get("Case", case) != case:
        start += 1
    return start


def _past_brackets(doc: Parse, last: int) -> int:
    """The last token of a mention with the brackets behind it: ``the head of the SLO (Lock Owners), Ann Lee``."""
    if last + 1 < len(doc) and doc[last + 1].text == "(":
        return next((at for at in range(last + 2, len(doc)) if doc[at].text == ")"), last)
    return last


def _goes_by(name: Token, mention: SourceMention) -> bool:
    """Whether somebody's own goes by one word between commas: ``Son voisin, Paul, retraité, dit``."""
    role = mention.lemma in mention.lexicon.persons and mention.tokens[0].lower_ in mention.lexicon.possessives
    closed = name.i + 1 < len(name.doc) and name.nbor(1).text == ","
    return role and closed and name.pos_ == "PROPN" and name.text.istitle()


def may_be_role(mention: SourceMention) -> bool:
    """Whether the head is a noun of persons, or one that is of nothing else that the lexicon knows."""
    lexicon, lemma = mention.lexicon, mention.lemma
    if lemma in lexicon.persons:
        return True
    others = lexicon.bodies | lexicon.general_bodies | lexicon.media | lexicon.documents | lexicon.times
    if mention.head.pos_ in ("NUM", "PRON"):  # ``one of its leaders, Ann Lee``
        return any(child.dep_ == "nmod" for child in mention.head.children)
    common = mention.head.pos_ == "NOUN" and (mention.head.text.islower() or mention.head.i == 0)
    common = common and mention.number != "Plur"
    return common and lemma not in others


def _end_of_name(doc: Parse, start: int) -> int:
    """Where the words with capitals from one on end, the small words of names between them."""
    end = start
    while end < len(doc) and (doc[end].text[:1].isupper() or (end > start and doc[end].text in INNER)):
        end += 1
    return end


def called(mention: SourceMention) -> str:
    """The name that a person without one goes by: ``a man who uses the name Abu Omar``; empty for none."""
    head, phrases = mention.head, mention.lexicon.called
    if mention.lemma not in mention.lexicon.persons:
        return ""
    doc = head.doc
    for at in range(head.i + 1, head.right_edge.i):
        if size := match_phrase(doc, at, phrases):
            start = at + size + (doc[at + size].text in '«“"' if at + size < len(doc) else 0)
            end = _end_of_name(doc, start)
            return doc.words(start, end) if end > start else ""
    return ""


def closing_name(mention: SourceMention) -> str:
    """The name that ends a long mention behind a comma: ``one of the heads of the teams that took part, Ann Lee``."""
    head = mention.head
    tokens = tuple(head.doc[head.left_edge.i : head.right_edge.i + 1]) if head.pos_ == "PRON" else mention.tokens
    while tokens and tokens[-1].text == ",":
        tokens = tokens[:-1]
    at = len(tokens)
    while at and (tokens[at - 1].text[:1].isupper() or (at < len(tokens) and tokens[at - 1].text in INNER)):
        at -= 1
    if len(tokens) - at < 2 or at < 2 or tokens[at - 1].text != "," or tokens[at].i <= mention.head.i:
        return ""
    return mention.head.doc.words(tokens[at].i, tokens[-1].i + 1) if mention.lemma not in mention.lexicon.bodies else ""


def before(mention: SourceMention) -> str:
    """The name that begins a clause, before a role that no comma closes: ``Ann Lee, the mayor said``."""
    roles = mention.lexicon.persons
    doc, last = mention.head.doc, mention.tokens[0].i - 2
    if mention.lemma not in roles or last < 1 or doc[last + 1].text != ",":
        return ""
    start = last
    while start >= 0 and (doc[start].text in INNER or (doc[start].text[:1].isupper() and doc[start].pos_ != "ADP")):
        start -= 1
    opens = start < 0 or doc[start].pos_ in ("ADV", "CCONJ") or doc[start].text in _OPENING
    name = [token for token in doc[start + 1 : last + 1] if token.text not in mention.lexicon.titles]
    proper = len(name) > 1 and all(token.pos_ == "PROPN" or token.text == "-" for token in name)
    return doc.words(name[0].i, last + 1) if opens and proper else ""


def _ranks(token: Token, mention: SourceMention) -> bool:
    known = mention.lexicon.people | mention.lexicon.determiners
    return token.lower_ in known or token.lemma_.lower() in known or token.pos_ == "ADJ"


def ends_name(name: str, agent: Agent, language: str) -> bool:
    """Whether some words are the end of an agent's name: ``Abdel Rahman`` of ``Rami Abdel Rahman``."""
    wanted = normalize.words(name, language)
    known = (label for spoken, label in (*agent.labels, *agent.aliases) if spoken == language)
    return any(normalize.words(label, language)[-len(wanted) :] == wanted for label in (agent.label, *known))


def abbreviates(name: str, agent: Agent, language: str) -> bool:
    """Whether a name is that of an agent with letters for its first words: ``A. Lee``, of ``Ann Lee``."""
    *letters, last = name.replace(".", ". ").split()
    known = (agent.label, *(label for spoken, label in (*agent.labels, *agent.aliases) if spoken == language))
    short = bool(letters) and all(word.endswith(".") and len(word) == 2 for word in letters)
    return short and any(
        normalize.words(last, language) == normalize.words(full, language)[-1:]
        and [word[0] for word in letters] == [word[0] for word in full.split()[: len(letters)]]
        and len(full.split()) > len(letters)
        for full in known
    )
