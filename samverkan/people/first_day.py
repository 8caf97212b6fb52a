"""The rektor's guided first day: seven steps, each done or not as the data says, and gone from Idag when asked."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.people.models import Account, Assignment, ContactPoint, Group, Unit
from samverkan.people.staff import kept_units
from samverkan.people.wording import listed
from samverkan.policy import elevhalsa
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId, Role

ENOUGH_CONTACTS = 3
STEPS = (
    (
        "imports",
        "Läs in klasserna",
        "Elever, klasser och personal ur en lista, eller direkt ur elevregistret.",
        "imports",
        "Läs in",
        5,
    ),
    (
        "profile",
        "Skydda ditt konto",
        "En kod i telefonen eller en passnyckel. Det behövs för att ge andra roller och konton.",
        "profile",
        "Öppna min profil",
        3,
    ),
    (
        "staff",
        "Lägg in elevhälsan",
        "Kvar: {missing}.",
        "staff",
        "Öppna personer",
        5,
    ),
    (
        "access_review",
        "Gå igenom vilka som kan se vad",
        "En sida att läsa och skriva under.",
        "access_review",
        "Läs sidan",
        5,
    ),
    ("contact_new", "Lägg in tre kontakter du ringer ofta", "{left}", "contact_new", "Lägg in", 5),
    (
        "accounts",
        "Ge elevhälsan konton",
        "Varje person får en länk och väljer sitt lösenord själv.",
        "staff",
        "Ge konto",
        5,
    ),
    (
        "pupils",
        "Börja med en elev och ett möte",
        "Välj en elev, börja samverkan och planera det första mötet.",
        "pupils",
        "Välj elev",
        5,
    ),
)
"""Each step: what tells whether it is done, what, in words, the page, its button, and minutes."""


@dataclass(frozen=True, slots=True)
class FirstDayStep:
    """One step: what, where, how long, and whether the data says it is done."""

    number: int
    title: str
    text: str
    url: str
    verb: str
    minutes: int
    done: bool

    @property
    def aria(self) -> str:
        """The button's whole name for a screen reader."""
        return f"{self.verb}: {self.title}"


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The whole component for Idag."""

    steps: tuple[FirstDayStep, ...]
    hide_url: str

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def note(self) -> str:
        """How far one has come."""
        return f"{self.done} av {len(self.steps)} klara"

    @property
    def next(self) -> FirstDayStep | None:
        """The first step that waits."""
        return next((step for step in self.steps if not step.done), None)


def first_day(scope: Scope, *, begun: bool) -> FirstDay | None:
    """The steps for one who may change a school, until hidden or all done. Asks nothing about any pupil.

    `begun` says whether a pupil's samverkan has begun and a meeting is planned; that is known further up the house.
    """
    unit = next(iter(kept_units(scope.reader, Action.SCHOOL_CHANGE)), None)
    if unit is None or unit.first_day_hidden_at is not None:
        return None
    found = steps(scope, unit, begun=begun)
    if all(step.done for step in found):
        return None
    return FirstDay(found, reverse("first_day_hidden", args=[unit.id]))


def steps(scope: Scope, unit: Unit, *, begun: bool) -> tuple[FirstDayStep, ...]:
    """The seven steps. Receiving worries and the daily letter come with the rooms they belong to."""
    care = _elevhalsa(unit, scope.today)
    missing = elevhalsa.missing(Role(role) for role in care.values_list("role", flat=True).distinct())
    contacts = ContactPoint.objects.filter(Q(unit=unit) | Q(unit=None), ended_at=None).count()
    waiting = care.exclude(person__account__is_active=True)
    done = {
        "imports": Group.objects.filter(unit=unit, ended_on=None).exists(),
        "staff": not missing,
        "access_review": unit.reviewed_access_at is not None,
        "contact_new": contacts >= ENOUGH_CONTACTS,
        "accounts": care.exists() and not waiting.exists(),
        "pupils": begun,
        "profile": has_second_factor(scope.reader.person),
    }
    words = {"missing": listed(missing)}
    words["left"] = (
        f"{contacts} av {ENOUGH_CONTACTS} är inlagda." if contacts < ENOUGH_CONTACTS else "De finns i listan."
    )
    return tuple(
        FirstDayStep(number, title, text.format(**words), reverse(url_name), verb, minutes, done[slug])
        for number, (slug, title, text, url_name, verb, minutes) in enumerate(STEPS, start=1)
    )


def has_second_factor(person: PersonId) -> bool:
    """Whether the person's account has a second factor."""
    return Account.objects.filter(person=person, authenticator__isnull=False).exists()


def _elevhalsa(unit: Unit, today: date) -> models.QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), unit=unit, role__in=elevhalsa.ELEVHALSA)
