"""Every address of the product. A room's addresses stand in the room; the order here is only for reading."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samverkan.web import kept, look, open_pages, shows, sittings, styleguide
from samverkan.web.at_work import views as at_work

handler404 = "samverkan.web.errors.not_found"
handler500 = "samverkan.web.errors.broken"

ROOMS = (
    "overview",
    "people",
    "plans",
    "trygghetsperson",
    "wellbeing",
    "handovers",
    "meetings",
    "guests",
    "own_page",
    "post",
    "exchange",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *[path("", include(f"samverkan.{room}.urls")) for room in ROOMS],
    path("jobbinloggning/<slug:provider_id>", at_work.start, name="at_work"),
    path("jobbinloggning/<slug:provider_id>/svar", at_work.answer, name="at_work_answer"),
    path("saker-pa-att-det-ar-du", at_work.step_up, name="step_up"),
    path("konto/", include("samverkan.web.account_urls")),
    path("fortsatt", kept.page, name="kept"),
    path("sittning", sittings.left_of_it, name="sitting"),
    path("utseende", look.choose, name="utseende"),
    path("hamnbild", look.harbour, name="hamnbild"),
    path("tillganglighet", open_pages.accessibility, name="accessibility"),
    path("anmal-brist", open_pages.report, name="report"),
    path("sa-skyddas-uppgifterna", open_pages.protection, name="protection"),
]
if settings.DEMO:
    urlpatterns += [
        path("visa-som", shows.switch, name="show_as"),
        path("stilguide", styleguide.page, name="stilguide"),
    ]
