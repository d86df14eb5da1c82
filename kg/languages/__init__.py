"""All that is particular to a language: a folder of data each, and the modules that read it."""
