"""Addresses of handovers: the leaving school's under the pupil, the receiving school's by themselves."""

from django.urls import path

from samverkan.handovers.views import arriving, on_paper, sending

LEAVING = "elever/<uuid:pupil_id>/overlamning"
COMING = "elever-som-kommer/<uuid:arrival_id>"

urlpatterns = [
    path(LEAVING, sending.handover, name="handover"),
    path(f"{LEAVING}/ny", sending.begin, name="handover_new"),
    path(f"{LEAVING}/innehall", sending.contents, name="handover_contents"),
    path(f"{LEAVING}/bedomning/<uuid:statement_id>", sending.weigh, name="handover_weigh"),
    path(f"{LEAVING}/genomgang", sending.review, name="handover_review"),
    path(f"{LEAVING}/skicka", sending.send, name="handover_send"),
    path(f"{LEAVING}/avslut", sending.end, name="handover_end"),
    path(f"{LEAVING}/papper/<slug:to>", sending.paper, name="handover_paper"),
    path(f"{LEAVING}/kvittens", on_paper.receipt, name="handover_receipt"),
    path(f"{LEAVING}/samtal", on_paper.talk, name="handover_talk"),
    path(f"{LEAVING}/overtagande", on_paper.accept, name="handover_accept"),
    path(COMING, arriving.arrival, name="arrival"),
    path(f"{COMING}/mottagande", arriving.receive, name="arrival_receive"),
    path(f"{COMING}/samtal", arriving.talk, name="arrival_talk"),
    path(f"{COMING}/overtagande", arriving.accept, name="arrival_accept"),
    path(f"{COMING}/tillbaka", arriving.give_back, name="arrival_return"),
]
