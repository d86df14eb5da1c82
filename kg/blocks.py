"""Blocks: what each stretch of an article's raw text is, before any sentence is looked for.

Headlines, paragraphs, embedded posts and captions hold claims. Date lines, image file names, pointers to other texts,
and the signature and date behind a post hold none, and are cut off where they share a line with a sentence.
"""

from __future__ import annotations

