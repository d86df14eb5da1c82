"""A parsed sentence, its place in the article, and the questions of syntax that detectors ask of it."""

from __future__ import annotations

import bisect
import operator
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kg.languages.cue_lexicon import Lexicon, Phrases
from kg.model import Block, Span
from kg.text.quotation_marks import DOUBLE

if TYPE_CHECKING:
    from kg.text.parse import Parse, Token

CLAUSAL = frozenset(
    {"ccomp", "xcomp", "parataxis", "advcl", "csubj", "acl", "acl:relcl", "ROOT", "conj", "discourse", "dislocated"}
)
GENITIVE = frozenset({"'s", "’s"})  # of whose something is, as a word of its own
SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:caus", "expl:subj"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INNER = frozenset("-'’.«»\"“”„")
_TITLE = 9  # tokens of a title, its marks among them, at most
Found = TypeVar("Found")
_index = operator.attrgetter("i")
_EDGE = frozenset(" \t\r\n\u00a0\u202f,;:—–-")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its parse, its block, and the quoted stretches that touch it (offsets of the article)."""

    text: str  # the whole article's
    span: Span
    block: Block
    doc: Parse
    lexicon: Lexicon
    quotes: tuple[Span, ...] = ()
    _known: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What many ask of a sentence, found when it is asked first."""
        if key not in self._known:
            self._known[key] = find()
        found: Found = self._known[key]
        return found

    def at(self, token: Token) -> int:
        """The offset of a token in the article."""
        return self.span.start + token.idx

    def span_of(self, tokens: Iterable[Token]) -> Span | None:
        """The envelope of some tokens in the article; None for no token."""
        found = [token for token in tokens if not token.is_space]
        if not found:
            return None
        first, last = min(found, key=_index), max(found, key=_index)
        return Span(self.at(first), self.at(last) + len(last.text))

    def within(self, spans: tuple[Span, ...]) -> tuple[Token, ...]:
        """The tokens that begin inside some spans of the article."""
        if len(spans) == 1:
            indexes = self.inside(spans[0])
            return self.doc[indexes.start : indexes.stop]
        return tuple(self.doc[index] for index in sorted({index for span in spans for index in self.inside(span)}))

    def in_quotes(self, token: Token) -> bool:
        """Whether a token stands inside quotation marks."""
        return bool(self.quotes) and token.i in self.once("quoted", self._quoted)

    def inside(self, span: Span) -> range:
        """The indexes of the tokens that begin inside a span of the article."""
        begin, starts = self.span.start, self.doc.starts
        return range(bisect.bisect_left(starts, span.start - begin), bisect.bisect_left(starts, span.end - begin))

    def _quoted(self) -> frozenset[int]:
        return frozenset(index for quote in self.quotes for index in self.inside(quote))

    def follows_quotation(self, token: Token) -> bool:
        """Whether a quotation ends right before a token."""
        at = self.at(token)
        return any(at - 2 <= quote.end <= at for quote in self.quotes)

    def pieces(self, tokens: Iterable[Token]) -> tuple[Span, ...]:
        """Runs of neighbouring tokens as spans, trimmed of white space, commas and dashes at their edges."""
        wanted = sorted({token.i for token in tokens})
        runs: list[list[int]] = []
        for index in wanted:
            if runs and index == runs[-1][-1] + 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        spans = (self.span_of(self.doc[index] for index in run) for run in runs)
        return tuple(span for raw in spans if raw and (span := self.trimmed(raw)) and self._wordy(span))

    def trimmed(self, span: Span) -> Span:
        """A span without the white space and separators at its edges, nor the full stop of the sentence."""
        start, end = span.start, span.end
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and (self.text[end - 1] in _EDGE or (self.text[end - 1] == "." and end == self.span.end)):
            end -= 1
        return Span(start, end)

    def _wordy(self, span: Span) -> bool:
        return any(character.isalnum() for character in span.of(self.text))


def subtree(token: Token, without: Callable[[Token], bool] | None = None) -> list[Token]:
    """A token and all below it in order, less the children (and what is below them) that are to be left out."""
    found = [token]
    for node in found:  # which grows as it is read
        if without is None:
            found += node.children
        else:
            found += [child for child in node.children if not without(child)]
    found.sort(key=_index)
    return found


