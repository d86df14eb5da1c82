"""The chain of detectors: each reads the cues that none before it has read."""

from __future__ import annotations

from kg.claims.detect import (
    as_parentheticals,
    belief_adjectives,
    colon_attribution,
    dash_parentheticals,
    dismissals,
    document_sources,
    given_figures,
    loose_quotations,
    nominal_complements,
    parentheticals,
    quotation_introductions,
    quotative_inversion,
    reporting_clauses,
    reporting_nouns,
    sentence_final_cues,
    sentential_anaphora,
    source_prepositions,
    transcripts,
    unlisted_verbs,
    verb_noun_idioms,
)
from kg.claims.detect.detector import Detector

CHAIN: tuple[Detector, ...] = (
    # A name in capitals before a colon opens a turn of a talk: whatever the turn says, the name speaks.
    transcripts.DETECTOR,
    # "Об этом заявил X": a word stands for the sentence before, which no clause of its own is taken for afterwards.
    sentential_anaphora.DETECTOR,
    # Marks and the order of words do not err where a parse does, so cues set apart by them come before all that is
    # read from the parse: between dashes, behind the quotation with the speaker behind the verb, opened by "as", last
    # in the sentence. Dashes first, for they stand inside the quotations that the next one reads around.
    dash_parentheticals.DETECTOR,
    quotative_inversion.DETECTOR,
    as_parentheticals.DETECTOR,
    sentence_final_cues.DETECTOR,
    # What somebody calls false is denied, whatever clause follows.
    dismissals.DETECTOR,
    # What the parse shows, the surest relation first: a clause that a verb governs …
    reporting_clauses.DETECTOR,
    # … that an adjective of belief governs, …
    belief_adjectives.DETECTOR,
    # … what a document shows, whose verbs take mere objects too, …
    document_sources.DETECTOR,
    # … and a phrase that names a source, which has no verb to share with those above.
    source_prepositions.DETECTOR,
    # A noun that reports with a clause, whose source stands in its own phrase.
    reporting_nouns.DETECTOR,
    # Cues that govern no clause: the rest of the sentence is theirs, …
    parentheticals.DETECTOR,
    # … else a quotation, …
    loose_quotations.DETECTOR,
    # … else figures that somebody gives, …
    given_figures.DETECTOR,
    # … else their object, the loosest of all, …
    nominal_complements.DETECTOR,
    # … or that of a noun that reports with them.
    verb_noun_idioms.DETECTOR,
    # A verb that the parser took for something else, with a colon and marks behind it, …
    quotation_introductions.DETECTOR,
    # … a verb that no list has, where marks set its clause apart, …
    unlisted_verbs.DETECTOR,
    # … or no cue at all, but somebody before a colon.
    colon_attribution.DETECTOR,
)
