"""What a room may hear: Ebba's meeting in small, with everybody's answer and the cheapest remedy first."""

from samverkan.policy.deciding import decide
from samverkan.policy.room import Remedy, Seat, Topic, may_leave, open_to_all, stays_for_the_school, verdict
from samverkan.policy.tests.table import (
    ANNA_MOTHER,
    ASSESSMENT,
    BUP,
    EBBA,
    KURATOR,
    LOGOPED,
    MENTOR,
    REKTOR,
    SOCIAL_WORKER,
    YES,
    K,
    asked,
    cell,
)
from samverkan.policy.vocabulary import Answer, Kind, Role

EVERYDAY = Topic("skoldagen", (cell(K.ORDINARY),))
SCHOOLS_VIEW = Topic("skolans bedömning", (ASSESSMENT,))
FROM_BUP = Topic("från BUP", (cell(K.REGION_CARE, holder=BUP),))
EMI = Topic("från skolsköterskan", (cell(K.MEDICAL),))
SEALED = Topic("det som är skyddat", (cell(K.SUPPORT, sealed=True),))
NOTHING_KNOWN = Topic("övrigt", ())
SARA = Seat("sara", asked(KURATOR))
MARIA = Seat("maria", asked(LOGOPED))
MARIA_WITH_YES = Seat("maria", asked(LOGOPED, grants=(YES,)))
PETER = Seat("peter", asked(SOCIAL_WORKER))
ANNA = Seat("anna", asked(ANNA_MOTHER))


def remedies(topic: Topic, *seats: Seat) -> tuple[Remedy, ...]:
    """The remedies of one topic in a room."""
    return verdict([topic], seats).rows[0].remedies


def test_a_topic_is_open_when_everybody_may_hear_it() -> None:
    room = verdict([EVERYDAY, SCHOOLS_VIEW], [SARA, ANNA, MARIA])

    assert [row.speakable for row in room.rows] == [True, False]
    assert room.open_count == 1
    assert [heard.seat for heard in room.rows[1].blocked] == ["maria"]
    assert [heard.allowed for heard in room.rows[1].heard] == [True, True, False]
    assert room.rows[0].remedies == ()


def test_one_yes_opens_the_topic_for_the_room() -> None:
    assert verdict([SCHOOLS_VIEW], [SARA, MARIA_WITH_YES]).open_count == 1


def test_the_topic_opens_when_the_one_who_may_not_hear_steps_out() -> None:
    assert verdict([SCHOOLS_VIEW], [SARA, ANNA]).open_count == 1


def test_asking_comes_first_when_a_yes_is_all_that_is_needed() -> None:
    assert remedies(SCHOOLS_VIEW, SARA, MARIA) == (
        Remedy.ASK,
        Remedy.STEP_OUT,
        Remedy.SAY_THE_NEED,
        Remedy.ASSESS,
        Remedy.DROP,
    )


def test_nobody_can_be_asked_to_leave_when_nobody_may_hear() -> None:
    assert remedies(SCHOOLS_VIEW, MARIA, PETER) == (Remedy.ASK, Remedy.SAY_THE_NEED, Remedy.ASSESS, Remedy.DROP)


def test_where_most_would_have_to_leave_it_is_no_advice() -> None:
    again = Seat("maria igen", MARIA.facts)

    assert Remedy.STEP_OUT in remedies(SCHOOLS_VIEW, SARA, ANNA, MARIA)
    assert Remedy.STEP_OUT not in remedies(SCHOOLS_VIEW, SARA, MARIA, again)


def test_what_a_person_must_weigh_is_first_asked_for() -> None:
    assert remedies(FROM_BUP, SARA, PETER) == (Remedy.ASK, Remedy.SAY_THE_NEED, Remedy.ASSESS, Remedy.DROP)
    assert remedies(EMI, Seat("anna-karin", asked(REKTOR)), PETER)[0] is Remedy.ASK


def test_what_the_law_closes_can_neither_be_asked_for_nor_assessed() -> None:
    mentor = Seat("jonas", asked(MENTOR))

    assert remedies(Topic("samtal", (cell(K.PSYCHOSOCIAL),)), SARA, mentor) == (
        Remedy.STEP_OUT,
        Remedy.SAY_THE_NEED,
        Remedy.DROP,
    )
    assert remedies(SEALED, SARA) == (Remedy.SAY_THE_NEED, Remedy.DROP)


def test_a_topic_on_several_cells_is_judged_by_the_strictest() -> None:
    both = Topic("läget", (cell(K.ORDINARY), ASSESSMENT, cell(K.MEDICAL)))
    heard = verdict([both], [PETER]).rows[0].heard[0]

    assert heard.decision == decide(cell(K.MEDICAL), asked(SOCIAL_WORKER))
    assert heard.decision.answer is Answer.MEN
    assert verdict([Topic("båda", (cell(K.SUPPORT, sealed=True), ASSESSMENT))], [SARA]).rows[0].for_nobody


def test_a_topic_that_rests_on_nothing_known_is_not_open() -> None:
    row = verdict([NOTHING_KNOWN], [SARA]).rows[0]

    assert not row.speakable and row.for_nobody
    assert row.heard[0].decision.answer is Answer.MEN
    assert row.remedies == (Remedy.SAY_THE_NEED, Remedy.ASSESS, Remedy.DROP)


def test_an_empty_room_hears_nothing() -> None:
    room = verdict([EVERYDAY], [])

    assert room.open_count == 0 and room.rows[0].blocked == ()
    assert Remedy.STEP_OUT not in room.rows[0].remedies


def test_a_seat_is_the_person_it_answers_for() -> None:
    assert SARA.person == asked(KURATOR).reader.person
    assert EVERYDAY.cells[0].case == EBBA and Kind.NOTE is EVERYDAY.cells[0].kind


def test_guests_may_leave_and_neither_the_child_nor_the_leader() -> None:
    assert may_leave(Role.SOCIAL_WORKER, leads=False)
    assert not may_leave(Role.PUPIL, leads=False)
    assert not may_leave(Role.COUNSELLOR, leads=True)


def test_one_of_the_family_does_not_stay_for_the_school() -> None:
    assert stays_for_the_school(Role.MENTOR, at_school=True)
    assert not stays_for_the_school(Role.GUARDIAN, at_school=True)
    assert not stays_for_the_school(Role.SOCIAL_WORKER, at_school=False)


def test_what_is_shown_on_the_wall_is_what_each_who_is_there_may_have() -> None:
    assert open_to_all(ASSESSMENT, [SARA, MARIA_WITH_YES])
    assert not open_to_all(ASSESSMENT, [SARA, MARIA])
    assert not open_to_all(cell(K.ORDINARY), []), "in an empty room nothing is shown"
