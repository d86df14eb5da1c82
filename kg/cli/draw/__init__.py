"""Records drawn as text for a terminal, a module for each kind of record; only a review looks into its store."""
