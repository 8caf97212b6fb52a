"""Which contacts must I take? Derived from gaps, grouped by organisation, so that one call handles three pupils."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from samverkan.people.wording import counted, day, listed, sentence
from samverkan.plans.caseload import CaseSummary, OutsideSeat

NO_MEETINGS: Mapping[UUID, date] = MappingProxyType({})
LONG_SILENCE = timedelta(days=60)
"""A party that gives support and has not been heard for this long is rung; the same for every huvudman."""

NAME_IT = "namnge"
RING = "ring"
ASK_HOME = "samtycke"
SUBJECTS = frozenset({NAME_IT, RING, ASK_HOME})


@dataclass(frozen=True, slots=True)
class Wish:
    """One reason to ring somebody about one pupil."""

    case: UUID
    pupil: str
    class_name: str
    organisation: UUID | None
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Call:
    """One organisation or home to ring, with everything to speak of at once."""

    key: str
    name: str
    phone: str
    hours: str
    wishes: tuple[Wish, ...]
    home: tuple[UUID, UUID] | None = None
    """The pupil and the guardian, when it is a home."""

    @property
    def summary(self) -> str:
        """How many pupils, and the telephone hours."""
        pupils = len({wish.case for wish in self.wishes})
        about = counted(pupils, "elev", "elever") + (" i ett samtal" if pupils > 1 else "")
        return f"{about}, telefontid {self.hours}" if self.hours else about


@dataclass(frozen=True, slots=True)
class HomeWish:
    """A guardian who has been asked and has not answered; made by the consent room's rows."""

    case: UUID
    person_id: UUID
    guardian: str
    matters: tuple[str, ...]
    asked_on: date


def calls(
    caseload: Sequence[CaseSummary],
    homes: Iterable[HomeWish],
    *,
    today: date,
    taken: frozenset[tuple[UUID, UUID | None, str]],
    meets_on: Mapping[UUID, date] = NO_MEETINGS,
) -> tuple[Call, ...]:
    """The contacts to take; what has been ticked off is left out. First the homes whose answer a coming meeting waits
    for, the nearest on top, then organisations by name, then the other homes. `meets_on` holds those meetings by pupil.

    A home's phone is filled in for the homes that are shown: `with_home_phones`.
    """
    by_case = {case.case: case for case in caseload}
    found: dict[tuple[str, str, str, str], list[Wish]] = defaultdict(list)
    for case in caseload:
        for seat in case.outside:
            wish = _wish(case, seat, today)
            if wish and (wish.case, wish.organisation, wish.subject) not in taken:
                head = (str(seat.organisation), seat.organisation_name, seat.phone, seat.phone_hours)
                found[head].append(wish)
    ordered = sorted(found.items(), key=lambda item: item[0][1])
    organisations = tuple(Call(key, name, phone, hours, tuple(wishes)) for (key, name, phone, hours), wishes in ordered)
    left = [wish for wish in homes if wish.case in by_case and (wish.case, None, ASK_HOME) not in taken]
    pressing = sorted((wish for wish in left if wish.case in meets_on), key=lambda wish: meets_on[wish.case])
    others = [wish for wish in left if wish.case not in meets_on]
    return (
        *(_home(by_case[wish.case], wish) for wish in pressing),
        *organisations,
        *(_home(by_case[wish.case], wish) for wish in others),
    )


def with_home_phones(shown: Iterable[Call], phones: Mapping[tuple[UUID, UUID], str]) -> tuple[Call, ...]:
    """The calls with the numbers of the homes that the reader may reach."""
    return tuple(replace(call, phone=phones.get(call.home, "")) if call.home else call for call in shown)


def _wish(case: CaseSummary, seat: OutsideSeat, today: date) -> Wish | None:
    if not seat.person:
        return _made(case, seat.organisation, NAME_IT, f"Ingen är namngiven som {seat.function}")
    if case.running is None:
        return _made(case, seat.organisation, RING, f"Ger stöd, men ingen plan finns. Prata med {seat.person}")
    if seat.last_contact_on is not None and today - seat.last_contact_on > LONG_SILENCE:
        return _made(
            case, seat.organisation, RING, f"Ingen kontakt med {seat.person} sedan {day(seat.last_contact_on)}"
        )
    return None


def _made(case: CaseSummary, organisation: UUID | None, subject: str, why: str) -> Wish:
    return Wish(case.case, case.name, case.class_name, organisation, subject, why)


def _home(case: CaseSummary, wish: HomeWish) -> Call:
    asked = "frågat" if len(wish.matters) == 1 else "frågat från"
    why = f"{sentence(listed(wish.matters))}: {asked} {day(wish.asked_on)}, inget svar än"
    return Call(
        f"hem-{wish.case}-{wish.guardian}",
        wish.guardian,
        "",
        "",
        (Wish(wish.case, case.name, case.class_name, None, ASK_HOME, why),),
        (wish.case, wish.person_id),
    )
