"""The leader's side: whether the link has come to use, a code to read out, a new link, an end to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.guests import codes, links
from samverkan.guests.models import Ended, Link, Visit, Way
from samverkan.guests.sending_codes import goes_by_text
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.invited import Seat, guests_among, seat
from samverkan.meetings.inviting import new_guest_letter
from samverkan.meetings.seating import Place, places
from samverkan.meetings.views import trail
from samverkan.people.wording import clock, day
from samverkan.policy.acting import Action
from samverkan.post.queries import on_its_way


@dataclass(frozen=True, slots=True)
class Linked:
    """One seat, and what has become of its link."""

    head: MeetingHead
    place: Place
    seat: Seat
    address: str
    """Where a link goes; empty for one who gets none."""
    state: str
    live: bool
    """Whether a link leads there now."""
    locked: str
    by_text: bool

    @property
    def url(self) -> str:
        """The page of this link."""
        return reverse("guest_link", args=[self.head.id, self.place.id])


@require_safe
@act(Action.GUEST_LINK_READ)
def link(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """Has the link come to use?"""
    return _page(request, _linked(request, meeting_id, invitee_id, Action.GUEST_LINK_READ))


@require_POST
@act(Action.GUEST_CODE_READ)
def read_code(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """A code to read out on the phone: shown once, and of an earlier one nothing is left."""
    linked = _linked(request, meeting_id, invitee_id, Action.GUEST_CODE_READ)
    if not linked.seat.stands or not linked.live:
        return _page(request, linked, status=409)
    code = codes.make(linked.place.id, Way.SPOKEN, by=request.reader.person, now=request.now)
    return _page(request, linked, code=f"{code[:3]} {code[3:]}")


@require_POST
@act(Action.GUEST_LINK_SEND)
def send_again(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """A new link to the address that the school has."""
    linked = _linked(request, meeting_id, invitee_id, Action.GUEST_LINK_SEND)
    if not linked.seat.stands or not linked.address:
        return _page(request, linked, status=409)
    base = request.build_absolute_uri("/")
    new_guest_letter(linked.seat, base=base, now=request.now, by=request.reader.person)
    messages.success(request, on_its_way("En ny länk", linked.place.name, sender=request.reader.person))
    return redirect(linked.url)


@require_POST
@act(Action.GUEST_LINK_REVOKE)
def revoke(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """From the next request on nobody comes in by it, and whoever is inside is outside."""
    linked = _linked(request, meeting_id, invitee_id, Action.GUEST_LINK_REVOKE)
    links.revoke(linked.place.id, by=request.reader.person, now=request.now)
    messages.success(request, f"Länken till {linked.place.name} är återkallad. Den leder ingenstans längre.")
    return redirect(linked.url)


def _linked(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID, action: Action) -> Linked:
    head = meeting(request.scope, meeting_id)
    demand(request, action, case=head.card.case, unit=head.card.unit)
    place = next((one for one in places(request.scope, head.row, head.card) if one.id == invitee_id), None)
    found = seat(invitee_id)
    if place is None or found is None:
        raise Http404
    newest = Link.objects.filter(invitee=place.id).order_by("-made_at", "-id").first()
    until = codes.locked_until(place.id, request.now)
    return Linked(
        head=head,
        place=place,
        seat=found,
        address=guests_among(head.row, [(place.person, place.role)]).get(place.person, ""),
        state=_state(newest, found, request.now),
        live=newest is not None and newest.ended_at is None and found.stands and request.now < found.leads_to,
        locked=f"Det har skrivits fel kod fem gånger. Dörren är stängd till kl. {clock(until)}." if until else "",
        by_text=goes_by_text(found),
    )


def _state(newest: Link | None, found: Seat, now: datetime) -> str:
    if newest is None:
        return "Ingen länk har gått än. Den följer med inbjudan."
    if newest.ended_because == Ended.REVOKED and newest.ended_at is not None:
        return f"Länken återkallades {day(newest.ended_at)}."
    if not found.stands or now >= found.leads_to:
        return "Länken leder ingenstans längre."
    entered = Visit.objects.filter(link=newest, entered_at__isnull=False).order_by("-entered_at").first()
    if entered is not None and entered.entered_at is not None:
        return f"Någon kom in med länken och koden {day(entered.entered_at)} kl. {clock(entered.entered_at)}."
    opened = Visit.objects.filter(link=newest).exists()
    gone = f"Länken gick {day(newest.made_at)}. "
    return gone + ("Den har öppnats, men koden är inte skriven." if opened else "Den har inte öppnats än.")


def _page(request: ReaderRequest, linked: Linked, *, code: str = "", status: int = 200) -> HttpResponse:
    shown = {"page": linked, "code": code, "trail": trail(linked.head, f"Länken till {linked.place.name}")}
    return render(request, "guests/link.html", shown, status=status)
