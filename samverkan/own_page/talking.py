""" "Jag vill prata": the pupil asks, says more, changes their mind; somebody has talked with them."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import cell_for, hold
from samverkan.own_page.models import OPEN, Talk, TalkWords, When
from samverkan.people.barring import barred
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.reaching import addresses
from samverkan.people.wording import local_day
from samverkan.plans.writing import Way, derived_cell
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId
from samverkan.post import wishes
from samverkan.vault.texts import seal_field

WORDS = "vill-prata"
"""The field under which the pupil's words are sealed."""
DEMANDED = "what a pupil asks for, which the actor's right has been demanded for"
SUBJECT = "Du har något att göra i Samverkan"
TEXT = "Hej!\n\nDu har fått något nytt att göra. Logga in i Samverkan för att läsa mer.\n\nSkolan"
"""Says nothing of whom or what: mail is read on shared screens. Nothing at all goes about a protected pupil."""


@transaction.atomic
def ask(
    *,
    case: CaseId,
    to: PersonId | None,
    rises_on: date,
    by: Reader,
    beside: UUID | None,
    now: datetime,
    step: UUID | None = None,
) -> Talk:
    """The pupil wants to talk. A second tap, in another window too, is the same wish; `to` is None for the rektor."""
    hold(case)
    asked = _open(case).filter(step=step).first()
    if asked is not None:
        return asked
    cell = cell_for(school_cell(pupil_row(case), InformationClass.SUPPORT, Kind.NOTE))
    made = Talk.objects.create(
        case_id=case,
        cell=cell,
        to_id=to,
        step_id=step,
        asked_at=now,
        asked_by_id=by.person,
        beside_id=beside,
        rises_on=rises_on,
    )
    if to is not None and not cell.sealed and to not in barred(case):
        _tell(to, by.person, now)
    return made


@transaction.atomic
def say_more(
    *, talk: UUID, when: When, text: str, way: Way | None, to: Reader | None, case: CaseId, by: Reader, now: datetime
) -> None:
    """When, and what about. The words lie as one who hears them at work would keep them: `to` is that one."""
    hold(case)
    asked = _open(case).filter(id=talk).first()
    if asked is None:
        return
    asked.when = when
    asked.save(update_fields=["when"])
    if not text.strip() or way is None or to is None:
        return
    cell = cell_for(derived_cell(to, pupil_row(case), way))
    sealed = seal_field(cell, WORDS, asked.id, text.strip(), now=now)
    kept = {"case_id": case, "cell": cell, "sealed_text": sealed, "made_at": now}
    TalkWords.objects.unguarded(because=DEMANDED).update_or_create(talk=asked, defaults=kept)


@transaction.atomic
def undo(*, talk: UUID, case: CaseId, by: Reader, now: datetime) -> None:
    """The pupil has changed their mind."""
    hold(case)
    _open(case).filter(id=talk).update(undone_at=now)


@transaction.atomic
def talked(*, talk: UUID, case: CaseId, by: Reader, now: datetime) -> bool:
    """Somebody has talked with the pupil. Whether it was still to be done."""
    hold(case)
    return bool(_open(case).filter(id=talk).update(talked_at=now, talked_by_id=by.person))


def _open(case: CaseId) -> QuerySet[Talk]:
    return Talk.objects.unguarded(because=DEMANDED).filter(OPEN, case_id=case)


def _tell(to: PersonId, sender: PersonId, now: datetime) -> None:
    """One letter a day however many pupils wait, and for whoever wants it so only the daily one."""
    address = addresses([to]).get(to, "")
    if address:
        key = f"min-sida-{to}-{local_day(now)}"
        wishes.tell(to, key=key, to_address=address, subject=SUBJECT, text=TEXT, sender=sender, now=now)
