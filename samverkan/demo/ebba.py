"""Ebba Lindqvist, 5B: the story that the demonstration and the tests tell most about.

Her meeting is on the next school day at 13.00. Of eight topics six can be spoken of with all seven in the room; with
Peter Ny outside seven; with both guardians' yes to both open questions seven.
"""

from collections.abc import Sequence
from datetime import date

from samverkan.demo.casefile import CaseFile, K
from samverkan.demo.days import coming_school_day, next_school_day, school_day_near
from samverkan.demo.gatherings import Seat, Topic, meet
from samverkan.demo.minutes import Written, hold
from samverkan.demo.questions import EVERY_MANNER, SPEAK, Asked, ask, release, replies
from samverkan.guard.models import Form
from samverkan.meetings.models import Attendance, Meeting, Participation, RowKind
from samverkan.people.models import Person
from samverkan.plans.models import AssessmentOutcome, Horizon, Step
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import Kind, Role

OWN, CARE = (None,), (K.REGION_CARE,)
"""Origins: what the school has made itself, and what it has received from care."""
BEGUN = 84
"""Days since the samverkan round Ebba began."""


def write(file: CaseFile) -> None:
    """Her whole case."""
    _team(file)
    _said(file)
    promised = _plan(file)
    _consents(file)
    _first_meeting(file, promised)
    _meeting(file)


def _family(file: CaseFile) -> tuple[Person, Person, Person]:
    anna, olof = file.enrolled.guardians
    return file.pupil.person, anna, olof


def _team(file: CaseFile) -> None:
    m, staff, places = file.making, file.staff, file.places
    since = school_day_near(m.ago(BEGUN))
    recent, long_ago = school_day_near(m.ago(6)), school_day_near(m.ago(70))
    file.family_seats(since=since, contact=recent)
    school, hab, soc = file.school, places.organisations["habiliteringen"], places.organisations["socialtjansten"]
    file.seat(staff["sara"], Role.COUNSELLOR, "kurator", school, since=since, mandate="Uppföljningen", contact=recent)
    file.seat(staff["jonas"], Role.MENTOR, "mentor", school, since=since, mandate="Arbetet i 5B", contact=recent)
    file.seat(staff["lena"], Role.SPECIAL_EDUCATOR, "specialpedagog", school, since=since, contact=long_ago)
    file.seat(staff["anna-karin"], Role.REKTOR, "rektor", school, since=since, mandate="Skolans stöd", contact=recent)
    file.seat(
        staff["maria"], Role.SPEECH_THERAPIST, "logoped", hab, since=since, mandate="Två handledningar", contact=recent
    )
    file.seat(
        staff["peter"], Role.SOCIAL_WORKER, "socialsekreterare", soc, since=school_day_near(m.ago(75)), contact=long_ago
    )
    file.seat(None, Role.PSYCHOLOGIST, "skolpsykolog", school, since=since)
    file.trust(staff["sara"], on=since)


