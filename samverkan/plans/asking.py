"""What one may ask consent to, and who might receive it: built from the pupil's own team, one thing at a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samverkan.consent import actions, refusals
from samverkan.consent.actions import refusing
from samverkan.consent.wording import A_FILM
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.people.wording import LEAST_REASON, day_or_year, local_day, sentence
from samverkan.plans.forms import Options
from samverkan.plans.outsiders import roles_at
from samverkan.plans.queries import Seat
from samverkan.policy.deriving import CLASS_OF_BRANCH, OUTSIDE_THE_SCHOOL
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
)

K = InformationClass
OWN: frozenset[InformationClass | None] = frozenset({None})


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be asked about."""

    slug: str
    matter: str
    """Lower case, without content; stands in the clear."""
    sender: OrganisationId
    classes: frozenset[InformationClass]
    kinds: frozenset[Kind]
    origins: frozenset[InformationClass | None] | None = None

    def done_with(self, manners: Iterable[Manner]) -> tuple[Manner, ...]:
        """How it may be passed on, of what is asked for: a film is shown, and nobody is given a copy."""
        return (Manner.SPEAK,) if Kind.FILM in self.kinds else tuple(manners)


@dataclass(frozen=True, slots=True)
class Taker:
    """One who might receive it."""

    slug: str
    label: str
    organisation: OrganisationId
    role: Role | None = None
    choice: str = ""
    """How it is said among others to choose from, when the label alone would not tell them apart."""

    def reaches(self, other: "Taker") -> bool:
        """Whether a yes to this one is a yes to the other too: everybody of a place, its roles among them."""
        return self.organisation == other.organisation and self.role is None and other.role is not None


def things(card: PupilCard, seats: Sequence[Seat]) -> tuple[Thing, ...]:
    """The school's own things, what it has received, then those of each outside organisation in the team."""
    school = card.holder
    found = [
        _thing("skolans-bedomning", "skolans bedömning", school, K.SUPPORT, (Kind.ASSESSMENT,), OWN),
        _thing("skolans-stod", "vilket stöd skolan ger", school, K.SUPPORT, (Kind.MEASURE, Kind.GOAL), OWN),
        _thing("skolans-anteckningar", "skolans anteckningar om stöd", school, K.SUPPORT, (Kind.NOTE,), OWN),
        _thing("film", A_FILM, school, K.SUPPORT, (Kind.FILM,), OWN),
        _thing("elevhalsans-bedomning", "elevhälsans bedömning", school, K.PSYCHOSOCIAL, (Kind.ASSESSMENT,)),
        _thing("elevhalsans-anteckningar", "elevhälsans anteckningar", school, K.PSYCHOSOCIAL, (Kind.NOTE,)),
        _thing("skolskoterskan", "skolsköterskans anteckningar", school, K.MEDICAL, (Kind.NOTE,)),
    ]
    for seat in _outside(seats):
        assert seat.organisation_id is not None
        of = CLASS_OF_BRANCH[seat.branch]
        place, name = seat.organisation_id, seat.organisation
        found += [
            _thing(f"stod-{place}", f"stödet från {name}", place, of, (Kind.MEASURE,)),
            _thing(f"beslut-{place}", f"vad {name} har beslutat", place, of, (Kind.DECISION,)),
            _thing(f"bedomning-{place}", f"bedömningen från {name}", place, of, (Kind.ASSESSMENT,)),
        ]
    for branch, words in ((Branch.CARE, "vården"), (Branch.SOCIAL, "socialtjänsten")):
        if any(seat.branch is branch for seat in _outside(seats)):
            origin: frozenset[InformationClass | None] = frozenset({CLASS_OF_BRANCH[branch]})
            matter = f"den bedömning skolan har fått från {words}"
            found.append(_thing(f"mottaget-{branch.value}", matter, school, K.SUPPORT, (Kind.ASSESSMENT,), origin))
    return tuple(found)


def takers(card: PupilCard, seats: Sequence[Seat]) -> tuple[Taker, ...]:
    """The outside organisations in the team and the school, and those of each who alone may be meant: by role."""
    outside = list(_outside_takers(card, seats))
    school = Organisation.objects.get(id=card.holder)
    own = [
        Taker("skolan", school.name, card.holder),
        Taker("rektor", "Rektor", card.holder, Role.REKTOR),
        Taker("skolskoterskan", "Skolsköterskan", card.holder, Role.NURSE),
    ]
    named = {taker.role for taker in own}
    in_team = dict.fromkeys(seat.role for seat in seats if seat.ring == "skola" and seat.role not in named)
    own += [Taker(role.value, sentence(role.label), card.holder, role) for role in in_team]
    return (*outside, *own)


