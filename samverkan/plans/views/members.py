"""Adding to the team: a colleague, somebody from outside, or a function that nobody holds yet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.guard.cells import hold
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import actions
from samverkan.people import queries as people
from samverkan.people.barring import Barred, refuse_barred_name
from samverkan.people.models import Organisation, OrganisationKind
from samverkan.people.queries import PupilCard
from samverkan.plans import queries
from samverkan.plans.forms import ColleagueForm, OutsiderForm, VacancyForm, chosen
from samverkan.plans.outsiders import known_outsiders, outside_organisations
from samverkan.plans.page import address
from samverkan.policy.acting import Action
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import Role

NAME_FIRST = (
    "Eleven har skyddade uppgifter. Här står bara de som är namngivna. Saknas någon? En namngiven rektor "
    "namnger först, under Vilka är namngivna."
)
NAME_AFTER = (
    "Eleven har skyddade uppgifter. Den som kommer utifrån ser ingenting förrän en namngiven rektor också har namngett "
    "personen, under Vilka är namngivna."
)
WAITS = " Personen ser ingenting än. Nästa steg: en namngiven rektor namnger personen under Vilka är namngivna."
WAYS = (("skola", "Från skolan"), ("utanfor", "Från en annan verksamhet"), ("saknas", "Någon som saknas"))


@act(Action.MEMBER_ADD)
def member_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Somebody into the team: a colleague, somebody from outside, or a function that nobody holds yet."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEMBER_ADD, case=card.case, unit=card.unit)
    way = request.GET.get("sort", "skola")
    form = _member_form(request, card, way)
    if request.method == "POST" and form.is_valid():
        hold(card.case)
        seated = _seated(request, card, way, form.cleaned_data)
        if seated:
            messages.info(request, f"{seated} är redan med i teamet.")
            return redirect("team", pupil_id=card.case)
        try:
            added = _add(request, card, way, form.cleaned_data)
        except actions.OtherwiseRun as other:
            form.add_error("run_by", str(other))
        except Barred as closed:
            form.add_error("name" if "name" in form.fields else None, str(closed))
        else:
            waits = WAITS if card.sealed and way == "utanfor" else ""
            messages.success(request, f"{added} är med i teamet kring {card.first_name}.{waits}")
            return redirect("team", pupil_id=card.case)
    ways = [(label, f"?sort={slug}", slug == way) for slug, label in WAYS]
    page = "plans/outsider.html" if way == "utanfor" else "plans/form.html"
    text = NAME_FIRST if card.sealed and way == "skola" else NAME_AFTER if card.sealed and way == "utanfor" else ""
    return _form_page(request, card, form, f"Vem ska vara med kring {card.first_name}?", text, ways=ways, page=page)


@act(Action.MEMBER_ADD)
def member_end(request: ReaderRequest, pupil_id: UUID, seat_id: UUID) -> HttpResponse:
    """Somebody leaves the team: asks first, since what they may read ends at once."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEMBER_ADD, case=card.case, unit=card.unit)
    seats = queries.team(request.scope, card.case, card=card)
    seat = next((seat for seat in seats if seat.id == seat_id), None)
    if seat is None:
        raise Http404
    if request.method == "POST":
        actions.end_membership(seat=seat_id, case=card.case, by=request.reader, now=request.now)
        messages.success(request, f"{seat.name} är inte längre med i teamet.")
        return redirect("team", pupil_id=card.case)
    shown = {
        "question": f"Ska {seat.name} lämna teamet?",
        "text": f"Då kan {seat.name} inte längre läsa det som rör {card.first_name}. Det som är skrivet finns kvar.",
        "verb": "Ta bort ur teamet",
        "cancel_url": address("team", card),
        "danger": True,
    }
    return render(request, "confirm.html", shown)


