"""Serves the product on a port, for a journey: `python -m tests.journeys.serving PORT`."""

import sys

from samverkan.web.answering import Site
from tests.journeys.clock import set_to_tuesday

if __name__ == "__main__":
    set_to_tuesday()
    Site(bind=f"127.0.0.1:{sys.argv[1]}", workers=1, threads=4, when_ready=lambda: None).run()
