"""What the reader has promised, and what others have promised in the work that the reader holds together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard, PupilRow
from samverkan.people.wording import day, local_day, short_day
from samverkan.picture import Promised
from samverkan.plans.models import OPEN_STEP, Change, Collaboration, Reminder, Step, StepChange
from samverkan.plans.promises import REASON
from samverkan.plans.queries.plan import DONE_SHOWN_FOR, StepRow, step_row, told
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import open_fields

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise with whom it is about."""

    row: StepRow
    case: CaseId
    pupil: str
    class_name: str
    why: str
    """What was said the last time it was moved, handed over or given up."""
    mine: bool
    reminded: str = ""
    """ "Påmind 3 december", for one that somebody has been reminded of."""
    may_be_reminded: bool = False
    """Whether the reader may remind the one who promised, and nobody has done so today."""

    @property
    def about(self) -> str:
        """ "Ebba Lindqvist, 5B, mötet 5 mars"."""
        return ", ".join(part for part in (self.pupil, self.class_name, self.row.agreed) if part)


@dataclass(frozen=True, slots=True)
class Todo:
    """S5: the reader's promises by when, and what the reader waits for."""

    late: tuple[Promise, ...]
    this_week: tuple[Promise, ...]
    later: tuple[Promise, ...]
    waiting: tuple[Promise, ...]
    settled: tuple[Promise, ...]
    """Kept or given up in the last two weeks."""

    @property
    def left(self) -> int:
        """How many of the reader's own are still to be kept."""
        return len(self.late) + len(self.this_week) + len(self.later)


@dataclass(frozen=True, slots=True)
class Task:
    """A promise of the reader's own that is about no pupil, kept by a room further out."""

    text: str
    about: str
    """ "Elevhälsomöte (EHM) 7 december"."""
    about_url: str
    due: str
    late: bool
    done: str
    """ "Klart 9 december"; empty while it is not."""
    url: str
    """Where it is said to be done, or not after all."""


TASKS: list[Callable[[Scope], Sequence[Task]]] = []
"""Rooms further out that keep such promises, the earliest first. They add themselves when they start."""


def tasks(scope: Scope) -> tuple[Task, ...]:
    """The reader's own promises that are about no pupil."""
    return tuple(task for each in TASKS for task in each(scope))


def todo(scope: Scope) -> Todo:
    """What have I promised?"""
    mine = _promises(scope, _steps(scope).filter(_open_or_recent(scope), owner=scope.reader.person))
    held = Collaboration.objects.within(scope).filter(ended_at=None, coordinator=scope.reader.person)
    others = _steps(scope).filter(OPEN_STEP, case__in=[row.case_id for row in held])
    still = [one for one in mine if not one.row.done]
    week = scope.today + WEEK
    return Todo(
        late=tuple(one for one in still if one.row.late),
        this_week=tuple(one for one in still if not one.row.late and one.row.due_on <= week),
        later=tuple(one for one in still if one.row.due_on > week),
        waiting=tuple(_promises(scope, others.exclude(owner=scope.reader.person))),
        settled=tuple(one for one in mine if one.row.done),
    )


def open_days(scope: Scope) -> tuple[tuple[UUID, date], ...]:
    """The reader's own open promises and their days, in which no text is opened. Of one whose words the reader may no
    longer read nothing.
    """
    rows = list(_steps(scope).filter(OPEN_STEP, owner=scope.reader.person))
    readable = {row.id for row in Statement.objects.within(scope).filter(id__in=[row.statement_id for row in rows])}
    return tuple((row.id, row.due_on) for row in rows if row.statement_id in readable)


def promise(scope: Scope, step: UUID) -> tuple[Promise, PupilCard]:
    """One promise that the reader may change: their own, or one round a pupil whose plan they write in. Http404 for
    any other, with the same bytes as for one that never was.
    """
    found = _promises(scope, _steps(scope).filter(id=step))
    if not found:
        raise Http404
    card = people.pupil(scope, found[0].case)
    if not (found[0].mine or may(scope.reader, Action.MEASURE_WRITE, case=card.case, unit=card.unit).allowed):
        raise Http404
    return found[0], card


def promised_at(scope: Scope, case: CaseId, on: date) -> tuple[StepRow, ...]:
    """What the reader promised round the pupil at the meeting of the day, as far as the reader may read it."""
    rows = list(_steps(scope).filter(case_id=case, owner=scope.reader.person, agreed_on=on))
    said = told(scope, [row.statement_id for row in rows])
    return tuple(step_row(row, said[row.statement_id], scope.today) for row in rows if row.statement_id in said)


def followed_up(scope: Scope, case: CaseId | UUID, *, since: date | None) -> tuple[StepRow, ...]:
    """What the next meeting looks back at: what is left, and what was kept or given up since the one before."""
    after = Q() if since is None else Q(done_at__date__gte=since) | Q(failed_at__date__gte=since)
    rows = list(_steps(scope).filter(OPEN_STEP | after, case_id=case, agreed_on__isnull=False))
    said = told(scope, [row.statement_id for row in rows])
    made = [step_row(row, said[row.statement_id], scope.today) for row in rows if row.statement_id in said]
    return tuple(sorted(made, key=lambda row: (not row.failed, bool(row.done), row.due_on)))


