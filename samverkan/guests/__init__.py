"""Guests without an account: a link, a code by another way, and one page for one meeting."""
