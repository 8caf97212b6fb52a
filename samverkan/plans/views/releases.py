"""Menprövning: asking for it, signing it, ending it. Only the asker and the named decider meet a request at all."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.consent import releases, releasing
from samverkan.consent.passed_by import SaidNo, noes
from samverkan.consent.releases import ReleaseRow
from samverkan.consent.releasing import Receiver
from samverkan.consent.wording import use_of
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import counted, day, first_name, sentence
from samverkan.plans.page import Crumb, address, allowed
from samverkan.plans.release_forms import DecisionForm, HandOverForm, RequestForm
from samverkan.plans.release_words import decision_facts, no_way, request_facts, stands, thing_words, title
from samverkan.plans.releasing import (
    Choice,
    Opening,
    Person,
    Piece,
    choices,
    chosen,
    deciders,
    opening,
    person_named,
    persons,
    pieces,
    said_no,
    weighed_for,
)
from samverkan.plans.views.consents import usual_end
from samverkan.policy.acting import Action
from samverkan.policy.consenting import ASKED_FOR, USUAL
from samverkan.policy.releasing import asks_in_private
from samverkan.policy.vocabulary import PersonId, Purpose


@act(Action.RELEASES_READ)
def releases_page(request: ReaderRequest) -> HttpResponse:
    """Every request that is the reader's own."""
    rows = releases.releases(request.scope)
    cards = people.cards(request.scope, [row.case for row in rows])
    listed = [(row, cards[row.case], title(row, cards[row.case].first_name)) for row in rows if row.case in cards]
    shown = {
        "to_decide": [one for one in listed if one[0].waits and one[0].mine_to_decide],
        "waiting": [one for one in listed if one[0].waits and not one[0].mine_to_decide],
        "decided": [one for one in listed if not one[0].waits],
    }
    return render(request, "plans/releases.html", shown)


