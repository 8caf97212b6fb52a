"""What the pupil's pages show of handovers. Those rooms stand below this one, so it tells them itself."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.handovers.models import Arrival, Handover
from samverkan.handovers.queries import Progress, came_along, latest
from samverkan.handovers.receivers import name_of
from samverkan.journal.acts import ReaderRequest
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_with_year, local_day
from samverkan.plans.happenings import Border, Happening
from samverkan.plans.moving import Moving
from samverkan.plans.page import allowed
from samverkan.plans.queries.received import ReceivedRow
from samverkan.policy import facts
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import texts

STARTED = "Överlämning till ny skola förbereds"


def moving(request: ReaderRequest, card: PupilCard) -> Moving | None:
    """That a handover goes on, or for those who may begin one, where it is done."""
    if not allowed(request, Action.HANDOVER_READ, card):
        return None
    found = latest(request.scope, card.case)
    url = reverse("handover", args=[card.case])
    if found is not None and found.running:
        return Moving("Överlämning pågår", _says(found), "Öppna överlämningen", url)
    if allowed(request, Action.HANDOVER_WRITE, card):
        return Moving("", "", "Lämna över till ny skola", reverse("handover_new", args=[card.case]))
    return None


def _says(found: Progress) -> str:
    return f"Till {found.receiver}, från {day_with_year(found.begins_on)}. {found.stage.label}."


def happenings(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterator[Happening]:
    """Each step of a handover on the timeline, for each school what it may know."""
    rows = Handover.objects.within(scope).filter(case_id=case).select_related("cell", "to_unit")
    for row in rows.order_by("-begun_at"):
        yield from _inside(_of_sender(row, case), border)
    arrived = Arrival.objects.within(scope).filter(case_id=case, closed_at=None).select_related("cell")
    for one in arrived.order_by("-came_at"):
        yield from _inside(
            [_happening(one.cell.facts, one.id, "kom", one.came_at, "En överlämning har kommit")], border
        )


def _of_sender(row: Handover, case: CaseId) -> Iterator[Happening]:
    cell, url = row.cell.facts, reverse("handover", args=[case])
    to = name_of(row)[0]
    for what, at, title in (
        ("borjad", row.begun_at, STARTED),
        ("skickad", row.sent_at, f"Överlämningen skickades till {to}"),
        ("mottagen", row.received_at, f"{to} tog emot överlämningen"),
        ("overtagen", row.taken_over_at, f"{to} tog över"),
        ("avslutad", row.ended_at, "Överlämningen avslutades"),
    ):
        if at is not None:
            yield _happening(cell, row.id, what, at, title, url)


def _happening(cell: facts.Cell, row: UUID, what: str, at: datetime, title: str, url: str = "") -> Happening:
    return Happening(at, uuid5(row, what), title, "skola", cell, url=url, url_text="Öppna överlämningen" if url else "")


def _inside(found: Iterable[Happening], border: Border | None) -> Iterator[Happening]:
    return (one for one in found if border is None or border.precedes(one))


def came(scope: Scope, case: CaseId, statements: frozenset[UUID] | None) -> Iterator[ReceivedRow]:
    """What the new school has received, each with its mark. The law brought it, so no yes can end it."""
    rows = [pair for pair in came_along(scope, case) if statements is None or pair[0].id in statements]
    said = texts(row for row, _ in rows)
    for row, school in rows:
        yield ReceivedRow(
            id=row.id,
            statement_id=row.id,
            text=said[row.id],
            came_from=school or "den förra skolan",
            taken=day_with_year(local_day(row.made_at)),
            closed_at=None,
            cell=row.cell.facts,
        )
