"""The receptionist of the elevhälsa team's meetings."""

import uuid
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings import actions, meanwhile
from samverkan.meetings.actions import Invited
from samverkan.meetings.editions import of_the_team, template_of
from samverkan.meetings.known import known
from samverkan.meetings.models import RowKind
from samverkan.meetings.planning import moment
from samverkan.meetings.team import acts
from samverkan.meetings.team.form import GroupRowForm, PupilForm, TeamForm, gathers_pupils
from samverkan.meetings.team.models import TeamMeeting, TeamSeat
from samverkan.meetings.team.page import (
    TeamPage,
    plans_at,
    pupils_to_choose,
    staff,
    team_meeting,
    team_page,
    units,
)
from samverkan.meetings.views import as_uuid
from samverkan.people import queries as people
from samverkan.people.name_finding import names_in
from samverkan.people.wording import clock, local_day
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId


@act(Action.ELEVHALSA_MEETING_PLAN)
def new(request: ReaderRequest) -> HttpResponse:
    """Plan an EHT or an EHM: which, when, who."""
    found = units(request.scope)
    unit = next((one for one in found if str(one.id) == request.GET.get("skola", "")), next(iter(found), None))
    if unit is None:
        raise Http404
    request.scope.trail.gives_out(())
    people_here = staff(unit, request.scope)
    kinds = of_the_team(unit.organisation.huvudman_id, on=request.scope.today)
    first = {"template": kinds[0].slug if kinds else "", "leader": str(request.reader.person)}
    form = TeamForm(request.POST or None, initial=first, kinds=kinds, staff=people_here, now=request.now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.plan(
            unit=unit,
            template=form.kinds[said["template"]],
            starts_at=moment(said["day"], said["clock"]),
            leader=PersonId(UUID(said["leader"])),
            seats=[Invited(one.person_id, one.role, one.title, one.organisation) for one in form.chosen()],
            by=request.reader,
            now=request.now,
            own_id=uuid5(NAMESPACE_URL, f"samverkan:team:{request.reader.person}:{said['key'] or uuid.uuid4()}"),
        )
        return redirect("team_meeting", team_id=made.id)
    shown = {"form": form, "unit": unit, "units": found if len(found) > 1 else (), "back": reverse("meetings")}
    return render(request, "meetings/team_new.html", shown, status=422 if form.errors else 200)


@require_safe
@act(Action.ELEVHALSA_MEETING_READ)
def meeting(request: ReaderRequest, team_id: UUID) -> HttpResponse:
    """The team's meeting: its pupils as far as the reader knows them, or its points and minutes."""
    row = team_meeting(request.scope, team_id)
    return _shown(request, row)


@act(Action.ELEVHALSA_MEETING_PLAN)
def when_and_who(request: ReaderRequest, team_id: UUID) -> HttpResponse:
    """Another time, leader or people. Two who change it at once are shown what the other saved."""
    row = team_meeting(request.scope, team_id)
    if not plans_at(request.scope, row.unit_id):
        raise Http404
    request.scope.trail.gives_out(())
    if row.cancelled_at is not None or row.ended_at is not None or row.starts_at <= request.now:
        messages.info(request, "Ett möte som har börjat eller är inställt ändras inte.")
        return redirect("team_meeting", team_id=row.id)
    form = _when_and_who(request, row)
    late = request.method == "POST" and request.POST.get(meanwhile.MARK) != form.initial[meanwhile.MARK]
    differing = meanwhile.beside(form) if late else []
    if differing:
        form.add_error(None, meanwhile.CHANGED)
    elif request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        acts.change(
            team=row,
            starts_at=moment(said["day"], said["clock"]),
            leader=PersonId(UUID(said["leader"])),
            seats=[Invited(one.person_id, one.role, one.title, one.organisation) for one in form.chosen()],
            link=request.build_absolute_uri(reverse("team_meeting", args=[row.id])),
            by=request.reader,
            now=request.now,
        )
        again = " De som är med får en ny inbjudan." if row.sent_at else ""
        messages.success(request, f"Mötet är ändrat.{again}")
        return redirect("team_meeting", team_id=row.id)
    title = template_of(row).name
    shown = {
        "form": form,
        "takes_up_pupils": gathers_pupils(template_of(row)),
        "differing": differing,
        "trail": [
            {"label": "Möten", "url": reverse("meetings")},
            {"label": title, "url": reverse("team_meeting", args=[row.id])},
            {"label": "Tid och vilka", "url": ""},
        ],
        "back": reverse("team_meeting", args=[row.id]),
    }
    return render(request, "meetings/team_when.html", shown, status=409 if differing else 422 if form.errors else 200)


def _when_and_who(request: ReaderRequest, row: TeamMeeting) -> TeamForm:
    seats = TeamSeat.objects.filter(meeting=row).order_by("person_id").values_list("person_id", flat=True)
    stands = {
        "day": local_day(row.starts_at),
        "clock": clock(row.starts_at),
        "leader": str(row.leader_id),
        "seats": [str(person) for person in seats],
    }
    mark = meanwhile.mark_of(sorted(stands.items()))
    return TeamForm(
        meanwhile.renewed(request.POST, mark, {}) if request.method == "POST" else None,
        initial=stands | {meanwhile.MARK: mark},
        kinds=(),
        staff=staff(row.unit, request.scope),
        now=request.now,
    ).of(template_of(row))


@require_POST
@act(Action.ELEVHALSA_MEETING_PLAN)
def change(request: ReaderRequest, team_id: UUID) -> HttpResponse:
    """Take a pupil up or not, send the invitation, or call the meeting off."""
    row, said = team_meeting(request.scope, team_id), request.POST
    if not plans_at(request.scope, row.unit_id):
        raise Http404
    if "skicka" in said:
        link = request.build_absolute_uri(reverse("team_meeting", args=[row.id]))
        acts.send(team=row, link=link, by=request.reader, now=request.now)
        messages.success(request, "Inbjudan är skickad. Brevet säger inte vilka elever mötet gäller.")
    elif "installt" in said:
        acts.cancel(team=row, by=request.reader, now=request.now)
        messages.success(request, "Mötet är inställt.")
        request.scope.trail.gives_out(())
        return redirect("meetings")
    elif dropped := as_uuid(said.get("bort", "")):
        _drop(request, row, dropped)
    elif "pupil" in said:
        form = PupilForm(said, pupils=pupils_to_choose(request.scope, row))
        if not form.is_valid():
            return _shown(request, row, adding=form)
        card = people.pupil(request.scope, UUID(form.cleaned_data["pupil"]))
        demand(request, Action.MEETING_PLAN, case=card.case, unit=card.unit)
        emi = form.cleaned_data["emi"]
        acts.add_pupil(team=row, case=card.case, needs_emi=emi, by=request.reader, now=request.now)
    request.scope.trail.gives_out(())
    return redirect("team_meeting", team_id=row.id)


@require_POST
@act(Action.ELEVHALSA_MEETING_WRITE)
def row(request: ReaderRequest, team_id: UUID) -> HttpResponse:
    """Minutes of a meeting that names no pupil: a point is taken up, a row written or struck, the meeting ended."""
    team, said = team_meeting(request.scope, team_id), request.POST
    request.scope.trail.gives_out(())
    where = reverse("team_meeting", args=[team.id])
    if team.sent_at is None or team.cancelled_at is not None or team.ended_at is not None:
        messages.info(request, "Mötet är inte skickat, är inställt eller avslutat. Därför skrivs inget.")
    elif point := as_uuid(said.get("amne", "")):
        acts.turn_to(team=team, point=point, now=request.now)
    elif struck := as_uuid(said.get("stryk", "")):
        acts.strike(team=team, row=struck, now=request.now)
    elif "avsluta" in said:
        acts.end(team=team, now=request.now)
    else:
        form = _row_form(request, team, said)
        if not form.is_valid() or form.warn_of(names_in(team.unit_id, form.cleaned_data["text"])):
            return _shown(request, team, writing=form)
        if not team.points.filter(id=form.cleaned_data["topic"]).exists():
            raise Http404
        acts.write(team=team, said=form.said(), by=request.reader, now=request.now)
        return redirect(f"{where}#skriv")
    return redirect(where)


@require_POST
@act(Action.ELEVHALSA_MEETING_WRITE)
def task(request: ReaderRequest, row_id: UUID) -> HttpResponse:
    """One's own promise from a meeting that names no pupil is done; with `angra` it is not after all."""
    request.scope.trail.gives_out(())
    if not acts.settle(task=row_id, done="angra" not in request.POST, by=request.reader, now=request.now):
        raise Http404
    messages.success(request, "Kvar att göra." if "angra" in request.POST else "Klart.")
    return redirect("todo")


def _drop(request: ReaderRequest, team: TeamMeeting, meeting_id: UUID) -> None:
    """The pupil is not taken up after all."""
    found = known(request.scope).filter(id=meeting_id, team=team).first()
    if found is None:
        raise Http404
    card = people.pupil(request.scope, found.case_id)
    demand(request, Action.MEETING_CHANGE, case=card.case, unit=card.unit)
    if found.started_at is None:
        actions.cancel(meeting=found, by=request.reader, now=request.now)


def _row_form(request: ReaderRequest, team: TeamMeeting, data: Any = None) -> GroupRowForm:
    seats = TeamSeat.objects.filter(meeting=team).select_related("person").order_by("person__sort_name")
    return GroupRowForm(
        data,
        initial={"row": uuid.uuid4(), "kind": RowKind.NOTE.value, "topic": team.current_id or ""},
        people=lambda: [(str(seat.person_id), f"{seat.person.name}, {seat.function}") for seat in seats],
        today=request.scope.today,
    )


def _shown(
    request: ReaderRequest, row: TeamMeeting, *, adding: PupilForm | None = None, writing: GroupRowForm | None = None
) -> HttpResponse:
    page: TeamPage = team_page(request.scope, row)
    taken = {str(pupil.case) for pupil in page.pupils}
    choices = pupils_to_choose(request.scope, row) if page.plans and page.takes_up_pupils else []
    chosen_among = [(case, name) for case, name in choices if case not in taken]
    request.scope.trail.gives_out({*(pupil.case for pupil in page.pupils), *(UUID(case) for case, _ in chosen_among)})
    goes_on = row.sent_at is not None and row.cancelled_at is None and row.ended_at is None
    shown = {
        "page": page,
        "adding": adding or (PupilForm(pupils=chosen_among) if chosen_among else None),
        "writing": writing or (_row_form(request, row) if goes_on and page.current else None),
        "warned": writing is not None and "text" in writing.errors and "sure" in writing.fields,
        "goes_on": goes_on,
        "change_url": reverse("team_change", args=[row.id]),
        "row_url": reverse("team_row", args=[row.id]),
        "trail": [{"label": "Möten", "url": reverse("meetings")}, {"label": page.title, "url": ""}],
    }
    return render(request, "meetings/team.html", shown, status=422 if adding or writing else 200)
