"""What is missing round a pupil, each with one thing to do about it. Stated facts, never a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.journal.acts import ReaderRequest
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed, sentence, short_day
from samverkan.plans import queries
from samverkan.plans.page import PupilPage, address, allowed
from samverkan.plans.queries import Seat
from samverkan.plans.queries.received import received
from samverkan.plans.together import together
from samverkan.policy.acting import Action
from samverkan.policy.consenting import ConsentState


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet."""

    title: str
    text: str
    kind: str
    """consent or attention: the hue of the notice."""
    verb: str = ""
    url: str = ""


def missing(request: ReaderRequest, page: PupilPage, seats: Sequence[Seat]) -> tuple[Missing, ...]:
    """Consents, persons and days that are missing, consents first. Nothing is missing where no samverkan goes on."""
    found = [*_consents(request, page), *_people(request, page, seats), *_days(request, page)]
    return tuple(found) if page.running is not None else tuple(_consents(request, page))


def _consents(request: ReaderRequest, page: PupilPage) -> Iterable[Missing]:
    may_record = allowed(request, Action.CONSENT_RECORD, page.card)
    for asked in together(row for row in page.questions if row.waits or row.state is ConsentState.DIFFERING):
        closed = f"{sentence(asked.receiver)} får inte {asked.first.wish} än"
        url = address_of_answer(page.card, asked.first) if may_record else address("consents", page.card)
        yield Missing(
            closed,
            asked.sentence.removesuffix(f" {closed}."),
            "consent",
            "Registrera muntligt svar" if may_record else "Se frågan",
            url,
        )


def _people(request: ReaderRequest, page: PupilPage, seats: Sequence[Seat]) -> Iterable[Missing]:
    may_add = allowed(request, Action.MEMBER_ADD, page.card)
    knows_the_team = allowed(request, Action.GOAL_WRITE, page.card)
    if page.adults.trygghetsperson is None and knows_the_team:
        may_appoint = allowed(request, Action.TRYGGHETSPERSON_APPOINT, page.card)
        yield Missing(
            "Ingen trygghetsperson är utsedd",
            f"{page.card.first_name} behöver en vuxen på skolan att gå till.",
            "attention",
            "Utse trygghetsperson" if may_appoint else "",
            address("appoint", page.card) if may_appoint else "",
        )
    vacant = [seat.name.lower() for seat in seats if seat.vacant]
    if vacant:
        yield Missing(
            f"{sentence(listed(vacant))} saknas i teamet",
            "Ingen har uppdraget än.",
            "attention",
            "Öppna teamet" if may_add else "",
            address("team", page.card) if may_add else "",
        )


def _days(request: ReaderRequest, page: PupilPage) -> Iterable[Missing]:
    running = page.running
    if running is None:
        return
    may_move = allowed(request, Action.COLLABORATION_BEGIN, page.card)
    url = address("follow_up", page.card) if may_move else ""
    verb = "Välj en dag" if may_move else ""
    if running.follow_up_on is None:
        yield Missing("Ingen uppföljning är bokad", "En plan utan uppföljning glöms lätt.", "attention", verb, url)
    elif running.overdue:
        day = short_day(running.follow_up_on)
        yield Missing(f"Uppföljningen var {day}", "Har ni följt upp? Välj nästa dag.", "attention", verb, url)
    yield from _rests_on_a_closed_yes(request, page)
    if allowed(request, Action.GOAL_WRITE, page.card) and not queries.has_goal(request.scope, page.card.case):
        yield Missing(
            "Planen har inget mål än",
            "Börja med elevens egna ord.",
            "attention",
            "Skriv ett mål",
            address("goal_new", page.card),
        )


def _rests_on_a_closed_yes(request: ReaderRequest, page: PupilPage) -> Iterable[Missing]:
    """What came from somebody whose yes has ended since the plan was last changed: look at it anew."""
    running = page.running
    if running is None or not allowed(request, Action.GOAL_WRITE, page.card):
        return
    closed = [row for row in received(request.scope, page.card.case) if row.closed_at is not None]
    since = [row for row in closed if row.closed_at is not None and row.closed_at > running.changed_at]
    if since:
        names = listed(dict.fromkeys(row.came_from for row in since))
        yield Missing(
            "Planen behöver ses över",
            f"Samtycket för det som kom från {names} gäller inte längre. {running.coordinator} håller ihop planen.",
            "attention",
            "Öppna planen",
            address("plan", page.card),
        )


def address_of_answer(card: PupilCard, row: QuestionRow) -> str:
    """Where somebody's answer to a question is written down."""
    return reverse("consent_answer", kwargs={"pupil_id": card.case, "question_id": row.id})
