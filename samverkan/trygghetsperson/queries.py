"""Reading who is each pupil's own adult: one's own pupils, what waits, and a whole school."""

from calendar import isleap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.scope import Scope
from samverkan.people import adults
from samverkan.people import queries as people
from samverkan.people.models import Asked, StandIn, Trygghetsperson, on_duty
from samverkan.people.queries import PupilCard
from samverkan.people.wording import counted, day_with_year, local_day, sentence, short_day, when
from samverkan.plans.queries.plan import told
from samverkan.policy.facts import ADULT_AT
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.trygghetsperson.models import DECLINED, HandOver, Wish
from samverkan.vault.texts import open_field

SOON = timedelta(days=60)
"""Before the 18th birthday from which it is said, so that there is time to talk (product.md 2.5)."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What a pupil has said about who it shall be, and waits for."""

    id: UUID
    case: CaseId
    text: str
    person_id: UUID | None
    person: str
    another: bool
    on: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Offered:
    """The role on its way, or how it went."""

    id: UUID
    case: CaseId
    pupil: str
    class_name: str
    giver: str
    giver_id: PersonId
    to: str
    outside: bool
    """It goes to a function outside the school, whose receipt somebody writes down."""
    why: str
    takes_over: str
    note: str
    """Empty too for one who may not read it yet."""
    told: str
    offered_on: date
    state: str
    waits: bool


@dataclass(frozen=True, slots=True)
class OwnPupil:
    """One of the pupils whom the reader is there for."""

    case: CaseId
    name: str
    first_name: str
    class_name: str
    sealed: bool
    since: str
    asked: str
    """How the pupil took part in the choice."""
    to_ask: bool
    stand_in: str
    stand_in_id: UUID | None
    for_whom: str
    """In whose place, for a stand-in."""
    offer: Offered | None
    of_age: str
    """The day of the 18th birthday when it is near or has been."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An adult at the school with how many pupils, and whether somebody stands in."""

    person_id: UUID
    name: str
    title: str
    count: int
    away: str


@dataclass(frozen=True, slots=True)
class WithoutIn:
    """The pupils of a class for whom nobody is named."""

    group: UUID | None
    class_name: str
    pupils: tuple[tuple[CaseId, str, str], ...]
    """Case, name, and why nobody is: empty, or whose work has ended."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.pupils)


def waiting_wish(scope: Scope, case: UUID) -> Wished | None:
    """What the pupil has said and waits for, as far as the reader may read it."""
    return next(iter(waiting_wishes(scope, [case])), None)


def waiting_wishes(scope: Scope, cases: Iterable[UUID]) -> tuple[Wished, ...]:
    """The same for many pupils, the oldest first."""
    rows = list(
        Wish.objects.within(scope)
        .filter(case__in=list(cases), answered_at=None)
        .select_related("person")
        .order_by("made_at")
    )
    said = told(scope, [row.statement_id for row in rows])
    return tuple(
        Wished(
            id=row.id,
            case=CaseId(row.case_id),
            text=said[row.statement_id],
            person_id=row.person_id,
            person=row.person.name if row.person else "",
            another=row.another,
            on=day_with_year(row.made_at),
            made_on=local_day(row.made_at),
        )
        for row in rows
        if row.statement_id in said
    )


def own_pupils(scope: Scope, person: PersonId) -> tuple[OwnPupil, ...]:
    """The pupils whom a person is there for today, in their own name or in somebody's place, by class and name."""
    named: list[Trygghetsperson] = list(
        Trygghetsperson.objects.within(scope).filter(on_duty(scope.today), person_id=person).select_related("person")
    )
    placed: list[StandIn] = list(
        StandIn.objects.within(scope)
        .filter(on_duty(scope.today), person_id=person)
        .select_related("instead_of__person", "person")
    )
    cases = [*(row.case_id for row in named), *(row.case_id for row in placed)]
    cards = people.cards(scope, cases) if cases else {}
    covers = _covers(scope, named)
    offers = {row.case: row for row in offered(scope, cases=cases) if row.waits}
    found = [
        _own(scope, cards[CaseId(row.case_id)], row, covers.get(row.pk), "", offers.get(CaseId(row.case_id)))
        for row in named
        if CaseId(row.case_id) in cards
    ]
    found += [
        _own(scope, cards[CaseId(row.case_id)], row.instead_of, row, row.instead_of.person.name, None)
        for row in placed
        if CaseId(row.case_id) in cards
    ]
    return tuple(sorted(found, key=lambda row: (row.for_whom, row.class_name, people.search_form(row.name))))


