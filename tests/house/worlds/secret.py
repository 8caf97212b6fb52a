"""One pupil whom the observers may not know of, with everything that can be written round a pupil: every row there is,
every field of it filled. A new guarded model or field that is not planted here makes a test fail."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.actions.placing import end_placement, note_placement
from samverkan.consent.actions.seeing import seen
from samverkan.consent.givers import keep_mandate
from samverkan.consent.models import (
    AnswerForm,
    MandateKind,
    Maturity,
    Question,
    ReleaseDecision,
    ReleaseOutcome,
    ReleaseRequest,
)
from samverkan.consent.sealed_words import EXTENT, GROUNDS, MATTER, REASON, RESERVATION, UNTOLD, USE, WHY
from samverkan.exchange.tracking import rows
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Case, Form, Grant
from samverkan.guests import codes, links
from samverkan.guests.models import Code, Link, Visit, Way, WrongCode
from samverkan.journal.models import Touch
from samverkan.meetings import actions as meetings
from samverkan.meetings import editions, inviting, passing, replying
from samverkan.meetings.after import closing
from samverkan.meetings.after.recipients import Strayed, recipients
from samverkan.meetings.agendas import as_data, template, templates
from samverkan.meetings.brought_up import bring_up
from samverkan.meetings.contents import write_content
from samverkan.meetings.during import minutes, running
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import (
    Attendance,
    Closing,
    DeviationKind,
    Felt,
    KindVersion,
    Meeting,
    Participation,
    PulseAnswer,
    PulseGiven,
    ReplyChannel,
    RowKind,
    ToldHow,
)
from samverkan.meetings.seating import places
from samverkan.meetings.slots import times as slot_times
from samverkan.meetings.slots.models import Suits
from samverkan.meetings.team import acts as team
from samverkan.meetings.topics import agendas
from samverkan.own_page import looks, talking
from samverkan.own_page.drawings import Face
from samverkan.own_page.models import Mode, When
from samverkan.people import actions, barring, leaving, lifting, registering, trusting
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import (
    Account,
    Bar,
    Custody,
    DepartureReason,
    Group,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    SourceLink,
)
from samverkan.plans import actions as plans
from samverkan.plans import promises, reminding
from samverkan.plans.assessing import assess, take_contact
from samverkan.plans.models import AssessmentOutcome, Goal, Horizon, Measure, RecountAsked, TakenIn
from samverkan.plans.reclassing import ask_to_count, count_as, settle
from samverkan.plans.writing import WORDS
from samverkan.policy.consenting import Care, Reply, Suspension, longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, Manner, OrganisationId, PersonId, Purpose, Role
from samverkan.post.models import Letter
from samverkan.trygghetsperson import actions as trust
from samverkan.trygghetsperson.models import Why
from samverkan.vault.texts import say, seal_field
from samverkan.wellbeing import actions as wellbeing
from samverkan.wellbeing import naming
from samverkan.wellbeing.areas import Area, Mark, shipped
from samverkan.wellbeing.marking import Side
from samverkan.wellbeing.models import Ended, Given, How
from tests.cast import Cast, client_as, scope_of
from tests.house.worlds.handed_over import plant_handovers

BECAUSE = "a test plants a secret"
GIVEN, FAMILY = "Ofelia", "Kanariesson"
K = InformationClass


@dataclass(frozen=True)
class Planting:
    """Who plants, when, round whom."""

    cast: Cast
    now: datetime
    pupil: Pupil

    @property
    def case(self) -> CaseId:
        """The pupil's case."""
        return CaseId(self.pupil.case_id)

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.now)

    def reader(self, person: Person) -> Reader:
        """As the person stands now."""
        return scope_of(person, now=self.now).reader


def plant(*, sealed: bool, now: datetime) -> None:
    """The pupil, protected or not, and all round her."""
    cast = Cast()
    unit = cast.unit()
    group = Group.objects.filter(unit=unit, name="5B").first()
    pupil = actions.enrol(
        unit=unit,
        given_name=GIVEN,
        family_name=FAMILY,
        enrolled_on=timezone.localdate(now) - timedelta(days=200),
        by=None,
        now=now,
        group=group,
        born_on=date(2010, 5, 6),
        home_municipality="9904",
        protected=sealed,
        officers=[cast.anna_karin, cast.sara],
    )
    planting = Planting(cast, now, pupil_row(CaseId(pupil.case_id)))
    parents = _family(planting, sealed=sealed)
    _team(planting)
    _plan(planting)
    _wheel(planting, parents)
    _consents(planting, parents)
    _releases(planting)
    _meeting(planting, parents)
    plant_handovers(planting.pupil, now=now)
    _own_page(planting)
    _what_ends(planting, parents, sealed=sealed)
    for person in (cast.anna_karin, cast.sara):
        for page in ("", "/plan", "/ma-bra", "/tidslinje"):
            assert client_as(person).get(f"/elever/{pupil.case_id}{page}").status_code == 200


