"""Runs the keeper: `python -m samverkan.web.postgres HOME`."""

import sys

from samverkan.web.postgres.keeper import main

raise SystemExit(main(sys.argv[1:]))
