"""Sara works at the school and is Ebba's guardian too. In her own child's matter she is of the family, and a colleague
does what the school does (förvaltningslagen 16 §)."""

from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent.models import Answer, Question
from samverkan.consent.tests.test_answer_a_question import asked
from samverkan.people.models import Custody, Guardianship, Person
from samverkan.policy.acting import Action, may, reach
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import CaseId, UnitId
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
OWN = "Du är själv av elevens familj. Då gör en kollega det här."
WEIGHED = ("givers", "maturity_new", "mandate_new", "placement_new")
NOT_HERS = (Action.CONSENT_WEIGH, Action.CONSENT_RECORD, Action.BAR_DECIDE, Action.BAR_END)


def is_a_parent(cast: Cast, who: Person) -> None:
    """A guardian of Ebba's, besides her work."""
    Guardianship.objects.create(
        case_id=cast.ebbas_case, person=who, relation="mamma", custody=Custody.JOINT, begins_on=timezone.localdate()
    )


@pytest.fixture
def question(cast: Cast) -> Question:
    is_a_parent(cast, cast.sara)
    return asked(cast)


def test_she_answers_for_herself_on_her_own_page(cast: Cast, question: Question) -> None:
    sara, mine = client_as(cast.sara), reverse("my_answers", args=[cast.ebbas_case])

    now = unescape(sara.get(reverse("pupil", args=[cast.ebbas_case])).content.decode())
    page = sara.get(mine)
    sent = sara.post(reverse("my_answer", args=[cast.ebbas_case, question.id]), {"svar": "ja", "klart": "ja"})

    assert mine in now and page.status_code == 200
    assert sent.status_code == 302
    (answer,) = Answer.objects.filter(question=question)
    assert (answer.giver_id, answer.reply, answer.form) == (cast.sara.id, Reply.YES.value, "elektroniskt")


def test_that_the_other_guardian_cannot_be_reached_is_a_colleagues_to_write(cast: Cast, question: Question) -> None:
    url = reverse("consent_alone", args=[cast.ebbas_case, question.id])
    told = {
        "guardian": str(cast.olof.id),
        "attempts": "Ringt tre gånger och skrivit brev sedan i måndags.",
        "cannot_wait": "on",
        "not_intrusive": "on",
        "until": str(timezone.localdate()),
    }

    hers = client_as(cast.sara)
    met = hers.get(url)
    sent = hers.post(url, told)

    assert (met.status_code, sent.status_code) == (403, 403)
    assert OWN in unescape(met.content.decode())
    assert not Answer.objects.filter(question=question).exists()
    assert client_as(cast.anna_karin).get(url).status_code == 200


@pytest.mark.parametrize("name", WEIGHED)
def test_nor_does_she_weigh_who_answers(cast: Cast, question: Question, name: str) -> None:
    url = reverse(name, args=[cast.ebbas_case])

    assert client_as(cast.sara).get(url).status_code == 403
    assert client_as(cast.anna_karin).get(url).status_code == 200


@pytest.mark.parametrize("action", NOT_HERS)
def test_a_rektor_decides_nothing_of_this_for_a_child_of_her_own_and_all_of_it_for_others(
    cast: Cast, action: Action
) -> None:
    before = scope_of(cast.anna_karin).reader
    unit = UnitId(cast.unit().id)
    is_a_parent(cast, cast.anna_karin)
    after = scope_of(cast.anna_karin).reader

    assert may(before, action, case=cast.ebbas_case, unit=unit).allowed
    assert may(after, action, case=cast.ebbas_case, unit=unit).sentence == OWN
    assert not reach(after, action).holds(cast.ebbas_case, unit)
    assert may(after, action, case=CaseId(uuid4()), unit=unit).allowed
    assert may(after, Action.PLAN_READ, case=cast.ebbas_case, unit=unit).allowed
