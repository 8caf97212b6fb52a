"""Rows 1 and 19 of the acceptance story, with Ebba in Elliot's place and a clock that is moved by hand.

Row 1: to another school of the municipality, accepted for a day to come. Row 19: to a school somewhere else.
"""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.guard.models import Grant, Statement
from samverkan.handovers import receiving
from samverkan.handovers.tests import handing
from samverkan.handovers.tests.handing import (
    BECAUSE,
    BUPS,
    CLASSROOM,
    CONCERN,
    CONFIDED,
    FIRST_WEEK,
    GOAL,
    NORRAS,
    NOTE,
    NURSES,
    SARAS,
    met,
    page,
    read_by,
)
from samverkan.people.models import Departure, Group, GroupRole, Pupil, Trygghetsperson
from samverkan.people.wording import STOCKHOLM, day_with_year
from samverkan.plans.models import Collaboration
from samverkan.policy.vocabulary import Role
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

NEVER_ALONG = {SARAS, CONFIDED, BUPS, CONCERN, NURSES}
OLD_SCHOOL = ("anna_karin", "per", "sara", "lena", "jonas", "mikael", "birgitta", "kerstin")
STRANGERS = ("petra", "margareta", "lars", "susanne", "robert")


def be(clock: pytest.MonkeyPatch, *, days: int) -> datetime:
    """Let it be ten o'clock so many days from now."""
    on = timezone.localdate() + timedelta(days=days)
    now = datetime.combine(on, time(10, 0), STOCKHOLM)
    clock.setattr(timezone, "now", lambda: now)
    return now


def trusted(cast: Cast) -> object:
    """Who is Ebba's one adult now."""
    rows = Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None)
    return rows.values_list("person_id", flat=True).first()


def test_row_1_the_new_school_receives_by_name_and_takes_over_from_a_day_to_come(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    be(monkeypatch, days=0)
    handing.tell(cast)
    new_class = Group.objects.create(unit=cast.unit("strandvik"), name="6A", school_year=6)
    GroupRole.objects.create(group=new_class, person=cast.petra, role=Role.TEACHER, begins_on=timezone.localdate())
    coming = timezone.localdate() + timedelta(days=52)
    before = trusted(cast)

    row = handing.sent(cast, NOTE, in_days=52)
    arrival = reverse("arrival", args=[handing.arrival_of(row).id])

    assert {one.words for one in handing.offered(cast, row).values() if one.going.open} >= {GOAL, CLASSROOM, NOTE}
    assert not Letter.objects.filter(text__contains="Ebba").exists()
    coming_page = page(cast.torbjorn, arrival)
    assert "Ebba Lindqvist kommer från Björkskolan" in coming_page and GOAL not in coming_page
    assert "En elev kommer från Björkskolan" in page(cast.torbjorn, "/")
    for somebody in (*STRANGERS, *OLD_SCHOOL, "anna", "olof", "ebba"):
        assert met(getattr(cast, somebody), arrival) in (403, 404)

    now = timezone.now()
    receiving.receive(handover=row, by=scope_of(cast.torbjorn).reader, now=now)
    receipt = f"Torbjörn Ahl, {day_with_year(timezone.localdate())} kl. 10.00"
    received = page(cast.torbjorn, arrival)
    assert receipt in page(cast.anna_karin, reverse("handover", args=[cast.ebbas_case]))
    assert all(text in received for text in (GOAL, NOTE, CLASSROOM, FIRST_WEEK))
    assert not any(text in received for text in NEVER_ALONG)
    assert "Samtycken följer inte med. Fråga på nytt." in received

    by = scope_of(cast.torbjorn).reader
    receiving.talk(handover=row, on=timezone.localdate(), who="Anna-Karin", notes="Börja lugnt.", by=by, now=now)
    handing.accept(cast, row, on=coming)
    assert trusted(cast) == before and GOAL in read_by(cast.jonas, cast.ebbas_case)
    assert "blir trygghetsperson" in page(cast.anna_karin, reverse("handover", args=[cast.ebbas_case]))

    be(monkeypatch, days=52)
    Client().get("/")  # the first request of the day, by nobody in particular
    assert trusted(cast) == cast.torbjorn.id
    assert cast.case_row("ebba").unit_id == cast.unit("strandvik").id
    for former in OLD_SCHOOL:
        assert read_by(getattr(cast, former), cast.ebbas_case) == set()
        assert met(getattr(cast, former), reverse("pupil", args=[cast.ebbas_case])) == 404
        assert met(getattr(cast, former), reverse("handover", args=[cast.ebbas_case])) in (403, 404)
    assert {GOAL, NOTE, CLASSROOM, FIRST_WEEK} <= read_by(cast.torbjorn, cast.ebbas_case)
    assert not NEVER_ALONG & read_by(cast.torbjorn, cast.ebbas_case)
    for own in (cast.anna, cast.olof, cast.ebba):
        assert {GOAL, NOTE, CLASSROOM} <= read_by(own, cast.ebbas_case)
    for stranger in STRANGERS[1:]:
        assert read_by(getattr(cast, stranger), cast.ebbas_case) == set()

    Pupil.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).update(group=new_class)
    assert {CLASSROOM, FIRST_WEEK} <= read_by(cast.petra, cast.ebbas_case)
    assert not {NOTE, GOAL} & read_by(cast.petra, cast.ebbas_case)
    assert "Kommer från Björkskolan" in page(cast.torbjorn, reverse("plan", args=[cast.ebbas_case]))


def test_row_19_a_school_somewhere_else_receives_on_paper_and_nothing_is_thrown_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = be(monkeypatch, days=0)
    handing.tell(cast)
    kept = Statement.objects.unguarded(because=BECAUSE).filter(cell__case_id=cast.ebbas_case).count()
    row = handing.sent(cast, NOTE, to=NORRAS)
    by = scope_of(cast.anna_karin).reader
    school, family = (
        client_as(cast.anna_karin).get(reverse("handover_paper", args=[cast.ebbas_case, to]))
        for to in ("skolan", "familjen")
    )

    assert school["Content-Type"] == family["Content-Type"] == "application/pdf"
    receiving.receive_on_paper(handover=row, who="Bo Stål, rektor", at=now, by=by, now=now)
    assert "Bo Stål, rektor" in page(cast.anna_karin, reverse("handover", args=[cast.ebbas_case]))
    handing.accept(cast, row, on=timezone.localdate(), by=cast.anna_karin)

    for former in OLD_SCHOOL:
        assert read_by(getattr(cast, former), cast.ebbas_case) == set()
        assert met(getattr(cast, former), reverse("pupil", args=[cast.ebbas_case])) == 404
    assert Statement.objects.unguarded(because=BECAUSE).filter(cell__case_id=cast.ebbas_case).count() == kept
    assert Departure.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).count() == 1
    assert not Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None).exists()
    questions = Question.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, suspended_at=None)
    assert not questions.filter(ends_on__gte=timezone.localdate()).exists()
    assert not Grant.objects.filter(case_id=cast.ebbas_case, ended_at=None, ends_on__gte=timezone.localdate()).exists()
    assert trusted(cast) is None
