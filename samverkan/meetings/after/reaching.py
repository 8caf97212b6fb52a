"""Whether what a meeting came to has reached each: by a letter that has left, or by somebody who told them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.meetings.models import Channel, Meeting, MinutesSent, ToldAfterwards
from samverkan.policy.vocabulary import PersonId
from samverkan.post.queries import Fate, fates


@dataclass(frozen=True, slots=True)
class Reached:
    """What has been done to let one person know."""

    sent: MinutesSent | None
    letter: Fate | None
    """What has become of the latest letter; None for one who gets paper."""
    told: ToldAfterwards | None
    """By whom and when the person was told of all there is; None once something has been added after that."""

    @property
    def waits(self) -> bool:
        """Whether the letter is on its way: nobody has anything to do, and the person does not know yet."""
        return self.told is None and self.letter is Fate.WAITS

    @property
    def knows(self) -> bool:
        """Whether the person has been told. What a house sends that only prepares reaches nobody, and is not missed."""
        return self.told is not None or self.letter in (Fate.GONE, Fate.HELD)


KEYS = "efter-"
UUID_LENGTH = 36
NOBODY = Reached(None, None, None)


def minutes_key(meeting: UUID, person: UUID, again_at: datetime | None) -> str:
    """Under which the letter lies in the outbox: one for the minutes, and one for each addition."""
    return f"{KEYS}{meeting}-{person}" + (f"-{again_at.timestamp():.6f}" if again_at else "")


def meeting_of(key: str) -> UUID | None:
    """The meeting whose minutes, or an addition to them, lie under the key. None for any other letter."""
    if not key.startswith(KEYS):
        return None
    return UUID(key[len(KEYS) :][:UUID_LENGTH])


def reached(meeting: Meeting) -> Mapping[PersonId, Reached]:
    """Each who has been sent the minutes, or told of them."""
    sent = {PersonId(row.person_id): row for row in MinutesSent.objects.filter(meeting=meeting)}
    told: dict[PersonId, ToldAfterwards] = {}
    # What was said before it began was that one was not to come.
    began = meeting.started_at or meeting.starts_at
    for row in ToldAfterwards.objects.filter(meeting=meeting, made_at__gte=began).order_by("made_at"):
        told[PersonId(row.person_id)] = row
    letters = fates(_keys(sent.values()))
    return {one: _one(sent.get(one), told.get(one), letters) for one in {*sent, *told}}


def on_paper(meeting: Meeting) -> frozenset[PersonId]:
    """Those who are to be handed the minutes, since no letter reaches them."""
    rows = MinutesSent.objects.filter(meeting=meeting, channel=Channel.PAPER)
    return frozenset(PersonId(person) for person in rows.values_list("person_id", flat=True))


def lost(meetings: Iterable[UUID]) -> frozenset[UUID]:
    """The meetings of which a letter with the minutes, or with an addition, has reached nobody."""
    rows = list(MinutesSent.objects.filter(meeting__in=list(meetings), channel=Channel.MAIL))
    letters = fates(_keys(rows))
    return frozenset(row.meeting_id for row in rows if letters.get(_key(row)) is Fate.LOST)


def _one(sent: MinutesSent | None, told: ToldAfterwards | None, letters: Mapping[str, Fate]) -> Reached:
    added = sent.again_at if sent else None
    if told is not None and added is not None and told.made_at < added:
        told = None
    by_mail = sent is not None and sent.channel == Channel.MAIL
    # A letter that is not there any more was taken away with the address: it is old, and was sent.
    return Reached(sent, letters.get(_key(sent), Fate.GONE) if sent and by_mail else None, told)


def _keys(rows: Iterable[MinutesSent]) -> list[str]:
    return [_key(row) for row in rows if row.channel == Channel.MAIL]


def _key(row: MinutesSent) -> str:
    return minutes_key(row.meeting_id, row.person_id, row.again_at)
