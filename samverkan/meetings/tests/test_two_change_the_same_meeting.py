"""Sara and Anna-Karin change the same meeting at once. The second sees what the first one saved, and loses nothing."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.meetings.models import Invitee, Meeting
from samverkan.meetings.sealed_words import places_of
from samverkan.people.cells import existence_cell, pupil_row
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of
from tests.crowd import Crowd

pytestmark = pytest.mark.django_db


def opened(browser: Client, address: str) -> dict[str, Any]:
    """What stands in the boxes of the page as it is opened now, the mark among it."""
    form = browser.get(address).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, "", False)}


def change_page(cast: Cast) -> str:
    return f"/moten/{cast.ebbas_meeting}/andra"


def agenda_page(cast: Cast) -> str:
    return f"/moten/{cast.ebbas_meeting}/dagordning"


def place(cast: Cast) -> str:
    row = Meeting.objects.within(scope_of(cast.sara)).get(id=cast.ebbas_meeting)
    return places_of([row])[row.id]


def test_one_who_changes_alone_is_asked_nothing(cast: Cast) -> None:
    sara = client_as(cast.sara)

    answer = sara.post(change_page(cast), opened(sara, change_page(cast)) | {"place": "Biblioteket"})

    assert answer.status_code == 302
    assert place(cast) == "Biblioteket"


def test_the_second_one_is_shown_both_and_nothing_is_saved_yet(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, change_page(cast)) | {"place": "Rum 7"}
    sara.post(change_page(cast), opened(sara, change_page(cast)) | {"place": "Biblioteket"})

    answer = anna_karin.post(change_page(cast), hers)

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert place(cast) == "Biblioteket"
    assert "Någon annan har ändrat mötet sedan du öppnade sidan." in page
    assert '<td data-h="Sparat nu">Biblioteket</td><td data-h="I din ruta">Rum 7</td>' in page
    assert 'value="Rum 7"' in page


def test_having_seen_it_she_may_save_hers(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, change_page(cast)) | {"place": "Rum 7"}
    sara.post(change_page(cast), opened(sara, change_page(cast)) | {"place": "Biblioteket"})
    met = anna_karin.post(change_page(cast), hers)

    answer = anna_karin.post(change_page(cast), hers | {"mark": met.context["form"]["mark"].value()})

    assert answer.status_code == 302
    assert place(cast) == "Rum 7"


def test_two_who_wrote_the_same_need_not_be_told(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, change_page(cast)) | {"place": "Biblioteket"}
    sara.post(change_page(cast), opened(sara, change_page(cast)) | {"place": "Biblioteket"})

    answer = anna_karin.post(change_page(cast), hers)

    assert answer.status_code == 302


def test_a_form_without_its_mark_saves_over_nobody(cast: Cast) -> None:
    sara = client_as(cast.sara)
    sent = opened(sara, change_page(cast)) | {"place": "Rum 7"}
    del sent["mark"]

    assert sara.post(change_page(cast), sent).status_code == 409
    assert place(cast) != "Rum 7"


def test_a_seat_the_second_one_may_not_know_of_is_no_collision(cast: Cast) -> None:
    """The mark is reckoned from the reader's own view, so it cannot tell that the nurse has been invited."""
    sara = client_as(cast.sara)
    hers = opened(sara, change_page(cast)) | {"place": "Rum 7"}
    school = cast.organisation("skolor")
    Invitee.objects.create(
        meeting_id=cast.ebbas_meeting,
        cell=cell_for(existence_cell(pupil_row(cast.ebbas_case), Role.NURSE, school)),
        person=cast.birgitta,
        organisation=school,
        role=Role.NURSE.value,
        function="skolsköterska",
        added_at=timezone.now(),
    )

    assert sara.post(change_page(cast), hers).status_code == 302


def test_a_meeting_called_off_meanwhile_is_not_changed_and_the_words_stay(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, change_page(cast)) | {"place": "Rum 7"}
    sara.post(f"/moten/{cast.ebbas_meeting}/installt")

    answer = anna_karin.post(change_page(cast), hers)

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Mötet är inställt, så det går inte att ändra." in page
    assert 'value="Rum 7"' in page


def test_two_agendas_are_laid_beside_each_other_topic_by_topic(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, agenda_page(cast))
    title = next(name for name in hers if name.startswith("title_"))
    saras = opened(sara, agenda_page(cast))
    sara.post(agenda_page(cast), saras | {title: "Presentation"})

    answer = anna_karin.post(agenda_page(cast), hers | {title: "Vi presenterar oss"})

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert '<td data-h="Sparat nu">Presentation</td><td data-h="I din ruta">Vi presenterar oss</td>' in page


def test_a_topic_somebody_took_away_is_told_and_does_not_come_back(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, agenda_page(cast))
    title = [name for name in hers if name.startswith("title_")][2]
    sara.post(agenda_page(cast), opened(sara, agenda_page(cast)) | {title.replace("title_", "drop_"): "on"})

    met = anna_karin.post(agenda_page(cast), hers)
    saved = anna_karin.post(agenda_page(cast), hers | {"mark": met.context["form"]["mark"].value()})

    assert met.status_code == 409
    assert f'<td data-h="Sparat nu">Borttaget</td><td data-h="I din ruta">{hers[title]}</td>' in unescape(
        met.content.decode()
    )
    assert saved.status_code == 302
    assert title not in opened(sara, agenda_page(cast))


def test_a_topic_somebody_added_stays_when_the_second_one_saves(cast: Cast) -> None:
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    hers = opened(anna_karin, agenda_page(cast))
    new = {"new_title": "Skolskjuts", "new_minutes": "5", "new_basis": "bedomning"}
    sara.post(agenda_page(cast), opened(sara, agenda_page(cast)) | new)

    anna_karin.post(agenda_page(cast), hers)

    assert "Skolskjuts" in opened(sara, agenda_page(cast)).values()


def test_of_two_in_the_same_instant_one_comes_second_and_is_told(crowded: Crowd) -> None:
    cast = Cast()
    sara, anna_karin = client_as(cast.sara), client_as(cast.anna_karin)
    saras = opened(sara, change_page(cast)) | {"place": "Biblioteket"}
    hers = opened(anna_karin, change_page(cast)) | {"place": "Rum 7"}

    first, second = crowded.meet(
        lambda: sara.post(change_page(cast), saras), lambda: anna_karin.post(change_page(cast), hers)
    )

    assert first.status_code == 302
    assert second.result().status_code == 409
    assert place(cast) == "Biblioteket"
