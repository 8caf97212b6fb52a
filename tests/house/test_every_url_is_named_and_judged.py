"""Every page names its act, and is judged by a table that people wrote: page × person → what they meet.

The table, oracle.csv, is written by hand from the law and the roles and imports nothing of the policy: two accounts of
the same law that must agree. A page that is missing from it, or a view without an act, fails here.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from samverkan.consent import releasing
from samverkan.consent.models import Answer, Question, ReleaseRequest
from samverkan.demo.making import known_id
from samverkan.exchange import drafts, one_pupil
from samverkan.exchange.csv.headings import suggest
from samverkan.exchange.csv.table import Line, Table
from samverkan.exchange.models import ImportRun
from samverkan.exchange.one_pupil import BY_HAND
from samverkan.guard.models import Form, Statement
from samverkan.handovers import actions as handovers
from samverkan.handovers.actions import GoneThrough, Receiver
from samverkan.handovers.models import Arrival, EndReason, Handover
from samverkan.handovers.package import package
from samverkan.handovers.receivers import question_of
from samverkan.meetings.actions import Invited
from samverkan.meetings.agendas import template
from samverkan.meetings.during import minutes
from samverkan.meetings.during.minutes import Said
from samverkan.meetings.models import Closing, Invitee, Meeting, RowKind
from samverkan.meetings.team import acts as team
from samverkan.meetings.team.models import TeamMeeting
from samverkan.meetings.topics import agendas
from samverkan.own_page import talking
from samverkan.people import queries as people
from samverkan.people import trusting
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.elevhalsa import WAITING
from samverkan.people.models import (
    Account,
    Bar,
    ContactPoint,
    FreeDays,
    FreeKind,
    Group,
    Person,
    SourceLink,
    TeamMember,
)
from samverkan.plans.models import Step
from samverkan.policy.handing_over import Going
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, OrganisationId, PersonId, Role
from samverkan.trygghetsperson import actions as trust
from samverkan.trygghetsperson.models import Why
from tests.battery.figures import tell
from tests.battery.words import everything_said, hidden_from, leaked
from tests.cast import Cast, client_as, scope_of

BECAUSE = "the oracle's test looks up what the pages are about"
TABLE = Path(__file__).with_name("oracle.csv")
PERSONS = {
    "rektor": "anna_karin",
    "kurator": "sara",
    "mentor": "jonas",
    "undervisar": "mikael",
    "lärare": "kerstin",
    "skolsköterska": "birgitta",
    "logoped": "maria",
    "socialsekreterare": "peter",
    "vårdnadshavare": "anna",
    "spärrad": "robert",
    "administratör": "ingrid",
    "grannskola": "petra",
    "friskola": "susanne",
    "elev": "ebba",
    "andra vårdnadshavaren": "olof",
    "skyddads vårdnadshavare": "mirja",
    "bup": "lars",
    "skolchef": "margareta",
    "loggranskare": "bo",
    "systemförvaltare": "inger",
    "utloggad": "",
}
Row = dict[str, str]


def rows() -> list[Row]:
    """The table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))


def views() -> Iterator[tuple[str, Any]]:
    """Name and view of every address there is."""
    yield from _walk(get_resolver().url_patterns)


def _walk(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern), pattern.callback


