"""One handover in progress: Freja leaves grundskolan, and her school prepares what the gymnasium needs to know."""

from datetime import date, timedelta

from samverkan.access.gathering import scope_for
from samverkan.demo.making import Making, known_id
from samverkan.demo.places import Places
from samverkan.demo.staff import Staff
from samverkan.handovers import actions
from samverkan.handovers.actions import GoneThrough, Receiver
from samverkan.handovers.models import How
from samverkan.handovers.package import package
from samverkan.handovers.receivers import question_of
from samverkan.people import queries as people
from samverkan.policy.handing_over import Going
from samverkan.policy.vocabulary import PersonId

WORKS = "Freja arbetar bäst med en sak i taget. Hon vill ha dagens plan på papper."
FIRST_WEEK = "Visa henne vägen till salarna före första lektionen. Säg vem hon går till om något blir fel."
SAID = "Freja vill berätta om hörselkåpan själv. Hon vill träffa mentorn före skolstarten."


def hand_over(making: Making, where: Places, colleagues: Staff) -> None:
    """Begun, chosen and gone through with Freja and her mother; not sent yet."""
    case, rektor = known_id("elev", "freja"), colleagues.cast["anna-karin"]
    scope = scope_for(PersonId(rektor.id), now=making.now, today=making.today)
    card, by = people.pupil(scope, case), scope.reader
    to = Receiver(unit=where.units["gymnasiet"].id)
    made = actions.begin(card=card, to=to, begins_on=_first_day(making.today), by=by, now=making.now)
    offered = package(scope, card, question_of(made, born_on=card.born_on, today=making.today))
    actions.choose(
        handover=made,
        going=[one.id for one in offered.of(Going.POINTED_OUT)],
        left_out={},
        works=WORKS,
        first_week=FIRST_WEEK,
        by=by,
        now=making.now - timedelta(hours=1),
    )
    family = (PersonId(card.person_id), *(row.person_id for row in people.guardians(scope, card) if not row.barred))
    met = GoneThrough(held_on=making.ago(2), how=How.MEETING, took_part=family, said=SAID)
    actions.review(handover=made, what=met, by=by, now=making.now)


def _first_day(today: date) -> date:
    """The middle of the next August."""
    this_year = date(today.year, 8, 17)
    return this_year if this_year > today else date(today.year + 1, 8, 17)
