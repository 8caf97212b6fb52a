"""The adult's own page: for whom one is there, days away, and the role handed over and received."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.journal.acts import ReaderRequest, act, aimed, ended
from samverkan.journal.models import Outcome
from samverkan.people import queries as people
from samverkan.people.adults import trygghetsperson
from samverkan.people.barring import Barred
from samverkan.people.queries import Colleague, PupilCard
from samverkan.people.trusting import NotPossible, end_stand_in, stand_in
from samverkan.people.wording import counted, day_with_year
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.trygghetsperson import actions
from samverkan.trygghetsperson.forms import AwayForm, DeclineForm, HandOverForm, ReceiptForm
from samverkan.trygghetsperson.functions import outside_school
from samverkan.trygghetsperson.models import HandOver, Why
from samverkan.trygghetsperson.queries import Offered, OwnPupil, offer_row, offered, own_pupils


@act(Action.TRYGGHETSPERSON_OWN_READ)
def own(request: ReaderRequest) -> HttpResponse:
    """For whom I am there, what I am asked to take over, and what I have offered."""
    scope = request.scope
    mine = own_pupils(scope, scope.reader.person)
    to_me = [row for row in offered(scope, receiver=scope.reader.person) if row.waits]
    shown = {
        "named": [row for row in mine if not row.for_whom],
        "placed": [row for row in mine if row.for_whom],
        "to_me": to_me,
        "open": any(not row.sealed for row in mine if not row.for_whom),
        "person": scope.reader.person,
    }
    scope.trail.gives_out([*(row.case for row in mine), *(row.case for row in to_me)])
    return render(request, "trygghetsperson/own.html", shown)


@act(Action.TRYGGHETSPERSON_STAND_IN)
def away(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Somebody answers while the trygghetsperson is away. The pupil's page says so openly."""
    whose = _chosen(request, _roles_of(request, person_id))
    staff = _others(request, whose, person_id)
    pupils = [(str(row.case), row.name) for row in whose]
    form = AwayForm(request.POST or None, pupils=pupils, staff=staff, today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            for case in form.each:
                stand_in(
                    case=CaseId(UUID(case)),
                    person=form.stand_in_for(case),
                    begins_on=told["begins_on"],
                    ends_on=told["ends_on"],
                    by=request.reader,
                    now=request.now,
                )
        except (Barred, NotPossible) as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"Sparat för {counted(len(whose), 'elev', 'elever')}. Det står på elevens sida.")
            return aimed(_back(request, person_id), *(row.case for row in whose))
    shown = {
        "form": form,
        "name": _name(person_id),
        "back": _back_url(request, person_id),
    }
    return render(request, "trygghetsperson/away.html", shown, status=422 if form.errors else 200)


@require_POST
@act(Action.TRYGGHETSPERSON_STAND_IN)
def back(request: ReaderRequest, pupil_id: UUID, stand_in_id: UUID) -> HttpResponse:
    """The trygghetsperson is back before the day."""
    card = people.pupil(request.scope, pupil_id)
    named = trygghetsperson(request.scope, card.case)
    _of_own(request, card)
    end_stand_in(case=card.case, row=stand_in_id, now=request.now)
    messages.success(request, "Ersättaren svarar inte längre.")
    return _back(request, named.person_id if named is not None else request.reader.person)