def _said(file: CaseFile) -> None:
    m, staff = file.making, file.staff
    sara, jonas, lena, ak, maria = (staff[name] for name in ("sara", "jonas", "lena", "anna-karin", "maria"))

    def day(days: int) -> date:
        return school_day_near(m.ago(days))

    file.signal(
        "{namn} lämnar klassrummet flera gånger om dagen, mest när schemat ändras. Hon säger att hon inte vet vad som "
        "ska hända. Jag har pratat med henne och med Anna.",
        by=jonas, on=day(BEGUN + 7),
    )  # fmt: skip
    file.words("Det är bäst på slöjden. Jag vill veta vem som kommer innan de kommer.", by=sara, on=day(12))
    file.words("När det är hög musik i matsalen går jag ut. Då hittar ni mig på trappan.", by=sara, on=day(47))
    file.everyday("{namn} har börjat på schackklubben på fredagar efter skolan.", by=jonas, on=day(33))
    file.everyday("Klassen åker till vattentornet på torsdag. Alla har matsäck med sig.", by=jonas, on=day(9))
    file.say(
        file.cell(K.SUPPORT, Kind.ASSESSMENT), Form.NOTE,
        "Skolans bedömning: {namn} klarar kunskapskraven i de ämnen där dagen är lätt att förutse. Svårast är byten "
        "mellan salar och lektioner med vikarie. Hon behöver veta i förväg, få en lugn plats och en bestämd vuxen.",
        by=lena, on=day(40),
    )  # fmt: skip
    file.say(
        file.cell(K.SUPPORT, Kind.ASSESSMENT, origin=K.REGION_CARE), Form.NOTE,
        "Logopedens utlåtande: visa med bild först och säg det sedan. En instruktion i taget. Ge {namn} tio sekunder "
        "innan du frågar igen. Stäm av genom att hon visar, inte genom att hon svarar.",
        by=maria, on=day(35),
    )  # fmt: skip
    file.say(
        file.cell(K.SUPPORT, Kind.INSTRUCTION), Form.NOTE,
        "I klassrummet: bildschemat sitt på bänken före 8.10. Vikarien får lappen i pärmen. {namn} får gå ut fem "
        "minuter utan att fråga, till trappan.",
        by=lena, on=day(20),
    )  # fmt: skip
    file.note(
        "Samtal med {namn} på torsdagen. Hon ritade skolgården och visade var det är lugnt. Vi pratade om vem hon kan "
        "gå till när Jonas är borta.",
        by=sara, role=Role.COUNSELLOR, on=day(12),
    )  # fmt: skip
    file.note("Hörselkontroll gjord, allt bra. Inget mer behövs.", by=staff["birgitta"], role=Role.NURSE, on=day(60))
    file.say(
        file.cell(K.ACTION_PROGRAMME, Kind.DECISION), Form.NOTE,
        "Beslut: särskilt stöd i form av strukturerad dag med bildschema och en bestämd vuxen vid byten. Följs upp av "
        "Lena Wik och utvärderas av Anna-Karin Wester.",
        by=ak, on=day(38),
    )  # fmt: skip
    _from_habiliteringen(file)
    file.event("Logopeden träffade arbetslaget i 5B.", by=lena, on=day(28))
    file.event("Samverkan började. Sara Holm är trygghetsperson.", by=ak, on=day(BEGUN))
    file.event("Bildschemat i 5B är klart.", by=jonas, on=day(4))


def _from_habiliteringen(file: CaseFile) -> None:
    """What habiliteringen holds and the family has let the school hear, and its own assessment of the family."""
    m, maria = file.making, file.staff["maria"]
    hab = file.places.organisations["habiliteringen"]
    on = school_day_near(m.ago(36))
    measure = file.outside_cell(hab, K.REGION_CARE, Kind.MEASURE)
    decision = file.outside_cell(hab, K.REGION_CARE, Kind.DECISION)
    file.say(measure, Form.NOTE, "Logopeden träffar {namn} varannan vecka till och med mars.", by=maria, on=on)
    file.say(decision, Form.NOTE, "En samtalskarta och hörselkåpor är förskrivna till skoldagen.", by=maria, on=on)
    source = file.say(
        file.outside_cell(hab, K.REGION_CARE, Kind.NOTE), Form.NOTE,
        "Bedömt: {namn} och båda vårdnadshavarna kan vara med när stödet och hjälpmedlen tas upp.",
        by=maria, on=on,
    )  # fmt: skip
    for person in _family(file):
        release(file, measure, (Kind.MEASURE, Kind.DECISION), person, source=source, on=on, manners=EVERY_MANNER)


