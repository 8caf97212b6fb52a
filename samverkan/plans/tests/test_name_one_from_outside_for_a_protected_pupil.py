"""A yes opens nothing of a protected pupil by itself: one from outside is let in by a named rektor, with a reason, and
until then nothing says that they may have anything (OSL 21:3, 21:3 a)."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent import queries as consents
from samverkan.consent.models import AnswerForm
from samverkan.journal.models import Event
from samverkan.people import actions
from samverkan.people.models import Assignment, NamedOfficer, TeamMember
from samverkan.policy.acting import Action
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, PersonId, Purpose, Role
from tests.cast import Cast, client_as, scope_of, yes_until

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at what lies in the database"
WHY = "Logopeden behöver pröva bildstödet med Liv i klassrummet."


def work_of_maria(cast: Cast) -> Assignment:
    return Assignment.objects.get(person=cast.maria, organisation=cast.organisation("habiliteringen"), ends_on=None)


def added(cast: Cast) -> str:
    """The rektor takes Maria into Liv's team; what is said then."""
    page = f"/elever/{cast.case('liv')}/teamet/ny?sort=utanfor"
    answer = client_as(cast.anna_karin).post(page, {"person": str(work_of_maria(cast).id)}, follow=True)
    return unescape(answer.content.decode())


def name(cast: Cast, reason: str = WHY, who: str = "anna_karin") -> tuple[int, str]:
    page = f"/elever/{cast.case('liv')}/namngivna"
    answer = client_as(getattr(cast, who)).post(page, {"person": str(cast.maria.id), "reason": reason})
    return answer.status_code, unescape(answer.content.decode())


def is_named(cast: Cast) -> bool:
    return NamedOfficer.objects.filter(case=cast.case("liv"), person=cast.maria, ended_at=None).exists()


def yes_to_the_habilitering(cast: Cast) -> UUID:
    """Everybody who must answers yes to a question about what the school has noted."""
    now, today, case = timezone.now(), timezone.localdate(), cast.case("liv")
    by = scope_of(cast.anna_karin).reader
    asked = consent.ask(
        case=case,
        classes=[InformationClass.SUPPORT],
        kinds=[Kind.NOTE],
        senders=[cast.organisation("skolor").id],
        receiver=cast.organisation("habiliteringen").id,
        receiver_role=None,
        purpose=Purpose.SUPPORT,
        manners=[Manner.SPEAK, Manner.SEND],
        begins_on=today,
        ends_on=yes_until(today),
        matter="skolans anteckningar",
        by=by,
        now=now,
    )
    consent.send_questions([asked], by=by, now=now)
    for giver in consents.question(scope_of(cast.anna_karin), case, asked.id).givers:
        consent.record_answer(
            question=asked.id,
            giver=giver.person_id,
            reply=Reply.YES,
            form=AnswerForm.ORAL,
            answered_on=today,
            explained=["ratt"],
            by=by,
            now=now + timedelta(seconds=1),
        )
    return asked.id


def said_of(cast: Cast, question: UUID, who: str = "anna_karin") -> tuple[str, str]:
    row = consents.question(scope_of(getattr(cast, who)), cast.case("liv"), question)
    return row.word, row.sentence


def test_one_from_outside_in_the_team_sees_nothing_and_the_page_says_what_comes_next(cast: Cast) -> None:
    page = added(cast)

    assert "Personen ser ingenting än. Nästa steg: en namngiven rektor namnger personen" in page
    assert client_as(cast.maria).get(f"/elever/{cast.case('liv')}").status_code == 404


def test_the_rektor_names_them_with_a_reason_that_is_kept_and_journalled(cast: Cast) -> None:
    added(cast)
    liv = cast.case("liv")

    status, _ = name(cast)

    assert status == 302
    assert client_as(cast.maria).get(f"/elever/{liv}").status_code == 200
    row = NamedOfficer.objects.get(case=liv, person=cast.maria, ended_at=None)
    assert row.named_by_id == cast.anna_karin.id
    assert row.sealed_reason is not None and b"bildst" not in bytes(row.sealed_reason)
    event = Event.objects.filter(action=Action.OFFICER_NAME, outcome="gjord").latest("id")
    assert (event.actor_id, event.target_id) == (cast.anna_karin.id, cast.maria.id)
    page = unescape(client_as(cast.anna_karin).get(f"/elever/{liv}/namngivna").content.decode())
    assert f"Skäl: {WHY}" in page and "habiliteringen" in page