def _family(here: Planting, *, sealed: bool) -> tuple[Person, Person]:
    """Two guardians, a third who was one, and a decision about the third."""
    made = [
        Person.objects.create(
            given_name=given,
            family_name=FAMILY,
            phone=f"070-174 06 {number}",
            email=f"{given.lower()}@kanarie.example",
            language="so",
        )
        for number, given in ((31, "Mona"), (32, "Pelle"), (33, "Rune"))
    ]
    for person, custody, ends in zip(made, (Custody.JOINT, Custody.JOINT, Custody.NONE), (None, None, 1), strict=True):
        Guardianship.objects.create(
            case_id=here.case,
            person=person,
            relation="förälder",
            custody=custody,
            begins_on=here.today - timedelta(days=90),
            ends_on=None if ends is None else here.today - timedelta(days=ends),
        )
        Account.objects.create_account(email=person.email, person=person, password=None)
    bar = uuid.uuid4()
    cell = cell_for(school_cell(here.pupil, K.SUPPORT, Kind.DECISION))
    Bar.objects.create(
        id=bar,
        case_id=here.case,
        person=made[2],
        decided_at=here.now,
        decided_by=here.cast.anna_karin,
        sealed_reason=seal_field(cell, "skal", bar, "Kanariefågel.", now=here.now),
        ended_at=here.now,
        ended_by=here.cast.anna_karin,
        sealed_end_reason=seal_field(cell, "skal-slut", bar, "Kanariefågel.", now=here.now),
    )
    NamedOfficer.objects.create(
        case_id=here.case,
        person=here.cast.per,
        named_at=here.now,
        named_by=here.cast.anna_karin,
        sealed_reason=seal_field(cell, "skal-namngiven", here.cast.per.id, "Kanarieskäl.", now=here.now),
        ended_at=here.now,
    )
    if sealed:
        for person in made:
            registering.hide(person, here.pupil.cell, name=(person.given_name, FAMILY), now=here.now)
    huvudman = here.cast.unit().organisation.huvudman
    for person in (here.pupil.person, *made):
        SourceLink.objects.create(
            huvudman=huvudman,
            source="ss12000",
            kind="person",
            external_id=f"kanarie-{person.id}",
            row_id=person.id,
            digest="k" * 64,
        )
    return made[0], made[1]


def _team(here: Planting) -> None:
    cast, by = here.cast, here.reader(here.cast.anna_karin)
    school, care = cast.unit().organisation_id, cast.organisation("habiliteringen").id
    for person in (cast.anna_karin, cast.sara):
        trusting.appoint_trygghetsperson(case=here.case, person=person.id, by=by, now=here.now)
    _one_adult(here)
    johanna = Person.objects.filter(assignments__organisation=care).exclude(id=cast.maria.id).order_by("id").first()
    for one, role, where in ((johanna, Role.HABILITATION, care), (None, Role.OTHER_STAFF, school)):
        seat = actions.add_member(
            case=here.case,
            person=None if one is None else one.id,
            organisation=where,
            role=role,
            function="kanariefunktion",
            mandate="Får besluta om kanariefåglar.",
            by=by,
            now=here.now,
        )
        seat.last_contact_on = here.today
        seat.until = here.today if one is None else None
        seat.save()


def _one_adult(here: Planting) -> None:
    """Who stood in for the pupil's own adult, what the pupil wished, and the role on its way in every way it can go."""
    cast, by, case, now = here.cast, here.reader(here.cast.anna_karin), here.case, here.now
    later = here.today + timedelta(days=20)
    away = trusting.stand_in(case=case, person=cast.jonas.id, begins_on=here.today, ends_on=later, by=by, now=now)
    trusting.end_stand_in(case=case, row=away.id, now=now)
    wish = trust.wish(case=case, text="Kanarieönskan.", person=cast.lena.id, another=True, by=by, now=now)
    trust.answer_wish(case=case, row=wish.id, text="Kanariesvar till eleven.", by=by, now=now)
    on_its_way: dict[str, Any] = {"case": case, "why": Why.LOAD, "takes_over_on": here.today, "by": by, "now": now}
    to_lena = on_its_way | {"receiver": cast.lena.id, "place": "", "told_on": None}
    outside = on_its_way | {"receiver": None, "place": "Kanarieverksamheten", "told_on": here.today, "note": ""}
    trust.note_receipt(row=trust.offer(**outside), name="Kanarie Mottagarsson", by=by, now=now)
    trusting.appoint_trygghetsperson(case=case, person=cast.sara.id, by=by, now=now)
    declined = trust.offer(**to_lena, note="Kanariebehov.")
    trust.decline(row=declined, reason="Kanarienej, ingen tid.", by=here.reader(cast.lena), now=now)
    trust.take_back(row=trust.offer(**to_lena, note="Kanariebehov två."), now=now)
    trusting.appoint_trygghetsperson(case=case, person=cast.lena.id, begins_on=later, by=by, now=now)


