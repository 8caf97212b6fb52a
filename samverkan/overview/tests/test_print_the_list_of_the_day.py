"""The list of the day on paper: initials, room and time, for those who work at the school."""

from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from samverkan.journal.models import Event
from samverkan.meetings.actions import Invited, plan
from samverkan.meetings.agendas import templates
from samverkan.meetings.inviting import send
from samverkan.meetings.models import Meeting, Participation
from samverkan.meetings.seating import places
from samverkan.overview.day_list import NOT_ON_PAPER, Line, day_list, day_paper
from samverkan.paper import Paragraph
from samverkan.people.models import Person
from samverkan.people.queries import pupil
from samverkan.policy.vocabulary import CaseId, PersonId, Role
from tests.cast import Cast, client_as, scope_of


def meet(cast: Cast, case: CaseId, leader: Person, *, at: datetime) -> UUID:
    """A meeting about the pupil in room 12, with the leader and nobody else. It has been sent."""
    scope = scope_of(leader)
    made = plan(
        case=case,
        template=templates()[0],
        starts_at=at,
        place="Rum 12",
        leader=PersonId(leader.id),
        invited=[Invited(PersonId(leader.id), Role.REKTOR, "rektor", None)],
        participation=Participation.PICTURE,
        by=scope.reader,
        now=scope.now,
    )
    seats = places(scope, made, pupil(scope, case))
    send(meeting=made, places=seats, link="", by=scope.reader, now=scope.now)
    return made.id


def test_the_list_has_time_initials_and_room_and_nothing_more(cast: Cast) -> None:
    now = timezone.now()
    meet(cast, cast.ebbas_case, cast.anna_karin, at=now)

    (line,) = day_list(scope_of(cast.anna_karin, now=now))

    assert line == Line(f"{timezone.localtime(now):%H.%M}", "E L", "Rum 12")


def test_a_meeting_whose_time_is_not_set_is_no_meeting_of_the_day(cast: Cast) -> None:
    now = timezone.now()
    made = meet(cast, cast.ebbas_case, cast.anna_karin, at=now)
    Meeting.objects.unguarded(because="a story looks at the meeting").filter(id=made).update(time_open=True)

    assert day_list(scope_of(cast.anna_karin, now=now)) == ()


def test_the_paper_names_no_pupil_and_is_one_journalled_act(cast: Cast) -> None:
    now = timezone.now()
    meet(cast, cast.ebbas_case, cast.anna_karin, at=now)
    rektor = client_as(cast.anna_karin)

    answer = rektor.get(reverse("today_print"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="dagens-lista.pdf"'
    assert answer["Cache-Control"] == "no-store"
    event = Event.objects.latest("id")
    assert (event.action, event.outcome) == ("skriv-ut-dagens-lista", "gjord")
    assert cast.ebbas_case in {touch.case_id for touch in event.touches.all()}
    page = str(day_paper(scope_of(cast.anna_karin, now=now), made_by="Anna-Karin Wester"))
    assert "Ebba" not in page
    assert "Lindqvist" not in page
    assert reverse("today_print") in rektor.get(reverse("today")).content.decode()


def test_a_protected_pupil_is_not_on_the_paper_and_the_paper_always_says_so(cast: Cast) -> None:
    now = timezone.now()
    sealed = meet(cast, cast.case("liv"), cast.anna_karin, at=now)
    scope = scope_of(cast.anna_karin, now=now)

    assert Meeting.objects.within(scope).filter(id=sealed).exists()
    assert day_list(scope) == ()
    assert day_paper(scope, made_by="Anna-Karin Wester").blocks[-1] == Paragraph(NOT_ON_PAPER)
    assert day_paper(scope_of(cast.petra), made_by="Petra Lund").blocks[-1] == Paragraph(NOT_ON_PAPER)


def test_a_colleague_has_only_their_own_and_the_neighbour_none_of_ours(cast: Cast) -> None:
    now = timezone.now()
    meet(cast, cast.ebbas_case, cast.anna_karin, at=now)

    assert day_list(scope_of(cast.kerstin, now=now)) == ()
    assert day_list(scope_of(cast.petra, now=now)) == ()
    assert client_as(cast.petra).get(reverse("today_print")).status_code == 200


def test_those_who_do_not_work_at_the_school_print_no_list(cast: Cast) -> None:
    for person in (cast.anna, cast.maria, cast.peter):
        assert client_as(person).get(reverse("today_print")).status_code == 403
        assert "Skriv ut dagens lista" not in client_as(person).get(reverse("today")).content.decode()


def test_an_empty_day_is_said_and_other_days_are_not_on_it(cast: Cast) -> None:
    now = timezone.now()
    meet(cast, cast.ebbas_case, cast.anna_karin, at=now + timedelta(days=1))

    assert day_paper(scope_of(cast.anna_karin, now=now), made_by="A").blocks[0] == Paragraph("Inga möten idag.")
    assert "Skriv ut dagens lista" not in client_as(cast.anna_karin).get(reverse("today")).content.decode()


def test_it_is_only_read(cast: Cast) -> None:
    assert client_as(cast.anna_karin).put(reverse("today_print")).status_code == 405
