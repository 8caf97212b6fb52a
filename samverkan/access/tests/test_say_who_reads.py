"""The phrase under the box: names, and "alla som arbetar på" only where the law lets everybody there read."""

from samverkan.access.queries import circle, read_by
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy.vocabulary import InformationClass, Kind
from tests.cast import Cast, scope_of


def said(cast: Cast, information_class: InformationClass, *, leaders_only: bool = False) -> str:
    """What the phrase says of Ebba's information, perhaps at a school where only leaders have no tie to her."""
    scope = scope_of(cast.sara)
    lookers = circle(scope, cast.ebbas_case)
    if leaders_only:
        lookers = tuple(row for row in lookers if not row.at_the_school_only or "rektor" in " ".join(row.roles))
    cell = school_cell(pupil_row(cast.ebbas_case), information_class, Kind.NOTE)
    return read_by(cell, lookers, today=scope.today, school="Björkskolan")


def test_support_notes_are_read_by_name_even_where_only_leaders_have_no_other_tie(cast: Cast) -> None:
    assert "alla som arbetar" not in said(cast, InformationClass.SUPPORT)
    assert "alla som arbetar" not in said(cast, InformationClass.SUPPORT, leaders_only=True)
    assert "rektor Anna-Karin Wester" in said(cast, InformationClass.SUPPORT, leaders_only=True)


def test_the_school_day_is_read_by_everybody_there(cast: Cast) -> None:
    assert "alla som arbetar på Björkskolan" in said(cast, InformationClass.ORDINARY)
