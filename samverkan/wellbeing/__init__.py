"""Må bra-hjulet: eight areas to talk about, seen by the school and by the pupil. Never a score."""
