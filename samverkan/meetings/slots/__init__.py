"""Choosing a time: up to three are proposed, those invited say which suit, and the one who leads settles one."""
