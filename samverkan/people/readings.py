"""How a huvudman reads the law where lawyers disagree, and which law binds its schools: everything for the pages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.people.models import Huvudman, Organisation, OrganisationKind, RegimeChange, SignedStance, Unit
from samverkan.people.signing_forms import REGIMES, STRICT
from samverkan.people.wording import day_with_year
from samverkan.policy.acting import Action
from samverkan.policy.comparing import Example, changes_no_answer, examples
from samverkan.policy.facts import Reader
from samverkan.policy.rules.contested import POINTS, Choice, Point
from samverkan.policy.rules.contested import point as point_called
from samverkan.policy.signing import Signatory, signatory, signers_of_the_law
from samverkan.policy.vocabulary import OrganisationId, Regime, Stance


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature on a point, in words."""

    reading: str
    by: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Another reading, what it changes, and examples from the rules."""

    choice: Choice
    examples: tuple[Example, ...]
    changes_no_answer: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as the huvudman reads it now."""

    point: Point
    reading: str
    status: str
    """The shape of how it stands."""
    words: str
    chosen: str
    """The value of the reading that holds, for the form."""
    latest: Signed | None
    earlier: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class LawRow:
    """A school organisation, the law that binds it, and a change that waits."""

    name: str
    law: str
    waiting: UUID | None
    change: str
    reason: str
    signed: str


def points(huvudman: Huvudman) -> tuple[PointRow, ...]:
    """Every point, in its order."""
    rows: dict[str, list[SignedStance]] = {}
    found = SignedStance.objects.filter(huvudman=huvudman).select_related("signed_by")
    for row in found.order_by("-signed_at", "-id"):
        rows.setdefault(row.point, []).append(row)
    return tuple(_point(one, rows.get(one.slug, [])) for one in POINTS)


def point_row(huvudman: Huvudman, slug: str) -> PointRow:
    """One of them. Raises KeyError for a point that is not known."""
    point_called(slug)
    return next(row for row in points(huvudman) if row.point.slug == slug)


def choices(row: PointRow, *, today: date) -> tuple[ChoiceRow, ...]:
    """The other readings of the point, with what they change computed from the rules."""
    return tuple(
        ChoiceRow(
            choice,
            examples(choice.stance, today),
            changes_no_answer(choice.stance),
            row.chosen == choice.stance.value,
        )
        for choice in row.point.choices
    )


def stance_said(value: str) -> Stance | None:
    """The reading that a form said; None: back to the strict one."""
    return None if value == STRICT else Stance(value)


def reading_of(point: Point, stance: Stance | None) -> str:
    """The reading in words."""
    return next((choice.reading for choice in point.choices if choice.stance is stance), point.strict)


def who_signs(huvudman: Huvudman, reader: Reader, action: Action) -> Signatory:
    """Whether the reader signs how the law is read, for all schools of the huvudman."""
    schools = _schools(huvudman)
    count = Unit.objects.filter(organisation__in=[row.id for row in schools]).count()
    at = frozenset(OrganisationId(row.id) for row in schools)
    return signatory(reader, action, signers_of_the_law(count), organisations=at)


def laws(huvudman: Huvudman) -> tuple[LawRow, ...]:
    """Which law binds each school organisation, and what has been signed for a day to come."""
    schools = _schools(huvudman)
    waiting = {
        row.organisation_id: row
        for row in RegimeChange.objects.filter(
            organisation__in=[school.id for school in schools], done_at=None, taken_back_at=None
        ).select_related("signed_by")
    }
    return tuple(_law(school, waiting.get(school.id)) for school in schools)


def school_choices(huvudman: Huvudman) -> list[tuple[str, str]]:
    """The organisations that can be bound by another law, for a form."""
    return [(str(row.id), row.name) for row in _schools(huvudman)]


def _schools(huvudman: Huvudman) -> list[Organisation]:
    return list(Organisation.objects.filter(huvudman=huvudman, kind=OrganisationKind.SCHOOLS).order_by("name"))


def _law(school: Organisation, waiting: RegimeChange | None) -> LawRow:
    now = REGIMES.get(Regime(school.regime), Regime(school.regime).value)
    if waiting is None:
        return LawRow(school.name, now, None, "", "", "")
    signed = f"{day_with_year(waiting.signed_at)} av {waiting.signed_by.name}"
    change = f"{REGIMES[Regime(waiting.regime)]}, från och med {day_with_year(waiting.holds_on)}"
    return LawRow(school.name, now, waiting.id, change, waiting.reason, signed)


def _point(point: Point, rows: list[SignedStance]) -> PointRow:
    newest = rows[0] if rows else None
    stance = None if newest is None or newest.stance is None else Stance(newest.stance)
    if newest is None:
        status, words = "inte-bedomt", "Inte underskriven"
    elif stance is None:
        status, words = "klart", "Sträng läsning, underskriven"
    else:
        status, words = "klart", "Annan läsning, underskriven"
    return PointRow(
        point=point,
        reading=reading_of(point, stance),
        status=status,
        words=words,
        chosen=STRICT if stance is None else stance.value,
        latest=None if newest is None else _signed(point, newest),
        earlier=tuple(_signed(point, row) for row in rows[1:]),
    )


def _signed(point: Point, row: SignedStance) -> Signed:
    stance = None if row.stance is None else Stance(row.stance)
    return Signed(reading_of(point, stance), row.signed_by.name, day_with_year(row.signed_at), row.reason)
