"""Fact patterns with the answer a jurist expects, each rule row from both sides. Written by hand from the legal table.

The cast: Björkskolan (a unit of Björkviks skolor), BUP, Habiliteringen, Socialtjänsten, and an independent school.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from samverkan.policy.facts import Cell, Facts, Grant, Reader, Standing
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    CaseId,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
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
TODAY = date(2026, 11, 24)
KOMMUN, NEIGHBOUR = HuvudmanId(UUID(int=1)), HuvudmanId(UUID(int=2))
EBBA, OTHER_PUPIL = CaseId(UUID(int=10)), CaseId(UUID(int=11))
BJORKSKOLAN, STRANDVIK, FYRENS_UNIT = (UnitId(UUID(int=20 + n)) for n in range(3))
SKOLOR, BUP, HAB, SOC, FYREN, CLINIC = (OrganisationId(UUID(int=30 + n)) for n in range(6))
ANNA, OLOF, SARA = (PersonId(UUID(int=40 + n)) for n in range(3))


def born(age: int, shift: int = 0) -> date:
    """A birth date that makes somebody exactly this old today; a shift of one day makes them not yet so."""
    return TODAY.replace(year=TODAY.year - age) + timedelta(days=shift)


ELEVEN = born(11)


def cell(
    information_class: K,
    kind: Kind = Kind.NOTE,
    *,
    holder: OrganisationId = SKOLOR,
    branch: Branch | None = None,
    regime: Regime = Regime.OSL,
    unit: UnitId | None = BJORKSKOLAN,
    subject: PersonId | None = None,
    confided: bool = False,
    sealed: bool = False,
    origin: K | None = None,
) -> Cell:
    """A cell of Ebba's case."""
    home = {  # where each class is at home
        K.PSYCHOSOCIAL: Branch.ELEVHALSA,
        K.MEDICAL: Branch.EMI,
        K.REGION_CARE: Branch.CARE,
        K.SOCIAL_SERVICES: Branch.SOCIAL,
    }
    return Cell(
        KOMMUN,
        EBBA,
        None if sealed or holder != SKOLOR else unit,
        holder,
        regime,
        branch or home.get(information_class, Branch.SCHOOL),
        information_class,
        kind,
        subject,
        origin,
        confided,
        sealed,
    )


def at_unit(role: Role, unit: UnitId = BJORKSKOLAN, branch: Branch = Branch.SCHOOL) -> Standing:
    """Employed at a school unit."""
    return Standing(Tie.UNIT, role, SKOLOR, branch, unit=unit)


def at_fyren(role: Role) -> Standing:
    """Employed at the independent school."""
    return Standing(Tie.UNIT, role, FYREN, Branch.SCHOOL, public=False, unit=FYRENS_UNIT)


def in_team(
    role: Role,
    organisation: OrganisationId = SKOLOR,
    branch: Branch = Branch.SCHOOL,
    *,
    tie: Tie = Tie.TEAM,
    public: bool = True,
    born_on: date | None = ELEVEN,
    case: CaseId = EBBA,
) -> Standing:
    """Takes part in the work round a pupil."""
    return Standing(tie, role, organisation, branch, public, case=case, born_on=born_on)


def family(tie: Tie, born_on: date | None = ELEVEN) -> Standing:
    """A guardian or the pupil."""
    role = Role.GUARDIAN if tie is Tie.GUARDIAN else Role.PUPIL
    return Standing(tie, role, None, Branch.SCHOOL, case=EBBA, born_on=born_on)


def asked(*standings: Standing, grants: tuple[Grant, ...] = (), person: PersonId = SARA, **reader: object) -> Facts:
    """The question put by somebody with these standings."""
    return Facts(Reader(person, standings, **reader), Purpose.SUPPORT, TODAY, Manner.SEND, grants)  # type: ignore[arg-type]


