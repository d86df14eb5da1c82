"""Records drawn as text for a terminal, a module for each kind of record; nothing here reads a store."""
