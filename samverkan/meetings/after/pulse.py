"""The pulse of a meeting: three questions to all who were there, shown only when nobody can be made out."""

from dataclasses import dataclass

from django.db import transaction

from samverkan.meetings.during.minutes import approved
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Felt, Invitee, Meeting, Presence, PulseAnswer, PulseGiven
from samverkan.people.wording import counted
from samverkan.picture import Bar, Figure, stacked_bars
from samverkan.policy.vocabulary import PersonId

LEAST = 5
"""Fewer answers than this are shown to nobody (product specification §3.7), and as many come at a time after that: a
picture that moved with one answer would say what it was.
"""
QUESTIONS = {
    "listened": "Blev du lyssnad på?",
    "knows": "Vet du vad som händer nu?",
    "right_people": "Var rätt personer med?",
}
DEMANDED = "an act on one's own seat, which the actor's right has been demanded for"


@dataclass(frozen=True, slots=True)
class Pulse:
    """How it felt, once enough have said."""

    words: str
    figure: Figure | None


def pulse_of(head: MeetingHead) -> Pulse:
    """How many have answered, and five at a time what they said."""
    rows = PulseAnswer.objects.filter(meeting=head.row)
    said, waiting = list(rows.filter(shown=True)), rows.filter(shown=False).count()
    if not said:
        some = f"{counted(waiting, 'svar', 'svar')} har kommit. " if waiting else ""
        return Pulse(f"{some}Svaren visas när minst fem har svarat, så att ingen går att känna igen.", None)
    bars = [
        Bar(question, tuple(sum(getattr(one, name) == step for one in said) for step in Felt.values))
        for name, question in QUESTIONS.items()
    ]
    yes = bars[0].counts[0]
    desc = f"{yes} av {len(said)} blev lyssnade på. {bars[1].counts[0]} av {len(said)} vet vad som händer nu."
    some = f"{counted(waiting, 'svar', 'svar')} till har kommit."
    more = f"{some} De visas när de är fem, och inte annars." if waiting else ""
    return Pulse(more, stacked_bars("Hur var mötet?", desc, Felt.labels, bars))


def own_seat(head: MeetingHead, person: PersonId) -> Invitee | None:
    """The seat of one who was there and has not answered. Nobody is asked before the minutes are approved: one of the
    questions is whether one knows what happens now.
    """
    if not approved(head.row):
        return None
    seats = Invitee.objects.unguarded(because=DEMANDED).filter(meeting=head.row, person=person, removed_at=None)
    seat = seats.first()
    if seat is None or PulseGiven.objects.filter(invitee=seat).exists():
        return None
    return seat if Presence.objects.filter(invitee=seat).exists() else None


@transaction.atomic
def answer(*, meeting: Meeting, seat: Invitee, said: dict[str, str]) -> None:
    """What one thought of it. That the seat has answered is kept, and what was answered, and nothing joins the two."""
    Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    _, first = PulseGiven.objects.get_or_create(invitee=seat)
    if not first:
        return
    PulseAnswer.objects.create(meeting=meeting, **said)
    waiting = PulseAnswer.objects.filter(meeting=meeting, shown=False)
    if waiting.count() >= LEAST:
        waiting.update(shown=True)
