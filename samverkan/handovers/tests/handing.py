"""What the stories of handovers share: what there is to hand over of Ebba, and each step done by those who do it."""

from collections.abc import Collection
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.handovers import actions, receiving
from samverkan.handovers.actions import GoneThrough, Receiver
from samverkan.handovers.leaver import leaver
from samverkan.handovers.models import Arrival, Handover, How
from samverkan.handovers.package import Text, package
from samverkan.handovers.receivers import question_of
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Person
from samverkan.plans import actions as plans
from samverkan.plans.models import Horizon
from samverkan.plans.writing import Way
from samverkan.policy.handing_over import Going
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, PersonId, StatementId
from samverkan.vault.texts import say, texts
from tests.cast import Cast, client_as, scope_of

K = InformationClass
BECAUSE = "a test looks at the row itself"
GOAL, NOTE = "Kunna ta en paus utan att fråga.", "Matsalen går bra om Ebba kommer först."
CLASSROOM, SARAS = "Säg till fem minuter före varje byte.", "Ebba oroar sig för bytet."
CONFIDED, BUPS = "Ebba berättade något i förtroende.", "Utredningen har börjat."
CONCERN, NURSES = "Orosanmälan gjord i mars.", "Hörseln är prövad."
FIRST_WEEK, WORKS = "Möt Ebba vid grinden.", "Pauser hjälper."
NORRAS = Receiver(name="Norrås skola", run_by=RunBy.MUNICIPALITY, contact="Bo Stål, rektor")


def tell(cast: Cast) -> None:
    """Of each sort something: the school's own, elevhälsan's, and what comes from BUP, EMI and a report of concern."""
    now, sara, jonas = timezone.now(), scope_of(cast.sara).reader, scope_of(cast.jonas).reader
    case, pupil = cast.ebbas_case, pupil_row(cast.ebbas_case)
    plans.set_goal(case=case, text=GOAL, horizon=Horizon.SHORT, by=jonas, now=now)
    plans.write_note(case=case, text=NOTE, by=jonas, now=now)
    plans.write_note(case=case, text=CLASSROOM, by=jonas, now=now, way=Way(Kind.INSTRUCTION))
    plans.write_note(case=case, text=SARAS, by=sara, now=now)
    plans.write_note(case=case, text=CONFIDED, by=sara, now=now, way=Way(Kind.NOTE, confided=True))
    for text, cell in (
        (BUPS, school_cell(pupil, K.SUPPORT, Kind.ASSESSMENT, origin=K.REGION_CARE)),
        (CONCERN, school_cell(pupil, K.CONCERN_REPORT, Kind.NOTE)),
        (NURSES, school_cell(pupil, K.MEDICAL, Kind.NOTE, branch=Branch.EMI)),
    ):
        say(cell_for(cell), Form.NOTE, text, by=PersonId(cast.sara.id), now=now)


def offered(cast: Cast, row: Handover) -> dict[str, Text]:
    """What the rektor is offered, by the words."""
    scope = scope_of(cast.anna_karin)
    card = leaver(scope, row.case_id)
    found = package(scope, card, question_of(row, born_on=card.born_on, today=scope.today))
    return {one.words: one for one in found.texts}


def begin(cast: Cast, *, to: Receiver | None = None, in_days: int = 0) -> Handover:
    """Anna-Karin begins: to Strandviksskolan, if nothing else is said."""
    scope = scope_of(cast.anna_karin)
    there = to or Receiver(unit=cast.unit("strandvik").id)
    day = scope.today + timedelta(days=in_days)
    card = leaver(scope, cast.ebbas_case)
    return actions.begin(card=card, to=there, begins_on=day, by=scope.reader, now=timezone.now())


def choose(cast: Cast, row: Handover, *more: str) -> None:
    """What the law points out, and these beside it."""
    found = offered(cast, row)
    going = [one.id for one in found.values() if one.going is Going.POINTED_OUT] + [found[word].id for word in more]
    by, now = scope_of(cast.anna_karin).reader, timezone.now()
    actions.choose(handover=row, going=going, left_out={}, works=WORKS, first_week=FIRST_WEEK, by=by, now=now)


def review(cast: Cast, row: Handover, *, objected: Collection[StatementId] = ()) -> None:
    """With Ebba and both guardians, today."""
    family = tuple(PersonId(one.id) for one in (cast.ebba, cast.anna, cast.olof))
    met = GoneThrough(timezone.localdate(), How.MEETING, family, "Ebba vill ha kvar pausen.", objected=tuple(objected))
    actions.review(handover=row, what=met, by=scope_of(cast.anna_karin).reader, now=timezone.now())


def send(cast: Cast, row: Handover) -> Handover:
    """The rektor sends."""
    return actions.send(handover=row, by=scope_of(cast.anna_karin).reader, now=timezone.now())


def sent(cast: Cast, *more: str, to: Receiver | None = None, in_days: int = 0) -> Handover:
    """Begun, chosen, gone through and sent."""
    row = begin(cast, to=to, in_days=in_days)
    choose(cast, row, *more)
    review(cast, row)
    return send(cast, row)


def arrival_of(row: Handover) -> Arrival:
    """The receiving side."""
    return Arrival.objects.unguarded(because=BECAUSE).get(handover=row)


def fresh(row: Handover) -> Handover:
    """The handover as it is now."""
    return Handover.objects.unguarded(because=BECAUSE).select_related("cell").get(id=row.id)


def accept(cast: Cast, row: Handover, *, on: date, by: Person | None = None) -> Handover:
    """The new school takes over from the day, with its rektor as trygghetsperson."""
    reader, now = scope_of(by or cast.torbjorn).reader, timezone.now()
    trusted = None if by is not None else PersonId(cast.torbjorn.id)
    return receiving.accept(handover=row, takes_over_on=on, trygghetsperson=trusted, by=reader, now=now)


def read_by(person: Person, case: UUID) -> set[str]:
    """Every text round the pupil that the person may read now."""
    return set(texts(Statement.objects.within(scope_of(person)).filter(cell__case_id=case)).values())


def page(person: Person, address: str) -> str:
    """The page as text."""
    return unescape(client_as(person).get(address).content.decode())


def met(person: Person, address: str) -> int:
    """What the person meets there."""
    answer: Any = client_as(person).get(address)
    return int(answer.status_code)
