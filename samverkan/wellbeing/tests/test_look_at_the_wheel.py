"""Jonas sees the wheel one way and Ebba another. Each lies in a cell of its own, and is read by those who may."""

import pytest
from django.utils import timezone

from samverkan.people.models import Person
from samverkan.plans.writing import WORDS, Way
from samverkan.policy.vocabulary import InformationClass, Kind
from samverkan.wellbeing import queries
from samverkan.wellbeing.actions import NothingSaid, look_as_pupil, look_as_staff
from samverkan.wellbeing.areas import Area, Mark
from samverkan.wellbeing.marking import Side
from samverkan.wellbeing.models import Given, Look
from samverkan.wellbeing.queries import Views
from samverkan.wellbeing.writing import SEEN, SEEN_IN_CONFIDENCE
from tests.cast import Cast, scope_of

pytestmark = pytest.mark.django_db
CONFIDED, FOR_ALL = Way(Kind.OWN_WORDS, confided=True), Way(Kind.OWN_WORDS, for_all=True)
CROWD = ("anna_karin", "sara", "lena", "jonas", "mikael", "kerstin", "birgitta", "petra", "anna", "olof", "peter")


def seen_by(cast: Cast, who: str) -> Views:
    return queries.latest_views(scope_of(getattr(cast, who)), cast.ebbas_case)


def readers(cast: Cast, look: object) -> set[str]:
    return {who for who in CROWD if look in {view.id for view in seen_by(cast, who).both}}


def ebba_tells(cast: Cast, by: Person, way: Way = WORDS) -> object:
    return look_as_pupil(
        case=cast.ebbas_case,
        marks={Area.ACHIEVING: Mark.UNDER_WAY, Area.INCLUDED: Mark.NEEDS},
        words={Area.INCLUDED: "Ingen ropar på mig på rasten."},
        given=Given.BESIDE,
        way=way,
        by=scope_of(by).reader,
        now=timezone.now(),
    ).look


def school_sees(cast: Cast, by: Person, way: Way = SEEN) -> object:
    return look_as_staff(
        case=cast.ebbas_case,
        marks={Area.ACHIEVING: Mark.NEEDS, Area.ACTIVE: Mark.WORKS},
        words={(Area.ACHIEVING, Side.WORKS): "Bildschemat hjälper.", (Area.ACHIEVING, Side.WORRIES): "Byten är svåra."},
        way=way,
        by=scope_of(by).reader,
        now=timezone.now(),
    ).look


def test_both_pictures_stand_beside_each_other_with_what_works_before_what_worries(cast: Cast) -> None:
    school_sees(cast, cast.jonas)
    ebba_tells(cast, cast.jonas)

    views = seen_by(cast, "jonas")

    assert views.staff is not None and views.pupil is not None
    learning = views.staff.areas[2]
    assert (learning.label, learning.mark) == ("Utvecklas", Mark.NEEDS)
    assert (learning.works, learning.worries) == ("Bildschemat hjälper.", "Byten är svåra.")
    assert views.pupil.mark(Area.ACHIEVING) is Mark.UNDER_WAY
    assert views.pupil.areas[7].own == "Ingen ropar på mig på rasten."
    assert views.staff.mark(Area.SAFE) is Mark.UNSAID


def test_the_mentors_picture_is_for_the_work_with_ebba_and_her_home(cast: Cast) -> None:
    look = school_sees(cast, cast.jonas)

    found = readers(cast, look)

    assert {"anna_karin", "sara", "lena", "jonas", "anna", "olof"} <= found
    assert not found & {"mikael", "kerstin", "birgitta", "petra", "peter"}


def test_what_the_kurator_sees_in_confidence_stays_in_elevhalsan(cast: Cast) -> None:
    assert readers(cast, school_sees(cast, cast.sara)) == {"anna_karin", "sara", "lena"}
    assert readers(cast, school_sees(cast, cast.sara, SEEN_IN_CONFIDENCE)) == {"sara", "lena"}


def test_ebba_chooses_who_may_know(cast: Cast) -> None:
    assert readers(cast, ebba_tells(cast, cast.sara, CONFIDED)) == {"sara", "lena"}
    assert {"kerstin", "anna", "peter"} <= readers(cast, ebba_tells(cast, cast.sara, FOR_ALL))


def test_ebba_herself_writes_for_those_who_work_with_her_or_for_elevhalsan_alone(cast: Cast) -> None:
    at_large, closed = ebba_tells(cast, cast.ebba), ebba_tells(cast, cast.ebba, CONFIDED)

    rows = Look.objects.unguarded(because="the test looks at what was written").select_related("cell")
    classes = {row.id: row.cell.information_class for row in rows.filter(id__in=[at_large, closed])}
    assert classes == {at_large: InformationClass.SUPPORT, closed: InformationClass.PSYCHOSOCIAL}
    assert readers(cast, closed) == {"sara", "lena"}


def test_the_same_look_sent_twice_is_there_once(cast: Cast) -> None:
    first = ebba_tells(cast, cast.jonas)

    assert ebba_tells(cast, cast.jonas) == first
    assert len(queries.all_views(scope_of(cast.jonas), cast.ebbas_case)) >= 1


def test_a_wheel_that_says_nothing_is_not_kept(cast: Cast) -> None:
    with pytest.raises(NothingSaid):
        look_as_staff(
            case=cast.ebbas_case,
            marks=dict.fromkeys(Area, Mark.UNSAID),
            words={(Area.SAFE, Side.WORKS): "  "},
            by=scope_of(cast.jonas).reader,
            now=timezone.now(),
        )
