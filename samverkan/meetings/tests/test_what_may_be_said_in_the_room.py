"""What may be said in this room: Ebba's meeting, seven seats and eight topics."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.models import AnswerForm, Question
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Invitee, Meeting
from samverkan.meetings.seating import Sitting, places, seats
from samverkan.people.models import Assignment
from samverkan.policy.consenting import Reply
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId, Role, Tie
from tests.cast import Cast, client_as, questions_about, scope_of

pytestmark = pytest.mark.django_db

SIX = "Ni kan tala om 6 av 8 ämnen med alla i rummet."
SEVEN = "Ni kan tala om 7 av 8 ämnen med alla i rummet."


def read(cast: Cast, who: str, query: str = "") -> str:
    page = client_as(getattr(cast, who)).get(f"/moten/{cast.ebbas_meeting}/rummet{query}")
    assert page.status_code == 200
    return unescape(page.content.decode())


def seat(cast: Cast, who: str) -> str:
    rows = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting, removed_at=None)
    return str(rows.get(person=getattr(cast, who)).id)


def leader(cast: Cast) -> Reader:
    return scope_of(cast.sara).reader


def asked_about(cast: Cast, matter: str, receiver: str) -> Question:
    return questions_about(cast, matter).get(receiver=cast.organisation(receiver))


def answer(cast: Cast, question: Question, who: str, reply: Reply) -> None:
    scope = scope_of(cast.sara)
    consent.record_answer(
        question=question.id,
        giver=PersonId(getattr(cast, who).id),
        reply=reply,
        form=AnswerForm.ORAL,
        answered_on=scope.today,
        by=scope.reader,
        now=scope.now,
    )


def test_six_of_eight_topics_may_be_spoken_of_with_all(cast: Cast) -> None:
    assert SIX in read(cast, "sara")


def test_each_cell_says_in_words_who_may_hear_what(cast: Cast) -> None:
    page = read(cast, "sara")

    assert "Peter Ny, Logopedens utlåtande: får inte" in page
    assert "Peter Ny, Skolans bedömning: inte frågat" in page
    assert "Maria Ek, Skolans bedömning: frågat" in page
    assert "Maria Ek, Logopedens utlåtande: får höra" in page
    assert "Ebba Lindqvist, Hjälpmedel: får höra" in page


def test_taking_one_person_out_changes_the_verdict_and_nothing_else(cast: Cast) -> None:
    page = read(cast, "sara", f"?utan={seat(cast, 'peter')}")

    assert SEVEN in page
    assert "utan Peter Ny. Inget är ändrat." in page
    assert SIX in read(cast, "sara")


def test_several_may_be_taken_out(cast: Cast) -> None:
    page = read(cast, "sara", f"?utan={seat(cast, 'peter')}&utan={seat(cast, 'maria')}")

    assert "Ni kan tala om allt med alla i rummet." in page


def test_a_yes_can_be_tried_before_it_is_given(cast: Cast) -> None:
    page = read(cast, "sara", "?ja=alla")

    assert SEVEN in page
    assert SIX in read(cast, "sara")


def test_the_room_offers_the_changes_that_help(cast: Cast) -> None:
    page = read(cast, "sara")

    assert "Om Peter Ny inte är med: 7 av 8" in page
    assert "Om alla svarar ja på alla frågor: 7 av 8" in page
    assert "Om Ebba Lindqvist inte är med" not in page
    assert re.search(r"Lägg Logopedens utlåtande sist\. Peter Ny lämnar kl\. 14\.\d\d\.", page)


@pytest.mark.parametrize("query", ["?utan=nonsens", "?ja=nonsens", "?utan=&ja=", "?utan=%00", "?ja=1' OR '1'='1"])
def test_a_strange_address_shows_the_room_as_it_is(cast: Cast, query: str) -> None:
    assert SIX in read(cast, "sara", query)


def test_both_guardians_yes_opens_at_the_next_request_and_a_withdrawal_closes(cast: Cast) -> None:
    question = asked_about(cast, "skolans bedömning", "habiliteringen")

    answer(cast, question, "olof", Reply.YES)
    assert "Maria Ek, Skolans bedömning: får höra" in read(cast, "sara")

    answer(cast, question, "olof", Reply.WITHDRAWN)
    assert "Maria Ek, Skolans bedömning: får inte" in read(cast, "sara")


def test_whoever_leads_reads_which_point_a_yes_taken_back_has_moved_out_and_nobody_else_does(cast: Cast) -> None:
    question = asked_about(cast, "habiliteringens stöd och hjälpmedel", "socialtjansten")
    assert "ut ur rummet" not in read(cast, "sara")

    answer(cast, question, "olof", Reply.WITHDRAWN)

    leads = read(cast, "sara")
    told = re.search(r"Olof tog tillbaka sitt samtycke i dag \d\d\.\d\d\. Punkterna (\d) och (\d) är flyttade", leads)
    assert told is not None
    assert (told[1], told[2]) == ("4", "5"), "the points as the agenda numbers them"
    assert "ut ur rummet. Ingen har fått veta varför." in leads
    for who in ("maria", "peter", "anna"):
        assert "ut ur rummet" not in read(cast, who), who


def test_what_was_taken_back_before_the_meeting_was_planned_is_no_news_in_it(cast: Cast) -> None:
    answer(cast, asked_about(cast, "habiliteringens stöd och hjälpmedel", "socialtjansten"), "olof", Reply.WITHDRAWN)
    Meeting.objects.unguarded(because="the meeting is planned afterwards").filter(id=cast.ebbas_meeting).update(
        made_at=timezone.now() + timedelta(minutes=1)
    )

    assert "ut ur rummet" not in read(cast, "sara")


def test_guardians_who_answer_differently_close_the_topic(cast: Cast) -> None:
    answer(cast, asked_about(cast, "skolans bedömning", "habiliteringen"), "olof", Reply.NO)

    page = read(cast, "sara")

    assert "Maria Ek, Skolans bedömning: får inte" in page
    assert "Vårdnadshavarna har svarat olika." in page
    assert "Olof har sagt nej" not in page


def test_a_room_without_a_yes_from_the_family_closes_what_care_holds(cast: Cast) -> None:
    stood = asked_about(cast, "habiliteringens stöd och hjälpmedel", "socialtjansten")

    answer(cast, stood, "anna", Reply.WITHDRAWN)

    page = read(cast, "sara")
    assert "Peter Ny, Hjälpmedel: får inte" in page
    assert "Ni kan tala om 4 av 8 ämnen" in page


def test_every_exception_gives_its_reason_and_its_statute(cast: Cast) -> None:
    page = read(cast, "sara")

    assert "Logopedens utlåtande kan inte tas upp när Peter Ny är med" in page
    assert "Anna har sagt nej till att Socialtjänsten i Björkvik får ta del av logopedens utlåtande." in page
    assert "Det gäller till dess att Anna säger något annat. Säg vad Ebba behöver, utan att säga varför." in page
    assert "OSL 23:2, 10:27 (regel R5.4)" in page


def test_the_social_worker_sees_her_own_column_and_never_the_withheld_topics(cast: Cast) -> None:
    page = read(cast, "peter")

    assert "Peter Ny, Skoldagen: får höra" in page
    for withheld in ("Logopedens utlåtande", "Skolans bedömning", "Maria Ek, ", "har sagt nej", "Samtycken att fråga"):
        assert withheld not in page


def test_a_guardian_sees_what_may_be_said_and_no_questions_to_send(cast: Cast) -> None:
    page = read(cast, "anna")

    assert "Anna Lindqvist, Skolans bedömning: får höra" in page
    assert "Skicka alla" not in page
    assert "Olof har inte svarat" not in page


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("who", ["petra", "kerstin", "mikael", "susanne", "lars", "ingrid"])
@pytest.mark.parametrize("page", ["", "/rummet", "/kontrollera", "/rummet/fraga", "/rummet/papper", "/andra"])
def test_the_neighbour_and_colleagues_without_a_tie_meet_the_same_page_as_for_what_never_was(
    cast: Cast, who: str, page: str
) -> None:
    browser = client_as(getattr(cast, who))

    real = browser.get(f"/moten/{cast.ebbas_meeting}{page}")
    never = browser.get(f"/moten/{cast.ebbas_case}{page}")

    assert real.status_code == never.status_code
    assert real.status_code in (403, 404)
    assert _bare(real.content) == _bare(never.content)


def _bare(page: bytes) -> bytes:
    """Without what differs in every answer: the nonce and the form's token."""
    return re.sub(rb'(nonce|value)="[^"]*"', b"", page)


