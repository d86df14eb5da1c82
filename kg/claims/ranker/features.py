"""What the trees of the ranker look at, as numbers, by name."""

from __future__ import annotations

from collections.abc import Mapping

from kg.claims.ranker.bitset_tree import Tree, first, last
from kg.claims.ranker.cue_candidates import CLASSES, CueCandidate, own_subject
from kg.claims.ranker.span_candidates import RELATIONS, WAYS, ContentCandidate, SourceCandidate

_DEPS = (
    "ROOT", "ccomp", "xcomp", "csubj", "parataxis", "advcl", "acl", "acl:relcl", "conj", "obj", "iobj", "obl",
    "obl:arg", "obl:agent", "obl:mod", "nsubj", "nsubj:pass", "nmod", "nmod:poss", "appos", "flat", "flat:name",
    "compound", "attr", "case", "advmod", "amod", "dep", "dislocated", "discourse", "expl", "mark",
)  # fmt: skip
_TAGS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "ADP", "NUM", "PUNCT", "SCONJ", "DET")
_DEP, _TAG = {name: number for number, name in enumerate(_DEPS)}, {name: number for number, name in enumerate(_TAGS)}
_WAY, _RELATION = (
    {name: number for number, name in enumerate(WAYS)},
    {name: number for number, name in enumerate(RELATIONS)},
)
_CLASS = {name: number for number, name in enumerate(CLASSES)}

CUE = (
    "share", "class", "tag", "dep", "head_tag", "head_share", "rules", "rule", "rule_size", "subject", "subject_tag",
    "subject_kind", "subject_after", "finite", "infinitive", "participle", "passive", "negated", "irreal", "marked",
    "ccomp", "xcomp", "obj", "parataxis", "oblique", "complementiser", "in_quotes", "quotes", "quote_next",
    "comma_before", "mark_before", "comma_after", "colon_after", "at_start", "place", "length", "letters_after",
    "conditional", "title", "past", "first_person", "animate",
)  # fmt: skip
CONTENT = (
    "way", "top_dep", "top_tag", "top_relation", "words", "part", "pieces", "before", "after", "gap", "starts",
    "ends", "quoted", "quote_starts", "quote_ends", "quote_cover", "complementiser", "comma_before", "comma_after",
    "stop_after", "colon_before", "verbs", "finite", "subject_in", "other_cue", "rule_likeness", "holds_cue", "wh",
    "case_first",
)  # fmt: skip
SOURCE = (
    "relation", "dep", "tag", "head_dep", "gap", "after", "kind", "share_subject", "own_subject", "rule", "in_quotes",
    "in_content", "capital", "case_marked", "commas_between", "verbs_between", "words", "first_person", "at_start",
    "plural",
)  # fmt: skip


# What a content and a source are told of their cue, beside how likely it is one, its share and its class.
CONTENT_CUE = (
    "tag", "dep", "subject_after", "finite", "infinitive", "passive", "complementiser", "in_quotes", "quotes",
    "quote_next", "mark_before", "comma_before", "colon_after", "at_start", "rules", "rule", "marked", "xcomp", "obj",
)  # fmt: skip
SOURCE_CUE = (
    "tag", "dep", "subject_tag", "subject_after", "finite", "infinitive", "participle", "passive", "mark_before",
    "at_start",
)  # fmt: skip
_CONTENT_CUE, _SOURCE_CUE = (tuple(CUE.index(name) for name in names) for names in (CONTENT_CUE, SOURCE_CUE))


def content_rows(
    tree: Tree,
    site: CueCandidate,
    likely: float,
    cue: list[float],
    found: list[ContentCandidate],
    rule: int,
    shares: Mapping[int, float],
) -> list[list[float]]:
    """One row a candidate content; ``cue`` are the features of the cue, ``rule`` the tokens that the rules took."""
    subject = own_subject(tree, site)
    ranked = [(1 << index, share) for index, share in sorted(shares.items(), key=_by_share)]
    same = [likely, site.share, _CLASS[site.kind], *(cue[number] for number in _CONTENT_CUE)]
    return [same + content_features(tree, site, content, rule, ranked, subject) for content in found]


def _by_share(row: tuple[int, float]) -> float:
    return -row[1]


def source_rows(
    tree: Tree, site: CueCandidate, cue: list[float], found: list[SourceCandidate], content: int
) -> list[list[float]]:
    """One row a candidate source; ``content`` are the tokens of the content that was chosen."""
    subject = own_subject(tree, site)
    words = tree.sentence.lexicon
    language = (
        2 * words.typology.has_articles + words.typology.unpunctuated_cues
    )  # its type: how sources stand differs, what is speech does not
    same = [site.share, _CLASS[site.kind], language, *(cue[number] for number in _SOURCE_CUE)]
    return [same + source_features(tree, site, source, content, subject) for source in found]


