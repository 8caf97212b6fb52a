"""All cells a reader may see, as a union of lanes. The same rows as `deciding`, read from the other side.

A lane is a box over the facts of a cell: each side is a set of allowed values or None for any. Boxes become SQL without
loss, which is why the rules are written in conditions that fit one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from samverkan.policy.deciding import grounded_on
from samverkan.policy.facts import Cell, Facts, Grant, Reader, Standing
from samverkan.policy.rules import RULES, Barrier, Distance, Rule, barriers
from samverkan.policy.vocabulary import (
    Answer,
    CaseId,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    StatementId,
    Tie,
    UnitId,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a lane is open: the rule row, the statute, the sentence and the tie or grant."""

    rule: str
    provision: str
    sentence: str
    tie: Tie | None = None
    grant: GrantId | None = None
    reserved: bool = False
    """Whether what opened it was given with a förbehåll."""


INSIDE = (Distance.SAME_UNIT, Distance.SAME_HOLDER)
NO_GROUND = Ground("", "", "")


@dataclass(frozen=True, slots=True)
class Lane:
    """A box of cells with its ground. None on a side means any value; sets are never empty."""

    ground: Ground
    cases: frozenset[CaseId] | None
    units: frozenset[UnitId] | None
    classes: frozenset[InformationClass]
    confided: bool
    """Whether confided cells are inside."""
    kinds: frozenset[Kind] | None = None
    regimes: frozenset[Regime] | None = None
    holders: frozenset[OrganisationId] | None = None
    not_holder: OrganisationId | None = None
    subject: PersonId | None = None
    """Only cells about this other person."""
    only_pupil: bool = False
    """Only cells about the pupil (a grant never frees another person's data by the way)."""
    origins: frozenset[InformationClass | None] | None = None
    """Only what came with one of these classes; None among them is what the holder made itself."""
    blocked: bool = False
    """Whether cells that the patient has had blocked are inside."""
    parties: frozenset[OrganisationId | None] | None = None
    """Only what tells of these outside organisations; None among them is what tells of none."""
    professions: frozenset[Role] | None = None
    """Only what somebody of these professions knows."""
    huvudmen: frozenset[HuvudmanId] | None = None
    """Only the huvudmän that have chosen the reading which the lane stands on."""
    statements: frozenset[StatementId] | None = None
    """Only these statements, by id, where a single lane opens no whole cell."""

    def holds(self, cell: Cell, statement: StatementId | None = None) -> bool:
        """Whether the cell lies in the box; of single statements, whether this one does."""
        return (
            (self.statements is None or statement in self.statements)
            and (self.cases is None or cell.case in self.cases)
            and (self.units is None or cell.unit in self.units)
            and cell.information_class in self.classes
            and (self.kinds is None or cell.kind in self.kinds)
            and (self.regimes is None or cell.regime in self.regimes)
            and (self.holders is None or cell.holder in self.holders)
            and (self.not_holder is None or cell.holder != self.not_holder)
            and (self.subject is None or cell.subject == self.subject)
            and not (self.only_pupil and cell.subject is not None)
            and (self.confided or not cell.confided)
            and (self.origins is None or cell.origin_class in self.origins)
            and (self.blocked or not cell.blocked)
            and (self.parties is None or cell.party in self.parties)
            and (self.professions is None or cell.profession in self.professions)
            and (self.huvudmen is None or cell.huvudman in self.huvudmen)
        )


