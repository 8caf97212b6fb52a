"""The register changes a guardian, a birth date or a school: a yes that stood on it closes in the same transaction."""

from datetime import timedelta

import pytest

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm, Question
from samverkan.exchange.applying import undo
from samverkan.exchange.tests.test_import_over_the_years import (
    LATER,
    NOW,
    change_school,
    huvudman,
    pupil,
    register,
    take_in,
)
from samverkan.guard.models import Grant
from samverkan.people.models import Guardianship, Huvudman, Person, Pupil
from samverkan.people.wording import local_day
from samverkan.policy.consenting import Reply, Suspension
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, Manner, PersonId, Purpose, Role
from tests.peers.ss12000.server import Ss12000Server
from tests.peers.ss12000.world import uid

pytestmark = pytest.mark.django_db
__all__ = ["huvudman", "register"]
BECAUSE = "a test looks at the rows themselves"


@pytest.fixture
def given(register: Ss12000Server, huvudman: Huvudman) -> Question:
    """Everybody who answers for Alva, eight years old, has said yes that the school nurse's notes go to the rektor."""
    take_in(register, huvudman)
    alva = pupil("Alva")
    rows = Pupil.objects.unguarded(because=BECAUSE).filter(pk=alva.pk)
    rows.update(born_on=local_day(NOW) - timedelta(days=8 * 366))
    by = Reader(PersonId(Person.objects.get(given_name="Signe").id), ())
    question = actions.ask(
        case=CaseId(alva.case_id),
        classes=[InformationClass.MEDICAL],
        kinds=[Kind.NOTE],
        senders=[alva.cell.holder_id],
        receiver=alva.cell.holder_id,
        receiver_role=Role.REKTOR,
        purpose=Purpose.SUPPORT,
        manners=[Manner.SPEAK],
        begins_on=local_day(NOW),
        ends_on=local_day(NOW) + timedelta(days=90),
        matter="skolsköterskans anteckningar",
        by=by,
        now=NOW,
    )
    actions.send_questions([question], by=by, now=NOW)
    for bond in Guardianship.objects.filter(case_id=alva.case_id):
        actions.record_answer(
            question=question.id,
            giver=PersonId(bond.person_id),
            reply=Reply.YES,
            form=AnswerForm.PAPER,
            answered_on=local_day(NOW),
            by=by,
            now=NOW,
        )
    assert _open(question)
    return question


def _open(question: Question) -> bool:
    return Grant.objects.filter(source_id=question.id, ended_at=None).exists()


def _why(question: Question) -> str:
    return Question.objects.unguarded(because=BECAUSE).get(id=question.id).suspended_because


def _guardians(register: Ss12000Server, *persons: str) -> None:
    record = next(person for person in register.world.persons if person["id"] == uid("elev", 0))
    record["responsibles"] = [{"person": {"id": one}, "relationType": "Vårdnadshavare"} for one in persons]
    record["meta"]["modified"] = LATER


def test_a_guardian_that_the_register_changes(register: Ss12000Server, huvudman: Huvudman, given: Question) -> None:
    _guardians(register, uid("vh", 1, 0))

    run = take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert (_open(given), _why(given)) == (False, Suspension.CUSTODY)
    undo(run, by=None, now=NOW + timedelta(hours=2))
    assert not _open(given), "what has been suspended is asked anew"


def test_a_school_that_the_register_changes(register: Ss12000Server, huvudman: Huvudman, given: Question) -> None:
    change_school(register, 0)

    take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert (_open(given), _why(given)) == (False, Suspension.SCHOOL)


def test_a_birth_date_that_the_register_corrects(register: Ss12000Server, huvudman: Huvudman, given: Question) -> None:
    register.world.change("Alva", modified=LATER, birthDate="2012-01-15")

    take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert (_open(given), _why(given)) == (False, Suspension.CUSTODY)


def test_protection_that_the_register_tells_of(register: Ss12000Server, huvudman: Huvudman, given: Question) -> None:
    register.world.change("Alva", modified=LATER, securityMarking="Sekretessmarkering")

    take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert (_open(given), _why(given)) == (False, Suspension.PROTECTED)


def test_an_import_that_changes_nothing_leaves_the_yes(
    register: Ss12000Server, huvudman: Huvudman, given: Question
) -> None:
    register.world.change("Alva", modified=LATER, familyName="Nyberg")

    take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert _open(given)
