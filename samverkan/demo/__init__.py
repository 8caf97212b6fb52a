"""An invented municipality, Björkvik: one seeded generator for the demonstration, the tests and the benchmarks.

Nobody in it is real: names are drawn from our own lists, phones from the fiction series, mail from example domains,
and there is no personnummer anywhere. Days follow the day it is built.
"""
