"""Match the claims of all articles and languages: propositions, and candidates for contradictions.

The way through: ``assertions`` (what is compared) → ``contents`` (what each says of what, who, where, when, how many)
and ``encoder`` → ``nearest_neighbours`` (candidate pairs) → ``scored_pairs`` (same, perhaps, different) → ``joining``
(clusters of contents, and groups that share a fact of one event) → ``propositions`` and ``contradictions``. A sentence
is in as many propositions as it says things. Nothing depends on the order in which articles came.
"""
