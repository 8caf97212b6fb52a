"""How long the words of a fixed list may be."""

SLUG = 40
