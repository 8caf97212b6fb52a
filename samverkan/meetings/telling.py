"""What one recipient is told: the sender's own view, narrowed to what the recipient may have in writing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from uuid import UUID

from django.http import Http404

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.calling import Word, word_for
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.invited import guests_among, with_own_link
from samverkan.meetings.inviting import sample_text
from samverkan.meetings.revealing import Stop, stops
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.times import slots_of
from samverkan.paper import Block, Heading, Items, PaperPage, Paragraph, Table
from samverkan.paper import Facts as PaperFacts
from samverkan.people.barring import barred
from samverkan.people.models import Unit
from samverkan.people.reaching import addresses
from samverkan.people.wording import clock, lowered, sentence, when
from samverkan.policy import facts
from samverkan.policy.deciding import decide
from samverkan.policy.vocabulary import PersonId, Role

WAYS_IN: list[Callable[[UUID, str, UUID, datetime], tuple[Block, ...]]] = []
"""Rooms further out that have something to put on the paper of a seat, such as how one answers without an account. They
add themselves when they start.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The invitation for one person."""

    head: MeetingHead
    place: Place
    school: str
    phone: str
    """The school's, else the number of the one who leads; empty when there is none."""
    pupil: str
    purpose: str
    others: tuple[str, ...]
    """ "Maria Ek, logoped, Habiliteringen"; only those the recipient may know of."""
    points: tuple[str, ...]
    times: tuple[str, ...]
    """When each point begins, for one who may know of them all: a gap between two would tell of what lies there."""
    slots: tuple[tuple[str, str], ...]
    """The times proposed, while none is set: "Förslag 1" and when."""
    where: str
    letter: str
    """The neutral mail, for one with an account or a link of their own; empty for one who gets paper."""
    by_link: bool
    """Whether the letter, or the paper, leads by a link of their own, since there is no account."""
    word: Word
    """Whether this person is called or invited."""
    withheld: Stop | None
    """Why it may not reach anybody yet, on paper or otherwise."""


def told(scope: Scope, meeting_id: UUID, invitee_id: UUID) -> Told:
    """The invitation as this person would read it. Http404 for a seat the reader may not know of, or one for whom there
    is none: who may learn nothing about the pupil is handed no paper.
    """
    found = told_each(scope, meeting(scope, meeting_id), {invitee_id})
    if not found:
        raise Http404
    return found[0]


def told_each(scope: Scope, head: MeetingHead, seats: Collection[UUID]) -> tuple[Told, ...]:
    """The same for those of the seats that the reader may know of and whose person may learn of the meeting, in the
    order of the table. What is so for all of them is read once.
    """
    table = weighing.gather(scope, head.row, head.card)
    closed = barred(head.card.case)
    found = [place for place in table.places if place.id in seats and place.person not in closed]
    if not found:
        return ()
    asked, common = weighing.written(table), _common(scope, head, table, found)
    return tuple(_told(head, table, place, asked[place.key], common) for place in found)


@dataclass(frozen=True, slots=True)
class _Common:
    """What is read once, however many are told."""

    unit: Unit | None
    purpose: Statement | None
    """What was said of the purpose, when the reader may have it."""
    slots: tuple[tuple[str, str], ...]
    times: tuple[str, ...]
    known: Collection[PersonId]
    """Those who get a letter with a way in, and below those who get one with a link of their own."""
    guests: Collection[PersonId]
    by_link: Collection[PersonId]
    withheld: Stop | None


def _common(scope: Scope, head: MeetingHead, table: weighing.Table, found: list[Place]) -> _Common:
    seated = [(place.person, place.role) for place in found]
    unit, purpose = head.card.unit, head.row.purpose_id
    return _Common(
        unit=Unit.objects.filter(id=unit).select_related("organisation").first() if unit else None,
        purpose=Statement.objects.within(scope).filter(id=purpose).first() if purpose else None,
        slots=tuple(
            (f"Förslag {number}", sentence(when(slot.starts_at))) for number, slot in enumerate(slots_of(head.row), 1)
        ),
        times=_times(head, table),
        known=addresses(person for person, _ in seated),
        guests=guests_among(head.row, seated),
        by_link=with_own_link(head.row, seated),
        withheld=_withheld(scope, table, head),
    )


def _told(head: MeetingHead, table: weighing.Table, place: Place, asked: facts.Facts, common: _Common) -> Told:
    word, unit = word_for(head.template, place.organisation), common.unit
    return Told(
        head=head,
        place=place,
        school=unit.name if unit else "Skolan",
        phone=(unit.phone or unit.organisation.phone if unit else "") or head.row.leader.phone,
        pupil=head.card.first_name if _may(head.card.cell, asked) else "",
        purpose=_purpose(head, common.purpose, asked),
        others=tuple(_named(other) for other in table.places if other.id != place.id and _may(other.cell, asked)),
        points=tuple(row.title for row in table.agenda if _may(row.title_cell, asked)),
        times=common.times if all(_may(row.title_cell, asked) for row in table.agenda) else (),
        slots=common.slots,
        where="" if head.card.sealed else head.place,
        letter=_mail(head, place, word, common),
        by_link=place.person in common.by_link,
        word=word,
        withheld=common.withheld,
    )