def _plan(here: Planting) -> None:
    cast, by, case, now = here.cast, here.reader(here.cast.sara), here.case, here.now
    follow_up = here.today + timedelta(days=20)
    plans.begin(case=case, reason="Kanarieskäl.", coordinator=cast.sara.id, follow_up_on=follow_up, by=by, now=now)
    goal = plans.set_goal(case=case, text="Kanariemål.", horizon=Horizon.SHORT, in_pupils_words=True, by=by, now=now)
    measure = plans.set_measure(
        case=case,
        text="Kanarieinsats.",
        organisation=cast.unit().organisation_id,
        frequency="varje kanariedag",
        starts_on=here.today,
        owner=cast.sara.id,
        review_on=follow_up,
        goal=goal.id,
        by=by,
        now=now,
    )
    ended = plans.set_goal(case=case, text="Kanariemål två.", horizon=Horizon.LONG, by=by, now=now)
    Goal.objects.unguarded(because=BECAUSE).filter(id=ended.id).update(ended_on=here.today)
    Measure.objects.unguarded(because=BECAUSE).filter(id=measure.id).update(ended_on=follow_up)
    step = plans.set_step(case=case, text="Kanariesteg.", owner=cast.sara.id, due_on=here.today, by=by, now=now)
    plans.set_step(case=case, text="Kanariesteg två.", owner=cast.sara.id, due_on=here.today, by=by, now=now)
    plans.finish_step(case=case, step=step.id, by=by, now=now)
    given = plans.set_step(case=case, text="Kanariesteg tre.", owner=cast.sara.id, due_on=here.today, by=by, now=now)
    promises.move(step=given.id, to=follow_up, reason="Kanarieflytt.", by=by, now=now)
    promises.hand_over(step=given.id, to=PersonId(cast.jonas.id), reason="Kanariebyte.", by=by, now=now)
    reminding.remind(step=given.id, base="https://samverkan.example/", by=here.reader(cast.anna_karin), now=now)
    promises.give_up(step=given.id, reason="Kanariehinder.", by=by, now=now)
    note = plans.write_note(case=case, text="Kanarieanteckning.", by=by, now=now)
    TakenIn.objects.create(
        case_id=case,
        cell=note.cell,
        statement=note,
        holder=cast.unit().organisation,
        leave_id=note.id,
        taken_at=now,
        taken_by=cast.sara,
    )
    say(note.cell, Form.NOTE, "Kanarieanteckning, rättad.", by=by.person, now=now, replaces=note)
    plans.write_signal(case=case, text="Kanariesignal.", by=by, now=now)
    plans.write_words(case=case, text="Kanarieord.", by=by, now=now)
    plans.note_print(case=case, what="planen", reason="Kanariepapper.", by=by, now=now)
    assess(
        pupil=here.pupil,
        outcome=AssessmentOutcome.WAIT,
        until=follow_up,
        reason="Kanariebedömning.",
        by=here.reader(cast.anna_karin),
        now=now,
    )
    bup = cast.organisation("bup").id
    take_contact(pupil=here.pupil, organisation=bup, subject="kanarie", by=by, now=now)
    for kind in (Kind.NOTE, Kind.EXISTENCE):
        medical = school_cell(here.pupil, K.MEDICAL, kind, subject=PersonId(here.pupil.person_id), confided=True)
        cell = cell_for(medical)
        say(cell, Form.EVENT, "Kanarieblodprov.", by=by.person, now=now)
    type(cell).objects.unguarded(because=BECAUSE).filter(pk=cell.pk).update(blocked=True)
    recounted = say(
        cell_for(school_cell(here.pupil, K.SUPPORT, Kind.NOTE)), Form.NOTE, "Kanarie.", by=by.person, now=now
    )
    count_as(
        scope_of(cast.sara, now=now),
        people.pupil(scope_of(cast.sara, now=now), case),
        statement=recounted.id,
        other=K.DISCIPLINARY,
        reason="Kanarieskäl.",
        now=now,
    )
    talk = say(
        cell_for(school_cell(here.pupil, K.PSYCHOSOCIAL, Kind.NOTE)), Form.NOTE, "Kanariesamtal.", by=by.person, now=now
    )
    sara = scope_of(cast.sara, now=now)
    card = people.pupil(sara, case)
    for _ in range(2):
        # The first wish is taken back, so that one waits and one is settled.
        if RecountAsked.objects.within(sara).filter(statement=talk, settled_at=None).exists():
            settle(sara, card, statement=talk.id, agreed=False, now=now)
        ask_to_count(sara, card, statement=talk.id, other=K.SUPPORT, reason="Kanarieskäl.", now=now)
    mapped = school_cell(here.pupil, K.PSYCHOSOCIAL, Kind.NOTE, profession=Role.SPECIAL_EDUCATOR)
    say(cell_for(mapped), Form.NOTE, "Kanariekartläggning.", by=by.person, now=now)


