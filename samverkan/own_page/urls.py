"""Addresses of the pupil's own page, and of the pages where those at school open it and answer what is asked there."""

from django.urls import path

from samverkan.own_page import staff_views, views, wheel_view

urlpatterns = [
    path("min-sida", views.page, name="own_page"),
    path("min-sida/prata", views.talk, name="own_talk"),
    path("min-sida/prata/mer", views.talk_more, name="own_talk_more"),
    path("min-sida/prata/angra", views.talk_undo, name="own_talk_undo"),
    path("min-sida/mote", views.meeting, name="own_meeting"),
    path("min-sida/lovat/<uuid:step_id>/inte-bra", views.not_good, name="own_not_good"),
    path("min-sida/hjul", wheel_view.wheel, name="own_wheel"),
    path("min-sida/lage", views.mode, name="own_mode"),
    path("min-sida/ansikte", views.face, name="own_face"),
    path("min-sida/vem-ser", views.readers, name="own_readers"),
    path("min-sida/papper", views.paper, name="own_sheet"),
    path("min-sida/klar", views.leave, name="own_leave"),
    path("min-sida/tillbaka", staff_views.back, name="own_back"),
    path("elever/<uuid:pupil_id>/min-sida", staff_views.beside, name="own_beside"),
    path("elever/<uuid:pupil_id>/skolkonto", staff_views.school_key, name="own_key"),
    path("elever/<uuid:pupil_id>/prata", staff_views.talks, name="talks"),
]
