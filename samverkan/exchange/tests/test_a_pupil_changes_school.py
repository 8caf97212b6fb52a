"""Ebba moves to Strandviksskolan in the register. Björkskolan's work ends as it stands; Torbjörn can begin anew."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.exchange.applying import apply, compare, roster_unit, undo
from samverkan.exchange.models import ImportRun
from samverkan.exchange.roster import Covers, Enrolment, Removed, Roster
from samverkan.exchange.roster import Person as Told
from samverkan.guard.models import Grant, Statement
from samverkan.meetings.models import Meeting
from samverkan.meetings.tests.test_send_the_invitation import plan, send
from samverkan.people.models import Departure, DepartureReason, Person, Pupil, TeamMember, Trygghetsperson
from samverkan.people.wording import short_day
from samverkan.plans.models import Collaboration
from samverkan.policy.consenting import Suspension
from samverkan.policy.vocabulary import InformationClass, PersonId
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

BECAUSE = "a test looks at the rows themselves"
BEGIN = "Börja samverkan"


def register_says(cast: Cast, *, goes_to: str, now: datetime, removed: tuple[Removed, ...] = ()) -> ImportRun:
    """The huvudman's register names Ebba and the school she goes to."""
    ebba = Pupil.objects.unguarded(because=BECAUSE).select_related("person").get(case_id=cast.ebbas_case)
    told = Told("elev-ebba", ebba.person.given_name, ebba.person.family_name, ebba.born_on)
    unit = cast.unit(goes_to)
    roster = Roster(
        "ss12000:register.example",
        units=tuple(map(roster_unit, (cast.unit("bjorkskolan"), cast.unit("strandvik")))),
        persons=() if removed else (told,),
        enrolments=() if removed else (Enrolment(told.id, str(unit.id)),),
        removed=removed,
        complete=False,
        covers=frozenset({Covers.PUPILS}),
    )
    difference = compare(roster, huvudman=unit.organisation.huvudman)
    return apply(difference, by=PersonId(cast.ingrid.id), now=now, most_ending=1)


def moved(cast: Cast) -> ImportRun:
    """Ebba is known to the register at Björkskolan, and then at Strandvik."""
    now = timezone.now()
    register_says(cast, goes_to="bjorkskolan", now=now)
    return register_says(cast, goes_to="strandvik", now=now + timedelta(seconds=1))


def begin(cast: Cast) -> int:
    """Torbjörn begins at the new school, and holds it together himself."""
    day = short_day(timezone.localdate() + timedelta(days=30))
    told = {"reason": "Ebba är ny hos oss.", "coordinator": str(cast.torbjorn.id), "follow_up_on": day}
    return client_as(cast.torbjorn).post(f"/elever/{cast.ebbas_case}/samverkan", told).status_code


def departures(cast: Cast) -> list[Departure]:
    return list(Departure.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).select_related("cell"))


def running(cast: Cast) -> list[Collaboration]:
    return list(Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None))


def seated(cast: Cast) -> int:
    return TeamMember.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, until=None).count()


def test_the_new_rektor_begins_anew_and_is_told_nothing_of_the_old(cast: Cast) -> None:
    moved(cast)
    torbjorn, page = client_as(cast.torbjorn), f"/elever/{cast.ebbas_case}"
    before = unescape(torbjorn.get(page).content.decode())

    status = begin(cast)

    after = unescape(torbjorn.get(page).content.decode())
    assert BEGIN in before
    assert status == 302
    assert BEGIN not in after
    assert "Sara Holm" not in before + after


def test_all_that_went_on_at_the_old_school_has_ended_with_its_reason(cast: Cast) -> None:
    assert running(cast) and seated(cast)

    moved(cast)

    (departure,) = departures(cast)
    ended = Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).latest("ended_at")
    trygg = Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None)
    coming = Meeting.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, cancelled_at=None)
    assert departure.why == DepartureReason.MOVED
    assert departure.cell.unit_id == cast.unit("bjorkskolan").id
    assert (departure.noted_by_id, ended.departure_id) == (cast.ingrid.id, departure.id)
    assert (running(cast), seated(cast), trygg.count()) == ([], 0, 0)
    assert not coming.filter(starts_at__gt=departure.left_at).exists()


