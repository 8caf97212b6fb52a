"""The wheel as it lies in the plan: which pictures, decided with whom, how and when. As far as the reader may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest
from samverkan.paper import Block, Heading, Paragraph, Table
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import PROTECTED_GUARDIAN, day_or_year, listed, lowered
from samverkan.picture import Figure
from samverkan.plans.page import allowed
from samverkan.plans.parts import Part
from samverkan.policy.acting import Action
from samverkan.policy.facts import Cell
from samverkan.wellbeing.models import Attachment, How
from samverkan.wellbeing.pictures import figure_of
from samverkan.wellbeing.queries import View, Views, views_by_id


@dataclass(frozen=True, slots=True)
class Attached:
    """The pictures that lie in the plan, those of them that the reader may see."""

    id: UUID
    views: Views
    looks: frozenset[UUID]
    """All that lie there, also what the reader may not see."""
    decided: str
    """ "Bestämt 3 mars med Ebba och Anna Lindqvist, på ett möte."."""
    decided_on: date
    cell: Cell


@dataclass(frozen=True, slots=True)
class InPlan:
    """The section in the plan."""

    name: str
    figure: Figure
    decided: str
    url: str
    out_url: str


def attached(scope: Scope, card: PupilCard) -> Attached | None:
    """What lies in the plan now. None when nothing does, or nothing that the reader may see."""
    row = (
        Attachment.objects.within(scope)
        .filter(case_id=card.case, ended_at=None)
        .select_related("cell")
        .prefetch_related("took_part")
        .first()
    )
    if row is None:
        return None
    looks = frozenset(look for look in (row.staff_look_id, row.pupil_look_id) if look is not None)
    seen = views_by_id(scope, looks)
    views = Views(_of(seen, row.staff_look_id), _of(seen, row.pupil_look_id))
    if not views:
        return None
    return Attached(row.id, views, looks, _decided(scope, card, row), row.decided_on, row.cell.facts)


def _of(seen: dict[UUID, View], look: UUID | None) -> View | None:
    return None if look is None else seen.get(look)


def in_plan(request: ReaderRequest, card: PupilCard) -> Part | None:
    """The section of the plan on the screen."""
    found = attached(request.scope, card)
    if found is None:
        return None
    shown = InPlan(
        name=found.views.both[0].wheel.name,
        figure=figure_of(found.views, card.first_name, today=request.scope.today),
        decided=found.decided,
        url=reverse("wheel", args=[card.case]) if allowed(request, Action.WHEEL_READ, card) else "",
        out_url=reverse("wheel_detach", args=[card.case]) if allowed(request, Action.WHEEL_DETACH, card) else "",
    )
    return Part("wellbeing/in_plan.html", shown, (*(view.cell for view in found.views.both), found.cell))


def on_paper(scope: Scope, card: PupilCard, may: Callable[[Cell], bool]) -> Sequence[Block]:
    """The section of the printed plan: the words in a table, of the pictures that whoever gets it may have."""
    found = attached(scope, card)
    if found is None or not may(found.cell):
        return ()
    views = Views(*(view if view and may(view.cell) else None for view in (found.views.staff, found.views.pupil)))
    if not views:
        return ()
    figure = figure_of(views, card.first_name, today=scope.today)
    return (Heading(figure.title), Table(figure.header, figure.rows), Paragraph(found.decided))


def _decided(scope: Scope, card: PupilCard, row: Attachment) -> str:
    guardians = {
        one.person_id: PROTECTED_GUARDIAN if one.protected else one.name for one in people.guardians(scope, card)
    }
    known = {card.person_id: card.first_name, **guardians}
    names = sorted({known.get(one.person_id, "någon i familjen") for one in row.took_part.all()})  # type: ignore[call-overload]
    how = lowered(How(row.how).label)
    return f"Bestämt {day_or_year(row.decided_on, scope.today)} med {listed(names)}, {how}."
