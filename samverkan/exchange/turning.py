"""What an import, or the undoing of one, has turned round pupils: told on, so that no yes outlives what it stood on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from samverkan.exchange.models import ImportedRecord
from samverkan.exchange.tracking import TRACKED, rows
from samverkan.guard.models import Case
from samverkan.people import turns
from samverkan.people.models import Assignment, Guardianship, Pupil
from samverkan.people.turns import Turn
from samverkan.policy.consenting import Suspension

MOVES = {"cell_id", "unit_id", "ended_on"}


def tell(records: Iterable[ImportedRecord], *, now: datetime) -> None:
    """Tell of every turn that the records make, those of one pupil once. To be called when the rows are written."""
    seen = [(record, row) for record in records if (row := _row(record)) is not None]
    turns.turned(sorted({turn for pair in seen for turn in _turns(*pair)}, key=str), now=now)
    for _, row in seen:
        if isinstance(row, Assignment) and row.ends_on is not None:
            turns.stopped_working(row.person_id, row.organisation_id, now=now)


def custody_in(records: Iterable[ImportedRecord]) -> frozenset[UUID]:
    """The pupils whose guardians or birth date an import wrote, for its undoing: what is taken back cannot be asked."""
    written = list(records)
    bonds = [record.row_id for record in written if TRACKED[record.model] is Guardianship]
    born = [UUID(one.row_id) for one in written if TRACKED[one.model] is Pupil and "born_on" in one.after]
    return frozenset([*Guardianship.objects.filter(pk__in=bonds).values_list("case_id", flat=True), *born])


def tell_of_custody(cases: Iterable[UUID], *, now: datetime) -> None:
    """Others may answer for these pupils than did."""
    turns.turned((Turn(case, Suspension.CUSTODY) for case in sorted(cases)), now=now)


def _row(record: ImportedRecord) -> Model | None:
    if TRACKED[record.model] not in (Assignment, Case, Guardianship, Pupil):
        return None
    return rows(TRACKED[record.model]).filter(pk=record.row_id).first()


def _turns(record: ImportedRecord, row: Model) -> Iterator[Turn]:
    if isinstance(row, Guardianship):
        yield Turn(row.case_id, Suspension.CUSTODY)
    elif isinstance(row, Pupil | Case):
        case: UUID = row.pk
        if "born_on" in record.after:
            yield Turn(case, Suspension.CUSTODY)
        if MOVES & record.after.keys() and not (isinstance(row, Pupil) and _came_back(record, row)):
            yield Turn(case, Suspension.SCHOOL)


def _came_back(record: ImportedRecord, row: Pupil) -> bool:
    """Only that the pupil has begun again: what was suspended when she left stays so."""
    return "cell_id" not in record.after and row.ended_on is None
