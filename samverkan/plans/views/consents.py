"""Samtycken: what has been asked, who has answered what, asking anew, writing an answer down, taking one back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.consent import actions, refusals
from samverkan.consent import queries as consents
from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.passed_by import with_what_was_weighed
from samverkan.consent.placing import advice
from samverkan.consent.queries import GiverReply, QuestionRow
from samverkan.consent.reaching import before_sending
from samverkan.consent.told import told_with
from samverkan.consent.wording import use_of
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row
from samverkan.people.queries import PupilCard
from samverkan.people.stances import stances_of
from samverkan.people.wording import counted, first_name, listed, sentence
from samverkan.plans import queries
from samverkan.plans.asking import ask_takers, chosen_among, options, takers, things
from samverkan.plans.consent_forms import AskForm
from samverkan.plans.consent_matrix import matrices
from samverkan.plans.handing_out import hand_out
from samverkan.plans.page import Crumb, address, allowed, surround
from samverkan.plans.printing import questions_paper
from samverkan.plans.queries import why
from samverkan.plans.sharing_sets import sets_for
from samverkan.plans.signed_in import assurance_of
from samverkan.plans.together import together
from samverkan.policy.acting import Action
from samverkan.policy.consenting import ConsentState, Reply, longest_end, may_know_each_answer
from samverkan.policy.vocabulary import Branch, Giver, Manner, PersonId, Purpose, Stance
from samverkan.post.queries import on_its_way


@act(Action.CONSENTS_READ)
def consents_page(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Thing by receiver, and a sentence for each question. The family has a page of its own."""
    page = surround(request, pupil_id, "consents")
    demand(request, Action.CONSENTS_READ, case=page.card.case, unit=page.card.unit)
    if not may_know_each_answer(request.reader, page.card.case):
        return redirect("my_answers", pupil_id=page.card.case)
    page = replace(page, questions=with_what_was_weighed(page.card.case, page.questions, request.scope.today))
    waiting = consents.missing(page.questions)
    may_ask = allowed(request, Action.CONSENT_ASK, page.card)
    shown = {
        "page": page,
        "matrices": matrices(page.card, page.questions),
        "waiting": together(waiting),
        "settled": together(row for row in page.questions if not (row.waits or row.again)),
        "again": together(row for row in page.questions if row.again and row.id not in renewed(page.questions)),
        "unsent": [row for row in waiting if row.state is ConsentState.NOT_ASKED],
        "may_record": allowed(request, Action.CONSENT_RECORD, page.card),
        "at_once": several_open(request, page.card, waiting),
        "ask_url": address("consent_ask", page.card) if may_ask else "",
        "send_url": address("consent_send", page.card) if may_ask else "",
        "paper_url": address("consent_paper", page.card) if may_ask else "",
        "paper_for": _waiting_for(waiting),
        "other_url": address("consent_other", page.card) if may_ask else "",
        "release_url": address("release_new", page.card) if allowed(request, Action.RELEASE_ASK, page.card) else "",
        "givers_url": address("givers", page.card) if allowed(request, Action.CONSENT_WEIGH, page.card) else "",
        "whys": why(request.scope, [row.cell for row in page.questions]),
    }
    return render(request, "plans/consents.html", shown)