def _plan(file: CaseFile) -> tuple[Step, ...]:
    m, staff = file.making, file.staff
    sara, jonas, lena, maria = (staff[name] for name in ("sara", "jonas", "lena", "maria"))
    begun, decided = school_day_near(m.ago(BEGUN)), school_day_near(m.ago(38))
    until = coming_school_day(m.ahead(36), after=m.ahead(14))
    file.assess(AssessmentOutcome.BEGIN, "", by=file.leader, on=begun)
    file.begin(
        "Flera vuxna hjälper {namn}, och de behöver göra på samma sätt. Anna och Olof bad om ett möte.",
        coordinator=sara, on=begun, follow_up_on=until, version=4,
    )  # fmt: skip
    first = file.goal("Jag vet varje morgon vad som ska hända under dagen.", by=sara, on=decided, own=True)
    second = file.goal(
        "{namn} har en kompis att vara med på rasten, minst tre dagar i veckan.",
        by=sara, on=decided, horizon=Horizon.LONG,
    )  # fmt: skip
    hab = file.places.organisations["habiliteringen"]
    file.measure("Bildschema i klassrummet", often="varje dag", owner=jonas, organisation=file.school,
                 on=school_day_near(m.ago(4)), review_on=until, goal=first)  # fmt: skip
    file.measure("Tecken som stöd, handledning av arbetslaget", often="två gånger", owner=maria, organisation=hab,
                 on=school_day_near(m.ago(28)), review_on=until, goal=first)  # fmt: skip
    file.measure("Rast med fadder", often="tre dagar i veckan", owner=lena, organisation=file.school,
                 on=school_day_near(m.ago(21)), review_on=until, goal=second)  # fmt: skip
    file.measure("Samtal med Sara", often="torsdagar", owner=sara, organisation=file.school,
                 on=school_day_near(m.ago(60)), review_on=until, goal=second)  # fmt: skip
    return (
        file.step(
            "Logopeden bokar tid för nästa handledning",
            owner=maria,
            due_on=coming_school_day(m.ahead(11), after=m.ahead(2)),
            on=decided,
            agreed=True,
        ),
        file.step("Bildschema i 5B", owner=jonas, due_on=school_day_near(m.ago(2)), on=decided,
                  done_on=school_day_near(m.ago(4)), agreed=True),
        file.step("Uppföljning med {namn}, Anna och Olof", owner=sara, due_on=until, on=decided, agreed=True),
    )  # fmt: skip


def _consents(file: CaseFile) -> None:
    m, sara, places = file.making, file.staff["sara"], file.places
    _, anna, olof = _family(file)
    school, hab, soc = file.school, places.organisations["habiliteringen"], places.organisations["socialtjansten"]
    earlier, later, lately = (school_day_near(m.ago(days)) for days in (45, 28, 3))
    care = ((K.REGION_CARE,), (Kind.MEASURE, Kind.DECISION), (hab,))
    yes, matter = Reply.YES, "habiliteringens stöd och hjälpmedel"
    ask(file, Asked(*care, school, matter, earlier, replies(file, yes, earlier)), by=sara)
    ask(file, Asked(*care, soc, matter, later, replies(file, yes, later), SPEAK), by=sara)
    team = ((K.SUPPORT,), (Kind.EXISTENCE,), (school,))
    for to, on in ((hab, earlier), (soc, later)):
        who = Asked(*team, to, "vilka som är med i teamet", on, replies(file, yes, on), parties=(hab, soc))
        ask(file, who, by=sara)
    statement = ((K.SUPPORT,), (Kind.ASSESSMENT,), (school,))
    ask(file, Asked(*statement, hab, "logopedens utlåtande", later, replies(file, yes, later), origins=CARE), by=sara)
    no = {anna.id: (Reply.NO, later)}
    ask(file, Asked(*statement, soc, "logopedens utlåtande", later, no, origins=CARE), by=sara)
    # Asked three days ago: Anna has said yes, Olof has not answered. That socialtjänsten may hear it is not asked yet.
    half = {anna.id: (Reply.YES, lately), olof.id: (Reply.SILENT, lately)}
    asked = Asked((K.SUPPORT,), (Kind.ASSESSMENT,), (school,), hab, "skolans bedömning", lately, half, origins=OWN)
    ask(file, asked, by=sara)


