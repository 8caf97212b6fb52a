"""The rektor's acts when going through the list: what this pupil needs, and which contact has been taken."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell, Form
from samverkan.people.models import Pupil
from samverkan.plans.models import Assessment, AssessmentOutcome, ContactTaken
from samverkan.policy import facts
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, OrganisationId
from samverkan.vault.texts import say


@transaction.atomic
def assess(
    *,
    pupil: Pupil,
    outcome: AssessmentOutcome,
    until: date | None,
    reason: str,
    by: facts.Reader,
    now: datetime,
) -> Assessment:
    """Record the outcome for one pupil. Waiting needs a day and a reason, "no need" a reason: the database agrees."""
    cell = support_cell(pupil, Kind.NOTE)  # a decision is open to every teacher of the class; why a rektor waits is not
    said = say(cell, Form.REASON, reason, by=by.person, now=now) if reason else None
    return Assessment.objects.create(
        case_id=pupil.case_id,
        cell=cell,
        outcome=outcome,
        until=until,
        reason=said,
        made_at=now,
        made_by_id=by.person,
    )


@transaction.atomic
def take_contact(
    *, pupil: Pupil, organisation: UUID | None, subject: str, by: facts.Reader, now: datetime
) -> ContactTaken:
    """Record that somebody has rung, so that the wish leaves the list until something new calls for it."""
    return ContactTaken.objects.create(
        case_id=pupil.case_id,
        cell=support_cell(pupil, Kind.EXISTENCE),
        organisation_id=organisation,
        subject=subject,
        taken_at=now,
        taken_by_id=by.person,
    )


def support_cell(pupil: Pupil, kind: Kind) -> Cell:
    """The cell of the school's own support work round a pupil already fetched within a scope (K04)."""
    identity = pupil.cell.facts
    return cell_for(
        facts.Cell(
            huvudman=identity.huvudman,
            case=identity.case,
            unit=identity.unit,
            holder=OrganisationId(identity.holder),
            regime=identity.regime,
            branch=Branch.SCHOOL,
            information_class=InformationClass.SUPPORT,
            kind=kind,
            sealed=identity.sealed,
        )
    )
