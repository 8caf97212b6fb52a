"""The room: twelve persons and five hundred statements, judged as a whole."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from benchmarks.measuring import Goal, table, worked
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Facts, Reader
from samverkan.policy.room import STRICTNESS, Seat, Topic, verdict
from samverkan.policy.tests import table as cases
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, PersonId, Purpose

PERSONS, STATEMENTS, MILLISECONDS = 12, 500, 10


def seats() -> list[Seat]:
    """Twelve who could meet: school, elevhälsa, EMI, region, social services and family."""
    standings = [
        cases.REKTOR,
        cases.KURATOR,
        cases.MENTOR,
        cases.NURSE,
        cases.LOGOPED,
        cases.SOCIAL_WORKER,
        cases.ANNA_MOTHER,
    ]
    grants = (replace(cases.YES, manners=frozenset(Manner)),)
    return [
        Seat(
            f"plats {number}",
            Facts(
                Reader(PersonId(UUID(int=900 + number)), (standing,)),
                Purpose.SUPPORT,
                cases.TODAY,
                Manner.SPEAK,
                grants,
            ),
        )
        for number, standing in zip(range(PERSONS), itertools.cycle(standings), strict=False)
    ]


def topics() -> list[Topic]:
    """Five hundred statements, each a topic of its own, over every class and kind that a case holds."""
    kinds = (Kind.NOTE, Kind.ASSESSMENT, Kind.MEASURE, Kind.DECISION, Kind.INSTRUCTION)
    cells = [cases.cell(one, kind) for one in InformationClass for kind in kinds]
    return [Topic(f"uttalande {number}", (cells[number % len(cells)],)) for number in range(STATEMENTS)]


def run(progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """The room's time, after each of its six thousand answers is compared with a single decision."""
    people, agenda = seats(), topics()
    judged = verdict(agenda, people)
    for row, topic in zip(judged.rows, agenda, strict=True):
        for heard, seat in zip(row.heard, people, strict=True):
            alone = max((decide(cell, seat.facts) for cell in topic.cells), key=lambda one: STRICTNESS[one.answer])
            if heard.decision != alone:
                raise AssertionError(f"{topic.key}, {seat.key}: the room and the single decision differ.")
    times = worked(lambda: verdict(agenda, people))
    progress(f"rummet: {times} ms")
    words = f"rummet, {PERSONS} personer × {STATEMENTS} uttalanden ≤ {MILLISECONDS} ms"
    return (
        "### Rummet\n\n"
        + table(
            ["vad", "ms processortid, median och spridning"],
            [[f"{PERSONS} personer × {STATEMENTS} uttalanden, {len({t.cells for t in agenda})} celler", times]],
        ),
        [Goal(words, f"{times.median:.2f} ms", times.median <= MILLISECONDS)],
    )
