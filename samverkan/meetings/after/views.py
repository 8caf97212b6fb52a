"""The receptionist of a meeting that is over."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings import weighing
from samverkan.meetings.after import closing
from samverkan.meetings.after import deviations as strays
from samverkan.meetings.after import pulse as pulsing
from samverkan.meetings.after.closing import NotReady
from samverkan.meetings.after.form import CloseForm, PulseForm
from samverkan.meetings.after.page import AfterPage, OnesMinutes, after_page, minutes_on_paper, ones_minutes
from samverkan.meetings.after.paper import easy_paper, minutes_paper
from samverkan.meetings.after.recipients import Recipient, recipients, strayed
from samverkan.meetings.after.telling import NOT_HELD
from samverkan.meetings.film import GONE, say_gone, with_film
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.views import about_copies, tab_list, trail
from samverkan.paper import PaperPage
from samverkan.people.adults import trygghetsperson
from samverkan.people.wording import day, listed
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.plans.handing_out import hand_out, hand_out_each
from samverkan.policy.acting import Action
from samverkan.post.queries import how_it_will_go

SENT_ALREADY = "Minnesanteckningarna är redan godkända och skickade."
UNWRITTEN = "Skriv under Innehåll det som planen måste ha innan ni avslutar:"
NOT_ASKED = "Frågorna är till den som var med på mötet och inte har svarat."
PULSE = (
    "Tre frågor. Det går inte att se vem som har svarat vad. Svaren visas när fem har svarat, fem åt gången. "
    "De sista visas inte om de är färre än fem."
)
MINUTES = "Minnesanteckningar"
NOBODY_WAITS = "Ingen väntar på minnesanteckningar på papper."


@require_safe
@act(Action.AFTERWARDS_READ)
def after(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """S4 Efter: who does what, and does everybody know?"""
    head = _head(request, meeting_id, Action.AFTERWARDS_READ)
    if not _over(request, head):
        return _not_yet(request, head)
    page = after_page(request.scope, head)
    form = _form(request, page) if page.leads and not page.approved else None
    return _shown(request, page, form)


@act(Action.MEETING_CLOSE)
def close(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Check who gets what, then approve and send."""
    head = _head(request, meeting_id, Action.MEETING_CLOSE)
    if not _over(request, head):
        return _not_yet(request, head)
    page = after_page(request.scope, head)
    if page.approved and request.method == "POST":
        messages.info(request, SENT_ALREADY)
        return redirect("meeting_after", meeting_id=head.id)
    if request.method != "POST":
        return _shown(request, page, None if page.approved else _form(request, page))
    form = _form(request, page)
    if page.unwritten:
        form.add_error(None, f"{UNWRITTEN} {listed(page.unwritten)}.")
    if page.beside:
        form.add_error(None, "Ta in eller stryk det som någon har skrivit bredvid. Sedan kan du skicka.")
    copied = clean_of_copies(request.scope, head.card, form) if form.is_valid() else ()
    if copied or not form.is_valid():
        return _shown(request, page, form, status=422, copied=copied)
    if "skicka" not in request.POST:
        return render(request, "meetings/close.html", _check(request, page, form))
    return _closed(request, head, form)


