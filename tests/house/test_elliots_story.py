"""Elliot, year 7, from the domain's acceptance story §7: row 7, 11 and 15, day by day through the product's own pages.

Jonas says no to the social services and nothing reaches them. BUP lets the school have one sentence. Jonas takes his
yes back, and from that instant nothing more comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.queries import QuestionRow, questions
from samverkan.guard.models import Statement
from samverkan.people import actions as people_actions
from samverkan.people import queries as people
from samverkan.people.adults import adults
from samverkan.people.models import Custody, Group, Guardianship, Organisation, Person
from samverkan.people.staff import Duties, employ
from samverkan.people.wording import STOCKHOLM
from samverkan.plans import actions as plans
from samverkan.plans import queries as plan_queries
from samverkan.plans.printing import plan_paper
from samverkan.plans.taking_in import NoLeave, found, take_in
from samverkan.plans.writing import Way
from samverkan.policy.consenting import ConsentState
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, Manner, OrganisationId, Purpose, Role
from tests.cast import Cast, client_as, scope_of

AUGUST, CONSENT_TALK = date(2026, 8, 17), date(2026, 11, 19)
BUPS_DAY, WITHDRAWAL = date(2027, 1, 13), date(2027, 3, 10)
UNTIL = date(2027, 6, 15)
SENTENCE = "Utredningen har börjat. Skolan kan behålla pauserna."
EVERY_MANNER = (Manner.SPEAK, Manner.RECORD, Manner.SEND)


@dataclass(frozen=True)
class Elliot:
    """Everybody round Elliot, and the clock they live by."""

    case: CaseId
    school: Organisation
    bup: Organisation
    social: Organisation
    pupil: Person
    sara: Person
    jonas: Person
    amina: Person
    petter: Person
    lena: Person
    max: Person
    hedda: Person
    tove: Person
    clock: pytest.MonkeyPatch

    def be(self, on: date, hour: int = 10) -> datetime:
        """Let it be this day."""
        now = datetime(on.year, on.month, on.day, hour, 0, tzinfo=STOCKHOLM)
        self.clock.setattr(timezone, "now", lambda: now)
        return now

    def browser(self, person: Person) -> Client:
        """Signed in today."""
        return client_as(person)

    def page(self, person: Person, rest: str = "") -> str:
        """What the person reads on one of Elliot's pages."""
        return unescape(self.browser(person).get(f"/elever/{self.case}{rest}").content.decode())

    def reads(self, person: Person, *, of: InformationClass) -> list[Statement]:
        """The statements of a class that the person may read today."""
        rows = Statement.objects.within(scope_of(person)).filter(cell__case_id=self.case)
        return list(rows.filter(cell__information_class=of))

    def asked(self) -> tuple[QuestionRow, ...]:
        """Every question, as the rektor knows of them."""
        return questions(scope_of(self.amina), self.case)