def _consents(here: Planting, parents: tuple[Person, Person]) -> None:
    cast, by, case, now = here.cast, here.reader(here.cast.sara), here.case, here.now
    bup, school = cast.organisation("bup").id, cast.unit().organisation_id

    def ask(matter: str, **more: Any) -> Question:
        return consent.ask(
            case=case,
            classes=[K.SUPPORT],
            kinds=[Kind.NOTE],
            senders=[school],
            receiver=bup,
            purpose=Purpose.SUPPORT,
            manners=[Manner.SPEAK],
            begins_on=here.today,
            ends_on=longest_end(here.today),
            matter=matter,
            by=by,
            now=now,
            **more,
        )

    asked = ask("kanariefrågan", receiver_role=Role.BUP_CLINICIAN, origins=[None], parties=[None])
    other = ask("kanariefrågan om henne", receiver_role=None, subject=PersonId(parents[0].id))
    renewed = ask("kanariefrågan igen", receiver_role=Role.PSYCHOLOGIST, renews=asked.id, again="Kanarieskäl.")
    consent.send_questions([asked, other, renewed], by=by, now=now)
    told: dict[str, Any] = {
        "answered_on": here.today,
        "language": "somaliska",
        "interpreter_name": "Kanarietolken",
        "read_aloud": "Kanarietext.",
        "witness": "Kanarievittne",
        "explained": ["ratt"],
        "pupils_view": "Kanarieåsikt.",
        "said_after": True,
        "by": by,
        "now": now,
    }
    for giver in (here.pupil.person_id, *(parent.id for parent in parents)):
        consent.record_answer(
            question=asked.id, giver=giver, reply=Reply.YES, form=AnswerForm.ORAL, reservation="Kanarie.", **told
        )
    account = Reader(PersonId(parents[0].id), ())
    consent.record_answer(
        question=renewed.id,
        giver=parents[0].id,
        reply=Reply.NO,
        form=AnswerForm.ELECTRONIC,
        reason="Kanarieskäl.",
        assurance="hog",
        **(told | {"by": account}),
    )
    consent.record_hindrance(
        question=renewed.id,
        guardian=parents[1].id,
        attempts="Kanarieförsök: ringt och skrivit brev.",
        until=here.today + timedelta(days=30),
        cannot_wait=True,
        intrusive=False,
        by=by,
        now=now,
    )
    seen(asked.id, here.pupil.person_id, now=now)
    Question.objects.unguarded(because=BECAUSE).filter(id=other.id).update(
        returns_on=here.today, slight=True, suspended_at=now, suspended_because=Suspension.CUSTODY
    )
    Grant.objects.create(
        case_id=case,
        classes=[K.SUPPORT.value],
        kinds=[Kind.NOTE.value],
        holder_ids=[school],
        receiver_organisation_id=bup,
        receiver_role=Role.BUP_CLINICIAN.value,
        receiver_person_id=cast.sara.id,
        purpose=Purpose.SUPPORT.value,
        manners=[Manner.SPEAK.value],
        begins_on=here.today,
        ends_on=here.today,
        rule="R7",
        subject_id=here.pupil.person_id,
        confided=True,
        origins=["kanarie"],
        blocked=True,
        party_ids=[bup],
        provision="OSL 25:13 a",
        reserved=True,
        source_id=asked.id,
        granted_at=now,
        ended_at=now,
    )
    cell, row = cell_for(school_cell(here.pupil, K.SUPPORT, Kind.NOTE)), uuid.uuid4()
    Maturity.objects.create(
        id=row,
        case_id=case,
        cell=cell,
        classes=[K.SUPPORT.value],
        sealed_grounds=seal_field(cell, GROUNDS, row, "Kanariegrund.", now=now),
        assessed_at=now,
        assessed_by=cast.sara,
        ends_on=here.today,
        ended_at=now,
        ended_by=cast.sara,
    )
    note_placement(
        case=case, answers=Care.BOARD, words="Kanarieplacering.", ends_on=here.today + timedelta(days=9), by=by, now=now
    )
    end_placement(case=case, by=by, now=now)
    keep_mandate(
        case=case,
        name="Kanarie Godeman",
        kind=MandateKind.GOD_MAN,
        words="Kanariemandat.",
        ends_on=here.today + timedelta(days=9),
        by=by,
        now=now,
    )


