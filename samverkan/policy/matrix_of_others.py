"""The law as a table for those who ask from outside, and for other purposes than the daily work. Swedish throughout.

A row is one reader, one purpose and one answer, with every class that gets it. Computed from `decide`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Cell, Facts, Reader, Standing
from samverkan.policy.matrix import ANSWER_WORDS, HUVUDMAN
from samverkan.policy.rules import classes as law
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    Flag,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
    UnitId,
)

HEADER = (
    "Vem",
    "Ändamål",
    "Hos",
    "Klasser",
    "Slag",
    "Svar",
    "Skyldighet",
    "Omtvistat",
    "Regel",
    "Lagrum",
    "Prövas enligt",
    "Beslutar",
    "Därför",
)
CASE, UNIT = CaseId(UUID(int=1)), UnitId(UUID(int=2))
HOLDER, ELSEWHERE, PRIVATE = (OrganisationId(UUID(int=10 + number)) for number in range(3))
PERSON = PersonId(UUID(int=20))
P, R, T = Purpose, Role, Tie
K = InformationClass
SAMPLE_KINDS = (Kind.NOTE, Kind.CONTACT, Kind.EXISTENCE, Kind.DECISION, Kind.JOURNAL, Kind.INFORMANT, Kind.ANONYMOUS)
HOLDERS = {Regime.OSL: "myndighet (OSL)", Regime.SKOLLAG: "fristående skola", Regime.PSL: "privat vård"}


@dataclass(frozen=True, slots=True)
class Asker:
    """One kind of reader and what they ask for."""

    label: str
    role: Role
    tie: Tie
    purposes: tuple[Purpose, ...]
    organisation: OrganisationId | None = ELSEWHERE
    public: bool = True


ASKERS = (
    Asker(
        "Socialtjänsten",
        R.SOCIAL_WORKER,
        T.ASKING,
        (
            P.CHILD_PROTECTION_REPORT,
            P.CHILD_PROTECTION_INVESTIGATION,
            P.PRELIMINARY_ASSESSMENT,
            P.CUSTODY_INQUIRY,
            P.SUPPORT,
            P.CRIME_PREVENTION,
        ),
    ),
    Asker(
        "Polisen",
        R.POLICE,
        T.ASKING,
        (
            P.LAW_ENFORCEMENT,
            P.LAW_ENFORCEMENT_CONTACT,
            P.OWN_INITIATIVE,
            P.SCHOOL_CRIME,
            P.COMMITTED_CRIME,
            P.CRIME_PREVENTION,
        ),
    ),
    Asker("Skolinspektionen, IVO eller JO", R.SUPERVISOR, T.ASKING, (P.SUPERVISION,)),
    Asker("Överklagandenämnden", R.APPEALS_BOARD, T.ASKING, (P.APPEAL,)),
    Asker("Annan myndighet", R.AUTHORITY, T.ASKING, (P.AUTHORITY_REQUEST,)),
    Asker("Journalist eller granne", R.PUBLIC, T.ASKING, (P.PUBLIC_REQUEST,), organisation=None, public=False),
    Asker("Närstående utan vårdnad", R.RELATIVE, T.RELATIVE, (P.SUPPORT,), organisation=None, public=False),
    Asker("Mottagande kommunal skola", R.TEACHER, T.RECEIVING, (P.TRANSITION,)),
    Asker("Mottagande fristående skola", R.TEACHER, T.RECEIVING, (P.TRANSITION,), PRIVATE, public=False),
    Asker("Skolsköterska på mottagande skola", R.NURSE, T.RECEIVING, (P.TRANSITION,)),
    Asker("Skolan där barnet börjar, samma nämnd som förskolan", R.TEACHER, T.RECEIVING, (P.TRANSITION,), HOLDER),
    Asker("Rådgivare på SPSM", R.SPSM_ADVISER, T.ASKING, (P.SUPPORT, P.ANONYMOUS_CONSULTATION)),
    Asker("BUP", R.BUP_CLINICIAN, T.ASKING, (P.SUPPORT, P.ANONYMOUS_CONSULTATION)),
    Asker("Den som har anmält oro", R.COUNSELLOR, T.ASKING, (P.FEEDBACK,)),
    Asker("Leverantör", R.SUPPLIER, T.SUPPLIER, (P.TECHNICAL,), PRIVATE, public=False),
    Asker("Vårdnadshavare", R.GUARDIAN, T.GUARDIAN, (P.BLOCKING,), organisation=None),
    Asker("Elev", R.PUPIL, T.SELF, (P.BLOCKING,), organisation=None),
    Asker("Skolsköterska i elevens team", R.NURSE, T.TEAM, (P.DIRECT_ACCESS,), HOLDER),
    Asker("Kurator i elevens team", R.COUNSELLOR, T.TEAM, (P.DIRECT_ACCESS, P.SENSITIVE_SORTING), HOLDER),
)


def rows(today: date) -> Iterator[tuple[str, ...]]:
    """The table's rows. Classes that get the same answer for the same kinds share a row; what nobody may is left out
    where the answer is only that no rule speaks.
    """
    for asker in ASKERS:
        for purpose in asker.purposes:
            for regime in Regime:
                for (decision, kinds), found in _answers(asker, purpose, regime, today).items():
                    yield _row(asker, purpose, regime, decision, kinds, found)


def as_csv(today: date) -> str:
    """The table as a file for a spreadsheet: semicolons and a header."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(today))
    return out.getvalue()


