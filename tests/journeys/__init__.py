"""Whole errands in a real browser, against the product served as it is served to people."""
