"""What is said at Ebba's meeting is written down, a row at a time, by one at a time."""

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Grant, Statement
from samverkan.meetings.models import Pen
from samverkan.meetings.tests.during_client import address, going_on, page, rows, topic, write
from samverkan.people.wording import short_day
from samverkan.policy.vocabulary import InformationClass
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
K = InformationClass


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    return going_on(cast)


def test_a_row_is_a_note_a_decision_or_an_atgard_with_somebody_and_a_day(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    soon = short_day(timezone.localdate() + timedelta(days=9))

    statuses = [
        write(going, cast, text="Raster ute går bra.")[0],
        write(going, cast, kind="beslut", text="Tecken som stöd införs i 5B.")[0],
        write(going, cast, kind="atgard", text="Boka handledning.", owner=str(cast.sara.id), due_on=soon)[0],
    ]

    assert statuses == [302, 302, 302]
    assert [(row.kind, row.cell.information_class) for row in rows(cast)] == [
        ("anteckning", K.ORDINARY),
        ("beslut", K.SUPPORT),
        ("atgard", K.SUPPORT),
    ]
    lines = next(one for one in page(cast).topics if one.now).lines
    assert lines[2].promise == f"Sara Holm · senast {soon}"


def test_an_atgard_without_a_name_or_a_day_is_asked_for_it_and_what_was_typed_stands(cast: Cast, going: Client) -> None:
    status, text = write(going, cast, kind="atgard", text="Ring habiliteringen om tider.")

    assert status == 422
    assert "Välj vem som gör det. Utan namn blir det lätt ingen." in text and "Skriv vilken dag" in text
    assert "Ring habiliteringen om tider." in text
    assert rows(cast) == []


def test_the_same_row_sent_again_is_one_row(cast: Cast, going: Client) -> None:
    same = str(uuid.uuid4())

    for _ in range(3):
        assert write(going, cast, row=same, text="En gång.")[0] == 302

    assert len(rows(cast)) == 1


def test_what_care_tells_may_be_heard_and_is_not_taken_down_without_leave(cast: Cast, going: Client) -> None:
    support = str(topic(cast, "Stöd från habiliteringen"))
    going.post(address(cast), {"amne": support})
    with_leave, _ = write(going, cast, text="Maria berättar om prova-på-perioden.")
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())

    noted, text = write(going, cast, topic=support, text="Maria berättar om prova-på-perioden.")
    agreed, _ = write(going, cast, topic=support, kind="beslut", text="Ebba får pauser efter varje lektion.")

    assert (with_leave, noted, agreed) == (302, 422, 302)
    assert "får höras men inte skrivas ner" in text and "Maria berättar om prova-på-perioden." in text
    assert [(row.kind, row.cell.information_class, row.cell.origin_class) for row in rows(cast)] == [
        ("anteckning", K.SUPPORT, K.REGION_CARE),
        ("beslut", K.SUPPORT, K.REGION_CARE),
    ]


def test_what_may_not_be_taken_down_is_not_said_to_be_kept_half_written(cast: Cast, going: Client) -> None:
    half = {"utkast": "ja", "topic": str(topic(cast, "Stöd från habiliteringen")), "kind": "anteckning"}
    half |= {"row": str(uuid.uuid4()), "text": "Maria berättar om"}
    with_leave = going.post(f"{address(cast)}/rad", half)
    shown = unescape(going.get(address(cast)).content.decode())
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())

    without = going.post(f"{address(cast)}/rad", half)

    assert (with_leave.status_code, without.status_code) == (204, 422)
    assert "Maria berättar om" in shown


def test_what_another_has_written_is_not_pasted_into_the_minutes(cast: Cast, going: Client) -> None:
    found = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__origin_class="K12", cell__kind="bedomning", form="anteckning"
    )
    theirs = next(iter(texts(found).values()))

    status, text = write(going, cast, text=theirs)

    assert status == 422 and "kommer från någon annan" in text and theirs in text
    assert rows(cast) == []


def test_one_writes_at_a_time_and_what_another_writes_is_kept_beside(cast: Cast, going: Client) -> None:
    sara = client_as(cast.sara)

    write(sara, cast, text="Också det här.")
    beside = rows(cast)[0].beside
    sara.post(address(cast), {"penna": "ja"})
    asked = page(cast).pen_asked
    going.post(address(cast), {"lamna": "ja"})
    write(sara, cast, text="Nu skriver jag.")

    assert beside and asked == "Sara Holm"
    assert [row.beside for row in rows(cast)] == [True, False]
    assert page(cast).pen.startswith("Sara Holm skriver här sedan")


def test_who_holds_the_pen_takes_in_and_one_who_gets_no_answer_takes_it(cast: Cast, going: Client) -> None:
    sara = client_as(cast.sara)
    write(sara, cast, text="Också det här.")
    sara.post(address(cast, "/rad"), {"tain": str(rows(cast)[0].id)})
    refused = rows(cast)[0].beside
    sara.post(address(cast), {"penna": "ja"})
    sara.post(address(cast), {"penna": "ja"})
    asked = page(cast).pen_asked
    Pen.objects.filter(meeting=cast.ebbas_meeting).update(asked_at=timezone.now() - timedelta(minutes=2))
    shown = unescape(sara.get(address(cast)).content.decode())

    sara.post(address(cast), {"penna": "ja"})
    sara.post(address(cast, "/rad"), {"tain": str(rows(cast)[0].id)})

    assert refused and asked == "Sara Holm"
    assert "Ta pennan" in shown and "Du har inte fått något svar" in shown
    assert page(cast).pen.startswith("Sara Holm skriver här sedan"), "and the one who held it reads so"
    assert not rows(cast)[0].beside


def test_a_striking_is_undone_from_what_the_page_says(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    shown = going.post(address(cast, "/rad"), {"stryk": str(rows(cast)[0].id)}, follow=True)
    gone = rows(cast)
    undo = unescape(shown.content.decode().split('"said said--klart"')[1].split('action="')[1].split('"')[0])

    going.post(undo)

    assert gone == [] and len(rows(cast)) == 1


def test_a_row_of_a_topic_that_is_taken_off_the_agenda_is_not_lost(cast: Cast, going: Client) -> None:
    status, text = write(going, cast, text="Under något som inte finns.", topic=str(uuid.uuid4()))

    assert status == 422 and "Punkten finns inte längre" in text and ">Under något som inte finns.</textarea>" in text
    current = page(cast).current
    assert current is not None and f'name="topic" value="{current.id}"' in text
