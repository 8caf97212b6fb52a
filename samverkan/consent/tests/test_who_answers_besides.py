"""One guardian alone, a pupil found mature enough, a deputy: each for a time, for a reason, signed by somebody."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions, givers, queries
from samverkan.consent.models import Answer, MandateKind, Question
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, opened_by, said, says
from samverkan.guard.models import Grant
from samverkan.people.models import Guardianship, Pupil
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import InformationClass, PersonId
from tests.cast import Cast, client_as, scope_of, yes_until

BECAUSE = "the test changes the register as an import would"


def today() -> date:
    """The day of the test."""
    return timezone.localdate()


def hindered(cast: Cast, question: Question, **changed: Any) -> ConsentState:
    """Sara notes that Olof cannot be reached; a test changes one thing."""
    told: dict[str, Any] = {
        "question": question.id,
        "guardian": PersonId(cast.olof.id),
        "attempts": "Ringt tre gånger och skrivit ett brev.",
        "until": today() + timedelta(days=30),
        "cannot_wait": True,
        "intrusive": False,
        "by": scope_of(cast.sara).reader,
        "now": timezone.now(),
    }
    return actions.record_hindrance(**(told | changed))


def test_one_guardian_decides_alone_while_the_other_cannot_be_reached(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)

    state = hindered(cast, question)

    assert state is ConsentState.GIVEN
    assert assessments_seen_by(cast, cast.maria)
    ends = set(Grant.objects.filter(source_id=question.id, ended_at=None).values_list("ends_on", flat=True))
    assert ends == {today() + timedelta(days=30)}
    row = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)
    assert "Olof nåddes inte, och frågan kunde inte vänta." in row.sentence
    later = scope_of(cast.sara, now=timezone.now() + timedelta(days=31))
    assert queries.question(later, cast.ebbas_case, question.id).state is ConsentState.ASKED


def test_a_no_from_the_one_who_was_away_closes_at_once(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    hindered(cast, question)

    state = says(cast, question, cast.olof, Reply.NO)

    assert state is ConsentState.DIFFERING
    assert opened_by(question) == 0


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({"attempts": " "}, "Skriv hur ni har försökt"),
        ({"attempts": "Ringt."}, "minst 20 tecken"),
        ({"attempts": "Ringt." + " " * 30}, "minst 20 tecken"),
        ({"cannot_wait": False}, "Då väntar ni på svar från båda"),
        ({"intrusive": True}, "Då behöver båda svara"),
        ({"until": date(2099, 1, 1)}, "inom 90 dagar"),
        ({"until": date(2020, 1, 1)}, "inom 90 dagar"),
    ],
)
def test_what_may_wait_or_weighs_too_much_is_not_decided_alone(cast: Cast, changed: dict[str, Any], mend: str) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)

    with pytest.raises(actions.CannotStandAlone, match=mend):
        hindered(cast, question, **changed)

    assert opened_by(question) == 0


def test_nobody_who_has_said_no_is_noted_as_away(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.NO)

    with pytest.raises(actions.CannotStandAlone, match="Svaret gäller"):
        hindered(cast, question)


def test_one_who_wants_to_talk_first_is_not_passed_over(cast: Cast) -> None:
    """To want to talk first is an answer: the person was reached."""
    question, olof = asked(cast, to="habiliteringen"), client_as(cast.olof)
    says(cast, question, cast.anna, Reply.YES)
    olof.post(reverse("my_answer", args=[cast.ebbas_case, question.id]), {"svar": "prata-forst", "klart": "ja"})

    with pytest.raises(actions.CannotStandAlone, match="vill prata först och går alltså att nå"):
        hindered(cast, question)
    sara = client_as(cast.sara)
    page = sara.get(reverse("consent", args=[cast.ebbas_case, question.id])).content.decode()
    form = {"guardian": str(cast.olof.id), "attempts": "Ringt varje dag sedan i måndags.", "until": "imorgon"}
    url = reverse("consent_alone", args=[cast.ebbas_case, question.id])
    met = sara.post(url, form | {"cannot_wait": "on", "not_intrusive": "on"})

    assert "kan inte nås" not in page
    assert met.status_code == 422
    assert opened_by(question) == 0


def test_no_yes_is_shown_for_one_who_has_not_said_it(cast: Cast) -> None:
    """The school reads on whose yes it stands, and Olof that nobody reached him and that he may answer now."""
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    hindered(cast, question)

    seen = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)
    told = queries.question(scope_of(cast.olof), cast.ebbas_case, question.id)
    annas = queries.question(scope_of(cast.anna), cast.ebbas_case, question.id)

    assert (seen.word, "Olof nåddes inte" in seen.detail) == ("Ja, från Anna ensam", True)
    assert (told.word, told.status) == ("Du nåddes inte", "fragat")
    assert "Skolan nådde inte dig" in told.sentence and "Du kan svara nu." in told.sentence
    assert (annas.word, annas.status) == ("Ja", "ja")


def test_what_one_says_oneself_comes_before_that_one_was_not_reached(cast: Cast) -> None:
    """A paper that was on its way says no: it holds, though it is from the day before the note."""
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    hindered(cast, question)

    state = said(cast, question, cast.olof, Reply.NO, on=today() - timedelta(days=1))

    assert state is ConsentState.DIFFERING
    assert opened_by(question) == 0


def test_the_page_for_it_belongs_to_those_who_lead_and_elevhalsan(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    url = f"/elever/{cast.ebbas_case}/samtycken/{question.id}/ensam"
    form = {"guardian": str(cast.olof.id), "attempts": "Ringt varje dag sedan i måndags.", "until": "imorgon"}

    refused = client_as(cast.jonas).post(url, form).status_code
    kindly = client_as(cast.sara).post(url, form)
    done = client_as(cast.sara).post(url, form | {"cannot_wait": "on", "not_intrusive": "on"}).status_code

    assert (refused, kindly.status_code, done) == (403, 422, 302)
    assert "Kan frågan vänta?" in kindly.content.decode()
    assert Answer.objects.get(question=question, giver=cast.olof).reply == Reply.HINDERED


def of_age(cast: Cast, years: int) -> None:
    born = today().replace(year=today().year - years, day=1)
    Pupil.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).update(born_on=born)


def mature(cast: Cast, **changed: Any) -> None:
    told: dict[str, Any] = {
        "case": cast.ebbas_case,
        "classes": [InformationClass.SUPPORT],
        "grounds": "Två samtal. Ebba kan själv säga vad det betyder.",
        "ends_on": yes_until(today(), 40),
        "by": scope_of(cast.sara).reader,
        "now": timezone.now(),
    }
    givers.sign_maturity(**(told | changed))


def test_a_mature_pupil_of_sixteen_decides_alone_as_long_as_the_assessment_holds(cast: Cast) -> None:
    of_age(cast, 16)
    question = asked(cast, to="habiliteringen")
    mature(cast)

    state = says(cast, question, cast.ebba, Reply.YES)

    assert state is ConsentState.GIVEN
    ends = set(Grant.objects.filter(source_id=question.id, ended_at=None).values_list("ends_on", flat=True))
    assert ends == {yes_until(today(), 40)}


def test_an_assessment_that_is_ended_closes_what_rested_on_it(cast: Cast) -> None:
    of_age(cast, 16)
    question = asked(cast, to="habiliteringen")
    mature(cast)
    says(cast, question, cast.ebba, Reply.YES)
    (row,) = givers.assessments(scope_of(cast.sara), cast.ebbas_case)

    by = scope_of(cast.sara).reader
    givers.end_maturity(case=cast.ebbas_case, assessment=row.id, by=by, now=timezone.now())

    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


def test_the_assessment_is_about_some_matters_and_no_others(cast: Cast) -> None:
    of_age(cast, 16)
    question = asked(cast)
    mature(cast, classes=[InformationClass.MEDICAL])

    with_guardians = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id).givers

    assert {giver.person_id for giver in with_guardians} == {cast.anna.id, cast.olof.id, cast.ebba.id}


@pytest.mark.parametrize(
    ("years", "changed", "mend"),
    [
        (14, {}, "fyllt 15"),
        (16, {"grounds": " "}, "bygger på"),
        (16, {"classes": []}, "bestämma om"),
        (16, {"ends_on": date(2099, 1, 1)}, "högst ett läsår"),
    ],
)
def test_an_assessment_is_not_signed_for_what_it_cannot_be(
    cast: Cast, years: int, changed: dict[str, Any], mend: str
) -> None:
    of_age(cast, years)

    with pytest.raises(givers.NotAssessed, match=mend):
        mature(cast, **changed)


def test_a_god_man_answers_for_a_child_without_guardians(cast: Cast) -> None:
    Guardianship.objects.filter(case_id=cast.ebbas_case).update(ends_on=today() - timedelta(days=1))
    question = asked(cast, to="bup")
    kept = givers.keep_mandate(
        case=cast.ebbas_case,
        name="Elsa Modig",
        kind=MandateKind.LONE_CHILD,
        words="I vårdnadshavares ställe.",
        ends_on=None,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    assert says(cast, question, kept.person, Reply.YES) is ConsentState.GIVEN


def test_an_adult_answers_alone_and_a_forvaltare_within_the_mandate(cast: Cast) -> None:
    of_age(cast, 18)
    question = asked(cast)
    alone = {giver.person_id for giver in queries.question(scope_of(cast.sara), cast.ebbas_case, question.id).givers}
    kept = givers.keep_mandate(
        case=cast.ebbas_case,
        name="Elsa Modig",
        kind=MandateKind.FORVALTARE,
        words="Bevaka rätt och säga ja till att uppgifter lämnas.",
        ends_on=today() + timedelta(days=10),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )
    within = {giver.person_id for giver in queries.question(scope_of(cast.sara), cast.ebbas_case, question.id).givers}

    assert (alone, within) == ({cast.ebba.id}, {kept.person_id})
