"""Whether a reader may take an act: the row of the act, held against the reader's work and ties."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from samverkan.policy.acting.actions import Action
from samverkan.policy.acting.rules import (
    ACTION_RULES,
    ASK_COLLEAGUE,
    ENTRUSTED,
    NOT_OF_ONES_OWN_CHILD,
    SCHOOLS_OWN,
    SEE,
    SYSTEM_KEEPERS,
    ActionRule,
)
from samverkan.policy.facts import Reader, Standing
from samverkan.policy.rules.row import LEADERS
from samverkan.policy.vocabulary import CaseId, OrganisationId, Role, Tie, UnitId


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether the act may be taken, by which standing, and otherwise whom to ask."""

    allowed: bool
    sentence: str
    standing: Standing | None = None


def may(
    reader: Reader,
    action: Action,
    *,
    case: CaseId | None = None,
    unit: UnitId | None = None,
    holder: OrganisationId | None = None,
) -> Permission:
    """Whether the reader may take the action, on this case at this unit when it is on a pupil.

    With a holder the work too must be there: a guardian who is named may lead a school somewhere else.
    """
    rule = ACTION_RULES[action]
    if case is not None and case in reader.barred_from:
        return Permission(False, rule.otherwise)
    if case in _own_children(reader, action):
        return Permission(False, ASK_COLLEAGUE)
    for standing in reader.standings:
        if holder is not None and standing.organisation != holder:
            continue
        if standing.role in rule.roles and _carries(rule, standing, case, unit):
            return Permission(True, "", standing)
    return Permission(False, rule.otherwise)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose pupils an act may be taken on: these cases, and those at these units, but for some."""

    cases: frozenset[CaseId]
    units: frozenset[UnitId]
    closed: frozenset[CaseId]

    def holds(self, case: CaseId, unit: UnitId | None) -> bool:
        """Whether the pupil is among them."""
        return case not in self.closed and (case in self.cases or unit in self.units)


def reach(reader: Reader, action: Action) -> Reach:
    """For a list: the same pupils that `may` allows the act on one by one. For acts on a pupil."""
    rule = ACTION_RULES[action]
    carrying = [
        standing
        for standing in reader.standings
        if standing.role in rule.roles and standing.tie in (rule.ties or frozenset())
    ]
    return Reach(
        cases=frozenset(standing.case for standing in carrying if standing.case is not None),
        units=frozenset(
            standing.unit
            for standing in carrying
            if standing.case is None and standing.unit is not None and _at_whole_unit(rule, standing)
        ),
        closed=reader.barred_from | _own_children(reader, action),
    )


def work_for(reader: Reader, action: Action) -> tuple[Standing, ...]:
    """The reader's standings that carry an act which is not on one pupil, for a list of where it may be taken."""
    return tuple(row for row in reader.standings if may(Reader(reader.person, (row,)), action).allowed)


def _own_children(reader: Reader, action: Action) -> frozenset[CaseId]:
    """The pupils on whom the act is a colleague's to take, because it would be in the family's own matter."""
    if action not in NOT_OF_ONES_OWN_CHILD:
        return frozenset()
    kin = (standing.case for standing in reader.standings if standing.tie in (Tie.GUARDIAN, Tie.SELF))
    return frozenset(case for case in kin if case is not None)


def keeps_every_unit(standing: Standing) -> bool:
    """Whether the work is with all school units of the employer: whoever keeps the system works at none of them."""
    return standing.unit is None and standing.role in SYSTEM_KEEPERS


def answers_for(standing: Standing, unit: UnitId, employer: OrganisationId) -> bool:
    """Whether the standing is at this unit of this employer, or with all of the employer's."""
    return standing.unit == unit or (keeps_every_unit(standing) and standing.organisation == employer)


def may_give(reader: Reader, roles: Iterable[Role]) -> Permission:
    """Whether the reader may give these roles to a colleague, or hand the colleague who has them a way to sign in."""
    trusted = not ENTRUSTED.isdisjoint(roles)
    return may(reader, Action.ENTRUST if trusted else Action.STAFF_WRITE)


def _carries(rule: ActionRule, standing: Standing, case: CaseId | None, unit: UnitId | None) -> bool:
    if rule.ties is None or case is None:
        return True
    if standing.tie not in rule.ties:
        return False
    if standing.case is not None:
        return standing.case == case
    return standing.unit is not None and standing.unit == unit and _at_whole_unit(rule, standing)


def _at_whole_unit(rule: ActionRule, standing: Standing) -> bool:
    """Whether work at a unit carries the act there: reading does, and whatever leaders do."""
    return rule.ties == SEE or standing.role in LEADERS


def may_sign_in(reader: Reader) -> bool:
    """Whether anything at all lets the person in: work that runs today, a child, or being the pupil.

    A seat in a team is no work of its own: whoever has nothing else is a guest, and guests have no account.
    """
    return any(standing.tie is not Tie.TEAM for standing in reader.standings)


def while_preparing(reader: Reader, preparing: Collection[CaseId]) -> Reader:
    """The reader as long as the huvudmän of these pupils only prepare: none but the schools' own staff is tied to them.

    Families and outside parties come in the day somebody has signed that the huvudman begins in earnest.
    """
    return replace(
        reader,
        standings=tuple(row for row in reader.standings if row.case not in preparing or works_in_school(row)),
        named_for=reader.named_for
        - {case for case in preparing if not any(works_in_school(row) for row in reader.in_case(case))},
    )


def works_in_school(standing: Standing) -> bool:
    """Whether the standing is a school's own employee's, elevhälsan and EMI among them."""
    return standing.organisation is not None and standing.branch in SCHOOLS_OWN
