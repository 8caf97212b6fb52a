"""Idag and Skolan: what needs me, which pupils need coordinated support, which contacts must I take. Owns no tables."""
