"""Repairs of a parser's known errors, before anything is read from the parse."""
