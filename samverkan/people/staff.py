"""Those who work at a school unit: who they are, which roles they have, and what a change of roles changes for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404

from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people import officers, sign_in_keys, turns, ways_in
from samverkan.people.models import Account, Assignment, Group, GroupRole, NamedOfficer, Person, TeamMember, Unit
from samverkan.people.wording import listed
from samverkan.policy.acting import Action, answers_for, keeps_every_unit, may, may_give, work_for
from samverkan.policy.facts import Facts, Reader, Standing
from samverkan.policy.lanes import reading_scope
from samverkan.policy.rules.row import SCHOOL_STAFF
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    Tie,
    UnitId,
)

ROLES = tuple(role for role in Role if role in SCHOOL_STAFF)
"""The roles one can have at a school unit, in the order people read them."""
CLASS_ROLES = (Role.MENTOR, Role.TEACHER)
GRACE = timedelta(days=7)
"""How long a new account may wait before a second factor is asked for."""
ABILITIES = {
    Action.SCHOOL_READ: "öppnar Skolan och ser vilka elever som behöver samordnat stöd",
    Action.NEED_DECIDE: "bedömer elevers behov",
    Action.MEMBER_ADD: "lägger till personer i elevers team",
    Action.CONSENT_ASK: "frågar om samtycke",
    Action.IMPORT_APPLY: "läser in listor med elever och personal",
    Action.STAFF_WRITE: "ändrar personal och konton",
    Action.ENTRUST: "ger roller i ledningen och elevhälsan",
}
NO_USE = (
    "Adressen går inte att använda här. Skriv en annan, till exempel adressen som personen har på skolan, "
    "eller be den som sköter systemet."
)
OTHER_WORK = "Kontot öppnar också sådant som du inte ansvarar för. Be den som sköter systemet om en länk."
WHOLE_SCHOOL = "alla elever på skolan"
links = PasswordResetTokenGenerator()
"""Signs the link through which a password is chosen. It dies when the password is chosen, or with the time limit."""


class NotDone(RuntimeError):
    """The change is refused. The text is Swedish, says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What a person does at a unit: roles, and the classes they are mentor of or teach."""

    roles: frozenset[Role] = frozenset()
    mentor_of: frozenset[UUID] = frozenset()
    teaches: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A colleague in the list."""

    id: UUID
    name: str
    roles: str
    classes: str
    email: str
    account: str
    """ "har konto", "väntar på lösenord", "stängt" or ""."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One colleague at one unit, whole."""

    person: Person
    unit: Unit
    duties: Duties
    account: Account | None

    @property
    def address(self) -> str:
        """What the person signs in with; of one with protected identity it is shown to nobody else."""
        return "" if self.account is None or self.person.protected else self.account.email


def kept_units(reader: Reader, action: Action) -> tuple[Unit, ...]:
    """The school units at which the reader may take the act; for one who keeps the system, all of the employer's."""
    able = work_for(reader, action)
    units = Q(id__in=[row.unit for row in able if row.unit])
    units |= Q(organisation__in=[row.organisation for row in able if keeps_every_unit(row)])
    return tuple(Unit.objects.filter(units).select_related("organisation__huvudman").order_by("name"))


def colleagues(unit: Unit, *, today: date) -> tuple[StaffRow, ...]:
    """Everybody who works at the unit today, in Swedish order."""
    people = Person.objects.filter(id__in=_at(unit, today).values("person")).select_related("account")
    work = list(_at(unit, today))
    classes = list(_class_roles(unit, today).select_related("group"))
    at_work = sign_in_keys.opened(row.person_id for row in work)
    return tuple(
        StaffRow(
            person.id,
            person.name,
            listed(_role_words(row for row in work if row.person_id == person.id)),
            listed(sorted({row.group.name for row in classes if row.person_id == person.id})),
            person.email,
            account_words(getattr(person, "account", None), at_work=person.id in at_work),
        )
        for person in people.order_by("sort_name")
    )


