"""Pictures one would rather look at than read: pure functions from facts to an SVG and its table. Knows no pupils."""

from samverkan.picture.figure import Figure, Key
from samverkan.picture.minutes import Spent, time_bars
from samverkan.picture.network import Network, Node, network
from samverkan.picture.readiness import readiness_dots
from samverkan.picture.school_year import Event, SchoolYear, school_year_strip
from samverkan.picture.stacked import Bar, stacked_bars
from samverkan.picture.stairs import Promised, Stairs, promise_stairs

__all__ = [
    "Bar",
    "Event",
    "Figure",
    "Key",
    "Network",
    "Node",
    "Promised",
    "SchoolYear",
    "Spent",
    "Stairs",
    "network",
    "promise_stairs",
    "readiness_dots",
    "school_year_strip",
    "stacked_bars",
    "time_bars",
]
