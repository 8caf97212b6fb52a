"""What the planning page needs to know: whom one may invite, who may lead, and the values it begins with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samverkan.guard.scope import Scope
from samverkan.meetings.actions import Invited
from samverkan.meetings.film import with_film
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Participation
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.times import slots_of
from samverkan.people import queries as people
from samverkan.people.barring import barred
from samverkan.people.models import Unit
from samverkan.people.queries import PupilCard
from samverkan.people.wording import STOCKHOLM, clock, day_or_year, short_day
from samverkan.plans.queries import team
from samverkan.policy.capacities import at_work
from samverkan.policy.vocabulary import OrganisationId, PersonId, Role

A_WEEK = timedelta(days=7)
AFTERNOON = time(13)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the team, or the pupil, who may be invited."""

    person: PersonId
    name: str
    words: str
    """ "logoped, Habiliteringen"."""
    role: Role
    function: str
    organisation: OrganisationId | None
    mandate: str
    may_lead: bool
    barred: bool = False
    language: str | None = None
    """Of those at home: the one wanted, empty when nobody knows. None where it is not asked for."""

    @property
    def key(self) -> str:
        """The value in the form."""
        return str(self.person)

    def invited(self, mandate: str, needs: str) -> Invited:
        """The seat that this person is given."""
        return Invited(self.person, self.role, self.function, self.organisation, mandate, needs)


@dataclass(frozen=True, slots=True)
class Start:
    """What stands in the form from the beginning."""

    day: str
    clock: str
    place: str
    leader: str


def candidates(scope: Scope, card: PupilCard) -> tuple[Candidate, ...]:
    """The pupil, the home, the team as the reader may know it, and the one who plans. A vacancy cannot come."""
    pupil = Candidate(card.person_id, card.name, "elev", Role.PUPIL, "elev", None, "", may_lead=False)
    home = people.guardians(scope, card)
    closed = barred(card.case)
    spoken = {row.person_id: row.language for row in home if not row.protected}
    found = [pupil]
    for seat in team(scope, card.case, card=card):
        if seat.person_id is None or seat.person_id == card.person_id:
            continue
        found.append(
            Candidate(
                person=seat.person_id,
                name=seat.name,
                words=", ".join(
                    part for part in (seat.function, "" if seat.ring == "hem" else seat.organisation) if part
                ),
                role=seat.role,
                function=seat.function,
                organisation=seat.organisation_id,
                mandate=seat.mandate,
                may_lead=seat.ring == "skola" and seat.person_id not in closed,
                barred=seat.person_id in closed,
                language=spoken.get(seat.person_id),
            )
        )
    if scope.reader.person not in {candidate.person for candidate in found}:
        found += _oneself(scope, card)
    return tuple(found)


def start(scope: Scope, card: PupilCard, who: tuple[Candidate, ...], *, asked: str = "") -> Start:
    """A week ahead on a school day, or the day asked for (ISO) when it is to come; at one o'clock, where the school
    usually meets, led by the one who plans.
    """
    unit = Unit.objects.filter(id=card.unit).first() if card.unit else None
    leaders = [candidate.key for candidate in who if candidate.may_lead]
    own = str(scope.reader.person)
    return Start(
        day=day_or_year(_asked_day(asked, scope.today) or school_day_from(scope.today + A_WEEK), scope.today),
        clock=AFTERNOON.strftime("%H.%M"),
        place=(unit.meeting_place or unit.name) if unit else "",
        leader=own if own in leaders else next(iter(leaders), ""),
    )


def _asked_day(asked: str, today: date) -> date | None:
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        return None
    return found if found > today else None


def as_candidate(place: Place, closed: Collection[PersonId]) -> Candidate:
    """Somebody already invited, who may have left the team since, or be one of those who may learn nothing any more."""
    return Candidate(
        person=place.person,
        name=place.name,
        words=", ".join(part for part in (place.function, place.belongs) if part),
        role=place.role,
        function=place.function,
        organisation=OrganisationId(place.organisation.id) if place.organisation else None,
        mandate=place.mandate,
        may_lead=False,
        barred=place.person in closed,
    )


def school_day_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def moment(day: date, at: time) -> datetime:
    """An instant in Stockholm."""
    return datetime.combine(day, at, STOCKHOLM)


def _oneself(scope: Scope, card: PupilCard) -> list[Candidate]:
    """The one who plans, when not of the team: the rektor, in the role held at the pupil's school."""
    standing = at_work(scope.reader, card.unit, card.holder)
    if standing is None:
        return []
    return [
        Candidate(
            person=scope.reader.person,
            name=people.names([scope.reader.person]).get(scope.reader.person, ""),
            words=standing.role.label,
            role=standing.role,
            function=standing.role.label,
            organisation=standing.organisation,
            mandate="",
            may_lead=True,
        )
    ]


def _proposed(head: MeetingHead) -> dict[str, str]:
    """The times proposed beside the first, in the fields of the form."""
    more = slots_of(head.row)[1:]
    days = {f"day_{number}": short_day(slot.starts_at) for number, slot in enumerate(more, start=2)}
    return days | {f"clock_{number}": clock(slot.starts_at) for number, slot in enumerate(more, start=2)}


def start_again(head: MeetingHead, seated: Sequence[Place]) -> dict[str, object]:
    """The meeting's own values, for changing it."""
    return {
        "template": head.template.slug,
        "day": short_day(head.starts_at),
        "clock": clock(head.starts_at),
        **_proposed(head),
        "place": head.place,
        "leader": str(head.leader_id),
        "invited": [str(place.person) for place in seated],
        "participation": head.row.participation,
        "pupil_answered": head.row.pupil_answered,
        "film": bool(with_film([head.id])) or head.row.participation == Participation.FILM,
        "purpose": head.purpose if head.row.purpose_id else "",
        **{f"mandat_{place.person}": place.mandate for place in seated},
        **{f"behov_{place.person}": place.needs for place in seated},
    }
