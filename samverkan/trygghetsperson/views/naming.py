"""Naming a pupil's own adult, what the pupil wishes, and the letter home."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.access.queries import circle, read_by
from samverkan.guard.models import Form
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.adults import Trusted, adults, trygghetsperson
from samverkan.people.cells import pupil_row
from samverkan.people.models import Asked
from samverkan.people.queries import PupilCard
from samverkan.people.wording import first_name, possessive
from samverkan.plans import queries as plans
from samverkan.plans.handing_out import hand_out_each
from samverkan.plans.page import address, allowed
from samverkan.plans.saved_once import again
from samverkan.plans.writing import NOTE, WORDS, Way, derived_cell
from samverkan.policy.acting import Action
from samverkan.trygghetsperson import actions
from samverkan.trygghetsperson.forms import AnswerWishForm, AppointForm, WishForm
from samverkan.trygghetsperson.letter import letters
from samverkan.trygghetsperson.queries import Wished, waiting_wish
from samverkan.trygghetsperson.suggesting import suggested


@act(Action.TRYGGHETSPERSON_APPOINT)
def appoint(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Name the one adult: those closest to the pupil first, then anybody at the school."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TRYGGHETSPERSON_APPOINT, case=card.case, unit=card.unit)
    named, wish = trygghetsperson(request.scope, card.case), waiting_wish(request.scope, card.case)
    staff = people.colleagues(request.scope, card)
    seats = plans.team(request.scope, card.case, card=card)
    near = suggested(request.scope, card, staff, seats, wished=wish.person_id if wish else None)
    asked = Asked.CHOSE if wish is not None and wish.person_id else Asked.NOT_YET
    form = AppointForm(request.POST or None, card=card, suggested=near, staff=staff, asked=asked)
    if request.method == "POST" and form.is_valid():
        person, how = UUID(form.cleaned_data["person"]), Asked(form.cleaned_data["asked"])
        actions.appoint(case=card.case, person=person, asked=how, by=request.reader, now=request.now)
        name = next((row.name for row in staff if row.person_id == person), "Personen")
        messages.success(request, _done(name, card, how))
        return redirect("pupil", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form,
        "heading": f"Vem ska vara trygghetsperson för {card.first_name}?",
        "words": plans.latest_words(request.scope, card.case, card=card) if wish is None else None,
        "wish": wish,
        "answer_url": _of_wish("trust_wish_answer", card, wish) if wish is not None and wish.another else "",
        "named": named,
        "wish_url": address("trust_wish", card) if allowed(request, Action.TRYGGHETSPERSON_WISH, card) else "",
        "back": address("pupil", card),
        "verb": "Spara",
    }
    return render(request, "trygghetsperson/appoint.html", shown, status=422 if form.errors else 200)


@act(Action.TRYGGHETSPERSON_WISH)
def wish(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Write down what the pupil says of who it shall be; also that it shall be another than the one named."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TRYGGHETSPERSON_WISH, case=card.case, unit=card.unit)
    named = trygghetsperson(request.scope, card.case)
    staff = people.colleagues(request.scope, card)
    form = WishForm(request.POST or None, card=card, staff=staff, named=_first(named))
    readers = _readers(request, card, WORDS)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if saved := again(request, card, Form.WORDS, told, to="pupil", way=WORDS):
            return saved
        actions.wish(
            case=card.case,
            text=told["text"],
            person=UUID(told["person"]) if told["person"] else None,
            another=bool(told.get("another")),
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"{possessive(card.first_name)} önskan är sparad. Rektor ser den på Idag.")
        return redirect("pupil", pupil_id=card.case)
    return _page(request, card, form, f"Vem vill {card.first_name} ha som trygghetsperson?", readers=readers)


@require_POST
@act(Action.TRYGGHETSPERSON_WISH)
def says_yes(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The pupil has been asked, and wants the one who is named."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TRYGGHETSPERSON_WISH, case=card.case, unit=card.unit)
    named = trygghetsperson(request.scope, card.case)
    if named is None:
        raise Http404
    actions.says_yes(case=card.case, person=named.person_id, now=request.now)
    messages.success(request, f"{card.first_name} är tillfrågad och säger ja till {named.name}.")
    mine = named.person_id == request.reader.person
    return redirect("own_roles") if mine else redirect("pupil", pupil_id=card.case)


@act(Action.TRYGGHETSPERSON_APPOINT)
def wish_answer(request: ReaderRequest, pupil_id: UUID, wish_id: UUID) -> HttpResponse:
    """Nobody else can be named now: what the pupil has been told instead."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TRYGGHETSPERSON_APPOINT, case=card.case, unit=card.unit)
    waiting = waiting_wish(request.scope, card.case)
    if waiting is None or waiting.id != wish_id:
        raise Http404
    form = AnswerWishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        actions.answer_wish(case=card.case, row=waiting.id, text=text, by=request.reader, now=request.now)
        messages.success(request, "Svaret är sparat. Önskan väntar inte längre.")
        return redirect("pupil", pupil_id=card.case)
    readers = _readers(request, card, NOTE)
    return _page(request, card, form, f"Vad svarar ni {card.first_name}?", readers=readers, text=f"”{waiting.text}”")


@act(Action.TRYGGHETSPERSON_LETTER)
def letter(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The letter home, one for each guardian and one for the pupil: who it is, and how one asks for another."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TRYGGHETSPERSON_LETTER, case=card.case, unit=card.unit)
    around = adults(request.scope, card)
    if around.trygghetsperson is None:
        messages.info(request, f"Ingen är utsedd för {card.first_name} än. Då finns det inget att skriva hem om.")
        return redirect("pupil", pupil_id=card.case)
    trusted = around.trygghetsperson
    home = [row for row in people.guardians(request.scope, card) if not row.barred]
    return hand_out_each(
        request,
        card,
        what="brevet om trygghetsperson",
        back=address("pupil", card),
        filename="trygghetsperson.pdf",
        made=lambda reader: letters(card, trusted, home, reader=reader, now=request.now),
        title=f"Trygghetsperson för {card.first_name}",
    )


def _done(name: str, card: PupilCard, how: Asked) -> str:
    said = f"{name} är trygghetsperson för {card.first_name}."
    return said if how is not Asked.NOT_YET else f"{said} Fråga {card.first_name} vad hen tycker om valet."


def _first(named: Trusted | None) -> str:
    return first_name(named.name) if named is not None else ""


def _of_wish(name: str, card: PupilCard, wish: Wished) -> str:
    return reverse(name, kwargs={"pupil_id": card.case, "wish_id": wish.id})


def _readers(request: ReaderRequest, card: PupilCard, way: Way) -> str:
    cell = derived_cell(request.reader, pupil_row(card.case), way)
    lookers = circle(request.scope, card.case)
    return read_by(cell, lookers, today=request.scope.today, school=card.school)


def _page(
    request: ReaderRequest, card: PupilCard, form: BaseForm, heading: str, *, readers: str = "", text: str = ""
) -> HttpResponse:
    shown = {"card": card, "form": form, "heading": heading, "text": text, "readers": readers}
    shown |= {"back": address("pupil", card), "verb": "Spara"}
    return render(request, "plans/form.html", shown, status=422 if form.errors else 200)
