"""Reading handovers within a scope: the leaving school's side, and the receiving school's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.handovers import sealed_words as words
from samverkan.handovers.models import Arrival, EndReason, Handover, Item, Review
from samverkan.handovers.other_side import named, schools_of_copies, sent_sides, whole_name
from samverkan.handovers.receivers import name_of
from samverkan.handovers.stages import Stage, stage_of, waits_too_long
from samverkan.people import queries as people
from samverkan.people.models import Departure, DepartureReason
from samverkan.people.wording import clock, day, day_with_year, first_name, listed, local_day, sentence
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, Kind, StatementId
from samverkan.vault.texts import open_fields, texts

ALONG = (Kind.OWN_WORDS, Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION, Kind.ASSESSMENT)
"""In which order what goes along is read: the pupil first."""


LATELY = timedelta(days=60)
"""How long a school is asked to hand over one who has left: the first weeks at the new school."""


ANSWERED = timedelta(days=14)
"""How long what has been handed back is told."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """How it was gone through."""

    title: str
    said: str
    noted: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A handover: to whom, from when, and each thing that has been done, with who and when; empty what has not."""

    row: Handover
    stage: Stage
    receiver: str
    contact: str
    inside: bool
    begins_on: date
    begun: str
    works: str
    first_week: str
    chosen: bool
    reviews: tuple[ReviewRow, ...]
    stale: bool
    """Whether something has been added since it was gone through."""
    sent: str
    received: str
    talked: str
    accepted: str
    takes_over: str
    taken_over: str
    ended: str
    late: bool

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self.stage not in (Stage.TAKEN_OVER, Stage.ENDED)


@dataclass(frozen=True, slots=True)
class AlongRow:
    """One thing that goes along, or does not."""

    statement: StatementId
    words: str
    label: str
    goes: bool
    pointed_out: bool
    why_not: str
    objected: bool
    provision: str
    cell: facts.Cell


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A pupil who comes, as the receiving school knows it."""

    arrival: Arrival
    progress: Progress
    case: CaseId
    name: str
    first_name: str
    from_school: str
    talk: str
    open: bool


def handovers(scope: Scope, case: CaseId | UUID) -> tuple[Progress, ...]:
    """The handovers of the pupil that the reader may know of, the latest first."""
    rows = list(
        Handover.objects.within(scope)
        .filter(case_id=case)
        .select_related("cell", "to_unit", "to_organisation")
        .order_by("-begun_at")
    )
    reviews = list(Review.objects.within(scope).filter(handover__in=[row.id for row in rows]).order_by("noted_at"))
    return _progress(rows, reviews, scope.today)


def latest(scope: Scope, case: CaseId | UUID) -> Progress | None:
    """The one that goes on, else the latest."""
    found = handovers(scope, case)
    return next((one for one in found if one.running), found[0] if found else None)


def waiting(scope: Scope, *, within: timedelta) -> tuple[Progress, ...]:
    """Those the reader knows of that wait for the leaving school: not answered for too long, a draft so near the day,
    or handed back lately with nothing begun since.
    """
    running, back = Q(ended_at=None), Q(ended_because=EndReason.DECLINED, ended_at__gte=scope.now - ANSWERED)
    rows = Handover.objects.within(scope).filter(running | back, taken_over_at=None)
    found = list(rows.select_related("cell", "to_unit", "to_organisation").order_by("begun_at"))
    begun = {row.case_id for row in found if row.ended_at is None}
    return tuple(
        one
        for one in _progress(found, (), scope.today, own=False)
        if one.late
        or (one.stage is Stage.DRAFT and one.begins_on - scope.today <= within)
        or (one.stage is Stage.ENDED and one.row.case_id not in begun)
    )


def departed(scope: Scope, units: frozenset[UUID]) -> tuple[Departure, ...]:
    """Those who have changed school lately from these units, and of whom nothing has been handed over since."""
    since = scope.now - LATELY
    rows = Departure.objects.within(scope).filter(
        why=DepartureReason.MOVED, left_at__gte=since, cell__unit_id__in=units
    )
    found = list(rows.select_related("cell").order_by("-left_at"))
    handed = Handover.objects.within(scope).filter(case_id__in=[row.case_id for row in found]) if found else ()
    begun = {(row.case_id, row.from_unit_id) for row in handed}
    known = {row.case_id: row for row in found if (row.case_id, row.cell.unit_id) not in begun}
    written = _written_round(scope, known, units) if known else set()
    return tuple(row for case, row in known.items() if case in written)


def _written_round(scope: Scope, cases: Iterable[UUID], units: frozenset[UUID]) -> set[UUID]:
    """The pupils round whom these schools have written anything at all that could be handed over."""
    rows = Statement.objects.within(scope).filter(cell__case_id__in=list(cases), cell__unit_id__in=units)
    return {row.cell.case_id for row in rows.order_by("cell__case_id", "id").distinct("cell__case_id")}


def along(scope: Scope, handover: Handover) -> tuple[AlongRow, ...]:
    """What has been chosen, as far as the reader may read it, the pupil's words first."""
    rows = list(Item.objects.within(scope).filter(handover=handover))
    kept = {row.id: row for row in rows}
    known = Statement.objects.within(scope).filter(id__in=[row.statement_id for row in rows])
    said = texts(known)
    why = open_fields({row.id: row.cell for row in rows}, {(row.id, words.WHY_NOT): row.sealed_why_not for row in rows})
    made = [
        AlongRow(
            statement=StatementId(row.statement_id),
            words=said[row.statement_id],
            label=sentence(row.cell.facts.kind.label),
            goes=row.goes,
            pointed_out=row.cell.facts.kind in ALONG[1:5],
            why_not=why[row.id, words.WHY_NOT],
            objected=row.objected,
            provision=row.provision,
            cell=row.cell.facts,
        )
        for row in kept.values()
        if row.statement_id in said
    ]
    return tuple(sorted(made, key=lambda row: _place(row.cell.kind)))