def _releases(here: Planting) -> None:
    """The rektor has asked the kurator whether something can be handed over, got a part of it, and then no more."""
    cast, now, row, answer = here.cast, here.now, uuid.uuid4(), uuid.uuid4()
    asked = cell_for(school_cell(here.pupil, K.PSYCHOSOCIAL, Kind.NOTE))

    def sealed(field: str, of: UUID) -> bytes:
        return seal_field(asked, field, of, "Kanariebegäran.", now=now)

    request = ReleaseRequest.objects.create(
        id=row,
        case_id=here.case,
        cell=here.pupil.cell,
        asked=asked,
        kinds=[Kind.NOTE.value],
        sealed_matter=sealed(MATTER, row),
        receiver=cast.anna_karin,
        receiver_organisation=cast.unit().organisation,
        receiver_role=Role.REKTOR.value,
        purpose=Purpose.SUPPORT.value,
        sealed_use=sealed(USE, row),
        sealed_why=sealed(WHY, row),
        rule="R4.1",
        provisions=["OSL 23:2"],
        decider=cast.sara,
        asked_at=now,
        asked_by=cast.anna_karin,
        promised_on=here.today,
    )
    ReleaseDecision.objects.create(
        id=answer,
        request=request,
        outcome=ReleaseOutcome.PART,
        provision="OSL 23:2",
        sealed_reason=sealed(REASON, answer),
        sealed_untold=sealed(UNTOLD, answer),
        sealed_extent=sealed(EXTENT, answer),
        sealed_reservation=sealed(RESERVATION, answer),
        kinds=[Kind.NOTE.value],
        manners=[Manner.SPEAK.value],
        for_role=True,
        begins_on=here.today,
        ends_on=here.today,
        decided_at=now,
        decided_by=cast.sara,
        ended_at=now,
        ended_by=cast.sara,
    )
    released = say(asked, Form.NOTE, "Kanarieutlämnande.", by=PersonId(cast.sara.id), now=now)
    Grant.objects.create(
        case_id=here.case,
        classes=[K.PSYCHOSOCIAL.value],
        kinds=[Kind.NOTE.value],
        holder_ids=[asked.holder_id],
        receiver_person_id=cast.anna_karin.id,
        purpose=Purpose.SUPPORT.value,
        manners=[Manner.SEND.value],
        begins_on=here.today,
        ends_on=here.today,
        rule="R7",
        statement_ids=[released.id],
        provision="OSL 23:2",
        source_id=answer,
        granted_at=now,
        ended_at=now,
    )


def _meeting(here: Planting, parents: Sequence[Person]) -> None:
    cast, by, now = here.cast, here.reader(here.cast.sara), here.now
    school = OrganisationId(cast.unit().organisation_id)
    who = [meetings.Invited(PersonId(one.id), Role.GUARDIAN, "förälder", None, "", "Tolk") for one in parents]
    who.append(meetings.Invited(PersonId(cast.anna_karin.id), Role.REKTOR, "rektor", school, "Kanariemandat"))
    made, other = (_planned(here, who) for _ in range(2))
    made.video_url, made.kind_version = "https://kanarie.example/rum", _own_kind(here)
    made.save()
    scope = scope_of(cast.sara, now=now)
    seats = places(scope, made, people.pupil(scope, here.case))
    inviting.send(meeting=made, places=seats, link="https://samverkan.example/moten/x", by=by, now=now)
    rows(apps.get_model("meetings", "Dispatch")).filter(invitee__meeting=made, channel="papper").update(printed_at=now)
    said = replying.Said(Attendance.COMES, "Kanarie", "Kanarie", ReplyChannel.PHONE, here.today)
    replying.reply(invitee=seats[-1].id, said=said, by=by, now=now)
    by_calendar = replying.Said(Attendance.COMES, None, None, ReplyChannel.CALENDAR, here.today, now)
    replying.reply(invitee=seats[-1].id, said=by_calendar, by=by, now=now)
    meetings.tick(meeting=made, row="kanarie", done=True, by=by, now=now)
    passing.pass_over(meeting=made, row="tolk", reason="Kanarieskäl.", by=by, now=now)
    passing.undo(meeting=made, row="tolk", now=now)
    _held(here, made, seats[-1].id)
    _came_as_a_guest(here, seats[0].id, next(iter(parents)))
    Closing.objects.create(meeting=other, approved_at=now, approved_by=cast.sara, next_on=here.today)
    first, *_ = rows(apps.get_model("meetings", "AgendaItem")).filter(meeting=made).order_by("position")
    rows(type(first)).filter(pk=first.pk).update(dropped_at=now)
    rows(apps.get_model("meetings", "Invitee")).filter(pk=seats[0].id).update(removed_at=now)
    meetings.cancel(meeting=made, by=by, now=now)
    _an_open_time(here, who)
    _elevhalsan(here)


def _an_open_time(here: Planting, who: Sequence[meetings.Invited]) -> None:
    """Times were proposed for another meeting, one said what suits them, and it was called off."""
    by, now, made = here.reader(here.cast.sara), here.now, _planned(here, who)
    first, second = (made.starts_at + timedelta(days=day) for day in (0, 1))
    rows(Meeting).filter(pk=made.pk).update(time_open=True)
    made.time_open = True
    slot_times.propose(made, [first, second], by=by, now=now)
    seat = rows(apps.get_model("meetings", "Invitee")).filter(meeting=made)[0]
    said = {slot.id: Suits.CAN for slot in slot_times.slots_of(made)}
    slot_times.suit(invitee=seat.pk, said=said, by=by, now=now)
    slot_times.propose(made, [first], by=by, now=now)
    meetings.cancel(meeting=made, by=by, now=now)


