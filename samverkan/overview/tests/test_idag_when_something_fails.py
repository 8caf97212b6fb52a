"""One source of Idag fails: its card says so, the rest is shown, and nothing of a pupil reaches the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.http import Http404
from django.urls import reverse

from samverkan.journal.models import Event
from samverkan.overview.sources import Sources
from samverkan.web.postgres import Server
from samverkan.web.tracebacks import Scrubbed
from tests.cast import Cast, client_as


@contextmanager
def without(privilege: str, table: str, server: Server, database: str) -> Iterator[None]:
    """The app's right to a table is taken away while inside."""
    with psycopg.connect(server.dsn("owner", database), autocommit=True) as owner:
        owner.execute(f"REVOKE {privilege} ON {table} FROM samverkan_app")
        try:
            yield
        finally:
            owner.execute(f"GRANT {privilege} ON {table} TO samverkan_app")


def test_contacts_that_cannot_be_read_leave_the_rest_of_the_page(
    cast: Cast, server: Server, world_database: str
) -> None:
    with without("SELECT", "plans_contacttaken", server, world_database):
        page = client_as(cast.anna_karin).get(reverse("today"))
    words = page.content.decode()

    assert page.status_code == 200
    assert "Kontakter kan inte visas just nu." in words
    assert "Resten av sidan är aktuell." in words
    assert "Försök igen" in words
    assert "Samtycke saknas inför mötet" in words
    assert "Hänt sedan sist" in words
    event = Event.objects.latest("id")
    assert (event.action, event.outcome) == ("las-idag", "gjord")
    assert cast.ebbas_case in {touch.case_id for touch in event.touches.all()}


def test_without_meetings_it_is_not_said_that_nothing_needs_the_reader(
    cast: Cast, server: Server, world_database: str
) -> None:
    with without("SELECT", "meetings_invitee", server, world_database):
        page = client_as(cast.anna_karin).get(reverse("today"))
    words = page.content.decode()

    assert page.status_code == 200
    assert "Möten kan inte visas just nu." in words
    assert "En del av listan kan inte visas just nu." in words
    assert "Inget behöver dig" not in words
    assert "Kontakter kan inte" not in words


def test_a_journal_that_cannot_be_written_stops_the_page_whatever_else_has_failed(
    cast: Cast, server: Server, world_database: str
) -> None:
    with (
        without("SELECT", "plans_contacttaken", server, world_database),
        without("INSERT", "journal_event", server, world_database),
    ):
        page = client_as(cast.anna_karin).get(reverse("today"))

    assert page.status_code == 503
    assert "Ebba" not in page.content.decode()


def test_the_neighbour_meets_no_pupil_of_ours_in_the_card_either(
    cast: Cast, server: Server, world_database: str
) -> None:
    with without("SELECT", "plans_contacttaken", server, world_database):
        page = client_as(cast.petra).get(reverse("today"))

    assert page.status_code == 200
    assert "Lindqvist" not in page.content.decode()


@pytest.mark.django_db
def test_the_log_says_where_and_not_about_whom(caplog: pytest.LogCaptureFixture) -> None:
    sources = Sources()
    known, name = {"en rad": "känd"}, "Ebba Lindqvist"

    found = sources.ask(("hant",), lambda: (known[name],))

    assert (found, sources.broken) == ((), {"hant"})
    (record,) = caplog.records
    line = Scrubbed("%(message)s").format(logging.makeLogRecord(record.__dict__))
    assert "Kan inte visas på Idag: hant." in line
    assert "builtins.KeyError" in line
    assert name not in line


@pytest.mark.django_db
def test_what_is_not_there_is_still_not_there() -> None:
    def gone() -> tuple[str, ...]:
        raise Http404

    with pytest.raises(Http404):
        Sources().ask(("moten",), gone)