def arrivals(scope: Scope) -> tuple[ArrivalRow, ...]:
    """The pupils who are on their way to a school that the reader leads, the first to begin on top."""
    rows = Arrival.objects.within(scope).filter(closed_at=None).select_related("cell")
    found = _arrivals(list(rows), scope.today)
    coming = [row for row in found if row.progress.stage in (Stage.SENT, Stage.RECEIVED)]
    return tuple(sorted(coming, key=lambda row: (row.progress.begins_on, row.name)))


def arrival(scope: Scope, arrival_id: UUID) -> ArrivalRow:
    """One of them, or Http404."""
    row = Arrival.objects.within(scope).filter(id=arrival_id).select_related("cell").first()
    if row is None:
        raise Http404
    return _arrivals([row], scope.today)[0]


def came_along(scope: Scope, case: CaseId | UUID, *, handover: UUID | None = None) -> Sequence[tuple[Statement, str]]:
    """What has been received, as the new school has it, each with the name of the school that it came from."""
    from_school = schools_of_copies(UUID(str(case)), handover=handover)
    copies = Statement.objects.within(scope).filter(id__in=list(from_school)) if from_school else ()
    pairs = [(row, from_school[row.id]) for row in copies]
    return sorted(pairs, key=lambda pair: _place(pair[0].cell.facts.kind))


def _place(kind: Kind) -> int:
    return ALONG.index(kind) if kind in ALONG else len(ALONG)


def _arrivals(rows: Sequence[Arrival], today: date) -> list[ArrivalRow]:
    sent, who = sent_sides(rows), named(row.case_id for row in rows)
    progress = {one.row.id: one for one in _progress(list(sent.values()), (), today, own=False)}
    talks = open_fields({row.id: row.cell for row in rows}, {(row.id, words.TALK): row.sealed_talk for row in rows})
    return [
        ArrivalRow(
            arrival=row,
            progress=progress[row.handover_id],
            case=CaseId(row.case_id),
            name=whole_name(who[row.case_id]),
            first_name=first_name(who[row.case_id][0]),
            from_school=school.name if (school := sent[row.handover_id].from_unit) else "",
            talk=talks[row.id, words.TALK],
            open=row.closed_at is None,
        )
        for row in rows
    ]


def _progress(
    rows: Sequence[Handover], reviews: Iterable[Review], today: date, *, own: bool = True
) -> tuple[Progress, ...]:
    known = list(reviews)
    who = {person for row in rows for person in _persons(row)} | {
        person for review in known for person in (*review.took_part_ids, review.noted_by_id)
    }
    named = people.names(who)
    return tuple(_one(row, [one for one in known if one.handover_id == row.id], named, today, own=own) for row in rows)


