"""What pupils wait for, as those at school see it: on Idag and Att göra, and at the next meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.scope import Scope
from samverkan.own_page.models import OPEN, Talk, TalkWords, When
from samverkan.own_page.talking import WORDS
from samverkan.people import queries as people
from samverkan.people.leaving import BECAUSE, Change
from samverkan.people.models import Departure
from samverkan.people.queries import PupilRow
from samverkan.people.wording import first_name, local_day, short_day
from samverkan.plans.asked_for import Wish
from samverkan.plans.queries.plan import told
from samverkan.policy.acting import Action, reach
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import open_field

WHEN_WORDS = {When.TODAY: ", helst samma dag", When.WEEK: ", helst samma vecka", When.ANY: ""}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pupil who waits to talk."""

    id: UUID
    case: CaseId
    name: str
    class_name: str
    on: date
    text: str
    """ "Ebba vill prata med dig." """
    asked: str
    """ "Ville prata 3 mars, helst samma dag." """
    about: str
    """What was agreed that did not turn out well, in the words of the plan; empty otherwise."""
    mine: bool
    """Whether it was said to the reader; else it has waited so long that it is the rektor's to see to."""

    @property
    def first_name(self) -> str:
        """What the pupil is called."""
        return first_name(self.name)


def waiting(scope: Scope) -> tuple[Waiting, ...]:
    """Those who wait for the reader, and for a leader those for whom nobody has had time, the earliest first."""
    rows = [row for row in _rows(scope) if _is_for(scope, row)]
    if not rows:
        return ()
    cards = {card.case: card for card in people.pupils(scope, cases={row.case_id for row in rows})}
    about = told(scope, [row.step.statement_id for row in rows if row.step])
    made = ((row, cards.get(CaseId(row.case_id))) for row in rows)
    return tuple(_waiting(scope, row, card, about) for row, card in made if card is not None)


def waiting_of(scope: Scope, case: UUID) -> tuple[Waiting, ...]:
    """What one pupil waits for from the reader. Http404 when it is nothing."""
    found = tuple(row for row in waiting(scope) if row.case == case)
    if not found:
        raise Http404
    return found


def words(scope: Scope, talk: UUID) -> str:
    """What the pupil wrote beside it, if the reader may read it."""
    row = TalkWords.objects.within(scope).filter(talk=talk).select_related("cell").first()
    return "" if row is None else open_field(row.cell, WORDS, row.talk_id, bytes(row.sealed_text))


def wishes(scope: Scope) -> tuple[Wish, ...]:
    """The same for Att göra."""
    return tuple(
        Wish(
            row.case,
            f"Prata med {row.first_name}",
            f"{', '.join(part for part in (row.name, row.class_name) if part)}. {row.asked}",
            reverse("talks", args=[row.case]),
        )
        for row in waiting(scope)
    )


def said_of(scope: Scope, steps: Iterable[UUID]) -> dict[UUID, str]:
    """Of which promises the pupil has said that they did not turn out well, for the meeting that looks back."""
    rows = Talk.objects.within(scope).filter(step__in=list(steps), undone_at=None).order_by("asked_at")
    return {row.step_id: f"Eleven sa {short_day(row.asked_at)} att det inte blev bra." for row in rows if row.step_id}


def end_with_the_school(departure: Departure, change: Change) -> None:
    """Nobody at the school that the pupil left is to talk with them."""
    for row in Talk.objects.unguarded(because=BECAUSE).filter(OPEN, case_id=departure.case_id):
        change(row, undone_at=departure.left_at)


def _rows(scope: Scope) -> GuardedQuerySet[Talk]:
    theirs = Q(to=scope.reader.person) | Q(to=None) | Q(rises_on__lte=scope.today)
    rows = Talk.objects.within(scope).filter(OPEN & theirs).select_related("cell", "step")
    return rows.order_by("asked_at", "id")


def _is_for(scope: Scope, row: Talk) -> bool:
    if row.to_id == scope.reader.person:
        return True
    return reach(scope.reader, Action.TALK_RISEN).holds(CaseId(row.case_id), row.cell.facts.unit)


def _waiting(scope: Scope, row: Talk, card: PupilRow, about: dict[UUID, str]) -> Waiting:
    mine = row.to_id == scope.reader.person
    name = first_name(card.name)
    return Waiting(
        id=row.id,
        case=CaseId(row.case_id),
        name=card.name,
        class_name=card.class_name,
        on=local_day(row.asked_at),
        text=f"{name} vill prata med dig" if mine else f"{name} väntar på att få prata med någon",
        asked=f"Ville prata {short_day(row.asked_at)}{WHEN_WORDS[When(row.when)]}.",
        about=about.get(row.step.statement_id, "") if row.step else "",
        mine=mine,
    )
