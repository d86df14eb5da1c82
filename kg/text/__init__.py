"""From a text to parsed sentences: blocks, sentence borders, parsers, times and quantities."""
