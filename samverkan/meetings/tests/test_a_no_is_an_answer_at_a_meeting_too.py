"""The family has said no to that the team may know of one another. With more at the table it is asked about anew only
for a reason (OSL 12:2)."""

from html import unescape

import pytest

from samverkan.consent.models import Question
from samverkan.consent.refusals import why_again
from samverkan.consent.tests.test_answer_a_question import says
from samverkan.meetings.tests.test_ask_for_what_is_missing import invite_as_well
from samverkan.people.models import Person
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, questions_about, scope_of

pytestmark = pytest.mark.django_db
TEAM = "vilka som är med i teamet"
WHY = "Logopeden har kommit till, och Anna har bett oss fråga."
BEFORE = "Något av det här har fått nej"


def address(cast: Cast) -> str:
    return f"/moten/{cast.ebbas_meeting}/rummet/fraga"


def page(cast: Cast) -> str:
    return unescape(client_as(cast.sara).get(address(cast)).content.decode())


def count(cast: Cast) -> int:
    return Question.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case).count()


def comes(cast: Cast, slug: str, role: Role) -> None:
    """Somebody of one more place is asked to the meeting."""
    person = Person.objects.create(given_name="Nils", family_name=slug.title())
    invite_as_well(cast, person, role, "ny", cast.organisation(slug))


@pytest.fixture
def refused(cast: Cast) -> set[str]:
    """BUP is asked to the meeting, the team question is put, and Anna says no. Which they were."""
    comes(cast, "bup", Role.BUP_CLINICIAN)
    known = {row.id for row in questions_about(cast, TEAM)}
    client_as(cast.sara).post(address(cast))
    put = [row for row in questions_about(cast, TEAM) if row.id not in known]
    for row in put:
        says(cast, row, cast.anna, Reply.NO)
    return {str(row.id) for row in put}


def test_with_the_same_at_the_table_it_is_left_in_peace(cast: Cast, refused: set[str]) -> None:
    before = count(cast)

    client_as(cast.sara).post(address(cast))

    assert refused and BEFORE not in page(cast)
    assert count(cast) == before


def test_with_one_more_there_is_no_asking_without_a_reason(cast: Cast, refused: set[str]) -> None:
    comes(cast, "logoped", Role.SPEECH_THERAPIST)
    shown, before = page(cast), count(cast)

    for reason in ("", "för att", " " * 30):
        met = client_as(cast.sara).post(address(cast), {"again": reason})
        assert met.status_code == 422
        assert "Ett nej är ett svar. Skriv vad som har ändrats" in unescape(met.content.decode())

    assert BEFORE in shown and "Svaret blev nej" in shown and "Varför frågar ni igen?" in shown
    assert count(cast) == before


def test_with_one_it_is_put_and_the_reason_is_kept_for_those_who_work_with_the_support(
    cast: Cast, refused: set[str]
) -> None:
    comes(cast, "logoped", Role.SPEECH_THERAPIST)

    assert client_as(cast.sara).post(address(cast), {"again": WHY}).status_code == 302

    anew = [row for row in questions_about(cast, TEAM).order_by("-made_at") if row.sealed_again is not None]
    assert anew
    assert {why_again(scope_of(cast.sara), row.id) for row in anew} == {WHY}
    assert {why_again(scope_of(cast.anna), row.id) for row in anew} == {""}
    assert WHY.encode() not in b"".join(bytes(row.sealed_again or b"") for row in anew)


def test_where_nobody_has_said_no_no_reason_is_asked_for(cast: Cast) -> None:
    comes(cast, "bup", Role.BUP_CLINICIAN)

    assert BEFORE not in page(cast)
    assert client_as(cast.sara).post(address(cast)).status_code == 302
