"""The morning page: a fixed order of rules, only what is mine, and calls gathered by organisation."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from samverkan.overview import contacts, today
from samverkan.overview.tests.cases import ALI, ANNA_KARIN, BUP, EBBA, HAB, MANS, RUNNING, SARA, TODAY, seat
from samverkan.plans.caseload import CaseSummary, NextStep

GAP = today.ConsentGap(
    EBBA.case, UUID(int=50), TODAY + timedelta(days=1), "onsdag 25 november kl. 13.00", "Maria Ek får inte höra än."
)


def chosen(*cases: CaseSummary, reader: UUID = ANNA_KARIN, leads: bool = True, gap: bool = False) -> list[str]:
    rows = today.needs(cases, {EBBA.case: GAP} if gap else {}, reader=reader, answers_for_unit=leads, today=TODAY)
    return [row.title for row in rows]


def test_the_rules_come_in_their_order() -> None:
    late = replace(EBBA, case=UUID(int=60), running=replace(RUNNING, follow_up_on=TODAY - timedelta(days=4)))

    assert chosen(late, ALI, EBBA, gap=True) == [
        "Samtycke saknas inför mötet onsdag 25 november kl. 13.00",
        "Signal som ingen har bedömt, dag 6 av 14",
        "Ingen trygghetsperson är utsedd",
        "Uppföljningen skulle varit klar fredag 20 november",
    ]


def test_a_colleague_sees_only_what_she_coordinates() -> None:
    assert chosen(EBBA, ALI, reader=SARA, leads=False, gap=True) == [
        "Samtycke saknas inför mötet onsdag 25 november kl. 13.00"
    ]
    assert chosen(EBBA, ALI, reader=UUID(int=99), leads=False, gap=True) == []


def test_a_broken_promise_is_shown_to_the_one_who_made_it() -> None:
    step = NextStep("Ring logopeden", "Sara Holm", SARA, TODAY - timedelta(days=1))
    case = replace(EBBA, running=replace(RUNNING, steps=(step,)))

    assert chosen(case, reader=SARA, leads=False) == ["Ring logopeden skulle varit klart måndag 23 november"]
    assert chosen(case, reader=ANNA_KARIN, leads=False) == []


def test_nothing_is_a_goal_too() -> None:
    assert chosen(EBBA) == []


def test_a_plan_without_a_next_step_leads_to_where_one_is_written() -> None:
    case = replace(EBBA, running=replace(RUNNING, steps=()))

    (row,) = today.needs([case], {}, reader=ANNA_KARIN, answers_for_unit=True, today=TODAY)

    assert (row.title, row.verb) == ("Planen har inget nästa steg", "Skriv nästa steg")
    assert row.url == reverse("step_new", args=[case.case])


def test_each_row_says_which_rule_put_it_there() -> None:
    row, _ = today.needs([ALI], {}, reader=ANNA_KARIN, answers_for_unit=True, today=TODAY)

    assert row.rule == f"En signal har kommit in och ingen har bedömt den. Regel 9 av {len(today.RULES)}."


def test_one_call_handles_several_pupils() -> None:
    other = replace(MANS, case=UUID(int=61), name="Nova Sandberg", outside=(seat(BUP, "BUP öst"), seat(HAB, "Hab")))

    calls = contacts.calls([MANS, other], [], today=TODAY, taken=frozenset())

    assert [(call.name, len(call.wishes)) for call in calls if call.key == str(BUP)] == [("BUP öst", 2)]
    assert next(call for call in calls if call.key == str(BUP)).summary == "2 elever i ett samtal, telefontid 8–9"


def test_a_party_without_a_name_is_asked_for() -> None:
    calls = contacts.calls([MANS], [], today=TODAY, taken=frozenset())

    assert [{wish.subject for wish in call.wishes} == {contacts.NAME_IT} for call in calls] == [False, True]


def test_long_silence_is_a_reason_to_ring_and_a_taken_contact_is_not() -> None:
    silent = replace(EBBA, outside=(seat(BUP, "BUP öst", last=TODAY - timedelta(days=61)),))
    taken = frozenset({(EBBA.case, BUP, contacts.RING)})

    assert len(contacts.calls([silent], [], today=TODAY, taken=frozenset())) == 1
    assert contacts.calls([silent], [], today=TODAY, taken=taken) == ()
    assert contacts.calls([EBBA], [], today=TODAY, taken=frozenset()) == ()


def test_a_guardian_who_has_not_answered_is_a_contact() -> None:
    home = contacts.HomeWish(
        EBBA.case, UUID(int=77), "Olof Lindqvist", ("skolans bedömning",), TODAY - timedelta(days=3)
    )

    (call,) = contacts.calls([EBBA], [home], today=TODAY, taken=frozenset())

    assert (call.name, call.wishes[0].why) == (
        "Olof Lindqvist",
        "Skolans bedömning: frågat lördag 21 november, inget svar än",
    )


def test_all_that_a_guardian_has_not_answered_is_said_in_one_contact() -> None:
    asked = ("skolans bedömning", "stödet från BUP", "vilka som är med i teamet")
    home = contacts.HomeWish(EBBA.case, UUID(int=77), "Olof Lindqvist", asked, TODAY - timedelta(days=3))

    (call,) = contacts.calls([EBBA], [home], today=TODAY, taken=frozenset())

    assert call.wishes[0].why == (
        "Skolans bedömning, stödet från BUP och vilka som är med i teamet: "
        "frågat från lördag 21 november, inget svar än"
    )


def test_those_whose_answer_the_nearest_meeting_waits_for_come_first() -> None:
    homes = [
        contacts.HomeWish(case.case, UUID(int=number), name, ("skolans bedömning",), TODAY)
        for case, number, name in ((EBBA, 77, "Olof Lindqvist"), (MANS, 78, "Karin Ek"))
    ]
    silent = replace(EBBA, outside=(seat(BUP, "BUP öst", last=TODAY - timedelta(days=61)),))
    meetings = {MANS.case: TODAY + timedelta(days=1)}

    found = contacts.calls(
        [silent, replace(MANS, outside=())], homes, today=TODAY, taken=frozenset(), meets_on=meetings
    )

    assert [call.name for call in found] == ["Karin Ek", "BUP öst", "Olof Lindqvist"]