@dataclass(frozen=True, slots=True)
class ReadingScope:
    """What a reader may see: inside some lane and behind no bar."""

    lanes: tuple[Lane, ...]
    reader: Reader
    boxes: tuple[Lane, ...]
    """The same lanes with one ground for all, and so fewer: for asking where, when nobody asks why."""
    barriers: tuple[Barrier, ...]
    """What stands before the reader and could stop some lane. Never left out by forgetting: it has no default."""
    singles: tuple[Lane, ...] = ()
    """Boxes of which single statements are open, by id, and nothing else: no cell is covered by them."""
    also: "ReadingScope | None" = None
    """Another scope that must cover it too: when somebody looks at a page as another gets it."""

    def readers(self) -> frozenset[PersonId]:
        """Everybody who must be one of the parties to meet what is between some persons alone."""
        own = frozenset({self.reader.person})
        return own if self.also is None else own | self.also.readers()

    def opened_by(self, grants: Iterable[GrantId]) -> frozenset[GrantId]:
        """Those of the grants that open something to the reader."""
        opening = {lane.ground.grant for lane in (*self.lanes, *self.singles)}
        return frozenset(grant for grant in grants if grant in opening)

    def single_statements(self) -> frozenset[StatementId]:
        """Every statement that is open by itself to any of those who must be able to see."""
        own = frozenset(one for lane in self.singles for one in lane.statements or ())
        return own if self.also is None else own | self.also.single_statements()

    def covers(self, cell: Cell) -> bool:
        """True if and only if `decide` answers ALLOW for the same facts."""
        return self.ground(cell) is not None

    def ground(self, cell: Cell, statement: StatementId | None = None) -> Ground | None:
        """The ground of the first lane that holds the cell, or None when it may not be seen. With a statement, of the
        first that holds it: its cell's, or its own.
        """
        return next(iter(self.grounds(cell, statement)), None)

    def grounds(self, cell: Cell, statement: StatementId | None = None) -> tuple[Ground, ...]:
        """Every ground on which it is open, those of the law's own rows first."""
        if any(barrier.holds(cell) for barrier in self.barriers):
            return ()
        if self.also is not None and self.also.ground(cell, statement) is None:
            return ()
        return tuple(lane.ground for lane in (*self.lanes, *self.singles) if lane.holds(cell, statement))


def reading_scope(facts: Facts) -> ReadingScope:
    """The union of lanes for the same facts that `decide` answers one by one."""
    lanes = [
        lane
        for rule in allowing(facts.purpose, frozenset([standing.tie for standing in facts.reader.standings]))
        if rule.in_force(facts.today)
        for lane in _lanes(rule, facts)
    ]
    given = [_grant_lane(grant) for grant in facts.grants_in_force()]
    lanes += [lane for lane in given if lane.statements is None]
    singles = tuple(lane for lane in given if lane.statements is not None)
    boxes = tuple(_boxes(lanes))
    met = (*boxes, *singles)
    stopping = tuple(barrier for barrier in barriers(facts) if any(_may_meet(barrier, box) for box in met))
    return ReadingScope(tuple(lanes), facts.reader, boxes, stopping, singles)


def shared(one: ReadingScope, other: ReadingScope) -> ReadingScope:
    """What both may see, with the first one's grounds: covers a cell if and only if both do."""
    return replace(one, also=other if one.also is None else shared(one.also, other))


@cache
def allowing(purpose: Purpose, ties: frozenset[Tie]) -> tuple[Rule, ...]:
    """The rows, in their order, that can open anything for the purpose to somebody tied so."""
    return tuple(
        rule for rule in RULES if rule.answer is Answer.ALLOW and purpose in rule.purposes and rule.ties & ties
    )


def _may_meet(barrier: Barrier, lane: Lane) -> bool:
    """Whether the barrier can stand before some cell of the lane. One that cannot is left out of every question."""
    return (barrier.classes is None or not barrier.classes.isdisjoint(lane.classes)) and (
        barrier.kinds is None or lane.kinds is None or not barrier.kinds.isdisjoint(lane.kinds)
    )


def _lanes(rule: Rule, facts: Facts) -> list[Lane]:
    """Standings that differ only in case, or only in unit, share a lane: a mentor of thirty pupils needs a handful."""
    huvudmen = _huvudmen(rule, facts)
    if huvudmen is not None and not huvudmen:
        return []
    alike: dict[object, list[Standing]] = {}
    for standing in facts.reader.standings:
        if rule.suits(standing, facts.today) and _has_reach(rule, standing):
            to_case = standing.case is not None
            unit = standing.unit if to_case and rule.distance is Distance.SAME_UNIT else None
            school = standing.school if to_case and rule.distance in INSIDE else None
            alike.setdefault((standing.tie, standing.organisation, to_case, unit, school), []).append(standing)
    return [_lane(rule, standings, facts.reader, huvudmen) for standings in alike.values()]