@pytest.fixture
def elliot(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elliot]:
    """Elliot goes to 7B at Strandviksskolan; the samverkan began in the autumn."""
    with monkeypatch.context() as clock:
        now = datetime(2026, 8, 17, 9, 0, tzinfo=STOCKHOLM)
        clock.setattr(timezone, "now", lambda: now)
        unit = cast.unit("strandvik")
        school, bup, social = unit.organisation, cast.organisation("bup"), cast.organisation("socialtjansten")
        group = Group.objects.create(unit=unit, name="7B", school_year=7)

        def colleague(name: str, role: Role, **classes: frozenset[UUID]) -> Person:
            given, family = name.split()
            duties = Duties(frozenset({role}), **classes)
            return employ(
                unit=unit,
                given_name=given,
                family_name=family,
                email="",
                phone="",
                duties=duties,
                today=AUGUST,
                now=now,
            )

        amina = colleague("Amina Haddad", Role.REKTOR)
        petter = colleague("Petter Ahl", Role.TEACHER, mentor_of=frozenset({group.id}))
        lena = colleague("Lena Koski", Role.SPECIAL_EDUCATOR)
        max_ = colleague("Max Ryd", Role.COUNSELLOR)
        by = scope_of(amina).reader
        pupil = people_actions.enrol(
            unit=unit,
            given_name="Elliot",
            family_name="Sandberg",
            enrolled_on=AUGUST,
            born_on=date(2013, 4, 2),
            group=group,
            by=by,
            now=now,
        )
        case = CaseId(pupil.case_id)
        sara, jonas = (Person.objects.create(given_name=name, family_name="Sandberg") for name in ("Sara", "Jonas"))
        for guardian, relation in ((sara, "mamma"), (jonas, "pappa")):
            Guardianship.objects.create(
                case_id=case, person=guardian, relation=relation, custody=Custody.JOINT, begins_on=AUGUST
            )
        hedda, tove = (
            people_actions.add_person(
                organisation=place.id,
                near=school.huvudman_id,
                unit=unit.id,
                name=name,
                function=function,
                by=by,
                now=now,
            )
            for place, name, function in (
                (bup, "Hedda Nyman", "psykolog"),
                (social, "Tove Brandt", "socialsekreterare"),
            )
        )
        plans.begin(case=case, reason="Flera hjälper Elliot.", coordinator=amina.id, follow_up_on=UNTIL, by=by, now=now)
        for person, place, role in (
            (petter, school, Role.MENTOR),
            (lena, school, Role.SPECIAL_EDUCATOR),
            (max_, school, Role.COUNSELLOR),
            (hedda, bup, Role.BUP_CLINICIAN),
            (tove, social, Role.SOCIAL_WORKER),
        ):
            people_actions.add_member(
                case=case, person=person.id, organisation=place.id, role=role, function=role.label, by=by, now=now
            )
        plans.write_note(
            case=case, text="Elliot blir trött efter lunch.", by=scope_of(petter).reader, now=now, way=Way(Kind.NOTE)
        )
        yield Elliot(
            case, school, bup, social, pupil.person, sara, jonas, amina, petter, lena, max_, hedda, tove, clock
        )


@contextmanager
def on(elliot: Elliot, day: date) -> Iterator[datetime]:
    """One day of the story."""
    yield elliot.be(day)


def ask(elliot: Elliot, matter: str, sender: Organisation, receiver: Organisation, role: Role | None = None) -> UUID:
    """The school asks whether the receiver may have the sender's assessment."""
    outside = sender.id != elliot.school.id
    return consent.ask(
        case=elliot.case,
        classes=[InformationClass.REGION_CARE if outside else InformationClass.SUPPORT],
        kinds=[Kind.ASSESSMENT] if outside else [Kind.NOTE],
        senders=[OrganisationId(sender.id)],
        receiver=OrganisationId(receiver.id),
        receiver_role=role,
        purpose=Purpose.SUPPORT,
        manners=EVERY_MANNER,
        begins_on=CONSENT_TALK,
        ends_on=UNTIL,
        matter=matter,
        by=scope_of(elliot.amina).reader,
        now=timezone.now(),
    ).id


def answers(elliot: Elliot, question: UUID, person: Person, reply: str, reason: str = "") -> None:
    """Amina writes down what somebody said at the talk."""
    address = f"/elever/{elliot.case}/samtycken/{question}/svar"
    form = elliot.browser(elliot.amina).get(address).context["form"]
    answer = elliot.browser(elliot.amina).post(
        address,
        {
            "giver": str(person.id),
            "receivers": form["receivers"].initial,
            "reply": reply,
            "answered_on": timezone.localdate().isoformat(),
            "form": "muntligt",
            "told": "on",
            "reason": reason,
        },
    )
    assert answer.status_code == 302, unescape(answer.content.decode())


