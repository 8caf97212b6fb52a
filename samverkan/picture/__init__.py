"""Pictures one would rather look at than read: pure functions from facts to an SVG and its table. Knows no pupils."""

from samverkan.picture.figure import Figure, Key
from samverkan.picture.minutes import Spent, time_bars
from samverkan.picture.network import Network, Node, network
from samverkan.picture.readiness import readiness_dots
from samverkan.picture.rounds import Round, Rounds, steps_over_time, wheels_over_time
from samverkan.picture.school_year import Event, SchoolYear, school_year_strip
from samverkan.picture.stacked import Bar, stacked_bars
from samverkan.picture.stairs import Promised, Stairs, promise_stairs
from samverkan.picture.wheel import Sector, Step, WheelSeen, step_sign, wheel

__all__ = [
    "Bar",
    "Event",
    "Figure",
    "Key",
    "Network",
    "Node",
    "Promised",
    "Round",
    "Rounds",
    "SchoolYear",
    "Sector",
    "Spent",
    "Stairs",
    "Step",
    "WheelSeen",
    "network",
    "promise_stairs",
    "readiness_dots",
    "school_year_strip",
    "stacked_bars",
    "step_sign",
    "steps_over_time",
    "time_bars",
    "wheel",
    "wheels_over_time",
]