def test_paper_for_the_leader_is_one_pdf_and_is_journalled(cast: Cast) -> None:
    answer_ = client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/rummet/papper")

    assert answer_["Content-Type"] == "application/pdf"
    assert answer_.content.startswith(b"%PDF")


def test_changing_the_order_lets_somebody_leave_early(cast: Cast) -> None:
    browser = client_as(cast.sara)
    page = read(cast, "sara")
    last = re.search(r'name="sist" value="([^"]+)"', page)
    assert last is not None

    browser.post(f"/moten/{cast.ebbas_meeting}/ordning", {"sist": last[1]})

    page = read(cast, "sara")
    assert "Byt ordning" not in page
    assert re.search(r">Peter Ny lämnar kl\. 14\.\d\d\.<", page)


@pytest.mark.parametrize("who", ["peter", "anna"])
def test_one_who_does_not_lead_reads_when_and_who_but_not_what_the_others_need_or_what_is_missing(
    cast: Cast, who: str
) -> None:
    page = unescape(client_as(getattr(cast, who)).get(f"/moten/{cast.ebbas_meeting}").content.decode())

    assert "När ses vi?" in page and "Maria Ek" in page
    for others in ("Ramp", "Paus efter 20 minuter", "samtycken saknas", "Checklista", "får inte höra det än"):
        assert others not in page


def test_a_mother_who_works_at_the_school_hears_as_a_mother(cast: Cast) -> None:
    """What the counsellor of the school may hear is not said to Anna because she happens to be one."""
    scope, today = scope_of(cast.sara), scope_of(cast.sara).today
    skolor, unit = cast.organisation("skolor"), cast.unit()
    role = Role.COUNSELLOR.value
    Assignment.objects.create(person=cast.anna, organisation=skolor, unit=unit, role=role, begins_on=today)
    head = meeting(scope, cast.ebbas_meeting)

    sitting = Sitting(places(scope, head.row, head.card), head.card, today)
    (found,) = seats([sitting])

    anna = next(found[place.key] for place in sitting.places if place.person == cast.anna.id)
    assert {standing.tie for standing in anna.facts.reader.standings} == {Tie.GUARDIAN}
