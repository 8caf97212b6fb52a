"""The leaving school's pages: where the handover stands, what goes along, the review, sending, and ending it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.handovers import actions, papers, steps
from samverkan.handovers.forms import BeginForm, ContentsForm, EndForm, ReviewForm
from samverkan.handovers.leaver import leaver
from samverkan.handovers.models import EndReason
from samverkan.handovers.package import Package, Text, package
from samverkan.handovers.queries import Progress, along, latest
from samverkan.handovers.receivers import question_of, units_to
from samverkan.handovers.stages import Stage
from samverkan.handovers.weighing import CAN_BE_WEIGHED, to_weigh
from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import possessive
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.handing_out import hand_out
from samverkan.plans.page import Crumb, allowed
from samverkan.plans.views.releases import asking_page
from samverkan.policy.acting import Action
from samverkan.policy.facts import ADULT_AT, age_on
from samverkan.policy.handing_over import Going

HOME = "handover"
Group = tuple[str, str, bool, list[tuple[Text, bool]]]
"""Texts that go alike: a word, a heading, whether they may be chosen, and each with whether it is."""


@act(Action.HANDOVER_READ)
def handover(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Where it stands, step by step. Nobody learns that there is none by asking."""
    card = leaver(request.scope, pupil_id)
    demand(request, Action.HANDOVER_READ, case=card.case, unit=card.unit)
    found, writes = latest(request.scope, card.case), allowed(request, Action.HANDOVER_WRITE, card)
    if found is None and not writes:
        raise Http404
    rows = along(request.scope, found.row) if found is not None else ()
    sends = allowed(request, Action.HANDOVER_SEND, card)
    prints = found is not None and found.chosen and allowed(request, Action.HANDOVER_PRINT, card)
    ends = found is not None and found.running and sends
    shown = {
        "card": card,
        "found": found,
        "steps": steps.of_sender(found, writes=writes, sends=sends, goes=sum(row.goes for row in rows))
        if found is not None
        else (),
        "goes": [row for row in rows if row.goes],
        "stays": [row for row in rows if not row.goes],
        "new_url": _to("handover_new", card) if writes and (found is None or not found.running) else "",
        "paper_url": _to("handover_paper", card, "skolan") if prints and found and not found.inside else "",
        "family_url": _to("handover_paper", card, papers.FOR_FAMILY) if prints else "",
        "end_url": _to("handover_end", card) if ends else "",
        "trail": trail(card, "Lämna över till ny skola"),
    }
    return render(request, "handovers/handover.html", shown)


