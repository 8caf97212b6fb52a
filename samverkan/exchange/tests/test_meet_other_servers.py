"""Servers of the standard differ. What they have been seen to answer, and anything else that is JSON, is met."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Removed, Roster, Severity
from samverkan.exchange.ss12000.fetching import Raw, removed
from samverkan.exchange.ss12000.paging import unwrapped
from samverkan.exchange.ss12000.reading import roster_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
UNIT: dict[str, Any] = {"id": "skola-1", "displayName": "Strandskolan", "schoolUnitCode": "99900011"}


def read(persons: list[dict[str, Any]], **more: list[dict[str, Any]]) -> Roster:
    def by_id(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {record["id"]: record for record in records}

    raw = Raw(by_id([UNIT]), by_id(persons), **{name: by_id(records) for name, records in more.items()})  # type: ignore[arg-type]
    return roster_of(raw, source="prov", now=NOW, complete=True, known=lambda _: False)


def pupil(own: str = "p1", **more: Any) -> dict[str, Any]:
    enrolment = {"enroledAt": {"id": "skola-1"}, "schoolType": "GR", "schoolYear": 7}
    return {"id": own, "givenName": "Ebba", "familyName": "Ek", "enrolments": [enrolment], **more}


def test_lists_come_bare_under_data_or_under_their_own_name() -> None:
    for content in ([1], {"data": [1]}, {"organisations": [1]}):
        assert unwrapped(content, "organisations") == [1]


def test_removed_come_by_type_or_flat_and_misspelt() -> None:
    assert removed({"data": {"activitites": ["a"], "persons": ["p"], "okänt": ["x"]}}) == [
        Removed("activity", "a"),
        Removed("person", "p"),
    ]
    assert removed([{"entityType": "Person", "id": "p", "deletedAt": "2026-11-20T10:00:00"}]) == [
        Removed("person", "p")
    ]


def test_an_unknown_school_form_is_kept_as_it_is_and_shown() -> None:
    record = pupil(enrolments=[{"enroledAt": {"id": "skola-1"}, "schoolType": "SUV", "schoolYear": "9"}])

    roster = read([record])

    assert [(each.school_form, each.school_form_raw, each.year) for each in roster.enrolments] == [("", "SUV", 9)]
    assert [remark.text for remark in roster.remarks] == ["Skolformen ”SUV” är okänd. Den sparas som den är."]


def test_an_unknown_mark_protects() -> None:
    roster = read([pupil(securityMarking="Skydd enligt lag")])

    assert roster.persons[0].protected
    assert roster.persons[0].protected_raw == "Skydd enligt lag"


def test_a_personnummer_comes_with_twelve_digits_or_ten_or_not_at_all() -> None:
    records = [
        pupil("a", civicNo={"value": "191212121212"}),
        pupil("b", civicNo={"value": "121212+1212"}),
        pupil("c", civicNo=None),
    ]

    roster = read(records)

    assert [str(person.birth_date) for person in roster.persons] == ["1912-12-12", "1912-12-12", "None"]


def test_guardians_may_be_told_from_either_end() -> None:
    child, mother = pupil(), {"id": "v1", "givenName": "Maria", "familyName": "Ek"}
    by_child = read([child | {"responsibles": [{"person": {"id": "v1"}, "relationType": "Vårdnadshavare"}]}, mother])

    embedded = {"responsibleFor": [{"person": {"id": "p1"}, "relationType": "Vårdnadshavare"}]}
    by_adult = read([child, mother | {"_embedded": embedded}])

    assert by_child.responsibles == by_adult.responsibles != ()


def test_what_has_ended_is_not_read() -> None:
    over = {"enroledAt": {"id": "skola-1"}, "schoolType": "GR", "endDate": "2026-06-10"}
    cancelled = {"enroledAt": {"id": "skola-1"}, "schoolType": "GR", "cancelled": True}

    roster = read(
        [pupil("a", enrolments=[over]), pupil("b", enrolments=[cancelled]), pupil("c", personStatus="Avliden")]
    )

    assert roster.enrolments == ()


def test_work_at_a_school_is_work_at_each_of_its_units() -> None:
    above: dict[str, Any] = {"id": "skola", "displayName": "Strandskolan", "organisationType": "Skola"}
    units: list[dict[str, Any]] = [
        UNIT | {"id": each, "parentOrganisation": {"id": "skola"}} for each in ("låg", "hög")
    ]
    raw = Raw(
        organisations={record["id"]: record for record in (above, *units)},
        persons={"k": {"id": "k", "givenName": "Eva", "familyName": "Sjö"}},
        duties={"d": {"id": "d", "person": {"id": "k"}, "dutyAt": {"id": "skola"}, "dutyRole": "Kurator"}},
    )

    roster = roster_of(raw, source="prov", now=NOW, complete=True, known=lambda _: False)

    assert {(duty.id, duty.unit) for duty in roster.duties} == {("d@låg", "låg"), ("d@hög", "hög")}


def test_a_person_without_name_is_left_out_and_not_taken_for_gone() -> None:
    roster = read([pupil(givenName="", familyName=None)])

    assert roster.persons == ()
    assert roster.mentioned == {"p1"}
    assert [remark.severity for remark in roster.remarks] == [Severity.FAULT]


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=True) | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "id givenName familyName civicNo emails phoneNumbers enrolments responsibles securityMarking "
    "personStatus birthDate _embedded meta displayName groupType organisation groupMemberships person "
    "dutyAt dutyRole assignmentRole groups teachers duty schoolUnitCode parentOrganisation startDate "
    "endDate value enroledAt schoolYear relationType "
)
names = some.sampled_from(FIELDS.split())
records = some.dictionaries(names, anything | some.dictionaries(names, anything, max_size=4), max_size=8)
tables = some.dictionaries(some.text(max_size=3), records, max_size=3)


@settings(max_examples=60, deadline=None)
@given(tables, tables, tables, tables, tables)
def test_any_records_give_a_roster(
    organisations: dict[str, Any],
    persons: dict[str, Any],
    groups: dict[str, Any],
    duties: dict[str, Any],
    acts: dict[str, Any],
) -> None:
    raw = Raw(organisations, persons, groups, duties, acts)

    roster = roster_of(raw, source="prov", now=NOW, complete=True, known=lambda _: False)

    assert {person.id for person in roster.persons} <= set(persons)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_answer_is_a_list_or_our_own_fault(content: Any) -> None:
    assert isinstance(removed(content), list)
    try:
        assert isinstance(unwrapped(content, "persons"), list)
    except SourceFault as fault:
        assert "persons" in fault.what
