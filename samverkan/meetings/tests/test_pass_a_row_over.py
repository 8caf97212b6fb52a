"""Hoppa över, därför att …: for rows that no statute demands, with a reason that stays, shown on Idag and undone."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.meetings.agendas import Gathers, templates
from samverkan.meetings.models import CheckPassed, Meeting
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
WHY = "Alla vet redan vad de får besluta om."


def where(cast: Cast, row: str = "mandat") -> str:
    return f"/moten/{cast.ebbas_meeting}/checklista/{row}/hoppa-over"


def read(cast: Cast, who: str, address: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(address).content.decode())


def pass_over(cast: Cast, who: str = "sara", reason: str = WHY, row: str = "mandat") -> Any:
    return client_as(getattr(cast, who)).post(where(cast, row), {"reason": reason})


def test_a_row_is_passed_over_and_the_reason_stands_on_the_meeting(cast: Cast) -> None:
    asked = read(cast, "sara", where(cast))
    answer = pass_over(cast)
    page = read(cast, "sara", f"/moten/{cast.ebbas_meeting}")

    assert "Alla har sagt vad de får besluta om" in asked
    assert answer.status_code == 302
    assert f"Hoppas över, därför att: {WHY}" in page


def test_it_stands_on_idag_for_those_who_prepare_the_meeting_and_for_nobody_else(cast: Cast) -> None:
    pass_over(cast)

    assert f"Alla har sagt vad de får besluta om: {WHY}" in read(cast, "anna_karin", "/")
    assert WHY not in read(cast, "anna", "/") and WHY not in read(cast, "maria", f"/moten/{cast.ebbas_meeting}")
    assert WHY not in read(cast, "petra", "/")


def test_it_is_undone_and_can_be_passed_over_anew_with_another_reason(cast: Cast) -> None:
    pass_over(cast)
    client_as(cast.anna_karin).post(where(cast), {"angra": "ja"})
    undone = read(cast, "sara", f"/moten/{cast.ebbas_meeting}")
    pass_over(cast, reason="Vi tar det i början av mötet i stället.")
    pass_over(cast, reason="Vi tar det på telefon dagen innan mötet.")

    assert WHY not in undone
    assert "Vi tar det på telefon dagen innan" in read(cast, "sara", f"/moten/{cast.ebbas_meeting}")
    assert CheckPassed.objects.filter(undone_at=None).count() == 1 and CheckPassed.objects.count() == 3


@pytest.mark.parametrize("row", ["samtycken", "delaktighet", "finns-inte"])
def test_what_a_statute_demands_is_never_passed_over(cast: Cast, row: str) -> None:
    assert client_as(cast.sara).get(where(cast, row)).status_code == 404
    assert pass_over(cast, row=row).status_code == 404
    assert where(cast, row) not in read(cast, "sara", f"/moten/{cast.ebbas_meeting}")
    assert not CheckPassed.objects.exists()


def test_every_sort_of_meeting_round_a_pupil_says_which_rows_the_law_demands() -> None:
    for kind in (found for found in templates() if found.gathers is Gathers.PUPIL):
        demanded = {check.row for check in kind.checks if check.law}
        assert {"samtycken", "delaktighet"} <= demanded


def test_a_letter_for_a_reason_is_asked_for_more(cast: Cast) -> None:
    answer = pass_over(cast, reason="x")

    assert answer.status_code == 422
    assert not CheckPassed.objects.exists()


@pytest.mark.parametrize("who", ["maria", "anna", "kerstin", "petra"])
def test_nobody_else_passes_a_row_over(cast: Cast, who: str) -> None:
    assert pass_over(cast, who).status_code in {403, 404}
    assert not CheckPassed.objects.exists()


def test_the_reason_is_sealed_and_a_meeting_that_has_been_is_left_as_it_is(cast: Cast) -> None:
    pass_over(cast)
    row = CheckPassed.objects.get()
    past = timezone.now() - timedelta(days=2)
    Meeting.objects.unguarded(because="the story lets time pass").filter(id=cast.ebbas_meeting).update(
        starts_at=past, sent_at=past
    )

    assert WHY.encode() not in bytes(row.sealed_reason)
    assert client_as(cast.sara).post(where(cast, "plats"), {"reason": WHY}).status_code == 302
    assert CheckPassed.objects.count() == 1
