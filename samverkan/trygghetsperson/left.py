"""What waits on somebody about a pupil's own adult, for the morning page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.adults import working
from samverkan.people.models import Asked, Pupil, Trygghetsperson, on_duty
from samverkan.people.wording import counted, day, local_day
from samverkan.policy.acting import Action, reach
from samverkan.policy.facts import ADULT_AT
from samverkan.policy.vocabulary import CaseId
from samverkan.trygghetsperson.models import WAITING, HandOver, Wish
from samverkan.trygghetsperson.queries import SOON, comes_of_age, of_age


class Kind(Enum):
    """What it is that waits."""

    OFFERED = "erbjuden"
    GONE = "slutat"
    WISH = "onskan"
    DECLINED = "nej"
    OF_AGE = "myndig"
    TO_ASK = "att-fraga"


@dataclass(frozen=True, slots=True)
class Left:
    """A thing to do: of one pupil, or of several at once when somebody has stopped working."""

    kind: Kind
    case: UUID | None
    person: str
    """Of whom it speaks, when that is no pupil."""
    on: date
    title: str
    text: str
    verb: str
    url: str


def left(scope: Scope) -> tuple[Left, ...]:
    """All that waits on the reader."""
    return (*_offered(scope), *_declined(scope), *_of_age(scope), *_to_ask(scope), *_for_leaders(scope))


def _offered(scope: Scope) -> Iterator[Left]:
    rows = HandOver.objects.within(scope).filter(WAITING, receiver_id=scope.reader.person)
    for row in rows.select_related("appointment__person"):
        yield Left(
            Kind.OFFERED,
            row.case_id,
            "",
            local_day(row.offered_at),
            "Du är tillfrågad om att bli trygghetsperson",
            f"{row.appointment.person.name} lämnar över från {day(row.takes_over_on)}.",
            "Läs och svara",
            reverse("role_offer", args=[row.id]),
        )


def _declined(scope: Scope) -> Iterator[Left]:
    """A no that nobody has acted on: the role still lies where it lay."""
    later = HandOver.objects.within(scope).filter(case_id=OuterRef("case_id"), offered_at__gt=OuterRef("declined_at"))
    rows = HandOver.objects.within(scope).filter(
        offered_by_id=scope.reader.person, declined_at__isnull=False, appointment__ended_at=None
    )
    for row in rows.exclude(Exists(later)).select_related("receiver"):
        to = row.receiver.name if row.receiver else row.place
        yield Left(
            Kind.DECLINED,
            row.case_id,
            "",
            local_day(row.offered_at),
            f"{to} kunde inte ta emot uppdraget",
            "Uppdraget som trygghetsperson ligger kvar. Fråga någon annan.",
            "Läs varför",
            reverse("role_offer", args=[row.id]),
        )


def _of_age(scope: Scope) -> Iterator[Left]:
    """Those the reader is there for who come of age soon, or have and nobody has talked of what comes then."""
    mine = Trygghetsperson.objects.within(scope).filter(on_duty(scope.today), person_id=scope.reader.person)
    newest = scope.today + SOON
    born = newest.replace(year=newest.year - ADULT_AT, day=min(newest.day, 28))
    rows = Pupil.objects.within(scope).filter(ended_on=None, born_on__lte=born, case_id__in=mine.inside_query())
    for row in rows:
        words = of_age(row.born_on, scope.today)
        if row.born_on is not None and words:
            yield Left(
                Kind.OF_AGE,
                row.case_id,
                "",
                comes_of_age(row.born_on),
                f"Din elev {words}",
                "Prata om vem som finns där sedan, och lämna över om eleven vill.",
                "Öppna Mina uppdrag",
                reverse("own_roles"),
            )


def _to_ask(scope: Scope) -> Iterator[Left]:
    """Those the reader has been named for and nobody has asked yet; several at once are one thing to do."""
    rows = list(
        Trygghetsperson.objects.within(scope).filter(
            on_duty(scope.today), person_id=scope.reader.person, asked=Asked.NOT_YET
        )
    )
    if not rows:
        return
    cards = people.cards(scope, [row.case_id for row in rows[:1]])
    one = cards.get(CaseId(rows[0].case_id)) if len(rows) == 1 else None
    who = one.first_name if one is not None else counted(len(rows), "elev", "elever")
    yield Left(
        Kind.TO_ASK,
        one.case if one is not None else None,
        "",
        min(row.begins_on for row in rows),
        f"Du är trygghetsperson för {who}",
        f"Fråga {one.first_name} vad hen tycker om valet."
        if one is not None
        else "De är inte tillfrågade än. Fråga vad de tycker om valet.",
        "Öppna Mina uppdrag",
        reverse("own_roles"),
    )


def _for_leaders(scope: Scope) -> Iterator[Left]:
    may = reach(scope.reader, Action.TRYGGHETSPERSON_APPOINT)
    if not (may.units or may.cases):
        return
    yield from _wishes(scope)
    here = working(scope.today).filter(person_id=OuterRef("person_id"), organisation_id=OuterRef("cell__holder_id"))
    rows = Trygghetsperson.objects.within(scope).filter(on_duty(scope.today)).exclude(Exists(here))
    gone: dict[UUID, list[Trygghetsperson]] = {}
    for row in rows.select_related("person", "cell"):
        if may.holds(row.cell.facts.case, row.cell.facts.unit):
            gone.setdefault(row.person_id, []).append(row)
    for mine in gone.values():
        yield Left(
            Kind.GONE,
            None,
            mine[0].person.name,
            min(row.begins_on for row in mine),
            f"{counted(len(mine), 'elev', 'elever')} behöver en ny trygghetsperson",
            f"{mine[0].person.name} arbetar inte kvar. Rektor svarar så länge.",
            "Utse nya",
            f"{reverse('trust_school')}#saknas",
        )


def _wishes(scope: Scope) -> Iterator[Left]:
    for row in Wish.objects.within(scope).filter(answered_at=None).select_related("person"):
        yield Left(
            Kind.WISH,
            row.case_id,
            "",
            local_day(row.made_at),
            "En elev vill ha någon annan som trygghetsperson" if row.another else "En elev har önskat trygghetsperson",
            f"Eleven önskar {row.person.name}." if row.person else "Läs vad eleven säger.",
            "Läs och utse",
            reverse("appoint", args=[row.case_id]),
        )
