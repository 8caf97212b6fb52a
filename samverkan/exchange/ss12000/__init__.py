"""SS 12000: a school's register over the wire, read into a roster.

Written against SS 12000:2020/korr 1:2022 as Skolverket's Apache-2.0 OpenAPI carries it, and tolerant of what other
servers of the standard have been seen to answer.
"""
