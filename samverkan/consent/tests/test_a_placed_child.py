"""A child placed under LVU: the guardians remain guardians, and somebody asks the social worker who answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from samverkan.consent import actions, placing, queries
from samverkan.consent.actions import placing as placements
from samverkan.consent.models import AnswerForm, Placement
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, opened_by, says
from samverkan.consent.tests.test_who_answers_besides import mature, of_age, today
from samverkan.guard.models import Grant
from samverkan.people import turns
from samverkan.people.models import Guardianship
from samverkan.policy.consenting import Care, ConsentState, Reply, Suspension
from tests.cast import Cast, client_as, scope_of, yes_until


def noted(cast: Cast, answers: Care = Care.UNASKED, **changed: Any) -> Placement:
    """Sara notes what is known of the placement; a test changes one thing."""
    told: dict[str, Any] = {
        "case": cast.ebbas_case,
        "answers": answers,
        "words": "Socialsekreteraren ringde i dag.",
        "ends_on": None if answers is Care.UNASKED else yes_until(today(), 40),
        "by": scope_of(cast.sara).reader,
        "now": timezone.now(),
    }
    return placements.note_placement(**(told | changed))


def both_say_yes(cast: Cast, to: str = "bup") -> Any:
    question = asked(cast, to=to)
    for guardian in (cast.anna, cast.olof):
        says(cast, question, guardian, Reply.YES)
    return question


def test_what_was_open_closes_when_the_child_is_placed_and_opens_when_the_guardians_are_said_to_answer(
    cast: Cast,
) -> None:
    question = both_say_yes(cast, to="habiliteringen")
    assert assessments_seen_by(cast, cast.maria)

    noted(cast)

    row = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)
    assert (row.state, row.suspended, row.again) == (ConsentState.SUSPENDED, Suspension.PLACED, False)
    assert "klara ut vem som svarar" in row.sentence
    assert assessments_seen_by(cast, cast.maria) == []

    noted(cast, Care.GUARDIANS)

    assert queries.question(scope_of(cast.sara), cast.ebbas_case, question.id).state is ConsentState.GIVEN
    assert assessments_seen_by(cast, cast.maria)
    ends = set(Grant.objects.filter(source_id=question.id, ended_at=None).values_list("ends_on", flat=True))
    assert ends == {yes_until(today(), 40)}


def test_what_the_social_worker_said_holds_to_its_last_day(cast: Cast) -> None:
    noted(cast, Care.GUARDIANS, ends_on=today() + timedelta(days=2))
    question = both_say_yes(cast)
    after = scope_of(cast.sara, now=timezone.now() + timedelta(days=3))

    row = queries.question(after, cast.ebbas_case, question.id)

    assert (row.state, row.suspended) == (ConsentState.SUSPENDED, Suspension.PLACED)
    told = placing.placement(after, cast.ebbas_case)
    assert told is not None
    assert (told.who, told.until) == ("Vi har inte frågat socialsekreteraren än", "")


def test_where_socialnamnden_decides_no_yes_from_home_opens_anything(cast: Cast) -> None:
    noted(cast, Care.BOARD)
    question = both_say_yes(cast)

    assert opened_by(question) == 0
    (advice, *_) = placing.advice(scope_of(cast.sara), cast.ebbas_case, question.id)
    assert advice.startswith("Socialnämnden bestämmer.")


def test_a_placement_that_is_over_lets_the_guardians_answer_as_before(cast: Cast) -> None:
    question = both_say_yes(cast)
    noted(cast)
    assert opened_by(question) == 0

    placements.end_placement(case=cast.ebbas_case, by=scope_of(cast.sara).reader, now=timezone.now())

    assert opened_by(question) > 0
    assert placing.placement(scope_of(cast.sara), cast.ebbas_case) is None


def test_a_placed_pupil_found_mature_decides_alone(cast: Cast) -> None:
    of_age(cast, 16)
    noted(cast)
    question = asked(cast, to="habiliteringen")
    mature(cast)

    assert says(cast, question, cast.ebba, Reply.YES) is ConsentState.GIVEN


def test_only_those_who_may_know_of_the_placement_are_told_to_ask(cast: Cast) -> None:
    noted(cast)
    question = both_say_yes(cast)

    told = {who: placing.advice(scope_of(who), cast.ebbas_case, question.id) for who in (cast.sara, cast.jonas)}

    assert "Fråga socialsekreteraren" in told[cast.sara][0]
    assert not any("socialsekreteraren" in line for line in told[cast.jonas])
    assert placing.placement(scope_of(cast.jonas), cast.ebbas_case) is None
    assert placing.placement(scope_of(cast.anna), cast.ebbas_case) is None
    page = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/samtycken/{question.id}").content.decode()
    assert "klara ut vem som svarar" in page and "LVU" not in page and "placer" not in page


def test_the_family_reads_that_it_rests_and_not_that_it_will_be_asked_anew(cast: Cast) -> None:
    question = both_say_yes(cast)
    noted(cast)

    page = client_as(cast.anna).get(f"/elever/{cast.ebbas_case}/mina-svar/{question.id}").content.decode()

    assert "Skolan behöver först klara ut vem som svarar" in page
    assert "ställas på nytt" not in page


@pytest.mark.parametrize(
    ("answers", "changed", "mend"),
    [
        (Care.UNASKED, {"words": " "}, "Skriv vad ni vet"),
        (Care.GUARDIANS, {"ends_on": None}, "till vilken dag"),
        (Care.BOARD, {"ends_on": date(2099, 1, 1)}, "högst ett läsår"),
        (Care.GUARDIANS, {"ends_on": date(2020, 1, 1)}, "till vilken dag"),
    ],
)
def test_a_note_that_says_too_little_is_refused(cast: Cast, answers: Care, changed: dict[str, Any], mend: str) -> None:
    with pytest.raises(placements.NotNoted, match=mend):
        noted(cast, answers, **changed)


def test_the_page_notes_it_shows_what_to_do_and_ends_it(cast: Cast) -> None:
    sara, jonas = client_as(cast.sara), client_as(cast.jonas)
    url = f"/elever/{cast.ebbas_case}/samtycken/vem"
    form = {"answers": "inte-fragat", "words": "Mormor berättade.", "ends_on": ""}

    refused = jonas.post(f"{url}/placering", form).status_code
    kindly = sara.post(f"{url}/placering", form | {"answers": "vardnadshavarna"})
    done = sara.post(f"{url}/placering", form).status_code
    page = sara.get(url).content.decode()
    ended = sara.post(f"{url}/placering/slut").status_code

    assert (refused, kindly.status_code, done, ended) == (403, 422, 302, 302)
    assert "Skriv till vilken dag det gäller" in kindly.content.decode()
    assert "Mormor berättade." in page and "Fråga socialsekreteraren vem som svarar" in page
    assert "Ingen placering är antecknad." in sara.get(url).content.decode()
    assert sara.get(f"{url}/placering/slut").status_code == 405


def test_guardians_who_disagree_are_told_of_with_what_socialnamnden_may_decide(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.NO)

    page = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken/{question.id}").content.decode()

    assert "Socialnämnden kan besluta om viss vård" in page
    assert "ger inte i sig rätt att lämna uppgifter" in page


def test_on_its_last_day_it_still_holds(cast: Cast) -> None:
    noted(cast, Care.GUARDIANS, ends_on=today())

    question = both_say_yes(cast)

    assert opened_by(question) > 0
    told = placing.placement(scope_of(cast.sara), cast.ebbas_case)
    assert told is not None and told.who.startswith("Vårdnadshavarna svarar")


@pytest.mark.parametrize(("custody_ends", "said_until"), [(5, 9), (9, 5)])
def test_a_yes_opens_no_longer_than_both_the_custody_and_what_was_said_are_known_to_hold(
    cast: Cast, custody_ends: int, said_until: int
) -> None:
    ends = today() + timedelta(days=custody_ends)
    Guardianship.objects.filter(case_id=cast.ebbas_case, person=cast.olof).update(ends_on=ends)
    noted(cast, Care.GUARDIANS, ends_on=today() + timedelta(days=said_until))

    question = both_say_yes(cast)

    found = set(Grant.objects.filter(source_id=question.id, ended_at=None).values_list("ends_on", flat=True))
    assert found == {today() + timedelta(days=5)}


def test_a_placed_pupil_who_changes_school_is_asked_anew(cast: Cast) -> None:
    question = both_say_yes(cast)
    noted(cast)

    turns.turned([turns.Turn(cast.ebbas_case, Suspension.SCHOOL)], now=timezone.now())

    question.refresh_from_db()
    assert question.suspended_because == Suspension.SCHOOL


def test_a_yes_given_with_a_reservation_says_so_on_all_that_it_opens(cast: Cast) -> None:
    question = both_say_yes(cast)
    assert set(Grant.objects.filter(source_id=question.id).values_list("reserved", flat=True)) == {False}

    actions.record_answer(
        question=question.id,
        giver=cast.anna.id,
        reply=Reply.YES,
        form=AnswerForm.ORAL,
        answered_on=today(),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
        reservation="Bara till logopeden.",
    )

    running = Grant.objects.filter(source_id=question.id, ended_at=None)
    assert set(running.values_list("reserved", flat=True)) == {True}
