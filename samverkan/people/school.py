"""One school unit: how it stands, its classes, and who can see what there."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from samverkan.guard.scope import Scope
from samverkan.people import starting
from samverkan.people.models import Account, Assignment, ContactPoint, Group, GroupRole, OrganisationKind, Pupil, Unit
from samverkan.people.wording import counted, day_with_year, listed
from samverkan.policy.matrix import ANSWER_WORDS, BUT_A_FILM, DAILY_KINDS, EVERY_KIND
from samverkan.policy.matrix import rows as matrix_rows
from samverkan.policy.vocabulary import Answer, Role

SHOWN = tuple(words for answer, words in ANSWER_WORDS.items() if answer is not Answer.DENY)


@dataclass(frozen=True, slots=True)
class Reached:
    """How anybody reaches a school, as its settings say."""

    name: str
    phone: str


def reached() -> tuple[Reached, ...]:
    """The schools that have a number, for the pages that everybody may open. It is the school's own, and public."""
    rows = Unit.objects.exclude(phone="").filter(organisation__kind=OrganisationKind.SCHOOLS).order_by("name")
    return tuple(Reached(row.name, row.phone) for row in rows)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places under Inställningar."""

    title: str
    text: str
    url_name: str
    verb: str

    @property
    def aria(self) -> str:
        """The button's whole name for a screen reader."""
        return f"{self.verb}: {self.title}"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Inställningar for one unit."""

    unit_id: UUID
    name: str
    places: tuple[Place, ...]

    @property
    def query(self) -> str:
        """What keeps the school chosen when one goes on."""
        return f"?skola={self.unit_id}"


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One running class."""

    name: str
    mentors: str
    pupils: int


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Readers who get the same answers: what they may see at once, after consent, and after an assessment."""

    who: tuple[str, ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    """For each answer the information it is given for."""


def overview(unit: Unit, *, today: date) -> SettingsPage:
    """What there is to set, each with how it stands."""
    classes = Group.objects.filter(unit=unit, ended_on=None).count()
    people = _working(unit, today).values("person").distinct()
    accounts = Account.objects.filter(person__in=people, is_active=True).count()
    contacts = ContactPoint.objects.filter(Q(unit=unit) | Q(unit=None), ended_at=None).count()
    signed = unit.reviewed_access_at
    return SettingsPage(
        unit.id,
        unit.name,
        (
            Place("Skolan", f"{unit.name}{', kod ' + unit.code if unit.code else ''}", "settings_unit", "Ändra"),
            Place(
                "Personer och roller",
                f"{counted(people.count(), 'person', 'personer')}, {counted(accounts, 'konto', 'konton')}",
                "staff",
                "Öppna",
            ),
            Place("Klasser", counted(classes, "klass", "klasser"), "classes", "Öppna"),
            Place("Läsår och lov", "Dagar utan skola: lov, studiedagar och sommaren", "free_days", "Öppna"),
            Place("Import", "Listor från CSV eller Excel, eller elevregistret (SS 12000)", "imports", "Öppna"),
            Place("Kontakter", counted(contacts, "kontakt", "kontakter"), "contacts", "Öppna"),
            Place(
                "Vilka som kan se vad",
                f"Genomgånget {day_with_year(signed)}" if signed else "Ingen har gått igenom det än",
                "access_review",
                "Läs",
            ),
            Place("Mallar för möten", "Dagordningar och checklistor, och era egna versioner", "meeting_kinds", "Öppna"),
            Place("Hjulets ord", "Vad Må bra-hjulet och dess områden heter hos er", "wheel_words", "Öppna"),
            Place("Innan ni börjar på riktigt", starting.stands(unit.organisation.huvudman_id), "start", "Öppna"),
            Place("Där jurister är oense", "Hur ni läser lagen, och vilken lag som binder skolan", "stances", "Öppna"),
        ),
    )


def classes(scope: Scope, unit: Unit) -> tuple[ClassRow, ...]:
    """The unit's classes by year and name. Pupils are counted within the reader's own scope, and none is fetched."""
    mentors: dict[UUID, list[str]] = {}
    roles = GroupRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), group__unit=unit, role=Role.MENTOR, begins_on__lte=scope.today
    )
    for role in roles.select_related("person").order_by("person__sort_name"):
        mentors.setdefault(role.group_id, []).append(role.person.name)
    seen = Pupil.objects.within(scope).filter(ended_on=None, group_id=OuterRef("pk")).inside_query("group_id")
    groups = Group.objects.filter(unit=unit, ended_on=None).annotate(
        pupils=Coalesce(Subquery(seen.annotate(count=Count("pk")).values("count")), 0)
    )
    return tuple(
        ClassRow(row.name, listed(mentors.get(row.id, [])), row.pupils)
        for row in groups.order_by("school_year", "name")
    )


def access_table(today: date) -> tuple[AccessRow, ...]:
    """The law's own table. Readers who follow on each other and get the same share a row.

    Where only some kinds of information get an answer they are named.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for who, label, _, kinds, answer, *_ in matrix_rows(today):
        words = label if kinds == EVERY_KIND else f"{label} ({_kinds(kinds)})"
        found.setdefault(who, {}).setdefault(answer, []).append(words)
    return tuple(
        AccessRow(tuple(who), tuple((answer, tuple(answers.get(answer, ()))) for answer in SHOWN))
        for answers, who in groupby(found, key=found.__getitem__)
    )


def _kinds(text: str) -> str:
    """The kinds an answer is for; most of them are named by what is left out."""
    if text == BUT_A_FILM:
        return "utom film"
    named = text.split(", ")
    left = [kind.label for kind in DAILY_KINDS if kind.label not in named]
    return text if len(named) <= len(left) else "utom " + listed(left)


def words_of(unit: Unit) -> dict[str, str]:
    """What the form starts from."""
    return {"name": unit.name, "code": unit.code, "phone": unit.phone, "meeting_place": unit.meeting_place}


def name_is_free(unit: Unit, name: str) -> bool:
    """Whether no other school of the organisation has the name."""
    return not Unit.objects.filter(organisation=unit.organisation, name=name).exclude(id=unit.id).exists()


def change(unit: Unit, *, name: str, code: str, phone: str, meeting_place: str) -> None:
    """New words for the school."""
    unit.name, unit.code, unit.phone, unit.meeting_place = name, code, phone, meeting_place
    unit.save(update_fields=["name", "code", "phone", "meeting_place"])


def sign_access(unit: Unit, *, now: datetime) -> None:
    """The reader has gone through who can see what."""
    unit.reviewed_access_at = now
    unit.save(update_fields=["reviewed_access_at"])


def hide_first_day(unit: Unit, *, now: datetime | None) -> None:
    """Hide the guided first day, or with None show it again."""
    unit.first_day_hidden_at = now
    unit.save(update_fields=["first_day_hidden_at"])


def _working(unit: Unit, today: date) -> models.QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), unit=unit, begins_on__lte=today)
