"""Mutants of the law and of its translation to SQL: each must be noticed by some test, or be listed with a reason."""
