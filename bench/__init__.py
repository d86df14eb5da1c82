"""Measuring and training attribution, on annotated sets that the user points to."""