@act(Action.CONSENTS_READ)
def consent(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """One question with every answer to it."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENTS_READ, case=card.case, unit=card.unit)
    row = consents.question(request.scope, card.case, question_id)
    if row.own:
        return redirect("my_answer", pupil_id=card.case, question_id=row.id)
    (row,) = with_what_was_weighed(card.case, [row], request.scope.today)
    shown = {
        "card": card,
        "row": row,
        "told": told_with(request.scope, row.id),
        "why_again": refusals.why_again(request.scope, row.id),
        "returns_on": refusals.returns_on(request.scope, row.id) if row.state in refusals.SAID_NO else None,
        "return_url": reverse("consent_return", args=[card.case, row.id]) if _may_return(request, card, row) else "",
        "advice": advice(request.scope, card.case, row.id),
        "givers_url": address("givers", card) if allowed(request, Action.CONSENT_WEIGH, card) else "",
        "again_url": reverse("consent_renew", args=[card.case, row.id]) if _may_renew(request, card, row) else "",
        "alone_url": reverse("consent_alone", args=[card.case, row.id]) if _may_stand_alone(request, card, row) else "",
        "discard_url": reverse("consent_discard", args=[card.case, row.id]) if _may_discard(request, card, row) else "",
        "trail": trail(card, row.title),
        "may_record": allowed(request, Action.CONSENT_RECORD, card),
        "withdrawable": _may_take_back(request, card, row),
        "whys": why(request.scope, [row.cell]),
    }
    return render(request, "plans/consent.html", shown)


@act(Action.CONSENT_ASK)
def consent_ask(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """One thing, to one or more receivers, for a time; then a page to look it through before it is sent."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    seats = queries.team(request.scope, card.case, card=card)
    offered, receivers = things(card, seats), takers(card, seats)
    form = AskForm(
        request.POST or None,
        name=card.first_name,
        things=[(thing.slug, sentence(thing.matter)) for thing in offered],
        receivers=options(receivers),
        today=request.scope.today,
        ends_on=usual_end(request, card),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            ask_takers(
                case=card.case,
                thing=next(thing for thing in offered if thing.slug == told["thing"]),
                to=chosen_among(receivers, told["receivers"]),
                purpose=Purpose(told["purpose"]),
                manners=[Manner(value) for value in told["manners"]],
                begins_on=request.scope.today,
                ends_on=told["ends_on"],
                again=told["again"],
                by=request.reader,
                now=request.now,
            )
            return redirect("consent_send", pupil_id=card.case)
        except actions.BlanketConsent as blanket:
            form.add_error(None, str(blanket))
        except refusals.AskedBefore as no:
            form.add_error("again", str(no))
    shown = {
        "card": card,
        "form": form,
        "sets": [
            (one, use_of(one.purpose, card.first_name)) for one in sets_for(card, seats, today=request.scope.today)
        ],
        "duty": any(seat.branch is Branch.SOCIAL for seat in seats),
        "heading": f"Fråga om samtycke för {card.first_name}",
        "back": address("consents", card),
        "verb": "Fortsätt",
    }
    return render(request, "plans/consent_ask.html", shown, status=422 if form.errors else 200)


@act(Action.CONSENT_ASK)
def consent_send(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Look through what has not been asked yet, and ask it all at once."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    rows = [
        row for row in consents.questions(request.scope, card.case, card=card) if row.state is ConsentState.NOT_ASKED
    ]
    one_may_do = Stance.ONE_GUARDIAN in stances_of(pupil_row(card.case).cell.huvudman_id)
    if request.method == "POST":
        asked = actions.by_id(card.case, [row.id for row in rows])
        slight = _said_slight(request, rows) if one_may_do else frozenset[UUID]()
        sent = actions.send_questions(asked, by=request.reader, now=request.now, slight=slight)
        names = people.names([*sent.mailed, *sent.by_hand])
        messages.success(request, _sent(request, sent, names))
        return redirect("consents", pupil_id=card.case)
    givers = {giver.person_id: giver.name for row in rows for giver in row.givers if not giver.barred}
    every = {row.id: row for row in consents.questions(request.scope, card.case, card=card)}
    shown = {
        "card": card,
        "rows": [(asked, every.get(asked.first.renews) if asked.first.renews else None) for asked in together(rows)],
        "one_may_do": one_may_do,
        "givers": listed(givers.values()),
        "how": before_sending(givers, sender=request.reader.person),
        "may_record": allowed(request, Action.CONSENT_RECORD, card),
        "at_once": several_open(request, card, rows),
        "trail": trail(card, "Kontrollera innan du skickar"),
    }
    return render(request, "plans/consent_send.html", shown)


def _said_slight(request: ReaderRequest, rows: Sequence[QuestionRow]) -> frozenset[UUID]:
    """The questions of which the sender says that they are not of intrusive importance for the child's future."""
    said = set(request.POST.getlist("inte-ingripande"))
    return frozenset(row.id for asked in together(rows) if str(asked.id) in said for row in asked.rows)


@act(Action.CONSENT_PRINT)
def consent_paper(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The waiting questions on paper for each who has not answered, or with `till` for one of them."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_PRINT, case=card.case, unit=card.unit)
    rows = consents.missing(consents.questions(request.scope, card.case, card=card))
    givers = [
        giver for giver in _waiting_for(rows) if request.GET.get("till", str(giver.person_id)) == str(giver.person_id)
    ]
    if not givers:
        raise Http404
    return hand_out(
        request,
        card,
        what="frågorna om samtycke",
        back=address("consents", card),
        filename="fragor.pdf",
        made=lambda reader: questions_paper(card, rows, givers, reader=reader, now=request.now),
    )


@act(Action.CONSENT_WITHDRAW)
def consent_withdraw(request: ReaderRequest, pupil_id: UUID, question_id: UUID, giver_id: UUID) -> HttpResponse:
    """Take a yes back. The family takes back its own; staff write down what they have been told."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WITHDRAW, case=card.case, unit=card.unit)
    row = consents.question(request.scope, card.case, question_id)
    giver = next((found for found in row.withdrawable if found.person_id == giver_id), None)
    if giver is None or giver_id not in _may_take_back(request, card, row):
        raise Http404
    own = giver_id == request.reader.person
    if request.method == "POST":
        actions.withdraw(
            question=row.id,
            giver=giver.person_id,
            form=HowAnswered.ELECTRONIC if own else HowAnswered.ORAL,
            assurance=assurance_of(request) if own else "",
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"{sentence(row.receiver)} får inte längre {row.wish}.")
        return redirect("my_answers" if own else "consents", pupil_id=card.case)
    shown = {
        "question": "Ta tillbaka samtycket?" if own else f"Tar {first_name(giver.name)} tillbaka sitt samtycke?",
        "text": f"Då får {row.receiver} inte {row.wish}. Det som redan har lämnats finns kvar.",
        "verb": "Ta tillbaka samtycket",
        "cancel_url": address("my_answers" if own else "consents", card),
    }
    return render(request, "confirm.html", shown)


def _waiting_for(rows: Sequence[QuestionRow]) -> list[GiverReply]:
    """Each who has something to answer, once."""
    return list({giver.person_id: giver for row in rows for giver in row.asked}.values())


def several_open(request: ReaderRequest, card: PupilCard, rows: Sequence[QuestionRow]) -> list[tuple[str, str]]:
    """Each who has more than one thing to answer, with the page where all that they say is written down at once."""
    if not allowed(request, Action.CONSENT_RECORD, card):
        return []
    names = {giver.person_id: giver.name for giver in _waiting_for(rows)}
    open_to = Counter(giver.person_id for asked in together(rows) for giver in asked.asked)
    return [
        (f"Registrera {counted(many, 'svar', 'svar')} från {names[person]}", answers_url(card, person))
        for person, many in open_to.items()
        if many > 1
    ]


def answers_url(card: PupilCard, giver: PersonId) -> str:
    """Where what one person says of all that is open is written down."""
    return f"{address('consent_answers', card)}?{urlencode({'fran': str(giver)})}"


def usual_end(request: ReaderRequest, card: PupilCard) -> date:
    """The next follow-up, as the question's first suggestion; without one the end of the school year."""
    running = queries.collaboration(request.scope, card.case)
    follow_up = running.follow_up_on if running is not None else None
    last = longest_end(request.scope.today)
    return min(follow_up, last) if follow_up and follow_up > request.scope.today else last


def _may_take_back(request: ReaderRequest, card: PupilCard, row: QuestionRow) -> frozenset[PersonId]:
    """Whose yes the reader may take back: the reader's own, and for those who register answers anybody's."""
    if not allowed(request, Action.CONSENT_WITHDRAW, card):
        return frozenset()
    records = allowed(request, Action.CONSENT_RECORD, card)
    own = request.reader.person
    return frozenset(giver.person_id for giver in row.withdrawable if records or giver.person_id == own)


def renewed(rows: Sequence[QuestionRow]) -> frozenset[UUID]:
    """The questions that have been asked anew already."""
    return frozenset(row.renews for row in rows if row.renews is not None)


def _may_renew(request: ReaderRequest, card: PupilCard, row: QuestionRow) -> bool:
    return row.again and allowed(request, Action.CONSENT_ASK, card)


def _may_return(request: ReaderRequest, card: PupilCard, row: QuestionRow) -> bool:
    return row.state in refusals.SAID_NO and allowed(request, Action.CONSENT_ASK, card)


def _may_discard(request: ReaderRequest, card: PupilCard, row: QuestionRow) -> bool:
    return row.state is ConsentState.NOT_ASKED and allowed(request, Action.CONSENT_DISCARD, card)


def _may_stand_alone(request: ReaderRequest, card: PupilCard, row: QuestionRow) -> bool:
    """One of two guardians has said nothing at all, and the reader may weigh who answers."""
    guardians = [giver for giver in row.givers if giver.capacity is Giver.GUARDIANS]
    silent = any(giver.reply is Reply.SILENT for giver in guardians)
    return row.waits and len(guardians) > 1 and silent and allowed(request, Action.CONSENT_WEIGH, card)


def _sent(request: ReaderRequest, sent: actions.Sent, names: dict[UUID, str]) -> str:
    parts = []
    if sent.mailed:
        parts.append(
            on_its_way("Frågan", listed(names[person] for person in sent.mailed), sender=request.reader.person)
        )
    if sent.by_hand:
        who = listed(names.get(person, "en person med skyddade uppgifter") for person in sent.by_hand)
        parts.append(f"{who} har inget konto. Lämna frågan på papper eller ring.")
    return " ".join(parts) or "Det finns ingen att fråga."


def trail(card: PupilCard, last: str) -> tuple[Crumb, ...]:
    """The way to a page below Samtycken."""
    return (Crumb(card.name, address("pupil", card)), Crumb("Samtycken", address("consents", card)), Crumb(last))


def form_page(
    request: ReaderRequest, card: PupilCard, form: Any, heading: str, *, verb: str, text: str = "", readers: str = ""
) -> HttpResponse:
    """A form below Samtycken."""
    shown = {"card": card, "form": form, "heading": heading, "back": address("consents", card), "verb": verb}
    shown |= {"text": text, "readers": readers}
    return render(request, "plans/form.html", shown, status=422 if form.errors else 200)
