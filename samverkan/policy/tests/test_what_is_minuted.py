"""What is written down at a meeting is as secret as what the topic rests on, and the school's once said there."""

from dataclasses import replace

from samverkan.policy.facts import Cell, Facts
from samverkan.policy.minuting import is_told_afterwards, may_be_minuted, may_promise, minuted
from samverkan.policy.tests import table
from samverkan.policy.tests.table import K
from samverkan.policy.vocabulary import Branch, Kind, Manner, Role

AT_SCHOOL = table.cell(K.ORDINARY, Kind.IDENTITY)


def written(topic: Cell, kind: Kind = Kind.NOTE) -> Cell:
    return minuted(topic, kind, AT_SCHOOL)


def test_a_note_on_the_school_day_stays_an_ordinary_one() -> None:
    note = written(table.cell(K.ORDINARY))

    assert (note.information_class, note.kind, note.origin_class) == (K.ORDINARY, Kind.NOTE, None)


def test_what_is_agreed_on_the_school_day_is_the_shared_work_round_the_pupil() -> None:
    for kind in (Kind.DECISION, Kind.MEASURE):
        agreed = written(table.cell(K.ORDINARY), kind)

        assert (agreed.information_class, agreed.kind, agreed.origin_class) == (K.SUPPORT, kind, None)


def test_a_note_on_the_talks_of_the_elevhalsa_stays_theirs() -> None:
    topic = table.cell(K.PSYCHOSOCIAL)

    note, agreed = written(topic), written(topic, Kind.DECISION)

    assert (note.information_class, note.branch) == (K.PSYCHOSOCIAL, Branch.ELEVHALSA)
    assert (agreed.information_class, agreed.branch, agreed.origin_class) == (K.SUPPORT, Branch.SCHOOL, K.PSYCHOSOCIAL)


def test_what_care_tells_is_received_by_the_school_with_its_origin() -> None:
    for kind in (Kind.NOTE, Kind.MEASURE):
        received = written(table.cell(K.REGION_CARE, holder=table.HAB), kind)

        assert (received.holder, received.branch) == (AT_SCHOOL.holder, Branch.SCHOOL)
        assert (received.information_class, received.origin_class) == (K.SUPPORT, K.REGION_CARE)


def test_an_origin_is_never_lost() -> None:
    topic = table.cell(K.SUPPORT, origin=K.SOCIAL_SERVICES)

    assert {written(topic, kind).origin_class for kind in (Kind.NOTE, Kind.DECISION)} == {K.SOCIAL_SERVICES}
    elsewhere = table.cell(K.SUPPORT, origin=K.SOCIAL_SERVICES, holder=table.HAB)
    assert written(elsewhere).origin_class is K.SOCIAL_SERVICES


def test_what_is_another_persons_own_stays_so_even_when_something_is_agreed() -> None:
    topic = table.cell(K.THIRD_PERSON, subject=table.SARA)

    agreed = written(topic, Kind.DECISION)

    assert (agreed.information_class, agreed.subject) == (K.THIRD_PERSON, table.SARA)


def test_nor_does_what_was_told_in_confidence_open() -> None:
    topic = table.cell(K.PSYCHOSOCIAL, confided=True)

    assert written(topic, Kind.DECISION).confided


def record(cell: Cell, manner: Manner) -> Facts:
    """The kurator who holds the pen, with a yes to what care has, to speak of or to take down."""
    yes = replace(table.YES, classes=frozenset({K.REGION_CARE}), kinds=frozenset({cell.kind}))
    yes = replace(yes, holders=frozenset({cell.holder}), receiver_organisation=table.KURATOR.organisation)
    yes = replace(
        yes, receiver_role=None, receiver_person=None, manners=frozenset({manner}), origins=None, parties=None
    )
    return replace(table.asked(table.KURATOR, grants=(yes,)), manner=Manner.RECORD)


def test_what_care_tells_is_taken_down_with_leave_to_record_and_what_was_agreed_always() -> None:
    topic = table.cell(K.REGION_CARE, holder=table.HAB)

    assert not may_be_minuted(topic, Kind.NOTE, record(topic, Manner.SPEAK))
    assert may_be_minuted(topic, Kind.NOTE, record(topic, Manner.RECORD))
    for agreed in (Kind.DECISION, Kind.MEASURE):
        assert may_be_minuted(topic, agreed, record(topic, Manner.SPEAK))


def test_the_schools_own_needs_no_leave_but_what_it_has_received_does() -> None:
    own, received = table.cell(K.SUPPORT), table.cell(K.SUPPORT, origin=K.SOCIAL_SERVICES)

    assert may_be_minuted(own, Kind.NOTE, record(own, Manner.SPEAK))
    assert not may_be_minuted(received, Kind.NOTE, record(received, Manner.SPEAK))


def test_a_point_that_tells_of_a_party_leaves_notes_without_it() -> None:
    assert written(replace(table.cell(K.SUPPORT, Kind.EXISTENCE), party=table.FYREN)).party is None


def test_the_family_is_told_afterwards_and_carries_no_promise() -> None:
    for role in (Role.GUARDIAN, Role.PUPIL):
        assert is_told_afterwards(role) and not may_promise(role)
    for role in (Role.MENTOR, Role.SPEECH_THERAPIST):
        assert may_promise(role) and not is_told_afterwards(role)