def _planned(here: Planting, who: Sequence[meetings.Invited]) -> Meeting:
    cast, by, now = here.cast, here.reader(here.cast.sara), here.now
    return meetings.plan(
        case=here.case,
        template=templates()[0],
        starts_at=now + timedelta(days=3),
        place="Kanariegränd 7",
        leader=PersonId(cast.sara.id),
        invited=who,
        participation=Participation.WHOLE,
        pupil_answered=True,
        purpose="Kanariesyfte.",
        by=by,
        now=now,
    )


def _came_as_a_guest(here: Planting, seat: UUID, parent: Person) -> None:
    """A parent had a link, wrote a wrong code and a right one, left something to take up, and the link was ended."""
    sara, now = here.cast.sara.id, here.now
    links.handed_over(seat, "kanarienyckel", sara, now)
    codes.make(seat, Way.SPOKEN, by=sara, now=now)
    WrongCode.objects.create(invitee_id=seat, at=now)
    link = Link.objects.get(invitee=seat)
    visit = Visit.objects.create(link=link, digest="kanariebesök", language="sv", level=3, began_at=now, seen_at=now)
    bring_up(invitee=seat, case=here.case, text="Kanariepunkt.", by=here.reader(parent), now=now)
    links.revoke(seat, by=sara, now=now)
    Visit.objects.filter(id=visit.id).update(entered_at=now)
    Code.objects.filter(invitee=seat).update(used_at=now)
    rows(apps.get_model("post", "Letter")).filter(calendar_method="REQUEST", queued_at=now).update(own_link=seat)


def _own_kind(here: Planting) -> KindVersion:
    """A version of a sort of meeting that nobody plans by."""
    return editions.save(
        huvudman=here.cast.unit().organisation.huvudman,
        slug="kanarie",
        data=as_data(template("sip")),
        holds_on=here.today,
        reason="Kanarieskäl.",
        by=here.reader(here.cast.sara),
        now=here.now,
    )


def _elevhalsan(here: Planting) -> None:
    """The elevhälsa team has taken the pupil up, and met about a group. Called off, neither stands in a list."""
    cast, by, now = here.cast, here.reader(here.cast.sara), here.now
    school = OrganisationId(cast.unit().organisation_id)
    seats = [meetings.Invited(PersonId(cast.sara.id), Role.COUNSELLOR, "kurator", school)]
    seats.append(meetings.Invited(PersonId(cast.anna_karin.id), Role.REKTOR, "rektor", school))
    for slug in ("eht", "ehm"):
        made = team.plan(
            unit=cast.unit(),
            template=replace(template(slug), version=_own_kind(here).id),
            starts_at=now + timedelta(days=4),
            leader=PersonId(cast.sara.id),
            seats=seats,
            by=by,
            now=now,
            own_id=uuid.uuid4(),
        )
        team.add_pupil(team=made, case=here.case, needs_emi=False, by=by, now=now)
        team.send(team=made, link="https://skolan.example/moten/x", by=by, now=now)
        point = made.points.first()
        if point is not None:
            team.turn_to(team=made, point=point.id, now=now)
            said = minutes.Said(uuid.uuid4(), point.id, RowKind.TASK, "Kanarie.", PersonId(cast.sara.id), here.today)
            team.write(team=made, said=said, by=by, now=now)
            team.settle(task=point.rows.get().id, done=True, by=here.reader(here.cast.sara), now=now)
            team.strike(team=made, row=point.rows.get().id, now=now)
        team.cancel(team=made, by=by, now=now)
        rows(apps.get_model("meetings", "TeamMeeting")).filter(pk=made.pk).update(ended_at=now)