def offered(
    scope: Scope, *, cases: Iterable[UUID] | None = None, receiver: PersonId | None = None, row: UUID | None = None
) -> tuple[Offered, ...]:
    """Offers of some pupils, or to somebody, or one by id; the latest first."""
    rows = HandOver.objects.within(scope)
    if cases is not None:
        rows = rows.filter(case__in=list(cases))
    if receiver is not None:
        rows = rows.filter(receiver_id=receiver)
    if row is not None:
        rows = rows.filter(id=row)
    found = list(rows.select_related("cell", "appointment__person", "receiver").order_by("-offered_at"))
    cards = people.cards(scope, [one.case_id for one in found]) if found else {}
    notes = told(scope, [one.note_id for one in found if one.note_id])
    return tuple(
        _offered(one, cards[CaseId(one.case_id)], notes.get(one.note_id, "") if one.note_id else "")
        for one in found
        if CaseId(one.case_id) in cards
    )


def offer_row(scope: Scope, row: UUID) -> HandOver:
    """The offer itself, or Http404 outside the scope."""
    found = HandOver.objects.within(scope).filter(id=row).select_related("cell", "appointment").first()
    if found is None:
        raise Http404
    return found


def carriers(scope: Scope, unit: UUID, holder: UUID, cases: Iterable[UUID]) -> tuple[Carrier, ...]:
    """The adults at a school who carry somebody, those with most first, and how many of these pupils each carries."""
    rows = list(_of(scope, cases).select_related("person"))
    working = adults.at_work(((row.person_id, holder) for row in rows), today=scope.today)
    counts: dict[UUID, list[Trygghetsperson]] = {}
    for row in rows:
        if (row.person_id, holder) in working:
            counts.setdefault(row.person_id, []).append(row)
    covers = _covers(scope, rows)
    titles = _titles(counts, holder, scope.today)
    found = [
        Carrier(
            person,
            mine[0].person.name,
            titles.get(person, ""),
            len(mine),
            _away([covers[row.pk] for row in mine if row.pk in covers]),
        )
        for person, mine in counts.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.count, people.search_form(row.name))))


def without(scope: Scope, pupils: Sequence[PupilCard]) -> tuple[WithoutIn, ...]:
    """Those of the pupils for whom nobody who works at the school is named, by class."""
    rows = list(_of(scope, [card.case for card in pupils]).select_related("person", "cell"))
    working = adults.at_work(((row.person_id, row.cell.holder_id) for row in rows), today=scope.today)
    named = {row.case_id: row for row in rows}
    classes: dict[tuple[str, UUID | None], list[tuple[CaseId, str, str]]] = {}
    for card in pupils:
        row = named.get(card.case)
        if row is not None and (row.person_id, row.cell.holder_id) in working:
            continue
        why = f"{row.person.name} arbetar inte kvar" if row is not None else ""
        classes.setdefault((card.class_name, card.group), []).append((card.case, card.name, why))
    ordered = sorted(classes.items(), key=lambda one: (one[0][0] == "", _class_key(one[0][0])))
    return tuple(
        WithoutIn(group, name, tuple(sorted(found, key=lambda one: people.search_form(one[1]))))
        for (name, group), found in ordered
    )


def _class_key(name: str) -> tuple[int, str]:
    """Förskoleklass, whose name has no figure, before the first."""
    digits = "".join(mark for mark in name if mark.isdigit())
    return (int(digits) if digits else 0, name)


def _of(scope: Scope, cases: Iterable[UUID]) -> GuardedQuerySet[Trygghetsperson]:
    return Trygghetsperson.objects.within(scope).filter(on_duty(scope.today), case__in=list(cases))


