"""Addresses of the guest pages, and of the pages where the one who leads looks after links and codes."""

from django.urls import path

from samverkan.guests import afterwards, consents, entrance, feeling, keeping, leading, own_part, views

SEAT = "moten/<uuid:meeting_id>/inbjudan/<uuid:invitee_id>"

urlpatterns = [
    path("gast", views.guest, name="guest"),
    path("gast/svar", views.answer, name="guest_answer"),
    path("gast/kod", entrance.code, name="guest_code"),
    path("gast/ny-lank", entrance.new_link, name="guest_new_link"),
    path("gast/klar", views.leave, name="guest_leave"),
    path("gast/insats", own_part.measure, name="guest_measure"),
    path("gast/lovat/<uuid:step_id>/klart", keeping.kept, name="guest_promise_kept"),
    path("gast/lovat/<uuid:step_id>/gick-inte", keeping.failed, name="guest_promise_failed"),
    path("gast/efter", afterwards.afterwards, name="guest_afterwards"),
    path("gast/hur-var-motet", feeling.pulse, name="guest_pulse"),
    path("gast/samtycken/<uuid:question_id>", consents.answer, name="guest_consent"),
    path("gast/samtycken/<uuid:question_id>/tillbakatagande", consents.withdraw, name="guest_withdraw"),
    path("gast/<str:key>", entrance.door, name="guest_door"),
    path(f"{SEAT}/lank", leading.link, name="guest_link"),
    path(f"{SEAT}/lank/kod", leading.read_code, name="guest_code_read"),
    path(f"{SEAT}/lank/ny", leading.send_again, name="guest_link_send"),
    path(f"{SEAT}/lank/aterkallelse", leading.revoke, name="guest_link_revoke"),
]
