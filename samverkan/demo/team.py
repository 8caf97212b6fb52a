"""A meeting of the elevhälsa team to come, which names no pupil."""

from samverkan.demo.cases import ROLES
from samverkan.demo.days import at, school_day_from
from samverkan.demo.making import Making, known_id
from samverkan.demo.places import Places
from samverkan.demo.staff import Staff
from samverkan.guard.models import Case
from samverkan.meetings.agendas import template
from samverkan.meetings.team.models import TeamMeeting, TeamPoint, TeamSeat

WHO = ("anna-karin", "sara", "birgitta", "lena")


def plan(making: Making, places: Places, colleagues: Staff) -> None:
    """An EHM next week at Björkskolan, sent. Ids are the world's own."""
    kind, unit = template("ehm"), places.units["bjorkskolan"]
    planned = at(making.ago(6), "15.30")
    meeting = making.add(
        TeamMeeting(
            id=known_id("ehm"),
            unit=unit,
            case=making.add(
                Case(id=known_id("ehm", "nyckel"), huvudman_id=unit.organisation.huvudman_id, unit_id=unit.id)
            ),
            template=kind.slug,
            leader=colleagues.cast["anna-karin"],
            starts_at=at(school_day_from(making.ahead(7)), "8.00"),
            minutes=kind.minutes,
            calendar_uid=f"{known_id('ehm', 'kalender').hex}@samverkan",
            made_at=planned,
            made_by=colleagues.cast["anna-karin"],
            sent_at=planned,
        )
    )
    for slug in WHO:
        one = ROLES[slug]
        seat = known_id("ehm", slug)
        person = colleagues.cast[slug]
        making.add(
            TeamSeat(id=seat, meeting=meeting, person=person, role=one.role.value, function=one.title or one.role.label)
        )
    for position, item in enumerate(kind.items, start=1):
        point = known_id("ehm", "punkt", str(position))
        making.add(TeamPoint(id=point, meeting=meeting, position=position, title=item.title, minutes=item.minutes))
