"""Robert may learn nothing about Tindra (OSL 12:3). He is her father, and here he works at her school too: whatever
form there is, whatever is posted, he is neither offered, invited, asked, named, seated nor handed a paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.givers import keep_mandate
from samverkan.consent.models import MandateKind, Question
from samverkan.meetings import actions as meetings
from samverkan.meetings.models import Dispatch, Invitee, Meeting, Participation
from samverkan.people import actions, barring, registering, trusting
from samverkan.people.barring import Barred
from samverkan.people.models import Account, Assignment, Bar, Person
from samverkan.policy.vocabulary import CaseId, PersonId, Role
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of
from tests.house.test_no_text_lies_in_the_clear import filled

LOOKING = "a test looks at what lies in the database"
MAIL = "robert.holmgren@hem.example"


@pytest.fixture
def tindra(cast: Cast) -> CaseId:
    """Her case. Robert has begun to work at the school, and has an account."""
    Assignment.objects.create(
        person=cast.robert,
        organisation=cast.unit().organisation,
        unit=cast.unit(),
        role=Role.OTHER_STAFF,
        begins_on=timezone.localdate(),
    )
    Account.objects.update_or_create(person=cast.robert, defaults={"email": MAIL})
    return cast.case("tindra")


def pages(case: CaseId) -> Iterator[str]:
    """Every address that is about one pupil and nothing more."""
    for pattern in _patterns(get_resolver().url_patterns):
        if set(pattern.pattern.converters) == {"pupil_id"} and pattern.name:
            yield reverse(pattern.name, kwargs={"pupil_id": case})


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each


def ways(case: CaseId) -> list[str]:
    """The pages, and the other ways of those that have more than one."""
    found = list(pages(case))
    return [*found, *(f"{page}?sort=utanfor" for page in found if page.endswith("/teamet/ny"))]


def choices(form: forms.Form) -> dict[str, set[str]]:
    """The values that each field with choices offers."""
    return {
        name: {str(value) for value, _ in form[name].field.widget.choices}
        for name, field in form.fields.items()
        if isinstance(field, forms.ChoiceField)
    }


def mentions(person: Person) -> int:
    """How many rows of the database point at the person."""
    found = 0
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if field.related_model is Person or field.name in ("person_id", "receiver_person_id"):
                    cursor.execute(
                        f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{field.column}" = %s', [person.id]
                    )
                    found += cursor.fetchone()[0]
    return found


def test_no_form_about_her_offers_him_and_no_page_names_his_id(cast: Cast, tindra: CaseId) -> None:
    browser, seen, told = client_as(cast.anna_karin), 0, []

    for address in ways(tindra):
        page = browser.get(address)
        form = (page.context or {}).get("form")
        if page.status_code == 200 and isinstance(form, forms.Form):
            seen += 1
            told += [f"{address} {name}" for name, values in choices(form).items() if str(cast.robert.id) in values]
        if str(cast.robert.id) in page.content.decode(errors="replace"):
            told.append(address)

    assert seen >= 10
    assert told == []


def test_whatever_is_posted_in_his_name_no_row_points_at_him(cast: Cast, tindra: CaseId) -> None:
    browser, before, tried = client_as(cast.anna_karin), mentions(cast.robert), 0
    work = Assignment.objects.get(person=cast.robert)

    for address in ways(tindra):
        page = browser.get(address)
        form = (page.context or {}).get("form")
        if page.status_code != 200 or not isinstance(form, forms.Form):
            continue
        for name in choices(form):
            for value in (cast.robert.id, work.id):
                with transaction.atomic():
                    browser.post(address, filled(form) | {name: str(value), "fran": str(cast.robert.id)})
                    assert mentions(cast.robert) == before, f"{address} {name}"
                    transaction.set_rollback(True)
                tried += 1

    assert tried >= 20


def test_the_acts_refuse_him_whoever_calls_them(cast: Cast, tindra: CaseId) -> None:
    by, now, his = scope_of(cast.anna_karin).reader, timezone.now(), cast.robert.id

    with pytest.raises(Barred):
        trusting.appoint_trygghetsperson(case=tindra, person=his, by=by, now=now)
    with pytest.raises(Barred):
        actions.name_officer(case=tindra, person=his, by=by, now=now)
    with pytest.raises(Barred, match="Välj någon annan"):
        actions.add_member(
            case=tindra, person=his, organisation=None, role=Role.GUARDIAN, function="pappa", by=by, now=now
        )
    with pytest.raises(Barred):
        keep_mandate(
            case=tindra,
            name="robert  Holmgren",
            kind=MandateKind.GOD_MAN,
            words="Allt.",
            ends_on=None,
            by=by,
            now=now,
        )


@pytest.fixture
def invited(cast: Cast, tindra: CaseId) -> Meeting:
    """A meeting to which he was invited before it was decided."""
    Bar.objects.filter(case=tindra).update(ended_at=timezone.now(), ended_by=cast.anna_karin)
    browser = client_as(cast.anna_karin)
    address = f"/elever/{tindra}/mote/nytt"
    values = _values(browser, address) | {"participation": "hela-motet"}
    values["invited"] = [*values["invited"], str(cast.robert.id)]
    made = UUID(browser.post(address, values)["Location"].split("/")[2])
    assert seats(made).filter(person=cast.robert).exists()
    Bar.objects.filter(case=tindra).update(ended_at=None, ended_by=None)
    return Meeting.objects.unguarded(because=LOOKING).get(id=made)


def _values(browser: Client, address: str) -> dict[str, Any]:
    fields = browser.get(address).context["form"]
    return {name: fields[name].value() or "" for name in fields.fields}


def seats(meeting: UUID) -> Any:
    return Invitee.objects.unguarded(because=LOOKING).filter(meeting=meeting, removed_at=None)


def test_what_he_was_invited_to_before_is_not_sent_nor_printed_for_him(cast: Cast, invited: Meeting) -> None:
    his, browser = seats(invited.id).get(person=cast.robert), client_as(cast.anna_karin)

    browser.post(f"/moten/{invited.id}/kontrollera")

    assert not Letter.objects.filter(to_address=MAIL).exists()
    assert not Letter.objects.filter(calendar__contains=MAIL).exists()
    assert not Dispatch.objects.filter(invitee=his).exists()
    for page in ("", "/papper"):
        assert browser.get(f"/moten/{invited.id}/inbjudan/{his.id}{page}").status_code == 404
    assert client_as(cast.robert).get(f"/moten/{invited.id}").status_code == 404


def test_the_next_change_of_the_meeting_takes_him_off_it(cast: Cast, invited: Meeting) -> None:
    browser, address = client_as(cast.anna_karin), f"/moten/{invited.id}/andra"

    offered = choices(browser.get(address).context["form"])["invited"]
    values = _values(browser, address) | {"place": "Biblioteket"}
    values["invited"] = [value for value in values["invited"] if value in offered]
    answer = browser.post(address, values)

    assert answer.status_code == 302

    assert not seats(invited.id).filter(person=cast.robert).exists()


def test_no_act_of_the_meeting_takes_him(cast: Cast, tindra: CaseId, invited: Meeting) -> None:
    him = meetings.Invited(PersonId(cast.robert.id), Role.GUARDIAN, "pappa", None)

    with pytest.raises(Barred):
        meetings.change(
            meeting=invited,
            starts_at=invited.starts_at,
            place="",
            leader=PersonId(cast.anna_karin.id),
            invited=[him],
            participation=Participation.WHOLE,
            by=scope_of(cast.anna_karin).reader,
            now=timezone.now(),
        )


def test_he_is_not_asked_for_consent_by_mail_paper_or_mouth(cast: Cast, tindra: CaseId) -> None:
    browser = client_as(cast.anna_karin)
    ask = f"/elever/{tindra}/samtycken/fraga"
    form = browser.get(ask).context["form"]
    sent = browser.post(ask, filled(form) | {"receivers": [form.fields["receivers"].choices[-1][0]]})
    assert sent.status_code == 302, sent.context["form"].errors
    browser.post(f"/elever/{tindra}/samtycken/skicka")
    asked = Question.objects.unguarded(because=LOOKING).filter(case=tindra, asked_at__isnull=False).order_by("-made_at")
    address = f"/elever/{tindra}/samtycken/{asked[0].id}"

    shown = browser.get(address).content.decode()
    answer = browser.post(f"{address}/svar?fran={cast.robert.id}", {"giver": str(cast.robert.id), "reply": "ja"})
    paper = browser.get(f"/elever/{tindra}/samtycken/papper?till={cast.robert.id}")

    assert not Letter.objects.filter(to_address=MAIL).exists()
    assert "frågas inte" in shown
    assert answer.status_code == 422
    assert paper.status_code == 404


def test_the_letter_says_to_nobody_that_he_got_one(cast: Cast, tindra: CaseId) -> None:
    question = Question.objects.unguarded(because=LOOKING).filter(case=tindra)

    sent = consent.send_questions(list(question), by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert PersonId(cast.robert.id) not in {*sent.mailed, *sent.by_hand}


def test_a_new_row_for_the_same_man_is_barred_too(cast: Cast, tindra: CaseId) -> None:
    pupil, now = registering.pupil_of(tindra), datetime(2026, 11, 28, 9, tzinfo=UTC)
    again = Person.objects.create(given_name="ROBERT", family_name="Holmgren")
    other = Person.objects.create(given_name="Rolf", family_name="Holmgren")
    assert pupil is not None

    for adult in (again, other, again):
        barring.follow(pupil, adult, now=now)

    assert barring.barred(tindra) == {cast.robert.id, again.id}


def test_his_own_pages_say_nothing_of_her(cast: Cast, tindra: CaseId) -> None:
    browser = client_as(cast.robert)

    for address in ("/", "/elever", "/moten", "/sok", "/sok?q=Tindra", "/min-logg", *pages(tindra)):
        assert "Tindra Holmgren" not in browser.get(address).content.decode(errors="replace"), address


def test_when_it_is_decided_otherwise_he_is_offered_again(cast: Cast, tindra: CaseId) -> None:
    Bar.objects.filter(case=tindra).update(ended_at=timezone.now(), ended_by=cast.anna_karin)

    page = client_as(cast.anna_karin).get(f"/elever/{tindra}/mote/nytt")

    assert str(cast.robert.id) in choices(page.context["form"])["invited"]
