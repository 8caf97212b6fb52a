"""Margareta signs how the municipality reads the law where lawyers disagree. It acts at the next request."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.consent.custody import custody_of
from samverkan.people.actions import add_member
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import SignedStance
from samverkan.people.stances import NotAChoice, sign, stances_of
from samverkan.policy.consenting import alone_from
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell, Reader
from samverkan.policy.rules.contested import POINTS, point, point_of, together
from samverkan.policy.vocabulary import Answer, InformationClass, Kind, PersonId, Role, Stance
from tests.cast import Cast, scope_of

NOW = timezone.now()
WHY = "Beslut i nämnden, efter råd från kommunjuristen."


def signed(cast: Cast, slug: str, stance: Stance | None, who: str = "skolor") -> SignedStance:
    """A reading signed for the huvudman of the schools, or of Fyren."""
    by = reader_for(PersonId(cast.margareta.id), timezone.localdate(NOW))
    huvudman = cast.organisation(who).huvudman_id
    return sign(huvudman=huvudman, point=slug, stance=stance, reason=WHY, by=by, now=timezone.now())


def support(cast: Cast) -> Cell:
    """What the school has noted of Ebba's support."""
    return school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.NOTE)


@pytest.fixture(autouse=True)
def birgitta_in_the_team(cast: Cast) -> None:
    """The school nurse takes part in the work round Ebba."""
    add_member(
        case=cast.ebbas_case,
        person=cast.birgitta.id,
        organisation=cast.organisation("skolor").id,
        role=Role.NURSE,
        function="skolsköterska",
        by=reader_for(PersonId(cast.sara.id), timezone.localdate(NOW)),
        now=NOW,
    )


def nurse_reads(cast: Cast) -> Answer:
    """What the law answers the nurse in Ebba's team now."""
    facts = scope_of(cast.birgitta).facts
    return decide(support(cast), facts).answer


def test_a_signed_reading_opens_at_the_next_request(cast: Cast) -> None:
    before = nurse_reads(cast)

    signed(cast, "till-emi", Stance.SCHOOL_TO_EMI)

    assert before is Answer.CONSENT
    assert nurse_reads(cast) is Answer.ALLOW
    assert scope_of(cast.birgitta).reading.covers(support(cast))


def test_another_huvudmans_reading_is_not_ours(cast: Cast) -> None:
    signed(cast, "till-emi", Stance.SCHOOL_TO_EMI, "fyren")

    assert nurse_reads(cast) is Answer.CONSENT


def test_going_back_to_the_strict_reading_closes_it(cast: Cast) -> None:
    signed(cast, "till-emi", Stance.SCHOOL_TO_EMI)
    signed(cast, "till-emi", None)

    assert nurse_reads(cast) is Answer.CONSENT
    assert stances_of(cast.organisation("skolor").huvudman_id) == frozenset()
    assert SignedStance.objects.filter(point="till-emi").count() == 2


def test_a_reading_is_replaced_and_the_first_one_stays_to_be_read(cast: Cast) -> None:
    signed(cast, "elevens-alder", Stance.ALONE_FROM_15)
    signed(cast, "elevens-alder", Stance.ALONE_FROM_16)

    assert stances_of(cast.organisation("skolor").huvudman_id) == {Stance.ALONE_FROM_16}
    assert alone_from(custody_of(cast.ebbas_case, timezone.localdate(NOW)).custody.stances) == 16
    assert [row.reason for row in SignedStance.objects.all()] == [WHY, WHY]


@pytest.mark.parametrize(
    ("slug", "stance", "reason", "said"),
    [
        ("nagot-annat", None, WHY, "finns inte"),
        ("till-emi", Stance.ONE_GUARDIAN, WHY, "hör inte till"),
        ("till-emi", Stance.SCHOOL_TO_EMI, "  ", "Skriv varför"),
    ],
)
def test_what_is_no_choice_is_refused_kindly(
    cast: Cast, slug: str, stance: Stance | None, reason: str, said: str
) -> None:
    with pytest.raises(NotAChoice, match=said):
        sign(
            huvudman=cast.organisation("skolor").huvudman_id,
            point=slug,
            stance=stance,
            reason=reason,
            by=Reader(PersonId(cast.margareta.id), ()),
            now=NOW,
        )


def test_the_database_refuses_what_is_no_reading(cast: Cast) -> None:
    row = signed(cast, "till-emi", Stance.SCHOOL_TO_EMI)

    for change in ({"point": "annat"}, {"stance": "annat"}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedStance.objects.filter(id=row.id).update(**change)


def test_each_choice_belongs_to_one_point_and_is_said_in_words() -> None:
    known = [choice.stance for one in POINTS for choice in one.choices]

    assert sorted(known) == sorted(Stance)
    assert {one.number for one in POINTS} == {*range(1, 12), 101}
    for one in POINTS:
        assert point(one.slug) is one and one.question.endswith("?") and one.strict and one.provision
        for choice in one.choices:
            assert point_of(choice.stance) is one and choice.reading and choice.changes
    assert not together({Stance.ALONE_FROM_15, Stance.ALONE_FROM_16})
    assert together({Stance.ALONE_FROM_15, Stance.ONE_GUARDIAN})
