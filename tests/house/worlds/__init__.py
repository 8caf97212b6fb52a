"""Two worlds that differ in one secret alone, for asking whether anybody who may not know it meets a difference."""