@act(Action.RELEASE_ASK)
def release_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """For whom and what, among that which a person may weigh; then what the law says of it, and why it is needed."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.RELEASE_ASK, case=card.case, unit=card.unit)
    offered = pieces(request.scope, card)
    known = persons(request.scope, card, only_self=not _asks(request, card))
    piece = chosen(offered, request.GET.get("sak", ""))
    person = person_named(known, request.GET.get("till", ""))
    if piece is None or person is None:
        return _chosen_among(request, card, choices(offered, known), person)
    purpose = next((one for one in ASKED_FOR if one.value == request.GET.get("andamal")), USUAL)
    return asking_page(request, card, opening(request.scope, card, piece, person, purpose))


def _chosen_among(
    request: ReaderRequest, card: PupilCard, found: tuple[Choice, ...], person: Person | None
) -> HttpResponse:
    """Who needs to know, then what. Where there is only one to ask for, what at once."""
    if person is None and len(found) == 1:
        person = found[0].person
    things = next((choice.pieces for choice in found if choice.person is person), ())
    shown = {
        "card": card,
        "person": person,
        "own": person is not None and person.id == request.reader.person,
        "things": [
            (sentence(thing_words(piece, purpose, card.first_name)), _choice(card, person, piece, purpose))
            for piece, purpose in things
        ],
        "persons": [
            (one.person.label, counted(len(one.pieces), "uppgift", "uppgifter"), _choice(card, one.person))
            for one in found
            if one.person is not person
        ],
        "all_url": address("release_new", card),
        "ask_url": address("consent_ask", card) if not things and _asks(request, card) else "",
        "private": asks_in_private(request.reader, card.case),
        "trail": _trail(card, "Begär en bedömning"),
        "back": address("pupil", card),
    }
    return render(request, "plans/release_choose.html", shown)


def asking_page(request: ReaderRequest, card: PupilCard, found: Opening) -> HttpResponse:
    """What the law says of one thing for one person, and asking whoever may weigh it."""
    form = RequestForm(request.POST or None, deciders=_options(found.deciders))
    can = found.can_be_weighed and bool(found.deciders)
    if request.method == "POST" and can and form.is_valid():
        told = form.cleaned_data
        decider = person_named(found.deciders, told["decider"])
        assert decider is not None
        try:
            made = releasing.ask(
                asked=found.cell,
                kinds=sorted(found.piece.thing.kinds),
                matter=found.piece.matter,
                receiver=found.receiver,
                use=told["use"],
                why=told["why"],
                rule=found.decision.rule,
                provisions=[harm.provision for harm in found.ways],
                decider=decider.id,
                purpose=found.purpose,
                by=request.reader,
                now=request.now,
            )
            promised = day(made.promised_on)
            messages.success(request, f"Begäran är skickad till {decider.label}. Svar senast {promised}.")
            return redirect("release", pupil_id=card.case, release_id=made.id)
        except releasing.NotReleased as refusal:
            form.add_error(None, str(refusal))
    shown = {
        "card": card,
        "found": found,
        "form": form if can else None,
        "stands": stands(found, card.first_name),
        "use": use_of(found.purpose, card.first_name),
        "noes": said_no(request.scope, found),
        "others": [
            (sentence(use_of(one, card.first_name)), _choice(card, found.person, found.piece, one))
            for one in weighed_for(found.piece, found.person)
            if one is not found.purpose
        ],
        "no_way": "" if can else no_way(found, of_the_family=asks_in_private(request.reader, card.case)),
        "goal": day(releasing.promised_on(found.cell.huvudman, request.scope.today, unit=found.cell.unit)),
        "ask_url": address("consent_ask", card) if found.decision.givers and _asks(request, card) else "",
        "trail": _trail(card, "Begär en bedömning"),
        "back": address("pupil", card),
    }
    return render(request, "plans/release_new.html", shown, status=422 if form.errors else 200)


@act(Action.RELEASE_READ)
def release(request: ReaderRequest, pupil_id: UUID, release_id: UUID) -> HttpResponse:
    """The request, and the answer when there is one."""
    card = people.pupil(request.scope, pupil_id)
    row = releases.release(request.scope, card.case, release_id)
    shown = {
        "card": card,
        "row": row,
        "title": title(row, card.first_name),
        "asked": request_facts(row, card.first_name),
        "decided": decision_facts(row),
        "trail": _trail(card, title(row, card.first_name)),
        "decide_url": _url("release_decide", row) if row.waits and row.mine_to_decide else "",
        "hand_over_url": _url("release_hand_over", row) if _may_hand_over(row) else "",
        "end_url": _url("release_end", row) if _may_end(request, row) else "",
        "again_url": _again(row) if not row.waits and row.asker_id == request.reader.person else "",
        "private": is_private(request, row),
    }
    return render(request, "plans/release.html", shown)


@act(Action.RELEASE_DECIDE)
def release_decide(request: ReaderRequest, pupil_id: UUID, release_id: UUID) -> HttpResponse:
    """The decider's page: what is asked, what the law says must be weighed, and the outcome, which nobody suggests."""
    card = people.pupil(request.scope, pupil_id)
    row = _mine(request, card, release_id)
    ways = releases.ways(request.scope, row.id)
    role = f"{row.receiver_role.label}, {row.organisation}" if row.receiver_organisation else ""
    written = releases.written(request.scope, row.id)
    form = DecisionForm(
        request.POST or None,
        provisions=[(harm.provision, harm.provision) for harm in ways],
        kinds=row.kinds,
        written=written,
        person=row.receiver.rsplit(", ", 1)[0],
        role=role,
        today=request.scope.today,
        ends_on=usual_end(request, card),
        last=releasing.last_day(card.case, request.scope.today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            releasing.sign(request=row.id, signed=form.signed, by=request.reader, now=request.now)
            messages.success(request, f"Bedömningen är sparad med ditt namn. {first_name(row.asker)} får veta det.")
            return redirect("release", pupil_id=card.case, release_id=row.id)
        except releasing.NotReleased as refusal:
            form.add_error(None, str(refusal))
    shown = {
        "card": card,
        "row": row,
        "title": title(row, card.first_name),
        "asked": request_facts(row, card.first_name),
        "ways": ways,
        "noes": noes_for(row, request.scope.today),
        "written": written,
        "form": form,
        "trail": _trail(card, "Bedöm"),
        "back": _url("release", row),
    }
    return render(request, "plans/release_decide.html", shown, status=422 if form.errors else 200)


@act(Action.RELEASE_HAND_OVER)
def release_hand_over(request: ReaderRequest, pupil_id: UUID, release_id: UUID) -> HttpResponse:
    """The named decider, or the asker when the promised day has passed, lets somebody else take over."""
    card = people.pupil(request.scope, pupil_id)
    row = releases.release(request.scope, card.case, release_id)
    if not _may_hand_over(row):
        raise Http404
    others = _others(request, card, row)
    form = HandOverForm(request.POST or None, deciders=_options(others))
    if request.method == "POST" and form.is_valid():
        to = PersonId(UUID(form.cleaned_data["decider"]))
        try:
            releasing.hand_over(request=row.id, to=to, by=request.reader, now=request.now)
            messages.success(request, "Bedömningen är överlämnad.")
            return redirect("releases")
        except releasing.NotReleased as refusal:
            form.add_error(None, str(refusal))
    shown: dict[str, Any] = {
        "card": card,
        "form": form if others else (),
        "heading": "Lämna över bedömningen",
        "text": "Den som tar över läser begäran. Du ser den inte längre, om du inte själv har frågat."
        if others
        else "Ingen annan som du känner till kan bedöma det här. Be rektor lägga till någon i teamet.",
        "verb": "Lämna över",
        "back": _url("release", row),
    }
    template = "plans/form.html" if others else "plans/release_nobody.html"
    return render(request, template, shown, status=422 if form.errors else 200)


@act(Action.RELEASE_END)
def release_end(request: ReaderRequest, pupil_id: UUID, release_id: UUID) -> HttpResponse:
    """Whoever signed closes it before its day."""
    card = people.pupil(request.scope, pupil_id)
    row = releases.release(request.scope, card.case, release_id)
    if not _may_end(request, row):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    releasing.end(request=row.id, by=request.reader, now=request.now)
    messages.success(request, "Det är stängt. Ingen läser det längre på grund av din bedömning.")
    return redirect("release", pupil_id=card.case, release_id=row.id)


def is_private(request: ReaderRequest, row: ReleaseRow) -> bool:
    """Whether the asker asks as a private person, who may have a no in writing (OSL 6:3)."""
    return row.asker_id == request.reader.person and asks_in_private(request.reader, row.case)


def _mine(request: ReaderRequest, card: PupilCard, release_id: UUID) -> ReleaseRow:
    row = releases.release(request.scope, card.case, release_id)
    if not (row.waits and row.mine_to_decide):
        raise Http404
    return row


def _others(request: ReaderRequest, card: PupilCard, row: ReleaseRow) -> tuple[Person, ...]:
    """Those who may weigh it too, as the law says today."""
    receiver = next((one for one in persons(request.scope, card, only_self=False) if one.id == row.receiver_id), None)
    piece = next((one for one in pieces(request.scope, card) if one.matter == row.matter), None)
    if receiver is None or piece is None:
        return ()
    found = opening(request.scope, card, piece, receiver, row.purpose)
    besides = (row.asker_id, row.receiver_id, row.decider_id)
    return deciders(request.scope, card, found.decision, found.cell, besides=besides)


def noes_for(row: ReleaseRow, today: date) -> tuple[SaidNo, ...]:
    """For the one who weighs: who has said no to the same thing."""
    receiver = Receiver(row.receiver_id, row.receiver_role, row.receiver_organisation)
    return noes(row.asked, row.kinds, receiver, row.purpose, today)


def _may_hand_over(row: ReleaseRow) -> bool:
    return row.waits and (row.mine_to_decide or row.late)


def _may_end(request: ReaderRequest, row: ReleaseRow) -> bool:
    return row.holds and row.decided is not None and row.decided.by_id == request.reader.person


def _asks(request: ReaderRequest, card: PupilCard) -> bool:
    return allowed(request, Action.CONSENT_ASK, card)


def _options(known: tuple[Person, ...]) -> list[tuple[str, str]]:
    return [(str(one.id), one.label) for one in known]


def _url(name: str, row: ReleaseRow) -> str:
    return reverse(name, kwargs={"pupil_id": row.case, "release_id": row.id})


def _choice(card: PupilCard, person: Person | None, piece: Piece | None = None, purpose: Purpose = USUAL) -> str:
    """The next page of a request, for the person, the thing and the purpose chosen so far."""
    query = {"till": "" if person is None else str(person.id)} | ({} if piece is None else {"sak": piece.slug})
    query |= {} if purpose is USUAL else {"andamal": purpose.value}
    return f"{address('release_new', card)}?{urlencode(query)}"


def _again(row: ReleaseRow) -> str:
    """The same person needs to know; what, may be something else by now."""
    return f"{reverse('release_new', kwargs={'pupil_id': row.case})}?{urlencode({'till': str(row.receiver_id)})}"


def _trail(card: PupilCard, last: str) -> tuple[Crumb, ...]:
    return (Crumb(card.name, address("pupil", card)), Crumb("Bedömningar", reverse("releases")), Crumb(last))
