"""What the pupil's pages and the search show of meetings. Those rooms stand below this one, so it tells them itself."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.meetings.editions import template_of
from samverkan.meetings.heading import meeting, time_words
from samverkan.meetings.known import SENT, known
from samverkan.meetings.models import Closing, Meeting
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import lowered
from samverkan.plans.finding import Hit
from samverkan.plans.happenings import Border, Happening
from samverkan.policy.facts import Cell
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import texts

MOST_HITS = 10


def card_of(scope: Scope, given: Mapping[str, Any]) -> PupilCard:
    """Whose meeting a page is about, for seeing it as somebody else. Http404 outside the scope."""
    return meeting(scope, given["meeting_id"]).card


def happenings(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """The pupil's meetings on the timeline: held ones newest first, and those to come."""
    rows = known(scope).filter(case_id=case, cancelled_at=None).select_related("cell", "leader")
    if border is not None:
        rows = rows.filter(Q(starts_at__lt=border.at) | Q(starts_at=border.at, id__lt=border.id))
    ahead = [] if border is not None else list(rows.filter(starts_at__gte=scope.now).order_by("starts_at"))
    for row in [*ahead, *rows.filter(SENT, starts_at__lt=scope.now).order_by("-starts_at", "-id")[:limit]]:
        yield Happening(
            row.starts_at,
            row.id,
            _title(row),
            "mote",
            row.cell.facts,
            by=row.leader.name,
            url=reverse("meeting", kwargs={"meeting_id": row.id}),
            url_text="Öppna mötet",
            due=row.starts_at >= scope.now,
            sort="mote",
        )


def _title(row: Meeting) -> str:
    """ "Uppföljning (utkast, tiden är inte bestämd)"."""
    still = [*([] if row.sent_at else ["utkast"]), *(["tiden är inte bestämd"] if row.time_open else [])]
    return f"{template_of(row).name} ({', '.join(still)})" if still else template_of(row).name


def hits(scope: Scope, words: str) -> Iterable[Hit]:
    """Meetings round the pupils whose names the words match, those to come first."""
    named = {row.case: row for row in people.pupils(scope, words=words)[:MOST_HITS]}
    rows = known(scope).filter(case_id__in=list(named), cancelled_at=None)
    for row in rows.order_by("-starts_at")[:MOST_HITS]:
        title = f"{named[CaseId(row.case_id)].name}, {template_of(row).lowered}"
        at = lowered(time_words(row))
        yield Hit("Möten", title, at, reverse("meeting", kwargs={"meeting_id": row.id}), case=row.case_id)


def agreed(scope: Scope, case: CaseId, may: Callable[[Cell], bool]) -> list[str]:
    """What the latest meeting came to in easy words, a thing on each line, if both may have it."""
    held = {row.id for row in known(scope).filter(case_id=case, cancelled_at=None)}
    last = Closing.objects.filter(meeting__in=held, easy__isnull=False).order_by("-approved_at").first()
    if last is None or last.easy_id is None:
        return []
    row = Statement.objects.within(scope).filter(id=last.easy_id).select_related("cell").first()
    if row is None or not may(row.cell.facts):
        return []
    return [line.strip() for line in texts([row])[row.id].splitlines() if line.strip()]
