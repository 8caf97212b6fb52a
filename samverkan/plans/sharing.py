"""What a party outside the school lets the school have of its own, as far as a yes reaches and no further."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.granting import grants_in
from samverkan.guard.models import Form, Statement
from samverkan.people.cells import outside_cell, pupil_row
from samverkan.people.models import Organisation
from samverkan.people.wording import listed, local_day
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, Kind, Manner, Purpose, Role
from samverkan.vault.texts import say

KINDS = (Kind.ASSESSMENT, Kind.MEASURE, Kind.DECISION)
"""What one is asked about of others: what they have seen, what they do, what they have decided."""


class NothingToShareBy(ValueError):
    """No yes lets the party tell the school this now."""


@dataclass(frozen=True, slots=True)
class Open:
    """One kind that the school may have today."""

    cell: facts.Cell
    readers: str
    """The roles that the yes names, in words: who holds them is the school's to know."""


def kinds_open(reader: Reader, case: CaseId, today: date) -> dict[Kind, Open]:
    """The kinds of the party's own that somebody at the school may have today."""
    pupil = pupil_row(case)
    standing = capacity(reader, case, None)
    if standing is None or standing.organisation is None or standing.organisation == pupil.cell.holder_id:
        return {}
    holder = Organisation.objects.get(id=standing.organisation)
    grants = [
        grant
        for grant in grants_in([case])
        if grant.receiver_organisation == pupil.cell.holder_id and grant.holds(today, Purpose.SUPPORT, Manner.SEND)
    ]
    found = {}
    for kind in KINDS:
        cell = outside_cell(pupil, holder, kind)
        opening = [grant for grant in grants if grant.opens(cell)]
        if opening:
            found[kind] = Open(cell, _readers(opening))
    return found


@transaction.atomic
def share(*, case: CaseId, kind: Kind, text: str, by: Reader, now: datetime) -> Statement:
    """Write it in the party's own section, where those named in the yes may read it.

    Raises NothingToShareBy when no yes reaches the school, or has been taken back.
    """
    open_ = kinds_open(by, case, local_day(now)).get(kind)
    if open_ is None:
        raise NothingToShareBy("Det finns inget samtycke som låter er lämna det här till skolan nu.")
    return say(cell_for(open_.cell), Form.NOTE, text, by=by.person, now=now)


def _readers(grants: Iterable[facts.Grant]) -> str:
    roles = {grant.receiver_role for grant in grants}
    if None in roles:
        return "dem på skolan som är med i arbetet"
    named = listed(role.label for role in Role if role in roles)
    return f"{named} på skolan, om de är med i arbetet"
