"""The pages of one pupil, and the lists that lead to them."""
