"""Labelled articles: who said each sentence, through whom; with guidelines, agreement and a scorer."""
