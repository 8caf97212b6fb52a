"""Addresses of settings, contacts and one's own pages."""

from django.urls import path

from samverkan.people.views import beginning, contacts, own, readings, school_year, settings, staff, start

urlpatterns = [
    path("borja", beginning.begin, name="begin"),
    path("valkommen/<uuid:account_id>/<str:token>", beginning.welcome, name="welcome"),
    path("installningar", settings.overview, name="settings"),
    path("installningar/skolan", settings.unit, name="settings_unit"),
    path("installningar/klasser", settings.classes, name="classes"),
    path("installningar/lasar", school_year.index, name="free_days"),
    path("installningar/lasar/nytt", school_year.new, name="free_days_new"),
    path("installningar/lasar/<uuid:free_id>/ta-bort", school_year.remove, name="free_days_remove"),
    path("installningar/vem-ser-vad", settings.access, name="access_review"),
    path("installningar/forsta-dagen/<uuid:unit_id>", settings.first_day_hidden, name="first_day_hidden"),
    path("installningar/innan-ni-borjar", start.overview, name="start"),
    path("installningar/innan-ni-borjar/alla-regler", start.rules, name="start_rules"),
    path("installningar/innan-ni-borjar/anda", start.anyway, name="start_anyway"),
    path("installningar/innan-ni-borjar/<slug:step>", start.sign, name="start_sign"),
    path("installningar/innan-ni-borjar/<slug:step>/ta-tillbaka", start.take_back, name="start_take_back"),
    path("installningar/dar-jurister-ar-oense", readings.index, name="stances"),
    path("installningar/dar-jurister-ar-oense/annan-lag", readings.regime_sign, name="regime_sign"),
    path(
        "installningar/dar-jurister-ar-oense/annan-lag/<uuid:change_id>",
        readings.regime_take_back,
        name="regime_take_back",
    ),
    path("installningar/dar-jurister-ar-oense/<slug:slug>", readings.point, name="stance"),
    path("installningar/dar-jurister-ar-oense/<slug:slug>/skriv-under", readings.sign, name="stance_sign"),
    path("installningar/personer", staff.index, name="staff"),
    path("installningar/personer/ny", staff.new, name="colleague_new"),
    path("installningar/personer/<uuid:person_id>", staff.colleague, name="colleague"),
    path("installningar/personer/<uuid:person_id>/konto", staff.account, name="colleague_account"),
    path("installningar/personer/<uuid:person_id>/jobbinloggning", staff.work_key, name="colleague_work_key"),
    path("installningar/personer/<uuid:person_id>/skolenhet", staff.place, name="colleague_place"),
    path("installningar/personer/<uuid:person_id>/slutar", staff.leaving, name="colleague_leaving"),
    path("kontakter", contacts.index, name="contacts"),
    path("kontakter/ny", contacts.new, name="contact_new"),
    path("kontakter/<uuid:contact_id>", contacts.change, name="contact"),
    path("kontakter/<uuid:contact_id>/ta-bort", contacts.end, name="contact_end"),
    path("min-profil", own.profile, name="profile"),
    path("min-logg", own.log, name="own_log"),
]
