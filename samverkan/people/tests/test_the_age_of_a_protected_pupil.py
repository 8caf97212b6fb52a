"""A pupil who becomes protected keeps her age: her guardians read on, answer for her, and she herself at eighteen."""

from datetime import timedelta

from django.utils import timezone

from samverkan.consent.custody import custody_of
from samverkan.people import actions, registering
from samverkan.people.cells import pupil_row
from samverkan.policy.consenting import required_givers
from samverkan.policy.vocabulary import Giver, PersonId
from tests.cast import Cast, client_as, scope_of


def sealed(cast: Cast) -> None:
    """Ebba has got protected identity, and both guardians are named."""
    registering.seal_case(pupil_row(cast.ebbas_case), at=cast.unit(), now=timezone.now())
    by = scope_of(cast.anna_karin).reader
    for guardian in (cast.anna, cast.olof):
        actions.name_officer(case=cast.ebbas_case, person=guardian.id, by=by, now=timezone.now())


def test_her_guardian_reads_her_pages_as_before(cast: Cast) -> None:
    pages = [f"/elever/{cast.ebbas_case}{where}" for where in ("", "/plan", "/tidslinje", "/mina-svar")]
    anna = client_as(cast.anna)
    before = [anna.get(page).status_code for page in pages]

    sealed(cast)

    assert before == [200] * len(pages)
    assert [anna.get(page).status_code for page in pages] == before


def test_both_guardians_answer_for_an_eleven_year_old_and_she_alone_at_eighteen(cast: Cast) -> None:
    sealed(cast)
    today = timezone.localdate()

    custody = custody_of(cast.ebbas_case, today).custody
    born = pupil_row(cast.ebbas_case).born_on
    assert born is not None
    of_age = born.replace(year=born.year + 18) + timedelta(days=1)

    assert {person for person, _ in required_givers(custody, today)} == {cast.anna.id, cast.olof.id}
    assert required_givers(custody_of(cast.ebbas_case, of_age).custody, of_age) == (
        (PersonId(cast.ebba.id), Giver.PUPIL),
    )


def test_a_register_tells_the_age_of_one_who_was_sealed_without(cast: Cast) -> None:
    pupil = pupil_row(cast.ebbas_case)
    born = pupil.born_on
    rows = type(pupil).objects.unguarded(because="an earlier version kept no birth date")
    rows.filter(pk=pupil.pk).update(born_on=None)

    registering.keep_birth_date(pupil_row(cast.ebbas_case), born)

    assert pupil_row(cast.ebbas_case).born_on == born
