"""Receptionists of the meetings: find, ask, do, answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings import actions, drafting, inviting, meanwhile, queries
from samverkan.meetings.after.called_off import still_to_tell
from samverkan.meetings.before_page import BeforePage, before_page
from samverkan.meetings.checking import check_rows
from samverkan.meetings.editions import round_a_pupil
from samverkan.meetings.forms import MeetingForm
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.inviting import told_by_hand
from samverkan.meetings.planning import as_candidate, candidates, start, start_again
from samverkan.meetings.seating import Place, places
from samverkan.meetings.team.page import teams, units
from samverkan.meetings.warning import warnings
from samverkan.people import queries as people
from samverkan.people.actions import note_languages
from samverkan.people.barring import barred
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.plans.page import allowed, look_url
from samverkan.policy.acting import Action, may
from samverkan.post.queries import on_its_way


@require_safe
@act(Action.MEETINGS_READ)
def meetings(request: ReaderRequest) -> HttpResponse:
    """The reader's meetings: those to come, and those that have been, 25 at a time."""
    before = _border(request.GET.get("fore", "")) or request.now
    coming = queries.coming(request.scope) if "fore" not in request.GET else ()
    held = queries.held(request.scope, before=before, limit=queries.PAGE + 1)
    older = (
        f"?fore={held[queries.PAGE - 1].starts_at.isoformat()}".replace("+", "%2B") if len(held) > queries.PAGE else ""
    )
    shown = held[: queries.PAGE]
    plans = may(request.reader, Action.MEETING_PLAN).allowed
    drafts = queries.drafts(request.scope) if plans and "fore" not in request.GET else ()
    team = teams(request.scope) if "fore" not in request.GET else ()
    plans_team = bool(units(request.scope))
    request.scope.trail.gives_out(row.case for row in (*coming, *drafts, *shown))
    return render(
        request,
        "meetings/meetings.html",
        {
            "coming": coming,
            "drafts": drafts,
            "team": team,
            "team_url": reverse("team_new") if plans_team else "",
            "held": shown,
            "older_url": older,
            "further_back": "fore" in request.GET,
            "plan_url": reverse("choose_pupil", args=["mote"]) if plans else "",
            "deviations_url": reverse("deviations") if may(request.reader, Action.DEVIATIONS_READ).allowed else "",
        },
    )