def _held(here: Planting, made: Meeting, seat: UUID) -> None:
    """It was begun, written in by two, and ended."""
    by, now, item = here.reader(here.cast.sara), here.now, agendas(scope_of(here.cast.sara), [made.id])[made.id][0].id
    running.begin(meeting=made, here=[seat], by=by, now=now)
    minutes.ask_for_the_pen(meeting=made, by=here.reader(here.cast.anna_karin), now=now)
    task = minutes.Said(uuid.uuid4(), item, RowKind.TASK, "Kanarierad.", PersonId(here.cast.sara.id), here.today)
    written = minutes.write(meeting=made, said=task, by=by, now=now)
    decided = minutes.Said(uuid.uuid4(), item, RowKind.DECISION, "Kanariebeslut.")
    minutes.write(meeting=made, said=decided, by=by, now=now)
    for text in ("Kanarieinnehåll.", "Kanarieinnehåll igen."):
        write_content(meeting=made, content=template("sip").required[0], text=text, by=by, now=now)
    _closed(here, made, seat)
    said = minutes.Said(uuid.uuid4(), item, RowKind.NOTE, "Kanarie bredvid.")
    to = recipients(scope_of(here.cast.sara, now=now), meeting(scope_of(here.cast.sara, now=now), made.id))
    closing.add(meeting=made, said=said, to=to, link="https://samverkan.example/efter", by=by, now=now)
    rows(apps.get_model("meetings", "MinutesRow")).filter(meeting=made, key=said.key).update(beside=True)
    rows(apps.get_model("meetings", "Closing")).filter(meeting=made).update(done_at=now)
    rows(apps.get_model("meetings", "MinutesRow")).filter(id=written.id).update(removed_at=now)
    half = minutes.Said(uuid.uuid4(), item, RowKind.NOTE, "Kanariehalva.")
    minutes.keep(meeting=made, said=half, by=by, now=now)


def _closed(here: Planting, made: Meeting, seat: UUID) -> None:
    """It was approved and sent, somebody was told by hand, a party strayed, and one said what they thought."""
    by, now, scope = here.reader(here.cast.sara), here.now, scope_of(here.cast.sara, now=here.now)
    to = recipients(scope, meeting(scope, made.id))
    strayed = Strayed("kanarie", here.cast.organisation("bup").id, DeviationKind.LATE, "Kanarie.", True)
    ending = closing.Ending(None, "Kanarieskäl för inget mer.", "Kanarie kort.", [strayed])
    closing.close(meeting=made, ending=ending, to=to, link="https://samverkan.example/efter", by=by, now=now)
    closing.tell(meeting=made, person=to[0].person, how=ToldHow.PHONE, told_on=here.today, to=to, by=by, now=now)
    rows(apps.get_model("meetings", "MinutesSent")).filter(meeting=made, channel="papper").update(printed_at=now)
    PulseAnswer.objects.create(meeting=made, listened=Felt.YES, knows=Felt.PARTLY, right_people=Felt.NO, shown=True)
    PulseGiven.objects.create(invitee_id=seat)


def _wheel(here: Planting, parents: tuple[Person, Person]) -> None:
    """Both have looked at the wheel, and it lies in the plan, a second time. Its words are those of another huvudman's
    version, which nobody's page shows.
    """
    cast, now, by = here.cast, here.now, here.reader(here.cast.sara)
    version = naming.save(
        huvudman=cast.organisation("bup").huvudman_id,
        wheel=shipped(),
        holds_on=here.today,
        reason="Kanarieskäl.",
        by=by,
        now=now,
    )
    marks, words = {Area.SAFE: Mark.NEEDS}, {(Area.SAFE, Side.WORRIES): "Kanarieoro."}
    ours = wellbeing.look_as_staff(case=here.case, marks=marks, words=words, by=by, now=now)
    said = {Area.SAFE: "Kanarieord om hjulet."}
    own = wellbeing.look_as_pupil(case=here.case, marks=marks, words=said, given=Given.BESIDE, by=by, now=now)
    rows(apps.get_model("wellbeing", "Look")).filter(case=here.case).update(version=version)
    for _ in range(2):
        wellbeing.take_out_of_plan(case=here.case, because=Ended.FAMILY, by=by, now=now)
        wellbeing.lay_in_plan(
            case=here.case,
            staff_look=ours.look,
            pupil_look=own.look,
            took_part=[person.id for person in parents],
            how=How.MEETING,
            decided_on=here.today,
            by=by,
            now=now,
        )


def _own_page(here: Planting) -> None:
    """How the pupil has her page, and what she has asked for there: taken back, and talked about."""
    by, sara, now = here.reader(here.pupil.person), here.reader(here.cast.sara), here.now
    step = rows(apps.get_model("plans", "Step")).filter(case=here.case).order_by("id")[0]
    looks.open_beside(case=here.case, mode=Mode.PICTURES, days=[1, 3], by=by, now=now)
    looks.draw(case=here.case, face=Face("knut", "3", glasses=True), by=by, now=now)
    for about in (None, step.id):
        talk = talking.ask(
            case=here.case,
            to=sara.person,
            step=about,
            rises_on=here.today + timedelta(days=2),
            by=by,
            beside=here.cast.anna_karin.id,
            now=now,
        )
        talking.say_more(
            talk=talk.id,
            when=When.WEEK,
            text="Kanarieprat.",
            way=WORDS,
            to=sara,
            case=here.case,
            by=by,
            now=now,
        )
        if about is None:
            talking.undo(talk=talk.id, case=here.case, by=by, now=now)
        else:
            talking.talked(talk=talk.id, case=here.case, by=sara, now=now)