def test_those_who_had_been_sent_the_meeting_are_told_without_a_reason(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    sent = Letter.objects.filter(key__startswith=f"mote-{meeting}", calendar_method="REQUEST")
    asked = set(sent.values_list("to_address", flat=True))

    moved(cast)

    told = Letter.objects.filter(key__startswith=f"mote-{meeting}", calendar_method="CANCEL")
    assert asked and {letter.to_address for letter in told} == asked
    assert not any("Strandvik" in letter.text or "Ebba" in letter.text for letter in told)


def read_of(cast: Cast, person: Person, unit: str) -> int:
    """How many statements on Ebba that one school holds the person may read. A decided åtgärdsprogram is public."""
    rows = Statement.objects.within(scope_of(person)).filter(cell__case_id=cast.ebbas_case)
    secret = rows.exclude(cell__information_class=InformationClass.ACTION_PROGRAMME)
    return len(secret.filter(cell__unit_id=cast.unit(unit).id))


def test_what_is_written_stays_readable_at_the_old_school_and_closed_at_the_new(cast: Cast) -> None:
    before = read_of(cast, cast.anna_karin, "bjorkskolan")

    moved(cast)
    begin(cast)

    assert before and read_of(cast, cast.anna_karin, "bjorkskolan") == before
    assert read_of(cast, cast.torbjorn, "bjorkskolan") == 0
    assert read_of(cast, cast.torbjorn, "strandvik") == 1


def test_a_yes_to_the_old_school_opens_nothing_at_the_new_and_may_be_asked_for_again(cast: Cast) -> None:
    today = timezone.localdate()
    standing = Grant.objects.filter(case_id=cast.ebbas_case, ended_at=None, ends_on__gte=today)
    assert standing.exists()

    moved(cast)

    asked = Question.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ends_on__gte=today)
    assert not standing.all().exists()
    assert {row.suspended_because for row in asked} == {Suspension.SCHOOL}


def test_a_colleague_of_the_old_school_is_given_a_new_seat_and_not_an_unseen_one(cast: Cast) -> None:
    moved(cast)
    torbjorn = client_as(cast.torbjorn)

    torbjorn.post(f"/elever/{cast.ebbas_case}/teamet/ny?sort=skola", {"person": str(cast.torbjorn.id), "mandate": ""})

    assert seated(cast) == 1
    assert "Torbjörn" in unescape(torbjorn.get(f"/elever/{cast.ebbas_case}/teamet").content.decode())


def test_a_move_that_was_wrong_is_taken_back_with_all_but_the_letters(cast: Cast) -> None:
    begun, seats = [row.id for row in running(cast)], seated(cast)
    run = moved(cast)

    undone = undo(run, by=PersonId(cast.ingrid.id), now=timezone.now() + timedelta(hours=1))

    assert undone.kept == ()
    assert [row.id for row in running(cast)] == begun
    assert (seated(cast), departures(cast)) == (seats, [])
    assert Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting).cancelled_at is not None


def test_a_move_is_not_taken_back_over_what_the_new_school_has_begun(cast: Cast) -> None:
    run = moved(cast)
    begin(cast)

    undone = undo(run, by=PersonId(cast.ingrid.id), now=timezone.now() + timedelta(hours=1))

    assert len(undone.kept) == 1
    assert len(running(cast)) == 1


def test_a_pupil_who_leaves_the_schools_leaves_nothing_running(cast: Cast) -> None:
    register_says(cast, goes_to="bjorkskolan", now=timezone.now())

    register_says(
        cast,
        goes_to="bjorkskolan",
        now=timezone.now() + timedelta(seconds=1),
        removed=(Removed("person", "elev-ebba"),),
    )

    (departure,) = departures(cast)
    assert departure.why == DepartureReason.LEFT
    assert (running(cast), seated(cast)) == ([], 0)


@pytest.mark.parametrize("person", ["maria", "peter"])
def test_the_outsiders_of_the_old_team_read_nothing_of_the_new_school(cast: Cast, person: str) -> None:
    moved(cast)

    assert client_as(getattr(cast, person)).get(f"/elever/{cast.ebbas_case}").status_code == 404