def cue_features(tree: Tree, site: CueCandidate, shares: Mapping[int, float]) -> list[float]:
    """The features of a possible cue, in the order of CUE."""
    index, main, words, deps = site.index, site.main, tree.words, tree.deps
    start, end = first(site.group), last(site.phrase)
    subject = own_subject(tree, site)
    children = tree.children[main] if index == main else (*tree.children[index], *tree.children[main])
    kids = {deps[child]: child for child in children}
    doc = tree.sentence.doc
    token = doc[index]
    morph = doc[main].morph.text + token.morph.text
    head = tree.heads[main]
    rule = site.rules[0] if site.rules else None
    finite = "Fin" in morph
    if not finite:
        finite = any(dep.startswith("aux") and "Fin" in doc[child].morph.text for dep, child in kids.items())
    following = words[end + 1 : end + 9]
    lexicon = tree.sentence.lexicon
    helpers = [child for child in tree.children[main] if deps[child].startswith("aux")]
    quoted_behind = tree.quoted >> (end + 1) & 0xFF & ((1 << len(following)) - 1)
    return [
        site.share,
        _CLASS[site.kind],
        _TAG.get(tree.tags[index], -1),
        _DEP.get(deps[main], -1),
        _TAG.get(tree.tags[head], -1) if head != main else -2,
        shares.get(head, 0.0) if head != main else -1.0,
        len(site.rules),
        rule.detector.code if rule is not None else -1,
        min(rule.size, 400) if rule is not None else -1,
        _DEP.get(deps[subject], -1) if subject >= 0 else -2,
        _TAG.get(tree.tags[subject], -1) if subject >= 0 else -2,
        _kind(tree, subject),
        (subject > index) if subject >= 0 else -1,
        finite,
        "Inf" in morph,
        "VerbForm=Part" in morph or "VerbForm=Conv" in morph or "Ger" in morph,
        "pass" in " ".join(kids) or "Voice=Pass" in morph,
        not lexicon.negators.isdisjoint([words[child] for child in children]),
        tree.lemmas[head] in lexicon.irreal or not lexicon.irreal.isdisjoint([tree.lemmas[child] for child in helpers]),
        "mark" in kids,
        "ccomp" in kids,
        "xcomp" in kids,
        "obj" in kids,
        "parataxis" in kids,
        len([dep for dep in kids if dep.startswith("obl")]),
        _distance(following, lexicon.complementisers),
        tree.quoted >> index & 1,
        len(tree.quotes),
        first(quoted_behind) + 1 if quoted_behind else _FAR,
        start > 0 and words[start - 1] == ",",
        start > 0 and words[start - 1] in _CLOSERS,
        end + 1 < tree.size and words[end + 1] == ",",
        following.index(":") + 1 if ":" in following else _FAR,
        start == 0,
        index / tree.size,
        tree.size,
        (tree.letters >> (end + 1)).bit_count(),
        "Mood=Cnd" in morph or not lexicon.conditional_auxiliaries.isdisjoint([words[child] for child in helpers]),
        tree.capitals,
        "Past" in morph,
        words[subject] in lexicon.first_person if subject >= 0 else -1,
        _animate(tree, subject),
    ]


def _distance(following: tuple[str, ...], wanted: frozenset[str]) -> int:
    """How many words on one of some stands first among those that follow."""
    for at, word in enumerate(following, 1):
        if word in wanted:
            return at
    return _FAR


_FAR = 12  # where none follows near enough
_CLOSERS = frozenset({"»", "”", '"', "—", "–", "-", "''"})


def _animate(tree: Tree, token: int) -> int:
    """Whether a noun is of a living being, where the language's grammar tells: 1, 0, or -1 for unknown."""
    told = tree.sentence.doc[token].morph.text if token >= 0 else ""
    return 1 if "Animacy=Anim" in told else 0 if "Animacy=Inan" in told else -1


def _kind(tree: Tree, token: int) -> int:
    """What sort of thing a noun is.

    0 none, 1 pronoun, 2 people, 3 nameless source, 4 document, 5 medium, 6 name, 7 other, 8 nobody (*on*), 9 relative.
    """
    if token < 0:
        return 0
    lexicon, lemma, tag = tree.sentence.lexicon, tree.lemmas[token], tree.tags[token]
    if tag == "PRON":
        return 9 if lemma in lexicon.relative else 8 if tree.words[token] in lexicon.impersonal else 1
    for number, words in ((2, lexicon.people), (3, lexicon.unnamed), (5, lexicon.media), (4, lexicon.documents)):
        if lemma in words:
            return number
    return 6 if tag == "PROPN" else 7