YES = Grant(
    id=GrantId(UUID(int=50)),
    case=EBBA,
    classes=frozenset({K.SUPPORT}),
    kinds=frozenset({Kind.ASSESSMENT}),
    holders=frozenset({SKOLOR}),
    receiver_organisation=HAB,
    receiver_role=Role.SPEECH_THERAPIST,
    receiver_person=None,
    purpose=Purpose.SUPPORT,
    manners=frozenset({Manner.SEND, Manner.SPEAK}),
    begins_on=TODAY - timedelta(days=3),
    ends_on=TODAY,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One fact pattern and what the law answers."""

    name: str
    cell: Cell
    facts: Facts
    answer: Answer
    rule: str


REKTOR = at_unit(Role.REKTOR)
KURATOR = in_team(Role.COUNSELLOR, branch=Branch.ELEVHALSA)
MENTOR = in_team(Role.MENTOR, tie=Tie.MENTOR)
NURSE = in_team(Role.NURSE, branch=Branch.EMI)
LOGOPED = in_team(Role.SPEECH_THERAPIST, HAB, Branch.CARE)
SOCIAL_WORKER = in_team(Role.SOCIAL_WORKER, SOC, Branch.SOCIAL)
SOCIAL_AT_SCHOOL = in_team(Role.SOCIAL_WORKER, branch=Branch.SOCIAL)
SCHOOLS_LOGOPED = in_team(Role.SPEECH_THERAPIST, branch=Branch.CARE)
"""Employed by the school and no part of it: care is a branch of its own."""
TEACHER_ELSEWHERE = in_team(Role.TEACHER, BUP)
"""Somebody in the team whose employer is another authority and no part of care or social services."""
ANNA_MOTHER = family(Tie.GUARDIAN)
RELATIVE = Standing(Tie.RELATIVE, Role.RELATIVE, None, Branch.SCHOOL, case=EBBA, born_on=ELEVEN)
ASSESSMENT = cell(K.SUPPORT, Kind.ASSESSMENT)
KNOWN_TO_BUP = replace(cell(K.SUPPORT, Kind.EXISTENCE, origin=K.REGION_CARE), party=BUP)
FILM = cell(K.SUPPORT, Kind.FILM)
SEEING = replace(YES, kinds=frozenset({Kind.FILM}))
KNOWING = replace(YES, kinds=frozenset({Kind.EXISTENCE}))
A, C, M, D = Answer.ALLOW, Answer.CONSENT, Answer.MEN, Answer.DENY
FRIDAY_SEALED = cell(K.SUPPORT, sealed=True)
FRIENDLY = replace(cell(K.SUPPORT, holder=FYREN, regime=Regime.SKOLLAG), unit=FYRENS_UNIT)
"""Something the independent school holds about Ebba."""
FYRENS_REKTOR = at_fyren(Role.REKTOR)
HIDDEN = cell(K.PROTECTED_WHEREABOUTS, Kind.CONTACT, sealed=True)

# fmt: off
ROWS: tuple[Row, ...] = (
    Row("rektor reads the support notes of her unit", cell(K.SUPPORT), asked(REKTOR), A, "R3.1"),
    Row("rektor of another unit reads nothing", cell(K.SUPPORT), asked(at_unit(Role.REKTOR, STRANDVIK)), D, "R0.2"),
    Row("rektor reads the counsellor's notes of her unit", cell(K.PSYCHOSOCIAL), asked(REKTOR), A, "R3.1"),
    Row("what was confided stays from the rektor", cell(K.PSYCHOSOCIAL, confided=True), asked(REKTOR), D, "R0.2"),
    Row("what was confided is the counsellor's in the team", cell(K.PSYCHOSOCIAL, confided=True), asked(KURATOR), A, "R3.1"),
    Row("what was confided stays from the rektor in the team too", cell(K.PSYCHOSOCIAL, confided=True), asked(in_team(Role.REKTOR)), D, "R0.2"),
    Row("what was confided stays from the counsellor outside the team", cell(K.PSYCHOSOCIAL, confided=True), asked(at_unit(Role.COUNSELLOR, branch=Branch.ELEVHALSA)), D, "R0.2"),
    Row("what was confided in support stays closed", cell(K.SUPPORT, confided=True), asked(KURATOR), D, "R0.2"),
    Row("the åtgärdsprogram is the rektor's", cell(K.ACTION_PROGRAMME, Kind.DECISION), asked(REKTOR), A, "R3.1"),
    Row("the rektor may reach the home", cell(K.CONTACT_DETAILS, Kind.CONTACT), asked(REKTOR), A, "R3.1"),
    Row("rektor and another person's data", cell(K.THIRD_PERSON, subject=OLOF), asked(REKTOR), A, "R3.1"),
    Row("assistant rektor as rektor", cell(K.SUPPORT), asked(at_unit(Role.ASSISTANT_REKTOR)), A, "R3.1"),
    Row("a skoladministratör does not read support notes", cell(K.SUPPORT), asked(at_unit(Role.SCHOOL_ADMINISTRATOR)), D, "R0.2"),
    Row("the counsellor in the team reads her notes", cell(K.PSYCHOSOCIAL), asked(KURATOR), A, "R3.1"),
    Row("the counsellor outside the team does not", cell(K.PSYCHOSOCIAL), asked(at_unit(Role.COUNSELLOR, branch=Branch.ELEVHALSA)), D, "R0.2"),
    Row("the counsellor in another pupil's team does not", cell(K.PSYCHOSOCIAL), asked(replace(KURATOR, case=OTHER_PUPIL)), D, "R0.2"),
    Row("a named officer is as one of the team", cell(K.SUPPORT), asked(replace(KURATOR, tie=Tie.NAMED)), A, "R3.1"),
    Row("a colleague in the team reads support", cell(K.SUPPORT), asked(in_team(Role.TEACHER)), A, "R3.1"),
    Row("a colleague in the team does not read the counsellor's notes", cell(K.PSYCHOSOCIAL), asked(in_team(Role.TEACHER)), D, "R3.2"),
    Row("the mentor does not read the counsellor's notes", cell(K.PSYCHOSOCIAL), asked(MENTOR), D, "R3.2"),
    Row("the mentor reads the instruction", cell(K.PSYCHOSOCIAL, Kind.INSTRUCTION), asked(MENTOR), A, "R3.2"),
    Row("the mentor reads the decision", cell(K.SUPPORT, Kind.DECISION), asked(MENTOR), A, "R3.2"),
    Row("the mentor outside the team does not read support notes", cell(K.SUPPORT), asked(MENTOR), D, "R0.2"),
    Row("a subject teacher reads the instruction", cell(K.SUPPORT, Kind.INSTRUCTION), asked(in_team(Role.TEACHER, tie=Tie.TEACHES)), A, "R3.2"),
    Row("the mentor reaches the home", cell(K.CONTACT_DETAILS, Kind.CONTACT), asked(MENTOR), A, "R3.4"),
    Row("a subject teacher does not", cell(K.CONTACT_DETAILS, Kind.CONTACT), asked(in_team(Role.TEACHER, tie=Tie.TEACHES)), D, "R0.2"),
    Row("the mentor at a new school does not read what the former one decided", cell(K.SUPPORT, Kind.DECISION), asked(replace(MENTOR, school=STRANDVIK)), D, "R0.2"),
    Row("the team at a new school does not read the notes of the former one", cell(K.SUPPORT), asked(replace(KURATOR, school=STRANDVIK)), D, "R0.2"),
    Row("the team reads the notes of its own school", cell(K.SUPPORT), asked(replace(KURATOR, school=BJORKSKOLAN)), A, "R3.1"),
    Row("a film is no teacher's in the team without a yes", FILM, asked(in_team(Role.TEACHER)), C, "R3.5"),
    Row("nor the mentor's", FILM, asked(MENTOR), C, "R3.5"),
    Row("nor the rektor's", FILM, asked(REKTOR), C, "R3.5"),
    Row("nor the kurator's", FILM, asked(KURATOR), C, "R3.5"),
    Row("nor the nurse's, whom no assessment helps", FILM, asked(NURSE), C, "R3.5"),
    Row("nor the logoped's", FILM, asked(LOGOPED), C, "R3.5"),
    Row("nor the social worker's", FILM, asked(SOCIAL_WORKER), C, "R3.5"),
    Row("whoever works at the school asks for none", FILM, asked(at_unit(Role.OTHER_STAFF)), D, "R0.2"),
    Row("the rektor of the neighbour school asks for none", FILM, asked(at_unit(Role.REKTOR, STRANDVIK)), D, "R0.2"),
    Row("a guardian sees the film of their child", FILM, asked(ANNA_MOTHER), A, "R1.2"),
    Row("a yes to the film shows it to the logoped", FILM, asked(LOGOPED, grants=(SEEING,)), A, "R6"),
    Row("a yes to the film is none to the assessment", ASSESSMENT, asked(LOGOPED, grants=(SEEING,)), C, "R5.4"),
    Row("a yes to the assessment is none to the film", FILM, asked(LOGOPED, grants=(YES,)), C, "R3.5"),
    Row("a film that somebody counts as everyday is a film", cell(K.ORDINARY, Kind.FILM), asked(in_team(Role.TEACHER)), C, "R3.5"),
    Row("everyone at the school may know name and class", cell(K.ORDINARY, Kind.IDENTITY), asked(at_unit(Role.OTHER_STAFF)), A, "R3.3"),
    Row("the neighbour school may not", cell(K.ORDINARY, Kind.IDENTITY), asked(at_unit(Role.TEACHER, STRANDVIK)), D, "R0.2"),
    Row("the nurse may know name and class", cell(K.ORDINARY, Kind.IDENTITY), asked(at_unit(Role.NURSE, branch=Branch.EMI)), A, "R3.3"),
    Row("a teacher of a pupil in a central group", cell(K.ORDINARY), asked(in_team(Role.TEACHER, tie=Tie.TEACHES)), A, "R3.3"),
    Row("the nurse reads EMI of her pupil", cell(K.MEDICAL), asked(NURSE), A, "R4.4"),
    Row("the nurse reads what was confided to EMI", cell(K.MEDICAL, confided=True), asked(NURSE), A, "R4.4"),
    Row("the nurse outside the work does not", cell(K.MEDICAL), asked(at_unit(Role.NURSE, branch=Branch.EMI)), D, "R0.2"),
    Row("EMI to the counsellor asks for consent", cell(K.MEDICAL), asked(KURATOR), C, "R4.1"),
    Row("EMI to the rektor asks for consent", cell(K.MEDICAL), asked(REKTOR), C, "R4.1"),
    Row("EMI to the mentor asks for consent", cell(K.MEDICAL), asked(MENTOR), C, "R4.2"),
    Row("support notes to EMI are contested", cell(K.SUPPORT), asked(NURSE), C, "R4.3"),
    Row("a decided programme to EMI is public", cell(K.ACTION_PROGRAMME, Kind.DECISION), asked(NURSE), A, "R4.3"),
    Row("the school's assessment to the logoped", ASSESSMENT, asked(LOGOPED), C, "R5.4"),
    Row("the school's assessment to socialtjänsten", ASSESSMENT, asked(SOCIAL_WORKER), C, "R5.4"),
    Row("the counsellor's notes to socialtjänsten", cell(K.PSYCHOSOCIAL), asked(SOCIAL_WORKER), C, "R5.4"),
    Row("EMI to socialtjänsten for a child", cell(K.MEDICAL), asked(SOCIAL_WORKER), M, "R5.5"),
    Row("EMI to socialtjänsten the day before 18", cell(K.MEDICAL), asked(replace(SOCIAL_WORKER, born_on=born(18, 1))), M, "R5.5"),
    Row("EMI to socialtjänsten at 18", cell(K.MEDICAL), asked(replace(SOCIAL_WORKER, born_on=born(18))), C, "R5.6"),
    Row("BUP to socialtjänsten for a child", cell(K.REGION_CARE, holder=BUP), asked(SOCIAL_WORKER), M, "R5.7"),
    Row("BUP to socialtjänsten at 18 is the pupil's to answer", cell(K.REGION_CARE, holder=BUP), asked(replace(SOCIAL_WORKER, born_on=born(18))), C, "R5.7"),
    Row("socialtjänsten to the logoped for a child", cell(K.SOCIAL_SERVICES, holder=SOC), asked(LOGOPED), M, "R5.8"),
    Row("BUP to the counsellor", cell(K.REGION_CARE, holder=BUP), asked(KURATOR), C, "R5.9"),
    Row("BUP to the nurse", cell(K.REGION_CARE, holder=BUP), asked(NURSE), M, "R5.10"),
    Row("socialtjänsten to the nurse", cell(K.SOCIAL_SERVICES, holder=SOC), asked(NURSE), M, "R5.10"),
    Row("socialtjänsten to the mentor in the team", cell(K.SOCIAL_SERVICES, holder=SOC), asked(in_team(Role.MENTOR)), C, "R5.11"),
    Row("socialtjänsten to the rektor without a seat", cell(K.SOCIAL_SERVICES, holder=SOC), asked(REKTOR), D, "R0.2"),
    Row("an independent school's notes to socialtjänsten", cell(K.SUPPORT, holder=FYREN, regime=Regime.SKOLLAG), asked(SOCIAL_WORKER), C, "R5.13"),
    Row("a private clinic's data to the counsellor", cell(K.REGION_CARE, holder=CLINIC, regime=Regime.PSL), asked(KURATOR), C, "R5.13"),
    Row("the school's notes to a private clinic", cell(K.SUPPORT), asked(in_team(Role.FIRST_LINE, CLINIC, Branch.CARE, public=False)), C, "R5.14"),
    Row("the logoped reads her own organisation's data", cell(K.REGION_CARE, holder=HAB), asked(LOGOPED), A, "R5.15"),
    Row("another clinic's logoped after a yes", cell(K.REGION_CARE, holder=BUP), asked(LOGOPED), C, "R5.9"),
    Row("socialtjänsten reads its own", cell(K.SOCIAL_SERVICES, holder=SOC), asked(SOCIAL_WORKER), A, "R5.15"),
    Row("a decided programme to the logoped", cell(K.ACTION_PROGRAMME, Kind.DECISION), asked(LOGOPED), A, "R5.16"),
    Row("the school day to the logoped", cell(K.ORDINARY), asked(LOGOPED), A, "R5.18"),
    Row("the school day to a logoped outside the work", cell(K.ORDINARY), asked(replace(LOGOPED, case=OTHER_PUPIL)), D, "R0.2"),
    Row("how the home is reached, to the logoped, is asked for", cell(K.CONTACT_DETAILS, Kind.CONTACT), asked(LOGOPED), C, "R5.4"),
    Row("a guardian reads support", cell(K.SUPPORT), asked(ANNA_MOTHER), A, "R1.2"),
    Row("a guardian reads support the day before 18", cell(K.SUPPORT), asked(family(Tie.GUARDIAN, born(18, 1))), A, "R1.2"),
    Row("a guardian at 18 needs the pupil's yes", cell(K.SUPPORT), asked(family(Tie.GUARDIAN, born(18))), C, "R1.6"),
    Row("a guardian may know who helps a child", cell(K.REGION_CARE, Kind.EXISTENCE, holder=HAB), asked(ANNA_MOTHER), A, "R1.2"),
    Row("from 12 that is weighed", cell(K.REGION_CARE, Kind.EXISTENCE, holder=HAB), asked(family(Tie.GUARDIAN, born(12))), M, "R1.3"),
    Row("the day before 12 it is not", cell(K.REGION_CARE, Kind.EXISTENCE, holder=HAB), asked(family(Tie.GUARDIAN, born(12, 1))), A, "R1.2"),
    Row("that socialtjänsten knows the child is weighed at any age", cell(K.SOCIAL_SERVICES, Kind.EXISTENCE, holder=SOC), asked(ANNA_MOTHER), M, "R1.3"),
    Row("the logoped's notes to a guardian are weighed", cell(K.REGION_CARE, holder=HAB), asked(ANNA_MOTHER), M, "R1.3"),
    Row("elevhälsa's notes to a guardian are weighed", cell(K.PSYCHOSOCIAL), asked(ANNA_MOTHER), M, "R1.3"),
    Row("what was confided is not even weighed by a machine", cell(K.PSYCHOSOCIAL, confided=True), asked(ANNA_MOTHER), D, "R0.2"),
    Row("an unknown birth date opens nothing by age", cell(K.SUPPORT), asked(family(Tie.GUARDIAN, None)), D, "R0.2"),
    Row("the other guardian's data", cell(K.THIRD_PERSON, subject=OLOF), asked(ANNA_MOTHER, person=ANNA), C, "R1.5"),
    Row("one's own data in the child's case", cell(K.THIRD_PERSON, subject=ANNA), asked(ANNA_MOTHER, person=ANNA), A, "R1.5"),
    Row("one's own address", cell(K.CONTACT_DETAILS, Kind.CONTACT, subject=ANNA), asked(ANNA_MOTHER, person=ANNA), A, "R1.5"),
    Row("the other guardian's address", cell(K.CONTACT_DETAILS, Kind.CONTACT, subject=OLOF), asked(ANNA_MOTHER, person=ANNA), D, "R0.2"),
    Row("a pupil reads her support", cell(K.SUPPORT), asked(family(Tie.SELF)), A, "R1.1"),
    Row("a pupil of 15 and the counsellor's notes", cell(K.PSYCHOSOCIAL), asked(family(Tie.SELF, born(16, 1))), M, "R1.1"),
    Row("a pupil of 16 reads the counsellor's notes", cell(K.PSYCHOSOCIAL), asked(family(Tie.SELF, born(16))), A, "R1.1"),
    Row("a pupil of 16 reads her support", cell(K.SUPPORT), asked(family(Tie.SELF, born(16))), A, "R1.1"),
    Row("a pupil and another person's data", cell(K.THIRD_PERSON, subject=OLOF), asked(family(Tie.SELF)), C, "R1.5"),
    Row("a teacher in the team who is the school's counsellor besides reads as the teacher she is there", cell(K.PSYCHOSOCIAL), asked(in_team(Role.TEACHER), at_unit(Role.COUNSELLOR, branch=Branch.ELEVHALSA)), D, "R3.2"),
    Row("a barred guardian", cell(K.SUPPORT), asked(ANNA_MOTHER, barred_from=frozenset({EBBA})), D, "R1.4"),
    Row("a barred guardian who works at the school", cell(K.ORDINARY), asked(REKTOR, barred_from=frozenset({EBBA})), D, "R1.4"),
    Row("barred from another pupil only", cell(K.SUPPORT), asked(ANNA_MOTHER, barred_from=frozenset({OTHER_PUPIL})), A, "R1.2"),
    Row("an employer is an authority unless it is said not to be", cell(K.SUPPORT), asked(Standing(Tie.TEAM, Role.SOCIAL_WORKER, SOC, Branch.SOCIAL, case=EBBA)), C, "R5.4"),
    Row("a guardian who is also counsellor is asked for a yes before it is weighed", cell(K.MEDICAL), asked(ANNA_MOTHER, KURATOR), C, "R4.1"),
    Row("a mentor who is also guardian has it weighed before it is denied", cell(K.PSYCHOSOCIAL), asked(MENTOR, ANNA_MOTHER), M, "R1.3"),
    Row("before OSL there was no ground", cell(K.SUPPORT), replace(asked(REKTOR), today=date(2009, 6, 29)), D, "R0.2"),
    Row("from its first day there is", cell(K.SUPPORT), replace(asked(REKTOR), today=date(2009, 6, 30)), A, "R3.1"),
    Row("a sealed case is nothing to the team", FRIDAY_SEALED, asked(KURATOR), D, "R0.4"),
    Row("a sealed case is the named officer's", FRIDAY_SEALED, asked(KURATOR, named_for=frozenset({EBBA})), A, "R3.1"),
    Row("named for another pupil only", FRIDAY_SEALED, asked(KURATOR, named_for=frozenset({OTHER_PUPIL})), D, "R0.4"),
    Row("where a protected person lives is the named officer's", HIDDEN, asked(in_team(Role.REKTOR, tie=Tie.NAMED), named_for=frozenset({EBBA})), A, "R0.4"),
    Row("the name of another pupil's officer opens nothing", HIDDEN, asked(in_team(Role.REKTOR, tie=Tie.NAMED), named_for=frozenset({OTHER_PUPIL})), D, "R0.4"),
    Row("an officer named elsewhere than at the holder weighs nothing here", replace(HIDDEN, holder=FYREN), asked(in_team(Role.REKTOR, tie=Tie.NAMED), named_for=frozenset({EBBA})), D, "R0.2"),
    Row("where somebody lives is weighed for the rektor, even where the case is open", replace(HIDDEN, sealed=False, unit=BJORKSKOLAN), asked(REKTOR), M, "R0.4"),
    Row("and for the team", replace(HIDDEN, sealed=False), asked(KURATOR), M, "R0.4"),
    Row("and for a guardian, who may be the one they hide from", replace(HIDDEN, sealed=False), asked(ANNA_MOTHER), M, "R0.4"),
    Row("and for the pupil", replace(HIDDEN, sealed=False), asked(family(Tie.SELF)), M, "R0.4"),
    Row("one without a tie is not even weighed", replace(HIDDEN, sealed=False, unit=BJORKSKOLAN), asked(at_unit(Role.REKTOR, STRANDVIK)), D, "R0.2"),
    Row("a cell is open unless it is said to be sealed", Cell(KOMMUN, EBBA, BJORKSKOLAN, SKOLOR, Regime.OSL, Branch.SCHOOL, K.SUPPORT, Kind.NOTE), asked(REKTOR), A, "R3.1"),
    Row("a special teacher in the team reads the special educator's notes", cell(K.PSYCHOSOCIAL), asked(in_team(Role.SPECIAL_TEACHER, branch=Branch.ELEVHALSA)), A, "R3.1"),
    Row("one who names no unit stands at no unit", cell(K.SUPPORT, unit=None), asked(Standing(Tie.UNIT, Role.REKTOR, SKOLOR, Branch.SCHOOL, case=EBBA)), D, "R0.2"),
    Row("one who stands at a unit and names a case at another reads nothing there", cell(K.SUPPORT), asked(Standing(Tie.UNIT, Role.REKTOR, SKOLOR, Branch.SCHOOL, unit=STRANDVIK, case=EBBA)), D, "R0.2"),
    Row("the rektor of an independent school reads its support notes", FRIENDLY, asked(FYRENS_REKTOR), A, "R3.1"),
    Row("the counsellor there reads hers", replace(FRIENDLY, information_class=K.PSYCHOSOCIAL), asked(in_team(Role.COUNSELLOR, FYREN, Branch.ELEVHALSA)), A, "R3.1"),
    Row("the mentor there reads the instruction", replace(FRIENDLY, kind=Kind.INSTRUCTION), asked(in_team(Role.MENTOR, FYREN, tie=Tie.MENTOR)), A, "R3.2"),
    Row("everybody there knows name and class", replace(FRIENDLY, information_class=K.ORDINARY), asked(at_fyren(Role.OTHER_STAFF)), A, "R3.3"),
    Row("a teacher there reads the school day", replace(FRIENDLY, information_class=K.ORDINARY), asked(in_team(Role.TEACHER, FYREN, tie=Tie.TEACHES)), A, "R3.3"),
    Row("the mentor there reaches the home", replace(FRIENDLY, information_class=K.CONTACT_DETAILS), asked(in_team(Role.MENTOR, FYREN, tie=Tie.MENTOR)), A, "R3.4"),
    Row("a nurse there is let in to the counsellor's notes by a yes, not by what is said of classrooms", replace(FRIENDLY, information_class=K.PSYCHOSOCIAL), asked(in_team(Role.NURSE, FYREN, Branch.EMI)), C, "R4.3"),
    Row("what a leader of care holds is not the school's", cell(K.SUPPORT, regime=Regime.PSL), asked(REKTOR), D, "R0.2"),
    Row("nor what its team holds", cell(K.PSYCHOSOCIAL, regime=Regime.PSL), asked(KURATOR), D, "R0.2"),
    Row("nor what was confided there", cell(K.PSYCHOSOCIAL, regime=Regime.PSL, confided=True), asked(KURATOR), D, "R0.2"),
    Row("nor its support notes", cell(K.SUPPORT, regime=Regime.PSL), asked(in_team(Role.TEACHER)), D, "R0.2"),
    Row("nor its instructions", cell(K.SUPPORT, Kind.INSTRUCTION, regime=Regime.PSL), asked(MENTOR), D, "R0.2"),
    Row("nor a denial of its notes", cell(K.PSYCHOSOCIAL, regime=Regime.PSL), asked(MENTOR), D, "R0.2"),
    Row("nor its everyday data at the unit", cell(K.ORDINARY, regime=Regime.PSL), asked(at_unit(Role.TEACHER)), D, "R0.2"),
    Row("nor in the team", cell(K.ORDINARY, regime=Regime.PSL), asked(in_team(Role.TEACHER, tie=Tie.TEACHES)), D, "R0.2"),
    Row("nor its contact details", cell(K.CONTACT_DETAILS, Kind.CONTACT, regime=Regime.PSL), asked(MENTOR), D, "R0.2"),
    Row("EMI at an independent school is asked for under its own law, not 25:13 a", cell(K.MEDICAL, regime=Regime.PSL), asked(KURATOR), C, "R4.2"),
    Row("by its mentor too", cell(K.MEDICAL, regime=Regime.PSL), asked(MENTOR), C, "R4.2"),
    Row("notes for EMI there are asked for", cell(K.SUPPORT, regime=Regime.SKOLLAG), asked(NURSE), C, "R4.3"),
    Row("another school's counsellor notes are asked for", replace(FRIENDLY, information_class=K.PSYCHOSOCIAL), asked(KURATOR), C, "R5.13"),
    Row("nor what was confided there", replace(FRIENDLY, information_class=K.PSYCHOSOCIAL, confided=True), asked(KURATOR), D, "R0.2"),
    Row("and its support notes", FRIENDLY, asked(in_team(Role.TEACHER)), C, "R5.13"),
    Row("nor its instructions to a mentor here", replace(FRIENDLY, kind=Kind.INSTRUCTION), asked(MENTOR), D, "R0.2"),
    Row("nor denied under the rules of this school", replace(FRIENDLY, information_class=K.PSYCHOSOCIAL), asked(MENTOR), D, "R0.2"),
    Row("nor its everyday data to one who teaches here", replace(FRIENDLY, information_class=K.ORDINARY), asked(in_team(Role.TEACHER, tie=Tie.TEACHES)), D, "R0.2"),
    Row("nor the way to the home", replace(FRIENDLY, information_class=K.CONTACT_DETAILS), asked(MENTOR), D, "R0.2"),
    Row("its EMI is asked for by the counsellor here as from any other authority", replace(FRIENDLY, information_class=K.MEDICAL, regime=Regime.OSL), asked(KURATOR), C, "R4.2"),
    Row("nor its EMI to the mentor here", replace(FRIENDLY, information_class=K.MEDICAL, regime=Regime.OSL), asked(MENTOR), D, "R0.2"),
    Row("and by the nurse here", replace(FRIENDLY, information_class=K.MEDICAL, regime=Regime.OSL), asked(NURSE), C, "R4.2"),
    Row("and its notes are, as by any other authority, not as a contested matter", replace(FRIENDLY, regime=Regime.OSL), asked(NURSE), C, "R5.4"),
    Row("nor is its programme public to the nurse here", replace(FRIENDLY, information_class=K.ACTION_PROGRAMME), asked(NURSE), C, "R5.13"),
    Row("everyday data is not for one in the team from elsewhere by the school's row", cell(K.ORDINARY), asked(in_team(Role.LOG_REVIEWER, tie=Tie.TEACHES, branch=Branch.SOCIAL)), D, "R0.2"),
    Row("what another holds at the unit is not the unit's", replace(cell(K.ORDINARY), holder=FYREN), asked(at_unit(Role.TEACHER)), D, "R0.2"),
    Row("nor at the unit", cell(K.ORDINARY), asked(at_unit(Role.SOCIAL_WORKER, branch=Branch.SOCIAL)), D, "R0.2"),
    Row("a guardian of 17 has elevhälsa's notes weighed, not asked for", cell(K.PSYCHOSOCIAL), asked(family(Tie.GUARDIAN, born(18, 1))), M, "R1.3"),
    Row("elevhälsa's notes are weighed for a guardian when the age is unknown", cell(K.PSYCHOSOCIAL), asked(family(Tie.GUARDIAN, None)), M, "R1.3"),
    Row("so is who in care knows the child", cell(K.REGION_CARE, Kind.EXISTENCE, holder=HAB), asked(family(Tie.GUARDIAN, None)), M, "R1.3"),
    Row("an unknown age opens nothing to the pupil", cell(K.SUPPORT), asked(family(Tie.SELF, None)), D, "R0.2"),
    Row("but the notes are weighed", cell(K.PSYCHOSOCIAL), asked(family(Tie.SELF, None)), M, "R1.1"),
    Row("a named teacher reads what the classroom is to do", cell(K.PSYCHOSOCIAL, Kind.INSTRUCTION), asked(in_team(Role.TEACHER, tie=Tie.NAMED)), A, "R3.2"),
    Row("and not the counsellor's notes", cell(K.PSYCHOSOCIAL), asked(in_team(Role.TEACHER, tie=Tie.NAMED)), D, "R3.2"),
    Row("the school doctor reads EMI of his pupil", cell(K.MEDICAL), asked(in_team(Role.DOCTOR, branch=Branch.EMI)), A, "R4.4"),
    Row("a programme is open to the social worker of the school's own authority as to any other", cell(K.ACTION_PROGRAMME), asked(SOCIAL_AT_SCHOOL), A, "R5.16"),
    Row("EMI is asked for by a social worker inside the school's authority, another branch of it", cell(K.MEDICAL), asked(SOCIAL_AT_SCHOOL), C, "R4.2"),
    Row("and when the pupil is 18", cell(K.MEDICAL), asked(replace(SOCIAL_AT_SCHOOL, born_on=born(18))), C, "R4.2"),
    Row("the school's notes to another authority's school are asked for", cell(K.SUPPORT), asked(TEACHER_ELSEWHERE), C, "R5.4"),
    Row("EMI to another authority's school is asked for", cell(K.MEDICAL), asked(TEACHER_ELSEWHERE), C, "R4.2"),
    Row("and at 18", cell(K.MEDICAL), asked(replace(TEACHER_ELSEWHERE, born_on=born(18))), C, "R4.2"),
    Row("a programme to another authority's school", cell(K.ACTION_PROGRAMME, Kind.DECISION), asked(TEACHER_ELSEWHERE), A, "R5.16"),
    Row("the school day to another authority's school", cell(K.ORDINARY), asked(TEACHER_ELSEWHERE), A, "R5.18"),
    Row("EMI under the school act is not weighed under OSL", cell(K.MEDICAL, regime=Regime.SKOLLAG), asked(SOCIAL_WORKER), D, "R0.2"),
    Row("nor asked for at 18", cell(K.MEDICAL, regime=Regime.SKOLLAG), asked(replace(SOCIAL_WORKER, born_on=born(18))), D, "R0.2"),
    Row("EMI is weighed as for a child when the age is unknown", cell(K.MEDICAL), asked(replace(SOCIAL_WORKER, born_on=None)), M, "R5.5"),
    Row("private EMI to the logoped asks for consent", cell(K.MEDICAL, holder=FYREN, regime=Regime.PSL), asked(LOGOPED), C, "R5.13"),
    Row("care's data that socialtjänsten itself keeps as care is asked for", cell(K.REGION_CARE, holder=SOC), asked(SOCIAL_WORKER), C, "R5.9"),
    Row("care's data under the school act", cell(K.REGION_CARE, holder=BUP, regime=Regime.SKOLLAG), asked(SOCIAL_WORKER), D, "R0.2"),
    Row("social data that care itself keeps as social is asked for", cell(K.SOCIAL_SERVICES, holder=HAB), asked(LOGOPED), C, "R5.11"),
    Row("what private social services hold is asked for", cell(K.SOCIAL_SERVICES, holder=SOC, regime=Regime.PSL), asked(LOGOPED), C, "R5.13"),
    Row("social data to care at 18 is the pupil's to answer", cell(K.SOCIAL_SERVICES, holder=SOC), asked(replace(LOGOPED, born_on=born(18))), C, "R5.8"),
    Row("care's data that the school itself keeps as care is asked for", cell(K.REGION_CARE), asked(KURATOR), C, "R5.9"),
    Row("by its nurse too", cell(K.REGION_CARE), asked(NURSE), C, "R5.9"),
    Row("what private social services hold is asked for by the nurse too", cell(K.SOCIAL_SERVICES, holder=SOC, regime=Regime.PSL), asked(NURSE), C, "R5.13"),
    Row("social data that the school itself keeps as social is asked for", cell(K.SOCIAL_SERVICES), asked(in_team(Role.MENTOR)), C, "R5.11"),
    Row("social data to the school under the school act", cell(K.SOCIAL_SERVICES, holder=SOC, regime=Regime.SKOLLAG), asked(KURATOR), D, "R0.2"),
    Row("support notes under PSL to a private clinic", cell(K.SUPPORT, regime=Regime.PSL), asked(in_team(Role.FIRST_LINE, CLINIC, Branch.CARE, public=False)), D, "R0.2"),
    Row("one employed by care who gives none asks for it", cell(K.REGION_CARE, holder=HAB), asked(in_team(Role.OTHER_STAFF, HAB)), C, "R5.9"),
    Row("one employed by socialtjänsten who works with no case asks for it", cell(K.SOCIAL_SERVICES, holder=SOC), asked(in_team(Role.OTHER_STAFF, SOC)), C, "R5.11"),
    Row("the logoped reads what was confided to her own", cell(K.REGION_CARE, holder=HAB, confided=True), asked(LOGOPED), A, "R5.15"),
    Row("the social worker reads what was confided to his own", cell(K.SOCIAL_SERVICES, holder=SOC, confided=True), asked(SOCIAL_WORKER), A, "R5.15"),
    Row("a grandmother hears what the guardians have said yes to", cell(K.SUPPORT), asked(RELATIVE), C, "R1.7"),
    Row("what the preschool knows is asked for by the school", cell(K.PRESCHOOL, branch=Branch.PRESCHOOL), asked(KURATOR), C, "R4.6"),
    Row("what several sections protect is weighed", cell(K.COMPETING), asked(KURATOR), M, "K26"),
    Row("another person's data is that person's to open, for one in the team too", cell(K.THIRD_PERSON, subject=OLOF), asked(in_team(Role.TEACHER)), C, "K24"),
    Row("the school's own logoped asks for nothing that a former school wrote: it is handed over", cell(K.SUPPORT), asked(replace(SCHOOLS_LOGOPED, school=STRANDVIK)), D, "R0.2"),
    *(Row(f"nor for {one.label} there", cell(one, regime=regime), asked(replace(SCHOOLS_LOGOPED, school=STRANDVIK)), D, "R0.2") for one, regime in ((K.PRESCHOOL, Regime.OSL), (K.MEDICAL, Regime.OSL), (K.ORDINARY, Regime.OSL), (K.CONTACT_DETAILS, Regime.OSL), (K.SPSM_ADVICE, Regime.OSL), (K.PSYCHOSOCIAL, Regime.SKOLLAG), (K.PRIVATE_CARE, Regime.PSL))),
    *(Row(f"nor the nurse for {one.label} there", cell(one), asked(replace(NURSE, school=STRANDVIK)), D, "R0.2") for one in (K.REGION_CARE, K.SOCIAL_SERVICES)),
    Row("a yes of the family never tells who has informed", cell(K.CONCERN_REPORT_RECEIVED, Kind.INFORMANT, holder=SOC, branch=Branch.SOCIAL), asked(KURATOR), D, "R0.2"),
    Row("nor does an assessment tell a guardian", cell(K.CONCERN_REPORT_RECEIVED, Kind.INFORMANT, holder=SOC), asked(ANNA_MOTHER, grants=(replace(YES, rule="R7", classes=frozenset({K.CONCERN_REPORT_RECEIVED}), kinds=frozenset({Kind.INFORMANT}), holders=frozenset({SOC}), receiver_person=SARA),)), D, "R0.1"),
    Row("the social worker knows where a placed child is", cell(K.HIDDEN_PLACEMENT, holder=SOC), asked(SOCIAL_WORKER), A, "R5.15"),
    Row("not one who is also the guardian, and gives care besides", cell(K.HIDDEN_PLACEMENT, holder=SOC), asked(in_team(Role.PSYCHOLOGIST, SOC, Branch.SOCIAL), ANNA_MOTHER), D, "R0.1"),
    Row("the journal is not the rektor's", cell(K.PSYCHOSOCIAL, Kind.JOURNAL), asked(REKTOR), D, "R3.1"),
    Row("what the pupil has had blocked is asked of the pupil", replace(cell(K.MEDICAL), blocked=True), asked(NURSE), C, "R4.4"),
    Row("a yes does not free what is blocked", replace(ASSESSMENT, blocked=True), asked(LOGOPED, grants=(YES,)), D, "R0.2"),
    Row("unless it was given for that", replace(ASSESSMENT, blocked=True), asked(LOGOPED, grants=(replace(YES, blocked=True),)), A, "R6"),
    Row("a yes to know of BUP", KNOWN_TO_BUP, asked(LOGOPED, grants=(replace(KNOWING, parties=frozenset({BUP})),)), A, "R6"),
    Row("tells of no other party", replace(KNOWN_TO_BUP, party=SOC), asked(LOGOPED, grants=(replace(KNOWING, parties=frozenset({BUP})),)), C, "R5.4"),
    Row("a yes that names no outside party tells of none", KNOWN_TO_BUP, asked(LOGOPED, grants=(replace(KNOWING, parties=frozenset({None})),)), C, "R5.4"),
    Row("and of the school's own", replace(KNOWN_TO_BUP, party=None), asked(LOGOPED, grants=(replace(KNOWING, parties=frozenset({None})),)), A, "R6"),
    Row("a signed stance opens support to EMI", cell(K.SUPPORT), replace(asked(NURSE), stances=frozenset({(KOMMUN, Stance.SCHOOL_TO_EMI)})), A, "R4.3"),
    Row("another huvudman's stance does not", cell(K.SUPPORT), replace(asked(NURSE), stances=frozenset({(NEIGHBOUR, Stance.SCHOOL_TO_EMI)})), C, "R4.3"),
    Row("a yes opens the assessment for the logoped", ASSESSMENT, asked(LOGOPED, grants=(YES,)), A, "R6"),
    Row("a yes on its last day holds", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, ends_on=TODAY),)), A, "R6"),
    Row("a yes that ended yesterday does not", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, ends_on=TODAY - timedelta(days=1)),)), C, "R5.4"),
    Row("a yes from today holds", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, begins_on=TODAY),)), A, "R6"),
    Row("a yes from tomorrow does not yet", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, begins_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=9)),)), C, "R5.4"),
    Row("a yes to speak is not a yes to send", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, manners=frozenset({Manner.SPEAK})),)), C, "R5.4"),
    Row("a yes for another purpose", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, purpose=Purpose.OWN_INSIGHT),)), C, "R5.4"),
    Row("a yes to another class", cell(K.PSYCHOSOCIAL, Kind.ASSESSMENT), asked(LOGOPED, grants=(YES,)), C, "R5.4"),
    Row("a yes to another kind", cell(K.SUPPORT, Kind.NOTE), asked(LOGOPED, grants=(YES,)), C, "R5.4"),
    Row("a yes from another sender", cell(K.SUPPORT, Kind.ASSESSMENT, holder=FYREN, regime=Regime.SKOLLAG), asked(LOGOPED, grants=(YES,)), C, "R5.13"),
    Row("a yes about another pupil", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, case=OTHER_PUPIL),)), C, "R5.4"),
    Row("a yes to another organisation", ASSESSMENT, asked(SOCIAL_WORKER, grants=(YES,)), C, "R5.4"),
    Row("a yes to the logoped of another organisation", ASSESSMENT, asked(replace(LOGOPED, organisation=BUP), grants=(YES,)), C, "R5.4"),
    Row("a yes to another role there", ASSESSMENT, asked(replace(LOGOPED, role=Role.HABILITATION), grants=(YES,)), C, "R5.4"),
    Row("a yes to any role there", ASSESSMENT, asked(replace(LOGOPED, role=Role.HABILITATION), grants=(replace(YES, receiver_role=None),)), A, "R6"),
    Row("a yes to an organisation is not one to everybody employed there", ASSESSMENT, asked(replace(LOGOPED, tie=Tie.UNIT, case=None), grants=(YES,)), D, "R0.2"),
    Row("nor to one there who works with another pupil", ASSESSMENT, asked(replace(LOGOPED, case=OTHER_PUPIL), grants=(YES,)), D, "R0.2"),
    Row("a yes to the school is not one to everybody who teaches", cell(K.REGION_CARE, Kind.MEASURE, holder=HAB), asked(MENTOR, grants=(replace(YES, classes=frozenset({K.REGION_CARE}), kinds=frozenset({Kind.MEASURE}), holders=frozenset({HAB}), receiver_organisation=SKOLOR, receiver_role=None),)), D, "R0.2"),
    Row("a yes to a named person", ASSESSMENT, asked(LOGOPED, person=ANNA, grants=(replace(YES, receiver_person=ANNA),)), A, "R6"),
    Row("a yes to another named person", ASSESSMENT, asked(LOGOPED, person=ANNA, grants=(replace(YES, receiver_person=OLOF),)), C, "R5.4"),
    Row("a yes does not free what was confided", replace(ASSESSMENT, confided=True), asked(LOGOPED, grants=(YES,)), D, "R0.2"),
    Row("a yes given for what was confided does", replace(ASSESSMENT, confided=True), asked(LOGOPED, grants=(replace(YES, confided=True),)), A, "R6"),
    Row("a yes about the pupil frees no other person's data", replace(ASSESSMENT, subject=OLOF), asked(LOGOPED, grants=(YES,)), C, "R5.4"),
    Row("that person's own yes does", replace(ASSESSMENT, subject=OLOF), asked(LOGOPED, grants=(replace(YES, subject=OLOF),)), A, "R6"),
    Row("a yes to what the school made itself", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, origins=frozenset({None})),)), A, "R6"),
    Row("a yes to the school's own frees nothing it received", replace(ASSESSMENT, origin_class=K.SOCIAL_SERVICES), asked(LOGOPED, grants=(replace(YES, origins=frozenset({None})),)), C, "R5.4"),
    Row("a yes to what came from care", replace(ASSESSMENT, origin_class=K.REGION_CARE), asked(LOGOPED, grants=(replace(YES, origins=frozenset({K.REGION_CARE})),)), A, "R6"),
    Row("a yes to what came from care frees not the school's own", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, origins=frozenset({K.REGION_CARE})),)), C, "R5.4"),
    Row("a signed assessment opens", ASSESSMENT, asked(LOGOPED, grants=(replace(YES, rule="R7"),)), A, "R7"),
    Row("a yes never opens a sealed case", replace(ASSESSMENT, sealed=True, unit=None), asked(LOGOPED, grants=(YES,)), D, "R0.4"),
)
# fmt: on
