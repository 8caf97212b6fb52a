"""Anna has said no, and the rektor weighs the same thing all the same: nobody passes it by unseen."""

from html import unescape
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm, Question, ReleaseDecision
from samverkan.people.models import Person
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, OrganisationId, PersonId, Purpose
from tests.cast import Cast, client_as, scope_of, yes_until

REASON = "Det är uppenbart att Peter behöver veta hur dagen ser ut."
HARM = "Det finns en risk för att någon hemma blir arg på Ebba."


def ask_url(cast: Cast) -> str:
    return f"/elever/{cast.ebbas_case}/bedomningar/ny?sak=elevhalsans-anteckningar&till={cast.peter.id}"


@pytest.fixture
def refused(cast: Cast) -> Question:
    """Anna and Olof were asked whether the social services may have elevhälsans anteckningar; Anna said no."""
    question = actions.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.PSYCHOSOCIAL],
        kinds=[Kind.NOTE],
        senders=[OrganisationId(cast.organisation("skolor").id)],
        receiver=OrganisationId(cast.organisation("socialtjansten").id),
        receiver_role=None,
        purpose=Purpose.SUPPORT,
        manners=[Manner.SEND],
        begins_on=timezone.localdate(),
        ends_on=yes_until(timezone.localdate(), 30),
        matter="elevhälsans anteckningar",
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )
    actions.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())
    says(cast, question, cast.anna, Reply.NO)
    return question


def says(cast: Cast, question: Question, who: Person, reply: Reply) -> None:
    actions.record_answer(
        question=question.id,
        giver=PersonId(who.id),
        reply=reply,
        form=AnswerForm.ORAL,
        answered_on=timezone.localdate(),
        read_aloud="Björkskolan frågar …",
        said_after=True,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )


def requested(cast: Cast) -> str:
    """The address of Sara's request, which waits for the rektor."""
    made = client_as(cast.sara).post(
        ask_url(cast),
        {"use": "Planera stödet", "why": "Peter behöver förstå skoldagen.", "decider": str(cast.anna_karin.id)},
    )
    assert made.status_code == 302, made.content.decode()
    return str(made["Location"])


def signed(cast: Cast, **more: object) -> ReleaseDecision:
    address = requested(cast)
    client = client_as(cast.anna_karin)
    written = client.get(f"{address}/beslut").context["written"]
    met = client.post(
        f"{address}/beslut",
        {
            "outcome": "lamnas-ut",
            "provision": "OSL 10:27",
            "reason": REASON,
            "manners": ["lamna"],
            "to": "person",
            "ends_on": yes_until(timezone.localdate(), 30).isoformat(),
            "listed": [str(one.id) for one in written],
            **more,
        },
    )
    assert met.status_code == 302, unescape(met.content.decode())
    return ReleaseDecision.objects.get(request=UUID(address.rsplit("/", 1)[1]))


def page_of(person: Person, address: str) -> str:
    return unescape(client_as(person).get(address).content.decode())


def test_the_asker_and_the_decider_see_that_there_is_a_no(cast: Cast, refused: Question) -> None:
    asking = page_of(cast.sara, ask_url(cast))
    deciding = page_of(cast.anna_karin, f"{requested(cast)}/beslut")

    for page in (asking, deciding):
        assert "Anna Lindqvist sa nej till det här den" in page
    assert "De som bestämmer över uppgiften kan säga ja. Då behövs ingen bedömning." not in asking


def test_what_was_taken_back_is_told_too_and_a_yes_is_no_no(cast: Cast, refused: Question) -> None:
    says(cast, refused, cast.anna, Reply.YES)
    assert "Det finns ett nej" not in page_of(cast.sara, ask_url(cast))

    actions.withdraw(
        question=refused.id,
        giver=PersonId(cast.anna.id),
        form=AnswerForm.ELECTRONIC,
        by=scope_of(cast.anna).reader,
        now=timezone.now(),
    )
    assert "Anna Lindqvist tog tillbaka sitt ja till det här den" in page_of(cast.sara, ask_url(cast))


def test_the_one_from_outside_who_asks_is_not_told_what_the_family_has_answered(cast: Cast, refused: Question) -> None:
    page = page_of(cast.peter, ask_url(cast))

    assert "Det finns ett nej" not in page and "Anna Lindqvist sa nej" not in page


def test_the_family_and_those_who_keep_the_consents_read_that_it_was_handed_over(cast: Cast, refused: Question) -> None:
    signed(cast)

    for person, address in (
        (cast.sara, f"/elever/{cast.ebbas_case}/samtycken"),
        (cast.sara, f"/elever/{cast.ebbas_case}/samtycken/{refused.id}"),
        (cast.anna, f"/elever/{cast.ebbas_case}/mina-svar"),
        (cast.anna, f"/elever/{cast.ebbas_case}/mina-svar/{refused.id}"),
    ):
        page = page_of(person, address)
        assert "Har ändå lämnats ut efter en bedömning den" in page, address
        assert f"av {cast.anna_karin.name} enligt OSL 10:27" in page, address
        assert REASON not in page


def test_where_telling_would_harm_the_family_is_not_told(cast: Cast, refused: Question) -> None:
    signed(cast, untold="on", untold_because=HARM)

    assert "Har ändå lämnats ut" not in page_of(cast.anna, f"/elever/{cast.ebbas_case}/mina-svar")
    assert "Har ändå lämnats ut" not in page_of(cast.anna, f"/elever/{cast.ebbas_case}/mina-svar/{refused.id}")
    staff = page_of(cast.sara, f"/elever/{cast.ebbas_case}/samtycken")
    assert "Har ändå lämnats ut" in staff and HARM not in staff


def test_not_to_tell_the_family_takes_a_reason(cast: Cast, refused: Question) -> None:
    address = requested(cast)
    client = client_as(cast.anna_karin)
    told = {"outcome": "lamnas-inte-ut", "provision": "OSL 10:27", "reason": REASON, "to": "person", "untold": "on"}

    for because in ("", "x"):
        assert client.post(f"{address}/beslut", told | {"untold_because": because}).status_code == 422


def test_when_it_has_been_closed_the_pages_say_so(cast: Cast, refused: Question) -> None:
    made = signed(cast)
    client_as(cast.anna_karin).post(f"/elever/{cast.ebbas_case}/bedomningar/{made.request_id}/slut")

    assert "Det stängdes den" in page_of(cast.anna, f"/elever/{cast.ebbas_case}/mina-svar/{refused.id}")