def _mail(head: MeetingHead, place: Place, word: Word, common: _Common) -> str:
    if place.person in common.known:
        return sample_text(head.row, word, guest=False)
    return sample_text(head.row, word, guest=True) if place.person in common.guests else ""


def _withheld(scope: Scope, table: weighing.Table, head: MeetingHead) -> Stop | None:
    """What stops the letter stops the paper."""
    if head.cancelled:
        return Stop("Mötet är inställt", "Därför lämnas inbjudan inte till någon.")
    if head.starts_at <= scope.now:
        return Stop("Mötet har redan börjat eller varit", "Därför lämnas inbjudan inte till någon längre.")
    return next(iter(stops(table, weighing.gaps_of(scope, table, weighing.judge(table)))), None)


def ways_in(made: Told, *, base: str, by: UUID, now: datetime) -> tuple[Block, ...]:
    """What else stands on the paper of one who has been invited. A paper that is printed to be looked at has none."""
    if not made.head.sent:
        return ()
    return tuple(block for way in WAYS_IN for block in way(made.place.id, base, by, now))


def invitation_paper(made: Told, *, made_by: str, now: datetime, more: tuple[Block, ...] = ()) -> PaperPage:
    """The paper invitation: who, when, where, why and about what, as far as this person may know."""
    home = made.place.role in (Role.GUARDIAN, Role.PUPIL)
    about = f" om stödet för {made.pupil}" if made.pupil else ""
    blocks: list[Block] = [
        PaperFacts(
            tuple(
                pair
                for pair in (
                    ("När", made.head.span),
                    *made.slots,
                    ("Var", made.where),
                    ("Leder mötet", made.head.leader),
                )
                if pair[1]
            )
        ),
        Heading("Varför"),
        Paragraph(made.purpose),
        Heading("Vilka kommer"),
        Items(("Du", *made.others)),
    ]
    if made.points:
        blocks += [Heading("Det här tar vi upp"), Items(made.points, numbered=True)]
    questions = HOME_QUESTIONS if home else WORK_QUESTIONS
    blocks += _answering(made, (WHICH_TIME, *questions[1:]) if made.slots else questions)
    blocks += more
    return PaperPage(
        title=f"{sentence(made.word.noun)} till möte{about}",
        receiver=made.place.name,
        made_by=made_by,
        made_at=now,
        blocks=tuple(blocks),
        sender=made.school,
        version=made.head.version,
        running=f"{sentence(made.word.noun)} till möte",
    )


def agenda_paper(made: Told, *, made_by: str, now: datetime) -> PaperPage:
    """The agenda to lay on the table: what is taken up, and when as far as this person may know."""
    points: Block = (
        Table(("När", "Vad"), tuple(zip(made.times, made.points, strict=True)))
        if made.times
        else Items(made.points, numbered=True)
    )
    return PaperPage(
        title="Dagordning",
        receiver=made.place.name,
        made_by=made_by,
        made_at=now,
        blocks=(
            PaperFacts((("När", made.head.span), *((("Var", made.where),) if made.where else ()))),
            Paragraph(made.purpose),
            Heading("Det här tar vi upp"),
            points if made.points else Paragraph("Det som tas upp säger den som leder mötet."),
        ),
        sender=made.school,
        version=made.head.version,
        running=f"Dagordning · {lowered(made.head.when)}",
    )


def _times(head: MeetingHead, table: weighing.Table) -> tuple[str, ...]:
    begins = list(accumulate((row.minutes for row in table.agenda), initial=0))[:-1]
    return tuple(clock(head.starts_at + timedelta(minutes=after)) for after in begins)


def _answering(made: Told, questions: tuple[str, ...]) -> list[Block]:
    """What we would like to hear, and how. A paper that gives no way to answer asks no question."""
    if not made.phone:
        return []
    ring = f"Ring {made.phone}, också om något är oklart eller om tiden inte passar."
    return [Heading("Säg gärna innan"), Items(questions), Paragraph(ring)]


WHICH_TIME = "Vilken tid passar dig bäst, och vilka kan du inte?"
HOME_QUESTIONS = (
    "Kommer du, på plats eller på video?",
    "Vad vill du att vi pratar om?",
    "Behöver du något för att mötet ska bli bra, till exempel tolk eller paus?",
)
WORK_QUESTIONS = (
    "Kommer du, på plats eller på video?",
    "Vad får du besluta om på mötet?",
    "Behöver du något, till exempel ramp eller hörslinga?",
)


def _may(cell: facts.Cell, asked: facts.Facts) -> bool:
    return decide(cell, asked).allowed


def _purpose(head: MeetingHead, said: Statement | None, asked: facts.Facts) -> str:
    """In the planner's words if both may have them."""
    if head.row.purpose_id is None:
        return sentence(head.template.purpose_for_all)
    if said is None or not _may(said.cell.facts, asked):
        return head.template.purpose_for_all
    return head.purpose


def _named(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.function, place.belongs) if part)
