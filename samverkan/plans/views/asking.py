"""More ways to ask: a usual set in one press, a question anew, and somebody about their own data."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from samverkan.consent import actions, renewing
from samverkan.consent import queries as consents
from samverkan.consent.custody import question_cell
from samverkan.journal.acts import ReaderRequest, Refused, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row
from samverkan.plans import queries
from samverkan.plans.asking import ask_takers, chosen_among, options, others_own, takers
from samverkan.plans.consent_forms import OtherPersonForm
from samverkan.plans.sharing_sets import sets_for
from samverkan.plans.together import asked_with
from samverkan.plans.views.consents import form_page, usual_end
from samverkan.policy.acting import ASK_REKTOR, Action
from samverkan.policy.consenting import ConsentState
from samverkan.policy.vocabulary import Manner, PersonId, Purpose


@act(Action.CONSENT_ASK)
def consent_set(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Write down every question of a set, to be looked through and sent. Each has an answer of its own."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    seats = queries.team(request.scope, card.case, card=card)
    offered = sets_for(card, seats, today=request.scope.today)
    chosen = next((one for one in offered if one.slug == request.POST.get("delning")), None)
    if chosen is None:
        raise Http404
    with transaction.atomic():
        for question in chosen.questions:
            ask_takers(
                case=card.case,
                thing=question.thing,
                to=[question.taker],
                purpose=chosen.purpose,
                manners=question.manners,
                begins_on=request.scope.today,
                ends_on=usual_end(request, card),
                by=request.reader,
                now=request.now,
            )
    return redirect("consent_send", pupil_id=card.case)


@act(Action.CONSENT_ASK)
def consent_renew(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """Ask the same thing anew of those who answer today. The old one is shown beside it before it is sent."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = consents.questions(request.scope, card.case, card=card)
    row = next((row for row in rows if row.id == question_id and row.again), None)
    if row is None:
        raise Http404
    with transaction.atomic():
        for alike in asked_with(row, rows).rows:
            renewing.ask_anew(question=alike.id, ends_on=usual_end(request, card), by=request.reader, now=request.now)
    return redirect("consent_send", pupil_id=card.case)


@act(Action.CONSENT_DISCARD)
def consent_discard(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """Throw away a question that has not been put to anybody, with those that are put in the same breath."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_DISCARD, case=card.case, unit=card.unit)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = consents.questions(request.scope, card.case, card=card)
    row = next((row for row in rows if row.id == question_id and row.state is ConsentState.NOT_ASKED), None)
    if row is None:
        raise Http404
    with transaction.atomic():
        for alike in asked_with(row, rows).rows:
            actions.discard(case=card.case, question=alike.id)
    messages.success(request, "Frågan är borttagen. Ingen har fått den.")
    return redirect("consents", pupil_id=card.case)


@act(Action.CONSENT_ASK)
def consent_other(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Ask somebody else about their own data: nobody but that person and the school ever learns of the question."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    seats = queries.team(request.scope, card.case, card=card)
    receivers = takers(card, seats)
    persons = [row for row in people.guardians(request.scope, card) if not row.barred]
    form = OtherPersonForm(
        request.POST or None,
        name=card.first_name,
        persons=[(str(row.person_id), row.name) for row in persons],
        receivers=options(taker for taker in receivers if taker.slug != "skolan"),
        today=request.scope.today,
        ends_on=usual_end(request, card),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        subject = PersonId(UUID(told["person"]))
        if not request.scope.reading.covers(question_cell(pupil_row(card.case), subject)):
            raise Refused(ASK_REKTOR)
        try:
            ask_takers(
                case=card.case,
                thing=others_own(card, told["matter"]),
                to=chosen_among(receivers, told["receivers"]),
                purpose=Purpose(told["purpose"]),
                manners=[Manner(value) for value in told["manners"]],
                begins_on=request.scope.today,
                ends_on=told["ends_on"],
                subject=subject,
                by=request.reader,
                now=request.now,
            )
            return redirect("consent_send", pupil_id=card.case)
        except actions.BlanketConsent as blanket:
            form.add_error(None, str(blanket))
    heading = "Fråga någon om deras egen uppgift"
    text = "Uppgifter om någon annan än eleven bestämmer den personen själv om. Ingen annan i familjen ser frågan."
    return form_page(request, card, form, heading, verb="Fortsätt", text=text)
