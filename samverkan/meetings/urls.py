"""Addresses of meetings."""

from django.urls import path

from samverkan.meetings import (
    agenda_views,
    contents_views,
    edition_views,
    passing_views,
    reply_views,
    room_views,
    views,
)
from samverkan.meetings.after import adding, telling
from samverkan.meetings.after import views as after
from samverkan.meetings.during import rewriting
from samverkan.meetings.during import views as during
from samverkan.meetings.slots import views as slots
from samverkan.meetings.team import views as team

urlpatterns = [
    path("installningar/moten", edition_views.index, name="meeting_kinds"),
    path("installningar/moten/<slug:slug>", edition_views.kind, name="meeting_kind"),
    path("installningar/moten/<slug:slug>/andra", edition_views.change, name="meeting_kind_change"),
    path("installningar/moten/<slug:slug>/ta-bort", edition_views.back, name="meeting_kind_back"),
    path("moten", views.meetings, name="meetings"),
    path("moten/elevhalsan/nytt", team.new, name="team_new"),
    path("moten/elevhalsan/<uuid:team_id>", team.meeting, name="team_meeting"),
    path("moten/elevhalsan/<uuid:team_id>/tid-och-vilka", team.when_and_who, name="team_when"),
    path("moten/elevhalsan/<uuid:team_id>/andra", team.change, name="team_change"),
    path("moten/elevhalsan/lofte/<uuid:row_id>", team.task, name="team_task"),
    path("moten/elevhalsan/<uuid:team_id>/rad", team.row, name="team_row"),
    path("elever/<uuid:pupil_id>/mote/nytt", views.plan, name="meeting_new"),
    path("moten/<uuid:meeting_id>", views.before, name="meeting"),
    path("moten/<uuid:meeting_id>/andra", views.change, name="meeting_change"),
    path("moten/<uuid:meeting_id>/checklista", views.tick, name="meeting_tick"),
    path("moten/<uuid:meeting_id>/checklista/<slug:slug>/hoppa-over", passing_views.pass_over, name="meeting_pass"),
    path("moten/<uuid:meeting_id>/dagordning", agenda_views.agenda, name="meeting_agenda"),
    path("moten/<uuid:meeting_id>/ordning", views.order, name="meeting_order"),
    path("moten/<uuid:meeting_id>/installt", views.cancel, name="meeting_cancel"),
    path("moten/<uuid:meeting_id>/tid", slots.choose, name="meeting_time"),
    path("moten/<uuid:meeting_id>/under", during.during, name="meeting_during"),
    path("moten/<uuid:meeting_id>/under/rad", during.row, name="minutes_row"),
    path("moten/<uuid:meeting_id>/under/rad/<uuid:row_id>", rewriting.rewrite, name="minutes_edit"),
    path("moten/<uuid:meeting_id>/under/skarm", during.screen, name="meeting_screen"),
    path("moten/<uuid:meeting_id>/efter", after.after, name="meeting_after"),
    path("moten/avvikelser", after.deviations, name="deviations"),
    path("moten/<uuid:meeting_id>/efter/film", after.film, name="meeting_film"),
    path("moten/<uuid:meeting_id>/efter/puls", after.pulse, name="meeting_pulse"),
    path("moten/<uuid:meeting_id>/efter/avslut", after.close, name="meeting_close"),
    path("moten/<uuid:meeting_id>/efter/beratta/<uuid:person_id>", telling.tell, name="meeting_tell"),
    path("moten/<uuid:meeting_id>/efter/tillagg", adding.add, name="minutes_add"),
    path("moten/<uuid:meeting_id>/efter/som/<uuid:person_id>", after.minutes_as, name="minutes_as"),
    path("moten/<uuid:meeting_id>/efter/som/<uuid:person_id>/papper", after.minutes_print, name="minutes_paper"),
    path("moten/<uuid:meeting_id>/efter/som/<uuid:person_id>/lattlast", after.minutes_easy, name="minutes_easy"),
    path("moten/<uuid:meeting_id>/efter/papper", after.minutes_papers, name="minutes_all_print"),
    path("moten/<uuid:meeting_id>/innehall", contents_views.required, name="meeting_contents"),
    path("moten/<uuid:meeting_id>/kontrollera", views.send, name="meeting_send"),
    path("moten/<uuid:meeting_id>/svar", reply_views.own, name="meeting_reply"),
    path("moten/<uuid:meeting_id>/inbjudan/<uuid:invitee_id>/svar", reply_views.record, name="reply_record"),
    path("moten/<uuid:meeting_id>/inbjudan/<uuid:invitee_id>", room_views.preview, name="invitation"),
    path("moten/<uuid:meeting_id>/inbjudan/<uuid:invitee_id>/papper", room_views.invitation, name="invitation_paper"),
    path("moten/<uuid:meeting_id>/inbjudan/<uuid:invitee_id>/dagordning", room_views.agenda, name="agenda_paper"),
    path("moten/<uuid:meeting_id>/inbjudan/papper", room_views.invitations, name="invitation_all_print"),
    path("moten/<uuid:meeting_id>/rummet", room_views.room, name="room"),
    path("moten/<uuid:meeting_id>/rummet/om", room_views.what_if, name="room_what_if"),
    path("moten/<uuid:meeting_id>/rummet/svar", room_views.answer, name="room_answer"),
    path("moten/<uuid:meeting_id>/rummet/fraga", room_views.ask, name="room_ask"),
    path("moten/<uuid:meeting_id>/rummet/papper", room_views.paper, name="room_print"),
]