def _persons(row: Handover) -> Iterable[UUID]:
    found = (row.begun_by_id, row.sent_by_id, row.received_by_id, row.accepted_by_id, row.ended_by_id)
    return (person for person in (*found, row.trygghetsperson_id) if person is not None)


def _one(row: Handover, reviews: Sequence[Review], named: dict[UUID, str], today: date, *, own: bool) -> Progress:
    receiver, contact = name_of(row)
    said = open_fields(
        {one.id: one.cell for one in reviews},
        {(one.id, field): sealed for one in reviews for field, sealed in _words_of(one)},
    )
    receipt = words.opened(row, words.RECEIPT, row.sealed_receipt)
    talked_with = words.opened(row, words.TALKED_WITH, row.sealed_talked_with)
    trusted = named.get(row.trygghetsperson_id, "") if row.trygghetsperson_id else ""
    return Progress(
        row=row,
        stage=stage_of(row),
        receiver=receiver,
        contact=contact,
        inside=row.to_unit_id is not None,
        begins_on=row.begins_on,
        begun=_by(named, row.begun_by_id, local_day(row.begun_at)),
        works=words.opened(row, words.WORKS, row.sealed_works) if own else "",
        first_week=words.opened(row, words.FIRST_WEEK, row.sealed_first_week) if own else "",
        chosen=row.chosen_at is not None,
        reviews=tuple(_review(one, said, named) for one in reviews),
        stale=bool(reviews) and row.chosen_at is not None and reviews[-1].noted_at < row.chosen_at,
        sent=_by(named, row.sent_by_id, local_day(row.sent_at)) if row.sent_at else "",
        received=_received(row, receipt, named),
        talked=f"{day_with_year(row.talked_on)}, {talked_with}" if row.talked_on else "",
        accepted=_by(named, row.accepted_by_id, local_day(row.accepted_at)) if row.accepted_at else "",
        takes_over=_takes_over(row, trusted),
        taken_over=day_with_year(local_day(row.taken_over_at)) if row.taken_over_at else "",
        ended=_ended(row, named),
        late=waits_too_long(row, today),
    )


def _words_of(one: Review) -> Iterable[tuple[str, bytes | memoryview | None]]:
    return ((words.SAID, one.sealed_said), (words.WHY_NOT, one.sealed_why_not))


def _review(one: Review, said: dict[tuple[UUID, str], str], named: dict[UUID, str]) -> ReviewRow:
    noted = _by(named, one.noted_by_id, local_day(one.noted_at))
    if one.held_on is None:
        return ReviewRow("Det gick inte att gå igenom tillsammans", said[one.id, words.WHY_NOT], noted)
    with_whom = listed([named.get(person, "") for person in one.took_part_ids])
    title = f"{sentence(day(one.held_on))}, {str(one.get_how_display()).lower()}: {with_whom}"
    return ReviewRow(title, said[one.id, words.SAID], noted)


def _received(row: Handover, receipt: str, named: dict[UUID, str]) -> str:
    if row.received_at is None:
        return ""
    on = local_day(row.received_at)
    if row.received_by_id is None:
        return f"{receipt}, {day_with_year(on)}"
    return f"{named.get(row.received_by_id, '')}, {day_with_year(on)} kl. {clock(row.received_at)}"


def _takes_over(row: Handover, trusted: str) -> str:
    if row.takes_over_on is None:
        return ""
    who = f" {trusted} blir trygghetsperson." if trusted else ""
    return f"Från och med {day_with_year(row.takes_over_on)}.{who}"


def _ended(row: Handover, named: dict[UUID, str]) -> str:
    if row.ended_at is None:
        return ""
    reason = words.opened(row, words.END_REASON, row.sealed_end_reason)
    return f"{EndReason(row.ended_because).label}: {reason} ({_by(named, row.ended_by_id, local_day(row.ended_at))})"


def _by(named: dict[UUID, str], person: UUID | None, on: date) -> str:
    """ "Anna-Karin Wester, 3 juni 2026"."""
    return ", ".join(part for part in (named.get(person, "") if person else "", day_with_year(on)) if part)
