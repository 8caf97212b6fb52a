"""Teamet: who takes part, what they may decide, and how they are reached."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people.wording import counted
from samverkan.plans import queries
from samverkan.plans.page import address, allowed, surround
from samverkan.plans.pictures import network_of
from samverkan.plans.queries import Seat, why
from samverkan.policy.acting import Action


@act(Action.TEAM_READ)
def team(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Everybody in the team that the reader may know of."""
    page = surround(request, pupil_id, "team")
    demand(request, Action.TEAM_READ, case=page.card.case, unit=page.card.unit)
    seats = queries.team(request.scope, page.card.case, card=page.card, home_phones=True)
    trusted = page.adults.trygghetsperson
    may_appoint = allowed(request, Action.TRYGGHETSPERSON_APPOINT, page.card)
    may_write_home = trusted is not None and allowed(request, Action.TRYGGHETSPERSON_LETTER, page.card)
    may_name = page.card.sealed and allowed(request, Action.OFFICER_NAME, page.card)
    may_lift = page.card.sealed and allowed(request, Action.SEAL_LIFT, page.card)
    shown = {
        "page": page,
        "groups": _groups(seats),
        "note": counted(sum(1 for seat in seats if not seat.vacant), "person", "personer"),
        "network": network_of(page.card, seats),
        "whys": why(request.scope, [seat.cell for seat in seats]),
        "add_url": address("member_new", page.card) if allowed(request, Action.MEMBER_ADD, page.card) else "",
        "lifting_url": address("lifting", page.card) if may_lift else "",
        "officers_url": address("officers", page.card) if may_name else "",
        "bars_url": address("bars", page.card) if allowed(request, Action.BAR_DECIDE, page.card) else "",
        "appoint_url": address("appoint", page.card) if may_appoint else "",
        "letter_url": address("trust_paper", page.card) if may_write_home else "",
        "wish_url": address("trust_wish", page.card)
        if allowed(request, Action.TRYGGHETSPERSON_WISH, page.card)
        else "",
        "wish_words": f"Vem vill {page.card.first_name} ha?",
    }
    return render(request, "plans/team.html", shown)


def _groups(seats: Sequence[Seat]) -> list[tuple[str, list[Seat]]]:
    """Home, school, then each operation outside."""
    groups: dict[str, list[Seat]] = {}
    for seat in seats:
        heading = {"hem": "Hemma", "skola": "Skolan"}.get(seat.ring) or seat.organisation or "Utanför skolan"
        groups.setdefault(heading, []).append(seat)
    return list(groups.items())
