"""Asking for all missing consents at once: three clicks, plain words, one neutral letter to each guardian."""

import re
from html import unescape

import pytest
from django.urls import reverse

from samverkan.consent.models import Question, Wording
from samverkan.meetings import actions
from samverkan.meetings.actions import Invited
from samverkan.meetings.models import Invitee, Meeting, Participation
from samverkan.people.models import Account, Organisation, Person
from samverkan.policy.vocabulary import OrganisationId, PersonId, Role
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, questions_about, scope_of

pytestmark = pytest.mark.django_db


def questions(cast: Cast) -> int:
    return Question.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case).count()


def test_the_room_has_one_button_that_leads_to_every_question_in_plain_words(cast: Cast) -> None:
    browser = client_as(cast.sara)
    room = unescape(browser.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
    page = unescape(browser.get(f"/moten/{cast.ebbas_meeting}/rummet/fraga").content.decode())

    assert room.count("Skicka båda frågorna") == 1
    assert "Skicka båda frågorna till Anna och Olof?" in page
    assert "Får Socialtjänsten i Björkvik (socialsekreterare) ta del av skolans bedömning?" in page
    assert "kan tas tillbaka när som helst" in page


def test_after_sending_the_room_says_asked_and_has_nothing_more_to_send(cast: Cast) -> None:
    browser = client_as(cast.sara)
    before = questions(cast)

    browser.post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    room = unescape(browser.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
    assert questions(cast) == before + 1
    assert "Peter Ny, Skolans bedömning: frågat" in room
    assert "Skicka båda" not in room and "Skicka frågan" not in room


def test_from_the_room_one_comes_straight_to_writing_down_an_oral_answer(cast: Cast) -> None:
    leader, colleague = client_as(cast.sara), client_as(cast.maria)
    page = leader.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode()

    address = re.search(rf"/elever/{cast.ebbas_case}/samtycken/[0-9a-f-]+/svar", page)

    assert address is not None and leader.get(address[0]).status_code == 200
    assert "Registrera muntligt svar" not in colleague.get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode()


def unasked_in_the_room(cast: Cast) -> tuple[str, str]:
    """The title and the key of a question that nobody has sent."""
    page = unescape(client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
    links = re.findall(r"<a [^>]*/rummet/svar[^>]*>", page)
    key = re.search(r"svar=([0-9a-f]+)", links[0])
    title = re.search(r'aria-label="Registrera muntligt svar: ([^"]+)"', links[0])
    assert key is not None and title is not None
    return title[1], key[1]


def test_an_answer_heard_before_anything_was_sent_is_written_down_and_opens_nothing_by_half(cast: Cast) -> None:
    sara, (title, key) = client_as(cast.sara), unasked_in_the_room(cast)

    address = f"/moten/{cast.ebbas_meeting}/rummet/svar?svar={key}"
    form = sara.get(address)
    page = unescape(form.content.decode())
    said = {"giver": str(cast.anna.id), "reply": "ja", "form": "muntligt", "told": "on", "witness": "Jonas Berg"}
    said |= {
        "receivers": form.context["form"]["receivers"].value(),
        "answered_on": form.context["form"]["answered_on"].value(),
    }
    saved = unescape(sara.post(address, said, follow=True).content.decode())

    assert title in page and "Läs upp det här" in page
    assert not Letter.objects.exists()
    assert "Svaret från Anna är sparat." in saved and "Olof behöver också svara." in saved
    asked = Question.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case).latest("made_at")
    assert asked.asked_at is not None and Wording.objects.filter(question=asked).exists()
    assert "Peter Ny, Skolans bedömning: frågat" in saved


@pytest.mark.usefixtures("still_clock")
def test_to_look_at_the_form_and_turn_back_leaves_no_trace(cast: Cast) -> None:
    sara, (title, key) = client_as(cast.sara), unasked_in_the_room(cast)
    before, consents = questions(cast), reverse("consents", args=[cast.ebbas_case])
    shown = without_chance(sara.get(consents).content)

    looked = sara.get(f"/moten/{cast.ebbas_meeting}/rummet/svar?svar={key}")

    assert looked.status_code == 200
    assert questions(cast) == before
    assert without_chance(sara.get(consents).content) == shown
    assert unasked_in_the_room(cast) == (title, key)


def test_an_answer_that_is_not_whole_writes_no_question_and_keeps_what_was_filled_in(cast: Cast) -> None:
    sara, (_, key) = client_as(cast.sara), unasked_in_the_room(cast)
    before, address = questions(cast), f"/moten/{cast.ebbas_meeting}/rummet/svar?svar={key}"

    missed = sara.post(address, {"giver": str(cast.anna.id), "witness": "Jonas Berg", "form": "muntligt"})

    assert missed.status_code == 422 and "Jonas Berg" in missed.content.decode()
    assert questions(cast) == before


def test_who_may_not_write_answers_down_meets_no_form(cast: Cast) -> None:
    _, key = unasked_in_the_room(cast)
    before = questions(cast)

    met = {
        who: client_as(getattr(cast, who)).get(f"/moten/{cast.ebbas_meeting}/rummet/svar?svar={key}").status_code
        for who in ("jonas", "maria", "anna", "petra")
    }

    assert met == {"jonas": 200, "maria": 403, "anna": 403, "petra": 404}
    assert questions(cast) == before


def without_chance(page: bytes) -> str:
    """The page without what is drawn anew each time."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", page.decode())


@pytest.mark.parametrize("key", ["", "finns-inte", "0123456789"])
def test_a_key_of_no_question_leads_back_to_the_room_and_writes_nothing(cast: Cast, key: str) -> None:
    before = questions(cast)

    answer = client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/rummet/svar?svar={key}")

    assert answer["Location"] == f"/moten/{cast.ebbas_meeting}/rummet"
    assert questions(cast) == before


def test_no_letter_is_promised_to_one_without_an_account_or_while_the_house_prepares(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara, where = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/rummet/fraga"
    both = unescape(sara.get(where).content.decode())

    Account.objects.filter(person=cast.olof).update(is_active=False)
    one = unescape(sara.get(where).content.decode())
    monkeypatch.setattr("samverkan.post.actions.HOLDERS", [lambda sender: sender == cast.sara.id])
    preparing = unescape(sara.get(where).content.decode())

    assert "Brevet mejlas till Anna och Olof." in both
    assert "Brevet mejlas till Anna." in one and "Ring Olof, fråga när ni ses" in one
    assert "Brevet till Anna stannar i huset, för ni provar än." in preparing and "mejlas" not in preparing


def test_two_roles_at_one_place_are_one_question_and_two_that_are_kept(cast: Cast) -> None:
    browser, before = client_as(cast.sara), questions(cast)
    colleague_of_peter(cast)

    page = unescape(browser.get(f"/moten/{cast.ebbas_meeting}/rummet/fraga").content.decode())
    said = unescape(browser.post(f"/moten/{cast.ebbas_meeting}/rummet/fraga", follow=True).content.decode())

    both = r"Får Socialtjänsten i Björkvik \([^()]+ och [^()]+\) ta del av skolans"
    assert len(re.findall(both + r" bedömning\?</h2>", page)) == 1
    assert len(re.findall(both + r" bedömning\?</h3>", said)) == 1
    asked = questions_about(cast, "skolans bedömning").filter(
        receiver=cast.organisation("socialtjansten"), asked_at__isnull=False
    )
    assert len({row.receiver_role for row in asked}) == 2
    assert questions(cast) > before + 1


def colleague_of_peter(cast: Cast) -> None:
    """Another person of the social services, in another role there, is invited to Ebba's meeting."""
    other = Person.objects.create(given_name="Sigrid", family_name="Alm")
    invite_as_well(cast, other, Role.OTHER_STAFF, "handläggare", cast.organisation("socialtjansten"))


def invite_as_well(cast: Cast, person: Person, role: Role, function: str, place: Organisation) -> None:
    """One more seat at Ebba's meeting."""
    row = Meeting.objects.within(scope_of(cast.sara)).get(id=cast.ebbas_meeting)
    seated = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=row, removed_at=None)
    same = [Invited(PersonId(seat.person_id), Role(seat.role), seat.function, _place(seat)) for seat in seated]
    actions.change(
        meeting=row,
        starts_at=row.starts_at,
        place="Rum 12",
        leader=PersonId(row.leader_id),
        invited=[*same, Invited(PersonId(person.id), role, function, OrganisationId(place.id))],
        participation=Participation(row.participation),
        by=scope_of(cast.sara).reader,
        now=scope_of(cast.sara).now,
    )


def _place(seat: Invitee) -> OrganisationId | None:
    return None if seat.organisation_id is None else OrganisationId(seat.organisation_id)


def test_sending_twice_asks_once(cast: Cast) -> None:
    browser = client_as(cast.sara)

    browser.post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")
    once = questions(cast)
    browser.post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    assert questions(cast) == once


def test_the_letters_to_the_guardians_hold_no_name_and_no_matter(cast: Cast) -> None:
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    sent = list(Letter.objects.all())
    assert {letter.to_address for letter in sent} == {cast.anna.account.email, cast.olof.account.email}
    for letter in sent:
        assert not any(word in letter.subject + letter.text for word in ("Ebba", "bedömning", "Socialtjänst"))


def test_the_question_asks_for_no_more_than_the_room_needs(cast: Cast) -> None:
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    asked = Question.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case).latest("made_at")
    assert (asked.classes, asked.kinds, asked.manners) == (["K04"], ["bedomning"], ["tala"])
    assert asked.receiver_role == "socialsekreterare"
    assert asked.origins == [""], "only what the school made itself"
    assert asked.asked_at is not None


@pytest.mark.parametrize("who", ["anna", "peter", "maria", "petra"])
def test_those_who_do_not_lead_cannot_ask(cast: Cast, who: str) -> None:
    before = questions(cast)

    answer = client_as(getattr(cast, who)).post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    assert answer.status_code in (403, 404)
    assert questions(cast) == before
