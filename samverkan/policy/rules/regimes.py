"""Which secrecy law binds a kind of holder on a day, as dated data with its source and how sure it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.policy.vocabulary import Branch, Regime, Stance

ALWAYS = date(2009, 6, 30)
REFORM_ON = date(2027, 1, 1)
"""The day proposed for independent schools in January 2026."""


class Holder(StrEnum):
    """Kinds of bodies that hold information on pupils."""

    MUNICIPAL_SCHOOL = "kommunal-skola"
    STATE_SCHOOL = "statlig-skola"
    INDEPENDENT_SCHOOL = "fristaende-skola"
    REGION_CARE = "region-vard"
    PRIVATE_CARE = "privat-vard"
    SOCIAL_SERVICES = "socialtjanst"
    PRIVATE_SOCIAL = "privat-socialtjanst"
    SPSM = "spsm"


class Certainty(StrEnum):
    """How sure a statement of the law is."""

    READ = "last"
    """Read in a consolidated public text."""
    GUIDED = "vagledning"
    """Read in guidance, a bill or an expert's answer."""
    BELIEVED = "antagande"
    """Believed, and not verified."""


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """A kind of holder, in a branch, in a time → the regime."""

    regime: Regime
    holders: frozenset[Holder]
    provision: str
    certainty: Certainty
    branches: frozenset[Branch] | None = None
    valid_from: date = ALWAYS
    valid_to: date | None = None
    enacted: Stance | None = None
    """The news that must be signed as true for the row to hold: until then it is only a proposal."""

    def holds(self, holder: Holder, branch: Branch, today: date, signed: Collection[Stance]) -> bool:
        """Whether the row answers for these on the day."""
        return (
            holder in self.holders
            and (self.branches is None or branch in self.branches)
            and self.valid_from <= today
            and (self.valid_to is None or today <= self.valid_to)
            and (self.enacted is None or self.enacted in signed)
        )


def regime_row(holder: Holder, branch: Branch, today: date, signed: Collection[Stance] = ()) -> RegimeRow | None:
    """The row that says which regime holds, with its source; None before there was one."""
    return next((row for row in REGIMES if row.holds(holder, branch, today, signed)), None)


def regime_of(holder: Holder, branch: Branch, today: date, signed: Collection[Stance] = ()) -> Regime | None:
    """The regime of the holder in the branch on the day. `signed` are the news that the huvudman has signed."""
    row = regime_row(holder, branch, today, signed)
    return None if row is None else row.regime


def turned(branch: Branch, to: Regime) -> Regime:
    """What a cell is under when its school changes regime. EMI at a school under skollagen is under PSL."""
    return Regime.PSL if to is Regime.SKOLLAG and branch is Branch.EMI else to


AUTHORITIES = frozenset(
    {Holder.MUNICIPAL_SCHOOL, Holder.STATE_SCHOOL, Holder.REGION_CARE, Holder.SOCIAL_SERVICES, Holder.SPSM}
)
INDEPENDENT = frozenset({Holder.INDEPENDENT_SCHOOL})

REGIMES: tuple[RegimeRow, ...] = (
    RegimeRow(Regime.OSL, AUTHORITIES, "OSL 2:1, 8:1", Certainty.READ),
    RegimeRow(
        Regime.OSL,
        INDEPENDENT,
        "Lagrådsremissen januari 2026: juridiska personer jämställs med myndigheter",
        Certainty.GUIDED,
        valid_from=REFORM_ON,
        enacted=Stance.INDEPENDENT_UNDER_OSL,
    ),
    RegimeRow(
        Regime.PSL,
        INDEPENDENT,
        "Patientsäkerhetslagen 6:12–16",
        Certainty.READ,
        branches=frozenset({Branch.EMI}),
        valid_from=date(2011, 1, 1),
    ),
    RegimeRow(Regime.SKOLLAG, INDEPENDENT, "Skollagen 29:14", Certainty.READ, valid_from=date(2011, 7, 1)),
    RegimeRow(
        Regime.PSL,
        frozenset({Holder.PRIVATE_CARE}),
        "Patientsäkerhetslagen 6:12–16",
        Certainty.READ,
        valid_from=date(2011, 1, 1),
    ),
    RegimeRow(
        Regime.PSL,
        frozenset({Holder.PRIVATE_SOCIAL}),
        # There is no regime of its own for SoL 17:11; it too is a duty of silence without the tests of OSL.
        "SoL 17:11",
        Certainty.READ,
        valid_from=date(2025, 7, 1),
    ),
)