def colleague(unit: Unit, person: UUID, *, today: date) -> Colleague:
    """The colleague, or Http404 when nobody with this id works at the unit."""
    work = list(_at(unit, today).filter(person=person).select_related("person__account"))
    if not work:
        raise Http404
    classes = list(_class_roles(unit, today).filter(person=person))
    duties = Duties(
        frozenset(Role(row.role) for row in work),
        frozenset(row.group_id for row in classes if row.role == Role.MENTOR),
        frozenset(row.group_id for row in classes if row.role == Role.TEACHER),
    )
    return Colleague(work[0].person, unit, duties, getattr(work[0].person, "account", None))


def account_words(account: Account | None, *, at_work: bool = False) -> str:
    """The state of an account in two words. `at_work`: the huvudman's own sign-in opens it."""
    if account is None:
        return ""
    if not account.is_active:
        return "stängt"
    return "har konto" if at_work or account.has_usable_password() else "väntar på lösenord"


@transaction.atomic
def employ(
    *,
    unit: Unit,
    given_name: str,
    family_name: str,
    email: str,
    phone: str,
    duties: Duties,
    now: datetime,
    today: date,
) -> Person:
    """A new colleague with roles at the unit. Raises NotDone when the mail address belongs to somebody else."""
    if email and Person.objects.filter(email=email.lower(), assignments__organisation=unit.organisation).exists():
        raise NotDone("Det finns redan en person med den e-postadressen. Sök upp personen i listan i stället.")
    named = {"given_name": given_name, "family_name": family_name, "email": "", "phone": phone}
    if not email and Person.objects.filter(assignments__unit=unit, assignments__ends_on=None, **named).exists():
        raise NotDone("Personen är redan inlagd. Är det en annan med samma namn, skriv e-post eller telefon.")
    person = Person.objects.create(given_name=given_name, family_name=family_name, email=email.lower(), phone=phone)
    _write(Colleague(person, unit, Duties(), None), duties, today)
    officers.succeed(now=now)
    return person


@transaction.atomic
def change(before: Colleague, duties: Duties, *, by: Reader, now: datetime, today: date) -> None:
    """Give and take roles. What is taken ends yesterday, so the right to read ends at the next request.

    Raises NotDone when the unit would be left without a leader, or when somebody changes what they themselves may do.
    """
    if before.person.id == by.person:
        raise NotDone("Dina egna roller ändrar någon annan. Be en kollega i ledningen, eller den som sköter systemet.")
    leaders = _others_who_lead(before, today)
    if _leads(before.duties.roles, before.unit) and not _leads(duties.roles, before.unit) and not leaders:
        raise NotDone(f"{before.unit.name} skulle stå utan rektor. Lägg in den nya rektorn först.")
    turns.left(_write(before, duties, today), now=now)
    officers.succeed(now=now)


@transaction.atomic
def leave(colleague: Colleague, *, by: Reader, now: datetime, today: date) -> None:
    """Every role at the unit ends. The account closes when there is no other work. Raises NotDone as `change`."""
    change(colleague, Duties(), by=by, now=now, today=today)
    running = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person=colleague.person)
    tied = running.exists() or ways_in.has_tie(colleague.person.id, today)
    if colleague.account is not None and not tied:
        close_account(colleague.account, by=by, now=now)


