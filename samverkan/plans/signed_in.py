"""How sure one can be of who sits at the keyboard, kept beside an answer given there."""

from samverkan.journal.acts import ReaderRequest
from samverkan.policy.acting import Level

SLUGS = {Level.PASSWORD: "losenord", Level.SECOND_FACTOR: "andra-faktor", Level.EID: "e-legitimation"}


def assurance_of(request: ReaderRequest) -> str:
    """A slug for how surely the account of this sitting was signed in."""
    return SLUGS[request.assurance.level]
