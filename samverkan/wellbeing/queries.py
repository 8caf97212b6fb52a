"""Reading the wheel round one pupil, within a scope: only what the reader may see, and nothing counted over it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samverkan.guard.models import Cell
from samverkan.guard.scope import Scope
from samverkan.people.wording import local_day
from samverkan.plans.queries.plan import told
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.vault.texts import open_fields
from samverkan.wellbeing.areas import Area, Mark, Wheel
from samverkan.wellbeing.marking import FIELD, Marks, Side, opened
from samverkan.wellbeing.models import Given, Look, Whose
from samverkan.wellbeing.naming import version_or_shipped

MOST_LOOKS = 40


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area as somebody saw it on a day."""

    area: Area
    label: str
    """The huvudman's word for the area that day."""
    child: str
    """The child's wording of it that day."""
    mark: Mark
    works: str = ""
    worries: str = ""
    own: str = ""
    """The child's own words."""

    @property
    def has_words(self) -> bool:
        """Whether anybody has written something here."""
        return bool(self.works or self.worries or self.own)


@dataclass(frozen=True, slots=True)
class View:
    """A look at the wheel: the eight areas in their order, never a sum of them."""

    id: UUID
    whose: Whose
    given: Given | None
    on: date
    made_at: datetime
    by: str
    by_id: PersonId
    wheel: Wheel
    areas: tuple[AreaView, ...]
    cell: facts.Cell

    def mark(self, area: Area) -> Mark:
        """The word for one area."""
        return next(one.mark for one in self.areas if one.area is area)


@dataclass(frozen=True, slots=True)
class Views:
    """The school's picture and the pupil's own, the latest of each that the reader may see."""

    staff: View | None
    pupil: View | None

    def __bool__(self) -> bool:
        return self.staff is not None or self.pupil is not None

    @property
    def both(self) -> tuple[View, ...]:
        """Those there are."""
        return tuple(one for one in (self.staff, self.pupil) if one is not None)


def latest_views(scope: Scope, case: CaseId | UUID) -> Views:
    """The latest picture of each side that the reader may see."""
    rows = [_latest(scope, case, whose) for whose in Whose]
    found = {row.whose: row for row in _views(scope, [row for row in rows if row is not None])}
    return Views(found.get(Whose.STAFF), found.get(Whose.PUPIL))


def all_views(scope: Scope, case: CaseId | UUID) -> tuple[View, ...]:
    """The pictures that the reader may see, the latest first."""
    rows = Look.objects.within(scope).filter(case_id=case).select_related("cell", "made_by")
    return _views(scope, rows.order_by("-made_at", "-id")[:MOST_LOOKS])


def views_by_id(scope: Scope, looks: Iterable[UUID]) -> dict[UUID, View]:
    """Those of these pictures that the reader may see."""
    rows = Look.objects.within(scope).filter(id__in=list(looks)).select_related("cell", "made_by")
    return {view.id: view for view in _views(scope, rows)}


def _latest(scope: Scope, case: CaseId | UUID, whose: Whose) -> Look | None:
    rows = Look.objects.within(scope).filter(case_id=case, whose=whose).select_related("cell", "made_by")
    return rows.order_by("-made_at", "-id").first()


def _views(scope: Scope, looks: Iterable[Look]) -> tuple[View, ...]:
    """The looks with their marks opened and their words, as far as the reader may read each of these."""
    rows = list(looks)
    cells: Mapping[UUID, Cell] = {row.id: row.cell for row in rows}
    sealed = open_fields(cells, {(row.id, FIELD): row.sealed_marks for row in rows})
    marks = {row.id: opened(sealed[row.id, FIELD]) for row in rows}
    words = told(scope, [statement for one in marks.values() for statement in one.said.values()])
    return tuple(_view(row, marks[row.id], words) for row in rows)


def _view(row: Look, kept: Marks, words: Mapping[UUID, str]) -> View:
    wheel = version_or_shipped(row.version_id)

    def said(area: Area, side: Side) -> str:
        statement = kept.said.get((area, side))
        return words.get(statement, "") if statement is not None else ""

    return View(
        id=row.id,
        whose=Whose(row.whose),
        given=None if row.given is None else Given(row.given),
        on=local_day(row.made_at),
        made_at=row.made_at,
        by=row.made_by.name,
        by_id=PersonId(row.made_by_id),
        wheel=wheel,
        areas=tuple(
            AreaView(
                one.area,
                one.label,
                one.child,
                kept.marks[one.area],
                said(one.area, Side.WORKS),
                said(one.area, Side.WORRIES),
                said(one.area, Side.OWN),
            )
            for one in wheel.areas
        ),
        cell=row.cell.facts,
    )
