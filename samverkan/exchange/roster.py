"""A school as a source tells of it: the one frozen shape that lists and SS 12000 are read into.

Nothing here knows where it came from. Ids are the source's own strings and mean something only beside `Roster.source`.
Street addresses have no field at all: nobody needs them for samverkan, so they are never read. Phone and mail of
protected persons and of their households are dropped while reading (OSL 21:3, 21:3 a) and are never held here.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from samverkan.policy.vocabulary import Role


class Severity(StrEnum):
    """How much a remark matters to what is imported."""

    FAULT = "fel"
    """The row or record was left out."""
    CHECK = "att-titta-pa"
    """It was read, and a person should look at it."""
    NOTE = "upplysning"
    """It was read; good to know."""
    DOUBT = "kan-vara-samma"
    """It was read as a new pupil, and may be one we have: somebody must say which before it is carried out."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know about one place in the source.

    `text` says what and `mend` how, whole Swedish sentences. A remark about a protected row quotes nothing from it.
    """

    severity: Severity
    where: str
    """Enough to find it again in the source, such as `rad 12, Klass` or `persons 3f2a…`."""
    text: str
    mend: str = ""
    row: int | None = None
    """Row number as the spreadsheet shows it (the headings are row 1), None for sources without rows."""


class Relation(StrEnum):
    """What an adult is to a child, as SS 12000 has it."""

    GUARDIAN = "vardnadshavare"
    FOSTER_PARENT = "familjehemsforalder"
    GOOD_MAN = "god-man"
    HOME_PARENT = "boendeforalder"
    CONTACT_PERSON = "kontaktperson"
    OTHER = "annan"

    @property
    def words(self) -> str:
        """As it is shown to people."""
        return _RELATION_WORDS[self]


_RELATION_WORDS = {
    Relation.GUARDIAN: "vårdnadshavare",
    Relation.FOSTER_PARENT: "familjehemsförälder",
    Relation.GOOD_MAN: "god man",
    Relation.HOME_PARENT: "boendeförälder",
    Relation.CONTACT_PERSON: "kontaktperson",
    Relation.OTHER: "annan närstående",
}


class GroupKind(StrEnum):
    """What holds a group together."""

    CLASS = "klass"
    MENTOR = "mentorsgrupp"
    TEACHING = "undervisningsgrupp"
    DEPARTMENT = "avdelning"
    STAFF = "personalgrupp"
    OTHER = "annan"


class Covers(StrEnum):
    """Which part of a school a roster speaks for: only there does absence mean that something has ended."""

    PUPILS = "elever"
    CLASSES = "klasser"
    GUARDIANS = "vardnadshavare"
    STAFF = "personal"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A level above the school units: huvudman, förvaltning, school."""

    id: str
    name: str
    kind: str = ""
    """The source's own word, kept raw."""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A school unit (skolenhet)."""

    id: str
    name: str
    code: str = ""
    """Skolenhetskod, eight digits, empty when the source has none."""
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A class or another group; `members` are ids of persons. Names of groups are unique within unit and kind."""

    id: str
    name: str
    kind: GroupKind
    kind_raw: str = ""
    unit: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody. Guardians and staff only: pupils are reached through their adults."""

    mail: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the source names: pupil, guardian or staff; which of them follows from the other lists.

    `other_ids` are weaker ids of the same person within the source, strongest first, so that a list that gains a
    column still matches. Names stay out of repr, and so out of tracebacks and logs.
    """

    id: str
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    birth_date: date | None = field(default=None, repr=False)
    protected: bool = False
    protected_raw: str = ""
    contact: Contact | None = field(default=None, repr=False)
    """None when there is nothing, and always None for a protected person and for that person's household."""
    language: str = field(default="", repr=False)
    """BCP 47, empty when the source does not say."""
    other_ids: tuple[str, ...] = field(default=(), repr=False)
    sign_in_keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """By what the huvudman's own sign-in knows somebody who works: kind and value. Never a mail address."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """That a pupil goes to a unit. `school_form` is a slug, or empty when the code is unknown; the raw code is kept."""

    person: str
    unit: str
    school_form: str = ""
    school_form_raw: str = ""
    year: int | None = None
    """0 is förskoleklass; 10 occurs in specialskola."""
    class_name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """That an adult is something to a child. Only a guardian has custody (FB 6 kap.)."""

    child: str
    adult: str
    relation: Relation
    relation_raw: str = ""
    custody: bool = False
    sole: bool = False
    """The source says that the custody is hers alone. That only one guardian is listed does not say so."""


@dataclass(frozen=True, slots=True)
class Duty:
    """That somebody works in a role. Without unit the work is for the whole `organisation`, which a person confirms."""

    id: str
    person: str
    role: Role
    role_raw: str
    unit: str | None
    organisation: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """That somebody does something for a group: mentor of a class, elevhälsa for it, teacher in it."""

    duty: str
    person: str
    group: str
    role: Role | None
    """None when the source's word gives no role of ours (it is kept raw)."""
    role_raw: str
    elevhalsa: bool = False
    """The source counts the person to the elevhälsa team of the group."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The source says that a record is gone. `kind` is person, duty, group, organisation or activity."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Roster:
    """All that was read in one go.

    `complete` is True when a person who is absent has left; False for an incremental read, and for a list with a row
    so broken that nobody can tell whom it is about. `mentioned` are ids the source named in records that could not be
    read: they are neither updated nor ended.
    """

    source: str
    organisations: tuple[Organisation, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    persons: tuple[Person, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    responsibles: tuple[Responsible, ...] = ()
    duties: tuple[Duty, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    removed: tuple[Removed, ...] = ()
    remarks: tuple[Remark, ...] = ()
    complete: bool = True
    covers: frozenset[Covers] = frozenset(Covers)
    mentioned: frozenset[str] = frozenset()
    kept: frozenset[UUID] | None = None
    """Our schools that the one who imports answers for; the roster touches no other. None: all of the huvudman's."""
    is_list: bool = False
    """A list speaks only for the schools it names, and its ids are only as good as the one who typed them."""