Answers = dict[tuple[Decision, tuple[Kind, ...]], list[InformationClass]]


def _answers(asker: Asker, purpose: Purpose, regime: Regime, today: date) -> Answers:
    found: Answers = {}
    for one in InformationClass:
        known = law.class_row(one, regime, today)
        if known is None or not known.ours:
            continue
        by_decision: dict[Decision, list[Kind]] = {}
        for kind in SAMPLE_KINDS:
            decision = decided(asker, purpose, one, kind, regime, today)
            if decision.rule != "R0.2":
                by_decision.setdefault(decision, []).append(kind)
        for decision, kinds in by_decision.items():
            found.setdefault((decision, tuple(kinds)), []).append(one)
    return found


def _row(
    asker: Asker,
    purpose: Purpose,
    regime: Regime,
    decision: Decision,
    kinds: tuple[Kind, ...],
    found: list[InformationClass],
) -> tuple[str, ...]:
    return (
        asker.label,
        purpose.label,
        HOLDERS[regime],
        ", ".join(one.value for one in found),
        "alla slag" if len(kinds) == len(SAMPLE_KINDS) else ", ".join(kind.label for kind in kinds),
        ANSWER_WORDS[decision.answer],
        "ja" if Flag.DUTY in decision.flags else "",
        "ja" if Flag.CONTESTED in decision.flags else "",
        decision.rule,
        decision.provision,
        "" if decision.men is None else decision.men.provision,
        "" if decision.men is None else decision.men.decider,
        decision.sentence,
    )


def decided(
    asker: Asker,
    purpose: Purpose,
    one: InformationClass,
    kind: Kind,
    regime: Regime,
    today: date,
    stances: frozenset[tuple[HuvudmanId, Stance]] = frozenset(),
) -> Decision:
    """What the law answers the asker, where the huvudman has signed these readings."""
    standing = Standing(
        tie=asker.tie,
        role=asker.role,
        organisation=asker.organisation,
        branch=BRANCH_OF_ROLE.get(asker.role, Branch.SCHOOL),
        public=asker.public,
        case=CASE,
        born_on=today.replace(year=today.year - 10, day=1),
    )
    cell = Cell(
        huvudman=HUVUDMAN,
        case=CASE,
        unit=UNIT,
        holder=HOLDER,
        regime=regime,
        branch=Branch.SCHOOL,
        information_class=one,
        kind=kind,
    )
    return decide(cell, Facts(Reader(PERSON, (standing,)), purpose, today, stances=stances))
