"""Peter from the social services promised something at the meeting. He has no account, and says how it went."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.tests.test_answer_a_question import EVERY, says
from samverkan.guests.speech import languages
from samverkan.guests.tests.coming import come_in, seat_of, without_account
from samverkan.journal.models import Event
from samverkan.meetings.models import Meeting
from samverkan.people.models import Person
from samverkan.people.wording import local_day
from samverkan.plans import actions
from samverkan.plans.models import Step, StepChange
from samverkan.plans.reminding import SUBJECT, Reminded, remind
from samverkan.policy.acting import Action
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId, Purpose
from samverkan.post.actions import KEY_HERE
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of, yes_until

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
WORDS = "Bokar ett hembesök."
WHY = "Familjen var bortrest hela veckan."


def promised(cast: Cast, owner: Person, text: str = WORDS) -> UUID:
    """As it stands in the plan once the minutes of Ebba's meeting are approved."""
    made = actions.set_step(
        case=cast.ebbas_case,
        text=text,
        owner=owner.id,
        due_on=timezone.localdate() + timedelta(days=9),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )
    meeting = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    Step.objects.unguarded(because=BECAUSE).filter(id=made.id).update(agreed_on=local_day(meeting.starts_at))
    return made.id


@pytest.fixture
def agreed(cast: Cast) -> Question:
    """Ebba's guardians have said yes to that the social services have what was agreed about her support."""
    today, by = timezone.localdate(), scope_of(cast.sara).reader
    question = consent.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.SUPPORT],
        kinds=[Kind.MEASURE],
        senders=[cast.organisation("skolor").id],
        receiver=cast.organisation("socialtjansten").id,
        receiver_role=None,
        purpose=Purpose.SUPPORT,
        manners=EVERY,
        begins_on=today,
        ends_on=yes_until(today),
        matter="det vi kommer överens om",
        origins=[None],
        by=by,
        now=timezone.now(),
    )
    consent.send_questions([question], by=by, now=timezone.now())
    for guardian in (cast.anna, cast.olof):
        says(cast, question, guardian, Reply.YES)
    return question


def step(which: UUID) -> Step:
    return Step.objects.unguarded(because=BECAUSE).get(id=which)


def page(browser: Client, address: str = "/gast") -> str:
    return unescape(browser.get(address).content.decode())