@pytest.mark.parametrize("reason", ["", "x", " " * 30])
def test_without_a_reason_nobody_from_outside_is_let_in(cast: Cast, reason: str) -> None:
    added(cast)

    status, page = name(cast, reason)

    assert status == 422
    assert "Skriv varför personen behöver se något om eleven" in page
    assert not is_named(cast)
    with pytest.raises(actions.NoReason):
        actions.name_officer(
            case=cast.case("liv"), person=cast.maria.id, by=scope_of(cast.anna_karin).reader, now=timezone.now()
        )


def test_one_who_does_not_sit_in_the_team_cannot_be_chosen(cast: Cast) -> None:
    assert name(cast)[0] == 422
    assert not is_named(cast)


def test_the_colleague_and_the_neighbour_name_nobody(cast: Cast) -> None:
    added(cast)

    assert [name(cast, who=who)[0] for who in ("sara", "torbjorn", "petra")] == [403, 404, 403]
    assert not is_named(cast)


def test_a_yes_says_that_it_waits_until_somebody_there_is_named(cast: Cast) -> None:
    question = yes_to_the_habilitering(cast)
    word, sentence = said_of(cast, question)
    assert word == "Ja, ingen namngiven än"
    assert "får inte ta del av" in sentence and "En namngiven rektor namnger personen." in sentence
    added(cast)
    assert said_of(cast, question)[0] == "Ja, ingen namngiven än"

    name(cast)

    word, sentence = said_of(cast, question)
    assert word != "Ja, ingen namngiven än" and "namngiven" not in sentence
    assert "har sagt ja" in sentence


def test_the_guardian_is_told_the_same(cast: Cast) -> None:
    question = yes_to_the_habilitering(cast)

    assert "ingen där är namngiven" in said_of(cast, question, "mirja")[1]


def test_the_answer_written_down_does_not_promise_what_is_not_so(cast: Cast) -> None:
    question = yes_to_the_habilitering(cast)
    liv, rektor = cast.case("liv"), client_as(cast.anna_karin)
    address = f"/elever/{liv}/samtycken/{question}"

    page = unescape(rektor.get(address).content.decode())

    assert "Skyddad har sagt" not in page
    assert "får nu" not in page and "får inte ta del av" in page


def test_one_who_leaves_the_team_is_named_no_longer(cast: Cast) -> None:
    added(cast)
    name(cast)
    seat = TeamMember.objects.unguarded(because=BECAUSE).get(case=cast.case("liv"), person=cast.maria, until=None)

    client_as(cast.anna_karin).post(f"/elever/{cast.case('liv')}/teamet/{seat.id}/bort")
    actions.end_membership(seat=seat.id, case=cast.case("liv"), by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert not is_named(cast)
    assert client_as(cast.maria).get(f"/elever/{cast.case('liv')}").status_code == 404


def test_a_colleague_who_leaves_the_team_is_still_named(cast: Cast) -> None:
    liv, now = cast.case("liv"), timezone.now()
    by = scope_of(cast.anna_karin).reader
    seat = actions.add_member(
        case=liv,
        person=PersonId(cast.sara.id),
        organisation=cast.organisation("skolor").id,
        role=Role.COUNSELLOR,
        function="kurator",
        by=by,
        now=now,
    )
    actions.end_membership(seat=seat.id, case=liv, by=by, now=now)

    assert NamedOfficer.objects.filter(case=liv, person=cast.sara, ended_at=None).exists()


def test_the_list_of_colleagues_says_that_naming_comes_first(cast: Cast) -> None:
    page = unescape(client_as(cast.anna_karin).get(f"/elever/{cast.case('liv')}/teamet/ny").content.decode())

    assert "Här står bara de som är namngivna" in page