@act(Action.MEETING_PLAN)
def plan(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The whole meeting on one page; then one looks at it before it is sent."""
    pupil = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEETING_PLAN, case=pupil.case, unit=pupil.unit)
    who = candidates(request.scope, pupil)
    form = MeetingForm(
        request.POST or None,
        who=who,
        name=pupil.first_name,
        begins=start(request.scope, pupil, who, asked=request.GET.get("dag", "")),
        kinds=round_a_pupil(pupil.cell.huvudman, on=request.scope.today),
        now=request.now,
    )
    copied = clean_of_copies(request.scope, pupil, form) if request.method == "POST" and form.is_valid() else ()
    if request.method == "POST" and form.is_valid():
        made = drafting.draft(request, pupil.case, form)
        note_languages(form.languages(), by=request.reader, now=request.now)
        return redirect("meeting_send", meeting_id=made.id)
    context = {"pupil": pupil, "form": form, "heading": "Planera möte", "back": reverse("pupil", args=[pupil.case])}
    context |= {"drafts": queries.drafts_round(request.scope, pupil.case)} | about_copies(request, pupil, copied)
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


@act(Action.MEETING_CHANGE)
def change(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The same page with the values as they stand."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    if head.row.team_id is not None:
        return _with_the_team(head)
    if head.held_before(request.now):
        return already_held(request, head)
    if request.method == "POST":
        head = held_again(request, head)
    seated = places(request.scope, head.row, head.card)
    team = candidates(request.scope, head.card)
    known = {candidate.person for candidate in team}
    closed = barred(head.card.case)
    who = (*team, *(as_candidate(place, closed) for place in seated if place.person not in known))
    stands = start_again(head, seated)
    mark = meanwhile.mark_of(sorted(stands.items()))
    form = MeetingForm(
        meanwhile.renewed(request.POST, mark, {}) if request.method == "POST" else None,
        initial=stands | {meanwhile.MARK: mark},
        who=who,
        name=head.card.first_name,
        begins=start(request.scope, head.card, who),
        kinds=(head.template,),
        now=request.now,
    )
    del form.fields["key"]  # the meeting is there already: nothing is made by this form
    late = request.method == "POST" and request.POST.get(meanwhile.MARK) != mark
    copied: tuple[Copied, ...] = ()
    differing = meanwhile.beside(form) if late else []
    if differing or (head.cancelled and form.is_bound):
        form.add_error(None, meanwhile.CANCELLED if head.cancelled else meanwhile.CHANGED)
    elif (
        request.method == "POST" and form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form))
    ):
        known = {place.person for place in places(request.scope, head.row, head.card)}
        actions.change(meeting=head.row, by=request.reader, now=request.now, known=known, **form.values())
        note_languages(form.languages(), by=request.reader, now=request.now)
        messages.success(request, f"Mötet är ändrat. {_whom_to_ring(request, head)}".strip())
        if head.sent:
            _say_clashes(request, meeting(request.scope, head.id), moved_from=head.starts_at)
        return redirect("meeting" if head.sent else "meeting_send", meeting_id=head.id)
    context = {"pupil": head.card, "form": form, "heading": "Ändra mötet", "back": reverse("meeting", args=[head.id])}
    return render(
        request,
        "meetings/plan.html",
        context
        | {
            "changing": True,
            "cancel_url": reverse("meeting_cancel", args=[head.id]),
            "cancel_text": "Ställ in mötet" if head.sent else "Kasta utkastet",
            "differing": differing,
        }
        | about_copies(request, head.card, copied),
        status=409 if form.non_field_errors() else 422 if form.errors else 200,
    )


@require_safe
@act(Action.MEETING_READ)
def before(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """S4 Före: are we ready?"""
    page = before_page(request.scope, meeting_id)
    demand(request, Action.MEETING_READ, case=page.head.card.case, unit=page.head.card.unit)
    shown = {
        "page": page,
        "trail": trail(page.head),
        "tab_list": tab_list(request, page.head, "meeting"),
        "look_url": look_url(request, page.head.card, reverse("meeting", args=[meeting_id])),
    }
    return render(request, "meetings/before.html", shown)


@require_POST
@act(Action.MEETING_CHANGE)
def tick(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Tick a row of the checklist, or take it back."""
    head = _for_change(request, meeting_id)
    if head.held_before(request.now):
        return already_held(request, head)
    row = request.POST.get("rad", "")
    if row in {check.row for check in head.template.checks if check.by_hand}:
        actions.tick(
            meeting=head.row, row=row, done=request.POST.get("klart") == "ja", by=request.reader, now=request.now
        )
    return redirect("meeting", meeting_id=head.id)


@require_POST
@act(Action.MEETING_CHANGE)
def order(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Put some topics last, so that somebody may leave before them."""
    head = _for_change(request, meeting_id)
    if head.held_before(request.now):
        return already_held(request, head)
    wanted = {topic for topic in map(as_uuid, request.POST.getlist("sist")) if topic is not None}
    actions.reorder(meeting=head.row, last=wanted, by=request.reader, now=request.now)
    messages.success(request, "Ordningen är ändrad.")
    return redirect("room", meeting_id=head.id)


@act(Action.MEETING_SEND)
def send(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Check the answers, then send. What would tell somebody too much is stopped, with what would mend it.

    Nobody is invited to a meeting that has begun.
    """
    page = before_page(request.scope, meeting_id)
    demand(request, Action.MEETING_SEND, case=page.head.card.case, unit=page.head.card.unit)
    if page.head.row.team_id is not None:
        return _with_the_team(page.head)
    if request.method == "POST" and not page.stops and page.may_change and not page.begun:
        sent = inviting.send(
            meeting=page.head.row,
            places=places(request.scope, page.head.row, page.head.card),
            link=request.build_absolute_uri(reverse("meeting", args=[page.head.id])),
            by=request.reader,
            now=request.now,
        )
        messages.success(request, _sent_words(sent, request.reader.person))
        back = redirect("meeting", meeting_id=page.head.id)
        return back if sent.mailed or sent.paper else ended(back, Outcome.NOT_DONE)
    return render(
        request,
        "meetings/send.html",
        {
            "page": page,
            "rows": check_rows(page),
            "how": _how(request, page),
            "trail": trail(page.head, "Kontrollera"),
            "warnings": warnings(request.scope, page.head),
        },
        status=422 if request.method == "POST" else 200,
    )


@act(Action.MEETING_CHANGE)
def cancel(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Call the meeting off, after a question: it cannot be undone."""
    head = _for_change(request, meeting_id)
    if head.held_before(request.now):
        return already_held(request, head)
    if head.cancelled:
        messages.info(request, "Mötet är redan inställt.")
        return redirect("meetings")
    by_hand = told_by_hand(head.row, places(request.scope, head.row, head.card))
    if request.method != "POST":
        return render(request, "confirm.html", _before_cancelling(head, by_hand))
    actions.cancel(meeting=head.row, by=request.reader, now=request.now)
    messages.success(
        request,
        f"Mötet är inställt. {_who_hears(by_hand)}".strip()
        if head.sent
        else "Utkastet är kastat. Ingen hade fått inbjudan.",
    )
    return redirect("meetings")


def _say_clashes(request: ReaderRequest, head: MeetingHead, *, moved_from: datetime) -> None:
    """What is worth a second thought about a new time. It stops nothing."""
    if head.starts_at != moved_from:
        for line in warnings(request.scope, head):
            messages.info(request, line)


def _with_the_team(head: MeetingHead) -> HttpResponse:
    """A row of an EHT has the time and the people of the EHT, and is sent with it."""
    return ended(redirect("team_meeting", team_id=head.row.team_id), Outcome.NOT_DONE)


def _whom_to_ring(request: ReaderRequest, head: MeetingHead) -> str:
    """Those who have no seat any more and have the invitation on paper: nothing else tells them."""
    names = listed(one.place.name for one in still_to_tell(request.scope, head))
    return f"Ring {names}: inbjudan gick på papper, och inget brev säger att platsen är borta." if names else ""


def _who_hears(by_hand: Sequence[Place]) -> str:
    """Whom a letter tells that the meeting is called off, and whom somebody must ring."""
    names = listed(one.name for one in by_hand)
    ring = f" {names} fick den på papper och får inget brev: ring och säg det." if names else ""
    return f"De som har fått inbjudan med mejl får ett brev om det.{ring}"


def _before_cancelling(head: MeetingHead, by_hand: Sequence[Place]) -> dict[str, object]:
    """The question, and who hears of it. A draft is thrown away, and nobody is told."""
    question, text, verb = (
        (
            "Ställa in mötet?",
            f"{_who_hears(by_hand)} Brevet säger inte varför.",
            "Ställ in mötet",
        )
        if head.sent
        else (
            "Kasta utkastet?",
            "Ingen har fått inbjudan, så ingen får veta något. Utkastet går inte att få tillbaka.",
            "Kasta utkastet",
        )
    )
    return {
        "question": question,
        "text": text,
        "facts": [
            ("Mötet", head.title),
            ("Plats", head.place or "Inte bestämd"),
            *([("Ring", listed(one.name for one in by_hand))] if by_hand else []),
        ],
        "verb": verb,
        "danger": True,
        "cancel_url": reverse("meeting", args=[head.id]),
    }


def trail(head: MeetingHead, here: str = "") -> list[dict[str, str]]:
    """The crumbs of a meeting's pages."""
    own = {"label": head.title, "url": reverse("meeting", args=[head.id]) if here else ""}
    team = (
        [{"label": head.template.name, "url": reverse("team_meeting", args=[head.row.team_id])}]
        if head.row.team_id
        else []
    )
    ends = [{"label": here, "url": ""}] if here else []
    return [{"label": "Möten", "url": reverse("meetings")}, *team, own, *ends]


def tab_list(request: ReaderRequest, head: MeetingHead, current: str) -> list[dict[str, object]]:
    """Före and Rummet, Under for those who may hold the meeting, and Efter once it has been."""
    holds = may(request.reader, Action.MEETING_HOLD, case=head.card.case, unit=head.card.unit).allowed
    under = [("Under", "meeting_during")] if holds and head.sent and not (head.cancelled or head.row.time_open) else []
    must = [("Innehåll", "meeting_contents")] if holds and head.template.required and not head.cancelled else []
    if head.row.over(request.now):
        under.append(("Efter", "meeting_after"))
    return [
        {"label": label, "url": reverse(name, args=[head.id]), "current": name == current}
        for label, name in (("Före", "meeting"), ("Rummet", "room"), *must, *under)
    ]


def already_held(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    """A meeting that has been is a fact: nothing of it is changed."""
    messages.info(request, "Mötet har varit och ändras inte längre.")
    return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)


def held_again(request: ReaderRequest, head: MeetingHead) -> MeetingHead:
    """The meeting as it stands when nobody else can change it any more."""
    actions.hold(meeting=head.row)
    return meeting(request.scope, head.id)


def as_uuid(said: str) -> UUID | None:
    """An id sent by a form; None when it is none."""
    try:
        return UUID(said)
    except ValueError:
        return None


def about_copies(request: ReaderRequest, card: PupilCard, copied: tuple[Copied, ...]) -> dict[str, object]:
    """What the form repeats of another's text, and whether the reader may take it in where it lies."""
    return {"copied": copied, "may_take_in": allowed(request, Action.TAKE_IN, card)}


def _for_change(request: ReaderRequest, meeting_id: UUID) -> MeetingHead:
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    return head


def _how(request: ReaderRequest, page: BeforePage) -> str:
    """How the invitation will reach those who have not got it."""
    closed = barred(page.head.card.case)
    left = [place for place in page.unsent if place.person not in closed]
    return inviting.before_sending(page.head.row, left, sender=request.reader.person)


def _sent_words(sent: inviting.Sent, sender: UUID) -> str:
    to = listed(place.name for place in sent.mailed)
    mailed = on_its_way("Inbjudan", to, sender=sender) if to else ""
    names = listed(place.name for place in sent.paper)
    paper = f"Inbjudan till {names} lämnar du på papper. Du skriver ut den under Att lämna på papper." if names else ""
    return " ".join(part for part in (mailed, paper) if part) or "Alla har redan fått inbjudan."


def _border(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
