"""The law as a table for people: who × which information → the answer, the rule, the statute. Swedish throughout.

The table is computed from `decide`, so it can never say something else than the product does. It is written to
docs/access-matrix.csv, where officials and lawyers read it; a test compares the file with the code. Who asks from
outside, and for what else than the daily work, has a table of its own in `matrix_of_others`.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Cell, Facts, Reader, Standing
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    CaseId,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
    UnitId,
)

K = InformationClass
HEADER = ("Vem", "Uppgift", "Klass", "Slag", "Svar", "Regel", "Lagrum", "Därför")
ANSWER_WORDS = {
    Answer.ALLOW: "får se",
    Answer.CONSENT: "efter samtycke",
    Answer.MEN: "efter bedömning",
    Answer.DENY: "får inte se",
}

DAILY_CLASSES = (
    K.PSYCHOSOCIAL,
    K.MEDICAL,
    K.SUPPORT,
    K.ACTION_PROGRAMME,
    K.ORDINARY,
    K.HEALTH,
    K.REGION_CARE,
    K.SOCIAL_SERVICES,
    K.CONTACT_DETAILS,
    K.PROTECTED_WHEREABOUTS,
    K.THIRD_PERSON,
)
"""The classes of the daily work at a municipal school."""
DAILY_KINDS = tuple(kind for kind in Kind if kind not in (Kind.JOURNAL, Kind.INFORMANT, Kind.ANONYMOUS, Kind.FILM))
EVERY_KIND = "alla slag"
BUT_A_FILM = f"{EVERY_KIND} utom film"

_CASE, _UNIT, _OTHER_UNIT = CaseId(UUID(int=1)), UnitId(UUID(int=2)), UnitId(UUID(int=3))
_SCHOOLS, _CARE, _SOCIAL, _OTHER_CARE = (OrganisationId(UUID(int=10 + number)) for number in range(4))
_PERSON = PersonId(UUID(int=20))
HUVUDMAN = HuvudmanId(UUID(int=5))
"""The huvudman of every cell of the table."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A row head of the table: one kind of reader, in words, with the standing that makes them so."""

    label: str
    standing: Standing
    barred: bool = False
    named: bool = False
    """Whether the reader is a named officer of the case, which is then a sealed one."""


def personas(today: date) -> tuple[Persona, ...]:
    """The readers of the table. Children's ages are counted from the day given."""
    young, older, adult = (today.replace(year=today.year - age, day=1) for age in (10, 15, 18))
    return (
        Persona("Rektor på elevens skola", _at_unit(Role.REKTOR)),
        Persona("Biträdande rektor på elevens skola", _at_unit(Role.ASSISTANT_REKTOR)),
        Persona("Kurator i elevens team", _in_team(Role.COUNSELLOR, Branch.ELEVHALSA)),
        Persona("Specialpedagog i elevens team", _in_team(Role.SPECIAL_EDUCATOR, Branch.ELEVHALSA)),
        Persona("Skolpsykolog i elevens team", _in_team(Role.PSYCHOLOGIST, Branch.ELEVHALSA)),
        Persona("Kurator på skolan, inte i teamet", _at_unit(Role.COUNSELLOR, Branch.ELEVHALSA)),
        Persona("Skolsköterska i elevens team", _in_team(Role.NURSE, Branch.EMI)),
        Persona("Skolsköterska på skolan, inte i teamet", _at_unit(Role.NURSE, Branch.EMI)),
        Persona("Mentor i elevens team", _in_team(Role.MENTOR, Branch.SCHOOL)),
        Persona("Mentor, inte i teamet", _in_team(Role.MENTOR, Branch.SCHOOL, tie=Tie.MENTOR)),
        Persona("Lärare som undervisar eleven", _in_team(Role.TEACHER, Branch.SCHOOL, tie=Tie.TEACHES)),
        Persona("Lärare på skolan utan uppdrag kring eleven", _at_unit(Role.TEACHER)),
        Persona("Skoladministratör på skolan", _at_unit(Role.SCHOOL_ADMINISTRATOR)),
        Persona("Namngiven rektor, skyddad elev", _in_team(Role.REKTOR, Branch.SCHOOL, tie=Tie.NAMED), named=True),
        Persona("Lärare på grannskolan", _at_unit(Role.TEACHER, unit=_OTHER_UNIT)),
        Persona("Logoped i vården, i elevens team", _in_team(Role.SPEECH_THERAPIST, Branch.CARE, organisation=_CARE)),
        Persona("Socialsekreterare, i elevens team", _in_team(Role.SOCIAL_WORKER, Branch.SOCIAL, organisation=_SOCIAL)),
        Persona(
            "Behandlare i privat vård, i elevens team",
            _in_team(Role.FIRST_LINE, Branch.CARE, organisation=_OTHER_CARE, public=False),
        ),
        Persona("Vårdnadshavare till barn under 12 år", _family(Tie.GUARDIAN, young)),
        Persona("Vårdnadshavare till ungdom 12–17 år", _family(Tie.GUARDIAN, older)),
        Persona("Vårdnadshavare till elev som fyllt 18 år", _family(Tie.GUARDIAN, adult)),
        Persona("Spärrad vårdnadshavare", _family(Tie.GUARDIAN, young), barred=True),
        Persona("Elev under 16 år", _family(Tie.SELF, older)),
        Persona("Elev som fyllt 18 år", _family(Tie.SELF, adult)),
    )


