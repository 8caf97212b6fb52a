"""A promise that is not kept rises to those who lead, without the pupil and without a word of it."""

from datetime import timedelta

from django.utils import timezone

from samverkan.people.models import Person
from samverkan.plans.actions import set_step
from samverkan.plans.models import Step
from samverkan.plans.unkept import unkept
from samverkan.policy.vocabulary import CaseId
from tests.cast import Cast, client_as, scope_of

TEXT = "Ring om hörselkåporna."
BECAUSE = "the test lets time pass"


def promised(cast: Cast, owner: Person, *, days_ago: int, case: CaseId | None = None) -> None:
    now = timezone.now()
    step = set_step(
        case=case or cast.ebbas_case,
        text=TEXT,
        owner=owner.id,
        due_on=timezone.localdate(now),
        by=scope_of(cast.sara).reader,
        now=now,
    )
    Step.objects.unguarded(because=BECAUSE).filter(id=step.id).update(
        due_on=timezone.localdate(now) - timedelta(days=days_ago)
    )


def read(cast: Cast, who: Person) -> str:
    return client_as(who).get("/moten/avvikelser").content.decode()


def test_the_rektor_and_the_skolchef_read_whose_and_since_when_and_no_pupil(cast: Cast) -> None:
    promised(cast, cast.maria, days_ago=60)

    rektor, skolchef = read(cast, cast.anna_karin), read(cast, cast.margareta)

    for page in (rektor, skolchef):
        assert "Barn- och ungdomshabiliteringen" in page
        assert "1 löfte, som skulle varit klart" in page
        assert "Från er verksamhet väntar vi på 1 löfte" in page
        assert TEXT not in page
        assert "Ebba" not in page


def test_what_has_not_waited_long_and_what_a_protected_pupil_waits_for_do_not_rise(cast: Cast) -> None:
    unit, today = cast.unit(), timezone.localdate()
    before = unkept([unit.id], [unit.organisation.huvudman_id], today=today)
    promised(cast, cast.maria, days_ago=3)
    promised(cast, cast.sara, days_ago=80, case=cast.case("liv"))

    assert unkept([unit.id], [unit.organisation.huvudman_id], today=today) == before


def test_a_neighbouring_rektor_sees_only_the_own_school_and_a_teacher_none_of_it(cast: Cast) -> None:
    promised(cast, cast.maria, days_ago=60)

    assert "1 löfte" not in read(cast, cast.torbjorn)
    assert client_as(cast.jonas).get("/moten/avvikelser").status_code == 403
