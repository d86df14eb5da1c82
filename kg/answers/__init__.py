"""Questions put to the graph and what a reader gets back: queries, plain words, one claim shown, the page."""
