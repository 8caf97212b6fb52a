"""`bin/samverkan journal verify` and `journal seal`."""

import sys

from django.utils import timezone

from samverkan.journal.sealing import seal_new
from samverkan.journal.sealing import verify as walk_the_chain


def verify(words: list[str]) -> int:
    """Walk the chain and say whether the journal is as it was sealed. 0 when whole, 1 with the first bad run."""
    fault = walk_the_chain()
    if fault is None:
        sys.stdout.write("Loggen är hel.\n")
        return 0
    sys.stdout.write(f"{fault.sentence} Felet finns i länk {fault.link}, från händelse {fault.first_event}.\n")
    return 1


def seal(words: list[str]) -> int:
    """Seal what is new. Run it every few seconds, or let the server do so."""
    link = seal_new(timezone.now())
    count = 0 if link is None else link.events.count()
    sys.stdout.write(f"{count} händelser förseglade.\n" if count else "Inget nytt att försegla.\n")
    return 0