def _member_form(request: ReaderRequest, card: PupilCard, way: str) -> Any:
    data = request.POST or None
    if way == "utanfor":
        return OutsiderForm(data, known=known_outsiders(request.scope, card), organisations=outside_organisations(card))
    if way == "saknas":
        return VacancyForm(data, organisations=outside_organisations(card))
    if way != "skola":
        raise Http404
    seated = {seat.person_id for seat in queries.team(request.scope, card.case, card=card)}
    staff = [row for row in people.colleagues(request.scope, card) if row.person_id not in seated]
    return ColleagueForm(data, staff=staff)


def _seated(request: ReaderRequest, card: PupilCard, way: str, told: dict[str, Any]) -> str:
    """Who has the seat already, when the form is sent again after going back; empty for a new one."""
    if way == "skola" or told.get("person"):
        return ""  # a known person has one seat
    seats = queries.team(request.scope, card.case, card=card)
    if way == "utanfor":
        same = (seat for seat in seats if (seat.name, seat.function) == (told["name"], told["function"]))
    else:
        place = chosen(told["organisation"]) or card.holder
        missing = (told["function"].capitalize(), place)
        same = (seat for seat in seats if seat.vacant and (seat.name, seat.organisation_id) == missing)
    return next((seat.name for seat in same), "")


def _add(request: ReaderRequest, card: PupilCard, way: str, told: dict[str, Any]) -> str:
    """Add the seat; the name to say that it is done with."""
    if way == "saknas":
        place = chosen(told["organisation"]) or card.holder
        actions.add_member(
            case=card.case,
            person=None,
            organisation=place,
            role=Role.OTHER_STAFF,
            function=told["function"],
            by=request.reader,
            now=request.now,
        )
        return str(told["function"]).capitalize()
    if way == "skola":
        row = next(row for row in people.colleagues(request.scope, card) if str(row.person_id) == told["person"])
        actions.add_member(
            case=card.case,
            person=row.person_id,
            organisation=row.organisation,
            role=row.role,
            function=row.title,
            mandate=told["mandate"],
            by=request.reader,
            now=request.now,
        )
        return row.name
    return _add_outsider(request, card, told)


def _add_outsider(request: ReaderRequest, card: PupilCard, told: dict[str, Any]) -> str:
    """Somebody known as a person in one of their works, known as a contact of the school, or new."""
    known = next((one for one in known_outsiders(request.scope, card) if one.slug == told["person"]), None)
    name = told["name"] if known is None else known.name
    refuse_barred_name(card.case, name)
    place = _place(request, card, told) if known is None else known.organisation
    function = told["function"] if known is None else known.function
    person = None if known is None else known.person
    if person is None:
        contact = None if known is None else known.contact
        added = actions.add_person(
            organisation=place.id,
            near=card.cell.huvudman,
            unit=card.unit if contact is None else None,  # a contact stands in the directory already
            name=name,
            function=function,
            phone=told["phone"] if contact is None else contact.phone,
            email="" if contact is None else contact.email,
            by=request.reader,
            now=request.now,
        )
        person, name = added.id, added.name
    actions.add_member(
        case=card.case,
        person=person,
        organisation=place.id,
        role=actions.ROLE_OF_KIND[place.kind] if known is None else known.role,
        function=function,
        mandate=told["mandate"],
        by=request.reader,
        now=request.now,
    )
    return str(name)


def _place(request: ReaderRequest, card: PupilCard, told: dict[str, Any]) -> Organisation:
    if told["organisation"]:
        return Organisation.objects.get(id=told["organisation"])
    return actions.add_organisation(
        near=card.cell.huvudman,
        name=told["new_organisation"],
        kind=OrganisationKind(told["kind"]),
        run_by=RunBy(told["run_by"]),
        by=request.reader,
        now=request.now,
    )


def _form_page(
    request: ReaderRequest,
    card: PupilCard,
    form: Any,
    heading: str,
    text: str,
    *,
    ways: Any = (),
    page: str = "plans/form.html",
) -> HttpResponse:
    shown = {
        "card": card,
        "form": form,
        "heading": heading,
        "text": text,
        "ways": ways,
        "back": address("team", card),
        "verb": "Spara",
    }
    return render(request, page, shown, status=422 if form.errors else 200)
