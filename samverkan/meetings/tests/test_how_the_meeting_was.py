"""Three questions to all who were at Ebba's meeting, and what the managers learn of those who did not come."""

from html import unescape

import pytest
from django.utils import timezone

from samverkan.meetings.models import Deviation, DeviationKind, Felt, PulseAnswer
from samverkan.meetings.tests.closing_client import address, hold, in_days, read, send
from samverkan.people.models import Assignment, Person
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
SAID = {"listened": "ja", "knows": "delvis", "right_people": "nej"}


def answers(cast: Cast, person: Person) -> int:
    return client_as(person).post(address(cast, "/efter/puls"), SAID).status_code


def test_one_who_was_there_answers_once_and_whose_it_was_stands_nowhere(cast: Cast) -> None:
    send(hold(cast), cast)

    assert [answers(cast, cast.anna) for _ in range(2)] == [302, 200]

    assert PulseAnswer.objects.filter(meeting=cast.ebbas_meeting).count() == 1
    assert {field.name for field in PulseAnswer._meta.fields} == {"id", "meeting", "shown", *SAID}
    assert "Tre frågor" not in read(client_as(cast.anna), cast)


def test_nothing_is_chosen_beforehand_and_all_three_are_answered(cast: Cast) -> None:
    send(hold(cast), cast)
    anna = client_as(cast.anna)

    page = unescape(anna.get(address(cast, "/efter/puls")).content.decode())
    half = anna.post(address(cast, "/efter/puls"), {"listened": "ja"})

    assert "checked" not in page
    assert half.status_code == 422 and not PulseAnswer.objects.exists()


def test_under_five_answers_nobody_is_shown_anything(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)
    for who in (cast.anna, cast.olof, cast.jonas, cast.maria):
        answers(cast, who)
    before = read(client, cast)

    answers(cast, cast.ebba)

    after = read(client, cast)
    assert "Svaren visas när minst fem har svarat" in before and "Blev du lyssnad på?" not in before
    assert "5 av 5 blev lyssnade på." in after and "Visa som tabell" in after
    assert "blev lyssnade på" not in read(client_as(cast.anna), cast)


def test_the_sixth_cannot_be_read_off_from_what_moves(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)
    for who in (cast.anna, cast.olof, cast.jonas, cast.maria, cast.ebba):
        answers(cast, who)

    no = {"listened": "nej", "knows": "nej", "right_people": "nej"}
    client_as(cast.peter).post(address(cast, "/efter/puls"), no)

    after = read(client, cast)
    assert "5 av 5 blev lyssnade på." in after
    assert "1 svar till har kommit. De visas när de är fem, och inte annars." in after
    assert PulseAnswer.objects.filter(meeting=cast.ebbas_meeting).count() == 6


def test_one_who_was_not_there_is_not_asked(cast: Cast) -> None:
    send(hold(cast, "peter"), cast)

    assert answers(cast, cast.peter) == 200
    assert not PulseAnswer.objects.exists()
    assert client_as(cast.petra).get(address(cast, "/efter/puls")).status_code == 404


def test_the_managers_see_who_did_not_come_and_nothing_of_the_pupil(cast: Cast) -> None:
    client = hold(cast, "maria")
    page = read(client, cast)
    seat = next(part.split('"')[0] for part in page.split('name="strayed" value="')[1:] if "kom-inte" in part)

    send(client, cast, strayed=seat, next_on=in_days(40))

    text = unescape(client_as(cast.anna_karin).get("/moten/avvikelser").content.decode())
    main = text[text.index("<main") : text.index("</main>")]
    assert "Barn- och ungdomshabiliteringen" in main and "Kom inte" in main
    assert "Ebba" not in main and "5B" not in main
    assert client_as(cast.sara).get("/moten/avvikelser").status_code == 403
    elsewhere = unescape(client_as(cast.susanne).get("/moten/avvikelser").content.decode())
    assert "habiliteringen" not in elsewhere[elsewhere.index("<main") :]


def test_one_who_leads_one_school_and_teaches_at_another_sees_the_one_that_is_led(cast: Cast) -> None:
    """Susanne leads the independent school and teaches at Björkskolan: its list is not hers."""
    client = hold(cast, "maria")
    page = read(client, cast)
    seat = next(part.split('"')[0] for part in page.split('name="strayed" value="')[1:] if "kom-inte" in part)
    send(client, cast, strayed=seat, next_on=in_days(40))
    unit, today = cast.unit(), timezone.localdate()
    Assignment.objects.create(
        person=cast.susanne, organisation=unit.organisation, unit=unit, role=Role.TEACHER, begins_on=today
    )

    text = unescape(client_as(cast.susanne).get("/moten/avvikelser").content.decode())

    assert "habiliteringen" not in text[text.index("<main") :]


def test_a_step_and_a_kind_have_one_word_each() -> None:
    assert [str(step.label) for step in Felt] == ["Ja", "Delvis", "Nej"]
    assert len({kind.label for kind in DeviationKind}) == len(DeviationKind)
    assert not [field.name for field in Deviation._meta.fields if field.name in ("case", "meeting", "person")]
