"""Who could be the pupil's own adult: those closest to the pupil first, and among them those who carry least.

Nothing about the person counts, neither age nor gender: only what has been between them and the pupil, and the load.
Rooms further out know of more meetings, so each adds its own count when it starts (`MET.append(...)`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.models import GroupRole, Trygghetsperson, on_duty
from samverkan.people.queries import Colleague, PupilCard
from samverkan.people.wording import counted, short_day
from samverkan.plans.queries import Seat
from samverkan.policy.vocabulary import Role

MOST = 3
LOAD = "how many pupils each adult at the school carries is a figure about the adult, and names no pupil"

Met = Callable[[Scope, UUID], Mapping[UUID, int]]
"""How many times each adult has met the pupil, as far as the reader may know of it."""

MET: list[Met] = []


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One of those closest to the pupil, with why."""

    person_id: UUID
    name: str
    why: str
    """ "kurator, har träffat Ebba 4 gånger, 6 uppdrag"."""


@dataclass(frozen=True, slots=True)
class _Near:
    who: Colleague
    wished: bool
    met: int
    mentor: bool
    teaches: bool
    since: date | None
    load: int

    @property
    def order(self) -> tuple[bool, int, bool, bool, date, int, str]:
        """Relation first, then load."""
        return (
            not self.wished,
            -self.met,
            not self.mentor,
            self.since is None,
            self.since or date.max,
            self.load,
            people.search_form(self.who.name),
        )

    def why(self, first_name: str) -> Iterator[str]:
        yield self.who.title
        if self.wished:
            yield f"{first_name} önskar"
        if self.met:
            yield f"har träffat {first_name} {counted(self.met, 'gång', 'gånger')}"
        if self.mentor and self.who.role is not Role.MENTOR:
            yield "mentor"
        elif self.teaches and not self.met:
            yield f"undervisar {first_name}"
        elif self.since is not None and not self.met:
            yield f"i teamet sedan {short_day(self.since)}"
        yield counted(self.load, "uppdrag", "uppdrag") if self.load else "inget uppdrag än"


def suggested(
    scope: Scope, card: PupilCard, staff: tuple[Colleague, ...], seats: tuple[Seat, ...], *, wished: UUID | None
) -> tuple[Suggestion, ...]:
    """At most three, of those who have anything at all with the pupil, and not the one who is named already."""
    met = times_met(scope, card)
    classes = _in_class(card, scope.today)
    since = {seat.person_id: seat.since for seat in seats if seat.ring == "skola" and seat.person_id}
    near = {*since, *met, *classes, *([wished] if wished else [])}
    named = next((seat.person_id for seat in seats if seat.trygghetsperson), None)
    load = loads((row.person_id for row in staff), today=scope.today)
    rows = [
        _Near(
            who=row,
            wished=row.person_id == wished,
            met=met.get(row.person_id, 0),
            mentor=Role.MENTOR in classes.get(row.person_id, ()),
            teaches=Role.TEACHER in classes.get(row.person_id, ()),
            since=since.get(row.person_id),
            load=load.get(row.person_id, 0),
        )
        for row in staff
        if row.person_id in near and row.person_id != named
    ]
    chosen = sorted(rows, key=lambda row: row.order)[:MOST]
    return tuple(Suggestion(row.who.person_id, row.who.name, ", ".join(row.why(card.first_name))) for row in chosen)


def times_met(scope: Scope, card: PupilCard) -> dict[UUID, int]:
    """How often each has met the pupil: at meetings, and when the pupil told them something."""
    found: dict[UUID, int] = {}
    told = Statement.objects.within(scope).filter(cell__case_id=card.case, form=Form.WORDS)
    heard = {row.author_id: 0 for row in told}
    for row in told:
        heard[row.author_id] += 1
    for source in (heard, *(each(scope, card.case) for each in MET)):
        for person, times in source.items():
            found[person] = found.get(person, 0) + times
    found.pop(card.person_id, None)
    return found


def loads(persons: Iterable[UUID], *, today: date) -> dict[UUID, int]:
    """How many pupils each of the persons is the trygghetsperson of on a day."""
    rows = Trygghetsperson.objects.unguarded(because=LOAD).filter(on_duty(today), person__in=list(persons))
    return dict(rows.values_list("person").annotate(Count("pk")).order_by())


def _in_class(card: PupilCard, today: date) -> dict[UUID, set[Role]]:
    if card.group is None:
        return {}
    found: dict[UUID, set[Role]] = {}
    rows = GroupRole.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), group_id=card.group, begins_on__lte=today)
    for row in rows:
        found.setdefault(row.person_id, set()).add(Role(row.role))
    return found
