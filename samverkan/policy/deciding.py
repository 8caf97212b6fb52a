"""One decision: may this reader have this piece of information, for this purpose, today?"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

from samverkan.policy.facts import Cell, Facts, Grant, Reader, Standing
from samverkan.policy.rules import BARS, RULES, Bar, MenGround, Rule, distances, reaches
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    Flag,
    Giver,
    GrantId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    StatementId,
    Tie,
)

NOBODY = PersonId(UUID(int=0))
ELSEWHERE = OrganisationId(UUID(int=0))
NO_TIE = "Du har inget uppdrag kring eleven som ger rätt till uppgiften."


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, with the row it stands on, the statute and a sentence for people."""

    answer: Answer
    rule: str
    provision: str
    sentence: str
    flags: frozenset[Flag] = frozenset()
    tie: Tie | None = None
    givers: tuple[Giver, ...] = ()
    men: MenGround | None = None
    grant: GrantId | None = None

    @property
    def allowed(self) -> bool:
        """Whether the information may be passed on."""
        return self.answer is Answer.ALLOW


DEFAULT = Decision(Answer.DENY, "R0.2", "OSL 8:1; dataskyddsförordningen 5.1 c", NO_TIE, frozenset({Flag.LOG}))
PRECEDENCE = (Answer.CONSENT, Answer.MEN, Answer.DENY)


def decide(cell: Cell, facts: Facts, statement: StatementId | None = None) -> Decision:
    """Answer for one cell. Default DENY; a bar beats every permission; then ALLOW, a grant, CONSENT, MEN, DENY.

    With a statement the answer is for that one alone: it may be released where the rest of its cell is not.

    What the law leaves to a person (MEN) is never computed: the decision names the provision and who decides.
    """
    for bar in bars_for(cell.information_class, cell.kind, facts.purpose):
        if bar.stops(cell, facts):
            return _barred(bar)
    found = _applicable(cell, facts)
    allowing = next((decision for decision in found if decision.allowed), None) or _granted(cell, facts, statement)
    if allowing is not None:
        return allowing
    for answer in PRECEDENCE:
        for decision in found:
            if decision.answer is answer:
                return decision
    return DEFAULT


def open_to_every_employee(cell: Cell, today: date) -> bool:
    """Whether anybody employed at the cell's unit may know, without a tie to the pupil and without leading the unit."""
    return _open_to(Standing(Tie.UNIT, Role.OTHER_STAFF, cell.holder, Branch.SCHOOL, unit=cell.unit), cell, today)


def open_to_every_party(cell: Cell, today: date) -> bool:
    """Whether anybody who takes part in the work round the pupil may know, whatever outside authority they are of."""
    return _open_to(Standing(Tie.TEAM, Role.SOCIAL_WORKER, ELSEWHERE, Branch.SOCIAL, case=cell.case), cell, today)


def _open_to(anybody: Standing, cell: Cell, today: date) -> bool:
    return decide(cell, Facts(Reader(NOBODY, (anybody,)), Purpose.SUPPORT, today)).allowed


def _applicable(cell: Cell, facts: Facts) -> list[Decision]:
    """What each row that applies says, in the order of the rows. Only ties that reach the cell are looked at."""
    near = [(standing, distances(cell, standing)) for standing in facts.reader.standings if reaches(cell, standing)]
    if not near:
        return []
    ties = frozenset([standing.tie for standing, _ in near])
    rows = rules_for(cell.information_class, ties, facts.purpose, bool(facts.stances))
    return [
        _decision(rule, standing.tie, rule.givers_of(cell, standing, facts.today), rule.men_of(cell))
        for rule in rows
        if rule.concerns(cell) and rule.asked_so(cell, facts)
        for standing, away in near
        if rule.distance in away and rule.suits(standing, facts.today) and _subject_fits(rule, cell, facts.reader)
    ]


@cache
def rules_for(
    information_class: InformationClass, ties: frozenset[Tie], purpose: Purpose, stanced: bool
) -> tuple[Rule, ...]:
    """The rows, in their order, that speak of the class, of any of the ties and of the purpose. The law is fixed, so it
    is kept. Rows that hang on a stance only where somebody has taken one.
    """
    return tuple(
        rule
        for rule in RULES
        if information_class in rule.classes
        and rule.ties & ties
        and purpose in rule.purposes
        and (stanced or rule.stance is None)
    )


@cache
def bars_for(information_class: InformationClass, kind: Kind, purpose: Purpose) -> tuple[Bar, ...]:
    """The bars that speak of the class, the kind and the purpose."""
    return tuple(bar for bar in BARS if bar.meets(information_class, kind, purpose))


def _subject_fits(rule: Rule, cell: Cell, reader: Reader) -> bool:
    return not rule.own_subject or cell.subject == reader.person


@cache
def _decision(rule: Rule, tie: Tie, givers: tuple[Giver, ...], men: MenGround | None) -> Decision:
    return Decision(
        rule.answer,
        rule.id,
        rule.provision,
        rule.sentence,
        rule.flags,
        tie,
        givers,
        men,
    )


def _granted(cell: Cell, facts: Facts, statement: StatementId | None) -> Decision | None:
    for grant in facts.grants:
        if grant.opens(cell, statement) and facts.may_use(grant):
            return grounded_on(grant)
    return None


@cache
def _barred(bar: Bar) -> Decision:
    return Decision(Answer.DENY, bar.id, bar.provision, bar.sentence, bar.flags)


CONSENTED = Decision(
    Answer.ALLOW,
    "R6",
    "OSL 10:1, 12:2",
    "De som bestämmer över uppgiften har sagt ja.",
    frozenset({Flag.NARROW, Flag.LOG}),
)
RELEASED = Decision(
    Answer.ALLOW,
    "R7",
    "OSL 10:1",
    "Den som äger uppgiften har bedömt att den kan lämnas.",
    frozenset({Flag.NARROW, Flag.LOG}),
)


WITH_A_RESERVATION = "Det gäller med förbehåll."


def grounded_on(grant: Grant) -> Decision:
    """The permission a grant gives. An assessment is cited by the provision it was made under."""
    given = CONSENTED if grant.rule == "R6" else RELEASED
    made = replace(given, grant=grant.id, provision=grant.provision or given.provision)
    if not grant.reserved:
        return made
    return replace(made, flags=made.flags | {Flag.RESERVED}, sentence=f"{made.sentence} {WITH_A_RESERVATION}")