def content_features(
    tree: Tree, site: CueCandidate, content: ContentCandidate, rule: int, ranked: list[tuple[int, float]], subject: int
) -> list[float]:
    """The features of a candidate content, in the order of CONTENT; ``rule`` is what the rules took.

    ``ranked`` are the words that may be cues, as sets of one, with their shares, the likeliest first.
    """
    tokens, top, words, tags, letters, quotes = (
        content.tokens,
        content.top,
        tree.words,
        tree.tags,
        tree.letters,
        tree.quoted,
    )
    low, high, start, end = first(tokens), last(tokens), first(site.group), last(site.phrase)
    spoken = tokens & letters
    size = spoken.bit_count()
    inside = (spoken & quotes).bit_count()
    quoted_all = (letters & quotes).bit_count() if quotes else 0
    previous, following = (words[low - 1] if low else ""), (words[high + 1] if high + 1 < tree.size else "")
    outside = letters & ~tokens & ~site.phrase
    union = ((tokens | rule) & letters).bit_count() if rule else 0
    lexicon = tree.sentence.lexicon
    return [
        _WAY[content.way],
        _DEP.get(tree.deps[top], -1) if top >= 0 else -2,
        _TAG.get(tags[top], -1) if top >= 0 else -2,
        _relation_of(tree, site, top),
        size,
        size / max(letters.bit_count(), 1),
        (tokens & ~(tokens << 1)).bit_count(),
        low < start,
        high > end,
        (low - end) if low > end else (start - high) if high < start else 0,
        not outside & ((1 << low) - 1),
        not outside >> (high + 1),
        inside / max(size, 1),
        low > 0 and bool(quotes >> low & 1) and previous in _OPENERS,
        bool(quotes >> high & 1) and following in _CLOSERS,
        inside / quoted_all if quoted_all else -1,
        previous in lexicon.complementisers,
        previous == ",",
        following == ",",
        following in _STOPS,
        previous == ":" or (low > 1 and words[low - 2] == ":"),
        (tokens & tree.verbs).bit_count(),
        tags[top] in ("VERB", "AUX") if top >= 0 else -1,
        subject >= 0 and tokens >> subject & 1,
        _likeliest(tokens, ranked),
        (spoken & rule).bit_count() / union if union else -1,
        bool(tokens & tree.below[site.main] & ~site.phrase),
        words[low] in lexicon.interrogatives,
        tags[low] == "ADP",
    ]


def _likeliest(tokens: int, ranked: list[tuple[int, float]]) -> float:
    """The share of the likeliest cue among some tokens."""
    for token, share in ranked:
        if tokens & token:
            return share
    return 0.0


_STOPS = frozenset({"", ".", "!", "?"})
_OPENERS = frozenset({"«", "“", '"', "„", "``", "‘"})


def _relation_of(tree: Tree, site: CueCandidate, top: int) -> int:
    if top < 0:
        return -1
    if top in (site.main, site.index):
        return 0
    if tree.heads[top] in (site.main, site.index):
        return 1
    if tree.heads[site.main] == top:
        return 2
    return 3 if tree.heads[top] == tree.heads[site.main] else 4


def source_features(tree: Tree, site: CueCandidate, source: SourceCandidate, content: int, subject: int) -> list[float]:
    """The features of a candidate source, in the order of SOURCE; ``content`` is the one chosen."""
    head, index = source.head, site.index
    low, high = min(head, index), max(head, index)
    token = tree.sentence.doc[head]
    return [
        _RELATION[source.relation],
        _DEP.get(tree.deps[head], -1),
        _TAG.get(tree.tags[head], -1),
        _DEP.get(tree.deps[tree.heads[head]], -1),
        high - low,
        head > index,
        _kind(tree, head),
        subject == head,
        subject >= 0,
        any(attribution.head is not None and attribution.head.i == head for attribution in site.rules)
        if site.rules
        else -1,
        tree.quoted >> head & 1,
        content >> head & 1,
        token.text[:1].isupper(),
        "case" in [tree.deps[child] for child in tree.children[head]],
        tree.words[low + 1 : high].count(","),
        tree.tags[low + 1 : high].count("VERB"),
        tree.weight(tree.below[head]),
        tree.words[head] in tree.sentence.lexicon.first_person,
        head == 0,
        "Number=Plur" in token.morph.text,
    ]
