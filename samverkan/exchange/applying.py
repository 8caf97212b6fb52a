"""Import in three steps: compare shows what would happen, apply does it, undo takes it back within a day."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from samverkan.exchange import roster as rosters
from samverkan.exchange import turning
from samverkan.exchange.comparing import compare
from samverkan.exchange.difference import MOST_ENDING, Difference, ImportRefused
from samverkan.exchange.known import OTHER_ID, PERSON, Known
from samverkan.exchange.models import ImportRun
from samverkan.exchange.tracking import Tracker
from samverkan.exchange.undoing import Kept, Undone, foreseen, forget_details, undo, undoable
from samverkan.exchange.writing import Writer
from samverkan.people import officers
from samverkan.people.models import Group, Huvudman, Unit
from samverkan.policy.vocabulary import PersonId

__all__ = [
    "Difference",
    "ImportRefused",
    "Kept",
    "Undone",
    "apply",
    "compare",
    "foreseen",
    "known_classes",
    "known_protected",
    "latest",
    "roster_unit",
    "undo",
    "undoable",
]


def apply(
    difference: Difference, *, by: PersonId | None, now: datetime, most_ending: float = MOST_ENDING, reason: str = ""
) -> ImportRun:
    """Carry out exactly what the difference showed, in one transaction.

    With a `reason` whoever reads it in has vouched for all who end, and no share is too large.

    A difference with nothing in it writes no row: the newest run of the source is marked as checked, and is the answer.
    Raises ImportRefused when it would end more than the share, or when the register has changed since it was shown.
    """
    huvudman = Huvudman.objects.get(pk=difference.huvudman_id)
    with transaction.atomic():
        _one_at_a_time(huvudman.id, difference.roster.source)
        _refuse(difference, compare(difference.roster, huvudman=huvudman), 1 if reason else most_ending)
        known = Known.of(huvudman, difference.roster.source)
        if difference.empty:
            return _checked(difference, known, by=by, now=now)
        forget_details(now=now)
        run = _run(difference, known, by=by, now=now)
        run.reason = reason
        run.save(force_insert=True)
        tracker = Tracker(run)
        Writer(difference, known, tracker, by=by, now=now).write()
        turning.tell(tracker.records, now=now)
        officers.succeed(now=now)
        run.rows_written = tracker.save()
        run.save(update_fields=["rows_written"])
    return run


def roster_unit(unit: Unit) -> rosters.Unit:
    """One of our units as the readers of lists want it."""
    return rosters.Unit(str(unit.id), unit.name, unit.code)


def known_classes(unit: Unit) -> frozenset[str]:
    """Names of the unit's running classes, so that a list's new ones can be asked about."""
    return frozenset(Group.objects.filter(unit=unit, ended_on=None).values_list("name", flat=True))


def known_protected(huvudman: Huvudman, source: str) -> Callable[[str], bool]:
    """Answers for an outside id of a source whether that person is protected here already."""
    known = Known.of(huvudman, source)
    rows = known.rows({link.row_id for link in known.persons()})
    protected = {row for row, person in rows.items() if person.protected}

    def is_protected(own: str) -> bool:
        link = known.link(PERSON, own) or known.link(OTHER_ID, own)
        return link is not None and link.row_id in protected

    return is_protected


def latest(huvudman: Huvudman, source: str) -> ImportRun | None:
    """The newest run of a source that still stands."""
    name = Known.of(huvudman, source).prints.source
    return ImportRun.objects.filter(huvudman=huvudman, source=name, undone_at=None).order_by("-at").first()


def _one_at_a_time(huvudman: UUID, source: str) -> None:
    """Two imports of one source wait for each other; the second then sees that nothing is as it was shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"samverkan import {huvudman} {source}"]
        )


def _refuse(shown: Difference, today: Difference, most_ending: float) -> None:
    if shown.signature != today.signature:
        raise ImportRefused(
            "Registret har ändrats sedan du såg förhandsvisningen.",
            "Gå tillbaka och granska den nya förhandsvisningen.",
        )
    refusal = today.refusal(most_ending)
    if refusal:
        raise ImportRefused(refusal, "Kontrollera källan. Inget har ändrats.")


def _run(difference: Difference, known: Known, *, by: PersonId | None, now: datetime) -> ImportRun:
    return ImportRun(
        huvudman=known.huvudman,
        source=known.prints.source,
        at=now,
        by_id=by,
        checked_at=now,
        same=difference.same,
        fresh=difference.fresh,
        changed=difference.changed,
        ending=difference.ending,
        looks=len({remark.row or remark.where for remark in difference.looks}),
    )


def _checked(difference: Difference, known: Known, *, by: PersonId | None, now: datetime) -> ImportRun:
    newest = latest(known.huvudman, difference.roster.source)
    if newest is None:
        return _run(difference, known, by=by, now=now)
    ImportRun.objects.filter(pk=newest.pk).update(checked_at=now)
    unsaved = _run(difference, known, by=by, now=now)
    unsaved.pk = newest.pk
    return unsaved
