"""What other rooms show of the wheel. They stand below this one, so it tells them itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_or_year
from samverkan.picture import Figure
from samverkan.plans.happenings import Border, Happening, lane_of
from samverkan.plans.page import allowed
from samverkan.plans.parts import Part
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import CaseId
from samverkan.wellbeing.models import Look, Whose
from samverkan.wellbeing.naming import version_or_shipped, wheel_of
from samverkan.wellbeing.pictures import figure_of
from samverkan.wellbeing.queries import latest_views


@dataclass(frozen=True, slots=True)
class OnNow:
    """The wheel, small, on Nu."""

    name: str
    on: str
    figure: Figure
    first: str
    """Where the two see differently, or how it stands."""
    url: str


def tab_label(card: PupilCard, today: date) -> str:
    """What the huvudman calls the pupil's page of the wheel."""
    return wheel_of(card.cell.huvudman, on=today).short


def on_now(request: ReaderRequest, card: PupilCard) -> Part | None:
    """The wheel beside the next steps, where somebody has looked and the reader may see it."""
    if not allowed(request, Action.WHEEL_READ, card):
        return None
    views = latest_views(request.scope, card.case)
    if not views:
        return None
    today = request.scope.today
    latest = max(views.both, key=lambda view: view.made_at)
    figure = figure_of(views, card.first_name, today=today, small=True)
    shown = OnNow(
        name=latest.wheel.name,
        on=day_or_year(latest.on, today),
        figure=figure,
        first=figure.desc.split(". ")[0].rstrip(".") + ".",
        url=reverse("wheel", args=[card.case]),
    )
    return Part("wellbeing/on_now.html", shown, tuple(view.cell for view in views.both))


def happenings(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """That somebody looked at the wheel, on the pupil's timeline. What was said stands on the wheel's own page."""
    rows = Look.objects.within(scope).filter(case_id=case).select_related("cell", "made_by")
    if border is not None:
        rows = rows.filter(Q(made_at__lt=border.at) | Q(made_at=border.at, id__lt=border.id))
    for row in rows.order_by("-made_at", "-id")[:limit]:
        whose = "skolans bild" if row.whose == Whose.STAFF else "elevens egen bild"
        yield Happening(
            row.made_at,
            row.id,
            f"{version_or_shipped(row.version_id).name}: {whose}",
            lane_of(row.cell.facts),
            row.cell.facts,
            by=row.made_by.name,
            url=reverse("wheel_look", args=[case, row.id]),
            url_text="Se bilden",
            sort="hjulet",
        )