def agreed(scope: Scope, case: CaseId | UUID) -> tuple[Promised, ...]:
    """Everything promised at a meeting in the work that goes on, by when it was kept, changed or given up."""
    rows = list(_steps(scope).filter(case_id=case, agreed_on__isnull=False))
    readable = {row.id for row in Statement.objects.within(scope).filter(id__in=[row.statement_id for row in rows])}
    changed: dict[UUID, set[date]] = defaultdict(set)
    for change in StepChange.objects.within(scope).filter(step__in=[row.id for row in rows]):
        if change.change != Change.FAILED:
            changed[change.step_id].add(local_day(change.made_at))
    return tuple(
        Promised(row.agreed_on, _closed_on(row), row.done_at is not None, tuple(sorted(changed[row.id])))
        for row in rows
        if row.statement_id in readable and row.agreed_on
    )


def _closed_on(row: Step) -> date | None:
    closed = row.done_at or row.failed_at
    return None if closed is None else local_day(closed)


def reasons(scope: Scope, steps: Iterable[UUID]) -> dict[UUID, str]:
    """For each promise what was said the last time it was changed."""
    rows = (
        StepChange.objects.within(scope).filter(step__in=list(steps)).select_related("cell", "to_owner", "from_owner")
    )
    latest = {row.step_id: row for row in rows.order_by("made_at")}
    texts = open_fields(
        {row.id: row.cell for row in latest.values()}, {(row.id, REASON): row.sealed_reason for row in latest.values()}
    )
    return {step: _why(row, texts[row.id, REASON]) for step, row in latest.items()}


def _why(row: StepChange, reason: str) -> str:
    if row.change == Change.MOVED and row.was_due_on and row.is_due_on:
        return f"Flyttad från {short_day(row.was_due_on)}: {reason}"
    if row.change == Change.HANDED_OVER and row.from_owner:
        return f"Lämnad över av {row.from_owner.name}: {reason}"
    return f"Varför: {reason}"


def _steps(scope: Scope) -> GuardedQuerySet[Step]:
    """Promises of work that goes on. What belonged to a samverkan that is over is the archive's."""
    over = Collaboration.objects.within(scope).filter(ended_at__isnull=False)
    running = Collaboration.objects.within(scope).filter(ended_at=None)
    return (
        Step.objects.within(scope)
        .exclude(Q(case__in=over.inside_query("case_id")) & ~Q(case__in=running.inside_query("case_id")))
        .select_related("cell", "owner")
        .order_by("due_on", "set_at")
    )


def _open_or_recent(scope: Scope) -> Q:
    recent = scope.now - DONE_SHOWN_FOR
    return OPEN_STEP | Q(done_at__gte=recent) | Q(failed_at__gte=recent)


def _promises(scope: Scope, found: Iterable[Step]) -> Sequence[Promise]:
    rows = list(found)
    said = told(scope, [row.statement_id for row in rows])
    pupils = {card.case: card for card in people.pupils(scope, cases={row.case_id for row in rows})} if rows else {}
    whys = reasons(scope, [row.id for row in rows]) if rows else {}
    others = [row for row in rows if row.owner_id != scope.reader.person]
    told_on = _reminded(scope, [row.id for row in others]) if others else {}
    return [
        _promise(scope, row, said[row.statement_id], pupils[CaseId(row.case_id)], whys, told_on)
        for row in rows
        if row.statement_id in said and CaseId(row.case_id) in pupils
    ]


def _promise(
    scope: Scope, row: Step, text: str, card: PupilRow, whys: Mapping[UUID, str], told_on: Mapping[UUID, date]
) -> Promise:
    mine, last = row.owner_id == scope.reader.person, told_on.get(row.id)
    made = step_row(row, text, scope.today)
    may_remind = not (mine or made.done or last == scope.today)
    return Promise(
        made,
        card.case,
        card.name,
        card.class_name,
        whys.get(row.id, ""),
        mine,
        reminded=f"Påmind {short_day(last)}" if last else "",
        may_be_reminded=may_remind
        and may(scope.reader, Action.PROMISE_REMIND, case=card.case, unit=made.cell.unit).allowed,
    )


def _reminded(scope: Scope, steps: Iterable[UUID]) -> dict[UUID, date]:
    """The last day on which somebody was reminded of each."""
    rows = (
        Reminder.objects.within(scope).filter(step__in=list(steps)).select_related("step", "cell").order_by("made_on")
    )
    return {row.step_id: row.made_on for row in rows if row.person_id == row.step.owner_id}


def left_words(rows: Sequence[StepRow], meeting_on: date) -> str:
    """ "11 av 14 löften från mötet 5 mars är klara. Ett gick inte." For the page that looks back."""
    agreed = [row for row in rows if row.agreed_on == meeting_on]
    if not agreed:
        return ""
    done, failed = sum(row.done_on is not None for row in agreed), sum(row.failed for row in agreed)
    gone = f" {failed} gick inte." if failed else ""
    return f"{done} av {len(agreed)} löften från mötet {day(meeting_on)} är klara.{gone}"
