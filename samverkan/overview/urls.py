"""Addresses of the overview."""

from django.urls import path

from samverkan.overview import views

urlpatterns = [
    path("", views.today, name="today"),
    path("idag/dagens-lista.pdf", views.today_paper, name="today_print"),
    path("skolan", views.school, name="school"),
    path("skolan/fil", views.school_file, name="school_export"),
    path("skolan/grupp/<slug:anchor>", views.group, name="school_group"),
    path("skolan/genomgang/<uuid:pupil_id>", views.walk, name="walk"),
    path("elever/<uuid:pupil_id>/signal", views.signal_new, name="signal_new"),
    path("kontakt-tagen", views.contact_taken, name="contact_taken"),
]