def rows(today: date) -> Iterator[tuple[str, ...]]:
    """The table's rows. Kinds of one class that get the same answer share a row."""
    for persona in personas(today):
        for information_class in DAILY_CLASSES:
            by_answer: dict[Decision, list[Kind]] = {}
            for kind in _kinds_of(information_class):
                by_answer.setdefault(decided(persona, information_class, kind, today), []).append(kind)
            for decision, kinds in by_answer.items():
                yield (
                    persona.label,
                    information_class.label,
                    information_class.value,
                    _kind_words(information_class, kinds),
                    ANSWER_WORDS[decision.answer],
                    decision.rule,
                    decision.provision,
                    decision.sentence,
                )


def _kinds_of(information_class: InformationClass) -> tuple[Kind, ...]:
    """A film is made in the school's work with support, and is nothing else (`rules.filmed`)."""
    return (*DAILY_KINDS, Kind.FILM) if information_class is K.SUPPORT else DAILY_KINDS


def _kind_words(information_class: InformationClass, kinds: Sequence[Kind]) -> str:
    if len(kinds) == len(_kinds_of(information_class)):
        return EVERY_KIND
    return BUT_A_FILM if set(kinds) == set(DAILY_KINDS) else ", ".join(kind.label for kind in kinds)


def as_csv(today: date) -> str:
    """The table as a file for a spreadsheet: semicolons and a header."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(today))
    return out.getvalue()


def decided(
    persona: Persona,
    information_class: InformationClass,
    kind: Kind,
    today: date,
    stances: frozenset[tuple[HuvudmanId, Stance]] = frozenset(),
) -> Decision:
    """What the law answers the reader of the row, where the huvudman has signed these readings."""
    barred = frozenset({_CASE}) if persona.barred else frozenset[CaseId]()
    named = frozenset({_CASE}) if persona.named else frozenset[CaseId]()
    reader = Reader(_PERSON, (persona.standing,), barred_from=barred, named_for=named)
    cell = _cell(information_class, kind, sealed=persona.named)
    return decide(cell, Facts(reader, Purpose.SUPPORT, today, stances=stances))


def _cell(information_class: InformationClass, kind: Kind, *, sealed: bool) -> Cell:
    holder, branch = {
        K.PSYCHOSOCIAL: (_SCHOOLS, Branch.ELEVHALSA),
        K.MEDICAL: (_SCHOOLS, Branch.EMI),
        K.REGION_CARE: (OrganisationId(UUID(int=14)), Branch.CARE),
        K.SOCIAL_SERVICES: (OrganisationId(UUID(int=15)), Branch.SOCIAL),
    }.get(information_class, (_SCHOOLS, Branch.SCHOOL))
    return Cell(
        huvudman=HUVUDMAN,
        case=_CASE,
        unit=_UNIT if holder == _SCHOOLS and not sealed else None,
        holder=holder,
        regime=Regime.OSL,
        branch=branch,
        information_class=information_class,
        kind=kind,
        subject=PersonId(UUID(int=21)) if information_class is K.THIRD_PERSON else None,
        sealed=sealed,
    )


def _at_unit(role: Role, branch: Branch = Branch.SCHOOL, unit: UnitId = _UNIT) -> Standing:
    return Standing(Tie.UNIT, role, _SCHOOLS, branch, unit=unit)


def _in_team(
    role: Role,
    branch: Branch,
    *,
    organisation: OrganisationId = _SCHOOLS,
    tie: Tie = Tie.TEAM,
    public: bool = True,
) -> Standing:
    return Standing(tie, role, organisation, branch, public, case=_CASE, born_on=date(2016, 1, 1))


def _family(tie: Tie, born_on: date) -> Standing:
    role = Role.GUARDIAN if tie is Tie.GUARDIAN else Role.PUPIL
    return Standing(tie, role, None, Branch.SCHOOL, case=_CASE, born_on=born_on)


SAME_BOARD = Persona("Socialsekreterare i samma nämnd, i elevens team", _in_team(Role.SOCIAL_WORKER, Branch.SOCIAL))
"""No reader of the table, since few municipalities have it so: one who works under the same board as the school."""