def effects(before: Colleague, after: Duties, *, today: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the person gains and what the person loses, as the law computes it from the two sets of duties."""
    had, gets = _reach(before, before.duties, today), _reach(before, after, today)
    return _in_words(gets, had), _in_words(had, gets)


@transaction.atomic
def give_account(person: Person, *, email: str, today: date) -> Account:
    """An account that waits for its password; an older one gets a new link. Raises NotDone when the address is taken,
    in words that tell neither that nor by whom: an address may be the secret of somebody hidden, or another school's.

    Whoever has no day for a second factor gets one: the grace counts from the link. The demonstration asks for none.
    """
    taken = Account.objects.filter(email=email.lower()).exclude(person=person).exists()
    if taken:
        raise NotDone(NO_USE)
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account.objects.create_account(email=email, person=person, password=None)
    if account.second_factor_due_on is None and not settings.DEMO:
        account.second_factor_due_on = today + GRACE
    account.is_active, account.email = True, email.lower()
    account.save()
    if not person.protected:
        person.email = email.lower()
        person.save(update_fields=["email"])
    return account


def refusal_of_account(person: Person, *, by: Reader, today: date) -> str:
    """Why `by` may not hand this person a way to sign in, with whom to ask; empty when they may.

    An account opens everything its person may read, so the giver must answer for all of it: every running or coming
    work anywhere, by the giver's own roles at that unit. A named officer of a sealed case gets a way in from a leader
    only; the sentence is the same as for other work, so that it tells of no case.
    """
    works = list(Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person=person))
    employers = {UnitId(work.unit_id): OrganisationId(work.organisation_id) for work in works if work.unit_id}
    named = NamedOfficer.objects.filter(person=person, ended_at=None).exists()
    if any(work.unit_id is None for work in works):
        return OTHER_WORK
    for unit, employer in employers.items():
        own = Reader(by.person, tuple(each for each in by.standings if answers_for(each, unit, employer)))
        permission = may_give(own, (Role(work.role) for work in works if work.unit_id == unit))
        if not permission.allowed and may(own, Action.STAFF_WRITE).allowed:
            return permission.sentence
        if not permission.allowed or (named and not may(own, Action.ENTRUST).allowed):
            return OTHER_WORK
    return ""


def close_account(account: Account, *, by: Reader, now: datetime) -> None:
    """The account signs nobody in any more, by any way; open sittings are ended."""
    ways_in.close(account, now=now)


@transaction.atomic
def choose_password(account: Account, password: str, *, now: datetime) -> None:
    """The link has done its work: the password is set, and the link with it is spent. The journal keeps when."""
    account.set_password(password)
    account.save()
    record(Doing(now, account.person_id, "", Action.OWN_PROFILE, Purpose.SUPPORT, target=account.id), Outcome.DONE)


def _write(before: Colleague, duties: Duties, today: date) -> list[TeamMember]:
    """Write what differs. The seats in teams that ended with it."""
    unit, person = before.unit, before.person
    for role in duties.roles - before.duties.roles:
        Assignment.objects.create(
            person=person, organisation=unit.organisation, unit=unit, role=role.value, begins_on=today
        )
    lost = before.duties.roles - duties.roles
    _end(Assignment.objects.filter(person=person, unit=unit, role__in=lost), today)
    ended = _leave_seats(before, lost, today)
    for role, had, gets in (
        (Role.MENTOR, before.duties.mentor_of, duties.mentor_of),
        (Role.TEACHER, before.duties.teaches, duties.teaches),
    ):
        for group in Group.objects.filter(id__in=gets - had, unit=unit, ended_on=None):
            GroupRole.objects.create(person=person, group=group, role=role.value, begins_on=today)
        _end(GroupRole.objects.filter(person=person, group__in=had - gets, role=role), today)
    return ended


def _leave_seats(colleague: Colleague, lost: Iterable[Role], today: date) -> list[TeamMember]:
    """A seat in a team is held in a role; without the role the seat ends, and with it the right to read."""
    seats = TeamMember.objects.unguarded(because="a role that ends takes its seats in teams with it").filter(
        Q(cell__unit_id=colleague.unit.id) | Q(cell__sealed=True),
        person=colleague.person,
        organisation=colleague.unit.organisation,
        role__in=[role.value for role in lost],
        until=None,
    )
    ended = list(seats)
    seats.update(until=today - timedelta(days=1))
    return ended


def _end(rows: "Iterable[Assignment] | Iterable[GroupRole]", today: date) -> None:
    """What began today never was; the rest had its last day yesterday."""
    for row in rows:
        if row.ends_on is not None and row.ends_on < today:
            continue
        if row.begins_on >= today:
            row.delete()
        else:
            row.ends_on = today - timedelta(days=1)
            row.save(update_fields=["ends_on"])


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a set of duties opens: pairs of information and place, and acts in words."""

    sees: tuple[tuple[str, str], ...]
    does: tuple[str, ...]


def _reach(colleague: Colleague, duties: Duties, today: date) -> _Reach:
    organisation = colleague.unit.organisation
    groups = {group.id: group.name for group in Group.objects.filter(id__in=duties.mentor_of | duties.teaches)}
    holder, unit = OrganisationId(organisation.id), UnitId(colleague.unit.id)
    at_unit = [
        Standing(Tie.UNIT, role, holder, BRANCH_OF_ROLE.get(role, Branch.SCHOOL), organisation.public, unit=unit)
        for role in sorted(duties.roles)
    ]
    # A class stands in for its pupils: the law asks only whether there is a tie to the case.
    ties = [(Tie.MENTOR, Role.MENTOR, group) for group in duties.mentor_of]
    ties += [(Tie.TEACHES, Role.TEACHER, group) for group in duties.teaches]
    in_class = [
        Standing(tie, role, holder, Branch.SCHOOL, organisation.public, case=CaseId(group)) for tie, role, group in ties
    ]
    reader = Reader(PersonId(colleague.person.id), (*at_unit, *in_class))
    does = tuple(words for action, words in ABILITIES.items() if may(reader, action).allowed)
    return _Reach(tuple(_sees(reader, groups, today)), does)


def _sees(reader: Reader, groups: dict[UUID, str], today: date) -> Iterator[tuple[str, str]]:
    for lane in reading_scope(Facts(reader, Purpose.SUPPORT, today)).lanes:
        places = [WHOLE_SCHOOL] if lane.cases is None else sorted(groups.get(case, "") for case in lane.cases)
        for information_class in sorted(lane.classes):
            yield from ((information_class.label.lower(), place) for place in places if place)


def _in_words(there: _Reach, not_there: _Reach) -> tuple[str, ...]:
    """What is in one reach and not in the other. What is seen for the whole school is seen for each class."""
    hidden = set(not_there.sees)
    whole = {label for label, place in not_there.sees if place == WHOLE_SCHOOL}
    places: dict[str, list[str]] = {}
    for label, place in dict.fromkeys(there.sees):
        if (label, place) not in hidden and label not in whole:
            places.setdefault(label, []).append(place)
    sees = [
        f"ser {label} för {WHOLE_SCHOOL if WHOLE_SCHOOL in found else 'eleverna i ' + listed(sorted(found))}"
        for label, found in places.items()
    ]
    return (*sees, *(words for words in there.does if words not in not_there.does))


def _leads(roles: Iterable[Role], unit: Unit) -> bool:
    standings = tuple(
        Standing(Tie.UNIT, role, OrganisationId(unit.organisation_id), Branch.SCHOOL, unit=UnitId(unit.id))
        for role in roles
    )
    return may(Reader(PersonId(unit.id), standings), Action.NEED_DECIDE).allowed


def _others_who_lead(leaving: Colleague, today: date) -> bool:
    others = _at(leaving.unit, today).exclude(person=leaving.person)
    return _leads((Role(row.role) for row in others), leaving.unit)


def _at(unit: Unit, today: date) -> models.QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), unit=unit, begins_on__lte=today)


def _class_roles(unit: Unit, today: date) -> models.QuerySet[GroupRole]:
    return GroupRole.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), group__unit=unit, group__ended_on=None, begins_on__lte=today
    )


def _role_words(rows: Iterable[Assignment]) -> list[str]:
    held = {row.role for row in rows}
    return [role.label for role in Role if role in held]