class Things:
    """What the pages of the table are about, by the words it uses. Each gives the arguments of an address."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def __call__(self, word: str) -> dict[str, Any]:
        """Keyword arguments for `reverse`."""
        makers: dict[str, Callable[[], dict[str, Any]]] = {
            "": dict,
            "grupp": lambda: {"anchor": "har-plan"},
            "ny-signal": lambda: {"what": "signal"},
            "nytt-möte": lambda: {"what": "mote"},
            "skolan": lambda: {"unit_id": self.cast.unit().id},
            "sara": lambda: {"person_id": self.cast.sara.id},
            "kerstin": lambda: {"person_id": self.cast.kerstin.id},
            "hel-huvudman": lambda: {"person_id": self.waiting()},
            "skolans-kontakt": self.contact,
            "skolans-lov": self.free_days,
            "skolans-inläsning": self.run,
            "rektors-lista": self.draft,
            "rektors-elev": self.one_pupil,
            "gammal-länk": self.link,
            "ebbas-plan-som-maria": self.looking,
            "reglerna": lambda: {"step": "reglerna"},
            "nycklarna": lambda: {"step": "nycklarna"},
            "sip": lambda: {"slug": "sip"},
            "till-emi": lambda: {"slug": "till-emi"},
            "ingen-ändring": lambda: {"change_id": uuid4()},
            "ingen-leverantör": lambda: {"provider_id": "finns-inte"},
            "ebbas-fråga": lambda: {"pupil_id": self.cast.ebbas_case, "question_id": self.answer().question_id},
            "ebbas-svar": self.withdrawal,
            "ebba-ingen-fråga": lambda: {"pupil_id": self.cast.ebbas_case, "question_id": uuid4()},
            "ebbas-bedömning": lambda: {"pupil_id": self.cast.ebbas_case, "assessment_id": uuid4()},
            "tindras-beslut": lambda: {"pupil_id": self.cast.case("tindra"), "bar_id": self.bar()},
            "livs-lyft": lambda: {"pupil_id": self.cast.case("liv"), "lifting_id": uuid4()},
            "livs-namngivna": lambda: {"pupil_id": self.cast.case("liv"), "person_id": self.cast.sara.id},
            "någons-bekräftelse": lambda: {"key": "abc"},
            "någons-glömda-lösenord": lambda: {"uidb36": "abc", "key": "abc-def"},
            "ingens-passnyckel": lambda: {"pk": 0},
            "ebbas-begäran": self.request,
            "habiliteringens-ord": self.outsiders_words,
            "ebbas-anteckning": self.note,
            "ebbas-plats": self.seat,
            "ebbas-bild": lambda: {"pupil_id": self.cast.ebbas_case, "look_id": known_id("hjul", "ebba", "1")},
            "ebbas-steg": self.step,
            "någon-fråga": lambda: {"question_id": uuid4()},
            "ingens-nyckel": lambda: {"key": "abc"},
            "ebbas-möte": lambda: {"meeting_id": self.cast.ebbas_meeting},
            "elevhälsans-möte": self.team,
            "elevhälsans-löfte": self.team_task,
            "ebbas-rad": lambda: {"meeting_id": self.cast.ebbas_meeting, "slug": "mandat"},
            "ebbas-inbjudan": self.invitation,
            "ebbas-hållna-möte": self.held,
            "ebbas-skrivna-rad": self.written,
            "ebbas-hållna-möte-till-anna": lambda: self.held() | {"person_id": self.cast.anna.id},
            "saras-löfte": self.promise,
            "ebbas-önskan": self.wish,
            "klass-5b": lambda: {"group_id": Group.objects.get(name="5B", unit=self.cast.unit()).id},
            "saras-överlämning": self.offer,
            "saras-ersättare": self.stand_in,
            "ebbas-överlämning": self.handing_over,
            "ebbas-överlämning-till-familjen": lambda: self.handing_over() | {"to": "familjen"},
            "ebbas-överlämning-att-bedöma": self.to_be_weighed,
            "ebbas-lämnade-papper": self.handed_on_paper,
            "ebbas-ankomst": self.arriving,
            "ebba-vill-prata": self.talk,
        }
        return makers[word]() if word in makers else {"pupil_id": self.cast.case(word)}

    def looking(self) -> dict[str, Any]:
        """Ebba's plan as Maria gets it."""
        return {"person_id": self.cast.maria.id, "page": f"elever/{self.cast.ebbas_case}/plan"}

    def wish(self) -> dict[str, Any]:
        """Ebba wants somebody else."""
        by = scope_of(self.cast.jonas).reader
        row = trust.wish(
            case=self.cast.ebbas_case, text="Hellre Lena.", person=None, another=True, by=by, now=timezone.now()
        )
        return {"pupil_id": self.cast.ebbas_case, "wish_id": row.id}

    def offer(self) -> dict[str, Any]:
        """Sara wants to hand over to Lena."""
        row = trust.offer(
            case=self.cast.ebbas_case,
            why=Why.LEAVES,
            receiver=self.cast.lena.id,
            place="",
            takes_over_on=timezone.localdate(),
            note="",
            told_on=None,
            by=scope_of(self.cast.sara).reader,
            now=timezone.now(),
        )
        return {"offer_id": row.id}

    def stand_in(self) -> dict[str, Any]:
        """Lena answers in Sara's place."""
        now, by = timezone.now(), scope_of(self.cast.sara).reader
        row = trusting.stand_in(
            case=self.cast.ebbas_case,
            person=self.cast.lena.id,
            begins_on=timezone.localdate(now),
            ends_on=None,
            by=by,
            now=now,
        )
        return {"pupil_id": self.cast.ebbas_case, "stand_in_id": row.id}

    def handing_over(self, *, to: Receiver | None = None) -> dict[str, Any]:
        """A handover of Ebba that is being prepared, with something chosen."""
        scope, now = scope_of(self.cast.anna_karin), timezone.now()
        stays: dict[str, Any] = {
            "because": EndReason.STAYS,
            "reason": "Ebba byter inte.",
            "by": scope.reader,
            "now": now,
        }
        for row in Handover.objects.within(scope).filter(case=self.cast.ebbas_case, ended_at=None):
            handovers.end(handover=row, **stays)
        card = people.pupil(scope, self.cast.ebbas_case)
        there = to or Receiver(unit=self.cast.unit("strandvik").id)
        made = handovers.begin(card=card, to=there, begins_on=scope.today, by=scope.reader, now=now)
        handovers.choose(handover=made, going=[], left_out={}, works="Pauser.", first_week="", by=scope.reader, now=now)
        return {"pupil_id": self.cast.ebbas_case}

    def to_be_weighed(self) -> dict[str, Any]:
        """What habiliteringen has let the school have, in the handover of Ebba that is being prepared."""
        self.handing_over()
        scope = scope_of(self.cast.anna_karin)
        made = Handover.objects.within(scope).get(case=self.cast.ebbas_case, ended_at=None)
        card = people.pupil(scope, self.cast.ebbas_case)
        offered = package(scope, card, question_of(made, born_on=card.born_on, today=scope.today))
        return {"pupil_id": self.cast.ebbas_case, "statement_id": offered.of(Going.ASK)[0].id}

    def handed(self, to: Receiver | None = None) -> Handover:
        """The same, gone through and sent."""
        self.handing_over(to=to)
        scope, now = scope_of(self.cast.anna_karin), timezone.now()
        made = Handover.objects.within(scope).get(case=self.cast.ebbas_case, ended_at=None)
        why_not = GoneThrough(why_not="Ingen har svarat på tre samtal.")
        handovers.review(handover=made, what=why_not, by=scope.reader, now=now)
        return handovers.send(handover=made, by=scope.reader, now=now)

    def handed_on_paper(self) -> dict[str, Any]:
        """A handover of Ebba that has been sent to a school outside."""
        self.handed(Receiver(name="Norrås skola", run_by=RunBy.MUNICIPALITY))
        return {"pupil_id": self.cast.ebbas_case}

    def arriving(self) -> dict[str, Any]:
        """Ebba is on her way to Strandviksskolan."""
        made = self.handed()
        return {"arrival_id": Arrival.objects.unguarded(because=BECAUSE).get(handover=made).id}

    def contact(self) -> dict[str, Any]:
        """A contact of Björkskolan's own."""
        place = self.cast.organisation("bup")
        row = ContactPoint.objects.create(
            organisation=place, unit=self.cast.unit(), function="mottagning", added_at=timezone.now()
        )
        return {"contact_id": row.id}

    def free_days(self) -> dict[str, Any]:
        """A leave of Björkskolan's own."""
        unit, on = self.cast.unit(), timezone.localdate()
        row = FreeDays.objects.create(
            huvudman_id=unit.organisation.huvudman_id,
            unit=unit,
            kind=FreeKind.STUDY,
            begins_on=on,
            ends_on=on,
            made_at=timezone.now(),
            made_by=self.cast.anna_karin,
        )
        return {"free_id": row.id}

    def bar(self) -> UUID:
        """The decision that Tindra's father may learn nothing."""
        return Bar.objects.get(case=self.cast.case("tindra"), ended_at=None).id

    def waiting(self) -> UUID:
        """Somebody whom the register of Björkvik names without a school unit."""
        person = Person.objects.create(given_name="Ylva", family_name="Rev")
        SourceLink.objects.create(
            huvudman=self.cast.unit().organisation.huvudman,
            source="ss12000",
            kind=WAITING,
            external_id=str(person.id),
            row_id=person.id,
            digest=Role.DOCTOR.value,
        )
        return person.id

    def run(self) -> dict[str, Any]:
        """An import that the rektor has made."""
        unit, now = self.cast.unit(), timezone.now()
        run = ImportRun.objects.create(
            huvudman=unit.organisation.huvudman,
            source=f"csv:elever:{unit.code or unit.id}",
            at=now,
            by=self.cast.anna_karin,
            checked_at=now,
        )
        return {"run_id": run.id}

    def draft(self) -> dict[str, Any]:
        """A list that the rektor has uploaded and not confirmed."""
        headings = ("Förnamn", "Efternamn", "Född", "Klass")
        table = Table(headings, (Line(2, ("Noa", "Ek", "2016-04-01", "5B")),), "utf-8", ";")
        rektor = PersonId(self.cast.anna_karin.id)
        return {"draft_id": drafts.keep(table, suggest(headings), unit=self.cast.unit(), by=rektor, now=timezone.now())}

    def one_pupil(self) -> dict[str, Any]:
        """A pupil whom the rektor has written by hand and not confirmed."""
        table = Table(one_pupil.COLUMNS, (Line(1, ("Noa", "Ek", *[""] * (len(one_pupil.COLUMNS) - 2))),), BY_HAND, "")
        rektor = PersonId(self.cast.anna_karin.id)
        return {
            "draft_id": drafts.keep(
                table, one_pupil.MAP, unit=self.cast.unit(), by=rektor, now=timezone.now(), whole=False
            )
        }

    def link(self) -> dict[str, Any]:
        """A link that was never signed by us."""
        account = Account.objects.filter(person=self.cast.sara).first()
        return {"account_id": account.id if account else uuid4(), "token": "abc-0123456789abcdef0123456789abcdef"}

    def answer(self) -> Answer:
        """Anna's yes to a question about Ebba."""
        question = Question.objects.unguarded(because=BECAUSE).filter(case=self.cast.ebbas_case)
        return Answer.objects.filter(question__in=question, giver=self.cast.anna, reply="ja").order_by("id")[0]

    def withdrawal(self) -> dict[str, Any]:
        """The address at which Anna's yes is taken back."""
        return {
            "pupil_id": self.cast.ebbas_case,
            "question_id": self.answer().question_id,
            "giver_id": self.cast.anna.id,
        }

    def outsiders_words(self) -> dict[str, Any]:
        """What habiliteringen has written of its support in its own section."""
        rows = Statement.objects.unguarded(because=BECAUSE).filter(
            cell__case=self.cast.ebbas_case,
            cell__holder_id=self.cast.organisation("habiliteringen").id,
            cell__kind=Kind.MEASURE,
        )
        return {"pupil_id": self.cast.ebbas_case, "statement_id": rows.order_by("id")[0].id}

    def note(self) -> dict[str, Any]:
        """What the school's own people have assessed of Ebba's need of support."""
        rows = Statement.objects.unguarded(because=BECAUSE).filter(
            cell__case=self.cast.ebbas_case,
            cell__information_class=InformationClass.SUPPORT,
            cell__kind=Kind.ASSESSMENT,
            cell__origin_class=None,
            form=Form.NOTE,
            replaced_by=None,
        )
        return {"pupil_id": self.cast.ebbas_case, "statement_id": rows.order_by("id")[0].id}

    def request(self) -> dict[str, Any]:
        """Sara has asked Birgitta whether the rektor may have the school nurse's notes."""
        scope = scope_of(self.cast.sara)
        asked = school_cell(pupil_row(self.cast.ebbas_case), InformationClass.MEDICAL, Kind.NOTE, branch=Branch.EMI)
        known = ReleaseRequest.objects.within(scope).filter(asked_by=self.cast.sara).first()
        row = known or releasing.ask(
            asked=asked,
            kinds=[Kind.NOTE],
            matter="skolsköterskans anteckningar",
            receiver=releasing.Receiver(PersonId(self.cast.anna_karin.id), Role.REKTOR),
            use="Planera stödet",
            why="Det behövs.",
            rule="R4.1",
            provisions=["OSL 25:13 a"],
            decider=PersonId(self.cast.birgitta.id),
            by=scope.reader,
            now=timezone.now(),
        )
        return {"pupil_id": self.cast.ebbas_case, "release_id": row.id}

    def seat(self) -> dict[str, Any]:
        """Lena's seat in Ebba's team."""
        seats = TeamMember.objects.unguarded(because=BECAUSE).filter(case=self.cast.ebbas_case, person=self.cast.lena)
        return {"pupil_id": self.cast.ebbas_case, "seat_id": seats[0].id}

    def step(self) -> dict[str, Any]:
        """A next step in Ebba's plan."""
        steps = Step.objects.unguarded(because=BECAUSE).filter(case=self.cast.ebbas_case).order_by("id")
        return {"pupil_id": self.cast.ebbas_case, "step_id": steps[0].id}

    def held(self) -> dict[str, Any]:
        """Ebba's first meeting, which is closed."""
        closed = Closing.objects.filter(meeting__case=self.cast.ebbas_case).order_by("approved_at")
        return {"meeting_id": closed[0].meeting_id}

    def written(self) -> dict[str, Any]:
        """A row of the minutes of Ebba's meeting to come, written beforehand by the one who leads it."""
        scope = scope_of(self.cast.anna_karin)
        topic = agendas(scope, [self.cast.ebbas_meeting])[self.cast.ebbas_meeting][0].id
        said = Said(self.cast.ebbas_meeting, topic, RowKind.DECISION, "Tecken som stöd införs i 5B.")
        made = Meeting.objects.unguarded(because=BECAUSE).get(id=self.cast.ebbas_meeting)
        row = minutes.write(meeting=made, said=said, by=scope.reader, now=timezone.now())
        return {"meeting_id": made.id, "row_id": row.id}

    def promise(self) -> dict[str, Any]:
        """What Sara has promised about Ebba."""
        steps = Step.objects.unguarded(because=BECAUSE).filter(case=self.cast.ebbas_case, owner=self.cast.sara)
        return {"step_id": steps.order_by("id")[0].id}

    def talk(self) -> dict[str, Any]:
        """Ebba has said on her own page that she wants to talk with Sara."""
        by, now = scope_of(self.cast.ebba).reader, timezone.now()
        sara = PersonId(self.cast.sara.id)
        talking.ask(
            case=self.cast.ebbas_case, to=sara, rises_on=now.date() + timedelta(days=2), by=by, beside=None, now=now
        )
        return {"pupil_id": self.cast.ebbas_case}

    def team(self) -> dict[str, Any]:
        """An EHM at Björkskolan, sent to the rektor, the kurator and the school nurse."""
        unit, now = self.cast.unit(), timezone.now()
        school = OrganisationId(unit.organisation_id)
        who = ((self.cast.anna_karin, Role.REKTOR), (self.cast.sara, Role.COUNSELLOR), (self.cast.birgitta, Role.NURSE))
        by = scope_of(self.cast.anna_karin).reader
        made = team.plan(
            unit=unit,
            template=template("ehm"),
            starts_at=now + timedelta(days=5),
            leader=PersonId(self.cast.sara.id),
            seats=[Invited(PersonId(person.id), role, role.label, school) for person, role in who],
            by=by,
            now=now,
            own_id=uuid4(),
        )
        team.send(team=made, link="https://samverkan.example", by=by, now=now)
        return {"team_id": made.id}

    def team_task(self) -> dict[str, Any]:
        """What Sara has promised at the EHM."""
        made = TeamMeeting.objects.get(id=self.team()["team_id"])
        point, by, now = made.points.order_by("position")[0], scope_of(self.cast.anna_karin).reader, timezone.now()
        said = Said(uuid4(), point.id, RowKind.TASK, "Se över raster.", PersonId(self.cast.sara.id), now.date())
        team.write(team=made, said=said, by=by, now=now)
        return {"row_id": point.rows.get().id}

    def invitation(self) -> dict[str, Any]:
        """Maria's invitation to Ebba's meeting."""
        seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=self.cast.ebbas_meeting)
        return {"meeting_id": self.cast.ebbas_meeting, "invitee_id": seats.get(person=self.cast.maria).id}


