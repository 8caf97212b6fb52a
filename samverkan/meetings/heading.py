"""A meeting as its pages name it: when, where, who leads, and which meeting it is. Read within a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.meetings.agendas import MeetingTemplate
from samverkan.meetings.editions import template_of
from samverkan.meetings.known import known
from samverkan.meetings.models import Meeting, Participation
from samverkan.meetings.sealed_words import places_of
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import STOCKHOLM, clock, sentence, when
from samverkan.vault.texts import texts

Planned = tuple[Meeting, PupilCard]
"""A meeting and the pupil it is about."""


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What stands at the top of every page of a meeting."""

    id: UUID
    card: PupilCard
    template: MeetingTemplate
    starts_at: datetime
    when: str
    """ "Onsdag 5 mars kl. 13.00"."""
    span: str
    """ "Onsdag 5 mars kl. 13.00–14.30"."""
    minutes: int
    place: str
    leader: str
    leader_id: UUID
    purpose: str
    participation: str
    sent: bool
    cancelled: bool
    sequence: int
    row: Meeting

    @property
    def title(self) -> str:
        """ "Onsdag 5 mars kl. 13.00, Ebba Lindqvist"."""
        return f"{self.when}, {self.card.name}"

    @property
    def version(self) -> str:
        """ "version 2" of what has been sent, which a paper says so that it can be told from the one before."""
        return f"version {self.sequence + 1}" if self.sent else "utkast"

    @property
    def ends_at(self) -> datetime:
        """When it is over, if it keeps its time."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def held_before(self, now: datetime) -> bool:
        """Whether it has been. One that nobody was invited to has not: it is given a new time instead."""
        return self.row.held_before(now)

    @property
    def where_and_who(self) -> str:
        """ "Onsdag 5 mars kl. 13.00–14.30, Rum 12 och video. Sara Holm leder mötet."."""
        place = f", {self.place}" if self.place else ""
        return f"{self.span}{place}. {self.leader} leder mötet."


def meeting(scope: Scope, meeting_id: UUID) -> MeetingHead:
    """The meeting, or Http404 with the same bytes as for one that never was."""
    row = known(scope).filter(id=meeting_id).select_related("cell", "leader").first()
    if row is None:
        raise Http404
    return heads(scope, [(row, people.pupil(scope, row.case_id))])[0]


def heads(scope: Scope, found: Sequence[Planned]) -> list[MeetingHead]:
    """The words of meetings already fetched within the scope. Their purposes are read in one breath."""
    wanted = [row.purpose_id for row, _ in found if row.purpose_id]
    said = texts(Statement.objects.within(scope).filter(id__in=wanted)) if wanted else {}
    places = places_of(row for row, _ in found)
    return [_head(row, card, said, places[row.id]) for row, card in found]


def time_words(row: Meeting) -> str:
    """ "Onsdag 5 mars kl. 13.00"; while times are proposed that none is set, and the earliest of them."""
    starts = when(row.starts_at)
    return f"Tiden är inte bestämd, tidigast {starts}" if row.time_open else sentence(starts)


def time_after_noun(row: Meeting) -> str:
    """The same behind "mötet" in a sentence: "onsdag 5 mars kl. 13.00", or that none is set."""
    starts = when(row.starts_at)
    return f"utan bestämd tid (tidigast {starts})" if row.time_open else starts


def _head(row: Meeting, card: PupilCard, said: Mapping[UUID, str], place: str) -> MeetingHead:
    chosen = template_of(row)
    starts = row.starts_at.astimezone(STOCKHOLM)
    ends = starts + timedelta(minutes=row.minutes)
    return MeetingHead(
        id=row.id,
        card=card,
        template=chosen,
        starts_at=starts,
        when=time_words(row),
        span=time_words(row) if row.time_open else f"{time_words(row)}–{clock(ends)}",
        minutes=row.minutes,
        place=place,
        leader=row.leader.name,
        leader_id=row.leader_id,
        purpose=_purpose(row, chosen, card, said),
        participation=Participation(row.participation).label if row.participation else "",
        sent=row.sent_at is not None,
        cancelled=row.cancelled_at is not None,
        sequence=row.sequence,
        row=row,
    )


def _purpose(row: Meeting, chosen: MeetingTemplate, card: PupilCard, said: Mapping[UUID, str]) -> str:
    """The purpose in its own words if the reader may have them, else as everyone who is invited may know it."""
    if row.purpose_id is None:
        return chosen.purpose.format(eleven=card.first_name)
    return said.get(row.purpose_id, chosen.purpose_for_all)
