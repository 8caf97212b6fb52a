"""A whole school: who carries how many, for whom nobody is named, and one adult for a class at once."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, aimed, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import queries as people
from samverkan.people.adults import by_function, mentors_of
from samverkan.people.barring import Barred
from samverkan.people.models import Asked, Group, Unit
from samverkan.people.queries import PupilCard
from samverkan.people.staff import kept_units
from samverkan.people.wording import counted
from samverkan.policy.acting import Action, reach
from samverkan.policy.vocabulary import CaseId, OrganisationId, UnitId
from samverkan.trygghetsperson import actions
from samverkan.trygghetsperson.forms import ClassForm
from samverkan.trygghetsperson.functions import functions
from samverkan.trygghetsperson.queries import carriers, of_age, offered, sentence_of, waiting_wishes, without


@act(Action.TRYGGHETSPERSON_SCHOOL_READ)
def overview(request: ReaderRequest) -> HttpResponse:
    """Does every pupil have an adult of their own, and does anybody carry too many?"""
    scope = request.scope
    unit = _unit(request)
    cards = _pupils(request, unit)
    cases = [card.case for card in cards]
    lacking = without(scope, cards)
    holder = OrganisationId(unit.organisation_id)
    answers = by_function(UnitId(unit.id), holder, today=scope.today)
    may_appoint = reach(scope.reader, Action.TRYGGHETSPERSON_APPOINT)
    names = {card.case: card for card in cards}
    wishes = [(names[row.case], row) for row in waiting_wishes(scope, cases)]
    offers = [row for row in offered(scope, cases=cases) if row.waits]
    soon = [(card, of_age(card.born_on, scope.today)) for card in cards if of_age(card.born_on, scope.today)]
    count = sum(group.count for group in lacking)
    shown = {
        "unit": unit,
        "units": kept_units(scope.reader, Action.TRYGGHETSPERSON_SCHOOL_READ),
        "sentence": sentence_of(len(cards), count, f"{answers.role} {answers.name}" if answers else ""),
        "lacking": lacking,
        "count": counted(count, "elev", "elever"),
        "carriers": carriers(scope, unit.id, holder, cases),
        "wishes": wishes,
        "offers": offers,
        "soon": soon,
        "may_appoint": unit.id in may_appoint.units,
        "functions": functions(),
    }
    given = {case for group in lacking for case, _, _ in group.pupils}
    given |= {card.case for card, _ in wishes} | {row.case for row in offers} | {card.case for card, _ in soon}
    scope.trail.gives_out(given)
    return render(request, "trygghetsperson/school.html", shown)


@act(Action.TRYGGHETSPERSON_APPOINT)
def of_class(request: ReaderRequest, group_id: UUID) -> HttpResponse:
    """One adult for those of a class who have nobody: the mentor, unless another is chosen."""
    group = Group.objects.filter(id=group_id, ended_on=None).select_related("unit").first()
    if group is None or group.unit_id not in reach(request.reader, Action.TRYGGHETSPERSON_APPOINT).units:
        raise Http404
    rows = people.pupils(request.scope, class_name=group.name, unit=group.unit_id)
    cards = list(people.cards(request.scope, [row.case for row in rows]).values())
    waiting = {case for row in without(request.scope, cards) for case, _, _ in row.pupils}
    pupils = [card for card in cards if card.case in waiting]
    request.scope.trail.gives_out(card.case for card in pupils)
    if not pupils:
        messages.info(request, f"Alla i {group.name} har en trygghetsperson.")
        return ended(redirect("trust_school"), Outcome.NOT_DONE)
    staff = people.colleagues(request.scope, pupils[0])
    mentor = next((str(row.person_id) for row in mentors_of(group.id, request.scope.today)), "")
    form = ClassForm(request.POST or None, pupils=pupils, staff=staff, mentor=mentor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = [CaseId(UUID(case)) for case in told["pupils"]]
        try:
            for case in chosen:
                demand(request, Action.TRYGGHETSPERSON_APPOINT, case=case, unit=UnitId(group.unit_id))
                actions.appoint(
                    case=case,
                    person=UUID(told["person"]),
                    asked=Asked(told["asked"]),
                    by=request.reader,
                    now=request.now,
                )
        except Barred as closed:
            form.add_error("person", str(closed))
        else:
            name = next(row.name for row in staff if str(row.person_id) == told["person"])
            messages.success(request, f"{name} är trygghetsperson för {counted(len(chosen), 'elev', 'elever')}.")
            return aimed(redirect("trust_school"), *chosen)
    shown = {"form": form, "group": group, "count": counted(len(pupils), "elev", "elever")}
    page = render(request, "trygghetsperson/class.html", shown, status=422 if form.errors else 200)
    return ended(page, Outcome.NOT_DONE) if form.errors else page


def _unit(request: ReaderRequest) -> Unit:
    """The school asked for, or the first of the reader's; Http404 when there is none."""
    units = kept_units(request.reader, Action.TRYGGHETSPERSON_SCHOOL_READ)
    asked = request.GET.get("skola", "")
    found = next((unit for unit in units if str(unit.id) == asked or not asked), None)
    if found is None:
        raise Http404
    return found


def _pupils(request: ReaderRequest, unit: Unit) -> Sequence[PupilCard]:
    """The pupils of the school, and those protected whom the reader is named for there."""
    rows = people.pupils(request.scope, unit=unit.id)
    return list(people.cards(request.scope, [row.case for row in rows]).values())
