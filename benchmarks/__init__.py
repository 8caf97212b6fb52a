"""Measurements: of pages, timelines, decisions, rooms, writes and whole requests, beside the usual ways of doing them.

Never a timed test. Each measurement first shows that what it measures is right, and then prints medians with spread,
load, versions and repetitions. Only ratios inside one run are compared.
"""