@act(Action.HANDOVER_WRITE)
def begin(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """To whom, and from which day."""
    card = leaver(request.scope, pupil_id)
    demand(request, Action.HANDOVER_WRITE, case=card.case, unit=card.unit)
    form = BeginForm(request.POST or None, units=units_to(card), today=request.scope.today, sealed=card.sealed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(
                card=card,
                to=form.receiver,
                begins_on=form.cleaned_data["begins_on"],
                by=request.reader,
                now=request.now,
            )
        except actions.AlreadyRunning as running:
            messages.info(request, str(running))
            return ended(redirect(HOME, pupil_id=card.case), Outcome.NOT_DONE)
        except ValueError as otherwise:
            form.add_error("name", str(otherwise))
        else:
            return redirect("handover_contents", pupil_id=card.case)
    text = "Du väljer vad som följer med, går igenom det med eleven och vårdnadshavarna, och skickar sedan."
    return form_page(
        request,
        card,
        form,
        f"Lämna över {card.first_name} till en ny skola",
        "Fortsätt",
        template="handovers/begin.html",
        text=text,
    )


@act(Action.HANDOVER_WRITE)
def contents(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What goes along: each text with the law's answer for the receiver."""
    card, found = _draft(request, pupil_id, Action.HANDOVER_WRITE)
    offered = _package(request, card, found)
    form = ContentsForm(request.POST or None, package=offered, initial=_chosen(request, found, offered))
    copied = clean_of_copies(request.scope, card, form) if request.method == "POST" and form.is_valid() else ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def save() -> None:
            actions.choose(
                handover=found.row,
                going=form.going,
                left_out=form.left_out,
                works=said["works"],
                first_week=said["first_week"],
                by=request.reader,
                now=request.now,
            )

        return done(request, card, save, "Sparat. Gå nu igenom det med eleven och vårdnadshavarna.")
    picked = set(form["go"].value() or ())
    shown = {
        "card": card,
        "found": found,
        "form": form,
        "copied": copied,
        "may_take_in": allowed(request, Action.TAKE_IN, card),
        "groups": _groups(card, offered, picked),
        "staying": offered.staying,
        "may_weigh": found.inside and _goes_here(request, card),
        "ask_url": reverse("consent_ask", args=[card.case]) if _can_ask(request, card, found) else "",
        "back": _to(HOME, card),
        "trail": trail(card, "Vad följer med?", _to(HOME, card)),
    }
    return render(request, "handovers/contents.html", shown, status=422 if form.errors else 200)


@act(Action.RELEASE_ASK)
def weigh(request: ReaderRequest, pupil_id: UUID, statement_id: UUID) -> HttpResponse:
    """Ask somebody who may weigh it whether one text can go along without a yes."""
    card, found = _draft(request, pupil_id, Action.HANDOVER_WRITE)
    demand(request, Action.RELEASE_ASK, case=card.case, unit=card.unit)
    texts = _package(request, card, found).of(*CAN_BE_WEIGHED)
    text = next((one for one in texts if one.id == statement_id), None)
    opening = None if text is None else to_weigh(request.scope, card, found.row, text)
    if opening is None or not _goes_here(request, card):
        raise Http404
    return asking_page(request, card, opening)


@act(Action.HANDOVER_WRITE)
def review(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """With whom it was gone through and what they said, or why it could not be."""
    card, found = _draft(request, pupil_id, Action.HANDOVER_WRITE)
    if not found.chosen:
        return redirect("handover_contents", pupil_id=card.case)
    rows = along(request.scope, found.row)
    form = ReviewForm(
        request.POST or None,
        persons=_family(request, card),
        may_object=[(str(row.statement), row.words) for row in rows if row.goes and not row.pointed_out],
        today=request.scope.today,
    )
    copied = clean_of_copies(request.scope, card, form) if request.method == "POST" and form.is_valid() else ()
    if request.method == "POST" and form.is_valid():
        what = form.what

        def save() -> None:
            actions.review(handover=found.row, what=what, by=request.reader, now=request.now)

        return done(request, card, save, "Genomgången är sparad.")
    return form_page(
        request,
        card,
        form,
        "Gå igenom det med eleven och vårdnadshavarna",
        "Spara",
        template="handovers/review.html",
        goes=[row for row in rows if row.goes],
        works=found.works,
        first_week=found.first_week,
        copied=copied,
        may_take_in=allowed(request, Action.TAKE_IN, card),
    )


@act(Action.HANDOVER_SEND)
def send(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A second look at what is sent and to whom, and then it is sent."""
    card = leaver(request.scope, pupil_id)
    demand(request, Action.HANDOVER_SEND, case=card.case, unit=card.unit)
    found = found_for(request, card)
    if request.method == "POST":

        def save() -> None:
            actions.send(handover=found.row, by=request.reader, now=request.now)

        said = (
            f"Skickad till {found.receiver}. Rektor där får ett brev utan namn."
            if found.inside
            else "Noterat. Skriv ut papperet, lämna det och skriv sedan vem som tog emot."
        )
        return done(request, card, save, said)
    if found.stage is not Stage.DRAFT:
        return redirect(HOME, pupil_id=card.case)
    shown = {
        "card": card,
        "found": found,
        "goes": [row for row in along(request.scope, found.row) if row.goes],
        "back": _to(HOME, card),
        "trail": trail(card, "Skicka", _to(HOME, card)),
    }
    return render(request, "handovers/send.html", shown)


@act(Action.HANDOVER_SEND)
def end(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """It comes to nothing: taken back, or the pupil stays."""
    card = leaver(request.scope, pupil_id)
    demand(request, Action.HANDOVER_SEND, case=card.case, unit=card.unit)
    found = found_for(request, card)
    if not found.running:
        return redirect(HOME, pupil_id=card.case)
    form = EndForm(request.POST or None, reasons=(EndReason.STAYS, EndReason.WITHDRAWN))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def save() -> None:
            actions.end(
                handover=found.row,
                because=EndReason(said["because"]),
                reason=said["reason"],
                by=request.reader,
                now=request.now,
            )

        return done(request, card, save, "Överlämningen är avslutad.")
    return form_page(request, card, form, "Avsluta överlämningen", "Avsluta")


@act(Action.HANDOVER_PRINT)
def paper(request: ReaderRequest, pupil_id: UUID, to: str) -> HttpResponse:
    """What is sent, on paper: for the family, or for a school outside."""
    card = leaver(request.scope, pupil_id)
    demand(request, Action.HANDOVER_PRINT, case=card.case, unit=card.unit)
    found = found_for(request, card)
    if not found.chosen or to not in ("skolan", papers.FOR_FAMILY) or (to == "skolan" and found.inside):
        raise Http404
    rows = along(request.scope, found.row)
    return hand_out(
        request,
        card,
        what="överlämningen",
        back=_to(HOME, card),
        filename="overlamning.pdf",
        made=lambda reader: papers.handover_paper(
            card, found, rows, family=to == papers.FOR_FAMILY, reader=reader, now=request.now
        ),
    )


def _groups(card: PupilCard, offered: Package, picked: set[str]) -> list[Group]:
    """The texts as the page lists them, the pupil's own words first."""
    own = [one for one in offered.of(Going.CHOICE) if one.first]
    found = [("egna-ord", f"{possessive(card.first_name)} egna ord", own)]
    for going in (Going.POINTED_OUT, Going.CHOICE, Going.AFTER_YES, Going.ASK, Going.WEIGH):
        found.append((going.value, going.label, [one for one in offered.of(going) if one not in own]))
    return [
        (slug, label, texts[0].going.open, [(one, str(one.id) in picked) for one in texts])
        for slug, label, texts in found
        if texts
    ]


def trail(card: PupilCard, here: str, home: str = "") -> tuple[Crumb, ...]:
    """The way here, by the pupil's own page where the reader still has it."""
    first = (Crumb("Elever", reverse("pupils")), Crumb(card.name, reverse("pupil", args=[card.case])))
    middle = (Crumb("Lämna över till ny skola", home),) if home else ()
    return (*(first if card.group or card.sealed else first[:1]), *middle, Crumb(here))


def _to(name: str, card: PupilCard, *more: str) -> str:
    return reverse(name, args=[card.case, *more])


def found_for(request: ReaderRequest, card: PupilCard) -> Progress:
    found = latest(request.scope, card.case)
    if found is None:
        raise Http404
    return found


def _draft(request: ReaderRequest, pupil_id: UUID, action: Action) -> tuple[PupilCard, Progress]:
    """The handover that is being prepared; what has been sent is not changed any more."""
    card = leaver(request.scope, pupil_id)
    demand(request, action, case=card.case, unit=card.unit)
    found = found_for(request, card)
    if found.stage is not Stage.DRAFT:
        raise Http404
    return card, found


def _package(request: ReaderRequest, card: PupilCard, found: Progress) -> Package:
    asked = question_of(found.row, born_on=card.born_on, today=request.scope.today)
    return package(request.scope, card, asked)


def _chosen(request: ReaderRequest, found: Progress, offered: Package) -> dict[str, Any]:
    """What was chosen last, or before that what the law points out."""
    first = {"works": found.works, "first_week": found.first_week}
    if not found.chosen:
        return first | {"go": [str(one.id) for one in offered.of(Going.POINTED_OUT)]}
    rows = along(request.scope, found.row)
    why_not = next((row.why_not for row in rows if row.why_not), "")
    return first | {"go": [str(row.statement) for row in rows if row.goes], "why_not": why_not}


def _family(request: ReaderRequest, card: PupilCard) -> list[tuple[str, str]]:
    """The pupil, and the guardians of one who is not of age. Never one who may learn nothing about the pupil."""
    persons = [(str(card.person_id), card.first_name)]
    if card.born_on is not None and age_on(card.born_on, request.scope.today) >= ADULT_AT:
        return persons
    rows = people.guardians(request.scope, card)
    return persons + [(str(row.person_id), f"{row.name}, {row.relation}") for row in rows if not row.barred]


def _can_ask(request: ReaderRequest, card: PupilCard, found: Progress) -> bool:
    """Whether a yes for the change of school can be asked for: to a school here, of a pupil who still goes here."""
    return found.inside and _goes_here(request, card) and allowed(request, Action.CONSENT_ASK, card)


def _goes_here(request: ReaderRequest, card: PupilCard) -> bool:
    """Whether the pupil's own pages are open to the reader: a register may have moved the pupil already."""
    return card.case in people.cards(request.scope, [card.case])


def done(request: ReaderRequest, card: PupilCard, save: Callable[[], None], said: str) -> HttpResponse:
    try:
        save()
    except actions.NotDone as why:
        messages.error(request, str(why))
        return ended(redirect(HOME, pupil_id=card.case), Outcome.NOT_DONE)
    messages.success(request, said)
    return redirect(HOME, pupil_id=card.case)


def form_page(
    request: ReaderRequest,
    card: PupilCard,
    form: Any,
    heading: str,
    verb: str,
    *,
    template: str = "handovers/form.html",
    **more: Any,
) -> HttpResponse:
    shown = {
        "card": card,
        "form": form,
        "heading": heading,
        "verb": verb,
        "back": _to(HOME, card),
        "trail": trail(card, heading, _to(HOME, card)),
        **more,
    }
    return render(request, template, shown, status=422 if form.errors else 200)
