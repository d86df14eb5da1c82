"""From parsed sentences to claims: who reports what, in which words, and who that is."""