@act(Action.TRYGGHETSPERSON_HAND_OVER)
def hand_over(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Hand over all, or some: to whom, from when, and what the next one needs to know. Looked through, then sent."""
    whose = _chosen(request, _roles_of(request, person_id))
    staff = _others(request, whose, person_id)
    pupils = [(str(row.case), row.first_name) for row in whose]
    form = HandOverForm(
        request.POST or None,
        pupils=pupils,
        staff=staff,
        places=outside_school(),
        today=request.scope.today,
        initial={"why": Why.OF_AGE if len(whose) == 1 and whose[0].of_age else ""},
    )
    rows = [(row, form[f"note_{row.case}"], form[f"told_{row.case}"]) for row in whose]
    shown = {"form": form, "rows": rows, "name": _name(person_id), "back": _back_url(request, person_id)}
    if request.method != "POST" or not form.is_valid() or "andra" in request.POST:
        page = render(request, "trygghetsperson/hand_over.html", shown, status=422 if form.errors else 200)
        return ended(page, Outcome.NOT_DONE) if form.errors else page
    if "klart" not in request.POST:
        names = {row.person_id: row.name for row in staff}
        said = [(row, _to_whom(form, str(row.case), names)) for row in whose]
        shown |= {"said": said, "kept": _typed(request), "on": day_with_year(form.cleaned_data["takes_over_on"])}
        return ended(render(request, "trygghetsperson/hand_over_check.html", shown), Outcome.OPENED)
    try:
        for row in whose:
            _offer(request, form, row)
    except (Barred, NotPossible) as closed:
        form.add_error(None, str(closed))
        return ended(render(request, "trygghetsperson/hand_over.html", shown, status=422), Outcome.NOT_DONE)
    messages.success(
        request, f"{counted(len(whose), 'uppdrag', 'uppdrag')} väntar på kvitto. Du har kvar dem tills dess."
    )
    return aimed(_back(request, person_id), *(row.case for row in whose))


@act(Action.TRYGGHETSPERSON_RECEIVE)
def offer(request: ReaderRequest, offer_id: UUID) -> HttpResponse:
    """One offer: receive or decline it; or, for the one who offered, take it back or write down who received it."""
    found = next(iter(offered(request.scope, row=offer_id)), None)
    if found is None:
        raise Http404
    row = offer_row(request.scope, offer_id)
    card = people.pupil(request.scope, found.case)
    mine = row.receiver_id == request.reader.person
    gives = found.giver_id == request.reader.person or _may_appoint(request, card)
    if not (mine or gives):
        raise Http404
    decline = DeclineForm(request.POST if request.POST.get("gor") == "nej" else None)
    receipt = ReceiptForm(request.POST if request.POST.get("gor") == "kvitto" else None)
    if request.method == "POST" and found.waits:
        done = _answered(request, found, row, decline, receipt, mine=mine, gives=gives)
        if done:
            messages.success(request, done)
            return aimed(redirect("own_roles"), found.case)
    shown = {"offer": found, "card": card, "mine": mine, "gives": gives, "decline": decline, "receipt": receipt}
    wrong = bool(decline.errors or receipt.errors)
    return render(request, "trygghetsperson/offer.html", shown, status=422 if wrong else 200)


@require_POST
@act(Action.TRYGGHETSPERSON_HAND_OVER)
def let_go(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A pupil who has come of age wants nobody: the role ends."""
    card = people.pupil(request.scope, pupil_id)
    row = _of_own(request, card)
    if not row.of_age:
        raise Http404
    actions.let_go(case=card.case, by=request.reader, now=request.now)
    messages.success(
        request, f"{card.first_name} har ingen trygghetsperson längre. Rektor svarar om {card.first_name} frågar."
    )
    return redirect("own_roles")


def _answered(
    request: ReaderRequest,
    found: Offered,
    offer: HandOver,
    decline: DeclineForm,
    receipt: ReceiptForm,
    *,
    mine: bool,
    gives: bool,
) -> str:
    """What became of it, in words; empty when the form must be mended."""
    does = request.POST.get("gor")
    if does == "ja" and mine:
        actions.receive(row=offer, by=request.reader, now=request.now)
        return f"Du är trygghetsperson för {found.pupil} från {found.takes_over}."
    if does == "nej" and mine and decline.is_valid():
        actions.decline(row=offer, reason=decline.cleaned_data["reason"], by=request.reader, now=request.now)
        return f"{found.giver} får veta att du inte kan ta emot."
    if does == "tillbaka" and gives:
        actions.take_back(row=offer, now=request.now)
        return "Överlämningen är tillbakatagen."
    if does == "kvitto" and gives and found.outside and receipt.is_valid():
        actions.note_receipt(row=offer, name=receipt.cleaned_data["name"], by=request.reader, now=request.now)
        return f"Kvittot är sparat. {found.to} har tagit över."
    return ""


def _offer(request: ReaderRequest, form: HandOverForm, row: OwnPupil) -> None:
    told, case = form.cleaned_data, str(row.case)
    receiver = form.receiver_of(case)
    actions.offer(
        case=row.case,
        why=Why(told["why"]),
        receiver=receiver,
        place="" if receiver else told["place"].strip(),
        takes_over_on=told["takes_over_on"],
        note=told[f"note_{case}"].strip(),
        told_on=request.scope.today if told[f"told_{case}"] else None,
        by=request.reader,
        now=request.now,
    )


def _to_whom(form: HandOverForm, case: str, names: dict[PersonId, str]) -> str:
    receiver = form.receiver_of(case)
    return names.get(PersonId(receiver), "") if receiver else form.cleaned_data["place"]


def _typed(request: ReaderRequest) -> list[tuple[str, str]]:
    """What was typed, carried through the page where it is looked through."""
    beside = {"csrfmiddlewaretoken", "klart", "andra"}
    return [(name, value) for name, value in request.POST.items() if name not in beside and isinstance(value, str)]


def _roles_of(request: ReaderRequest, person: UUID) -> tuple[OwnPupil, ...]:
    """The roles of a person that the reader may change: one's own, or those at one's school. Http404 for none."""
    rows = [row for row in own_pupils(request.scope, PersonId(person)) if not row.for_whom]
    if person != request.reader.person:
        cards = people.cards(request.scope, [row.case for row in rows])
        rows = [row for row in rows if row.case in cards and _may_appoint(request, cards[row.case])]
    if not rows:
        raise Http404
    return tuple(rows)


def _chosen(request: ReaderRequest, rows: tuple[OwnPupil, ...]) -> tuple[OwnPupil, ...]:
    """The pupil asked for, or all but those with protected identity: few are named for them, so they go one by one."""
    only = request.GET.get("elev", "")
    found = tuple(row for row in rows if (str(row.case) == only if only else not row.sealed))
    if not found:
        raise Http404
    request.scope.trail.gives_out(row.case for row in found)
    return found


def _of_own(request: ReaderRequest, card: PupilCard) -> OwnPupil:
    """The role as the reader may change it, or Http404."""
    named = trygghetsperson(request.scope, card.case)
    if named is None:
        raise Http404
    row = next((one for one in _roles_of(request, named.person_id) if one.case == card.case), None)
    if row is None:
        raise Http404
    request.scope.trail.gives_out([row.case])
    return row


def _may_appoint(request: ReaderRequest, card: PupilCard) -> bool:
    return may(request.reader, Action.TRYGGHETSPERSON_APPOINT, case=card.case, unit=card.unit).allowed


def _others(request: ReaderRequest, rows: Sequence[OwnPupil], person: UUID) -> list[Colleague]:
    """Those at the school who could answer for every one of the pupils."""
    cards = list(people.cards(request.scope, [row.case for row in rows]).values())
    each = [people.colleagues(request.scope, card) for card in _one_of_each_school(cards)]
    shared = set.intersection(*({row.person_id for row in staff} for staff in each)) if each else set()
    return [row for row in (each[0] if each else ()) if row.person_id in shared and row.person_id != person]


def _one_of_each_school(cards: Sequence[PupilCard]) -> list[PupilCard]:
    """One pupil of each unit, and each protected one: they share their colleagues."""
    found: dict[object, PupilCard] = {}
    for card in cards:
        found.setdefault(card.case if card.sealed else card.unit, card)
    return list(found.values())


def _name(person: UUID) -> str:
    return people.names([person]).get(person, "")


def _back_url(request: ReaderRequest, person: UUID) -> str:
    return reverse("own_roles") if person == request.reader.person else reverse("trust_school")


def _back(request: ReaderRequest, person: UUID) -> HttpResponse:
    return redirect(_back_url(request, person))
