"""Builds the invented municipality in an empty database, for journeys: `python -m tests.journeys.building SIZE`."""

import sys

import django

from tests.journeys.clock import TUESDAY

if __name__ == "__main__":
    django.setup()
    from samverkan.demo import world

    world.build(now=TUESDAY, size=world.DEMO if sys.argv[1] == "demo" else world.TEST)
