"""More ways to ask: a usual set in one press, a question anew, and somebody about their own data."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from samverkan.consent import actions, refusals, renewing
from samverkan.consent import queries as consents
from samverkan.consent.actions import refusing
from samverkan.consent.custody import question_cell
from samverkan.journal.acts import ReaderRequest, Refused, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row
from samverkan.people.wording import counted, day_with_year
from samverkan.plans import queries
from samverkan.plans.asking import ask_takers, chosen_among, options, others_own, same_as, takers
from samverkan.plans.consent_forms import OtherPersonForm, ReturnForm
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
    today = request.scope.today
    left = [
        one
        for one in chosen.questions
        if refusals.refused_on(same_as(card.case, one.thing, one.taker, chosen.purpose), today)
    ]
    if left:
        said = counted(len(left), "fråga", "frågor")
        messages.warning(request, f"{said} är inte med, för svaret har blivit nej. Fråga om den för sig om det behövs.")
    with transaction.atomic():
        for question in chosen.questions:
            if question in left:
                continue
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


@act(Action.CONSENT_ASK)
def consent_return(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """A day on which to come back to what was answered with a no. Until then nobody is asked again."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ASK, case=card.case, unit=card.unit)
    row = consents.question(request.scope, card.case, question_id)
    if row.own or row.state not in refusals.SAID_NO:
        raise Http404
    known = refusals.returns_on(request.scope, row.id)
    form = ReturnForm(request.POST or None, today=request.scope.today, initial={"on": known})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        refusing.come_back(case=card.case, question=row.id, on=on)
        said = f"Ni kommer tillbaka till frågan {day_with_year(on)}." if on else "Ni kommer inte tillbaka till frågan."
        messages.success(request, said)
        return redirect("consent", pupil_id=card.case, question_id=row.id)
    text = "Ett nej är ett svar. Dagen står på Idag när den kommer, och då bestämmer ni om frågan fortfarande behövs."
    return form_page(request, card, form, "Kom tillbaka till frågan", verb="Spara", text=text)


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
                again=told["again"],
                by=request.reader,
                now=request.now,
            )
            return redirect("consent_send", pupil_id=card.case)
        except actions.BlanketConsent as blanket:
            form.add_error(None, str(blanket))
        except refusals.AskedBefore as no:
            form.add_error("again", str(no))
    heading = "Fråga någon om deras egen uppgift"
    text = "Uppgifter om någon annan än eleven bestämmer den personen själv om. Ingen annan i familjen ser frågan."
    return form_page(request, card, form, heading, verb="Fortsätt", text=text)
