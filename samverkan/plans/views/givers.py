"""Who answers: a mature pupil, a deputy, and one guardian alone when the other cannot be reached."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from samverkan.consent import actions, placing
from samverkan.consent import givers as answering
from samverkan.consent import queries as consents
from samverkan.consent.actions import placing as placements
from samverkan.consent.models import MandateKind
from samverkan.consent.wording import who_answers
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.barring import Barred
from samverkan.people.cells import pupil_row
from samverkan.people.stances import stances_of
from samverkan.plans.consent_forms import HinderedForm, MandateForm, MaturityForm, PlacementForm
from samverkan.plans.page import address
from samverkan.plans.views.consents import form_page, trail, usual_end
from samverkan.policy.acting import Action
from samverkan.policy.consenting import Care, Reply
from samverkan.policy.vocabulary import Giver, InformationClass, PersonId

READERS = "rektor och elevhälsan i arbetet kring eleven, som bedömer vem som svarar"
"""Who comes to the page where it stands (Action.CONSENT_WEIGH)."""


@act(Action.CONSENT_WEIGH)
def givers(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Who answers besides the guardians, and why."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    shown = {
        "card": card,
        "trail": trail(card, "Vem svarar?"),
        "holds": who_answers(stances_of(pupil_row(card.case).cell.huvudman_id)),
        "guardians": people.guardians(request.scope, card),
        "assessments": answering.assessments(request.scope, card.case),
        "placed": placing.placement(request.scope, card.case),
        "mandates": answering.mandates(request.scope, card.case),
        "back": address("consents", card),
    }
    return render(request, "plans/givers.html", shown)


@act(Action.CONSENT_WEIGH)
def maturity_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Sign that a pupil from 15 decides alone in some matters."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    form = MaturityForm(request.POST or None, today=request.scope.today, ends_on=usual_end(request, card))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            answering.sign_maturity(
                case=card.case,
                classes=[InformationClass(value) for value in told["classes"]],
                grounds=told["grounds"],
                ends_on=told["ends_on"],
                by=request.reader,
                now=request.now,
            )
            messages.success(request, f"{card.first_name} bestämmer själv. Bedömningen är sparad med ditt namn.")
            return redirect("givers", pupil_id=card.case)
        except answering.NotAssessed as refusal:
            form.add_error(None, str(refusal))
    heading = f"Bedöm om {card.first_name} kan bestämma själv"
    text = "Bedömningen är din. Den gäller frågor av det slag du väljer, till den dag du väljer."
    return form_page(request, card, form, heading, verb="Skriv under", text=text, readers=READERS)


@act(Action.CONSENT_WEIGH)
def maturity_end(request: ReaderRequest, pupil_id: UUID, assessment_id: UUID) -> HttpResponse:
    """The assessment holds no more."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answering.end_maturity(case=card.case, assessment=assessment_id, by=request.reader, now=request.now)
    messages.success(request, "Bedömningen gäller inte längre.")
    return redirect("givers", pupil_id=card.case)


@act(Action.CONSENT_WEIGH)
def mandate_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Keep that a deputy's mandate has been seen."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    form = MandateForm(request.POST or None, today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            answering.keep_mandate(
                case=card.case,
                name=told["name"],
                kind=MandateKind(told["kind"]),
                words=told["words"],
                ends_on=told["ends_on"],
                by=request.reader,
                now=request.now,
            )
            messages.success(request, "Förordnandet är antecknat.")
            return redirect("givers", pupil_id=card.case)
        except Barred as closed:
            form.add_error("name", str(closed))
    text = "Anteckna bara ett förordnande som du själv har sett på papper eller fått bekräftat."
    return form_page(
        request, card, form, "Anteckna en god man eller förvaltare", verb="Spara", text=text, readers=READERS
    )


@act(Action.CONSENT_WEIGH)
def placement_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Note that the child is placed under LVU, and what the social worker has said of who answers."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    form = PlacementForm(request.POST or None, today=request.scope.today, ends_on=usual_end(request, card))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            placements.note_placement(
                case=card.case,
                answers=Care(told["answers"]),
                words=told["words"],
                ends_on=told["ends_on"],
                by=request.reader,
                now=request.now,
            )
            messages.success(request, "Placeringen är antecknad. Frågorna om samtycke följer den från nu.")
            return redirect("givers", pupil_id=card.case)
        except placements.NotNoted as refusal:
            form.add_error("ends_on", str(refusal))
    text = "LVU 11 §. Till dess att socialsekreteraren har sagt vem som svarar öppnar ett ja hemifrån ingenting."
    heading = "Anteckna en placering enligt LVU"
    return form_page(request, card, form, heading, verb="Spara", text=text, readers=READERS)


@act(Action.CONSENT_WEIGH)
def placement_end(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The child is placed no more."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    placements.end_placement(case=card.case, by=request.reader, now=request.now)
    messages.success(request, "Placeringen är avslutad. Vårdnadshavarna svarar som förut.")
    return redirect("givers", pupil_id=card.case)


@act(Action.CONSENT_WEIGH)
def consent_alone(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """One guardian cannot be reached and it cannot wait: the other decides alone, for a time."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_WEIGH, case=card.case, unit=card.unit)
    row = consents.question(request.scope, card.case, question_id)
    guardians = [
        giver
        for giver in row.givers
        if giver.capacity is Giver.GUARDIANS and giver.reply in (Reply.SILENT, Reply.HINDERED)
    ]
    form = HinderedForm(
        request.POST or None,
        guardians=[(str(giver.person_id), giver.name) for giver in guardians],
        today=request.scope.today,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.record_hindrance(
                question=row.id,
                guardian=PersonId(UUID(told["guardian"])),
                attempts=told["attempts"],
                until=told["until"],
                cannot_wait=told["cannot_wait"],
                intrusive=not told["not_intrusive"],
                by=request.reader,
                now=request.now,
            )
            messages.success(request, "Sparat. Den andra vårdnadshavarens svar räcker till den dag du valde.")
            return redirect("consent", pupil_id=card.case, question_id=row.id)
        except actions.CannotStandAlone as refusal:
            form.add_error(None, str(refusal))
    text = "Föräldrabalken 6 kap. 13 § andra stycket. Det gäller bara den här frågan."
    return form_page(request, card, form, "En vårdnadshavare kan inte nås", verb="Spara", text=text, readers=READERS)