def consent_talk(elliot: Elliot) -> dict[str, UUID]:
    """Row 7: Sara and Elliot say yes to all, Jonas to BUP and not to the social services."""
    asked = {
        "rektor": ask(elliot, "bedömningen från BUP", elliot.bup, elliot.school, Role.REKTOR),
        "specialpedagog": ask(elliot, "bedömningen från BUP", elliot.bup, elliot.school, Role.SPECIAL_EDUCATOR),
        "socialtjänsten": ask(elliot, "skolans anteckningar om stöd", elliot.school, elliot.social),
    }
    for name, question in asked.items():
        answers(elliot, question, elliot.sara, "ja")
        answers(elliot, question, elliot.pupil, "ja")
        answers(elliot, question, elliot.jonas, "nej" if name == "socialtjänsten" else "ja")
    return asked


def bup_shares(elliot: Elliot) -> Statement:
    """Row 11: Hedda writes one sentence, through her own page."""
    answer = elliot.browser(elliot.hedda).post(f"/elever/{elliot.case}/lamna", {"kind": "bedomning", "text": SENTENCE})
    assert answer.status_code == 302, unescape(answer.content.decode())
    (row,) = elliot.reads(elliot.amina, of=InformationClass.REGION_CARE)
    return row


def for_the_classroom(elliot: Elliot, row: Statement) -> None:
    """Lena marks the sentence for teaching."""
    answer = elliot.browser(elliot.lena).post(
        f"/elever/{elliot.case}/ta-in/{row.id}", {"text": "Skolan kan behålla pauserna.", "way": "klassrummet"}
    )
    assert answer.status_code == 302, unescape(answer.content.decode())


def paper_of(elliot: Elliot, person: Person) -> str:
    """What the person's printed plan says."""
    scope = scope_of(person)
    card = people.pupil(scope, elliot.case)
    plan = plan_queries.plan(scope, card.case, card=card)
    return str(plan_paper(card, adults(scope, card), plan, (), reader=person.name, role="", now=scope.now))


def test_row_7_one_guardians_no_keeps_the_social_services_out(elliot: Elliot) -> None:
    with on(elliot, CONSENT_TALK):
        asked = consent_talk(elliot)
        states = {row.id: row.state for row in elliot.asked()}
        page = elliot.page(elliot.amina, f"/samtycken/{asked['socialtjänsten']}")
        toves = elliot.reads(elliot.tove, of=InformationClass.SUPPORT)
        toves_pages = (
            elliot.page(elliot.tove) + elliot.page(elliot.tove, "/tidslinje") + elliot.page(elliot.tove, "/plan")
        )

    assert states[asked["rektor"]] is ConsentState.GIVEN
    assert states[asked["socialtjänsten"]] is ConsentState.DIFFERING
    assert "Vårdnadshavarna har svarat olika. Det här får ni inte dela." in page
    assert toves == []
    assert "trött efter lunch" not in toves_pages
    assert "BUP" not in toves_pages


def test_row_11_bups_one_sentence_is_read_by_the_roles_in_the_yes_and_in_class_when_marked(elliot: Elliot) -> None:
    with on(elliot, CONSENT_TALK):
        consent_talk(elliot)
    with on(elliot, BUPS_DAY):
        before = elliot.page(elliot.hedda, "/lamna")
        row = bup_shares(elliot)
        readers = {
            name: bool(elliot.reads(getattr(elliot, name), of=InformationClass.REGION_CARE))
            for name in ("amina", "lena", "petter", "max", "tove", "hedda")
        }
        petters = elliot.page(elliot.petter, "/tidslinje") + elliot.page(elliot.petter, "/plan")
        warning = elliot.page(elliot.lena, f"/ta-in/{row.id}")
        closed = elliot.browser(elliot.petter).get(f"/elever/{elliot.case}/ta-in/{row.id}").status_code
        for_the_classroom(elliot, row)
        after = elliot.page(elliot.petter, "/plan")

    assert "Läses av rektor och specialpedagog på skolan" in before
    assert "Petter" not in before, "who holds the roles is the school's to know"
    assert readers == {"amina": True, "lena": True, "petter": False, "max": False, "tove": False, "hedda": True}
    assert SENTENCE not in petters
    assert closed == 404
    assert "Då gäller skolans sekretess för den" in warning
    assert "Petter Ahl" in warning, "the warning names who would read"
    assert "Skolan kan behålla pauserna." in after
    assert f"Kommer från {elliot.bup.name}, 13 januari 2027." in after


