"""R0: hard stops. A stop is a bar: it beats every permission, grants included.

Each bar is a box over the facts of a cell, as a rule row is, and so it too becomes SQL without loss.
"""

from dataclasses import dataclass
from datetime import date

from samverkan.policy.facts import Cell, Facts, Standing
from samverkan.policy.vocabulary import CaseId, Flag, InformationClass, Kind, OrganisationId, Purpose, Role, Tie

K = InformationClass
CARERS = frozenset(
    {
        Role.NURSE,
        Role.DOCTOR,
        Role.PSYCHOLOGIST,
        Role.BUP_CLINICIAN,
        Role.HABILITATION,
        Role.SPEECH_THERAPIST,
        Role.FIRST_LINE,
    }
)
"""Those who give care and keep a patient journal."""


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A stop row. It stops if and only if every side that is drawn holds, and the reader is not one it spares."""

    id: str
    provision: str
    sentence: str
    sealed: bool = False
    """Sealed cells, for all but the named."""
    barred: bool = False
    """Every cell of a case that the reader is barred from."""
    classes: frozenset[InformationClass] | None = None
    kinds: frozenset[Kind] | None = None
    purposes: frozenset[Purpose] | None = None
    ties: frozenset[Tie] | None = None
    """Only readers who stand so before the case."""
    spares_own_care: bool = False
    """Not those who give care at the holder and take part in the work."""
    flags: frozenset[Flag] = frozenset({Flag.SILENT, Flag.LOG})
    valid_from: date = date(2009, 6, 30)
    valid_to: date | None = None

    def in_force(self, today: date) -> bool:
        """Whether the row holds on the day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)

    def meets(self, information_class: InformationClass, kind: Kind, purpose: Purpose) -> bool:
        """Whether the row speaks of the class, the kind and the purpose."""
        return (
            (self.classes is None or information_class in self.classes)
            and (self.kinds is None or kind in self.kinds)
            and (self.purposes is None or purpose in self.purposes)
        )

    def stops(self, cell: Cell, facts: Facts) -> bool:
        """Whether this row, when it meets the cell, stops the reader before it."""
        reader = facts.reader
        if self.sealed and (not cell.sealed or cell.case in reader.named_for):
            return False
        if self.barred and cell.case not in reader.barred_from:
            return False
        if not self.in_force(facts.today):
            return False
        tied = reader.in_case(cell.case) if self.ties is not None or self.spares_own_care else ()
        if self.ties is not None and not any(standing.tie in self.ties for standing in tied):
            return False
        return not (self.spares_own_care and any(_cares(standing, cell.holder) for standing in tied))


@dataclass(frozen=True, slots=True)
class Barrier:
    """A bar as it stands before one reader: a box that no lane reaches into. None on a side means any value."""

    classes: frozenset[InformationClass] | None
    kinds: frozenset[Kind] | None
    cases: frozenset[CaseId] | None
    sealed: bool
    """Only sealed cells."""
    spared: frozenset[CaseId] = frozenset()
    """Cases it does not stand before."""
    spared_at: frozenset[tuple[CaseId, OrganisationId]] = frozenset()
    """Cases it does not stand before at this holder."""

    def holds(self, cell: Cell) -> bool:
        """Whether the cell lies behind it."""
        return (
            (self.classes is None or cell.information_class in self.classes)
            and (self.kinds is None or cell.kind in self.kinds)
            and (self.cases is None or cell.case in self.cases)
            and (not self.sealed or cell.sealed)
            and cell.case not in self.spared
            and (cell.case, cell.holder) not in self.spared_at
        )


def barriers(facts: Facts) -> tuple[Barrier, ...]:
    """Every bar that can stop the reader on the day, for the purpose."""
    found = (_barrier(bar, facts) for bar in BARS if bar.in_force(facts.today))
    return tuple(dict.fromkeys(barrier for barrier in found if barrier is not None))


def _barrier(bar: Bar, facts: Facts) -> Barrier | None:
    if bar.purposes is not None and facts.purpose not in bar.purposes:
        return None
    reader = facts.reader
    cases: frozenset[CaseId] | None = None
    if bar.barred:
        cases = reader.barred_from
    if bar.ties is not None:
        tied = frozenset(one.case for one in reader.standings if one.tie in bar.ties and one.case is not None)
        cases = tied if cases is None else cases & tied
    if cases is not None and not cases:
        return None
    return Barrier(
        bar.classes,
        bar.kinds,
        cases,
        bar.sealed,
        spared=reader.named_for if bar.sealed else frozenset(),
        spared_at=_cared_for(reader.standings) if bar.spares_own_care else frozenset(),
    )


def _cared_for(standings: tuple[Standing, ...]) -> frozenset[tuple[CaseId, OrganisationId]]:
    return frozenset(
        (one.case, one.organisation)
        for one in standings
        if one.role in CARERS and one.case is not None and one.organisation is not None
    )


def _cares(standing: Standing, holder: OrganisationId) -> bool:
    return standing.role in CARERS and standing.organisation == holder


BARS = (
    Bar(
        "R0.1",
        "OSL 26:3",
        "Det som sägs i förtroende i familjerådgivning är hemligt för alla. Det hör inte hemma här.",
        classes=frozenset({K.FAMILY_COUNSELLING}),
    ),
    Bar(
        "R0.1",
        "OSL 26:5",
        "Vem som har anmält lämnas inte ut när den personen kan råka illa ut.",
        classes=frozenset({K.CONCERN_REPORT_RECEIVED}),
        kinds=frozenset({Kind.INFORMANT}),
        ties=frozenset({Tie.GUARDIAN, Tie.SELF, Tie.RELATIVE}),
    ),
    Bar(
        "R0.1",
        "OSL 26:2, 26:14 c",
        "Var barnet finns är hemligt också för en förälder.",
        classes=frozenset({K.HIDDEN_PLACEMENT}),
        ties=frozenset({Tie.GUARDIAN, Tie.RELATIVE}),
    ),
    Bar(
        "R0.2",
        "OSL 18:13 a, 18:8",
        "Skolans säkerhets- och beredskapsplan är inte uppgifter om elever och hör inte hemma här.",
        classes=frozenset({K.SECURITY_PLAN}),
    ),
    Bar(
        "R0.3",
        "Dataskyddslagen 3:3 st. 2; skollagen 26 a:4; patientdatalagen 2:8",
        "Elever tas inte fram eller ordnas efter diagnos, hälsa, ursprung eller annat känsligt.",
        purposes=frozenset({Purpose.SENSITIVE_SORTING}),
        flags=frozenset({Flag.LOG}),
        # Dataskyddslagen (2018:218) entered into force with GDPR.
        valid_from=date(2018, 5, 25),
    ),
    Bar(
        "R0.4",
        "OSL 21:3, 21:3 a, 22:2",
        "Eleven har skyddade personuppgifter. Bara namngivna personer kan se något här.",
        sealed=True,
    ),
    Bar(
        "R1.4",
        "OSL 12:3 st. 1 p. 1",
        "Det är beslutat att den här personen inte får ta del av uppgifter om eleven.",
        barred=True,
        flags=frozenset({Flag.SILENT, Flag.LOG, Flag.HUMAN, Flag.RECORD}),
    ),
    Bar(
        "R5.15",
        "Patientdatalagen 4:1, 5:4; lag 2022:913",
        "Ingen utanför vården läser direkt i en journal, och ingen i en annan verksamhet. Fråga ägaren.",
        purposes=frozenset({Purpose.DIRECT_ACCESS}),
        spares_own_care=True,
        flags=frozenset({Flag.LOG}),
    ),
)
