"""Invented cases for the overview's rules, made without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from samverkan.plans.caseload import CaseSummary, NextStep, OutsideSeat, Running

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ANNA_KARIN, SARA = UUID(int=1), UUID(int=2)
BUP, HAB = UUID(int=11), UUID(int=12)

RUNNING = Running(
    id=UUID(int=20),
    begun_at=NOW - timedelta(days=40),
    coordinator="Sara Holm",
    coordinator_id=SARA,
    follow_up_on=TODAY + timedelta(days=20),
    has_goal=True,
    ownerless_measures=0,
    steps=(NextStep("Bildschema i klassrummet", "Jonas Berg", UUID(int=3), TODAY + timedelta(days=6)),),
)
EBBA = CaseSummary(
    case=UUID(int=30),
    name="Ebba Lindqvist",
    given_name="Ebba",
    class_name="5B",
    unit=UUID(int=40),
    sort_key=(5, "5B", "lindqvist ebba"),
    trygghetsperson="Sara Holm",
    running=RUNNING,
    outside=(),
    vacancies=(),
    signal_at=None,
    signal_by="",
    assessed_at=None,
    assessed_outcome="",
    assessed_until=None,
    changed_at=NOW - timedelta(days=3),
)
ALI = replace(
    EBBA,
    case=UUID(int=31),
    name="Ali Haddad",
    given_name="Ali",
    class_name="2A",
    running=None,
    trygghetsperson="",
    signal_at=NOW - timedelta(days=6),
    signal_by="Jonas Berg",
)


def seat(organisation: UUID, name: str, person: str = "Lars Falk", last: date | None = TODAY) -> OutsideSeat:
    """A seat of an outside organisation."""
    return OutsideSeat(organisation, name, "08-465 004 52", "8–9", person, "behandlare", last)


MANS = replace(
    EBBA,
    case=UUID(int=32),
    name="Måns Öberg",
    given_name="Måns",
    class_name="7A",
    running=None,
    outside=(seat(BUP, "BUP öst"), seat(HAB, "Habiliteringen", person="")),
)