def _outside_takers(card: PupilCard, seats: Sequence[Seat]) -> Iterator[Taker]:
    """Everybody of each place who takes part, then each role that somebody there may have."""
    places = [seat for seat in _outside(seats) if seat.organisation_id is not None]
    known = roles_at([seat.organisation_id for seat in places if seat.organisation_id])
    for seat in places:
        assert seat.organisation_id is not None
        place, name = seat.organisation_id, seat.organisation
        seated = {other.role for other in seats if other.organisation_id == place}
        yield Taker(str(place), name, place, choice=f"{name}, alla som är med i arbetet")
        for role in Role:
            if role in seated | known.get(place, frozenset()):
                label = f"{name} ({role.label})"
                yield Taker(f"{place}-{role.value}", label, place, role, choice=f"{name}, bara {role.label}")


def options(able: Iterable[Taker]) -> Options:
    """To choose from, by what tells them apart."""
    return [(taker.slug, taker.choice or taker.label) for taker in able]


def chosen_among(able: Sequence[Taker], slugs: Collection[str]) -> list[Taker]:
    """Those chosen, without the role at a place all of which is chosen too: one question says it."""
    found = [taker for taker in able if taker.slug in slugs]
    return [taker for taker in found if not any(other.reaches(taker) for other in found)]


@transaction.atomic
def ask_takers(
    *,
    case: CaseId,
    thing: Thing,
    to: Iterable[Taker],
    purpose: Purpose,
    manners: Iterable[Manner],
    begins_on: date,
    ends_on: date,
    by: Reader,
    now: datetime,
    subject: PersonId | None = None,
    again: str = "",
) -> None:
    """Write down one question for each taker, all or none, not sent. Raises BlanketConsent or AskedBefore."""
    chosen, how = list(to), thing.done_with(manners)
    _refuse_pressure([(one, same_as(case, thing, one, purpose, subject)) for one in chosen], again, local_day(now))
    for taker in chosen:
        actions.ask(
            case=case,
            classes=thing.classes,
            kinds=thing.kinds,
            senders=[thing.sender],
            receiver=taker.organisation,
            receiver_role=taker.role,
            purpose=purpose,
            manners=how,
            begins_on=begins_on,
            ends_on=ends_on,
            matter=thing.matter,
            origins=thing.origins,
            subject=subject,
            again=again,
            by=by,
            now=now,
        )


def _refuse_pressure(asked: Sequence[tuple[Taker, refusals.Same]], again: str, today: date) -> None:
    """A no is an answer. It is put again for a reason that somebody writes. Raises AskedBefore."""
    for taker, same in asked:
        no = refusals.refused_on(same, today)
        if no is not None and len(" ".join(again.split())) < LEAST_REASON:
            raise refusals.AskedBefore(
                f"{sentence(taker.label)}: svaret blev nej {day_or_year(no, today)}. Ett nej är ett svar. "
                f"Skriv vad som har ändrats, minst {LEAST_REASON} tecken, eller ta bort mottagaren."
            )
        if no is not None:
            refusing.asked_again(same)


def same_as(
    case: CaseId, thing: Thing, taker: Taker, purpose: Purpose, subject: PersonId | None = None
) -> refusals.Same:
    """What makes a question about this to this one the same as one that was asked before."""
    return refusals.Same(
        case,
        thing.matter,
        thing.classes,
        thing.kinds,
        thing.sender,
        thing.origins,
        taker.organisation,
        taker.role,
        purpose,
        subject,
    )


def others_own(card: PupilCard, matter: str) -> Thing:
    """Somebody else's own data, as the school may have noted it."""
    return _thing("annan", matter, card.holder, K.THIRD_PERSON, (Kind.NOTE,))


def _outside(seats: Sequence[Seat]) -> list[Seat]:
    """One seat for each outside organisation that a secrecy class is known for."""
    found: dict[OrganisationId, Seat] = {}
    for seat in seats:
        if seat.ring == "utanfor" and seat.organisation_id and seat.branch in OUTSIDE_THE_SCHOOL:
            found.setdefault(seat.organisation_id, seat)
    return list(found.values())


def _thing(
    slug: str,
    matter: str,
    sender: OrganisationId,
    of: InformationClass,
    kinds: Sequence[Kind],
    origins: frozenset[InformationClass | None] | None = None,
) -> Thing:
    return Thing(slug, matter, sender, frozenset({of}), frozenset(kinds), origins)