@require_POST
@act(Action.MEETING_CLOSE)
def film(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody writes that the film is gone, shown or not, or takes that back. It stops nothing."""
    head = _head(request, meeting_id, Action.MEETING_CLOSE)
    if not _over(request, head):
        return _not_yet(request, head)
    if with_film([head.id]):
        said = request.POST.get("filmen", "")
        say_gone(meeting=head.row, row=said, by=request.reader, now=request.now)
        messages.success(request, "Sparat." if said in GONE else "Filmen är kvar att ta bort.")
    return redirect(reverse("meeting_after", args=[head.id]) + "#filmen")


@require_safe
@act(Action.MEETING_CLOSE)
def minutes_as(request: ReaderRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """The minutes as this person will read them."""
    head = _head(request, meeting_id, Action.MEETING_CLOSE)
    page = _ones(request, head, person_id)
    one = page.to
    shown = {"page": page, "trail": trail(head, f"Visa som {one.name}")}
    shown["paper_url"] = reverse("minutes_paper", args=[head.id, one.person])
    shown["easy_url"] = reverse("minutes_easy", args=[head.id, one.person])
    return render(request, "meetings/minutes_as.html", shown)


@act(Action.MINUTES_PRINT)
def minutes_easy(request: ReaderRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """What was agreed in easy Swedish, on paper, to one person. Http404 where nobody has written it."""
    head = _head(request, meeting_id, Action.MINUTES_PRINT)
    page = _ones(request, head, person_id)
    if not page.easy:
        raise Http404
    trusted = trygghetsperson(request.scope, head.card.case)
    return hand_out(
        request,
        head.card,
        what="det lättlästa från mötet",
        back=reverse("meeting_after", args=[head.id]),
        filename="lattlast.pdf",
        made=lambda reader: easy_paper(page, trusted, made_by=reader, now=request.now),
    )


@act(Action.MINUTES_PRINT)
def minutes_print(request: ReaderRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """The minutes on paper, made out to one person."""
    head = _head(request, meeting_id, Action.MINUTES_PRINT)
    return _handed_out(request, head, [_ones(request, head, person_id)])


@act(Action.MINUTES_PRINT)
def minutes_papers(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes of everybody who is to be handed them and may have something of them, in one file."""
    head = _head(request, meeting_id, Action.MINUTES_PRINT)
    table = weighing.gather(request.scope, head.row, head.card)
    to = recipients(request.scope, head, table)
    pages = [page for page in minutes_on_paper(request.scope, head, to, table) if not page.says_nothing]
    if not pages:
        messages.info(request, NOBODY_WAITS)
        return ended(redirect("meeting_after", meeting_id=head.id), Outcome.NOT_DONE)
    return _handed_out(request, head, pages)


def _handed_out(request: ReaderRequest, head: MeetingHead, pages: Sequence[OnesMinutes]) -> HttpResponse:
    """The papers, marked as made, each for its own receiver in the log."""

    def made(reader: str) -> list[PaperPage]:
        closing.note_printed(meeting=head.row, persons=[page.to.person for page in pages], now=request.now)
        return [minutes_paper(page, made_by=reader, now=request.now) for page in pages]

    return hand_out_each(
        request,
        head.card,
        what="minnesanteckningarna",
        back=reverse("meeting_after", args=[head.id]),
        filename="minnesanteckningar.pdf",
        made=made,
        title=MINUTES if len(pages) > 1 else "",
        to=[page.to.person for page in pages],
    )


@act(Action.PULSE_ANSWER)
def pulse(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Three questions to one who was there."""
    head = _head(request, meeting_id, Action.PULSE_ANSWER)
    seat = pulsing.own_seat(head, request.reader.person) if _over(request, head) else None
    page = {"heading": "Hur var mötet?", "trail": trail(head, "Hur var mötet?"), "back": _back(head)}
    if seat is None:
        return render(request, "meetings/tell.html", page | {"text": NOT_ASKED})
    form = PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pulsing.answer(meeting=head.row, seat=seat, said=form.cleaned_data)
        messages.success(request, "Tack. Ingen kan se vad just du har svarat.")
        return redirect("meeting_after", meeting_id=head.id)
    return render(
        request, "meetings/tell.html", page | {"form": form, "text": PULSE}, status=422 if form.errors else 200
    )


@require_safe
@act(Action.DEVIATIONS_READ)
def deviations(request: ReaderRequest) -> HttpResponse:
    """What did not become as agreed with others, for those who take it up with their managers."""
    return render(
        request,
        "meetings/deviations.html",
        {"rows": strays.deviations(request.scope), "unkept": strays.promises_not_kept(request.scope)},
    )


def _head(request: ReaderRequest, meeting_id: UUID, action: Action) -> MeetingHead:
    head = meeting(request.scope, meeting_id)
    demand(request, action, case=head.card.case, unit=head.card.unit)
    return head


def _over(request: ReaderRequest, head: MeetingHead) -> bool:
    """Whether there is anything after: the meeting has ended, or its time has passed."""
    return head.row.over(request.now)


def _not_yet(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    messages.info(request, NOT_HELD)
    return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)


def _one(to: tuple[Recipient, ...], person: UUID) -> Recipient:
    found = next((one for one in to if one.person == person), None)
    if found is None:
        raise Http404
    return found


def _ones(request: ReaderRequest, head: MeetingHead, person: UUID) -> OnesMinutes:
    """The minutes as this person will have them. Http404 for one who is to have none."""
    table = weighing.gather(request.scope, head.row, head.card)
    one = _one(recipients(request.scope, head, table), person)
    return ones_minutes(request.scope, head, one, table)


def _form(request: ReaderRequest, page: AfterPage) -> CloseForm:
    return CloseForm(
        request.POST if request.method == "POST" else None,
        name=page.head.card.first_name,
        strayed=strayed(request.scope, page.head),
        today=request.scope.today,
    )


def _shown(
    request: ReaderRequest,
    page: AfterPage,
    form: CloseForm | None,
    *,
    status: int = 200,
    copied: tuple[Copied, ...] = (),
) -> HttpResponse:
    shown = {
        "page": page,
        "form": form,
        "trail": trail(page.head, "Efter"),
        "tab_list": tab_list(request, page.head, "meeting_after"),
        "row_url": reverse("minutes_row", args=[page.head.id]),
        "write_url": reverse("meeting_during", args=[page.head.id]),
        "close_url": reverse("meeting_close", args=[page.head.id]),
        "pulse": pulsing.pulse_of(page.head) if page.leads and page.approved else None,
        "pulse_url": _pulse_url(request, page),
        "consents_url": reverse("consents", args=[page.head.card.case]),
        "add_url": reverse("minutes_add", args=[page.head.id]),
        "next_url": _next_url(page),
        "film_url": reverse("meeting_film", args=[page.head.id]),
    } | about_copies(request, page.head.card, copied)
    return render(request, "meetings/after.html", shown, status=status)


def _next_url(page: AfterPage) -> str:
    """Where the next meeting is planned, on the day that was agreed."""
    where = reverse("meeting_new", args=[page.head.card.case])
    return f"{where}?dag={page.next_on.isoformat()}" if page.next_on else where


def _back(head: MeetingHead) -> str:
    return reverse("meeting_after", args=[head.id])


def _pulse_url(request: ReaderRequest, page: AfterPage) -> str:
    asked = page.approved and pulsing.own_seat(page.head, request.reader.person)
    return reverse("meeting_pulse", args=[page.head.id]) if asked else ""


def _check(request: ReaderRequest, page: AfterPage, form: CloseForm) -> dict[str, object]:
    """What will happen, and to whom, before it does."""
    ending = form.ending()
    mailed = listed(one.name for one in page.going if not one.on_paper and one.person != request.reader.person)
    return {
        "page": page,
        "form": form,
        "next_words": day(ending.next_on) if ending.next_on else f"Inget mer möte: {ending.no_next}",
        "easy": ending.easy,
        "strayed": [one.words for one in ending.strayed],
        "how": how_it_will_go("Ett brev utan innehåll, med en länk,", mailed, sender=request.reader.person)
        if mailed
        else "",
        "paper": listed(one.name for one in page.going if one.on_paper and one.person != request.reader.person),
        "trail": trail(page.head, "Kontrollera"),
        "close_url": reverse("meeting_close", args=[page.head.id]),
        "back": reverse("meeting_after", args=[page.head.id]),
    }


def _closed(request: ReaderRequest, head: MeetingHead, form: CloseForm) -> HttpResponse:
    to = recipients(request.scope, head)
    try:
        made = closing.close(
            meeting=head.row,
            ending=form.ending(),
            to=to,
            link=request.build_absolute_uri(reverse("meeting_after", args=[head.id])),
            by=request.reader,
            now=request.now,
        )
    except NotReady as stop:
        form.add_error(None, str(stop))
        return _shown(request, after_page(request.scope, head), form, status=409)
    left = "Någon är kvar att berätta för." if closing.untold(head.row, to) else "Mejlen är på väg."
    done = "Mötet är avslutat." if made.done_at else f"Minnesanteckningarna är godkända. {left}"
    messages.success(request, f"{done} Åtgärderna står i planen och under Att göra.")
    return redirect("meeting_after", meeting_id=head.id)