def _covers(scope: Scope, rows: Iterable[Trygghetsperson]) -> dict[int, StandIn]:
    found = StandIn.objects.within(scope).filter(
        ended_at=None, instead_of__in=[row.pk for row in rows], begins_on__lte=scope.today
    )
    return {
        row.instead_of_id: row
        for row in found.select_related("person")
        if row.ends_on is None or row.ends_on >= scope.today
    }


def _away(covers: Sequence[StandIn]) -> str:
    if not covers:
        return ""
    last = {row.ends_on for row in covers}
    until = max((day for day in last if day), default=None)
    if None in last or until is None:
        return "borta just nu"
    return f"borta till och med {short_day(until)}"


def _titles(persons: Mapping[UUID, object], holder: UUID, today: date) -> dict[UUID, str]:
    rows = (
        adults.working(today).filter(person_id__in=list(persons), organisation_id=holder).order_by("-begins_on", "-id")
    )
    return {row.person_id: adults.title_of(row) for row in rows}


def _own(
    scope: Scope,
    card: PupilCard,
    row: Trygghetsperson,
    cover: StandIn | None,
    for_whom: str,
    offer: Offered | None,
) -> OwnPupil:
    until = f" till och med {short_day(cover.ends_on)}" if cover and cover.ends_on else ""
    return OwnPupil(
        case=card.case,
        name=card.name,
        first_name=card.first_name,
        class_name=card.class_name,
        sealed=card.sealed,
        since=day_with_year(row.begins_on),
        asked=sentence(Asked(row.asked).label),
        to_ask=row.asked == Asked.NOT_YET and not for_whom,
        stand_in=f"{cover.person.name} svarar{until}" if cover and not for_whom else until.strip(),
        stand_in_id=cover.id if cover else None,
        for_whom=for_whom,
        offer=offer,
        of_age=of_age(card.born_on, scope.today),
    )


def of_age(born_on: date | None, today: date) -> str:
    """ "fyller 18 den 3 mars" from sixty days ahead, "fyllde 18 den 3 mars" after; else empty."""
    if born_on is None:
        return ""
    on = comes_of_age(born_on)
    if on <= today:
        return f"fyllde 18 den {day_with_year(on)}"
    return f"fyller 18 den {day_with_year(on)}" if on - today <= SOON else ""


def comes_of_age(born_on: date) -> date:
    """The first day on which the pupil decides alone. Who was born on 29 February is a day later in other years."""
    year = born_on.year + ADULT_AT
    return (
        date(year, 3, 1) if (born_on.month, born_on.day) == (2, 29) and not isleap(year) else born_on.replace(year=year)
    )


def _offered(row: HandOver, card: PupilCard, note: str) -> Offered:
    to = row.receiver.name if row.receiver else row.place
    return Offered(
        id=row.id,
        case=card.case,
        pupil=card.name,
        class_name=card.class_name,
        giver=row.appointment.person.name,
        giver_id=PersonId(row.appointment.person_id),
        to=to,
        outside=row.receiver_id is None,
        why=row.get_why_display(),
        takes_over=day_with_year(row.takes_over_on),
        note=note,
        told=f"{card.first_name} fick veta det {short_day(row.told_on)}" if row.told_on else "",
        offered_on=local_day(row.offered_at),
        state=_state(row, to),
        waits=row.received_at is None and row.declined_at is None and row.withdrawn_at is None,
    )


def _state(row: HandOver, to: str) -> str:
    if row.received_at is not None:
        return f"{row.received_name or to} tog emot {when(row.received_at)}"
    if row.declined_at is not None:
        why = open_field(row.cell, DECLINED, row.id, bytes(row.sealed_reason or b""))
        return f"{to} kunde inte ta emot: {why}"
    if row.withdrawn_at is not None:
        return "Togs tillbaka"
    return f"Väntar på {to}"


def sentence_of(total: int, lacking: int, by: str) -> str:
    """The answer of the school's page in a sentence."""
    if not total:
        return "Här står skolans elever när klasserna är inlästa."
    if not lacking:
        return f"Alla {counted(total, 'elev', 'elever')} har en egen vuxen."
    rest = f" För de andra svarar {by} så länge." if by else ""
    return f"{total - lacking} av {counted(total, 'elev', 'elever')} har en egen vuxen.{rest}"