@pytest.mark.usefixtures("agreed")
def test_peter_reads_his_own_and_says_that_it_is_done(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    promised(cast, cast.maria, "Provar ut en tavla.")
    browser = come_in(cast, cast.peter)
    before = page(browser)

    after = browser.post(f"/gast/lovat/{own}/klart", follow=True)

    assert "Det du har lovat" in before and WORDS in before and "Provar ut en tavla." not in before
    assert "Skolan ser att det är klart" in unescape(after.content.decode())
    assert (step(own).done_by_id, step(own).failed_at) == (cast.peter.id, None)
    assert Event.objects.filter(action=Action.GUEST_PROMISE, actor_id=cast.peter.id, outcome="gjord").count() == 1


@pytest.mark.usefixtures("agreed")
def test_it_did_not_work_and_the_school_reads_why(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    browser = come_in(cast, cast.peter)

    looked = browser.get(f"/gast/lovat/{own}/gick-inte")
    without = browser.post(f"/gast/lovat/{own}/gick-inte", {"reason": ""})
    said = browser.post(f"/gast/lovat/{own}/gick-inte", {"reason": WHY}, follow=True)
    again = browser.post(f"/gast/lovat/{own}/klart")

    assert (looked.status_code, without.status_code, again.status_code) == (200, 422, 302)
    assert "Skriv varför det inte gick" in unescape(without.content.decode())
    assert "nästa möte" in unescape(said.content.decode())
    assert step(own).failed_by_id == cast.peter.id and step(own).done_at is None
    assert StepChange.objects.unguarded(because=BECAUSE).filter(step_id=own, change="gick-inte").count() == 1


@pytest.mark.usefixtures("agreed")
def test_anothers_promise_is_none_of_the_guests(cast: Cast) -> None:
    of_maria, of_sara = promised(cast, cast.maria), promised(cast, cast.sara)
    browser = come_in(cast, cast.peter)

    met = [browser.post(f"/gast/lovat/{one}/klart").status_code for one in (of_maria, of_sara, cast.sara.id)]

    assert met == [404, 404, 404]
    assert step(of_maria).done_at is None
    assert "Det du har lovat" not in page(browser)


def test_the_home_promises_nothing_here(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    browser = come_in(cast, cast.anna)

    assert browser.post(f"/gast/lovat/{own}/klart").status_code in (403, 404)
    assert "Det du har lovat" not in page(browser)
    assert Client().post(f"/gast/lovat/{own}/klart").status_code == 403


def test_without_a_yes_the_page_says_that_the_school_has_it_and_whom_to_ring(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    browser = come_in(cast, cast.peter)

    closed = page(browser)

    assert "Skolan har det du lovade på mötet. Ring skolan på" in closed
    assert WORDS not in closed
    assert browser.post(f"/gast/lovat/{own}/klart").status_code == 404
    assert step(own).done_at is None


def test_a_yes_taken_back_closes_it(cast: Cast, agreed: Question) -> None:
    own = promised(cast, cast.peter)
    browser = come_in(cast, cast.peter)
    assert WORDS in page(browser)

    consent.withdraw(
        question=agreed.id,
        giver=PersonId(cast.anna.id),
        form=AnswerForm.ORAL,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    assert WORDS not in page(browser)
    assert browser.post(f"/gast/lovat/{own}/klart").status_code == 404


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("slug", list(languages()))
def test_it_is_said_in_every_language(cast: Cast, slug: str) -> None:
    promised(cast, cast.peter)
    browser = come_in(cast, cast.peter)

    told = page(browser, f"/gast?sprak={slug}")

    assert languages()[slug].say("promise_title") in told
    assert languages()[slug].say("promise_because") in told


@pytest.mark.usefixtures("agreed")
def test_what_the_guest_did_is_read_at_the_school(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    come_in(cast, cast.peter).post(f"/gast/lovat/{own}/klart")

    assert WORDS in page(client_as(cast.sara), f"/elever/{cast.ebbas_case}/plan")


def test_one_without_an_account_is_reminded_by_a_link_of_their_own(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    without_account(cast.peter)
    now, by = timezone.now(), scope_of(cast.anna_karin).reader

    came = remind(step=own, base="https://samverkan.example/att-gora", by=by, now=now)

    letter = Letter.objects.get(subject=SUBJECT)
    assert came is Reminded.TOLD
    assert (letter.to_address, letter.own_link) == (f"{cast.peter.id}@hem.example", seat_of(cast, cast.peter).id)
    assert f"https://samverkan.example/gast/{KEY_HERE}" in letter.text
    assert not any(word in letter.subject + letter.text for word in ("Ebba", "hembesök", "Peter", "Björkskolan"))


def test_of_what_was_promised_elsewhere_no_link_leads_back(cast: Cast) -> None:
    own = promised(cast, cast.peter)
    Step.objects.unguarded(because=BECAUSE).filter(id=own).update(agreed_on=None)
    without_account(cast.peter)

    came = remind(step=own, base="/", by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert came is Reminded.NOT_REACHED
    assert not Letter.objects.filter(subject=SUBJECT).exists()


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("late", [timedelta(days=-1), timedelta(days=1)])
def test_a_meeting_begun_on_another_day_is_of_the_day_its_minutes_say(cast: Cast, late: timedelta) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(started_at=rows.get().starts_at + late)
    own = promised(cast, cast.peter)
    Step.objects.unguarded(because=BECAUSE).filter(id=own).update(agreed_on=rows.get().held_on)

    told = page(come_in(cast, cast.peter))
    came = remind(step=own, base="/", by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert WORDS in told
    assert came is Reminded.TOLD