def test_every_view_names_its_act_or_says_that_it_is_open() -> None:
    silent = [name for name, view in views() if not hasattr(view, "action")]

    assert silent == []


def test_every_address_is_judged_and_every_judgement_has_an_address() -> None:
    addresses = {name for name, _ in views()}

    tell("B1", without_a_row=len(addresses - {row["sida"] for row in rows()}))
    assert addresses - {row["sida"] for row in rows()} == set(), "lacks a row in oracle.csv"
    assert {row["sida"] for row in rows()} - addresses == set(), "has a row in oracle.csv and is not there"


@pytest.mark.parametrize("word", [word for word, slug in PERSONS.items() if slug])
def test_what_one_may_not_open_one_may_not_post_to_either(cast: Cast, word: str) -> None:
    browser, things, wrong, leaks = browser_of(cast, word), Things(cast), [], []
    hidden = hidden_from(person_of(cast, word), everything_said())
    closed = [row for row in rows() if row["sätt"] == "GET" and row[word] in ("403", "404")]

    for row in closed:
        answer = answered(browser, "POST", address_of(row, things))
        met = answer.status_code
        if str(met) not in (row[word], "405"):
            wrong.append(f"{row['sida']} {row['om']} {word}: {met} to a post, the table says {row[word]}")
        leaks += [f"{row['sida']} {row['om']} {word}: {text}" for text in leaked(answer, hidden)]

    tell("B1", wrongly_refused=len(wrong), leaks=len(leaks), answers=len(closed))
    assert not wrong, "\n" + "\n".join(wrong)
    assert not leaks, "\n" + "\n".join(leaks)


def browser_of(cast: Cast, word: str) -> Client:
    return client_as(getattr(cast, PERSONS[word])) if PERSONS[word] else Client()


def person_of(cast: Cast, word: str) -> Person | None:
    return getattr(cast, PERSONS[word]) if PERSONS[word] else None


def answered(browser: Client, way: str, address: str, said: dict[str, Any] | None = None) -> Any:
    """The answer met. What the request changed is taken back, so that each person meets the same world."""
    with transaction.atomic():
        answer = browser.post(address, said or {}) if way == "POST" else browser.generic(way, address)
        transaction.set_rollback(True)
    return answer


def address_of(row: Row, things: Things) -> str:
    if row["sida"] == "closed_account_page":
        return "/konto/signup/"
    return reverse(row["sida"], kwargs=things(row["om"]))