def _huvudmen(rule: Rule, facts: Facts) -> frozenset[HuvudmanId] | None:
    """Those whose choice the row hangs on; None when it hangs on none."""
    if rule.stance is None:
        return None
    return frozenset(huvudman for huvudman, chosen in facts.stances if chosen is rule.stance)


def _has_reach(rule: Rule, standing: Standing) -> bool:
    """A tie that names neither case nor unit, or an employer-bound row without employer, reaches nothing."""
    if standing.case is None and standing.unit is None:
        return False
    match rule.distance:
        case Distance.SAME_UNIT:
            here = standing.case is None or standing.school in (None, standing.unit)
            return standing.organisation is not None and standing.unit is not None and here
        case Distance.SAME_HOLDER:
            return standing.organisation is not None
        case _:
            return True


def _lane(rule: Rule, standings: list[Standing], reader: Reader, huvudmen: frozenset[HuvudmanId] | None) -> Lane:
    first = standings[0]
    same = rule.distance in INSIDE
    other = rule.distance in (Distance.OTHER_AUTHORITY, Distance.OTHER_PRIVATE, Distance.OTHER)
    cases = frozenset(standing.case for standing in standings if standing.case is not None)
    return Lane(
        Ground(rule.id, rule.provision, rule.sentence, first.tie),
        cases=cases or None,
        units=_units(rule, standings),
        classes=rule.classes,
        kinds=rule.kinds,
        regimes=rule.regimes,
        holders=frozenset({first.organisation}) if same and first.organisation is not None else None,
        not_holder=first.organisation if other else None,
        subject=reader.person if rule.own_subject else None,
        confided=rule.confided,
        origins=rule.origins,
        blocked=rule.blocked,
        professions=rule.professions,
        huvudmen=huvudmen,
    )


def _units(rule: Rule, standings: list[Standing]) -> frozenset[UnitId] | None:
    """The units of ties to units; of a tie to a case the school it was made at, for what the own employer holds."""
    first = standings[0]
    units = frozenset(standing.unit for standing in standings if standing.unit is not None)
    if first.case is None:
        return units
    if rule.distance is Distance.SAME_UNIT:
        return units
    return frozenset({first.school}) if rule.distance in INSIDE and first.school is not None else None


def _grant_lane(grant: Grant) -> Lane:
    words = grounded_on(grant)
    return Lane(
        Ground(words.rule, words.provision, words.sentence, grant=grant.id, reserved=grant.reserved),
        cases=frozenset({grant.case}),
        units=None,
        classes=grant.classes,
        kinds=grant.kinds,
        holders=grant.holders,
        subject=grant.subject,
        only_pupil=grant.subject is None,
        confided=grant.confided,
        origins=grant.origins,
        blocked=grant.blocked,
        parties=grant.parties,
        statements=grant.statements,
    )


def _boxes(lanes: Iterable[Lane]) -> list[Lane]:
    """Lanes that differ only in ground and case, joined."""
    wide: dict[Lane, None] = {}
    alike: dict[object, list[Lane]] = {}
    for lane in lanes:
        if lane.cases is None:
            wide.setdefault(replace(lane, ground=NO_GROUND))
        else:
            rest = (lane.units, lane.classes, lane.kinds, lane.regimes, lane.holders, lane.not_holder)
            more = (lane.subject, lane.only_pupil, lane.origins, lane.confided)
            newer = (lane.blocked, lane.parties, lane.professions, lane.huvudmen)
            alike.setdefault((rest, more, newer), []).append(lane)
    return [
        *wide,
        *(
            replace(same[0], ground=NO_GROUND, cases=frozenset().union(*(lane.cases or () for lane in same)))
            for same in alike.values()
        ),
    ]