def _what_ends(here: Planting, parents: tuple[Person, Person], *, sealed: bool) -> None:
    by, now = here.reader(here.cast.sara), here.now
    departure = leaving.depart(here.pupil, why=DepartureReason.MOVED, by=by.person, now=now)
    kept = apps.get_model("plans", "Collaboration")
    running = rows(kept).get(case=here.case)
    rows(kept).filter(pk=running.pk).update(ended_at=now, ended_by=here.cast.sara, departure=departure)
    plans.begin(
        case=here.case, reason="Kanarie igen.", coordinator=here.cast.sara.id, follow_up_on=None, by=by, now=now
    )
    if sealed:
        lifting.ask(case=here.case, reason="Kanarielyft.", by=by, now=now)
        lifting.take_back(case=here.case, by=by, now=now)
        lifting.ask(case=here.case, reason="Kanarielyft igen.", by=by, now=now)


def deepen(person: Person, *, now: datetime) -> int:
    """A text about Ebba in every cell of hers that the person may not read. How many there were."""
    cast = Cast()
    pupil, scope = pupil_row(cast.ebbas_case), scope_of(person, now=now)
    closed = [
        cell
        for information_class in InformationClass
        for kind in (Kind.NOTE, Kind.EXISTENCE, Kind.MEASURE, Kind.CONTACT, Kind.DECISION)
        if not scope.reading.covers(cell := school_cell(pupil, information_class, kind))
    ]
    for cell in closed:
        say(cell_for(cell), Form.NOTE, "Kanarieanteckning om Ebba.", by=PersonId(cast.sara.id), now=now)
    return len(closed)


def bar(*, now: datetime) -> None:
    """It is decided that Ebba's father may learn nothing about her."""
    cast = Cast()
    by = scope_of(cast.anna_karin, now=now).reader
    barring.decide(case=cast.ebbas_case, person=cast.olof.id, reason="Kanarieskäl.", by=by, now=now)


def leave_out(*, now: datetime) -> None:
    """The same father was never invited to what comes, and nothing is decided."""
    cast = Cast()
    seats = rows(apps.get_model("meetings", "Invitee")).filter(person=cast.olof, removed_at=None)
    seats.filter(meeting__case=cast.ebbas_case, meeting__starts_at__gt=now).update(removed_at=now)


NOT_PLANTED: dict[tuple[str, str], str] = {
    ("people.Person", "ended_on"): "nothing sets or reads it yet",
    ("people.Pupil", "ended_on"): "one who has left is a pupil nobody sees: there would be less of a secret",
    ("people.Lifting", "confirmed_at"): "a confirmed case is an open one: then there is no secret",
    ("people.Lifting", "confirmed_by"): "as confirmed_at",
    ("post.Letter", "sent_at"): "set by the mail server, the same in both worlds",
    ("post.Letter", "tries"): "as sent_at",
    ("post.Letter", "tried_at"): "as sent_at",
    ("post.Letter", "fault"): "as sent_at",
    (
        "post.Letter",
        "held",
    ): "why the house itself keeps a letter back; nothing of it is on a page but the sender's own",
}
"""Fields without a secret of their own in either of the pupils, and why."""


def bound() -> tuple[type[Model], ...]:
    """Every model whose rows belong to a pupil: those with a key to a case, to one of those, and to the persons."""
    found: set[type[Model]] = {Case, Person, Letter, Touch}
    models = [*apps.get_models(include_auto_created=True)]
    while True:
        more = {
            model
            for model in models
            if model not in found
            and any(isinstance(one, ForeignKey) and one.related_model in found - {Person} for one in model._meta.fields)
        }
        if not more:
            return tuple(sorted(found, key=lambda model: model._meta.label))
        found |= more


def unplanted(new: dict[type[Model], list[dict[str, Any]]]) -> list[str]:
    """The fields of pupil-bound models that no new row fills, and for which no reason is written."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in bound()
        for field in model._meta.concrete_fields
        if not any(_told(row[field.attname]) for row in new[model])
        and (model._meta.label, field.name) not in NOT_PLANTED
    ]


def planted(new: dict[type[Model], list[dict[str, Any]]]) -> int:
    """How many sorts of secret there are: fields of pupil-bound models that new rows fill."""
    return sum(
        any(_told(row[field.attname]) for row in new[model])
        for model in bound()
        for field in model._meta.concrete_fields
    )


def rows_of(model: type[Model]) -> dict[Any, dict[str, Any]]:
    """Every row by its key, as the database has it. Read past the managers, which guard it."""
    from django.db import connection

    columns: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')
        found = [dict(zip([field.attname for field in columns], row, strict=True)) for row in cursor.fetchall()]
    key = model._meta.pk.attname
    return {row[key]: row for row in found}


def _told(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or bool(value)


def hidden_case() -> UUID:
    """The planted pupil's case, in the world where there is one."""
    link = SourceLink.objects.filter(external_id__startswith="kanarie-").values_list("row_id", flat=True)
    return Pupil.objects.unguarded(because=BECAUSE).get(person__in=list(link)).case_id
