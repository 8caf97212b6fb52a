"""Sara has asked Birgitta to weigh something: the doorkeeper gives the request to the two of them and nobody else."""

import pytest
from django.utils import timezone

from samverkan.consent import releasing
from samverkan.consent.models import ReleaseOutcome, ReleaseRequest
from samverkan.consent.releases import releases, signers
from samverkan.guard.managers import Unscoped
from samverkan.guard.models import Grant
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy.vocabulary import Branch, GrantId, InformationClass, Kind, Manner, PersonId, Role
from tests.cast import Cast, scope_of


@pytest.fixture
def asked(cast: Cast) -> ReleaseRequest:
    """Whether the rektor may have what the school nurse has noted of Ebba."""
    return releasing.ask(
        asked=school_cell(pupil_row(cast.ebbas_case), InformationClass.MEDICAL, Kind.NOTE, branch=Branch.EMI),
        kinds=[Kind.NOTE],
        matter="skolsköterskans anteckningar",
        receiver=releasing.Receiver(PersonId(cast.anna_karin.id), Role.REKTOR),
        use="Planera stödet",
        why="Det behövs.",
        rule="R4.1",
        provisions=["OSL 25:13 a"],
        decider=PersonId(cast.birgitta.id),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )


def test_the_one_who_asked_and_the_one_who_weighs_meet_it(cast: Cast, asked: ReleaseRequest) -> None:
    met = {
        name: [row.id for row in ReleaseRequest.objects.within(scope_of(getattr(cast, name)))]
        for name in ("sara", "birgitta", "anna_karin", "lena", "jonas", "anna", "ulf", "petra")
    }

    assert {name for name, rows in met.items() if rows == [asked.id]} == {"sara", "birgitta"}
    assert all(rows == [] for name, rows in met.items() if name not in ("sara", "birgitta"))


def test_whoever_looks_as_one_of_them_meets_it_only_as_the_other(cast: Cast, asked: ReleaseRequest) -> None:
    saras = scope_of(cast.sara)

    assert releases(saras.seen_by(scope_of(cast.anna_karin))) == ()
    assert releases(saras.seen_by(scope_of(cast.lena)).seen_by(scope_of(cast.birgitta))) == ()
    assert [row.id for row in releases(saras.seen_by(scope_of(cast.birgitta)))] == [asked.id]


def test_one_that_is_between_others_is_stopped_though_the_database_gave_it(cast: Cast, asked: ReleaseRequest) -> None:
    rows = ReleaseRequest.objects.within(scope_of(cast.sara))
    rows._scope = scope_of(cast.lena)

    with pytest.raises(Unscoped, match="between others"):
        list(rows)


def test_who_signed_is_told_to_the_one_it_opens_for(cast: Cast, asked: ReleaseRequest) -> None:
    signed = releasing.Signed(
        ReleaseOutcome.WHOLE,
        "OSL 25:13 a",
        "Hon behöver det för stödet.",
        kinds=(Kind.NOTE,),
        manners=(Manner.SEND,),
        ends_on=timezone.localdate(),
        later=True,
    )
    made = releasing.sign(request=asked.id, signed=signed, by=scope_of(cast.birgitta).reader, now=timezone.now())
    grant = GrantId(Grant.objects.get(source_id=made.id).id)

    assert "Birgitta Åhl" in signers(scope_of(cast.anna_karin), [grant])[grant]
    assert signers(scope_of(cast.jonas), [grant]) == {}