def _seats(file: CaseFile) -> tuple[Seat, ...]:
    staff, places = file.staff, file.places
    ebba, anna, olof = _family(file)
    hab, soc = places.organisations["habiliteringen"], places.organisations["socialtjansten"]
    return (
        Seat(ebba, Role.PUPIL, "elev", mandate="Det hon själv vill berätta", needs="Paus efter 20 minuter"),
        Seat(anna, Role.GUARDIAN, "mamma", mandate="Samtycken, med Olof"),
        Seat(olof, Role.GUARDIAN, "pappa", None, "Samtycken, med Anna", "Tolk, finska", Attendance.VIDEO),
        Seat(file.staff["jonas"], Role.MENTOR, "mentor", file.school, "Arbetet i 5B"),
        Seat(file.staff["sara"], Role.COUNSELLOR, "kurator", file.school, "Uppföljningen"),
        Seat(staff["maria"], Role.SPEECH_THERAPIST, "logoped", hab, "Två handledningar", "Ramp"),
        Seat(staff["peter"], Role.SOCIAL_WORKER, "socialsekreterare", soc, attendance=Attendance.UNANSWERED),
    )  # fmt: skip


def _meeting(file: CaseFile) -> Meeting:
    """The coming one: 13.00 on the next school day, ninety minutes."""
    m, sara = file.making, file.staff["sara"]
    hab = file.places.organisations["habiliteringen"]
    topics = (
        Topic("Välkomna, och vad vi kan tala om", 10, file.cell(K.SUPPORT, Kind.EXISTENCE), about_pupil=False),
        Topic("Ebbas egna ord", 10, file.cell(K.ORDINARY, Kind.OWN_WORDS)),
        Topic("Skoldagen", 15, file.cell(K.ORDINARY, Kind.NOTE)),
        Topic("Stöd från habiliteringen", 15, file.outside_cell(hab, K.REGION_CARE, Kind.MEASURE)),
        Topic("Hjälpmedel", 5, file.outside_cell(hab, K.REGION_CARE, Kind.DECISION)),
        Topic("Tidigare beslut", 10, file.cell(K.ACTION_PROGRAMME, Kind.DECISION)),
        Topic("Skolans bedömning", 10, file.cell(K.SUPPORT, Kind.ASSESSMENT)),
        Topic("Logopedens utlåtande", 5, file.cell(K.SUPPORT, Kind.ASSESSMENT, origin=K.REGION_CARE)),
        Topic("Nästa steg", 10, file.cell(K.ORDINARY, Kind.DECISION)),
    )
    return meet(
        file, on=next_school_day(m.today), clock="13.00", leader=sara, planned_on=school_day_near(m.ago(8)),
        purpose="{namn} säger: ”Jag vill veta vem som kommer innan de kommer.” Vi ska komma överens om vem som gör "
        "vad i klassrummet, och berätta det för {namn} samma dag.",
        seats=_seats(file), topics=topics, place="Rum 12 och video", participation=Participation.PART,
        ticked=("eleven-vet",),
    )  # fmt: skip


def _first_meeting(file: CaseFile, promised: Sequence[Step]) -> None:
    m, sara = file.making, file.staff["sara"]
    topics = (
        Topic("Ebbas egna ord", 15, file.cell(K.ORDINARY, Kind.OWN_WORDS)),
        Topic("Skoldagen", 30, file.cell(K.ORDINARY, Kind.NOTE)),
        Topic("Vad vi gör nu", 45, file.cell(K.ORDINARY, Kind.DECISION)),
    )
    held = meet(
        file, on=school_day_near(m.ago(38)), clock="14.00", leader=sara, planned_on=school_day_near(m.ago(52)),
        purpose="Vi kommer överens om hur dagen i 5B ska se ut för {namn}.", seats=_seats(file)[:6], topics=topics,
        place="Rum 12", participation=Participation.PICTURE,
    )  # fmt: skip
    note, decided, task = RowKind.NOTE, RowKind.DECISION, RowKind.TASK
    hold(
        file,
        held,
        (
            Written(
                1, note, "På morgonen går det bra när {namn} vet vad som ska hända. Byten mitt på dagen är svårast."
            ),
            Written(2, decided, "Samma bildschema används i klassrummet och på fritids."),
            *(Written(2, task, promise=step) for step in promised),
        ),
        next_on=next_school_day(m.today),
        easy="Du har ett bildschema i klassrummet.\nDu har samma bildschema på fritids.\nSara frågar dig hur det går.",
    )