def verb_group(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, clitics, particles and the adverbs between them: ``a également indiqué``."""
    parts = [child for child in verb.children if child.dep_.startswith(("aux", "cop", "expl", "compound:prt"))]
    parts = [part for part in parts if part.pos_ in VERBAL or part.dep_.startswith(("expl", "compound"))]
    low = min([verb.i, *(part.i for part in parts if part.i < verb.i and verb.i - part.i < 5)])
    high = max([verb.i, *(part.i for part in parts if 0 < part.i - verb.i < 3 and part.dep_.startswith("compound"))])
    return [token for token in verb.doc[low : high + 1] if not token.is_space]


def subject(verb: Token) -> Token | None:
    """The grammatical subject: its own, that of the verb it is coordinated with, or of the verb that governs it."""
    seen: set[int] = set()
    node = verb
    while node.i not in seen:
        seen.add(node.i)
        found = [child for child in node.children if child.dep_ in SUBJECT and _may_speak(child)]
        if found:
            return max(
                found,
                key=lambda child: (
                    child.dep_ != "expl:subj",
                    child.pos_ != "PRON",
                    child.pos_ == "PROPN",
                    -abs(child.i - node.i),
                ),
            )
        if node.dep_ in ("conj", "xcomp", "aux", "aux:tense", "aux:caus") and node.head.pos_ in VERBAL:
            node = node.head
        elif node.dep_ in ("advcl", "acl") and node.pos_ in VERBAL and not is_finite(node):
            return node.head if node.dep_ == "acl" and node.head.pos_ in NOMINAL else _outer(node)
        else:
            return None
    return None


def _may_speak(child: Token) -> bool:
    """No conjunction, no euphonic ``-t``, nothing behind a preposition: ``Sur Twitter, X a …``."""
    return child.pos_ != "SCONJ" and child.text != "-t" and not any(part.dep_ == "case" for part in child.children)


def _outer(verb: Token) -> Token | None:
    return subject(verb.head) if verb.head.i != verb.i and verb.head.pos_ in VERBAL else None


def is_finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of its, is finite."""
    helpers = (child for child in verb.children if child.dep_.startswith("aux"))
    return any("Fin" in token.morph.get("VerbForm", []) for token in (verb, *helpers))


def tells_time(verb: Token) -> bool:
    """Whether a verb is itself finite, and in a tense: no modal."""
    return "Fin" in verb.morph.get("VerbForm", []) and bool(verb.morph.get("Tense", []))


def is_gerund(verb: Token) -> bool:
    """Whether a verb is a gerund, a converb or a present participle: ``saying``, ``affirmant``, ``говоря``."""
    forms = verb.morph.get("VerbForm", [])
    return "Ger" in forms or ("Part" in forms and "Pres" in verb.morph.get("Tense", []))


def is_past_participle(verb: Token) -> bool:
    """Whether a verb is a past participle: ``accused``."""
    return "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])


def is_plural(noun: Token) -> bool:
    """Whether a word is a common noun in the plural."""
    return noun.pos_ == "NOUN" and "Plur" in noun.morph.get("Number", [])


def quoted_as(verb: Token, as_words: frozenset[str]) -> Token | None:
    """Who is quoted by somebody else: ``the Gazette quoted the mayor as saying``."""
    marked = any(child.lower_ in as_words and child.dep_ in ("mark", "case") for child in verb.children)
    objects = (child for child in verb.head.children if child.dep_ == "obj" and child.i < verb.i)
    return next(objects, None) if marked else None


def marker(clause: Token) -> Token | None:
    """The word that opens a subordinate clause (``que``, ``that``, ``что``)."""
    return next((child for child in clause.children if child.dep_ == "mark" and child.i < clause.i), None)


def noun_phrase(head: Token) -> list[Token]:
    """A noun phrase as a mention of a source: no case marker, no clause behind a comma, no trailing punctuation."""
    if head.pos_ == "PRON":
        return [head]

    def dropped(child: Token) -> bool:
        if child.dep_ == "case" and child.i < head.i:
            return child.head.i == head.i
        if (
            child.dep_ in ("acl:relcl", "acl", "advcl", "parataxis", "conj", "cc", "ccomp", "appos", "cop", "orphan")
            and child.i > head.i
        ):
            return _set_apart(head, child) or child.dep_ in ("acl:relcl", "parataxis", "ccomp", "advcl", "cc", "conj")
        return child.dep_ == "punct" and (child.i > head.i or child.text not in '"«»“”-')

    tokens = subtree(head, dropped)
    return _contiguous(tokens, head)


def _set_apart(head: Token, child: Token) -> bool:
    """Whether a comma, a dash or a mark stands before what a noun governs; not the marks of a title or of its name."""
    between = [token.text for token in head.doc[head.i + 1 : child.left_edge.i + 1]]
    if any(text in ",;:—–(" for text in between):
        return True
    return sum(text in DOUBLE for text in between) % 2 == 1 and not _is_title(child)


def _is_title(child: Token) -> bool:
    """Whether a word stands with few others in quotation marks, none of them a verb: ``центр «Весна»``."""
    first, last = child.left_edge, child.right_edge
    inside = list(child.subtree)
    marked = first.text in DOUBLE and first.i < child.i and last.text in DOUBLE
    return marked and len(inside) < _TITLE and not any(token.pos_ in VERBAL for token in inside)


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """The run of neighbouring tokens that holds the head; a hyphen or an inner mark does not break it."""
    indexes = {token.i for token in tokens}
    low = high = head.i
    doc = head.doc
    while low - 1 in indexes or (low - 2 in indexes and doc[low - 1].text in "-'’." and low >= 2):
        low -= 1
    while high + 1 in indexes or (high + 2 in indexes and doc[high + 1].text in _INNER) or _same_name(doc, high):
        high += 1
    run = list(doc[low : high + 1])
    if sum(token.text in DOUBLE for token in run) % 2 and high + 1 < len(doc) and doc[high + 1].text in DOUBLE:
        run.append(doc[high + 1])
    elif run[0].text in DOUBLE and sum(token.text in DOUBLE for token in run) % 2:
        run = run[1:]  # what a quotation before the name has left
    while run and run[0].is_punct and run[0].text not in '«"“':
        run = run[1:]
    return run or [head]  # a dash that the parser takes for a name


def _same_name(doc: Parse, last: int) -> bool:
    """Whether the next word goes on with a proper name that the parser gave two heads."""
    if last + 1 >= len(doc) or doc[last].pos_ != "PROPN" or doc[last + 1].pos_ != "PROPN":
        return False
    one, other = doc[last], doc[last + 1]
    return one.dep_ == other.dep_ and one.head.i == other.head.i


def coordinated(head: Token) -> list[Token]:
    """The nouns joined to one by ``et``, ``and``, ``и``; none where only a comma stands between: an apposition."""
    found = list(_joined(head))
    linked = any(child.dep_ == "cc" for part in (head, *found) for child in part.children)
    return found if linked else []


def _joined(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            yield child
            yield from _joined(child)


def match_phrase(doc: Parse, index: int, phrases: Phrases, joker: frozenset[str] = frozenset()) -> int:
    """How many tokens from ``index`` on are one of the phrases (longest first); 0 for none.

    A ``*`` in a phrase stands for any one word of ``joker``.
    """
    for phrase in phrases.get(doc[index].lower_, ()):
        words = tuple([token.lower_ for token in doc[index : index + len(phrase)]])
        if words == phrase or ("*" in phrase and _fits(words, phrase, joker)):
            return len(phrase)
    return 0


def _fits(words: tuple[str, ...], phrase: tuple[str, ...], joker: frozenset[str]) -> bool:
    pairs = zip(words, phrase, strict=False)
    return len(words) == len(phrase) and all(
        word == wanted or (wanted == "*" and word in joker) for word, wanted in pairs
    )


def speaker_head(head: Token) -> Token:
    """The one who speaks where the parser took a place or platform before him for the subject: ``Sur Twitter, X …``."""
    behind = any(child.dep_ == "case" and child.i < head.i for child in head.children)
    named = (child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i)
    return next(named, head) if behind and head.dep_ in SUBJECT else head


def is_first_person(sentence: Sentence) -> bool:
    """Whether the subject of the main clause is ``I`` or ``we``, outside quotation marks: not how an outlet speaks."""
    root = next((token for token in sentence.doc if token.head.i == token.i), None)
    if root is None:
        return False
    subjects = (child for child in root.children if child.dep_ in SUBJECT and not sentence.in_quotes(child))
    return any(child.lower_.rstrip("'") in sentence.lexicon.first_person for child in subjects)