def test_row_15_a_yes_taken_back_closes_at_once_and_what_came_stays_marked(elliot: Elliot) -> None:
    with on(elliot, CONSENT_TALK):
        asked = consent_talk(elliot)
    with on(elliot, BUPS_DAY):
        row = bup_shares(elliot)
        for_the_classroom(elliot, row)
        printed_then = paper_of(elliot, elliot.petter)
    with on(elliot, WITHDRAWAL):
        calm = elliot.page(elliot.amina)
        for question in (asked["rektor"], asked["specialpedagog"]):
            taken = elliot.browser(elliot.jonas).post(
                f"/elever/{elliot.case}/samtycken/{question}/tillbakatagande/{elliot.jonas.id}"
            )
            assert taken.status_code == 302
        left = [elliot.reads(person, of=InformationClass.REGION_CARE) for person in (elliot.amina, elliot.lena)]
        more = elliot.browser(elliot.hedda).post(
            f"/elever/{elliot.case}/lamna", {"kind": "bedomning", "text": "En mening till."}
        )
        plan = elliot.page(elliot.petter, "/plan")
        now = elliot.page(elliot.amina)
        printed_now = paper_of(elliot, elliot.petter)

    assert "Skolan kan behålla pauserna." in printed_then
    assert left == [[], []]
    assert more.status_code == 409
    assert "Det finns inget samtycke som gäller idag" in unescape(more.content.decode())
    assert "Skolan kan behålla pauserna." in plan
    assert "Sedan 10 mars 2027 får det inte lämnas vidare. Det ligger kvar här." in plan
    assert "Planen behöver ses över" not in calm
    assert "Planen behöver ses över" in now and "Amina Haddad håller ihop planen." in now
    assert "pauserna" not in printed_now


def test_without_leave_to_record_it_may_be_read_and_not_written_down(elliot: Elliot) -> None:
    with on(elliot, CONSENT_TALK) as now:
        spoken = consent.ask(
            case=elliot.case,
            classes=[InformationClass.REGION_CARE],
            kinds=[Kind.ASSESSMENT],
            senders=[elliot.bup.id],
            receiver=elliot.school.id,
            receiver_role=Role.REKTOR,
            purpose=Purpose.SUPPORT,
            manners=[Manner.SEND],
            begins_on=CONSENT_TALK,
            ends_on=UNTIL,
            matter="bedömningen från BUP",
            by=scope_of(elliot.amina).reader,
            now=now,
        ).id
        for person in (elliot.sara, elliot.jonas, elliot.pupil):
            answers(elliot, spoken, person, "ja")
    with on(elliot, BUPS_DAY) as now:
        row = bup_shares(elliot)
        page = elliot.page(elliot.amina, f"/ta-in/{row.id}")
        posted = elliot.browser(elliot.amina).post(
            f"/elever/{elliot.case}/ta-in/{row.id}", {"text": SENTENCE, "way": "anteckning"}
        )
        scope = scope_of(elliot.amina)
        what = found(scope, people.pupil(scope, elliot.case), row.id)
        with pytest.raises(NoLeave):
            take_in(what=what, text=SENTENCE, way=Way(Kind.NOTE), by=scope.reader, now=now)

    assert "Du får läsa det, men inte skriva ner det" in page
    assert "Fråga om samtycke" in page and "Begär en bedömning" in page
    assert posted.status_code == 409
    assert not plan_queries.plan(scope, elliot.case).received
